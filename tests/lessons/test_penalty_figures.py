"""The figures on penalties: drawn from arrays, in light and dark, with an alt text that tells."""

import numpy as np
import pytest

from helpers import figures
from helpers.figures import penalty as penalty_figures

LAMS = np.array([1.0, 0.01, 0.1])
ERRORS = {"L1": [[4.0, 6.0], [8.0, 10.0], [1.0, 3.0]], "L2": [[5.0, 5.0], [2.0, 4.0], [6.0, 6.0]]}
PAIRS = [([2, 3, 4], [0, 1]), ([0, 1, 4], [2, 3]), ([0, 1, 2, 3], [4])]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("draw", "arguments"),
    [
        (penalty_figures.folds, (PAIRS,)),
        (penalty_figures.error_curves, (LAMS, ERRORS)),
        (penalty_figures.medians, (LAMS[[1, 0]], ERRORS, "λ", {"noise": 1.0})),
        (penalty_figures.weights, ({"L1": np.ones(5), "L2": np.arange(5.0)}, 2)),
    ],
)
def test_a_figure_is_drawn_with_an_alt_text(draw, arguments, dark):
    figure = draw(*arguments, dark=dark)
    assert figures.as_html(figure, figure.get_label()).startswith("<figure")
    assert len(figure.get_label()) > 60


def test_the_text_of_folds_names_the_validated_samples():
    text = penalty_figures.folds(PAIRS).get_label()
    assert "Fold 1 validates 2, 3 and trains on 3." in text


def test_folds_that_are_not_right_can_be_drawn_too():
    figure = penalty_figures.folds([({0, 1}, {1, 2}), ([0, 1, 2], [])])
    assert "Fold 1 validates nothing" in figure.get_label()


def test_the_text_of_error_curves_says_where_each_is_lowest():
    text = penalty_figures.error_curves(LAMS, ERRORS).get_label()
    assert "L1: 9.00 at λ = 0.01, lowest with 2.00 at λ = 0.1, 5.00 at λ = 1." in text
    assert "L2: 3.00 at λ = 0.01, lowest with 3.00 at λ = 0.01" in text


def test_the_text_of_medians_says_where_the_median_is_lowest():
    errors = {"held out": [[9.0, 2.0, 4.0], [7.0, 1.0, 6.0], [8.0, 3.0, 5.0]]}
    figure = penalty_figures.medians([0.01, 0.1, 1.0], errors, "λ", {"the noise": 0.25})
    assert "Median error of 3 seeds over λ" in figure.get_label()
    assert "Held out: 8 at 0.01, lowest with 2 at 0.1, 5 at 1." in figure.get_label()
    assert "A dotted line marks the noise, 0.25." in figure.get_label()


def test_the_text_of_weights_counts_those_near_zero():
    text = penalty_figures.weights({"L1": [2.0, 0.01, -0.04, -0.5]}, 1).get_label()
    assert "2 of 4 weights are closer to 0 than 0.05" in text
    assert "the shaded ones are 2.00" in text
    assert "the largest of the others has the size 0.50" in text
