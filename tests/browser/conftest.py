"""Fixtures: a page, and the folders in which a student and an instructor work."""

import copies
import lab
import people
import pytest


@pytest.fixture
def page(browser):
    """A new page for one test."""
    with lab.new_page(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def course(browser, tmp_path_factory):
    """A copy of this course, with its own gradebook and submissions."""
    return copies.copy_of_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def student_folder(course, tmp_path_factory):
    """A folder with the students' kit, unpacked."""
    folder = tmp_path_factory.mktemp("student")
    people.unpack_kit(course, folder)
    return folder
