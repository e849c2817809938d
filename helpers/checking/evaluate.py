"""Evaluation: compares a function's answers with a bank's expectations, link by link.

The same code gives a student feedback from the public bank, and gives the judge its verdict from a
bank with hidden inputs. There are three kinds of link:

- a *value* link compares a part of each answer with the expected one;
- a *choice* link compares a chosen option with the fingerprint of the right one;
- a *property* link asks a named question about the answers (`questions.QUESTIONS`).
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np

from helpers.checking.answers import Answer, Data, Failure
from helpers.checking.bank import (
    Bank,
    ChoiceLink,
    Fault,
    LinkSpec,
    Misconception,
    PropertyLink,
    ValueLink,
    option_print,
)
from helpers.checking.calls import Call, answered
from helpers.checking.compare import PASS, Finding, compare, fail, in_digits, not_a_value, pick
from helpers.checking.diagnosis import digest, matches, relation, same_direction
from helpers.checking.questions import QUESTIONS
from helpers.checking.status import LinkStatus, Status

Follow: TypeAlias = Callable[[str, Call], Answer]
"""What `evaluate` takes as `follow`: from the name of a link and a call to a value, or None."""


@dataclass
class LinkResult:
    """What became of one link; `waits_for` names the wrong links that it rests on."""

    name: str
    points: float
    status: LinkStatus
    finding: Finding = PASS
    waits_for: list[str] = field(default_factory=list)

    @property
    def earned(self) -> float:
        """The points this link earns."""
        if self.status == LinkStatus.PASS:
            return self.points
        return self.points * self.finding.fraction if self.status == LinkStatus.FAIL else 0.0


@dataclass
class Result:
    """What became of an exercise.

    `misconception` explains the first link that failed, or is None; `relation` says how the wrong
    values relate to the right ones. `second` is a pair, or None: a later link that failed through a
    fault of its own, and the misconception behind that fault.
    """

    exercise: str
    status: Status
    links: list[LinkResult] = field(default_factory=list)
    misconception: Misconception | None = None
    relation: str = ""
    second: tuple[str, Misconception] | None = None

    @property
    def first_failing(self) -> LinkResult | None:
        """The first link that failed, or None."""
        return next((link for link in self.links if link.status == LinkStatus.FAIL), None)


@np.errstate(all="ignore")  # Comparing wrong answers may overflow.
def evaluate(bank: Bank, collected: Data, follow: Follow | None = None) -> Result:
    """Evaluates what `probes.collect` returned against the expectations of `bank`.

    `follow(link_name, call)`, if given, returns the value of a link that follows rightly from the
    answer's own earlier links, or None. A link with that value passes too, so that one fault costs
    its marks once. Raises `MalformedAnswer` if the answers do not fit the bank.
    """
    calls = answered(bank, collected)
    name = bank.exercise
    values = [call.value for call in calls if not call.target]
    if all(_is_unsolved(value) for value in values):
        finding = not_a_value(_unsolved(values[0]), name)
        state = LinkStatus.NOT_RUN, finding
        links = [LinkResult(spec.name, spec.points, *state) for spec in bank.links]
        return Result(name, Status.UNSOLVED, links)
    links = []
    broken = next((value for value in values if isinstance(value, Failure)), None)
    for spec in bank.links:
        chosen = _chosen(spec, calls)
        own = [call for call in chosen if not call.target] or chosen
        if all(isinstance(call.value, Failure) for call in own):
            if links and links[0].status == LinkStatus.FAIL:
                status, finding = LinkStatus.NOT_RUN, PASS
            elif isinstance(spec, PropertyLink):
                status, finding = LinkStatus.FAIL, _look(spec, chosen, name, follow)
            else:
                status, finding = LinkStatus.FAIL, _no_answer(own[0].value, bank)
        elif _is_put_off(spec) and not any(x.earned for x in links):
            # Leaving the arguments alone earns marks only if the answer itself earns some.
            status, finding = LinkStatus.NOT_RUN, PASS
        else:
            finding = _look(spec, chosen, name, follow)
            status = LinkStatus.PASS if finding.passed else LinkStatus.FAIL
            if isinstance(spec, ValueLink) and spec.put_off and finding.passed:
                # What is only handed back earns marks if something else does.
                status = status if any(x.earned for x in links) else LinkStatus.NOT_RUN
        links.append(LinkResult(spec.name, spec.points, status, finding))
    right = all(link.status == LinkStatus.PASS for link in links)
    result = Result(name, Status.RIGHT if right else Status.WRONG, links)
    if not right:
        _explain(result, bank, calls, broken)
        if broken is None:
            _look_at_arguments(result, bank, calls, follow)
        if follow is None:
            _let_wait(result, bank)
    return result


def _is_put_off(spec: LinkSpec) -> bool:
    return isinstance(spec, PropertyLink) and spec.property == "repeatable"


def _no_answer(failure: Failure, bank: Bank) -> Finding:
    """The finding that there is a `Failure` instead of an answer."""
    if bank.callable or failure.kind != "other":
        return not_a_value(failure, bank.exercise)
    return fail(
        f"`{bank.exercise}` is of the type `{failure.detail}`, which is not what was asked for.",
        question="In which form does the text ask for it, and in which did the cell above give it?",
    )


def _is_unsolved(value: Answer) -> bool:
    if isinstance(value, Failure):
        return value.kind == "unsolved"
    if isinstance(value, dict):
        return bool(value) and all(item is None for item in value.values())
    return isinstance(value, list) and not value


def _unsolved(value: Answer) -> Failure:
    return value if isinstance(value, Failure) else Failure("unsolved")


def _look(spec: LinkSpec, calls: list[Call], function: str, follow: Follow | None) -> Finding:
    if isinstance(spec, PropertyLink):
        return QUESTIONS[spec.property](calls, function=function, **spec.options)
    if isinstance(spec, ChoiceLink):
        return _look_at_choice(spec, calls[0], function)
    return _look_at_values(spec, calls, function, follow)


def _look_at_values(
    spec: ValueLink, calls: list[Call], function: str, follow: Follow | None
) -> Finding:
    passed, failed = PASS, []
    label = spec.key if isinstance(spec.key, str) else spec.label or function
    tolerance = {"rtol": spec.rtol, "atol": spec.atol}
    for call, expected in zip(calls, spec.values, strict=True):
        actual = pick(call.value, spec.key)
        finding = compare(expected, actual, label, function, **tolerance)
        if not finding.passed and follow is not None:
            own = follow(spec.name, call)
            if own is not None and compare(own, actual, label, function, **tolerance).passed:
                finding = PASS
        if not finding.passed:
            failed.append((finding, call))
        passed = finding if finding.sentence else passed
    # The smallest case is the one that can be followed by hand.
    return _with_numbers(*min(failed, key=lambda pair: pair[1].size)) if failed else passed


MAX_SHOWN = 8
"""The most entries of an array that a message shows."""


def _is_small(argument: object) -> bool:
    if isinstance(argument, np.ndarray):
        return argument.size <= MAX_SHOWN
    return not isinstance(argument, dict | list)


def _with_numbers(finding: Finding, call: Call) -> Finding:
    """The finding; its detail now also gives the numbers and small arrays among the arguments."""
    # Where a large array or a dict is left out, small arrays beside it would explain nothing.
    small = all(map(_is_small, call.arguments.values()))
    plain = [
        f"{name} = {in_digits(x)}"
        for name, x in call.arguments.items()
        if isinstance(x, int | float) or (small and isinstance(x, np.ndarray))
    ]
    if not finding.detail or not plain:
        return finding
    return replace(finding, detail=f"{finding.detail}, with {', '.join(plain)}")


def _look_at_choice(spec: ChoiceLink, call: Call, function: str) -> Finding:
    chosen = pick(call.value, spec.key)
    if isinstance(chosen, Finding):
        return chosen
    if chosen is None:
        return fail(f'The question "{spec.key}" has no answer yet.')
    own = option_print(function, spec.key, chosen)
    if own == spec.right:
        return PASS
    if own in spec.wrong:
        return fail(f'Another answer than yours to "{spec.key}" is right.', cause=own)
    return fail(f'"{spec.key}" should be one of the letters on offer; it is {str(chosen)!r:.40}.')


def _explain(result: Result, bank: Bank, calls: list[Call], broken: Failure | None) -> None:
    """Finds the known fault, or else the relation, that explains the first failing link."""
    first = result.first_failing
    if first is None:
        return
    spec = bank.link(first.name)
    causes = {**bank.causes, **spec.causes}
    if first.finding.cause in causes:
        result.misconception = causes[first.finding.cause]
        return
    if not isinstance(spec, ValueLink):
        return
    failing = {link.name for link in result.links if link.status == LinkStatus.FAIL}
    candidates = [
        fault
        for fault in bank.faults
        if _first_link(fault, bank) == spec.name and _equal(fault, spec, calls)
    ]
    if candidates:
        best = max(
            candidates,
            key=lambda fault: (
                _explains(fault, bank, calls, failing),
                _explains(fault, bank, calls, {link.name for link in bank.links}),
                broken is not None and _assigned(broken, bank) == fault.link,
            ),
        )
        result.misconception = best.misconception
        if broken is not None:
            return
        if not _explains(best, bank, calls, failing):
            _explain_by_two(result, bank, calls, candidates)
        elif best.link:
            # One link's fault explains all wrong links: the other links follow rightly from it.
            _pass_all_but(result, first.name)
    elif broken is None:
        chosen = _chosen(spec, calls)
        pairs = [
            (expected, pick(call.value, spec.key))
            for call, expected in zip(chosen, spec.values, strict=True)
        ]
        if not any(isinstance(expected, dict) for expected, _ in pairs):
            result.relation = relation(pairs, [call.n_samples for call in chosen])


def _look_at_arguments(
    result: Result, bank: Bank, calls: list[Call], follow: Follow | None
) -> None:
    """Judges the links that were put off until it was known that the answer earns marks."""
    for spec, link in zip(bank.links, result.links, strict=True):
        if link.status == LinkStatus.NOT_RUN and any(x.earned for x in result.links):
            link.finding = _look(spec, _chosen(spec, calls), result.exercise, follow)
            link.status = LinkStatus.PASS if link.finding.passed else LinkStatus.FAIL


def _let_wait(result: Result, bank: Bank) -> None:
    """Marks the failed links that rest on another failed link: they may follow rightly from it.

    A link with a fault of its own is wrong, whatever it rests on.
    """
    own_fault = result.second[0] if result.second else None
    wrong = {link.name for link in result.links if link.status == LinkStatus.FAIL}
    for spec, link in zip(bank.links, result.links, strict=True):
        needs = spec.needs if isinstance(spec, ValueLink) else []
        link.waits_for = [name for name in needs if name in wrong]
        if link.status == LinkStatus.FAIL and link.waits_for and link.name != own_fault:
            link.status = LinkStatus.WAITS


def _explain_by_two(result: Result, bank: Bank, calls: list[Call], candidates: list[Fault]) -> None:
    """Finds two faults that together explain answers which no single fault explains.

    `candidates` are the faults that explain the first failing link. In a chain the second fault
    acts on the results of the first one; elsewhere each fault acts on links of its own.
    """
    specs = bank.value_links()
    own = digest([pick(c.value, spec.key) for spec in specs for c in _chosen(spec, calls)])
    for first in candidates:
        if own in first.digests:
            link, second = bank.later_faults(first)[first.digests.index(own)]
            result.misconception, result.second = first.misconception, (link, second.misconception)
            _pass_all_but(result, first.link, link)
            return
    failing = {link.name for link in result.links if link.status == LinkStatus.FAIL}
    alone = [fault for fault in bank.faults if not fault.link]
    for first in (fault for fault in candidates if not fault.link):
        rest = [spec for spec in bank.value_links(failing) if not _equal(first, spec, calls)]
        for second in alone:
            if second.misconception.hint != first.misconception.hint and all(
                spec.name in second.answers and _equal(second, spec, calls) for spec in rest
            ):
                result.misconception = first.misconception
                result.second = rest[0].name, second.misconception
                return


def _pass_all_but(result: Result, *names: str | None) -> None:
    """Passes the failed links that are not named: they follow rightly from the named ones."""
    for link in result.links:
        if link.status == LinkStatus.FAIL and link.name not in names:
            link.status = LinkStatus.PASS


def _chosen(spec: LinkSpec, calls: list[Call]) -> list[Call]:
    return [call for call in calls if not spec.groups or call.group in spec.groups]


def _first_link(fault: Fault, bank: Bank) -> str | None:
    return next((link.name for link in bank.links if link.name in fault.answers), None)


def _explains(fault: Fault, bank: Bank, calls: list[Call], names: Collection[str]) -> bool:
    """Whether the fault predicts the answers at all the named links, right or wrong.

    A fault that explains all wrong links is a better explanation than one that explains only the
    first of them. The best explanation also covers the right links.
    """
    return all(_equal(fault, spec, calls) for spec in bank.value_links(names))


def _equal(fault: Fault, spec: ValueLink, calls: list[Call]) -> bool:
    """Whether the fault gives these answers at this link: right ones if it has no effect here."""
    actual = [pick(call.value, spec.key) for call in _chosen(spec, calls)]
    prints = fault.answers.get(spec.name, spec.fingerprints)
    if all(matches(print_, value) for print_, value in zip(prints, actual, strict=True)):
        return True
    if spec.name not in fault.answers or not fault.any_amount:
        return False
    start = spec.fingerprints if fault.any_amount is True else fault.any_amount[spec.name]
    return same_direction(start, prints, actual)


def _assigned(failure: Failure, bank: Bank) -> str:
    """The link whose name is assigned in the line of code that a failure quotes, or ""."""
    line = failure.detail.partition(' in the line "')[2]
    target = re.split("[=:]", line, maxsplit=1)[0]
    names = (link.name for link in bank.links)
    return next((name for name in names if re.search(rf"\b{name}\b", target)), "")
