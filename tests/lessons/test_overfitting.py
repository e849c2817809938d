"""The parts of the overfitting explorer that the lesson on regularisation uses too."""

import numpy as np
import pytest

from helpers.explorers import overfitting
from helpers.explorers.explorer import read_state
from helpers.explorers.overfitting import LAMS, OVERFITTING, hidden_layer, parabola


def result_of(state):
    return OVERFITTING.compute(read_state(OVERFITTING, state))


def test_the_points_lie_on_the_parabola_and_reach_its_ends():
    X, y = parabola(9, 0.0, np.random.default_rng(0))
    assert X.shape == y.shape == (9, 1)
    assert np.array_equal(y, 2 * X**2)
    assert (X.min(), X.max()) == (-2, 2)


def test_the_noise_has_the_deviation_that_was_asked_for():
    X, y = parabola(20_000, 0.5, np.random.default_rng(0))
    assert np.std(y - 2 * X**2) == pytest.approx(0.5, rel=0.02)


def test_a_hidden_neuron_is_a_step_of_tanh_with_its_middle_in_the_interval():
    x = np.linspace(-2, 2, 4001)
    A1 = hidden_layer(40, np.random.default_rng(0))(x)
    assert A1.shape == (4001, 40)
    assert np.all(np.diff(np.sign(A1), axis=0).any(axis=0))  # each passes 0 between −2 and 2
    for neuron in A1.T:  # the inverse of tanh makes a straight line of it
        in_reach = np.abs(neuron) < 0.99
        line = np.arctanh(neuron[in_reach])
        np.testing.assert_allclose(np.diff(line, 2), 0, atol=1e-9)


def test_one_hidden_layer_of_each_shape_takes_columns_too():
    hidden = hidden_layer(5, np.random.default_rng(0))
    x = np.array([0.5, -1.0])
    assert np.array_equal(hidden(x), hidden(x[:, None]))


def test_the_curve_meets_the_points_where_nothing_holds_it_back():
    result = result_of("lam=1e-6,width=100,points=6")
    assert result.training[0] < 1e-3
    assert result.held_out[0] > 10 * result.training[0]


def test_the_training_error_rises_with_lambda_and_ends_at_the_best_constant():
    for penalty in ("L1", "L2"):
        result = result_of(f"penalty={penalty}")
        assert np.all(np.diff(result.training) > -1e-9)
    assert result_of("penalty=L1,lam=10").training[-1] == pytest.approx(result.y.var())


def test_only_l1_sets_weights_to_exactly_zero():
    assert np.sum(result_of("penalty=L1,lam=0.03").weights == 0) > 30
    assert np.all(result_of("penalty=L2,lam=0.03").weights != 0)


def test_the_chosen_lambda_is_marked_in_words_and_in_the_table():
    result = result_of("lam=0.03,penalty=L1")
    _, rows = overfitting.table(result)
    assert [row[0] for row in rows if row[-1] == "chosen"] == [0.03]
    assert [row[0] for row in rows] == list(LAMS)
    place = LAMS.index(0.03)
    assert f"{result.held_out[place]:.3g} held out" in overfitting.describe(result)
    count = np.count_nonzero(result.weights[:, place])
    assert f"{count} of 30 not 0" in overfitting.describe(result)
