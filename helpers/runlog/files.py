"""The file of a run log: JSON with a special form for nan and inf, which is checked when read."""

import json
import math
from typing import Any

from helpers.runlog.summary import CURVE_POINTS, SUMMARY

MAX_FILE = 20_000_000
"""In bytes: a run log stays far smaller than this."""


def new_state(blocked: bool = False) -> dict[str, Any]:
    """A log without runs; `blocked` means that its file must not be written."""
    return {"next": 1, "runs": [], "blocked": blocked}


def encode(value: Any) -> Any:
    """JSON-ready data. JSON has no nan and inf: they become {"$float": "nan"} and the like."""
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": str(value)}
    return value


def decode(text: str) -> dict[str, Any]:
    """The state in a file's text; raises ValueError, KeyError or the like if there is no state."""

    def restore(item: dict[str, Any]) -> Any:
        return float(item["$float"]) if item.keys() == {"$float"} else item

    content = json.loads(text, object_hook=restore)
    runs = [_checked(run) for run in content["runs"]]
    numbers = [run["number"] for run in runs]
    following = max([*numbers, 0]) + 1
    if numbers != sorted(set(numbers)) or not isinstance(content["next"], int):
        raise ValueError("its runs are not numbered 1, 2, …")
    return {"next": max(content["next"], following), "runs": runs, "blocked": False}


def _checked(run: dict[str, Any]) -> dict[str, Any]:
    numbers = (int, float, type(None))
    settings, results, curve = run["settings"], run["results"], run["curve"]
    right = (
        isinstance(run["number"], int)
        and run["number"] > 0
        and all(isinstance(value, bool | int | float | str) for value in settings.values())
        and all(isinstance(value, numbers) for value in results.values())
        and set(SUMMARY) <= set(results)
        and len(curve) == 2
        and len(curve[0]) == len(curve[1]) <= CURVE_POINTS
        and all(isinstance(value, int | float) for value in curve[0] + curve[1])
    )
    if not right:
        raise ValueError("a run in it is not what this log writes")
    return run
