"""Data: the demo's numbers again, the published statistics of iris, the Gabor model's gradient."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data import (
    GABOR_PHI,
    IRIS_CSV,
    gabor,
    gabor_gradient,
    gabor_loss,
    gabor_model,
    iris,
    iris_versicolor,
    quadratic,
)
from helpers.numerical_gradients import central_differences, complex_step


def test_quadratic_is_the_demos_data_to_the_bit():
    np.random.seed(0)  # noqa: NPY002 - the recipe that the data were first made with is the oracle here
    X = np.random.uniform(-2, 2, size=(100, 1))  # noqa: NPY002
    y = 2 * X**2 + np.random.normal(0, 0.5, size=(100, 1))  # noqa: NPY002
    ours = quadratic()
    assert (ours[0] == X).all()
    assert (ours[1] == y).all()


def test_quadratic_takes_its_size_seed_and_noise():
    X, y = quadratic(seed=3, n=7, noise=0)
    assert X.shape == y.shape == (7, 1)
    assert y == pytest.approx(2 * X**2)
    assert not np.isin(X, quadratic(n=7)[0]).any()


def test_iris_has_the_published_means_and_counts():
    measurements, species = iris()
    assert measurements.shape == (150, 4)
    assert dict(zip(*np.unique(species, return_counts=True), strict=True)) == {
        "setosa": 50,
        "versicolor": 50,
        "virginica": 50,
    }
    # Fisher (1936), tables I and II: the species' means, to his three decimals.
    published = {
        "setosa": [5.006, 3.428, 1.462, 0.246],
        "versicolor": [5.936, 2.770, 4.260, 1.326],
        "virginica": [6.588, 2.974, 5.552, 2.026],
    }
    for name, means in published.items():
        assert measurements[species == name].mean(axis=0) == pytest.approx(means, abs=1e-9)
    assert measurements[:, 2].mean() == pytest.approx(3.758, abs=1e-9)


def test_the_two_flowers_that_uci_has_wrong_are_fishers():
    measurements, _ = iris()
    assert measurements[34].tolist() == [4.9, 3.1, 1.5, 0.2]
    assert measurements[37].tolist() == [4.9, 3.6, 1.4, 0.1]


def test_the_data_folder_names_the_source():
    text = IRIS_CSV.with_name("README.md").read_text(encoding="utf-8")
    for word in ("Fisher (1936)", "Anderson (1935)", "UCI", "35", "38"):
        assert word in text


def test_versicolor_is_standardised_petal_length_with_one_label_in_three():
    X, y = iris_versicolor()
    assert X.shape == y.shape == (150, 1)
    assert X.dtype == y.dtype == np.float64
    assert (X.mean(), X.std()) == pytest.approx((0, 1), abs=1e-12)
    assert set(y.ravel()) == {0.0, 1.0}
    assert y.sum() == 50
    measurements, species = iris()
    assert np.corrcoef(X[:, 0], measurements[:, 2])[0, 1] == pytest.approx(1)
    assert ((species == "versicolor") == (y[:, 0] == 1)).all()


def test_one_straight_cut_gets_no_more_than_two_in_three_right():
    X, y = iris_versicolor()
    cuts = np.sort(X[:, 0])
    share = (np.greater(X, cuts) == y).mean(axis=0)
    assert max(share.max(), 1 - share.min()) < 0.67


def test_gabor_is_the_model_plus_noise():
    x, y = gabor(np.random.default_rng(1), n=20_000, noise=0.3)
    u = 0.06 * 16.6 * x
    noise = y - np.sin(u) * np.exp(-(u**2) / 32)
    assert x.min() >= -15
    assert x.max() < 15
    assert (noise.mean(), noise.std()) == pytest.approx((0, 0.3), abs=0.01)
    assert gabor(np.random.default_rng(1))[0].shape == (30,)


@given(phi=st.tuples(st.floats(-10, 10), st.floats(0, 25)), seed=st.integers(0, 100))
def test_the_gabor_gradient_agrees_with_both_numerical_gradients(phi, seed):
    x, y = gabor(np.random.default_rng(seed))
    phi = np.array(phi)
    gradient = gabor_gradient(phi, x, y)
    expected = complex_step(lambda p: gabor_loss(p, x, y), phi)
    assert gradient == pytest.approx(expected, rel=1e-10, abs=1e-13)
    by_differences = central_differences(lambda p: gabor_loss(p, x, y), phi)
    assert by_differences == pytest.approx(expected, abs=1e-8)


def test_many_gabor_models_at_once_are_each_alone():
    x, y = gabor(np.random.default_rng(2))
    grid = np.random.default_rng(3).uniform(-5, 20, size=(4, 3, 2))
    losses, gradients = gabor_loss(grid, x, y), gabor_gradient(grid, x, y)
    assert gabor_model(grid, x).shape == (4, 3, 30)
    for index in np.ndindex(4, 3):
        assert losses[index] == pytest.approx(gabor_loss(grid[index], x, y), rel=1e-14)
        assert gradients[index] == pytest.approx(gabor_gradient(grid[index], x, y), rel=1e-12)
    assert gabor_loss(GABOR_PHI, x, y) < 0.02


@pytest.mark.parametrize("phi", [1.0, [1.0], [1.0, 2.0, 3.0]])
def test_gabor_refuses_a_wrong_number_of_parameters(phi):
    with pytest.raises(ValueError, match=re.escape("two parameters, (2,)")):
        gabor_model(phi, np.zeros(3))
