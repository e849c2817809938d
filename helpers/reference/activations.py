"""Activation functions, each with its derivative beside it.

All take an array of any shape, real or complex, and return a new one of the same shape. Complex
input serves the complex-step check of `helpers.numerical_gradients`: every function is analytic
away from its kinks, so f(z + ih) carries h f'(z) in its imaginary part.

Source: Nielsen (2015), chapter 1 (sigmoid) and chapter 3, "Other models of artificial neuron"
(tanh, ReLU); Prince (2023), chapter 3.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray


def sigmoid(z: NDArray) -> NDArray:
    """Return σ(z) = 1 / (1 + e^−z), of z's shape, without overflow for any finite z."""
    # e^709 is the last power that a double holds. Below z = −709, σ is under 1.3e-308; stopping
    # there changes nothing visible, and σ keeps its relative accuracy all the way down to it.
    return 1 / (1 + np.exp(-np.maximum(z, -709)))


def sigmoid_derivative(z: NDArray) -> NDArray:
    """Return σ'(z) = σ(z) (1 − σ(z)), of z's shape."""
    a = sigmoid(z)
    return a * (1 - a)


def tanh(z: NDArray) -> NDArray:
    """Return tanh(z), of z's shape."""
    return np.tanh(z)


def tanh_derivative(z: NDArray) -> NDArray:
    """Return tanh'(z) = 1 − tanh²(z), of z's shape."""
    return 1 - np.tanh(z) ** 2


def relu(z: NDArray) -> NDArray:
    """Return max(z, 0), of z's shape."""
    return np.maximum(z, 0)


def relu_derivative(z: NDArray) -> NDArray:
    """Return 1.0 where z > 0 and 0.0 elsewhere, the kink at 0 included, of z's shape."""
    return np.heaviside(np.real(z), 0.0)


def identity(z: NDArray) -> NDArray:
    """Return a copy of z: the activation of a linear output layer."""
    return np.positive(z)


def identity_derivative(z: NDArray) -> NDArray:
    """Return 1.0 everywhere, of z's shape."""
    return np.ones(np.shape(z))


class Activation(NamedTuple):
    """An activation function and its derivative, both functions of the weighted input z."""

    function: Callable[[NDArray], NDArray]
    derivative: Callable[[NDArray], NDArray]


Activations: TypeAlias = Sequence[str | Activation]
"""The activations of a network's layers, each by its name or as an `Activation` of your own."""

ACTIVATIONS = {
    "sigmoid": Activation(sigmoid, sigmoid_derivative),
    "tanh": Activation(tanh, tanh_derivative),
    "relu": Activation(relu, relu_derivative),
    "identity": Activation(identity, identity_derivative),
}


def get_activation(name: str | Activation) -> Activation:
    """Return the `Activation` called `name`; ValueError lists the known names.

    `name` may also be an `Activation` of your own, which is returned as it is.
    """
    if isinstance(name, Activation):
        return name
    try:
        return ACTIVATIONS[name]
    except (KeyError, TypeError):
        raise ValueError(
            f"unknown activation {name!r}: choose one of {', '.join(ACTIVATIONS)}"
        ) from None
