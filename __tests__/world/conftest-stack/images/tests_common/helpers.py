"""What tests of more than one image use."""
from pathlib import Path

STACK = Path(__file__).resolve().parent.parent


def units_of(image):
    """The files that are to be run inside an image."""
    return sorted((STACK / image / "test" / "units").glob("*.py"))
