"""A fully connected network of any depth: forward, backward, update, as the equations say.

Rows are samples. A network is a dict `params` with W1 (d, h), b1 (h,), W2, b2, … up to layer L:
Wl is (inputs, outputs), so W1[k, j] is the w^1_jk of the theory. A network without biases simply
lacks the keys b1, b2, …. `activations` names one activation function per layer, for example
("sigmoid", "identity"), and `loss` names the loss; the names are the keys of `ACTIVATIONS` and
`LOSSES`. No function changes its arguments. ValueError says which array or name does not fit.

Source: Nielsen (2015), chapter 2: equations 23 (forward) and BP1 to BP4 (backward).
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.reference.activations import Activations, get_activation
from helpers.reference.arrays import Arrays
from helpers.reference.checks import (
    check_generator,
    check_inputs,
    check_layer_sizes,
    check_network,
)
from helpers.reference.losses import check_same_shape, get_loss
from helpers.reference.regularisation import get_penalty, weights_of


def initialise(
    layer_sizes: Sequence[int],
    rng: np.random.Generator,
    scale: float | None = None,
    biases: bool = True,
) -> Arrays:
    """Return random parameters for the layer sizes, for example (1, 10, 1).

    Weights are normal with standard deviation `scale`, by default 1/√(inputs of the layer), which
    keeps the weighted inputs from saturating a sigmoid (Nielsen 2015, chapter 3, "Weight
    initialization"). Biases are zero, or absent with `biases=False`. `rng` is a
    `numpy.random.Generator`.
    """
    check_layer_sizes(layer_sizes)
    check_generator(rng)
    params = {}
    for layer, (inputs, outputs) in enumerate(pairwise(layer_sizes), start=1):
        deviation = 1 / np.sqrt(inputs) if scale is None else scale
        params[f"W{layer}"] = rng.normal(0, deviation, size=(inputs, outputs))
        if biases:
            params[f"b{layer}"] = np.zeros(outputs)
    return params


def forward(X: ArrayLike, params: Arrays, activations: Activations) -> Arrays:
    """Return the cache of a forward pass: Z1, A1, …, ZL, AL, all (n, outputs of the layer).

    Zl = A(l−1) Wl + bl and Al = σ(Zl), with A0 = X, which is (n, d).
    """
    X = np.asarray(X)
    check_network(params, activations)
    check_inputs(X, params)
    cache = {}
    A = X
    for layer, name in enumerate(activations, start=1):
        Z = A @ params[f"W{layer}"] + params.get(f"b{layer}", 0)
        A = get_activation(name).function(Z)
        cache[f"Z{layer}"], cache[f"A{layer}"] = Z, A
    return cache


def predict(X: ArrayLike, params: Arrays, activations: Activations) -> NDArray:
    """Return the network's output AL for X, (n, m)."""
    return forward(X, params, activations)[f"A{len(activations)}"]


def backward(
    X: ArrayLike, y: ArrayLike, params: Arrays, cache: Arrays, activations: Activations, loss: str
) -> Arrays:
    """Return the gradients of the mean loss: dZl, dWl, dbl of every layer, dAl of the hidden ones.

    `cache` is `forward(X, params, activations)` and y is (n, m). The gradient dV of an array V is
    ∂(mean loss)/∂V, of V's shape, so dZL already holds the 1/n.
    """
    X, y = np.asarray(X), np.asarray(y)
    check_network(params, activations, loss)
    depth = len(activations)
    grads = {}
    dZ = _output_error(cache, y, activations, loss)
    for layer in range(depth, 0, -1):
        A_in = cache[f"A{layer - 1}"] if layer > 1 else X
        grads[f"dZ{layer}"] = dZ
        grads[f"dW{layer}"] = A_in.T @ dZ  # BP4
        if f"b{layer}" in params:
            grads[f"db{layer}"] = dZ.sum(axis=0)  # BP3
        if layer > 1:
            dA = dZ @ params[f"W{layer}"].T
            dZ = dA * _slope(cache, layer - 1, activations)  # BP2
            grads[f"dA{layer - 1}"] = dA
    return grads


def update(params: Arrays, grads: Arrays, learning_rate: float) -> Arrays:
    """Return new parameters, one step down the gradient: W − learning_rate · dW; b likewise."""
    missing = [f"d{name}" for name in params if f"d{name}" not in grads]
    if missing:
        raise ValueError(f"grads lacks {', '.join(missing)}: every parameter needs its gradient")
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in params.items()}


def cost(
    X: ArrayLike,
    y: ArrayLike,
    params: Arrays,
    activations: Activations,
    loss: str,
    penalty: str | None = None,
    lam: float = 0.0,
) -> float:
    """Return J = mean loss + penalty, a number; `penalty` is None, "l1" or "l2"."""
    J = get_loss(loss).function(predict(X, params, activations), y)
    if penalty is not None:
        J = J + get_penalty(penalty).function(weights_of(params), lam)
    return J


def _output_error(cache: Arrays, y: NDArray, activations: Activations, loss: str) -> NDArray:
    """Return dZL: BP1, the loss's slope times the output activation's."""
    depth = len(activations)
    A = cache[f"A{depth}"]
    if loss == "binary_cross_entropy":
        # Behind a sigmoid, σ' = A (1 − A) cancels against the slope of the loss. Computing the two
        # factors and multiplying them would lose the product where the sigmoid saturates, exactly
        # where a wrong answer needs its gradient (Nielsen 2015, equation 61).
        A, y = check_same_shape(A, y)
        return (A - y) / len(y)
    return get_loss(loss).derivative(A, y) * _slope(cache, depth, activations)


def _slope(cache: Arrays, layer: int, activations: Activations) -> NDArray:
    return get_activation(activations[layer - 1]).derivative(cache[f"Z{layer}"])
