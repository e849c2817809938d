"""The judge draws hidden inputs and turns answers into verdicts.

A judge belongs to one grading of one assignment. It draws hidden inputs from a seed, gives only the
probes to the processes that run submissions, and turns answers into verdicts by the same evaluation
that students see, with follow-through along chains. It never runs a student's code, and relies on
the answers alone.
"""

import functools
import hashlib
import json
import math
import secrets
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypedDict

import numpy as np

from autograder.build.bank import compile_bank, probes_only
from autograder.exercises.language import Exercise
from helpers.checking import carried_over, feeding, may_inherit
from helpers.checking.answers import Answer, Data
from helpers.checking.calls import Call, answered
from helpers.checking.compare import as_array, compare, pick
from helpers.checking.evaluate import Result, evaluate
from helpers.checking.messages import as_html, as_text, reason_html
from helpers.checking.status import LinkKind, LinkStatus, Status

Bundle: TypeAlias = Data | str
"""The answers that a check cell published, or a text that says why there are none."""


class StoredVerdict(TypedDict):
    """A verdict as it stands in verdicts.json."""

    points: float
    max: float
    status: str
    links: dict[str, str]
    misconception: str | None
    message: str


@dataclass(frozen=True)
class Verdict:
    """What an exercise earned and why. `links` maps the name of each link to its `LinkStatus`."""

    points: float
    max: float
    status: Status
    links: dict[str, LinkStatus]
    misconception: str | None
    message: str
    html: str = ""

    def as_data(self) -> StoredVerdict:
        """The verdict as it stands in verdicts.json."""
        return {
            "points": self.points,
            "max": self.max,
            "status": self.status,
            "links": dict(self.links),
            "misconception": self.misconception,
            "message": self.message,
        }


class Judge:
    """Judges the answers to `exercises` (in the order of the assignment) on hidden inputs.

    `seed` fixes these inputs; by default it is drawn from the system's entropy. Record it to
    judge the same answers again.
    """

    def __init__(self, exercises: Iterable[Exercise], seed: int | None = None) -> None:
        self.exercises = {exercise.name: exercise for exercise in exercises}
        self.seed = secrets.randbits(48) if seed is None else seed
        self.banks = {
            name: compile_bank(exercise, self.seed) for name, exercise in self.exercises.items()
        }

    def probes(self, longest: float = math.inf) -> dict[str, Data]:
        """The probes by exercise, as data, which a process needs to run a submission.

        A call may take `longest` seconds, or less if its exercise says so.
        """
        shown = {name: probes_only(bank) for name, bank in self.banks.items()}
        return {
            name: replace(part, time_limit=min(part.time_limit or longest, longest)).as_data()
            for name, part in shown.items()
        }

    @functools.cached_property
    def fingerprints(self) -> dict[str, str]:
        """A digest of what each exercise asks; equal digests mean that it asks the same."""
        asked = {
            name: json.dumps(
                [bank.callable, bank.targets, [probe.as_data() for probe in bank.probes]],
                sort_keys=True,
            )
            for name, bank in self.banks.items()
        }
        return {name: hashlib.sha256(x.encode()).hexdigest()[:16] for name, x in asked.items()}

    def judge(self, bundles: Mapping[str, Bundle]) -> dict[str, Verdict]:
        """Verdicts by exercise for one submission.

        `bundles` maps an exercise to the answers that its check cell published, or to a text
        that says why there are none. Exercises that `bundles` lacks are not judged.
        """
        results, verdicts = {}, {}
        for name, exercise in self.exercises.items():
            if name not in bundles:
                continue
            bundle = bundles[name]
            if isinstance(bundle, str):
                verdicts[name] = self._without_answers(exercise, bundle)
                continue
            try:
                with warnings.catch_warnings(), np.errstate(all="ignore"):
                    warnings.simplefilter("ignore")
                    result = evaluate(self.banks[name], bundle, self._follow(exercise))
                    self._second_fault(result, exercise, bundle)
            except Exception as error:  # One student's answers must not stop the class.
                kind = type(error).__name__
                reason = f"`{name}`: its answers cannot be judged ({kind}: {error})."
                verdicts[name] = self._without_answers(exercise, reason)
                continue
            results[name] = result
        for name, result in results.items():
            self._carry_over(result, self.exercises[name], bundles[name], results)
            verdicts[name] = self._verdict(self.exercises[name], result)
        return verdicts

    def _carry_over(
        self, result: Result, exercise: Exercise, bundle: Bundle, results: Mapping[str, Result]
    ) -> None:
        """Names the earlier exercise from which a wrong answer inherits its fault."""
        names = bundle.get("names") if isinstance(bundle, dict) else None
        if result.status != Status.WRONG or not isinstance(names, list):
            return
        for earlier in feeding(self.banks[exercise.name], result, names):
            if earlier in results and may_inherit(result, results[earlier]):
                result.misconception, result.second = carried_over(exercise.name, earlier), None
                return

    def _verdict(self, exercise: Exercise, result: Result) -> Verdict:
        bank = self.banks[exercise.name]
        return Verdict(
            points=round(sum(link.earned for link in result.links), 2),
            max=exercise.points,
            status=result.status,
            links={link.name: link.status for link in result.links},
            misconception=result.misconception.id if result.misconception else None,
            message=as_text(result, bank, private=True),
            html=as_html(result, bank, private=True),
        )

    def _without_answers(self, exercise: Exercise, reason: str) -> Verdict:
        links = {link.name: LinkStatus.NOT_RUN for link in exercise.links}
        html = reason_html(exercise.name, reason)
        return Verdict(0.0, exercise.points, Status.NO_ANSWER, links, None, reason, html)

    def _follow(self, exercise: Exercise) -> Callable[..., Answer] | None:
        """Returns the function `follow` that `evaluate` takes, or None if no link has a reference.

        The function says what a link should be, given the answer's own earlier links.
        """
        order = [link.name for link in exercise.links if link.kind == LinkKind.VALUE]
        keys = {link.name: link.key for link in exercise.links}
        references = {link.name: link.reference for link in exercise.links if link.reference}
        if not references:
            return None
        public = _public_answers(exercise)

        def follow(name: str, call: Call, function: Callable[..., Any] | None = None) -> Answer:
            if name not in references:
                return None
            arguments = call.arguments
            right = exercise.solve(*arguments.values())
            own = {link: pick(right, keys[link]) for link in order}
            for earlier in order[: order.index(name)]:
                given = as_array(pick(call.value, keys[earlier]))
                # A far too large value is wrong, and what follows from it could fill the memory.
                if given is not None and given.size <= 100 * np.size(own[earlier]):
                    if any(np.array_equal(given, known) for known in public[earlier]):
                        return None  # A copy of a public answer gets no follow-through.
                    own[earlier] = given
            try:
                return (function or references[name])(own, *arguments.values())
            except (ValueError, TypeError, IndexError):  # Shapes that do not fit together.
                return None

        return follow

    def _second_fault(self, result: Result, exercise: Exercise, bundle: Data) -> None:
        """Names the fault of a later link that does not follow from the first one.

        A link that fails here does not follow from the answer's own earlier links. Its fault is
        known if a variant, given these same links, returns the same values as the answer.
        """
        first, follow = result.first_failing, self._follow(exercise)
        if not result.misconception or result.second or follow is None:
            return
        calls = answered(self.banks[exercise.name], bundle)
        keys = {link.name: link.key for link in exercise.links}
        later = [x.name for x in result.links if x.status == LinkStatus.FAIL and x is not first]
        for variant in exercise.variants:
            if variant.link not in later or variant.misconception.hint == result.misconception.hint:
                continue
            pairs = [
                (follow(variant.link, call, variant.function), pick(call.value, keys[variant.link]))
                for call in calls
            ]
            if all(
                wrong is not None and compare(wrong, own, variant.link, exercise.name).passed
                for wrong, own in pairs
            ):
                result.second = variant.link, variant.misconception
                return


@functools.cache
def _public_answers(exercise: Exercise) -> dict[str, list[Answer]]:
    """The right values for the public inputs, which students have, by value link."""
    return {link.name: link.values for link in compile_bank(exercise).value_links()}
