"""Whose work is it: one person is one student, under whatever name a file or a roster tells.

`tests/handover/made.py` puts the name of a folder into its notebook, so a test sees whose work lies
under which id.
"""

import pytest
from made import WORKSHEET, moodle_zip, roster_file, students_with_work, zipped
from mini_course import ASSIGNMENT
from nbgrader.api import Gradebook

from autograder.course import CourseError
from autograder.handover import headings, names
from autograder.handover.collect import collect


def taken(course, tmp_path, roster, *folders):
    """Collects these folders; returns the folder by student, and what was said of the others."""
    known = roster_file(tmp_path, roster) if roster else None
    found = collect(course, ASSIGNMENT, moodle_zip(tmp_path, *folders), known)
    return students_with_work(course), " | ".join(reason for _, reason in found.left)


ADA = {"ada": {"first_name": "Ada", "last_name": "Lovelace", "email": "Ada@x.edu"}}


@pytest.mark.parametrize(
    ("student", "record", "roster"),
    [
        ("ada", {}, "Full name,Username,Email address\nAda Lovelace,ada,a@x.edu\n"),
        ("1001", {}, "Full name,ID number,Username\nAda Lovelace,1001,ada\n"),
        ("Ada@x.edu", {}, "Full name,Username,Email address\nAda Lovelace,ada,ada@X.edu\n"),
        ("ada", ADA["ada"], "Full name,ID number,Email address\nAda Lovelace,7,ada@x.edu\n"),
        ("ada_lovelace-11", {}, WORKSHEET + "Participant 11,Ada Lovelace,a@x.edu,,13,Yes\n"),
        ("ada", {"lms_user_id": "1001"}, "Full name,ID number\nAda Lovelace,1001\n"),
    ],
    ids=["user name", "id number", "email", "gradebook's email", "identifier", "lms id"],
)
def test_whichever_id_the_gradebook_has_is_found(course, scored, tmp_path, student, record, roster):
    scored({student: None}, {student: record})
    assert taken(course, tmp_path, roster, "Ada Lovelace_11") == ({student: "Ada Lovelace_11"}, "")


def test_what_a_roster_tells_is_remembered_for_the_next_roster(course, scored, tmp_path):
    scored({})
    first = "First name,Last name,ID number,Email address\nAda,Lovelace,1001,ada@x.edu\n"
    second = WORKSHEET + "Participant 57,Ada Lovelace,ada@x.edu,,13,Yes\n"
    assert taken(course, tmp_path, first, "Ada Lovelace_11") == ({"1001": "Ada Lovelace_11"}, "")
    with Gradebook(course.db_url) as gradebook:
        record = gradebook.find_student("1001")
        assert (record.first_name, record.last_name, record.email) == (
            "Ada", "Lovelace", "ada@x.edu"
        )  # fmt: skip
    students, said = taken(course, tmp_path, second, "Ada Lovelace_57")
    assert students.keys() == {"1001"}
    assert "which was kept" in said


def test_canvas_numbers_are_remembered(course, scored, tmp_path):
    scored({"ada": None})
    roster = roster_file(tmp_path, 'Student,ID,SIS Login ID\n"Lovelace, Ada",101,ada\n')
    collect(course, ASSIGNMENT, zipped(tmp_path, ("lovelaceada_101_9_network.ipynb", b"x")), roster)
    with Gradebook(course.db_url) as gradebook:
        record = gradebook.find_student("ada")
        assert (record.first_name, record.last_name) == ("Ada", "Lovelace")
        assert record.lms_user_id == "101"


def test_nothing_that_the_gradebook_tells_is_replaced(course, scored, tmp_path):
    scored({"ada": None}, {"ada": {"last_name": "Byron", "email": "old@x.edu"}})
    roster = "First name,Last name,Username,Email address\nAda,Lovelace,ada,new@x.edu\n"
    assert taken(course, tmp_path, roster, "Ada Lovelace_11")[1] == ""
    with Gradebook(course.db_url) as gradebook:
        record = gradebook.find_student("ada")
        assert (record.first_name, record.last_name, record.email) == (
            None, "Byron", "old@x.edu"
        )  # fmt: skip


def test_a_person_of_a_known_name_is_no_second_student(course, scored, tmp_path):
    scored({"1001": None}, {"1001": {"first_name": "Ada", "last_name": "Lovelace"}})
    roster = "Full name,Email address\nAda Lovelace,ada@x.edu\nAlan Turing,alan@x.edu\n"
    students, said = taken(course, tmp_path, roster, "Ada Lovelace_11", "Alan Turing_12")
    assert students == {"alan@x.edu": "Alan Turing_12"}
    assert "none of the ids that the course knows, but the name of 1001" in said
    assert "nbgrader db student add 1001 --email=ada@x.edu" in said
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_student("1001", email="ada@x.edu")
    assert taken(course, tmp_path, roster, "Ada Lovelace_11")[0]["1001"] == "Ada Lovelace_11"


def test_without_a_roster_too(course, tmp_path):
    assert taken(course, tmp_path, "", "Ada Lovelace_11")[1] == ""
    students, said = taken(course, tmp_path, "", "Ada Lovelace_57", "Alan Turing_58")
    assert students == {"ada_lovelace-11": "Ada Lovelace_11", "alan_turing-58": "Alan Turing_58"}
    assert "Ada Lovelace (57) may be ada_lovelace-11" in said


def test_a_row_with_ids_of_two_students_is_named(course, scored, tmp_path):
    scored({"1001": None, "ada@x.edu": None})
    roster = "Full name,ID number,Email address\nAda Lovelace,1001,ada@x.edu\n"
    students, said = taken(course, tmp_path, roster, "Ada Lovelace_11")
    assert (students, "several students (1001, ada@x.edu)" in said) == ({}, True)


# --- a number is trusted only with its name -----------------------------------------------------


@pytest.mark.parametrize("name", ["Bob Kahn", "Group A1"], ids=["person", "team"])
def test_a_number_alone_places_nothing(course, tmp_path, name):
    roster = WORKSHEET + "Participant 1,Ada Lovelace,ada@x.edu,,13,Yes\n"
    students, said = taken(course, tmp_path, roster, f"{name}_1")
    assert students == {}
    assert f"number 1 is Ada Lovelace on the roster, not {name}" in said


def test_a_number_alone_places_nothing_in_canvas(course, tmp_path):
    roster = roster_file(tmp_path, 'Student,ID,SIS Login ID\n"Kahn, Bob",101,bob\n')
    path = zipped(tmp_path, ("lovelaceada_101_9_network.ipynb", b"x"))
    found = collect(course, ASSIGNMENT, path, roster)
    assert students_with_work(course) == {}
    assert "number 101 is Kahn, Bob on the roster, not lovelaceada" in found.left[0][1]


def test_the_worksheet_of_another_assignment_places_nothing(course, tmp_path):
    roster = (
        WORKSHEET
        + "Participant 12,Ada Lovelace,ada@x.edu,,13,Yes\n"
        + "Participant 11,Alan Turing,alan@x.edu,,13,Yes\n"
    )
    students, said = taken(
        course, tmp_path, roster, "Ada Lovelace_11", "Grace_13", "Alan Turing_14"
    )
    assert students == {}
    assert "number 11 is Alan Turing" in said
    assert "Grace (13) is not on the roster" in said
    assert "Alan Turing has the number 11 on the roster, not 14" in said


# --- teams --------------------------------------------------------------------------------------

TEAM = (
    "Identifier,Full name,Email address,Group,Grade\n"
    "Participant 1,Ada Lovelace,ada@x.edu,Group A1,\n"
    "Participant 2,Alan Turing,alan@x.edu,Group A1,\n"
    "Participant 3,Grace Hopper,grace@x.edu,Group/B,\n"
    "Participant 4,Bob Kahn,bob@x.edu,Default group,\n"
)


def test_every_member_gets_the_work_of_the_team(course, tmp_path):
    students, said = taken(course, tmp_path, TEAM, "Group A1_1", "GroupB_3", "Default group")
    assert said == ""
    assert students == {
        "ada@x.edu": "Group A1_1", "alan@x.edu": "Group A1_1", "grace@x.edu": "GroupB_3",
        "bob@x.edu": "Default group",
    }  # fmt: skip


def test_a_member_without_an_id_is_named(course, tmp_path):
    roster = (
        "First name,Last name,Username,Group,Identifier\n"
        "Ada,Lovelace,ada,T,Participant 1\n"
        "Alan,Turing,../x,T,Participant 2\n"
    )
    students, said = taken(course, tmp_path, roster, "T_1")
    assert students == {"ada": "T_1"}
    assert "not placed for Alan Turing of T: the roster's id of Alan Turing" in said


def test_a_member_with_work_of_two_teams_is_named(course, tmp_path):
    roster = TEAM + "Participant 1,Ada Lovelace,ada@x.edu,Group C,\n"
    students, said = taken(course, tmp_path, roster, "Group A1_1", "Group C_2")
    assert students == {"alan@x.edu": "Group A1_1"}
    assert "Group A1 (1) and Group C (2) both have the id ada@x.edu" in said


def test_the_default_team_without_a_worksheet_is_named(course, tmp_path):
    students, said = taken(course, tmp_path, "", "Default group")
    assert (students, "--roster, says who is in it" in said) == ({}, True)


# --- hidden names -------------------------------------------------------------------------------

BLIND_ROSTERS = [
    ("Identifier,Status,Grade\nParticipant 14,Submitted,\n", "Participant_14", "participant-14"),
    ("ID,Status,Bewertung\nTeilnehmer/in14,Abgegeben,\n", "Teilnehmerin_14", "teilnehmerin-14"),
]


@pytest.mark.parametrize(("roster", "folder", "student"), BLIND_ROSTERS, ids=["en", "de"])
def test_a_blind_worksheet_is_a_roster(course, tmp_path, roster, folder, student):
    assert taken(course, tmp_path, roster, folder) == ({student: folder}, "")


def test_a_blind_download_fits_no_names_by_its_numbers(course, tmp_path):
    roster = WORKSHEET + "Participant 14,Ada Lovelace,ada@x.edu,,13,Yes\n"
    students, said = taken(course, tmp_path, roster, "Participant_14")
    assert (students, "number 14 is Ada Lovelace" in said) == ({}, True)


def test_hidden_people_of_two_assignments_are_not_taken_for_each_other(course, tmp_path):
    taken(course, tmp_path, "", "Participant_14")
    students, said = taken(course, tmp_path, "", "Participant_15")
    assert (students.keys(), said) == ({"participant-14", "participant-15"}, "")


# --- names that are hard ------------------------------------------------------------------------


def test_two_of_one_name_are_told_apart_by_their_numbers(course, tmp_path):
    roster = (
        WORKSHEET
        + "Participant 1,John Smith,j1@x.edu,,13,Yes\n"
        + "Participant 2,John Smith,j2@x.edu,,13,Yes\n"
    )
    assert taken(course, tmp_path, roster, "John Smith_1", "John Smith_2") == (
        {"j1@x.edu": "John Smith_1", "j2@x.edu": "John Smith_2"}, ""
    )  # fmt: skip


def test_two_of_one_name_without_numbers_are_named(course, tmp_path):
    roster = "Full name,Email address\nJohn Smith,j1@x.edu\nJohn Smith,j2@x.edu\n"
    students, said = taken(course, tmp_path, roster, "John Smith_1", "John Smith_2")
    assert students == {}
    assert said.count("several rows of the roster could be John Smith") == 2


def test_one_of_two_of_one_name_who_is_known_is_not_taken_for_the_other(course, scored, tmp_path):
    scored({"j1": None})
    roster = "Full name,Username\nJohn Smith,j1\nJohn Smith,j2\n"
    students, said = taken(course, tmp_path, roster, "John Smith_2")
    assert (students, "several rows" in said) == ({}, True)


@pytest.mark.parametrize(
    ("name", "in_zip"),
    [
        ("Miles O'Brien", "Miles OBrien"),
        ("Miles O’Brien", "Miles O’Brien"),
        ("Smith, John (Jr.)", "Smith, John (Jr.)"),
        ("Ada/Alan", "AdaAlan"),
        ("Ødegård Türing", "Ødegård Türing"),
        ("李 小龙", "李 小龙"),
        ("हिन्दी कवि", "हिन्दी कवि"),
        ("Ада Лавлейс", "Ада Лавлейс"),
        ("Anne-Marie Curie", "Group A-Anne-Marie Curie"),
    ],
)
def test_names_with_signs_and_in_other_scripts(course, tmp_path, name, in_zip):
    roster = WORKSHEET + f'Participant 11,"{name}",a@x.edu,,13,Yes\n'
    folder = f"{in_zip}_11"
    assert taken(course, tmp_path, roster, folder) == ({"a@x.edu": folder}, "")


def test_an_id_that_is_made_up_keeps_the_signs_of_its_script():
    assert names.made_up("हिन्दी कवि", "3") == "हिन्दी_कवि-3"
    assert len(names.made_up("李" * 300, "3").encode()) <= 128


# --- languages ----------------------------------------------------------------------------------

SPOKEN = {
    "English": "Identifier,Full name,Username,Email address,Grade,Maximum grade",
    "German": "ID,Vollständiger Name,Anmeldename,E-Mail-Adresse,Bewertung,Bestwertung",
    "Spanish": "Identificador,Nombre completo del usuario,Nombre de usuario,Dirección de correo,"
    "Calificación,Calificación máxima",
    "French": "Identifiant,Nom complet de l’utilisateur,Nom d’utilisateur,Adresse de courriel,"
    "Note,Note maximale",
}


@pytest.mark.parametrize("language", SPOKEN)
def test_headings_of_four_languages_are_known(course, tmp_path, language):
    header = SPOKEN[language]
    assert headings.form_of(header.split(",")).language == language
    roster = f"{header}\nTeilnehmer/in11,Ada Lovelace,ada,a@x.edu,,13\n"
    assert taken(course, tmp_path, roster, "Ada Lovelace_11") == ({"ada": "Ada Lovelace_11"}, "")


NAMES_APART = {
    "German": "Vorname,Nachname,ID-Nummer",
    "Spanish": "Nombre,Apellido(s),Número de ID",
    "French": "Prénom,Nom de famille,Numéro d'identification",
}


@pytest.mark.parametrize("language", NAMES_APART)
def test_a_grade_export_of_another_language_is_a_roster(course, tmp_path, language):
    roster = f"{NAMES_APART[language]}\nAda,Lovelace,1001\n"
    assert taken(course, tmp_path, roster, "Ada Lovelace_11")[0] == {"1001": "Ada Lovelace_11"}


def test_an_unknown_language_is_said_with_the_columns_that_were_looked_for(course, tmp_path):
    roster = "Identyfikator,Pełna nazwa,E-mail,Ocena\nUczestnik 11,Ada,a@x.edu,\n"
    with pytest.raises(CourseError) as refusal:
        taken(course, tmp_path, roster, "Ada_11")
    for words in ("Its columns: Identyfikator", "Moodle (German): Anmeldename", "to English"):
        assert words in str(refusal.value)
    assert students_with_work(course) == {}
