"""An exercise that takes a generator tells answers that use it from answers that do not."""

import inspect
import itertools

import numpy as np
import pytest

from autograder import exercises
from autograder.bank import compile_bank, run
from helpers.checking.evaluate import evaluate

KNOWN = {
    name: exercise
    for assignment in exercises.assignments()
    for name, exercise in exercises.load(assignment).items()
    if exercise.callable and "rng" in inspect.signature(exercise.solve).parameters
}


def with_generator(solve, make):
    """`solve`, with a generator made by `make` in place of the one that is passed in."""
    place = list(inspect.signature(solve).parameters).index("rng")

    def answer(*arguments):
        return solve(*arguments[:place], make(), *arguments[place + 1 :])

    return answer


def status(name, function, seed):
    bank = compile_bank(KNOWN[name], seed)
    return evaluate(bank, run({**bank, "time_limit": None}, function)).status


def test_the_exercises_that_take_a_generator():
    assert set(KNOWN) == {
        "epoch_batches", "sgd", "initialise_parameters", "train", "train_with_activation",
        "k_fold_indices", "cross_validate",
    }  # fmt: skip


@pytest.mark.parametrize("seed", [1986, 1, 2])
@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_generator_of_ones_own_loses_marks(name, seed):
    fixed = with_generator(KNOWN[name].solve, lambda: np.random.default_rng(0))
    fresh = with_generator(KNOWN[name].solve, np.random.default_rng)
    assert status(name, fixed, seed) == "wrong"
    assert status(name, fresh, seed) == "wrong"


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_one_sequence_for_all_calls_loses_marks(name):
    shared = np.random.default_rng(0)
    count = itertools.count()
    one_after_another = with_generator(KNOWN[name].solve, lambda: shared)
    counted = with_generator(KNOWN[name].solve, lambda: np.random.default_rng(next(count)))
    assert status(name, one_after_another, 1986) == "wrong"
    assert status(name, counted, 1986) == "wrong"
