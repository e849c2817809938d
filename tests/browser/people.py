"""Prepares the folders of the people in these tests, and gives their commands."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from autograder import exercises
from autograder.build import kit
from autograder.build.cells import as_cell

WORDS = "In run 3 the noise helped: it ended at 0.009. In run 5 it hurt: the full batch went lower."
EXPLORER = """from helpers import explorers
from helpers.explorers import explorer

found = {{one.name: one for one in explorers.every()}}
explorer.show(found["{name}"], knobs={knobs})"""


def give(course, program, *words):
    """Gives a command of `course` or `nbgrader` in the course's folder."""
    programs = Path(sys.executable).parent
    done = subprocess.run(
        [programs / program, *words],
        cwd=course.root,
        env={**os.environ, "PATH": os.pathsep.join([str(programs), os.environ["PATH"]])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def unpack_kit(course, folder):
    """Writes the files that `course kit` packs, without the slow proof that `course kit` runs.

    tests/kit checks that the files are the same.
    """
    for name, data in kit.contents(course).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def right_cells(assignment):
    """The solutions of an assignment's exercises as cells, by exercise."""
    return {name: as_cell(exercise) for name, exercise in exercises.load(assignment).items()}


def solve(path, assignment, but=()):
    """Fills in solutions and written answers in a notebook, except for the exercises `but`."""
    right = right_cells(assignment)
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        marked = cell.metadata.get("nbgrader", {})
        if marked.get("solution") and marked["grade_id"] not in but:
            cell.source = right.get(marked["grade_id"], WORDS)
    nbformat.write(nb, path)


def write_explorers(path, knobs):
    """Writes a notebook with a cell for each explorer; the cell's id is the explorer's name.

    `knobs` maps each name to the knobs that the explorer shows, or to None for all knobs.
    """
    sources = {name: EXPLORER.format(name=name, knobs=shown) for name, shown in knobs.items()}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(source, id=name) for name, source in sources.items()]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
