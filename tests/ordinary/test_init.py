"""`course init` makes a course that can be built, handed out and graded as it is."""

import shutil

import ordinary
from click.testing import CliRunner

from autograder.build.new_course import ASSIGNMENT
from autograder.cli import main
from autograder.course import Course


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_new_course_can_be_built_and_graded(tmp_path):
    ordinary.use_own_programs()
    root = tmp_path / "my course"
    done = run("init", root)
    assert done.exit_code == 0, done.output
    assert "first_week.ipynb" in done.output
    assert Course(root).directory().course_id == "my course"
    shutil.copy(ordinary.empty_gradebook(), root)  # Which nbgrader takes seconds to make.
    done = run("build", "--course", root)
    assert done.exit_code == 0, done.output
    course = Course(root)
    ordinary.submit(course, ASSIGNMENT, "ada", {"mean": "def mean(x):\n    return 2", "why": "No."})
    done = run("grade", ASSIGNMENT, "--course", root)
    assert done.exit_code == 0, done.output
    assert "2 of 6" in done.output
    assert ordinary.scores(course, ASSIGNMENT, "ada") == {"test_mean": 0, "test_parts": 2}
    written = (root / "README.md").read_text(encoding="utf-8")
    assert "course grade" in written


def test_what_is_there_stays(tmp_path):
    (tmp_path / "precious").touch()
    done = run("init", tmp_path)
    assert done.exit_code != 0
    assert "is not an empty folder. Name a new one." in " ".join(done.output.split())
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_an_empty_folder_may_be_there(tmp_path):
    assert run("init", tmp_path).exit_code == 0
