"""Prepare: finds the code of a submission that will run, or says why it cannot run.

This stage reads a submission's notebooks and brings them into nbgrader's form with nbgrader's own
sanitising steps (nbgrader_config.py names them). A notebook that cannot be read is set aside with a
reason. Its student loses that notebook; nobody else loses anything.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from traitlets.config import Config

from autograder.console import quiet
from autograder.course import Course
from autograder.grade.faults import of_the_machine, of_the_store, short

MAX_NOTEBOOK = 32 << 20
"""The most bytes of a notebook: checking and rewriting one takes several times its size."""


@dataclass
class Submission:
    """A submission in preparation: its sanitised notebooks by name, and what was wrong with it.

    `digest` is a fingerprint of the notebooks and the time stamp that were handed in.
    """

    student: str
    folder: Path
    digest: str
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    timestamp: datetime | None = None


def prepare(course: Course, assignment: str, student: str, sanitise: "Steps") -> Submission:
    """Reads a submission and sanitises its notebooks with the `Steps` in `sanitise`."""
    folder = course.folder("submitted", assignment, student)
    submission = Submission(student, folder, digest_of(folder))
    if folder.is_symlink():  # The link may lead to another student's work.
        submission.reasons.append(
            "its folder is a link, which is not followed. Put the files themselves in its place"
        )
        return submission
    try:
        submission.timestamp = course.directory().get_existing_timestamp(str(folder))
    except Exception:  # nbgrader would fail the whole submission.
        submission.reasons.append(
            "timestamp.txt holds no time, so no time of submission is recorded"
        )
    for expected in course.notebooks(assignment):
        path = folder / expected.name
        if not os.path.lexists(path):
            submission.reasons.append(f"{expected.name} was not submitted")
            continue
        try:
            if path.is_symlink() or not path.is_file():
                raise ValueError("it is not a plain file")
            if path.stat().st_size > MAX_NOTEBOOK:
                raise ValueError(f"it is larger than {MAX_NOTEBOOK >> 20} MB")
            with quiet():
                nb = nbformat.read(path, as_version=4)
                resources = resources_of(course, assignment, student, path.stem, folder)
                nb, _ = sanitise(nb, resources)
                nbformat.validate(nb, relax_add_props=True)
        except Exception as error:  # One student's file must not stop the class.
            if of_the_store(error) or of_the_machine(error):
                raise
            submission.reasons.append(
                f"{expected.name} cannot be read as a notebook ({short(error)}). Ask for it "
                "again, saved from JupyterLab"
            )
            continue
        submission.notebooks[path.stem] = nb
    return submission


def digest_of(folder: Path) -> str:
    """The SHA-256 of a submission: the names and contents of its plain files, in order."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest.update(f"{path.relative_to(folder)}\0".encode(errors="surrogateescape"))
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def resources_of(
    course: Course, assignment: str, student: str, notebook: str, folder: Path
) -> dict[str, Any]:
    """The `resources` that tell nbgrader's preprocessors about their notebook."""
    return {
        "metadata": {"name": notebook, "path": str(folder)},
        "nbgrader": {
            "student": student,
            "assignment": assignment,
            "notebook": notebook,
            "db_url": course.db_url,
        },
    }


class Steps:
    """Preprocessors by their names, applied one after the other as nbconvert's exporters do."""

    def __init__(self, names: Iterable[Any], config: Config) -> None:
        from traitlets.utils.importstring import import_item

        self._steps = [
            (import_item(name) if isinstance(name, str) else name)(config=config) for name in names
        ]

    def __call__(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        for step in self._steps:
            nb, resources = step(nb, resources)
        return nb, resources

    def include(self, kind: type) -> bool:
        """Whether one of the steps is of this kind."""
        return any(isinstance(step, kind) for step in self._steps)
