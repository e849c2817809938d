"""Plain `nbgrader autograde` in our configuration: odd files cost nobody else anything.

A socket stands for everything that is no plain file. nbgrader alone fails at it at once, whereas it
would wait for ever at a pipe.
"""

import os
import socket

import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX

from autograder.grade.plain import SubmissionExporter
from autograder.run.beside import MAX_FILES

pytestmark = pytest.mark.slow


def make_socket(path, monkeypatch):
    monkeypatch.chdir(path.parent)  # The path of a socket must be short.
    with socket.socket(socket.AF_UNIX) as name:
        name.bind(path.name)


def test_only_a_plain_file_is_opened_as_a_notebook(tmp_path, monkeypatch):
    path = tmp_path / "network.ipynb"
    make_socket(path, monkeypatch)
    with pytest.raises(ValueError, match="not a plain file"):
        SubmissionExporter().from_filename(str(path))


@pytest.fixture(scope="module")
def autograded(template, tmp_path_factory):
    """The course after nbgrader has autograded odd submissions, and what nbgrader said."""
    course = mini_course.copy(template, tmp_path_factory.mktemp("plain") / "course")
    submitted = course.root / "submitted"
    with pytest.MonkeyPatch.context() as patch:
        for student in ("ada", "alan", "linked", "no-file", "other-folder", "zoe"):
            mini_course.submit(course, student)
        (submitted / "ada").rename(submitted / "a\nda")
        folder = course.folder("submitted", ASSIGNMENT, "no-file")
        (folder / "network.ipynb").unlink()
        make_socket(folder / "network.ipynb", patch)
        folder = course.folder("submitted", ASSIGNMENT, "linked")
        (folder / "secret").symlink_to(course.root / "nbgrader_config.py")
        make_socket(folder / "socket", patch)
        with (folder / "sparse").open("wb") as file:
            file.truncate(MAX_FILES + 1)
        (folder / "kept").mkdir()
        (folder / "kept" / "data.csv").write_text("1,2", encoding="utf-8")
        (folder / "verdicts.json").write_text("{}", encoding="utf-8")
        folder = course.folder("submitted", ASSIGNMENT, "other-folder")
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
        folder.symlink_to(course.folder("submitted", ASSIGNMENT, "zoe"))
        path = course.folder("submitted", ASSIGNMENT, "alan") / "network.ipynb"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
        done = mini_course.nbgrader(course, "autograde", ASSIGNMENT)
    return course, done


def points(course, student):
    verdicts = mini_course.verdicts_of(course, student)
    return verdicts and {name: x["points"] for name, x in verdicts["exercises"].items()}


@pytest.mark.parametrize("student", ["alan", "linked", "zoe"])
def test_all_that_can_be_graded_is_graded(autograded, student):
    course, _ = autograded
    assert points(course, student) == MAX


@pytest.mark.parametrize("student", ["no-file", "other-folder", "a\nda"])
def test_what_cannot_be_graded_is_named_and_nbgrader_fails(autograded, student):
    course, done = autograded
    assert not list((course.root / "autograded" / student).rglob("*.ipynb"))
    assert done.returncode != 0
    assert repr(student)[1:-1] in done.stderr


def test_each_of_them_is_told_what_is_wrong(autograded):
    said = autograded[1].stderr
    assert "has a line break in its name. Rename it" in said
    assert "it is not a plain file" in said
    assert "is a link, which is not followed" in said
    assert "64 MB of files are beside the notebooks; graded without these: sparse" in said


def test_only_plain_files_that_fit_are_copied(autograded):
    course, _ = autograded
    there = course.folder("autograded", ASSIGNMENT, "linked")
    names = sorted(os.listdir(there))
    assert names == ["decision.ipynb", "kept", "network.ipynb", "verdicts.json"]
    assert (there / "kept" / "data.csv").read_text(encoding="utf-8") == "1,2"
    assert points(course, "linked") == MAX, "verdicts are not taken from a submission"
