"""What this image promises. The versions are the oldest that will do."""
import importlib

import pytest
from packaging.version import Version

PROMISED = {
    "matplotlib": "3.6",
    "numpy": "1.24",
    "pandas": "1.5",
    "scipy": "1.10",
    "statsmodels": "0.13",
}


@pytest.mark.parametrize("name", PROMISED)
def test_import(name):
    module = importlib.import_module(name)
    assert Version(module.__version__) >= Version(PROMISED[name])
