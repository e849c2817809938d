"""What the people of these tests have in their folders, and the commands they give."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat

from autograder import exercises, kit
from autograder.cells import as_cell
from autograder.course import Course

WORDS = "In run 3 the noise helped: it ended at 0.009. In run 5 it hurt: the full batch went lower."
ROOT = Path(__file__).parents[2]


def copy_of_course(folder):
    """This course in `folder`: what is handed out, and what grading needs."""
    for name in ("pyproject.toml", "environment.yml", "LICENSE", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder)
    ignore = shutil.ignore_patterns("runs", ".ipynb_checkpoints", "__pycache__")
    for name in ("source", "release", "notebooks", "helpers"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    return Course(folder)


def give(course, program, *words):
    """Gives a command, of `course` or `nbgrader`, in the course's folder."""
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
    """Writes what `course kit` packs, as tests/kit holds, without its proof, which takes longer."""
    for name, data in kit.contents(course).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def right_cells(assignment):
    """The solutions of an assignment's exercises, as cells, by exercise."""
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
