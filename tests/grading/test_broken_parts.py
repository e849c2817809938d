"""When a part fails, a command ends in one line and loses nothing; repaired, it finishes."""

import contextlib
import os
import shutil
import sqlite3

import mini_course
import pytest
from click.testing import CliRunner
from mini_course import ASSIGNMENT, MAX, auto_scores, verdicts_of
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.cli import main
from autograder.grade import faults, record
from autograder.run import workers

pytestmark = pytest.mark.slow

STUDENTS = ("ada", "alan", "emmy")
FULL = MAX | {"comment": None}
NOT_ROOT = pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")


@pytest.fixture
def class_of_three(course, monkeypatch):
    monkeypatch.setattr(faults, "PAUSES", (0,))
    for student in STUDENTS:
        mini_course.submit(course, student)
    return course


def run(course, *words):
    result = CliRunner().invoke(main, [*words, "--course", str(course.root)])
    error = result.exception
    assert error is None or isinstance(error, SystemExit), repr(error)
    return result.exit_code, result.output


def require_one_line(course, *words, says, verb="grade"):
    """Runs a verb; fails unless it ends in one line that says all this and no status 0."""
    code, said = run(course, verb, ASSIGNMENT, *words)
    assert code != 0, said
    lines = said.rstrip("\n").splitlines()
    assert [line for line in lines if line.startswith("Error: ")] == lines[-1:], said
    assert [word for word in says if word not in lines[-1]] == [], lines[-1]


def require_finished(course, *words):
    """Fails unless grading now ends well, with all marks for everybody."""
    code, said = run(course, "grade", ASSIGNMENT, *words)
    assert code == 0, said
    assert [auto_scores(course, student) for student in STUDENTS] == [FULL] * 3
    assert {verdicts_of(course, student)["status"] for student in STUDENTS} == {"graded"}


@contextlib.contextmanager
def moved_away(path):
    """Moves a file or a folder away, and back at the end."""
    elsewhere = path.with_name(f"{path.name}-elsewhere")
    path.rename(elsewhere)
    try:
        yield path
    finally:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        elsewhere.rename(path)


def statement(words):
    """A fault: this SQL statement has been run on the gradebook."""

    def harm(path):
        shutil.copy(path.with_name(f"{path.name}-elsewhere"), path)
        with contextlib.closing(sqlite3.connect(path)) as gradebook:
            gradebook.execute(words)
            gradebook.commit()

    return harm


GRADEBOOKS = {
    "missing": (lambda path: None, "There is no gradebook"),
    "junk": (lambda path: path.write_bytes(b"junk" * 1000), "file is not a database"),
    "cut short": (lambda path: path.write_bytes(b"SQLite format 3\0"), "cannot be used"),
    "empty": (lambda path: path.touch(), "is empty"),
    "a folder": (lambda path: path.mkdir(), "is a folder"),
    "no column": (statement("ALTER TABLE grade DROP COLUMN extra_credit"), "grade.extra_credit"),
    "no table": (statement("DROP TABLE comment"), "comment.id"),
    "revision": (statement("UPDATE alembic_version SET version_num = 'ffff'"), "revision ffff"),
    "no assignment": (statement("DELETE FROM assignment"), "course build"),
}


@pytest.mark.parametrize("fault", GRADEBOOKS)
def test_a_gradebook_that_is_none_is_told_and_the_right_one_finishes(class_of_three, fault):
    harm, says = GRADEBOOKS[fault]
    with moved_away(class_of_three.root / "gradebook.db") as path:
        harm(path)
        require_one_line(class_of_three, says=[says, "gradebook"])
        assert [verdicts_of(class_of_three, student) for student in STUDENTS] == [None] * 3
    require_finished(class_of_three)
    with moved_away(class_of_three.root / "gradebook.db") as path:
        harm(path)
        for verb in ("report", "feedback", "regrade"):
            if (fault, verb) != ("no assignment", "report"):  # The verdicts have the marks too.
                require_one_line(class_of_three, verb=verb, says=[says])


def test_a_gradebook_without_the_cells_of_the_release_costs_nobody_a_mark(class_of_three):
    with moved_away(class_of_three.root / "gradebook.db") as path:
        statement("DELETE FROM base_cell WHERE name = 'check_forward'")(path)
        require_one_line(class_of_three, says=["lacks what is looked for", "course build"])
    require_finished(class_of_three)


@contextlib.contextmanager
def on_connecting(change):
    """Calls `change(connection, …)` for every new connection to a database inside the block."""
    event.listen(Engine, "connect", change)
    try:
        yield
    finally:
        event.remove(Engine, "connect", change)


def test_a_gradebook_that_may_not_grow_stops_the_grading_and_a_rerun_finishes(class_of_three):
    """SQLite's own limit gives its own error of a full disk."""

    def limit(connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with on_connecting(limit):
        require_one_line(class_of_three, says=["is full", "Make room"])
    require_finished(class_of_three)


@NOT_ROOT
def test_a_read_only_gradebook_is_told_and_a_rerun_finishes(class_of_three):
    path = class_of_three.root / "gradebook.db"
    path.chmod(0o444)
    require_one_line(class_of_three, says=["readonly", "Make the file and its folder writable"])
    path.chmod(0o644)
    require_finished(class_of_three)


def test_a_gradebook_that_only_allows_reading_is_told_and_a_rerun_finishes(class_of_three):
    def only_read(connection, _):
        connection.execute("PRAGMA query_only = 1")

    with on_connecting(only_read):
        require_one_line(class_of_three, says=["readonly", "Make the file and its folder writable"])
    require_finished(class_of_three)


@pytest.mark.parametrize("name", ["autograded", "attempts", ".course"])
def test_a_file_in_place_of_a_folder_is_told_and_a_rerun_finishes(class_of_three, name):
    path = class_of_three.root / name
    shutil.rmtree(path, ignore_errors=True)
    path.touch()
    require_one_line(class_of_three, says=[str(path), "Move away what stands in its place"])
    path.unlink()
    require_finished(class_of_three)


@NOT_ROOT
@pytest.mark.parametrize("name", ["autograded", "attempts", ".course", "submitted/ada"])
def test_a_folder_that_may_not_be_written_or_read_is_told_and_a_rerun_finishes(
    class_of_three, name
):
    path = class_of_three.root / name
    path.mkdir(exist_ok=True)
    path.chmod(0o000 if name.startswith("submitted") else 0o555)
    require_one_line(class_of_three, says=[str(path), "Give yourself the rights"])
    path.chmod(0o755)
    require_finished(class_of_three)


FULL_DISK = OSError(28, "No space left on device", "/somewhere")


def refuse(*_, **__):
    raise FULL_DISK


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (os, "mkdir"),
        (shutil, "copyfile"),
        (record, "keep_attempt"),
        (record, "copy_files"),
        (os, "rename"),
        (workers.Pool, "worker"),
    ],
)
def test_a_full_disk_is_told_wherever_it_is_noticed_and_a_rerun_finishes(
    class_of_three, monkeypatch, module, name
):
    for student in STUDENTS:  # So that files are copied.
        folder = class_of_three.folder("submitted", ASSIGNMENT, student)
        (folder / "notes.txt").write_text("mine", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(module, name, refuse)
        require_one_line(class_of_three, says=["The disk is full", "Make room"])
    require_finished(class_of_three)


CONFIGS = {
    "syntax": ("c = get_config(\n", ["nbgrader_config.py", "line 1"]),
    "raising": ("c = get_config()\nc.x = 1\n1 / 0\n", ["line 3", "ZeroDivisionError"]),
    "text": ("{old}\nc.RunCells.cell_seconds = 'long'\n", ["cell_seconds", "'long'"]),
    "other text": ("{old}\nc.CourseDirectory.db_url = 5\n", ["db_url", "5"]),
    "step": (
        "{old}\nc.Autograde.autograde_preprocessors.remove('autograder.preprocessors.JudgeAnswers')",
        ["c.Autograde.autograde_preprocessors", "JudgeAnswers"],
    ),
    "unknown step": (
        "{old}\nc.Autograde.autograde_preprocessors.append('nope.Nope')",
        ["nope"],
    ),
}


@pytest.mark.parametrize("fault", CONFIGS)
def test_a_configuration_that_cannot_be_used_is_told_and_a_rerun_finishes(class_of_three, fault):
    text, says = CONFIGS[fault]
    path = class_of_three.root / "nbgrader_config.py"
    old = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{old}", old), encoding="utf-8")
    require_one_line(class_of_three, says=says)
    path.write_text(old, encoding="utf-8")
    require_finished(class_of_three)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "null", '{"cells": 5}', "\0"])
def test_a_source_that_is_no_notebook_is_told_by_every_verb_and_a_rerun_finishes(
    class_of_three, text
):
    path = class_of_three.folder("source", ASSIGNMENT) / "network.ipynb"
    old = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    for verb in ("build", "grade", "regrade"):
        require_one_line(class_of_three, verb=verb, says=[str(path), "is not a notebook"])
    path.write_text(old, encoding="utf-8")
    require_finished(class_of_three)
