"""Answers: what a function returned, as typed data that can leave its process.

`encode` turns a value into JSON-ready data: arrays as dtype, shape and bytes, numbers, text,
lists and dicts of these. Nothing is pickled and everything has a size limit, so that reading an
answer never runs code and never needs more memory than the limits allow. `decode` is its inverse;
it trusts nothing and raises `MalformedAnswer` for anything `encode` would not have written.

`decode` gives a `Failure` for an exception, a time-out, or a value that is too large or of an
unknown type.
"""

import base64
import binascii
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

MIME = "application/vnd.learning-algorithms.answers+json"
"""The type under which a check cell publishes its answers while it is graded."""

Data: TypeAlias = dict[str, Any]
"""Values as JSON-ready data."""

Answer: TypeAlias = Any
"""A value that `decode` returns: None, a number, text, an array, a `Failure`, or a list or dict."""

MAX_BYTES = 1 << 20
MAX_ITEMS = 20_000
MAX_DEPTH = 6
MAX_TEXT = 10_000
MAX_INT_BITS = 4_096

_NUMERIC_KINDS = "biufc"


class MalformedAnswer(ValueError):
    """Data that `encode` would not have written."""


@dataclass(frozen=True)
class Failure:
    """The outcome of a call that gave no value.

    `kind` is "raised", "unsolved", "timeout", "too large", "unreadable", "other" or "not callable";
    `detail` says more in words and `error` names the exception, if there was one.
    """

    kind: str
    detail: str = ""
    error: str = ""


def encode(value: object) -> Data:
    """The answer `value` as JSON-ready data.

    Numbers, arrays, text, None, dicts with text keys and anything that can be iterated over are
    kept by value. A value that is larger than the limits becomes a "too large" failure that says
    how large it was. A value that raises an error while it is read becomes an "unreadable" failure,
    and a value of any other type an "other" failure; both name the type.
    """
    return _encode(value, depth=0, budget=_Budget())


def encode_failure(failure: Failure) -> Data:
    """The `Failure` as JSON-ready data."""
    return {"kind": failure.kind, "detail": failure.detail[:MAX_TEXT], "error": failure.error}


class _Budget:
    """How many bytes and items one answer may still use."""

    def __init__(self) -> None:
        self.bytes = MAX_BYTES
        self.items = MAX_ITEMS

    def take(self, n_bytes: int = 0, n_items: int = 1) -> bool:
        self.bytes -= n_bytes
        self.items -= n_items
        return self.bytes >= 0 and self.items >= 0


def _too_large(description: str) -> Data:
    return {"kind": "too large", "detail": description, "error": ""}


def _encode(value: Any, depth: int, budget: _Budget) -> Data:
    if depth > MAX_DEPTH:
        return _too_large(f"nested more than {MAX_DEPTH} deep")
    if not budget.take():
        return _too_large(f"more than {MAX_ITEMS} items")
    if value is None:
        return {"kind": "none"}
    if isinstance(value, bool):
        return {"kind": "bool", "value": bool(value)}
    if isinstance(value, int):
        if value.bit_length() > MAX_INT_BITS:
            return _too_large(f"an integer of {value.bit_length()} bits")
        return {"kind": "int", "value": str(int(value))}
    # np.float64 is also a float, but is encoded below, as a 0-d array that keeps its dtype.
    if isinstance(value, float) and not isinstance(value, np.generic):
        return {"kind": "float", "value": float.hex(value)}
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            return _too_large(f"a text of {len(value):,} characters")
        return {"kind": "text", "value": str(value)}
    if isinstance(value, Iterator):
        # An iterator runs the student's code, so its errors are errors of the function under test.
        return _encode_items(_first(value, budget), depth, budget)
    # A value is asked what it is by its type, because some values answer to any attribute.
    try:
        if isinstance(value, Mapping):
            keys = [key for key in itertools.islice(value, 200) if isinstance(key, str)]
            content: Any = {str(key)[:200]: value[key] for key in keys}
        elif _holds_arrays(value):  # Such as np.array(folds, dtype=object): folds differ in size.
            content = _first(value, budget)
        elif hasattr(type(value), "__array__"):
            content = _as_array(value)
        elif isinstance(value, Iterable) and not isinstance(value, _BYTES):
            content = _first(value, budget)
        else:
            return {"kind": "other", "detail": type(value).__name__[:200], "error": ""}
    except Exception as error:
        return _unreadable(value, error)
    if isinstance(content, dict):
        items = {key: _encode(item, depth + 1, budget) for key, item in content.items()}
        return {"kind": "dict", "items": items}
    if isinstance(content, list):
        return _encode_items(content, depth, budget)
    return _encode_array(content, budget)


_BYTES = (bytes, bytearray, memoryview)


def _unreadable(value: object, error: Exception) -> Data:
    """The failure that a value came back and that reading it raised an error."""
    kind = type(value)
    package = kind.__module__.partition(".")[0]
    name = f"{package}.{kind.__qualname__}" if package not in ("builtins", "__main__") else ""
    try:
        words = " ".join(str(error).split())[:200]
    except Exception:
        words = ""
    detail = f"{(name or kind.__qualname__)[:200]}: {words or type(error).__name__}"
    return {"kind": "unreadable", "detail": detail, "error": type(error).__name__}


def _holds_arrays(value: object) -> bool:
    if not isinstance(value, np.ndarray) or value.dtype.kind != "O" or not value.ndim:
        return False
    return all(isinstance(item, (list, tuple, np.ndarray)) for item in value.flat)


def _first(value: Iterable[Any], budget: _Budget) -> list[Any]:
    """The items of `value`, and no more of them than show that there are too many."""
    return list(itertools.islice(value, budget.items + 1))


def _as_array(value: Any) -> np.ndarray | str:
    """The value as an array; if it is huge, a description, made before anything is copied."""
    shape, n_bytes = getattr(value, "shape", ()), getattr(value, "nbytes", 0)
    if isinstance(n_bytes, int) and n_bytes > MAX_BYTES:
        return f"an array of shape {tuple(shape)}, {n_bytes / 1e6:,.0f} MB"
    return np.asarray(value)


def _encode_array(array: np.ndarray | str, budget: _Budget) -> Data:
    if isinstance(array, str):
        return _too_large(array)
    if array.dtype.kind not in _NUMERIC_KINDS:
        return {"kind": "other", "detail": f"array of {array.dtype}", "error": ""}
    if not budget.take(array.nbytes, 0):
        return _too_large(f"arrays of more than {MAX_BYTES / 1e6:.0f} MB together")
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return {
        "kind": "array",
        "dtype": array.dtype.str,
        "shape": list(array.shape),
        "data": base64.b64encode(array.tobytes()).decode("ascii"),
    }


def _encode_items(items: list[Any], depth: int, budget: _Budget) -> Data:
    if len(items) > budget.items:
        return _too_large(f"more than {MAX_ITEMS} items")
    # A plain list of numbers (losses, say) travels as one array: a hundred times smaller.
    if items and all(_is_plain_number(item) for item in items):
        array = np.asarray(items)
        if array.dtype.kind in _NUMERIC_KINDS:
            return _encode_array(array, budget)
    return {"kind": "list", "items": [_encode(item, depth + 1, budget) for item in items]}


def _is_plain_number(item: object) -> bool:
    return isinstance(item, (bool, int, float, np.number, np.bool_)) or (
        isinstance(item, np.ndarray) and item.ndim == 0
    )


_FAILURES = ("raised", "unsolved", "timeout", "too large", "unreadable", "other", "not callable")


def decode(data: Data) -> Answer:
    """The value that `data` stands for: the inverse of `encode`.

    Returns None, bool, int, float, str, list, dict, a numeric `numpy.ndarray` or a `Failure`.
    Raises `MalformedAnswer` for anything else.
    """
    try:
        return _decode(data, depth=0)
    except (KeyError, TypeError, AttributeError, ValueError, binascii.Error) as error:
        raise MalformedAnswer(f"an answer is not in the agreed form: {error}") from error


def _decode(data: Data, depth: int) -> Answer:
    if depth > MAX_DEPTH + 1:
        raise MalformedAnswer("nested too deep")
    kind = data["kind"]
    if kind == "none":
        return None
    if kind == "bool":
        return bool(data["value"])
    if kind == "int":
        return int(data["value"])
    if kind == "float":
        return float.fromhex(data["value"])
    if kind == "text":
        return str(data["value"])
    if kind == "array":
        return _decode_array(data)
    if kind == "list":
        return [_decode(item, depth + 1) for item in data["items"]]
    if kind == "dict":
        return {str(key): _decode(item, depth + 1) for key, item in data["items"].items()}
    if kind in _FAILURES:
        return Failure(kind, str(data["detail"])[:MAX_TEXT], str(data["error"])[:200])
    raise MalformedAnswer(f"unknown kind {kind!r}")


def _decode_array(data: Data) -> NDArray:
    dtype = np.dtype(str(data["dtype"]))
    shape = tuple(int(size) for size in data["shape"])
    if dtype.kind not in _NUMERIC_KINDS or any(size < 0 for size in shape) or len(shape) > 8:
        raise MalformedAnswer(f"an array of {dtype} with shape {shape}")
    raw = base64.b64decode(data["data"], validate=True)
    if len(raw) != math.prod(shape) * dtype.itemsize or len(raw) > 2 * MAX_BYTES:
        raise MalformedAnswer("an array whose bytes do not fill its shape")
    # A copy, because the array that frombuffer returns is read-only.
    return np.frombuffer(raw, dtype=dtype).reshape(shape).copy()
