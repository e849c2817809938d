"""Guards plain `nbgrader autograde` where it would misread what was handed in.

nbgrader lets a configuration choose the class of an exporter, and nothing else that acts before a
submission is copied and read. `SubmissionExporter`, which nbgrader_config.py names, therefore
replaces the class of the converter that makes it: its times are those of `times.py`.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory

from autograder.grade.times import time_of


class SubmissionExporter(NotebookExporter):
    """Makes the run of `nbgrader autograde` to which it belongs a guarded one."""

    def __init__(self, *args: Any, **traits: Any) -> None:
        super().__init__(*args, **traits)
        converter: Any = self.parent
        if type(converter) is Autograde:
            converter.__class__ = _GuardedAutograde
            converter.coursedir.__class__ = _Times


class _Times(CourseDirectory):
    """nbgrader's view of the course, with our reading of timestamp.txt."""

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        moment, doubt = time_of(Path(dest_path))
        if doubt:
            self.log.warning("%s: %s", dest_path, doubt)
        return moment


class _GuardedAutograde(Autograde):
    """`nbgrader autograde`, guarded."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        self._forget_lateness(assignment_id, student_id)
        super().init_assignment(assignment_id, student_id)

    def _forget_lateness(self, assignment: str, student: str) -> None:
        """Removes time and penalties of an earlier grading; nbgrader enters those of today."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                return
            submission.timestamp = None
            for notebook in submission.notebooks:
                notebook.late_submission_penalty = None
            gradebook.db.commit()
