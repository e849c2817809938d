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

MAX_WORDS = 1000
"""The most characters that are kept of an error or a value for which there is no room."""

MAX_OUTPUTS = 4 << 20
"""The most characters of all outputs of a notebook together."""


def cut_outputs(nb: NotebookNode) -> None:
    """Cuts the outputs of all cells of `nb` itself.

    Where there is no more room, a cell keeps a few words of the first output of each kind: nbgrader
    scores a cell by the kinds of its outputs.
    """
    room = MAX_OUTPUTS
    for cell in nb.cells:
        kept = []
        left_out: set[tuple[str, str | None]] = set()
        for output in cell.get("outputs", ()):
            _cut(output)
            size = len(json.dumps(output))
            kind = output.output_type, output.get("name")
            if size <= room and not left_out:
                room -= size
                kept.append(output)
            elif kind not in left_out:
                left_out.add(kind)
                kept.append(_stand_in(output, size))
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


def _stand_in(output: NotebookNode, size: int) -> NotebookNode:
    """A short output that replaces a long one; of its kind, if a score can depend on the kind."""
    new = nbformat.v4.new_output
    if output.output_type == "error":
        name, text = shortened(output.ename, MAX_WORDS), shortened(output.evalue, MAX_WORDS)
        return new("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])
    if output.output_type == "execute_result":
        text = shortened(output.data.get("text/plain", ""), MAX_WORDS)
        count = output.execution_count
        return new("execute_result", {"text/plain": text}, execution_count=count)
    text = f"... An output of {size:,} characters is left out, and what follows it in this cell ..."
    return new("stream", name=output.get("name", "stdout"), text=text + "\n")
