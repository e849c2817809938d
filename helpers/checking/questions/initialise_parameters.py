"""Properties of the random start of a network."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, in_words, not_a_value, pick
from helpers.checking.questions.common import draws, question, real_array, same


@question
def parameter_shapes(calls: Sequence[Call], function: str) -> Finding:
    """Every start is a dict whose weights and biases have the shapes of the network."""
    for call in calls:
        sizes = [int(call.arguments[name]) for name in ("n_input", "n_hidden", "n_output")]
        finding = network_shapes(call.value, sizes[0], sizes[1], sizes[2], function)
        if not finding.passed:
            return replace(finding, cause="fixed-sizes") if _has_fixed_sizes(calls) else finding
    return PASS


def _has_fixed_sizes(calls: Sequence[Call]) -> bool:
    """Whether a dimension of some parameter is the same in all calls and should not be."""
    names = ("n_input", "n_hidden", "n_output")
    asked = [_shapes(*(int(call.arguments[name]) for name in names)) for call in calls]
    for key in ("W1", "b1", "W2", "b2"):
        due = [shapes[key] for shapes in asked]
        own = [np.shape(array) for call in calls if (array := _numbers(call, key)) is not None]
        if len(own) < len(due) or any(len(a) != len(b) for a, b in zip(own, due, strict=True)):
            continue
        for sizes, right in zip(zip(*own, strict=True), zip(*due, strict=True), strict=True):
            if len(set(sizes)) == 1 < len(set(right)):
                return True
    return False


def _numbers(call: Call, key: str) -> NDArray | None:
    value = pick(call.value, key)
    return None if isinstance(value, Finding) else as_array(value)


def network_shapes(value: Answer, d: int, h: int, m: int, function: str) -> Finding:
    """Whether the value is a dict with the parameters of a d-h-m network, all finite numbers."""
    if value is None:
        return fail(f"`{function}` should be real numbers.")
    if isinstance(value, Failure):
        return not_a_value(value, function)
    for key, right in _shapes(d, h, m).items():
        array = real_array(pick(value, key), key, function)
        if isinstance(array, Finding):
            return array
        if array.shape != right:
            came = f"has the shape {array.shape}" if array.ndim else "is a single number"
            return fail(
                f"`{key}` {came}; {right if array.ndim else in_words(right)} was expected.",
                cause="bias-shape" if key[0] == "b" else "wrong-shape",
            )
        if not np.all(np.isfinite(array)):
            return fail(f"`{key}` holds numbers that are not finite.")
    return PASS


def _shapes(d: int, h: int, m: int) -> dict[str, tuple[int, ...]]:
    return {"W1": (d, h), "b1": (h,), "W2": (h, m), "b2": (m,)}


def _part(call: Call, key: str, function: str) -> NDArray | Finding:
    """The parameter `key` of a start, or a `Finding` if it holds a wrong number of entries.

    Another link looks at its shape.
    """
    array = real_array(pick(call.value, key), key, function)
    sizes = [int(call.arguments[name]) for name in ("n_input", "n_hidden", "n_output")]
    due = math.prod(_shapes(*sizes)[key])
    if isinstance(array, np.ndarray) and array.size != due:
        return fail(f"`{key}` holds {array.size} numbers; {due} were expected.")
    return array


@question
def random_weights(
    calls: Sequence[Call], function: str, least: float, most: float, asked: str
) -> Finding:
    """Weights are fractional, unequal, and spread between `least` and `most`.

    The spread is measured over all calls. Because draws vary, `least` and `most` leave some room
    beyond the two bounds that were `asked` for. Weights in float32 pass with a remark.
    """
    drawn = []
    for call in calls:
        own = []
        for key in ("W1", "W2"):
            weights = _part(call, key, function)
            if isinstance(weights, Finding):
                return weights
            finding = _unequal(weights, key)
            if not finding.passed:
                return finding
            own.append(weights)
        if _share(*own):
            return fail("`W1` and `W2` hold the same numbers.", cause="drawn-once")
        drawn += own
    spread = np.concatenate([weights.ravel() for weights in drawn]).std(dtype=float)
    if not least <= spread <= most:
        size = "small" if spread < least else "large"
        return fail(
            f"The weights are too {size}: their standard deviation should lie between "
            f"{asked[0]:g} and {asked[1]:g}.",
            cause=f"too-{size}",
        )
    short = {str(weights.dtype) for weights in drawn} - {"float64"}
    if not short:
        return PASS
    remark = f"The weights are {min(short)}; float64, NumPy's default, is asked for."
    return Finding(True, remark, fraction=1.0)


def _unequal(weights: NDArray, key: str) -> Finding:
    if weights.dtype.kind in "biu":
        return fail(f"`{key}` holds whole numbers; float64 was expected.", cause="whole-numbers")
    if not np.all(np.isfinite(weights)):
        return fail(f"`{key}` holds numbers that are not finite.")
    different = len(np.unique(weights))
    if different == 1 < weights.size:
        return fail(f"All weights in `{key}` are equal.", cause="symmetric-start")
    # Of a thousand draws, two may agree in float32, and a hundred in float16.
    if different < (0.95 if weights.dtype.itemsize > 2 else 0.8) * weights.size:
        rows_and_columns = [(np.unique(weights, axis=k), k) for k in range(weights.ndim)]
        alike = any(unlike.shape[k] < weights.shape[k] for unlike, k in rows_and_columns)
        cause = "symmetric-start" if alike else "few-values"
        return fail(f"Some weights in `{key}` are equal.", cause=cause)
    return PASS


def _share(first: NDArray, second: NDArray) -> bool:
    """Whether more than half of the numbers of the smaller array occur in the other one too."""
    return len(np.intersect1d(first, second)) > min(first.size, second.size) / 2


@question
@draws
def drawn_from_rng(calls: Sequence[Call], function: str) -> Finding:
    """Equal seeds give equal weights and different ones do not; the first two calls differ so."""
    for call in calls:
        for key in ("W1", "W2"):
            weights = _part(call, key, function)
            if isinstance(weights, Finding):
                return weights
    if same(calls[0].value, calls[1].value):
        return fail("Generators with different seeds gave the same weights.", cause="own-generator")
    if any(call.again is not None and not same(call.value, call.again) for call in calls):
        return fail("Generators with equal seeds gave different weights.", cause="own-generator")
    return PASS


@question
def zero_biases(calls: Sequence[Call], function: str) -> Finding:
    """Biases start at zero."""
    for call in calls:
        for key in ("b1", "b2"):
            biases = _part(call, key, function)
            if isinstance(biases, Finding):
                return biases
            if not np.all(biases == 0):
                return fail(f"`{key}` should start at zero.", cause="random-biases")
    return PASS
