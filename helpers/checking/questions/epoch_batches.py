"""Properties of the batches that one epoch is cut into."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, not_a_value
from helpers.checking.questions.common import draws, question


@question
def every_index_once(calls: Sequence[Call], function: str) -> Finding:
    """Put together, the batches of an epoch hold every index from 0 to n − 1 once.

    All indices in one batch, where several batches were asked for, are no epoch either.
    """
    single = True
    for call in calls:
        n, size = call.arguments["n"], call.arguments["batch_size"]
        batches = _batches(call.value, function)
        if isinstance(batches, Finding):
            return replace(batches, cause=batches.cause or _why_no_batches(call, calls))
        if _not_cut(batches):
            return _NOT_CUT
        finding = _once(batches, n, size)
        if not finding.passed:
            return replace(finding, cause="list-kept") if _list_kept(calls, function) else finding
        single = single and (len(batches) == 1 or size >= n)
    return fail(_ONE_BATCH, cause="one-batch-for-all") if single else PASS


@question
def batch_sizes(calls: Sequence[Call], function: str) -> Finding:
    """Every batch holds batch_size indices; the last may be short, and none is empty."""
    found = []
    for call in calls:
        if isinstance(call.value, Failure) and call.value.kind == "empty":
            continue  # Another question asks which indices are missing.
        batches = _batches(call.value, function)
        if isinstance(batches, Finding):
            return batches
        if _not_cut(batches):
            return _NOT_CUT
        n, size = call.arguments["n"], call.arguments["batch_size"]
        found.append(([len(batch) for batch in batches], n, size))
    for sizes, n, size in found:
        # One batch that is missing is another question's business; more than one is this one's.
        total = n if sum(sizes) < n - size else sum(sizes)
        right = [min(size, total - start) for start in range(0, total, size)]
        if sizes != right:
            return fail(
                "The batches do not have the sizes that were asked for.",
                detail=f"with n = {n}, batch_size = {size}: sizes {_listed(right)} were expected, "
                f"yours are {_listed(sizes)}",
                cause=_wrong_sizes(sizes, n, size, found),
            )
    return PASS


_NOT_CUT = fail(
    "A sequence of batches was expected; one sequence of single indices came back.",
    cause="not-cut",
)
_ONE_BATCH = "All indices are in one batch, where several batches were asked for."


def _not_cut(batches: Sequence[NDArray]) -> bool:
    return bool(batches) and batches[0].ndim == 0


@question
@draws
def shuffled(calls: Sequence[Call], function: str) -> Finding:
    """The batches that indices share, and the order of the batches, differ from rng to rng.

    All calls have the same n and the same batch_size, and generators with different seeds.
    """
    orders = []
    for call in calls:
        batches = _batches(call.value, function)
        if isinstance(batches, Finding):
            return batches
        orders.append(_joined(batches).tolist())
    n, size = calls[0].arguments["n"], calls[0].arguments["batch_size"]
    if all(order == sorted(order) for order in orders):
        return fail("The indices come in ascending order, whatever `rng` is.", cause="not-shuffled")
    if all(orders[0] == other for other in orders[1:]):
        return fail("Generators with different seeds gave the same batches.", cause="fixed-seed")
    cuts = range(0, max(map(len, orders)), size)
    finding = company([[frozenset(order[cut : cut + size]) for cut in cuts] for order in orders], n)
    if finding.cause == "same-company":
        return finding
    return _places(orders, n) or finding


def _places(orders: Sequence[Sequence[int]], n: int) -> Finding | None:
    """What the places of the indices show, if they show a fault.

    In a random order one index stands in its own place on average, and two stand beside the one
    that follows them. Fewer than ten orders, or orders that repeat indices, show nothing.
    """
    if len(orders) < 10 or any(len(set(order)) < len(order) for order in orders):
        return None
    many = len(orders) * n / 4
    in_place = sum(order[i] == i for order in orders for i in range(len(order)))
    if in_place > many:
        return fail(
            "In every epoch many indices stand where they stand in the order 0, 1, 2, …",
            cause="half-shuffled",
        )
    if sum(abs(a - b) == 1 for order in orders for a, b in pairwise(order)) > many:
        return fail(
            "Indices that follow each other, such as 0 and 1, stay together again and again.",
            cause="same-company",
        )
    if len({tuple(order) for order in orders}) < len(orders):
        return fail("Two generators with different seeds gave equal batches.", cause="fixed-seed")
    if not in_place and all(len(order) == n for order in orders):
        return fail("In no epoch does any index stand in its own place.", cause="never-in-place")
    return None


def company(epochs: Sequence[Sequence[frozenset[int]]], n: int) -> Finding:
    """Whether it is random which of n samples share a batch, and in which batch each comes.

    `epochs` holds a list of batches for each epoch, and a batch is a frozenset of samples. The
    epochs should have nothing in common. Fewer than ten epochs pass, because they tell nothing.
    """
    if len(epochs) < 10:
        return PASS
    place = np.full((len(epochs), n), -1)
    for number, epoch in enumerate(epochs):
        for position, batch in enumerate(epoch):
            place[number, [i for i in batch if 0 <= i < n]] = position
    together = (place[:, :, None] == place[:, None, :]) & (place[:, :, None] >= 0)
    always = together.all(axis=0) & ~np.eye(n, dtype=bool)
    neighbours = together[:, np.arange(n - 1), np.arange(1, n)].mean()
    if always.any() or neighbours > 0.6:
        return fail(
            "The same indices share a batch again and again, whatever `rng` is.",
            cause="same-company",
        )
    if np.any((place == place[0]).all(axis=0) & (place[0] >= 0)):
        return fail(
            "Some index stands in the same batch of every epoch, whatever `rng` is.",
            cause="same-place",
        )
    return PASS


def _batches(value: Answer, function: str) -> list[NDArray] | Finding:
    """The answer as a list of arrays of whole numbers, or a `Finding` that says why it is not."""
    if isinstance(value, Failure):
        return not_a_value(value, function)
    if not isinstance(value, list) and not (isinstance(value, np.ndarray) and value.ndim):
        return fail("A sequence of index arrays was expected.")
    batches = []
    for item in value:
        batch = as_array(item)
        if batch is None or batch.ndim > 1:
            return fail("Every batch should be one sequence of indices.")
        if batch.size and batch.dtype.kind == "b":
            return fail("The batches hold True and False instead of indices.", cause="masks")
        if batch.size and batch.dtype.kind not in "iu":
            return fail(
                "The batches should hold whole numbers, so that `x[batch]` is the batch's data.",
                detail=f"yours hold {batch.dtype}",
                cause="indices-not-whole",
            )
        batches.append(batch.astype(int))
    if len({batch.ndim for batch in batches}) > 1:
        return fail("Every batch should be one sequence of indices.")
    return batches


def _joined(batches: Sequence[NDArray]) -> NDArray:
    return np.concatenate([np.empty(0, dtype=int), *map(np.atleast_1d, batches)])


def _why_no_batches(call: Call, calls: Sequence[Call]) -> str:
    """The misconception behind a failure, if it comes with some sizes only, or ""."""
    failed = [isinstance(other.value, Failure) for other in calls]
    numbers = [(other.arguments["n"], other.arguments["batch_size"]) for other in calls]
    if not isinstance(call.value, Failure) or all(failed):
        return ""
    if failed == [size > n for n, size in numbers]:
        return "batch-larger-than-n"
    return "no-rest-allowed" if failed == [n % size > 0 for n, size in numbers] else ""


def _list_kept(calls: Sequence[Call], function: str) -> bool:
    """Whether some answer begins with all batches of the answer before it."""
    answers = [_batches(call.value, function) for call in calls]
    return any(
        isinstance(before, list)
        and isinstance(after, list)
        and 0 < len(before) < len(after)
        and all(map(np.array_equal, before, after))
        for before, after in pairwise(answers)
    )


def _once(batches: Sequence[NDArray], n: int, size: int) -> Finding:
    drawn = _joined(batches)
    outside = drawn[(drawn < 0) | (drawn >= n)]
    if outside.size:
        one_based = drawn.min() == 1 and drawn.max() == n
        return fail(
            "Some indices do not lie between 0 and n − 1.",
            detail=f"yours hold {int(outside[0])}, with n = {n}",
            cause="one-based" if one_based else "",
        )
    times = np.bincount(drawn, minlength=n)
    missing, repeated = np.flatnonzero(times == 0), np.flatnonzero(times > 1)
    if not missing.size and not repeated.size:
        return PASS
    parts = [("missing", missing), ("more than once", repeated)]
    found = "; ".join(f"{what}: {_listed(which)}" for what, which in parts if which.size)
    why = _why_repeated if repeated.size else _why_missing
    return fail(
        "An epoch should hold every index from 0 to n − 1 once.",
        detail=f"with n = {n}, batch_size = {size}: {found}",
        cause=why(batches, times, n, size),
    )


def _why_repeated(batches: Sequence[NDArray], times: NDArray, n: int, size: int) -> str:
    """The misconception behind indices that come more than once, or ""."""
    sets = [set(batch.tolist()) for batch in batches]
    if any(np.array_equal(a, b) for a, b in pairwise(batches) if len(a) > 1):
        return "shared-batches"
    if not times.min():
        # Of numbers that are drawn at random, some are missing here and there, not only the last.
        only_the_last = times[: n // 2].min() > 0 and not times[np.argmin(times) :].any()
        return "" if only_the_last and np.argmin(times) in (128, 256) else "drawn-with-replacement"
    if n % size == 0 and len(sets[-1]) == n > size:
        return "everything-again"
    if len(batches) == ceil(n / size) and {len(batch) for batch in batches} == {size}:
        return "filled-up"
    return "overlap" if all(a & b for a, b in pairwise(sets)) else ""


def _why_missing(batches: Sequence[NDArray], times: NDArray, n: int, size: int) -> str:
    """The misconception behind indices that do not come at all, or ""."""
    total = int(times.sum())
    if len(batches) == 1 and n > 2 * size:
        return "returned-too-early" if total == size else "last-batch-only"
    if total == n // size * size:
        return "last-batch-dropped"
    if np.flatnonzero(times == 0).tolist() == [n - 1]:
        return "last-index"
    return "size-off-by-one" if {len(batch) for batch in batches[:-1]} == {size - 1} else ""


def _wrong_sizes(
    sizes: Sequence[int], n: int, size: int, found: Sequence[tuple[Sequence[int], int, int]]
) -> str:
    """The misconception behind a wrong list of sizes, or ""; `found` holds those of all calls."""
    longest = max((max(sizes, default=0) for sizes, _, _ in found), default=0)
    fixed = all(sizes[:1] == [min(longest, n)] for sizes, n, _ in found)
    if 0 in sizes:
        return "empty-batch"
    if len(sizes) == 1 and size < n:
        return "one-batch-for-all"
    if fixed and any(longest < n for _, n, _ in found):
        return "fixed-size"
    if sum(sizes) == n and sorted(sizes, reverse=True) == [size] * (n // size) + [n % size]:
        return "short-first"
    if sum(sizes) == n and sizes[-1] > size and set(sizes[:-1]) <= {size}:
        return "long-last"
    if all(_is_even(*one) for one in found):
        return "even-sizes"
    if len(sizes) == size or set(sizes[:-1]) == {n // size}:
        return "number-of-batches"
    return "size-off-by-one" if set(sizes[:-1]) in ({size - 1}, {size + 1}) else ""


def _is_even(sizes: Sequence[int], n: int, size: int) -> bool:
    return len(sizes) == ceil(n / size) and max(sizes) - min(sizes) <= 1


def _listed(numbers: Sequence[int] | NDArray) -> str:
    text = ", ".join(str(int(number)) for number in numbers[:12])
    return text + (", …" if len(numbers) > 12 else "")
