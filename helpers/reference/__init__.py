"""The reference network: the lessons show it, and the exercises are measured against it.

`network` holds the equations (initialise, forward, backward, update); `activations`, `losses`,
`regularisation` and `schedules` hold their parts. `training` holds the loop, and `step` the same
equations in a form that makes the loop fast. `checks` says what is wrong with bad input.
"""

from helpers.reference.activations import (
    ACTIVATIONS,
    identity,
    identity_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    tanh,
    tanh_derivative,
)
from helpers.reference.losses import (
    LOSSES,
    binary_cross_entropy,
    binary_cross_entropy_derivative,
    quadratic_cost,
    quadratic_cost_derivative,
    squared_error,
    squared_error_derivative,
)
from helpers.reference.network import backward, cost, forward, initialise, predict, update
from helpers.reference.regularisation import (
    PENALTIES,
    l1_gradient,
    l1_penalty,
    l2_gradient,
    l2_penalty,
    regularised_gradients,
    weights_of,
)
from helpers.reference.schedules import constant, step_decay
from helpers.reference.training import epoch_batches, train

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "PENALTIES",
    "backward",
    "binary_cross_entropy",
    "binary_cross_entropy_derivative",
    "constant",
    "cost",
    "epoch_batches",
    "forward",
    "identity",
    "identity_derivative",
    "initialise",
    "l1_gradient",
    "l1_penalty",
    "l2_gradient",
    "l2_penalty",
    "predict",
    "quadratic_cost",
    "quadratic_cost_derivative",
    "regularised_gradients",
    "relu",
    "relu_derivative",
    "sigmoid",
    "sigmoid_derivative",
    "squared_error",
    "squared_error_derivative",
    "step_decay",
    "tanh",
    "tanh_derivative",
    "train",
    "update",
    "weights_of",
]
