"""Honest answers get full marks, however they are written: see honest_<assignment>.py."""

import importlib

import pytest
from judging import ASSIGNMENTS, HIDDEN_SEEDS, KNOWN, answers, bare_judge

from autograder.build.bank import PUBLIC_SEED
from helpers.checking.evaluate import evaluate

HONEST = {
    name: ways if isinstance(ways, dict) else {way.__name__: way for way in ways}
    for assignment in ASSIGNMENTS
    for name, ways in importlib.import_module(f"honest_{assignment}").HONEST.items()
}
CASES = [(name, way) for name, ways in HONEST.items() for way in ways]


def assert_full_marks(name, way, seed):
    answer = HONEST[name][way]
    judge = bare_judge(name, seed)
    given = answers(judge.banks[name], *(answer if isinstance(answer, tuple) else [answer]))
    result = evaluate(judge.banks[name], given)
    assert result.status == "right", result.first_failing
    verdict = judge.judge({name: given})[name]
    assert verdict.points == verdict.max == KNOWN[name].points, verdict.message


@pytest.mark.parametrize("seed", [PUBLIC_SEED, *HIDDEN_SEEDS])
@pytest.mark.parametrize(("name", "way"), CASES)
def test_an_honest_answer_gets_full_marks(name, way, seed):
    assert_full_marks(name, way, seed)


@pytest.mark.parametrize("name", KNOWN)
def test_every_exercise_has_five_honest_answers_or_more(name):
    assert len(HONEST[name]) >= 5
