"""Properties of a loss at the edges of its domain."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, not_a_value
from helpers.checking.questions.common import question


@question
def finite_at_the_edges(calls: Sequence[Call], function: str, least: float) -> Finding:
    """The loss is finite at p = 0 and p = 1, and ordinary samples count as usual.

    At the edges, a sample costs at least `least` if its label is the opposite one, and close to 0
    if its label agrees.
    """
    for call in calls:
        finding = _at_the_edges(call, function, least)
        if not finding.passed:
            return finding
    return PASS


def _at_the_edges(call: Call, function: str, least: float) -> Finding:
    if isinstance(call.value, Failure):
        return not_a_value(call.value, function, cause="log-of-zero")
    loss = as_array(call.value)
    if loss is None or loss.ndim or loss.dtype.kind == "c":
        return fail(f"`{function}` should return one number.")
    if not np.isfinite(loss):
        return fail(
            f"`{function}` is {float(loss)} where a probability is exactly 0 or 1.",
            cause="log-of-zero",
        )
    p, y = call.arguments["p"], call.arguments["y"]
    if np.all(p == 1 - y) and loss < least:
        return fail(
            "Where p is 0 and the label 1, or the other way round, a sample should cost at least "
            f"{least}.",
            detail=f"yours is {float(loss):.6g}",
            cause="clipped-too-far" if loss > 0 else "",
        )
    if np.all(p == y) and not -1e-6 <= loss < 1e-3:
        return fail(
            "Where p is 0 and the label 0, or both are 1, the loss should be close to 0.",
            detail=f"yours is {float(loss):.6g}",
            cause="clipped-too-far" if loss > 0 else "",
        )
    return _ordinary_samples_count(p, y, float(loss))


def _ordinary_samples_count(p: NDArray, y: NDArray, loss: float) -> Finding:
    """Whether a mean over edge and ordinary samples is right; edge samples have right labels."""
    exact = (p == 0) | (p == 1)
    if exact.all():
        return PASS
    likely = np.where(y == 1, p, 1 - p)[~exact]
    # The margin allows a right sample at the edge to cost next to nothing, and it allows a tiny
    # number that is added to keep the logarithm finite. Cutting probabilities off changes far more.
    if abs(loss + np.log(likely).sum() / len(p)) <= 1e-3 + 1e-4 * abs(loss):
        return PASS
    numbers = f"expected {-np.log(likely).sum() / len(p):.6g}, yours is {loss:.6g}"
    if exact.any():
        return fail(
            "One probability is exactly 0 and its label is 0, the other samples are ordinary "
            "ones: the loss is not their share of the mean.",
            detail=numbers,
            cause="lost-samples",
        )
    return fail(
        "Where a probability is tiny and yet above 0, the loss is not exact.",
        detail=f"with p = 1e-12 and the label 1: {numbers}",
        cause="cut-off",
    )
