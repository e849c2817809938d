"""A small course: two notebooks of one assignment, three real exercises and a written answer.

`build` uses the repository's own configuration, exercises and release step. `submit` hands in for a
student; its `break_it` is a small function that puts a fault into the folder of the submission.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbformat import v4
from nbgrader.api import Gradebook

from autograder import exercises
from autograder.build import play, release
from autograder.build.cells import as_cell
from autograder.course import Course

ROOT = Path(__file__).parents[2]
ASSIGNMENT = "backpropagation"
EXERCISES = {name: exercises.load(ASSIGNMENT)[name] for name in ("forward", "update", "predict")}
MAX = {name: exercise.points for name, exercise in EXERCISES.items()}
NOTEBOOK = {"forward": "network", "update": "network", "comment": "network", "predict": "decision"}
COMMENT_POINTS = 3
SEED = 8

# Short limits keep the hostile tests quick; the seed gives both ways of grading the same inputs.
SETTINGS = f"""
c.RunCells.cell_seconds = 3.0
c.RunCells.notebook_seconds = 40.0
c.RunCells.seed = {SEED}
"""

STUB = """def {name}({arguments}):
    ### BEGIN SOLUTION
    raise ZeroDivisionError("in place of a solution that nobody needs here")
    ### END SOLUTION"""
ARGUMENTS = {
    "forward": "X, params",
    "update": "params, grads, learning_rate",
    "predict": "X, params",
}


def build(root):
    """Builds and releases the course in the new folder `root`."""
    use_own_programs()
    (root / "source" / ASSIGNMENT).mkdir(parents=True)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(config + SETTINGS, encoding="utf-8")
    for notebook in ("network", "decision"):
        cells = [v4.new_code_cell("import numpy as np\nfrom helpers import check", id="imports")]
        for name in EXERCISES:
            if NOTEBOOK[name] == notebook:
                cells += _task(name)
        if NOTEBOOK["comment"] == notebook:
            cells.append(_written("comment"))
        nb = v4.new_notebook(cells=cells)
        nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
        nbformat.write(nb, root / "source" / ASSIGNMENT / f"{notebook}.ipynb")
    course = Course(root)
    with course.scratch("release") as folder:
        compiled = release.compile_release(course, ASSIGNMENT, folder)
        shutil.copytree(compiled, course.folder("release", ASSIGNMENT))
    return course


def _task(name):
    solution = v4.new_code_cell(
        STUB.format(name=name, arguments=ARGUMENTS[name]), id=f"solve-{name}"
    )
    solution.metadata["nbgrader"] = _marked(name, solution=True)
    check = v4.new_code_cell(f'check("{name}", {name})', id=f"check-{name}")
    check.metadata["nbgrader"] = _marked(f"check_{name}", grade=True, locked=True, points=MAX[name])
    return [solution, check]


def _written(name):
    cell = v4.new_markdown_cell("Your answer here.", id=name)
    cell.metadata["nbgrader"] = _marked(
        name, grade=True, solution=True, points=COMMENT_POINTS, cell_type="markdown"
    )
    return cell


def _marked(grade_id, **fields):
    base = {"grade": False, "solution": False, "locked": False, "task": False}
    return {**base, "grade_id": grade_id, "schema_version": 3, "cell_type": "code", **fields}


def copy(course, root):
    """Copies the course, with its gradebook, to another folder."""
    shutil.copytree(course.root, root)
    return Course(root)


def use_own_programs():
    """Puts this Python's folder on PATH, where nbgrader looks for the program `alembic`."""
    own = str(Path(sys.executable).parent)
    if own not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = own + os.pathsep + os.environ["PATH"]


RIGHT = {name: as_cell(exercise) for name, exercise in EXERCISES.items()}


def submit(course, student, cells=(), comment="Because of the slope.", break_it=None):
    """Hands in right solutions, replaced by `cells` for some exercises; `break_it` adds a fault.

    With None for `comment`, the written answer stays as released.
    """
    answers = {} if comment is None else {"comment": comment}
    play.submit(course, ASSIGNMENT, student, {**RIGHT, **dict(cells)}, answers)
    folder = course.folder("submitted", ASSIGNMENT, student)
    if break_it:
        break_it(folder)
    return folder


class edited:
    """Gives the notebook to a with block, and writes it back at the end of the block."""

    def __init__(self, folder, notebook="network"):
        self.path = folder / f"{notebook}.ipynb"

    def __enter__(self):
        self.nb = nbformat.read(self.path, as_version=4)
        return self.nb

    def __exit__(self, *error):
        self.path.write_text(json.dumps(self.nb), encoding="utf-8")


def cell_of(nb, grade_id):
    """The first cell with this grade id."""
    return next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def place_of(nb, grade_id):
    """The index of the first cell with this grade id."""
    return nb.cells.index(cell_of(nb, grade_id))


def nbgrader_command(*arguments):
    """One of nbgrader's own commands, as a list of words."""
    return [sys.executable, "-m", "nbgrader", *arguments]


def nbgrader(course, *arguments):
    """Runs one of nbgrader's own commands in the course, as an instructor would."""
    return subprocess.run(
        nbgrader_command(*arguments),
        cwd=course.root,
        capture_output=True,
        text=True,
        check=False,
    )


def verdicts_of(course, student):
    """The content of the student's verdicts.json, or None if there is no such file."""
    path = course.folder("autograded", ASSIGNMENT, student) / "verdicts.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def auto_scores(course, student):
    """The gradebook's automatic scores by exercise; None for an exercise without a score."""
    with Gradebook(course.db_url) as gradebook:
        grades = {}
        for notebook in gradebook.find_submission(ASSIGNMENT, student).notebooks:
            for grade in notebook.grades:
                grades[grade.name.removeprefix("check_")] = grade.auto_score
    return grades


def total(course, student):
    """The score that nbgrader reports for a submission."""
    with Gradebook(course.db_url) as gradebook:
        return gradebook.find_submission(ASSIGNMENT, student).score


def graded_notebook(course, student, notebook="network"):
    """The student's graded notebook, from autograded/."""
    path = course.folder("autograded", ASSIGNMENT, student) / f"{notebook}.ipynb"
    return nbformat.read(path, as_version=4)
