"""The seven links of `backward`, and its probes."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    SIZES,
    draw_data,
    draw_parameters,
    run_forward,
)
from autograder.exercises.language import Exercise, Probe

exercise = Exercise(
    "backward",
    asked="`backward(X, y, params, cache)` returns a dict with dZ2, dW2, db2, dA1, dZ1, dW1 and "
    "db1: the derivatives of the mean cross-entropy. dZ2 holds the 1/n already.",
    uses={"forward": []},
)


@exercise.probes
def draw(rng):
    probes = []
    for n, d, h in SIZES:
        X, y = draw_data(rng, n, d)
        params = draw_parameters(rng, d, h)
        probes.append(Probe(X=X, y=y, params=params, cache=run_forward(X, params), twice=n == 7))
    # The sizes occur twice, so that an answer cannot tell a probe by the shape of X alone.
    (n, d, h), (m, e, g), _ = SIZES
    # Every output is almost certain and right, so all gradients are tiny.
    certain = draw_parameters(rng, d, h)
    certain["b2"] = certain["b2"] - 17
    probes.append(_probe(draw_data(rng, n, d)[0], np.zeros((n, 1)), certain))
    # Every output is 1 but for 1e-11, two of the neurons are saturated, and no gradient is small.
    signs = np.array([1, -1, 1, 1, -1])
    X = np.stack([rng.uniform(200, 500, size=m) * signs, 100 * rng.normal(size=m)], axis=1)
    loud = {
        "W1": 2e-4 * rng.normal(size=(e, g)),
        "b1": rng.normal(size=g) + np.array([8, -8, 0, 0, 0, 0]),
        "W2": rng.uniform(5, 10, size=(g, 1)) * rng.permutation([1, -1, 1, -1, 1, -1])[:, None],
        "b2": np.zeros(1),
    }
    loud["b2"] = 25 - run_forward(X, loud)["Z2"].mean(axis=0)
    probes.append(_probe(X, np.array([[1.0], [0], [0], [1], [0]]), loud))
    return probes


def _probe(X, y, params):
    return Probe(X=X, y=y, params=params, cache=run_forward(X, params))


@exercise.link(
    "dZ2",
    points=1,
    hint="Work out dZ2 of one sample by hand, from its A2, its y and the number of samples n.",
    hints={"sign": "Take one sample with y = 1: which way should its Z2 go?"},
)
def dZ2(own, X, y, params, cache):
    return (cache["A2"] - y) / len(y)


@exercise.link(
    "dW2",
    points=1,
    hint="What did layer 2 receive, and what came back to it? Work out dW2[0, 0] by hand.",
    hints={"shape": "What shape has W2? And what did layer 2 receive?"},
)
def dW2(own, X, y, params, cache):
    # The product has a name, so that a line that fails because shapes clash says which link it is.
    dW2 = cache["A1"].T @ own["dZ2"]
    return dW2


@exercise.link(
    "db2",
    points=1,
    hint="How does b2 enter each sample's Z2? What does every sample then say about b2?",
    hints={"shape": "What shape has b2, and how does it enter each sample's Z2?"},
)
def db2(own, X, y, params, cache):
    return own["dZ2"].sum(axis=0)


@exercise.link("dA1", points=1, hint="On which way did A1 reach Z2? The error goes back on it.")
def dA1(own, X, y, params, cache):
    return own["dZ2"] @ params["W2"].T


@exercise.link("dZ1", points=1, hint="How much does A1 change when its own Z1 changes a little?")
def dZ1(own, X, y, params, cache):
    return own["dA1"] * cache["A1"] * (1 - cache["A1"])


@exercise.link(
    "dW1",
    points=1,
    hint="What did layer 1 receive, and what came back to it? Work out dW1[0, 0] by hand.",
    hints={"shape": "What shape has W1? And what did layer 1 receive?"},
)
def dW1(own, X, y, params, cache):
    dW1 = X.T @ own["dZ1"]
    return dW1


@exercise.link(
    "db1",
    points=1,
    hint="How does b1 enter each sample's Z1? What does every sample then say about b1?",
    hints={"shape": "What shape has b1, and how does it enter each sample's Z1?"},
)
def db1(own, X, y, params, cache):
    return own["dZ1"].sum(axis=0)


exercise.property("arguments", "repeatable", points=1)


def gradients_from(dZ2, X, params, cache):
    """All seven gradients that follow from this dZ2; variants of the whole pass start from them."""
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    grads = {"dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0)}
    return {**grads, "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}
