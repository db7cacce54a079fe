"""The GPU tests of this image. Without a GPU they are skipped; where one is required, that is a failure.

    pytest /opt/workflow_tests                  # anywhere
    pytest --require-gpu /opt/workflow_tests    # where a GPU was asked for; STACK_REQUIRE_GPU=1 or STACK_GPUS mean the same

STACK_TEST_DEVICE names another device, such as cpu: for those who work on these tests and have no GPU.
"""
import os

import pytest


def pytest_addoption(parser):
    parser.addoption("--require-gpu", action="store_true", help="fail, instead of skipping, where no GPU is visible")


class Gpu:
    """Where tests compute, and what is said where they cannot."""

    def __init__(self, required):
        self.required = required
        self.override = os.environ.get("STACK_TEST_DEVICE") or None

    def missing(self, why):
        if self.required:
            pytest.fail(f"a GPU is required, and {why}", pytrace=False)
        pytest.skip(why)


@pytest.fixture(scope="session")
def gpu(request):
    asked = [os.environ.get(name, "") for name in ("STACK_REQUIRE_GPU", "STACK_GPUS")]
    required = any(value not in ("", "0", "false") for value in asked)
    return Gpu(request.config.getoption("--require-gpu") or required)
