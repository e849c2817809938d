"""The pictures of descents say in their alt text what they show, on a white page and a dark one."""

import numpy as np
import pytest

from helpers import data, figures
from helpers.figures import descent as descent_figures

X, Y = data.gabor(np.random.default_rng(0))


@pytest.mark.parametrize("dark", [False, True])
def test_the_map_tells_where_each_path_starts_and_ends(dark):
    paths = {"inside": [[4.0, 8.0], [2.0, 6.4]], "outside": [[0.0, 16.0], [19.0, 31.0]]}
    figure = descent_figures.loss_map(X, Y, paths, dark=dark)
    text = figure.get_label()
    assert "The path “inside” leads from (4.0, 8.0), loss 0.306, to (2.0, 6.4), loss 0.182." in text
    assert "to (19.0, 31.0)" in text
    assert text.count("outside the map") == 1
    assert [entry.get_text() for entry in figure.legends[0].get_texts()] == list(paths)


def test_the_map_names_its_lowest_point():
    assert (
        "The lowest point, 0.009, is near (0.0, 16.8)" in descent_figures.loss_map(X, Y).get_label()
    )


@pytest.mark.parametrize("dark", [False, True])
def test_the_picture_of_models_tells_the_loss_of_each(dark):
    phis = {"far": np.array([4.0, 8.0]), "behind": data.GABOR_PHI}
    figure = descent_figures.models(X, Y, phis, dark=dark)
    text = figure.get_label()
    assert text.startswith("30 samples")
    for label, phi in phis.items():
        assert f"“{label}”" in text
        assert f"its loss is {data.gabor_loss(phi, X, Y):.3f}" in text


@pytest.mark.parametrize(
    "draw", [descent_figures.loss_map, lambda x, y: descent_figures.models(x, y, {})]
)
def test_equal_figures_give_equal_bytes(draw):
    assert figures.as_html(draw(X, Y), "alt") == figures.as_html(draw(X, Y), "alt")
