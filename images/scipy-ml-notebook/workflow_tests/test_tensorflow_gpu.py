"""The same of TensorFlow, where an image has it."""
import gc

import pytest

tf = pytest.importorskip("tensorflow")


@pytest.fixture
def device(gpu):
    tf.random.set_seed(0)
    if gpu.override is not None:
        return gpu.override
    if not tf.config.list_physical_devices("GPU"):
        gpu.missing(f"TensorFlow {tf.__version__} sees none")
    return "GPU:0"


def is_on(tensor, device):
    return tensor.device.upper().endswith(f"DEVICE:{device.upper()}" if ":" in device else f"DEVICE:{device.upper()}:0")


def test_device_is_visible(device):
    with tf.device(device):
        assert is_on(tf.ones([1]), device)


@pytest.mark.parametrize("dtype, tolerance", [("float32", 5e-2), ("float64", 1e-9)])
def test_matmul_agrees_with_the_cpu(device, dtype, tolerance):
    with tf.device("CPU"):
        a, b = tf.random.normal([512, 512], dtype=dtype), tf.random.normal([512, 512], dtype=dtype)
        expected = tf.matmul(a, b)
    with tf.device(device):
        product = tf.matmul(a, b)
    assert is_on(product, device)
    with tf.device("CPU"):
        assert float(tf.reduce_max(tf.abs(product - expected) / (1 + tf.abs(expected)))) < tolerance


def test_memory_is_freed(device):
    if not device.upper().startswith("GPU"):
        pytest.skip("only a GPU counts its memory")
    gc.collect()
    used = lambda: tf.config.experimental.get_memory_info(device)["current"]
    before = used()
    with tf.device(device):
        block = tf.zeros([64 * 2**20], dtype=tf.uint8)
    assert used() >= before + 64 * 2**20
    del block
    gc.collect()
    assert used() <= before


def test_training_lowers_the_loss(device):
    with tf.device(device):
        x = tf.random.normal([256, 8])
        y = tf.cast(tf.reduce_sum(x, axis=1, keepdims=True) > 0, tf.float32)
        weights, bias = tf.Variable(tf.zeros([8, 1])), tf.Variable(tf.zeros([1]))
        losses = []
        for _ in range(50):
            with tf.GradientTape() as tape:
                logits = tf.matmul(x, weights) + bias
                loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
            for variable, gradient in zip((weights, bias), tape.gradient(loss, (weights, bias))):
                variable.assign_sub(0.5 * gradient)
            losses.append(float(loss))
    assert losses[-1] < losses[0] / 2
