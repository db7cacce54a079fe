"""The image runs as an ordinary user who can work in the home directory, and nowhere near the system's files."""
import os
import pwd
from pathlib import Path

import pytest


def test_is_not_root():
    assert os.getuid() != 0


def test_has_a_name():
    assert pwd.getpwuid(os.getuid()).pw_name == os.environ["NB_USER"]


def test_can_write_at_home():
    home = Path.home()
    probe = home / ".stack-probe"
    probe.write_text("written")
    probe.unlink()


def test_works_at_home():
    """The working directory of the image, where Jupyter opens, is the user's own."""
    assert os.access(pwd.getpwuid(os.getuid()).pw_dir, os.W_OK)


@pytest.mark.parametrize("directory", ["/etc", "/usr/bin", "/usr/local/bin", "/usr/lib/python3/dist-packages"])
def test_cannot_write_to_the_system(directory):
    assert not os.access(directory, os.W_OK)
