"""Guards plain `nbgrader autograde` where it would misread what was handed in, stop or hang.

nbgrader lets a configuration choose the class of its exporter, and nothing else that acts before a
submission is copied and read. `SubmissionExporter`, which nbgrader_config.py names, therefore
reads the notebooks as `course grade` does, and replaces the class of the converter that makes it:

- times are those of `times.py`, and an earlier grading's lateness is forgotten;
- a folder that is a link is not followed, and only the plain files of `beside.py` are copied;
- a folder whose name nbgrader cannot take apart costs nobody else anything;
- what the course cannot grade in this way is said once, and not for each student anew.
"""

import fnmatch
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory

from autograder.course import Course, CourseError
from autograder.grade.preprocessors import RunCells, executes
from autograder.grade.reading import read_notebook
from autograder.grade.times import time_of
from autograder.run.beside import look


class SubmissionExporter(NotebookExporter):
    """Reads notebooks with care, and makes its run of `nbgrader autograde` a guarded one."""

    def __init__(self, *args: Any, **traits: Any) -> None:
        super().__init__(*args, **traits)
        converter: Any = self.parent
        if type(converter) is Autograde:
            converter.__class__ = _GuardedAutograde
            converter.coursedir.__class__ = _Times

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Converts the notebook; raises ValueError unless it is a plain file of a fair size."""
        path = Path(filename)
        metadata = {"name": path.stem, "path": str(path.parent)}
        resources = {**(resources or {}), "metadata": metadata}
        nb = read_notebook(path, outputs=not executes(self.config))
        return self.from_notebook_node(nb, resources=resources, **options)


class _Times(CourseDirectory):
    """nbgrader's view of the course, with our reading of timestamp.txt."""

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        moment, doubt = time_of(Path(dest_path))
        if doubt:
            self.log.warning("%s: %s", dest_path, doubt)
        return moment


class _PlainFiles(BaseConverter):
    """Copies the files beside the notebooks: plain ones, and no more than may be there."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        source = self._format_source(assignment_id, student_id)
        found = look(source)
        if found.warning:
            self.log.warning("%s: %s", source, found.warning)
        for path, is_folder in found.parts:
            if not is_folder and not self._ignored(path):
                there = Path(self._format_dest(assignment_id, student_id), path)
                there.parent.mkdir(parents=True, exist_ok=True)
                there.unlink(missing_ok=True)
                shutil.copyfile(os.path.join(source, path), there)

    def _ignored(self, path: str) -> bool:
        names = Path(path).parts
        return any(fnmatch.fnmatch(x, glob) for x in names for glob in self.coursedir.ignore)


class _GuardedAutograde(Autograde, _PlainFiles):
    """`nbgrader autograde`, guarded. Its own copying gives way to that of `_PlainFiles`."""

    assignments: Any

    def convert_notebooks(self) -> None:
        try:
            self._require_gradable()
        except CourseError as error:
            self.log.error("%s", error)
            raise NbGraderException(str(error)) from error
        # nbgrader's patterns end at a line break, and the first such name would stop the class.
        found: dict[str, list[str]] = self.assignments
        left = [folder for folder in found if "\n" in folder]
        self.assignments = {folder: found[folder] for folder in found if folder not in left}
        for folder in left:
            self.log.error("%r has a line break in its name. Rename it to have it graded.", folder)
        super().convert_notebooks()
        if left:
            raise NbGraderException(f"Not graded, because of their names: {left}")

    def _require_gradable(self) -> None:
        """Raises `CourseError` if the assignment as a whole cannot be graded as it is asked for."""
        course, assignment = Course.nearest(self.coursedir.root), self.coursedir.assignment_id
        if RunCells(config=self.config).sandboxed:
            course.require_python(assignment)
        checks = course.check_cells(assignment)
        if checks and not executes(self.config):
            raise CourseError(
                f"{assignment} has check cells ({next(iter(checks))}), which are judged by what "
                "they answer when they run. Leave --no-execute out."
            )

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        folder = Path(self._format_source(assignment_id, student_id))
        if folder.is_symlink():  # The link may lead to another student's work.
            raise ValueError(f"{folder} is a link, which is not followed")
        self._forget_lateness(assignment_id, student_id)
        super().init_assignment(assignment_id, student_id)

    def _forget_lateness(self, assignment: str, student: str) -> None:
        """Removes time and penalties of an earlier grading; nbgrader enters those of today."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                return
            submission.timestamp = None
            for notebook in submission.notebooks:
                notebook.late_submission_penalty = None
            gradebook.db.commit()
