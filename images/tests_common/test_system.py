"""What is easily forgotten in a Dockerfile."""
import locale
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("leftovers", ["/var/lib/apt/lists/*Packages*", "/var/cache/apt/archives/*.deb", "/tmp/*.deb"])
def test_the_package_manager_left_nothing_behind(leftovers):
    assert list(Path("/").glob(leftovers.lstrip("/"))) == []


def test_text_is_utf8():
    assert locale.getpreferredencoding().upper() == "UTF-8"
    assert sys.getfilesystemencoding() == "utf-8"


def test_python_goes_by_its_short_name():
    version = subprocess.run(["python", "--version"], capture_output=True, text=True, check=True).stdout
    assert version.split()[1] == sys.version.split()[0]


def test_python_packages_fit_together():
    """Every installed package finds the versions it asks for."""
    check = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout


def test_system_packages_are_complete():
    """dpkg reports each package that is only half installed or has lost what it depends on."""
    audit = subprocess.run(["dpkg", "--audit"], capture_output=True, text=True, check=True)
    assert audit.stdout == ""
