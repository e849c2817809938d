"""What the names in a download of Moodle or Canvas say: whose a file is, and which file it is.

Moodle names a file `Full Name_123456_assignsubmission_file_/network.ipynb`, or the same without a
folder (mod/assign of github.com/moodle/moodle). The number belongs to a person, or to a team if
teams hand in; the team of those who are in none has no number. Canvas names a file `lovelaceada_
LATE_12_345_network-1.ipynb`, where 12 is the user and 345 the file, and adds -1, -2 and so on to
the name of a file that was handed in before (lib/content_zipper.rb of
github.com/instructure/canvas-lms).
"""

import re
import unicodedata
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.handover import zips
from autograder.handover.headings import CANVAS, MOODLE
from autograder.handover.people import NotPlaced, Person

_MOODLE = re.compile(
    r"(?P<name>.+?)(_(?P<number>\d+))?_assignsubmission_(?P<kind>[a-z]+)_?(?P<rest>.*)"
)
_CANVAS = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<number>\d+)_(?P<file>\d+)_(?P<rest>.+)")
_ANONYMOUS = re.compile(r"(LATE_)?anon_[0-9A-Za-z]{5}_.+")
_TYPED = re.compile(r".+_(?P<kind>text|link)\.html")
# Canvas names a second attempt "network-1"; a browser names a second download "network (1)".
_STEM = re.compile(r"(?P<stem>.+?)(?: ?\(\d+\))?(?:-(?P<attempt>\d+))?")


@dataclass(frozen=True)
class Entry:
    """A notebook in a download.

    `folder` is what comes before the file's own name, as the system reads it again: Moodle's
    `Name_11`, Canvas' `name_LATE_12_345`. `attempt` is the number that Canvas adds to the name.
    """

    info: zipfile.ZipInfo
    person: Person
    folder: str
    notebook: str
    attempt: int
    late: bool


def entry(info: zipfile.ZipInfo, notebooks: Collection[str]) -> Entry:
    """Reads person, notebook and attempt from an entry's name; raises `NotPlaced`."""
    zips.require_harmless(info)
    parts = PurePosixPath(unicodedata.normalize("NFC", zips.name_of(info))).parts
    for place, part in enumerate(parts):
        match = _MOODLE.fullmatch(part)
        if match and (match["rest"] == "") == (place < len(parts) - 1):
            if match["kind"] != "file":
                raise NotPlaced("a text that was typed into Moodle, not a notebook")
            person, late = Person(MOODLE, match["name"], match["number"] or ""), False
            folder, file = f"{match['name']}_{match['number']}", match["rest"] or parts[-1]
            break
    else:
        match = _canvas(parts[-1])
        person, late = Person(CANVAS, match["name"], match["number"]), bool(match["late"])
        folder, file = parts[-1][: match.end("file")], match["rest"]
    notebook, attempt = _notebook(file, notebooks)
    return Entry(info, person, folder, notebook, attempt * (person.system == CANVAS), late)


def _canvas(name: str) -> re.Match[str]:
    if _ANONYMOUS.fullmatch(name):
        raise NotPlaced(
            "an anonymous download of Canvas, which tells nobody's name; show the names in Canvas "
            "and download again"
        )
    match = _CANVAS.fullmatch(name)
    if match:
        return match
    typed = _TYPED.fullmatch(name)
    if typed and typed["kind"] == "text":
        raise NotPlaced("a text that was typed into Canvas, not a notebook")
    if typed:
        raise NotPlaced("a web address that was handed in in Canvas, not a notebook")
    raise NotPlaced("not named as Moodle or Canvas name a submission")


def _notebook(file: str, notebooks: Collection[str]) -> tuple[str, int]:
    """The name of the notebook, and the number that Canvas has added to it."""
    stem, _, kind = file.rpartition(".")
    if kind.lower() != "ipynb":
        raise NotPlaced("not a notebook")
    if stem in notebooks:
        return stem, 0
    match = _STEM.fullmatch(stem)
    if not match or match["stem"] not in notebooks:
        raise NotPlaced(
            f"the assignment has no notebook of this name; it has {', '.join(sorted(notebooks))}"
        )
    return match["stem"], int(match["attempt"] or 0)
