"""Numerical gradients: right on functions whose gradient is known by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from helpers.numerical_gradients import central_differences, complex_step

BOTH = [central_differences, complex_step]
POINTS = arrays(float, array_shapes(min_dims=0, max_dims=3, max_side=3), elements=st.floats(-3, 3))


@pytest.mark.parametrize("gradient", BOTH)
@given(x=POINTS)
def test_gradient_of_known_functions(gradient, x):
    assert gradient(lambda v: np.sum(v**3), x) == pytest.approx(3 * x**2, abs=1e-7)
    assert gradient(lambda v: np.sum(np.sin(v)), x) == pytest.approx(np.cos(x), abs=1e-7)


@given(x=POINTS)
def test_the_complex_step_is_exact_to_rounding(x):
    assert complex_step(lambda v: np.sum(np.exp(v)), x) == pytest.approx(np.exp(x), rel=1e-15)


@pytest.mark.parametrize("gradient", BOTH)
def test_a_dict_gives_a_dict_with_the_same_keys(gradient):
    params = {"W1": np.array([[1.0, 2.0]]), "b1": np.array([3.0, 4.0])}
    result = gradient(lambda p: np.sum(p["W1"] * p["b1"]), params)
    assert list(result) == ["W1", "b1"]
    assert result["W1"] == pytest.approx(np.array([[3.0, 4.0]]))
    assert result["b1"] == pytest.approx(np.array([1.0, 2.0]))


@pytest.mark.parametrize("gradient", BOTH)
def test_the_point_is_left_alone_and_may_be_integers(gradient):
    x = np.array([1, 2])
    assert gradient(lambda v: np.sum(v * v), x) == pytest.approx([2, 4])
    assert x.tolist() == [1, 2]
    assert x.dtype.kind == "i"


def test_the_complex_step_refuses_a_function_that_drops_the_imaginary_part():
    with pytest.raises(ValueError, match=r"real number 6\.0.*np\.abs"):
        complex_step(lambda v: np.sum(np.abs(v)), np.array([1.0, -5.0]))
