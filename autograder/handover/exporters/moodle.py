"""Exports marks into a grading worksheet of Moodle, or into a file for its grade import.

The worksheet ("Download grading worksheet") belongs to one assignment of Moodle and is the right
way for it: Moodle goes by its column Identifier alone and leaves empty grades alone. The grade
import is for anything else. It takes every row as a grade that was set by hand, also an
empty one or "-", and the worksheet can change such a grade no more. So a file for the grade import
has rows only for those who have handed in, and holds one assignment. The code of both:
mod/assign/feedback/offline and grade/import/csv of github.com/moodle/moodle.
"""

import re
from collections.abc import Iterable

from nbgrader.api import Student

from autograder.course import CourseError
from autograder.handover import headings, worksheets
from autograder.handover.exporters.rosters import Graded, Line, RosterExporter, english, number
from autograder.handover.exporters.table import harmless, points
from autograder.handover.roster import Roster

_POINTS = "|".join(sorted({re.escape(form.points) for form in headings.FORMS if form.points}))
_CHANGED = (
    'In Moodle, tick "Allow updating records that have been modified more recently in Moodle than '
    'in the worksheet" if these grades were uploaded before.'
)


class MoodleExporter(RosterExporter):
    """Fills a grading worksheet, or makes a file for the grade import, of one assignment.

    No submission gives an empty cell in a worksheet, and no row in a file for the grade import.
    """

    system = headings.MOODLE

    def require_roster(self, known: Roster) -> None:
        super().require_roster(known)
        wanted = (*known.form.ids, "identifier")
        if not any(known.column(what) is not None for what in wanted):
            raise CourseError(
                f"The roster {known.path} has no column that tells who is who. Its columns: "
                f"{', '.join(known.header)}. Columns that were looked for: "
                f"{', '.join(known.form.heading(what) for what in wanted)}. Download it again."
            )

    def fresh(self, students: list[Student]) -> Roster:
        form = english(self.system)
        header = [form.heading(x) for x in ("first name", "last name", "user name", "email")]
        rows = [
            [
                harmless(x.first_name or ""),
                harmless(x.last_name or ""),
                x.id,
                x.email or (x.id if "@" in x.id else ""),
            ]
            for x in students
        ]
        return Roster("the gradebook", header, rows, list(range(2, len(rows) + 2)), form)

    def complete(self, known: Roster) -> None:
        if worksheets.is_worksheet(known) and len(self.assignment) == 1:
            heading = known.header[known.column("grade") or 0]
            self.columns = {str(self.assignment[0]): heading}

    def look_over(self, known: Roster, lines: list[Line], graded: list[Graded]) -> None:
        if len(graded) != 1:
            there = ", ".join(x.name for x in graded) or "none"
            raise CourseError(
                f"A file for Moodle holds one assignment, and {len(graded)} are chosen ({there}). "
                "Name one: course export moodle ASSIGNMENT, or --assignment '[\"ASSIGNMENT\"]'."
            )
        if worksheets.is_worksheet(known):
            found = {line.student for line in lines if line.student}
            worksheets.require_right(known, found, graded[0].scores, graded[0].name)
            return
        self.log.info(
            "This file is for Moodle's grade import, which locks each of its grades against the "
            "grading worksheet. For an assignment of Moodle, fill the worksheet instead: --roster "
            "WORKSHEET."
        )

    def reason_to_keep(self, known: Roster, row: list[str], cell: str) -> str:
        if known.cell(row, "changeable").casefold() in headings.NOT_CHANGEABLE:
            return "Moodle says that this grade cannot be changed, as after a grade import"
        return ""

    def maximum(self, graded: Graded, known: Roster, place: int, extra: list[list[str]]) -> None:
        most, told = points(graded.max), {known.cell(row, "maximum") for row in known.rows} - {""}
        for other in sorted(told):
            if number(other) != graded.max:
                self.log.warning(
                    "%s has the maximum %s in Moodle and %s here. Correct it in Moodle, or the "
                    "grades will be wrong.",
                    graded.name,
                    other,
                    most,
                )
        if worksheets.is_worksheet(known):
            self.log.info(
                "%s Upload the worksheet with Moodle in the language in which you downloaded it.",
                _CHANGED,
            )
        else:
            # The file has no place for the maximum, which is 100 for a new item.
            self.log.info(
                "%s: set the maximum grade in Moodle to %s before you import.", graded.name, most
            )
        for student, score in sorted(graded.scores.items()):
            if score > graded.max:
                self.log.warning(
                    "%s, %s: %s is above the maximum, and Moodle imports nothing at all then.",
                    graded.name,
                    student,
                    points(score),
                )

    def kept(self, known: Roster, lines: list[Line], graded: list[Graded]) -> Iterable[Line]:
        if worksheets.is_worksheet(known):
            return lines
        chosen = [str(name) for name in self.student]
        scores = graded[0].scores
        lines = [x for x in lines if x.student in scores and (not chosen or x.student in chosen)]
        self._say_how_to_map(known, lines)
        return lines

    def _say_how_to_map(self, known: Roster, lines: list[Line]) -> None:
        """Names a column by which Moodle finds everybody: one empty cell would stop the import."""
        by = ["email", "id number", "user name"]
        full = [x for x in by if lines and all(known.cell(line.row, x) for line in lines)]
        if not full and lines:
            lacking = {
                known.form.heading(x): [str(y.line) for y in lines if not known.cell(y.row, x)]
                for x in by
            }
            raise CourseError(
                f"No column of {known.path} identifies everybody who gets a grade, and an empty "
                "cell stops Moodle's import. Empty: "
                + "; ".join(f"{name} in line {', '.join(x)}" for name, x in lacking.items())
                + ". Fill one of these columns."
            )
        if known.place("Last downloaded from this course") is not None:
            self.log.info(
                "Moodle takes this file once, because of its column Last downloaded from this "
                'course. To import it again, tick "Force import".'
            )
        if full:
            heading = known.form.heading(full[0])
            self.log.info(
                'In Moodle, map from "%s" to the same, and the marks to their grade item: Moodle '
                "preselects neither.",
                heading,
            )

    def delimiter(self, known: Roster) -> str:
        # Moodle reads a worksheet with commas alone.
        return "," if worksheets.is_worksheet(known) else super().delimiter(known)

    def is_column_of(self, heading: str, assignment: str) -> bool:
        # Moodle heads a column "Assignment: name (Real)"; percentages and letters are not points.
        name = re.escape(assignment)
        return re.fullmatch(rf"(?i)([^:]+:\s*)?{name}( \(({_POINTS})\))?", heading) is not None
