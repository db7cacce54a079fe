"""PyTorch sees the GPU, computes on it what the CPU computes, gives its memory back, and learns."""
import gc

import pytest

torch = pytest.importorskip("torch")


@pytest.fixture
def device(gpu):
    torch.manual_seed(0)
    if gpu.override is not None:
        return torch.device(gpu.override)
    if not torch.cuda.is_available():
        gpu.missing(f"PyTorch {torch.__version__} (CUDA {torch.version.cuda}) sees none")
    return torch.device("cuda")


def test_device_is_visible(device):
    if device.type == "cuda":
        assert torch.cuda.device_count() >= 1
        print(torch.cuda.get_device_name(0), torch.cuda.get_device_capability(0))
    assert torch.ones(1, device=device).device.type == device.type


# What tensor cores round to is allowed to single precision, and nothing to double.
@pytest.mark.parametrize("dtype, tolerance", [(torch.float32, 5e-2), (torch.float64, 1e-9)])
def test_matmul_agrees_with_the_cpu(device, dtype, tolerance):
    a, b = torch.randn(2, 512, 512, dtype=dtype)
    product = a.to(device) @ b.to(device)
    assert product.device.type == device.type
    torch.testing.assert_close(product.cpu(), a @ b, rtol=tolerance, atol=tolerance)


def test_memory_is_freed(device):
    if device.type != "cuda":
        pytest.skip("only a GPU counts its memory")
    gc.collect()
    torch.cuda.synchronize()
    before = torch.cuda.memory_allocated()
    block = torch.empty(64 * 2**20, dtype=torch.uint8, device=device)
    assert torch.cuda.memory_allocated() >= before + block.numel()
    del block
    gc.collect()
    assert torch.cuda.memory_allocated() <= before
    torch.cuda.empty_cache()


def test_training_lowers_the_loss(device):
    x = torch.randn(256, 8, device=device)
    y = (x.sum(dim=1, keepdim=True) > 0).to(x.dtype)
    network = torch.nn.Sequential(torch.nn.Linear(8, 16), torch.nn.ReLU(), torch.nn.Linear(16, 1)).to(device)
    optimiser = torch.optim.Adam(network.parameters(), lr=0.05)
    losses = []
    for _ in range(50):
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(network(x), y)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert next(network.parameters()).device.type == device.type
    assert losses[-1] < losses[0] / 2
