"""The names by which configurations know the parts of this course in `nbgrader autograde`.

nbgrader_config.py lists them as "autograder.preprocessors.RunCells" and so on.
"""

from autograder.grade.plain import SubmissionExporter
from autograder.grade.preprocessors import (
    AUTOGRADE,
    SANITISE,
    JudgeAnswers,
    RepairCells,
    RunCells,
)

__all__ = [
    "AUTOGRADE",
    "SANITISE",
    "JudgeAnswers",
    "RepairCells",
    "RunCells",
    "SubmissionExporter",
]
