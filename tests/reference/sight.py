"""How colours look: to whom, on which paper, and what a dark page makes of them."""

import re

import numpy as np
from matplotlib.colors import to_rgb

from helpers.style import ON_DARK_PAGES

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


def seen(colour, sight="full"):
    """A colour as CIELAB, as it is seen with this `SIGHT`."""
    return lab(np.clip(SIGHT[sight] @ linear(colour), 0, 1))


def turned(colour):
    """What a page makes of a colour: `invert` and `hue-rotate(180deg)` of CSS Filter Effects 1."""
    (share,) = re.findall(r"invert\((.+?)\) hue-rotate\(180deg\)", ON_DARK_PAGES)
    grey = np.array([0.213, 0.715, 0.072])
    inverted = np.array(to_rgb(colour)) * (1 - 2 * float(share)) + float(share)
    return np.clip(2 * grey @ inverted - inverted, 0, 1)
