"""Properties of cross-validation errors, read with the fits of `helpers.checking.fits`.

The errors of `fit_marked_rows` tell, for every λ and fold, which rows were trained on and which
were validated on. An answer may also give an error in a wrong form (a sum instead of a mean, a
root, ...). Calls of the group "equal" show this form, and the questions undo it first, so that one
fault costs its marks once.
"""

import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, not_a_value
from helpers.checking.fits import FLAT, MARK, STRAY, TURNED, known_error
from helpers.checking.questions.common import draws, question
from helpers.checking.questions.k_fold_indices import as_sets, neighbours

KNOWN = "equal"
"""The group of the calls with `fit_known_error`; all other calls have `fit_marked_rows`."""

# The forms in which an answer may give the errors of s of n rows, with k folds. Each form has the
# power of the errors that it averages (squares or absolute errors), and a function that gets their
# mean back.
_FORMS = {
    "mean": (2, lambda v, s, n, k: v),
    "sum": (2, lambda v, s, n, k: v / s),
    "half": (2, lambda v, s, n, k: 2 * v),
    "root": (2, lambda v, s, n, k: v**2),
    "over n": (2, lambda v, s, n, k: v * n / s),
    "over n // k": (2, lambda v, s, n, k: v * (n // k) / s),
    "over n / k": (2, lambda v, s, n, k: v * n / k / s),
    "absolute": (1, lambda v, s, n, k: v),
    "signed": (1, lambda v, s, n, k: -v),
}

_ONE_SIZE = ("over n // k", "over n / k")
"""Forms that are the mean only where all folds have one size, as they have in the known calls."""

_FAULTS = {
    "broadcast": "The errors are those of every prediction against every target of its fold.",
    "flat-targets": "`fit` did not get the targets as an array (n, 1).",
    "cancelling": "The errors are the squares of mean differences, not means of squares.",
    "pairs-broken": "The errors are not those of predictions beside the targets of their own rows.",
}
"""What a `Cell` may show besides its rows, and the sentence about it."""

UNREAD = fail("The errors do not tell which rows were trained on and which were validated on.")


@dataclass(frozen=True)
class Cell:
    """The rows that one error reveals: those trained on and those validated on, as sets.

    `fault` is empty if these rows give this error, a key of `_FAULTS` if they give it together with
    this fault, and "unread" if they do not give it. `form` is the form in which the error was read.
    """

    train: frozenset[int]
    validation: frozenset[int]
    fault: str = ""
    form: str = "mean"

    @property
    def exact(self) -> bool:
        """Whether these rows give this error, each prediction beside its own target."""
        return not self.fault


Table: TypeAlias = list[list[Cell]]
"""The cells of an answer: a row for each λ, a column for each fold."""


@question
def own_targets(calls: Sequence[Call], function: str) -> Finding:
    """Every prediction was compared with the target of its own row, in training and validation."""
    for _, table in _tables(calls, function):
        if isinstance(table, Finding):
            return table
        cells = [cell for row in table for cell in row]
        faults = {cell.fault for cell in cells} - {""}
        if faults:
            cause = next(fault for fault in _FAULTS if fault in faults)
            return fail(_FAULTS[cause], cause=cause)
        if any(cell.form in _ONE_SIZE for cell in cells):
            return fail(
                "The errors of larger folds are not means over their rows.", cause="wrong-count"
            )
    return PASS


@question
def folds_of_rows(calls: Sequence[Call], function: str) -> Finding:
    """For every λ the k validation parts hold each row once and differ in size by at most one."""
    for call, table in _tables(calls, function):
        if isinstance(table, Finding):
            return table
        for row in table:
            finding = _partition(call, row)
            if not finding.passed:
                return finding
    return PASS


@question
def same_folds(calls: Sequence[Call], function: str) -> Finding:
    """Every λ was validated on the same folds."""
    for call, table in _tables(calls, function):
        if isinstance(table, Finding):
            return table
        folds = [_sides(call, row)[0] for row in table]
        if any(as_sets(parts) != as_sets(folds[0]) for parts in folds):
            return fail("Not every λ was validated on the same folds.", cause="new-folds")
        if any(parts != folds[0] for parts in folds):
            return fail("A column does not hold the same fold for every λ.", cause="folds-mixed")
    return PASS


@question
@draws
def random_validation(calls: Sequence[Call], function: str) -> Finding:
    """Folds are drawn from `rng`: they differ between seeds and are the same for equal seeds.

    Calls with equal numbers of rows and folds have different seeds.
    """
    folds: dict[tuple[int, int], list[Any]] = {}
    for call, table in _tables(calls, function):
        if isinstance(table, Finding):
            return table
        first = _sides(call, table[0])[0]
        folds.setdefault((len(call.arguments["X"]), int(call.arguments["k"])), []).append(first)
        if call.again is None:
            continue
        again = _read(call, call.again, function, _forms(calls, function))
        if isinstance(again, Finding) or as_sets(_sides(call, again[0])[0]) != as_sets(first):
            return fail("Generators with equal seeds gave different folds.", cause="not-from-rng")
    several = {key: parts for key, parts in folds.items() if len(parts) > 1}
    for (n, k), parts in several.items():
        if len({as_sets(part) for part in parts}) > 1:
            continue
        if any(neighbours(parts, n, k)):
            return fail("Which rows share a fold is not random.", cause="not-shuffled")
        return fail("Generators with different seeds gave the same folds.", cause="own-seed")
    return PASS


def _tables(calls: Sequence[Call], function: str) -> Iterator[tuple[Call, Table | Finding]]:
    """Each call with `fit_marked_rows`, and its answer as a table of cells or a `Finding`."""
    forms = _forms(calls, function)
    for call in calls:
        if call.group != KNOWN:
            yield call, _read(call, call.value, function, forms)


def _forms(calls: Sequence[Call], function: str) -> list[str]:
    """The forms that fit all calls whose errors are known, or "mean" if no form fits."""
    known = [call for call in calls if call.group == KNOWN]
    forms = [
        form
        for form, (power, undo) in _FORMS.items()
        if known and all(_known(call, function, power, undo) for call in known)
    ]
    return forms or ["mean"]


def _known(call: Call, function: str, power: int, undo: Callable[..., Any]) -> bool:
    errors = _errors(call, call.value, function)
    if isinstance(errors, Finding):
        return False
    n, k = len(call.arguments["X"]), int(call.arguments["k"])
    size = n // k
    right = known_error(np.asarray(call.arguments["lams"])[:, None], n - size) ** power
    return np.allclose(undo(errors, size, n, k), right, rtol=1e-4)


def _errors(call: Call, value: Answer, function: str) -> NDArray | Finding:
    """The answer as an array of numbers (λ, folds), or a `Finding`."""
    if isinstance(value, Failure):
        return not_a_value(value, function)
    shape = len(call.arguments["lams"]), int(call.arguments["k"])
    errors = as_array(value)
    if errors is None or errors.dtype.kind == "c":
        return fail(f"`{function}` should return numbers, one for every λ and fold.")
    # A wrong shape is one fault, and the comparison of known errors has found it.
    if errors.shape == shape[::-1]:
        errors = errors.T
    if errors.ndim == 1 and errors.size == np.prod(shape):
        errors = errors.reshape(shape)
    if errors.shape != shape:
        return fail(f"`{function}` has the shape {errors.shape}; {shape} was expected.")
    if not np.all(np.isfinite(errors)):
        return fail(f"`{function}` holds numbers that are not finite.")
    return errors


def _read(call: Call, value: Answer, function: str, forms: Sequence[str]) -> Table | Finding:
    errors = _errors(call, value, function)
    if isinstance(errors, Finding):
        return errors
    marks, y = (tuple(call.arguments["X"][:, 0]), tuple(call.arguments["y"][:, 0]))
    k = int(call.arguments["k"])
    read = functools.partial(read_error, marks=marks, y=y, k=k, forms=tuple(forms))
    rtol = 1e-11 if errors.dtype == float else 1e-6
    if errors.dtype.kind in "iu":  # What stood behind the point is cut off, which is another fault.
        table = [[read(float(v), rtol=1 / max(abs(v), 1)) for v in row] for row in errors]
    else:
        table = [[read(float(v), rtol=rtol) for v in row] for row in errors]
    if all(cell.fault != "unread" for row in table for cell in row):
        return table
    # Rows that stand beside targets of others change an error a little. So the rows trained on can
    # still be told, and only where they are right the targets are to blame.
    everything = frozenset(range(len(marks)))
    if not all(_holds_once([everything - cell.train for cell in row], everything) for row in table):
        return UNREAD
    unread = {"unread": "pairs-broken"}
    return [
        [replace(cell, fault=unread.get(cell.fault, cell.fault)) for cell in row] for row in table
    ]


@functools.lru_cache(maxsize=1024)  # Several properties read the same answers.
def read_error(
    value: float,
    marks: tuple[float, ...],
    y: tuple[float, ...],
    k: int,
    forms: tuple[str, ...],
    rtol: float,
) -> Cell:
    """The `Cell` that one error reveals; `fit_marked_rows` says how the error was made.

    `marks` and `y` are the marks and targets of all rows, as tuples. `forms` names the forms in
    which the answer may give its errors, and `rtol` is the share by which an error may be off.
    """
    n = len(marks)
    cells = []
    for form, size in itertools.product(forms, sorted({n // k, -(-n // k)})):
        power, undo = _FORMS[form]
        mean = abs(undo(value, size, n, k))
        cell = replace(_rows(mean, np.array(marks), np.array(y), power, rtol), form=form)
        if cell.exact:
            return cell
        cells.append(cell)
    return next((cell for cell in cells if cell.fault != "unread"), cells[0])


def _rows(mean: float, marks: NDArray, y: NDArray, power: int, rtol: float) -> Cell:
    n = len(marks)
    # The predicted row's mark, `STRAY` and `FLAT` add less than 0.7 to a whole number.
    base = round(mean ** (1 / power) - 0.2)
    total = round(TURNED) - base if base > TURNED / 2 else base
    everything = frozenset(range(n))
    train = frozenset(i for i in range(n) if total >> i & 1)
    rest = everything - train
    for validation in (rest, train, everything):
        if validation and _close(np.mean(_error(base, marks, validation) ** power), mean, rtol):
            return Cell(train, validation)
    fault = _fault(mean, _error(base, marks, rest), y[sorted(rest)], power, rtol) if rest else ""
    if fault:
        return Cell(train, rest, fault)
    subsets = _subsets(n)
    means = subsets @ (base + MARK * marks) ** power / subsets.sum(axis=1)
    nearest = int(np.argmin(np.abs(means - mean)))
    if _close(means[nearest], mean, rtol):
        return Cell(train, frozenset(np.flatnonzero(subsets[nearest]).tolist()))
    return Cell(train, rest, "unread")


def _fault(mean: float, errors: NDArray, y: NDArray, power: int, rtol: float) -> str:
    """The fault with which these errors and targets of a fold give this mean, or an empty text."""
    if _close(float(np.mean(errors) ** power), mean, rtol):
        return "cancelling"
    for added, fault in ((0.0, "broadcast"), (FLAT, "flat-targets"), (STRAY, "pairs-broken")):
        if _close(float(np.mean((errors + added) ** power)), mean, rtol):
            return fault
        spread = y + errors + added - y[:, None]
        if _close(float(np.mean(np.abs(spread) ** power)), mean, rtol):
            return "broadcast"
    return ""


@functools.cache
def _subsets(n: int) -> NDArray:
    """All non-empty subsets of n rows, as rows of 0 and 1, (2ⁿ − 1, n)."""
    return ((np.arange(1, 2**n)[:, None] >> np.arange(n)) & 1).astype(float)


def _error(base: float, marks: NDArray, rows: Iterable[int]) -> NDArray:
    return base + MARK * marks[sorted(rows)]


def _close(a: float, b: float, rtol: float) -> bool:
    return abs(a - b) <= rtol * max(abs(a), abs(b), 1.0)


def _sides(call: Call, row: list[Cell]) -> tuple[list[frozenset[int]], bool]:
    """The folds of one λ, and whether they hold every row once.

    There are three readings of a fold: the rows validated on, the rows not trained on, the rows
    trained on. The first reading that holds every row once is returned; if there is no such
    reading, the first of the three. Training errors and swapped parts are other faults, with which
    the folds may still be right.
    """
    everything = frozenset(range(len(call.arguments["X"])))
    readings = [
        [cell.validation for cell in row],
        [everything - cell.train for cell in row],
        [cell.train for cell in row],
    ]
    for reading in readings:
        if _holds_once(reading, everything):
            return reading, True
    return readings[0], False


def _holds_once(parts: Iterable[frozenset[int]], everything: frozenset[int]) -> bool:
    return sorted(i for part in parts for i in part) == sorted(everything)


def _partition(call: Call, row: list[Cell]) -> Finding:
    parts, whole = _sides(call, row)
    n = len(call.arguments["X"])
    if whole:
        lengths = [len(part) for part in parts]
        if max(lengths) - min(lengths) > 1:
            return fail(
                "The sizes of the validation parts differ by more than one.",
                detail=f"with {n} rows: they are {', '.join(map(str, lengths))}",
                cause="uneven-folds",
            )
        for part, cell in zip(parts, row, strict=True):
            if cell.validation < part:
                return fail(
                    "An error does not count all rows of its fold.",
                    detail=f"{len(cell.validation)} of {len(part)}",
                    cause="part-of-a-fold",
                )
        return PASS
    if len(set(parts)) == 1:
        return fail("Every fold of a λ shows the error of the same rows.", cause="last-fold-only")
    counts = np.bincount([i for part in parts for i in part], minlength=n)
    if np.any(counts > 1):
        return fail(
            "A row is in more than one validation part.",
            detail=f"row {int(np.argmax(counts > 1))} is in {int(counts.max())} of {len(parts)}",
            cause="overlap",
        )
    return fail(
        "A row is in no validation part.",
        detail=f"row {int(np.argmin(counts))} is missing",
        cause="left-out",
    )
