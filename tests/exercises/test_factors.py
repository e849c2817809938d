"""Answers that are a multiple of the right one."""

import numpy as np
import pytest
from judging import KNOWN, checked, judged


@pytest.mark.parametrize(
    ("id", "points"),
    [("mean-forgotten", 1.75), ("mean-twice", 1.75), ("stray-factor", 1.75), ("sign-flipped", 0)],
)
def test_one_factor_in_the_line_s_gradient_costs_its_marks_once_and_a_sign_costs_all(id, points):
    variants = [x for x in KNOWN["line_gradient"].variants if x.misconception.id == id]
    assert variants
    for variant in variants:
        verdict = judged("line_gradient", variant.function, seed=0)
        assert (verdict.points, verdict.misconception) == (points, id)


def test_zeros_are_in_proportion_to_nothing():
    assert judged("line_gradient", lambda phi, x, y: np.zeros(2), seed=0).points == 0


@pytest.mark.parametrize("name", ["line_gradient", "l2_gradient"])
def test_an_unlisted_factor_is_still_told(name):
    result = checked(name, lambda *arguments: 5 * KNOWN[name].solve(*arguments))
    assert result.misconception is None
    assert result.relation == "Every entry is 5 times the right one."
