"""The files beside a notebook: which of them count, and how much they may be together.

A submission's cells see these files, the graded submission keeps them, and its digest covers them.
All three read them through this module, so a file that is left out is left out everywhere: a zip of
64 kB can hold a file of many gigabytes, and writing it out once would fill a disk.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

MAX_FILES = 64 << 20
"""The most bytes that the files beside a notebook may take together."""

BLOCK = 4096
"""What a file or folder takes at least, as on a disk; so their number is limited too."""

File: TypeAlias = tuple[str, bytes | None]
"""A file beside a notebook as (path, bytes), or a folder as (path, None)."""


@dataclass
class Beside:
    """The files and folders that count, as (path, whether it is a folder), and the others' paths.

    A folder comes before the files that it holds. Notebooks, links and devices are in neither list.
    """

    parts: list[tuple[str, bool]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    @property
    def warning(self) -> str:
        """A sentence about what is left out, or ""."""
        if not self.left_out:
            return ""
        shown = ", ".join(ascii(path)[1:-1] for path in self.left_out[:3])
        more = f" and {len(self.left_out) - 3} more" if len(self.left_out) > 3 else ""
        return (
            f"more than {MAX_FILES >> 20} MB of files are beside the notebooks; graded without "
            f"these: {shown}{more}"
        )


def look(folder: str | Path) -> Beside:
    """Which files and folders beside the notebooks of a folder count, in the order of their names.

    Each of them counts as long as all together fit into `MAX_FILES`.
    """
    found, room = Beside(), MAX_FILES
    for path, is_folder in _plain_files(folder):
        size = BLOCK if is_folder else max(BLOCK, os.path.getsize(os.path.join(folder, path)))
        if size > room:
            found.left_out.append(path)
        else:
            found.parts.append((path, is_folder))
            room -= size
    return found


def read_files(folder: str | Path) -> list[File]:
    """The files and folders beside the notebooks of a folder, with the bytes of the files."""
    return [
        (path, None if is_folder else Path(folder, path).read_bytes())
        for path, is_folder in look(folder).parts
    ]


def copy_files(source: str | Path, target: str | Path) -> None:
    """Copies the files beside the notebooks of a folder."""
    os.makedirs(target, exist_ok=True)
    for path, is_folder in look(source).parts:
        there = os.path.join(target, path)
        if is_folder:
            os.makedirs(there, exist_ok=True)
        else:
            shutil.copyfile(os.path.join(source, path), there)


def _plain_files(source: str | Path) -> Iterator[tuple[str, bool]]:
    """Yields (path, whether it is a folder); each folder comes before the files that it holds."""
    for folder, folders, names in os.walk(source):
        folders[:] = sorted(name for name in folders if not name.endswith(".ipynb"))
        inside = os.path.relpath(folder, source)
        if inside != ".":
            yield inside, True
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.endswith(".ipynb") and os.path.isfile(path) and not os.path.islink(path):
                yield os.path.normpath(os.path.join(inside, name)), False
