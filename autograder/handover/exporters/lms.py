"""Exports grades as CSV files that Canvas and Moodle import, filled into a roster of theirs.

The documentation and the importer of each system say what it reads:

- Canvas, "How do I import grades in the Gradebook?" (community.canvaslms.com, Instructor Guide)
  and lib/gradebook_importer.rb of github.com/instructure/canvas-lms: Student and ID come first,
  Section is the last column about the student, a row "Points Possible" holds the maxima, an
  assignment's column is headed "title (id)", and an empty cell is no score.
- Moodle, https://docs.moodle.org/en/Grade_import and grade/import/csv/classes/load_data.php of
  github.com/moodle/moodle: a row is identified by username, ID number or email address, one
  unknown student stops the import, and "-" is no grade, while an empty cell becomes 0 in a grade
  item that the import makes. The grading worksheet of one assignment has the column Grade.

The exporters keep the rows and columns of a roster and fill in only the grades.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from traitlets import Dict, Unicode

from autograder.course import CourseError
from autograder.handover import roster
from autograder.handover.exporters.table import TableExporter, harmless, points


@dataclass
class _Graded:
    """An assignment: its name, its maximum, and the students' scores."""

    name: str
    max: float
    scores: dict


class _RosterExporter(TableExporter):
    """Fills scores, less late penalties and never below 0, into the rows of a roster."""

    roster = Unicode("", help="The CSV file of students that Canvas or Moodle exported.").tag(
        config=True
    )
    columns = Dict(
        help="The headings of assignments in the roster, where they are not the assignments' own "
        'names, such as backpropagation="Week 3 (1234)".'
    ).tag(config=True)

    system = ""
    ids: tuple[str, ...] = ()
    # Cells of these columns get no apostrophe: it would turn an id into another id.
    untouched: tuple[str, ...] = ()
    no_grade = ""

    @property
    def inputs(self):
        """The roster, if there is one."""
        return (Path(self.roster),) if self.roster else ()

    def table(self, gradebook):
        graded = self._graded(gradebook)
        students = {student.id: student for student in gradebook.students}
        chosen = self.chosen("student", students, self.student)
        if self.roster:
            known = roster.read(Path(self.roster))
            for oddity in known.oddities:
                self.log.warning("%s", oddity)
            if not any(known.place(name) is not None for name in self.ids):
                raise CourseError(
                    f"The roster {known.path} has none of the columns {', '.join(self.ids)}, so "
                    f"no student can be found in it. Its columns: {', '.join(known.header)}. Export"
                    f" the roster from {self.system} again, or add one of the missing columns."
                )
        else:
            known = self.fresh([students[name] for name in chosen])
        self.complete(known)
        extra = self.extra_rows(known)
        rows = self._identified(known, students)
        handed_in = {name for x in graded for name in x.scores}
        for name in sorted(set(chosen) & handed_in - {student for student, _ in rows}):
            self.log.warning("%s is graded but not on the roster; left out.", name)
        for x in graded:
            place = self._place(known, x.name, extra)
            self._fill(x, place, [(name if name in chosen else None, row) for name, row in rows])
            self.maximum(x, place, extra)
        return self._guarded(known, extra + [row for _, row in rows]), known.delimiter

    def fresh(self, students):
        """A roster of the gradebook's students."""
        raise NotImplementedError

    def complete(self, known):
        """Adds the columns that the system requires, and puts all columns into its order."""

    def extra_rows(self, known):
        """Takes the rows that are about no student out of the roster and returns them."""
        return []

    def maximum(self, graded, place, extra):
        """Writes or reports the maximum of an assignment, whose column has the index `place`."""

    def is_column_of(self, heading, assignment):
        """Whether a column of the roster holds this assignment's grades."""
        raise NotImplementedError

    def _graded(self, gradebook):
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
            found.append(_Graded(name, assignments[name].max_score, scores))
        return found

    def _identified(self, known, students):
        """The roster's rows as (student or None, row), without rows that would change others."""
        rows, seen = [], {}
        for row, line in zip(known.rows, known.lines):
            cells = [known.cell(row, name) for name in self.ids]
            if not any(cells):
                # Moodle would give the grades in such a row to the student of the row before.
                self.log.warning(
                    "%s, line %s: no id of a student; the row is left out.", known.path, line
                )
                continue
            matches = list(dict.fromkeys(cell for cell in cells if cell in students))
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
                    next(cell for cell in cells if cell),
                    seen[key],
                )
                continue
            seen[key] = line
            if not matches:
                self.log.warning(
                    "%s, line %s: %s is not in the gradebook and gets no grade.",
                    known.path,
                    line,
                    next(cell for cell in cells if cell),
                )
            rows.append((matches[0] if matches else None, row))
        return rows

    def _place(self, known, assignment, extra):
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
                '--%s.columns=%s="…".',
                assignment,
                ", ".join(known.header[place] for place in places),
                type(self).__name__,
                assignment,
            )
        known.header.append(heading or assignment)
        for row in [*known.rows, *extra]:
            row.append("")
        return len(known.header) - 1

    def _fill(self, graded, place, rows):
        for name, row in rows:
            before = row[place].strip()
            if name not in graded.scores:
                row[place] = before or self.no_grade
                continue
            after = points(graded.scores[name])
            if before.upper() == "EX":
                self.log.warning("%s, %s: excused in Canvas; its cell is kept.", graded.name, name)
                continue
            if before not in ("", self.no_grade) and _number(before) != float(after):
                self.log.warning(
                    "%s, %s: the roster's %s becomes %s.", graded.name, name, before, after
                )
            row[place] = after

    def _guarded(self, known, rows):
        free = [
            place
            for place, name in enumerate(known.header)
            if name.casefold() not in {x.casefold() for x in self.untouched}
        ]
        for row in rows:
            for place in free:
                row[place] = harmless(row[place])
        return [known.header, *rows]


class CanvasExporter(_RosterExporter):
    """Exports the file that the Gradebook of Canvas imports; no submission gives an empty cell."""

    system = "Canvas"
    ids = roster.CANVAS_IDS
    untouched = (*roster.CANVAS_IDS, "Integration ID", "Root Account", "Section")

    def fresh(self, students):
        rows = [[_last_first(student), "", student.id, ""] for student in students]
        header = ["Student", "ID", "SIS Login ID", "Section"]
        return roster.Roster("the gradebook", header, rows, list(range(2, len(rows) + 2)))

    def complete(self, known):
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

    def extra_rows(self, known):
        rows, lines, points_row, others = [], [], None, []
        for row, line in zip(known.rows, known.lines):
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

    def maximum(self, graded, place, extra):
        before, most = extra[-1][place].strip(), points(graded.max)
        if not before:
            extra[-1][place] = most
        elif _number(before) != graded.max:
            self.log.warning(
                "%s has %s points in Canvas and %s here; the file keeps Canvas' number. Correct it "
                "in Canvas, or the percentages will be wrong.",
                graded.name,
                before,
                most,
            )

    def is_column_of(self, heading, assignment):
        return re.sub(r" \(\d+\)$", "", heading).casefold() == assignment.casefold()


class MoodleExporter(_RosterExporter):
    """Exports a file for Moodle's grade import, with "-" for no submission, or fills a worksheet.

    A grading worksheet belongs to one assignment, which --assignment must name; its grades go into
    the column Grade, where an empty cell means no grade.
    """

    system = "Moodle"
    ids = roster.MOODLE_IDS
    untouched = (*roster.MOODLE_IDS, "Identifier")
    no_grade = "-"

    def fresh(self, students):
        header = ["First name", "Last name", "Username", "Email address"]
        rows = [[x.first_name or "", x.last_name or "", x.id, x.email or ""] for x in students]
        return roster.Roster("the gradebook", header, rows, list(range(2, len(rows) + 2)))

    def complete(self, known):
        if known.place("Identifier") is None or known.place("Grade") is None:
            return
        self.no_grade = ""
        if len(self.assignment) != 1:
            raise CourseError(
                f"{known.path} is the grading worksheet of one assignment: name that "
                "assignment, as in --assignment '[\"backpropagation\"]'."
            )
        self.columns = {str(self.assignment[0]): known.header[known.place("Grade")]}
        place = known.place("Maximum grade")
        self._maxima = {row[place].strip() for row in known.rows} if place is not None else set()

    def maximum(self, graded, place, extra):
        for most in sorted(getattr(self, "_maxima", ())):
            if most and _number(most) != graded.max:
                self.log.warning(
                    "%s has the maximum %s in Moodle and %s here. Correct it in Moodle, or the "
                    "grades will be wrong.",
                    graded.name,
                    most,
                    points(graded.max),
                )
        # The file has no place for the maximum, and Moodle gives new grade items a maximum of 100.
        self.log.info("%s: set the maximum grade in Moodle to %s.", graded.name, points(graded.max))

    def is_column_of(self, heading, assignment):
        # Moodle heads a column "Assignment: name (Real)"; percentages and letters are not points.
        name = re.escape(assignment)
        return re.fullmatch(rf"(?i)([^:]+: ?)?{name}( \(Real\))?", heading) is not None


def _last_first(student):
    names = [name for name in (student.last_name, student.first_name) if name]
    return ", ".join(names) or student.id


def _number(text):
    """The number in a cell, with a decimal comma or point; None if the cell holds no number."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
