"""Where neither PyTorch nor TensorFlow is, or none of them sees a GPU, nothing of this directory has tested anything."""
import importlib.util


def sees_gpu(name):
    if importlib.util.find_spec(name) is None:
        return False
    if name == "torch":
        import torch

        return torch.cuda.is_available()
    import tensorflow

    return bool(tensorflow.config.list_physical_devices("GPU"))


def test_a_framework_sees_a_gpu(gpu):
    here = [name for name in ("torch", "tensorflow") if importlib.util.find_spec(name)]
    if not here:
        gpu.missing("the image has neither PyTorch nor TensorFlow")
    # Not a pass of its own: then a run without a GPU would not be one in which all tests were skipped.
    if gpu.override is None and not any(map(sees_gpu, here)):
        gpu.missing(f"{' and '.join(here)} see none")
