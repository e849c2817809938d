"""Properties of a run log: which experiments it covers, not what was said about them."""

from helpers.checking.compare import PASS, fail
from helpers.checking.properties.registry import number, property_of_answers


@property_of_answers
def rates_tried(calls, function, works):
    """The logged runs hold a learning rate that works, one too small and one too large.

    A run works when its accuracy is at least `works`. A rate is too small when it is below one
    that works, its run does not work, and its loss never rose: it was still on its way. A rate is
    too large when it is above one that works and its loss jumps: numbers that are not finite, or
    rises in at least 3 iterations and at least 0.5 % of them. On the iris data that tells rates of
    10 and more from rates of 3 and less without an exception in 20 seeds; how such a run *ends* is
    chance, so its accuracy is not asked for.
    """
    rows = _rows(calls)
    if rows is None:
        return fail(f"`{function}` should be the run log of this step.", cause="no log")
    runs = [row for row in rows if number(row.get("learning_rate")) is not None]
    working = [row["learning_rate"] for row in runs if _accuracy(row) >= works]
    if not working:
        return fail(f"No logged run reaches an accuracy of {works:g}.", cause="none works")
    if not any(
        row["learning_rate"] < max(working)
        and _accuracy(row) < works
        and not _count(row, "rises")
        and not _count(row, "not_finite")
        for row in runs
    ):
        return fail("The log holds no rate that is too small.", cause="none too small")
    if not any(row["learning_rate"] > min(working) and _jumps(row) for row in runs):
        return fail("The log holds no rate that is too large.", cause="none too large")
    return PASS


@property_of_answers
def iterations_tried(calls, function, least):
    """The logged runs hold at least `least` different numbers of iterations."""
    return _different(calls, function, "n_iterations", least)


@property_of_answers
def sizes_tried(calls, function, least):
    """The logged runs hold at least `least` different numbers of hidden nodes."""
    return _different(calls, function, "n_hidden", least)


def _different(calls, function, setting, least):
    rows = _rows(calls)
    if rows is None:
        return fail(f"`{function}` should be the run log of this step.", cause="no log")
    found = {number(row.get(setting)) for row in rows} - {None}
    if len(found) >= least:
        return PASS
    return fail(
        f"The log holds {len(found)} different values of `{setting}`; {least} are asked for.",
        cause="too few",
    )


def _rows(calls):
    value = calls[0].value
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return None
    return value


def _accuracy(row):
    value = number(row.get("accuracy"))
    return -1.0 if value is None else value


def _count(row, key):
    value = number(row.get(key))
    return 0.0 if value is None else value


def _jumps(row):
    rises = _count(row, "rises")
    iterations = _count(row, "n_iterations")
    return _count(row, "not_finite") > 0 or (rises >= 3 and rises >= 0.005 * iterations)
