"""Prepare: finds the code of a submission that will run, or says why it cannot run.

This stage reads a submission's notebooks and brings them into nbgrader's form with nbgrader's own
sanitising steps (nbgrader_config.py names them). A notebook that cannot be read is set aside with a
reason. Its student loses that notebook; nobody else loses anything. `handed_in.py` finds notebooks
that were handed in under another name or in another folder.
"""

import hashlib
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
from autograder.grade.handed_in import find, printable
from autograder.grade.reading import MAX_FILE, read_notebook
from autograder.grade.times import time_of
from autograder.run.beside import MAX_FILES, look


@dataclass
class Submission:
    """A submission in preparation: its sanitised notebooks by name, and what was wrong with it.

    `folder` holds the notebooks and the files beside them. `digest` is a fingerprint of the
    notebooks and the time stamp that were handed in.
    """

    student: str
    folder: Path
    digest: str
    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)
    timestamp: datetime | None = None


def prepare(course: Course, assignment: str, student: str, sanitise: "Steps") -> Submission:
    """Reads a submission and sanitises its notebooks with the `Steps` in `sanitise`."""
    folder = course.submitted(assignment, student)
    submission = Submission(student, folder, digest_of(folder))
    if folder.is_symlink():  # The link may lead to another student's work.
        submission.reasons.append(
            "its folder is a link, which is not followed. Put the files themselves in its place"
        )
        return submission
    if folder != course.folder("submitted", assignment, student):
        submission.reasons.append(
            f"its folder was found in the order {printable(folder.relative_to(course.root))}"
        )
    submission.timestamp, doubt = time_of(folder)
    submission.reasons += [doubt] if doubt else []
    found = find(course, assignment, folder)
    submission.folder = found.folder
    submission.reasons += found.notes
    warning = look(found.folder).warning
    submission.reasons += [warning] if warning else []
    for notebook, path in found.paths.items():
        resources = resources_of(course, assignment, student, notebook, folder)
        try:
            with quiet():
                nb, _ = sanitise(read_notebook(path), resources)
                nbformat.validate(nb, relax_add_props=True)
        except Exception as error:  # One student's file must not stop the class.
            if of_the_store(error) or of_the_machine(error):
                raise
            submission.reasons.append(
                f"{notebook}.ipynb cannot be read as a notebook ({short(error)}). Ask for it "
                "again, saved from JupyterLab"
            )
            continue
        submission.notebooks[notebook] = nb
        if names := resources.get("recognised"):
            submission.reasons.append(
                f"cells without nbgrader's metadata were recognised in {notebook}.ipynb: "
                + ", ".join(names)
            )
    return submission


def digest_of(folder: Path) -> str:
    """The SHA-256 of a submission: the names and contents of its plain files, in order.

    Of files that nobody reads, because they are too large, the name and the size count.
    """
    digest, room = hashlib.sha256(), MAX_FILE + MAX_FILES
    unread = {folder / path for path in look(folder).left_out}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            digest.update(f"{path.relative_to(folder)}\0".encode(errors="surrogateescape"))
            size = path.stat().st_size
            if path in unread or size > room:
                digest.update(size.to_bytes(8))
                continue
            room -= size
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
