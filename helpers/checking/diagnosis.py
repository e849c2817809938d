"""Diagnosis: which known fault gives these answers, or how they relate to the right ones.

A fingerprint is a value's shape and two projections of the value on fixed directions. Fingerprints
tell values apart as well as the values themselves would, survive rounding, and cannot be turned
back into values. So a student's copy of the course can hold the fingerprints of wrong answers
without the code that makes these answers.
"""

import base64
import functools
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.compare import Finding, as_array, as_floats

Fingerprint: TypeAlias = list[Any] | dict[str, Any]
"""What `fingerprint` returns, as JSON-ready data."""

_DIGITS = 12

# NumPy's messages when shapes do not fit: a product's inner sizes, or two shapes side by side.
_PRODUCT = re.compile(r"size (\d+) is different from (\d+)|not aligned: (\d+) \(dim \d+\) != (\d+)")
_SIDE_BY_SIDE = re.compile(r"broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))")


def fingerprint(value: Answer) -> Fingerprint:
    """The fingerprint of a decoded answer, as JSON-ready data."""
    if isinstance(value, Finding):
        return ["missing"]
    if value is None or (isinstance(value, Failure) and value.kind == "nothing"):
        return ["none"]
    if isinstance(value, Failure):
        return [value.kind, value.error, *shape_clash(value.detail)]
    if isinstance(value, dict):
        return {key: fingerprint(item) for key, item in sorted(value.items())}
    array = as_array(value)
    if array is None:
        return [fingerprint(item) for item in value] if isinstance(value, list) else [str(value)]
    if array.dtype.kind == "c":
        return [list(array.shape), "complex"]
    if not np.all(np.isfinite(array)):
        return [list(array.shape), "not finite"]
    return [list(array.shape), *(_rounded(p) for p in _projections(array))]


DIGEST = 8
"""The length of a `digest`, in characters."""


def digest(values: Iterable[Answer]) -> str:
    """A short text that is equal for equal lists of decoded answers, whatever their rounding.

    A digest does for several answers together what a fingerprint does for one. A bank holds digests
    for every two faults of a chain, because there are too many answers to keep their fingerprints.
    """
    return digest_of_parts([digest_part(value) for value in values])


def digest_part(value: Answer) -> Fingerprint:
    """What a digest is made of: a fingerprint with fewer digits."""
    print_ = fingerprint(value)
    if isinstance(print_, list) and len(print_) == 3 and isinstance(print_[1], float):
        size = float(np.abs(as_floats(value)).sum())
        # Sums that cancel leave noise instead of 0.
        shares = [round(part / size, 6) + 0.0 for part in print_[1:]] if size > 1e-12 else [0]
        print_ = [print_[0], *shares, f"{size if size > 1e-12 else 0:.6g}"]
    return print_


def digest_of_parts(parts: list[Fingerprint]) -> str:
    """The digest of the answers with these `digest_part`s."""
    whole = hashlib.sha256(json.dumps(parts).encode()).digest()
    return base64.b64encode(whole)[:DIGEST].decode()


def shape_clash(detail: str) -> list[Any]:
    """The kind of operation and the sizes in an error about shapes; empty for any other error.

    All spellings of a product (`@`, `np.dot`, `np.matmul`) give the same result: the inner size of
    the first factor, then that of the second.
    """
    if found := _PRODUCT.search(detail):
        second, first, *dot = found.groups()
        return ["product", *(int(size) for size in ((first, second) if first else dot))]
    if found := _SIDE_BY_SIDE.search(detail):
        return ["side by side", *sorted(found.groups())]
    return []


def _rounded(number: float) -> float:
    return float(f"{number:.{_DIGITS}g}")


def _projections(array: NDArray) -> tuple[float, float]:
    flat = array.astype(float).ravel()
    first, second = _directions(flat.size)
    return float(flat @ first), float(flat @ second)


@functools.lru_cache(maxsize=256)
def _directions(size: int) -> tuple[NDArray, NDArray]:
    steps = np.arange(size)
    return np.cos(1 + 0.7390851 * steps), np.sin(2 + 1.3247179 * steps)


def matches(print_: Fingerprint, value: Answer, rtol: float = 1e-06) -> bool:
    """Whether the decoded answer `value` has the fingerprint `print_`."""
    own = fingerprint(value)
    if isinstance(print_, dict) or isinstance(own, dict):
        return (
            isinstance(print_, dict)
            and isinstance(value, dict)
            and all(
                key in value and matches(item, value[key], rtol) for key, item in print_.items()
            )
        )
    numbers = len(print_) == 3 and all(isinstance(part, float) for part in print_[1:])
    if not numbers:
        return own == print_
    if len(own) != 3 or own[0] != print_[0] or isinstance(own[1], str):
        return False
    size = float(np.abs(as_floats(value)).sum())
    return all(
        abs(mine - theirs) <= rtol * size for mine, theirs in zip(own[1:], print_[1:], strict=True)
    )


def same_direction(
    start: Sequence[Fingerprint],
    wrong: Sequence[Fingerprint],
    actual: Sequence[Answer],
    rtol: float = 1e-06,
) -> bool:
    """Whether `actual` − `start` is one and the same multiple of `wrong` − `start` in every probe.

    For each probe `actual` holds a value, `start` and `wrong` a fingerprint. A fingerprint is
    linear in its array, so the fingerprints of two values give those of all values on the line
    through them.
    """
    prints: list[tuple[Any, ...]] = [
        (s, w, fingerprint(a)) for s, w, a in zip(start, wrong, actual, strict=True)
    ]
    if any(isinstance(p, dict) for three in prints for p in three):
        return False
    if any(len({str(p[0]) for p in three}) > 1 for three in prints):  # Shapes differ.
        return False
    try:
        numbers: NDArray = np.array([[p[1:] for p in three] for three in prints], dtype=float)
    except (ValueError, TypeError):  # Not arrays, or arrays that are not finite.
        return False
    direction = (numbers[:, 1] - numbers[:, 0]).ravel()
    step = (numbers[:, 2] - numbers[:, 0]).ravel()
    size = float(direction @ direction)
    amount = float(direction @ step) / size if size else 0.0
    scale = sum(float(np.abs(np.asarray(a, float)).sum()) for a in actual)
    return amount != 0 and bool(np.all(np.abs(step - amount * direction) <= rtol * scale))


def relation(pairs: Sequence[tuple[Answer, Answer]], lengths: Sequence[int]) -> str:
    """How wrong values relate to the right ones, as a sentence, or "" if no simple relation holds.

    `pairs` are (expected, actual) arrays, one pair for each probe; `lengths` are the numbers of
    samples of these probes. The relation has to hold in every probe.
    """
    actual = [as_array(a) for _, a in pairs]
    if any(a is None or a.dtype.kind == "c" or not np.all(np.isfinite(a)) for a in actual):
        return ""
    arrays = [(np.asarray(e, float), as_floats(a)) for e, a in pairs]
    turned = all(e.ndim == 2 and a.shape == e.T.shape and _close(a, e.T) for e, a in arrays)
    if turned and any(e.shape != (1, 1) for e, _ in arrays):
        return "It is the right answer transposed."
    if any(e.shape != a.shape for e, a in arrays):
        return _axis_relation(arrays)
    if all(not np.any(a) for _, a in arrays):
        return "Every entry is zero."
    ratios = [ratio for e, a in arrays if (ratio := _ratio(e, a)) is not None]
    if len(ratios) < len(arrays):
        if all(_close(np.abs(a), np.abs(e)) for e, a in arrays):
            return "The sizes are right, but some signs are not."
        return ""
    if all(_same(r, -1) for r in ratios):
        return "Every entry has the opposite sign."
    for power, words in ((1, "times"), (-1, "divided by")):
        if all(_same(r, n**power) for r, n in zip(ratios, lengths, strict=True)):
            return f"Every entry is the right one {words} the number of samples."
    if all(_same(r, ratios[0]) for r in ratios) and f"{ratios[0]:.6g}" != "1":
        return f"Every entry is {ratios[0]:.6g} times the right one."
    return ""


def _axis_relation(arrays: Sequence[tuple[NDArray, NDArray]]) -> str:
    if all(e.size == a.size and _close(a.ravel(), e.ravel()) for e, a in arrays):
        return ""  # Only the shape is wrong, and the comparison has said so.
    for axis in (0, 1):
        if all(e.ndim == 2 and _close(e.sum(axis), a) for e, a in arrays):
            return "It is the right answer, summed over one axis too many."
        if all(a.ndim == 2 and a.sum(axis).shape == e.shape for e, a in arrays) and all(
            _close(a.sum(axis), e) for e, a in arrays
        ):
            return "It is the right answer before a sum over one of its axes."
    return ""


def _close(a: NDArray, b: NDArray) -> bool:
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-9 * np.abs(b).max(initial=0))


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * abs(b)


def _ratio(expected: NDArray, actual: NDArray) -> float | None:
    size = float((expected * expected).sum())
    if size == 0:
        return None
    ratio = float((expected * actual).sum()) / size
    return ratio if ratio and _close(actual, ratio * expected) else None
