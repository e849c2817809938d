"""Properties of a run log: which experiments it covers. What they mean, the comment says."""

from dataclasses import replace

from helpers.checking.compare import PASS, fail
from helpers.checking.questions.common import number, question

RISES_AGAIN = 0.01
"""A loss that rises in at least this share of the iterations, and thrice, rises again and again."""


@question
def rates_tried(calls, function, part, works):
    """One part of what a log of learning rates should cover: `part` is "works" (a run with an
    accuracy of at least `works`), "too small" (a smaller rate that does not get there though its
    loss falls), "too large" (a larger rate whose loss rises again and again or ends higher), or
    "iterations" (two different numbers of them).
    """
    rows = _rows(calls, function, ("learning_rate", "n_iterations", "accuracy"))
    if not isinstance(rows, list):
        return rows
    if part == "iterations":
        lengths = {row["n_iterations"] for row in rows}
        if len(lengths) > 1:
            return PASS
        return fail("All runs of the log have the same number of iterations.", cause=part)
    working = [row for row in rows if row["accuracy"] >= works]
    if not working:
        best = max(row["accuracy"] for row in rows)
        return fail(
            f"No run of the log reaches {100 * works:g} %; the best has {100 * best:.1f} %. Which "
            "rates are too small or too large can only be said beside one that works.",
            cause="works",
        )
    if part == "works":
        return PASS
    is_one = _too_small if part == "too small" else _too_large
    if any(is_one(row, working, works) for row in rows):
        return PASS
    looks = {
        "too small": f"smaller than one that works, below {100 * works:g} %, although its loss "
        "falls",
        "too large": "larger than one that works, with a loss that rises again and again",
    }
    return fail(f"No run of the log shows a rate that is {part}: {looks[part]}.", cause=part)


def _too_small(row, working, works):
    smaller = any(row["learning_rate"] < other["learning_rate"] for other in working)
    return smaller and row["accuracy"] < works and not _rises(row)


def _too_large(row, working, works):
    smaller = [x for x in working if x["learning_rate"] < row["learning_rate"]]
    if not smaller:
        return False
    # A larger rate that had as much time as a smaller one, and ends worse, overshoots too.
    worse = row["accuracy"] < works and any(
        x["n_iterations"] <= row["n_iterations"] for x in smaller
    )
    return worse or _rises(row)


def _rises(row):
    rises, lost = number(row.get("rises")), number(row.get("not_finite"))
    first, last = number(row.get("first_loss")), number(row.get("last_loss"))
    often = rises is not None and rises >= max(3, RISES_AGAIN * row["n_iterations"])
    higher = first is not None and last is not None and last > first
    return bool(lost) or often or higher


@question
def sizes_tried(calls, function, least):
    """The logged runs hold at least `least` different numbers of hidden neurons."""
    rows = _rows(calls, function, ("n_hidden",))
    if not isinstance(rows, list):
        return rows
    sizes = {row["n_hidden"] for row in rows}
    if len(sizes) >= least:
        return _fair(rows)
    return fail(
        f"The log holds {len(sizes)} different {'value' if len(sizes) == 1 else 'values'} of "
        f"`n_hidden`; at least {least} are asked for.",
        cause="sizes",
        fraction=(len(sizes) - 1) / (least - 1),
    )


def _fair(rows):
    """A pass, with a remark where the runs are no fair comparison of sizes."""
    rates = {number(row.get("learning_rate")) for row in rows} - {None}
    seeds = {row["n_hidden"]: set() for row in rows}
    for row in rows:
        seeds[row["n_hidden"]].add(str(row.get("seed")))
    if len(rates) > 1:
        return replace(
            PASS,
            sentence=f"These runs have {len(rates)} different rates. What differs between two of "
            "them: the size, the rate, or both? Your comment needs runs that differ in size alone.",
        )
    if all(len(tried) == 1 for tried in seeds.values()):
        return replace(
            PASS,
            sentence="Every size has runs from one start only. One start can be lucky or unlucky: "
            "try two more values of `seed` before you write your comment.",
        )
    return PASS


def _rows(calls, function, names):
    """The rows of the log in which all these names are numbers, or a `Finding`."""
    value = calls[0].value
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return fail(f"`{function}` should be a run log: rows of settings and results.", cause="log")
    rows = []
    for row in value:
        numbers = {name: number(row.get(name)) for name in names}
        if None not in numbers.values():
            rows.append({**row, **numbers})
    if not rows:
        listed = ", ".join(f"`{name}`" for name in names)
        return fail(f"No run of `{function}` has a number for {listed}.", cause="names")
    return rows
