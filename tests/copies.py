"""Copies this course to another folder, for tests that write into the course."""

import shutil
from pathlib import Path

from autograder.course import Course

ROOT = Path(__file__).parents[1]


def copy_of_course(folder):
    """Copies to `folder` what the course hands out and what grading needs."""
    for name in ("pyproject.toml", "environment.yml", "LICENSE", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder)
    ignore = shutil.ignore_patterns("runs", ".ipynb_checkpoints", "__pycache__")
    for name in ("source", "release", "notebooks", "helpers"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    return Course(folder)
