"""The figure style: colours that everybody can tell apart, on white and on dark."""

import re
from itertools import combinations

import matplotlib
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure

from helpers.style import COLOURS, DARK_INK, DARK_PAPER, INK, ON_DARK_PAGES, PAPER, figure_style

# Machado, Oliveira and Fernandes (2009), severity 1: linear RGB as it is seen without one cone.
SIGHT = {
    "full": np.eye(3),
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritanopia": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour):
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """The contrast ratio of WCAG 2."""
    low, high = sorted(float(linear(colour) @ XYZ[1]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    """CIELAB, in which a distance of 1 is about what can just be seen."""
    t = XYZ @ rgb / XYZ.sum(axis=1)
    f = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("paper", [PAPER, DARK_PAPER])
@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_stands_out_from_both_pages(colour, paper):
    assert contrast(colour, paper) >= 3


def test_text_stands_out_from_its_page():
    assert min(contrast(INK, PAPER), contrast(DARK_INK, DARK_PAPER)) >= 7


def turned(colour):
    """What a page makes of a colour: `invert` and `hue-rotate(180deg)` of CSS Filter Effects 1."""
    (share,) = re.findall(r"invert\((.+?)\) hue-rotate\(180deg\)", ON_DARK_PAGES)
    grey = np.array([0.213, 0.715, 0.072])
    inverted = np.array(to_rgb(colour)) * (1 - 2 * float(share)) + float(share)
    return np.clip(2 * grey @ inverted - inverted, 0, 1)


def test_pictures_on_a_white_ground_turn_into_legible_ones_on_dark_pages():
    ground = turned(PAPER)
    assert to_hex(ground) == DARK_PAPER
    assert contrast(turned(INK), ground) >= 7
    for colour in COLOURS:
        assert contrast(turned(colour), ground) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_colours_can_be_told_apart(sight):
    seen = [lab(np.clip(SIGHT[sight] @ linear(colour), 0, 1)) for colour in COLOURS]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) > 15


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
