"""The paths by which a change of one weight reaches the cost, and the slopes along each of them.

A weight of layer l acts on one neuron of that layer. From this neuron a change can pass through any
one neuron of each later layer, and so reach the cost; each such way is a path. The product of the
slopes along a path is its share of the gradient, and the shares of all paths add up to ∂C/∂w.

Layers are counted as in `helpers.reference.network`: layer 0 holds the inputs, W1 leads into layer
1. Neurons are counted from 0.

Source: Nielsen (2015), chapter 2, "Backpropagation: the big picture".
"""

import math
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.reference.activations import get_activation
from helpers.reference.losses import get_loss
from helpers.reference.network import forward
from helpers.reference.regularisation import weights_of


@dataclass(frozen=True)
class WorkedExample:
    """A network and one training sample: inputs x (d,) with the wanted outputs y (m,)."""

    params: dict[str, NDArray]
    activations: tuple[str, ...]
    x: NDArray
    y: NDArray
    loss: str = "quadratic_cost"

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of neurons in each layer, inputs first."""
        return (len(self.x), *(W.shape[1] for W in weights_of(self.params)))


SMALL = WorkedExample(
    params={
        "W1": np.array([[0.8, -1.2, 0.5], [-0.6, 0.9, 1.1]]),
        "b1": np.array([0.1, -0.3, 0.2]),
        "W2": np.array([[1.4, -0.7, 0.6], [-1.1, 1.3, 0.4], [0.5, 0.9, -1.6]]),
        "b2": np.array([-0.2, 0.1, 0.3]),
        "W3": np.array([[1.2, -0.9], [-0.8, 1.5], [0.7, 1.0]]),
        "b3": np.array([0.2, -0.4]),
    },
    activations=("sigmoid", "sigmoid", "sigmoid"),
    x=np.array([1.0, 0.5]),
    y=np.array([1.0, 0.0]),
)
"""Two inputs, two hidden layers of three, two outputs: the network of the lesson's pictures."""


@dataclass(frozen=True)
class Path:
    """One path: the neuron it takes in each layer, and the slopes along it.

    `factors` are first ∂a_j/∂w, then ∂a/∂a for each edge, and last ∂C/∂a of the output neuron.
    """

    neurons: tuple[int, ...]
    factors: tuple[float, ...]

    @property
    def product(self) -> float:
        """The path's share of ∂C/∂w."""
        return math.prod(self.factors)


def paths_of(example: WorkedExample, layer: int, k: int, j: int) -> list[Path]:
    """Return every `Path` from the weight W{layer}[k, j] of a `WorkedExample` to its cost."""
    values = run(example)
    depth = len(example.activations)
    slopes = {
        later: get_activation(example.activations[later - 1]).derivative(values[f"Z{later}"])
        for later in range(layer, depth + 1)
    }
    first = slopes[layer][j] * values[f"A{layer - 1}"][k]
    last = get_loss(example.loss).derivative(values[f"A{depth}"][None], example.y[None])[0]
    found = []
    for rest in product(*(range(size) for size in example.sizes[layer + 1 :])):
        neurons = (j, *rest)
        edges = [
            slopes[later][end] * example.params[f"W{later}"][start, end]
            for later, (start, end) in enumerate(pairwise(neurons), start=layer + 1)
        ]
        found.append(Path(neurons, tuple(map(float, (first, *edges, last[neurons[-1]])))))
    return found


def run(example: WorkedExample) -> dict[str, Any]:
    """Return A0, Z1, A1, … of the example, (neurons,) each, and its cost C, a number."""
    cache = forward(example.x[None], example.params, example.activations)
    output = cache[f"A{len(example.activations)}"]
    values = {name: array[0] for name, array in cache.items()}
    cost = get_loss(example.loss).function(output, example.y[None])
    return {"A0": example.x, **values, "C": float(cost)}


def nudged(example: WorkedExample, layer: int, k: int, j: int, change: float) -> WorkedExample:
    """Return the `WorkedExample` with `change` added to the weight W{layer}[k, j]."""
    W = example.params[f"W{layer}"].copy()
    W[k, j] += change
    params = {**example.params, f"W{layer}": W}
    return WorkedExample(params, example.activations, example.x, example.y, example.loss)
