"""Properties of the batches that one epoch is cut into."""

from collections.abc import Sequence
from math import ceil

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, not_a_value
from helpers.checking.questions.common import question


@question
def every_index_once(calls: Sequence[Call], function: str) -> Finding:
    """Put together, the batches of an epoch hold every index from 0 to n − 1 once."""
    for call in calls:
        batches = _batches(call.value, function)
        if isinstance(batches, Finding):
            return batches
        finding = _once(batches, call.arguments["n"], call.arguments["batch_size"])
        if not finding.passed:
            return finding
    return PASS


@question
def batch_sizes(calls: Sequence[Call], function: str) -> Finding:
    """Every batch holds batch_size indices; the last may be short, and none is empty."""
    for call in calls:
        if isinstance(call.value, Failure) and call.value.kind == "empty":
            continue  # Another question asks which indices are missing.
        batches = _batches(call.value, function)
        if isinstance(batches, Finding):
            return batches
        if batches and batches[0].ndim == 0:
            return fail(
                "A sequence of batches was expected; one sequence of single indices came back.",
                cause="not-cut",
            )
        n, size = call.arguments["n"], call.arguments["batch_size"]
        sizes = [len(batch) for batch in batches]
        right = [min(size, sum(sizes) - start) for start in range(0, sum(sizes), size)]
        if sizes != right:
            return fail(
                "The batches do not have the sizes that were asked for.",
                detail=f"with n = {n}, batch_size = {size}: sizes {_listed(right)} were expected, "
                f"yours are {_listed(sizes)}",
                cause=_wrong_sizes(sizes, n, size),
            )
    return PASS


@question
def shuffled(calls: Sequence[Call], function: str) -> Finding:
    """The batches that indices share, and the order of the batches, differ from rng to rng.

    All calls have the same n and the same batch_size, which divides n. Their generators have
    different seeds.
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
    return company([[frozenset(order[cut : cut + size]) for cut in cuts] for order in orders], n)


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


def _once(batches: Sequence[NDArray], n: int, size: int) -> Finding:
    drawn = _joined(batches)
    outside = drawn[(drawn < 0) | (drawn >= n)]
    if outside.size:
        return fail(
            "Some indices do not lie between 0 and n − 1.",
            detail=f"yours hold {int(outside[0])}, with n = {n}",
            cause="one-based" if drawn.min() == 1 and drawn.max() == n else "",
        )
    times = np.bincount(drawn, minlength=n)
    missing, repeated = np.flatnonzero(times == 0), np.flatnonzero(times > 1)
    if not missing.size and not repeated.size:
        return PASS
    parts = [("missing", missing), ("more than once", repeated)]
    found = "; ".join(f"{what}: {_listed(which)}" for what, which in parts if which.size)
    return fail(
        "An epoch should hold every index from 0 to n − 1 once.",
        detail=f"with n = {n}, batch_size = {size}: {found}",
        cause=_why_not_once(batches, missing, repeated, n, size),
    )


def _why_not_once(
    batches: Sequence[NDArray], missing: NDArray, repeated: NDArray, n: int, size: int
) -> str:
    total = sum(batch.size for batch in batches)
    if repeated.size:
        if not missing.size and total == ceil(n / size) * size:
            return "filled-up"
        starts = [batch[0] for batch in batches if batch.ndim and batch.size]
        overlap = not missing.size and len(starts) > ceil(n / size)
        return "overlap" if overlap else "drawn-with-replacement"
    if len(batches) == 1 and n > 2 * size:
        return "returned-too-early" if total == size else "last-batch-only"
    if missing.tolist() == [n - 1]:
        return "last-index"
    return "last-batch-dropped" if total == n // size * size else ""


def _wrong_sizes(sizes: Sequence[int], n: int, size: int) -> str:
    """The misconception behind a wrong list of sizes, or ""."""
    if 0 in sizes:
        return "empty-batch"
    if len(sizes) == 1 and size < n:
        return "one-batch-for-all"
    if sum(sizes) == n and sizes[0] < size and set(sizes[1:]) == {size}:
        return "short-first"
    if sum(sizes) == n and sizes[-1] > size and set(sizes[:-1]) <= {size}:
        return "long-last"
    if len(sizes) == ceil(n / size) and max(sizes) - min(sizes) <= 1:
        return "even-sizes"
    if len(sizes) == size or set(sizes[:-1]) == {n // size}:
        return "number-of-batches"
    return "size-off-by-one" if set(sizes[:-1]) in ({size - 1}, {size + 1}) else ""


def _listed(numbers: Sequence[int] | NDArray) -> str:
    text = ", ".join(str(int(number)) for number in numbers[:12])
    return text + (", …" if len(numbers) > 12 else "")
