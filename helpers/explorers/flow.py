"""Explorer of backpropagation as flow: one weight is nudged, and its paths to the cost light up.

On the left is the network of the lesson with its activations; the chosen weight and everything that
it reaches are lit, and each lit edge shows its slope. On the right a bar shows the product of each
path. The last bar is their sum, and a cross on it marks the gradient that backpropagation finds.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path as Outline

from helpers.explorers.explorer import Explorer, Knob, Table
from helpers.figures.flow import Edge, draw_network, edge_label, weight_name
from helpers.network_paths import SMALL, Path, nudged, paths_of, run
from helpers.reference import backward
from helpers.style import BLUE, VERMILION

WEIGHTS = {
    f"w{layer}_{j + 1}{k + 1}": (layer, k, j)
    for layer in range(1, len(SMALL.sizes))
    for k in range(SMALL.sizes[layer - 1])
    for j in range(SMALL.sizes[layer])
}
"""Every weight by its name in states: w1_23 is the theory's w¹₂₃, in code W1[2, 1]."""

_UP, _DOWN = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"), str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _matrices() -> tuple[Any, ...]:
    """The weights as tables of buttons: row k and column j hold W[k, j], the theory's w_jk."""
    tables = []
    for layer, (inputs, outputs) in enumerate(pairwise(SMALL.sizes), start=1):
        rows = tuple(
            tuple(
                (
                    f"w{layer}_{j + 1}{k + 1}",
                    f"w{layer}".translate(_UP) + f"{j + 1}{k + 1}".translate(_DOWN),
                    f"Weight from neuron {k + 1} of layer {layer - 1} "
                    f"to neuron {j + 1} of layer {layer}",
                )
                for j in range(outputs)
            )
            for k in range(inputs)
        )
        tables.append((f"W{layer}: layer {layer - 1} to layer {layer}", rows))
    return tuple(tables)


LABEL_GROUND = Outline([(-1, -0.4), (1, -0.4), (1, 0.4), (-1, 0.4), (-1, -0.4)])
"""The marker behind a label: a box wide enough for a slope."""


@dataclass(frozen=True)
class Flow:
    """What the explorer shows; `values` and `changed` are from `run`, before and after the nudge.

    `gradient` is ∂C/∂w by backpropagation and `change_of_cost` the ΔC that was measured.
    """

    weight: Edge
    nudge: float
    values: dict[str, Any]
    changed: dict[str, Any]
    paths: list[Path]
    gradient: float

    @property
    def change_of_cost(self) -> float:
        """ΔC as it was measured."""
        return self.changed["C"] - self.values["C"]

    @property
    def lit_paths(self) -> list[Path]:
        """The paths whose product is not 0; a ReLU may have the slope 0."""
        return [path for path in self.paths if path.product != 0]


def compute(params: dict[str, Any]) -> Flow:
    """Return the `Flow` of {"weight": name, "nudge": Δw, "activation": name of hidden layers}."""
    layer, k, j = WEIGHTS[params["weight"]]
    example = replace(SMALL, activations=(params["activation"],) * 2 + ("sigmoid",))
    values = run(example)
    cache = {name: values[name][None] for name in values if name != "C"}
    grads = backward(
        example.x[None], example.y[None], example.params, cache, example.activations, example.loss
    )
    return Flow(
        (layer, k, j),
        params["nudge"],
        values,
        run(nudged(example, layer, k, j, params["nudge"])),
        paths_of(example, layer, k, j),
        float(grads[f"dW{layer}"][k, j]),
    )


def panels(figure: Figure) -> tuple[Axes, Axes]:
    """Makes the axes of the network and of the bars."""
    network, bars = figure.subplots(
        1,
        2,
        gridspec_kw={
            "width_ratios": (2.5, 1),
            "left": 0.01,
            "right": 0.92,
            "bottom": 0.16,
            "top": 0.86,
            "wspace": 0.22,
        },
    )
    network.set_title("activations, and slopes on lit edges", fontsize=10)
    bars.tick_params(labelsize=9)
    bars.locator_params(axis="x", nbins=3)
    bars.set_title("product of each path", fontsize=10)
    bars.set_xlabel("share of ∂C/∂w (cross: backprop)", fontsize=9)
    return network, bars


def draw(flow: Flow, panels: tuple[Axes, Axes]) -> None:
    """Draws the network with the lit paths, and the bars of their products."""
    network, bars = panels
    _draw_flow(flow, network)
    _draw_bars(flow, bars)


def _draw_flow(flow: Flow, axes: Axes) -> None:
    layer = flow.weight[0]
    depth = len(SMALL.sizes) - 1
    slopes = _slopes(flow)
    reached = {
        (later, index) for path in flow.lit_paths for later, index in enumerate(path.neurons, layer)
    }
    texts = {
        (later, index): f"{activation:.2f}"
        for later in range(depth + 1)
        for index, activation in enumerate(flow.values[f"A{later}"])
    }
    cost = f"C\n{flow.values['C']:.4f}\n{flow.change_of_cost:+.4f}"
    at = draw_network(axes, SMALL.sizes, [flow.weight, *slopes], reached, texts, cost)
    spots = []
    for edge, slope in slopes.items():
        # Edges from several neurons cross; their labels stand where the edges are still apart.
        along = 0.33 if layer + 2 == edge[0] <= depth else 0.5
        spot = (1 - along) * at[edge[0] - 1][edge[1]] + along * at[edge[0]][edge[2]]
        spots.append(spot)
        axes.text(spot[0], spot[1], f"{slope:.2f}", ha="center", va="center", fontsize=9, zorder=4)
    if spots:  # one ground for all labels, because a box for each would take longer
        paper = matplotlib.rcParams["figure.facecolor"]
        x, y = np.transpose(spots)
        axes.scatter(x, y, s=700, marker=LABEL_GROUND, color=paper, zorder=3.5)
    edge_label(axes, at, flow.weight, f"{weight_name(*flow.weight)} {flow.nudge:+g}")


def _draw_bars(flow: Flow, axes: Axes) -> None:
    ink = matplotlib.rcParams["text.color"]
    products = [path.product for path in flow.paths]
    places = -np.arange(len(products) + 1.0)
    axes.barh(places[:-1], products, color=BLUE, height=0.6)
    axes.barh(places[-1] - 0.3, sum(products), color=VERMILION, height=0.6)
    axes.plot(flow.gradient, places[-1] - 0.3, "x", color=ink, markersize=8)
    axes.axvline(0, color=ink, linewidth=0.8)
    for place, product in zip(
        [*places[:-1], places[-1] - 0.3], [*products, sum(products)], strict=True
    ):
        beside = axes.get_yaxis_transform()
        text = f"{round(product, 4) + 0.0:.4f}"  # + 0.0 turns a −0 into 0
        axes.text(1.02, place, text, transform=beside, va="center", fontsize=9)
    names = [_name(path.neurons) for path in flow.paths]
    axes.set_yticks([*places[:-1], places[-1] - 0.3], [*names, "sum"])
    axes.set_ylim(places[-1] - 0.9, 0.6)


def _slopes(flow: Flow) -> dict[Edge, float]:
    """The slope of every lit edge beyond the weight: {(layer, start, end): slope}."""
    layer, _, _ = flow.weight
    slopes = {}
    for path in flow.lit_paths:
        neurons = (*path.neurons, 0)
        for step, slope in enumerate(path.factors[1:]):
            slopes[layer + 1 + step, neurons[step], neurons[step + 1]] = slope
    return slopes


def _name(neurons: tuple[int, ...]) -> str:
    return "→".join(str(neuron + 1) for neuron in neurons)


def describe(flow: Flow) -> str:
    """Return the alt text: what was nudged, what the cost did, and the paths' products."""
    layer, k, j = flow.weight
    paths = "; ".join(f"{_name(path.neurons)}: {path.product:.4f}" for path in flow.paths)
    return (
        f"A network of 2, 3, 3 and 2 neurons. The weight from neuron {k + 1} of layer {layer - 1} "
        f"to neuron {j + 1} of layer {layer} is nudged by {flow.nudge:+g}; the cost goes from "
        f"{flow.values['C']:.4f} to {flow.changed['C']:.4f}. Paths to the cost, by their neurons "
        f"from layer {layer} on, with their products: {paths}. Bars show them; their sum, "
        f"{sum(path.product for path in flow.paths):.4f}, is where a cross marks the gradient of "
        f"backpropagation, {flow.gradient:.4f}."
    )


def table(flow: Flow) -> Table:
    """Return (headers, rows): each path with its slopes and product, the sum, both values of ΔC."""
    rows = [
        [_name(path.neurons), " · ".join(f"{factor:.3f}" for factor in path.factors), path.product]
        for path in flow.paths
    ]
    rows += [
        ["sum of the paths", "", sum(path.product for path in flow.paths)],
        ["gradient by backpropagation", "", flow.gradient],
        ["ΔC foretold: gradient · Δw", f"Δw = {flow.nudge:g}", flow.gradient * flow.nudge],
        ["ΔC measured", "", flow.change_of_cost],
    ]
    return ["path", "slopes", "product"], rows


def log(flow: Flow) -> dict[str, Any]:
    """Return what the run log keeps."""
    return {
        "gradient": flow.gradient,
        "paths": len(flow.paths),
        "foretold": flow.gradient * flow.nudge,
        "change_of_cost": flow.change_of_cost,
    }


FLOW = Explorer(
    name="flow",
    title="A nudge on its way to the cost",
    knobs=(
        Knob("weight", "Weight", tuple(WEIGHTS), "w1_21", _matrices()),
        Knob("nudge", "Nudge Δw", (-1.0, -0.3, -0.1, -0.03, -0.01, 0.01, 0.03, 0.1, 0.3, 1.0), 0.1),
        Knob("activation", "Hidden activation", ("sigmoid", "tanh", "relu"), "sigmoid"),
    ),
    compute=compute,
    panels=panels,
    draw=draw,
    describe=describe,
    table=table,
    log=log,
    size=(7.6, 3.6),
)
EXPLORERS = (FLOW,)
