"""One slow student does not hold up the class: workers are busy as long as there is work.

A clock that the test turns stands in for time, so that hours of grading take no time.
"""

import heapq
import itertools
import random
from concurrent.futures import Future, wait

import mini_course
import pytest
from mini_course import ASSIGNMENT

from autograder.grade import grading, schedule
from autograder.grade.prepare import Submission
from autograder.grade.schedule import Run, as_they_end
from autograder.run.execute import Execution, Limits, execute


class Clock:
    """Some workers in a time of its own; `wait` turns the clock on to the next task that ends."""

    def __init__(self, n_workers):
        self.now, self._free = 0.0, n_workers
        self._waiting, self._running, self._number = [], [], itertools.count()

    def submit(self, seconds):
        task = Future()
        self._waiting.append((task, seconds))
        self._begin()
        return task

    def _begin(self):
        while self._free and self._waiting:
            task, seconds = self._waiting.pop(0)
            if task.set_running_or_notify_cancel():
                self._free -= 1
                heapq.heappush(self._running, (self.now + seconds, next(self._number), task))

    def wait(self, tasks, *_):
        self.now, _, task = heapq.heappop(self._running)
        self._free += 1
        task.set_result(Execution({}, []))
        self._begin()
        return wait([task])


def time_to_grade(class_of, n_workers, monkeypatch):
    """The time for a class, given as the seconds that each notebook of each student takes."""
    clock = Clock(n_workers)
    monkeypatch.setattr(schedule, "wait", clock.wait)

    def runs():
        for number, seconds in enumerate(class_of):
            tasks = {str(place): clock.submit(x) for place, x in enumerate(seconds)}
            yield Run(Submission(f"s{number}", None, ""), tasks)

    names = [run.submission.student for run in as_they_end(runs(), ahead=2 * n_workers)]
    assert sorted(names) == sorted(f"s{number}" for number in range(len(class_of)))
    return clock.now


HONEST = 2.0
ENDLESS = Limits.cell + Limits().grace + HONEST
"""Seconds of a notebook in which one cell never ends: it is stopped, and the others run again."""


@pytest.mark.parametrize("n_workers", [1, 2, 4, 16])
@pytest.mark.parametrize("seed", range(20))
def test_three_endless_loops_in_a_class_of_30_cost_little(seed, n_workers, monkeypatch):
    """At most 1.3 times the honest time and one notebook's limit, wherever the loops stand."""
    slow = random.Random(seed).sample(range(30), 3)
    honest = time_to_grade([[HONEST]] * 30, n_workers, monkeypatch)
    class_of = [[ENDLESS if number in slow else HONEST] for number in range(30)]
    assert time_to_grade(class_of, n_workers, monkeypatch) <= 1.3 * honest + Limits.notebook


@pytest.mark.parametrize("seed", range(50))
def test_no_worker_is_idle_while_a_task_waits(seed, monkeypatch):
    """The bound of every schedule without pauses: equal shares, and then the longest submission."""
    rng = random.Random(seed)
    n_workers = rng.randint(1, 8)
    class_of = [
        [rng.expovariate(1) ** 3 for _ in range(rng.randint(0, 3))]
        for _ in range(rng.randint(1, 40))
    ]
    share = sum(map(sum, class_of)) / n_workers
    longest = max(max(x, default=0) for x in class_of)
    assert time_to_grade(class_of, n_workers, monkeypatch) <= share + longest + 1e-9


def test_a_caller_that_stops_cancels_what_has_not_begun(monkeypatch):
    clock = Clock(1)
    monkeypatch.setattr(schedule, "wait", clock.wait)
    tasks = [clock.submit(1) for _ in range(3)]
    under_way = as_they_end([Run(Submission(x, None, ""), {"": x}) for x in tasks], ahead=3)
    next(under_way)
    under_way.close()
    assert [task.cancelled() for task in tasks] == [False, False, True]


class ThreeNeverEnd:
    """An executor that runs the tasks at once, except the first three, which wait for `end`."""

    def __init__(self):
        self.held = []

    def submit(self, run, task):
        future = Future()
        future.set_running_or_notify_cancel()
        if len(self.held) < 3:
            self.held.append((future, task))
        else:
            future.set_result(run(task))
        return future

    def end(self):
        for future, task in self.held:
            future.set_result(execute(task))


@pytest.mark.slow
def test_the_class_is_recorded_while_three_students_still_run(course):
    students = [f"s{number}" for number in range(6)]
    for student in students:
        mini_course.submit(course, student)
        (course.folder("submitted", ASSIGNMENT, student) / "decision.ipynb").unlink()
    executor, recorded = ThreeNeverEnd(), []

    def progress(student, verdicts):
        recorded.append(student)
        if recorded == students[3:]:
            executor.end()

    graded = grading.grade(
        course, ASSIGNMENT, executor=executor, workers=2, sandboxed=False, progress=progress
    )
    assert recorded[:3] == students[3:]
    assert list(graded) == students
