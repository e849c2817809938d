"""The one figure style of the course, for a white page or a dark one.

The style itself is `course.mplstyle`. This module applies it to one block of code, so that the
user's own Matplotlib settings do not change.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib.style

STYLE_FILE = Path(__file__).with_name("course.mplstyle")

# The colours of `course.mplstyle`, to be named explicitly. (Matplotlib looks "C0" up when it draws
# a figure, which may be after the block, and the style with it, has ended.)
BLUE, VERMILION, GREEN, PURPLE = COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")

PAPER, INK = "white", "black"
DARK_PAPER, DARK_INK = "#111111", "#E6E6E6"  # the dark page is JupyterLab's


@contextmanager
def figure_style(dark: bool = False) -> Iterator[None]:
    """Draw in the house style inside a `with` block; afterwards the settings are as before.

    With `dark=True` the figure has a dark ground and light text; the curves keep their colours.
    """
    paper, ink = (DARK_PAPER, DARK_INK) if dark else (PAPER, INK)
    grounds = dict.fromkeys(("figure.facecolor", "axes.facecolor"), paper)
    texts = dict.fromkeys(
        ("text.color", "axes.labelcolor", "axes.edgecolor", "xtick.color", "ytick.color"), ink
    )
    with matplotlib.style.context([_house_style(), grounds | texts]):
        yield


@functools.cache
def _house_style() -> dict[str, Any]:
    """The settings of `course.mplstyle`, read once for all figures of a notebook."""
    settings: Any = matplotlib.rc_params_from_file(STYLE_FILE, use_default_template=False)
    return settings


PICTURE_CLASS = "course-picture"
"""The class of images with a white ground, which `ON_DARK_PAGES` turns dark."""

# White becomes #111111 and black #EEEEEE. Inverting reverses the hues too; turning them by half a
# circle restores the colours, only lighter. The three selectors are for pages of JupyterLab and
# Notebook, of VS Code, and of a book.
ON_DARK_PAGES = f"""<style>
[data-jp-theme-light="false"] .{PICTURE_CLASS}, .vscode-dark .{PICTURE_CLASS},
[data-theme="dark"] .{PICTURE_CLASS} {{ filter: invert(0.933) hue-rotate(180deg); }}
</style>"""
"""To be put beside pictures: it shows them light on dark if the page is dark."""
