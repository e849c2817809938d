"""Fits that a check passes to `cross_validate`: their errors tell which rows they were given.

Both have the signature of any `fit`: `fit(X, y, lam)` returns a function that predicts, (n, 1).
Their X has two columns: the first marks its row, by 2 to the power of the row's number, and the
second holds the row's own target, so that a row of X beside another row's y shows.
"""

import numpy as np

TRAINED_ON = 2.0
STRAY = 0.15
MARK = 1 / 2048


def fit_known_error(X, y, lam):
    """Predicts with a known error: lam, a tenth for each row of the training, and 2 on these."""
    _one_target_a_row(X, y)
    marks, n_rows = np.array(X[:, 0]), len(X)

    def predict(X):
        trained_on = np.isin(X[:, :1], marks)
        return X[:, 1:2] + known_error(lam, n_rows) + TRAINED_ON * trained_on

    return predict


def known_error(lam, n_rows):
    """The error of `fit_known_error`, trained on `n_rows`, at a row that it was not trained on."""
    return lam + n_rows / 10


def fit_marked_rows(X, y, lam):
    """Predicts with errors that mark both the rows of the training and the row that is asked for.

    The error is the sum of the training's marks, plus the row's own mark times `MARK`, plus
    `STRAY` if some row of the training came beside another row's target.
    """
    _one_target_a_row(X, y)
    stray = STRAY * bool(np.any(np.abs(X[:, 1] - np.ravel(y)) > 1e-9))
    total = float(np.sum(X[:, 0])) + stray

    def predict(X):
        return X[:, 1:2] + total + MARK * X[:, :1]

    return predict


def _one_target_a_row(X, y):
    if len(X) != len(y):
        raise ValueError(f"fit was given {len(X)} rows of X and {len(y)} of y")


FITS = {"known error": fit_known_error, "marked rows": fit_marked_rows}
