"""What the check cells of an executed notebook published, or why they published nothing."""

import re
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode
from nbgrader import utils

from autograder.course import CHECK_CALL, IMPORTS_HELPERS, CheckCell, grade_id_of
from autograder.grade.judge import Bundle
from autograder.run.execute import Incident
from helpers.checking.answers import MIME


def collect_bundles(
    nb: NotebookNode, checks: Mapping[str, CheckCell], incidents: Sequence[Incident]
) -> tuple[dict[str, Bundle], dict[str, NotebookNode]]:
    """Collects the bundle of each check cell: answers, or a sentence that says why there are none.

    `checks` are the notebook's `CheckCell`s by grade id, and `incidents` name the cells whose
    process was stopped. The answers are removed from the outputs. Returns the bundles and the
    cells, both by exercise; an exercise whose check cell is missing has a bundle and no cell.
    """
    stopped = {incident["cell"]: incident["reason"] for incident in incidents}
    outside = why_no_checks(nb)
    bundles, cells = {}, {}
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        grade_id = grade_id_of(cell)
        if utils.is_grade(cell) and grade_id in checks:
            name = checks[grade_id].exercise
            cells[name] = cell
            bundles[name] = _bundle(cell, name, stopped.get(str(index)), outside)
        cell.outputs = [output for output in cell.outputs if MIME not in output.get("data", ())]
    for check in checks.values():
        if check.exercise not in cells:
            bundles[check.exercise] = (
                f"The check cell of `{check.exercise}` is not in the notebook, so no answers could "
                "be collected. Copy that cell back from the release and submit again."
            )
    return bundles, cells


def why_no_checks(nb: NotebookNode) -> str:
    """Why an executed notebook has no `check`, in a sentence; "" if its checks could be called.

    The cause lies outside of the answers, so it is said once and not for each exercise anew: the
    cell that imports `check` stopped or is missing, or a cell threw all names away.
    """
    cells = [cell for cell in nb.cells if cell.cell_type == "code"]
    # A copy of a check cell may stand above the import; what counts is whether the last one ran.
    checks = [place for place, cell in enumerate(cells) if CHECK_CALL.search(cell.source)]
    outputs = cells[checks[-1]].outputs if checks else []
    errors = [output for output in outputs if output.output_type == "error"]
    if not any(error.ename == "NameError" and _NO_CHECK in error.evalue for error in errors):
        return ""
    imports = [place for place, cell in enumerate(cells) if IMPORTS_HELPERS.search(cell.source)]
    if not imports:
        return (
            "the cell that imports `check` is missing, so no answer could be checked; it stands at "
            "the top of the release and can be copied back from there"
        )
    for output in cells[imports[0]].outputs:
        if output.output_type == "error":
            return (
                f"the cell that imports `check` stopped with {output.ename}: "
                f"{output.evalue[:300]}, so no answer could be checked"
            )
    if imports[0] > checks[-1]:
        return (
            "the cell that imports `check` stands below the checks, so no answer could be checked"
        )
    if any(re.search(r"^\s*%reset\b|^\s*del check\b", cell.source, re.MULTILINE) for cell in cells):
        return (
            "a cell throws the name `check` away (`%reset` or `del`), so later checks could not run"
        )
    return "the name `check` was lost before the check cells ran, so no answer could be checked"


_NO_CHECK = "name 'check' is not defined"


def _bundle(cell: NotebookNode, name: str, stopped: str | None, outside: str) -> Bundle:
    if stopped:
        return (
            f"`{name}`: {stopped}. Does the code stop the interpreter, use very much memory, or "
            "never end? Run this cell alone on your machine to see."
        )
    published = [
        output["data"][MIME]
        for output in cell.outputs
        if output.output_type == "display_data" and MIME in output.data
    ]
    if published and isinstance(published[-1], dict):
        # `check` publishes last; the function under test may have published something before.
        return published[-1]
    for output in cell.outputs:
        if output.output_type == "error":
            if outside and _NO_CHECK in output.evalue:
                return f"`{name}`: {outside}."
            return _why_nothing(name, output)
    return (
        f"`{name}`: the check cell ran and published no answers. Does the notebook give the name "
        "`check` another meaning, or change cells before they run?"
    )


def _why_nothing(name: str, error: NotebookNode) -> str:
    if error.ename == "NameError":
        return (
            f"`{name}`: {error.evalue}. Either the cell that should define this name defines "
            "another one, or that cell stopped with an error. Use exactly the name that the task "
            "gives, and run the notebook from the top."
        )
    if error.ename == "KeyboardInterrupt":
        return (
            f"`{name}`: the check cell took longer than a cell is allowed to. Is there a loop "
            "that never ends, or one that could be a matrix product?"
        )
    return f"`{name}`: the check cell stopped with {error.ename}: {error.evalue[:300]}."
