"""Comparison: is an answer the expected value, and if not, where does it first differ?

The checks climb: is it there, is it numbers, the shape, the type, and only then the values, so
that the first thing said is the first thing to mend.
"""

from dataclasses import dataclass

import numpy as np

from helpers.checking.answers import Failure


@dataclass(frozen=True)
class Finding:
    """What one look at an answer found.

    `sentence` says what is wrong (or, of a pass, what could be better) and may be shown anywhere;
    `detail` holds the numbers and is
    shown only for public inputs. `cause` is a word that an exercise may explain with a hint.
    `fraction` is the share of the points that is earned (1 for a pass).
    """

    passed: bool
    sentence: str = ""
    detail: str = ""
    cause: str = ""
    fraction: float = 0.0


PASS = Finding(True, fraction=1.0)


_SHORT = "`{}` is {}: right, as far as its digits go. float64, NumPy's default, has twice as many."


def fail(sentence, detail="", cause="", fraction=0.0):
    """A `Finding` that something is wrong."""
    return Finding(False, sentence, detail, cause, fraction)


def describe_failure(failure, function):
    """What a `Failure` means, as a sentence about the function of that name."""
    if failure.kind == "unsolved":
        if failure.detail and failure.detail != function:
            return f"`{function}` calls `{failure.detail}`, which is not yet solved."
        return f"`{function}` is not yet solved."
    if failure.kind == "raised":
        text = f": {failure.detail}" if failure.detail else ""
        return f"`{function}` raised {failure.error}{text}."
    if failure.kind == "timeout":
        return (
            f"`{function}` did not return within {failure.detail} s. "
            "Is there a loop that never ends, or one that could be a matrix product?"
        )
    if failure.kind == "too large":
        return f"`{function}` returned {failure.detail}: far more than was asked for."
    if failure.kind == "not callable":
        return f"`{function}` should be a function; in this notebook it is a {failure.detail}."
    return f"`{function}` returned a {failure.detail}, where numbers were asked for."


def as_array(value):
    """The decoded answer `value` as a numeric array, or None when it is not numbers."""
    if isinstance(value, (Failure, str, dict)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array if array.dtype.kind in "biufc" else None


def pick(value, key):
    """The part of an answer that a link looks at: the whole (None), an item, or an entry.

    Returns the part, or a `Finding` that says why it cannot be had.
    """
    if key is None or isinstance(value, Failure):
        return value
    if isinstance(key, str):
        if not isinstance(value, dict):
            return fail(f"A dict with the key `{key}` was expected; {_kind(value)} came back.")
        if key not in value:
            there = ", ".join(f"`{name}`" for name in value) or "none"
            return fail(f"The key `{key}` is missing. The keys that came back: {there}.")
        return value[key]
    if not isinstance(value, list) and not (isinstance(value, np.ndarray) and value.ndim):
        return fail(f"Several values were expected; {_kind(value)} came back.")
    if len(value) <= key:
        return fail(f"At least {key + 1} values were expected; {len(value)} came back.")
    return value[key]


def _kind(value):
    if value is None:
        return "nothing (None)"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a single number"
    return {dict: "a dict", list: "a list", str: "a text"}.get(type(value), "a single number")


def compare(expected, actual, label, function, rtol=1e-6, atol=0.0):
    """Compares the answer `actual` with `expected`, an array or a dict of arrays.

    `label` names the value in sentences and `function` the function that returned it. `rtol` is
    relative to each entry; entries near zero are compared with 1e-9 of the largest one, or with
    `atol`. float32 answers are compared to their own precision, and pass with a remark.
    """
    if isinstance(actual, Finding):
        return actual
    if isinstance(actual, Failure):
        return fail(describe_failure(actual, function))
    if isinstance(expected, dict):
        passed = PASS
        for key, value in expected.items():
            finding = compare(value, pick(actual, key), key, function, rtol, atol)
            if not finding.passed:
                return finding
            passed = finding if finding.sentence else passed
        return passed
    if actual is None:
        if label == function:
            return fail(f"`{function}` returned nothing (None). Is a `return` missing?")
        return fail(f"`{label}` is None.")
    array = as_array(actual)
    if array is None:
        return fail(f"`{label}` should be numbers; {_kind(actual)} came back.")
    expected = np.asarray(expected)
    if array.shape != expected.shape:
        return fail(
            f"`{label}` has the shape {array.shape}; {expected.shape} was expected.", cause="shape"
        )
    if array.dtype.kind == "c":
        return fail(f"`{label}` holds complex numbers; real ones were expected.")
    short = array.dtype in (np.float32, np.float16)
    if short:
        largest = float(np.max(np.abs(expected), initial=0.0))
        rtol, atol = max(rtol, 1e-4), max(atol, 1e-5 * max(1.0, largest))
    if not np.all(np.isfinite(array) | ~np.isfinite(expected)):
        where = np.argwhere(~np.isfinite(array))[0]
        return fail(
            f"`{label}` holds {array[tuple(where)]} where a finite number was expected.",
            detail=_entry(where, expected, array),
        )
    scale = float(np.max(np.abs(expected), initial=0.0))
    close = np.isclose(array, expected, rtol=rtol, atol=max(atol, 1e-9 * scale))
    if close.all():
        return Finding(True, _SHORT.format(label, array.dtype), fraction=1.0) if short else PASS
    first = np.argwhere(~close)[0]
    count = int((~close).sum())
    if not expected.ndim:
        return fail(f"`{label}` has a wrong value.", detail=_entry(first, expected, array))
    return fail(
        f"`{label}` has the right shape and wrong values.",
        detail=f"{_entry(first, expected, array)} ({count} of {close.size} entries differ)",
    )


def _entry(index, expected, actual):
    index = tuple(int(i) for i in index)
    where = f"entry [{', '.join(map(str, index))}]" if index else "the value"
    return f"{where}: expected {float(expected[index]):.6g}, yours is {float(actual[index]):.6g}"
