"""A class in which every student breaks something, graded in both ways.

Each fault costs exactly the points that it should, its message says so, and the rest of the class
is not affected.
"""

import subprocess

import mini_course
import pytest
from mini_course import ASSIGNMENT, EXERCISES, MAX
from traps import TRAPS

from autograder.grade import grading

pytestmark = pytest.mark.slow

PLAIN = [trap for trap in TRAPS if trap.plain]
BYSTANDERS = ("aaa", "mmm", "zzz")


def named(traps):
    return pytest.mark.parametrize("trap", traps, ids=[trap.name for trap in traps])


def hand_in(course, traps):
    for student in BYSTANDERS:
        mini_course.submit(course, student)
    for trap in traps:
        mini_course.submit(course, trap.name, trap.cells, break_it=trap.break_it)


@pytest.fixture(scope="module")
def plain(template, tmp_path_factory):
    """Starts `nbgrader autograde`; gives a function that waits for it and returns the course."""
    course = mini_course.copy(template, tmp_path_factory.mktemp("plain") / "course")
    hand_in(course, PLAIN)
    with open(course.root / "log", "w", encoding="utf-8") as log:
        command = mini_course.nbgrader_command("autograde", ASSIGNMENT)
        running = subprocess.Popen(command, cwd=course.root, stdout=log, stderr=log)

    def finished():
        running.wait()
        return course

    yield finished
    running.kill()
    running.wait()


@pytest.fixture(scope="module")
def graded(plain, template, tmp_path_factory):
    """The course after the code of `course grade` has run, and the verdicts that it returned."""
    course = mini_course.copy(template, tmp_path_factory.mktemp("graded") / "course")
    hand_in(course, TRAPS)
    return course, grading.grade(course, ASSIGNMENT)


def expected(trap):
    return {name: trap.earned.get(name, most) for name, most in MAX.items()}


def points(verdicts):
    return {name: exercise["points"] for name, exercise in verdicts["exercises"].items()}


def check(trap, course, verdicts):
    said = "\n".join(x["message"] for x in verdicts["exercises"].values())
    assert points(verdicts) == expected(trap), said
    for exercise, words in trap.says.items():
        assert words in verdicts["exercises"][exercise]["message"]
    scores = mini_course.auto_scores(course, trap.name)
    assert {name: scores[name] for name in EXERCISES} == expected(trap)


@named(TRAPS)
def test_grading_gives_what_was_earned_and_no_more(graded, trap):
    course, verdicts = graded
    check(trap, course, verdicts[trap.name])
    assert verdicts[trap.name]["status"] == trap.status
    assert trap.reason in (verdicts[trap.name]["reason"] or "")
    assert bool(verdicts[trap.name]["reason"]) == bool(trap.reason)


@pytest.mark.parametrize("student", BYSTANDERS)
def test_the_rest_of_the_class_is_untouched(graded, student):
    course, verdicts = graded
    assert points(verdicts[student]) == MAX
    assert mini_course.total(course, student) == sum(MAX.values())


@named(PLAIN)
def test_plain_nbgrader_gives_the_same(plain, trap):
    course = plain()
    verdicts = mini_course.verdicts_of(course, trap.name)
    if trap.plain == "drops it":
        assert verdicts is None
    else:
        check(trap, course, verdicts)


@pytest.mark.parametrize("student", BYSTANDERS)
def test_the_rest_of_the_class_is_untouched_in_plain_nbgrader(plain, student):
    assert points(mini_course.verdicts_of(plain(), student)) == MAX
    assert mini_course.total(plain(), student) == sum(MAX.values())
