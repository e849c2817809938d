"""Regrade: judges stored answers again, after an exercise or its tolerance has changed.

No student's code is run. An answer can be judged again as long as its exercise still asks the same.
Students who were asked something else are named, and must be graded again.
"""

import contextlib
import gzip
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import MissingEntry

from autograder import exercises
from autograder.console import quiet
from autograder.course import CheckCell, Course, CourseError, grade_id_of
from autograder.exercises.language import Exercise
from autograder.grade import verdicts
from autograder.grade.faults import patiently, short
from autograder.grade.gradebook import LentGradebook, opened
from autograder.grade.journal import lock, now
from autograder.grade.judge import Judge, Verdict
from autograder.grade.prepare import Steps, resources_of
from autograder.grade.preprocessors import outputs_of
from autograder.grade.record import Attempt, keep_attempt, replace
from autograder.grade.verdicts import StoredVerdicts


@dataclass(frozen=True)
class Change:
    """A student whose verdicts differ.

    `before` and `after` are contents of verdicts.json, `attempt` is the stored attempt, and `fresh`
    maps the exercises that differ to a `judge.Verdict`.
    """

    student: str
    before: StoredVerdicts
    after: StoredVerdicts
    attempt: Attempt
    fresh: dict[str, Verdict]


@dataclass
class Regrading:
    """What judging again would change.

    `again` names each student whose submission must be run again, with the reason. `self_scored` is
    the number of cells that score themselves, which were not judged.
    """

    judged: int = 0
    self_scored: int = 0
    changes: list[Change] = field(default_factory=list)
    again: dict[str, str] = field(default_factory=dict)


def judge_again(
    course: Course, assignment: str, progress: Callable[[str], None] | None = None
) -> Regrading:
    """Returns the `Regrading` of all graded students; writes nothing.

    `progress(student)` is called after each student. Raises `CourseError` if nobody has been
    graded, or if the released points are not those of the exercises.
    """
    checks = course.check_cells(assignment)
    known = exercises.asked(course, assignment)
    if not known:
        raise CourseError(
            f"{assignment}: there are no answers to judge again, because its cells score "
            f"themselves while they run. To run the submissions again: course grade {assignment}"
        )
    _require_equal_points(course, assignment, checks, known)
    asked = [known[name] for name in checks]
    judges = {}
    found = Regrading(self_scored=sum(map(len, course.self_scored(assignment).values())))
    for path in sorted(course.root.glob(f"autograded/*/{assignment}/{verdicts.FILE}")):
        student = path.parent.parent.name
        try:
            before = verdicts.read_from(path.parent)
            if before["status"] == verdicts.SubmissionStatus.REFUSED:
                continue  # A refused submission has no answers to judge.
            attempt = _last_attempt(course, assignment, student)
            seed = attempt["verdicts"]["seed"]
            if seed not in judges:
                judges[seed] = Judge(asked, seed)
            change = _judge(judges[seed], student, before, attempt)
        except _RunAgain as reason:
            found.again[student] = str(reason)
        except (
            OSError,
            EOFError,
            zlib.error,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
        ) as error:
            found.again[student] = f"the stored answers or verdicts cannot be read ({short(error)})"
        else:
            found.judged += 1
            if change.fresh:
                found.changes.append(change)
        if progress:
            progress(student)
    if not found.judged and not found.again:
        raise CourseError(
            f"{assignment}: nobody has been graded yet. Run `course grade {assignment}` first."
        )
    return found


def apply(
    course: Course,
    assignment: str,
    changes: Iterable[Change],
    progress: Callable[[str], None] | None = None,
) -> None:
    """Writes changes to gradebook, graded notebooks and verdicts.json, one student at a time.

    Automatic scores are replaced and penalties for lateness are computed again; a marker's marks
    and comments stay. The attempt is stored a second time, with the new verdicts. An interruption
    leaves each student's change made or not made; judging again finds the changes that remain.
    """
    checks = course.check_cells(assignment)
    penalties = Steps(["nbgrader.preprocessors.AssignLatePenalties"], course.config)
    held, started = lock(course), now()
    try:
        gradebook = LentGradebook(course)
        try:
            for change in changes:
                enter = partial(_apply, course, assignment, checks, change)
                patiently(partial(enter, gradebook, penalties, started), course)
                if progress:
                    progress(change.student)
        finally:
            gradebook.close()
    finally:
        os.close(held)


class _RunAgain(Exception):
    """Stored answers do not suffice; the text says why."""


def _require_equal_points(
    course: Course, assignment: str, checks: Mapping[str, CheckCell], known: Mapping[str, Exercise]
) -> None:
    """Raises `CourseError` if an exercise's marks differ from those in the gradebook.

    Every sum with such verdicts would be wrong.
    """
    with opened(course) as book:
        for check in checks.values():
            try:
                cell = book.find_graded_cell(check.grade_id, check.notebook, assignment)
            except MissingEntry as error:
                raise CourseError(
                    f"The gradebook does not know all exercises of {assignment!r} ({error}). Run "
                    f"`course build {assignment}` first."
                ) from None
            if cell.max_score != known[check.exercise].points:
                raise CourseError(
                    f"{check.exercise} is worth {known[check.exercise].points:g} marks, but "
                    f"{cell.max_score:g} in the gradebook. Run `course build {assignment}`, "
                    "then regrade."
                )


def _last_attempt(course: Course, assignment: str, student: str) -> Attempt:
    paths = sorted(course.folder("attempts", assignment, student).glob("*.json.gz"))
    if not paths:
        raise _RunAgain("no answers are stored")
    return json.loads(gzip.decompress(paths[-1].read_bytes()))


def _judge(judge: Judge, student: str, before: StoredVerdicts, attempt: Attempt) -> Change:
    answers, asked = attempt["answers"], attempt.get("asked", {})
    others = [
        name
        for name, fingerprint in judge.fingerprints.items()
        if isinstance(answers.get(name), dict) and asked.get(name) != fingerprint
    ]
    unasked = [
        name for name in judge.exercises if name not in answers and name not in before["exercises"]
    ]
    if others:
        raise _RunAgain(f"these exercises now ask something else: {', '.join(others)}")
    if unasked:
        raise _RunAgain(f"these exercises are new and have no stored answers: {', '.join(unasked)}")
    found = judge.judge(answers)
    after = {
        name: found[name].as_data() if name in found else before["exercises"][name]
        for name in judge.exercises
    }
    fresh = {name: x for name, x in found.items() if after[name] != before["exercises"].get(name)}
    return Change(student, before, {**before, "exercises": after}, attempt, fresh)


def _apply(
    course: Course,
    assignment: str,
    checks: Mapping[str, CheckCell],
    change: Change,
    gradebook: LentGradebook,
    penalties: Steps,
    started: str,
) -> None:
    student = change.student
    target = course.folder("autograded", assignment, student)
    with course.scratch("recorded") as scratch, contextlib.ExitStack() as undo:
        folder = Path(scratch, student, assignment)
        shutil.copytree(target, folder)
        notebooks = _with_verdicts(folder, checks, change.fresh)
        verdicts.write(folder / verdicts.FILE, change.after)
        with gradebook.transaction() as book, quiet():
            for name, verdict in change.fresh.items():
                check = checks[name]
                where = (check.grade_id, check.notebook, assignment, student)
                book.find_grade(*where).auto_score = verdict.points
            for notebook, nb in notebooks.items():
                penalties(nb, resources_of(course, assignment, student, notebook, folder))
            attempt = Attempt({**change.attempt, "time": started, "verdicts": change.after})
            keep_attempt(course, assignment, attempt)
            replace(folder, target, undo)
        undo.pop_all()  # The transaction is committed.


def _with_verdicts(
    folder: Path, checks: Mapping[str, CheckCell], fresh: Mapping[str, Verdict]
) -> dict[str, NotebookNode]:
    """Writes new messages and scores into the graded notebooks; returns the changed ones."""
    written = {}
    for notebook in sorted({checks[name].notebook for name in fresh}):
        path = folder / f"{notebook}.ipynb"
        nb = nbformat.read(path, as_version=4)
        cells = {grade_id_of(cell): cell for cell in nb.cells}
        for name, verdict in fresh.items():
            if checks[name].notebook == notebook:
                cell = cells[checks[name].grade_id]
                cell.outputs = outputs_of(verdict, cell)
        path.unlink()  # The file may be read-only.
        path.write_text(nbformat.writes(nb) + "\n", encoding="utf-8")
        path.chmod(0o444)
        written[notebook] = nb
    return written
