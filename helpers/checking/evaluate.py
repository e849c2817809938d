"""Evaluation: compares a function's answers with a bank's expectations, link by link.

The same code gives a student feedback from the public bank, and gives the judge its verdict from a
bank with hidden inputs. There are three kinds of link:

- a *value* link compares a part of each answer with the expected one;
- a *choice* link compares a chosen option with the fingerprint of the right one;
- a *property* link asks a named question about the answers (`questions.QUESTIONS`).
"""

import functools
import hashlib
import re
from dataclasses import dataclass, field, replace

import numpy as np

from helpers.checking.answers import Failure, MalformedAnswer, decode
from helpers.checking.compare import PASS, Finding, compare, fail, not_a_value, pick
from helpers.checking.diagnosis import (
    DIGEST,
    digest,
    fingerprint,
    matches,
    relation,
    same_direction,
)
from helpers.checking.probes import decode_argument
from helpers.checking.questions import QUESTIONS
from helpers.checking.status import LinkKind, LinkStatus, Status


@dataclass
class Call:
    """One probe and its answer; `again` is None if no second call was made.

    `hidden` holds those values of the probe that the function under test was not given.
    """

    group: str
    data: dict
    hidden: dict
    value: object
    again: object = None
    changed: tuple = ()
    target: str = ""

    @functools.cached_property
    def arguments(self):
        """The probe's arguments by name, decoded from its data."""
        return {name: decode_argument(item) for name, item in self.data.items()}

    @property
    def n_samples(self):
        """The number of samples: the length of X, x or y, else of the first array, else 1."""
        arrays = {name: x for name, x in self.arguments.items() if getattr(x, "ndim", 0)}
        name = next((name for name in ("X", "x", "y", *arrays) if name in arrays), None)
        return len(arrays[name]) if name else 1


@dataclass
class LinkResult:
    """What became of one link."""

    name: str
    points: float
    status: LinkStatus
    finding: Finding = PASS

    @property
    def earned(self):
        """The points this link earns."""
        if self.status == LinkStatus.PASS:
            return self.points
        return self.points * self.finding.fraction if self.status == LinkStatus.FAIL else 0.0


@dataclass
class Result:
    """What became of an exercise.

    `misconception` is the known fault that explains the first link that failed (a dict with id,
    hint and stronger), or None; `relation` says how the wrong values relate to the right ones.
    `second` is a pair, or None: a later link that failed through a fault of its own, and that known
    fault.
    """

    exercise: str
    status: Status
    links: list = field(default_factory=list)
    misconception: dict | None = None
    relation: str = ""
    second: tuple | None = None

    @property
    def first_failing(self):
        """The first link that failed, or None."""
        return next((link for link in self.links if link.status == LinkStatus.FAIL), None)


def option_print(exercise, key, option):
    """The form in which a bank holds an option of a choice: comparable, but not readable."""
    text = f"{exercise}/{key}/{str(option).strip().lower()}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@np.errstate(all="ignore")  # Comparing wrong answers may overflow.
def evaluate(bank, collected, follow=None):
    """Evaluates what `probes.collect` returned against the expectations of `bank`.

    `follow(link_name, call)`, if given, returns the value of a link that follows rightly from the
    answer's own earlier links, or None. A link with that value passes too, so that one fault costs
    its marks once. Raises `MalformedAnswer` if the answers do not fit the bank.
    """
    calls = answered(bank, collected)
    name = bank["exercise"]
    values = [call.value for call in calls if not call.target]
    if all(_is_unsolved(value) for value in values):
        finding = not_a_value(_unsolved(values[0]), name)
        state = LinkStatus.NOT_RUN, finding
        links = [LinkResult(x["name"], x["points"], *state) for x in bank["links"]]
        return Result(name, Status.UNSOLVED, links)
    links = []
    broken = next((value for value in values if isinstance(value, Failure)), None)
    for spec in bank["links"]:
        chosen = _chosen(spec, calls)
        own = [call for call in chosen if not call.target] or chosen
        if all(isinstance(call.value, Failure) for call in own):
            if links and links[0].status == LinkStatus.FAIL:
                status, finding = LinkStatus.NOT_RUN, PASS
            elif spec["kind"] == LinkKind.PROPERTY:
                status, finding = LinkStatus.FAIL, _look(spec, chosen, name, follow)
            else:
                status, finding = LinkStatus.FAIL, _no_answer(own[0].value, bank)
        elif spec.get("property") == "repeatable" and not any(x.earned for x in links):
            # Leaving the arguments alone earns marks only if the answer itself earns some.
            status, finding = LinkStatus.NOT_RUN, PASS
        else:
            finding = _look(spec, chosen, name, follow)
            status = LinkStatus.PASS if finding.passed else LinkStatus.FAIL
        links.append(LinkResult(spec["name"], spec["points"], status, finding))
    right = all(link.status == LinkStatus.PASS for link in links)
    result = Result(name, Status.RIGHT if right else Status.WRONG, links)
    if not right:
        _explain(result, bank, calls, broken)
        if broken is None:
            _look_at_arguments(result, bank, calls, follow)
    return result


def answered(bank, collected):
    """The calls of a bank's probes with their answers; `MalformedAnswer` if the two do not fit."""
    answers = collected["answers"]
    probes = bank["probes"] if bank["callable"] else [{"group": "", "arguments": {}}]
    if len(answers) != len(probes):
        raise MalformedAnswer(f"{len(answers)} answers to {len(probes)} probes")
    return [
        Call(
            probe["group"],
            probe["arguments"],
            {name: decode(item) for name, item in probe.get("hidden", {}).items()},
            _returned(decode(answer["value"]), bank),
            decode(answer["again"]) if "again" in answer else None,
            tuple(str(name) for name in answer["changed"]),
            probe.get("target", ""),
        )
        for probe, answer in zip(probes, answers, strict=True)
    ]


def _returned(value, bank):
    """The value, or a `Failure` if a function returned None or something without content.

    A value that a check names directly may be None or empty: the student has not set it yet.
    """
    if not bank["callable"]:
        return value
    if value is None:
        return Failure("nothing")
    if isinstance(value, list) and not value:
        return Failure("empty", "an empty list")
    if isinstance(value, dict) and all(item is None for item in value.values()):
        return Failure("empty", "a dict in which every value is None" if value else "an empty dict")
    return value


def _no_answer(failure, bank):
    """The finding that there is a `Failure` instead of an answer."""
    if bank["callable"] or failure.kind != "other":
        return not_a_value(failure, bank["exercise"])
    return fail(
        f"`{bank['exercise']}` is of the type `{failure.detail}`, which is not what was asked for.",
        question="In which form does the text ask for it, and in which did the cell above give it?",
    )


def _is_unsolved(value):
    if isinstance(value, Failure):
        return value.kind == "unsolved"
    if isinstance(value, dict):
        return bool(value) and all(item is None for item in value.values())
    return isinstance(value, list) and not value


def _unsolved(value):
    return value if isinstance(value, Failure) else Failure("unsolved")


def _look(spec, calls, function, follow):
    if spec["kind"] == LinkKind.PROPERTY:
        return QUESTIONS[spec["property"]](calls, function=function, **spec["options"])
    if spec["kind"] == LinkKind.CHOICE:
        return _look_at_choice(spec, calls[0], function)
    passed = PASS
    for call, expected in zip(calls, spec["expected"], strict=True):
        actual = pick(call.value, spec["key"])
        label = spec["key"] if isinstance(spec["key"], str) else spec.get("label") or function
        tolerance = {"rtol": spec["rtol"], "atol": spec["atol"]}
        finding = compare(decode(expected), actual, label, function, **tolerance)
        if not finding.passed and follow is not None:
            own = follow(spec["name"], call)
            if own is not None and compare(own, actual, label, function, **tolerance).passed:
                finding = PASS
        if not finding.passed:
            return _with_numbers(finding, call)
        passed = finding if finding.sentence else passed
    return passed


def _with_numbers(finding, call):
    """The finding; its detail now also gives the numbers among the arguments."""
    plain = [(name, x) for name, x in call.arguments.items() if isinstance(x, int | float)]
    if not finding.detail or not plain:
        return finding
    numbers = ", ".join(f"{name} = {x:.6g}" for name, x in plain)
    return replace(finding, detail=f"{finding.detail}, with {numbers}")


def _look_at_choice(spec, call, function):
    chosen = pick(call.value, spec["key"])
    if isinstance(chosen, Finding):
        return chosen
    if chosen is None:
        return fail(f'The question "{spec["key"]}" has no answer yet.')
    own = option_print(function, spec["key"], chosen)
    if own == spec["right"]:
        return PASS
    if own in spec["wrong"]:
        return fail(f'Another answer than yours to "{spec["key"]}" is right.', cause=own)
    return fail(
        f'"{spec["key"]}" should be one of the letters on offer; it is {str(chosen)!r:.40}.'
    )


def _explain(result, bank, calls, broken):
    """Finds the known fault, or else the relation, that explains the first failing link."""
    first = result.first_failing
    spec = next(spec for spec in bank["links"] if spec["name"] == first.name)
    causes = {**bank["causes"], **spec["causes"]}
    if first.finding.cause in causes:
        result.misconception = causes[first.finding.cause]
        return
    if spec["kind"] != LinkKind.VALUE:
        return
    failing = {link.name for link in result.links if link.status == LinkStatus.FAIL}
    candidates = [
        fault
        for fault in bank["misconceptions"]
        if _first_link(fault, bank) == spec["name"] and _equal(fault, spec, calls)
    ]
    if candidates:
        result.misconception = max(
            candidates,
            key=lambda fault: (
                _explains(fault, bank, calls, failing),
                _explains(fault, bank, calls, {x["name"] for x in bank["links"]}),
                broken is not None and _assigned(broken, bank) == fault["link"],
            ),
        )
        if broken is not None:
            return
        if not _explains(result.misconception, bank, calls, failing):
            _explain_by_two(result, bank, calls, candidates)
        elif result.misconception["link"]:
            # One link's fault explains all wrong links: the other links follow rightly from it.
            _pass_all_but(result, first.name)
    elif broken is None:
        chosen = _chosen(spec, calls)
        pairs = [
            (decode(expected), pick(call.value, spec["key"]))
            for call, expected in zip(chosen, spec["expected"], strict=True)
        ]
        if not any(isinstance(expected, dict) for expected, _ in pairs):
            result.relation = relation(pairs, [call.n_samples for call in chosen])


def _look_at_arguments(result, bank, calls, follow):
    """Judges the links that were put off until it was known that the answer earns marks."""
    for spec, link in zip(bank["links"], result.links, strict=True):
        if link.status == LinkStatus.NOT_RUN and any(x.earned for x in result.links):
            link.finding = _look(spec, _chosen(spec, calls), result.exercise, follow)
            link.status = LinkStatus.PASS if link.finding.passed else LinkStatus.FAIL


def _explain_by_two(result, bank, calls, candidates):
    """Finds two faults that together explain answers which no single fault explains.

    `candidates` are the faults that explain the first failing link. In a chain the second fault
    acts on the results of the first one; elsewhere each fault acts on links of its own.
    """
    specs = [spec for spec in bank["links"] if spec["kind"] == LinkKind.VALUE]
    own = digest([pick(c.value, s["key"]) for s in specs for c in _chosen(s, calls)])
    for first in candidates:
        then = first.get("then", "")
        found = [then[k : k + DIGEST] for k in range(0, len(then), DIGEST)]
        if own in found:
            second = later_faults(first, bank["misconceptions"], bank["links"])[found.index(own)]
            result.misconception, result.second = first, (second["link"], second)
            _pass_all_but(result, first["link"], second["link"])
            return
    wrong = [
        spec
        for spec, link in zip(bank["links"], result.links, strict=True)
        if spec["kind"] == LinkKind.VALUE and link.status == LinkStatus.FAIL
    ]
    alone = [fault for fault in bank["misconceptions"] if not fault["link"]]
    for first in (fault for fault in candidates if not fault["link"]):
        rest = [spec for spec in wrong if not _equal(first, spec, calls)]
        for second in alone:
            if second["hint"] != first["hint"] and all(
                spec["name"] in second["answers"] and _equal(second, spec, calls) for spec in rest
            ):
                result.misconception, result.second = first, (rest[0]["name"], second)
                return


def later_faults(first, faults, links):
    """The faults of a chain whose links come after the link of the fault `first`, in order.

    `faults` and `links` are those of a bank; the "then" of `first` holds a digest for each.
    """
    order = [link["name"] for link in links]
    place = order.index(first["link"])
    return [x for x in faults if x["link"] and order.index(x["link"]) > place]


def _pass_all_but(result, *names):
    """Passes the failed links that are not named: they follow rightly from the named ones."""
    for link in result.links:
        if link.status == LinkStatus.FAIL and link.name not in names:
            link.status = LinkStatus.PASS


def _chosen(spec, calls):
    return [call for call in calls if not spec["groups"] or call.group in spec["groups"]]


def _first_link(fault, bank):
    return next((x["name"] for x in bank["links"] if x["name"] in fault["answers"]), None)


def _explains(fault, bank, calls, names):
    """Whether the fault predicts the answers at all the named links, right or wrong.

    A fault that explains all wrong links is a better explanation than one that explains only the
    first of them. The best explanation also covers the right links.
    """
    return all(
        _equal(fault, spec, calls)
        for spec in bank["links"]
        if spec["kind"] == LinkKind.VALUE and spec["name"] in names
    )


def _equal(fault, spec, calls):
    """Whether the fault gives these answers at this link: right ones if it has no effect here."""
    chosen = _chosen(spec, calls)
    actual = [pick(call.value, spec["key"]) for call in chosen]
    right = [fingerprint(decode(expected)) for expected in spec["expected"]]
    if spec["name"] not in fault["answers"]:
        return all(matches(print_, value) for print_, value in zip(right, actual, strict=True))
    prints = fault["answers"][spec["name"]]
    if all(matches(print_, value) for print_, value in zip(prints, actual, strict=True)):
        return True
    any_amount = fault.get("any_amount", False)
    start = right if any_amount is True else any_amount and any_amount[spec["name"]]
    return bool(start) and same_direction(start, prints, actual)


def _assigned(failure, bank):
    """The link whose name is assigned in the line of code that a failure quotes, or ""."""
    line = failure.detail.partition(' in the line "')[2]
    target = re.split("[=:]", line, maxsplit=1)[0]
    return next((x["name"] for x in bank["links"] if re.search(rf"\b{x['name']}\b", target)), "")
