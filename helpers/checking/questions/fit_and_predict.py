"""Properties of predictions that should follow a curve."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, as_floats, compare, fail, not_a_value
from helpers.checking.questions.common import question, same


@question
def fits_curve(
    calls: Sequence[Call], function: str, number: int, steps: Sequence[tuple[float, float]]
) -> Finding:
    """Predictions for data set `number` follow the noise-free curve; any model may make them.

    Their mean squared error decides on the marks: `steps` are pairs of an error and the share of
    the marks for errors up to it. It is measured on the first part of `X_test`, an ascending grid
    that is symmetric about zero. The curve is `hidden["curve"]`.
    """
    call = calls[number - 1]
    curve, full = call.hidden["curve"], steps[0][0]
    if isinstance(call.value, Failure):
        return not_a_value(call.value, function)
    there = compare(np.zeros_like(curve), call.value, function, function, atol=1e300)
    predictions = as_array(call.value)
    if not there.passed:
        if there.cause == "shape":
            return replace(there, cause="wrong-shape")
        if predictions is not None and not np.all(np.isfinite(predictions)):
            # Leave out the detail, which says that zeros were expected.
            return replace(there, detail="", cause="diverged")
        return there
    everywhere = call.arguments["X_test"][:, 0]
    size = int(np.argmax(np.diff(everywhere, append=-np.inf) < 0)) + 1
    x, curve, predictions = everywhere[:size], curve[:size, 0], as_floats(predictions)[:size, 0]
    error = float(np.mean((predictions - curve) ** 2))
    if np.max(np.abs(predictions - 2 * x**2)) < 1e-6:
        # These predictions were not learnt from the data, however close to the curve they are.
        return fail("The predictions are 2x², whatever the data.", cause="copied-formula")
    if error <= full:
        return PASS
    worst = int(np.argmax(np.abs(predictions - curve)))
    cause = _what_is_drawn(x, predictions, everywhere, call, full)
    if cause in _BY_THE_TURNS and _pairs_are_broken(calls, size):
        cause = "pairs-broken"
    if number > 1 and same(call.value, calls[0].value) and cause != "other-data":
        cause = "trained-once"
    return fail(
        f"The mean squared error against the noise-free curve is {error:.3g}; "
        f"at most {full:g} earns full marks.",
        detail=f"farthest off at x = {x[worst]:.2g}: {curve[worst]:.3g} was expected, "
        f"yours is {predictions[worst]:.3g}",
        cause=cause,
        fraction=next((share for most, share in steps if error <= most), 0.0),
    )


_BY_THE_TURNS = "", "follows-the-noise", "undertrained"
"""Causes that `_by_its_turns` names, and that a curve of broken pairs may look like."""


def _pairs_are_broken(calls: Sequence[Call], size: int) -> bool:
    """Whether the predictions explain the targets once the inputs alone have been sorted.

    All data sets count together, because in one of them chance may explain as much. `size` is the
    length of the grid.
    """
    explained = 0.0
    for call in calls:
        predictions = as_array(call.value)
        if predictions is None or predictions.shape[:1] < (size,):
            return False
        x, curve = call.arguments["X_test"][:size, 0], as_floats(predictions).ravel()[:size]
        X, y = call.arguments["X_train"][:, 0], call.arguments["y_train"][:, 0]
        rest = float(np.mean((np.interp(np.sort(X), x, curve) - y) ** 2))
        explained += 1 - rest / float(np.var(y))
    return explained > 0.05


def _what_is_drawn(
    x: NDArray, predictions: NDArray, everywhere: NDArray, call: Call, full: float
) -> str:
    """The id of the misconception that draws such a curve, or "".

    `x` is the grid, the first part of `everywhere`, all points of X_test. If the code scales
    something and does not scale it back, the predictions become right (to a mean squared error of
    `full`) once that is done.
    """
    X_train, y_train = call.arguments["X_train"], call.arguments["y_train"]
    size = float(np.ptp(predictions))
    if size <= 1e-3 * float(np.std(y_train)):
        return "constant"
    if np.max(np.abs(predictions - np.polyval(np.polyfit(x, predictions, 1), x))) < 1e-6 * size:
        return "no-hidden-activation"
    if _is_odd(x, predictions, 0.0, size) or _is_odd(x, predictions, np.mean(X_train), size):
        return "bias-missing"
    if np.mean((predictions - 2 * x**2) ** 2) <= full:
        return "other-data"
    best = np.polyfit(X_train[:, 0], y_train[:, 0], 2)
    if cause := _wrong_scale(x, predictions, everywhere, best, X_train, y_train, full):
        return cause
    right = np.polyval(best, x)
    if predictions.min() >= 0 and predictions.max() <= 1:
        # A curve of the right form that keeps to these values was pressed into them.
        return "squashed-output" if np.corrcoef(predictions, right)[0, 1] > 0.7 else ""
    return _by_its_turns(x, predictions, best, X_train[:, 0], y_train[:, 0])


def _by_its_turns(
    x: NDArray, predictions: NDArray, best: NDArray, X_train: NDArray, y_train: NDArray
) -> str:
    """The id of the misconception that draws a curve that turns as often as this one, or ""."""
    right, size = np.polyval(best, x), float(np.ptp(predictions))
    if _is_one_sigmoid(predictions):
        return "symmetric-start"
    steps = np.diff(predictions)
    alike = float(np.corrcoef(predictions, right)[0, 1])
    steps = steps[np.abs(steps) > 0.02 * size]
    if np.count_nonzero(np.diff(np.sign(steps))) > 1:
        nearest = np.argmin(np.abs(x[:, None] - X_train), axis=1)
        noise = (y_train - np.polyval(best, X_train))[nearest]
        if alike > 0.8 and np.corrcoef(predictions - right, noise)[0, 1] > 0.55:
            return "follows-the-noise"
        return ""
    return "undertrained" if alike > 0.8 and np.polyfit(x, predictions, 2)[0] < best[0] else ""


def _is_one_sigmoid(predictions: NDArray) -> bool:
    """Whether predictions on an even grid are c + w σ(vx + u), as all equal neurons draw them.

    Such a curve is a Möbius transform of exp(vx), and so is each value one of the value before it:
    r f f' + s f' - p f - q = 0 for four numbers r, s, p, q that are the same everywhere.
    """
    f = (predictions - np.mean(predictions)) / np.std(predictions)
    values = np.linalg.svd(
        np.column_stack([f[:-1] * f[1:], f[1:], f[:-1], np.ones(len(f) - 1)]), compute_uv=False
    )
    return bool(values[-1] <= 1e-9 * values[0])


def _wrong_scale(
    x: NDArray,
    predictions: NDArray,
    everywhere: NDArray,
    best: NDArray,
    X_train: NDArray,
    y_train: NDArray,
    full: float,
) -> str:
    """The id of a scaling that was not undone or not applied, or ""; `best` fits the samples."""
    x_mean, x_scale = float(np.mean(X_train)), float(np.std(X_train))
    y_mean, y_scale = float(np.mean(y_train)), float(np.std(y_train))
    for mended in (
        y_mean + y_scale * predictions,
        y_mean + predictions,
        y_mean + y_scale * (predictions - y_mean),
    ):
        if np.mean((mended - np.polyval(best, x)) ** 2) <= full:
            return "not-brought-back"
    # The inputs that the network really got, if they were scaled differently from its training.
    for places in (
        x_mean + x_scale * x,
        (x - x_mean) / x_scale,
        x_mean + x_scale * (x - everywhere.mean()) / everywhere.std(),
        2 * x,
        float(np.max(np.abs(X_train))) * x,
        10 * x,
    ):
        seen = np.abs(places) <= 1.8
        if np.mean((predictions - np.polyval(best, places))[seen] ** 2) <= full:
            return "other-inputs"
    return ""


def _is_odd(x: NDArray, values: NDArray, centre: float, size: float) -> bool:
    """Whether the values are a constant plus a function that is odd about `centre`.

    `centre` is the mean of the training inputs if a network without biases got standardised inputs.
    """
    smooth = np.polynomial.Chebyshev.fit(x, values, 24)
    mirrored = 2 * centre - x
    inside = (mirrored >= x[0]) & (mirrored <= x[-1])
    even = (values + smooth(mirrored))[inside]
    return np.ptp(even) < 1e-5 * size
