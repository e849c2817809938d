"""Names of students and assignments become folders, so all of them pass one and the same check."""

import zipfile
from pathlib import Path

import mini_course
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_course import ASSIGNMENT

from autograder.course import CourseError, require_name
from autograder.grade import grading
from autograder.handover.collect import collect

GOOD = [
    "ada",
    "Ada Lovelace",
    "ada.l@x.edu",
    "o'brien+1@x.org",
    "42",
    "_x",
    "Ødegård",
    "李四",
    "देवी",
]


@pytest.mark.parametrize("name", GOOD)
def test_ordinary_names_are_names(name):
    assert require_name(name, "a student") == name


@given(st.text())
def test_no_name_leads_out_of_its_folder(text):
    try:
        require_name(text, "a student")
    except CourseError:
        return
    root = Path("/course/submitted")
    assert (root / text).parent == root
    assert Path(text).parts == (text,)
    assert len(list(root.glob(text))) == 0  # The name is no pattern that cannot be read.


@pytest.mark.slow
@pytest.mark.parametrize("names", [("..", ASSIGNMENT), ("ada", "../.."), ("ada/../..", ASSIGNMENT)])
def test_no_folder_of_a_course_has_another_name(course, names):
    student, assignment = names
    with pytest.raises(CourseError, match="cannot be the name of"):
        course.folder("submitted", assignment, student)


@pytest.mark.slow
def test_a_folder_that_no_student_can_have_is_named_and_a_hidden_one_is_none(course):
    mini_course.submit(course, "ada")
    (course.root / "submitted" / ".checkpoints" / ASSIGNMENT).mkdir(parents=True)
    assert course.students(ASSIGNMENT) == ["ada"]
    (course.root / "submitted" / "a:b" / ASSIGNMENT).mkdir(parents=True)
    with pytest.raises(CourseError, match=r"'a:b' cannot be .*Rename the folder"):
        grading.grade(course, ASSIGNMENT)


@pytest.mark.slow
def test_a_student_without_a_submission_is_no_student_with_zeros(course):
    mini_course.submit(course, "ada")
    with pytest.raises(CourseError, match=r"no submission .*submitted/x/backpropagation"):
        grading.grade(course, ASSIGNMENT, students=["ada", "x"])
    assert mini_course.verdicts_of(course, "ada") is None


@pytest.mark.slow
@pytest.mark.parametrize("letter", ["x", "ß", "李", "𝒳"])
def test_a_long_name_in_a_zip_becomes_a_name_that_a_folder_can_have(course, tmp_path, letter):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr(f"{letter * 60} {'y' * 40}_11_assignsubmission_file_/network.ipynb", "{}")
    found = collect(course, ASSIGNMENT, path)
    assert found.left == []
    [(student, _)] = found.placed
    assert require_name(student, "a student") == student
    assert student.endswith("-11")
