"""What the gradient-descent task says about its own experiments holds, over many seeds."""

import numpy as np
import pytest

from autograder import exercises
from helpers import data

KNOWN = exercises.load("gradient_descent")
X, Y = data.gabor(np.random.default_rng(0))
FAR, NEAR = np.array([4.0, 8.0]), np.array([1.5, 20.0])
SEEDS = range(20)


def ends(start, batch_size, rate, seeds=SEEDS):
    """The losses after 60 epochs, one a seed."""
    runs = (
        KNOWN["sgd"].solve(
            data.gabor_gradient, start, X, Y, rate, batch_size, 60, np.random.default_rng(seed)
        )
        for seed in seeds
    )
    return np.array([data.gabor_loss(phi, X, Y) for phi, _ in runs])


def test_the_full_batch_is_caught_in_a_hollow_and_never_rises():
    _, history = KNOWN["sgd"].solve(
        data.gabor_gradient, FAR, X, Y, 3, 30, 60, np.random.default_rng(0)
    )
    losses = data.gabor_loss(history, X, Y)
    assert losses[-1] == pytest.approx(0.182, abs=0.001)
    assert np.all(np.diff(losses) < 1e-12)
    # A hollow, not only slow going: the slope there is flat after many more epochs.
    phi = history[-1]
    for _ in range(3000):
        phi = phi - 3 * data.gabor_gradient(phi, X, Y)
    assert np.abs(data.gabor_gradient(phi, X, Y)).max() < 1e-8
    assert data.gabor_loss(phi, X, Y) > 0.18


def test_small_batches_leave_that_hollow_with_some_seeds_and_not_with_others():
    share = np.mean(ends(FAR, 3, 3) < 0.03)
    assert share == pytest.approx(0.6, abs=0.05)


def test_a_large_rate_throws_small_batches_out_of_the_good_hollow_and_not_the_full_batch():
    assert np.all(ends(NEAR, 3, 8) > 0.03)
    assert ends(NEAR, 30, 8, seeds=[0]) < 0.011


def test_with_a_smaller_rate_small_batches_stay_in_it():
    assert np.all(ends(NEAR, 3, 2) < 0.03)


def schedule_end(factor, every, seed):
    rng, phi = np.random.default_rng(seed), FAR
    for epoch in range(60):
        rate = KNOWN["step_decay"].solve(3, factor, every, epoch)
        phi, _ = KNOWN["sgd"].solve(data.gabor_gradient, phi, X, Y, rate, 3, 1, rng)
    return data.gabor_loss(phi, X, Y)


def test_a_late_decay_calms_the_noise_and_an_early_one_freezes():
    constant = ends(FAR, 3, 3)
    late = np.array([schedule_end(0.2, 20, seed) for seed in SEEDS])
    arrived = constant < 0.03
    assert np.median(late[arrived]) < np.median(constant[arrived])
    early = np.array([schedule_end(0.1, 2, seed) for seed in SEEDS])
    assert np.all(early > 0.05)


def test_samples_that_share_a_batch_and_samples_that_are_missed():
    rng = np.random.default_rng(0)
    deal = KNOWN["epoch_batches"].solve
    together = [any({0, 1} <= set(b.tolist()) for b in deal(12, 4, rng)) for _ in range(5000)]
    assert np.mean(together) == pytest.approx(3 / 11, abs=0.03)
    missed = [1 - len(np.unique(rng.integers(100, size=100))) / 100 for _ in range(2000)]
    assert np.mean(missed) == pytest.approx(0.99**100, abs=0.005)
