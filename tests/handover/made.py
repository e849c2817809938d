"""Makes what Moodle and Canvas would give, zips and rosters, and reads what we write."""

import csv
import warnings
import zipfile

from mini_course import ASSIGNMENT

from autograder.course import CourseError
from autograder.handover import exporters

MOODLE = "_assignsubmission_file_"
WORKSHEET = "Identifier,Full name,Email address,Grade,Maximum grade,Grade can be changed\n"


def zipped(tmp_path, *entries):
    """A zip of (name or ZipInfo, content) pairs."""
    path = tmp_path / "download.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        warnings.filterwarnings("ignore", "Duplicate name")
        for name, content in entries:
            file.writestr(name, content)
    return path


def moodle_zip(tmp_path, *folders):
    """A download from Moodle: in each folder, such as "Ada_11", its own name as the notebook."""
    entries = ((f"{x}{MOODLE}/network.ipynb", x.encode()) for x in folders)
    return zipped(tmp_path, *entries)


def roster_file(tmp_path, content):
    """A roster with this content, text or bytes."""
    path = tmp_path / "roster.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def submitted(course):
    """What stands in submitted/, by path below it."""
    folder = course.root / "submitted"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def at(student, notebook="network"):
    """The path of a notebook below submitted/."""
    return f"{student}/{ASSIGNMENT}/{notebook}.ipynb"


def students_with_work(course):
    """Whose first notebook stands in submitted/, and what it holds."""
    return {path.split("/")[0]: content.decode() for path, content in submitted(course).items()}


def rows_of(path, delimiter=","):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def export(course, tmp_path, kind, roster=None, *, target=None, **traits):
    """Exports; returns what was said, with the refusal if there was one, and the file's rows.

    The rows are None if no file was written. The roster must be as before.
    """
    target, said = target or tmp_path / "grades.csv", []
    if roster is not None:
        path = roster_file(tmp_path, roster)
        before = path.read_bytes()
        traits["roster"] = str(path)
    try:
        exporters.export(course, kind, said.append, to=str(target), **traits)
    except CourseError as error:
        said.append(f"refused: {error}")
    if roster is not None:
        assert path.read_bytes() == before
    return "\n".join(said), rows_of(target) if target.exists() else None


def by_id(rows, column):
    place = rows[0].index(column)
    return {row[place]: row for row in rows[1:]}
