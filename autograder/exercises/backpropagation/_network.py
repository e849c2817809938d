"""What the exercises of this assignment share: the network's equations, and small random networks.

The names differ from those of the exercises, because a cell made from the catalogue contains these
functions and must not seem to call the student's functions.
"""

import numpy as np


def sigmoid(z):
    """The sigmoid, stable at both ends; same shape as `z`."""
    return np.exp(-np.logaddexp(0, -z))


def draw_parameters(rng, d, h, m=1):
    """Random params of a d-h-m network; biases are not zero, so that leaving one out shows."""
    return {
        "W1": rng.normal(size=(d, h)),
        "b1": rng.normal(size=h),
        "W2": rng.normal(size=(h, m)),
        "b2": rng.normal(size=m),
    }


def draw_data(rng, n, d):
    """Random X (n, d) and labels y (n, 1) of 0 and 1 with both classes present."""
    y = rng.permutation(np.arange(n) % 2).astype(float)
    return rng.normal(size=(n, d)), y[:, None]


def draw_saturated(rng):
    """X (5, 2) and params of a 2-6-1 network whose weighted inputs lie near −450 and near 800.

    Half the hidden neurons are fully on for a sample. The exponential of the large ones is too
    large for a float; that of the others is not, even with the opposite sign.
    """
    signs = np.array([1, -1, 1, -1, 1, -1])
    params = {
        "W1": np.stack([rng.uniform(2.4, 2.6, size=6) * signs, rng.normal(size=6)]),
        "b1": rng.uniform(160, 180, size=6),
        "W2": (rng.uniform(195, 215, size=6) * signs)[:, None],
        "b2": rng.uniform(160, 180, size=1),
    }
    X = np.stack([rng.uniform(240, 260, size=5) * (1, -1, 1, 1, -1), rng.normal(size=5)], axis=1)
    return X, params


def run_forward(X, params):
    """The cache of the 1-hidden-layer network of sigmoids (Nielsen 2015, equation 25)."""
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}


def step_down(params, gradients, learning_rate):
    """New params after one step down the gradients."""
    return {name: params[name] - learning_rate * gradients[name] for name in params}


def mean_loss(p, y):
    """The mean cross-entropy, finite at p = 0 and 1."""
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def draw_start(d, h, rng):
    """Random weights and zero biases of a d-h-1 network."""
    return {
        "W1": rng.normal(size=(d, h)),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)),
        "b2": np.zeros(1),
    }


SIZES = ((7, 3, 4), (5, 2, 6), (6, 1, 4))
"""(n, d, h) of the probes: all different, so that a wrong transpose or axis shows."""
