"""The short way in which `parameters` is judged reaches what the plain one does."""

import numpy as np
import pytest

from helpers.checking.questions.parameters import networks_that_learn
from helpers.data import iris_versicolor
from helpers.reference import predict, train

LAYERS = ("sigmoid", "sigmoid")


def accuracies(n_iterations, learning_rate, n_networks):
    """One network after the other, by the reference, from the same starts."""
    X, y = iris_versicolor()
    rng = np.random.default_rng(0)
    W1, W2 = rng.normal(size=(2, n_networks, 4))
    for first, second in zip(W1, W2, strict=True):
        params = {"W1": first[None], "b1": np.zeros(4), "W2": second[:, None], "b2": np.zeros(1)}
        params, _ = train(
            X,
            y,
            params,
            activations=LAYERS,
            loss="binary_cross_entropy",
            learning_rate=learning_rate,
            n_iterations=n_iterations,
        )
        yield np.mean((predict(X, params, LAYERS) > 0.5) == y)


@pytest.mark.parametrize(
    ("n_iterations", "learning_rate"),
    [(1, 1), (200, 1), (300, 1), (500, 0.3), (1000, 0.2), (150, 3), (300, 30), (400, 300)],
)
def test_as_many_networks_reach_the_accuracy(n_iterations, learning_rate):
    right = np.array([*accuracies(n_iterations, learning_rate, 10)])
    # 11 are never enough to stop.
    counted = networks_that_learn(n_iterations, learning_rate, 0.93, 10, 11)
    assert counted == (right >= 0.93).sum()


@pytest.mark.parametrize(("n_iterations", "learning_rate"), [(2000, 1.0), (20_000, 0.3)])
def test_stopping_early_does_not_change_the_verdict(n_iterations, learning_rate):
    assert networks_that_learn(n_iterations, learning_rate, 0.93, 10, 8) == 8
    assert networks_that_learn(n_iterations, learning_rate, 0.93, 10, 11) >= 8
