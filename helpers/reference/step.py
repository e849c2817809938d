"""The gradient of one batch, in place: `network.py`'s equations with buffers allocated once.

`forward`, `backward` and `update` make new arrays on every call, which for a small network costs
more than the arithmetic. `train` repeats the same step thousands of times, so this module writes
each step into the same arrays. A test checks that both forms agree. Three things differ from
`network.py`:

- Samples are columns, as in Nielsen's z^l = w^l a^(l−1) + b^l. Every result is then contiguous in
  memory, so that a matrix product can be written straight into it.
- The bias is one more weight, from an input that is always 1: z = [w b] [a; 1]. One product gives
  z, and one gives dw and db.
- All parameters lie in one vector, and each layer's [w b] is a view of it, so an update is one
  subtraction.
"""

from collections.abc import Sequence

import numpy as np
from numpy import add, divide, dot, exp, log, maximum, multiply, negative, sign, subtract, vdot
from numpy.typing import NDArray

from helpers.reference.arrays import Arrays
from helpers.reference.losses import TINY

# NumPy turns a Python number into an array on every call: a third of the call's time if the arrays
# are small.
ONE = np.array(1.0)

BLOCK = 1 << 16
"""How many numbers an array may hold to stay in the processor's cache between two operations."""


def pack(params: Arrays, depth: int) -> tuple[NDArray, list[tuple[int, ...]]]:
    """Return (theta, shapes): all parameters in one vector, and the shape of each layer's [w b].

    [wl bl] is (outputs, inputs + 1), or (outputs, inputs) in a layer without biases.
    """
    blocks = []
    for layer in range(1, depth + 1):
        columns = [np.transpose(params[f"W{layer}"])]
        if f"b{layer}" in params:
            columns.append(np.reshape(params[f"b{layer}"], (-1, 1)))
        blocks.append(np.hstack(columns).astype(float))
    return np.concatenate([block.ravel() for block in blocks]), [block.shape for block in blocks]


def layer_views(vector: NDArray, shapes: Sequence[tuple[int, ...]]) -> list[NDArray]:
    """Return the [w b] of each layer as a view into a vector laid out like `pack`'s."""
    ends = np.cumsum([rows * columns for rows, columns in shapes])
    return [part.reshape(shape) for part, shape in zip(np.split(vector, ends[:-1]), shapes)]


def unpack(theta: NDArray, shapes: Sequence[tuple[int, ...]], params: Arrays) -> Arrays:
    """Return theta as a new dict with the keys and shapes of `params`, undoing `pack`."""
    blocks = layer_views(theta, shapes)
    new = {}
    for name, value in params.items():
        block = blocks[int(name[1:]) - 1]
        new[name] = block[:, : len(value)].T.copy() if name[0] == "W" else block[:, -1].copy()
    return new


def _sigmoid(z: NDArray) -> None:
    negative(z, out=z)
    exp(z, out=z)  # inf for z far below zero; then σ = 1/inf = 0, and `train` silences the overflow
    add(z, ONE, out=z)
    divide(ONE, z, out=z)


def _sigmoid_backward(a: NDArray, error: NDArray) -> None:
    multiply(error, a, out=error)
    subtract(ONE, a, out=a)
    multiply(error, a, out=error)


def _tanh(z: NDArray) -> None:
    np.tanh(z, out=z)


def _tanh_backward(a: NDArray, error: NDArray) -> None:
    multiply(a, a, out=a)
    subtract(ONE, a, out=a)
    multiply(error, a, out=error)


def _relu(z: NDArray) -> None:
    maximum(z, 0.0, out=z)


def _relu_backward(a: NDArray, error: NDArray) -> None:
    sign(a, out=a)
    multiply(error, a, out=error)


def _nothing(*_: NDArray) -> None:
    """Leave the arrays as they are: the identity, and its slope of 1."""


# Two functions for each activation. The first turns z into σ(z). The second turns ∂C/∂a into ∂C/∂z,
# for which a = σ(z) alone is enough; it may overwrite a, which is not needed afterwards.
IN_PLACE = {
    "sigmoid": (_sigmoid, _sigmoid_backward),
    "tanh": (_tanh, _tanh_backward),
    "relu": (_relu, _relu_backward),
    "identity": (_nothing, _nothing),
}


def _squared_error(a: NDArray, y: NDArray, error: NDArray, n: int) -> float:
    subtract(a, y, out=error)
    loss = vdot(error, error) / n
    multiply(error, 2 / n, out=error)
    return loss


def _quadratic_cost(a: NDArray, y: NDArray, error: NDArray, n: int) -> float:
    subtract(a, y, out=error)
    loss = vdot(error, error) / (2 * n)
    multiply(error, 1 / n, out=error)
    return loss


def _cross_entropy_of_sigmoid(a: NDArray, y: NDArray, error: NDArray, n: int) -> float:
    log_a = log(maximum(a, TINY, out=error), out=error)
    log_likelihood = vdot(y, log_a)
    not_a = subtract(ONE, a, out=error)
    log_not_a = log(maximum(not_a, TINY, out=error), out=error)
    log_likelihood += vdot(subtract(ONE, y), log_not_a)
    subtract(a, y, out=error)
    multiply(error, 1 / n, out=error)
    return -log_likelihood / n


# For each loss, a function (a, y, error, n) that returns the loss and writes ∂C/∂a of the output
# into error. For cross-entropy it writes ∂C/∂z, which includes the slope of the sigmoid.
IN_PLACE_LOSSES = {
    "squared_error": _squared_error,
    "quadratic_cost": _quadratic_cost,
    "binary_cross_entropy": _cross_entropy_of_sigmoid,
}


class BatchGradient:
    """The loss and its gradient on batches of n samples.

    `weights` and `gradients` are lists of each layer's [w b]. Every call reads the weights, writes
    the gradients of the batch that was loaded last, and returns its mean loss.
    """

    def __init__(
        self,
        n: int,
        weights: Sequence[NDArray],
        gradients: Sequence[NDArray],
        activations: Sequence[str],
        loss: str,
        params: Arrays,
    ) -> None:
        biased = [f"b{layer}" in params for layer in range(1, len(weights) + 1)]
        outputs = [len(w) for w in weights]
        # A layer's inputs: the activations of the layer below and, if it has biases, a row of ones.
        inputs = [np.ones((w.shape[1], n)) for w in weights]
        below = [a[:-1] if bias else a for a, bias in zip(inputs, biased)]
        above = [*below[1:], np.empty((outputs[-1], n))]
        errors = [np.empty((size, n)) for size in outputs]
        w_only = [w[:, : len(a)] for w, a in zip(weights, below)]

        activate, backpropagate = (
            list(functions) for functions in zip(*map(IN_PLACE.get, activations))
        )
        if loss == "binary_cross_entropy":
            backpropagate[-1] = _nothing

        self.n = n
        self.X, self.y = below[0], np.empty((outputs[-1], n))
        self.output, self.error = above[-1], errors[-1]
        self.loss = IN_PLACE_LOSSES[loss]
        self.forward = list(zip(weights, inputs, above, activate))
        self.backward = list(
            zip(
                backpropagate,
                above,
                errors,
                [a.T for a in inputs],
                gradients,
                [w.T for w in w_only],
                [None, *errors[:-1]],
            )
        )[::-1]

    def load(self, X: NDArray, y: NDArray) -> None:
        """Set the batch: X (n, d) and y (n, m)."""
        self.X[...] = X.T
        self.y[...] = y.T

    def __call__(self) -> float:
        for w, a_below, a, activate in self.forward:
            dot(w, a_below, out=a)
            activate(a)
        loss = self.loss(self.output, self.y, self.error, self.n)
        for backpropagate, a, error, a_below_T, gradient, w_T, error_below in self.backward:
            backpropagate(a, error)  # BP2's second factor
            dot(error, a_below_T, out=gradient)  # BP3 and BP4
            if error_below is not None:
                dot(w_T, error, out=error_below)  # BP2's first factor
        return loss


class BlockedGradient:
    """The loss and its gradient on all n samples of X and y, block by block.

    Every operation on a large array waits for the memory. The arrays of a block stay in the cache,
    and the mean over all samples is the mean of the blocks, weighted by their sizes. `gradient` is
    a vector laid out like `pack`'s; every call writes it and returns the mean loss.
    """

    def __init__(
        self,
        size: int,
        X: NDArray,
        y: NDArray,
        weights: Sequence[NDArray],
        gradient: NDArray,
        activations: Sequence[str],
        loss: str,
        params: Arrays,
    ) -> None:
        self.gradient, self.of_block = gradient, np.empty_like(gradient)
        views = layer_views(self.of_block, [w.shape for w in weights])
        parts = [(X[k : k + size], y[k : k + size]) for k in range(0, len(X), size)]
        steps = {
            n: BatchGradient(n, weights, views, activations, loss, params)
            for n in {len(part) for part, _ in parts}
        }
        self.blocks = [(*part, len(part[0]) / len(X), steps[len(part[0])]) for part in parts]

    def __call__(self) -> float:
        mean_loss = 0.0
        self.gradient[...] = 0
        for X, y, share, step in self.blocks:
            step.load(X, y)
            mean_loss += share * step()
            multiply(self.of_block, share, out=self.of_block)
            add(self.gradient, self.of_block, out=self.gradient)
        return mean_loss


def whole_gradient(
    X: NDArray,
    y: NDArray,
    weights: Sequence[NDArray],
    gradient: NDArray,
    activations: Sequence[str],
    loss: str,
    params: Arrays,
) -> BatchGradient | BlockedGradient:
    """Return what computes the loss and its gradient on X (n, d) and y (n, m).

    Many samples are computed block by block.
    """
    shapes = [w.shape for w in weights]
    size = max(1, BLOCK // max(max(shape) for shape in shapes))
    if len(X) > size:
        return BlockedGradient(size, X, y, weights, gradient, activations, loss, params)
    step = BatchGradient(len(X), weights, layer_views(gradient, shapes), activations, loss, params)
    step.load(X, y)
    return step
