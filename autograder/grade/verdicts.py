"""verdicts.json holds the verdicts on a submission, beside its graded notebooks.

Exercises have the judge's verdicts; cells that score themselves have the scores that they gave.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypedDict

from autograder import exercises
from autograder.course import Course
from autograder.grade.aliases import id_of_today
from autograder.grade.judge import StoredVerdict, Verdict
from autograder.grade.self_scored import CellScore, no_score
from autograder.grade.session import Session
from autograder.run.execute import Incident
from helpers.checking.status import LinkStatus, Status

FILE = "verdicts.json"

UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError)
"""The errors of reading a file of verdicts that is missing or has been damaged."""

NOT_SUBMITTED = "The notebook with this exercise was not submitted."


class SubmissionStatus(StrEnum):
    """What became of a submission as a whole; "refused" means that nothing of it could be read."""

    GRADED = "graded"
    REFUSED = "refused"


class StoredVerdicts(TypedDict):
    """The content of verdicts.json; `cells` are those that score themselves, by notebook."""

    student: str
    assignment: str
    status: str
    reason: str | None
    seed: int
    sandboxed: bool
    incidents: list[Incident]
    exercises: dict[str, StoredVerdict]
    cells: dict[str, dict[str, CellScore]]


def automatic(content: StoredVerdicts) -> Iterator[tuple[str, StoredVerdict | CellScore]]:
    """All that was scored without a marker, as (name, verdict): exercises, then other cells."""
    yield from content["exercises"].items()
    for cells in content["cells"].values():
        yield from cells.items()


def score(content: StoredVerdicts) -> tuple[float, float]:
    """The marks that a submission earned without a marker, and the most that there are."""
    found = [verdict for _, verdict in automatic(content)]
    return sum(x["points"] for x in found), sum(x["max"] for x in found)


def record_verdicts(
    session: Session,
    ids: Mapping[str, str],
    verdicts: Mapping[str, Verdict],
    scores: Mapping[str, CellScore],
    incidents: Sequence[Incident],
    folder: str | Path,
) -> None:
    """Enters one notebook's verdicts, scores and incidents into the file of its submission."""
    path = Path(folder) / FILE
    if path.exists():
        content = json.loads(path.read_text(encoding="utf-8"))
    else:
        content = blank(session, ids["student"])
    content["incidents"] += [{"notebook": ids["notebook"], **incident} for incident in incidents]
    content["exercises"].update({name: verdict.as_data() for name, verdict in verdicts.items()})
    if scores:
        content["cells"][ids["notebook"]] = dict(scores)
    write(path, content)


def blank(
    session: Session,
    student: str,
    status: SubmissionStatus = SubmissionStatus.GRADED,
    reason: str | None = None,
    why: str = NOT_SUBMITTED,
) -> StoredVerdicts:
    """The file's content before any notebook has been judged: no marks, and the reason."""
    absent = session.judge.judge(dict.fromkeys(session.judge.exercises, why))
    return {
        "student": student,
        "assignment": session.assignment,
        "status": status,
        "reason": reason,
        "seed": session.judge.seed,
        "sandboxed": session.sandboxed,
        "incidents": [],
        "exercises": {name: verdict.as_data() for name, verdict in absent.items()},
        "cells": {
            notebook: {grade_id: no_score(points, why) for grade_id, points in cells.items()}
            for notebook, cells in session.self_scored.items()
            if cells
        },
    }


def write(path: Path, content: StoredVerdicts) -> None:
    """Writes the content whole or not at all; the old file may be read-only."""
    temporary = path.with_suffix(".part")
    temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(temporary, path)


def read(course: Course, assignment: str, student: str) -> StoredVerdicts:
    """The verdicts of a submission; FileNotFoundError if it has not been graded."""
    return read_from(course.folder("autograded", assignment, student))


def read_from(folder: Path) -> StoredVerdicts:
    """The verdicts in this folder; FileNotFoundError if there are none."""
    content: StoredVerdicts = json.loads((folder / FILE).read_text(encoding="utf-8"))
    assignment = content.get("assignment")
    content.setdefault("cells", {})  # Version 0.2 stored none.
    known = exercises.load(assignment) if assignment in exercises.assignments() else {}
    for name, verdict in content["exercises"].items():
        verdict.setdefault("status", _told_by(verdict["links"]))
        if name in known:
            verdict["misconception"] = id_of_today(verdict, name, known[name].variants)
    return content


def said(verdict: StoredVerdict, label: str) -> str:
    """What the message says behind a label such as "Ask yourself"; "" if it has no such line."""
    found = re.search(rf"{label}: (.+)", verdict["message"])
    return found.group(1).strip() if found else ""


def _told_by(links: Mapping[str, str]) -> Status:
    """The status, by its links, of a verdict from before version 0.2, which stored no status."""
    states = set(links.values())
    if states == {LinkStatus.PASS}:
        return Status.RIGHT
    return Status.WRONG if LinkStatus.FAIL in states else Status.NO_ANSWER
