"""This course in another folder, for tests that write into it."""

import shutil
from pathlib import Path

from autograder.course import Course

ROOT = Path(__file__).parents[1]


def copy_of_course(folder):
    """This course in `folder`: what is handed out, and what grading needs."""
    for name in ("pyproject.toml", "environment.yml", "LICENSE", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder)
    ignore = shutil.ignore_patterns("runs", ".ipynb_checkpoints", "__pycache__")
    for name in ("source", "release", "notebooks", "helpers"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    return Course(folder)
