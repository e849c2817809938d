"""The catalogue on backpropagation, on twenty draws of hidden inputs."""

import pytest

from autograder import exercises
from autograder.bank import run
from autograder.judge import Judge

KNOWN = exercises.load("backpropagation")
SEEDS = range(20)


def judged(judge, name, function):
    bank = {**judge.banks[name], "time_limit": None}
    return judge.judge({name: run(bank, function, *KNOWN[name].others)})[name]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", KNOWN)
def test_solutions_earn_all_and_faults_lose_some_and_are_named(name, seed):
    exercise = KNOWN[name]
    judge = Judge([exercise], seed)
    assert judged(judge, name, exercise.solve).points == exercise.points
    for fault in exercise.faults:
        verdict = judged(judge, name, exercise.implementation(fault))
        assert verdict.points < exercise.points, fault.function.__name__
        assert verdict.misconception == fault.cause.id, fault.function.__name__


@pytest.mark.parametrize("name", ["forward", "binary_cross_entropy", "backward", "update"])
def test_a_fault_costs_the_same_whatever_is_drawn(name):
    exercise = KNOWN[name]
    judges = [Judge([exercise], seed) for seed in SEEDS]
    for fault in exercise.faults:
        answer = exercise.implementation(fault)
        assert len({judged(judge, name, answer).points for judge in judges}) == 1, fault
