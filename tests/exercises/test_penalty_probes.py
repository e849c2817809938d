"""The inputs on which gradients of penalties are tried."""

import numpy as np
import pytest
from judging import HIDDEN_SEEDS, KNOWN

from helpers.checking.compare import as_array


@pytest.mark.parametrize("name", ["l1_gradient", "l2_gradient"])
def test_probes_draw_weights_of_both_signs_and_zeros(name):
    for seed in HIDDEN_SEEDS:
        for probe in KNOWN[name].draw(np.random.default_rng(seed)):
            W = as_array(probe.arguments["W"])
            assert (W == 0).any()
            assert (W != 0).sum() > 1
            assert probe.arguments["lam"] not in (0, 1)
