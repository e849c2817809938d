"""A grading that is stopped at any instant resumes, and ends as if nothing had stopped it."""

import fcntl
import gzip
import json
import os
import random
import signal
import subprocess
import sys

import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX, auto_scores, verdicts_of
from nbgrader.api import Gradebook

from autograder.course import CourseError
from autograder.grade import grading, record
from autograder.grade.journal import Journal

pytestmark = pytest.mark.slow

STUDENTS = [f"student{number:02}" for number in range(50)]
KILLS = 20


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


def test_twenty_kills_at_random_instants_change_nothing(template, tmp_path):
    whole, killed = (mini_course.copy(template, tmp_path / name) for name in ("whole", "killed"))
    for course in (whole, killed):
        hand_in(course)
    grading.grade(whole, ASSIGNMENT)
    program = "from autograder.cli import main; main()"
    command = [sys.executable, "-c", program, "grade", ASSIGNMENT, "--workers", "2"]
    rng = random.Random(0)
    n_kills = 0
    while n_kills < KILLS:
        process = subprocess.Popen(
            command, cwd=killed.root, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            # If a grading ends before it is killed, it is complete, and the next one begins anew.
            process.wait(rng.uniform(0.5, 4))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            n_kills += 1
    subprocess.run(command, cwd=killed.root, stdout=subprocess.DEVNULL, check=True)
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
    config = course.root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(f"c.RunCells.seed = {mini_course.SEED}\n", ""), encoding="utf-8")
    for student in ("ada", "alan", "emmy"):
        mini_course.submit(course, student)
    with pytest.raises(KeyboardInterrupt):
        grading.grade(course, ASSIGNMENT, progress=stop_after(1))
    assert verdicts_of(course, "alan") is None
    recorded = []
    monkeypatch.setattr(
        grading,
        "record",
        lambda current, x, runs: recorded.append(x.student) or _record(current, x, runs),
    )
    graded = grading.grade(course, ASSIGNMENT)
    assert recorded == ["alan", "emmy"]
    assert list(graded) == ["ada", "alan", "emmy"]
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


def test_a_journal_cut_short_by_a_power_cut_loses_its_last_line_only(course):
    journal = Journal(course, ASSIGNMENT, None, lambda: 5)
    journal.add("ada", "1f")
    journal.add("alan", "2e")
    journal.close()
    path = course.root / ".course" / f"grading-{ASSIGNMENT}.jsonl"
    path.write_bytes(path.read_bytes()[:-4])
    journal = Journal(course, ASSIGNMENT, None, lambda: 6)
    assert (journal.seed, journal.resumed) == (5, True)
    assert journal.holds("ada", "1f")
    assert not journal.holds("alan", "2e")
    journal.add("alan", "2e")
    journal.close()
    journal = Journal(course, ASSIGNMENT, None, lambda: 7)
    assert journal.holds("alan", "2e")
    journal.close()


def test_another_seed_begins_anew(course):
    journal = Journal(course, ASSIGNMENT, 1, None)
    journal.add("ada", "1f")
    journal.close()
    journal = Journal(course, ASSIGNMENT, 2, None)
    assert not journal.resumed
    assert not journal.holds("ada", "1f")
    journal.close()


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
