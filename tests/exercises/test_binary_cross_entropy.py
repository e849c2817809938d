"""`binary_cross_entropy`: losses at and near the edges."""

import numpy as np
import pytest
from judging import HIDDEN_SEEDS, checked, judged

NAME = "binary_cross_entropy"


def plain_cross_entropy(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@pytest.mark.parametrize("distance", [1e-9, 1e-10, 1e-11])
@pytest.mark.parametrize("seed", HIDDEN_SEEDS)
def test_a_loss_that_is_cut_off_loses_marks(distance, seed):
    def cut_off(p, y):
        return plain_cross_entropy(np.clip(p, distance, 1 - distance), y)

    verdict = judged(NAME, cut_off, seed=seed)
    assert (verdict.points, verdict.misconception) == (2, "cut-off")


@pytest.mark.parametrize("seed", HIDDEN_SEEDS)
def test_one_sample_at_the_edge_does_not_wipe_out_the_others(seed):
    def mended_too_late(p, y):
        return np.nan_to_num(plain_cross_entropy(p, y))

    assert judged(NAME, mended_too_late, seed=seed).points == 2


def test_a_nan_taken_away_after_the_mean_is_named():
    def mended_too_late(p, y):
        loss = plain_cross_entropy(p, y)
        return 0.0 if np.isnan(loss) else min(loss, 700.0)

    assert checked(NAME, mended_too_late).misconception.id == "lost-samples"
