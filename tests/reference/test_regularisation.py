"""Penalties: the worked examples by hand, gradients, biases left alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers.numerical_gradients import central_differences, complex_step
from helpers.reference import (
    PENALTIES,
    l1_gradient,
    l1_penalty,
    l2_gradient,
    l2_penalty,
    regularised_gradients,
    weights_of,
)
from helpers.reference.regularisation import get_penalty

WORKED = [np.array([0.02, -0.3, -0.55])]
WEIGHTS = arrays(
    float,
    array_shapes(max_dims=3, max_side=4),
    elements=st.floats(-5, 5).filter(lambda w: abs(w) > 1e-3),
)


def test_the_worked_examples():
    assert l1_penalty(WORKED, 1) == pytest.approx(0.87)
    assert l1_penalty(WORKED, 0.5) == pytest.approx(0.435)
    assert l2_penalty(WORKED, 1) == pytest.approx(0.19645)


@given(weights=st.lists(WEIGHTS, min_size=1, max_size=3), lam=st.floats(0, 10))
def test_penalties_sum_over_every_weight(weights, lam):
    every = [float(w) for W in weights for w in W.ravel()]
    assert l1_penalty(weights, lam) == pytest.approx(lam * sum(abs(w) for w in every))
    assert l2_penalty(weights, lam) == pytest.approx(lam / 2 * sum(w * w for w in every))


@pytest.mark.parametrize("kind", PENALTIES)
@given(W=WEIGHTS, lam=st.floats(0, 10))
def test_gradient_agrees_with_both_numerical_gradients(kind, W, lam):
    function, gradient = PENALTIES[kind]
    expected = complex_step(lambda w: function([w], lam), W)
    assert gradient(W, lam) == pytest.approx(expected, rel=1e-12)
    by_differences = central_differences(lambda w: function([w], lam), W)
    assert by_differences == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_l1_does_not_pull_at_zero():
    assert (l1_gradient(np.zeros((2, 2)), 3.0) == 0).all()


def test_gradients_are_new_arrays():
    W = np.array([[1.0, -2.0]])
    for gradient in (l1_gradient, l2_gradient):
        assert not np.shares_memory(gradient(W, 1), W)


def test_weights_are_penalised_and_biases_are_not():
    params = {"W1": np.array([[2.0]]), "b1": np.array([3.0])}
    grads = {"dW1": np.array([[0.5]]), "db1": np.array([0.25]), "dZ1": np.array([[7.0]])}
    kept = {name: value.copy() for name, value in grads.items()}
    new = regularised_gradients(grads, params, 0.1, "l2")
    assert new["dW1"] == pytest.approx(0.5 + 0.1 * 2)
    assert (new["db1"], new["dZ1"]) == (0.25, 7.0)
    assert grads == kept
    assert regularised_gradients(grads, params, 0.1, "l1")["dW1"] == pytest.approx(0.5 + 0.1)
    assert len(weights_of(params)) == 1


@pytest.mark.parametrize("lam", [-1, np.nan, np.inf])
@pytest.mark.parametrize("kind", PENALTIES)
def test_lam_below_zero_or_not_finite_is_refused(kind, lam):
    with pytest.raises(ValueError, match="lam is"):
        PENALTIES[kind].function(WORKED, lam)
    with pytest.raises(ValueError, match="lam is"):
        PENALTIES[kind].gradient(WORKED[0], lam)


def test_unknown_penalty_lists_the_known_ones():
    with pytest.raises(ValueError, match="unknown penalty 'L2': choose one of l1, l2"):
        get_penalty("L2")
