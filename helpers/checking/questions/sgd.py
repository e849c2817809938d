"""Properties of a descent in mini-batches: its updates, and its use of the samples.

The gradients are those of `helpers.checking.gradients`. Each question reads as little of an answer
as it can, so that a fault in one part, such as the history, does not count against another part.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, not_a_value
from helpers.checking.gradients import STEADY
from helpers.checking.questions.common import draws, question, same
from helpers.checking.questions.epoch_batches import company
from helpers.checking.questions.ledger import Page

# --- the updates --------------------------------------------------------------------------------


@question
def one_update_a_batch(calls: Sequence[Call], function: str) -> Finding:
    """An epoch makes one update a batch, each by the mean gradient, short batches included.

    The gradient is `steady`, and every call is one epoch. The first call has one full batch, which
    shows the length of this function's update, right or wrong.
    """
    moves = []
    for call in calls:
        phi = _phi(call, function)
        if isinstance(phi, Finding):
            return phi
        moves.append((call.arguments["phi"] - phi) / STEADY)
    size = float(moves[0].mean())
    if size < 0:
        return fail("The updates go up the gradient.", cause="ascent")
    if not np.isfinite(size) or size == 0:
        return fail("An epoch with one full batch does not move phi by a finite step.")
    for call, move in zip(calls[1:], moves[1:], strict=True):
        number = move / size
        right = _numbers_of_updates(call, calls[0], size)
        if not any(np.allclose(number, one, rtol=1e-6) for one in right):
            return fail(
                "The updates of an epoch do not add up to one full step for each batch.",
                detail=f"{setting(call)}: phi should move by {right[0]:g} steps, yours moves by "
                f"{float(number.mean()):.4g}",
                cause=_wrong_number(number, call),
            )
    return PASS


def length(call: Call) -> int:
    """The number of epochs that were asked for."""
    return call.arguments["n_epochs"]


def setting(call: Call) -> str:
    """The sizes of a call, in words."""
    return f"with {n_samples(call)} samples in batches of {call.arguments['batch_size']}"


def cut(call: Call) -> NDArray:
    """The sizes of an epoch's batches."""
    n, size = n_samples(call), call.arguments["batch_size"]
    return np.array([min(size, n - start) for start in range(0, n, size)])


def _numbers_of_updates(call: Call, full: Call, size: float) -> list[float]:
    """How many full-batch updates the move of an epoch may equal; the right number comes first.

    If a full batch moves phi by n or 1/n times the rate, the comparison of full batches reports
    that fault. In that case a batch may count by its size m, by 1/m, or by 1/n.
    """
    sizes, n, n_full = cut(call), n_samples(call), n_samples(full)
    numbers: list[float] = [len(sizes)]
    steps = abs(size) / full.arguments["learning_rate"]
    if np.isclose(steps, n_full, rtol=1e-6):
        numbers.append(n / n_full)
    if np.isclose(steps, 1 / n_full, rtol=1e-6):
        numbers += [n_full * (1 / sizes).sum(), n_full / n * len(sizes)]
    return numbers


def _wrong_number(number: float, call: Call) -> str:
    """The misconception behind a wrong number of updates, or ""."""
    n, size, k = n_samples(call), call.arguments["batch_size"], len(cut(call))
    if size > n and not np.any(number):
        return "batch-larger-than-n"
    known = {
        "gradient-not-reset": k * (k + 1) / 2,
        "last-batch-dropped": n // size,
        "last-batch-full-size": n / size,
        "one-update": 1,
        "empty-batch": n // size + 1,
        "update-a-sample": n,
    }
    return next((id for id, one in known.items() if np.allclose(number, one, rtol=1e-6)), "")


# --- the samples --------------------------------------------------------------------------------


@question
def samples_once_an_epoch(calls: Sequence[Call], function: str) -> Finding:
    """Every epoch uses each sample once, with its own label, in batches of the sizes asked for."""
    for call in calls:
        pages = _pages(call, function)
        if isinstance(pages, Finding):
            return pages
        if any(page.shares.sum() < 0 for page in pages):
            return fail("The updates add what they should take off.", cause="ascent")
        for page in pages:
            finding = _page_right(page, call)
            if not finding.passed:
                return finding
            if page.grows(cut(call)):
                break  # Gradients that add up hide the later epochs.
    return PASS


@question
@draws
def shuffled_every_epoch(calls: Sequence[Call], function: str) -> Finding:
    """Batches are random, differ from epoch to epoch, and come from rng alone.

    Calls of one epoch show the effect of the generator; calls of several epochs show whether each
    epoch is shuffled.
    """
    books, apart = [], []
    for call in calls:
        pages = _pages(call, function)
        if isinstance(pages, Finding):
            return pages
        books.append([page.batches for page in pages])
        apart += [page.batches for page in pages if not page.at_one_time]
    n = n_samples(calls[0])
    epochs = [epoch for book in books for epoch in book]
    if all(len(epoch) == 1 for epoch in epochs):
        return fail("An epoch shows no batches: every update sees the same samples.")
    if all([i for batch in epoch for i in sorted(batch)] == list(range(n)) for epoch in epochs):
        return fail("The samples are used in the order in which they come.", cause="not-shuffled")
    if any(not same(call.value, call.again) for call in calls if call.again is not None):
        return fail("Generators with equal seeds gave different runs.", cause="own-generator")
    if all(book[0] == books[0][0] for book in books if book):
        return fail("Generators with different seeds gave the same batches.", cause="fixed-seed")
    once = any(len(book) > 1 and all(epoch == book[0] for epoch in book) for book in books)
    short = any(not book and _same_short_batch(call) for call, book in zip(calls, books))
    if once or short:
        return fail("Every epoch of a run has the same batches.", cause="shuffled-once")
    return company(apart, n)


def _pages(call: Call, function: str) -> list[Page] | Finding:
    """The pages of the ledger, one for each epoch, or a `Finding`.

    There are no pages if the history does not show phi after every epoch; `history_of_epochs`
    reports that fault.
    """
    phi = _phi(call, function)
    if isinstance(phi, Finding):
        return phi
    rows = _rows(call, phi)
    if rows is None:
        return []
    n = n_samples(call)
    steps = np.diff(rows, axis=0)
    if steps[0, 0] and not steps[1:, 0].any():  # Every epoch began at the start again.
        steps = rows[1:] - rows[0]
    if not np.all(np.isfinite(steps)):
        return fail("phi is not finite.")
    steps[np.abs(steps) <= 1e-9 * np.abs(steps).max()] = 0.0
    shares = steps[:, 2 : 2 + n]
    times = np.divide(steps[:, 2 + n :], shares, out=np.zeros_like(shares), where=shares != 0)
    pages = [Page(*page) for page in zip(shares, abs(times), steps[:, 1], strict=True)]
    return pages if all(page.shares.any() for page in pages) else fail("Some epoch uses no sample.")


def _same_short_batch(call: Call) -> bool:
    """Whether the short batch held the same samples in every epoch, read from the last phi alone.

    A mean gives each sample in a short batch a larger share. If the batches change from epoch to
    epoch, the sums of the shares differ from sample to sample.
    """
    phi, n, sizes = _phi(call, ""), n_samples(call), cut(call)
    shares = phi[2 : 2 + n]
    _, counts = np.unique((shares / np.abs(shares).max()).round(6), return_counts=True)
    return sizes[-1] < sizes[0] and sorted(counts) == sorted((n - sizes[-1], sizes[-1]))


def n_samples(call: Call) -> int:
    """The number of samples that a call passes."""
    return len(call.arguments["x"])


def _page_right(page: Page, call: Call) -> Finding:
    n, sizes, batches = n_samples(call), cut(call).tolist(), page.batches
    if page.wrong:
        return fail(
            "Some samples of x came with the label y of another sample.", cause="pairs-broken"
        )
    used = set().union(*batches)
    if page.at_one_time and len(used) == n and len(sizes) > 1:
        if len(batches) == 1:
            whole = "Within an epoch no batch can be told from another: all samples are used alike."
            return fail(whole, detail=setting(call), cause="whole-data")
        stale = "The gradients of all batches of an epoch are taken at the same phi."
        return fail(stale, detail=setting(call), cause="stale-phi")
    # Batches are grouped by share too, so a sample that came twice stands apart from its batch.
    found = sorted((len(batch) for batch in batches), reverse=True)
    full = [size for size in sizes if size == sizes[0]]
    if found == sizes or (len(full) > 1 and found == full):
        return PASS  # `one_update_a_batch` reports a missing short batch.
    if len(used) == n and len(batches) <= len(sizes):
        return fail(
            "The batches do not have the sizes that were asked for.",
            detail=f"{setting(call)}: yours hold {', '.join(map(str, found))}",
            cause="even-sizes",
        )
    missing = ", ".join(str(i) for i in range(n) if i not in used)
    return fail(
        "An epoch does not use every sample once.",
        detail=f"{setting(call)}; not used: {missing or 'none'}",
        cause="filled-up" if _filled_up(page, sizes) else "drawn-with-replacement",
    )


def _filled_up(page: Page, sizes: Sequence[int]) -> bool:
    """Whether all samples were used, and those twice that fill the short batch up."""
    if not page.shares.all():
        return False
    uses, short = np.sort(page.shares / page.shares.min()), sizes[0] - sizes[-1]
    return np.allclose(uses, np.repeat((1, 2), (len(uses) - short, short)))


# --- reading what came back, generously -----------------------------------------------------------


def _phi(call: Call, function: str) -> Any:
    """The final phi (p,), wherever in the answer it stands, or a `Finding`."""
    if isinstance(call.value, Failure):
        return not_a_value(call.value, function)
    p = len(call.arguments["phi"])
    for array in _arrays(call.value):
        if array.shape == (p,):
            return array.astype(float)
    for array in _arrays(call.value):
        if array.ndim == 2 and array.shape[1] == p and len(array):
            return array[-1].astype(float)
    return fail(f"There is no phi of shape ({p},) in what came back.")


def _rows(call: Call, phi: NDArray) -> NDArray | None:
    """phi at the start and after every epoch, (n_epochs + 1, p), or None if unknown."""
    start, n_epochs = call.arguments["phi"], length(call)
    if n_epochs == 1:
        return np.stack([start, phi])
    for rows in _arrays(call.value):
        if rows.ndim != 2 or rows.shape[1] != len(phi) or rows.dtype.kind != "f":
            continue
        if len(rows) == n_epochs:
            rows = np.concatenate([start[None], rows])
        elif len(rows) == n_epochs * len(cut(call)) + 1:
            rows = rows[:: len(cut(call))]
        if len(rows) != n_epochs + 1 or np.allclose(rows, phi):
            continue
        if np.allclose(rows[1], start):  # Each row was written down an epoch too early.
            rows = np.concatenate([rows[1:], phi[None]])
        if not np.allclose(rows[-1], phi):
            continue
        return np.concatenate([start[None], rows[1:]])
    return None


def _arrays(value: Answer) -> list[NDArray]:
    parts = value[:2] if isinstance(value, list) else []
    arrays = [as_array(part) for part in (*parts, value)]
    return [array for array in arrays if array is not None and array.dtype.kind != "c"]
