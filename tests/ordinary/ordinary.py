"""Ordinary nbgrader courses for tests: cells in a few words, courses on disk, submissions."""

import atexit
import contextlib
import copy
import functools
import io
import json
import logging
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import v4
from nbgrader.api import Gradebook
from nbgrader.apps.nbgraderapp import NbGraderApp
from nbgrader.tests import NoStart

from autograder.build import release
from autograder.course import Course

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "ordinary"
"""
PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}


def plain(source, cell_type="code"):
    """A cell that nbgrader does not know."""
    new = v4.new_code_cell if cell_type == "code" else v4.new_markdown_cell
    return new(source)


def _known(source, grade_id, cell_type="code", **fields):
    cell = plain(source, cell_type)
    base = {"grade": False, "solution": False, "locked": False, "task": False}
    names = {"grade_id": grade_id, "schema_version": 3, "cell_type": cell_type}
    cell.metadata["nbgrader"] = {**base, **names, **fields}
    return cell


def answer(grade_id, right, stub=""):
    """A cell that students fill in; `right` is the instructor's solution."""
    text = f"{stub}### BEGIN SOLUTION\n{right}\n### END SOLUTION"
    return _known(text, grade_id, solution=True)


def test(grade_id, points, source):
    """A cell that scores itself."""
    return _known(source, grade_id, grade=True, locked=True, points=points)


test.__test__ = False  # For pytest.


def written(grade_id, points, text="Your answer here.", cell_type="markdown"):
    """An answer that a marker marks."""
    return _known(text, grade_id, cell_type, grade=True, solution=True, points=points)


def task(grade_id, points, text="Draw something below."):
    """A task of nbgrader's, which a marker marks."""
    return _known(text, grade_id, "markdown", task=True, locked=True, points=points)


def notebook(*cells, kernelspec=PYTHON):
    """A notebook of these cells."""
    nb = v4.new_notebook(cells=list(cells))
    nb.metadata["kernelspec"] = dict(kernelspec)
    return nb


def use_own_programs():
    """Puts this Python's folder on PATH, where nbgrader looks for the program `alembic`."""
    own = str(Path(sys.executable).parent)
    if own not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = own + os.pathsep + os.environ["PATH"]


def write(root, assignments, config=CONFIG, files=()):
    """Writes the sources of a course: {assignment: {notebook: its content}}, and other files."""
    use_own_programs()
    root.mkdir(parents=True, exist_ok=True)
    (root / "nbgrader_config.py").write_text(config, encoding="utf-8")
    shutil.copy(empty_gradebook(), root)
    for assignment, notebooks in assignments.items():
        folder = root / "source" / assignment
        folder.mkdir(parents=True)
        for name, nb in notebooks.items():
            nbformat.write(nb, folder / f"{name}.ipynb")
    for path, text in dict(files).items():
        (root / path).write_text(text, encoding="utf-8")
    return Course(root)


def compile_(course):
    """Releases every assignment as `nbgrader generate_assignment` does, without any proof."""
    for assignment in course.assignments():
        with course.scratch("release") as folder:
            compiled = release.compile_release(course, assignment, folder)
            target = course.folder("release", assignment)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(compiled, target)
    return course


def submit(course, assignment, student, cells=(), change=None):
    """Hands in the release, in which `cells` replace those with the same grade ids.

    None removes a cell. `change(nb, name)` may change each notebook further.
    """
    folder = course.folder("submitted", assignment, student)
    shutil.copytree(course.folder("release", assignment), folder)
    for path in folder.glob("*.ipynb"):
        nb = nbformat.read(path, as_version=4)
        for grade_id, source in dict(cells).items():
            for cell in [x for x in nb.cells if id_of(x) == grade_id]:
                if source is None:
                    nb.cells.remove(cell)
                else:
                    cell.source = source
        if change:
            change(nb, path.stem)
        path.write_text(json.dumps(nb), encoding="utf-8")
    return folder


def solved(nb):
    """{grade id: the text between the marks of the solution} of an instructor notebook."""
    found = {}
    for cell in nb.cells:
        if "### BEGIN SOLUTION" in cell.source:
            inside = cell.source.partition("### BEGIN SOLUTION\n")[2]
            found[id_of(cell)] = inside.partition("\n### END SOLUTION")[0]
    return found


def id_of(cell):
    """nbgrader's name for a cell, or ""."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def grades(course, assignment, student):
    """{(notebook, grade id): (automatic score, whether a marker has to look)} of a submission."""
    with Gradebook(course.db_url) as gradebook:
        return {
            (notebook.name, grade.name): (grade.auto_score, grade.needs_manual_grade)
            for notebook in gradebook.find_submission(assignment, student).notebooks
            for grade in notebook.grades
        }


def scores(course, assignment, student):
    """{grade id: automatic score} of a submission, without the cells that only a marker scores."""
    found = grades(course, assignment, student).items()
    return {name: points for (_, name), (points, _) in found if points is not None}


def copied(nodes):
    """A deep copy of notebooks, so that a test may change them."""
    return copy.deepcopy(nodes)


@dataclass
class Done:
    """How a command of nbgrader's ended: its exit code, and what it logged."""

    returncode: int
    stderr: str


def nbgrader(course, *arguments):
    """Runs one of nbgrader's own commands in the course, in this process, which saves its start."""
    app, log = NbGraderApp.instance(), io.StringIO()
    code = 0
    with contextlib.chdir(course.root):
        try:
            app.initialize(list(arguments))
            app.init_logging(logging.StreamHandler, [log], color=False, subapps=True)
            app.start()
        except NoStart:  # How nbgrader ends after one of its subcommands.
            pass
        except SystemExit as end:
            code = end.code
        finally:
            app.reset()
    return Done(code, log.getvalue())


@functools.cache
def empty_gradebook():
    """The path of a gradebook without any assignment: nbgrader takes seconds to make one."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    path = Path(folder.name, "gradebook.db")
    Gradebook(f"sqlite:///{path}", "ordinary").close()
    return path
