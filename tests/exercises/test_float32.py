"""Right answers in float32 keep their marks and are told what float64 has over it.

Every exercise that compares a function's numbers is here, so that a new one is tried too.
"""

import numpy as np
import pytest
from judging import KNOWN, answers, bank, judge

from autograder.build.bank import PUBLIC_SEED
from helpers.checking.evaluate import evaluate

WHOLE = {
    "predict": "it answers with 0 and 1, in any type",
    "choose_lambda": "it hands back one of the numbers that it was given",
}
"""Exercises by value whose answers are no results of arithmetic, and why."""
BY_VALUE = sorted(
    name
    for name, exercise in KNOWN.items()
    if exercise.callable and any(link.kind == "value" for link in exercise.links)
)


def as_float32(value):
    if isinstance(value, dict):
        return {key: as_float32(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_float32(item) for item in value]
    return np.float32(value)


@pytest.mark.parametrize("seed", [PUBLIC_SEED, 1, 2])
@pytest.mark.parametrize("name", [name for name in BY_VALUE if name not in WHOLE])
def test_float32_keeps_the_marks_and_gets_a_remark(name, seed):
    given = answers(bank(name, seed), lambda *arguments: as_float32(KNOWN[name].solve(*arguments)))
    assert evaluate(bank(name, seed), given).status == "right"
    verdict = judge(name, seed).judge({name: given})[name]
    assert verdict.points == verdict.max, verdict.message
    assert "is float32: right, as far as its digits go" in verdict.message


def test_the_remark_names_the_first_part_in_float32():
    given = answers(bank("forward"), lambda *x: as_float32(KNOWN["forward"].solve(*x)))
    verdict = judge("forward", PUBLIC_SEED).judge({"forward": given})["forward"]
    assert "`Z1` is float32" in verdict.message
