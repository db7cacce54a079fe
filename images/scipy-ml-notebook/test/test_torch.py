"""PyTorch differentiates and learns, on the CPU."""
import pytest
import torch


@pytest.fixture(autouse=True)
def deterministic():
    torch.manual_seed(0)


def test_gradient():
    x = torch.tensor([1.0, -2.0, 3.0], requires_grad=True)
    (x ** 3).sum().backward()
    assert torch.allclose(x.grad, 3 * x.detach() ** 2)


def test_gradient_agrees_with_finite_differences():
    inputs = torch.randn(4, 3, dtype=torch.double, requires_grad=True)
    assert torch.autograd.gradcheck(torch.nn.Linear(3, 2).double(), inputs)


def test_training_lowers_the_loss():
    """A small network learns exclusive or, which no single layer can."""
    x = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
    network = torch.nn.Sequential(torch.nn.Linear(2, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    optimiser = torch.optim.Adam(network.parameters(), lr=0.05)
    losses = []
    for _ in range(200):
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(x), y)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] / 10
    assert ((network(x) > 0) == (y > 0.5)).all()


def test_a_saved_network_is_the_same_when_loaded(tmp_path):
    network, copy = torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)
    torch.save(network.state_dict(), tmp_path / "network.pt")
    copy.load_state_dict(torch.load(tmp_path / "network.pt"))
    x = torch.randn(5, 3)
    assert torch.equal(network(x), copy(x))


def test_shares_memory_with_numpy():
    tensor = torch.zeros(3)
    tensor.numpy()[1] = 5
    assert tensor.tolist() == [0, 5, 0]
