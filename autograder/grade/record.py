"""Record: enters a submission in the gradebook, `autograded/` and `attempts/`, all or nothing.

1. In a scratch folder, the cells' outputs are put into the notebooks and judged; nbgrader's own
   steps (nbgrader_config.py names them) enter scores and comments in one transaction.
2. The attempt is stored: its time, the submission's digest, the answers and the verdicts.
3. The folder moves to `autograded/`, and the transaction is committed.

The gradebook has the last word: until the commit, it says that the submission is not recorded, and
the next grading records it again, with the same result. A commit that fails puts the old folder
back.
"""

import contextlib
import copy
import dataclasses
import errno
import gzip
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypedDict

import nbformat
from nbgrader.api import Gradebook, SubmittedAssignment

from autograder.console import quiet
from autograder.course import Course
from autograder.grade import verdicts
from autograder.grade.faults import of_the_machine, of_the_store, short
from autograder.grade.journal import note_record
from autograder.grade.judge import Bundle
from autograder.grade.prepare import Submission, resources_of
from autograder.grade.session import Session
from autograder.grade.verdicts import StoredVerdicts
from autograder.run.beside import copy_files
from autograder.run.execute import Execution


def record(
    session: Session, submission: Submission, executions: Mapping[str, Execution]
) -> StoredVerdicts:
    """Enters one submission and returns its verdicts.

    `session` is the `Session` of this grading; `executions` maps a notebook to its `Execution`.
    """
    course, assignment, student = session.course, session.assignment, submission.student
    submission = dataclasses.replace(submission, reasons=list(submission.reasons))
    with course.scratch("recorded") as scratch, contextlib.ExitStack() as undo:
        folder = Path(scratch, student, assignment)
        folder.mkdir(parents=True)
        target = course.folder("autograded", assignment, student)
        answers: dict[str, Bundle] = {}
        try:
            if not submission.notebooks:
                raise _CannotBeGraded("; ".join(submission.reasons))
            with session.gradebook.transaction() as gradebook, quiet():
                entry = _enter(session, gradebook, submission, executions, folder, answers)
                content = verdicts.read_from(folder)
                content["reason"] = "; ".join(submission.reasons) or None
                verdicts.write(folder / verdicts.FILE, content)
                _keep(session, gradebook, submission, entry, content, answers)
                replace(folder, target, undo)
        except Exception as error:  # One submission must not stop the class.
            if of_the_store(error) or of_the_machine(error):
                raise
            undo.close()
            content = _refuse(session, submission, error, folder)
            with session.gradebook.transaction() as gradebook:
                entry = _enter_all_zeros(session, gradebook, student)
                _keep(session, gradebook, submission, entry, content, {})
                replace(folder, target, undo)
        undo.pop_all()  # The transaction is committed.
    return content


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
) -> SubmittedAssignment:
    """Judges the notebooks and enters them, inside a transaction; returns nbgrader's entry."""
    course, assignment, student = session.course, session.assignment, submission.student
    gradebook.update_or_create_student(student)
    # Without a time there is no penalty, also if an earlier grading had a time.
    time = submission.timestamp
    entry = gradebook.update_or_create_submission(assignment, student, timestamp=time)
    _copy_files_beside(course, assignment, submission, folder)
    for notebook, nb in submission.notebooks.items():
        resources = resources_of(course, assignment, student, notebook, folder)
        # The steps change what they are given, and a second trial needs it as it was.
        run = executions[notebook]
        run = dataclasses.replace(run, incidents=list(run.incidents))
        resources |= {"session": session, "execution": run}
        nb, resources = session.autograde(copy.deepcopy(nb), resources)
        answers.update(resources["answers"])
        if resources["reason"]:
            submission.reasons.append(f"{notebook}: {resources['reason']}")
        path = folder / f"{notebook}.ipynb"
        path.write_text(nbformat.writes(nb) + "\n", encoding="utf-8")
        path.chmod(0o444)  # Read-only, like the notebooks that nbgrader itself grades.
    for notebook in entry.notebooks:
        if notebook.name not in submission.notebooks:
            _enter_zeros(notebook)
    return entry


def _copy_files_beside(
    course: Course, assignment: str, submission: Submission, folder: Path
) -> None:
    """Copies the student's files beside the notebooks, then the instructor's files over them."""
    try:
        copy_files(submission.folder, folder)
    except RecursionError:  # Python before 3.13, some hundred folders deep.
        pass
    except OSError as error:
        if error.errno not in (errno.ENAMETOOLONG, errno.ELOOP):  # Of folders as deep as that.
            raise
    _make_way(folder, Path(verdicts.FILE))  # Only the instructor gives verdicts.
    source = course.folder("source", assignment)
    for path in source.rglob("*"):
        name = path.relative_to(source)
        if path.is_file() and path.suffix != ".ipynb" and name.parts[0] != "runs":
            _make_way(folder, name)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)


def _make_way(folder: Path, name: Path) -> None:
    """Removes a student's file, or a folder, that stands where the instructor's `name` belongs."""
    there = folder / name
    if there.is_dir():
        shutil.rmtree(there)
    for path in (there, *(folder / parent for parent in name.parents)):
        if path.is_file():
            path.unlink()


def _refuse(
    session: Session, submission: Submission, error: Exception, folder: Path
) -> StoredVerdicts:
    """Leaves nothing in the folder but verdicts without marks, with the reason."""
    reasons = list(submission.reasons)
    if not isinstance(error, _CannotBeGraded):
        reasons.append(f"nbgrader could not grade it ({short(error)})")
    reason = "; ".join(reasons)
    shutil.rmtree(folder)
    folder.mkdir()
    refused = verdicts.SubmissionStatus.REFUSED
    why = f"Not graded: {reason}."
    content = verdicts.blank(session, submission.student, refused, reason, why)
    verdicts.write(folder / verdicts.FILE, content)
    return content


def _enter_all_zeros(session: Session, gradebook: Gradebook, student: str) -> SubmittedAssignment:
    gradebook.update_or_create_student(student)
    entry = gradebook.update_or_create_submission(session.assignment, student)
    for notebook in entry.notebooks:
        _enter_zeros(notebook)
    return entry


def _enter_zeros(notebook: Any) -> None:
    notebook.late_submission_penalty = None
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


def _keep(
    session: Session,
    gradebook: Gradebook,
    submission: Submission,
    entry: SubmittedAssignment,
    content: StoredVerdicts,
    answers: dict[str, Bundle],
) -> None:
    """Keeps the attempt, and notes in the open transaction that it is recorded."""
    attempt: Attempt = {
        "time": session.started,
        "digest": submission.digest,
        "asked": session.judge.fingerprints,
        "verdicts": content,
        "answers": answers,
    }
    keep_attempt(session.course, session.assignment, attempt)
    note_record(gradebook, entry.id, submission.digest, session.started, session.judge.seed)


def replace(folder: Path, target: Path, undo: contextlib.ExitStack) -> None:
    """Moves `folder` into the place of `target`; `undo` learns how to take that back."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = folder.with_name(folder.name + ".old")
    if target.exists():
        os.rename(target, old)
        undo.callback(os.rename, old, target)
    os.rename(folder, target)
    undo.callback(os.rename, target, folder)
