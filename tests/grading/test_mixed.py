"""One notebook with check cells and with cells that score themselves; both keep their own rules."""

import sys
from pathlib import Path

import mini_course
import nbformat
import pytest
from click.testing import CliRunner
from mini_course import ASSIGNMENT, MAX, RIGHT

sys.path.insert(0, str(Path(__file__).parents[1] / "ordinary"))

import ordinary
from ordinary import answer, test

from autograder.cli import main
from autograder.course import Course
from autograder.grade import grading

OWN = [
    answer("mean", "def mean(x):\n    return sum(x) / len(x)"),
    test("test_mean", 2, "assert mean([1, 3]) == 2"),
    # `check` belongs to helpers in this notebook, but `thing.check` is something else.
    test("own_check", 1, "class thing:\n    check = print\nthing.check('mean')"),
]


@pytest.fixture(scope="module")
def course(template, tmp_path_factory):
    """The small course with ordinary cells in its first notebook, graded, and its verdicts."""
    course = mini_course.copy(template, tmp_path_factory.mktemp("mixed") / "course")
    path = course.root / "source" / ASSIGNMENT / "network.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells += ordinary.copied(OWN)
    nbformat.write(nb, path)
    course = ordinary.compile_(Course(course.root))
    mini_course.submit(course, "ada", {"mean": "def mean(x):\n    return 2"})
    mini_course.submit(course, "bob", {"update": "pass"})
    verdicts = grading.grade(course, ASSIGNMENT)
    return course, verdicts


def test_each_kind_of_cell_is_scored_by_its_own_rule(course):
    course, verdicts = course
    for student, lost, own in (("ada", set(), 2.0), ("bob", {"update"}, 0.0)):
        exercises = {x: v["points"] for x, v in verdicts[student]["exercises"].items()}
        assert exercises == {x: 0 if x in lost else most for x, most in MAX.items()}
        cells = {x: v["points"] for x, v in verdicts[student]["cells"]["network"].items()}
        assert cells == {"test_mean": own, "own_check": 1.0}
        known = mini_course.auto_scores(course, student)
        assert {x: known[x] for x in exercises} == exercises
        assert {x: known[x] for x in cells} == cells


def test_regrade_judges_answers_and_says_what_it_cannot_judge(course):
    course, _ = course
    done = CliRunner().invoke(main, ["regrade", ASSIGNMENT, "--course", str(course.root)])
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "2 submissions judged again" in said
    assert "Not judged again: the cells that score themselves while they run (2)." in said


def test_similarity_compares_the_answers_to_both_kinds(course):
    course, _ = course
    for student in ("eve", "mallory"):
        mini_course.submit(course, student, {"mean": RIGHT["forward"].replace("forward", "mean")})
    done = CliRunner().invoke(main, ["similarity", ASSIGNMENT, "--course", str(course.root)])
    assert done.exit_code == 0, done.output
    page = (course.root / "reports" / ASSIGNMENT / "similarity.html").read_text(encoding="utf-8")
    assert "mallory" in page
    assert "mean" in page


def test_no_execute_is_refused_once_where_answers_are_judged(course):
    course, _ = course
    done = ordinary.nbgrader(course, "autograde", ASSIGNMENT, "--no-execute", "--force")
    assert done.returncode != 0
    assert done.stderr.count("Leave --no-execute out") == 1
    assert len(list(course.root.glob("autograded/*"))) == 2, "what was graded is still there"
