"""A server or a cluster that goes away costs nobody a mark, and a rerun finishes."""


import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX, auto_scores
from test_scale import release_into, sandbox_or_skip

from autograder.course import Course, CourseError
from autograder.grade import faults, grading

pytestmark = pytest.mark.slow

STUDENTS = ("ada", "alan", "emmy")
FULL = MAX | {"comment": None}


@pytest.fixture
def class_of_three(course):
    sandbox_or_skip()
    for student in STUDENTS:
        mini_course.submit(course, student)
    return course


@pytest.fixture
def on_postgres(class_of_three, database):
    course = Course(class_of_three.root, database)
    release_into(course)
    return course


class Stopped:
    """Stops the server when the first student is recorded, and starts it at the third pause."""

    def __init__(self, postgres, monkeypatch, at_pause):
        self._postgres, self._at_pause, self.pauses = postgres, at_pause, []
        monkeypatch.setattr(faults, "sleep", self._sleep)
        self._stopped = False

    def stop(self, *_):
        if not self._stopped:
            self._stopped = True
            self._postgres.stop()

    def _sleep(self, pause):
        self.pauses.append(pause)
        if len(self.pauses) == self._at_pause:
            self._postgres.start()


def test_a_server_that_is_started_again_costs_nobody_a_mark(
    on_postgres, postgres, monkeypatch, capsys
):
    stopped = Stopped(postgres, monkeypatch, at_pause=3)
    grading.grade(on_postgres, ASSIGNMENT, progress=stopped.stop)
    assert stopped.pauses == [1, 2, 4]
    assert "Trying again in 4 s" in capsys.readouterr().out
    assert [auto_scores(on_postgres, student) for student in STUDENTS] == [FULL] * 3


def test_a_server_that_stays_away_stops_the_grading_and_a_rerun_finishes(
    on_postgres, postgres, monkeypatch
):
    stopped = Stopped(postgres, monkeypatch, at_pause=-1)
    try:
        with pytest.raises(CourseError, match="See that its server runs") as caught:
            grading.grade(on_postgres, ASSIGNMENT, progress=stopped.stop)
    finally:
        postgres.start()
    assert stopped.pauses == list(faults.PAUSES)
    assert "\n" not in str(caught.value)
    told = []
    grading.grade(on_postgres, ASSIGNMENT, resumed=lambda *x: told.append(x[1]))
    assert told == [1]
    assert [auto_scores(on_postgres, student) for student in STUDENTS] == [FULL] * 3
