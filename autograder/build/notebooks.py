"""One canonical form for the notebooks of the repository, so that a diff shows what changed.

    python -m autograder.build.notebooks format [--check] [PATH ...]

Readable cell ids stay; random ids become `NAME-1`, `NAME-2`. Only the metadata that the course
needs is kept. Keys are sorted. Instructor notebooks (source/) and releases hold no outputs; lessons
(notebooks/) keep their outputs, except for views of widgets that also have a still form.
"""

import re
import sys
from pathlib import Path

import nbformat

KEPT_CELL_METADATA = ("nbgrader", "tags", "deletable", "editable")
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_RANDOM_ID = re.compile(r"[0-9a-f]{8}|[0-9a-f-]{36}")


def canonical(nb, name, keep_outputs):
    """The notebook in canonical form (changed in place and returned); `name` is its file's stem."""
    nb.nbformat, nb.nbformat_minor = 4, 5
    nb.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    seen = set()
    for cell in nb.cells:
        cell.metadata = {k: v for k, v in cell.metadata.items() if k in KEPT_CELL_METADATA}
        cell.pop("attachments", None) if not cell.get("attachments") else None
        cell.id = _readable_id(cell.get("id", ""), name, seen)
        seen.add(cell.id)
        if cell.cell_type == "code" and not keep_outputs:
            cell.outputs, cell.execution_count = [], None
        for output in cell.get("outputs", []):
            # Without its kernel, a view shows an error instead of the still form.
            if len(output.get("data", {})) > 1:
                output.data.pop(WIDGET_VIEW, None)
    return nb


def _readable_id(id, name, seen):
    if id and not _RANDOM_ID.fullmatch(id) and id not in seen:
        return id
    number = 1
    while f"{name}-{number}".replace("_", "-") in seen:
        number += 1
    return f"{name}-{number}".replace("_", "-")


def canonical_text(path):
    """The text that the notebook at `path` should have."""
    keep_outputs = path.resolve().parent.name == "notebooks"
    nb = canonical(nbformat.read(path, as_version=4), path.stem, keep_outputs)
    return nbformat.writes(nb) + "\n"


def main(arguments):
    """Formats the notebooks, or with --check only names those that are not in canonical form."""
    check = "--check" in arguments
    given = [Path(x) for x in arguments if not x.startswith("-") and x != "format"]
    paths = given or sorted([*Path("source").glob("*/*.ipynb"), *Path("notebooks").glob("*.ipynb")])
    changed = [path for path in paths if path.read_text(encoding="utf-8") != canonical_text(path)]
    for path in changed:
        print(f"{path}: {'not in canonical form; run `make format`' if check else 'formatted'}")
        if not check:
            path.write_text(canonical_text(path), encoding="utf-8")
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
