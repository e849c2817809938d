"""Properties of the derivative of the student's own activation."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_floats, fail
from helpers.checking.questions.activation import finite_values, logistic, shape_of_curve
from helpers.checking.questions.common import question

STEP = 1e-5
"""Distance of the points between which slopes are measured."""


@question
def derivative_of_activation(calls: Sequence[Call], function: str) -> Finding:
    """The derivative agrees with central differences of the student's own activation.

    At a kink the derivative may be anything between the slopes to the left and to the right. The
    first call is of the derivative at z; then come calls of the activation, `target="activation"`,
    at z, z − STEP and z + STEP. The first part of z is an ascending grid over [−3, 3]. If the
    activation is straight, flat or logistic there, its derivative is not judged.
    """
    own, here, left, right = calls
    z = own.arguments["z"]
    for call in (here, left, right):
        finding = finite_values(call.value, z.shape, "activation")
        if not finding.passed:
            return fail(f"{finding.sentence} Solve `activation` first.")
    grid = _grid(z.ravel())
    curve = as_floats(here.value).ravel()
    finding = shape_of_curve(z.ravel()[grid], curve[grid], "activation")
    if not finding.passed:
        return fail(f"{finding.sentence} Solve `activation` first.")
    finding = finite_values(own.value, z.shape, function)
    if not finding.passed:
        return finding
    slope = as_floats(own.value).ravel()
    a, before, after = (as_floats(x.value).ravel() for x in (here, left, right))
    rises = (a - before) / STEP, (after - a) / STEP
    low, high = np.minimum(*rises), np.maximum(*rises)
    central = (low + high) / 2
    coarse = any(np.asarray(call.value).dtype.itemsize < 8 for call in calls)
    margin = (0.05 if coarse else 1e-4) * (1 + np.abs(central))
    wrong = (slope < low - margin) | (slope > high + margin)
    if not wrong.any():
        return PASS
    first = int(np.argmax(wrong))
    z = z.ravel()
    return fail(
        f"`{function}` differs from the slope of your `activation` at {int(wrong.sum())} of "
        f"{wrong.size} points.",
        detail=f"at z = {z[first]:.4g} the slope is {central[first]:.6g}, yours is "
        f"{slope[first]:.6g}",
        cause=_what_it_is(z, a, central, high - low, slope),
    )


def _what_it_is(z: NDArray, a: NDArray, central: NDArray, gap: NDArray, slope: NDArray) -> str:
    """The id of the misconception that gives these wrong slopes, or ""."""
    simple = (
        ("sign-flipped", -central),
        ("factor-of-two", 2 * central),
        ("factor-of-two", central / 2),
        ("activation-itself", a),
        ("tanh-unsquared", 1 - a),
        ("slope-of-sigmoid", a * (1 - a)),
        ("slope-of-sigmoid", logistic(z) * (1 - logistic(z))),
        ("derivative-of-raw-z", z * (1 - z)),
    )
    smooth = gap < 0.1  # Not at a kink.
    for cause, values in simple:
        if _near(slope[smooth], values[smooth]):
            return cause
    if np.ptp(slope) == 0:
        return "constant-slope"
    grid = _grid(z)
    z, a, central, gap, slope, smooth = (x[grid] for x in (z, a, central, gap, slope, smooth))
    wrong = ~(np.abs(slope - central) <= 1e-4 * (1 + np.abs(central)))[smooth]
    if not wrong.any():
        return ""
    swallowed = (slope == 0)[smooth] & wrong
    if swallowed.mean() > 0.3 and np.sum(np.diff(swallowed)) > 5:
        return "step-too-small"
    if cause := _of_the_activation(z, a, central, slope, smooth):
        return cause
    return _numerical(central, slope, smooth)


def _grid(z: NDArray) -> NDArray:
    """Which points belong to the first, ascending part of z."""
    return (np.diff(z, append=np.inf) > 0).cumprod().astype(bool) & (z <= 3)


def _of_the_activation(
    z: NDArray, a: NDArray, central: NDArray, slope: NDArray, smooth: NDArray
) -> str:
    """The id of the mix-up of z and the activation a that gives these slopes, or ""."""
    inside = smooth & (np.abs(a) <= 3)
    if inside.sum() < 20:
        return ""
    if _near(np.interp(a[inside], z, slope), central[inside], 1e-2):
        return "derivative-of-raw-z"
    if _near(slope[inside], np.interp(a[inside], z, central), 1e-2):
        return "derivative-of-activation"
    return ""


def _numerical(central: NDArray, slope: NDArray, smooth: NDArray) -> str:
    """The id of the wrong difference of two heights that has errors like these, or ""."""
    error, bend = (slope - central)[smooth], np.gradient(central)[smooth]
    if np.median(np.abs(np.diff(error, 2))) > 1e-3:
        return "step-too-small"
    size = float(bend @ bend)
    amount = float(error @ bend) / size if size else 0.0
    rest = error - amount * bend
    return "one-sided-difference" if np.linalg.norm(rest) < 0.3 * np.linalg.norm(error) else ""


def _near(a: NDArray, b: ArrayLike, margin: float = 0.0001) -> bool:
    return bool(np.all(np.abs(a - b) <= margin * (1 + np.abs(b))))
