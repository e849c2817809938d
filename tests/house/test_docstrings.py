"""Docstrings say what a caller has to know; that functions have one at all is ruff's to hold."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
# The names that arrays have in this course (docs/notation.md). Checks take whatever students made.
ARRAYS = {
    "X",
    "y",
    "x",
    "z",
    "W",
    "Phi",
    "phi",
    "phis",
    "grid",
    "weights",
    "prediction",
    "p",
    "errors",
}
MODULES = [p for p in sorted(ROOT.glob("helpers/**/*.py")) if "checking" not in p.parts]
# (n, d), (n,), (len(lams), k), but not a year as in (Nielsen 2015, equation 6).
SHAPE = re.compile(r"\((?![^)]*\d{4})[^,;.]+,[^;.]*?\)|\bshapes?\b")


def public(body, owner=""):
    """The public functions in a body and the methods of its public classes, each with its name."""
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield owner + node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public(node.body, f"{node.name}.")


FUNCTIONS = {
    f"{path.relative_to(ROOT)}:{name}": (node, tree)
    for path in MODULES
    for tree in [ast.parse(path.read_text(encoding="utf-8"))]
    for name, node in public(tree.body)
}


def test_methods_of_helpers_say_what_they_do_too():
    """Ruff is silent about methods, since most of autograder's override nbgrader's."""
    assert [name for name, (node, _) in FUNCTIONS.items() if not ast.get_docstring(node)] == []


def test_functions_of_arrays_state_shapes():
    """In their own docstring, or in the module's for all of its functions."""
    silent = []
    for name, (node, tree) in FUNCTIONS.items():
        arguments = {a.arg for a in [*node.args.args, *node.args.kwonlyargs]}
        said = f"{ast.get_docstring(node)} {ast.get_docstring(tree)}"
        if arguments & ARRAYS and not SHAPE.search(said):
            silent.append(name)
    assert not silent
