"""A small course that is graded for real, and gradebooks with given scores that cost little."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "grading"))

import mini_course
from mini_course import ASSIGNMENT
from nbgrader.api import Gradebook

from autograder.course import Course
from autograder.grade import grading


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """Points: ada 10 of 13, a written answer waits; alan 12; ghost has none; grace 8 less 3."""
    root = tmp_path_factory.mktemp("handover") / "course"
    course = mini_course.build(root)
    mini_course.submit(course, "ada")
    mini_course.submit(course, "alan")
    mini_course.submit(course, "grace", {"predict": "def predict(X, params):\n    return 0"})
    grading.grade(course, mini_course.ASSIGNMENT)
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_student(
            "ada", first_name="Ada", last_name='Lovelace, "Countess"', email="ada@x.edu"
        )
        gradebook.update_or_create_student("alan", first_name="=1+1", last_name="Türing")
        gradebook.update_or_create_student("ghost", first_name="Nobody", last_name="Ødegård")
        for student, mark in (("alan", 2), ("grace", 0)):
            grade = gradebook.find_grade("comment", "network", mini_course.ASSIGNMENT, student)
            grade.manual_score, grade.needs_manual_grade = mark, False
        late = gradebook.find_submission_notebook("network", mini_course.ASSIGNMENT, "grace")
        late.late_submission_penalty = 3
        gradebook.db.commit()
    return course


@pytest.fixture
def course(tmp_path):
    """Only what the hand-over looks at: a configuration, and the notebooks network and decision."""
    root = tmp_path / "course"
    (root / "source" / ASSIGNMENT).mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n", encoding="utf-8")
    for name in ("network", "decision"):
        (root / "source" / ASSIGNMENT / f"{name}.ipynb").touch()
    return Course(root)


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """A gradebook with one assignment of 13 marks and no students."""
    mini_course.use_own_programs()
    path = tmp_path_factory.mktemp("blank") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}") as gradebook:
        _assignment(gradebook, ASSIGNMENT)
    return path


def _assignment(gradebook, name):
    gradebook.add_assignment(name)
    gradebook.add_notebook("network", name)
    gradebook.add_grade_cell("cell", "network", name, max_score=13, cell_type="code")


@pytest.fixture
def scored(course, blank):
    """Gives the course a gradebook with these scores and records; None: nothing handed in."""

    def make(scores, records=None, also=()):
        shutil.copy(blank, course.root / "gradebook.db")
        with Gradebook(course.db_url) as gradebook:
            for name in also:
                _assignment(gradebook, name)
            for student, score in scores.items():
                gradebook.add_student(student, **(records or {}).get(student, {}))
                for name in (ASSIGNMENT, *also) if score is not None else ():
                    gradebook.add_submission(name, student)
                    grade = gradebook.find_grade("cell", "network", name, student)
                    grade.auto_score, grade.needs_manual_grade = score, False
            gradebook.db.commit()
        return course

    return make
