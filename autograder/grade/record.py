"""Record: enters a submission in the gradebook, `autograded/` and `attempts/`, all or nothing.

1. In a scratch folder, the cells' outputs are put into the notebooks and judged; nbgrader's own
   steps (nbgrader_config.py names them) enter scores and comments in one transaction.
2. The attempt is stored: its time, the submission's digest, the answers and the verdicts.
3. The transaction is committed, and the folder moves to `autograded/`.

An interruption before step 3 leaves everything as it was. Recording the same submission again gives
the same result.
"""

import contextlib
import errno
import gzip
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

import nbformat
from nbgrader.api import Gradebook
from sqlalchemy.exc import SQLAlchemyError

from autograder.console import quiet
from autograder.course import Course
from autograder.grade import verdicts
from autograder.grade.judge import Bundle
from autograder.grade.prepare import Submission, resources_of, short
from autograder.grade.session import Session
from autograder.grade.verdicts import StoredVerdicts
from autograder.run.execute import Execution, copy_files


def record(
    session: Session, submission: Submission, executions: Mapping[str, Execution]
) -> StoredVerdicts:
    """Enters one submission and returns its verdicts.

    `session` is the `Session` of this grading; `executions` maps a notebook to its `Execution`.
    """
    course, assignment, student = session.course, session.assignment, submission.student
    with course.scratch("recorded") as scratch:
        folder = Path(scratch, student, assignment)
        folder.mkdir(parents=True)
        answers: dict[str, Bundle] = {}
        try:
            if not submission.notebooks:
                raise _CannotBeGraded("; ".join(submission.reasons))
            with session.gradebook.transaction() as gradebook, quiet():
                _enter(session, gradebook, submission, executions, folder, answers)
                content = verdicts.read_from(folder)
                content["reason"] = "; ".join(submission.reasons) or None
                verdicts.write(folder / verdicts.FILE, content)
                attempt = _attempt(session, submission, content, answers)
                keep_attempt(course, assignment, attempt)
        except (ImportError, SQLAlchemyError):
            raise  # A fault of this installation or its gradebook would stop every submission.
        except Exception as error:  # One submission must not stop the class.
            if isinstance(error, OSError) and error.errno in _THE_MACHINES:
                raise
            content = _refuse(session, submission, error, folder)
        replace(folder, course.folder("autograded", assignment, student))
    return content


_THE_MACHINES = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENOMEM}
"""Errors of the disk or the machine: the next submission would fail in the same way."""


class Attempt(TypedDict):
    """An attempt as it is stored: what was handed in, what was asked, and what came of it.

    `digest` and `asked` are digests, the latter by exercise; `answers` holds the `Bundle`s.
    """

    time: str
    digest: str
    asked: dict[str, str]
    verdicts: StoredVerdicts
    answers: dict[str, Bundle]


class _CannotBeGraded(Exception):
    """Nothing of the submission could be read; the text says why."""


def _enter(
    session: Session,
    gradebook: Gradebook,
    submission: Submission,
    executions: Mapping[str, Execution],
    folder: Path,
    answers: dict[str, Bundle],
) -> None:
    """Judges the notebooks and enters them, inside a transaction."""
    course, assignment, student = session.course, session.assignment, submission.student
    gradebook.update_or_create_student(student)
    time = {"timestamp": submission.timestamp} if submission.timestamp else {}
    entry = gradebook.update_or_create_submission(assignment, student, **time)
    _copy_files_beside(course, assignment, submission, folder)
    for notebook, nb in submission.notebooks.items():
        resources = resources_of(course, assignment, student, notebook, folder)
        resources |= {"session": session, "execution": executions[notebook]}
        nb, resources = session.autograde(nb, resources)
        answers.update(resources["answers"])
        if resources["reason"]:
            submission.reasons.append(f"{notebook}: {resources['reason']}")
        path = folder / f"{notebook}.ipynb"
        path.write_text(nbformat.writes(nb) + "\n", encoding="utf-8")
        path.chmod(0o444)  # Read-only, like the notebooks that nbgrader itself grades.
    for notebook in entry.notebooks:
        if notebook.name not in submission.notebooks:
            _enter_zeros(notebook)


def _copy_files_beside(
    course: Course, assignment: str, submission: Submission, folder: Path
) -> None:
    """Copies the student's files beside the notebooks, then the instructor's files over them."""
    with contextlib.suppress(OSError, RecursionError):
        copy_files(submission.folder, folder)
    theirs = folder / verdicts.FILE  # Only the instructor gives verdicts.
    shutil.rmtree(theirs) if theirs.is_dir() else theirs.unlink(missing_ok=True)
    source = course.folder("source", assignment)
    for path in source.rglob("*"):
        name = path.relative_to(source)
        if path.is_file() and path.suffix != ".ipynb" and name.parts[0] != "runs":
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)


def _refuse(
    session: Session, submission: Submission, error: Exception, folder: Path
) -> StoredVerdicts:
    """Enters zeros for the whole submission, with the reason."""
    assignment, student = session.assignment, submission.student
    reasons = list(submission.reasons)
    if not isinstance(error, _CannotBeGraded):
        reasons.append(f"nbgrader could not grade it ({short(error)})")
    reason = "; ".join(reasons)
    shutil.rmtree(folder)
    folder.mkdir()
    content = verdicts.blank(
        session, student, verdicts.SubmissionStatus.REFUSED, reason, f"Not graded: {reason}."
    )
    verdicts.write(folder / verdicts.FILE, content)
    with session.gradebook.transaction() as gradebook:
        gradebook.update_or_create_student(student)
        for notebook in gradebook.update_or_create_submission(assignment, student).notebooks:
            _enter_zeros(notebook)
        attempt = _attempt(session, submission, content, {})
        keep_attempt(session.course, assignment, attempt)
    return content


def _enter_zeros(notebook: Any) -> None:
    for entry in notebook.grades:
        entry.auto_score = 0
        entry.needs_manual_grade = False


def keep_attempt(course: Course, assignment: str, attempt: Attempt) -> None:
    """Stores one file for each attempt and grading; recording the same again replaces the file."""
    folder = course.folder("attempts", assignment, attempt["verdicts"]["student"])
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{attempt['time']}.json.gz"
    temporary = path.with_suffix(".part")
    # The file holds no name and no time of its own, so equal attempts give equal bytes.
    data = gzip.compress(json.dumps(attempt).encode(), compresslevel=5, mtime=0)
    temporary.write_bytes(data)
    os.replace(temporary, path)


def _attempt(
    session: Session, submission: Submission, content: StoredVerdicts, answers: dict[str, Bundle]
) -> Attempt:
    """The attempt to store: its time, what was handed in and asked (digests), verdicts, answers."""
    return {
        "time": session.started,
        "digest": submission.digest,
        "asked": session.judge.fingerprints,
        "verdicts": content,
        "answers": answers,
    }


def replace(folder: Path, target: Path) -> None:
    """Replaces `target` with `folder`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = folder.with_name(folder.name + ".old")
    if target.exists():
        os.rename(target, old)
    os.rename(folder, target)
    shutil.rmtree(old, ignore_errors=True)
