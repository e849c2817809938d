"""A grading that is stopped at any instant resumes, and ends as if nothing had stopped it."""

import contextlib
import fcntl
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys

import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX, auto_scores, verdicts_of
from nbgrader.api import Gradebook

from autograder.course import Course, CourseError
from autograder.grade import grading, record
from autograder.grade.gradebook import LentGradebook
from autograder.grade.journal import Journal

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("COURSE_TEST_KILLS", "4"))
"""How often the grading is killed: `COURSE_TEST_KILLS=20 pytest tests/grading/test_interruption.py`
takes some minutes.
"""

STUDENTS = [f"student{number:02}" for number in range(3 * KILLS)]


def hand_in(course):
    for number, student in enumerate(STUDENTS):
        wrong = {"update": "def update(params, grads, learning_rate): pass"} if number % 3 else {}
        mini_course.submit(course, student, wrong)


def attempts(course, student):
    paths = sorted(course.folder("attempts", ASSIGNMENT, student).glob("*.json.gz"))
    return [json.loads(gzip.decompress(path.read_bytes())) for path in paths]


def state(course):
    """The results of a grading: scores, verdicts, graded notebooks and the attempts' answers."""
    return {
        student: (
            auto_scores(course, student),
            verdicts_of(course, student),
            mini_course.graded_notebook(course, student).cells,
            [attempt["answers"] for attempt in attempts(course, student)],
        )
        for student in STUDENTS
    }


def in_place(course, _backup, _stack):
    """The same gradebook as before."""
    return []


def elsewhere(course, backup, _stack):
    """A gradebook at another address, which knows of no student."""
    other = course.root / "elsewhere.db"
    shutil.copy(backup, other)
    return ["--db", f"sqlite:///{other}"]


def restored(course, backup, _stack):
    """The gradebook from the backup of before the grading."""
    shutil.copy(backup, course.root / "gradebook.db")
    return []


def locked(course, _backup, stack):
    """A gradebook that another program locks for seven seconds, longer than SQLite waits."""
    program = "import sqlite3, sys, time; lock = sqlite3.connect(sys.argv[1]); "
    program += "lock.execute('BEGIN EXCLUSIVE'); print('locked', flush=True); time.sleep(7)"
    command = [sys.executable, "-c", program, str(course.root / "gradebook.db")]
    process = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    assert process.stdout.readline() == "locked\n"
    return []


AFTERWARDS = (elsewhere, locked, restored, in_place)


@pytest.fixture
def stack():
    with contextlib.ExitStack() as stack:
        yield stack


def test_kills_at_random_instants_with_whatever_follows_change_nothing(template, tmp_path, stack):
    whole, killed = (mini_course.copy(template, tmp_path / name) for name in ("whole", "killed"))
    for course in (whole, killed):
        hand_in(course)
    grading.grade(whole, ASSIGNMENT)
    backup = tmp_path / "backup.db"
    shutil.copy(killed.root / "gradebook.db", backup)
    program = "from autograder.cli import main; main()"
    command = [sys.executable, "-c", program, "grade", ASSIGNMENT, "--workers", "2"]
    rng = random.Random(0)
    options = []
    for number in range(KILLS):
        process = subprocess.Popen(
            [*command, *options],
            cwd=killed.root,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        # Some students are recorded, and then some more time goes by.
        for _ in range(rng.randint(0, 3)):
            process.stdout.readline()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(rng.uniform(0, 1.5))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        options = AFTERWARDS[number % len(AFTERWARDS)](killed, backup, stack)
        if options:  # The other gradebook gets the whole class, and then the first goes on.
            subprocess.run([*command, *options], cwd=killed.root, capture_output=True, check=True)
            other = Course(killed.root, options[1])
            for student in STUDENTS:
                assert auto_scores(other, student) == auto_scores(whole, student)
            options = []
    subprocess.run(command, cwd=killed.root, capture_output=True, check=True)
    after, expected = state(killed), state(whole)
    for student in STUDENTS:
        assert after[student][:3] == expected[student][:3]
        assert after[student][3][-1] == expected[student][3][-1]
    assert [path.name for path in (killed.root / ".course").iterdir()] == []


def stop_after(number):
    """A progress function that interrupts after this number of recorded submissions."""
    seen = []

    def progress(student, verdicts):
        seen.append(student)
        if len(seen) == number:
            raise KeyboardInterrupt

    return progress


def test_an_interrupted_grading_goes_on_with_the_same_inputs_and_does_nothing_twice(
    course, monkeypatch
):
    course = without_seed(course)
    students = ["ada", "alan", "emmy"]
    for student in students:
        mini_course.submit(course, student)
    with pytest.raises(KeyboardInterrupt):
        grading.grade(course, ASSIGNMENT, progress=stop_after(1))
    left = [student for student in students if verdicts_of(course, student) is None]
    assert len(left) == 2
    recorded = []
    monkeypatch.setattr(
        grading,
        "record",
        lambda current, x, runs: recorded.append(x.student) or _record(current, x, runs),
    )
    graded = grading.grade(course, ASSIGNMENT)
    assert sorted(recorded) == left
    assert list(graded) == students
    assert len({verdicts["seed"] for verdicts in graded.values()}) == 1
    assert [len(attempts(course, student)) for student in graded] == [1, 1, 1]


_record = record.record


def test_what_was_handed_in_anew_since_the_interruption_is_graded_anew(course):
    for student in ("ada", "alan"):
        mini_course.submit(course, student)
    with pytest.raises(KeyboardInterrupt):
        grading.grade(course, ASSIGNMENT, progress=stop_after(1))
    mini_course.submit(course, "ada", {"forward": "pass"})
    graded = grading.grade(course, ASSIGNMENT)
    assert graded["ada"]["exercises"]["forward"]["points"] == 0


@contextlib.contextmanager
def journal_of(course, seed, **options):
    gradebook = LentGradebook(course)
    try:
        yield Journal(gradebook, ASSIGNMENT, seed, lambda: 99, **options)
    finally:
        gradebook.close()


def test_another_seed_begins_anew(course):
    with journal_of(course, 1) as first, journal_of(course, 2) as second:
        assert not second.resumed
        assert second.recorded() == {}
        assert first.started < second.started
    with journal_of(course, None) as third:
        assert (third.resumed, third.seed) == (True, 2)


def test_a_seed_may_have_any_number_of_digits(course):
    with journal_of(course, 10**40), journal_of(course, None) as again:
        assert again.seed == 10**40


def test_grading_one_student_leaves_the_grading_of_the_class_open_and_asks_the_same(course):
    course = without_seed(course)
    for student in ("ada", "alan", "emmy"):
        mini_course.submit(course, student)
    with pytest.raises(KeyboardInterrupt):
        grading.grade(course, ASSIGNMENT, progress=stop_after(1))
    [first] = [student for student in ("ada", "alan", "emmy") if verdicts_of(course, student)]
    other = "alan" if first == "ada" else "ada"
    alone = [grading.grade(course, ASSIGNMENT, students=[x]) for x in (first, other)]
    told = []
    graded = grading.grade(course, ASSIGNMENT, resumed=lambda *x: told.append(x))
    assert [number for _, number in told] == [2]
    seeds = {x["seed"] for verdicts in (*alone, graded) for x in verdicts.values()}
    assert len(seeds) == 1
    # The student was graded again when asked for, and not when the class went on.
    assert [len(attempts(course, x)) for x in (first, other)] == [2, 1]
    assert grading.grade(course, ASSIGNMENT)["ada"]["seed"] not in seeds


def without_seed(course):
    """The course without a configured seed."""
    config = course.root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(f"c.RunCells.seed = {mini_course.SEED}\n", ""), encoding="utf-8")
    return Course(course.root)


def test_a_second_grader_is_refused_and_told_why(course):
    mini_course.submit(course, "ada")
    (course.root / ".course").mkdir(exist_ok=True)
    descriptor = os.open(course.root / ".course", os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(CourseError, match="Another grading is under way"):
        grading.grade(course, ASSIGNMENT)
    os.close(descriptor)
    assert grading.grade(course, ASSIGNMENT)["ada"]["status"] == "graded"


def test_each_grading_keeps_an_attempt_with_digest_answers_and_verdicts(course):
    mini_course.submit(course, "ada")
    grading.grade(course, ASSIGNMENT)
    mini_course.submit(course, "ada", {"forward": "pass"})
    grading.grade(course, ASSIGNMENT)
    first, second = attempts(course, "ada")
    assert first["time"] < second["time"]
    assert first["digest"] != second["digest"]
    assert first["verdicts"]["exercises"]["forward"]["points"] == MAX["forward"]
    assert second["verdicts"] == verdicts_of(course, "ada")
    assert set(first["answers"]) == set(MAX)
    assert isinstance(first["answers"]["forward"], dict)


def test_the_scores_of_a_submission_change_together_or_not_at_all(course, monkeypatch):
    mini_course.submit(course, "ada")
    grading.grade(course, ASSIGNMENT)
    before = auto_scores(course, "ada"), verdicts_of(course, "ada")
    mini_course.submit(course, "ada", {"forward": "pass", "predict": "pass"})

    def pull_the_plug(*_):
        # All scores have been entered, but the transaction is still open.
        with Gradebook(course.db_url) as gradebook:
            entry = gradebook.find_grade("check_forward", "network", ASSIGNMENT, "ada")
            assert entry.auto_score == MAX["forward"]
        raise KeyboardInterrupt

    monkeypatch.setattr(record, "keep_attempt", pull_the_plug)
    with pytest.raises(KeyboardInterrupt):
        grading.grade(course, ASSIGNMENT)
    assert (auto_scores(course, "ada"), verdicts_of(course, "ada")) == before


def test_a_full_disk_stops_the_grading_and_costs_no_marks(course, monkeypatch):
    mini_course.submit(course, "ada")
    grading.grade(course, ASSIGNMENT)
    before = auto_scores(course, "ada"), verdicts_of(course, "ada")

    def no_space(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record, "keep_attempt", no_space)
    with pytest.raises(OSError, match="No space"):
        grading.grade(course, ASSIGNMENT)
    assert (auto_scores(course, "ada"), verdicts_of(course, "ada")) == before
