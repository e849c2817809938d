"""A page, and the folders that a student and an instructor work in."""

import copies
import lab
import people
import pytest


@pytest.fixture
def page(browser):
    """A page of the test's own."""
    with lab.new_page(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def course(browser, tmp_path_factory):
    """A copy of this course, with a gradebook and submissions of its own."""
    return copies.copy_of_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def student_folder(course, tmp_path_factory):
    """The kit that students get, unpacked."""
    folder = tmp_path_factory.mktemp("student")
    people.unpack_kit(course, folder)
    return folder
