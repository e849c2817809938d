"""verdicts.json holds the judge's verdicts, beside the graded notebooks of a submission."""

import json
import os
from enum import StrEnum
from pathlib import Path

from autograder import exercises
from autograder.grade.aliases import id_of_today
from helpers.checking.status import LinkStatus, Status

FILE = "verdicts.json"

NOT_SUBMITTED = "The notebook with this exercise was not submitted."


class SubmissionStatus(StrEnum):
    """What became of a submission as a whole; "refused" means that nothing of it could be read."""

    GRADED = "graded"
    REFUSED = "refused"


def record_verdicts(session, ids, verdicts, incidents, folder):
    """Enters one notebook's verdicts and incidents into the file of its submission."""
    path = Path(folder) / FILE
    if path.exists():
        content = json.loads(path.read_text(encoding="utf-8"))
    else:
        content = blank(session, ids["student"])
    content["incidents"] += [{"notebook": ids["notebook"], **incident} for incident in incidents]
    content["exercises"].update({name: verdict.as_data() for name, verdict in verdicts.items()})
    write(path, content)


def blank(session, student, status=SubmissionStatus.GRADED, reason=None, why=NOT_SUBMITTED):
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
    }


def write(path, content):
    """Writes the content whole or not at all; the old file may be read-only."""
    temporary = path.with_suffix(".part")
    temporary.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(temporary, path)


def read(course, assignment, student):
    """The verdicts of a submission, or None if it has not been graded."""
    return read_from(course.folder("autograded", assignment, student))


def read_from(folder):
    """The verdicts in this folder, or None."""
    path = folder / FILE
    if not path.exists():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    assignment = content.get("assignment")
    known = exercises.load(assignment) if assignment in exercises.assignments() else {}
    for name, verdict in content["exercises"].items():
        verdict.setdefault("status", _told_by(verdict["links"]))
        if name in known:
            verdict["misconception"] = id_of_today(verdict, name, known[name].variants)
    return content


def _told_by(links):
    """The status, by its links, of a verdict from before version 0.2, which stored no status."""
    states = set(links.values())
    if states == {LinkStatus.PASS}:
        return Status.RIGHT
    return Status.WRONG if LinkStatus.FAIL in states else Status.NO_ANSWER
