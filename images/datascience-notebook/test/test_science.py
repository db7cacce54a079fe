"""Each package does the thing it is here for, on numbers whose answer is known."""
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest
import scipy.integrate
import scipy.optimize
import statsmodels.api as sm


def test_numpy_solves_equations():
    matrix, solution = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([2.0, -1.0])
    assert np.linalg.solve(matrix, matrix @ solution) == pytest.approx(solution)


def test_numpy_computes_with_openblas():
    """Not with the slow reference library, which is always installed too."""
    np.ones((2, 2)) @ np.ones((2, 2))
    assert "openblas" in Path("/proc/self/maps").read_text()


def test_scipy_integrates_and_minimises():
    assert scipy.integrate.quad(np.sin, 0, np.pi)[0] == pytest.approx(2)
    assert scipy.optimize.minimize(lambda x: (x[0] - 3) ** 2, [0]).x == pytest.approx([3], abs=1e-4)


def test_pandas_reads_back_what_it_wrote(tmp_path):
    frame = pd.DataFrame({
        "when": pd.date_range("2026-01-01", periods=4),
        "who": ["Ann", "Bø", "Čeněk", "丹"],
        "score": [1.5, np.nan, 3.0, -0.25],
    })
    path = tmp_path / "scores.csv"
    frame.to_csv(path, index=False)
    pd.testing.assert_frame_equal(pd.read_csv(path, parse_dates=["when"]), frame)


def test_pandas_groups():
    frame = pd.DataFrame({"group": list("abab"), "value": [1, 2, 3, 6]})
    assert frame.groupby("group")["value"].mean().to_dict() == {"a": 2, "b": 4}


def test_statsmodels_fits_a_line():
    x = np.linspace(0, 10, 50)
    y = 2 * x + 1 + np.random.default_rng(0).normal(scale=0.1, size=x.size)
    fit = sm.OLS(y, sm.add_constant(x)).fit()
    assert fit.params == pytest.approx([1, 2], abs=0.1)
    assert fit.rsquared > 0.99


def test_matplotlib_draws_without_a_display(tmp_path, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    import matplotlib.pyplot as plt

    assert matplotlib.get_backend().lower() == "agg"
    figure, axes = plt.subplots(figsize=(2, 1), dpi=100)
    axes.plot([0, 1], [0, 1], color="red")
    figure.savefig(tmp_path / "line.png")
    plt.close(figure)

    pixels = plt.imread(tmp_path / "line.png")
    assert pixels.shape[:2] == (100, 200)
    assert (pixels[..., :3] == (1, 0, 0)).all(axis=-1).any(), "no red line in the picture"
