"""What this image promises. The versions are the oldest that will do."""
import importlib

import pytest
from packaging.version import Version

PROMISED = {
    "sklearn": "1.2",
    "torch": "1.13.0a0",  # what the 1.13.1 of Debian 12 calls itself
}


@pytest.mark.parametrize("name", PROMISED)
def test_import(name):
    module = importlib.import_module(name)
    assert Version(module.__version__) >= Version(PROMISED[name])
