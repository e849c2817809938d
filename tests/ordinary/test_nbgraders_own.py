"""nbgrader's own tests of `nbgrader autograde`, run with this course's two lists of preprocessors.

nbgrader's package brings its tests along. A test that must end otherwise here stands in `DIFFERENT`
with its reason, and is expected to fail as long as the difference is there. `TEST_NBGRADER=1` also
runs those in `LONG`, which take twice as long as the others together and hold here as well.
"""

import os
import shutil

import ordinary
import pytest
from nbgrader.tests.apps.conftest import course_dir  # noqa: F401 - a fixture of these tests
from nbgrader.tests.apps.test_nbgrader_autograde import TestNbGraderAutograde as Theirs

pytestmark = pytest.mark.slow

CONFIG = """
from autograder import preprocessors
c = get_config()
c.CourseDirectory.root = {root!r}
c.Autograde.exporter_class = preprocessors.SubmissionExporter
c.Autograde.sanitize_preprocessors = preprocessors.SANITISE
c.Autograde.autograde_preprocessors = preprocessors.AUTOGRADE
"""

DIFFERENT = {
    "test_side_effects": "files that a notebook writes stay in the sandbox",
    "test_handle_failure": "a notebook that stops nbgrader is mended",
    "test_handle_failure_single_notebook": "a notebook that stops nbgrader is mended",
    "test_grade_empty_timestamp": "a time that cannot be read is named, and the work is graded",
    "test_missing_source_kernelspec": "a source that names no kernel is one for Python, whatever "
    "kernel the submission names",
}


LONG = {
    *("test_grade_autotest", "test_grade_complex_autotest", "test_hidden_tests_autotest"),
    *("test_hidden_tests_single_notebook", "test_autograde_timeout", "test_missing_student"),
    *("test_force", "test_force_f", "test_force_single_notebook", "test_grade_timestamp"),
    *("test_update_newer", "test_update_newer_single_notebook", "test_student_id_exclude"),
    *("test_late_submission_penalty_none", "test_late_submission_penalty_zero"),
    *("test_late_submission_penalty_plugin", "test_filter_notebook", "test_missing_assignment"),
}


@pytest.fixture
def db(tmp_path):
    """In place of nbgrader's: the address of a gradebook that is there already, and empty."""
    shutil.copy(ordinary.empty_gradebook(), tmp_path / "nbgrader_test.db")
    return f"sqlite:///{tmp_path}/nbgrader_test.db"


@pytest.fixture
def temp_cwd(course_dir, tmp_path, monkeypatch):  # noqa: F811
    """In place of nbgrader's: the same with our lists, and a course that has a configuration."""
    ordinary.use_own_programs()
    monkeypatch.chdir(tmp_path)
    # An empty gradebook, so that nbgrader need not take seconds to make one.
    shutil.copy(ordinary.empty_gradebook(), course_dir)
    for folder in (tmp_path, course_dir):
        path = os.path.join(folder, "nbgrader_config.py")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CONFIG.format(root=course_dir))


class TestNbgradersOwn(Theirs):
    """All of nbgrader's tests of its command."""


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """Puts `os.environ` back: nbgrader's tests leave a copy in its place, which no program sees."""
    monkeypatch.setattr(os, "environ", os.environ)


@pytest.fixture(autouse=True)
def listed(request):
    """Marks a test that is listed as different, and skips one that is listed as long."""
    name = request.node.originalname
    if reason := DIFFERENT.get(name):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    if name in LONG and not os.environ.get("TEST_NBGRADER"):
        pytest.skip("takes long; run with TEST_NBGRADER=1")


def test_only_tests_that_nbgrader_has_are_listed():
    assert not [name for name in {*DIFFERENT, *LONG} if not hasattr(Theirs, name)]
