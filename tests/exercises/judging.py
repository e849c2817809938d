"""Every exercise, and what becomes of an answer to it: what a check finds, and what the judge says.

It takes long to compile the bank of an exercise with many variants, so each judge is made once.
"""

import copy
import functools
import os

from autograder import exercises
from autograder.build.bank import PUBLIC_SEED, run
from autograder.grade.judge import Judge
from helpers.checking.evaluate import evaluate

ASSIGNMENTS = {assignment: exercises.load(assignment) for assignment in exercises.assignments()}
KNOWN = {name: exercise for known in ASSIGNMENTS.values() for name, exercise in known.items()}
VARIANTS = [(name, variant) for name, exercise in KNOWN.items() for variant in exercise.variants]
FUNCTIONS = [name for name, exercise in KNOWN.items() if exercise.callable]
VALUES = [name for name, exercise in KNOWN.items() if not exercise.callable]
HIDDEN_SEEDS = range(int(os.environ.get("TEST_DRAWS", "2")))
"""Draws of hidden inputs. `make test-draws` tries twenty, which takes CI too long."""


def _draws(exercise):
    """Seeds that show what an exercise makes of hidden inputs: one, if nothing is drawn."""
    return HIDDEN_SEEDS if exercise.callable else HIDDEN_SEEDS[:1]


DRAWS = [(name, seed) for name, exercise in KNOWN.items() for seed in _draws(exercise)]
"""Each exercise with each of its seeds."""


def id_of(case):
    """How pytest shows a variant, an oracle or a name."""
    return getattr(case, "name", None) or getattr(case, "__name__", None) or str(case)


@functools.cache
def judge(name, seed):
    """The judge of one exercise, on the inputs of one seed."""
    return Judge([KNOWN[name]], seed)


@functools.cache
def bare_judge(name, seed):
    """The judge of one exercise without its misconceptions: soon made, and enough for answers that
    are right.
    """
    bare = copy.copy(KNOWN[name])
    bare.variants = []
    return Judge([bare], seed)


def bank(name, seed=PUBLIC_SEED):
    """The bank of one exercise: by default the inputs of the public one."""
    return judge(name, seed).banks[name]


def answers(bank, *targets):
    """What the functions that a check cell passes answer to a bank's probes.

    Where targets are left out, the exercise's own right versions stand for them.
    """
    others = KNOWN[bank.exercise].others[len(targets) - 1 :]
    return run(bank, *targets, *others)


def checked(name, *targets):
    """What a check finds, on the public inputs."""
    return evaluate(bank(name), answers(bank(name), *targets))


def judged(name, *targets, seed):
    """What the judge says, on the hidden inputs of this seed."""
    return judge(name, seed).judge({name: answers(bank(name, seed), *targets)})[name]


def earned(result):
    """The points that a result of `checked` is worth."""
    return sum(link.earned for link in result.links)
