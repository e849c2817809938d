"""Properties of a loss at the edges of its domain."""

import numpy as np

from helpers.checking.answers import Failure
from helpers.checking.compare import PASS, as_array, describe_failure, fail
from helpers.checking.properties.registry import property_of_answers


@property_of_answers
def finite_at_the_edges(calls, function, least):
    """A loss that is finite at p = 0 and 1, and at least `least` where the label is the other."""
    for call in calls:
        finding = _at_the_edges(call, function, least)
        if not finding.passed:
            return finding
    return PASS


def _at_the_edges(call, function, least):
    if isinstance(call.value, Failure):
        return fail(describe_failure(call.value, function), cause="not finite")
    loss = as_array(call.value)
    if loss is None or loss.ndim or loss.dtype.kind == "c":
        return fail(f"`{function}` should return one number.", cause="array")
    if not np.isfinite(loss):
        return fail(
            f"`{function}` is {float(loss)} where a probability is exactly 0 or 1.",
            cause="not finite",
        )
    p, y = call.arguments["p"], call.arguments["y"]
    if np.all(p != y) and loss < least:
        return fail(
            f"Where every probability is exactly wrong the loss should be at least {least}.",
            detail=f"yours is {float(loss):.6g}",
            cause="plateau" if loss > 0 else "",
        )
    if np.all(p == y) and not -1e-6 <= loss < 1e-3:
        return fail(
            "Where every probability is exactly right the loss should be close to 0.",
            detail=f"yours is {float(loss):.6g}",
            cause="plateau" if loss > 0 else "",
        )
    return PASS
