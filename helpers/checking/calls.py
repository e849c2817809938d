"""Calls: the probes of a bank with what a submission answered to them, decoded."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.checking.answers import Answer, Data, Failure, MalformedAnswer, decode
from helpers.checking.bank import Bank, Probe
from helpers.checking.probes import decode_argument


@dataclass
class Call:
    """One probe and its answer; `again` is None if no second call was made.

    `changed` names the arguments that the call changed, and `undrawn` the generators from which it
    drew nothing. `overwritten` says that a later call changed the value after it had been returned.
    `hidden` holds those values of the probe that the function under test was not given.
    """

    group: str
    data: Mapping[str, Data]
    hidden: dict[str, Answer]
    value: Answer
    again: Answer = None
    changed: tuple[str, ...] = ()
    target: str = ""
    overwritten: bool = False
    undrawn: tuple[str, ...] = ()

    @functools.cached_property
    def arguments(self) -> dict[str, Any]:
        """The probe's arguments by name, decoded from its data."""
        return {name: decode_argument(item) for name, item in self.data.items()}

    @functools.cached_property
    def size(self) -> int:
        """How many numbers the arguments hold."""
        return sum(map(_size, self.arguments.values()))

    @property
    def n_samples(self) -> int:
        """The number of samples: the length of X, x or y, else of the first array, else 1."""
        arrays = {name: x for name, x in self.arguments.items() if getattr(x, "ndim", 0)}
        name = next((name for name in ("X", "x", "y", *arrays) if name in arrays), None)
        return len(arrays[name]) if name else 1


def _size(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(map(_size, value.values()))
    return sum(map(_size, value)) if isinstance(value, list) else int(np.size(value))


def answered(bank: Bank, collected: Data) -> list[Call]:
    """The calls of a bank's probes with their answers; `MalformedAnswer` if the two do not fit."""
    answers = collected["answers"]
    probes = bank.probes if bank.callable else [Probe()]
    if len(answers) != len(probes):
        raise MalformedAnswer(f"{len(answers)} answers to {len(probes)} probes")
    return [
        Call(
            probe.group,
            probe.arguments,
            {name: decode(item) for name, item in probe.hidden.items()},
            _returned(decode(answer["value"]), bank),
            decode(answer["again"]) if "again" in answer else None,
            tuple(str(name) for name in answer["changed"]),
            probe.target,
            answer.get("overwritten") is True,
            tuple(str(name) for name in answer.get("undrawn", ())),
        )
        for probe, answer in zip(probes, answers, strict=True)
    ]


def _returned(value: Answer, bank: Bank) -> Answer:
    """The value, or a `Failure` if a function returned None or something without content.

    A value that a check names directly may be None or empty: the student has not set it yet.
    """
    if not bank.callable:
        return value
    if value is None:
        return Failure("nothing")
    if isinstance(value, list) and not value:
        return Failure("empty", "an empty list")
    if isinstance(value, dict) and all(item is None for item in value.values()):
        return Failure("empty", "a dict in which every value is None" if value else "an empty dict")
    return value
