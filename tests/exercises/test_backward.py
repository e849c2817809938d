"""`backward`: a fault costs its own link alone, and an early update shows at every rate."""

import pytest
from judging import KNOWN, checked, judged

exercise = KNOWN["backward"]
OF_ONE_LINK = {variant.name: variant for variant in exercise.variants if variant.link}


@pytest.mark.parametrize("name", OF_ONE_LINK)
def test_one_mistake_costs_its_link_and_no_other(name):
    variant = OF_ONE_LINK[name]
    verdict = judged("backward", exercise.implementation(variant), seed=3)
    if "raised" in verdict.message:  # What raises returns no link at all.
        assert verdict.points == 0
        return
    assert [link for link, status in verdict.links.items() if status == "fail"] == [variant.link]
    assert verdict.points == 7


@pytest.mark.parametrize(
    ("rate", "factor"), [(0.003, 1), (0.01, 1), (0.37, 1), (2, 1), (1, 0.5)], ids=str
)
def test_an_early_update_of_W2_is_named_whatever_the_rate(rate, factor):
    def step(own, X, y, params, cache):
        return own["dZ2"] @ (params["W2"] - rate * factor * own["dW2"]).T

    result = checked("backward", exercise.chain({"dA1": step}))
    assert result.misconception.id == "updated-too-early"
