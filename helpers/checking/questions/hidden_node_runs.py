"""Which sizes of the hidden layer a log covers. The student's comment says what they mean."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, fail
from helpers.checking.questions.common import number, question, rows_of_log


@question
def sizes_tried(calls: Sequence[Call], function: str, least: int) -> Finding:
    """The logged runs hold at least `least` different numbers of hidden neurons."""
    rows = rows_of_log(calls, function, ("n_hidden",))
    if not isinstance(rows, list):
        return rows
    sizes = {row["n_hidden"] for row in rows}
    if len(sizes) >= least:
        return _fair(rows)
    return fail(
        f"The log holds {len(sizes)} different {'value' if len(sizes) == 1 else 'values'} of "
        f"`n_hidden`; at least {least} are asked for.",
        cause="too-few-sizes",
        fraction=(len(sizes) - 1) / (least - 1),
    )


def _fair(rows: Sequence[dict[str, Any]]) -> Finding:
    """A pass, with a remark if the runs do not compare sizes fairly."""
    rates = {number(row.get("learning_rate")) for row in rows} - {None}
    seeds: dict[int, set[Any]] = {row["n_hidden"]: set() for row in rows}
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
