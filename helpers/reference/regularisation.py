"""L1 and L2 penalties on the weights, with their gradients.

L1 is λ Σ|w| and L2 is (λ/2) Σ w². Both sum over every weight of the network, leave the biases out
and are not divided by the number of samples: a penalty does not grow or shrink with the data. `lam`
is λ, a number of at least 0 (ValueError otherwise; `lambda` is a keyword of Python).

Source: Nielsen (2015), chapter 3, "Regularization", equations 87 and 95, there with λ/n instead of
λ; Prince (2023), section 9.1.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.reference.arrays import Arrays


def l1_penalty(weights: Iterable[NDArray], lam: float) -> float:
    """Return λ Σ|w| over all arrays in the list `weights`, whatever their shapes."""
    _check_lam(lam)
    # w sign(w) is |w| and, unlike np.abs, stays analytic away from 0 for the complex step.
    return lam * sum(np.sum(W * np.sign(np.real(W))) for W in weights)


def l1_gradient(W: NDArray, lam: float) -> NDArray:
    """Return λ sign(w), of W's shape: a pull of the same size on every weight, none at 0."""
    _check_lam(lam)
    return lam * np.sign(W)


def l2_penalty(weights: Iterable[NDArray], lam: float) -> float:
    """Return (λ/2) Σ w² over all arrays in the list `weights`, whatever their shapes."""
    _check_lam(lam)
    return lam / 2 * sum(np.sum(np.square(W)) for W in weights)


def l2_gradient(W: ArrayLike, lam: float) -> NDArray:
    """Return λ w, of W's shape: a pull in proportion to the weight."""
    _check_lam(lam)
    return lam * np.asarray(W)


class Penalty(NamedTuple):
    """A penalty over a list of weight arrays, and its gradient for one of them."""

    function: Callable[[Iterable[NDArray], float], float]
    gradient: Callable[[NDArray, float], NDArray]


PENALTIES = {"l1": Penalty(l1_penalty, l1_gradient), "l2": Penalty(l2_penalty, l2_gradient)}


def get_penalty(kind: str) -> Penalty:
    """Return the `Penalty` called `kind`; ValueError lists the known names."""
    try:
        return PENALTIES[kind]
    except (KeyError, TypeError):
        raise ValueError(
            f"unknown penalty {kind!r}: choose one of {', '.join(PENALTIES)}"
        ) from None


def weights_of(params: Arrays) -> list[NDArray]:
    """Return the weight arrays of `params` (W1, W2, …), without its biases."""
    return [value for name, value in params.items() if name.startswith("W")]


def regularised_gradients(grads: Arrays, params: Arrays, lam: float, kind: str) -> Arrays:
    """Return new gradients of loss + penalty.

    `grads` are the gradients of the loss as `network.backward` gives them; the penalty's gradient
    at Wl is added to every dWl, and all other gradients are passed on unchanged. `kind` is "l1" or
    "l2".
    """
    gradient = get_penalty(kind).gradient
    return grads | {
        f"d{name}": grads[f"d{name}"] + gradient(W, lam)
        for name, W in params.items()
        if name.startswith("W")
    }


def _check_lam(lam: float) -> None:
    if not 0 <= lam < np.inf:
        raise ValueError(f"lam is {lam}: a penalty needs a finite number of at least 0")
