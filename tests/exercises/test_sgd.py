"""`sgd`: the gradients that its probes pass, and what a single fault costs."""

import numpy as np
import pytest
from judging import KNOWN, checked, earned

from helpers.checking.gradients import STEADY, bowl, label, ledger, steady

# The gradients that probes pass


@pytest.mark.parametrize("gradient", [bowl, steady, ledger])
def test_probe_gradients_are_means_over_the_samples(gradient):
    rng = np.random.default_rng(0)
    phi = rng.normal(size={bowl: 3, steady: 2, ledger: 14}[gradient])
    x = rng.permutation(6).astype(float)
    y = label(x)
    single = [gradient(phi, x[i : i + 1], y[i : i + 1]) for i in range(6)]
    np.testing.assert_allclose(gradient(phi, x, y), np.mean(single, axis=0), atol=1e-14)


def test_a_steady_gradient_is_no_one_else_s_array():
    steady(None, None, None)[:] = 0
    assert steady(None, None, None).tolist() == STEADY.tolist() != [0, 0]


def test_the_ledger_tells_who_shared_a_batch_and_when():
    n, phi = 5, np.zeros(12)
    for batch in (np.array([3, 1]), np.array([0, 4]), np.array([2])):
        phi = phi - 0.5 * ledger(phi, batch.astype(float), label(batch))
    clock, wrong, shares, times = phi[0], phi[1], phi[2 : 2 + n], phi[2 + n :]
    assert (clock, wrong) == (1.5, 0)
    assert shares.tolist() == [0.25, 0.25, 0.5, 0.25, 0.25]
    assert (times / shares).tolist() == [0.5, 0.0, 1.0, 0.0, 0.5]


# What answers earn


@pytest.mark.parametrize(
    ("id", "cost"),
    [
        ("argument-changed", 0.25),
        ("drawn-with-replacement", 1),
        ("fixed-seed", 1),
        ("last-batch-dropped", 1.5),
        ("last-batch-full-size", 1.5),
        ("pairs-broken", 1),
        ("rate-twice", 1.5),
        ("row-within-epoch", 0.75),
        ("shared-rows", 0.75),
        ("start-overwritten", 0.75),
        ("whole-numbers", 0.75),
    ],
)
def test_one_mistake_in_sgd_costs_the_marks_of_one_part_where_it_stands_alone(id, cost):
    results = [
        checked("sgd", variant.function)
        for variant in KNOWN["sgd"].variants
        if variant.misconception.id == id
    ]
    assert max(map(earned, results)) == 6 - cost


def test_a_climb_keeps_a_third_of_the_marks():
    variants = [x for x in KNOWN["sgd"].variants if x.misconception.id == "ascent"]
    assert {earned(checked("sgd", variant.function)) for variant in variants} == {2}


def test_a_descent_that_does_not_descend_earns_nothing():
    def stays(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
        return phi, np.tile(phi, (n_epochs + 1, 1))

    assert earned(checked("sgd", stays)) == 0


def test_a_start_of_whole_numbers_may_be_refused_but_not_rounded():
    def refuses(gradient, phi, *rest):
        if phi.dtype.kind != "f":
            raise TypeError("floats, please")
        return KNOWN["sgd"].solve(gradient, phi, *rest)

    def rounds(gradient, phi, *rest):
        end, history = KNOWN["sgd"].solve(gradient, phi, *rest)
        return end.astype(phi.dtype), history.astype(phi.dtype)

    assert checked("sgd", refuses).status == "right"
    result = checked("sgd", rounds)
    assert earned(result) == 5.25
    assert result.misconception.id == "whole-numbers"
