"""Fixtures: the small course, built once, and copies of it."""

import mini_course
import pytest

from autograder.run import workers


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The released course; tests copy it and leave it unchanged."""
    return mini_course.build(tmp_path_factory.mktemp("course") / "course")


@pytest.fixture
def course(template, tmp_path):
    """A copy of the course for one test, without submissions."""
    return mini_course.copy(template, tmp_path / "course")


@pytest.fixture
def no_idle_worker(monkeypatch):
    """Makes the next run start its own worker."""
    monkeypatch.setattr(workers, "OF_THIS_PROCESS", workers.Pool())
