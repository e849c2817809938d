"""Reads a notebook that somebody handed in: a plain file of a bounded size, in UTF-8.

Saved outputs are cut away before the notebook is measured and parsed: grading makes its own, and
many megabytes of them say nothing against the work.
"""

import re
from pathlib import Path

import nbformat
from nbformat import NotebookNode

MAX_FILE = 256 << 20
"""The most bytes of a file that is looked at."""

MAX_NOTEBOOK = 32 << 20
"""The most bytes of a notebook without outputs: rewriting one takes several times its size."""

MAX_BRACKETS = 4_000_000
"""The most brackets around nested parts of its outputs; honest outputs have fewer."""


def read_notebook(path: Path) -> NotebookNode:
    """The notebook at `path` without outputs; raises an exception that says why there is none."""
    if path.is_symlink() or not path.is_file():
        raise ValueError("it is not a plain file")
    if path.stat().st_size > MAX_FILE:
        raise ValueError(f"it is larger than {_megabytes(MAX_FILE)}")
    data = without_outputs(path.read_bytes())
    if len(data) > MAX_NOTEBOOK:
        raise ValueError(f"without outputs it is larger than {_megabytes(MAX_NOTEBOOK)}")
    # Some editors begin a file with a byte order mark, which JSON does not allow.
    return nbformat.reads(data.decode("utf-8-sig"), as_version=4)


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):g} MB"


_STRING = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_OUTPUTS = rb'"(?:outputs"\s*+:\s*+\[|widgets"\s*+:\s*+\{)'
_UP_TO_OUTPUTS = re.compile(rb'(?:[^"]++|(?!%b)%b)*+%b' % (_OUTPUTS, _STRING, _OUTPUTS), re.DOTALL)
_PLAIN = rb'[^"\[\]{}]++|%b' % _STRING
_FLAT = rb"\[(?:%b)*+\]|\{(?:%b)*+\}" % (_PLAIN, _PLAIN)  # Nothing is nested in it.
_UP_TO_BRACKET = re.compile(rb"(?:%b|%b)*+([\[\]{}])" % (_PLAIN, _FLAT), re.DOTALL)


def without_outputs(data: bytes) -> bytes:
    """A notebook's JSON with every list "outputs" and every object "widgets" empty.

    The latter holds the state of widgets that were shown. All other bytes stay as they are.
    """
    kept, done, brackets = [], 0, 0
    while found := _UP_TO_OUTPUTS.match(data, done):
        kept.append(found.group())
        done, depth = found.end(), 1
        while depth and (bracket := _UP_TO_BRACKET.match(data, done)):
            depth += 1 if bracket[1] in b"[{" else -1
            done = bracket.end() if depth else bracket.start(1)
            brackets += 1
            if brackets > MAX_BRACKETS:
                raise ValueError("its outputs hold too many parts")
        if depth:  # The file ends here, or what follows is no JSON.
            break
    return b"".join([*kept, data[done:]])
