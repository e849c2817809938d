"""The common part of all exporters: choosing students and assignments, and writing the file."""

import csv
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin

from autograder.course import CourseError

# A spreadsheet takes a cell that begins like this for a formula:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[\d.,]*%?$")


class TableExporter(ExportPlugin):
    """An exporter that writes one CSV file. Subclasses define `table(gradebook)`."""

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Files that the exporter reads, and refuses to write over."""
        return ()

    def export(self, gradebook: Gradebook) -> None:
        try:
            target = self.write(gradebook)
        except CourseError as error:
            self.log.error("%s", error)
            sys.exit(1)
        self.log.info("Written: %s", target)

    def write(self, gradebook: Gradebook) -> Path:
        """Writes the file and returns its path; raises `CourseError` and then leaves no file."""
        target = Path(self.to or "grades.csv")
        require_no_input(target, self.inputs)
        rows, delimiter = self.table(gradebook)
        write(target, rows, delimiter)
        return target

    def table(self, gradebook: Gradebook) -> tuple[list[Sequence[Any]], str]:
        """The rows of the file, header first, and the delimiter."""
        raise NotImplementedError

    def chosen(self, kind: str, known: Iterable[str], wanted: Iterable[Any]) -> list[str]:
        """The `known` names that are `wanted` (all by default); warns of unknown wanted names."""
        if not wanted:
            return list(known)
        wanted = [str(name) for name in wanted]
        for name in wanted:
            if name not in known:
                self.log.warning("There is no %s %r in the gradebook.", kind, name)
        return [name for name in known if name in wanted]


def require_no_input(target: Path, inputs: Iterable[Path]) -> None:
    """Raises `CourseError` if the file to write is one of the files that are read."""
    for path in inputs:
        same = path.exists() and target.exists() and path.samefile(target)
        if same or path.resolve() == target.resolve():
            raise CourseError(
                f"{target} is a file that is read here, so it is never written over. Name another "
                "file to write."
            )


def points(value: float | None) -> str:
    """Points as text, without rounding errors of floating point; "" for None."""
    return "" if value is None else f"{round(value, 4):.12g}"


def harmless(text: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def write(target: Path, rows: Iterable[Sequence[Any]], delimiter: str = ",") -> None:
    """Writes the rows as a CSV file in UTF-8; an error leaves no half-written file."""
    part = target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
        os.replace(part, target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CourseError(
            f"{target} cannot be written ({error.strerror}). Name another file with --to."
        ) from None
