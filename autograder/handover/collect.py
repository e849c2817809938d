"""Takes submissions out of a zip from Moodle or Canvas and puts them into submitted/.

Moodle names a file `Full Name_123456_assignsubmission_file_/network.ipynb`, or the same without a
folder (mod/assign of github.com/moodle/moodle). Canvas names it `lovelaceada_LATE_12_345_network-1
.ipynb`, where 12 is the user, 345 the file, and -1 the second attempt (lib/content_zipper.rb of
github.com/instructure/canvas-lms).

A zip comes from outside, so its names and sizes are not trusted. `collect` writes no timestamp.txt:
the times in these zips are those of the download or of the server's storage, and nbgrader would
take points off for them.
"""

import hashlib
import lzma
import re
import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from autograder.course import CourseError, require_name
from autograder.handover import roster as rosters

MEGABYTE = 2**20
MAX_ENTRY = 64 * MEGABYTE  # A notebook with many large figures takes a few megabytes.
MAX_TOTAL = 4096 * MEGABYTE
MAX_RATIO = 200  # Unpacked size over packed size; notebooks reach about 20.
_CHUNK = 2**16

_MOODLE = re.compile(r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_file_?(?P<rest>.*)")
_CANVAS = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<number>\d+)_\d+_(?P<rest>.+)")
# Canvas names a second attempt "network-1"; a browser names a second download "network (1)".
_STEM = re.compile(r"(?P<stem>.+?)(?: ?\(\d+\))?(?:-(?P<attempt>\d+))?")
_DROPPINGS = re.compile(r"(^|/)(__MACOSX/|\.ipynb_checkpoints/|\._|\.DS_Store$|Thumbs\.db$)")
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


@dataclass
class Collected:
    """What became of a zip's entries.

    `placed` lists the (student, notebook) pairs that were written, `there` those that were in
    submitted/ already, and `left` the (entry, reason) pairs that were not placed. `late` lists the
    students whom Canvas marks as late; `droppings` counts files that systems leave in a zip.
    """

    placed: list = field(default_factory=list)
    there: list = field(default_factory=list)
    left: list = field(default_factory=list)
    late: list = field(default_factory=list)
    droppings: int = 0
    oddities: list = field(default_factory=list)


@dataclass(frozen=True)
class _Entry:
    info: zipfile.ZipInfo
    person: tuple
    notebook: str
    attempt: int
    late: bool


class _NotPlaced(Exception):
    """Why an entry cannot be placed."""


def collect(course, assignment, path, roster=None):
    """Puts the notebooks of the zip at `path` into submitted/ and returns a `Collected`.

    `roster` is the path of a CSV file that maps names and numbers to the ids of students; without
    a roster, an id is made of the name and the number. `collect` never changes a file that exists.
    It raises `CourseError` if the zip or the roster cannot be read at all, and `OSError` if
    submitted/ cannot be written; what is placed by then stays.
    """
    notebooks = {x.stem for x in course.notebooks(assignment)}
    known = rosters.read(roster) if roster else None
    found = Collected(oddities=list(known.oddities) if known else [])
    with _opened(path) as zipped:
        entries = _entries(zipped, notebooks, found)
        reader = _Reader(zipped, path.stat().st_size)
        for what, candidates in _by_place(entries, known, found).items():
            student, notebook = what
            target = course.folder("submitted", assignment, student) / f"{notebook}.ipynb"
            _place(reader, target, what, candidates, found)
    return found


def _opened(path):
    try:
        return zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise CourseError(
            f"{path} cannot be read as a zip ({error}). Download all submissions again."
        ) from None


def _entries(zipped, notebooks, found):
    entries = []
    for info in zipped.infolist():
        name = info.filename.replace("\\", "/")
        if info.is_dir():
            continue
        if _DROPPINGS.search(name):
            found.droppings += 1
            continue
        try:
            entries.append(_entry(info, name, notebooks))
        except _NotPlaced as reason:
            found.left.append((_shown(info), str(reason)))
    return entries


def _entry(info, name, notebooks):
    """Reads student, notebook and attempt from the entry's name; raises `_NotPlaced`."""
    parts = PurePosixPath(unicodedata.normalize("NFC", name)).parts
    if name.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", name):
        raise _NotPlaced("its name leads out of the zip, and no submission has such a name")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _NotPlaced("a link to another file, not a file")
    if info.flag_bits & 0x1:
        raise _NotPlaced("encrypted; ask for a file without a password")
    for place, part in enumerate(parts):
        match = _MOODLE.fullmatch(part)
        if match and (match["rest"] == "") == (place < len(parts) - 1):
            person, late = ("Moodle", match["name"], match["number"]), False
            file = match["rest"] or parts[-1]
            break
    else:
        match = _CANVAS.fullmatch(parts[-1])
        if not match:
            raise _NotPlaced("not named as Moodle or Canvas name a submission")
        person, late = ("Canvas", match["name"], match["number"]), bool(match["late"])
        file = match["rest"]
    stem, _, kind = file.rpartition(".")
    if kind.lower() != "ipynb":
        raise _NotPlaced("not a notebook")
    if stem in notebooks:
        return _Entry(info, person, stem, 0, late)
    match = _STEM.fullmatch(stem)
    if not match or match["stem"] not in notebooks:
        raise _NotPlaced(
            f"the assignment has no notebook of this name; it has {', '.join(sorted(notebooks))}"
        )
    attempt = int(match["attempt"] or 0) if person[0] == "Canvas" else 0
    return _Entry(info, person, match["stem"], attempt, late)


def _by_place(entries, known, found):
    """The entries by (student, notebook), without those that belong to no student for certain."""
    students, people = {}, {}
    for person in dict.fromkeys(entry.person for entry in entries):
        try:
            student = _student(person, known)
            students[person] = student
            people.setdefault(student.casefold(), []).append(person)
        except _NotPlaced as reason:
            students[person] = reason
    places = {}
    for entry in entries:
        student = students[entry.person]
        if isinstance(student, _NotPlaced):
            found.left.append((_shown(entry.info), str(student)))
            continue
        others = people[student.casefold()]
        if len(others) > 1:
            both = " and ".join(f"{name} ({number})" for _, name, number in others)
            found.left.append((_shown(entry.info), f"{both} both have the id {student}"))
            continue
        if entry.late and student not in found.late:
            found.late.append(student)
        places.setdefault((student, entry.notebook), []).append(entry)
    return places


def _student(person, known):
    """The id of a person: from the roster if there is one, else made of name and number."""
    _, name, number = person
    if known is None:
        plain = re.sub(r"\W+", "_", name).strip("_").lower()
        return _named(f"{plain or 'student'}-{number}", f"the name of {name}")
    numbered = [
        row
        for row in known.rows
        if number in (known.cell(row, "ID"), known.cell(row, "Identifier").rpartition(" ")[2])
    ]
    # A row with another number belongs to another person of the same name.
    unnumbered = [x for x in known.rows if not known.cell(x, "ID") + known.cell(x, "Identifier")]
    rows = numbered or [row for row in unnumbered if _key(name) in _names(known, row)]
    ids = {
        next((cell for column in (*rosters.CANVAS_IDS, *rosters.MOODLE_IDS)
              if (cell := known.cell(row, column))), "")
        for row in rows
    }  # fmt: skip
    if len(ids) > 1:
        raise _NotPlaced(f"several rows of the roster could be {name} ({number})")
    student = ids.pop() if ids else None
    if student is None:
        raise _NotPlaced(f"{name} ({number}) is not on the roster")
    return _named(student, f"the roster's id of {name}")


def _named(student, source):
    try:
        return require_name(student, "a student's folder")
    except CourseError as error:
        raise _NotPlaced(f"{source}: {error}") from None


def _names(known, row):
    """The keys of all names that a row of the roster may give its student."""
    cells = ("Student", "Full name")
    pairs = (("First name", "Last name"), ("LastName", "FirstName"))
    texts = [known.cell(row, x) for x in cells]
    texts += [f"{known.cell(row, one)} {known.cell(row, other)}" for one, other in pairs]
    return {_key(text) for text in texts if text.strip()}


def _key(name):
    """A name as Canvas writes it into the name of a file: only letters and digits, lower case."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", name).casefold())


class _Reader:
    """Reads entries in chunks; stops if one entry, or all entries together, become too large."""

    def __init__(self, zipped, size):
        self._zipped, self._size, self._total = zipped, size, 0

    def read(self, info):
        """The bytes of an entry; raises `_NotPlaced`."""
        chunks, length = [], 0
        packed = max(1, min(info.compress_size, self._size))
        try:
            with self._zipped.open(info) as file:
                while chunk := file.read(_CHUNK):
                    length += len(chunk)
                    self._total += len(chunk)
                    if length > MAX_ENTRY:
                        raise _NotPlaced(f"unpacks to more than {MAX_ENTRY // MEGABYTE} MB")
                    if length > MEGABYTE and length > MAX_RATIO * packed:
                        raise _NotPlaced(f"unpacks to more than {MAX_RATIO} times its size")
                    if self._total > MAX_TOTAL:
                        raise _NotPlaced(
                            f"the zip unpacks to more than {MAX_TOTAL // MEGABYTE} MB; split it"
                        )
                    chunks.append(chunk)
        except _UNREADABLE as error:
            raise _NotPlaced(f"cannot be unpacked ({error})") from None
        return b"".join(chunks)


def _place(reader, target, what, candidates, found):
    latest = max(entry.attempt for entry in candidates)
    for entry in candidates:
        if entry.attempt < latest:
            found.left.append((_shown(entry.info), f"an earlier attempt; number {latest} counts"))
    contents, names = {}, []
    for entry in candidates:
        if entry.attempt == latest:
            try:
                content = reader.read(entry.info)
                contents[hashlib.sha256(content).digest()] = content
                names.append(_shown(entry.info))
            except _NotPlaced as reason:
                found.left.append((_shown(entry.info), str(reason)))
    if len(contents) > 1:
        clash = (
            f"{what[0]} has {len(names)} different files for {what[1]}; put only one into the zip"
        )
        found.left += [(name, clash) for name in names]
    elif contents:
        _write(target, next(iter(contents.values())), what, names[0], found)


def _write(target, content, what, name, found):
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


def _shown(info):
    """An entry's name, with characters that would play tricks on a terminal replaced."""
    return "".join(x if x.isprintable() else "\N{REPLACEMENT CHARACTER}" for x in info.filename)
