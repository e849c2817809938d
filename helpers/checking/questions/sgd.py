"""Properties of a descent in mini-batches: its history, its updates, and its use of the samples.

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
from helpers.checking.questions.common import question, same
from helpers.checking.questions.epoch_batches import company
from helpers.checking.questions.ledger import Page

# --- the history --------------------------------------------------------------------------------


@question
def history_of_epochs(calls: Sequence[Call], function: str) -> Finding:
    """The answer is (phi, history): the start, then phi after each epoch, every row a copy.

    Calls of the group "full" have equal data and show what each row should be; calls at rate 0 keep
    their start. The group "whole" repeats the longest call of "full" from a start of dtype int.
    """
    floats = sorted((call for call in calls if call.group != "whole"), key=_length, reverse=True)
    for call in floats:
        finding = _form(call, function)
        if not finding.passed:
            return finding
    full = {_length(call): call for call in floats if call.group == "full"}
    phi_after = {n_epochs: _pair(call)[0] for n_epochs, call in full.items()}
    for call in floats:
        finding = _rows_right(call, phi_after if call.group == "full" else {})
        if not finding.passed:
            return finding
    return _not_cut_off([call for call in calls if call.group == "whole"], full[max(full)])


def _length(call: Call) -> int:
    return call.arguments["n_epochs"]


def _pair(call: Call) -> tuple[Any, Any]:
    """phi and the history, each as an array or None."""
    phi, history = call.value[:2]
    return as_array(phi), as_array(history)


def _form(call: Call, function: str) -> Finding:
    """Whether the answer is a pair of arrays of the right shapes."""
    value, p, n_epochs = call.value, len(call.arguments["phi"]), _length(call)
    if isinstance(value, Failure):
        mini = call.arguments["batch_size"] < _n_samples(call)
        unequal = mini and "broadcast together" in value.detail
        return not_a_value(value, function, cause="y-not-cut" if unequal else "")
    if not isinstance(value, list) or len(value) < 2:
        return fail("Two things were expected: phi and the history.", cause="not-a-pair")
    phi, history = _pair(call)
    if phi is None or history is None:
        return fail("phi and the history should be arrays of numbers.")
    if not np.all(np.isfinite(phi)):
        return fail("phi is not finite.", cause="not-finite")
    if phi.shape == (p,) and history.shape == (n_epochs + 1, p):
        return PASS
    if history.shape == (p,) and phi.ndim == 2:
        return fail("First phi was expected, then the history.", cause="swapped")
    return fail(
        "The history does not have the shape (n_epochs + 1, p).",
        detail=f"with n_epochs = {n_epochs}, p = {p}: ({n_epochs + 1}, {p}) was expected, yours is "
        f"{history.shape}",
        cause=_wrong_shape(history, call) if phi.shape == (p,) else "",
    )


def _wrong_shape(history: NDArray, call: Call) -> str:
    """The misconception behind a wrong shape of the history, or ""."""
    p, n_epochs, n_batches = len(call.arguments["phi"]), _length(call), len(_cut(call))
    if history.shape == (p, n_epochs + 1):
        return "transposed"
    if history.ndim != 2 or history.shape[1] != p:
        return "one-number-a-row" if history.ndim == 1 and len(history) > 1 else ""
    if len(history) == n_epochs:
        return "no-start"
    if len(history) == n_epochs + 2:
        return "epoch-too-many"
    if len(history) in (n_epochs * n_batches, n_epochs * n_batches + 1):
        return "row-an-update"
    return "returned-too-early" if len(history) <= 2 < n_epochs else ""


def _rows_right(call: Call, phi_after: dict[int, NDArray]) -> Finding:
    """Whether every row k is phi after k epochs; `phi_after` maps numbers of epochs to phi."""
    phi, history = _pair(call)
    start, n_epochs = call.arguments["phi"], _length(call)
    right = {0: start, **{k: row for k, row in phi_after.items() if k < n_epochs}, n_epochs: phi}
    moved = not np.allclose(phi, start, rtol=1e-6)
    if not moved and call.arguments["learning_rate"]:
        return fail("phi is still where it started.", cause="unchanged")
    wrong = [k for k in sorted(right) if not np.allclose(history[k], right[k], rtol=1e-6)]
    if not wrong:
        return PASS
    if history.dtype.kind in "biu" and phi.dtype.kind == "f":
        return fail("The history holds whole numbers only.", cause="whole-numbers")
    if moved and np.allclose(history, phi, rtol=1e-6):
        return fail("Every row of the history is phi after the last epoch.", cause="shared-rows")
    if wrong[0] == 0:
        return fail("Row 0 of the history is not the start.", cause="start-overwritten")
    return fail(
        f"Row {wrong[0]} of the history is not phi after epoch {wrong[0]}.",
        detail=f"in a run of {n_epochs} epochs",
        cause="row-too-early" if moved and np.allclose(history[1], start, rtol=1e-6) else "",
    )


def _not_cut_off(whole: Sequence[Call], twin: Call) -> Finding:
    """Whether a start of whole numbers leads to the same result as the same start in floats.

    A function may refuse such a start with an error; only a silent wrong result is a fault.
    """
    for call in whole:
        if not isinstance(call.value, Failure) and not same(call.value, twin.value):
            return fail(
                "From a start of whole numbers, np.array([2, -1, 3]) say, phi or the history lose "
                "what stands behind the point.",
                cause="whole-numbers",
            )
    return PASS


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
    if not np.isfinite(size) or size == 0:
        return fail("An epoch with one full batch does not move phi by a finite step.")
    for call, move in zip(calls[1:], moves[1:], strict=True):
        number = move / size
        right = _numbers_of_updates(call, calls[0], size)
        if not any(np.allclose(number, one, rtol=1e-6) for one in right):
            return fail(
                "The updates of an epoch do not add up to one full step for each batch.",
                detail=f"{_setting(call)}: phi should move by {right[0]:g} steps, yours moves by "
                f"{float(number.mean()):.4g}",
                cause=_wrong_number(number, call),
            )
    return PASS


def _setting(call: Call) -> str:
    return f"with {_n_samples(call)} samples in batches of {call.arguments['batch_size']}"


def _cut(call: Call) -> NDArray:
    """The sizes of an epoch's batches."""
    n, size = _n_samples(call), call.arguments["batch_size"]
    return np.array([min(size, n - start) for start in range(0, n, size)])


def _numbers_of_updates(call: Call, full: Call, size: float) -> list[float]:
    """How many full-batch updates the move of an epoch may equal; the right number comes first.

    If a full batch moves phi by n or 1/n times the rate, the comparison of full batches reports
    that fault. In that case a batch may count by its size m, by 1/m, or by 1/n.
    """
    sizes, n, n_full = _cut(call), _n_samples(call), _n_samples(full)
    numbers: list[float] = [len(sizes)]
    steps = abs(size) / full.arguments["learning_rate"]
    if np.isclose(steps, n_full, rtol=1e-6):
        numbers.append(n / n_full)
    if np.isclose(steps, 1 / n_full, rtol=1e-6):
        numbers += [n_full * (1 / sizes).sum(), n_full / n * len(sizes)]
    return numbers


def _wrong_number(number: float, call: Call) -> str:
    """The misconception behind a wrong number of updates, or ""."""
    n, size, k = _n_samples(call), call.arguments["batch_size"], len(_cut(call))
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
        for page in pages:
            finding = _page_right(page, call)
            if not finding.passed:
                return finding
            if page.grows(_cut(call)):
                break  # Gradients that add up hide the later epochs.
    return PASS


@question
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
    n = _n_samples(calls[0])
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
    n = _n_samples(call)
    steps = np.diff(rows, axis=0)
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
    phi, n, sizes = _phi(call, ""), _n_samples(call), _cut(call)
    shares = phi[2 : 2 + n]
    _, counts = np.unique((shares / np.abs(shares).max()).round(6), return_counts=True)
    return sizes[-1] < sizes[0] and sorted(counts) == sorted((n - sizes[-1], sizes[-1]))


def _n_samples(call: Call) -> int:
    return len(call.arguments["x"])


def _page_right(page: Page, call: Call) -> Finding:
    n, sizes, batches = _n_samples(call), _cut(call).tolist(), page.batches
    if page.wrong:
        return fail(
            "Some samples of x came with the label y of another sample.", cause="pairs-broken"
        )
    used = set().union(*batches)
    if page.at_one_time and len(used) == n and len(sizes) > 1:
        if len(batches) == 1:
            whole = "Within an epoch no batch can be told from another: all samples are used alike."
            return fail(whole, detail=_setting(call), cause="whole-data")
        stale = "The gradients of all batches of an epoch are taken at the same phi."
        return fail(stale, detail=_setting(call), cause="stale-phi")
    # Batches are grouped by share too, so a sample that came twice stands apart from its batch.
    found = sorted((len(batch) for batch in batches), reverse=True)
    full = [size for size in sizes if size == sizes[0]]
    if found == sizes or (len(full) > 1 and found == full):
        return PASS  # `one_update_a_batch` reports a missing short batch.
    if len(used) == n and len(batches) <= len(sizes):
        return fail(
            "The batches do not have the sizes that were asked for.",
            detail=f"{_setting(call)}: yours hold {', '.join(map(str, found))}",
            cause="even-sizes",
        )
    missing = ", ".join(str(i) for i in range(n) if i not in used)
    return fail(
        "An epoch does not use every sample once.",
        detail=f"{_setting(call)}; not used: {missing or 'none'}",
        cause="drawn-with-replacement",
    )


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
    start, n_epochs = call.arguments["phi"], _length(call)
    if n_epochs == 1:
        return np.stack([start, phi])
    for rows in _arrays(call.value):
        if rows.ndim != 2 or rows.shape[1] != len(phi) or rows.dtype.kind != "f":
            continue
        if len(rows) == n_epochs:
            rows = np.concatenate([start[None], rows])
        elif len(rows) == n_epochs * len(_cut(call)) + 1:
            rows = rows[:: len(_cut(call))]
        if len(rows) != n_epochs + 1 or np.allclose(rows, phi):
            continue
        if np.allclose(rows[1], start):  # Each row was written down an epoch too early.
            rows = np.concatenate([rows[1:], phi[None]])
        return np.concatenate([start[None], rows[1:]])
    return None


def _arrays(value: Answer) -> list[NDArray]:
    parts = value[:2] if isinstance(value, list) else []
    arrays = [as_array(part) for part in (*parts, value)]
    return [array for array in arrays if array is not None and array.dtype.kind != "c"]
