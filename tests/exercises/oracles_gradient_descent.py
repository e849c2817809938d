"""What the exercises on gradient descent are worth and know to go wrong, and what their solutions
should return, by code that shares nothing with them.
"""

import numpy as np

from helpers import data
from helpers.numerical_gradients import central_differences, complex_step
from helpers.reference import schedules
from helpers.reference.training import epoch_batches as reference_batches

POINTS = {
    "gradient_step": 2,
    "line_gradient": 3,
    "epoch_batches": 4,
    "step_decay": 2,
    "sgd": 6,
    "sgd_concepts": 6,
}
"""What each exercise is worth."""

CATALOGUE = {
    "gradient_step": {
        "argument-changed", "ascent", "column", "fixed-length", "fixed-size", "last-entry-only",
        "last-index", "mean-twice", "mixed-coordinates", "no-rate", "nothing-returned",
        "rate-on-phi", "rate-twice", "returned-too-early", "rounded", "sign-lost", "step-only",
        "stray-factor", "unchanged", "whole-numbers",
    },
    "line_gradient": {
        "argument-changed", "bias-missing", "column", "column-against-row", "divided-by-one-less",
        "divided-by-parameters", "last-sample-only", "loss-for-gradient", "mean-forgotten",
        "mean-of-product", "mean-twice", "no-x", "not-summed", "one-sided-difference", "other-line",
        "other-loss", "phi-for-x", "returned-too-early", "sample-left-out", "second-is-zero",
        "sign-flipped", "sign-lost", "signs-differ", "step-taken", "stray-factor",
        "sum-beside-mean", "summed-to-one-number", "swapped", "whole-numbers", "x-everywhere",
        "x-squared",
    },
    "epoch_batches": {
        "batch-larger-than-n", "drawn-with-replacement", "empty-batch", "even-sizes",
        "everything-again", "filled-up", "fixed-seed", "fixed-size", "half-shuffled",
        "indices-not-whole", "last-batch-dropped", "last-batch-only", "last-index", "long-last",
        "masks", "never-in-place", "no-rest-allowed", "not-cut", "not-shuffled",
        "number-of-batches", "one-based", "one-batch-for-all", "overlap", "returned-too-early",
        "same-company", "same-place", "second-call-differs", "shared-batches", "short-first",
        "size-off-by-one",
    },
    "step_decay": {
        "brackets", "constant", "decay-compounded", "decay-every-epoch", "epoch-off-by-one",
        "every-for-factor", "fixed-number", "grows", "no-rate", "no-return-at-first", "only-once",
        "power-of-every", "power-of-rate", "recovers", "rounded", "share-taken-off",
        "smooth-decay", "subtracted", "times-for-power", "upside-down", "zero-at-the-start",
    },
    "sgd": {
        "argument-changed", "ascent", "batch-larger-than-n", "drawn-with-replacement",
        "empty-batch", "epoch-too-few", "epoch-too-many", "even-sizes",
        "every-epoch-from-the-start", "filled-up", "fixed-seed", "gradient-not-reset",
        "indices-for-samples", "last-batch-dropped", "last-batch-full-size", "mean-forgotten",
        "mean-twice", "momentum", "no-rate", "no-start", "not-a-pair", "not-finite", "not-shuffled",
        "one-after-another", "one-number-a-row", "one-update", "own-generator", "pairs-broken",
        "rate-decays", "rate-twice", "returned-too-early", "row-an-update", "row-too-early",
        "row-within-epoch", "row-zero-empty", "same-company", "same-place", "shared-rows",
        "shuffled-once", "stale-phi", "start-gradient", "start-overwritten", "stopped-early",
        "swapped", "transposed", "unchanged", "update-a-sample", "used-up", "whole-data",
        "whole-numbers", "x-and-y-swapped", "y-not-cut", "zero-for-none",
    },
    "sgd_concepts": {
        "ascent", "average-is-random", "batches-across-epochs", "converges", "decay-every-step",
        "diverges", "drawn-with-replacement", "epoch-is-an-update", "factor-inverted",
        "global-by-schedule", "last-batch", "last-batch-dropped", "mean-forgotten", "noise-cancels",
        "root-of-n", "smaller-rate", "smooth-is-arrived", "sum-for-mean",
    },
}  # fmt: skip
"""The ids of the misconceptions that each exercise declares."""


def step_by_hand(gradient_step):
    new = gradient_step(np.array([7.0, 1.0]), np.array([10.0, -4.0]), 0.1)
    np.testing.assert_allclose(new, [6.0, 1.4])


def slope_of_the_mean_squared_error(line_gradient):
    rng = np.random.default_rng(0)
    phi, x, y = rng.normal(size=2), rng.normal(size=6), rng.normal(size=6)

    def loss(phi):
        return np.mean((phi[0] + phi[1] * x - y) ** 2)

    own = line_gradient(phi, x, y)
    np.testing.assert_allclose(own, central_differences(loss, phi), rtol=1e-8)
    np.testing.assert_allclose(own, complex_step(loss, phi), rtol=1e-14)


def batches_of_the_reference(epoch_batches):
    for n, size in ((10, 3), (12, 4), (7, 7), (5, 1)):
        own = epoch_batches(n, size, np.random.default_rng(3))
        reference = reference_batches(n, size, np.random.default_rng(3))
        assert [batch.tolist() for batch in own] == [batch.tolist() for batch in reference]


def schedule_of_the_reference(step_decay):
    reference = schedules.step_decay(0.3, 4)
    for epoch in range(15):
        assert step_decay(0.8, 0.3, 4, epoch) == reference(0.8, epoch)


def full_batches_are_gradient_descent(sgd):
    x, y = data.gabor(np.random.default_rng(0))
    phi = start = np.array([4.0, 8.0])
    rng = np.random.default_rng(0)
    _, history = sgd(data.gabor_gradient, start, x, y, 3.0, 30, 20, rng)
    assert len(history) == 21
    for row in history:
        np.testing.assert_allclose(row, phi, rtol=1e-9)
        phi = phi - 3.0 * data.gabor_gradient(phi, x, y)


ORACLES = {
    "gradient_step": [step_by_hand],
    "line_gradient": [slope_of_the_mean_squared_error],
    "epoch_batches": [batches_of_the_reference],
    "step_decay": [schedule_of_the_reference],
    "sgd": [full_batches_are_gradient_descent],
}
"""Functions by exercise that raise AssertionError where a solution returns something else."""
