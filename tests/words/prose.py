"""The words that people read in this repository: prose, comments, docstrings and messages.

Left out is what is not language: code, names in backticks, formulas, addresses, markup. A string in
Python counts as language if it holds two words; a name or a key is one word.
"""

import ast
import functools
import io
import re
import tokenize
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import nbformat

ROOT = Path(__file__).parents[2]

# Where words of ours stand. release/ is compiled from source/, and banks from the exercises.
PLACES = (
    *(
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "Makefile",
        "pyproject.toml",
        "environment.yml",
        "nbgrader_config.py",
    ),
    *(".ci/*", ".github/workflows/*", "findings/*"),
    *("docs/**/*.md", "docs/**/*.py", "docs/**/*.html", "docs/**/*.css"),
    *("notebooks/*.ipynb", "source/*/*.ipynb"),
    *("helpers/**/*.py", "helpers/**/*.md", "helpers/**/*.mplstyle"),
    *("autograder/**/*.py", "autograder/**/*.j2", "benchmarks/*.py", "tests/**/*.py"),
)
LOCK = "requirements.lock"
# Code as students would hand it in, so its words are not ours.
ANSWERS = ROOT / "tests/audit/answers"

NO_LANGUAGE = re.compile(
    "|".join(
        [
            r"^( *)(?P<fence>```+|~~~+)(?:.|\n)*?^ *(?P=fence)",  # fenced code
            r"(?P<tick>`+)(?!`)(?:[^`]|(?!(?P=tick))`)+?(?P=tick)",  # code in the line
            r"\$\$[^$]+\$\$|\$[^$\n]+(?:\n[^$\n]+)?\$",  # formulas
            r"<(?P<tag>style|script)\b(?:.|\n)*?</(?P=tag)>",
            r"</?[a-zA-Z][^<>]*>",  # HTML
            r"\{[{%#](?:.|\n)*?[#%}]\}",  # Jinja
            r"\]\([^)\s]*\)",  # where a link leads
            r"\b\w+://\S+",
            r"^ *(?:>>>|\.\.\.) .*$",  # doctests
            r"(?:[\w-]+/)*\b\w+(?:\.\w+)+\b",  # files and dotted names
            r"\b\w+(?=\()",  # calls
            r"(?<![\w-])--?[a-zA-Z][\w-]*",  # options of a command
        ]
    ),
    re.MULTILINE,
)


class Piece(NamedTuple):
    """A stretch of prose and where it begins; in a notebook the lines are cells."""

    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}"


def language(text):
    """`text` with everything that is not language taken out, on lines that count as before."""
    return NO_LANGUAGE.sub(lambda found: " ¤ " + "\n" * found[0].count("\n"), text)


def comments(source):
    """(line, text) for each block of comments: those on consecutive lines are read as one."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    found = [t for t in tokens if t.type == tokenize.COMMENT]
    for _, block in groupby(enumerate(found), key=lambda pair: pair[1].start[0] - pair[0]):
        lines = [token for _, token in block]
        yield lines[0].start[0], "\n".join(token.string.lstrip("#!: ") for token in lines)


def strings(source):
    """(line, text) for each string of two words or more; what an f-string fills in is left out."""
    parts = set()
    for node in ast.walk(ast.parse(source)):  # A string comes before its parts.
        if isinstance(node, ast.JoinedStr):
            parts.update(node.values)
            text = "".join(p.value if isinstance(p, ast.Constant) else "¤" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in parts:
            text = node.value
        else:
            continue
        if re.search(r"[\w¤]\W*\s\W*\w|\w\W*\s\W*¤", text):
            yield node.lineno, text


def python(source):
    """(line, text) for what a piece of Python says to people."""
    if "#" in source:
        yield from comments(source)
    yield from strings(source)


def notebook(path):
    """(cell, text) for what the cells of a notebook say to people; outputs come from code."""
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells, start=1):
        if cell.cell_type == "markdown":
            yield number, cell.source
        elif cell.cell_type == "code":
            yield from ((number, text) for _, text in python(cell.source))


def style_sheet(text):
    """(line, text) for the comments of a style sheet."""
    for found in re.finditer(r"/\*(.*?)\*/", text, re.DOTALL):
        yield text[: found.start()].count("\n") + 1, found[1]


def hashed(text):
    """(line, text) for the comments of a file in which # begins one."""
    for number, line in enumerate(text.splitlines(), start=1):
        if found := re.search(r"(?:^|\s)#+ (.*)", line):
            yield number, found[1]


def raw(path):
    """(line, text) for each piece of `path`, in the way of its kind."""
    if path.suffix == ".ipynb":
        return notebook(path)
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return python(text)
    if ".css" in path.suffixes:
        return style_sheet(text)
    if path.suffix in (".md", ".html", ".j2"):
        return [(1, text)]
    return hashed(text)


def pieces_of(path):
    """The pieces of prose in one file."""
    for line, text in raw(path):
        yield Piece(path.relative_to(ROOT).as_posix(), line, language(text))


@functools.cache
def pieces():
    """Every piece of prose in the repository."""
    files = [path for place in PLACES for path in sorted(ROOT.glob(place)) if path.name != LOCK]
    files = [path for path in files if not path.is_relative_to(ANSWERS)]
    return tuple(piece for path in files for piece in pieces_of(path))


def mentions(pattern):
    """(piece, match) wherever the pattern is found, whatever the case and the line breaks."""
    pattern = re.compile(pattern, re.IGNORECASE)
    return [(piece, found) for piece in pieces() for found in pattern.finditer(piece.text)]
