"""Figures of networks: names on a network, a small change on its way to the cost, curves.

As in `helpers.figures`: arrays in, a Matplotlib figure out whose label is its alt text, made from
the same numbers as the picture. Use `figures.show` to put one on the page. `draw_network` is the
common part, which the explorers use too. Neurons are counted from 0 in arguments, as in code, and
from 1 in pictures and texts, as in the theory.

The pictures follow the idea, not the drawing, of Nielsen (2015), chapter 2.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from helpers.figures import WIDTH, legend_below, panels
from helpers.network_paths import WorkedExample, nudged, paths_of, run
from helpers.style import VERMILION, figure_style

STAGES = ("weight", "neuron", "next layer", "cost", "one neuron", "one path")
"""The stages of the change in `travelling_change`, in the order in which the lesson tells them."""

Neuron: TypeAlias = tuple[int, int]
"""A neuron: its layer and its number in it."""

Edge: TypeAlias = tuple[int, int, int]
"""An edge: the layer that it leads into, the number of its start and that of its end."""

GREY = "#808080"


def weight_name(layer: int, k: int, j: int) -> str:
    """The theory's name of W{layer}[k, j] as mathtext: the receiving neuron stands first."""
    return f"$w^{layer}_{{{j + 1}{k + 1}}}$"


def places(sizes: Iterable[int]) -> list[NDArray]:
    """Return the centre (x, y) of every neuron: a list with one array (size, 2) for each layer."""
    return [
        np.column_stack([np.full(size, float(x)), (size - 1) / 2 - np.arange(size)])
        for x, size in enumerate(sizes)
    ]


def draw_network(
    axes: Axes,
    sizes: Sequence[int],
    lit_edges: Iterable[Edge] = (),
    lit_neurons: Iterable[Neuron] = (),
    texts: Mapping[Neuron, str] | None = None,
    cost_text: str | None = None,
) -> list[NDArray]:
    """Draws a network from left to right on `axes`, its lit parts in vermilion and bold.

    An edge is (layer, start, end), from neuron `start` of the layer before to `end`; a neuron is
    (layer, index). `texts` maps neurons to the texts in them. With `cost_text`, a box for the cost
    stands at the right as a layer of its own.
    """
    ink, paper = matplotlib.rcParams["text.color"], matplotlib.rcParams["figure.facecolor"]
    drawn_sizes = [*sizes, 1] if cost_text is not None else list(sizes)
    at = places(drawn_sizes)
    edges = [
        (layer, start, end)
        for layer, (left, right) in enumerate(pairwise(drawn_sizes), start=1)
        for start in range(left)
        for end in range(right)
    ]
    lit = set(lit_edges)
    for colour, width, chosen in (
        (GREY, 0.8, [edge for edge in edges if edge not in lit]),
        (VERMILION, 2.6, [edge for edge in edges if edge in lit]),
    ):
        lines = [(at[layer - 1][start], at[layer][end]) for layer, start, end in chosen]
        axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, zorder=1))
    neurons = [(layer, index) for layer, size in enumerate(sizes) for index in range(size)]
    bold = set(lit_neurons)
    centres = np.array([at[layer][index] for layer, index in neurons])
    axes.scatter(
        centres[:, 0],
        centres[:, 1],
        s=680,
        facecolor=paper,
        edgecolor=[VERMILION if neuron in bold else ink for neuron in neurons],
        linewidth=[2.6 if neuron in bold else 1 for neuron in neurons],
        zorder=2,
    )
    for (layer, index), text in (texts or {}).items():
        x, y = at[layer][index]
        axes.text(x, y, text, ha="center", va="center", fontsize=9, zorder=3)
    if cost_text is not None:
        box = {"boxstyle": "round,pad=0.5", "facecolor": paper, "edgecolor": ink}
        x, y = at[-1][0]
        axes.text(x, y, cost_text, ha="center", va="center", fontsize=9, bbox=box, zorder=3)
    tallest = max(sizes)
    axes.set(
        xlim=(-0.35, len(drawn_sizes) - 0.6),
        ylim=(-tallest / 2 - 0.35, tallest / 2 + 0.35),
    )
    axes.axis("off")
    return at


def edge_label(
    axes: Axes, at: Sequence[NDArray], edge: Edge, text: str, along: float = 0.5
) -> None:
    """Writes `text` on an edge (layer, start, end); `along` is 0 at its start, 1 at its end."""
    layer, start, end = edge
    paper = matplotlib.rcParams["figure.facecolor"]
    box = {"boxstyle": "round,pad=0.15", "facecolor": paper, "edgecolor": "none"}
    place = (1 - along) * at[layer - 1][start] + along * at[layer][end]
    axes.text(place[0], place[1], text, ha="center", va="center", fontsize=9, bbox=box, zorder=4)


def weight_notation(
    layer: int = 2, k: int = 3, j: int = 1, sizes: Sequence[int] = (3, 4, 2), dark: bool = False
) -> Figure:
    """Draws a network with one weight W{layer}[k, j] lit and named, in theory and in code."""
    with figure_style(dark):
        figure, axes = _figure(height=3.1)
        edge = (layer, k, j)
        at = draw_network(axes, sizes, [edge], [(layer - 1, k), (layer, j)])
        name = f"{weight_name(layer, k, j)} = W{layer}[{k}, {j}]"
        edge_label(axes, at, edge, name, along=0.45)
        _title_layers(axes, sizes)
        figure.set_label(
            f"A network of {_sizes(sizes)} neurons. One line is lit: it leads from neuron {k + 1} "
            f"of layer {layer - 1} to neuron {j + 1} of layer {layer}. It is named w with {layer} "
            f"above and {j + 1}{k + 1} below, the receiving neuron first; in code it is "
            f"W{layer}[{k}, {j}], the sending neuron first and counted from 0."
        )
        return figure


def neuron_notation(
    bias: Neuron = (1, 2),
    activation: Neuron = (2, 0),
    sizes: Sequence[int] = (3, 4, 2),
    dark: bool = False,
) -> Figure:
    """Draws a network with the bias of one neuron and the activation of another named."""
    with figure_style(dark):
        figure, axes = _figure(height=3.1)
        incoming = [(activation[0], start, activation[1]) for start in range(sizes[bias[0]])]
        texts = {
            (layer, index): f"${letter}^{layer}_{index + 1}$"
            for (layer, index), letter in ((bias, "b"), (activation, "a"))
        }
        draw_network(axes, sizes, incoming, texts, texts)
        _title_layers(axes, sizes)
        figure.set_label(
            f"A network of {_sizes(sizes)} neurons with two of them lit. Neuron {bias[1] + 1} of "
            f"layer {bias[0]} carries the name of its bias, b with {bias[0]} above and "
            f"{bias[1] + 1} below. Neuron {activation[1] + 1} of layer {activation[0]} carries the "
            f"name of its activation, a with {activation[0]} above and {activation[1] + 1} below; "
            f"the {len(incoming)} lines that lead to it are lit, since it depends on all of them."
        )
        return figure


def travelling_change(
    example: WorkedExample,
    layer: int,
    k: int,
    j: int,
    change: float,
    stage: str,
    through: int = 1,
    dark: bool = False,
) -> Figure:
    """Draws how far a change of the weight W{layer}[k, j] has come at `stage`, one of `STAGES`.

    Neurons that the change has reached show their Δa, and the cost shows its ΔC, in thousandths.
    The stages "one neuron" and "one path" follow only neuron `through` of each later hidden layer,
    and then the first output.
    """
    if stage not in STAGES:
        raise ValueError(f"stage is {stage!r}: choose one of {', '.join(STAGES)}")
    before, after = run(example), run(nudged(example, layer, k, j, change))
    depth = len(example.activations)
    neurons, edges = _reached(example.sizes, layer, j, stage, through)
    moves = {
        (later, index): 1000 * (after[f"A{later}"][index] - before[f"A{later}"][index])
        for later, index in neurons
    }
    at_cost = any(later == depth + 1 for later, _, _ in edges)
    change_of_cost = 1000 * (after["C"] - before["C"])
    with figure_style(dark):
        figure, axes = _figure(height=2.9)
        texts = {neuron: f"{_round(move)}" for neuron, move in moves.items()}
        cost_text = f"$C$\n{_round(change_of_cost)}" if at_cost and stage == "cost" else "$C$"
        weight = (layer, k, j)
        at = draw_network(axes, example.sizes, [weight, *edges], moves, texts, cost_text)
        edge_label(axes, at, weight, f"{weight_name(layer, k, j)} + {change:g}")
        if moves:
            axes.set_title("change in thousandths", fontsize=9, loc="right", y=0.02)
        _label_slopes(axes, at, stage, layer, k, j, through, depth)
        alt = (
            f"A network of {_sizes(example.sizes)} neurons and a box for the cost. The weight from "
            f"neuron {k + 1} of layer {layer - 1} to neuron {j + 1} of layer {layer} grows by "
            f"{change:g}. "
        )
        figure.set_label(alt + _tell(moves, stage, change_of_cost, example, layer, k, j, through))
        return figure


def lines(
    x: ArrayLike,
    curves: Mapping[str, NDArray],
    xlabel: str,
    ylabel: str,
    xscale: str = "linear",
    yscale: str = "linear",
    dark: bool = False,
) -> Figure:
    """Draws curves over one x, (m,): `curves` maps a label to values (m,)."""
    x = np.asarray(x, dtype=float)
    with figure_style(dark):
        figure, (axes,) = panels(height=3.6)
        marker = "o" if len(x) < 20 else ""
        notes = []
        for label, values in curves.items():
            axes.plot(x, values, marker=marker, label=label)
            notes.append(
                f"“{label}” goes from {values[0]:.3g} at {x[0]:.3g} to {values[-1]:.3g} at "
                f"{x[-1]:.3g}, between {np.min(values):.3g} and {np.max(values):.3g}."
            )
        axes.set(xlabel=xlabel, ylabel=ylabel, xscale=xscale, yscale=yscale)
        if len(curves) > 1:
            legend_below(figure)
        scales = {
            ("log", "log"): ", both on logarithmic scales",
            ("linear", "log"): ", the latter on a logarithmic scale",
        }.get((xscale, yscale), "")
        figure.set_label(
            f"Curves over {_plain(xlabel)} of {_plain(ylabel)}{scales}. " + " ".join(notes)
        )
        return figure


def _figure(height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots()


def _title_layers(axes: Axes, sizes: Sequence[int]) -> None:
    top = max(sizes) / 2 + 0.1
    for layer in range(len(sizes)):
        text = "layer 0 (inputs)" if layer == 0 else f"layer {layer}"
        axes.text(layer, top, text, ha="center", va="bottom", fontsize=10)
    axes.set_ylim(top=top + 0.6)


def _reached(
    sizes: Sequence[int], layer: int, j: int, stage: str, through: int
) -> tuple[list[Neuron], list[Edge]]:
    """The neurons and edges (beyond the weight) that the change has reached at `stage`."""
    if stage == "weight":
        return [], []
    if stage == "neuron":
        return [(layer, j)], []
    depth = len(sizes) - 1
    single = stage in ("one neuron", "one path")
    last = layer + 1 if stage in ("next layer", "one neuron") else depth
    columns = [[j]]
    for later in range(layer + 1, last + 1):
        followed = [0] if later == depth else [through]
        columns.append(followed if single else list(range(sizes[later])))
    if last == depth:
        columns.append([0])
    neurons = [
        (later, index)
        for later, column in enumerate(columns, start=layer)
        if later <= depth
        for index in column
    ]
    edges = [
        (later, start, end)
        for later, (left, right) in enumerate(pairwise(columns), start=layer + 1)
        for start in left
        for end in right
    ]
    return neurons, edges


def _label_slopes(
    axes: Axes,
    at: Sequence[NDArray],
    stage: str,
    layer: int,
    k: int,
    j: int,
    through: int,
    depth: int,
) -> None:
    if stage not in ("one neuron", "one path"):
        return
    steps = [j] + [through] * (depth - layer - 1) + [0]
    last = layer + 1 if stage == "one neuron" else depth
    for later in range(layer + 1, last + 1):
        start, end = steps[later - layer - 1], steps[later - layer]
        text = rf"$\partial a^{later}_{end + 1} / \partial a^{later - 1}_{start + 1}$"
        edge_label(axes, at, (later, start, end), text)
    if stage == "one path":
        text = rf"$\partial C / \partial a^{depth}_{1}$"
        edge_label(axes, at, (depth + 1, 0, 0), text, along=0.45)


def _tell(
    moves: Mapping[Neuron, float],
    stage: str,
    change_of_cost: float,
    example: WorkedExample,
    layer: int,
    k: int,
    j: int,
    through: int,
) -> str:
    if stage == "weight":
        return "The line of that weight is lit; nothing else has changed yet."
    said = "; ".join(
        f"neuron {index + 1} of layer {later} by {_round(move)}"
        for (later, index), move in moves.items()
    )
    text = f"The activations that are lit change, in thousandths: {said}."
    if stage == "cost":
        text += f" The cost changes by {_round(change_of_cost)} thousandths."
    if stage == "one neuron":
        text += " All other neurons of that layer are left out."
    if stage == "one path":
        paths = paths_of(example, layer, k, j)
        steps = (j, *[through] * (len(example.activations) - layer - 1), 0)
        (share,) = [path.product for path in paths if path.neurons == steps]
        text += (
            f" One single path to the cost is lit, of {len(paths)}; every line on it bears its "
            f"slope, and their product, with that of the first neuron, is {share:.4f}."
        )
    return text


def _sizes(sizes: Sequence[int]) -> str:
    return ", ".join(map(str, sizes[:-1])) + f" and {sizes[-1]}"


def _round(value: float) -> str:
    return f"{value:+.3g}" if abs(value) < 100 else f"{value:+.0f}"


def _plain(label: str) -> str:
    return label.replace("$", "").replace("\\", "").replace("{", "").replace("}", "")
