"""Fits that a check passes to `cross_validate`: their errors tell which rows they were given.

Both have the signature of any `fit`: `fit(X, y, lam)` returns a function that predicts, (n, 1).
Their X has two columns. The first marks each row by 2 to the power of the row's number. The second
holds the row's own target, which reveals a row of X that came with another row's y.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", float, NDArray)

TRAINED_ON = 2.0
STRAY = 0.15
FLAT = 0.3
MARK = 1 / 2048
REVERSED_FROM = 1.5e-30
TURNED = 8192.0


def fit_known_error(X: NDArray, y: NDArray, lam: float) -> Callable[[NDArray], NDArray]:
    """Predicts with a known error: lam plus 0.1 for each training row, and 2 more on those rows.

    It predicts with `STRAY` more if some training row came with another row's target.
    """
    stray = _stray(X, y)
    marks, n_rows = np.array(X[:, 0]), len(X)

    def predict(X: NDArray) -> NDArray:
        trained_on = np.isin(X[:, :1], marks)
        return X[:, 1:2] + known_error(lam, n_rows) + TRAINED_ON * trained_on + stray

    return predict


def known_error(lam: Number, n_rows: int) -> Number:
    """The error of `fit_known_error`, trained on `n_rows`, at a row that it was not trained on."""
    return lam + n_rows / 10


def fit_marked_rows(X: NDArray, y: NDArray, lam: float) -> Callable[[NDArray], NDArray]:
    """Predicts with errors that reveal both the training rows and the row to be predicted.

    The error is the sum of the training rows' marks, plus the predicted row's own mark times
    `MARK`, plus `STRAY` if some training row came with another row's target, plus `FLAT` if y was
    not (n, 1). From a lam of `REVERSED_FROM` on, the sum is taken from `TURNED`, so that the fold
    with the largest error is another one.
    """
    stray = _stray(X, y)
    flat = FLAT * (np.shape(y) != (len(X), 1))
    marks = float(np.sum(X[:, 0]))
    total = (TURNED - marks if lam > REVERSED_FROM else marks) + stray + flat

    def predict(X: NDArray) -> NDArray:
        return X[:, 1:2] + total + MARK * X[:, :1]

    return predict


def _stray(X: NDArray, y: NDArray) -> float:
    """`STRAY` if some row of X came with another row's target; raises if their numbers differ."""
    if len(X) != len(y):
        raise ValueError(f"fit was given {len(X)} rows of X and {len(y)} of y")
    return STRAY * bool(np.any(np.abs(X[:, 1] - np.ravel(y)) > 1e-9))


FITS = {"known error": fit_known_error, "marked rows": fit_marked_rows}
