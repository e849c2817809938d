"""Two faults whose answers are equal have one name, and its question fits both."""

import numpy as np
import pytest
from judging import KNOWN, checked


def chain_of(name, link, step):
    return KNOWN[name].chain({link: step})


CONFUSED = {
    ("backward", "output-slope-missing", "stray-factor-of-two"): chain_of(
        "backward", "dZ2", lambda own, X, y, params, cache: 2 * (cache["A2"] - y) / len(y)
    ),
    ("backward", "slope-dropped", "slope-missing"): chain_of(
        "backward", "dZ1", lambda own, X, y, params, cache: own["dA1"].copy()
    ),
    ("binary_cross_entropy", "broadcast", "outer-product"): lambda p, y: (
        -np.sum(y.ravel() * np.log(p) + (1 - y.ravel()) * np.log(1 - p)) / len(y)
    ),
    ("train", "sign-flipped", "ascent"): lambda X, y, h, k, rate, rng: KNOWN["train"].solve(
        X, y, h, k, -rate, rng
    ),
}
"""Faults by (exercise, what went wrong, the id that is named)."""


@pytest.mark.parametrize(("name", "meant", "called"), CONFUSED)
def test_equal_answers_have_one_name(name, meant, called):
    result = checked(name, CONFUSED[name, meant, called])
    assert result.status == "wrong"
    assert result.misconception.id == called
