"""The exporters, over a class that is graded for real, and the two commands that lead to them.

The class of conftest.py: ada 10 of 13 (a written answer waits), alan 12, grace 8 less 3 for being
late, ghost without a submission.
"""

import mini_course
import pytest
from click.testing import CliRunner
from made import by_id, export, roster_file, rows_of
from mini_course import ASSIGNMENT

from autograder.cli import main
from autograder.course import CourseError
from autograder.handover import exporters

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


def test_canvas_without_a_roster(graded, tmp_path):
    said, rows = export(graded, tmp_path, "canvas")
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", ASSIGNMENT]
    assert rows[1] == ["    Points Possible", "", "", "", "", "13"]
    found = by_id([rows[0], *rows[2:]], "SIS Login ID")
    assert {name: row[5] for name, row in found.items()} == {
        "ada": "10", "alan": "12", "grace": "5", "ghost": ""
    }  # fmt: skip
    assert found["ada"][0] == 'Lovelace, "Countess", Ada'
    assert found["ghost"][0] == "Ødegård, Nobody"
    assert "ada: waits for a marker" in said


def test_canvas_keeps_the_rosters_rows_and_columns(graded, tmp_path):
    said, rows = export(graded, tmp_path, "canvas", CANVAS)
    assert rows == [
        CANVAS.splitlines()[0].split(","),
        ["    Points Possible", "", "", "", "", "", "13", "(read only)"],
        ["Lovelace, Ada", "101", "S1", "ada", "A", "likes, commas", "10", "50"],
        ["Türing, Alan", "102", "S2", "alan", "A", "=1+1", "12", ""],
        ["Ødegård, Nobody", "104", "S4", "ghost", "B", "", "", ""],
        ["Hopper, Grace", "103", "grace", "gh", "B", "-3.5", "EX", ""],
    ]
    assert "ada: the roster's 9 becomes 10" in said
    assert "grace: excused in Canvas; its cell is kept" in said


def test_moodle_fills_points_not_percentages(graded, tmp_path):
    said, rows = export(graded, tmp_path, "moodle", MOODLE)
    assert rows[0] == MOODLE.splitlines()[0].split(",")
    assert rows[1] == ["Ada", "Lovelace", "ada", "ada@x.edu", "10", "-"]
    assert len(rows) == 2
    assert "alan is graded but not on the roster" in said
    assert "set the maximum grade in Moodle to 13" in said


WORKSHEET = (
    "Identifier,Full name,Email address,Username,Grade,Maximum grade,Last modified (grade)\n"
    "Participant 7,Ada Lovelace,a@x.edu,ada,,100,-\n"
    "Participant 8,Nobody,g@x.edu,ghost,,100,-\n"
)


def test_moodles_grading_worksheet(graded, tmp_path):
    said, rows = export(graded, tmp_path, "moodle", WORKSHEET, assignment=[ASSIGNMENT])
    assert [row[4] for row in rows] == ["Grade", "10", ""]
    assert "maximum 100 in Moodle and 13 here" in said


def test_long_form(graded, tmp_path):
    _, rows = export(graded, tmp_path, "long")
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
    _, rows = export(graded, tmp_path, "canvas", student=["ada", "ghost"], assignment=[ASSIGNMENT])
    assert sorted(row[3] for row in rows[2:]) == ["ada", "ghost"]


@pytest.mark.parametrize("chosen", [{"student": ["ada", "nemo"]}, {"assignment": ["nemo"]}])
def test_unknown_students_and_assignments_are_refused(graded, tmp_path, chosen):
    said, rows = export(graded, tmp_path, "canvas", **chosen)
    assert rows is None
    assert "'nemo' is not a" in said
    assert (ASSIGNMENT if "assignment" in chosen else "ada, alan") in said.replace("ghost, ", "")


def test_a_heading_of_another_name(graded, tmp_path):
    roster = CANVAS.replace("backpropagation (77)", "Week 3 (5)")
    _, rows = export(graded, tmp_path, "canvas", roster, columns={ASSIGNMENT: "Week 3 (5)"})
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
    said, rows = export(graded, tmp_path, "canvas", encoded)
    assert rows[0][0] == "Student"
    assert rows[3][0] == "Türing, Alan"
    assert rows[3][6] == "12"
    assert (told or "") in said
    assert ("is not UTF-8" in said) == bool(told)


def test_semicolons_stay(graded, tmp_path):
    roster = "Username;Last name\nada;Lovelace, A.\n"
    export(graded, tmp_path, "moodle", roster)
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
    said, rows = export(graded, tmp_path, "moodle", ODD)
    assert rows[1:] == [
        ["ada", "ada@x.edu", "first", "10"],
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
        assert words in said


def test_missing_columns_are_put_where_canvas_looks(graded, tmp_path):
    said, rows = export(graded, tmp_path, "canvas", "Notes,SIS Login ID\nx,ada\n")
    assert rows[0][:6] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Notes"]
    assert rows[2] == ["", "", "", "ada", "", "x", "10"]
    assert "has no column Section" in said


@pytest.mark.parametrize(
    ("roster", "told"),
    [
        ("Name,Mark\nAda,3\n", "Canvas (every language): SIS Login ID, SIS User ID, ID"),
        ("Student,Mark\nAda,3\n", "none of the columns SIS Login ID, SIS User ID, ID"),
        ("", "is empty"),
        ('Student,ID\n"' + "x" * 200_000 + '"\n', "is not a CSV file"),
    ],
    ids=["unknown", "no ids", "empty", "not csv"],
)
def test_a_roster_without_use_stops_it(graded, tmp_path, roster, told):
    said, rows = export(graded, tmp_path, "canvas", roster)
    assert rows is None
    assert told in said


def test_a_roster_that_is_not_there(graded, tmp_path):
    target = tmp_path / "grades.csv"
    with pytest.raises(CourseError, match=r"nowhere\.csv cannot be read"):
        exporters.export(graded, "canvas", print, to=str(target), roster="nowhere.csv")
    assert not target.exists()


@pytest.mark.parametrize("linked", [False, True])
def test_the_roster_is_never_written_over(graded, tmp_path, linked):
    roster = tmp_path / "canvas.csv"
    roster.write_text(CANVAS, encoding="utf-8")
    target = roster
    if linked:
        target = tmp_path / "grades.csv"
        target.symlink_to(roster)
    with pytest.raises(CourseError, match="never written over"):
        exporters.export(graded, "canvas", print, to=str(target), roster=str(roster))
    assert roster.read_text(encoding="utf-8") == CANVAS


def test_canvas_own_maximum_is_kept_and_told(graded, tmp_path):
    said, rows = export(graded, tmp_path, "canvas", CANVAS.replace(",13,", ",20,"))
    assert rows[1][6] == "20"
    assert "has 20 points in Canvas and 13 here" in said


# --- nbgrader's own columns, and the commands ---------------------------------------------------


def test_a_name_with_a_comma_stays_in_one_cell(graded, tmp_path):
    _, rows = export(graded, tmp_path, "summary")
    found = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    line = {row["student_id"]: row for row in found}
    assert line["ada"]["last_name"] == 'Lovelace, "Countess"'
    assert line["alan"]["first_name"] == "'=1+1"
    assert {x: (line[x]["raw_score"], line[x]["score"]) for x in line} == {
        "ada": ("10.0", "10.0"), "alan": ("12.0", "12.0"), "grace": ("8.0", "5.0"),
        "ghost": ("0.0", "0.0"),
    }  # fmt: skip
    assert {row["max_score"] for row in found} == {"13.0"}
    assert line["ghost"]["timestamp"] == ""


def nbgrader_export(graded, *words):
    done = mini_course.nbgrader(graded, "export", *words)
    assert "Traceback" not in done.stderr
    return done


def test_nbgraders_command_takes_ours_by_default(graded, tmp_path):
    """Its own exporter would write the same columns, but a cell more for ada."""
    target = tmp_path / "grades.csv"
    done = nbgrader_export(graded, "--to", str(target))
    assert done.returncode == 0, done.stderr
    ours = export(graded, tmp_path, "summary", target=tmp_path / "ours.csv")[1]
    assert rows_of(target) == ours
    own = tmp_path / "own.csv"
    nbgrader_export(
        graded, "--exporter", "nbgrader.plugins.export.CsvExportPlugin", "--to", str(own)
    )
    rows = rows_of(own)
    assert rows[0] == ours[0]
    assert {len(row) for row in rows} == {11, 12}


def test_nbgraders_command_takes_an_exporter_and_its_options(graded, tmp_path):
    target, roster = tmp_path / "grades.csv", roster_file(tmp_path, CANVAS)
    words = ["--exporter", "autograder.export.CanvasExporter", "--to", str(target)]
    done = nbgrader_export(graded, *words, f"--CanvasExporter.roster={roster}")
    assert rows_of(target)[2][6] == "10"
    assert "ada: waits for a marker" in done.stderr
    done = nbgrader_export(graded, *words, "--CanvasExporter.roster=nowhere.csv")
    assert done.returncode == 1
    assert "nowhere.csv cannot be read" in done.stderr


def test_the_demo_has_a_file_for_each_system(graded):
    folder = exporters.write_all(graded, ASSIGNMENT)
    assert {path.name: len(rows_of(path)) for path in folder.iterdir()} == {
        "canvas.csv": 2 + 4, "moodle.csv": 1 + 3, "long.csv": 1 + 4 * 4
    }  # fmt: skip


def course_export(graded, *words):
    command = ["export", *map(str, words), "--course", str(graded.root)]
    result = CliRunner().invoke(main, command)
    return result.exit_code, " ".join(result.output.split())


def test_the_one_door(graded, tmp_path):
    target = tmp_path / "grades.csv"
    roster = roster_file(tmp_path, CANVAS.replace("backpropagation (77)", "Week 3"))
    words = ("canvas", ASSIGNMENT, "--roster", roster, "--column", "Week 3", "--student", "ada")
    code, said = course_export(graded, *words, "--to", target)
    assert (code, rows_of(target)[2][6], rows_of(target)[3][6]) == (0, "10", "")
    assert "ada: waits for a marker" in said
    assert f"Written: {target}" in said
    for kind in ("summary", "long", "moodle"):
        assert course_export(graded, kind, "--to", target)[0] == 0
    assert len(rows_of(target)) == 1 + 3


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("canvas", "--column", "Week 3"), "name that assignment, too"),
        (("long", "--roster", "x.csv"), "are for Moodle and Canvas"),
        (("moodle", ASSIGNMENT, "--roster", "x.csv"), "x.csv cannot be read"),
    ],
)
def test_the_door_says_what_does_not_fit(graded, words, told):
    code, said = course_export(graded, *words)
    assert (code, told in said) == (1, True)
