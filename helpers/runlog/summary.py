"""What is kept of a run: its settings, a summary of its losses, and a thinned curve of them."""

import math
import reprlib
from collections.abc import Iterable
from typing import Any

import numpy as np

CURVE_POINTS = 50
"""At most this many points of a loss curve are kept, the first and the last among them."""

ROUNDING = 1e-12
"""A loss that grows by less than this, relative to its size or to 1, has not risen."""

MAX_TEXT = 60
"""The largest number of characters of a setting that is a text."""

SUMMARY = ("first_loss", "last_loss", "lowest_loss", "rises", "not_finite", "accuracy")
"""The results that every run has."""

CURVE = ("curve_iterations", "curve_losses")
"""The names under which `rows` gives the two lists of the curve."""

RESERVED = {"run", "losses", "results", *SUMMARY, *CURVE}
"""Names that neither a setting nor an entry of `results` may have."""


def checked_setting(name: str, value: Any) -> bool | int | float | str:
    """The setting as it is kept: a number or a short text. Raises TypeError for anything else."""
    if isinstance(value, np.ndarray | np.generic) and value.size == 1:
        value = value.item()
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return value
    if callable(value):
        raise TypeError(f'The setting {name} is a function: log its name, as in {name}="sine".')
    raise TypeError(
        f"The setting {name} should be a number or a text of at most {MAX_TEXT} characters; "
        f"{reprlib.repr(value)} is neither."
    )


def checked_number(name: str, value: Any) -> int | float | None:
    """The value as a number, None for None. Raises TypeError for anything else."""
    if value is None:
        return None
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        array = np.empty(0)
    if array.size != 1:
        raise TypeError(f"{name} should be one number; {reprlib.repr(value)} is not.")
    return int(array.item()) if isinstance(value, int) else array.item()


def checked_share(accuracy: Any) -> float | None:
    """The accuracy as a number, None for None. Raises ValueError unless it is between 0 and 1."""
    share = checked_number("accuracy", accuracy)
    if share is not None and (share < 0 or share > 1):
        raise ValueError(
            f"accuracy is the share of right answers, between 0 and 1 (95 % is 0.95); "
            f"{share:g} is not."
        )
    return None if share is None else float(share)


def summarise(losses: Iterable[float] | None) -> tuple[dict[str, Any], list[list[Any]]]:
    """What is kept of a run's losses: their summary, and a curve of (iterations, losses)."""
    if losses is None:
        return dict.fromkeys(SUMMARY), [[], []]
    try:
        values = np.asarray(
            losses if isinstance(losses, np.ndarray) else list(losses), dtype=float
        ).ravel()
    except (TypeError, ValueError):
        raise TypeError(
            f"losses should be a sequence of numbers, one an iteration; "
            f"{reprlib.repr(losses)} is not."
        ) from None
    if not values.size:
        raise ValueError("There is no loss in losses: log a run of at least one iteration.")
    finite = values[np.isfinite(values)]
    before, after = values[:-1], values[1:]
    with np.errstate(invalid="ignore", over="ignore"):
        rose = after - before > ROUNDING * np.maximum(1, np.abs(np.nan_to_num(before)))
    places = np.unique(np.linspace(0, values.size - 1, CURVE_POINTS).round().astype(int))
    summary = {
        "first_loss": float(values[0]),
        "last_loss": float(values[-1]),
        "lowest_loss": float(finite.min()) if finite.size else math.nan,
        "rises": int(rose.sum()),
        "not_finite": int(values.size - finite.size),
    }
    return summary, [places.tolist(), values[places].tolist()]
