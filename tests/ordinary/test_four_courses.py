"""Four ordinary courses: every cell has the score that vanilla nbgrader gives it."""

import json
import shutil

import courses
import nbformat
import ordinary
import pytest
from click.testing import CliRunner
from courses import BOB, COURSES

from autograder.build import release
from autograder.cli import main
from autograder.course import Course, CourseError
from autograder.grade import grading

pytestmark = pytest.mark.slow

# Vanilla nbgrader needs seconds for each.
HANDED_IN = [*((assignment, "bob") for assignment in COURSES), ("asserts", "ada")]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """The courses, built, with what was handed in."""
    course = courses.write(tmp_path_factory.mktemp("four") / "course")
    for assignment, student in HANDED_IN:
        right = courses.solutions(assignment)
        ordinary.submit(course, assignment, student, right if student == "ada" else BOB[assignment])
    return course


@pytest.fixture(scope="module")
def both(template, tmp_path_factory):
    """The courses graded by `course grade`, and by nbgrader alone in its own configuration."""
    root = tmp_path_factory.mktemp("both")
    ours, vanilla = (Course(shutil.copytree(template.root, root / x)) for x in ("ours", "vanilla"))
    for assignment in COURSES:
        grading.grade(ours, assignment)
        done = ordinary.nbgrader(vanilla, "autograde", assignment)
        assert done.returncode == 0, done.stderr
    return ours, vanilla


@pytest.mark.parametrize(("assignment", "student"), HANDED_IN)
def test_every_cell_has_nbgraders_own_score(both, assignment, student):
    ours, vanilla = (ordinary.grades(course, assignment, student) for course in both)
    assert ours == vanilla


def test_the_answers_earn_all_sorts_of_scores(both):
    found = [
        points
        for assignment, student in HANDED_IN
        for points, _ in ordinary.grades(both[0], assignment, student).values()
    ]
    assert len(found) == 23
    assert {None, 0, 1, 2} <= set(found)
    assert any(points and points % 1 for points in found), "a part of a mark"


def test_what_autotest_stands_for_is_handed_out_and_graded(both):
    ours, _ = both
    released = str(ours.released("autotest", "tests"))
    assert "AUTOTEST" not in released
    assert "type of x is not correct" in released
    assert "mean([5])" not in released
    path = ours.folder("autograded", "autotest", "bob") / "tests.ipynb"
    cells = {ordinary.id_of(cell): cell for cell in nbformat.read(path, as_version=4).cells}
    assert "mean([5])" in cells["hidden"].source
    path = ours.folder("autograded", "autotest", "bob") / "verdicts.json"
    told = json.loads(path.read_text())["cells"]["tests"]
    assert told["plain"]["message"] == "stopped with AssertionError: type of x is not correct"


def test_a_build_tries_the_solution_on_what_autotest_stands_for(template, tmp_path):
    course = Course(shutil.copytree(template.root, tmp_path / "course"))
    path = course.root / "source/autotest/tests.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells[0].source = nb.cells[0].source.replace("42", "__import__('time').time_ns()")
    nbformat.write(nb, path)
    with pytest.raises(CourseError, match="plain: AssertionError: value of x is not correct"):
        release.build(Course(course.root), ["autotest"])


def test_autotest_lines_without_templates_are_named(template, tmp_path):
    course = Course(shutil.copytree(template.root, tmp_path / "course"))
    (course.root / "source/autotest/autotests.yml").unlink()
    done = CliRunner().invoke(main, ["build", "autotest", "--course", str(course.root)])
    assert done.exit_code != 0
    said = " ".join(done.output.split())
    assert "source/autotest/tests.ipynb has AUTOTEST lines, but there is no autotests.yml" in said
