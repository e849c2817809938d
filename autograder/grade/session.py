"""A session: one grading of one assignment, with the data that its steps share.

The caller that begins a session passes it on: `course grade` and `course build` pass it in their
calls, and nbgrader's steps find it in the `resources` of their notebook.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from autograder import exercises
from autograder.course import CheckCell, Course, CourseError, grade_id_of
from autograder.grade.gradebook import LentGradebook
from autograder.grade.judge import Judge
from autograder.grade.prepare import Steps
from autograder.run.execute import Limits, Task, code_cells


@dataclass(frozen=True)
class Settings:
    """How an assignment is graded.

    `seed` is the seed of the hidden inputs (None: a fresh one), `limits` are the limits on a
    notebook, and `sandboxed` says whether submissions are isolated from this machine.
    """

    seed: int | None
    limits: Limits
    sandboxed: bool


@dataclass
class Session:
    """One grading of one assignment: its judge, its graded cells, and how its cells are run.

    `checks` are its check cells by exercise, and `self_scored` has the marks of the cells that
    score themselves, by notebook and grade id.

    While a class is graded, a session also has `started` (when the grading began), the `gradebook`
    that nbgrader's steps borrow, and these steps: `sanitise` and `autograde`.
    """

    course: Course
    assignment: str
    judge: Judge
    checks: dict[str, CheckCell]
    self_scored: dict[str, dict[str, float]]
    probes: str
    limits: Limits
    sandboxed: bool
    started: str = ""
    gradebook: LentGradebook = field(init=False, repr=False)
    sanitise: Steps = field(init=False, repr=False)
    autograde: Steps = field(init=False, repr=False)

    def checks_in(self, notebook: str) -> dict[str, CheckCell]:
        """The check cells of one notebook by grade id."""
        return {
            check.grade_id: check for check in self.checks.values() if check.notebook == notebook
        }

    def task(self, notebook: str, nb: NotebookNode, folder: str | Path | None) -> Task:
        """The task that runs the code cells of a notebook; `folder` holds its other files."""
        there = None if folder is None else str(folder)
        known = self.self_scored[notebook]
        scored = tuple(
            str(index)
            for index, cell in enumerate(nb.cells)
            if grade_id_of(cell) in known and cell.source.strip()
        )
        return Task(code_cells(nb), self.probes, there, self.limits, self.sandboxed, scored)


def begin(course: Course, assignment: str, settings: Settings) -> Session:
    """A new session of this assignment, with hidden inputs of its own.

    Raises `CourseError` if a check cell names no exercise.
    """
    checks = course.check_cells(assignment)
    known = exercises.asked(course, assignment)
    unknown = [name for name in checks if name not in known]
    if unknown:
        raise CourseError(
            f"{assignment}: no exercise is defined for the check cell of {unknown[0]!r}. "
            f"Define it in autograder/exercises/{assignment}/, or correct the cell."
        )
    judge = Judge([known[name] for name in checks], settings.seed)
    probes = judge.probes(settings.limits.call)
    return Session(
        *(course, assignment, judge, checks, course.self_scored(assignment), json.dumps(probes)),
        *(settings.limits, settings.sandboxed),
    )
