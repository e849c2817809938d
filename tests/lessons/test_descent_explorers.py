"""The arithmetic of the descent explorers, held to slower ways of finding the same numbers."""

import numpy as np
import pytest

from helpers.explorers import descent, explorer, schedules
from helpers.explorers.descent import GABOR, GABOR_DESCENT, LINE, LINE_DESCENT
from helpers.numerical_gradients import complex_step
from helpers.reference import epoch_batches


def result_of(one, state):
    return one.compute(explorer.read_state(one, state))


@pytest.mark.parametrize("problem", [LINE, GABOR], ids=lambda problem: problem.name)
def test_gradients_agree_with_the_complex_step(problem):
    for phi in problem.starts.values():
        found = problem.gradient(np.array(phi), problem.x, problem.y)
        by_steps = complex_step(lambda p, c=problem: c.loss(p, c.x, c.y), np.array(phi))
        assert found == pytest.approx(by_steps, rel=1e-9, abs=1e-12)


def test_the_line_is_what_least_squares_says_at_the_bottom():
    design = np.stack([np.ones(30), LINE.x], axis=1)
    phi, squares, *_ = np.linalg.lstsq(design, LINE.y)
    assert pytest.approx(squares[0] / 30, rel=1e-12) == schedules.LOWEST
    assert np.abs(LINE.gradient(phi, LINE.x, LINE.y)).max() < 1e-12


@pytest.mark.parametrize("batch_size", [1, 3, 10])
def test_a_seed_draws_the_epochs_of_the_reference(batch_size):
    rng = np.random.default_rng(7)
    expected = np.concatenate([epoch_batches(30, batch_size, rng) for _ in range(4)])
    found = descent.batches(7, batch_size, 3 * 30 // batch_size)
    assert np.array_equal(found, expected[: len(found)])
    assert np.array_equal(np.sort(found[: 30 // batch_size].ravel()), np.arange(30))


def test_the_cloud_is_every_step_that_a_batch_of_three_can_take():
    phi = np.array([4.0, 8.0])
    cloud = descent.next_steps(GABOR, phi, 3, 3)
    assert len(cloud) == 4060
    triples = [(i, j, k) for i in range(30) for j in range(i) for k in range(j)]
    by_hand = [
        phi - 3 * GABOR.gradient(phi, GABOR.x[list(triple)], GABOR.y[list(triple)])
        for triple in triples
    ]
    assert sorted(map(tuple, np.round(cloud, 9))) == sorted(map(tuple, np.round(by_hand, 9)))


def walk(problem, phi, seed, batch_size, steps, rate_of_step):
    """One run of SGD, a step at a time."""
    rng, way, waiting = np.random.default_rng(seed), [np.array(phi)], []
    for step in range(steps):
        waiting = waiting or epoch_batches(30, batch_size, rng)
        batch, waiting = waiting[0], waiting[1:]
        gradient = problem.gradient(way[-1], problem.x[batch], problem.y[batch])
        way.append(way[-1] - rate_of_step(step) * gradient)
    return np.array(way)


def test_the_path_and_the_hundred_seeds_are_runs_of_sgd():
    result = result_of(GABOR_DESCENT, "seed=4,batch_size=3,learning_rate=2,steps=40")
    way = walk(GABOR, (4, 8), 4, 3, 41, lambda step: 2)
    assert result.path == pytest.approx(way[:-1], rel=1e-9)
    assert result.after == pytest.approx(way[-1], rel=1e-9)
    seeds = result_of(GABOR_DESCENT, "batch_size=3,learning_rate=2,steps=40,show=100 seeds")
    assert seeds.ends[4] == pytest.approx(way[-2], rel=1e-9)
    assert len(seeds.ends) == 100
    assert len(np.unique(np.round(seeds.ends, 6), axis=0)) == 100


def test_with_full_batches_all_seeds_are_gradient_descent():
    result = result_of(LINE_DESCENT, "batch_size=30,steps=15,show=100 seeds")
    phi = np.array([-1.5, 0.0])
    for _ in range(15):
        phi = phi - 0.1 * LINE.gradient(phi, LINE.x, LINE.y)
    assert result.ends == pytest.approx(np.tile(phi, (100, 1)), rel=1e-9)


def test_the_words_say_what_the_picture_shows():
    result = result_of(GABOR_DESCENT, "steps=0,show=cloud")
    higher = np.mean(result.loss(result.cloud) > result.loss(np.array([4.0, 8.0])))
    text = GABOR_DESCENT.describe(result)
    assert f"{higher:.0%} of them go uphill" in text
    assert "34% of them" in text
    thrown = result_of(GABOR_DESCENT, "learning_rate=20,steps=600,show=100 seeds,batch_size=1")
    low, high = np.transpose(GABOR.window)
    inside = sum(all(low <= phi) and all(phi <= high) for phi in thrown.ends)
    assert f"{100 - inside} are outside the map" in GABOR_DESCENT.describe(thrown)
    assert inside < 100


def test_a_schedule_lowers_the_rate_after_its_epochs():
    found = schedules.excess_losses(10, 12, 0.1, factor=0.5, every=2)
    way = walk(LINE, schedules.START, 3, 10, 12, lambda step: 0.1 * 0.5 ** (step // 3 // 2))
    losses = [np.mean((a + b * LINE.x - LINE.y) ** 2) - schedules.LOWEST for a, b in way]
    assert found[:, 3] == pytest.approx(losses, rel=1e-9)
    assert found.shape == (13, 20)


def test_who_is_ahead_depends_on_what_is_counted():
    def best(count, place):
        race = result_of(schedules.SCHEDULES, f"count={count}")
        for size, axis in race.axes.items():
            assert axis[-1] == {"updates": 120, "epochs": 40, "samples": 1200}[count], size
        middle = {
            size: np.interp(place, race.axes[size], np.median(losses, axis=1))
            for size, losses in race.excess.items()
        }
        return min(middle, key=middle.get)

    assert best("updates", 120) == 30
    assert best("epochs", 4) == 3
    assert best("samples", 4 * 30) == 3
