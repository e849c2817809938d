"""Marks for Moodle: what Moodle 4.5 and 5.1 do with a worksheet and with a grade import.

docs/lms.md says what each of them was seen to do. Here stands our side: the file that is written,
and what is said about it.
"""

import pytest
from made import WORKSHEET, export, rows_of
from mini_course import ASSIGNMENT

ONE = {"assignment": [ASSIGNMENT]}
SCORES = {"ada": 10, "alan": 12, "ghost": None}
ROSTER = (
    "First name,Last name,Username,ID number,Email address,Assignment: backpropagation (Real)\n"
    "Ada,Lovelace,ada,1001,a@x.edu,-\n"
    "Alan,Turing,alan,,alan@x.edu,\n"
    "Nobody,Ghost,ghost,1003,g@x.edu,-\n"
    "Doc,Tor,doctor,1004,t@x.edu,-\n"
)


# --- grade import -------------------------------------------------------------------------------


def test_a_grade_import_has_no_rows_of_people_who_handed_nothing_in(scored, tmp_path):
    said, rows = export(scored(SCORES), tmp_path, "moodle", ROSTER, **ONE)
    assert [(row[2], row[-1]) for row in rows[1:]] == [("ada", "10"), ("alan", "12")]
    assert "locks each of its grades against the grading worksheet" in said
    assert "fill the worksheet instead: --roster WORKSHEET" in said


def test_without_a_roster_too(scored, tmp_path):
    records = {"ada": {"email": "a@x.edu"}, "alan": {"first_name": "=1+1"}}
    said, rows = export(scored(SCORES, records), tmp_path, "moodle", **ONE)
    assert rows == [
        ["First name", "Last name", "Username", "Email address", ASSIGNMENT],
        ["", "", "ada", "a@x.edu", "10"],
        ["'=1+1", "", "alan", "", "12"],
    ]
    assert 'map from "Username"' in said


def test_a_file_for_moodle_holds_one_assignment(scored, tmp_path):
    course = scored(SCORES, also=("regularisation",))
    said, rows = export(course, tmp_path, "moodle", ROSTER)
    assert rows is None
    assert "holds one assignment, and 2 are chosen (backpropagation, regularisation)" in said
    assert export(course, tmp_path, "moodle", ROSTER, **ONE)[1] is not None


def test_mapping_by_email_is_recommended_first(scored, tmp_path):
    said, _ = export(scored(SCORES), tmp_path, "moodle", ROSTER, **ONE)
    assert 'map from "Email address" to the same' in said
    said, _ = export(scored(SCORES), tmp_path, "moodle", ROSTER.replace("a@x.edu", ""), **ONE)
    assert 'map from "Username"' in said


def test_no_column_that_is_full_stops_it(scored, tmp_path):
    roster = "Username,ID number,Email address\nada,,\n,alan,\n"
    said, rows = export(scored(SCORES), tmp_path, "moodle", roster, **ONE)
    assert rows is None
    assert "an empty cell stops Moodle's import" in said
    assert "Username in line 3" in said
    assert "ID number in line 2" in said


def test_the_maximum_is_said_and_a_mark_above_it(scored, tmp_path):
    said, rows = export(scored(SCORES | {"ada": 14}), tmp_path, "moodle", ROSTER, **ONE)
    assert "set the maximum grade in Moodle to 13 before you import" in said
    assert "ada: 14 is above the maximum, and Moodle imports nothing at all then" in said
    assert rows[1][-1] == "14"


def test_a_file_that_moodle_takes_once_is_said_to_be_one(scored, tmp_path):
    roster = "Username,Last downloaded from this course\nada,1764374400\n"
    said, rows = export(scored(SCORES), tmp_path, "moodle", roster, **ONE)
    assert 'tick "Force import"' in said
    assert rows[1] == ["ada", "1764374400", "10"]
    assert "Force" not in export(scored(SCORES), tmp_path, "moodle", ROSTER, **ONE)[0]


@pytest.mark.parametrize(
    "heading",
    [
        "Assignment: backpropagation (Real)",
        "Aufgabe: backpropagation (Punkte)",
        "Tarea: backpropagation (Real)",
        "Devoir : backpropagation (Brut)",
        "backpropagation",
    ],
)
def test_the_column_of_an_assignment_is_found(scored, tmp_path, heading):
    others = ("Assignment: Week 3: backpropagation (Real)", "backpropagation (Percentage)")
    roster = f"Username,{','.join(others)},{heading}\nada,1,2,\n"
    _, rows = export(scored({"ada": 10}), tmp_path, "moodle", roster, **ONE)
    assert rows[1] == ["ada", "1", "2", "10"]
    assert len(rows[0]) == 4


# --- the grading worksheet ----------------------------------------------------------------------


def worksheet(*rows):
    return WORKSHEET + "".join(f"{row}\n" for row in rows)


BOTH = worksheet(
    "Participant 7,Ada Lovelace,ada,,13,Yes",
    "Participant 8,Alan Turing,alan,,13,Yes",
    "Participant 9,Nobody,ghost,-,13,Yes",
)


def test_a_worksheet_keeps_all_rows_and_no_grade_stays_blank(scored, tmp_path):
    said, rows = export(scored(SCORES), tmp_path, "moodle", BOTH, **ONE)
    assert [row[3] for row in rows] == ["Grade", "10", "12", "-"]
    assert "becomes" not in said
    assert "locks" not in said
    assert '"Allow updating records that have been modified more recently' in said
    assert "in the language in which you downloaded it" in said


def test_grades_that_moodle_will_not_change_are_named(scored, tmp_path):
    roster = BOTH.replace("ada,,13,Yes", "ada,5.00,13,No")
    said, rows = export(scored(SCORES), tmp_path, "moodle", roster, **ONE)
    assert [row[3] for row in rows] == ["Grade", "5.00", "12", "-"]
    assert "ada: Moodle says that this grade cannot be changed" in said


@pytest.mark.parametrize(
    ("heading", "no"),
    [
        ("Bewertung kann geändert werden", "Nein"),
        ("La calificación puede cambiarse", "No"),
        ("La note peut être modifiée", "Non"),
    ],
)
def test_in_other_languages_too(scored, tmp_path, heading, no):
    spoken = {
        "Nein": "ID,Vollständiger Name,E-Mail-Adresse,Bewertung,Bestwertung",
        "No": "Identificador,Nombre completo del usuario,Dirección de correo,Calificación,"
        "Calificación máxima",
        "Non": "Identifiant,Nom complet de l’utilisateur,Adresse de courriel,Note,Note maximale",
    }
    roster = f'{spoken[no]},{heading}\nT7,Ada,ada,"5,00","13,00",{no}\nT8,Alan,alan,,,\n'
    said, rows = export(scored(SCORES), tmp_path, "moodle", roster, **ONE)
    assert [row[3] for row in rows[1:]] == ["5,00", "12"]
    assert "cannot be changed" in said
    assert "has the maximum" not in said


def test_marks_are_compared_at_two_decimals(scored, tmp_path):
    roster = BOTH.replace("ada,,", 'ada,"8,33",').replace("alan,,", "alan,8.32,")
    course = scored({"ada": 25 / 3, "alan": 25 / 3})
    said, rows = export(course, tmp_path, "moodle", roster, **ONE)
    assert [row[3] for row in rows[1:3]] == ["8.3333", "8.3333"]
    assert "ada: the roster's" not in said
    assert "alan: the roster's 8.32 becomes 8.3333" in said


def test_a_worksheet_is_written_with_commas_in_utf8(scored, tmp_path):
    roster = BOTH.replace("Nobody", "Ødegård").replace(",", ";").encode("utf-16")
    export(scored(SCORES), tmp_path, "moodle", roster, **ONE)
    assert [row[3] for row in rows_of(tmp_path / "grades.csv")] == ["Grade", "10", "12", "-"]


def test_a_worksheets_maximum_is_compared(scored, tmp_path):
    said, _ = export(scored(SCORES), tmp_path, "moodle", BOTH.replace("13", "100,00"), **ONE)
    assert "cells under" in said  # An unquoted comma makes a cell too many.
    quoted = BOTH.replace("13", '"100,00"')
    said, _ = export(scored(SCORES), tmp_path, "moodle", quoted, **ONE)
    assert "has the maximum 100,00 in Moodle and 13 here" in said


# --- whose grades -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("student", "record"),
    [
        ("a@x.edu", {}),
        ("ada", {"email": "A@x.edu"}),
        ("ada_lovelace-7", {}),
        ("participant-7", {}),
        ("teilnehmerin-7", {}),
    ],
)
def test_a_worksheet_finds_whichever_id_the_gradebook_has(scored, tmp_path, student, record):
    roster = worksheet("Participant 7,Ada Lovelace,a@x.edu,,13,Yes")
    _, rows = export(scored({student: 10}, {student: record}), tmp_path, "moodle", roster, **ONE)
    assert rows[1][3] == "10"


@pytest.mark.parametrize(
    ("roster", "student"),
    [
        ("Identifier,Status,Grade\nParticipant 7,Submitted,\n", "participant-7"),
        ("ID,Status,Bewertung\nTeilnehmer/in7,Abgegeben,\n", "teilnehmerin-7"),
    ],
)
def test_a_blind_worksheet_is_filled(scored, tmp_path, roster, student):
    _, rows = export(scored({student: 10}), tmp_path, "moodle", roster, **ONE)
    assert rows[1][2] == "10"


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ({"ada_lovelace-8": 10, "alan": 12}, "number 8 is Alan Turing there, and ada_lovelace-8"),
        ({"participant-7": 10, "participant-99": 12}, "participant-99 is not in it"),
    ],
    ids=["names", "hidden names"],
)
def test_the_worksheet_of_another_assignment_or_site_is_refused(scored, tmp_path, scores, told):
    said, rows = export(scored(scores), tmp_path, "moodle", BOTH, **ONE)
    assert rows is None
    assert "worksheet of another assignment or site" in said
    assert told in said


def test_an_id_with_another_name_is_named(scored, tmp_path):
    records = {
        "ada": {"first_name": "Ada", "last_name": "Lovelace"},
        "alan": {"first_name": "Grace", "last_name": "Hopper"},
    }
    said, _ = export(scored(SCORES, records), tmp_path, "moodle", BOTH, **ONE)
    assert "line 3: alan has another name in the gradebook than Alan Turing" in said
    assert said.count("has another name") == 1


def test_a_roster_on_which_nobody_is_known_is_refused(scored, tmp_path):
    roster = worksheet("Participant 7,Ada Lovelace,a@x.edu,,13,Yes")
    said, rows = export(scored({"ada": 10}), tmp_path, "moodle", roster, **ONE)
    assert rows is None
    assert "nbgrader db student add ada --email=EMAIL" in said


@pytest.mark.parametrize(
    ("roster", "told"),
    [
        ("Identyfikator,Ocena\nUczestnik 7,\n", "Moodle (French): Nom d’utilisateur"),
        ("Grade,Maximum grade\n1,2\n", "no column that tells who is who"),
        ("Student,ID,SIS Login ID\nAda,1,ada\n", "is a file of Canvas, not of Moodle"),
    ],
    ids=["language", "columns", "system"],
)
def test_what_is_no_roster_of_moodle_is_refused(scored, tmp_path, roster, told):
    said, rows = export(scored(SCORES), tmp_path, "moodle", roster, **ONE)
    assert rows is None
    assert told in said
