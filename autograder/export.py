"""The names by which commands and configurations know the exporters of `autograder.handover`.

    nbgrader export --exporter autograder.export.CanvasExporter \\
        --CanvasExporter.roster=canvas.csv --to grades.csv
"""

from autograder.handover.exporters.canvas import CanvasExporter
from autograder.handover.exporters.long import LongExporter
from autograder.handover.exporters.moodle import MoodleExporter
from autograder.handover.exporters.summary import SummaryExporter

__all__ = ["CanvasExporter", "LongExporter", "MoodleExporter", "SummaryExporter"]
