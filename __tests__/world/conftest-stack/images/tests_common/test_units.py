"""The units of an image are run inside it, each by the image's own Python."""
import os

import pytest
from helpers import units_of

IMAGE = os.environ["TEST_IMAGE"].rsplit("/", 1)[-1].partition(":")[0].partition("@")[0]
UNITS = units_of(os.environ.get("STACK_IMAGE", IMAGE))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_unit(container, unit):
    container.output("python3", "-c", unit.read_text())
