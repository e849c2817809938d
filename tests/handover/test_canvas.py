"""Marks for Canvas: what its importer does with a file, and what is therefore written."""

import pytest
from made import export, rows_of
from mini_course import ASSIGNMENT

SCORES = {"ada": 25 / 3, "alan": 12, "ghost": None}
HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Notes,backpropagation (77)\n"
POINTS = "    Points Possible,,,,,,13\n"


def gradebook_file(*rows):
    return HEADER + POINTS + "".join(f"{row}\n" for row in rows)


@pytest.mark.parametrize("note", ["- extension", "=SUM", "+49 170 1", "@ada", "'quoted"])
def test_the_instructors_notes_stay_as_they_are(scored, tmp_path, note):
    roster = gradebook_file(f"Ada,101,S1,ada,A,{note},")
    _, rows = export(scored(SCORES), tmp_path, "canvas", roster)
    assert rows[2] == ["Ada", "101", "S1", "ada", "A", note, "8.3333"]


def test_only_names_that_come_from_here_are_guarded(scored, tmp_path):
    course = scored({"ada": 3}, {"ada": {"first_name": "Ada", "last_name": "=1+1"}})
    _, rows = export(course, tmp_path, "canvas")
    assert rows[2][0] == "'=1+1, Ada"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_tabs_come_back_as_commas_in_utf8(scored, tmp_path, encoding):
    roster = gradebook_file("Türing,102,S2,alan,A,note,").replace(",", "\t").encode(encoding)
    export(scored(SCORES), tmp_path, "canvas", roster)
    assert rows_of(tmp_path / "grades.csv")[2] == ["Türing", "102", "S2", "alan", "A", "note", "12"]


def test_semicolons_stay(scored, tmp_path):
    roster = gradebook_file("Ada,101,S1,ada,A,,").replace(",", ";")
    export(scored(SCORES), tmp_path, "canvas", roster)
    assert rows_of(tmp_path / "grades.csv", ";")[2][6] == "8.3333"


@pytest.mark.parametrize(
    ("cell", "told"),
    [("EX", "excused in Canvas"), ("N/A", "not assigned in Canvas"), ("n/a", "not assigned")],
)
def test_cells_with_a_meaning_are_kept(scored, tmp_path, cell, told):
    roster = gradebook_file(f"Ada,101,S1,ada,A,,{cell}", "Ghost,103,S3,ghost,A,,N/A")
    said, rows = export(scored(SCORES), tmp_path, "canvas", roster)
    assert [row[6] for row in rows[2:]] == [cell, "N/A"]
    assert f"ada: {told}" in said
    assert "ghost:" not in said


def test_marks_are_compared_at_two_decimals(scored, tmp_path):
    roster = gradebook_file("Ada,101,S1,ada,A,,8.33", "Alan,102,S2,alan,A,,11.99")
    said, rows = export(scored(SCORES), tmp_path, "canvas", roster)
    assert [row[6] for row in rows[2:]] == ["8.3333", "12"]
    assert "ada: the roster's" not in said
    assert "alan: the roster's 11.99 becomes 12" in said


def test_an_id_that_canvas_reads_as_a_number_is_named(scored, tmp_path):
    roster = gradebook_file("Ada,101,12.34.56,ada,A,,", "Alan,102,12.34,alan,A,,")
    said, rows = export(scored(SCORES), tmp_path, "canvas", roster)
    assert "line 3: Canvas reads the id 12.34.56 as a number" in said
    assert "12.34 as" not in said
    assert rows[2][2] == "12.34.56"


def test_the_gradebooks_email_finds_a_login(scored, tmp_path):
    course = scored({"1001": 5}, {"1001": {"email": "ada@x.edu"}})
    _, rows = export(course, tmp_path, "canvas", gradebook_file("Ada,101,S1,ada@x.edu,A,,"))
    assert rows[2][6] == "5"


def test_an_id_made_of_name_and_number_is_found(scored, tmp_path):
    roster = gradebook_file('"Lovelace, Ada",101,,,A,,')
    _, rows = export(scored({"lovelaceada-101": 5}), tmp_path, "canvas", roster)
    assert rows[2][6] == "5"


def test_a_file_of_moodle_is_refused(scored, tmp_path):
    roster = "First name,Last name,Username\nAda,Lovelace,ada\n"
    said, rows = export(scored(SCORES), tmp_path, "canvas", roster)
    assert rows is None
    assert "is a file of Moodle, not of Canvas" in said


def test_several_assignments_fit_into_one_file(scored, tmp_path):
    _, rows = export(scored(SCORES, also=("regularisation",)), tmp_path, "canvas")
    assert rows[0][5:] == [ASSIGNMENT, "regularisation"]
