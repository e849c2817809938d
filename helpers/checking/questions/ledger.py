"""The ledger that `helpers.checking.gradients.ledger` keeps in phi, read for one epoch."""

import functools
from collections.abc import Sized
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass
class Page:
    """What a ledger says about one epoch.

    `shares` (n,) holds each sample's shares of the gradients, `times` (n,) the time at which each
    sample was used, and `wrong` the share of wrong labels.
    """

    shares: NDArray
    times: NDArray
    wrong: float

    @functools.cached_property
    def batches(self) -> list[frozenset[int]]:
        """The batches in order of time: a frozenset for the samples of one time and one share."""
        used = np.flatnonzero(self.shares).tolist()
        shares = np.abs(self.shares / np.abs(self.shares).max()).round(6).tolist()
        times = self.times.round(6).tolist()
        batches: dict[tuple[float, float], set[int]] = {}
        for i in used:
            batches.setdefault((times[i], shares[i]), set()).add(i)
        return [frozenset(batches[mark]) for mark in sorted(batches)]

    @property
    def at_one_time(self) -> bool:
        """Whether all samples were used at the same phi."""
        return len(set(self.times[self.shares != 0].round(6))) == 1

    def grows(self, sizes: Sized) -> bool:
        """Whether gradients were added up from batch to batch: earlier batches then count more."""
        weights = np.array([self.shares[sorted(batch)].sum() for batch in self.batches])
        k = len(sizes)
        return 1 < k == len(weights) and np.allclose(weights / weights[-1], np.arange(k, 0, -1))
