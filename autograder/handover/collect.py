"""Takes submissions out of a zip from Moodle or Canvas and puts them into submitted/.

`downloads.py` reads the names in the zip, `people.py` says whose they are, and `zips.py` takes the
files out. `collect` writes no timestamp.txt: the times in these zips are those of the download or
of the server's storage, and nbgrader would take points off for them.
"""

import hashlib
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import Course
from autograder.grade import gradebook as gradebooks
from autograder.handover import downloads, people, zips
from autograder.handover import roster as rosters
from autograder.handover.downloads import Entry
from autograder.handover.people import NotPlaced, Person

Place = tuple[str, str]
"""A student and a notebook."""


@dataclass
class Collected:
    """What became of a zip's entries.

    `placed` lists the (student, notebook) pairs that were written, `there` those that were in
    submitted/ already, and `left` the (entry, reason) pairs that were not placed. `late` lists the
    students whom Canvas marks as late; `droppings` counts files that systems leave in a zip.
    """

    placed: list[Place] = field(default_factory=list)
    there: list[Place] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    droppings: int = 0
    oddities: list[str] = field(default_factory=list)


def collect(course: Course, assignment: str, path: Path, roster: Path | None = None) -> Collected:
    """Puts the notebooks of the zip at `path` into submitted/ and returns a `Collected`.

    `roster` is the path of a CSV file that maps names and numbers to the ids of students; without
    a roster, an id is made of the name and the number. The names and emails of a roster are entered
    into the gradebook, so that another roster finds the same students. `collect` never changes a
    file that exists. It raises `CourseError` if the zip or the roster cannot be read at all, and
    `OSError` if submitted/ cannot be written; what is placed by then stays.
    """
    notebooks = {x.stem for x in course.notebooks(assignment)}
    known = rosters.read(roster) if roster else None
    register = people.Register(people.Students.of(course), known)
    found = Collected(oddities=list(known.oddities) if known else [])
    with zips.opened(path) as zipped:
        entries = _entries(zipped, notebooks, found)
        reader = zips.Reader(zipped, path.stat().st_size)
        for what, candidates in _by_place(entries, register, found).items():
            student, notebook = what
            target = course.folder("submitted", assignment, student) / f"{notebook}.ipynb"
            _place(reader, target, what, candidates, found)
    rows = {x: register.rows[x] for x, _ in found.placed + found.there if x in register.rows}
    if known and rows and gradebooks.is_there(course):
        with gradebooks.opened(course) as gradebook:
            people.remember(gradebook, known, rows)
    return found


def _entries(zipped: zipfile.ZipFile, notebooks: Collection[str], found: Collected) -> list[Entry]:
    entries = []
    for info in zipped.infolist():
        if info.is_dir():
            continue
        if zips.is_dropping(info):
            found.droppings += 1
            continue
        try:
            entries.append(downloads.entry(info, notebooks))
        except NotPlaced as reason:
            found.left.append((zips.shown(info), str(reason)))
    return entries


def _by_place(
    entries: list[Entry], register: people.Register, found: Collected
) -> dict[Place, list[Entry]]:
    """The entries by place, without those that belong to no student for certain."""
    owners, reasons, persons = told(entries, register)
    places: dict[Place, list[Entry]] = {}
    for entry in entries:
        found.left += [(zips.shown(entry.info), reason) for reason in reasons[entry.person]]
        for student in owners[entry.person]:
            others = persons[student.casefold()]
            if len(others) > 1:
                both = " and ".join(map(str, others))
                found.left.append((zips.shown(entry.info), f"{both} both have the id {student}"))
                continue
            if entry.late and student not in found.late:
                found.late.append(student)
            places.setdefault((student, entry.notebook), []).append(entry)
    return places


def told(
    entries: list[Entry], register: people.Register
) -> tuple[dict[Person, list[str]], dict[Person, list[str]], dict[str, list[Person]]]:
    """The students of each person in a zip, why others are not among them, and whose an id is."""
    owners: dict[Person, list[str]] = {}
    reasons: dict[Person, list[str]] = {}
    persons: dict[str, list[Person]] = {}
    everybody = list(dict.fromkeys(entry.person for entry in entries))
    register.claim(everybody)
    for person in everybody:
        try:
            owners[person], reasons[person] = register.owners(person)
        except NotPlaced as reason:
            owners[person], reasons[person] = [], [str(reason)]
        for student in owners[person]:
            persons.setdefault(student.casefold(), []).append(person)
    return owners, reasons, persons


def _place(
    reader: zips.Reader, target: Path, what: Place, candidates: list[Entry], found: Collected
) -> None:
    latest = max(entry.attempt for entry in candidates)
    for entry in candidates:
        if entry.attempt < latest:
            found.left.append(
                (
                    zips.shown(entry.info),
                    "an earlier attempt: Canvas adds a number to the name of a file that is handed "
                    f"in again, and -{latest} counts",
                )
            )
    contents, names = {}, []
    for entry in candidates:
        if entry.attempt == latest:
            try:
                content = reader.read(entry.info)
                contents[hashlib.sha256(content).digest()] = content
                names.append(zips.shown(entry.info))
            except NotPlaced as reason:
                found.left.append((zips.shown(entry.info), str(reason)))
    if len(contents) > 1:
        clash = (
            f"{what[0]} has {len(names)} different files for {what[1]}; put only one into the zip"
        )
        found.left += [(name, clash) for name in names]
    elif contents:
        _write(target, next(iter(contents.values())), what, names[0], found)


def _write(target: Path, content: bytes, what: Place, name: str, found: Collected) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = target.open("xb")  # Mode "x" refuses a file that exists, even one made just now.
    except FileExistsError:
        if target.is_file() and target.read_bytes() == content:
            found.there.append(what)
        else:
            found.left.append(
                (name, f"differs from {target}, which was kept; move that file away first")
            )
        return
    try:
        with file:
            file.write(content)
    except BaseException:
        target.unlink()  # This is half a notebook, and we made it.
        raise
    found.placed.append(what)
