"""An exercise that takes a generator tells answers that use it from answers that do not, and chance
alone costs nothing.
"""

import copy
import inspect
import itertools

import numpy as np
import pytest
from judging import HIDDEN_SEEDS, KNOWN, answers, bank, bare_judge

from autograder.build.bank import PUBLIC_SEED
from helpers.checking.evaluate import evaluate
from helpers.checking.questions.epoch_batches import company

RANDOM = [
    name
    for name, exercise in KNOWN.items()
    if exercise.callable and "rng" in inspect.signature(exercise.solve).parameters
]


def with_generator(solve, make):
    """`solve`, with a generator made by `make` instead of the one that is passed in."""
    place = list(inspect.signature(solve).parameters).index("rng")

    def answer(*arguments):
        return solve(*arguments[:place], make(), *arguments[place + 1 :])

    return answer


def status(name, function, seed):
    made = bank(name, seed)
    return evaluate(made, answers(made, function)).status


def test_the_exercises_that_take_a_generator():
    assert set(RANDOM) == {
        "epoch_batches", "sgd", "initialise_parameters", "train", "train_with_activation",
        "k_fold_indices", "cross_validate",
    }  # fmt: skip


@pytest.mark.parametrize("seed", [PUBLIC_SEED, 1, 2])
@pytest.mark.parametrize("name", RANDOM)
def test_a_generator_of_ones_own_loses_marks(name, seed):
    fixed = with_generator(KNOWN[name].solve, lambda: np.random.default_rng(0))
    fresh = with_generator(KNOWN[name].solve, np.random.default_rng)
    assert status(name, fixed, seed) == "wrong"
    assert status(name, fresh, seed) == "wrong"


@pytest.mark.parametrize("name", RANDOM)
def test_one_sequence_for_all_calls_loses_marks(name):
    shared = np.random.default_rng(0)
    count = itertools.count()
    one_after_another = with_generator(KNOWN[name].solve, lambda: shared)
    counted = with_generator(KNOWN[name].solve, lambda: np.random.default_rng(next(count)))
    assert status(name, one_after_another, PUBLIC_SEED) == "wrong"
    assert status(name, counted, PUBLIC_SEED) == "wrong"


@pytest.mark.parametrize("name", RANDOM)
def test_a_copy_of_the_generator_loses_marks_and_a_child_of_it_does_not(name):
    solve = KNOWN[name].solve
    place = list(inspect.signature(solve).parameters).index("rng")

    def with_copy(*arguments):
        return solve(*arguments[:place], copy.deepcopy(arguments[place]), *arguments[place + 1 :])

    def with_child(*arguments):
        child = np.random.default_rng(arguments[place].bit_generator.seed_seq.spawn(1)[0])
        return solve(*arguments[:place], child, *arguments[place + 1 :])

    assert status(name, with_copy, PUBLIC_SEED) == "wrong"
    assert status(name, with_child, PUBLIC_SEED) == "right"


@pytest.mark.slow
@pytest.mark.parametrize("name", RANDOM)
def test_chance_alone_never_fails_a_solution(name):
    for seed in range(1000, 1000 + 5 * len(HIDDEN_SEEDS)):
        made = bare_judge(name, seed).banks[name]
        assert evaluate(made, answers(made, KNOWN[name].solve)).status == "right", seed


def test_random_company_passes_and_a_fixed_part_of_it_does_not():
    rng = np.random.default_rng(0)

    def epoch(order):
        return [frozenset(order[start : start + 4].tolist()) for start in range(0, 12, 4)]

    assert company([epoch(rng.permutation(12)) for _ in range(24)], 12).passed
    kept = [epoch(np.append(rng.permutation(11), 11)) for _ in range(24)]
    assert company(kept, 12).cause == "same-place"
    rolled = [epoch(np.roll(np.arange(12), rng.integers(12))) for _ in range(24)]
    assert company(rolled, 12).cause == "same-company"
    couples = np.arange(12).reshape(2, 6).T  # 0 and 6, 1 and 7, …: neighbours only by chance
    coupled = [epoch(rng.permutation(couples).ravel()) for _ in range(24)]
    assert company(coupled, 12).cause == "same-company"
