"""Explorer of batch size and learning-rate schedule: which is ahead depends on what is counted.

A straight line is fitted to 30 points in batches of 3, 10 and 30, with 20 seeds each. The curves
show how far the loss is above the lowest that a line can reach.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.explorers.descent import LINE, N, batches
from helpers.explorers.explorer import Explorer, Knob, Table
from helpers.reference.schedules import step_decay

START = (-1.5, 0.0)
BATCH_SIZES = (3, 10, 30)
SEEDS, EPOCHS, UPDATES = 20, 40, 120
"""The number of seeds of each curve, and the length of the axis in epochs and in updates."""

UNITS = {"updates": 1, "epochs": 1 / N, "samples": 1}
LOWEST = LINE.loss(np.polynomial.polynomial.polyfit(LINE.x, LINE.y, 1), LINE.x, LINE.y)
"""The lowest mean squared error that a straight line has on these points."""


@dataclass(frozen=True)
class Race:
    """For each batch size, the axis (k,) and the excess losses (k, 20) above the lowest one."""

    params: dict[str, Any]
    axes: dict[int, NDArray]
    excess: dict[int, NDArray]

    def quantiles(self, batch_size: int) -> NDArray:
        """The 10 % quantile, the median and the 90 % quantile at every place, (3, k)."""
        return np.quantile(self.excess[batch_size], (0.1, 0.5, 0.9), axis=1)

    def ends(self) -> dict[int, float]:
        """{batch size: the median excess loss at the end of the axis}."""
        return {size: float(np.median(self.excess[size][-1])) for size in BATCH_SIZES}


def excess_losses(
    batch_size: int, updates: int, learning_rate: float, factor: float = 1, every: int = 10
) -> NDArray:
    """Return the losses of 20 seeds above the lowest one, before each update and after the last.

    The rate is multiplied by `factor` every `every` epochs. The result is (updates + 1, 20).
    """
    schedule = step_decay(factor, every)
    drawn = np.stack([batches(seed, batch_size, updates) for seed in range(SEEDS)], axis=1)
    path = np.empty((updates + 1, SEEDS, 2))
    path[0] = START
    with np.errstate(over="ignore", invalid="ignore"):
        for step, chosen in enumerate(drawn[:-1]):
            rate = schedule(learning_rate, step * batch_size // N)
            gradient = LINE.gradient(path[step], LINE.x[chosen], LINE.y[chosen])
            path[step + 1] = path[step] - rate * gradient
        return LINE.loss(path, LINE.x, LINE.y) - LOWEST


def _compute(params: dict[str, Any]) -> Race:
    axes, excess = {}, {}
    for size in BATCH_SIZES:
        updates = UPDATES if params["count"] == "updates" else EPOCHS * N // size
        excess[size] = excess_losses(
            size, updates, params["learning_rate"], params["factor"], params["every"]
        )
        counted = np.arange(updates + 1) * (1 if params["count"] == "updates" else size)
        axes[size] = counted * UNITS[params["count"]]
    return Race(params, axes, excess)


def _panels(figure: Figure) -> Axes:
    axes = figure.subplots(gridspec_kw={"left": 0.12, "right": 0.8, "bottom": 0.14, "top": 0.9})
    axes.set(ylim=(1e-6, 1e3), yscale="log", yticks=[1e-6, 1e-3, 1, 1e3])
    axes.set_yticklabels(["0.000001", "0.001", "1", "1000"], fontsize=9)
    axes.minorticks_off()
    axes.set_title("loss above the lowest one: median and 80 % of 20 seeds", fontsize=11)
    return axes


def _draw(result: Race, axes: Axes) -> None:
    styles = matplotlib.rcParams["axes.prop_cycle"]
    heights = []
    for size, style in zip(BATCH_SIZES, styles, strict=False):
        low, middle, high = np.clip(result.quantiles(size), 1e-6, 1e3)
        x = result.axes[size]
        axes.plot(x, middle, **style)
        axes.fill_between(x, low, high, color=style["color"], alpha=0.2, linewidth=0)
        heights.append(middle[-1])
    axes.set(xlim=(0, x[-1]), xticks=np.linspace(0, x[-1], 5), xlabel=result.params["count"])
    _label_ends(axes, x[-1], heights)


def _label_ends(axes: Axes, x: float, heights: Sequence[float]) -> None:
    """Writes each batch size beside the end of its curve, without overlap."""
    places, lowest = np.log10(heights), -6.0
    for index in np.argsort(places, kind="stable"):
        lowest = max(lowest, places[index])
        text = f" batches of {BATCH_SIZES[index]}"
        axes.text(x, 10**lowest, text, va="center", fontsize=10)
        lowest += 0.6


def _describe(result: Race) -> str:
    params, ends = result.params, result.ends()
    best = min(ends, key=ends.__getitem__)
    decay = "stays" if params["factor"] == 1 else f"is times {params['factor']:g} every"
    decay += "" if params["factor"] == 1 else f" {params['every']} epochs"
    return (
        f"How far the loss is above the lowest one, on a logarithmic scale, against "
        f"{params['count']}, for batches of 3, 10 and 30; a line is the median of {SEEDS} seeds, a "
        f"band holds 80 % of them. The rate starts at {params['learning_rate']:g} and {decay}. At "
        "the end the medians are "
        + ", ".join(f"{end:.2g} with batches of {size}" for size, end in ends.items())
        + f"; batches of {best} are lowest."
    )


def _table(result: Race) -> Table:
    rows = []
    for size in BATCH_SIZES:
        for share in (0.25, 0.5, 1):
            place = round(share * (len(result.axes[size]) - 1))
            numbers = result.quantiles(size)[:, place]
            rows.append([size, f"{result.axes[size][place]:g}", *map(float, numbers)])
    return [
        "batch size",
        result.params["count"],
        "10 % are below",
        "median",
        "90 % are below",
    ], rows


def _log(result: Race) -> dict[str, Any]:
    return {f"excess_with_batches_of_{size}": end for size, end in result.ends().items()}


SCHEDULES = Explorer(
    "schedules",
    "Batch size and schedule: who is ahead?",
    (
        Knob("count", "Count", tuple(UNITS), "updates"),
        Knob("learning_rate", "Learning rate", (0.003, 0.01, 0.03, 0.1, 0.2, 0.3), 0.1),
        Knob("factor", "Rate times", (1, 0.5, 0.2, 0.1, 0.03), 1),
        Knob("every", "Every … epochs", (1, 2, 5, 10, 15, 20), 10),
    ),
    _compute,
    _panels,
    _draw,
    _describe,
    _table,
    _log,
)
EXPLORERS = (SCHEDULES,)
