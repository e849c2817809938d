"""The loss curves of runs as one picture, each labelled where it ends."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from helpers.runlog.table import cell_of, count_of_runs, label_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

FARTHEST = 1e30
"""Losses above this number are drawn at it, and losses below its inverse are drawn as 0."""

CHARACTER = 0.064
"""The mean width, in inches, of a character in a run's name beside its curve."""


def draw(runs: Sequence[dict[str, Any]], name: str, dark: bool) -> "Figure":
    """Loss curves on a logarithmic scale, each labelled where it ends."""
    from helpers.figures import number_decades, panels
    from helpers.style import figure_style

    names = _short_names(runs)
    room = 0.35 + CHARACTER * max(map(len, names), default=0)
    with figure_style(dark):
        figure, (axes,) = panels(
            height=max(3.6, 0.24 * len(runs)), width=max(7.5, 3.5 + room), right=room
        )
        ends = []
        for run, label in zip(runs, names, strict=True):
            iterations, losses = map(np.asarray, run["curve"])
            drawn = np.isfinite(losses)
            # Axes overflow with losses far beyond what a page can show; the alt text has the true
            # numbers.
            iterations, losses = iterations[drawn], np.clip(losses[drawn], -FARTHEST, FARTHEST)
            losses[np.abs(losses) < 1 / FARTHEST] = 0
            (line,) = axes.plot(iterations, losses)
            if drawn.any():
                ends.append((iterations[-1], losses[-1], line, label))
        if all(np.all(line.get_ydata() > 0) for line in axes.lines):
            axes.set_yscale("log")
            number_decades(axes.yaxis)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set(xlabel="iteration", ylabel="loss")
        _label_ends(axes, ends)
        figure.set_label(_describe(runs, names, name))
        return figure


def _short_names(runs: Sequence[dict[str, Any]]) -> list[str]:
    """A name for each run: its number and those of its settings in which the runs differ."""
    keys = dict.fromkeys(key for run in runs for key in run["settings"])
    varied = [key for key in keys if len({str(run["settings"].get(key)) for run in runs}) > 1]
    names = []
    for run in runs:
        given = run["settings"]
        parts = [f"{label_of(key)} {cell_of(key, given[key])}" for key in varied if key in given]
        names.append(f"run {run['number']}" + (": " if parts else "") + ", ".join(parts))
    return names


def _label_ends(axes: "Axes", ends: Sequence[tuple[float, float, "Line2D", str]]) -> None:
    """Writes each name beside the axes, as close to its curve's end as there is room."""
    from matplotlib.collections import LineCollection

    to_axes = axes.transScale + axes.transLimits
    tips = [to_axes.transform((x, y)) for x, y, _, _ in ends]
    order = np.argsort([height for _, height in tips], kind="stable")
    gap = min(0.075, 1 / max(1, len(ends) - 1))
    places = np.array([tips[index][1] for index in order])
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + gap)
    places -= max(0, places[-1] - 1) if len(places) else 0
    for index in range(len(places) - 2, -1, -1):
        places[index] = min(places[index], places[index + 1] - gap)
    beside: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
    # Draw all lines to the names at once: separate arrows would take longer than the whole picture.
    leads = [(tips[index], (1.03, place)) for place, index in zip(places, order, strict=True)]
    colours = [ends[index][2].get_color() for index in order]
    axes.add_collection(
        LineCollection(leads, colors=colours, linewidths=0.8, **beside), autolim=False
    )
    for place, index in zip(places, order, strict=True):
        axes.text(1.04, place, ends[index][3], va="center", fontsize="small", **beside)


def _describe(runs: Sequence[dict[str, Any]], names: Sequence[str], name: str) -> str:
    text = [f"Loss against iteration for the {count_of_runs(len(runs))} of {name}."]
    for run, label in zip(runs, names, strict=True):
        found, steps = run["results"], run["curve"][0][-1]
        text.append(
            f"{label[:1].upper()}{label[1:]}: from {found['first_loss']:.3g} to "
            f"{found['last_loss']:.3g} in {steps:,} steps, {found['rises']:,} of them upwards; "
            f"lowest {found['lowest_loss']:.3g}."
        )
        if found["not_finite"]:
            text.append(f"Not finite and not drawn: {found['not_finite']:,} of its losses.")
    return " ".join(text)
