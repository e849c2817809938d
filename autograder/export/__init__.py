"""Exporters for `nbgrader export`: grades for Canvas, for Moodle, and in long form.

    nbgrader export --exporter autograder.export.CanvasExporter \\
        --CanvasExporter.roster=canvas.csv --to grades.csv
"""

from autograder.export.lms import CanvasExporter, MoodleExporter
from autograder.export.long import LongExporter

__all__ = ["CanvasExporter", "LongExporter", "MoodleExporter"]
