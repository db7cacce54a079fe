"""Every kernel that Jupyter offers must start and compute, in whatever language."""
import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient

KERNELS = sorted(KernelSpecManager().find_kernel_specs())


def test_there_is_python():
    assert "python3" in KERNELS


@pytest.mark.parametrize("kernel", KERNELS)
def test_kernel_computes(kernel, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("6 * 7")])
    NotebookClient(notebook, kernel_name=kernel, timeout=60).execute()
    [output] = notebook.cells[0].outputs
    assert output.data["text/plain"].split()[-1] == "42"
