"""Figures on penalties and their choice: folds, errors over λ, and the weights of fitted models.

As in `helpers.figures`: arrays in, a Matplotlib figure out whose label is its alt text. Use
`figures.show` to put one on the page.
"""

from collections.abc import Iterable, Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from helpers.figures import WIDTH, legend_below, number_decades, panels
from helpers.style import figure_style


def folds(pairs: Iterable[tuple[Iterable[int], Iterable[int]]], dark: bool = False) -> Figure:
    """Draws k folds as k rows of squares, one for each sample; filled squares are validated.

    `pairs` are k pairs (train, validation) of index arrays. Empty squares are trained on. An index
    without a square is in neither part, and a cross marks an index that is in both.
    """
    parts = [tuple(np.asarray(list(part), dtype=int) for part in pair) for pair in pairs]
    highest = max(int(part.max(initial=0)) for pair in parts for part in pair)
    with figure_style(dark):
        figure, (axes,) = panels(height=0.9 + 0.36 * len(parts))
        colour = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"][0]
        ink = matplotlib.rcParams["text.color"]
        for row, (train, validation) in enumerate(parts):
            style = {"marker": "s", "s": 90, "edgecolor": ink, "linewidth": 0.8}
            axes.scatter(train, np.full(len(train), row), facecolor="none", **style)
            axes.scatter(validation, np.full(len(validation), row), facecolor=colour, **style)
            both = np.intersect1d(train, validation)
            axes.scatter(both, np.full(len(both), row), marker="x", s=60, color=ink)
        axes.set(xlabel="sample", xlim=(-0.7, highest + 0.7), ylim=(len(parts) - 0.4, -0.6))
        axes.set_yticks(range(len(parts)), [f"fold {row}" for row in range(len(parts))])
        axes.grid(False)
        figure.set_label(
            f"{len(parts)} folds, a row each; filled squares are validated, empty ones trained on. "
            + " ".join(
                f"Fold {row} validates {', '.join(map(str, np.sort(validation))) or 'nothing'} and "
                f"trains on {len(train)}."
                for row, (train, validation) in enumerate(parts)
            )
        )
        return figure


def error_curves(lams: ArrayLike, errors: Mapping[str, ArrayLike], dark: bool = False) -> Figure:
    """Draws mean errors over λ, with the range over the folds, on logarithmic scales.

    `errors` maps a label to an array (len(lams), k), one error for each λ and fold; a ring marks
    the lowest mean of each curve.
    """
    order = np.argsort(lams)
    lams = np.asarray(lams, dtype=float)[order]
    notes = []
    with figure_style(dark):
        figure, (axes,) = panels()
        for label, table in errors.items():
            table = np.asarray(table, dtype=float)[order]
            means = table.mean(axis=1)
            best = int(np.argmin(means))
            (line,) = axes.plot(lams, means, marker="o", label=label)
            axes.fill_between(
                lams, table.min(axis=1), table.max(axis=1), color=line.get_color(), alpha=0.15
            )
            ring = {"markersize": 14, "markerfacecolor": "none", "linestyle": "none"}
            axes.plot(lams[best], means[best], "o", color=line.get_color(), **ring)
            notes.append(
                f"{label}: {means[0]:.2f} at λ = {lams[0]:g}, lowest with {means[best]:.2f} at "
                f"λ = {lams[best]:g}, {means[-1]:.2f} at λ = {lams[-1]:g}."
            )
        axes.set(xscale="log", yscale="log", xlabel="λ", ylabel="mean squared error")
        number_decades(axes.xaxis)
        number_decades(axes.yaxis)
        axes.legend(loc="upper center")
        figure.set_label(
            "Mean error over λ, both on logarithmic scales; a band shows the range over the folds "
            "and a ring the lowest mean. " + " ".join(notes)
        )
        return figure


def medians(
    x: Sequence[float],
    errors: Mapping[str, NDArray],
    xlabel: str,
    levels: Mapping[str, float] | None = None,
    dark: bool = False,
) -> Figure:
    """Draws median errors over x on logarithmic scales; a band holds the middle half of the seeds.

    `errors` maps a label to an array (seeds, len(x)); `x` ascends. `levels` maps a label to an
    error worth comparing with, drawn as a horizontal line.
    """
    notes = []
    with figure_style(dark):
        figure, (axes,) = panels()
        ink = matplotlib.rcParams["text.color"]
        for label, table in errors.items():
            low, middle, high = np.percentile(table, [25, 50, 75], axis=0)
            (line,) = axes.plot(x, middle, marker="o", markersize=4, label=label)
            axes.fill_between(x, low, high, color=line.get_color(), alpha=0.15)
            best = int(np.argmin(middle))
            notes.append(
                f"{label[:1].upper()}{label[1:]}: {middle[0]:.3g} at {x[0]:g}, lowest with "
                f"{middle[best]:.3g} at {x[best]:g}, {middle[-1]:.3g} at {x[-1]:g}."
            )
        for label, level in (levels or {}).items():
            axes.axhline(level, color=ink, linestyle=":", linewidth=1)
            axes.annotate(label, (x[0], level), (0, 3), textcoords="offset points", va="bottom")
            notes.append(f"A dotted line marks {label}, {level:g}.")
        axes.set(xscale="log", yscale="log", xlabel=xlabel, ylabel="mean squared error")
        number_decades(axes.xaxis)
        number_decades(axes.yaxis)
        legend_below(figure)
        n_seeds = len(next(iter(errors.values())))
        figure.set_label(
            f"Median error of {n_seeds} seeds over {xlabel}, on logarithmic scales; a band holds "
            "the middle half of the seeds. " + " ".join(notes)
        )
        return figure


def weights(columns: Mapping[str, ArrayLike], n_marked: int = 0, dark: bool = False) -> Figure:
    """Draws the weights of fitted models by number: one panel for each model, one above the other.

    `columns` maps a title to the weights of a model, (d,) or (d, 1). The first `n_marked` stand
    on a shaded ground.
    """
    notes = []
    with figure_style(dark):
        figure = Figure(figsize=(WIDTH, 0.6 + 1.5 * len(columns)), layout="constrained")
        rows = figure.subplots(len(columns), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
        colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
        ink = matplotlib.rcParams["text.color"]
        for axes, colour, (title, values) in zip(rows, colours, columns.items(), strict=False):
            values = np.ravel(values)
            axes.axvspan(-0.5, n_marked - 0.5, color=ink, alpha=0.08)
            axes.axhline(0, color=ink, linewidth=0.8)
            axes.vlines(np.arange(len(values)), 0, values, color=colour)
            axes.plot(np.arange(len(values)), values, "o", color=colour)
            axes.set(ylabel="weight")
            axes.set_title(title, loc="left")
            near = int(np.sum(np.abs(values) < 0.05))
            marked = ", ".join(f"{value:.2f}" for value in values[:n_marked])
            others = np.abs(values[n_marked:]).max(initial=0)
            notes.append(
                f"{title}: {near} of {len(values)} weights are closer to 0 than 0.05"
                + (f"; the shaded ones are {marked}" if n_marked else "")
                + f"; the largest of the others has the size {others:.2f}."
            )
        rows[-1].set(xlabel="number of the weight")
        rows[-1].xaxis.get_major_locator().set_params(integer=True)
        figure.set_label(
            "The weights of each model by number"
            + (f", the first {n_marked} on a shaded ground" if n_marked else "")
            + ". "
            + " ".join(notes)
        )
        return figure
