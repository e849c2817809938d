"""Packs feedback pages into a zip that Moodle or Canvas takes in one upload.

Moodle ("Upload multiple feedback files in a zip") takes `Name_11_assignfeedback_file/feedback.html`
with the number of a person or, where teams hand in, of a team. It reads the number after the first
underscore, and ignores in silence what has no known number there. Canvas ("Upload submissions")
takes `lovelaceada_12_345_feedback.html`, with the numbers of a user and of a file that this user
has handed in, so only the zip of submissions tells the name.
"""

import os
import unicodedata
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Course, CourseError
from autograder.handover import collect, downloads, names, people, worksheets, zips
from autograder.handover import roster as rosters
from autograder.handover.exporters.table import require_no_input
from autograder.handover.headings import MOODLE
from autograder.handover.people import NotPlaced
from autograder.handover.roster import Roster
from autograder.report.feedback import FILE

Left = tuple[tuple[str, ...], str]
"""Who is left out together, and why."""


@dataclass
class Plan:
    """The students by the name of their file in the zip, and those who can have none."""

    owners: dict[str, list[str]]
    left: list[Left]


@dataclass
class Packed:
    """The students whose page is in the zip, and who is left out together, and why."""

    students: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def plan(
    course: Course,
    assignment: str,
    graded: Collection[str],
    target: Path,
    roster: Path | None = None,
    submissions: Path | None = None,
) -> Plan:
    """Says under which names the pages of the graded students go into the zip `target`.

    `roster` is the worksheet, or another list that says who is who; `submissions` is the zip that
    was collected, which is needed for teams and for Canvas. Raises `CourseError` if nobody's page
    can be packed, or if the zip cannot be written.
    """
    require_no_input(target, [path for path in (roster, submissions) if path])
    if not target.parent.is_dir():
        raise CourseError(f"{target} cannot be written: there is no folder {target.parent}.")
    known = rosters.read(roster) if roster else None
    students = people.Students.of(course)
    if submissions:
        register = people.Register(students, known)
        owners, left = _by_download(course, assignment, submissions, register)
    elif known:
        owners, left = _by_worksheet(known, students, assignment, graded)
    else:
        raise CourseError(
            "Nothing says under which names the system knows its people. Give Moodle's grading "
            "worksheet with --roster, or the zip that was collected with --submissions."
        )
    owners = {name: [x for x in who if x in graded] for name, who in owners.items()}
    owners = {name: who for name, who in owners.items() if who}
    named = {x for who, _ in left for x in who} | {x for who in owners.values() for x in who}
    for student in sorted(set(graded) - named):
        left.append(((student,), "is not on the roster, or not in the zip of submissions"))
    if not owners:
        raise _nothing(left)
    return Plan(owners, left)


def pack(planned: Plan, target: Path, pages: dict[str, Path]) -> Packed:
    """Writes the feedback pages, given by student, into the zip `target`, as planned.

    The members of a team get one page, so none is packed if theirs differ. Raises `CourseError` if
    no page is left.
    """
    packed, contents = Packed(left=list(planned.left)), {}
    for name, members in planned.owners.items():
        texts = {student: pages[student].read_text(encoding="utf-8") for student in members}
        if len({text.replace(student, "") for student, text in texts.items()}) > 1:
            reason = "their pages differ, and the team gets only one: choose it with --student"
            packed.left.append((tuple(members), reason))
        else:
            contents[name] = texts[members[0]]
            packed.students += members
    if not contents:
        raise _nothing(packed.left)
    _write(target, contents)
    return packed


def _nothing(left: list[Left]) -> CourseError:
    words = "; ".join(f"{', '.join(who)}: {reason}" for who, reason in left)
    return CourseError(f"No page can be packed, so no zip was written. {words}")


def _by_worksheet(
    known: Roster, students: people.Students, assignment: str, graded: Collection[str]
) -> tuple[dict[str, list[str]], list[Left]]:
    """The students by the name of their file, as a worksheet tells it, and what it cannot tell."""
    if known.form.system != MOODLE:
        raise CourseError(
            f"{known.path} is a file of Canvas, which finds feedback by the names of the files "
            "that were handed in. Give the zip that was collected, too: --submissions ZIP"
        )
    if known.column("identifier") is None:
        raise CourseError(
            f"{known.path} has no column {known.form.heading('identifier')}, by which Moodle finds "
            "feedback. Take the grading worksheet of this assignment."
        )
    if any(known.cell(row, "group") for row in known.rows):
        raise CourseError(
            f"{known.path} is the worksheet of teams, and Moodle finds their feedback by numbers "
            "that it does not tell. Give the zip that was collected, too: --submissions ZIP"
        )
    owners: dict[str, list[str]] = {}
    left: list[Left] = []
    found: set[str] = set()
    for row, line in zip(known.rows, known.lines, strict=True):
        who, number = students.of_row(known, row), names.number_of(known, row)
        found |= set(who)
        if len(who) > 1:
            left.append((tuple(who), f"{known.path}, line {line} has ids of all of them"))
        elif who and number:
            owners[_moodle(names.shown(known, row), number)] = who
    worksheets.require_right(known, found, graded, assignment)
    return owners, left


def _by_download(
    course: Course, assignment: str, path: Path, register: people.Register
) -> tuple[dict[str, list[str]], list[Left]]:
    """The students by the name of their file, as the zip of submissions tells it."""
    notebooks = {x.stem for x in course.notebooks(assignment)}
    entries: list[downloads.Entry] = []
    left: list[Left] = []
    with zips.opened(path) as zipped:
        for info in zipped.infolist():
            if not info.is_dir() and not zips.is_dropping(info):
                try:
                    entries.append(downloads.entry(info, notebooks))
                except NotPlaced:
                    continue  # `course collect` has named what is no submission.
    students, reasons, persons = collect.told(entries, register)
    owners: dict[str, list[str]] = {}
    for entry in sorted(entries, key=lambda entry: -entry.attempt):
        person = entry.person
        mine = [x for x in students[person] if len(persons[x.casefold()]) == 1]
        left += [((str(person),), reason) for reason in reasons[person]]
        if not mine:
            continue
        if person.system == MOODLE and not person.number:
            left.append((tuple(mine), f"{person.name} has no number for Moodle to find it by"))
        elif person.system == MOODLE:
            owners[_moodle(person.name, person.number)] = mine
        elif not any(mine == others for others in owners.values()):
            owners[f"{entry.folder}_{FILE}"] = mine
    return owners, list(dict.fromkeys(left))


def _moodle(name: str, number: str) -> str:
    """The name by which Moodle finds somebody's feedback; an underscore comes only after it."""
    text = unicodedata.normalize("NFC", name)
    words = "".join(x if unicodedata.category(x)[0] in "LMN" else " " for x in text).split()
    return f"{' '.join(words) or 'student'}_{number}_assignfeedback_file/{FILE}"


def _write(target: Path, contents: dict[str, str]) -> None:
    part = target.with_name(target.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as zipped:
            for name, text in sorted(contents.items()):
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                zipped.writestr(info, text)
        os.replace(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
