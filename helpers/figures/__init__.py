"""Figures of the lessons: arrays in, a Matplotlib figure with its alt text out.

Every function returns a `Figure` in the house style whose label (`figure.get_label()`) is its alt
text, made from the same arrays as the picture. `show` puts the two on the page together. Nothing
here goes through pyplot, so a figure is neither shown twice nor left open. With `dark=True` a
figure is drawn for a dark page.
"""

import base64
import html
import io
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from helpers.style import DARK_PAPER, ON_DARK_PAGES, PICTURE_CLASS, figure_style

WIDTH = 6.0
"""Inches: the width of every figure, so that it fits a narrow page."""

LABELS = 0.55
"""Inches below the axes for their numbers and label."""


def show(figure: Figure, alt: str | None = None) -> None:
    """Displays `figure` as an image in the cell's output, with its own alt text or with `alt`."""
    from IPython.display import display

    alt = alt or str(figure.get_label())
    display({"text/html": as_html(figure, alt), "text/plain": alt}, raw=True)


def as_html(figure: Figure, alt: str) -> str:
    """The figure as an HTML `<figure>` that holds it as a PNG; equal figures give equal bytes.

    On a dark page the picture turns dark, unless it was drawn for a dark page.
    """
    image = base64.b64encode(png(figure)).decode()
    width = round(96 * figure.get_size_inches()[0])
    is_dark = same_color(figure.get_facecolor(), DARK_PAPER)
    turns, style = ("", "") if is_dark else (f'class="{PICTURE_CLASS}" ', ON_DARK_PAGES)
    return (
        f'<figure style="margin:0">{style}<img {turns}alt="{html.escape(alt)}" width="{width}" '
        f'style="max-width:100%;height:auto" src="data:image/png;base64,{image}"></figure>'
    )


def png(figure: Figure) -> bytes:
    """The bytes of the figure as a PNG at 144 dpi; equal figures give equal bytes.

    The PNG has only 256 colours. The difference is invisible, and the size and the time to encode
    it fall to a third.
    """
    dpi = figure.dpi
    figure.set_dpi(144)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # once: savefig would draw twice
    figure.set_dpi(dpi)
    drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    few = drawn.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    few.save(stream, "png", compress_level=3)
    return stream.getvalue()


def panels(
    columns: int = 1,
    height: float = 3.8,
    *,
    width: float = WIDTH,
    titles: bool = False,
    right: float = 0.15,
) -> tuple[Figure, NDArray]:
    """An empty figure and the list of its axes side by side, which share the vertical axis.

    There is room for numbers and labels on the left and below, and for `titles` above;
    `legend_below` makes more room. All sizes are in inches.
    """
    figure = Figure(figsize=(width, height))
    row = figure.subplots(1, columns, sharey=True, squeeze=False)[0]
    figure.subplots_adjust(
        left=0.95 / width,
        right=1 - right / width,
        bottom=LABELS / height,
        top=1 - (0.35 if titles else 0.12) / height,
        wspace=0.08,
    )
    for axes in row:
        axes.locator_params(nbins=6)  # ticks take longer to draw than the rest
    return figure, row


def legend_below(figure: Figure, *entries: Any, ncols: int = 2) -> None:
    """Puts a legend at the lower edge and makes room for it; `entries` as for `figure.legend`."""
    legend = figure.legend(*entries, loc="lower center", ncols=ncols)
    n_rows = -(-len(legend.get_texts()) // ncols)
    figure.subplots_adjust(bottom=(LABELS + (0.1 + 0.2 * n_rows)) / figure.get_figheight())


def number_decades(axis: Axis) -> None:
    """Writes numbers on a logarithmic axis: at 1, 2 and 5, or over many decades only at 1."""
    low, high = axis.get_view_interval()
    axis.set_major_locator(LogLocator(subs=(1, 2, 5) if high < 300 * low else (1,)))
    axis.set_major_formatter("{x:g}")
    axis.set_minor_locator(NullLocator())


def network(n_hidden: int = 10, dark: bool = False) -> Figure:
    """Draws a 1-h-1 network with the name and shape of every array above its column."""
    layers = [_column(0, 1), _column(3, n_hidden), _column(6, 1)]
    words = [
        "input\n$X$\n$(n, 1)$",
        f"weights\n$W_1$\n$(1, {n_hidden})$",
        f"hidden\n$A_1 = \\sigma(Z_1)$\n$(n, {n_hidden})$",
        f"weights\n$W_2$\n$({n_hidden}, 1)$",
        "output\n$\\hat{y} = Z_2$\n$(n, 1)$",
    ]
    with figure_style(dark):
        figure, (axes,) = panels(height=3.2)
        figure.subplots_adjust(0.01, 0.01, 0.99, 0.99)
        axes.set(xlim=(-0.9, 6.9), ylim=(-1.9, 3.1))
        axes.axis("off")
        colours = matplotlib.rcParams["axes.prop_cycle"].by_key()["color"]
        for colour, left, right in zip(colours, layers, layers[1:], strict=False):
            for start in left:
                for end in right:
                    axes.plot(*zip(start, end, strict=True), "-", color=colour, lw=1, zorder=1)
        ink, paper = matplotlib.rcParams["text.color"], figure.get_facecolor()
        x, y = zip(*[place for layer in layers for place in layer], strict=True)
        axes.scatter(x, y, s=90, color=paper, edgecolor=ink, zorder=2)
        for place, text in enumerate(words):
            axes.text(1.5 * place, 1.95, text, ha="center", va="bottom")
        figure.set_label(
            f"A network from left to right: one input neuron, {n_hidden} hidden neurons, one "
            f"output neuron. The weights W1, of shape (1, {n_hidden}), join the input to every "
            f"hidden neuron; W2, of shape ({n_hidden}, 1), join every hidden neuron to the output."
        )
        return figure


def data_points(X: NDArray, y: NDArray, dark: bool = False) -> Figure:
    """Draws the data, X (n, 1) and y (n, 1): one circle for each sample."""
    with figure_style(dark):
        figure, (axes,) = panels()
        _scatter(axes, X, y)
        axes.set(xlabel="feature x", ylabel="target y")
        figure.set_label(f"Scatter plot. {_describe_points(X, y)}")
        return figure


def loss_curves(
    curves: Mapping[str, Sequence[float]],
    levels: Mapping[str, float] | None = None,
    dark: bool = False,
) -> Figure:
    """Draws losses against steps, on a logarithmic scale.

    `curves` maps a label to a sequence of losses, one for each step; `levels` maps a label to a
    loss worth comparing with, drawn as a horizontal line.
    """
    levels = levels or {}
    with figure_style(dark):
        figure, (axes,) = panels()
        for label, losses in curves.items():
            axes.plot(losses, label=label)
        longest = max(len(losses) for losses in curves.values())
        ink = matplotlib.rcParams["text.color"]
        for label, level in levels.items():
            axes.axhline(level, color=ink, linestyle=":", linewidth=1)
            text = f"{label}, {level:.2f}"
            axes.annotate(
                text, (longest, level), (0, 3), textcoords="offset points", ha="right", va="bottom"
            )
        axes.set(xlabel="step", ylabel="mean squared error", yscale="log")
        number_decades(axes.yaxis)
        if len(curves) > 1:
            axes.legend(loc="upper right")
        figure.set_label(
            "Loss against steps, on a logarithmic scale. "
            + " ".join(
                f"{_sentence(label)} starts at {losses[0]:.2f} and is at {losses[-1]:.2f} at the "
                f"last of {len(losses):,} steps."
                for label, losses in curves.items()
            )
            + "".join(f" A dotted line marks {k}, {v:.2f}." for k, v in levels.items())
        )
        return figure


def fits(
    X: NDArray, y: NDArray, grid: ArrayLike, curves: Mapping[str, ArrayLike], dark: bool = False
) -> Figure:
    """Draws the data and, over them, the predictions of one or several models on `grid`.

    `grid` is (m,) or (m, 1), in ascending order; `curves` maps a label to predictions of that
    shape.
    """
    grid = np.ravel(grid)
    with figure_style(dark):
        figure, (axes,) = panels()
        _scatter(axes, X, y)
        for label, values in curves.items():
            axes.plot(grid, np.ravel(values), label=label)
        axes.set(xlabel="feature x", ylabel="target y")
        axes.legend(loc="upper center")
        figure.set_label(
            f"{_describe_points(X, y)} "
            + " ".join(_describe_curve(label, grid, values) for label, values in curves.items())
        )
        return figure


def mirror_parts(grid: ArrayLike, functions: Mapping[str, ArrayLike], dark: bool = False) -> Figure:
    """Draws functions with their even and odd parts: one panel for each function, on one scale.

    `grid` is (m,), symmetric about 0 and ascending; `functions` maps a title to values (m,).
    """
    grid = np.ravel(grid)
    if not np.allclose(grid, -grid[::-1]):
        raise ValueError("mirror_parts needs a grid that is symmetric about 0")
    with figure_style(dark):
        figure, parts = panels(len(functions), height=3.4, titles=True)
        notes = []
        for axes, (title, values) in zip(parts, functions.items(), strict=True):
            values = np.ravel(values)
            even, odd = (values + values[::-1]) / 2, (values - values[::-1]) / 2
            axes.plot(grid, values, label="the function")
            axes.plot(grid, even, label="its even part")
            axes.plot(grid, odd, label="its odd part")
            axes.set(title=title, xlabel="feature x")
            notes.append(
                f"{_sentence(title)}: its even part lies between {_round(even.min())} and "
                f"{_round(even.max())}, its odd part between {_round(odd.min())} and "
                f"{_round(odd.max())}."
            )
        parts[0].set_ylabel("value")
        handles, labels = parts[0].get_legend_handles_labels()
        legend_below(figure, handles, labels, ncols=3)
        figure.set_label("Functions split into even and odd parts. " + " ".join(notes))
        return figure


def _column(x: float, n: int) -> list[tuple[float, float]]:
    return [(x, y) for y in (np.linspace(1.7, -1.7, n) if n > 1 else [0.0])]


def _scatter(axes: Axes, X: NDArray, y: NDArray) -> None:
    ink = matplotlib.rcParams["text.color"]
    axes.scatter(X, y, s=22, facecolor="none", edgecolor=ink, alpha=0.55, label="data")


def _describe_points(X: NDArray, y: NDArray) -> str:
    X, y = np.ravel(X), np.ravel(y)
    middle, ends = y[np.abs(X) < 0.5], y[np.abs(X) > 1.5]
    text = (
        f"{len(X)} samples, x from {_round(X.min())} to {_round(X.max())} and y from "
        f"{_round(y.min())} to {_round(y.max())}"
    )
    if len(middle) and len(ends):
        text += f"; y is about {_round(middle.mean())} near x = 0"
        text += f" and {_round(ends.mean())} near the ends"
    return text + "."


def _describe_curve(label: str, grid: NDArray, values: ArrayLike) -> str:
    values = np.ravel(values)
    places = [0, len(grid) // 2, -1]
    points = [f"{_round(values[place])} at x = {_round(grid[place])}" for place in places]
    return f"The curve “{label}” goes from {points[0]} through {points[1]} to {points[2]}."


def _round(value: float) -> str:
    return f"{round(float(value), 1) + 0.0:.1f}"  # + 0.0 turns a −0 into 0


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
