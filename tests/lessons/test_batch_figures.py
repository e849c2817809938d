"""The figures of steps and batches: what is drawn, and that the words agree with it."""

import numpy as np
import pytest

from helpers import data
from helpers.figures import descent as descent_figures
from helpers.style import DARK_INK

X, Y = data.gabor(np.random.default_rng(0))
FAR = np.array([4.0, 8.0])
BATCHES = [np.array([0, 1, 20]), np.array([13, 23, 26]), np.array([7, 12, 19])]


def step(batch, rate=3):
    return FAR - rate * data.gabor_gradient(FAR, X[batch], Y[batch])


def test_the_surface_tells_its_extremes_and_its_path():
    path = np.array([[4.0, 8.0], [1.5, 20.0]])
    figure = descent_figures.cost_surface(X, Y, path)
    (axes,) = figure.axes
    words = figure.get_label()
    assert "A path of 1 steps runs down from (4.0, 8.0), loss 0.31, to (1.5, 20.0)" in words
    assert f"loss {data.gabor_loss(path[1], X, Y):.2f}" in words
    assert pytest.approx(path) == np.asarray(axes.lines[0].get_data_3d())[:2].T
    assert "path" not in descent_figures.cost_surface(X, Y).get_label()


def test_each_batch_has_a_landscape_a_step_and_its_samples():
    cloud = np.array([step(batch) for batch in BATCHES])
    figure = descent_figures.batches_of_three(X, Y, FAR, BATCHES, 3, cloud)
    assert [axes.get_title()[:3] for axes in figure.axes] == ["(a)", "(b)", "(c)", "(d)"]
    for axes, batch in zip(figure.axes[1:], BATCHES, strict=True):
        diamond = next(line for line in axes.lines if line.get_marker() == "D")
        assert np.ravel(diamond.get_data()) == pytest.approx(step(batch))
        (small,) = axes.child_axes
        dots = next(line for line in small.lines if line.get_marker() == "o")
        assert dots.get_xdata() == pytest.approx(X[batch])
        _, before, after = [data.gabor_model(phi, 5.0) for phi in (FAR, FAR, step(batch))]
        solid, dashed = small.lines[:2]
        assert np.interp(5, *solid.get_data()) == pytest.approx(before, abs=0.01)
        assert np.interp(5, *dashed.get_data()) == pytest.approx(after, abs=0.01)


def test_the_words_tell_uphill_from_downhill():
    cloud = np.array([step(batch) for batch in BATCHES])
    words = descent_figures.batches_of_three(X, Y, FAR, BATCHES, 3, cloud).get_label()
    here = data.gabor_loss(FAR, X, Y)
    for letter, batch in zip("bcd", BATCHES, strict=True):
        part = words.split(f"({letter}):")[1]
        higher = data.gabor_loss(step(batch), X, Y) > here
        assert f"samples {'up' if higher else 'down'}, from" in part.split("(d):")[0]
    assert "33% of them are uphill" in words


def test_the_parabola_has_the_places_of_its_rates():
    figure = descent_figures.parabola_steps(2, 3, rates=(0.5, 1.05), n_steps=4)
    for axes, rate in zip(figure.axes, (0.5, 1.05), strict=True):
        places = [3.0]
        for _ in range(4):
            places.append(places[-1] - rate * 2 * places[-1])
        assert axes.lines[1].get_xdata() == pytest.approx(places, abs=1e-12)
        assert axes.lines[1].get_ydata() == pytest.approx(np.square(places), abs=1e-12)
    assert "3, -3.3, 3.6, -4 and is 4.4 at last" in figure.get_label()


@pytest.mark.parametrize(
    "draw",
    [
        lambda dark: descent_figures.cost_surface(X, Y, dark=dark),
        lambda dark: descent_figures.batches_of_three(X, Y, FAR, BATCHES, 3, FAR[None], dark=dark),
        lambda dark: descent_figures.parabola_steps(2, 3, (0.1, 0.2), dark=dark),
    ],
)
def test_on_a_dark_page_the_text_is_light(draw):
    axes = draw(True).axes[0]
    assert axes.xaxis.label.get_color() == DARK_INK
    assert draw(False).axes[0].xaxis.label.get_color() != DARK_INK
