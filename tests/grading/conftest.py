"""The small course, built once."""

import mini_course
import pytest

from autograder.run import workers


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The course as released; to be copied, not used."""
    return mini_course.build(tmp_path_factory.mktemp("course") / "course")


@pytest.fixture
def course(template, tmp_path):
    """A course of the test's own, without submissions."""
    return mini_course.copy(template, tmp_path / "course")


@pytest.fixture
def no_idle_worker(monkeypatch):
    """The next run starts a worker of its own."""
    monkeypatch.setattr(workers, "OF_THIS_PROCESS", workers.Pool())
