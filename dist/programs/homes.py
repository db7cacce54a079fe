"""The environment in which kernels can start, in images that are made for another user."""

import json
import os
import site


def usable_variables(variables, folder):
    """With a home, and folders of Jupyter, that can be written to; `folder` is there for that."""
    found = dict(variables)
    # The debugger's remarks on modules of the interpreter that it cannot see.
    found.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    found["JUPYTER_RUNTIME_DIR"] = _made(folder, "runtime")
    home = os.path.expanduser("~")
    if not _is_writable(home):
        found["HOME"] = _made(folder, "home")
        # What was installed there for this user stays where it is found.
        found.setdefault("PYTHONUSERBASE", site.getuserbase())
        _prepend(found, "JUPYTER_PATH", os.path.join(home, ".local", "share", "jupyter"))
    ipython = found.get("IPYTHONDIR") or os.path.join(found.get("HOME", home), ".ipython")
    if not _is_writable(ipython if os.path.isdir(ipython) else os.path.dirname(ipython)):
        found["IPYTHONDIR"] = _made(folder, "ipython")
    return found


def add_kernel(variables, folder, environment):
    """A kernel for an environment that has none of its own; its name."""
    data = _made(folder, "data")
    path = _made(data, "kernels", environment.name.lower())
    spec = {
        "argv": [environment.python, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": environment.name,
        "language": "python",
        "env": {name: text for name, text in environment.variables().items() if os.environ.get(name) != text},
    }
    with open(os.path.join(path, "kernel.json"), "w", encoding="utf-8") as file:
        json.dump(spec, file)
    _prepend(variables, "JUPYTER_PATH", data)
    return environment.name.lower()


def _made(*parts):
    folder = os.path.join(*parts)
    os.makedirs(folder, exist_ok=True)
    return folder


def _prepend(variables, name, path):
    variables[name] = os.pathsep.join([path] + [value for value in [variables.get(name)] if value])


def _is_writable(folder):
    return os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)
