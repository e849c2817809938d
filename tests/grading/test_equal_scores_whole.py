"""Whole assignments: `nbgrader autograde` alone gives the verdicts and scores of `course grade`.

The small course of the other tests has three exercises on backpropagation. This file uses the real
notebooks on gradient descent and regularisation, with every kind of exercise in them.
"""

import json
import shutil
import subprocess
from pathlib import Path

import mini_course
import pytest
from nbgrader.api import Gradebook

from autograder import exercises
from autograder.build import play, release
from autograder.build.cells import as_cell
from autograder.course import Course
from autograder.grade import grading

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ASSIGNMENTS = ("gradient_descent", "regularisation")
STUDENTS = ("right", "stub", "wrong")
SEED = "\nc.RunCells.seed = 8\n"


def build(root, assignment):
    """A course with only this assignment, released."""
    (root / "source").mkdir(parents=True)
    ignore = shutil.ignore_patterns("runs", ".ipynb_checkpoints")
    shutil.copytree(ROOT / "source" / assignment, root / "source" / assignment, ignore=ignore)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(config + SEED, encoding="utf-8")
    course = Course(root)
    with course.scratch("release") as folder:
        compiled = release.compile_release(course, assignment, folder)
        shutil.copytree(compiled, course.folder("release", assignment))
    return course


def hand_in(course, assignment):
    known = exercises.load(assignment)
    answers = dict.fromkeys(("sgd_comment", "regularisation_comment"), "See run 1.")
    right = {name: as_cell(exercise) for name, exercise in known.items()}
    play.submit(course, assignment, "right", right, answers)
    play.submit(course, assignment, "stub", {})
    wrong = {name: as_cell(x, x.variants[5 % len(x.variants)]) for name, x in known.items()}
    play.submit(course, assignment, "wrong", wrong, answers)


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def both(request, tmp_path_factory):
    """An assignment, and its class graded by the code of `course grade` and by nbgrader alone."""
    mini_course.use_own_programs()
    root = tmp_path_factory.mktemp(request.param)
    ours = build(root / "ours", request.param)
    hand_in(ours, request.param)
    plain = mini_course.copy(ours, root / "plain")
    command = mini_course.nbgrader_command("autograde", request.param)
    running = subprocess.Popen(
        command, cwd=plain.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    grading.grade(ours, request.param)
    log, _ = running.communicate()
    assert running.returncode == 0, log
    return request.param, ours, plain


def verdicts(course, assignment, student):
    path = course.folder("autograded", assignment, student) / "verdicts.json"
    return json.loads(path.read_text(encoding="utf-8"))["exercises"]


def scores(course, assignment, student):
    """The automatic score of every graded cell in the gradebook."""
    with Gradebook(course.db_url) as gradebook:
        submission = gradebook.find_submission(assignment, student)
        return {
            grade.name: (grade.auto_score, grade.needs_manual_grade)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.mark.parametrize("student", STUDENTS)
def test_both_ways_give_equal_verdicts_and_scores(both, student):
    assignment, ours, plain = both
    assert verdicts(ours, assignment, student) == verdicts(plain, assignment, student)
    assert scores(ours, assignment, student) == scores(plain, assignment, student)


def test_the_class_is_one_that_can_tell_the_ways_apart(both):
    assignment, ours, _ = both
    known = exercises.load(assignment)
    earned = {
        student: {name: x["points"] for name, x in verdicts(ours, assignment, student).items()}
        for student in STUDENTS
    }
    assert earned["right"] == {name: exercise.points for name, exercise in known.items()}
    assert set(earned["stub"].values()) == {0}
    assert all(earned["wrong"][name] < x.points for name, x in known.items())
    assert sum(earned["wrong"].values()) > 0
    held = scores(ours, assignment, "wrong")
    assert {name: held[f"check_{name}"][0] for name in known} == earned["wrong"]
