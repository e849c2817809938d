"""The catalogue on backpropagation, on twenty draws of hidden inputs."""

from functools import cache

import pytest

from autograder import exercises
from autograder.bank import run
from autograder.judge import Judge

KNOWN = exercises.load("backpropagation")
SEEDS = range(20)


@cache
def verdicts(name, seed):
    """On one draw: the verdict on the solution, and those on the faults, in their order."""
    exercise = KNOWN[name]
    judge = Judge([exercise], seed)
    bank = {**judge.banks[name], "time_limit": None}

    def judged(function):
        return judge.judge({name: run(bank, function, *exercise.others)})[name]

    faults = [judged(exercise.implementation(fault)) for fault in exercise.variants]
    return judged(exercise.solve), faults


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", KNOWN)
def test_solutions_earn_all_and_faults_lose_some_and_are_named(name, seed):
    exercise = KNOWN[name]
    right, wrong = verdicts(name, seed)
    assert right.points == exercise.points
    for fault, verdict in zip(exercise.variants, wrong, strict=True):
        assert verdict.points < exercise.points, fault.name
        assert verdict.misconception == fault.misconception.id, fault.name


@pytest.mark.parametrize("name", ["forward", "binary_cross_entropy", "backward", "update"])
def test_a_fault_costs_the_same_whatever_is_drawn(name):
    draws = [[verdict.points for verdict in verdicts(name, seed)[1]] for seed in SEEDS]
    for fault, points in zip(KNOWN[name].variants, zip(*draws, strict=True), strict=True):
        assert len(set(points)) == 1, fault
