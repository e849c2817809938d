"""Cells that score themselves: the test cells of ordinary nbgrader assignments.

nbgrader's own rule scores such a cell by what it puts out: nothing for an error or a line on
stderr, the value of its last line if that is a number (partial credit), otherwise all its marks.
The rule stays nbgrader's. Here outputs that would make nbgrader drop the whole submission are
replaced, and the scores are gathered for verdicts.json.
"""

import math
from collections.abc import Mapping
from typing import TypedDict

import nbformat
from nbformat import NotebookNode
from nbgrader import utils

from autograder.course import grade_id_of
from autograder.grade.outputs import shortened
from autograder.run.transcript import STOPPED
from helpers.checking.status import Status

MISSING = "Missing"
"""The name of the error that stands in a cell which was not in the notebook."""

_MAX_MESSAGE = 1000


class CellScore(TypedDict):
    """The score of a cell that scores itself, as it stands in verdicts.json."""

    points: float
    max: float
    status: str
    message: str


def no_score(points: float, why: str) -> CellScore:
    """The score of a cell that did not run, and why."""
    return {"points": 0.0, "max": points, "status": Status.NO_ANSWER, "message": why}


def score_cells(nb: NotebookNode, known: Mapping[str, float]) -> dict[str, CellScore]:
    """The scores of the cells of an executed notebook that score themselves, by grade id.

    `known` has the marks of these cells. In `nb` itself, outputs that nbgrader's rule refuses are
    replaced by an error that says why.
    """
    cells = {grade_id_of(cell): cell for cell in nb.cells}
    return {grade_id: _score(cells[grade_id]) for grade_id in known}


def failing_output(name: str, text: str) -> NotebookNode:
    """An error output, which makes nbgrader give a cell no marks."""
    return nbformat.v4.new_output("error", ename=name, evalue=text, traceback=[f"{name}: {text}"])


def _score(cell: NotebookNode) -> CellScore:
    try:
        points, most = utils.determine_grade(cell)
    except (ValueError, KeyError, TypeError):
        _mend(cell)
        points, most = utils.determine_grade(cell)
    status, message = _told(cell, points >= most)
    return {"points": points, "max": most, "status": status, "message": message}


def _mend(cell: NotebookNode) -> None:
    """Replaces the value of a cell that nbgrader refuses: it is no text, or above the marks."""
    most = float(cell.metadata.nbgrader.points)
    result = next(x for x in cell.outputs if x.output_type == "execute_result")
    said = result.data.get("text/plain")
    try:
        exceeds_by_rounding = math.isclose(float(said), most, rel_tol=1e-9)
    except (ValueError, TypeError):
        exceeds_by_rounding = False
    if exceeds_by_rounding:  # Such as 0.1 + 0.2 of 0.3 marks.
        result.data["text/plain"] = repr(most)
        return
    text = f"The cell ends in {said!r}, which cannot be a score between 0 and its {most:g} marks."
    cell.outputs.append(failing_output("NoScore", shortened(text, _MAX_MESSAGE)))
    cell.outputs.remove(result)


def _told(cell: NotebookNode, right: bool) -> tuple[Status, str]:
    """The status of a scored cell, and what it says about a fault."""
    for output in cell.outputs:
        if output.output_type == "error":
            neither = output.ename in (STOPPED, MISSING)
            what = f": {output.evalue}" if output.evalue else ""
            text = output.evalue if neither else f"stopped with {output.ename}{what}"
            status = Status.NO_ANSWER if neither else Status.WRONG
            return status, shortened(text, _MAX_MESSAGE)
        if output.output_type == "stream" and output.name == "stderr":
            return Status.WRONG, "wrote to stderr: " + shortened(output.text, _MAX_MESSAGE)
    return (Status.RIGHT if right else Status.WRONG), ""
