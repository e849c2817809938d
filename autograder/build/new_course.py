"""Makes the folder of a new course of ordinary nbgrader assignments: `course init`."""

from pathlib import Path

import nbformat
from nbformat import v4

from autograder.course import CONFIG_FILE, CourseError

ASSIGNMENT = "first_week"

_CONFIG = '''"""nbgrader's configuration for this course, read by `course` too."""

from autograder import preprocessors

c = get_config()  # noqa: F821 - given by traitlets
c.CourseDirectory.course_id = {name!r}

# Verdicts are the instructor's: not copied to feedback, and not taken from a submission.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "verdicts.json"]

# With these lines `nbgrader autograde` runs submissions in the sandbox, as `course grade` does.
c.Autograde.exporter_class = preprocessors.SubmissionExporter
c.Autograde.sanitize_preprocessors = preprocessors.SANITISE
c.Autograde.autograde_preprocessors = preprocessors.AUTOGRADE

# How many seconds a cell may run.
c.Execute.timeout = 90
'''

_README = """# {name}

Ordinary nbgrader assignments: `source/<assignment>/` holds the instructor notebooks, `course build`
compiles them to `release/`, submissions belong in `submitted/<student>/<assignment>/`, and
`course grade <assignment>` grades them.
"""

_ANSWER = '''def mean(x):
    """The mean of a list of numbers."""
    ### BEGIN SOLUTION
    return sum(x) / len(x)
    ### END SOLUTION'''

_TEST = """assert mean([1, 3]) == 2, "the mean of 1 and 3 is 2"
### BEGIN HIDDEN TESTS
assert mean([4]) == 4
assert mean([-1, 0, 4]) == 1
### END HIDDEN TESTS"""

_STEPS = """# Sums: as many of 4 marks as answers are right
2 * (mean([2, 2]) == 2) + 2 * (mean([0.5, 1.5]) == 1)"""


def make(folder: Path) -> Path:
    """Writes the new course into `folder` and returns its instructor notebook.

    Raises `CourseError` if something is in the folder already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is not an empty folder. Name a new one.")
    name = folder.resolve().name
    source = folder / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    (folder / CONFIG_FILE).write_text(_CONFIG.format(name=name), encoding="utf-8")
    (folder / "README.md").write_text(_README.format(name=name), encoding="utf-8")
    path = source / f"{ASSIGNMENT}.ipynb"
    nbformat.write(_notebook(), path)
    return path


def _notebook():
    """An instructor notebook with a cell of each common kind."""
    code, text = v4.new_code_cell, v4.new_markdown_cell
    test = {"grade": True, "locked": True}
    cells = [
        text("# The first week\n\nWrite a function that returns the mean of a list.", id="title"),
        _known(code(_ANSWER, id="mean"), "mean", solution=True),
        _known(code(_TEST, id="test-mean"), "test_mean", points=2, **test),
        _known(code(_STEPS, id="test-parts"), "test_parts", points=4, **test),
        text("When is the mean a poor summary? Answer in two sentences.", id="question"),
        _known(text("*Your answer.*", id="why"), "why", points=2, grade=True, solution=True),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _known(cell, grade_id, **fields):
    """The cell with nbgrader's metadata."""
    flags = dict.fromkeys(("grade", "solution", "locked", "task"), False)
    known = {"grade_id": grade_id, "schema_version": 3, "cell_type": cell.cell_type}
    cell.metadata["nbgrader"] = {**flags, **known, **fields}
    return cell
