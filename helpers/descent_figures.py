"""Figures of descents on the Gabor model: the loss as a map, and the ways taken over it.

As in `figures`, every function returns a Matplotlib figure in the house style whose label is its
alt text, made from the same arrays as the picture.
"""

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from helpers import data
from helpers.figures import WIDTH
from helpers.style import figure_style

WINDOW = ((-10.0, 10.0), (2.5, 22.5))
"""The part of the map that is drawn: φ₀ and φ₁ from, to (Prince 2023, figure 6.6)."""

LEVELS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5)
"""Losses at which contour lines are drawn."""


def models(x, y, phis, dark=False):
    """Draws the samples x, y, both (n,), and the Gabor model at several phi.

    `phis` maps a label to parameters (2,).
    """
    grid = np.linspace(-15, 15, 301)
    with figure_style(dark):
        figure = Figure(figsize=(WIDTH, 3.8))
        axes = figure.subplots()
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
        figure.legend(loc="outside lower center", ncols=2)
        figure.set_label(
            f"{len(x)} samples, x from {x.min():.0f} to {x.max():.0f}, y from {y.min():.1f} to "
            f"{y.max():.1f}, and waves that swing around x = 0 and die away to both sides. "
            + " ".join(notes)
        )
        return figure


def loss_map(x, y, paths=None, dark=False):
    """Draws contour lines of the Gabor loss of the samples x, y, both (n,), and paths over them.

    `paths` maps a label to the phi of a descent, (steps, 2); its start is a circle, its end a
    cross. What lies outside the window is cut off, and the alt text says so.
    """
    paths = {label: np.asarray(path, dtype=float) for label, path in (paths or {}).items()}
    axes_of_phi = [np.linspace(*limits, 81) for limits in WINDOW]
    phi = np.stack(np.meshgrid(*axes_of_phi), axis=-1)
    losses = data.gabor_loss(phi, x, y)
    with figure_style(dark):
        figure = Figure(figsize=(WIDTH, 4.6))
        axes = figure.subplots()
        ink = matplotlib.rcParams["text.color"]
        lines = axes.contour(*axes_of_phi, losses, LEVELS, colors=ink, linewidths=0.8, alpha=0.5)
        axes.clabel(lines, fontsize=8, fmt="%g")
        for label, path in paths.items():
            (line,) = axes.plot(*path.T, label=label, linewidth=1.6)
            colour = line.get_color()
            axes.plot(*path[0], "o", color=colour, markersize=8)
            axes.plot(*path[-1], "X", color=colour, markersize=10, markeredgecolor=ink)
        axes.set(xlim=WINDOW[0], ylim=WINDOW[1], xlabel=r"$\phi_0$", ylabel=r"$\phi_1$")
        axes.grid(False)
        if paths:
            figure.legend(loc="outside lower center", ncols=2)
        lowest = np.unravel_index(losses.argmin(), losses.shape)
        figure.set_label(_describe(phi[lowest], losses.min(), paths, x, y))
        return figure


def _describe(best, lowest, paths, x, y):
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


def _place(phi):
    return f"({phi[0]:.1f}, {phi[1]:.1f})"
