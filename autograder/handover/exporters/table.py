"""The common part of all exporters: choosing students and assignments, and writing the file."""

import csv
import os
import re
import sys
from pathlib import Path

from nbgrader.plugins import ExportPlugin

from autograder.course import CourseError

# A spreadsheet takes a cell that begins like this for a formula:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^[+-]?[\d.,]*%?$")


class TableExporter(ExportPlugin):
    """An exporter that writes one CSV file. Subclasses define `table(gradebook)`."""

    # Files that the exporter reads; it refuses to write over them.
    inputs = ()

    def export(self, gradebook):
        target = Path(self.to or "grades.csv")
        try:
            self._refuse_inputs(target)
            rows, delimiter = self.table(gradebook)
            write(target, rows, delimiter)
        except CourseError as error:
            self.log.error("%s", error)
            sys.exit(1)
        self.log.info("Written: %s", target)

    def table(self, gradebook):
        """The rows of the file, header first, and the delimiter."""
        raise NotImplementedError

    def _refuse_inputs(self, target):
        for path in self.inputs:
            same = path.exists() and target.exists() and path.samefile(target)
            if same or path.resolve() == target.resolve():
                raise CourseError(
                    f"{target} is the roster itself, which is never written over. Name another "
                    "file with --to."
                )

    def chosen(self, kind, known, wanted):
        """The `known` names that are `wanted` (all by default); warns of unknown wanted names."""
        if not wanted:
            return list(known)
        wanted = [str(name) for name in wanted]
        for name in wanted:
            if name not in known:
                self.log.warning("There is no %s %r in the gradebook.", kind, name)
        return [name for name in known if name in wanted]


def points(value):
    """Points as text, without rounding errors of floating point; "" for None."""
    return "" if value is None else f"{round(value, 4):.12g}"


def harmless(text):
    """The text, with an apostrophe in front if a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def write(target, rows, delimiter=","):
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
