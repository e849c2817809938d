"""Which experiments a log of learning rates covers. The student's comment says what they mean."""

from collections.abc import Sequence
from typing import Any

from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, fail
from helpers.checking.questions.common import number, question, rows_of_log

RISES_AGAIN = 0.01
"""A loss rises again and again if it rises in this share of iterations, at least three times."""


@question
def rates_tried(calls: Sequence[Call], function: str, part: str, works: float) -> Finding:
    """The log covers one `part` of what a log of learning rates should cover.

    `part` is "works" (a run with an accuracy of at least `works`), "too small" (a smaller rate
    whose loss falls but whose accuracy stays below `works`), "too large" (a larger rate whose loss
    rises again and again or ends higher), or "iterations" (runs with two different numbers of
    iterations).
    """
    rows = rows_of_log(calls, function, ("learning_rate", "n_iterations", "accuracy"))
    if not isinstance(rows, list):
        return rows
    if part == "iterations":
        lengths = {row["n_iterations"] for row in rows}
        if len(lengths) > 1:
            return PASS
        return fail(
            "All runs of the log have the same number of iterations.",
            cause="one-number-of-iterations",
        )
    working = [row for row in rows if row["accuracy"] >= works]
    if not working:
        best = max(row["accuracy"] for row in rows)
        return fail(
            f"No run of the log reaches {100 * works:g} %; the best has {100 * best:.1f} %. Which "
            "rates are too small or too large can only be said beside one that works.",
            cause="no-run-works",
        )
    if part == "works":
        return PASS
    if part == "too small":
        is_one, cause = _too_small, "no-rate-too-small"
        looks = f"smaller than one that works, below {100 * works:g} %, although its loss falls"
    else:
        is_one, cause = _too_large, "no-rate-too-large"
        looks = "larger than one that works, with a loss that rises again and again"
    if any(is_one(row, working, works) for row in rows):
        return PASS
    return fail(f"No run of the log shows a rate that is {part}: {looks}.", cause=cause)


def _too_small(row: dict[str, Any], working: Sequence[dict[str, Any]], works: float) -> bool:
    smaller = any(row["learning_rate"] < other["learning_rate"] for other in working)
    return smaller and row["accuracy"] < works and not _rises(row)


def _too_large(row: dict[str, Any], working: Sequence[dict[str, Any]], works: float) -> bool:
    smaller = [x for x in working if x["learning_rate"] < row["learning_rate"]]
    if not smaller:
        return False
    # A larger rate also overshoots if it has as many iterations as a smaller one and ends worse.
    worse = row["accuracy"] < works and any(
        x["n_iterations"] <= row["n_iterations"] for x in smaller
    )
    return worse or _rises(row)


def _rises(row: dict[str, Any]) -> bool:
    rises, lost = number(row.get("rises")), number(row.get("not_finite"))
    first, last = number(row.get("first_loss")), number(row.get("last_loss"))
    often = rises is not None and rises >= max(3, RISES_AGAIN * row["n_iterations"])
    higher = first is not None and last is not None and last > first
    return bool(lost) or often or higher
