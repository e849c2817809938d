"""A server or a cluster that goes away costs nobody a mark, and a rerun finishes."""

import subprocess
import sys

import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX, auto_scores
from ports import free_port
from test_scale import release_into, sandbox_or_skip

from autograder.course import Course, CourseError
from autograder.grade import faults, grading, schedule
from autograder.run import cluster

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


class Cluster:
    """A scheduler and workers of one test; each is a process that can be killed."""

    def __init__(self, folder):
        self._folder, self.processes = folder, []
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("dask_scheduler", "--port", port)

    def _start(self, program, *words):
        command = [sys.executable, "-m", f"distributed.cli.{program}", *words]
        options = ["--host", "127.0.0.1", "--no-dashboard"]
        with (self._folder / "log").open("a") as log:
            process = subprocess.Popen([*command, *options], stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def worker(self):
        return self._start("dask_worker", self.address, "--nthreads", "1", "--no-nanny")

    def kill(self, process):
        process.kill()
        process.wait()


@pytest.fixture
def dask(tmp_path):
    distributed = pytest.importorskip("distributed")
    started = Cluster(tmp_path)
    try:
        started.workers = [started.worker() for _ in range(2)]
        with distributed.Client(started.address, timeout="60s", set_as_default=False) as client:
            client.wait_for_workers(2, timeout="60s")
        yield started
    finally:
        for process in started.processes:
            started.kill(process)


def test_a_cluster_that_loses_its_workers_waits_for_another_and_says_so(
    class_of_three, dask, monkeypatch
):
    monkeypatch.setattr(schedule, "WATCH", 0.1)
    said = []

    def say(text):
        said.append(text)
        if "0 threads are left" in text:
            dask.worker()

    monkeypatch.setattr(cluster, "say", say)

    with cluster.cluster(dask.address) as (executor, threads):
        for process in dask.workers:
            dask.kill(process)
        grading.grade(class_of_three, ASSIGNMENT, executor=executor, workers=threads)
    assert [text for text in said if "A worker of the cluster is gone" in text]
    assert [auto_scores(class_of_three, student) for student in STUDENTS] == [FULL] * 3


def test_a_scheduler_that_is_gone_is_told_and_a_rerun_finishes(class_of_three, dask, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", "2s")
    monkeypatch.setattr(schedule, "WATCH", 0.1)
    with (
        pytest.raises(CourseError, match=r"Dask scheduler at .* is gone") as caught,
        cluster.cluster(dask.address) as (executor, _),
    ):
        dask.kill(dask.scheduler)
        grading.grade(class_of_three, ASSIGNMENT, executor=executor, workers=2)
    assert "\n" not in str(caught.value)
    grading.grade(class_of_three, ASSIGNMENT)
    assert [auto_scores(class_of_three, student) for student in STUDENTS] == [FULL] * 3
