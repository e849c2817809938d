"""Properties of the history that a descent in mini-batches writes down.

The gradients are those of `helpers.checking.gradients`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, not_a_value
from helpers.checking.questions.common import question, same
from helpers.checking.questions.sgd import cut, length, n_samples, setting


@question
def history_of_epochs(calls: Sequence[Call], function: str) -> Finding:
    """The answer is (phi, history): the start, then phi after each epoch, every row a copy.

    Calls of the group "full" have equal data and show what each row should be; calls at rate 0 keep
    their start. The group "whole" repeats the longest call of "full" from a start of dtype int, and
    the calls of "epochs" have several batches in each of several epochs.
    """
    floats = [call for call in calls if call.group in ("full", "still")]
    floats.sort(key=length, reverse=True)
    for call in floats:
        finding = _form(call, function)
        if not finding.passed:
            return finding
    full = {length(call): call for call in floats if call.group == "full"}
    phi_after = {n_epochs: _pair(call)[0] for n_epochs, call in full.items()}
    for call in floats:
        finding = _rows_right(call, phi_after if call.group == "full" else {})
        if not finding.passed:
            return finding
    finding = _not_cut_off([call for call in calls if call.group == "whole"], full[max(full)])
    if not finding.passed:
        return finding
    for call in (call for call in calls if call.group == "epochs"):
        finding = _form(call, function)
        finding = _rows_of_batches(call) if finding.passed else finding
        if not finding.passed:
            return finding
    return PASS


def _pair(call: Call) -> tuple[Any, Any]:
    """phi and the history, each as an array or None."""
    phi, history = call.value[:2]
    return as_array(phi), as_array(history)


def _form(call: Call, function: str) -> Finding:
    """Whether the answer is a pair of arrays of the right shapes."""
    value, p, n_epochs = call.value, len(call.arguments["phi"]), length(call)
    if isinstance(value, Failure):
        mini = call.arguments["batch_size"] < n_samples(call)
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
    p, n_epochs, n_batches = len(call.arguments["phi"]), length(call), len(cut(call))
    if history.shape == (p, n_epochs + 1):
        return "transposed"
    if history.ndim != 2 or history.shape[1] != p:
        return "one-number-a-row" if history.ndim == 1 and len(history) > 1 else ""
    if len(history) == n_epochs and _close(history[0], call.arguments["phi"]):
        return "epoch-too-few" if call.arguments["learning_rate"] else "stopped-early"
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
    start, n_epochs = call.arguments["phi"], length(call)
    right = {0: start, **{k: row for k, row in phi_after.items() if k < n_epochs}, n_epochs: phi}
    rate = call.arguments["learning_rate"]
    moved = rate != 0 and not _close(phi, start)
    if not moved and rate:
        return fail("phi is still where it started.", cause="unchanged")
    wrong = [k for k in sorted(right) if not _close(history[k], right[k])]
    if not wrong:
        return PASS
    if history.dtype.kind in "biu" and phi.dtype.kind == "f":
        return fail("The history holds whole numbers only.", cause="whole-numbers")
    if moved and _close(history, phi):
        return fail("Every row of the history is phi after the last epoch.", cause="shared-rows")
    if n_epochs > 1 and not history[-1].any() and _close(history[-2], phi):
        return fail("The last row of the history was never written.", cause="epoch-too-few")
    if wrong[0] == 0:
        later = any(_close(history[0], row) for k, row in right.items() if k)
        empty = "" if history[0].any() else "row-zero-empty"
        return fail(
            "Row 0 of the history is not the start.", cause="start-overwritten" if later else empty
        )
    cause = ""
    if moved and _close(history[1], start):
        cause = "row-too-early"
    elif 1 in phi_after and n_epochs > 1 and _close(history[2], phi_after[1]):
        cause = "epoch-too-many"
    elif wrong[0] > 1 and _close(history[1], phi):
        cause = "returned-too-early"
    return fail(
        f"Row {wrong[0]} of the history is not phi after epoch {wrong[0]}.",
        detail=f"in a run of {n_epochs} epochs",
        cause=cause,
    )


def _rows_of_batches(call: Call) -> Finding:
    """Whether the last row is phi, and phi goes on after the first epoch, in a run of batches."""
    phi, history = _pair(call)
    if _close(history[1:], phi) and not _close(history[0], phi):
        return fail(
            "After the first epoch phi does not move any more.",
            detail=setting(call),
            cause="used-up",
        )
    if not _close(history[-1], phi):
        return fail(
            "The last row of the history is not the phi that comes back.",
            detail=setting(call),
            cause="row-within-epoch",
        )
    return PASS


def _close(a: NDArray, b: NDArray) -> bool:
    """Whether the values agree, each to the precision of its type."""
    types = {np.dtype(np.float32): 1e-4, np.dtype(np.float16): 1e-2}
    return np.allclose(a, b, rtol=max(types.get(array.dtype, 1e-6) for array in (a, b)))


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
