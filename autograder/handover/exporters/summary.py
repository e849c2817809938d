"""Marks in nbgrader's own columns: one row for each student and assignment."""

from collections.abc import Sequence
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.handover.exporters.table import TableExporter, harmless

HEADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


class SummaryExporter(TableExporter):
    """Exports what `nbgrader export` does by itself, with commas and quotes where they belong.

    As nbgrader has it, a student who handed nothing in has the score 0, and an empty timestamp.
    """

    def table(self, gradebook: Gradebook) -> tuple[list[Sequence[Any]], str]:
        rows: list[Sequence[Any]] = [HEADER]
        assignments = {x.name: x for x in gradebook.assignments}
        students = {x.id: x for x in gradebook.students}
        for name in self.chosen("assignment", assignments, self.assignment):
            assignment = assignments[name]
            for student_id in self.chosen("student", students, self.student):
                student = students[student_id]
                timestamp, raw, penalty = None, 0.0, 0.0
                try:
                    submission = gradebook.find_submission(name, student_id)
                except MissingEntry:
                    pass
                else:
                    timestamp, raw = submission.timestamp, submission.score
                    penalty = submission.late_submission_penalty
                about = (student.last_name, student.first_name, student.email)
                rows.append(
                    [
                        name,
                        _text(assignment.duedate),
                        _text(timestamp),
                        student_id,
                        *(harmless(_text(x)) for x in about),
                        *(_text(x) for x in (raw, penalty, max(0.0, raw - penalty))),
                        _text(assignment.max_score),
                    ]
                )
        return rows, ","


def _text(value: Any) -> str:
    return "" if value is None else str(value)
