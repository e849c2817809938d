"""Whose a row of a roster is, and which students a person in the name of a file stands for.

Rosters name the same person differently: by user name, ID number, email or record id. A student
keeps the id by which the course knows the student, so `Students` looks for each of these ids among
the gradebook's ids, emails and LMS ids, and among the folders in submitted/.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from nbgrader.api import Gradebook, Student

from autograder.course import Course, CourseError, require_name
from autograder.grade import gradebook as gradebooks
from autograder.handover import names
from autograder.handover.headings import CANVAS, MOODLE
from autograder.handover.roster import Roster


class NotPlaced(Exception):
    """Why something of a zip cannot be placed."""


@dataclass(frozen=True)
class Person:
    """Somebody, or a team, as the name of a file in a download tells it."""

    system: str
    name: str
    number: str

    def __str__(self) -> str:
        return f"{self.name} ({self.number})" if self.number else self.name


class Students:
    """The students whom the course knows, to be found by any of their ids and by their names."""

    def __init__(self, records: Iterable[Student], folders: Iterable[str] = ()) -> None:
        self._ids: dict[str, str] = {}
        self._emails: dict[str, set[str]] = {}
        self._names: dict[str, set[str]] = {}
        self._made_up: dict[tuple[str, str], str] = {}
        records = list(records)
        for student in [*folders, *(record.id for record in records)]:
            self._ids[student.casefold()] = student
            name, number = names.taken_apart(student)
            if number:
                self._made_up[name, number] = student
                if name not in names.BLIND:
                    self._names.setdefault(name, set()).add(student)
        for record in records:
            for cell in (record.email, record.lms_user_id):
                if cell and cell.strip():
                    self._emails.setdefault(cell.strip().casefold(), set()).add(record.id)
            for name in names.of_pair(record.first_name or "", record.last_name or ""):
                self._names.setdefault(name, set()).add(record.id)

    @classmethod
    def of(cls, course: Course) -> Self:
        """The students of the gradebook, if there is one, and of submitted/."""
        records: list[Student] = []
        if gradebooks.is_there(course):
            with gradebooks.opened(course) as gradebook:
                records = list(gradebook.students)
                return cls(records, _folders(course))
        return cls(records, _folders(course))

    def named(self, keys: Iterable[str]) -> set[str]:
        """The students who have one of these names."""
        return {student for name in keys for student in self._names.get(name, ())}

    def has_name(self, student: str, keys: set[str]) -> bool:
        """Whether a student may have one of these names: one of the two may not be known."""
        known = {name for name, students in self._names.items() if student in students}
        return not known or not keys or bool(known & keys)

    def numbered(self, name: str, number: str) -> str | None:
        """The student whose id was made up of this name and number."""
        return self._made_up.get((names.key(name), number))

    def of_row(self, known: Roster, row: list[str]) -> list[str]:
        """The students whom the ids in a row of a roster name, in order and each once."""
        found = []
        for cell in known.ids(row):
            found += [self._ids[cell.casefold()]] if cell.casefold() in self._ids else []
            found += sorted(self._emails.get(cell.casefold(), ()))
        number = names.number_of(known, row)
        # Moodle's record ids of hidden and of shown names are the same number.
        for name in [*sorted(names.of_row(known, row)), *sorted(names.BLIND)] if number else ():
            found += [student] if (student := self._made_up.get((name, number))) else []
        return list(dict.fromkeys(found))


def _folders(course: Course) -> list[str]:
    """The students who have a folder in submitted/, in either order of the folders."""
    root, assignments = course.root / "submitted", set(course.assignments())
    inside = [path for path in root.glob("*/") if not path.name.startswith(".")]
    turned = [path for top in inside if top.name in assignments for path in top.glob("*/")]
    return sorted({path.name for path in [*inside, *turned]} - assignments)


class Register:
    """Finds the students of a person: by a roster if there is one, else by name and number."""

    def __init__(self, students: Students, known: Roster | None) -> None:
        self._students, self._known = students, known
        self._matches = [students.of_row(known, row) for row in known.rows] if known else []
        self._claimed = {student for found in self._matches for student in found}
        # The row of each student who was found, for the names and the email that it tells.
        self.rows: dict[str, list[str]] = {}

    def claim(self, people: Iterable[Person]) -> None:
        """Says who is in the zip: their ids, where they are known, belong to nobody else."""
        for person in people:
            student = self._students.numbered(person.name, person.number)
            self._claimed |= {student} if student else set()

    def owners(self, person: Person) -> tuple[list[str], list[str]]:
        """The students whose work this is, and for others of a team why it is not placed for them.

        Raises `NotPlaced` if nobody can be told.
        """
        if self._known is None:
            return [self._made_up(person)], []
        known = self._known
        team = [
            n for n, row in enumerate(known.rows)
            if person.system == MOODLE and person.name
            and names.key(known.cell(row, "group")) == names.key(person.name)
        ]  # fmt: skip
        if not team:
            return [self._student_of(self._row_of(person), person)], []
        found, reasons = [], []
        for n in team:
            try:
                found.append(self._student_of([n], person))
            except NotPlaced as reason:
                member = names.shown(known, known.rows[n])
                reasons.append(f"not placed for {member} of {person.name}: {reason}")
        return found, reasons

    def _made_up(self, person: Person) -> str:
        if not person.number:
            raise NotPlaced(
                f"{person.name} is no single person's name, as a team has it; the worksheet, given"
                " with --roster, says who is in it"
            )
        student = self._students.numbered(person.name, person.number)
        if student:
            return student
        others = self._students.named([names.key(person.name)]) - self._claimed
        if person.system == CANVAS:  # Its numbers are those of people, so another number is
            others = {x for x in others if not names.taken_apart(x)[1]}  # another person.
        if others:
            raise NotPlaced(
                f"{person} may be {' or '.join(sorted(others))}, who has this name. Give the "
                "roster with --roster: its ids tell"
            )
        return _named(names.made_up(person.name, person.number), f"the name of {person.name}")

    def _row_of(self, person: Person) -> list[int]:
        """The numbers of the rows that are the person's; raises `NotPlaced` if there are none."""
        known = self._known
        assert known is not None
        numbers = [names.number_of(known, row) for row in known.rows]
        fitting = [n for n, row in enumerate(known.rows) if names.fits(known, row, person.name)]
        numbered = [n for n, number in enumerate(numbers) if number and number == person.number]
        both = [n for n in numbered if n in fitting]
        if both:
            return both
        if numbered:
            other = " or ".join(names.shown(known, known.rows[n]) for n in numbered)
            raise NotPlaced(
                f"number {person.number} is {other} on the roster, not {person.name}. Is this the "
                "roster of another assignment or site? If it is a team's work, the worksheet's "
                "column Group says who is in it"
            )
        rows = [n for n in fitting if not numbers[n]]
        if not rows and fitting:
            raise NotPlaced(
                f"{person.name} has the number {numbers[fitting[0]]} on the roster, not "
                f"{person.number}. Download the worksheet of this very assignment"
            )
        if not rows:
            raise NotPlaced(
                f"{person} is not on the roster, neither as a person nor as a team of a column "
                "Group"
            )
        return rows

    def _student_of(self, rows: Sequence[int], person: Person) -> str:
        """The id of the one student in these rows: the id that is known already, or a new one."""
        known = self._known
        assert known is not None
        found = {student: n for n in rows for student in self._matches[n]}
        if len(found) > 1:
            raise NotPlaced(f"the roster's ids are those of several students ({', '.join(found)})")
        if not found:
            new = {self._new(n, person): n for n in rows}
            if len(new) > 1:
                raise NotPlaced(f"several rows of the roster could be {person}")
            found = new
        student, n = next(iter(found.items()))
        if len(rows) > 1 and any(self._matches[x] != self._matches[n] for x in rows):
            raise NotPlaced(f"several rows of the roster could be {person}")
        self.rows[student] = known.rows[n]
        return student

    def _new(self, n: int, person: Person) -> str:
        known = self._known
        assert known is not None
        row = known.rows[n]
        name, ids = names.shown(known, row), known.ids(row)
        others = self._students.named(names.of_row(known, row)) - self._claimed
        if others:
            email = known.cell(row, "email")
            raise NotPlaced(
                f"{name} has none of the ids that the course knows, but the name of "
                f"{' or '.join(sorted(others))}. If both are one person, enter an id that the "
                f"roster has: nbgrader db student add {min(others)} --email={email or 'EMAIL'}. "
                f"If not, first add the new one: nbgrader db student add {(ids or ['ID'])[0]}"
            )
        if not ids and not known.cell(row, "identifier"):
            raise NotPlaced(f"the roster has no id for {name}")
        number = names.number_of(known, row)
        return _named(
            ids[0] if ids else names.made_up(person.name, number), f"the roster's id of {name}"
        )


def _named(student: str, source: str) -> str:
    try:
        return require_name(student, "a student's folder")
    except CourseError as error:
        raise NotPlaced(f"{source}: {error}") from None


def remember(gradebook: Gradebook, known: Roster, rows: dict[str, list[str]]) -> None:
    """Enters names, emails and Canvas' numbers of these students where the gradebook has none."""
    records = {record.id: record for record in gradebook.students}
    for student, row in rows.items():
        record = records.get(student) or Student(id=student)
        first, last = known.cell(row, "first name"), known.cell(row, "last name")
        if not (first or last):
            last, _, first = known.cell(row, "full name").partition(", ")
        told = {"email": known.cell(row, "email"), "lms_user_id": known.cell(row, "number")}
        if not (record.first_name or record.last_name):
            told |= {"first_name": first, "last_name": last}
        for name, value in told.items():
            # nbgrader's gradebook holds no longer texts.
            if value and not getattr(record, name) and len(value) <= 128:
                setattr(record, name, value)
        gradebook.db.add(record)
    gradebook.db.commit()
