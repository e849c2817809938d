"""Figures of lessons and explorers: whatever is drawn stands out from its paper, for everybody.

Lines and markers have a contrast of 3 : 1 or more and texts one of 4.5 : 1 (WCAG 2, 1.4.11 and
1.4.3), on white, on the figures that are drawn dark, and on white figures that a dark page turns.
Two things in one picture that differ in colour differ in style too, or their colours can be told
apart without one of the three kinds of cones. Grids are left out, and the grounds and bands that
stand behind a line or a sign of their own, and clouds of points.
"""

import ast
from itertools import combinations
from pathlib import Path

import nbformat
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text
from sight import SIGHT, contrast, seen, turned

import helpers.explorers
from helpers import data, figures
from helpers.explorers import explorer
from helpers.figures import descent as descent_figures
from helpers.figures import flow as flow_figures
from helpers.figures import penalty as penalty_figures
from helpers.network_paths import SMALL
from helpers.runlog import RunLog
from helpers.style import DARK_PAPER, PAPER, figure_style

ROOT = Path(__file__).parents[2]
# As the lessons call them.
MODULES = {"figures", "flow_figures", "descent_figures", "penalty_figures"}
X, Y = data.gabor(np.random.default_rng(0))
PHI = np.array([4.0, 8.0])
CLOUD = PHI + np.random.default_rng(1).normal(size=(50, 2))
GRID = np.linspace(-2, 2, 41)
ERRORS = {"L1": [[4.0, 6.0, 5.0], [8.0, 10.0, 9.0]], "L2": [[5.0, 5.0, 6.0], [2.0, 4.0, 3.0]]}
CURVES = {f"curve {number}": GRID + number for number in range(4)}


def logged_runs():
    """Twelve runs with ever longer names and one with a short one."""
    runs = RunLog("some_runs")
    for number in range(12):
        settings = {"learning_rate": 0.1 * number, "schedule": "x" * number, "batch_size": number}
        runs.log(losses=[1, 0.5 + 1e-3 * number], **settings)
    runs.log(losses=[1, 1e90], learning_rate=5)
    return runs


DRAWN = {
    "network": lambda dark: figures.network(dark=dark),
    "data_points": lambda dark: figures.data_points(GRID, GRID**2, dark=dark),
    "loss_curves": lambda dark: figures.loss_curves(
        {"a": [3.0, 2, 1], "b": [4.0, 2, 2]}, {"level": 1.5}, dark=dark
    ),
    "losses that grow": lambda dark: figures.loss_curves({"a": [1, 1e9, 1e120]}, dark=dark),
    "runs": lambda dark: logged_runs().figure(dark),
    "fits": lambda dark: figures.fits(GRID, GRID**2, GRID, CURVES, dark=dark),
    "mirror_parts": lambda dark: figures.mirror_parts(GRID, {"f": GRID, "g": GRID**2}, dark=dark),
    "weight_notation": lambda dark: flow_figures.weight_notation(dark=dark),
    "neuron_notation": lambda dark: flow_figures.neuron_notation(dark=dark),
    "travelling_change": lambda dark: flow_figures.travelling_change(
        SMALL, 1, 0, 1, 0.5, "one path", through=2, dark=dark
    ),
    "lines on logarithmic scales": lambda dark: flow_figures.lines(
        [1e-12, 1e-3], {"a": [1e-14, 1e-30]}, "x", "mean squared error", "log", "log", dark=dark
    ),
    "lines": lambda dark: flow_figures.lines(GRID, CURVES, "x", "y", dark=dark),
    "models": lambda dark: descent_figures.models(X, Y, {"far": PHI, "near": PHI / 2}, dark=dark),
    "loss_map": lambda dark: descent_figures.loss_map(
        X, Y, {"one": [PHI, PHI / 2], "two": [-PHI, PHI]}, dark=dark
    ),
    "cost_surface": lambda dark: descent_figures.cost_surface(X, Y, [PHI, PHI * 1.2], dark=dark),
    "batches_of_three": lambda dark: descent_figures.batches_of_three(
        X, Y, PHI, [np.arange(3), np.arange(3, 6), np.arange(6, 9)], 3, CLOUD, dark=dark
    ),
    "parabola_steps": lambda dark: descent_figures.parabola_steps(2, 3, (0.1, 0.9), dark=dark),
    "folds": lambda dark: penalty_figures.folds([([1, 2], [0]), ([0, 2], [1, 2])], dark=dark),
    "error_curves": lambda dark: penalty_figures.error_curves([0.1, 1.0], ERRORS, dark=dark),
    "medians": lambda dark: penalty_figures.medians(
        [0.1, 1.0, 10.0], ERRORS, "λ", {"noise": 1.0}, dark=dark
    ),
    "weights": lambda dark: penalty_figures.weights({"L1": GRID, "L2": -GRID}, 2, dark=dark),
}


def drawn_live(one):
    def draw(dark):
        with figure_style(dark):
            figure = Figure(figsize=one.size)
            one.draw(one.compute(explorer.read_state(one, "")), one.panels(figure))
        return figure

    return draw


FUNCTIONS = tuple(DRAWN)  # Explorers say what they show in another way: tests/lessons holds it.
DRAWN |= {one.name: drawn_live(one) for one in helpers.explorers.every()}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # logged runs are kept in files


each_figure = pytest.mark.parametrize("name", DRAWN)


def over(colour, paper):
    """The colour that is left of a transparent one on its paper."""
    *rgb, alpha = to_rgba(colour)
    return alpha * np.array(rgb) + (1 - alpha) * np.array(to_rgba(paper)[:3])


def with_alpha(artist, colour):
    rgba = to_rgba(colour)
    alpha = artist.get_alpha()
    return rgba if alpha is None else (*rgba[:3], rgba[3] * alpha if rgba[3] < 1 else alpha)


def marks(axes):
    """(what, colours, style) of the lines and markers; a marker has its filling's and its rim's."""
    for line in axes.lines:
        style = (line.get_linestyle(), str(line.get_marker()))
        if line.get_linestyle() not in ("", "None", "none", " "):
            yield "line", [with_alpha(line, line.get_color())], style
        elif line.get_marker() == "." and len(line.get_xdata()) > 20:
            continue  # a cloud: its points lie over each other, and its density is what it tells
        elif line.get_marker() not in ("", "None", None, " "):
            colours = line.get_markerfacecolor(), line.get_markeredgecolor()
            yield "marker", [with_alpha(line, c) for c in colours if to_rgba(c)[3]], style
    for collection in axes.collections:
        if isinstance(collection, LineCollection):
            for colour in np.unique(collection.get_edgecolor(), axis=0):
                yield "line", [tuple(colour)], ("lines", collection.get_linewidths()[0])
        elif isinstance(collection, PathCollection):
            colours = [*collection.get_facecolor(), *collection.get_edgecolor()]
            colours = {tuple(c) for c in colours if c[3]}
            shape = str(len(collection.get_paths()[0].vertices))
            if colours != {to_rgba(axes.figure.get_facecolor())}:  # the ground of a label
                yield "marker", sorted(colours), ("markers", shape)
    for bars in axes.containers:
        for bar in bars:
            yield "bar", [bar.get_facecolor()], ("bars", "")


def strongest(colours):
    """The one that stands out most from white."""
    return max(colours, key=lambda colour: contrast(over(colour, PAPER), PAPER))


def texts(figure, axes):
    """Every text of the axes that is shown and not empty."""
    found = [child for child in axes.get_children() if isinstance(child, Text)]  # titles too
    found += [axes.xaxis.label, axes.yaxis.label]
    if axes.axison:
        found += [*axes.get_xticklabels(), *axes.get_yticklabels()]
    legends = [*filter(None, [axes.get_legend()]), *figure.legends]
    found += [text for legend in legends for text in legend.get_texts()]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def papers(dark):
    """(paper, what happens to colours) for each page that the figure is shown on."""
    if dark:
        return [(DARK_PAPER, lambda colour: colour)]
    return [(PAPER, lambda colour: colour), (PAPER, turned)]


def all_axes(figure):
    return [axes for top in figure.axes for axes in (top, *top.child_axes)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@each_figure
def test_marks_and_texts_stand_out_from_every_paper(name, dark):
    figure = DRAWN[name](dark)
    pale = []
    n_marks = 0
    for axes in all_axes(figure):
        for paper, page in papers(dark):
            ground = page(to_rgba(paper)[:3])
            for what, colours, style in marks(axes):
                n_marks += 1
                ratio = max(contrast(page(over(colour, paper)), ground) for colour in colours)
                if ratio < 3:
                    pale.append(f"{what} {style} {np.round(colours, 2)}: {ratio:.2f}")
            for text in texts(figure, axes):
                ratio = contrast(page(over(with_alpha(text, text.get_color()), paper)), ground)
                if ratio < 4.5:
                    pale.append(f"“{text.get_text()}”: {ratio:.2f}")
    assert n_marks
    assert not pale


@pytest.mark.parametrize("sight", [sight for sight in SIGHT if sight != "full"])
@each_figure
def test_what_differs_in_colour_can_be_told_apart_by_everybody(name, sight):
    alike = []
    for axes in all_axes(DRAWN[name](False)):
        things = {
            (tuple(np.round(over(strongest(colours), PAPER), 3)), style)
            for _, colours, style in marks(axes)
        }
        for (one, style), (other, other_style) in combinations(sorted(things, key=str), 2):
            distance = np.linalg.norm(seen(one, sight) - seen(other, sight))
            if style == other_style and distance < 15:
                alike.append(f"{one} and {other}, both {style}: {distance:.0f}")
    assert not alike


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_figure_says_in_words_what_it_shows(name):
    assert len(DRAWN[name](False).get_label()) > 40


@each_figure
def test_every_text_has_its_place(name):
    """Nothing is cut off at the edge, and no axes with their texts lie on others or on a legend."""
    figure = DRAWN[name](False)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    page, inches = figure.bbox, figure.get_tightbbox(canvas.get_renderer())
    drawn = inches.transformed(figure.dpi_scale_trans)
    edges = drawn.x0, drawn.y0, page.x1 - drawn.x1, page.y1 - drawn.y1
    assert min(edges) > -1, f"pixels to the left, lower, right, upper edge: {edges}"
    parts = [axes.get_tightbbox(canvas.get_renderer()) for axes in figure.axes]
    parts += [legend.get_window_extent() for legend in figure.legends]
    inner = [part.padded(-1) for part in parts]
    assert not [1 for one, other in combinations(inner, 2) if one.overlaps(other)]


def test_every_figure_that_a_lesson_shows_is_looked_at_here():
    shown = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                for node in ast.walk(ast.parse(cell.source)):
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                        shown.add(ast.unparse(node.func))
    names = {name.split(".")[1] for name in shown if name.split(".")[0] in MODULES}
    assert len(names) > 5
    assert names - {"show"} <= DRAWN.keys()
