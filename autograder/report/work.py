"""A student's own cells and their outputs, as HTML that runs nothing and loads nothing.

The output of a student's code is untrusted: its HTML is shown only sanitised, and pictures are
shown only as pictures. Very long work is cut, so that every browser opens the page.
"""

import base64
import html
import json
import re
from functools import cache

import bleach
from bleach.css_sanitizer import CSSSanitizer
from markupsafe import Markup
from nbconvert.filters import ansi2html, markdown2html
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.grade.outputs import shortened

MAX_WORK = 3 << 19
"""The most bytes of students' own work on a page. A browser opens a page of 2 MB at once."""

MAX_SOURCE = 50_000
MAX_PRINTED = 10_000
"""The most characters of a cell's text and of what it prints that the page shows."""

_TAGS = bleach.ALLOWED_TAGS | {
    *("p", "pre", "br", "hr", "div", "span", "h3", "h4", "h5", "h6", "img", "figure", "figcaption"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "sub", "sup"),
}
_ATTRIBUTES = {
    "*": ["style", "scope", "colspan", "rowspan"],
    "a": ["href", "title"],
    "img": ["alt", "src", "width", "height"],
}
_STYLES = CSSSanitizer(
    allowed_css_properties=(
        *("color", "background-color", "font-weight", "font-style", "text-align", "margin"),
        *("padding", "max-width", "height", "border-left", "display", "list-style", "clip-path"),
        *("margin-right", "position", "cursor"),
    )
)


class Room:
    """How many bytes of work still fit on a page."""

    def __init__(self):
        self.left = MAX_WORK

    def take(self, text):
        """Whether the HTML text fits; if it does, there is less room afterwards."""
        size = len(text.encode("utf-8", "replace"))
        fits = size <= self.left
        self.left -= size * fits
        return fits


def as_html(cells, room):
    """A student's cells and their outputs, as sanitised HTML, up to the end of the `room`."""
    parts = []
    for part in (part for cell in cells if cell is not None for part in _parts(cell, room)):
        if not room.take(part):
            parts.append("<p>The rest is too large for this page.</p>")
            break
        parts.append(part)
    return Markup("\n".join(parts))


def _parts(cell, room):
    """The cell and then each of its outputs, as sanitised HTML."""
    source = shortened(cell.source, MAX_SOURCE)
    if cell.cell_type != "code":
        yield sanitise(markdown2html(source))
        return
    code = highlight(source, PythonLexer(), HtmlFormatter(nowrap=True, noclasses=False))
    yield f'<pre class="code" tabindex="0"><code>{code}</code></pre>'
    for output in cell.outputs:
        texts = [text for text in output.get("data", {}).values() if isinstance(text, str)]
        # Sanitising takes long, so what will not fit is not sanitised first.
        longest = max(texts, key=len, default="")
        yield longest if len(longest) > room.left else _shown(output)


def _shown(output):
    if output.output_type == "stream":
        return _printed(sanitise(ansi2html(shortened(output.text, MAX_PRINTED))))
    if output.output_type == "error":
        return _printed(sanitise(ansi2html(shortened("\n".join(output.traceback), MAX_PRINTED))))
    for mime, show in _KINDS.items():
        if mime in output.data:
            return show(mime, output)
    names = ", ".join(sorted(output.data))
    return f"<p>An output that this page cannot show ({html.escape(names[:300])}).</p>"


def _printed(text):
    return f'<pre class="output">{text}</pre>'


def _picture(mime, output):
    data = output.data[mime]
    # As a picture, an SVG runs no script and loads nothing, whatever it holds.
    encoded = base64.b64encode(data.encode("utf-8", "replace")).decode() if "svg" in mime else data
    encoded = re.sub(r"[^A-Za-z0-9+/=]", "", encoded)
    alt = html.escape(_alt(mime, output)[:300])
    return f'<img alt="{alt}" src="data:{mime};base64,{encoded}">'


def _alt(mime, output):
    """What stands for a picture: the text that its cell gave it, or else its plain text."""
    own = output.metadata.get(mime)
    for found in (own.get("alt") if isinstance(own, dict) else None, output.metadata.get("alt")):
        if isinstance(found, str) and found.strip():
            return found
    about = output.data.get("text/plain", "")
    if not about or about.startswith("<"):  # a figure's repr says nothing
        return "A picture that the code has drawn."
    return about


def _html(mime, output):
    return sanitise(output.data[mime])


def _markdown(mime, output):
    return sanitise(markdown2html(shortened(output.data[mime], MAX_SOURCE)))


def _text(mime, output):
    # Formulas stand as their source, since the page runs no script that could typeset them.
    return _printed(html.escape(shortened(output.data[mime], MAX_PRINTED)))


def _json(mime, output):
    text = json.dumps(output.data[mime], indent=2, ensure_ascii=False)
    return _printed(html.escape(shortened(text, MAX_PRINTED)))


_KINDS = {
    "image/png": _picture,
    "image/jpeg": _picture,
    "image/svg+xml": _picture,
    "text/html": _html,
    "text/markdown": _markdown,
    "text/latex": _text,
    "application/json": _json,
    "text/plain": _text,
}
"""How each type of data is shown. Of the types that one output has, the first one here is shown."""


@cache
def _cleaner():
    return bleach.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        protocols=["http", "https", "mailto", "data"],
        css_sanitizer=_STYLES,
        strip=True,
    )


# Pictures skip the sanitiser: they are long, and it reads them slowly, letter by letter.
_PICTURE = re.compile(r'data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=]+(?=")')


def sanitise(text):
    """The HTML without scripts, handlers, forms, frames, links to code or pictures from the web."""
    pictures = _PICTURE.findall(text)
    text = _PICTURE.sub("data:image/picture", text)
    text = _cleaner().clean(text)
    text = re.sub(r'(src|href)="(?!data:image/picture"|#|https?:|mailto:)[^"]*"', "", text)
    text = re.sub(r'src="https?:[^"]*"', "", text)  # The page loads nothing.
    for picture in pictures:
        text = text.replace("data:image/picture", picture, 1)
    return text
