"""The ids of misconceptions in verdicts that an earlier version wrote.

Up to version 0.1 an id could be a number in a list that was not part of the course, and could stand
for several questions. `aliases.json` maps each such id, by exercise, to today's ids.
"""

import functools
import json
from collections.abc import Iterable
from importlib import resources
from typing import Any

from autograder.exercises.language import Variant
from autograder.grade.judge import StoredVerdict


@functools.cache
def _aliases() -> dict[str, Any]:
    text = (resources.files("autograder.grade") / "aliases.json").read_text(encoding="utf-8")
    return json.loads(text)


def id_of_today(verdict: StoredVerdict, name: str, variants: Iterable[Variant]) -> str | None:
    """Today's id for the misconception of a stored verdict; without one, the stored id.

    If an old id stood for several questions, the verdict's message shows which of them was asked.
    An id whose question no longer exists stays as it is. `name` is the exercise's name, and
    `variants` are its variants.
    """
    stored = verdict["misconception"]
    candidates = _aliases().get(name, {}).get(stored, ())
    if len(candidates) > 1:
        said = verdict["message"]
        asked = {
            x.misconception.id
            for x in variants
            if x.misconception.hint in said and x.misconception.stronger in said
        }
        candidates = [id for id in candidates if id in asked]
    return candidates[0] if candidates else stored
