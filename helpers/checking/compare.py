"""Comparison: is an answer the expected value, and if not, where does it first differ?

The comparison goes in steps: is there an answer, is it numeric, are its shape and type right, and
only then, are its values right? So the first fault that it reports is the first one to mend.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.failures import describe_failure, question_about


@dataclass(frozen=True)
class Finding:
    """What a comparison or a question found about an answer.

    `sentence` says what is wrong (or, for a pass, what could be better) and may be shown anywhere;
    `detail` holds the numbers and is shown only for public inputs. `cause` is a word that an
    exercise may explain with a hint. `question`, if given, is closer to the cause than the link's
    hint and is asked instead of it. `failed` says that there was no value to look at, so that the
    link's hint would mislead. `fraction` is the share of the marks that is earned (1 for a pass).
    """

    passed: bool
    sentence: str = ""
    detail: str = ""
    cause: str = ""
    fraction: float = 0.0
    question: str = ""
    failed: bool = False


PASS = Finding(True, fraction=1.0)


_SINGLE = 1e-5, 1e-6
_HALF = 1e-2, 1e-3
"""Tolerances, relative to an entry and to the largest entry, for shorter floats.

float64 is asked for. What was worked out in float32 earns its marks too if it is right to its
precision, whether it comes back as float32, mixed with float64, or as a Python float; so does what
comes back as float16. The student reads a remark. An answer that is wrong is not as close as this
in all probes, because there are probes whose entries are all small.
"""

_SHORT = "`{}` is {}: right, as far as its digits go. float64, NumPy's default, has sixteen digits."


def fail(
    sentence: str, detail: str = "", cause: str = "", fraction: float = 0.0, question: str = ""
) -> Finding:
    """A `Finding` that something is wrong."""
    return Finding(False, sentence, detail, cause, fraction, question)


def not_a_value(failure: Failure, function: str, cause: str = "") -> Finding:
    """The `Finding` that the function gave a `Failure` instead of a value."""
    question = question_about(failure, function)
    return Finding(
        False, describe_failure(failure, function), cause=cause, question=question, failed=True
    )


def as_array(value: Answer) -> NDArray | None:
    """The decoded answer `value` as a numeric array, or None when it is not numbers."""
    if isinstance(value, (Failure, str, dict)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:
        return None
    return array if array.dtype.kind in "biufc" else None


def as_floats(value: Answer) -> NDArray:
    """The decoded answer `value`, which is numbers, as an array of floats."""
    return np.asarray(value).astype(float)


def pick(value: Answer, key: str | int | None) -> Answer:
    """The part of an answer that a link looks at: all of it (key None), an item, or an entry.

    Returns the part, or a `Finding` that says why the answer has no such part.
    """
    if key is None or isinstance(value, Failure):
        return value
    if isinstance(key, str):
        if not isinstance(value, dict):
            return fail(
                f"A dict with the key `{key}` was expected; {_kind(value)} came back.",
                question="Print what comes back, and its type: which part of it is what was asked "
                "for, and in which form was it asked for?",
            )
        if key not in value:
            there = ", ".join(f"`{name}`" for name in value) or "none"
            return fail(
                f"The key `{key}` is missing. The keys that came back: {there}.",
                question="Which names does the text give to the keys? Compare them with yours, "
                "letter by letter.",
            )
        return value[key]
    if not isinstance(value, list) and not (isinstance(value, np.ndarray) and value.ndim):
        return fail(f"Several values were expected; {_kind(value)} came back.")
    if len(value) <= key:
        return fail(f"At least {key + 1} values were expected; {len(value)} came back.")
    return value[key]


def _kind(value: Answer) -> str:
    if value is None:
        return "nothing (None)"
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}" if value.ndim else "a single number"
    kinds = {dict: "a dict", list: "a list", str: "a text"}
    return next((words for kind, words in kinds.items() if type(value) is kind), "a single number")


def compare(
    expected: ArrayLike | dict[str, Any],
    actual: Answer,
    label: str,
    function: str,
    rtol: float = 1e-06,
    atol: float = 0.0,
) -> Finding:
    """Compares the answer `actual` with `expected`, an array or a dict of arrays.

    `label` names the value in sentences and `function` the function that returned it. `rtol` is
    relative to each entry; entries near zero may be off by `atol` or by 1e-9 of the largest entry,
    whichever is more. Answers that are right to the precision of shorter floats pass with a remark.
    The cause of a `Finding` is "shape", "sign" if all wrong values have the wrong sign, or "".
    """
    if isinstance(actual, Finding):
        return actual
    if isinstance(actual, Failure):
        return not_a_value(actual, function)
    if isinstance(expected, dict):
        passed = PASS
        for key, value in expected.items():
            finding = compare(value, pick(actual, key), key, function, rtol, atol)
            if not finding.passed:
                return finding
            passed = finding if finding.sentence else passed
        return passed
    if actual is None:
        return fail(f"`{label}` is None.", question=f"Which line should give `{label}` its value?")
    array = as_array(actual)
    expected = np.asarray(expected)
    if array is None:
        return _no_numbers(actual, expected, label, function)
    if array.shape != expected.shape:
        return _other_shape(array, expected, label)
    if array.dtype.kind == "c":
        return fail(f"`{label}` holds complex numbers; real ones were expected.")
    if not np.all(np.isfinite(array) | ~np.isfinite(expected)):
        where = np.argwhere(~np.isfinite(array))[0]
        return fail(
            f"`{label}` holds {array[tuple(where)]} where a finite number was expected.",
            detail=_entry(where, expected, array),
        )
    scale = float(np.max(np.abs(expected), initial=0.0))
    short = array.dtype.kind == "f" and array.dtype.itemsize < 8
    close = np.isclose(array, expected, rtol=rtol, atol=max(atol, 1e-9 * scale))
    if close.all() and not short:
        return PASS
    rough = _HALF if array.dtype == np.float16 else _SINGLE
    rough_close = np.isclose(array, expected, rtol=rough[0], atol=max(atol, rough[1] * scale))
    if rough_close.all():
        kind = str(array.dtype) if short else "right to about six digits only"
        return Finding(True, _SHORT.format(label, kind), fraction=1.0)
    close = rough_close
    first = np.argwhere(~close)[0]
    count = int((~close).sum())
    numbers = _entry(first, expected, array)
    question = _NEAR if _is_near(array, expected) else ""
    cause = "sign" if np.all((array * expected)[~close] < 0) else ""
    if expected.size == 1:
        return fail(f"`{label}` has a wrong value.", numbers, cause, question=question)
    return fail(
        f"`{label}` has the right shape and wrong values.",
        detail=f"{numbers} ({count} of {close.size} entries differ)",
        cause=cause,
        question=question,
    )


_NEAR = (
    "Yours is very close, and not equal. Is there a small number that you added to keep a "
    "logarithm or a division safe, a rounding, or a difference over a small step? What does it do "
    "to all the other values?"
)


def _is_near(array: NDArray, expected: NDArray) -> bool:
    """Whether a small number added in the formula could explain every difference."""
    scale = np.maximum(np.abs(expected), 1e-3 * np.max(np.abs(expected)))
    return bool(np.all(np.abs(array - expected) <= 1e-3 * scale))


def _no_numbers(actual: Answer, expected: NDArray, label: str, function: str) -> Finding:
    if isinstance(actual, list) and label == function:
        due = "one number" if not expected.ndim else f"one array of shape {expected.shape}"
        return fail(
            f"`{function}` returned {len(actual)} things (a list or tuple); {due} was expected.",
            question="Print them one by one. Which of them is what was asked for?",
        )
    return fail(f"`{label}` should be numbers; {_kind(actual)} came back.")


def _other_shape(array: NDArray, expected: NDArray, label: str) -> Finding:
    """The finding that the shape is wrong; it says so if the numbers are right."""
    if array.ndim and expected.ndim:
        sentence = f"`{label}` has the shape {array.shape}; {expected.shape} was expected."
    else:
        sentence = f"`{label}` is {in_words(array.shape)}; {in_words(expected.shape)} was expected."
    if array.size == expected.size and np.allclose(array.ravel(), expected.ravel()):
        sentence += " The numbers in it are right."
    question = "Print the shape after each line of yours: which step changes it?"
    return fail(sentence, cause="shape", question=question)


def in_words(shape: tuple[int, ...]) -> str:
    """A value of this shape in words: a single number, or an array."""
    if shape == ():
        return "a single number"
    if shape == (1,):
        return "an array with one entry, of shape (1,)"
    return f"an array of shape {shape}"


def in_digits(value: ArrayLike) -> str:
    """A number, or an array as nested lists, with digits enough to follow it by hand."""
    if np.ndim(value) == 0:
        return f"{float(np.asarray(value)):.6g}"
    return f"[{', '.join(in_digits(item) for item in np.asarray(value))}]"


def _entry(index: NDArray, expected: NDArray, actual: NDArray) -> str:
    place = tuple(int(i) for i in index)
    where = f"entry [{', '.join(map(str, place))}]: " if place else ""
    right, given = float(expected[place]), float(actual[place])
    # Use as many digits as the two numbers need to look different.
    texts = [(f"{right:.{digits}g}", f"{given:.{digits}g}") for digits in (6, 10, 14, 17)]
    due, own = next((pair for pair in texts if pair[0] != pair[1]), texts[-1])
    return f"{where}expected {due}, yours is {own}"
