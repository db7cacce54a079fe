"""What this image promises. The versions are the oldest that will do."""
import importlib

import pytest
from packaging.version import Version

PROMISED = {
    "IPython": "8.5",
    "ipykernel": "6.17",
    "jupyter_client": "7.4",
    "nbclient": "0.7",
    "nbformat": "5.5",
    "notebook": "6.4",
    "pip": "23.0",
    "pytest": "7.2",
}


@pytest.mark.parametrize("name", PROMISED)
def test_import(name):
    module = importlib.import_module(name)
    assert Version(module.__version__) >= Version(PROMISED[name])
