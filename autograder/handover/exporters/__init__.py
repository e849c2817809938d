"""Exporters for `nbgrader export`: grades for Canvas, for Moodle, and in long form.

Commands and configurations refer to the exporters as `autograder.export`.
"""

from nbgrader.apps import ExportApp

from autograder.grade.gradebook import opened
from autograder.handover.exporters.lms import CanvasExporter, MoodleExporter
from autograder.handover.exporters.long import LongExporter


def write_all(course):
    """Writes one file with each exporter into exports/, and returns that folder."""
    folder = course.root / "exports"
    folder.mkdir(exist_ok=True)
    app = ExportApp(config=course.config, coursedir=course.directory(), log_level="ERROR")
    with opened(course) as gradebook:
        for name, exporter in (
            ("canvas", CanvasExporter),
            ("moodle", MoodleExporter),
            ("long", LongExporter),
        ):
            to = str(folder / f"{name}.csv")
            exporter(parent=app, to=to).export(gradebook)
    return folder
