"""A course on disk: its folders, nbgrader's configuration and its gradebook."""

import contextlib
import functools
import os
import re
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from traitlets.config import Config, PyFileConfigLoader

CONFIG_FILE = "nbgrader_config.py"
CHECK_CALL = re.compile(r"""(?<![\w.])check\(\s*["'](\w+)["']""")
IMPORTS_HELPERS = re.compile(r"^\s*(from|import) helpers\b.*", re.MULTILINE)
"""How a notebook gets `check`. Another notebook's `check` is a function of its own."""


class CourseError(Exception):
    """Something about the course that a person has to put right; the text says what and how."""


AGAIN = "then type the same command again. What has been recorded stays."
"""How a message ends after which an interrupted command can be given again."""

_NOT_IN_NAMES = set('/\\:*?"<>|[]')
"""Characters that lead elsewhere, or that a pattern or another system reads in its own way."""

_LONGEST_NAME = 128
"""nbgrader's gradebook holds no longer names."""


def require_name(name: str, whose: str) -> str:
    """Returns a name of a student or an assignment, which becomes the name of a folder.

    Names come from a command line, a zip, a roster or a folder. Every one of them is checked here
    and nowhere else. `whose` says what the name is for. Raises `CourseError` if it cannot be one.
    """
    begins_well = name[:1].isalnum() or name[:1] == "_"
    if (
        begins_well
        and name.isprintable()
        and name == name.strip()
        and not _NOT_IN_NAMES & set(name)
        and len(name.encode()) <= _LONGEST_NAME
    ):
        return name
    raise CourseError(
        f"{name!r} cannot be the name of {whose}. A name begins with a letter, a digit or _, has "
        f"at most {_LONGEST_NAME} bytes, and holds none of {' '.join(sorted(_NOT_IN_NAMES))}"
    )


@dataclass(frozen=True)
class CheckCell:
    """A check cell of an assignment: which exercise, in which notebook, for how many marks."""

    exercise: str
    notebook: str
    grade_id: str
    points: float


class Course:
    """The course in the folder `root`, whose gradebook is at `db_url` (default: as configured)."""

    def __init__(self, root: str | Path, db_url: str | None = None) -> None:
        self.root = Path(root).resolve()
        self._db_url = db_url
        if not (self.root / CONFIG_FILE).is_file():
            raise CourseError(
                f"{self.root} is not a course: it has no {CONFIG_FILE}. Go to the course's folder, "
                "or name it with --course DIR."
            )

    @classmethod
    def nearest(cls, start: str | Path = ".") -> Self:
        """The course in `start` or the nearest folder above it."""
        start = Path(start).resolve()
        for folder in (start, *start.parents):
            if (folder / CONFIG_FILE).is_file():
                return cls(folder)
        raise CourseError(
            f"No {CONFIG_FILE} in {start} or above it. Go to the course's folder, or name it with "
            "--course DIR."
        )

    @functools.cached_property
    def config(self) -> Config:
        """nbgrader's configuration as its own commands load it, with this folder as the root."""
        path = self.root / CONFIG_FILE
        try:
            config = Config(PyFileConfigLoader(CONFIG_FILE, str(self.root)).load_config())
        except (Exception, SystemExit) as error:  # The file is a program and may do anything.
            raise CourseError(
                f"{path} cannot be read ({_where(error, path)}). Correct this line."
            ) from error
        config.CourseDirectory.root = str(self.root)
        if self._db_url:
            config.CourseDirectory.db_url = self._db_url
        return config

    def directory(self, **traits: Any) -> CourseDirectory:
        """nbgrader's view of this course's folders."""
        return CourseDirectory(config=self.config, **traits)

    @property
    def db_url(self) -> str:
        """The gradebook's address."""
        return self.directory().db_url

    @property
    def shown_db_url(self) -> str:
        """The gradebook's address as people may see it: without a password."""
        try:
            return make_url(self.db_url).render_as_string(hide_password=True)
        except (ArgumentError, ValueError):
            return self.db_url

    def assignments(self) -> list[str]:
        """The assignments that have a folder with notebooks in source/, in order."""
        return sorted({path.parent.name for path in (self.root / "source").glob("*/*.ipynb")})

    def folder(self, step: str, assignment: str, student: str = ".") -> Path:
        """The folder of an assignment at a step: "source", "release", "submitted", "autograded".

        Raises `CourseError` if a name cannot be one.
        """
        require_name(assignment, "an assignment")
        if student != ".":
            require_name(student, "a student")
        return Path(os.path.normpath(self.root / step / student / assignment))

    def notebooks(self, assignment: str, step: str = "source") -> list[Path]:
        """The paths of an assignment's notebooks, in order. Raises `CourseError` if none exist."""
        paths = sorted(self.folder(step, assignment).glob("*.ipynb"))
        if not paths:
            known = ", ".join(self.assignments()) or "none"
            raise CourseError(
                f"There is no assignment {assignment!r} in {self.root / step}. "
                f"Assignments there: {known}."
            )
        return paths

    def nbgrader_cells(self, assignment: str) -> dict[str, dict[str, NotebookNode]]:
        """The cells that nbgrader knows, by notebook and grade id, in order. Do not change them."""
        return {
            path.stem: {grade_id_of(cell): cell for cell in nb.cells if grade_id_of(cell)}
            for path, nb in self.sources(assignment).items()
        }

    def sources(self, assignment: str) -> dict[Path, NotebookNode]:
        """The instructor notebooks of an assignment by path, in order. Do not change them."""
        paths = self.notebooks(assignment)
        return {path: _read(path, path.stat().st_mtime_ns) for path in paths}

    def other_kernels(self, assignment: str) -> dict[str, str]:
        """The kernels of an assignment's notebooks that are not written for Python, by notebook."""
        kernels = {path.stem: _other_kernel(nb) for path, nb in self.sources(assignment).items()}
        return {notebook: kernel for notebook, kernel in kernels.items() if kernel}

    def require_python(self, assignment: str) -> None:
        """Raises `CourseError` if a notebook of an assignment is not written for Python."""
        for notebook, kernel in self.other_kernels(assignment).items():
            raise CourseError(
                f"source/{assignment}/{notebook}.ipynb is written for the kernel {kernel!r}, and "
                "the sandbox runs only Python. To let nbgrader run the submissions, outside of the "
                f"sandbox and with all your rights: nbgrader autograde {assignment} "
                "--RunCells.sandboxed=False"
            )

    def released(self, assignment: str, notebook: str) -> NotebookNode | None:
        """A notebook as students got it, or None without a release. Do not change it."""
        path = self.folder("release", assignment) / f"{notebook}.ipynb"
        return _read(path, path.stat().st_mtime_ns) if path.is_file() else None

    def check_cells(self, assignment: str) -> dict[str, CheckCell]:
        """The check cells of an assignment, by exercise, in the order of its notebooks."""
        found = {}
        for path, nb in self.sources(assignment).items():
            code = [cell for cell in nb.cells if cell.cell_type == "code"]
            if not any(IMPORTS_HELPERS.search(cell.source) for cell in code):
                continue
            for cell in code:
                metadata = cell.metadata.get("nbgrader", {})
                call = CHECK_CALL.search(cell.source)
                if metadata.get("grade") and call:
                    name, points = call.group(1), float(metadata.points)
                    found[name] = CheckCell(name, path.stem, grade_id_of(cell), points)
        return found

    def self_scored(self, assignment: str) -> dict[str, dict[str, float]]:
        """The marks of the cells that score themselves, by notebook and grade id, in order.

        They are nbgrader's own "autograder tests": graded code that is neither an answer nor a
        check cell.
        """
        checks = {(x.notebook, x.grade_id) for x in self.check_cells(assignment).values()}
        return {
            notebook: {
                grade_id: float(cell.metadata.nbgrader.points)
                for grade_id, cell in cells.items()
                if scores_itself(cell) and (notebook, grade_id) not in checks
            }
            for notebook, cells in self.nbgrader_cells(assignment).items()
        }

    @contextlib.contextmanager
    def scratch(self, purpose: str) -> Iterator[Path]:
        """A folder for work in progress, inside the course because nbgrader looks nowhere else."""
        parent = self.root / ".course"
        parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f"{purpose}-", dir=parent) as folder:
            yield Path(folder)

    def submitted(self, assignment: str, student: str) -> Path:
        """The folder of a submission, also if it stands in submitted/<assignment>/<student>/."""
        folder = self.folder("submitted", assignment, student)
        turned = self.folder("submitted", student, assignment)
        return folder if os.path.lexists(folder) or not turned.is_dir() else turned

    def students(self, assignment: str) -> list[str]:
        """The students who have handed in this assignment, in order.

        Raises `CourseError` if a folder has a name that no student can have; hidden folders are
        none.
        """
        require_name(assignment, "an assignment")
        there = self.root / "submitted"
        found = {path.parent.name for path in there.glob(f"*/{assignment}")}
        turned = {path.name for path in there.glob(f"{assignment}/*/")}
        # In that order a student cannot have the name of an assignment.
        found |= turned.difference(self.assignments())
        return [
            require_name(name, f"a student. Rename the folder in {there}")
            for name in sorted(found)
            if not name.startswith(".")
        ]


def _where(error: BaseException, path: Path) -> str:
    """What went wrong in the program at `path`, and in which of its lines."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename == str(path)]  # fmt: skip
    if isinstance(error, SyntaxError):
        return f"line {error.lineno}: {error.msg}"
    return f"line {lines[-1] if lines else 1}: {type(error).__name__}: {error}"


def grade_id_of(cell: NotebookNode) -> str:
    """nbgrader's name for a cell, or "" for a cell that nbgrader does not know."""
    return cell.metadata.get("nbgrader", {}).get("grade_id") or ""


def _other_kernel(nb: NotebookNode) -> str:
    """The kernel for which a notebook is written, or "" if that is Python's."""
    spec, info = (nb.metadata.get(name, {}) for name in ("kernelspec", "language_info"))
    name = spec.get("name") or "python"
    language = str(spec.get("language") or info.get("name") or name).lower()
    return "" if language.startswith(("python", "ipython")) else name


def has_marks(cell: NotebookNode) -> bool:
    """Whether a cell that nbgrader knows can earn marks.

    A mark scheme cannot: it is a task of no marks, which formgrader shows to the marker alone.
    """
    return utils.is_grade(cell) or (utils.is_task(cell) and cell.metadata.nbgrader.points > 0)


def scores_itself(cell: NotebookNode) -> bool:
    """Whether nbgrader scores a cell by what the cell puts out."""
    return cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell)


@functools.lru_cache(maxsize=64)
def _read(path: Path, modified: int) -> NotebookNode:
    """The notebook at `path` as it was at the time `modified`."""
    try:
        nb = nbformat.read(path, as_version=4)
        nbformat.validate(nb, relax_add_props=True)
    except OSError:
        raise
    except Exception as error:  # Whatever is no notebook fails in a way of its own.
        words = str(error).splitlines() or [type(error).__name__]
        raise CourseError(
            f"{path} is not a notebook ({words[0][:200]}). Save it again from JupyterLab, or put "
            "back an earlier version."
        ) from error
    return nb
