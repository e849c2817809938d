"""Reads what grading has recorded about a class: scores, verdicts, attempts and students' code."""

import gzip
import hashlib
import json
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum

import nbformat
import numpy as np
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.course import CourseError, grade_id_of, has_marks
from autograder.grade import verdicts
from autograder.grade.gradebook import opened
from helpers.checking.answers import decode
from helpers.checking.status import Status


class ScoredBy(StrEnum):
    """What gives the marks of a graded cell."""

    JUDGE = "the judge"
    CELL = "the cell itself"  # Inside the student's process.
    MARKER = "a marker"


@dataclass(frozen=True)
class Item:
    """A graded cell: a checked exercise by its name, any other cell by its `grade_id`.

    A grade id that stands in several notebooks gets the notebook's name in front. `scored_by` says
    what gives the marks.
    """

    name: str
    notebook: str
    max: float
    scored_by: str
    grade_id: str = ""


@dataclass(frozen=True)
class Student:
    """One submission. `scores` maps items to points, or to None until a marker has marked them.

    `verdicts` holds the exercises of verdicts.json; `attempts` holds pairs of (time, points
    without a marker's). For each exercise whose wrong answers match no misconception, `answers`
    holds a digest of these answers, and `code` the student's code.
    """

    id: str
    status: str
    reason: str | None
    scores: dict
    penalty: float
    verdicts: dict
    incidents: list
    attempts: list
    answers: dict = field(default_factory=dict)
    code: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """The graded students of an assignment; `unread` says what could not be read, and why."""

    assignment: str
    items: list
    students: list
    unread: list
    anonymous: bool = False


def read(course, assignment):
    """The `Group` of an assignment; raises `CourseError` if nobody has been graded."""
    course.notebooks(assignment)
    paths = sorted(course.root.glob(f"autograded/*/{assignment}/{verdicts.FILE}"))
    if not paths:
        raise CourseError(
            f"{assignment}: nobody has been graded yet. Run `course grade {assignment}` first."
        )
    items = _items(course, assignment)
    scores, penalties = _gradebook(course, assignment)
    students, unread = [], []
    for path in paths:
        student = path.parent.parent.name
        try:
            content = verdicts.read_from(path.parent)
            students.append(
                _student(course, assignment, content, student, items, scores, penalties, unread)
            )
        except verdicts.UNREADABLE as error:
            unread.append(
                f"{student}: {path.relative_to(course.root)} cannot be read "
                f"({type(error).__name__}: {error}). Grade this student again: course grade "
                f"{assignment} --student {student}"
            )
    return Group(assignment, items, students, unread)


def anonymised(group):
    """The group without names and without any text that a student may have written.

    Pseudonyms are stable: they follow the order of the names' SHA-256 digests.
    """
    in_order = sorted(group.students, key=lambda x: hashlib.sha256(x.id.encode()).hexdigest())
    width = len(str(len(in_order)))
    students = [
        replace(
            student,
            id=f"student {number:0{width}}",
            reason="refused" if student.reason else None,
            verdicts={
                name: {**x, "message": _ours(x["message"])} for name, x in student.verdicts.items()
            },
            incidents=[{**x, "reason": "contained"} for x in student.incidents],
            code={},
        )
        for number, student in enumerate(in_order, start=1)
    ]
    unread = [f"{len(group.unread)} students: verdicts cannot be read."] if group.unread else []
    return replace(group, students=students, unread=unread, anonymous=True)


def _ours(message):
    """The lines of a message that quote no answer: our questions and hints."""
    kept = ("Ask yourself:", "A stronger hint:")
    return "\n".join(line for line in message.splitlines() if line.strip().startswith(kept))


def _items(course, assignment):
    exercises = {
        (x.notebook, x.grade_id): x.exercise for x in course.check_cells(assignment).values()
    }
    self_scored = course.self_scored(assignment)
    graded = [
        (notebook, grade_id, float(cell.metadata.nbgrader.points))
        for notebook, cells in course.nbgrader_cells(assignment).items()
        for grade_id, cell in cells.items()
        if has_marks(cell)
    ]
    times = Counter(grade_id for _, grade_id, _ in graded)
    items = []
    for notebook, grade_id, most in graded:
        name = f"{notebook}: {grade_id}" if times[grade_id] > 1 else grade_id
        kind = ScoredBy.CELL if grade_id in self_scored[notebook] else ScoredBy.MARKER
        if (notebook, grade_id) in exercises:
            name, kind = exercises[notebook, grade_id], ScoredBy.JUDGE
        items.append(Item(name, notebook, most, kind, grade_id))
    return items


def _gradebook(course, assignment):
    """Scores by student and (notebook, grade id), None until marked; late penalties by student."""
    grades = {}
    penalties = {}
    with opened(course) as gradebook:
        session = gradebook.db
        rows = (
            session.query(
                SubmittedAssignment.student_id,
                Notebook.name,
                BaseCell.name,
                Grade.score,
                Grade.manual_score,
                Grade.needs_manual_grade,
            )
            .select_from(Grade)
            .join(BaseCell, Grade.cell_id == BaseCell.id)
            .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
            .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
            .filter(Assignment.name == assignment)
        )
        for student, notebook, cell, score, manual, needs in rows:
            awaited = needs and manual is None
            grades.setdefault(student, {})[notebook, cell] = None if awaited else score
        late = (
            session.query(SubmittedAssignment.student_id, SubmittedNotebook.late_submission_penalty)
            .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
            .filter(Assignment.name == assignment)
        )
        for student, penalty in late:
            penalties[student] = penalties.get(student, 0.0) + (penalty or 0.0)
    return grades, penalties


def _student(course, assignment, content, student, items, scores, penalties, unread):
    exercises = content["exercises"]
    recorded = scores.get(student, {})
    points = {}
    for item in items:
        key = (item.notebook, item.grade_id)
        if key in recorded:
            points[item.name] = recorded[key]
        elif item.scored_by == ScoredBy.JUDGE:  # This gradebook has no score; the verdict has.
            points[item.name] = exercises[item.name]["points"]
        else:
            cell = content["cells"].get(item.notebook, {}).get(item.grade_id)
            points[item.name] = cell and cell["points"]
    attempts, last = _attempts(course, assignment, student, unread)
    unnamed = [
        name
        for name, x in exercises.items()
        if x["status"] == Status.WRONG and not x["misconception"]
    ]
    return Student(
        id=student,
        status=content["status"],
        reason=content["reason"],
        scores=points,
        penalty=penalties.get(student, 0.0),
        verdicts=exercises,
        incidents=content["incidents"],
        attempts=attempts,
        answers={name: digest_of(last.get(name)) for name in unnamed},
        code=_code(course, assignment, student, unnamed) if unnamed else {},
    )


def _attempts(course, assignment, student, unread):
    """The attempts as (time, points) in order, and the answers of the last one.

    A submission that was graded several times without a change counts as one attempt.
    """
    found, answers, digest = [], {}, None
    for path in sorted(course.folder("attempts", assignment, student).glob("*.json.gz")):
        try:
            attempt = json.loads(gzip.decompress(path.read_bytes()))
            attempt["verdicts"].setdefault("cells", {})  # Version 0.2 stored none.
            known = (attempt["time"], round(verdicts.score(attempt["verdicts"])[0], 2))
            found[len(found) - (attempt["digest"] == digest) :] = [known]
            answers, digest = attempt["answers"], attempt["digest"]
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
            unread.append(
                f"{student}: the attempt {path.name} cannot be read ({type(error).__name__}); it "
                "is left out."
            )
    return found, answers


def _code(course, assignment, student, names):
    """The code that the student handed in for these exercises: the cells with their names."""
    found = {}
    for path in sorted(course.folder("autograded", assignment, student).glob("*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            name = grade_id_of(cell)
            if name in names and cell.cell_type == "code":
                found[name] = cell.source
    return found


def digest_of(bundle):
    """A digest of published answers: equal if they agree to six significant digits."""
    if not isinstance(bundle, dict):
        return ""
    known = []
    for answer in bundle.get("answers", []):
        try:
            known.append(_rounded(decode(answer["value"])))
        except Exception:  # A student's answer may not decode; its raw form is compared then.
            known.append(json.dumps(answer, sort_keys=True, default=str))
    return hashlib.sha256(repr(known).encode()).hexdigest()[:12]


def _rounded(value):
    if isinstance(value, dict):
        return [(str(key), _rounded(value[key])) for key in sorted(value, key=str)]
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return [value.shape, [f"{x + 0.0:.6g}" for x in value.astype(float).ravel()]]
    if isinstance(value, float | int | np.number):
        return f"{float(value) + 0.0:.6g}"
    return str(value)
