"""R on the command line, and as a kernel of Jupyter."""
import base64
import subprocess

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

PROMISED = ["IRkernel", "IRdisplay", "repr", "jsonlite", "stats"]


def execute(*sources):
    """The outputs of each cell."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    NotebookClient(notebook, kernel_name="ir", timeout=60).execute()
    return [cell.outputs for cell in notebook.cells]


@pytest.mark.parametrize("package", PROMISED)
def test_package_loads(package):
    subprocess.run(["Rscript", "-e", f"library({package})"], check=True, capture_output=True)


def test_kernel_is_registered_for_everybody():
    assert not KernelSpecManager().find_kernel_specs()["ir"].startswith("/home/")


def test_fits_a_line():
    _, [answer] = execute("x <- 1:10; y <- 2 * x + 1", "cat(round(coef(lm(y ~ x)), 6))")
    assert answer.text.split() == ["1", "2"]


def test_plots_without_a_display():
    [[plot]] = execute("plot(1:10)")
    assert base64.b64decode(plot.data["image/png"]).startswith(b"\x89PNG")


def test_an_error_is_an_error():
    with pytest.raises(CellExecutionError, match="not today"):
        execute("stop('not today')")
