"""`nbgrader export` with the course's exporters, run for real and read back with csv.

The class of conftest.py: ada 10 of 13 (a written answer waits), alan 12, grace 8 less 3 for being
late, ghost without a submission.
"""

import csv

import mini_course
import pytest
from mini_course import ASSIGNMENT

pytestmark = pytest.mark.slow

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,backpropagation (77),Final Score\n"
    "    Points Possible,,,,,,13,(read only)\n"
    '"Lovelace, Ada",101,S1,ada,A,"likes, commas",9,50\n'
    '"Türing, Alan",102,S2,alan,A,=1+1,,\n'
    '"Ødegård, Nobody",104,S4,ghost,B,,,\n'
    '"Hopper, Grace",103,grace,gh,B,-3.5,EX,\n'
)
MOODLE = (
    "First name,Last name,ID number,Email address,Assignment: backpropagation (Real),"
    "backpropagation (Percentage)\n"
    "Ada,Lovelace,ada,ada@x.edu,-,-\n"
    "Nobody,Ødegård,ghost,g@x.edu,-,-\n"
)


def export(graded, tmp_path, kind, roster=None, *more, target=None):
    """Runs the command; returns its result and the rows of the file, None if there is none."""
    target = target or tmp_path / "grades.csv"
    words = ["export", "--exporter", f"autograder.export.{kind}Exporter", "--to", str(target)]
    if roster is not None:
        path = tmp_path / "roster.csv"
        path.write_bytes(roster if isinstance(roster, bytes) else roster.encode())
        words.append(f"--{kind}Exporter.roster={path}")
    result = mini_course.nbgrader(graded, *words, *more)
    assert "Traceback" not in result.stderr
    if roster is not None:
        assert path.read_bytes() == (roster if isinstance(roster, bytes) else roster.encode())
    return result, rows_of(target) if target.exists() else None


def rows_of(path, delimiter=","):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def by_id(rows, column):
    place = rows[0].index(column)
    return {row[place]: row for row in rows[1:]}


def test_canvas_without_a_roster(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Canvas")
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", ASSIGNMENT]
    assert rows[1] == ["    Points Possible", "", "", "", "", "13"]
    found = by_id([rows[0], *rows[2:]], "SIS Login ID")
    assert {name: row[5] for name, row in found.items()} == {
        "ada": "10", "alan": "12", "grace": "5", "ghost": ""
    }  # fmt: skip
    assert found["ada"][0] == 'Lovelace, "Countess", Ada'
    assert found["ghost"][0] == "Ødegård, Nobody"
    assert "ada: waits for a marker" in result.stderr


def test_canvas_keeps_the_rosters_rows_and_columns(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Canvas", CANVAS)
    assert rows == [
        CANVAS.splitlines()[0].split(","),
        ["    Points Possible", "", "", "", "", "", "13", "(read only)"],
        ["Lovelace, Ada", "101", "S1", "ada", "A", "likes, commas", "10", "50"],
        ["Türing, Alan", "102", "S2", "alan", "A", "'=1+1", "12", ""],
        ["Ødegård, Nobody", "104", "S4", "ghost", "B", "", "", ""],
        ["Hopper, Grace", "103", "grace", "gh", "B", "-3.5", "EX", ""],
    ]
    assert "ada: the roster's 9 becomes 10" in result.stderr
    assert "grace: excused in Canvas; its cell is kept" in result.stderr


def test_moodle_without_a_roster(graded, tmp_path):
    _, rows = export(graded, tmp_path, "Moodle")
    found = by_id(rows, "Username")
    assert {name: row[-1] for name, row in found.items()} == {
        "ada": "10", "alan": "12", "grace": "5", "ghost": "-"
    }  # fmt: skip
    assert found["alan"][:2] == ["'=1+1", "Türing"]


def test_moodle_fills_points_not_percentages(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Moodle", MOODLE)
    assert rows[0] == MOODLE.splitlines()[0].split(",")
    assert rows[1] == ["Ada", "Lovelace", "ada", "ada@x.edu", "10", "-"]
    assert rows[2] == ["Nobody", "Ødegård", "ghost", "g@x.edu", "-", "-"]
    assert "alan is graded but not on the roster" in result.stderr
    assert "set the maximum grade in Moodle to 13" in result.stderr


WORKSHEET = (
    "Identifier,Full name,Email address,Username,Grade,Maximum grade,Last modified (grade)\n"
    "Participant 7,Ada Lovelace,a@x.edu,ada,,100,-\n"
    "Participant 8,Nobody,g@x.edu,ghost,,100,-\n"
)


def test_moodles_grading_worksheet(graded, tmp_path):
    result, rows = export(
        graded, tmp_path, "Moodle", WORKSHEET, "--assignment", f'["{ASSIGNMENT}"]'
    )
    assert [row[4] for row in rows] == ["Grade", "10", ""]
    assert "maximum 100 in Moodle and 13 here" in result.stderr


def test_a_worksheet_needs_its_assignment(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Moodle", WORKSHEET)
    assert (result.returncode, rows) == (1, None)
    assert "--assignment" in result.stderr


def test_long_form(graded, tmp_path):
    _, rows = export(graded, tmp_path, "Long")
    found = [dict(zip(rows[0], row)) for row in rows[1:]]
    assert len(found) == 4 * 4
    line = {(x["student"], x["exercise"]): x for x in found}
    assert {k: line["grace", "predict"][k] for k in ("score", "max", "auto", "manual")} == {
        "score": "0", "max": "2", "auto": "0", "manual": ""
    }  # fmt: skip
    assert line["grace", "forward"]["late penalty of the notebook"] == "3"
    assert line["alan", "comment"]["manual"] == "2"
    assert (line["ada", "comment"]["waiting"], line["ada", "comment"]["score"]) == ("yes", "")
    assert (line["ghost", "update"]["submitted"], line["ghost", "update"]["score"]) == ("no", "")
    assert line["alan", "update"]["first name"] == "'=1+1"


def test_only_the_students_and_assignments_that_are_named(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Canvas", None, "--student", '["ada", "nemo"]')
    assert [row[3] for row in rows[2:]] == ["ada"]
    assert "no student 'nemo'" in result.stderr
    result, rows = export(graded, tmp_path, "Canvas", None, "--assignment", '["nothing"]')
    assert "no assignment 'nothing'" in result.stderr
    assert rows[0][-1] == "Section"


def test_a_heading_of_another_name(graded, tmp_path):
    words = f"--CanvasExporter.columns={ASSIGNMENT}=Week 3 (5)"
    _, rows = export(
        graded, tmp_path, "Canvas", CANVAS.replace("backpropagation (77)", "Week 3 (5)"), words
    )
    assert rows[2][6] == "10"
    assert len(rows[0]) == 8


@pytest.mark.parametrize(
    ("encoded", "told"),
    [
        (CANVAS.encode("utf-8-sig"), None),
        (CANVAS.encode("utf-16"), None),
        (CANVAS.encode("utf-16-le"), None),
        (CANVAS.replace("Ø", "O").encode("latin-1"), "is not UTF-8"),
    ],
    ids=["mark", "utf-16", "utf-16 without mark", "latin-1"],
)
def test_encodings(graded, tmp_path, encoded, told):
    result, rows = export(graded, tmp_path, "Canvas", encoded)
    assert rows[0][0] == "Student"
    assert rows[3][0] == "Türing, Alan"
    assert rows[3][6] == "12"
    assert (told or "") in result.stderr
    assert ("is not UTF-8" in result.stderr) == bool(told)


def test_semicolons_stay(graded, tmp_path):
    roster = "Username;Last name\nada;Lovelace, A.\n"
    export(graded, tmp_path, "Moodle", roster)
    rows = rows_of(tmp_path / "grades.csv", ";")
    assert rows == [["Username", "Last name", ASSIGNMENT], ["ada", "Lovelace, A.", "10"]]


ODD = (
    "Username,Email address,Note\n"
    "ada,ada@x.edu,first\n"
    "ada,ada@x.edu,again\n"
    "nemo,n@x.edu,\n"
    ",,nobody\n"
    "alan,grace,two people\n"
    "alan,a@x.edu,a,comma\n"
    "alan\n"
)


def test_odd_rows_are_named_and_the_rest_goes_on(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Moodle", ODD)
    assert rows[1:] == [
        ["ada", "ada@x.edu", "first", "10"],
        ["nemo", "n@x.edu", "", "-"],
        ["alan", "", "", "12"],
    ]
    for words in (
        "line 3: ada already stands in line 2",
        "line 4: nemo is not in the gradebook",
        "line 5: no id of a student",
        "line 6: ids of several students (alan, grace)",
        "line 7: 4 cells under 3 columns",
        "line 8: 1 cells under 3 columns",
        "grace is graded but not on the roster",
    ):
        assert words in result.stderr


def test_missing_columns_are_put_where_canvas_looks(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Canvas", "Notes,SIS Login ID\nx,ada\n")
    assert rows[0][:6] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Notes"]
    assert rows[2] == ["", "", "", "ada", "", "x", "10"]
    assert "has no column Section" in result.stderr


@pytest.mark.parametrize(
    ("roster", "told"),
    [
        ("Name,Mark\nAda,3\n", "none of the columns SIS Login ID, SIS User ID, ID"),
        ("", "is empty"),
        ('Student,ID\n"' + "x" * 200_000 + '"\n', "is not a CSV file"),
    ],
    ids=["no ids", "empty", "not csv"],
)
def test_a_roster_without_use_stops_it(graded, tmp_path, roster, told):
    result, rows = export(graded, tmp_path, "Canvas", roster)
    assert (result.returncode, rows) == (1, None)
    assert told in result.stderr


def test_a_roster_that_is_not_there(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Canvas", None, "--CanvasExporter.roster=nowhere.csv")
    assert (result.returncode, rows) == (1, None)
    assert "nowhere.csv cannot be read" in result.stderr


@pytest.mark.parametrize("linked", [False, True])
def test_the_roster_is_never_written_over(graded, tmp_path, linked):
    roster = tmp_path / "canvas.csv"
    roster.write_text(CANVAS, encoding="utf-8")
    target = roster
    if linked:
        target = tmp_path / "grades.csv"
        target.symlink_to(roster)
    result, _ = export(
        graded, tmp_path, "Canvas", None, f"--CanvasExporter.roster={roster}", target=target
    )
    assert result.returncode == 1
    assert "is the roster itself" in result.stderr
    assert roster.read_text(encoding="utf-8") == CANVAS


def test_canvas_own_maximum_is_kept_and_told(graded, tmp_path):
    result, rows = export(graded, tmp_path, "Canvas", CANVAS.replace(",13,", ",20,"))
    assert rows[1][6] == "20"
    assert "has 20 points in Canvas and 13 here" in result.stderr
