"""Explorers of one descent: in a bowl (a straight line fitted to 30 points) and on the Gabor model.

The left map shows the loss of all samples. The right map shows the loss of the next step's batch:
the landscape that this step really goes down. The left map can also show the path so far, the cloud
of next steps that other batches would take, or the places of 100 seeds after as many steps.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from helpers import data
from helpers.explorers.explorer import Explorer, Knob, Table
from helpers.style import BLUE, PURPLE, VERMILION

N, SEEDS = 30, 100
"""The number of samples of each problem, and the number of runs that "100 seeds" shows."""

BATCH_SIZES = (1, 2, 3, 5, 10, 30)
"""Divisors of N, so that no epoch ends with a short batch."""

PLACES = {"left": 0.1, "right": 0.98, "bottom": 0.14, "top": 0.9, "wspace": 0.12}
"""The places of the axes in the figure."""

CLOUD = 1000
"""Up to 4,060 possible batches are all listed; if there are more, this many are drawn at random."""


@dataclass(frozen=True)
class Problem:
    """A model with two parameters, its N samples, and the part of its loss that is drawn.

    `loss(phi, x, y)` and `gradient(phi, x, y)` take phi (…, 2) with samples (N,) or (…, b).
    """

    name: str
    x: NDArray
    y: NDArray
    loss: Callable[[ArrayLike, NDArray, NDArray], NDArray]
    gradient: Callable[[ArrayLike, NDArray, NDArray], NDArray]
    window: tuple[tuple[float, float], tuple[float, float]]
    levels: tuple[float, ...]
    starts: dict[str, tuple[float, float]]

    def grid(self) -> tuple[list[NDArray], NDArray]:
        """The two axes of the map, and all its points (61, 61, 2)."""
        axes = [np.linspace(*limits, 61) for limits in self.window]
        return axes, np.stack(np.meshgrid(*axes), axis=-1)


def line_loss(phi: ArrayLike, x: NDArray, y: NDArray) -> NDArray:
    """Return the mean squared error of the line φ₀ + φ₁ x, (…,) for phi (…, 2)."""
    phi = np.asarray(phi)
    return np.mean((phi[..., :1] + phi[..., 1:] * x - y) ** 2, axis=-1)


def line_gradient(phi: ArrayLike, x: NDArray, y: NDArray) -> NDArray:
    """Return the gradient of `line_loss` by phi, of phi's shape (…, 2)."""
    phi = np.asarray(phi)
    error = 2 * (phi[..., :1] + phi[..., 1:] * x - y)
    return np.stack([error.mean(axis=-1), (error * x).mean(axis=-1)], axis=-1)


def line_samples(
    rng: np.random.Generator, n: int = N, noise: float = 0.5
) -> tuple[NDArray, NDArray]:
    """Return x (n,), uniform on [0, 2], and y (n,) = 1 + 2x plus normal noise."""
    x = rng.uniform(0, 2, size=n)
    return x, 1 + 2 * x + rng.normal(0, noise, size=n)


LINE = Problem(
    "a straight line",
    *line_samples(np.random.default_rng(0)),
    line_loss,
    line_gradient,
    ((-2.0, 4.0), (-1.0, 5.0)),
    (0.3, 0.5, 1, 2, 4, 8, 16),
    {"left": (-1.5, 0.0), "above": (0.0, 4.5), "right": (3.5, 0.5), "bottom": (1.0, 2.0)},
)
GABOR = Problem(
    "the Gabor model",
    *data.gabor(np.random.default_rng(0)),
    data.gabor_loss,
    data.gabor_gradient,
    ((-10.0, 10.0), (2.5, 22.5)),
    (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5),
    {"far": (4.0, 8.0), "near": (1.5, 20.0), "left": (-6.0, 14.0), "ridge": (-2.0, 6.0)},
)


@dataclass(frozen=True)
class Descent:
    """The result of one setting.

    path is (steps + 1, 2) and losses (steps + 1,) on all samples; batch holds the indices of the
    next step's samples, and after (2,) is the place after that step. cloud (k, 2) holds the places
    after a next step with k batches, or is None; ends (100, 2) holds the places of 100 seeds, or is
    None.
    """

    problem: Problem
    params: dict[str, Any]
    path: NDArray
    losses: NDArray
    batch: NDArray
    after: NDArray
    cloud: NDArray | None
    ends: NDArray | None

    def batch_loss(self, phi: ArrayLike) -> NDArray:
        """The loss of the next step's batch, (…,) for phi (…, 2)."""
        return self.problem.loss(phi, self.problem.x[self.batch], self.problem.y[self.batch])

    def loss(self, phi: ArrayLike) -> NDArray:
        """The loss of all samples, (…,) for phi (…, 2)."""
        return self.problem.loss(phi, self.problem.x, self.problem.y)


@cache
def batches(seed: int, batch_size: int, steps: int) -> NDArray:
    """The batches (steps + 1, batch_size) of a seed: a permutation for each epoch, cut up."""
    epochs = (steps + 1) * batch_size // N + 1
    orders = np.tile(np.arange(N), (epochs, 1))
    if batch_size < N:
        orders = np.random.default_rng(seed).permuted(orders, axis=1)
    return orders.reshape(-1, batch_size)[: steps + 1]


def descend(problem: Problem, starts: ArrayLike, drawn: NDArray, learning_rate: float) -> NDArray:
    """Return the phi (steps + 1, runs, 2) of several runs at once.

    starts (2,) is the start of all runs; drawn (steps, runs, batch_size) holds the samples of each
    update.
    """
    path = np.empty((len(drawn) + 1, drawn.shape[1], 2))
    path[0] = starts
    with np.errstate(over="ignore", invalid="ignore"):
        for step, chosen in enumerate(drawn):
            gradient = problem.gradient(path[step], problem.x[chosen], problem.y[chosen])
            path[step + 1] = path[step] - learning_rate * gradient
    return path


@cache
def all_batches(batch_size: int) -> NDArray:
    """The index sets (k, batch_size) of all batches, or of 1,000 random ones if there are more."""
    if batch_size == N:
        return np.arange(N)[None]
    if batch_size <= 3:
        return np.array(list(combinations(range(N), batch_size)))
    orders = np.tile(np.arange(N), (CLOUD, 1))
    return np.random.default_rng(0).permuted(orders, axis=1)[:, :batch_size]


def next_steps(problem: Problem, phi: NDArray, learning_rate: float, batch_size: int) -> NDArray:
    """Return the places (k, 2) after one step from phi (2,) with each of `all_batches`."""
    each = problem.gradient(np.tile(phi, (N, 1)), problem.x[:, None], problem.y[:, None])
    return phi - learning_rate * each[all_batches(batch_size)].mean(axis=1)


def _compute(problem: Problem, params: dict[str, Any]) -> Descent:
    size, steps, rate = params["batch_size"], params["steps"], params["learning_rate"]
    drawn = batches(params["seed"], size, steps)
    start = problem.starts[params["start"]]
    path = descend(problem, start, drawn[:, None], rate)[:, 0]
    path, after = path[:-1], path[-1]
    cloud = ends = None
    if params["show"] == "cloud":
        cloud = next_steps(problem, path[-1], rate, size)
    if params["show"] == "100 seeds":
        seeds = range(SEEDS if size < N else 1)  # full batches make all seeds equal
        runs = np.stack([batches(seed, size, steps)[:-1] for seed in seeds], axis=1)
        ends = np.broadcast_to(descend(problem, start, runs, rate)[-1], (SEEDS, 2))
    losses = problem.loss(path, problem.x, problem.y)
    return Descent(problem, params, path, losses, drawn[-1], after, cloud, ends)


@cache
def _contours(problem_name: str) -> NDArray:
    """The contour lines of the full loss as one broken line (k, 2): many lines are slow to draw."""
    problem = {LINE.name: LINE, GABOR.name: GABOR}[problem_name]
    axes, points = problem.grid()
    paper = Figure().subplots()
    lines = paper.contour(*axes, problem.loss(points, problem.x, problem.y), problem.levels)
    gap = np.full((1, 2), np.nan)
    pieces = [piece for level in lines.allsegs for piece in level]
    return np.concatenate([part for piece in pieces for part in (piece, gap)])


def _panels(problem: Problem, figure: Figure) -> tuple[Axes, Axes]:
    left, right = figure.subplots(1, 2, sharex=True, sharey=True, gridspec_kw=PLACES)
    for axes in (left, right):
        axes.set_xlabel("φ₀")
        axes.grid(False)
    left.set_ylabel("φ₁")
    left.set(
        xlim=problem.window[0],
        xticks=np.linspace(*problem.window[0], 3),
        ylim=problem.window[1],
        yticks=np.linspace(*problem.window[1], 3),
    )
    return left, right


def _draw(result: Descent, panels: tuple[Axes, Axes]) -> None:
    problem = result.problem
    _, points = problem.grid()
    left, right = panels
    ink = matplotlib.rcParams["text.color"]
    for axes, loss in ((left, result.loss), (right, result.batch_loss)):
        axes.imshow(
            _shades(loss(points), problem.levels[-1]),
            extent=(*problem.window[0], *problem.window[1]),
            origin="lower",
            aspect="auto",
            interpolation="bilinear",
        )
    left.plot(*_contours(problem.name).T, "-", color=ink, linewidth=0.6, alpha=0.5)
    here = result.path[-1]
    if result.ends is not None:
        left.plot(*_drawable(result.ends).T, "o", color=PURPLE, markersize=5, alpha=0.6)
    else:
        left.plot(*_drawable(result.path).T, "-", color=BLUE, linewidth=1.5)
    if result.cloud is not None:
        left.plot(*_drawable(result.cloud).T, ".", color=PURPLE, markersize=2.5, alpha=0.5)
    left.plot(*result.path[0], "o", color=BLUE, markersize=7, markerfacecolor="none")
    step = _drawable(np.array([here, result.after])).T
    for axes in (left, right) if result.ends is None else (right,):
        axes.plot(*step, "-", color=VERMILION, linewidth=2)
        axes.plot(*step[:, :1], "X", color=BLUE, markersize=9, markeredgecolor=ink)
        axes.plot(*step[:, 1:], "D", color=VERMILION, markersize=6, markeredgecolor=ink)
    before, after = result.batch_loss(np.array([here, result.after]))
    titles = (_left_title(result), f"loss of this batch: {before:.3g} → {after:.3g}")
    for axes, title in zip(panels, titles, strict=True):
        axes.text(0.5, 1.03, title, transform=axes.transAxes, ha="center", fontsize=11)


def _shades(losses: NDArray, highest: float) -> NDArray:
    """Losses as an image (…, 3): the paper's colour at 0, grey from `highest` on."""
    paper = np.array(to_rgb(matplotlib.rcParams["figure.facecolor"]))
    share = np.sqrt(np.minimum(losses / highest, 1))[..., None]
    return (255 * (paper + (0.6 - paper) * share)).astype(np.uint8)


def _drawable(phi: NDArray) -> NDArray:
    """phi, with nan for all numbers that are too large for Matplotlib to place."""
    return np.where(np.abs(phi) < 1e6, phi, np.nan)


def _left_title(result: Descent) -> str:
    if result.ends is not None:
        steps, outside = result.params["steps"], _outside(result)
        return f"{SEEDS} seeds after {steps} steps" + (f", {outside} outside" if outside else "")
    before, after = result.loss(np.array([result.path[-1], result.after]))
    return f"loss of all samples: {before:.3g} → {after:.3g}"


def _outside(result: Descent) -> int:
    """How many of the 100 seeds are outside the map."""
    low, high = np.transpose(result.problem.window)
    return int(np.sum(~np.all((result.ends >= low) & (result.ends <= high), axis=1)))


def _describe(result: Descent) -> str:
    params, problem = result.params, result.problem
    here, after = result.path[-1], result.after
    full = result.loss(np.array([here, after]))
    batch = result.batch_loss(np.array([here, after]))
    text = [
        f"Two maps of losses of {problem.name}, contour lines over φ₀ and φ₁. On the left the "
        f"loss of all {N} samples, on the right that of the {params['batch_size']} in this batch."
    ]
    if result.ends is not None:
        quarter, middle, three = np.quantile(result.loss(result.ends), (0.25, 0.5, 0.75))
        text.append(
            f"Dots mark where {SEEDS} seeds are after {params['steps']} steps from "
            f"{_place(result.path[0])}: half of them have a loss between {quarter:.3g} and "
            f"{three:.3g}, the median is {middle:.3g}; {_outside(result)} are outside the map."
        )
    else:
        text.append(
            f"The path of {params['steps']} steps leads from {_place(result.path[0])}, loss "
            f"{result.losses[0]:.3g}, to {_place(here)}, loss {full[0]:.3g}."
        )
    if result.cloud is not None:
        text.append(
            f"A cloud of {len(result.cloud):,} dots marks where other batches would lead; "
            f"{_uphill(result, result.cloud):.0%} of them go uphill."
        )
    way = "up" if full[1] > full[0] else "down"
    text.append(
        f"The next step goes to {_place(after)}: this batch's loss goes from {batch[0]:.3g} to "
        f"{batch[1]:.3g}, that of all samples {way} to {full[1]:.3g}."
    )
    return " ".join(text)


def _place(phi: NDArray) -> str:
    return f"({phi[0]:.3g}, {phi[1]:.3g})"


def _uphill(result: Descent, cloud: NDArray) -> float:
    """The share of the next steps that raise the loss of all samples."""
    return float(np.mean(result.loss(cloud) > result.losses[-1]))


def _table(result: Descent) -> Table:
    if result.ends is not None:
        losses = result.loss(result.ends)
        shares = (0, 0.1, 0.25, 0.5, 0.75, 0.9, 1)
        rows = [[f"{share:.0%}", float(np.quantile(losses, share))] for share in shares]
        return ["share of seeds with at most this loss", "loss of all samples"], rows
    if result.cloud is not None:
        changes = result.loss(result.cloud) - result.losses[-1]
        rows = [["batches", len(result.cloud)], ["share uphill", _uphill(result, result.cloud)]]
        rows += [["mean change of the loss", float(changes.mean())]]
        rows += [["lowest change", float(changes.min())], ["highest", float(changes.max())]]
        return ["next step", "number"], rows
    steps = np.unique(np.linspace(0, len(result.path) - 1, 13).round().astype(int))
    rows = [[int(k), *map(float, result.path[k]), float(result.losses[k])] for k in steps]
    return ["step", "φ₀", "φ₁", "loss of all samples"], rows


def _log(result: Descent) -> dict[str, Any]:
    if result.ends is not None:
        return {"median_loss": float(np.median(result.loss(result.ends)))}
    results: dict[str, Any] = {"losses": result.losses}
    if result.cloud is not None:
        results["share_uphill"] = _uphill(result, result.cloud)
    return results


def _knobs(
    problem: Problem,
    rates: tuple[float, ...],
    rate: float,
    steps: tuple[int, ...],
    batch_size: int,
    start: str,
) -> tuple[Knob, ...]:
    return (
        Knob("start", "Start", tuple(problem.starts), start),
        Knob("learning_rate", "Learning rate", rates, rate),
        Knob("batch_size", "Batch size", BATCH_SIZES, batch_size),
        Knob("steps", "Steps so far", steps, 20),
        Knob("seed", "Seed", tuple(range(20)), 0),
        Knob("show", "Show", ("path", "cloud", "100 seeds"), "path"),
    )


_STEPS = (*range(21), 25, 30, 40, 50, 60, 80, 100)

LINE_DESCENT = Explorer(
    "line_descent",
    "Descent in a bowl: a straight line fitted to 30 points",
    _knobs(
        LINE,
        (0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.42, 0.44, 0.46, 0.48, 0.5, 0.6),
        0.1,
        _STEPS,
        30,
        "left",
    ),
    lambda params: _compute(LINE, params),
    lambda figure: _panels(LINE, figure),
    _draw,
    _describe,
    _table,
    _log,
)
GABOR_DESCENT = Explorer(
    "gabor_descent",
    "Descent on the Gabor model: hollows, ridges and a saddle",
    _knobs(
        GABOR,
        (0.03, 0.1, 0.3, 0.5, 1, 2, 3, 5, 8, 12, 20),
        3,
        (*_STEPS, 150, 200, 300, 400, 600),
        3,
        "far",
    ),
    lambda params: _compute(GABOR, params),
    lambda figure: _panels(GABOR, figure),
    _draw,
    _describe,
    _table,
    _log,
)
EXPLORERS = (LINE_DESCENT, GABOR_DESCENT)
