"""The three steps that this course adds to `nbgrader autograde`, named in nbgrader_config.py.

Configurations name them as members of `autograder.preprocessors`.

1. `RepairCells` puts back nbgrader's metadata where a student's editing has changed it: cells
   pasted twice, other points, another schema version, no metadata at all (`recognise.py`).
2. `RunCells` runs the code cells in a process that holds no gradebook and no exercise
   (`execute.py`), instead of nbgrader's Execute.
3. `JudgeAnswers` takes the answers out of the check cells, has them judged (`judge.py`), and
   writes message and score where nbgrader looks for them. Other outputs are cut (`outputs.py`);
   nbgrader scores by them the cells that score themselves (`self_scored.py`).
"""

import copy
import math
from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.nbgraderformat import SCHEMA_VERSION
from nbgrader.preprocessors import Execute, IgnorePattern, NbGraderPreprocessor
from nbgrader.utils import compute_checksum
from traitlets import Bool, Float, Integer, default
from traitlets.config import Config

from autograder.course import CheckCell, Course, grade_id_of, scores_itself
from autograder.grade.bundles import collect_bundles, why_no_checks
from autograder.grade.judge import Verdict
from autograder.grade.outputs import cut_outputs
from autograder.grade.recognise import recognise
from autograder.grade.self_scored import MISSING, failing_output, score_cells
from autograder.grade.session import Session, Settings, begin
from autograder.grade.verdicts import record_verdicts
from autograder.run.execute import Limits, execute

_OURS = "autograder.preprocessors"

SANITISE = [
    f"{_OURS}.RepairCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""nbgrader's own sanitising steps, after one that mends what would stop the whole class."""

AUTOGRADE = [
    f"{_OURS}.RunCells",
    f"{_OURS}.JudgeAnswers",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]
"""nbgrader's own grading steps, except that ours run the notebook instead of its Execute.

CheckCellMetadata is left out, because it is among the sanitising steps.
"""


class RepairCells(NbGraderPreprocessor):
    """Puts the instructor's metadata back into the cells that nbgrader knows."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        known = _known_cells(resources)
        seen: set[str] = set()
        # Of pasted copies the last one counts, because its check sees the last definition.
        for cell in reversed(nb.cells):
            metadata = cell.metadata.pop("nbgrader", None)
            name = metadata.get("grade_id") if isinstance(metadata, dict) else None
            if not isinstance(name, str) or name in seen or name not in known:
                continue
            seen.add(name)
            _mark(cell, known[name])
        missing = {name: cell for name, cell in known.items() if name not in seen}
        if missing:
            ids = resources["nbgrader"]
            released = _course_of(resources).released(ids["assignment"], ids["notebook"])
            recognised = recognise(nb, released, missing)
            for name, cell in recognised.items():
                _mark(cell, known[name])
            resources["recognised"] = [name for name in known if name in recognised]
        return nb, resources


def _mark(cell: NotebookNode, known: NotebookNode) -> None:
    """Makes the cell the one that nbgrader knows as `known`."""
    cell.metadata["nbgrader"] = _metadata_of(known)
    if known.cell_type == "code":
        cell.pop("attachments", None)  # Only Markdown may have them.


class RunCells(NbGraderPreprocessor):
    """Runs the notebook's code cells, isolated, and puts their outputs into it.

    A notebook of another kernel than Python's is run by nbgrader's own step, if `sandboxed` is off.
    """

    seed = Integer(
        None, allow_none=True, help="Seed of the hidden inputs. Default: a fresh seed for each run."
    ).tag(config=True)
    cell_seconds = Float(
        help=f"How long a cell may run. Default: c.Execute.timeout if it is set, or else "
        f"{Limits.cell:g} seconds."
    ).tag(config=True)
    notebook_seconds = Float(
        help=f"How long a notebook may run, all repetitions counted. Default: {Limits.notebook:g} "
        "seconds, or three times c.Execute.timeout if that is longer."
    ).tag(config=True)
    memory = Integer(Limits.memory, help="How many bytes of memory a process may use.").tag(
        config=True
    )
    sandboxed = Bool(
        True,
        help="Whether a submission is isolated from this machine. If not, the submission runs with "
        "all your rights, and every verdict says so.",
    ).tag(config=True)

    @default("cell_seconds")
    def _cell_seconds_default(self) -> float:
        return Limits.cell if (timeout := self._timeout()) is None else timeout

    @default("notebook_seconds")
    def _notebook_seconds_default(self) -> float:
        timeout = self._timeout() or 0.0
        return max(Limits.notebook, 3 * timeout if math.isfinite(timeout) else 0.0)

    def _timeout(self) -> float | None:
        """nbgrader's own limit on a cell, in seconds; None if nobody has set it."""
        if not any("timeout" in self.config[name] for name in Execute.section_names()):
            return None
        timeout = Execute(config=self.config).timeout
        return timeout if timeout and timeout > 0 else math.inf

    @property
    def settings(self) -> Settings:
        """The configured settings as a session takes them."""
        cell = min(self.cell_seconds, self.notebook_seconds)
        limits = Limits(cell, self.notebook_seconds, self.memory)
        return Settings(self.seed, limits, self.sandboxed)

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if "session" not in resources:
            resources["session"] = self._session_of_this_run(resources)
        ids = resources["nbgrader"]
        others = _course_of(resources).other_kernels(ids["assignment"])
        if ids["notebook"] in others or not executes(self.config):
            resources["incidents"] = []
            return Execute(config=self.config)(nb, resources)  # It knows --no-execute itself.
        # `course grade` has run the notebook already; `nbgrader autograde` has not.
        execution = resources.get("execution")
        if execution is None:
            folder = resources["metadata"]["path"]
            execution = execute(resources["session"].task(ids["notebook"], nb, folder))
        execution.fill(nb)
        resources["incidents"] = execution.incidents
        return nb, resources

    def _session_of_this_run(self, resources: dict[str, Any]) -> Session:
        """The session of a run of `nbgrader autograde`, which asks all students the same.

        nbgrader makes new preprocessors and new resources for each notebook. Only the exporter,
        their parent, lasts as long as the run, so the exporter keeps the session.
        """
        exporter: Any = self.parent
        sessions = vars(exporter).setdefault("sessions", {})
        assignment = resources["nbgrader"]["assignment"]
        if assignment not in sessions:
            sessions[assignment] = begin(_course_of(resources), assignment, self.settings)
        return sessions[assignment]


def executes(config: Config) -> bool:
    """Whether notebooks are run: `nbgrader autograde --no-execute` scores outputs as handed in."""
    return bool(Execute(config=config).enabled)


def configured(course: Course, **settings: Any) -> Settings:
    """The `Settings` of nbgrader_config.py (`c.RunCells`), except those given here."""
    given = {name: value for name, value in settings.items() if value is not None}
    return RunCells(config=course.config, **given).settings


class JudgeAnswers(NbGraderPreprocessor):
    """Replaces each check cell's outputs with the verdict on its answers.

    Of the cells that score themselves it notes the scores.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        ids = resources["nbgrader"]
        session = resources["session"]
        checks = session.checks_in(ids["notebook"])
        resources["reason"] = why_no_checks(nb) if checks else ""
        bundles, cells = collect_bundles(nb, checks, resources["incidents"])
        resources["answers"] = bundles
        # What nbgrader is told to ignore must not count for the scores noted here either.
        nb, resources = IgnorePattern(config=self.config)(nb, resources)
        cut_outputs(nb)
        _restore_missing(nb, resources, cells, checks)
        scores = score_cells(nb, session.self_scored[ids["notebook"]])
        verdicts = session.judge.judge(bundles)
        for exercise, verdict in verdicts.items():
            cells[exercise].outputs = outputs_of(verdict, cells[exercise])
        folder = resources["metadata"]["path"]
        record_verdicts(session, ids, verdicts, scores, resources["incidents"], folder)
        return nb, resources


def _course_of(resources: dict[str, Any]) -> Course:
    return Course.nearest(resources["metadata"]["path"])


def _known_cells(resources: dict[str, Any]) -> dict[str, NotebookNode]:
    ids = resources["nbgrader"]
    return _course_of(resources).nbgrader_cells(ids["assignment"])[ids["notebook"]]


def _metadata_of(cell: NotebookNode) -> dict[str, Any]:
    return copy.deepcopy(cell.metadata.nbgrader) | {"schema_version": SCHEMA_VERSION}


def _restore_missing(
    nb: NotebookNode,
    resources: dict[str, Any],
    cells: dict[str, NotebookNode],
    checks: Mapping[str, CheckCell],
) -> None:
    """Appends a cell for each deleted graded cell, so that no old score of it survives."""
    there = {grade_id_of(cell) for cell in nb.cells}
    for grade_id, known in _known_cells(resources).items():
        if not known.metadata.nbgrader.get("grade") or grade_id in there:
            continue
        cell = _missing_cell(grade_id, known, has_ids=nb.nbformat_minor >= 5)
        nb.cells.append(cell)
        if grade_id in checks:
            cells[checks[grade_id].exercise] = cell


def _missing_cell(grade_id: str, known: NotebookNode, has_ids: bool) -> NotebookNode:
    text = f"{grade_id} was missing from this notebook. This cell stands in for its score."
    id = f"missing-{grade_id}"[:64].replace("_", "-")
    if known.cell_type == "code":
        cell = nbformat.v4.new_code_cell(f"# The cell {text}", id=id)
        if scores_itself(known):  # Without an error, nbgrader would give all its marks.
            cell.outputs = [failing_output(MISSING, f"The cell {text}")]
    else:
        cell = nbformat.v4.new_markdown_cell(f"The cell {text}", id=id)
    if not has_ids:
        del cell["id"]
    cell.metadata["nbgrader"] = _metadata_of(known)
    # The checksum tells nbgrader that nobody has written in the cell. So the cell earns nothing
    # and waits for no marker.
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    return cell


def outputs_of(verdict: Verdict, cell: NotebookNode) -> list[NotebookNode]:
    """The message for people, and the score in the one form that nbgrader reads exactly."""
    data = {"text/plain": verdict.message, "text/html": verdict.html}
    score = nbformat.v4.new_output(
        "execute_result",
        {"text/plain": f"{verdict.points:g}"},
        execution_count=cell.execution_count,
    )
    return [nbformat.v4.new_output("display_data", data), score]
