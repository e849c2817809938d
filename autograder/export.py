"""The names by which commands and configurations know the exporters of `autograder.handover`.

    nbgrader export --exporter autograder.export.CanvasExporter \\
        --CanvasExporter.roster=canvas.csv --to grades.csv
"""

from autograder.handover.exporters import CanvasExporter, LongExporter, MoodleExporter

__all__ = ["CanvasExporter", "LongExporter", "MoodleExporter"]
