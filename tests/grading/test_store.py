"""Whatever befalls the gradebook, no student pays for it, and a rerun finishes the grading."""

import contextlib
import json
import shutil
import sqlite3

import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX, auto_scores, verdicts_of
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.course import Course, CourseError
from autograder.grade import faults, grading, regrade

pytestmark = pytest.mark.slow

STUDENTS = ("ada", "alan", "emmy")
WRONG = {"update": "def update(params, grads, learning_rate): pass"}
FULL = MAX | {"comment": None}


def file_of(course):
    return course.root / "gradebook.db"


@pytest.fixture
def impatient(course):
    """A course with three submissions whose database reports a lock at once."""
    for student in STUDENTS:
        mini_course.submit(course, student)
    return Course(course.root, f"sqlite:///{file_of(course)}?timeout=0")


class Lock:
    """A lock that another program holds on the gradebook; `pauses` are the waits meanwhile."""

    def __init__(self, course, monkeypatch, for_trials):
        self._path, self._other, self.pauses = file_of(course), None, []
        self._for_trials = for_trials
        monkeypatch.setattr(faults, "sleep", self._sleep)

    def take(self, how="BEGIN EXCLUSIVE"):
        """Takes the lock; returns whether the gradebook could be locked."""
        self.release()
        other = sqlite3.connect(self._path, timeout=0, isolation_level=None)
        try:
            for words in how.split("; "):
                other.execute(words).fetchall()
        except sqlite3.OperationalError:
            other.close()
            return False
        self._other = other
        return True

    def release(self):
        if self._other:
            self._other.close()

    def _sleep(self, pause):
        self.pauses.append(pause)
        if len(self.pauses) % self._for_trials == 0:
            self.release()


def test_a_lock_that_goes_away_costs_nobody_a_mark_and_is_named(impatient, monkeypatch, capsys):
    lock = Lock(impatient, monkeypatch, for_trials=3)
    done = []

    def take_once(student, verdicts):
        done.append(student)
        if len(done) == 1:
            assert lock.take()

    graded = grading.grade(impatient, ASSIGNMENT, progress=take_once)
    assert lock.pauses == [1, 2, 4]
    said = capsys.readouterr().out
    assert "database is locked" in said
    assert "Trying again in 4 s" in said
    assert {verdicts["status"] for verdicts in graded.values()} == {"graded"}
    assert [auto_scores(impatient, student) for student in STUDENTS] == [FULL] * 3


def test_a_lock_that_stays_stops_the_grading_and_a_rerun_finishes(impatient, monkeypatch):
    lock = Lock(impatient, monkeypatch, for_trials=100)
    with pytest.raises(CourseError, match=r"database is locked.*Close what uses it") as caught:
        grading.grade(impatient, ASSIGNMENT, progress=lambda *_: lock.take())
    assert lock.pauses == list(faults.PAUSES)
    assert "\n" not in str(caught.value)
    lock.release()
    told = []
    graded = grading.grade(impatient, ASSIGNMENT, resumed=lambda *x: told.append(x[1]))
    assert told == [1]
    assert {verdicts["status"] for verdicts in graded.values()} == {"graded"}
    assert [auto_scores(impatient, student) for student in STUDENTS] == [FULL] * 3


class LockBeforeEachStatement(Lock):
    """Locks the gradebook before the first statement, at the next trial before the second, …

    The lock goes away as soon as it has done harm, so that whatever follows can be entered.
    """

    def __init__(self, course, monkeypatch):
        super().__init__(course, monkeypatch, for_trials=1)
        self._target, self._seen = 1, 0
        self._taken = self._by_commit = self._spared = False
        monkeypatch.setattr(faults, "PAUSES", (0,) * 1000)

    def _sleep(self, pause):
        super()._sleep(pause)
        self._target, self._seen = self._target + (not self._by_commit), 0
        self._taken, self._by_commit, self._spared = False, False, self._by_commit

    def before_statement(self, *_):
        self._seen += 1
        if self._seen >= self._target and not self._taken:
            self._taken = self.take()
            if not self._taken:  # The grading holds the lock itself.
                self._target = self._seen + 1

    def before_commit(self, connection):
        writes = connection.connection.dbapi_connection.in_transaction
        if writes and not self._taken and not self._spared:
            # A program that reads lets nobody commit.
            self._taken = self._by_commit = self.take("BEGIN; SELECT * FROM student")


def test_a_lock_before_any_statement_and_before_any_commit_changes_nothing(
    impatient, template, tmp_path, monkeypatch
):
    whole = mini_course.copy(template, tmp_path / "whole")
    for course in (whole, impatient):
        mini_course.submit(course, "alan", WRONG, break_it=add_file)
        mini_course.submit(course, "emmy", break_it=damage)
    mini_course.submit(whole, "ada")
    grading.grade(whole, ASSIGNMENT)
    lock = LockBeforeEachStatement(impatient, monkeypatch)
    listeners = {
        "before_cursor_execute": lock.before_statement,
        "commit": lock.before_commit,
        "handle_error": lambda _: lock.release(),
    }
    with contextlib.ExitStack() as stack:
        for name, listener in listeners.items():
            event.listen(Engine, name, listener)
            stack.callback(event.remove, Engine, name, listener)
        grading.grade(impatient, ASSIGNMENT)
    assert len(lock.pauses) > 20
    for student in STUDENTS:
        assert verdicts_of(impatient, student) == verdicts_of(whole, student)
        assert auto_scores(impatient, student) == auto_scores(whole, student)
        assert files_of(impatient, student) == files_of(whole, student)


def add_file(folder):
    (folder / "notes.txt").write_text("mine", encoding="utf-8")


def damage(folder):
    (folder / "network.ipynb").write_text("{", encoding="utf-8")


def files_of(course, student):
    folder = course.folder("autograded", ASSIGNMENT, student)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def interrupt(course):
    """Grades until one student is recorded; returns that student."""

    def stop(student, verdicts):
        raise KeyboardInterrupt(student)

    with pytest.raises(KeyboardInterrupt) as caught:
        grading.grade(course, ASSIGNMENT, progress=stop)
    return caught.value.args[0]


def test_another_gradebook_after_an_interruption_gets_everybody(impatient, template):
    interrupt(impatient)
    elsewhere = impatient.root / "elsewhere.db"
    shutil.copy(file_of(mini_course.Course(template.root)), elsewhere)
    other = Course(impatient.root, f"sqlite:///{elsewhere}")
    grading.grade(other, ASSIGNMENT)
    assert [auto_scores(other, student) for student in STUDENTS] == [FULL] * 3
    # The first gradebook still knows how far its own grading got.
    told = []
    grading.grade(impatient, ASSIGNMENT, resumed=lambda *x: told.append(x[1]))
    assert told == [1]
    assert [auto_scores(impatient, student) for student in STUDENTS] == [FULL] * 3


def test_a_gradebook_from_a_backup_after_an_interruption_gets_everybody(impatient, tmp_path):
    shutil.copy(file_of(impatient), tmp_path / "backup.db")
    interrupt(impatient)
    shutil.copy(tmp_path / "backup.db", file_of(impatient))
    grading.grade(impatient, ASSIGNMENT)
    assert [auto_scores(impatient, student) for student in STUDENTS] == [FULL] * 3


def test_a_backup_of_a_half_graded_class_goes_on_from_there(impatient, tmp_path):
    first = interrupt(impatient)
    shutil.copy(file_of(impatient), tmp_path / "backup.db")
    grading.grade(impatient, ASSIGNMENT)
    shutil.copy(tmp_path / "backup.db", file_of(impatient))
    again = []
    progress = again.append
    grading.grade(impatient, ASSIGNMENT, progress=lambda student, _: progress(student))
    assert again[0] == first
    assert [auto_scores(impatient, student) for student in STUDENTS] == [FULL] * 3


def test_a_student_whom_nbgrader_has_removed_is_graded_again(impatient):
    first = interrupt(impatient)
    done = mini_course.nbgrader(impatient, "db", "student", "remove", first, "--force")
    assert done.returncode == 0, done.stderr
    grading.grade(impatient, ASSIGNMENT)
    assert auto_scores(impatient, first) == FULL


def test_verdicts_that_are_gone_or_damaged_are_made_again(impatient):
    for harm in (lambda path: path.unlink(), lambda path: path.write_text("[]")):
        first = interrupt(impatient)
        harm(impatient.folder("autograded", ASSIGNMENT, first) / "verdicts.json")
        grading.grade(impatient, ASSIGNMENT)
        assert verdicts_of(impatient, first)["exercises"]["forward"]["points"] == MAX["forward"]


def test_a_commit_that_fails_puts_the_old_folder_back(impatient, monkeypatch):
    grading.grade(impatient, ASSIGNMENT)
    before = files_of(impatient, "ada"), auto_scores(impatient, "ada")
    mini_course.submit(impatient, "ada", WRONG)
    lock = Lock(impatient, monkeypatch, for_trials=100)
    begun = []

    def listener(*_):
        begun.append(impatient.folder("autograded", ASSIGNMENT, "ada").stat().st_ino)
        if len(begun) > 1 and begun[-1] != begun[0] and not lock.pauses:
            lock.take("BEGIN; SELECT * FROM student")

    event.listen(Engine, "commit", listener)
    try:
        with pytest.raises(CourseError, match="locked"):
            grading.grade(impatient, ASSIGNMENT, students=["ada"])
    finally:
        event.remove(Engine, "commit", listener)
    lock.release()
    assert lock.pauses == list(faults.PAUSES)
    assert (files_of(impatient, "ada"), auto_scores(impatient, "ada")) == before


def test_a_gradebook_of_before_is_graded_regraded_and_upgraded_as_ever(impatient):
    """The tables of the journal are not nbgrader's: without them, nothing else is missing."""
    grading.grade(impatient, ASSIGNMENT)
    with contextlib.closing(sqlite3.connect(file_of(impatient))) as gradebook:
        for table in ("course_grading", "course_record"):
            gradebook.execute(f"DROP TABLE {table}")
    assert regrade.judge_again(impatient, ASSIGNMENT).judged == len(STUDENTS)
    assert set(grading.grade(impatient, ASSIGNMENT)) == set(STUDENTS)
    done = mini_course.nbgrader(impatient, "db", "upgrade")
    assert done.returncode == 0, done.stderr
    done = mini_course.nbgrader(impatient, "autograde", ASSIGNMENT, "--force")
    assert done.returncode == 0, done.stderr
    assert [auto_scores(impatient, student) for student in STUDENTS] == [FULL] * 3


def test_a_regrading_waits_for_a_lock_as_well(impatient, monkeypatch):
    mini_course.submit(impatient, "ada", WRONG)
    grading.grade(impatient, ASSIGNMENT)
    path = impatient.folder("autograded", ASSIGNMENT, "alan") / "verdicts.json"
    content = verdicts_of(impatient, "alan")
    content["exercises"]["update"]["points"] = 0
    path.write_text(json.dumps(content), encoding="utf-8")
    found = regrade.judge_again(impatient, ASSIGNMENT)
    assert [change.student for change in found.changes] == ["alan"]
    lock = Lock(impatient, monkeypatch, for_trials=2)
    taken = []

    def changes():
        taken.append(lock.take())
        yield from found.changes

    regrade.apply(impatient, ASSIGNMENT, changes())
    assert taken == [True]
    assert lock.pauses == [1, 2]
    assert regrade.judge_again(impatient, ASSIGNMENT).changes == []
