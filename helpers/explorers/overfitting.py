"""Explorer of overfitting and λ: a wide network on few points, and the effect of a penalty.

The points are the demo's, y = 2x² + noise. The network has one hidden layer of tanh neurons whose
weights and biases are drawn at random and stay as they are; only the output layer learns.
`helpers.penalised_regression` finds its best weights exactly, in milliseconds and without a
learning rate. This has a price: the hidden weights are neither trained nor penalised.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.explorer import Explorer, Knob, Table, value_text
from helpers.penalised_regression import lasso, ridge
from helpers.style import BLUE, GREEN, VERMILION

LAMS = (
    *(1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3),
    *(0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
)
"""The λ to choose from, half a power of ten apart."""

Panels: TypeAlias = tuple[Axes, Axes, Axes]

SOLVERS = {"L2": ridge, "L1": lasso}

N_HELD_OUT = 400
_GRID = np.linspace(-2, 2, 161)
_REACHES = (1, 3, 10, 30, 100, 300, 1000, 3000, 10_000)


@dataclass(frozen=True)
class Result:
    """What the picture shows: `chosen` is the place of λ in LAMS; errors are mean squared."""

    x: np.ndarray  # (n,)
    y: np.ndarray  # (n,)
    curve: np.ndarray  # (161,), the network's answers between −2 and 2
    weights: np.ndarray  # (width, 15), of the output layer, a column for each of LAMS
    training: np.ndarray  # (15,)
    held_out: np.ndarray  # (15,)
    chosen: int
    penalty: str


def parabola(n: int, noise: float, rng: np.random.Generator) -> tuple[NDArray, NDArray]:
    """Return X (n, 1), uniform between −2 and 2, and y = 2 X² + normal noise, (n, 1).

    The curve is the demo's; `noise` is a standard deviation. Two of the points are the ends, −2 and
    2, because a network's answers beyond its last point would be luck, and this explorer is about
    something else.
    """
    X = np.append([-2.0, 2.0], rng.uniform(-2, 2, size=n - 2))[:, None]
    return X, 2 * X**2 + rng.normal(0, noise, size=(n, 1))


def hidden_layer(width: int, rng: np.random.Generator) -> Callable[[ArrayLike], NDArray]:
    """Return a function from x, (n,) or (n, 1), to A1 (n, width), a random tanh layer.

    Neuron j is tanh(s_j (x − c_j)): its weight s_j is normal with standard deviation 3, and its
    bias −s_j c_j puts its middle c_j anywhere in [−2, 2].
    """
    steepness, middles = 3 * rng.normal(size=width), rng.uniform(-2, 2, size=width)
    return lambda x: np.tanh(steepness * (np.reshape(x, (-1, 1)) - middles))


def compute(params: dict[str, Any]) -> Result:
    """Return the `Result` for a dict of the knobs' values."""
    rng_points, rng_new, rng_network = np.random.default_rng(params["seed"]).spawn(3)
    X, y = parabola(params["points"], params["noise"], rng_points)
    X_new, y_new = parabola(N_HELD_OUT, params["noise"], rng_new)
    hidden = hidden_layer(params["width"], rng_network)
    W, biases = SOLVERS[params["penalty"]](hidden(X), y, LAMS)
    chosen = LAMS.index(params["lam"])
    return Result(
        x=X[:, 0],
        y=y[:, 0],
        curve=hidden(_GRID) @ W[:, chosen] + biases[chosen],
        weights=W,
        training=np.mean((hidden(X) @ W + biases - y) ** 2, axis=0),
        held_out=np.mean((hidden(X_new) @ W + biases - y_new) ** 2, axis=0),
        chosen=chosen,
        penalty=params["penalty"],
    )


def panels(figure: Figure) -> Panels:
    """Makes the panels of the fit, of the errors and of the weights."""
    # Logarithms are taken by hand and their ticks written as texts: Matplotlib's own log scales set
    # every tick in mathtext, which takes much longer.
    grid = figure.add_gridspec(
        2, 2, left=0.09, right=0.98, top=0.94, bottom=0.11, hspace=0.55, wspace=0.3
    )
    fit, errors = (figure.add_subplot(grid[0, column]) for column in (0, 1))
    weights = figure.add_subplot(grid[1, :])
    fit.set(xlabel="x", ylim=(-3.5, 12.5), xticks=(-2, 0, 2), yticks=(0, 5, 10))
    fit.set_title("Truth (dotted), network, points", loc="left", fontsize=10)
    errors.set(xlabel="λ", ylim=(-3.1, 3.1), xticks=range(0, len(LAMS), 4), yticks=(-2, 0, 2))
    errors.set_xticklabels([value_text(lam) for lam in LAMS[::4]])
    errors.set_yticklabels(("0.01", "1", "100"))
    weights.set(xlabel="number of the hidden neuron")
    return fit, errors, weights


def draw(result: Result, panels: Panels) -> None:
    """Draws the fit, both errors over λ, and the output weights at the chosen λ."""
    ink = matplotlib.rcParams["text.color"]
    fit, errors, weights = panels
    _draw_fit(result, fit, ink)
    _draw_errors(result, errors, ink)
    _draw_weights(result, weights, ink)


def _draw_fit(result: Result, axes: Axes, ink: str) -> None:
    axes.plot(_GRID, 2 * _GRID**2, color=GREEN, linestyle=":")
    axes.plot(_GRID, result.curve, color=VERMILION, linestyle="-")
    axes.plot(result.x, result.y, "o", color=ink, markersize=4, linestyle="none")


def _draw_errors(result: Result, axes: Axes, ink: str) -> None:
    places = np.arange(len(LAMS))
    axes.axvline(result.chosen, color=ink, linewidth=0.8)
    curves = (
        (result.training, BLUE, "-"),
        (result.held_out, VERMILION, "--"),
    )
    for errors, colour, style in curves:
        # The error of an exact fit has no logarithm, and that of a wild one no room: both stop at
        # the border.
        heights = np.log10(np.clip(errors, 1e-3, 1e3))
        axes.plot(places, heights, color=colour, linestyle=style)
        axes.plot(result.chosen, heights[result.chosen], "o", color=colour)
    axes.set_title(
        f"Errors, {result.penalty}: training, held out (dashed)", loc="left", fontsize=10
    )


def _draw_weights(result: Result, axes: Axes, ink: str) -> None:
    w = result.weights[:, result.chosen]
    axes.vlines(np.arange(len(w)), 0, w, color=BLUE, linewidth=1.5)
    axes.plot(np.arange(len(w)), w, "o", color=BLUE, markersize=3.5, linestyle="none")
    axes.axhline(0, color=ink, linewidth=0.8)
    reach = next((limit for limit in _REACHES if np.abs(w).max() <= limit), np.abs(w).max())
    axes.set(xlim=(-1, len(w)), ylim=(-1.1 * reach, 1.1 * reach), xticks=(0, len(w) - 1))
    axes.set_yticks((-reach, 0, reach), [f"{tick:.4g}" for tick in (-reach, 0, reach)])
    title = f"Output weights: {_count_weights(w)}"
    axes.text(0, 1.03, title, transform=axes.transAxes, fontsize=10)


def describe(result: Result) -> str:
    """Return the alt text: what the three panels show."""
    lam, w = LAMS[result.chosen], result.weights[:, result.chosen]
    best = int(np.argmin(result.held_out))
    return (
        f"Three panels. Fit: {len(result.x)} points around the parabola 2x² and a network with "
        f"{len(w)} hidden neurons, its curve between {result.curve.min():.1f} and "
        f"{result.curve.max():.1f}. Errors over λ with the {result.penalty} penalty: at "
        f"λ = {value_text(lam)} {result.training[result.chosen]:.3g} in training and "
        f"{result.held_out[result.chosen]:.3g} held out; the held-out error is "
        f"{result.held_out[0]:.3g} at the smallest λ, lowest with {result.held_out[best]:.3g} at "
        f"λ = {value_text(LAMS[best])}, and {result.held_out[-1]:.3g} at the largest. Output "
        f"weights as stems: {_count_weights(w)}, the largest of size {np.abs(w).max():.3g}."
    )


def table(result: Result) -> Table:
    """Return headers and a row for every λ; the chosen one is marked."""
    headers = ["λ", "training error", "held-out error", "weights not 0", "sum of |w|", "note"]
    rows = []
    for place, lam in enumerate(LAMS):
        w = result.weights[:, place]
        errors = float(result.training[place]), float(result.held_out[place])
        mark = "chosen" if place == result.chosen else ""
        rows.append([lam, *errors, int(np.sum(w != 0)), float(np.abs(w).sum()), mark])
    return headers, rows


def log(result: Result) -> dict[str, Any]:
    """Return what a run log keeps of the chosen λ."""
    w = result.weights[:, result.chosen]
    return {
        "training_error": float(result.training[result.chosen]),
        "held_out_error": float(result.held_out[result.chosen]),
        "weights_not_0": int(np.sum(w != 0)),
        "largest_weight": float(np.abs(w).max()),
    }


def _count_weights(w: NDArray) -> str:
    return f"{np.sum(w != 0)} of {len(w)} not 0"


OVERFITTING = Explorer(
    name="overfitting_runs",
    title="Overfitting and λ",
    knobs=(
        Knob("lam", "λ", LAMS, 1e-6),
        Knob("penalty", "Penalty", ("L2", "L1"), "L2"),
        Knob("width", "Hidden neurons", (2, 5, 10, 20, 30, 50, 100), 30),
        Knob("points", "Points", (6, 8, 12, 20, 40, 80), 12),
        Knob("noise", "Noise", (0.0, 0.25, 0.5, 1.0, 2.0), 1.0),
        Knob("seed", "Seed", tuple(range(10)), 0),
    ),
    compute=compute,
    panels=panels,
    draw=draw,
    describe=describe,
    table=table,
    log=log,
    size=(7.2, 5.2),
)

EXPLORERS = (OVERFITTING,)
