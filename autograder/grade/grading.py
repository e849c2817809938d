"""Grading a class: prepare, execute, record.

- *Prepare* (`prepare.py`) reads each submission, sets aside what cannot be read (with a reason),
  and applies nbgrader's own sanitising steps to find the code that will run.
- *Execute* (`execute.py`) runs that code in isolated processes, which cannot reach a
  gradebook. Any `concurrent.futures` executor can run them.
- *Record* (`record.py`) has the answers judged and enters each submission, whole or not at all.

An interrupted grading continues where it stopped (`journal.py`). Plain `nbgrader autograde` skips
the first two stages: `RunCells` then runs each notebook when its turn comes. Both ways give the
same scores.
"""

import collections
import contextlib
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TypeAlias

from nbgrader.api import MissingEntry
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import Course, CourseError
from autograder.grade import session, verdicts
from autograder.grade.gradebook import LentGradebook
from autograder.grade.journal import Journal
from autograder.grade.prepare import Steps, Submission, digest_of, prepare, short
from autograder.grade.preprocessors import configured
from autograder.grade.record import record
from autograder.grade.session import Session
from autograder.grade.verdicts import StoredVerdicts
from autograder.run import sandbox
from autograder.run.execute import Execution, execute

Submitted: TypeAlias = tuple[Submission, dict[str, Future[Execution]]]
"""A submission whose notebooks are being executed."""


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
    `seed` and `sandboxed`. If an earlier grading was interrupted, the submissions that it recorded
    are not graded again; `resumed(started, number)` is called with the time when that grading began
    and the number of recorded submissions.

    Raises `CourseError` if there is nothing to grade, the gradebook cannot be reached or another
    grading is under way, and `SandboxMissing` if a sandbox is required and none works here.
    """
    students = course.students(assignment) if students is None else students
    if not students:
        raise CourseError(
            f"There are no submissions for {assignment!r}. Put them into "
            f"{course.root / 'submitted'}/<student>/{assignment}/."
        )
    course.notebooks(assignment)  # Raises if there is no such assignment.
    settings = configured(course, seed=seed, sandboxed=sandboxed)
    if settings.sandboxed and executor is None:
        sandbox.require()
    with contextlib.ExitStack() as stack:
        journal = Journal(course, assignment, settings.seed, lambda: secrets.randbits(48))
        stack.callback(journal.close)
        _clear_scratch(course)
        current = session.begin(course, assignment, replace(settings, seed=journal.seed))
        current.started = journal.started
        current.gradebook = _lent_gradebook(course)
        stack.callback(current.gradebook.close)
        try:
            _require_release(current)
        except CourseError:
            if not journal.resumed:
                journal.finish()  # The next grading has nothing to continue.
            raise
        current.sanitise = Steps(course.config.Autograde.sanitize_preprocessors, course.config)
        current.autograde = Steps(course.config.Autograde.autograde_preprocessors, course.config)
        executor = executor or stack.enter_context(ThreadPoolExecutor(workers))
        recorded = _recorded(course, assignment, journal, students)
        if journal.resumed and resumed:
            resumed(journal.started, len(recorded))
        graded = {}
        under_way = _grade(current, journal, students, recorded, executor, ahead=2 * workers)
        for student, content in under_way:
            graded[student] = content
            if progress:
                progress(student, content)
        journal.finish()
    return graded


def _lent_gradebook(course: Course) -> LentGradebook:
    try:
        return LentGradebook(course.db_url, course.directory().course_id)
    except (SQLAlchemyError, ImportError) as error:
        raise CourseError(
            f"The gradebook at {course.shown_db_url} cannot be opened ({short(error)}). Is the "
            "address right, and does the server run and let you in? PostgreSQL's begins with "
            "postgresql+psycopg:// and needs: pip install 'learning-algorithms-course[cluster]'"
        ) from None


def _recorded(
    course: Course, assignment: str, journal: Journal, students: Sequence[str]
) -> set[str]:
    """The students whom the interrupted grading has already graded."""
    if not journal.resumed:
        return set()
    return {
        student
        for student in students
        if journal.holds(student, digest_of(course.folder("submitted", assignment, student)))
    }


def _grade(
    current: Session,
    journal: Journal,
    students: Sequence[str],
    recorded: set[str],
    executor: Executor,
    ahead: int,
) -> Iterator[tuple[str, StoredVerdicts]]:
    """Yields (student, verdicts) in order, while the tasks of `ahead` more submissions run."""
    course, assignment = current.course, current.assignment
    waiting: collections.deque[Submitted] = collections.deque()
    for student in students:
        if student in recorded:
            yield student, verdicts.read(course, assignment, student)
            continue
        submission = prepare(course, assignment, student, current.sanitise)
        tasks = {
            notebook: executor.submit(execute, current.task(nb, submission.folder))
            for notebook, nb in submission.notebooks.items()
        }
        waiting.append((submission, tasks))
        while len(waiting) > ahead:
            yield _finish(current, journal, *waiting.popleft())
    while waiting:
        yield _finish(current, journal, *waiting.popleft())


def _finish(
    current: Session, journal: Journal, submission: Submission, tasks: dict[str, Future[Execution]]
) -> tuple[str, StoredVerdicts]:
    executions = {notebook: task.result() for notebook, task in tasks.items()}
    content = record(current, submission, executions)
    journal.add(submission.student, submission.digest)
    return submission.student, content


def _require_release(current: Session) -> None:
    """Raises `CourseError` unless the gradebook knows the assignment, as nbgrader requires."""
    with current.gradebook.transaction() as gradebook:
        try:
            gradebook.find_assignment(current.assignment)
        except MissingEntry:
            raise CourseError(
                f"The gradebook does not know {current.assignment!r}: run `course build "
                f"{current.assignment}` (or `nbgrader generate_assignment`) first."
            ) from None


def _clear_scratch(course: Course) -> None:
    """Removes what an interrupted grading has left; this grading holds the lock."""
    for folder in (course.root / ".course").glob("recorded-*"):
        shutil.rmtree(folder, ignore_errors=True)
