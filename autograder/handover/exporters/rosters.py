"""The common part of the exporters for Moodle and Canvas: marks are filled into a roster of theirs.

Rows and columns of a roster stay as they are, and so does every cell that is not a mark.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, Student
from traitlets import Dict, Unicode

from autograder.course import CourseError
from autograder.handover import names
from autograder.handover import roster as rosters
from autograder.handover.exporters.table import TableExporter, points
from autograder.handover.headings import FORMS, Form
from autograder.handover.people import Students
from autograder.handover.roster import Roster


@dataclass
class Graded:
    """An assignment: its name, its maximum, and the students' scores."""

    name: str
    max: float
    scores: dict[str, float]


@dataclass
class Line:
    """A row of a roster, the number of its line, and the student whom it is about, if known."""

    row: list[str]
    line: int
    student: str | None


class RosterExporter(TableExporter):
    """Fills scores, less late penalties and never below 0, into the rows of a roster."""

    roster = Unicode("", help="The CSV file of students that Canvas or Moodle exported.").tag(
        config=True
    )
    columns = Dict(
        help="The headings of assignments in the roster, where they are not the assignments' own "
        'names, such as backpropagation="Week 3 (1234)".'
    ).tag(config=True)

    system = ""

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The roster, if there is one."""
        return (Path(self.roster),) if self.roster else ()

    def table(self, gradebook: Gradebook) -> tuple[list[Sequence[Any]], str]:
        graded = self._graded(gradebook)
        records = {record.id: record for record in gradebook.students}
        chosen = self.chosen("student", records, self.student)
        if self.roster:
            known = rosters.read(Path(self.roster))
            for oddity in known.oddities:
                self.log.warning("%s", oddity)
            self.require_roster(known)
        else:
            known = self.fresh([records[name] for name in chosen])
        self.complete(known)
        extra = self.extra_rows(known)
        lines = self._identified(known, Students(records.values()))
        self.look_over(known, lines, graded)
        handed_in = {name for x in graded for name in x.scores}
        found = {line.student for line in lines}
        if handed_in and not handed_in & found:
            raise CourseError(
                f"Nobody on the roster {known.path} is known to the gradebook, which knows, for "
                f"example, {min(handed_in)}. Take a roster with their ids, or enter their emails: "
                f"nbgrader db student add {min(handed_in)} --email=EMAIL"
            )
        for name in sorted(set(chosen) & handed_in - found):
            self.log.warning("%s is graded but not on the roster; left out.", name)
        for x in graded:
            place = self._place(known, x.name, extra)
            for line in lines:
                self._fill(x, known, place, line, line.student in chosen)
            self.maximum(x, known, place, extra)
        rows = [line.row for line in self.kept(known, lines, graded)]
        return [known.header, *extra, *rows], self.delimiter(known)

    # What each system does in its own way

    def require_roster(self, known: Roster) -> None:
        """Raises `CourseError` unless a roster is this system's and tells who is who."""
        if known.form.system != self.system:
            raise CourseError(
                f"{known.path} is a file of {known.form.system}, not of {self.system}: its columns "
                f"are {', '.join(known.header)}. Name the other system, or another file."
            )

    def fresh(self, students: list[Student]) -> Roster:
        """A roster of the gradebook's students."""
        raise NotImplementedError

    def complete(self, known: Roster) -> None:
        """Adds the columns that the system requires, and puts all columns into its order."""

    def extra_rows(self, known: Roster) -> list[list[str]]:
        """Takes the rows that are about no student out of the roster and returns them."""
        return []

    def look_over(self, known: Roster, lines: list[Line], graded: list[Graded]) -> None:
        """Raises `CourseError` if the roster cannot be that of these assignments."""

    def reason_to_keep(self, known: Roster, row: list[str], cell: str) -> str:
        """Why a cell takes no mark, such as "excused in Canvas"; "" if it takes one."""
        return ""

    def maximum(self, graded: Graded, known: Roster, place: int, extra: list[list[str]]) -> None:
        """Writes or reports the maximum of an assignment, whose column has the index `place`."""

    def kept(self, known: Roster, lines: list[Line], graded: list[Graded]) -> Iterable[Line]:
        """The rows that go into the file."""
        return lines

    def delimiter(self, known: Roster) -> str:
        """What separates the cells. Neither system is sure to read tabs."""
        return ";" if known.delimiter == ";" else ","

    def is_column_of(self, heading: str, assignment: str) -> bool:
        """Whether a column of the roster holds this assignment's grades."""
        raise NotImplementedError

    # What is common to both

    def _graded(self, gradebook: Gradebook) -> list[Graded]:
        assignments = {x.name: x for x in gradebook.assignments}
        found = []
        for name in self.chosen("assignment", assignments, self.assignment):
            scores = {}
            for x in assignments[name].submissions:
                score = max(0.0, x.score - x.late_submission_penalty)
                scores[x.student_id] = score
                if x.needs_manual_grade:
                    self.log.warning(
                        "%s, %s: waits for a marker; the %s marks so far are exported.",
                        name,
                        x.student_id,
                        points(score),
                    )
            found.append(Graded(name, assignments[name].max_score, scores))
        return found

    def _identified(self, known: Roster, students: Students) -> list[Line]:
        """The roster's rows, without rows that would change the grades of others."""
        lines: list[Line] = []
        seen: dict[Any, int] = {}
        for row, line in zip(known.rows, known.lines, strict=True):
            cells = [*known.ids(row), *filter(None, [known.cell(row, "identifier")])]
            if not cells:
                # Moodle would give the grades in such a row to the student of the row before.
                self.log.warning(
                    "%s, line %s: no id of a student; the row is left out.", known.path, line
                )
                continue
            matches = students.of_row(known, row)
            if len(matches) > 1:
                self.log.warning(
                    "%s, line %s: ids of several students (%s); the row is left out.",
                    known.path,
                    line,
                    ", ".join(matches),
                )
                continue
            key = matches[0] if matches else tuple(cells)
            if key in seen:
                # A second row of the same student would replace the grades of the first row.
                self.log.warning(
                    "%s, line %s: %s already stands in line %s; this row is left out.",
                    known.path,
                    line,
                    cells[0],
                    seen[key],
                )
                continue
            seen[key] = line
            if not matches:
                self.log.warning(
                    "%s, line %s: %s is not in the gradebook and gets no grade.",
                    known.path,
                    line,
                    cells[0],
                )
            elif not students.has_name(matches[0], names.of_row(known, row)):
                self.log.warning(
                    "%s, line %s: %s has another name in the gradebook than %s. Is this the roster "
                    "of another class?",
                    known.path,
                    line,
                    matches[0],
                    names.shown(known, row),
                )
            lines.append(Line(row, line, matches[0] if matches else None))
        return lines

    def _place(self, known: Roster, assignment: str, extra: list[list[str]]) -> int:
        """The index of an assignment's column; a new column unless exactly one matches."""
        heading = self.columns.get(assignment)
        places = [
            place
            for place, name in enumerate(known.header)
            if (name == heading if heading else self.is_column_of(name, assignment))
        ]
        if len(places) == 1:
            return places[0]
        if places:
            self.log.warning(
                "%s fits several columns (%s), so a new column was added. Name the right one with "
                '--column, as in --column "%s".',
                assignment,
                ", ".join(known.header[place] for place in places),
                known.header[places[0]],
            )
        known.header.append(heading or assignment)
        for row in [*known.rows, *extra]:
            row.append("")
        return len(known.header) - 1

    def _fill(self, graded: Graded, known: Roster, place: int, line: Line, is_chosen: bool) -> None:
        if line.student is None or line.student not in graded.scores or not is_chosen:
            return
        before, score = line.row[place].strip(), graded.scores[line.student]
        after = points(score)
        reason = self.reason_to_keep(known, line.row, before)
        if reason:
            self.log.warning("%s, %s: %s; its cell is kept.", graded.name, line.student, reason)
            return
        if before not in ("", "-") and differ(before, score):
            self.log.warning(
                "%s, %s: the roster's %s becomes %s.", graded.name, line.student, before, after
            )
        line.row[place] = after


def number(text: str) -> float | None:
    """The number in a cell, with a decimal comma or point; None if the cell holds no number."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def differ(cell: str, value: float) -> bool:
    """Whether a cell shows another number than `value` to two decimals, as both systems show it."""
    there = number(cell)
    return there is None or round(there, 2) != round(value, 2)


def english(system: str) -> Form:
    """The form of a system's files in English."""
    return next(form for form in FORMS if form.system == system)
