"""The names by which commands and configurations know the exporters of `autograder.handover`.

    nbgrader export --exporter autograder.export.CanvasExporter \\
        --CanvasExporter.roster=canvas.csv --to grades.csv
"""

from autograder.handover.exporters.lms import CanvasExporter, MoodleExporter
from autograder.handover.exporters.long import LongExporter

__all__ = ["CanvasExporter", "LongExporter", "MoodleExporter"]
