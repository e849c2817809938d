"""Every notebook and page has one title, which comes first, and leaves no level of heading out."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    path
    for pattern in (
        *("notebooks/*.ipynb", "source/*/*.ipynb", "release/*/*.ipynb"),
        *("README.md", "docs/*.md", "docs/book/*.md", "autograder/build/templates/*.md.j2"),
    )
    for path in sorted(ROOT.glob(pattern))
]


def prose(path):
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def levels(text):
    text = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#{1,6}) +\S", text, re.MULTILINE)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_one_title_comes_first_and_no_level_is_left_out(path):
    found = levels(prose(path))
    assert found[0] == 1
    assert found.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(found)), found
