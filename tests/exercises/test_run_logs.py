"""The log of learning rates is right for every start of the network that it is about."""

import pytest
from honest_backpropagation import RATES, log_of_rates
from judging import HIDDEN_SEEDS, judged

STARTS = [pytest.param(seed, marks=[pytest.mark.slow] if seed > 2 else []) for seed in HIDDEN_SEEDS]


@pytest.mark.parametrize("seed", STARTS)
@pytest.mark.parametrize("settings", RATES)
def test_rates_that_show_everything_are_enough(settings, seed):
    log = log_of_rates(settings, seed)
    verdict = judged("learning_rate_runs", lambda: log, seed=1)
    assert verdict.points == verdict.max, verdict.message
