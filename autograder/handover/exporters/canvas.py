"""Exports marks into the file that the Gradebook of Canvas imports.

What Canvas reads stands in its Instructor Guide, "How do I import grades in the Gradebook?"
(community.canvaslms.com), and in lib/gradebook_importer.rb and lib/csv_with_i18n.rb of
github.com/instructure/canvas-lms: Student and ID come first, Section is the last column about the
student, a row "Points Possible" holds the maxima, an assignment's column is headed "title (id)",
an empty cell is no score, "EX" is an excused student and "N/A" one who is not assigned. Canvas
reads commas and semicolons in UTF-8, and neither tabs nor UTF-16.
"""

import re

from nbgrader.api import Student

from autograder.course import CourseError
from autograder.handover import headings
from autograder.handover.exporters.rosters import Graded, Line, RosterExporter, english, number
from autograder.handover.exporters.table import harmless, points
from autograder.handover.roster import Roster

_KEPT = {"EX": "excused in Canvas", "N/A": "not assigned in Canvas"}
_TAKEN_FOR_A_NUMBER = re.compile(r"[-+]?\d+([.,]\d+){2,}%?")


class CanvasExporter(RosterExporter):
    """Exports the file that the Gradebook of Canvas imports; no submission gives an empty cell."""

    system = headings.CANVAS

    def require_roster(self, known: Roster) -> None:
        super().require_roster(known)
        names = [known.form.heading(what) for what in known.form.ids]
        if not any(known.place(name) is not None for name in names):
            raise CourseError(
                f"The roster {known.path} has none of the columns {', '.join(names)}, so no "
                f"student can be found in it. Its columns: {', '.join(known.header)}. Export it "
                "from the Gradebook of Canvas again."
            )

    def fresh(self, students: list[Student]) -> Roster:
        rows = [[harmless(_last_first(x)), "", x.id, ""] for x in students]
        header = ["Student", "ID", "SIS Login ID", "Section"]
        lines = list(range(2, len(rows) + 2))
        return Roster("the gradebook", header, rows, lines, english(self.system))

    def complete(self, known: Roster) -> None:
        named = known.place("LastName") is not None and known.place("FirstName") is not None
        wanted = ["LastName", "FirstName"] if named else ["Student"]
        wanted += ["ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section"]
        optional = ("Integration ID", "Root Account")
        places = []
        for name in wanted:
            place = known.place(name)
            if place is None and name not in optional:
                if self.roster and name in ("Student", "ID", "Section"):
                    self.log.warning(
                        "%s has no column %s; an empty one is added.", known.path, name
                    )
                place = len(known.header)
                known.header.append(name)
                for row in known.rows:
                    row.append("")
            if place is not None:
                places.append(place)
        places += [place for place in range(len(known.header)) if place not in places]
        known.header[:] = [known.header[place] for place in places]
        known.rows[:] = [[row[place] for place in places] for row in known.rows]

    def extra_rows(self, known: Roster) -> list[list[str]]:
        rows, lines, points_row, others = [], [], None, []
        for row, line in zip(known.rows, known.lines, strict=True):
            told = [cell.strip() for cell in row if cell.strip()]
            if "Points Possible" in row[0]:
                points_row = points_row or row
            elif told and all(re.match(r"(?i)(muted|manual posting)", cell) for cell in told):
                others.append(row)
            else:
                rows.append(row)
                lines.append(line)
        if points_row is None:
            points_row = ["    Points Possible", *[""] * (len(known.header) - 1)]
        known.rows[:], known.lines[:] = rows, lines
        return [*others, points_row]

    def look_over(self, known: Roster, lines: list[Line], graded: list[Graded]) -> None:
        for line in lines:
            for cell in known.ids(line.row):
                if _TAKEN_FOR_A_NUMBER.fullmatch(cell):
                    self.log.warning(
                        "%s, line %s: Canvas reads the id %s as a number and will not find it.",
                        known.path,
                        line.line,
                        cell,
                    )

    def reason_to_keep(self, known: Roster, row: list[str], cell: str) -> str:
        return _KEPT.get(cell.upper(), "")

    def maximum(self, graded: Graded, known: Roster, place: int, extra: list[list[str]]) -> None:
        before, most = extra[-1][place].strip(), points(graded.max)
        if not before:
            extra[-1][place] = most
        elif number(before) != graded.max:
            self.log.warning(
                "%s has %s points in Canvas and %s here; the file keeps Canvas' number. Correct it "
                "in Canvas, or the percentages will be wrong.",
                graded.name,
                before,
                most,
            )

    def is_column_of(self, heading: str, assignment: str) -> bool:
        return re.sub(r" \(\d+\)$", "", heading).casefold() == assignment.casefold()


def _last_first(student: Student) -> str:
    names = [name for name in (student.last_name, student.first_name) if name]
    return ", ".join(names) or student.id
