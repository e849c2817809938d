"""The names by which configurations know the preprocessors of `autograder.grade.preprocessors`.

nbgrader_config.py lists them as "autograder.preprocessors.RunCells" and so on.
"""

from autograder.grade.preprocessors import JudgeAnswers, RepairCells, RunCells

__all__ = ["JudgeAnswers", "RepairCells", "RunCells"]
