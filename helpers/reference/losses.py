"""Loss functions, each with its derivative beside it.

Every loss is a mean over the n samples (the rows) of a sum over the outputs (the columns); the
derivatives are with respect to the predictions and already hold the 1/n. Predictions and labels are
arrays of the same shape, (n, m) or (n,); ValueError if the shapes differ, because (n,) with (n, 1)
would broadcast to (n, n) and silently give a wrong number.

Predictions may be complex (see `helpers.numerical_gradients.complex_step`).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

# The smallest normal double. Probabilities below it are raised to it before a logarithm is taken:
# the loss at a certain and wrong prediction is 708 instead of infinite, and no other p changes.
TINY = np.finfo(float).tiny


def squared_error(prediction: ArrayLike, y: ArrayLike) -> float:
    """Return the mean squared error (1/n) Σ ‖a − y‖², with no ½: the demo's loss."""
    prediction, y = check_same_shape(prediction, y)
    return np.sum((prediction - y) ** 2) / len(y)


def squared_error_derivative(prediction: ArrayLike, y: ArrayLike) -> NDArray:
    """Return 2 (a − y) / n, of the predictions' shape."""
    prediction, y = check_same_shape(prediction, y)
    return 2 * (prediction - y) / len(y)


def quadratic_cost(prediction: ArrayLike, y: ArrayLike) -> float:
    """Return the quadratic cost (1/2n) Σ ‖y − a‖² of the theory (Nielsen 2015, equation 6)."""
    return squared_error(prediction, y) / 2


def quadratic_cost_derivative(prediction: ArrayLike, y: ArrayLike) -> NDArray:
    """Return (a − y) / n, of the predictions' shape."""
    prediction, y = check_same_shape(prediction, y)
    return (prediction - y) / len(y)


def binary_cross_entropy(p: ArrayLike, y: ArrayLike) -> float:
    """Return −(1/n) Σ [y log p + (1 − y) log(1 − p)] (Nielsen 2015, equation 57).

    p are probabilities and y labels, both in [0, 1]; ValueError otherwise. The loss is finite at
    p = 0 and p = 1, where a wrong prediction costs 708.
    """
    p, y = _probabilities(p, y)
    log_p, log_not_p = np.log(np.maximum(p, TINY)), np.log(np.maximum(1 - p, TINY))
    return -np.sum(y * log_p + (1 - y) * log_not_p) / len(y)


def binary_cross_entropy_derivative(p: ArrayLike, y: ArrayLike) -> NDArray:
    """Return (1/n) [(1 − y) / (1 − p) − y / p], of p's shape; finite at p = 0 and p = 1.

    Behind a sigmoid, its product with σ' is (a − y)/n; `network.backward` uses this form instead.
    """
    p, y = _probabilities(p, y)
    return ((1 - y) / np.maximum(1 - p, TINY) - y / np.maximum(p, TINY)) / len(y)


class Loss(NamedTuple):
    """A loss and its derivative, both functions of (prediction, y)."""

    function: Callable[[ArrayLike, ArrayLike], float]
    derivative: Callable[[ArrayLike, ArrayLike], NDArray]


LOSSES = {
    "squared_error": Loss(squared_error, squared_error_derivative),
    "quadratic_cost": Loss(quadratic_cost, quadratic_cost_derivative),
    "binary_cross_entropy": Loss(binary_cross_entropy, binary_cross_entropy_derivative),
}


def get_loss(name: str) -> Loss:
    """Return the `Loss` called `name`; ValueError lists the known names."""
    try:
        return LOSSES[name]
    except (KeyError, TypeError):
        raise ValueError(f"unknown loss {name!r}: choose one of {', '.join(LOSSES)}") from None


def check_same_shape(prediction: ArrayLike, y: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return both as arrays; ValueError if the shapes differ or hold no samples."""
    prediction, y = np.asarray(prediction), np.asarray(y)
    if prediction.shape != y.shape:
        raise ValueError(
            f"predictions have the shape {prediction.shape} and labels {y.shape}: give both one "
            "row per sample and the same columns, for example y.reshape(-1, 1)"
        )
    if prediction.ndim == 0 or prediction.size == 0:
        raise ValueError(
            f"predictions of the shape {prediction.shape} hold no samples: a mean loss needs an "
            "array with at least one row"
        )
    return prediction, y


def _probabilities(p: ArrayLike, y: ArrayLike) -> tuple[NDArray, NDArray]:
    p, y = check_same_shape(p, y)
    for what, values in (("predictions p", p.real), ("labels y", y)):
        if (values < 0).any() or (values > 1).any():
            raise ValueError(
                f"{what} go from {values.min():.6g} to {values.max():.6g}: binary cross-entropy "
                "needs values from 0 to 1 (put a sigmoid on the output; code the classes 0 and 1)"
            )
    return p, y
