"""Properties of the random start of a network."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, fail, in_words, not_a_value, pick
from helpers.checking.questions.common import question, real_array, same


@question
def parameter_shapes(calls: Sequence[Call], function: str) -> Finding:
    """Every start is a dict whose weights and biases have the shapes of the network."""
    for call in calls:
        sizes = [int(call.arguments[name]) for name in ("n_input", "n_hidden", "n_output")]
        finding = network_shapes(call.value, sizes[0], sizes[1], sizes[2], function)
        if not finding.passed:
            return finding
    return PASS


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
    """Weights are float64, unequal, spread between `least` and `most`, and drawn from `rng`.

    The spread is measured over all calls, the first two of which differ only in their seed. Because
    draws vary, `least` and `most` leave some room beyond the two bounds that were `asked` for.
    """
    drawn = []
    for call in calls:
        for key in ("W1", "W2"):
            weights = _part(call, key, function)
            if isinstance(weights, Finding):
                return weights
            finding = _unequal(weights, key)
            if not finding.passed:
                return finding
            drawn.append(weights.ravel())
    spread = np.concatenate(drawn).std()
    if not least <= spread <= most:
        size = "small" if spread < least else "large"
        return fail(
            f"The weights are too {size}: their standard deviation should lie between "
            f"{asked[0]:g} and {asked[1]:g}.",
            cause=f"too-{size}",
        )
    if same(calls[0].value, calls[1].value):
        return fail("Generators with different seeds gave the same weights.", cause="own-generator")
    if any(call.again is not None and not same(call.value, call.again) for call in calls):
        return fail("Generators with equal seeds gave different weights.", cause="own-generator")
    return PASS


def _unequal(weights: NDArray, key: str) -> Finding:
    if weights.dtype.kind in "biu":
        return fail(f"`{key}` holds whole numbers; float64 was expected.", cause="whole-numbers")
    if not np.all(np.isfinite(weights)):
        return fail(f"`{key}` holds numbers that are not finite.")
    different = len(np.unique(weights))
    if different < 0.95 * weights.size:  # In float32 two draws of a thousand may agree.
        what = "All" if different == 1 else "Some"
        return fail(f"{what} weights in `{key}` are equal.", cause="symmetric-start")
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
