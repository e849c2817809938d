"""The small course of tests/grading, graded for real."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "grading"))

import mini_course
from nbgrader.api import Gradebook

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
