"""Example networks that several test modules run over."""

import numpy as np
import pytest

from helpers.reference import initialise

# Layer sizes, activations, loss: one to four layers, every activation, every loss, several outputs.
NETWORKS = {
    "the demo": ((1, 10, 1), ("sigmoid", "identity"), "squared_error"),
    "the task": ((1, 4, 1), ("sigmoid", "sigmoid"), "binary_cross_entropy"),
    "one layer": ((3, 1), ("sigmoid",), "binary_cross_entropy"),
    "linear": ((2, 3), ("identity",), "quadratic_cost"),
    "quadratic through a sigmoid": ((2, 5, 2), ("tanh", "sigmoid"), "quadratic_cost"),
    "squared through relu": ((2, 6, 2), ("relu", "tanh"), "squared_error"),
    "three layers": ((2, 5, 4, 2), ("tanh", "relu", "sigmoid"), "binary_cross_entropy"),
    "four layers": ((3, 4, 3, 5, 2), ("sigmoid", "tanh", "relu", "identity"), "squared_error"),
}
over_networks = pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
with_and_without_biases = pytest.mark.parametrize("biases", [True, False])


def example(network, biases=True, n=6, seed=0):
    """X, y and parameters of a size that no symmetry helps: biases are not at zero."""
    sizes, _, loss = network
    rng = np.random.default_rng(seed)
    params = initialise(sizes, rng, scale=0.8, biases=biases)
    for name in params:
        if name.startswith("b"):
            params[name] = rng.normal(size=params[name].shape)
    X = rng.normal(size=(n, sizes[0]))
    y = rng.normal(size=(n, sizes[-1]))
    return X, (y > 0).astype(float) if loss == "binary_cross_entropy" else y, params
