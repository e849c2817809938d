"""Names of people as they stand in rosters, in the names of files and in ids that are made up.

Moodle leaves apostrophes and slashes out of the names of files, and Canvas leaves out everything
but letters and digits. So names are compared by their letters, digits and marks alone. (A mark is
a sign on a letter, without which many scripts cannot be read.)
"""

import re
import unicodedata

from autograder.handover.headings import number_in
from autograder.handover.roster import Roster

BLIND = {"participant", "teilnehmerin", "participante"}
"""The keys of what Moodle calls everybody while names are hidden."""

_MADE_UP = re.compile(r"(?P<name>.+)-(?P<number>\d+)")
_LONGEST = 90  # In bytes: with a hyphen and a number it still is the name of a folder.


def key(name: str) -> str:
    """The letters, marks and digits of a name, in lower case."""
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return "".join(x for x in text if unicodedata.category(x)[0] in "LMN")


def made_up(name: str, number: str) -> str:
    """The id of somebody of whom only the name and the number in the name of a file are known."""
    text = unicodedata.normalize("NFC", name)
    words = "".join(x if unicodedata.category(x)[0] in "LMN" else " " for x in text).lower().split()
    short = "_".join(words).encode()[:_LONGEST].decode(errors="ignore").strip("_")
    return f"{short or 'student'}-{number}"


def taken_apart(student: str) -> tuple[str, str]:
    """(key of the name, number) of an id that may have been made up; empty for another id."""
    match = _MADE_UP.fullmatch(student)
    return (key(match["name"]), match["number"]) if match else ("", "")


def of_pair(first: str, last: str) -> set[str]:
    """The keys of a name of two parts, in either order."""
    return {key(first + last), key(last + first)} - {""}


def of_row(known: Roster, row: list[str]) -> set[str]:
    """The keys of all names that a row of a roster gives its student."""
    pair = of_pair(known.cell(row, "first name"), known.cell(row, "last name"))
    return (pair | {key(known.cell(row, "full name"))}) - {""}


def shown(known: Roster, row: list[str]) -> str:
    """What a message calls the person of a row."""
    pair = f"{known.cell(row, 'first name')} {known.cell(row, 'last name')}".strip()
    name = known.cell(row, "full name") or pair
    return name or known.cell(row, "identifier") or "a row without a name"


def number_of(known: Roster, row: list[str]) -> str:
    """The number by which files name the person of a row; "" if the roster does not tell it."""
    return known.cell(row, "number") or number_in(known.cell(row, "identifier"))


def fits(known: Roster, row: list[str], name: str) -> bool:
    """Whether the name in the name of a file may be the name in a row.

    Where Moodle shows one group alone, the group's name and a hyphen stand in front. A row of a
    blind worksheet has no names, and its people are all called "Participant".
    """
    names = of_row(known, row)
    if not names:
        identifier = known.cell(row, "identifier")
        word = key(identifier.removesuffix(number_in(identifier)))
        return bool(word) and key(name) == word
    parts = name.split("-")
    return any(key("-".join(parts[n:])) in names for n in range(len(parts)))
