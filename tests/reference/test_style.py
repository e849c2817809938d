"""The figure style: colours that everybody can tell apart, on white and on dark."""

from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from sight import SIGHT, contrast, seen, turned

from helpers.style import COLOURS, DARK_INK, DARK_PAPER, INK, PAPER, figure_style


@pytest.mark.parametrize("paper", [PAPER, DARK_PAPER])
@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_stands_out_from_both_pages(colour, paper):
    assert contrast(colour, paper) >= 3


def test_text_stands_out_from_its_page():
    assert min(contrast(INK, PAPER), contrast(DARK_INK, DARK_PAPER)) >= 7


def test_pictures_on_a_white_ground_turn_into_legible_ones_on_dark_pages():
    ground = turned(PAPER)
    assert to_hex(ground) == DARK_PAPER
    assert contrast(turned(INK), ground) >= 7
    for colour in COLOURS:
        assert contrast(turned(colour), ground) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_can_be_told_apart(sight):
    looks = [seen(colour, sight) for colour in COLOURS]
    assert min(np.linalg.norm(one - other) for one, other in combinations(looks, 2)) > 15


def test_the_first_eight_curves_differ_by_more_than_colour():
    with figure_style():
        cycle = list(matplotlib.rcParams["axes.prop_cycle"])
    assert tuple(to_hex(entry["color"]).upper() for entry in cycle[:4]) == COLOURS
    assert len({entry["linestyle"] for entry in cycle[:4]}) == 4
    assert len({tuple(entry.values()) for entry in cycle}) == len(cycle) == 8


@pytest.mark.parametrize("dark", [False, True])
def test_the_style_is_on_inside_the_block_only(dark):
    before = dict(matplotlib.rcParams)
    with figure_style(dark=dark):
        axes = Figure().subplots()
        (line,) = axes.plot([0, 1])
    paper, ink = (DARK_PAPER, DARK_INK) if dark else (PAPER, INK)
    assert to_rgb(axes.get_facecolor()) == to_rgb(axes.figure.get_facecolor()) == to_rgb(paper)
    assert to_rgb(axes.xaxis.label.get_color()) == to_rgb(ink)
    assert to_hex(line.get_color()).upper() == COLOURS[0]
    assert dict(matplotlib.rcParams) == before


def test_the_settings_come_back_after_an_error():
    before = dict(matplotlib.rcParams)
    with pytest.raises(RuntimeError), figure_style(dark=True):
        raise RuntimeError
    assert dict(matplotlib.rcParams) == before
