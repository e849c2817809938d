"""Figures of descents on the Gabor model: the loss as a map, and paths over it.

As in `figures`, every function returns a Matplotlib figure in the house style whose label is its
alt text, made from the same arrays as the picture.
"""

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from helpers import data
from helpers.figures import WIDTH, legend_below, panels
from helpers.style import BLUE, PURPLE, VERMILION, figure_style

WINDOW = ((-10.0, 10.0), (2.5, 22.5))
"""The part of the map that is drawn: the limits of φ₀, then of φ₁ (Prince 2023, figure 6.6)."""

LEVELS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
"""Losses at which contour lines are drawn."""


def models(x: NDArray, y: NDArray, phis: Mapping[str, NDArray], dark: bool = False) -> Figure:
    """Draws the samples x, y, both (n,), and the Gabor model at several phi.

    `phis` maps a label to parameters (2,).
    """
    grid = np.linspace(-15, 15, 301)
    with figure_style(dark):
        figure, (axes,) = panels()
        ink = matplotlib.rcParams["text.color"]
        axes.scatter(x, y, s=22, facecolor="none", edgecolor=ink, alpha=0.7, label="samples")
        notes = []
        for label, phi in phis.items():
            answers = data.gabor_model(phi, grid)
            axes.plot(grid, answers, label=label)
            top = int(answers.argmax())
            notes.append(
                f"The curve “{label}”, at φ = {_place(phi)}, is highest, {answers[top]:.2f}, at "
                f"x = {grid[top]:.1f}; its loss is {data.gabor_loss(phi, x, y):.3f}."
            )
        axes.set(xlabel="$x$", ylabel="$y$")
        legend_below(figure)
        figure.set_label(
            f"{len(x)} samples, x from {x.min():.0f} to {x.max():.0f}, y from {y.min():.1f} to "
            f"{y.max():.1f}, and waves that swing around x = 0 and die away to both sides. "
            + " ".join(notes)
        )
        return figure


def loss_map(
    x: NDArray, y: NDArray, paths: Mapping[str, ArrayLike] | None = None, dark: bool = False
) -> Figure:
    """Draws contour lines of the Gabor loss of the samples x, y, both (n,), and paths over them.

    `paths` maps a label to the phi of a descent, (steps, 2); its start is a circle, its end a
    cross. What lies outside the window is cut off, and the alt text says so.
    """
    drawn = {label: np.asarray(path, dtype=float) for label, path in (paths or {}).items()}
    axes_of_phi = [np.linspace(*limits, 81) for limits in WINDOW]
    phi = np.stack(np.meshgrid(*axes_of_phi), axis=-1)
    losses = data.gabor_loss(phi, x, y)
    with figure_style(dark):
        figure, (axes,) = panels(height=4.6)
        ink = matplotlib.rcParams["text.color"]
        lines = axes.contour(*axes_of_phi, losses, LEVELS, colors=ink, linewidths=0.8, alpha=0.6)
        for label, path in drawn.items():
            (line,) = axes.plot(*path.T, label=label, linewidth=1.6)
            colour = line.get_color()
            axes.plot(*path[0], "o", color=colour, markersize=8)
            axes.plot(*path[-1], "X", color=colour, markersize=10, markeredgecolor=ink)
        axes.set(xlim=WINDOW[0], ylim=WINDOW[1], xlabel=r"$\phi_0$", ylabel=r"$\phi_1$")
        axes.grid(False)
        if drawn:
            legend_below(figure)
        axes.clabel(lines, fontsize=8, fmt="%g")  # last, because labels go where there is room
        lowest = np.unravel_index(losses.argmin(), losses.shape)
        figure.set_label(_describe(phi[lowest], losses.min(), drawn, x, y))
        return figure


def cost_surface(x: NDArray, y: NDArray, path: NDArray | None = None, dark: bool = False) -> Figure:
    """Draws the Gabor loss of the samples x, y, both (n,), as a surface, and a path on it.

    `path` is the phi of a descent, (steps, 2), inside the window.
    """
    axes_of_phi = [np.linspace(*limits, 81) for limits in WINDOW]
    grid = np.meshgrid(*axes_of_phi)
    losses = data.gabor_loss(np.stack(grid, axis=-1), x, y)
    with figure_style(dark):
        figure = Figure(figsize=(WIDTH, 4.4), layout="constrained")
        axes = figure.add_subplot(projection="3d", computed_zorder=False)
        axes.view_init(elev=48, azim=-70)
        axes.plot_surface(*grid, losses, cmap="cividis", rcount=81, ccount=81, linewidth=0)
        for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
            axis.set_pane_color((0.5, 0.5, 0.5, 0.08))
        axes.set(xlabel=r"$\phi_0$", ylabel=r"$\phi_1$", zlabel="loss")
        axes.set(xticks=(-10, 0, 10), yticks=(5, 10, 15, 20), zticks=(0, 0.2, 0.4, 0.6))
        axes.set_box_aspect((1, 1, 0.6), zoom=0.88)
        text = (
            "The mean squared error of the Gabor model as a surface over φ₀ from −10 to 10 and φ₁ "
            f"from 2.5 to 22.5: ridges up to {losses.max():.2f} and hollows between them, the "
            f"deepest with {losses.min():.3f}."
        )
        if path is not None:
            heights = data.gabor_loss(path, x, y)
            axes.plot(*np.transpose(path), heights + 0.01, "-o", color=VERMILION, markersize=3)
            text += (
                f" A path of {len(path) - 1} steps runs down from {_place(path[0])}, loss "
                f"{heights[0]:.2f}, to {_place(path[-1])}, loss {heights[-1]:.2f}."
            )
        figure.set_label(text)
        return figure


def batches_of_three(
    x: NDArray,
    y: NDArray,
    phi: ArrayLike,
    batches: Sequence[NDArray],
    learning_rate: float,
    cloud: NDArray,
    dark: bool = False,
) -> Figure:
    """Draws one step of SGD as Prince's figure 6.6 does: all samples, then three batches.

    phi (2,) is the place where the step starts, `batches` holds three index arrays, and `cloud`
    (k, 2) the places to which all possible batches lead. Each small picture holds a batch's samples
    and the model before and after the step.
    """
    axes_of_phi = [np.linspace(*limits, 81) for limits in WINDOW]
    points = np.stack(np.meshgrid(*axes_of_phi), axis=-1)
    here, full = np.asarray(phi), data.gabor_loss(points, x, y)
    with figure_style(dark):
        figure = Figure(figsize=(WIDTH, 7.0), layout="constrained")
        maps = figure.subplots(2, 2, sharex=True, sharey=True).ravel()
        ink = matplotlib.rcParams["text.color"]
        _contours(maps[0], axes_of_phi, full, ink)
        maps[0].plot(*cloud.T, ".", color=PURPLE, markersize=3, alpha=0.5)
        maps[0].set_title("(a) loss of all samples")
        before = data.gabor_loss(here, x, y)
        notes = [
            f"Four maps of losses over φ₀ and φ₁. (a): the loss of all {len(x)} samples, and from "
            f"{_place(here)} a cloud of the {len(cloud):,} places to which one step can lead; "
            f"{np.mean(data.gabor_loss(cloud, x, y) > before):.0%} of them are uphill."
        ]
        for letter, axes, batch in zip("bcd", maps[1:], batches, strict=True):
            xb, yb = x[batch], y[batch]
            after = here - learning_rate * data.gabor_gradient(here, xb, yb)
            _contours(axes, axes_of_phi, data.gabor_loss(points, xb, yb), ink)
            axes.annotate("", after, here, arrowprops={"arrowstyle": "->", "color": VERMILION})
            axes.plot(*after, "D", color=VERMILION, markersize=5)
            axes.set_title(f"({letter}) loss of one batch")
            _small_models(axes, xb, yb, here, after)
            own = data.gabor_loss(np.array([here, after]), xb, yb)
            way = "up" if data.gabor_loss(after, x, y) > before else "down"
            notes.append(
                f"({letter}): another landscape, the loss of one batch. The step to "
                f"{_place(after)} takes it from {own[0]:.3f} to {own[1]:.3f}, and the loss of all "
                f"samples {way}, from {before:.3f} to {data.gabor_loss(after, x, y):.3f}."
            )
        for axes in maps:
            axes.plot(*here, "o", color=BLUE, markersize=7)
            axes.grid(False)
        for axes in maps[2:]:
            axes.set_xlabel(r"$\phi_0$")
        for axes in maps[::2]:
            axes.set_ylabel(r"$\phi_1$")
        figure.set_label(" ".join(notes))
        return figure


def parabola_steps(
    curvature: float, start: float, rates: Sequence[float], n_steps: int = 6, dark: bool = False
) -> Figure:
    """Draws gradient descent on L = c φ² / 2 with several rates, one panel for each rate."""
    phi = np.linspace(-1.6 * start, 1.6 * start, 101)
    with figure_style(dark):
        figure, parts = panels(len(rates), height=2.6, titles=True)
        ink = matplotlib.rcParams["text.color"]
        notes = []
        for axes, rate in zip(parts, rates, strict=True):
            places = start * (1 - rate * curvature) ** np.arange(n_steps + 1)
            axes.plot(phi, curvature * phi**2 / 2, color=ink, linewidth=1, alpha=0.6)
            axes.plot(places, curvature * places**2 / 2, "o-", color=VERMILION, markersize=4)
            axes.set(title=f"rate {rate:g}", xlabel=r"$\phi$", xlim=(phi[0], phi[-1]))
            axes.set_xticks((-start, 0, start))
            axes.set_ylim(0, 1.3 * curvature * start**2)
            shown = ", ".join(f"{place:.2g}" for place in places[:4])
            notes.append(f"At the rate {rate:g} φ goes {shown} and is {places[-1]:.2g} at last.")
        parts[0].set_ylabel("loss")
        figure.set_label(
            f"The parabola L = {curvature:g} φ²/2 and {n_steps} steps down it from φ = {start:g}. "
            + " ".join(notes)
        )
        return figure


def _contours(axes: Axes, axes_of_phi: Sequence[NDArray], losses: NDArray, ink: str) -> None:
    axes.contourf(
        *axes_of_phi, np.minimum(losses, 0.69), (0, *LEVELS, 0.7), cmap="Greys", alpha=0.4
    )
    axes.contour(*axes_of_phi, losses, LEVELS, colors=ink, linewidths=0.5, alpha=0.5)


def _small_models(axes: Axes, xb: NDArray, yb: NDArray, here: NDArray, after: NDArray) -> None:
    """Puts a small picture into a map: the batch's samples, the model before and after the step."""
    small = axes.inset_axes((0.6, 0.68, 0.38, 0.3))
    grid = np.linspace(-15, 15, 121)
    small.plot(grid, data.gabor_model(here, grid), "-", color=BLUE, linewidth=1)
    small.plot(grid, data.gabor_model(after, grid), "--", color=VERMILION, linewidth=1)
    ink = matplotlib.rcParams["text.color"]
    small.plot(xb, yb, "o", color=ink, markersize=4)
    small.set(xticks=(), yticks=(), ylim=(-1.2, 1.2))
    small.grid(False)


def _describe(
    best: NDArray, lowest: float, paths: Mapping[str, NDArray], x: NDArray, y: NDArray
) -> str:
    text = [
        "A map with contour lines of the mean squared error, φ₀ from −10 to 10 and φ₁ from 2.5 to "
        f"22.5. The lowest point, {lowest:.3f}, is near {_place(best)}; around it lie other "
        "hollows and ridges."
    ]
    for label, path in paths.items():
        start, end = data.gabor_loss(path[[0, -1]], x, y)
        inside = all(low <= z <= high for z, (low, high) in zip(path[-1], WINDOW, strict=True))
        text.append(
            f"The path “{label}” leads from {_place(path[0])}, loss {start:.3f}, "
            f"to {_place(path[-1])}, loss {end:.3f}" + ("." if inside else ", outside the map.")
        )
    return " ".join(text)


def _place(phi: NDArray) -> str:
    return f"({phi[0]:.1f}, {phi[1]:.1f})"
