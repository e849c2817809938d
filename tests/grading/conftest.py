"""The small course, built once."""

import mini_course
import pytest


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The course as released; to be copied, not used."""
    return mini_course.build(tmp_path_factory.mktemp("course") / "course")


@pytest.fixture
def course(template, tmp_path):
    """A course of the test's own, without submissions."""
    return mini_course.copy(template, tmp_path / "course")
