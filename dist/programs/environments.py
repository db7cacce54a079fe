"""Finds an interpreter by the name that people give to its environment.

A name is looked up as a Jupyter kernel, then as a conda environment, then as a folder below /opt with a bin/python.
"""

import json
import os
import re
import shutil
import subprocess
import sys

_NAME = re.compile(r"[A-Za-z0-9._-]+\Z")
_ROOT_NAMES = ("base", "root")


class MissingEnvironment(Exception):
    """No such environment; the message names those that are there."""


class Environment:
    def __init__(self, name, python, kernel=None):
        self.name = name
        # None of a kernel that is not one of Python.
        self.python = python
        # Name of its Jupyter kernel, when it has one.
        self.kernel = kernel

    def variables(self):
        """The environment of programs that run in it: what activating it would set, as far as that is the same for all."""
        found = dict(os.environ)
        if self.python is None:
            return found
        folder = os.path.dirname(self.python)
        prefix = os.path.dirname(folder)
        if os.path.basename(folder) != "bin" or prefix in ("/usr", "/", "/usr/local"):
            return found
        found["PATH"] = folder + os.pathsep + found.get("PATH", os.defpath)
        if os.path.isdir(os.path.join(prefix, "conda-meta")):
            found["CONDA_PREFIX"] = prefix
            found["CONDA_DEFAULT_ENV"] = self.name
        elif os.path.isfile(os.path.join(prefix, "pyvenv.cfg")):
            found["VIRTUAL_ENV"] = prefix
        return found


def find_environment(name, python=False):
    """The environment of that name, with an interpreter when `python` is wanted. Throws a MissingEnvironment."""
    if not _NAME.match(name) or name in (".", ".."):
        raise MissingEnvironment("%r is no name of an environment" % name)
    kernels = kernel_folders()
    folder = kernels.get(name.lower())
    if folder is not None:
        program = _python_of_kernel(folder)
        if program is None and python:
            raise MissingEnvironment("the kernel %s is not one of Python" % name)
        return Environment(name, program and _checked(name, program), os.path.basename(folder))
    for prefixes in (_conda_folders, _conda_list, _opt_folders):
        prefix = prefixes().get(name)
        if prefix is not None:
            return Environment(name, _checked(name, os.path.join(prefix, "bin", "python")))
    there = sorted(set(kernels) | set(_conda_folders()) | set(_conda_list()) | set(_opt_folders()))
    raise MissingEnvironment("there is no environment %s; there is %s" % (name, ", ".join(there) or "none"))


def kernel_folders():
    """Name of each Jupyter kernel, in lower case as Jupyter has it, and its folder."""
    prefixes = [sys.prefix, os.environ.get("CONDA_PREFIX"), _conda_root(), "/usr/local", "/usr"]
    given = [path for path in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if path]
    data = os.environ.get("JUPYTER_DATA_DIR") or os.path.expanduser("~/.local/share/jupyter")
    found = {}
    for path in [*given, data, *[os.path.join(prefix, "share", "jupyter") for prefix in prefixes if prefix]]:
        for name in _names_in(os.path.join(path, "kernels")):
            folder = os.path.join(path, "kernels", name)
            if os.path.isfile(os.path.join(folder, "kernel.json")):
                found.setdefault(name.lower(), folder)
    return found


def _python_of_kernel(folder):
    try:
        with open(os.path.join(folder, "kernel.json"), encoding="utf-8") as file:
            spec = json.load(file)
        program, language = str(spec["argv"][0]), str(spec.get("language", "python"))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
        return None
    if language.lower() != "python":
        return None
    if re.match(r"python[0-9.]*\Z", program):
        # Jupyter takes the interpreter that it runs on.
        return shutil.which(program) or sys.executable
    return program


def _checked(name, python):
    if not os.access(python, os.X_OK):
        raise MissingEnvironment("the interpreter of the environment %s is not there: %s" % (name, python))
    return python


def _conda_root():
    program = os.environ.get("CONDA_EXE") or shutil.which("conda") or shutil.which("mamba")
    roots = [program and os.path.dirname(os.path.dirname(os.path.realpath(program))), os.environ.get("MAMBA_ROOT_PREFIX")]
    return next((root for root in [*roots, "/opt/conda"] if root and os.path.isdir(root)), None)


def _conda_folders():
    root, active = _conda_root(), os.environ.get("CONDA_PREFIX")
    found = {}
    if root is not None:
        found.update({name: root for name in _ROOT_NAMES if os.path.isfile(os.path.join(root, "bin", "python"))})
    above = [root and os.path.join(root, "envs"), active and os.path.join(active, "envs"), active and os.path.dirname(active)]
    for folder in [*above, os.path.expanduser("~/.conda/envs")]:
        for name in _names_in(folder) if folder and os.path.basename(folder) == "envs" else []:
            if os.path.isfile(os.path.join(folder, name, "bin", "python")):
                found.setdefault(name, os.path.join(folder, name))
    return found


def _conda_list():
    program = os.environ.get("CONDA_EXE") or shutil.which("conda") or shutil.which("mamba")
    if not program:
        return {}
    try:
        answer = subprocess.run(
            [program, "env", "list", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
        )
        prefixes = [str(prefix) for prefix in json.loads(answer.stdout.decode("utf-8", "replace"))["envs"]]
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return {}
    return {os.path.basename(prefix): prefix for prefix in prefixes}


def _opt_folders():
    found = {name: os.path.join("/opt", name) for name in _names_in("/opt")}
    return {name: folder for name, folder in found.items() if os.path.isfile(os.path.join(folder, "bin", "python"))}


def _names_in(folder):
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
