"""Properties of an activation function of the student's choice."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_floats, fail
from helpers.checking.questions.common import equal_again, question, real_array


@question
def activation_function(calls: Sequence[Call], function: str) -> Finding:
    """The function acts on each number alone; it is not straight, almost flat or logistic.

    The first call has a fine ascending grid over [−3, 3]. The other calls have some points of that
    grid and some new ones, in other shapes and orders. Almost flat means flat almost everywhere.
    """
    for call in calls:
        finding = finite_values(call.value, call.arguments["z"].shape, function)
        if not finding.passed:
            return finding
        finding = equal_again([call], function, cause="random")
        if not finding.passed and not call.changed:
            return finding
        array = np.asarray(call.value)
        if array.dtype.kind in "iu" and len(np.unique(array)) > 3:
            return fail(f"`{function}` returns whole numbers only.", cause="whole-numbers")
    z = np.concatenate([call.arguments["z"].ravel() for call in calls])
    a = np.concatenate([as_floats(call.value).ravel() for call in calls])
    points, where = np.unique(z, return_inverse=True)
    first = np.zeros_like(points)
    first[where[::-1]] = a[::-1]  # Of equal points, the first one's value is kept.
    if not np.allclose(a, first[where], rtol=1e-6, atol=1e-9):
        return fail(
            f"`{function}` gives the same number different values in different arrays.",
            cause="depends-on-others",
        )
    z, a = calls[0].arguments["z"].ravel(), as_floats(calls[0].value).ravel()
    return shape_of_curve(z, a, function)


def finite_values(value: Answer, shape: tuple[int, ...], function: str) -> Finding:
    """Whether `function` returned finite real numbers of this shape."""
    array = real_array(value, function, function)
    if isinstance(array, Finding):
        return array
    if array.shape != shape:
        return fail(
            f"For an array of shape {shape} `{function}` returned the shape {array.shape}; "
            "both should be the same.",
            cause="wrong-shape",
        )
    if not np.all(np.isfinite(array)):
        return fail(
            f"`{function}` is {array[~np.isfinite(array)][0]} somewhere for |z| up to 30.",
            cause="not-finite",
        )
    return PASS


def shape_of_curve(z: NDArray, a: NDArray, function: str) -> Finding:
    """Whether the values `a` at the points z, over [−3, 3], are those of a usable activation."""
    if np.mean(np.diff(a) == 0) > 0.95:
        return fail(f"`{function}` is flat almost everywhere.", cause="flat")
    size = float(np.ptp(a))
    if np.max(np.abs(a - np.polyval(np.polyfit(z, a, 1), z))) < 1e-6 * size:
        return fail(f"`{function}` is a straight line over [−3, 3].", cause="no-hidden-activation")
    if np.max(np.abs(a - logistic(z))) < 1e-5:
        return fail(f"`{function}` is the logistic sigmoid itself.", cause="sigmoid-again")
    return PASS


def logistic(z: NDArray) -> NDArray:
    """The logistic sigmoid."""
    return (1 + np.tanh(z / 2)) / 2
