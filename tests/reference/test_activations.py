"""Activations: values at the edges, and derivatives that agree with differences."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.reference import ACTIVATIONS, identity, relu, sigmoid, tanh
from helpers.reference.activations import get_activation

FINITE = st.floats(-1e300, 1e300)


@given(z=st.floats(-700, 700))
def test_sigmoid_is_the_textbook_formula_to_relative_accuracy(z):
    expected = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
    assert sigmoid(z) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("dtype", [float, complex])
def test_sigmoid_is_stable_far_out(dtype):
    far = np.array([-1e308, -1000, -710, 0, 710, 1000, 1e308], dtype=dtype)
    assert sigmoid(far) == pytest.approx([0, 0, 0, 0.5, 1, 1, 1], abs=1e-300)


@given(z=FINITE)
def test_sigmoid_stays_between_0_and_1_and_mirrors(z):
    assert 0 <= sigmoid(z) <= 1
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=1e-15)


@given(z=st.floats(-30, 30))
def test_tanh_relu_and_identity_are_what_their_names_say(z):
    assert tanh(z) == pytest.approx(math.tanh(z), abs=1e-15)
    assert relu(z) == (z if z > 0 else 0)
    assert identity(z) == z


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=st.floats(-30, 30).filter(lambda z: abs(z) > 1e-3))
def test_derivative_agrees_with_central_differences(name, z):
    function, derivative = ACTIVATIONS[name]
    h = 1e-5
    assert derivative(z) == pytest.approx((function(z + h) - function(z - h)) / (2 * h), abs=1e-9)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=st.floats(-1000, 1000).filter(lambda z: abs(z) > 1e-3))
def test_derivative_agrees_with_the_complex_step(name, z):
    function, derivative = ACTIVATIONS[name]
    slope = function(np.array(z + 1e-30j)).imag / 1e-30
    assert derivative(z) == pytest.approx(slope, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 4)])
def test_results_have_the_shape_of_z_and_are_new_arrays(name, shape):
    z = np.full(shape, 0.5)
    for function in ACTIVATIONS[name]:
        result = function(z)
        assert np.shape(result) == shape
        assert not np.shares_memory(result, z)
    assert (z == 0.5).all()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_nan_is_passed_on(name):
    assert np.isnan(ACTIVATIONS[name].function(np.nan))


def test_the_slope_of_relu_at_its_kink_is_0():
    assert ACTIVATIONS["relu"].derivative(0.0) == 0


@pytest.mark.parametrize("name", ["Sigmoid", "", None, ["sigmoid"]])
def test_unknown_activation_lists_the_known_ones(name):
    with pytest.raises(ValueError, match=r"unknown activation .*sigmoid, tanh, relu, identity"):
        get_activation(name)
