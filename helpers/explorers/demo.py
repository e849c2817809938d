"""Explorer of the demo: a 1-h-1 network learns y = 2x² plus noise, with or without biases.

Three panels: the data with the fit; what each hidden neuron adds to the output; the loss at every
step, beside that of the best constant and the variance of the noise.
"""

import warnings
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers import data
from helpers.explorers.explorer import Explorer, Knob, Table
from helpers.reference import forward, initialise, train
from helpers.style import BLUE, GREEN, PURPLE, VERMILION

X, Y = data.quadratic()
GRID = np.linspace(-2, 2, 81).reshape(-1, 1)
NOISE_VARIANCE = 0.25
SHOWN = 20
"""The largest number of hidden neurons that are drawn: those with the largest contributions."""

REACHES = (1, 2, 5, 10, 20, 50, 100, 1000, 10_000)
"""The limits that the axis of the contributions may have, on either side of 0."""

LARGEST = 1e6
"""A loss above this number counts as diverged and is not drawn."""


@dataclass(frozen=True)
class Training:
    """One training: its losses, its fit, and the contributions of its hidden neurons.

    `losses` (steps + 1,) are the losses before each step, then the loss after the last one. `fit`
    is (81,). `contributions` are (81, h): each hidden neuron's activation times its output weight,
    without the output's bias. All numbers are nan where the training has diverged.
    """

    settings: dict[str, Any]
    losses: NDArray
    fit: NDArray
    contributions: NDArray

    @property
    def diverged(self) -> bool:
        """Whether the loss has left all bounds."""
        return not self.losses[-1] < LARGEST


def compute(params: dict[str, Any]) -> Training:
    """Return the `Training` of the demo's 100 points with {width, rate, steps, activation, …}."""
    activations = (params["activation"], "identity")
    start = initialise(
        (1, params["width"], 1),
        np.random.default_rng(params["seed"]),
        scale=1.0,
        biases=params["biases"],
    )
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)  # a diverging training overflows
        end, losses = train(
            X,
            Y,
            start,
            activations=activations,
            loss="squared_error",
            learning_rate=params["rate"],
            n_iterations=params["steps"],
        )
        cache = forward(GRID, end, activations)
        at_data = forward(X, end, activations)["A2"]
        losses = np.append(losses, np.mean((at_data - Y) ** 2))
        contributions = cache["A1"] * end["W2"].ravel()
    return Training(params, losses, cache["A2"].ravel(), contributions)


def panels(figure: Figure) -> NDArray:
    """Makes the three panels."""
    axes = figure.subplots(
        1,
        3,
        gridspec_kw={"left": 0.06, "right": 0.975, "bottom": 0.17, "top": 0.87, "wspace": 0.26},
    )
    titles = ("data and fit", "each hidden neuron adds", "loss")
    labels = ("feature x", "feature x", "step (dotted: best constant)")
    for panel, title, label in zip(axes, titles, labels, strict=True):
        panel.tick_params(labelsize=8)
        panel.set_title(title, fontsize=10)
        panel.set_xlabel(label, fontsize=9)
    for panel in axes[:2]:
        panel.set(xlim=(-2.1, 2.1), xticks=(-2, 0, 2))
    axes[0].set(ylim=(-3, 10), yticks=(0, 4, 8))
    return axes


def draw(training: Training, panels: NDArray) -> None:
    """Draws the fit, the hidden neurons' contributions and the losses."""
    _draw_fit(training, panels[0])
    _draw_contributions(training, panels[1])
    _draw_losses(training, panels[2])


def _draw_fit(training: Training, axes: Axes) -> None:
    ink = matplotlib.rcParams["text.color"]
    axes.scatter(X, Y, s=10, facecolor="none", edgecolor=ink, alpha=0.5)
    if training.diverged:
        axes.text(0, 4, "diverged", ha="center")
    else:
        axes.plot(GRID, training.fit, color=VERMILION, linewidth=2.5)


def _draw_contributions(training: Training, axes: Axes) -> None:
    reach = REACHES[0]
    if not training.diverged:
        spans = np.ptp(training.contributions, axis=0)
        largest = np.argsort(spans)[-SHOWN:]
        axes.plot(GRID, training.contributions[:, largest], color=BLUE, ls="-", lw=1.2, alpha=0.9)
        # There are few limits to choose from, so that the ticks stay while the curves move.
        highest = np.abs(training.contributions).max()
        reach = next((reach for reach in REACHES if reach >= highest), highest)
    axes.set(ylim=(-reach, reach), yticks=(-reach, 0, reach))


def _draw_losses(training: Training, axes: Axes) -> None:
    # Logarithms on a linear axis: Matplotlib's logarithmic axes are too slow for a live picture.
    losses = np.log10(np.where(training.losses < LARGEST, training.losses, np.nan))
    for level, colour, style in ((Y.var(), PURPLE, ":"), (NOISE_VARIANCE, GREEN, "-.")):
        axes.axhline(np.log10(level), color=colour, linestyle=style, linewidth=1.4)
    few = np.isfinite(losses).sum() < 3
    axes.plot(losses, color=VERMILION, marker="o" if few else "")
    top = max(1, np.ceil(np.nanmax(losses))) + 0.3 if np.isfinite(losses).any() else 1.3
    last = len(losses) - 1
    axes.set(ylim=(-0.8, top), xlim=(-0.02 * len(losses), len(losses)), xticks=sorted({0, last}))
    ticks = [tick for tick in range(6) if tick < top]
    axes.set_yticks(ticks, [f"{10**tick:,}" for tick in ticks])


def describe(training: Training) -> str:
    """Return the alt text: the settings, the fit, the contributions and the losses."""
    settings = training.settings
    biases = "with" if settings["biases"] else "without"
    text = (
        f"The demo's 100 points, a noisy U, and a network of {settings['width']} "
        f"{settings['activation']} hidden neurons {biases} biases after {settings['steps']} steps "
        f"at rate {settings['rate']:g}. "
    )
    if training.diverged:
        return text + f"The training diverged: from {training.losses[0]:.3g} the loss grew away."
    left, middle, right = training.fit[[0, len(GRID) // 2, -1]]
    spans = np.ptp(training.contributions, axis=0)
    return text + (
        f"The fit goes from {left:.1f} at x = −2 through {middle:.1f} at 0 to {right:.1f} at 2. "
        f"What single hidden neurons add varies by up to {spans.max():.1f}. The loss goes from "
        f"{training.losses[0]:.2f} to {training.losses[-1]:.2f}; lines mark the best constant, "
        f"{Y.var():.2f}, and the variance of the noise, {NOISE_VARIANCE}."
    )


def table(training: Training) -> Table:
    """Return (headers, rows): losses at a few steps, and the fit at a few x beside the curve."""
    places = np.unique(np.linspace(0, len(training.losses) - 1, 6).round().astype(int))
    rows = [[f"loss at step {place}", _number(training.losses[place]), ""] for place in places]
    for place in range(0, len(GRID), 20):
        x = GRID[place, 0]
        rows.append([f"fit at x = {x:g}", _number(training.fit[place]), float(2 * x**2)])
    return ["what", "network", "true curve"], rows


def _number(value: float) -> float | str:
    return float(value) if np.isfinite(value) else "diverged"


def log(training: Training) -> dict[str, Any]:
    """Return what the run log keeps: the final loss and the curve."""
    return {"losses": training.losses, "final_loss": float(training.losses[-1])}


DEMO = Explorer(
    name="demo",
    title="The demo: a network and a noisy U",
    knobs=(
        Knob("width", "Hidden neurons", (1, 2, 3, 5, 10, 20, 50, 100), 10),
        Knob("rate", "Learning rate", (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0), 0.01),
        Knob("steps", "Steps", (0, 1, 3, 10, 30, 100, 300, 1000), 1000),
        Knob("activation", "Activation", ("sigmoid", "tanh", "relu"), "sigmoid"),
        Knob("biases", "Biases", (False, True), False),
        Knob("seed", "Start (seed)", (0, 1, 2, 3, 4), 0),
    ),
    compute=compute,
    panels=panels,
    draw=draw,
    describe=describe,
    table=table,
    log=log,
    size=(7.6, 3.2),
)
EXPLORERS = (DEMO,)
