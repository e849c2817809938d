"""Grading a class: prepare, execute, record.

- *Prepare* (`prepare.py`) reads each submission, sets aside what cannot be read (with a reason),
  and applies nbgrader's own sanitising steps to find the code that will run.
- *Execute* (`execute.py`) runs that code in isolated processes, which cannot reach a
  gradebook. Any `concurrent.futures` executor can run them.
- *Record* (`record.py`) has the answers judged and enters each submission, whole or not at all,
  as soon as it has been executed (`schedule.py`).

An interrupted grading continues where it stopped (`journal.py`); a fault of the gradebook's
database interrupts it only if the fault lasts (`faults.py`). Plain `nbgrader autograde` skips the
first two stages: `RunCells` then runs each notebook when its turn comes. Both ways give the same
scores.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace

from nbgrader.api import MissingEntry

from autograder.course import CONFIG_FILE, Course, CourseError
from autograder.grade import session, verdicts
from autograder.grade.faults import patiently
from autograder.grade.gradebook import LentGradebook
from autograder.grade.handed_in import strays
from autograder.grade.journal import Journal, lock
from autograder.grade.prepare import Steps, digest_of, prepare
from autograder.grade.preprocessors import (
    AUTOGRADE,
    SANITISE,
    JudgeAnswers,
    RepairCells,
    RunCells,
    configured,
    executes,
)
from autograder.grade.record import record
from autograder.grade.schedule import Run, as_they_end
from autograder.grade.session import Session
from autograder.grade.verdicts import StoredVerdicts
from autograder.run import sandbox
from autograder.run.cluster import ClusterExecutor
from autograder.run.execute import execute
from autograder.run.sandbox import SandboxMissing
from autograder.run.workers import WorkerDied


def grade(
    course: Course,
    assignment: str,
    *,
    students: Sequence[str] | None = None,
    workers: int = 2,
    seed: int | None = None,
    sandboxed: bool | None = None,
    progress: Callable[[str, StoredVerdicts], None] | None = None,
    resumed: Callable[[str, int], None] | None = None,
    executor: Executor | None = None,
) -> dict[str, StoredVerdicts]:
    """Grades the submissions of an assignment and returns their verdicts by student.

    `students` limits the grading to some students; `progress(student, verdicts)` is called when
    each of them is recorded. `executor` runs the tasks, `workers` at a time (default: a local
    pool). nbgrader_config.py (`c.RunCells`) sets the limits on time and memory, and the defaults of
    `seed` and `sandboxed`. If an earlier grading of the class was interrupted, the submissions that
    it recorded are not graded again; `resumed(started, number)` is called with the time when that
    grading began and the number of recorded submissions.

    Raises `CourseError` if there is nothing to grade, the gradebook cannot be reached or another
    grading is under way, and `SandboxMissing` if a sandbox is required and none works here.
    """
    whole_class = students is None
    students = course.students(assignment) if students is None else list(dict.fromkeys(students))
    if not students:
        raise CourseError(
            f"There are no submissions for {assignment!r}. Put them into "
            f"{course.root / 'submitted'}/<student>/{assignment}/."
            + "".join(f"\nFound and not understood: {path}" for path in strays(course))
        )
    course.notebooks(assignment)  # Raises if there is no such assignment.
    folders = [course.submitted(assignment, student) for student in students]
    lacking = [str(folder) for folder in folders if not os.path.lexists(folder)]
    if lacking:
        raise CourseError(f"Nothing was graded: there is no submission {', '.join(lacking)}.")
    course.require_python(assignment)
    if not executes(course.config):
        raise CourseError(
            f"c.Execute.enabled is False in {course.root / CONFIG_FILE}, but `course grade` runs "
            "what it grades. Remove the line, or use "
            f"`nbgrader autograde {assignment} --no-execute`."
        )
    settings = configured(course, seed=seed, sandboxed=sandboxed)
    sanitise = _steps(course, "sanitize_preprocessors", SANITISE, RepairCells)
    autograde = _steps(course, "autograde_preprocessors", AUTOGRADE, RunCells, JudgeAnswers)
    if settings.sandboxed and executor is None:
        sandbox.require()
    with contextlib.ExitStack() as stack:
        stack.callback(os.close, lock(course))
        _clear_scratch(course)
        gradebook = LentGradebook(course)
        stack.callback(gradebook.close)
        patiently(lambda: _require_release(gradebook, assignment), course)
        journal = patiently(
            lambda: Journal(
                *(gradebook, assignment, settings.seed),
                lambda: secrets.randbits(48),
                whole_class=whole_class,
            ),
            course,
        )
        current = session.begin(course, assignment, replace(settings, seed=journal.seed))
        current.started, current.gradebook = journal.started, gradebook
        current.sanitise, current.autograde = sanitise, autograde
        executor = executor or stack.enter_context(ThreadPoolExecutor(workers))
        graded = _recorded(current, journal, students)
        if journal.resumed and resumed:
            resumed(journal.started, len(graded))
        if progress:
            for student, content in graded.items():
                progress(student, content)
        left = [student for student in students if student not in graded]
        for student, content in _grade(current, left, executor, ahead=2 * workers):
            graded[student] = content
            if progress:
                progress(student, content)
        patiently(journal.finish, course)
    return {student: graded[student] for student in students}


def _steps(course: Course, name: str, ours: list[str], *needed: type) -> Steps:
    """The configured steps of this name; `ours` in a configuration that says nothing about them.

    Raises `CourseError` if one of those `needed` lacks.
    """
    names = course.config.Autograde.get(name, ours)
    steps = Steps(names if isinstance(names, list) else [], course.config)
    for kind in needed:
        if not steps.include(kind):
            raise CourseError(
                f"c.Autograde.{name} in {course.root / CONFIG_FILE} lacks autograder.preprocessors."
                f"{kind.__name__}. Put back the list that came with the course, or remove the line."
            )
    return steps


def _recorded(
    current: Session, journal: Journal, students: Sequence[str]
) -> dict[str, StoredVerdicts]:
    """The verdicts of the students whom the interrupted grading has already graded.

    A student whose submission or verdicts have changed since is graded again.
    """
    course, assignment, found = current.course, current.assignment, {}
    digests = patiently(journal.recorded, course)
    for student in students:
        folder = course.submitted(assignment, student)
        if student in digests and digests[student] == digest_of(folder):
            with contextlib.suppress(*verdicts.UNREADABLE):
                content = verdicts.read(course, assignment, student)
                if content["seed"] == journal.seed:
                    found[student] = content
    return found


_TOLD = (SandboxMissing, WorkerDied)
"""Errors that say themselves what a machine lacks."""


def _grade(
    current: Session, students: Sequence[str], executor: Executor, ahead: int
) -> Iterator[tuple[str, StoredVerdicts]]:
    """Yields (student, verdicts) as submissions are recorded; `ahead` of them are under way."""
    course = current.course

    def begin(student: str) -> Run:
        submission = patiently(
            lambda: prepare(course, current.assignment, student, current.sanitise), course
        )
        tasks = {
            notebook: executor.submit(execute, current.task(notebook, nb, submission.folder))
            for notebook, nb in submission.notebooks.items()
        }
        return Run(submission, tasks)

    def enter(run: Run) -> StoredVerdicts:
        try:
            executions = {notebook: task.result() for notebook, task in run.tasks.items()}
        except Exception as error:
            if isinstance(executor, ClusterExecutor) and not isinstance(error, _TOLD):
                raise executor.lost(error) from error
            raise
        return patiently(lambda: record(current, run.submission, executions), course)

    look = {"watch": executor.watch} if isinstance(executor, ClusterExecutor) else {}
    for run in as_they_end(map(begin, students), ahead, **look):
        yield run.submission.student, enter(run)


def _require_release(gradebook: LentGradebook, assignment: str) -> None:
    """Raises `CourseError` unless the gradebook knows the assignment, as nbgrader requires."""
    with gradebook.transaction() as book:
        try:
            book.find_assignment(assignment)
        except MissingEntry:
            raise CourseError(
                f"The gradebook does not know {assignment!r}: run `course build {assignment}` (or "
                "`nbgrader generate_assignment`) first."
            ) from None


def _clear_scratch(course: Course) -> None:
    """Removes what an interrupted grading has left; this grading holds the lock."""
    for folder in (course.root / ".course").glob("recorded-*"):
        shutil.rmtree(folder, ignore_errors=True)
