"""The picture of an explorer: drawn once as a still, or redrawn while a knob is turned.

Matplotlib spends most of its time on making axes and ticks and on writing their texts. These stay
as they are while a knob is turned. So an `Easel` keeps the axes from picture to picture, with an
image of them without curves; a new picture then takes only the time to draw its curves. Matplotlib
calls this blitting.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, Protocol

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.image import imsave

from helpers.figures import png
from helpers.style import figure_style

LIVE_DPI = 96

MOST_GROUNDS = 12
"""The largest number of images of empty axes to keep, a megabyte each; the oldest goes first."""

TITLES: dict[Any, Any] = {"axes.titley": 1.02}
"""Added to the house style: a fixed place for titles, because finding one takes time."""


class Drawn(Protocol):
    """What an easel needs of an `explorer.Explorer`."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in inches."""

    @property
    def panels(self) -> Callable[[Figure], Any]:
        """Makes the axes."""

    @property
    def draw(self) -> Callable[[Any, Any], None]:
        """Draws a result into the axes."""


def still(explorer: Drawn, result: Any, dark: bool = False) -> bytes:
    """Return a PNG (bytes) of the result; equal results give equal bytes."""
    with figure_style(dark), matplotlib.rc_context(TITLES):
        figure = Figure(figsize=explorer.size)
        explorer.draw(result, explorer.panels(figure))
        return png(figure)


class Easel:
    """Draws the results of one explorer one after another, into the same axes."""

    def __init__(self, explorer: Drawn, dark: bool = False) -> None:
        self.explorer = explorer
        with figure_style(dark), matplotlib.rc_context(TITLES):
            self.settings = dict(matplotlib.rcParams)
            self.figure = Figure(figsize=explorer.size, dpi=LIVE_DPI)
            self.panels = explorer.panels(self.figure)
        self.canvas = FigureCanvasAgg(self.figure)
        # By the key from `_furniture`: an image of empty axes.
        self.grounds: dict[tuple[Any, ...], Any] = {}

    def picture(self, result: Any) -> bytes:
        """Return a JPEG (bytes) of the result; a PNG would take longer to encode."""
        with self._style():
            for axes in self.figure.axes:
                _sweep(axes)
            self.explorer.draw(result, self.panels)
            furniture = tuple(map(_furniture, self.figure.axes))
            if furniture in self.grounds:
                self.canvas.restore_region(self.grounds[furniture])
            else:
                for artist in chain(*map(_curves, self.figure.axes)):
                    artist.set_animated(True)  # so that the next line leaves it out
                self.canvas.draw()
                while len(self.grounds) >= MOST_GROUNDS:
                    self.grounds.pop(next(iter(self.grounds)))
                self.grounds[furniture] = self.canvas.copy_from_bbox(self.figure.bbox)
            for axes in self.figure.axes:
                for artist in sorted(_curves(axes), key=lambda artist: artist.zorder):
                    axes.draw_artist(artist)
        stream = io.BytesIO()
        imsave(
            stream,
            np.asarray(self.canvas.buffer_rgba()),
            format="jpeg",
            pil_kwargs={"quality": 92, "subsampling": 0},
        )
        return stream.getvalue()

    @contextmanager
    def _style(self) -> Iterator[None]:
        """Sets the house style without reading its file again."""
        with matplotlib.rc_context():
            dict.update(matplotlib.rcParams, self.settings)
            yield


def _curves(axes: Axes) -> list[Artist]:
    """Everything that is drawn into the axes and changes from picture to picture."""
    return [*axes.images, *axes.patches, *axes.collections, *axes.lines, *axes.texts]


def _sweep(axes: Axes) -> None:
    """Removes all drawings from the axes; limits, ticks and titles stay."""
    for artist in _curves(axes):
        artist.remove()
    axes.relim()
    axes.set_prop_cycle(None)


def _furniture(axes: Axes) -> tuple[Any, ...]:
    """A key for everything around the curves: equal keys mean an equal look."""
    titles = tuple(axes.get_title(place) for place in ("left", "center", "right"))
    if not axes.axison:
        return titles
    sides = []
    for axis in (axes.xaxis, axes.yaxis):
        places: Any = axis.get_majorticklocs()
        texts = axis.get_major_formatter().format_ticks(places)
        limits = axis.get_view_interval()
        sides.append((*limits, tuple(places), tuple(texts), axis.get_label_text()))
    return (*titles, *sides)
