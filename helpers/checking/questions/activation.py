"""Properties of an activation function of the student's choice, and of its derivative."""

import numpy as np

from helpers.checking.compare import PASS, Finding, as_array, fail
from helpers.checking.questions.common import question, real_array

STEP = 1e-5
"""Distance of the points between which slopes are measured."""


@question
def activation_function(calls, function):
    """Acts on each number alone; not a straight line, not flat almost everywhere, not logistic.

    The first call is a fine ascending grid over [−3, 3]; the others hold some of its points and
    others, in other shapes and orders.
    """
    for call in calls:
        finding = _values_of(call.value, call.arguments["z"].shape, function)
        if not finding.passed:
            return finding
    z = np.concatenate([call.arguments["z"].ravel() for call in calls])
    a = np.concatenate([as_array(call.value).astype(float).ravel() for call in calls])
    points, where = np.unique(z, return_inverse=True)
    first = np.zeros_like(points)
    first[where[::-1]] = a[::-1]  # Of equal points, the first one's value stays.
    if not np.allclose(a, first[where], rtol=1e-6, atol=1e-9):
        return fail(
            f"`{function}` gives the same number different values in different arrays.",
            cause="not alone",
        )
    z, a = calls[0].arguments["z"].ravel(), as_array(calls[0].value).astype(float).ravel()
    return _shape_of_curve(z, a, function)


def _values_of(value, shape, function):
    """Whether the value is finite real numbers of this shape."""
    array = real_array(value, function, function)
    if isinstance(array, Finding):
        return array
    if array.shape != shape:
        return fail(
            f"For an array of shape {shape} `{function}` returned the shape {array.shape}; "
            "both should be the same.",
            cause="shape",
        )
    if not np.all(np.isfinite(array)):
        return fail(
            f"`{function}` is {array[~np.isfinite(array)][0]} somewhere for |z| up to 30.",
            cause="not finite",
        )
    return PASS


def _shape_of_curve(z, a, function):
    if np.mean(np.diff(a) == 0) > 0.95:
        return fail(f"`{function}` is flat almost everywhere.", cause="flat")
    size = float(np.ptp(a))
    if np.max(np.abs(a - np.polyval(np.polyfit(z, a, 1), z))) < 1e-6 * size:
        return fail(f"`{function}` is a straight line over [−3, 3].", cause="line")
    if np.max(np.abs(a - _logistic(z))) < 1e-5:
        return fail(f"`{function}` is the logistic sigmoid itself.", cause="sigmoid")
    return PASS


def _logistic(z):
    return (1 + np.tanh(z / 2)) / 2


@question
def derivative_of_activation(calls, function):
    """The derivative agrees with central differences of the student's own activation.

    At a kink it may be anything between the slopes to its left and right. There is one call of
    the derivative at z, and calls of the activation, `target="activation"`, at z, z − STEP and
    z + STEP in turn. The first part of z is an ascending grid over [−3, 3].
    """
    own, here, left, right = calls
    z = own.arguments["z"]
    for call in (here, left, right):
        finding = _values_of(call.value, z.shape, "activation")
        if not finding.passed:
            return fail(f"{finding.sentence} Solve `activation` first.", cause="activation")
    finding = _values_of(own.value, z.shape, function)
    if not finding.passed:
        return finding
    slope = as_array(own.value).astype(float).ravel()
    a, before, after = (as_array(x.value).astype(float).ravel() for x in (here, left, right))
    rises = (a - before) / STEP, (after - a) / STEP
    low, high = np.minimum(*rises), np.maximum(*rises)
    central = (low + high) / 2
    coarse = any(as_array(call.value).dtype.itemsize < 8 for call in calls)
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


def _what_it_is(z, a, central, gap, slope):
    """What the wrong slopes are instead: the word for a cause, or "" """
    simple = {
        "opposite": -central,
        "twice": 2 * central,
        "half": central / 2,
        "activation": a,
        "one minus a": 1 - a,
        "a times one minus a": a * (1 - a),
        "slope of the sigmoid": _logistic(z) * (1 - _logistic(z)),
        "z times one minus z": z * (1 - z),
    }
    smooth = gap < 0.1  # Not at a kink.
    for word, values in simple.items():
        if _near(slope[smooth], values[smooth]):
            return word
    if np.ptp(slope) == 0:
        return "constant"
    grid = (np.diff(z, append=np.inf) > 0).cumprod().astype(bool)  # Its ascending first part.
    z, a, central, gap, slope, smooth = (x[grid] for x in (z, a, central, gap, slope, smooth))
    if word := _of_the_activation(z, a, central, slope, smooth):
        return word
    return _numerical(central, slope, smooth)


def _of_the_activation(z, a, central, slope, smooth):
    """Whether z and the activation a were mixed up: which of the two the slope was written in."""
    inside = smooth & (np.abs(a) <= 3)
    if inside.sum() < 20:
        return ""
    if _near(np.interp(a[inside], z, slope), central[inside], 1e-2):
        return "written in a"
    if _near(slope[inside], np.interp(a[inside], z, central), 1e-2):
        return "given a"
    return ""


def _numerical(central, slope, smooth):
    """Whether the errors look like those of a difference with too large or too small a step."""
    error, bend = (slope - central)[smooth], np.gradient(central)[smooth]
    if np.median(np.abs(np.diff(error, 2))) > 1e-3:
        return "noise"
    size = float(bend @ bend)
    amount = float(error @ bend) / size if size else 0.0
    rest = error - amount * bend
    return "one-sided" if np.linalg.norm(rest) < 0.3 * np.linalg.norm(error) else ""


def _near(a, b, margin=1e-4):
    return bool(np.all(np.abs(a - b) <= margin * (1 + np.abs(b))))
