"""Losses: hand-computed values, the edges of cross-entropy, derivatives, and bad input."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers.numerical_gradients import central_differences, complex_step
from helpers.reference import (
    LOSSES,
    binary_cross_entropy,
    binary_cross_entropy_derivative,
    quadratic_cost,
    squared_error,
)
from helpers.reference.losses import get_loss

SHAPES = array_shapes(min_dims=1, max_dims=2, max_side=6)
PROBABILITIES = st.floats(0.05, 0.95)


def pairs(values):
    """Two arrays of one shape: predictions and labels."""
    return SHAPES.flatmap(
        lambda shape: st.tuples(
            arrays(float, shape, elements=values), arrays(float, shape, elements=values)
        )
    )


def test_squared_error_by_hand():
    assert squared_error(np.array([[1.0], [4.0]]), np.array([[0.0], [1.0]])) == (1 + 9) / 2


def test_quadratic_cost_is_nielsens_with_a_half():
    assert quadratic_cost(np.array([[1.0], [4.0]]), np.array([[0.0], [1.0]])) == (1 + 9) / 4


def test_losses_add_over_outputs_and_average_over_samples():
    assert squared_error(np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2))) == 30 / 2


def test_cross_entropy_by_hand():
    p, y = np.array([[0.8], [0.4]]), np.array([[1.0], [0.0]])
    expected = -(math.log(0.8) + math.log(0.6)) / 2
    assert binary_cross_entropy(p, y) == pytest.approx(expected, rel=1e-15)


@given(pairs(st.floats(0, 1)))
def test_cross_entropy_is_exact_away_from_0_and_1(pair):
    p, y = pair
    p = np.clip(p, 1e-300, 1 - 1e-16)
    y = y.round()
    terms = [
        -math.log(p_i) if y_i else -math.log(1 - p_i)
        for p_i, y_i in zip(p.ravel(), y.ravel(), strict=True)
    ]
    expected = math.fsum(terms) / len(y)
    assert binary_cross_entropy(p, y) == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_cross_entropy_at_the_edges_is_finite_and_large_only_where_wrong(label):
    y = np.array([[label]])
    assert binary_cross_entropy(y, y) == 0
    assert 20 <= binary_cross_entropy(1 - y, y) < np.inf
    assert np.isfinite(binary_cross_entropy_derivative(1 - y, y)).all()
    assert np.isfinite(binary_cross_entropy_derivative(y, y)).all()


@pytest.mark.parametrize("name", LOSSES)
@given(pair=pairs(PROBABILITIES))
def test_derivative_agrees_with_both_numerical_gradients(name, pair):
    prediction, y = pair
    function, derivative = LOSSES[name]
    expected = complex_step(lambda a: function(a, y), prediction)
    assert derivative(prediction, y) == pytest.approx(expected, rel=1e-12, abs=1e-14)
    by_differences = central_differences(lambda a: function(a, y), prediction)
    assert by_differences == pytest.approx(expected, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("name", LOSSES)
def test_arguments_are_left_alone(name):
    prediction, y = np.array([[0.2], [0.7]]), np.array([[0.0], [1.0]])
    copies = prediction.copy(), y.copy()
    for function in LOSSES[name]:
        function(prediction, y)
    assert (prediction == copies[0]).all()
    assert (y == copies[1]).all()


@pytest.mark.parametrize("name", LOSSES)
def test_a_flat_y_beside_a_column_is_refused_and_not_broadcast(name):
    for function in LOSSES[name]:
        with pytest.raises(ValueError, match=r"\(3, 1\) and labels \(3,\).*reshape"):
            function(np.full((3, 1), 0.5), np.ones(3))


@pytest.mark.parametrize("empty", [np.zeros((0, 1)), np.float64(0.5)])
def test_no_samples_are_refused(empty):
    with pytest.raises(ValueError, match="hold no samples"):
        squared_error(empty, empty)


@pytest.mark.parametrize(
    ("p", "y", "what"),
    [(1.2, 1, "predictions p"), (-0.1, 0, "predictions p"), (0.5, -1, "labels y")],
)
def test_cross_entropy_refuses_what_is_no_probability(p, y, what):
    for function in LOSSES["binary_cross_entropy"]:
        with pytest.raises(ValueError, match=what):
            function(np.array([[p]]), np.array([[y]]))


def test_unknown_loss_lists_the_known_ones():
    with pytest.raises(ValueError, match=r"unknown loss 'mse'.*squared_error"):
        get_loss("mse")
