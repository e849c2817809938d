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
from collections.abc import Iterable, Mapping
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

    `kind` is "raised", "unsolved", "timeout", "too large", "other" or "not callable";
    `detail` says more in words and `error` names the exception, if there was one.
    """

    kind: str
    detail: str = ""
    error: str = ""


def encode(value: object) -> Data:
    """The answer `value` as JSON-ready data.

    Numbers, arrays, text, None, dicts with text keys and anything that can be iterated over are
    kept by value. A value that is larger than the limits becomes a "too large" failure that says
    how large it was; a value of any other type becomes an "other" failure that names the type.
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
    if _holds_arrays(value):  # Such as np.array(folds, dtype=object), where folds differ in size.
        return _encode_items(value, depth, budget)
    if isinstance(value, (np.ndarray, np.generic)) or hasattr(value, "__array__"):
        return _encode_array(value, budget)
    if isinstance(value, Mapping):
        items = {}
        for key in itertools.islice(value, 200):
            if isinstance(key, str):
                items[str(key)[:200]] = _encode(value[key], depth + 1, budget)
        return {"kind": "dict", "items": items}
    if isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray, memoryview)):
        return _encode_items(value, depth, budget)
    return {"kind": "other", "detail": type(value).__name__[:200], "error": ""}


def _holds_arrays(value: object) -> bool:
    if not isinstance(value, np.ndarray) or value.dtype.kind != "O" or not value.ndim:
        return False
    return all(isinstance(item, (list, tuple, np.ndarray)) for item in value.flat)


def _encode_array(value: Any, budget: _Budget) -> Data:
    # A huge array is refused by its size alone, before anything is copied.
    shape, n_bytes = getattr(value, "shape", ()), getattr(value, "nbytes", 0)
    if n_bytes > MAX_BYTES:
        return _too_large(f"an array of shape {tuple(shape)}, {n_bytes / 1e6:,.0f} MB")
    array = np.asarray(value)
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


def _encode_items(value: Iterable[Any], depth: int, budget: _Budget) -> Data:
    items = list(itertools.islice(value, budget.items + 1))
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
    if kind in ("raised", "unsolved", "timeout", "too large", "other", "not callable"):
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
