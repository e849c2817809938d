"""Recognises the cells of a release in a notebook that has lost nbgrader's metadata.

An editor or a converter may drop the metadata of some or all cells. What is left of a cell is
tried in this order:

1. its id, which stays the same from `source/` to the submission;
2. the check that it calls: `check("forward", forward)` is the check cell of `forward`;
3. its place: a cell with the text of the release, or the only changed one between two such cells.
"""

import ast
import difflib
from collections.abc import Collection, Mapping

import nbformat
from nbformat import NotebookNode

from autograder.course import CHECK_CALL, grade_id_of


def recognise(
    nb: NotebookNode, released: NotebookNode | None, missing: Mapping[str, NotebookNode]
) -> dict[str, NotebookNode]:
    """The cells of `nb` that stand for the `missing` cells, which are given by grade id.

    Only cells without nbgrader's metadata are considered. `released` is the notebook as students
    got it, or None. If a check is called by a cell that holds other code too, that code stays as
    it is, and a check cell of its own is put after it into `nb`.
    """
    found: dict[str, NotebookNode] = {}
    left = dict(missing)

    def take(grade_id: str, cell: NotebookNode) -> None:
        found[grade_id] = cell
        del left[grade_id]

    # Notebooks before nbformat 4.5 have no ids.
    by_id = {cell.id: cell for cell in _unmarked(nb, found) if "id" in cell}
    for grade_id, known in missing.items():
        if known.get("id") in by_id:
            take(grade_id, by_id[known.id])
    for grade_id, known in list(left.items()):
        if known.metadata.nbgrader.get("grade") and (call := CHECK_CALL.search(known.source)):
            cell = _check_cell(nb, found, known, call.group(1))
            if cell is not None:
                take(grade_id, cell)
    if left and released is not None:
        for grade_id, cell in _by_place(nb, found, released, left).items():
            take(grade_id, cell)
    return found


def _unmarked(nb: NotebookNode, found: Mapping[str, NotebookNode]) -> list[NotebookNode]:
    taken = {id(cell) for cell in found.values()}
    return [x for x in nb.cells if "nbgrader" not in x.metadata and id(x) not in taken]


def _check_cell(
    nb: NotebookNode, found: Mapping[str, NotebookNode], known: NotebookNode, exercise: str
) -> NotebookNode | None:
    """The last cell that calls this check, or a check cell of its own after that cell."""
    callers = [
        place
        for place, cell in enumerate(nb.cells)
        if cell.cell_type == "code" and exercise in CHECK_CALL.findall(cell.source)
    ]
    if not callers:
        return None
    caller = nb.cells[callers[-1]]
    if _is_one_call(caller.source) and any(caller is x for x in _unmarked(nb, found)):
        return caller
    copy = nbformat.v4.new_code_cell(known.source)
    if nb.nbformat_minor < 5:
        del copy["id"]
    elif "id" in known:
        copy.id = known.id
    nb.cells.insert(callers[-1] + 1, copy)
    return copy


def _is_one_call(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return len(body) == 1 and isinstance(body[0], ast.Expr)


def _by_place(
    nb: NotebookNode,
    found: Mapping[str, NotebookNode],
    released: NotebookNode,
    wanted: Collection[str],
) -> dict[str, NotebookNode]:
    """The cells that stand where the release has the cells with the `wanted` grade ids."""
    free = {id(cell) for cell in _unmarked(nb, found)}
    there, before = ([_text(cell) for cell in x.cells] for x in (nb, released))
    matches: dict[str, NotebookNode] = {}
    compared = difflib.SequenceMatcher(None, there, before, autojunk=False)
    for kind, start, stop, start_before, stop_before in compared.get_opcodes():
        ours = [x for x in released.cells[start_before:stop_before] if grade_id_of(x) in wanted]
        theirs = [x for x in nb.cells[start:stop] if id(x) in free]
        if kind == "equal":
            pairs = zip(released.cells[start_before:stop_before], nb.cells[start:stop])
            same = {grade_id_of(x): cell for x, cell in pairs if id(cell) in free}
            matches |= {name: cell for name, cell in same.items() if name in wanted}
            continue
        for cell_type in ("code", "markdown"):
            asked = [x for x in ours if x.cell_type == cell_type and _is_solution(x)]
            given = [x for x in theirs if x.cell_type == cell_type]
            if len(asked) == len(given) == 1:
                matches[grade_id_of(asked[0])] = given[0]
    return matches


def _text(cell: NotebookNode) -> tuple[str, str]:
    return cell.cell_type, cell.source.strip()


def _is_solution(cell: NotebookNode) -> bool:
    return bool(cell.metadata.nbgrader.get("solution"))
