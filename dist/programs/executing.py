"""Executes one notebook, or script, in a copy of its folder: executing.py SETTINGS, which is JSON.

Tells on a pipe which cell it is at, and in the end what became of it.
"""

import json
import os
import signal
import sys

from copying import copy_folder


class Progress:
    def __init__(self, fd):
        self._fd = fd
        self.cell = None

    def begins(self, cell):
        self.cell = cell
        self.tell(cell=cell)

    def tell(self, **what):
        data = (json.dumps(what) + "\n").encode("ascii")
        while data:
            data = data[os.write(self._fd, data) :]


class KernelDied(Exception):
    """Its argument: exit status of the kernel as subprocess has it, or None."""


def main(settings):
    copy_folder(os.path.dirname(settings["path"]), settings["folder"])
    os.chdir(settings["folder"])
    name = os.path.basename(settings["path"])
    python = settings["script_python"]
    if python is not None:
        os.close(settings["report_fd"])
        os.execve(python, [python, name], settings["script_env"])
    progress = Progress(settings["report_fd"])
    progress.tell(**_execute(name, settings, progress))
    return 0


def _execute(name, settings, progress):
    import nbformat

    try:
        notebook = nbformat.read(name, as_version=4)
    except Exception as error:
        return {"fault": "notebook", "message": "this is no notebook: %s" % str(error).split("\n")[0]}
    kernel = settings["kernel"] or notebook.metadata.get("kernelspec", {}).get("name") or "python3"
    there = _kernels()
    if kernel.lower() not in there:
        message = "there is no kernel %s; there is %s" % (kernel, ", ".join(sorted(there)) or "none")
        return {"fault": "kernel", "message": message}

    def write(*_):
        nbformat.write(notebook, settings["executed"])

    def stop(*_):
        write()
        os._exit(1)

    signal.signal(signal.SIGTERM, stop)
    try:
        _run(notebook, kernel, settings["cell_timeout"], progress)
        return {"fault": None}
    except KernelDied as error:
        return {"fault": "died", "cell": progress.cell, "status": error.args[0]}
    except Exception as error:
        found = _fault_of(error, notebook, progress.cell)
        return dict(found, retry=progress.cell is None)
    finally:
        write()


def _kernels():
    from jupyter_client.kernelspec import KernelSpecManager

    return {str(name).lower(): name for name in KernelSpecManager().find_kernel_specs()}


def _run(notebook, kernel, cell_timeout, progress):
    resources = {"metadata": {"path": os.getcwd()}}
    options = {"kernel_name": kernel, "timeout": cell_timeout, "startup_timeout": 120}
    try:
        from nbclient import NotebookClient
    except ImportError:
        _run_by_nbconvert(notebook, options, resources, progress)
        return

    class Client(NotebookClient):
        async def async_execute_cell(self, cell, cell_index, *args, **more):
            progress.begins(cell_index)
            try:
                return await super().async_execute_cell(cell, cell_index, *args, **more)
            except Exception as error:
                raise _explained(error, self.km)

    Client(notebook, resources=resources, **options).execute()


def _run_by_nbconvert(notebook, options, resources, progress):
    """Before version 6, which brings nbclient."""
    from nbconvert.preprocessors import ExecutePreprocessor

    class Preprocessor(ExecutePreprocessor):
        def preprocess_cell(self, cell, resources, cell_index, *args, **more):
            progress.begins(cell_index)
            try:
                return super().preprocess_cell(cell, resources, cell_index, *args, **more)
            except Exception as error:
                raise _explained(error, self.km)

    Preprocessor(**options).preprocess(notebook, resources)


def _explained(error, manager):
    """The same, unless it is that of a kernel that died; its class has moved from package to package."""
    if type(error).__name__ != "DeadKernelError":
        return error
    process = getattr(getattr(manager, "provisioner", None), "process", None) or getattr(manager, "kernel", None)
    try:
        return KernelDied(process.poll())
    except Exception:
        return KernelDied(None)


def _fault_of(error, notebook, cell):
    if cell is None:
        return {"fault": "start", "message": "%s: %s" % (type(error).__name__, str(error).split("\n")[0])}
    if isinstance(error, TimeoutError):
        return {"fault": "timeout", "cell": cell}
    for output in notebook.cells[cell].get("outputs", []):
        if output.get("output_type") == "error":
            message = "%s: %s" % (output.get("ename"), output.get("evalue"))
            return {"fault": "error", "cell": cell, "message": message, "traceback": "\n".join(output["traceback"])}
    return {"fault": "error", "cell": cell, "message": str(error).split("\n")[0], "traceback": str(error)}


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
