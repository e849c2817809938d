"""Checks of the reference's arguments: a ValueError says what is wrong, where, and what to do."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from helpers.reference.activations import Activations, get_activation
from helpers.reference.arrays import Arrays
from helpers.reference.losses import get_loss
from helpers.reference.regularisation import weights_of


def check_network(params: Arrays, activations: Activations, loss: str | None = None) -> None:
    """Raise ValueError unless params, activations and, if it is named, the loss fit together."""
    if isinstance(activations, str):
        raise ValueError(
            f"activations is the text {activations!r}: give one name per layer, "
            'for example ("sigmoid", "identity")'
        )
    depth = len(activations)
    n_weights = len(weights_of(params))
    if n_weights != depth or depth == 0:
        raise ValueError(
            f"params has {n_weights} weight matrices and activations {depth} names: "
            "each layer needs one of both"
        )
    known = {f"{kind}{layer}" for kind in "Wb" for layer in range(1, depth + 1)}
    if stray := [str(name) for name in params if name not in known]:
        raise ValueError(
            f"params has {', '.join(stray)}: a network of {depth} layers has W1 to W{depth} and, "
            f"if it has biases, b1 to b{depth}"
        )
    for layer in range(1, depth + 1):
        get_activation(activations[layer - 1])
        _check_layer(params, layer)
    if loss is not None:
        get_loss(loss)
    if loss == "binary_cross_entropy" and activations[-1] != "sigmoid":
        raise ValueError(
            f"the output activation is {activations[-1]!r}: binary cross-entropy needs "
            "probabilities, so end activations with 'sigmoid'"
        )


def _check_layer(params: Arrays, layer: int) -> None:
    shape = np.shape(params[f"W{layer}"])
    if len(shape) != 2:
        raise ValueError(f"W{layer} has the shape {shape}: it must be (inputs, outputs)")
    if f"b{layer}" in params and np.shape(params[f"b{layer}"]) != shape[1:]:
        raise ValueError(
            f"b{layer} has the shape {np.shape(params[f'b{layer}'])}: beside W{layer} {shape} "
            f"it must be {shape[1:]}, one number per output"
        )
    if layer > 1 and np.shape(params[f"W{layer - 1}"])[1] != shape[0]:
        raise ValueError(
            f"W{layer - 1} {np.shape(params[f'W{layer - 1}'])} and W{layer} {shape} do not chain: "
            f"the outputs of layer {layer - 1} are the inputs of layer {layer}"
        )


def check_inputs(X: NDArray, params: Arrays) -> None:
    """Raise ValueError unless X is (n, d) with at least one row and d the inputs of W1."""
    inputs = np.shape(params["W1"])[0]
    if X.ndim != 2 or X.shape[0] == 0 or X.shape[1] != inputs:
        raise ValueError(
            f"X has the shape {X.shape}: with W1 {np.shape(params['W1'])} it must be "
            f"(n, {inputs}), one row per sample (a single feature is X.reshape(-1, 1))"
        )


def check_labels(y: NDArray, X: NDArray, params: Arrays, loss: str) -> None:
    """Raise ValueError unless y is (n, m) for X (n, d), and in [0, 1] for cross-entropy."""
    outputs = np.shape(params[f"W{len(weights_of(params))}"])[1]
    if y.shape != (len(X), outputs):
        raise ValueError(
            f"y has the shape {y.shape}: with {len(X)} samples and {outputs} outputs it must be "
            f"({len(X)}, {outputs}) (a single output is y.reshape(-1, 1))"
        )
    if loss == "binary_cross_entropy" and not ((y >= 0) & (y <= 1)).all():
        raise ValueError(
            f"labels y go from {y.min():.6g} to {y.max():.6g}: binary cross-entropy needs the "
            "classes coded 0 and 1"
        )


def check_layer_sizes(layer_sizes: Sequence[int]) -> None:
    """Raise ValueError unless there are two or more sizes, all whole and at least 1."""
    if len(layer_sizes) < 2:
        raise ValueError(
            f"layer_sizes is {layer_sizes}: give two or more, inputs first and outputs last"
        )
    for position, size in enumerate(layer_sizes):
        check_whole_number(f"layer_sizes[{position}]", size, low=1)


def check_whole_number(name: str, value: object, low: int, high: int | None = None) -> None:
    """Raise ValueError unless value is an int (Python's or NumPy's) from low to high."""
    span = f"at least {low}" if high is None else f"from {low} to {high}"
    if (
        not isinstance(value, int | np.integer)
        or value < low
        or (high is not None and value > high)
    ):
        raise ValueError(f"{name} is {value!r}: it must be a whole number, {span}")


def check_number(name: str, value: float) -> None:
    """Raise ValueError unless value is finite and at least 0."""
    if not 0 <= value < np.inf:
        raise ValueError(f"{name} is {value}: it must be a finite number of at least 0")


def check_generator(rng: object) -> None:
    """Raise ValueError unless rng is a `numpy.random.Generator`."""
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng is {rng!r}: pass a generator such as numpy.random.default_rng(0)")
