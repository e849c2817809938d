"""Rosters: reads the lists of students that Canvas and Moodle export as CSV.

A spreadsheet may have saved the file again. Columns may therefore be separated by commas,
semicolons or tabs, and the text may be UTF-8 with or without a byte order mark, UTF-16 or Latin-1.
Oddities are reported and not repaired. `headings.py` says what the columns are called.
"""

import codecs
import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import CourseError
from autograder.handover.headings import Form, form_of, looked_for, plain

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass
class Roster:
    """A roster: its header, its rows (all as long as the header), and its oddities.

    `form` says which system wrote it, and in which language. `lines` holds, for messages, the
    number of the line in which each row ends.
    """

    path: str
    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    form: Form
    delimiter: str = ","
    oddities: list[str] = field(default_factory=list)

    def place(self, heading: str) -> int | None:
        """The index of the column with this heading in any case; None if the roster has none."""
        wanted = plain(heading)
        return next((i for i, x in enumerate(self.header) if plain(x) == wanted), None)

    def column(self, what: str) -> int | None:
        """The index of the column that holds `what`, such as "email"; None if there is none."""
        places = (self.place(heading) for heading in self.form.columns.get(what, ()))
        return next((place for place in places if place is not None), None)

    def cell(self, row: list[str], what: str) -> str:
        """The text of one cell of `row` without outer blanks; "" if the column is missing."""
        place = self.column(what)
        return "" if place is None else row[place].strip()

    def ids(self, row: list[str]) -> list[str]:
        """The ids in a row, the likeliest first."""
        return [cell for what in self.form.ids if (cell := self.cell(row, what))]


def read(path: Path) -> Roster:
    """The roster in a file; raises `CourseError` if the file holds no roster."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CourseError(
            f"The roster {path} cannot be read ({error.strerror}). Name the CSV file that Canvas "
            "or Moodle gave you."
        ) from None
    oddities: list[str] = []
    text = _decoded(path, content, oddities)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        records = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise CourseError(
            f"The roster {path} is not a CSV file (line {reader.line_num}: {error}). Download it "
            "again, or save it as CSV in UTF-8."
        ) from None
    if not records:
        raise CourseError(f"The roster {path} is empty. Download it again.")
    header = [name.strip() for name in records[0][1]]
    for name in sorted({x for x in header if x and header.count(x) > 1}):
        oddities.append(f"{path}: the column {name!r} stands there twice; the first one counts.")
    form = form_of(header)
    if form is None:
        raise CourseError(
            f"The roster {path} has no column that is known here. Its columns: {', '.join(header)}."
            f" Columns that were looked for: {looked_for()}. If Moodle speaks another language, "
            "switch it to English (Preferences, Preferred language) and download the file again."
        )
    roster = Roster(str(path), header, [], [], form, delimiter, oddities)
    for line, row in records[1:]:
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            oddities.append(
                f"{path}, line {line}: {len(row)} cells under {len(header)} columns; this row is "
                "left out. Is a comma unquoted there?"
            )
            continue
        if len(row) < len(header):
            oddities.append(
                f"{path}, line {line}: {len(row)} cells under {len(header)} columns; "
                "missing cells count as empty."
            )
        roster.rows.append((row + [""] * len(header))[: len(header)])
        roster.lines.append(line)
    return roster


def _decoded(path: Path, content: bytes, oddities: list[str]) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    # Half of the bytes of English text in UTF-16 are zero; the other encodings have no zero bytes.
    if encoding is None and b"\0" in content[:200]:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        oddities.append(
            f"{path} is not UTF-8; it was read as Latin-1 (Windows-1252). Look at the names; if "
            "they are wrong, save it as UTF-8."
        )
    return text.replace("\0", "")
