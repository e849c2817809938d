"""What Moodle and Canvas call the columns of their files, in the languages that are known here.

Moodle writes its headings in the language of the person who downloads the file: English, German,
Spanish and French ones are known, as Moodle 4.5 and its language packs write them. Canvas writes
the same headings in every language.
"""

import re
import unicodedata
from dataclasses import dataclass

MOODLE = "Moodle"
CANVAS = "Canvas"


@dataclass(frozen=True)
class Form:
    """The headings of one system in one language, each by what stands in its column.

    `ids` lists the columns that can hold a student's id, the likeliest first. `points` is what
    Moodle adds to a column of points, in brackets.
    """

    system: str
    language: str
    columns: dict[str, tuple[str, ...]]
    ids: tuple[str, ...] = ("user name", "id number", "email")
    points: str = ""

    def heading(self, what: str) -> str:
        """The heading of the column that holds `what`."""
        return self.columns[what][0]

    def known(self) -> set[str]:
        """All headings, in the form in which they are compared."""
        return {plain(name) for names in self.columns.values() for name in names}


_MOODLE_COLUMNS = (
    *("first name", "last name", "full name", "user name", "id number", "email", "identifier"),
    *("group", "grade", "maximum", "changeable"),
)


def _moodle(language: str, points: str, *headings: str) -> Form:
    columns = {what: tuple(x.split("|")) for what, x in zip(_MOODLE_COLUMNS, headings, strict=True)}
    return Form(MOODLE, language, columns, points=points)


FORMS = (
    Form(
        CANVAS,
        "every language",
        {
            "full name": ("Student",),
            "last name": ("LastName",),
            "first name": ("FirstName",),
            "user name": ("SIS Login ID",),
            "id number": ("SIS User ID",),
            "number": ("ID",),
        },
        ids=("user name", "id number", "number"),
    ),
    _moodle(
        "English", "Real",
        "First name", "Last name", "Full name", "Username", "ID number", "Email address",
        "Identifier", "Group", "Grade", "Maximum grade", "Grade can be changed",
    ),
    _moodle(
        "German", "Punkte",
        "Vorname", "Nachname", "Vollständiger Name", "Anmeldename", "ID-Nummer", "E-Mail-Adresse",
        "ID", "Gruppe", "Bewertung", "Bestwertung", "Bewertung kann geändert werden",
    ),
    _moodle(
        "Spanish", "Real",
        "Nombre", "Apellido(s)", "Nombre completo del usuario", "Nombre de usuario",
        "Número de ID", "Dirección de correo", "Identificador", "Grupo", "Calificación",
        "Calificación máxima",
        "La calificación puede cambiarse|La calificación puede ser cambiada",
    ),
    _moodle(
        "French", "Brut",
        "Prénom", "Nom de famille", "Nom complet de l’utilisateur", "Nom d’utilisateur",
        "Numéro d’identification", "Adresse de courriel", "Identifiant", "Groupe", "Note",
        "Note maximale", "La note peut être modifiée",
    ),
)  # fmt: skip
"""A form that is named earlier is taken if two fit equally well."""

NOT_CHANGEABLE = ("no", "nein", "non")
"""What stands under "Grade can be changed" where Moodle will not take a grade."""


def plain(heading: str) -> str:
    """A heading as it is compared: in lower case, with one kind of blank and of apostrophe."""
    text = unicodedata.normalize("NFC", heading).replace("’", "'")
    return " ".join(text.split()).casefold()


def form_of(header: list[str]) -> Form | None:
    """The form that has most of the headings; None if no form has any of them."""
    there = {plain(name) for name in header}
    best = max(FORMS, key=lambda form: len(there & form.known()))
    return best if there & best.known() else None


def looked_for() -> str:
    """Which columns a roster may have, for the message that it has none of them."""
    said = []
    for form in FORMS:
        wanted = [*form.ids, "identifier"] if "identifier" in form.columns else list(form.ids)
        names = ", ".join(form.heading(x) for x in wanted)
        said.append(f"{form.system} ({form.language}): {names}")
    return "; ".join(said)


def number_in(identifier: str) -> str:
    """The number at the end of Moodle's record id: "7" of "Participant 7"; "" without one."""
    match = re.search(r"\d+$", identifier)
    return match.group() if match else ""
