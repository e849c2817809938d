"""Train a network by gradient descent, on the whole data or in mini-batches.

Source: Nielsen (2015), chapter 1, "Learning with gradient descent"; Prince (2023), sections 6.1
and 6.2.
"""

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.reference.arrays import Arrays
from helpers.reference.checks import (
    check_generator,
    check_inputs,
    check_labels,
    check_network,
    check_number,
    check_whole_number,
)
from helpers.reference.regularisation import get_penalty, weights_of
from helpers.reference.schedules import constant
from helpers.reference.step import BatchGradient, layer_views, pack, unpack, whole_gradient


def epoch_batches(n: int, batch_size: int, rng: np.random.Generator) -> list[NDArray]:
    """Return the index arrays of one epoch: a random permutation of range(n), cut into batches.

    Every index stands in exactly one batch; the last batch may be short. ValueError unless
    batch_size is a whole number from 1 to n.
    """
    check_whole_number("batch_size", batch_size, low=1, high=n)
    check_generator(rng)
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def train(
    X: ArrayLike,
    y: ArrayLike,
    params: Arrays,
    *,
    activations: Sequence[str],
    loss: str,
    learning_rate: float,
    n_iterations: int,
    batch_size: int | None = None,
    rng: np.random.Generator | None = None,
    schedule: Callable[[float, int], float] = constant,
    penalty: str | None = None,
    lam: float = 0.0,
) -> tuple[Arrays, NDArray]:
    """Return (new params, losses) after `n_iterations` updates by gradient descent.

    X is (n, d), y (n, m), labels in [0, 1] for cross-entropy; `params`, `activations` and `loss`
    are as in `network.py`. With `batch_size` each update uses one batch of `epoch_batches`, drawn
    anew from the Generator `rng` every epoch; without it, all n samples. `schedule` gives the rate
    of each epoch (`schedules.py`). `penalty` "l1" or "l2" adds λ times that penalty to the loss.

    losses is (n_iterations,): the cost of the batch, penalty included, before its update. A run
    that diverges raises nothing; its losses grow to inf or nan. ValueError names an argument that
    does not fit.
    """
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    check_network(params, activations, loss)
    check_inputs(X, params)
    check_labels(y, X, params, loss)
    check_number("learning_rate", learning_rate)
    check_whole_number("n_iterations", n_iterations, low=0)
    n, depth = len(X), len(activations)
    if batch_size is not None:
        check_whole_number("batch_size", batch_size, low=1, high=n)
        check_generator(rng)
    n_batches = 1 if batch_size is None else ceil(n / batch_size)

    theta, shapes = pack(params, depth)
    gradient = np.empty_like(theta)
    weights, gradients = layer_views(theta, shapes), layer_views(gradient, shapes)
    add_penalty = _penalty_step(penalty, lam, params, depth)
    step: Callable[[], float]
    if batch_size is None:
        step = whole_gradient(X, y, weights, gradient, activations, loss, params)
    else:
        sizes = {batch_size, n - batch_size * (n_batches - 1)}
        steps = {
            size: BatchGradient(size, weights, gradients, activations, loss, params)
            for size in sizes
        }

    losses = np.empty(n_iterations)
    with np.errstate(over="ignore", invalid="ignore"):
        for iteration in range(n_iterations):
            epoch, batch_number = divmod(iteration, n_batches)
            if batch_number == 0:
                rate = schedule(learning_rate, epoch)
            if batch_size is not None:
                if batch_number == 0:
                    batches = epoch_batches(n, batch_size, rng)  # type: ignore[arg-type]  # not None: checked
                batch = batches[batch_number]
                of_batch = steps[len(batch)]
                of_batch.load(X[batch], y[batch])
                step = of_batch
            losses[iteration] = step()
            if add_penalty is not None:
                losses[iteration] += add_penalty(theta, gradient)
            np.multiply(gradient, rate, out=gradient)
            np.subtract(theta, gradient, out=theta)
    return unpack(theta, shapes, params), losses


def _penalty_step(
    kind: str | None, lam: float, params: Arrays, depth: int
) -> Callable[[NDArray, NDArray], float] | None:
    """Return a function (theta, gradient) that adds the penalty's gradient and returns its value.

    The function does the same as `regularised_gradients`, on all parameters in one vector. Without
    a penalty, the result is None.
    """
    if kind is None:
        if lam != 0:
            raise ValueError(f'lam is {lam} but penalty is None: name a penalty, "l1" or "l2"')
        return None
    get_penalty(kind).function(weights_of(params), lam)  # raises if kind or lam is wrong
    lam_of_each, _ = pack(
        {name: np.full(np.shape(p), lam if name[0] == "W" else 0) for name, p in params.items()},
        depth,
    )

    def l1(theta: NDArray, gradient: NDArray) -> float:
        pull = lam_of_each * np.sign(theta)
        gradient += pull
        return np.vdot(pull, theta)

    def l2(theta: NDArray, gradient: NDArray) -> float:
        pull = lam_of_each * theta
        gradient += pull
        return np.vdot(pull, theta) / 2

    return {"l1": l1, "l2": l2}[kind]
