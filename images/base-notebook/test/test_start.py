"""`start` becomes the command it is given, under any user."""
import os
import subprocess
from pathlib import Path


def start(*command, **environment):
    environment = {**os.environ, **environment}
    return subprocess.run(["start", *command], env=environment, capture_output=True, text=True, timeout=30)


def test_passes_arguments_on_unchanged():
    assert start("printf", "%s|", "two words", "*", "$HOME").stdout == "two words|*|$HOME|"


def test_passes_the_exit_status_on():
    assert start("sh", "-c", "exit 7").returncode == 7


def test_says_nothing_when_all_is_well(tmp_path):
    run = start("printenv", "HOME", HOME=str(tmp_path))
    assert (run.stdout, run.stderr) == (f"{tmp_path}\n", "")


def test_finds_another_home_when_it_cannot_write():
    run = start("printenv", "HOME", HOME="/proc")
    home = Path(run.stdout.strip())
    assert os.access(home, os.W_OK)
    assert "cannot write to HOME=/proc" in run.stderr
    home.rmdir()


def test_gives_an_unknown_user_a_name():
    run = start("printenv", "USER", "LOGNAME", USER="", LOGNAME="")
    assert run.stdout.split() == [os.environ["NB_USER"]] * 2
