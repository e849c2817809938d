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

MAX_MARKS = 20_000_000
"""The most brackets, quotes and escapes in its outputs: each takes half a microsecond."""


def read_notebook(path: Path, outputs: bool = False) -> NotebookNode:
    """The notebook at `path`; raises an exception that says why there is none.

    `outputs` says whether its saved outputs are kept.
    """
    if path.is_symlink() or not path.is_file():
        raise ValueError("it is not a plain file")
    if path.stat().st_size > MAX_FILE:
        raise ValueError(f"it is larger than {_megabytes(MAX_FILE)}")
    data = path.read_bytes()
    if not outputs:
        data = without_outputs(data)
    if len(data) > MAX_NOTEBOOK:
        kind = "with" if outputs else "without"
        raise ValueError(f"{kind} outputs it is larger than {_megabytes(MAX_NOTEBOOK)}")
    # Some editors begin a file with a byte order mark, which JSON does not allow.
    return nbformat.reads(data.decode("utf-8-sig"), as_version=4)


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):g} MB"


_MARK = re.compile(rb'\\.|["\[\]{}]', re.DOTALL)
"""What gives a JSON text its structure, and escapes, which may hide a quote."""

_EMPTIED = ((b"outputs", b"["), (b"widgets", b"{"))


def without_outputs(data: bytes) -> bytes:
    """A notebook's JSON with every list "outputs" and every object "widgets" empty.

    The latter holds the state of widgets that were shown. All other bytes stay as they are.
    """
    kept, done, depth, marks = [], 0, 0, 0
    in_string, begin, key, key_end = False, 0, b"", 0
    for found in _MARK.finditer(data):
        mark = found.group()
        marks += depth > 0
        if marks > MAX_MARKS:
            raise ValueError("its outputs hold too many parts")
        if mark == b'"':
            if in_string and not depth:
                key, key_end = data[begin : found.start()], found.end()
            in_string, begin = not in_string, found.end()
        elif in_string or len(mark) > 1:
            continue
        elif depth:
            depth += 1 if mark in b"[{" else -1
            done = found.start()
        elif (key, mark) in _EMPTIED and data[key_end : found.start()].strip() == b":":
            kept.append(data[done : found.end()])
            done, depth = found.end(), 1
    # If a list has no end, what is left over keeps the file from being read as JSON.
    return b"".join([*kept, data[done:]])
