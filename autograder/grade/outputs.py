"""Cuts the outputs of a graded notebook, so that people and their browsers can open it.

Whoever prints a hundred megabytes has done nothing wrong, and loses nothing but these megabytes.
"""

import json

import nbformat
from nbformat import NotebookNode

MAX_TEXT = 100_000
"""The most characters of one text: what a cell prints, an error's traceback, a value's text."""

MAX_PICTURE = 1 << 20
"""The most characters of one output that cannot be cut, such as a picture or a table."""

MAX_OUTPUTS = 4 << 20
"""The most characters of all outputs of a notebook together."""


def cut_outputs(nb: NotebookNode) -> None:
    """Cuts the outputs of all cells of `nb` itself."""
    room = MAX_OUTPUTS
    for cell in nb.cells:
        kept = []
        for output in cell.get("outputs", ()):
            _cut(output)
            size = len(json.dumps(output))
            if size > room:
                kept.append(_left_out(size))
                break  # The cell's other outputs would say less without this one.
            room -= size
            kept.append(output)
        if "outputs" in cell:
            cell.outputs = kept


def shortened(text: str, most: int) -> str:
    """The text, or its beginning and a line that says how much is left out."""
    if len(text) <= most:
        return text
    return f"{text[:most]}\n... {len(text) - most:,} more characters are left out ..."


def _cut(output: NotebookNode) -> None:
    if output.output_type == "stream":
        output.text = shortened(output.text, MAX_TEXT)
    elif output.output_type == "error":
        output.evalue = shortened(output.evalue, MAX_TEXT)
        text = "\n".join(output.traceback)
        if len(text) > MAX_TEXT:
            output.traceback = shortened(text, MAX_TEXT).split("\n")
    else:
        for mime, item in list(output.data.items()):
            if mime == "text/plain":
                output.data[mime] = shortened(item, MAX_TEXT)
            elif len(json.dumps(item)) > MAX_PICTURE:
                del output.data[mime]
                if not output.data.keys() - {"text/plain"}:
                    output.data["text/plain"] = f"An output of the type {mime} was too large."


def _left_out(size: int) -> NotebookNode:
    text = f"... An output of {size:,} characters is left out, and what follows it in this cell ..."
    return nbformat.v4.new_output("stream", name="stdout", text=text + "\n")
