"""timestamp.txt: a time is read as what it says, or refused with a reason; none costs nothing."""

import os
import re
from datetime import UTC, datetime, timedelta, timezone

import mini_course
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_course import ASSIGNMENT, MAX
from nbgrader.api import Gradebook

from autograder.grade import grading
from autograder.grade.times import read_time, time_of

READ = {
    "2026-11-04 10:41:01.123456 UTC": "2026-11-04T10:41:01.123456",  # nbgrader's own form
    "2026-11-04 10:41:01.123456": "2026-11-04T10:41:01.123456",
    "2026-11-04 10:41:01 +0300": "2026-11-04T07:41:01",
    "2026-11-04T10:41:01+03:00": "2026-11-04T07:41:01",
    "2026-11-04T10:41:01-0330": "2026-11-04T14:11:01",
    "2026-11-04T10:41+01": "2026-11-04T09:41:00",
    "20261104T104101Z": "2026-11-04T10:41:01",
    "2026-11-04T10:41:01,5Z": "2026-11-04T10:41:01.500000",
    "2026-01-01 00:30 CET": "2025-12-31T23:30:00",
    "2026-07-01 12:00 CEST": "2026-07-01T10:00:00",
    "2026-07-01 12:00 Europe/Berlin": "2026-07-01T10:00:00",
    "2026-01-01 12:00 Asia/Kolkata": "2026-01-01T06:30:00",
}
REFUSED = {
    "2016-01-30-15-30-10": "no date with a time of day",
    "2026-11-04": "no date with a time of day",
    "04/11/2026 10:41": "no date with a time of day",
    "yesterday-ish": "no date with a time of day",
    "2026-11-04 10:41 PM": "'PM' has several meanings or none",
    "2026-11-04 10:41 PST": "'PST' has several meanings or none",
    "2026-11-04 10:41 IST": "'IST' has several meanings or none",
    "2026-11-04 10:41 +300": "has several meanings or none",
    "2026-11-04 10:41 +1530": "no place on earth",
    "2026-11-04 10:41 +0175": "no place on earth",
    "2026-02-30 10:41": "'2026-02-30 10:41': day ",
    "2026-11-04 25:00": "hour must be in",
    "2026-11-04 10:41 Europe/Nowhere": "no time zone is called",
    "2026-11-04 10:41 ../../etc/passwd": "no time zone is called",
    "2026-10-25 02:30 Europe/Berlin": "the clocks in Europe/Berlin were changed",
    "2026-03-29 02:30 Europe/Berlin": "the clocks in Europe/Berlin were changed",
    "0001-01-01 00:00 +0100": "is no year",
    "2026-11-04\n10:41": "no date with a time of day",
    "٢٠٢٦-11-04 10:41": "no date with a time of day",
}


@pytest.mark.parametrize("text", READ)
def test_a_time_with_one_meaning_is_read(text):
    assert read_time(text).isoformat() == READ[text]


@pytest.mark.parametrize("text", REFUSED)
def test_any_other_time_is_refused_with_a_reason(text):
    with pytest.raises(ValueError, match=re.escape(REFUSED[text])):
        read_time(text)


offsets = st.integers(-14 * 60, 14 * 60).map(lambda x: timezone(timedelta(minutes=x)))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=offsets)


@given(moments)
def test_every_time_that_python_writes_with_its_zone_is_read_as_it_was(moment):
    for text in (moment.isoformat(), moment.isoformat(" "), f"{moment:%Y-%m-%d %H:%M:%S.%f %z}"):
        assert read_time(text) == moment.astimezone(UTC).replace(tzinfo=None)


ISO = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:?\d\d|Z)?"


@given(st.from_regex(ISO, fullmatch=True))
def test_what_is_read_is_what_python_reads(text):
    try:
        ours = read_time(text)
    except ValueError:
        return
    theirs = datetime.fromisoformat(text)
    assert ours.replace(tzinfo=UTC) == theirs.replace(tzinfo=theirs.tzinfo or UTC)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"1970-01-01 00:00 UTC", "1970-01-01: nobody has handed this in before 2000"),
        (b"2999-01-01 00:00 UTC", "2999-01-01, which has not come yet"),
        (b"2026-11-04 10:41 PST", "holds no time that can be read ('PST' has several"),
        (b"\xff\xfe", "holds no time that can be read (UnicodeDecodeError"),
        (b"x" * 10**6, "holds no time that can be read"),
        (b"\xef\xbb\xbf2025-11-04 10:41 UTC\r\n", ""),
        (b" \n", ""),
    ],
)
def test_a_doubtful_time_is_said_in_one_line(tmp_path, content, words):
    (tmp_path / "timestamp.txt").write_bytes(content)
    _, doubt = time_of(tmp_path)
    assert words in doubt
    assert bool(doubt) == bool(words)
    assert len(doubt) < 300
    assert "\n" not in doubt


def test_only_a_plain_file_holds_a_time(tmp_path):
    assert time_of(tmp_path) == (None, "")
    path = tmp_path / "timestamp.txt"
    os.mkfifo(path)
    assert "not a plain file" in time_of(tmp_path)[1]
    path.unlink()
    (tmp_path / "other").write_text("2025-11-04 10:41 UTC")
    path.symlink_to("other")
    assert "not a plain file" in time_of(tmp_path)[1]


# ---- penalties

PENALTY = """
from nbgrader.plugins import LateSubmissionPlugin
class OneMarkAnHour(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return total_seconds_late / 3600
c.AssignLatePenalties.plugin_class = OneMarkAnHour
"""


def grade(course):
    grading.grade(type(course)(course.root), ASSIGNMENT)


def grade_plainly(course):
    done = mini_course.nbgrader(course, "autograde", ASSIGNMENT, "--force")
    assert done.returncode == 0, done.stderr


def penalties(course):
    """The penalties of both notebooks together, by student."""
    with Gradebook(course.db_url) as gradebook:
        return {
            x.student.id: x.late_submission_penalty
            for x in gradebook.find_assignment(ASSIGNMENT).submissions
        }


@pytest.mark.slow
@pytest.mark.parametrize("grade", [grade, grade_plainly])
def test_a_penalty_is_that_of_the_time_that_is_there_now(course, grade):
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(PENALTY)
    with Gradebook(course.db_url) as gradebook:
        gradebook.find_assignment(ASSIGNMENT).duedate = datetime(2025, 11, 4, 10, 0)
        gradebook.db.commit()
    times = {
        "late": "2025-11-04 14:00 +0300",  # An hour late, and in nbgrader's reading nearly four.
        "in-time": "2025-11-04 13:00 +0300",
        "unclear": "2025-11-04 14:00 PST",
        "removed": "2025-11-04 12:00 UTC",
        "loses-notebook": "2025-11-04 12:00 UTC",
    }
    for student, time in times.items():
        folder = mini_course.submit(course, student)
        (folder / "timestamp.txt").write_text(time, encoding="utf-8")
    grade(course)
    expected = {"late": 2, "in-time": 0, "unclear": 0, "removed": 4, "loses-notebook": 4}
    assert penalties(course) == expected
    folder = course.folder("submitted", ASSIGNMENT, "removed")
    (folder / "timestamp.txt").unlink()
    (course.folder("submitted", ASSIGNMENT, "loses-notebook") / "decision.ipynb").unlink()
    grade(course)
    assert penalties(course) == expected | {"removed": 0, "loses-notebook": 2}
    assert mini_course.auto_scores(course, "removed") == MAX | {"comment": None}
