"""Properties of the folds of k-fold cross-validation: `k` pairs (train, validation) of indices."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, not_a_value
from helpers.checking.questions.common import draws, question

NEIGHBOURS = 0.6
"""If a larger share of the possible neighbours share a fold, the folds are not random."""

Pairs: TypeAlias = list[tuple[NDArray, NDArray]]
"""The (train, validation) pairs of an answer, as arrays of whole numbers."""


@question
def fold_pairs(calls: Sequence[Call], function: str) -> Finding:
    """Every answer is k pairs of index arrays, whole numbers from 0 to n − 1."""
    findings = (_read(call, call.value, function)[1] for call in calls)
    return next((finding for finding in findings if not finding.passed), PASS)


@question
def validates_once(calls: Sequence[Call], function: str) -> Finding:
    """Every index from 0 to n − 1 is in exactly one validation part."""
    answers = []
    for call in calls:
        pairs = _pairs(call, function)
        if isinstance(pairs, Finding):
            return pairs
        if any(len(set(validation.tolist())) < len(validation) for _, validation in pairs):
            return fail("A validation part holds an index twice.", cause="drawn-with-replacement")
        answers.append(pairs)
    for call, pairs in zip(calls, answers, strict=True):
        if _swapped(call, pairs):
            return fail(
                "It is the first array of each pair that holds every index once; that should be "
                "the second, the validation part.",
                cause="swapped",
            )
        counts = _counts(call, [validation for _, validation in pairs])
        if np.any(counts > 1):
            return fail(
                "An index is in more than one validation part.",
                detail=f"{_sizes(call)}: {int(np.argmax(counts > 1))} is there "
                f"{int(counts.max())} times",
                cause="overlap",
            )
        if np.any(counts == 0):
            return fail(
                "An index is in no validation part.",
                detail=f"{_sizes(call)}: {int(np.argmin(counts))} is missing",
                cause="left-out",
            )
    return PASS


@question
def trains_on_the_rest(calls: Sequence[Call], function: str) -> Finding:
    """Every training part holds the indices that its validation part does not, each once."""
    for call in calls:
        pairs = _in_order(call, function)
        if isinstance(pairs, Finding):
            return pairs
        for number, (train, validation) in enumerate(pairs):
            counts = _counts(call, [train])
            counts_validation = _counts(call, [validation])
            place = f"{_sizes(call)}, pair {number}"
            if np.any((counts > 0) & (counts_validation > 0)):
                return fail(
                    "An index is in both parts of one pair.",
                    detail=f"{place}: {int(np.argmax((counts > 0) & (counts_validation > 0)))}",
                    cause="both-parts",
                )
            if np.any((counts == 0) & (counts_validation == 0)):
                return fail(
                    "An index is in neither part of a pair.",
                    detail=f"{place}: {int(np.argmax((counts == 0) & (counts_validation == 0)))}",
                    cause="neither-part",
                )
            if np.any(counts > 1):
                return fail(
                    "A training part holds an index more than once.",
                    detail=f"{place}: {int(np.argmax(counts > 1))}",
                    cause="repeated-rows",
                )
            if not train.size:
                return fail("A training part is empty.", detail=place)
    return PASS


@question
def fold_sizes(calls: Sequence[Call], function: str) -> Finding:
    """The validation parts of one answer differ in size by at most one, and none is too large."""
    for call in calls:
        pairs = _in_order(call, function)
        if isinstance(pairs, Finding):
            return pairs
        lengths = [len(validation) for _, validation in pairs]
        detail = f"{_sizes(call)}: they are {', '.join(map(str, lengths))}"
        if max(lengths) - min(lengths) > 1:
            return fail(
                "The sizes of the validation parts differ by more than one.",
                detail=detail,
                cause="uneven-folds",
            )
        if max(lengths) > -(-call.arguments["n"] // call.arguments["k"]):
            return fail("The validation parts hold more than n indices together.", detail=detail)
    return PASS


@question
@draws
def random_folds(calls: Sequence[Call], function: str) -> Finding:
    """Which indices share a fold is random, differs between seeds and is equal for equal seeds.

    All calls have equal n and k; their seeds differ.
    """
    folds = []
    for call in calls:
        pairs = _in_order(call, function)
        if isinstance(pairs, Finding):
            return pairs
        folds.append([validation for _, validation in pairs])
        again = _in_order(call, function, again=True) if call.again is not None else pairs
        if isinstance(again, Finding) or as_sets(folds[-1]) != as_sets([v for _, v in again]):
            return fail("Generators with equal seeds gave different folds.", cause="not-from-rng")
    if any(neighbours(folds, int(calls[0].arguments["n"]), len(folds[0]))):
        return fail("Which indices share a fold is not random.", cause="not-shuffled")
    if len({as_sets(parts) for parts in folds}) == 1:
        return fail("Generators with different seeds gave the same folds.", cause="own-seed")
    return PASS


def as_sets(parts: Iterable[Iterable[int]]) -> frozenset[frozenset[int]]:
    """Folds as sets of sets: neither their order nor the order inside them counts."""
    return frozenset(frozenset(int(index) for index in part) for part in parts)


def neighbours(folds: Sequence[Iterable[Iterable[int]]], n: int, k: int) -> list[bool]:
    """Whether neighbouring indices share a fold far too often, and whether indices k apart do.

    `folds` holds the validation parts of several answers.
    """
    answers = []
    for distance in (1, k):
        met, possible = 0, 0
        for parts in folds:
            fold_of = np.full(n, -1)
            for number, part in enumerate(parts):
                fold_of[sorted(part)] = number
            met += int(np.sum(fold_of[distance:] == fold_of[:-distance]))
            # Blocks of neighbours lose a pair at each border; folds of every k-th index lose none.
            possible += n - k if distance == 1 else n - distance
        answers.append(met > NEIGHBOURS * possible)
    return answers


def _pairs(call: Call, function: str, again: bool = False) -> Pairs | Finding:
    """The (train, validation) pairs of an answer as arrays of whole numbers, or a `Finding`.

    Pairs in a wrong form are still read if their meaning is clear: the form is one fault, and
    `fold_pairs` reports it.
    """
    pairs, finding = _read(call, call.again if again else call.value, function)
    return finding if pairs is None else pairs


def _read(call: Call, value: Answer, function: str) -> tuple[Pairs | None, Finding]:
    """The pairs, or None if they cannot be read, and a `Finding` about their form."""
    n, k = int(call.arguments["n"]), int(call.arguments["k"])
    if isinstance(value, Failure):
        return None, not_a_value(value, function)
    items, finding = _items(value, n, k)
    if items is None:
        return None, finding
    given: list[NDArray] = []
    for item in items:
        both = list(item) if isinstance(item, (list, tuple, np.ndarray)) else []
        if len(both) != 2:
            return None, fail("Each item should be a pair (train, validation).", cause="no-pairs")
        for part in map(as_array, both):
            if part is None or part.ndim != 1 or part.dtype.kind == "c":
                wrong = "Each part of a pair should be a one-dimensional array of indices."
                return None, fail(wrong)
            given.append(part)
    parts, form = _indices(given, n)
    finding = finding if form.passed else form
    pairs = None if parts is None else list(zip(parts[::2], parts[1::2], strict=True))
    return pairs, finding


def _items(value: Answer, n: int, k: int) -> tuple[list[Any] | None, Finding]:
    """The k items of an answer, brought into pairs, or None; and a `Finding` about their form."""
    if isinstance(value, np.ndarray) and value.ndim:
        value = list(value)
    if not isinstance(value, list):
        return None, fail(f"{k} pairs (train, validation) were expected; something else came back.")
    if len(value) == 2 < k and all(isinstance(x, list) and len(x) == k for x in value):
        return list(zip(*value, strict=True)), fail(
            f"{k} pairs (train, validation) were expected; two lists of {k} came back.",
            cause="two-lists",
        )
    if len(value) == 2 < k and all(_is_flat(x) for x in value):
        return None, fail(
            f"{k} pairs were expected; a single pair came back.", cause="one-pair-only"
        )
    if len(value) != k:
        cause = {k - 1: "off-by-one", 1: "one-pair-only"}.get(len(value), "")
        if len(value) > k and n % k:
            cause = "too-many-parts"
        return None, fail(f"{k} pairs were expected; {len(value)} came back.", cause=cause)
    if all(_is_flat(x) for x in value):
        nothing = np.array([], dtype=int)
        return [(nothing, validation) for validation in value], fail(
            "Each item should be a pair (train, validation); single arrays came back.",
            cause="no-pairs",
        )
    return value, PASS


def _is_flat(value: Answer) -> bool:
    array = as_array(value)
    return array is not None and array.ndim == 1


def _indices(parts: list[NDArray], n: int) -> tuple[list[NDArray] | None, Finding]:
    """The parts of all pairs as whole numbers from 0 to n − 1, or None; and a `Finding`."""
    finding = PASS
    if all(part.dtype.kind == "b" and len(part) == n for part in parts):
        parts = [np.flatnonzero(part) for part in parts]
        finding = fail(
            "The parts of the pairs hold True and False; indices were expected.", cause="masks"
        )
    numbers = np.concatenate([part.astype(float) for part in parts])
    if not np.all(numbers == np.round(numbers)):  # False for nan, too.
        return None, fail("The parts of the pairs should hold whole numbers.")
    if any(part.size and part.dtype.kind not in "iu" for part in parts):
        finding = fail(
            "The parts of the pairs hold numbers with a decimal point; indices are whole numbers.",
            cause="floats",
        )
    lowest, highest = numbers.min(initial=n), numbers.max(initial=0)
    if lowest < 0 or highest >= n:
        from_one = (lowest, highest) == (1, n)
        finding = fail(
            "Indices should lie between 0 and n − 1.",
            detail=f"with n = {n}: yours go from {lowest:g} to {highest:g}",
            cause="counted-from-one" if from_one else "",
        )
        if not from_one:
            return None, finding
        parts = [part - 1 for part in parts]
    return [part.astype(int) for part in parts], finding


def _swapped(call: Call, pairs: Pairs) -> bool:
    first = bool(np.all(_counts(call, [train for train, _ in pairs]) == 1))
    return first and not np.all(_counts(call, [validation for _, validation in pairs]) == 1)


def _in_order(call: Call, function: str, again: bool = False) -> Pairs | Finding:
    """The pairs, with train and validation swapped back if necessary: one fault counts once."""
    pairs = _pairs(call, function, again)
    if isinstance(pairs, Finding) or not _swapped(call, pairs):
        return pairs
    return [(second, first) for first, second in pairs]


def _counts(call: Call, parts: list[NDArray]) -> NDArray:
    indices = np.concatenate(parts) if parts else np.array([], dtype=int)
    return np.bincount(indices, minlength=int(call.arguments["n"]))


def _sizes(call: Call) -> str:
    return f"with n = {call.arguments['n']} and k = {call.arguments['k']}"
