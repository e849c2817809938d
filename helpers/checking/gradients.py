"""Mean gradients that probes hand to a function which descends in mini-batches.

Each takes (phi, x_batch, y_batch) and returns the mean over the batch of one vector for each
sample, like the gradient of any mean loss. These gradients do not belong to a model. `bowl` has one
exact path for full batches; `steady` counts updates; `ledger` records in phi which samples shared a
batch, and when.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

_BOWL = np.array([[1.0, 0.4, 0.2], [0.4, 0.8, -0.3], [0.2, -0.3, 1.2]])

STEADY = np.array([1.0, -2.0])
"""The vector that `steady` returns for every batch."""


def bowl(phi: ArrayLike, x: ArrayLike, y: ArrayLike) -> NDArray:
    """A gradient (3,) whose every entry depends on all of phi, and on the pairs of x and y."""
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    return _BOWL @ np.asarray(phi) - np.array([x.mean(), y.mean(), (x * y).mean()])


def steady(phi: ArrayLike, x: ArrayLike, y: ArrayLike) -> NDArray:
    """The same gradient (2,) everywhere: the distance that phi moves counts the updates."""
    return STEADY.copy()


def ledger(phi: NDArray, x: ArrayLike, y: ArrayLike) -> NDArray:
    """A gradient that keeps a ledger in phi (2 + 2n,), which starts at zero.

    x holds the samples' numbers 0 … n − 1 and y their `label`. An update of step s on a batch of m
    samples adds to phi: s to entry 0, the clock; s times the share of wrong labels to entry 1; and
    for each sample i in the batch s/m to entry 2 + i and the clock's time · s/m to entry 2 + n + i.
    What is no sample's number leaves nothing in the last two.
    """
    x, y = np.asarray(x), np.asarray(y)
    n = (len(phi) - 2) // 2
    known = np.isin(x, np.arange(n))
    places, samples = np.flatnonzero(known), x[known].astype(int)
    rows = np.zeros((len(x), len(phi)))
    rows[:, 0] = -1
    rows[:, 1] = -1.0 * (y != label(x))
    rows[places, 2 + samples] = -1
    rows[places, 2 + n + samples] = -phi[0]
    return rows.mean(axis=0)


def label(x: NDArray) -> NDArray:
    """The right label of sample x in a probe with `ledger`."""
    return 7.0 - 2.0 * x


MEAN_GRADIENTS = {"bowl": bowl, "steady": steady, "ledger": ledger}
