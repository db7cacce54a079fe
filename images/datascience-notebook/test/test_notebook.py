"""The notebook beside this file runs from top to bottom, as a person would run it, and comes to the right result."""
import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    notebook = nbformat.read(Path(__file__).with_name("analysis.ipynb"), as_version=4)
    folder = tmp_path_factory.mktemp("notebook")
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def outputs(notebook, kind):
    return [output.data[kind] for cell in notebook.cells for output in cell.get("outputs", [])
            if kind in output.get("data", {})]


def test_comes_to_the_right_result(executed):
    result = ast.literal_eval(outputs(executed, "text/plain")[-1])
    assert result["students"] == 200
    assert result["points_per_hour"] == pytest.approx(4, abs=0.5)
    assert result["significant"] is True


def test_shows_a_table_and_a_plot(executed):
    assert any("<table" in html for html in outputs(executed, "text/html"))
    assert len(outputs(executed, "image/png")) == 1
