"""Exporters: marks for Canvas, for Moodle, in long form, and in nbgrader's own columns.

`course export` and `nbgrader export` both use them. Commands and configurations refer to the
exporters as `autograder.export`.
"""

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nbgrader.apps import ExportApp

from autograder.course import Course, CourseError
from autograder.grade.gradebook import opened
from autograder.handover.exporters.canvas import CanvasExporter
from autograder.handover.exporters.long import LongExporter
from autograder.handover.exporters.moodle import MoodleExporter
from autograder.handover.exporters.summary import SummaryExporter
from autograder.handover.exporters.table import TableExporter

KINDS: dict[str, type[TableExporter]] = {
    "moodle": MoodleExporter,
    "canvas": CanvasExporter,
    "summary": SummaryExporter,
    "long": LongExporter,
}


class _Said(logging.Handler):
    def __init__(self, say: Callable[[str], None]) -> None:
        super().__init__()
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say(record.getMessage())


def export(course: Course, kind: str, say: Callable[[str], None], **traits: Any) -> Path:
    """Writes the file of one of `KINDS` and returns its path.

    `say` is called with each remark; `traits` are those of the exporter. Raises `CourseError`, also
    if the gradebook does not know an assignment or a student that is chosen.
    """
    app = ExportApp(config=course.config, coursedir=course.directory())
    exporter = KINDS[kind](parent=app, **traits)
    exporter.log = logging.Logger("export", logging.INFO)
    exporter.log.addHandler(_Said(say))
    with opened(course) as gradebook:
        _require_known("an assignment", exporter.assignment, gradebook.assignments, "name")
        _require_known("a student", exporter.student, gradebook.students, "id")
        return exporter.write(gradebook)


def _require_known(what: str, chosen: Iterable[str], records: Iterable[Any], field: str) -> None:
    known = [getattr(record, field) for record in records]
    for name in chosen:
        if name not in known:
            raise CourseError(
                f"{name!r} is not {what} of the gradebook. There are: {', '.join(known) or 'none'}."
            )


def write_all(course: Course, assignment: str) -> Path:
    """Writes one file for each system into exports/, and returns that folder."""
    folder = course.root / "exports"
    folder.mkdir(exist_ok=True)
    for kind in ("canvas", "moodle", "long"):
        to = str(folder / f"{kind}.csv")
        export(course, kind, lambda remark: None, to=to, assignment=[assignment])
    return folder
