"""Finds the notebooks of a submission among the files that were handed in.

Browsers, editors and servers rename files: `network (1).ipynb`, `network-Copy1.ipynb`, `Copy of
network.ipynb`, `network__20261104104101.ipynb`, `network.ipynb.txt`. So a file is known by what it
holds: the cells of which notebook, and whether their text differs from the release. A file under
another name is taken only if no other file could be meant, and a note says so.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode

from autograder.console import quiet
from autograder.course import CHECK_CALL, Course, grade_id_of
from autograder.grade.reading import MAX_FILE, read_notebook

MAX_OTHERS = 20
"""The most files under other names that are looked into; all together, at most `MAX_FILE` bytes."""


@dataclass
class HandedIn:
    """The notebooks' files by name, the folder that holds them, and notes for the verdict."""

    folder: Path
    paths: dict[str, Path] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _File:
    """A file that holds a notebook, the text of its cells, and whether it is as released."""

    path: Path
    text: tuple[str, ...]
    untouched: bool


def find(course: Course, assignment: str, folder: Path) -> HandedIn:
    """Finds the notebooks of an assignment in the folder of a submission and in folders below."""
    found = HandedIn(folder)
    expected = [path.name for path in course.notebooks(assignment)]
    others: dict[str, list[_File]] = {name: [] for name in expected}
    unread: list[Path] = []
    room, looked = MAX_FILE, 0
    for path in _notebook_files(folder):
        if path.parent == folder and path.name in expected:
            continue
        looked += 1
        room -= path.lstat().st_size
        fits = room >= 0 and looked <= MAX_OTHERS
        file = _look_into(course, assignment, path) if fits else None
        if file is None:
            unread.append(path)
        elif file[0]:
            others[f"{file[0]}.ipynb"].append(file[1])
    for name in expected:
        path = folder / name
        if others[name]:
            _choose(course, assignment, path, others[name], found)
        elif os.path.lexists(path):
            found.paths[path.stem] = path
        else:
            found.notes.append(f"{name} was not submitted")
    if unread and len(found.paths) < len(expected):
        found.notes.append(f"not understood as a notebook: {_names(unread, folder)}")
    folders = {path.parent for path in found.paths.values()}
    found.folder = folders.pop() if len(folders) == 1 else folder
    return found


def strays(course: Course) -> list[str]:
    """The paths of folders and notebooks in submitted/ that belong to no submission, in order."""
    root, known = course.root / "submitted", course.assignments()
    found = []
    for top in _visible(root):
        parts = _visible(top)
        if top.name in known:
            belong = [
                x for x in parts if x.name in known or course.submitted(top.name, x.name) == x
            ]
        else:
            belong = [x for x in parts if x.name in known]
        rest = [x for x in parts if x not in belong and (x.is_dir() or _is_notebook(x.name))]
        if not belong and (top.is_dir() or _is_notebook(top.name)):
            rest = [top]
        found += [printable(path.relative_to(course.root)) for path in rest]
    return found


def printable(path: Path) -> str:
    """A path as a person may see it: characters that would break a line are replaced."""
    return "".join(x if x.isprintable() else "\N{REPLACEMENT CHARACTER}" for x in str(path))


def _visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "__MACOSX")))


def _is_notebook(name: str) -> bool:
    return ".ipynb" in name.lower() and not name.startswith(".")


def _notebook_files(folder: Path) -> Iterator[Path]:
    """The files that are named as notebooks, without those that systems make for themselves."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(x for x in folders if not x.startswith((".", "__MACOSX")))
        yield from (Path(place, name) for name in sorted(names) if _is_notebook(name))


def _look_into(course: Course, assignment: str, path: Path) -> tuple[str, _File] | None:
    """Which notebook a file holds ("" for none of this assignment); None if it is unreadable."""
    try:
        with quiet():
            nb = read_notebook(path)
        marks = {mark for cell in nb.cells for mark in _marks(cell)}
        shared = {
            notebook: len(marks & {x for cell in cells.values() for x in _marks(cell)})
            for notebook, cells in course.nbgrader_cells(assignment).items()
        }
        notebook = max(shared, key=lambda name: shared[name])
        return (notebook if shared[notebook] else ""), _file(course, assignment, notebook, path, nb)
    except Exception:  # The file may hold anything.
        return None


def _marks(cell: NotebookNode) -> Iterator[tuple[str, str]]:
    """What tells a cell of the release: nbgrader's name for it, its id, and the checks it calls."""
    if grade_id := grade_id_of(cell):
        yield "grade id", grade_id
    yield "id", cell.get("id", "")
    if cell.cell_type == "code":
        yield from (("check", exercise) for exercise in CHECK_CALL.findall(cell.source))


def _file(course: Course, assignment: str, notebook: str, path: Path, nb: NotebookNode) -> _File:
    text, released = _text(nb), course.released(assignment, notebook)
    return _File(path, text, released is not None and set(text) <= set(_text(released)))


def _text(nb: NotebookNode) -> tuple[str, ...]:
    return tuple(cell.source.strip() for cell in nb.cells)


def _choose(
    course: Course, assignment: str, path: Path, others: Sequence[_File], found: HandedIn
) -> None:
    """Chooses between the file at `path`, which has the right name, and others of its content."""
    folder, name = found.folder, path.name
    there = os.path.lexists(path)
    own = _look_into(course, assignment, path) if there else None
    file = own and own[1]
    solved = {x.text: x for x in reversed(others) if not x.untouched}
    if file and not file.untouched:
        found.paths[path.stem] = path
        left = [x.path for text, x in solved.items() if text != file.text]
        if left:
            found.notes.append(
                f"{name} was graded; with other text and not graded: {_names(left, folder)}"
            )
        return
    if len(solved) > 1:
        found.notes.append(
            f"{name} was not graded, because several files could be it: "
            f"{_names([x.path for x in solved.values()], folder)}. The one that counts has to be "
            f"named {name}"
        )
        return
    if not solved and there:
        found.paths[path.stem] = path
        return
    taken = next(iter(solved.values()), others[0]).path
    why = "is as it was released" if file else "cannot be read" if there else "was not submitted"
    found.paths[path.stem] = taken
    found.notes.append(f"{_names([taken], folder)} was graded in place of {name}, which {why}")


def _names(paths: Sequence[Path], folder: Path) -> str:
    names = sorted(printable(path.relative_to(folder)) for path in paths)
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
