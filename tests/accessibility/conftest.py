"""Pages in Chromium, the book, and the pages of a small class that was graded for real."""

import contextlib
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "book"))
sys.path.insert(0, str(Path(__file__).parents[1] / "grading"))
sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))

import mini_course
from the_book import site  # noqa: F401 (a fixture)

from autograder.build import play
from autograder.build.cells import as_cell
from autograder.grade import grading
from autograder.report.class_report import DATA, write_report
from autograder.report.feedback import write_feedback

FIGURE = """
import matplotlib.pyplot as plt
plt.plot([0, 1], [1, 0])
plt.show()
print("a line that is far too long for a page as narrow as a telephone's: " + "word " * 40)
"""
LOOPS = "def predict(X, params):\n    while True:\n        pass"


@pytest.fixture(scope="session")
def open_page(browser):
    """A context manager from (address, theme, width) to a page that has been loaded."""

    @contextlib.contextmanager
    def open_page(address, theme="light", width=1280):
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, color_scheme=theme, reduced_motion="reduce")
        with contextlib.closing(context):
            page = context.new_page()
            page.goto(address)
            yield page

    return open_page


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """A graded class, some of it twice, with its report and feedback; returns the course."""
    course = mini_course.build(tmp_path_factory.mktemp("accessibility") / "course")
    play.submit(course, mini_course.ASSIGNMENT, "alan", {})
    for number, student in enumerate(("ada", "emmy", "grace", "sofia")):
        cells = {
            name: as_cell(exercise, exercise.variants[number])
            for name, exercise in mini_course.EXERCISES.items()
            if name != "predict" or number % 2
        }
        mini_course.submit(course, student, cells)
    grading.grade(course, mini_course.ASSIGNMENT)
    folder = write_report(course, mini_course.ASSIGNMENT)
    shutil.copy(folder / DATA, course.root / "earlier.json")
    wrong = {"forward": FIGURE + "def forward(X, params):\n    return 1.0", "predict": LOOPS}
    mini_course.submit(course, "ada", wrong, comment="**Because** of the slope.")
    grading.grade(course, mini_course.ASSIGNMENT)
    write_feedback(course, mini_course.ASSIGNMENT)
    write_report(course, mini_course.ASSIGNMENT, earlier=course.root / "earlier.json")
    return course
