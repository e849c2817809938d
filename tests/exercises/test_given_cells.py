"""Answers that a check accepts do not trip the notebook's own cells: lists for arrays, 400.0 for
400.

Each practical task is run with its solutions, whose answers become lists (and tuples) wherever a
given cell calls them; a solution that calls another gets what it returns. Dicts stay as they are,
because given cells hand them from one own function to the next.
"""

import functools
import os
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest

from autograder import exercises

SOURCE = Path(__file__).parents[2] / "source"
NOTEBOOKS = [
    ("backpropagation", "backpropagation_task"),
    ("gradient_descent", "gradient_descent_task"),
    ("regularisation", "regularisation_task"),
]
GIVEN, OWN = "given cell", "solution cell"


def as_lists(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, (list, tuple)):
        return tuple(as_lists(item) for item in value)
    return value


def listed(function):
    """`function`, whose answers are lists where a given cell called it."""

    @functools.wraps(function)
    def answer(*arguments, **named):
        value = function(*arguments, **named)
        caller = sys._getframe(1).f_code.co_filename
        return as_lists(value) if caller == GIVEN else value

    return answer


@pytest.mark.parametrize(("assignment", "name"), NOTEBOOKS)
def test_lists_for_arrays_run_through_the_notebook(assignment, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    known = exercises.load(assignment)
    cells = nbformat.read(SOURCE / assignment / f"{name}.ipynb", as_version=4).cells
    space = {"__name__": "__main__"}
    for cell in cells:
        if cell.cell_type != "code" or cell.source.startswith("check("):
            continue
        own = "BEGIN SOLUTION" in cell.source
        before = set(space)
        exec(compile(cell.source, OWN if own else GIVEN, "exec"), space)
        for new in set(space) - before if own else ():
            if new in known and callable(space[new]):
                space[new] = listed(space[new])
        if cell.id == "task-parameters":
            space["n_iterations"] = float(space["n_iterations"])
    assert set(known) & set(space)
    assert os.listdir(tmp_path) == ["runs"]
