"""`course feedback --zip`: names under which Moodle and Canvas find whose feedback a file is.

Moodle takes a number only after the first underscore and ignores what it does not know in silence,
so `found_by_moodle` reads the names as Moodle does.
"""

import zipfile

import pytest
from click.testing import CliRunner
from made import MOODLE, WORKSHEET, moodle_zip, roster_file, zipped
from mini_course import ASSIGNMENT

from autograder.cli import main
from autograder.course import CourseError
from autograder.handover import feedback_zip

ADA = "Participant 11,Ada Lovelace,ada,,13,Yes\n"
TEAM = (
    "Identifier,Full name,Username,Group,Grade\n"
    "Participant 1,Ada Lovelace,ada,Group_A 1,\n"
    "Participant 2,Alan Turing,alan,Group_A 1,\n"
)


@pytest.fixture
def packed(course, scored, tmp_path):
    """A function that packs pages of these students; returns what is in the zip and the result."""

    def pack(students, roster=None, submissions=None, pages=None):
        scored(dict.fromkeys(students, 10))
        paths = {}
        for student in students:
            paths[student] = tmp_path / f"page-{len(paths)}.html"
            text = (pages or {}).get(student, "marks")
            paths[student].write_text(f"<p>{student}: {text}</p>", encoding="utf-8")
        target = tmp_path / "feedback.zip"
        known = roster_file(tmp_path, roster) if roster else None
        plan = feedback_zip.plan(course, ASSIGNMENT, paths, target, known, submissions)
        done = feedback_zip.pack(plan, target, paths)
        with zipfile.ZipFile(target) as file:
            return {name: file.read(name).decode() for name in file.namelist()}, done

    return pack


def found_by_moodle(name):
    """(number, kind, file) as Moodle's importer takes a name apart; None if it ignores it."""
    parts = name.split("/")
    info = parts[0].split("_", 4)
    if len(info) < 4 or not info[1].isdigit():
        return None
    return int(info[1]), f"{info[2]}_{info[3]}", parts[1]


@pytest.mark.parametrize(
    "name", ["Ada Lovelace", "van_der_Berg", "O'Brien/X", "Smith, John", "李 小龙", "Ødegård", "_"]
)
def test_moodle_finds_the_number_of_the_worksheet(packed, name):
    roster = WORKSHEET + f'Participant 11,"{name}",ada,,13,Yes\n'
    contents, done = packed(["ada"], roster)
    assert [found_by_moodle(x) for x in contents] == [(11, "assignfeedback_file", "feedback.html")]
    assert list(contents.values()) == ["<p>ada: marks</p>"]
    assert (done.students, done.left) == (["ada"], [])


def test_who_is_not_on_the_worksheet_is_named(packed):
    contents, done = packed(["ada", "alan"], WORKSHEET + ADA)
    assert len(contents) == 1
    assert done.left == [(("alan",), "is not on the roster, or not in the zip of submissions")]


@pytest.mark.parametrize(
    ("roster", "student"),
    [
        ("Identifier,Status,Grade\nParticipant 14,,\n", "participant-14"),
        ("ID,Status,Bewertung\nTeilnehmer/in14,,\n", "teilnehmerin-14"),
    ],
)
def test_hidden_names_work_too(packed, roster, student):
    contents, _ = packed([student], roster)
    assert [found_by_moodle(name)[0] for name in contents] == [14]


def test_a_teams_number_comes_from_the_zip_of_submissions(packed, tmp_path):
    path = moodle_zip(tmp_path, "Group A 1_7")
    contents, done = packed(["ada", "alan"], TEAM, path)
    assert [found_by_moodle(name)[0] for name in contents] == [7]
    assert done.students == ["ada", "alan"]


def test_a_teams_worksheet_alone_is_refused(packed, tmp_path):
    with pytest.raises(CourseError, match="--submissions ZIP"):
        packed(["ada", "alan"], TEAM)
    assert not (tmp_path / "feedback.zip").exists()


def test_a_team_whose_pages_differ_is_named(packed, tmp_path):
    path = moodle_zip(tmp_path, "Group A 1_7", "Grace_8")
    roster = TEAM + "Participant 3,Grace,grace,Grace,\n"
    contents, done = packed(["ada", "alan", "grace"], roster, path, {"ada": "a comment"})
    assert [found_by_moodle(name)[0] for name in contents] == [8]
    assert [who for who, _ in done.left] == [("ada", "alan")]
    assert "choose it with --student" in done.left[0][1]


def test_a_class_without_a_page_to_pack_gets_no_zip(packed, tmp_path):
    path = moodle_zip(tmp_path, "Group A 1_7")
    with pytest.raises(CourseError, match="ada, alan: their pages differ"):
        packed(["ada", "alan"], TEAM, path, {"ada": "a comment"})
    assert not (tmp_path / "feedback.zip").exists()


def test_the_default_team_has_no_number_and_is_named(packed, tmp_path):
    path = moodle_zip(tmp_path, "Default group", "Grace_8")
    roster = TEAM.replace("Group_A 1", "Default group") + "Participant 3,Grace,grace,Grace,\n"
    _, done = packed(["ada", "alan", "grace"], roster, path)
    assert [who for who, _ in done.left] == [("ada", "alan")]
    assert "has no number" in done.left[0][1]


def test_the_zip_of_submissions_is_enough_for_ids_that_were_made_of_it(packed, tmp_path):
    contents, _ = packed(["ada_lovelace-11"], None, moodle_zip(tmp_path, "Ada Lovelace_11"))
    assert [found_by_moodle(name)[0] for name in contents] == [11]


def test_canvas_finds_user_and_file(packed, tmp_path):
    """Canvas takes the first two numbers between underscores: a user's, and a file's of theirs."""
    path = zipped(
        tmp_path,
        ("lovelaceada_LATE_101_9001_network.ipynb", b"x"),
        ("lovelaceada_LATE_101_9002_decision.ipynb", b"x"),
        ("turing_alan_102_9003_network.ipynb", b"x"),
        ("turing_alan_102_9003_notes.pdf", b"x"),
    )
    roster = 'Student,ID,SIS Login ID\n"Lovelace, Ada",101,ada\n"Turing, Alan",102,alan\n'
    contents, _ = packed(["ada", "alan"], roster, path)
    numbers = [[x for x in name.split("_") if x.isdigit()][:2] for name in contents]
    assert numbers == [["101", "9001"], ["102", "9003"]]
    assert all(name.endswith("_feedback.html") for name in contents)


@pytest.mark.parametrize(
    ("roster", "told"),
    [
        ('Student,ID,SIS Login ID\n"Lovelace, Ada",101,ada\n', "--submissions ZIP"),
        ("Full name,Username\nAda,ada\n", "no column Identifier"),
        (WORKSHEET + "Participant 9,Bob,bob,,13,Yes\n", "No page can be packed"),
        (None, "Give Moodle's grading worksheet with --roster"),
    ],
    ids=["canvas", "no numbers", "nobody", "nothing"],
)
def test_what_is_not_enough_is_said_and_no_zip_is_written(packed, tmp_path, roster, told):
    with pytest.raises(CourseError, match=told):
        packed(["ada"], roster)
    assert not (tmp_path / "feedback.zip").exists()


def test_the_worksheet_of_another_assignment_is_refused(packed, tmp_path):
    roster = WORKSHEET + "Participant 11,Bob Kahn,bob,,13,Yes\n" + "Participant 12,Al,al,,13,Yes\n"
    with pytest.raises(CourseError, match="number 11 is Bob Kahn there, and ada_lovelace-11 here"):
        packed(["ada_lovelace-11", "al"], roster)
    assert not (tmp_path / "feedback.zip").exists()


def test_that_nothing_can_be_packed_is_said_before_pages_are_written(course, tmp_path):
    roster = roster_file(tmp_path, WORKSHEET + ADA)
    with pytest.raises(CourseError, match="alan: is not on the roster"):
        feedback_zip.plan(course, ASSIGNMENT, ["alan"], tmp_path / "feedback.zip", roster)


def test_who_is_not_graded_gets_no_page(course, scored, tmp_path):
    scored({"ada": 10, "alan": None})
    roster = roster_file(tmp_path, WORKSHEET + ADA + "Participant 12,Alan,alan,,13,Yes\n")
    plan = feedback_zip.plan(course, ASSIGNMENT, ["ada"], tmp_path / "feedback.zip", roster)
    assert (list(plan.owners.values()), plan.left) == ([["ada"]], [])


def test_an_input_is_never_written_over(course, tmp_path):
    path = zipped(tmp_path, (f"Ada_11{MOODLE}/network.ipynb", b"x"))
    with pytest.raises(CourseError, match="never written over"):
        feedback_zip.plan(course, ASSIGNMENT, ["ada"], path, submissions=path)


@pytest.mark.slow
def test_the_command_packs_the_pages_that_it_writes(graded, tmp_path):
    target, roster = tmp_path / "feedback.zip", roster_file(tmp_path, WORKSHEET + ADA)
    words = ["feedback", ASSIGNMENT, "--course", str(graded.root)]
    result = CliRunner().invoke(main, [*words, "--zip", str(target), "--roster", str(roster)])
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert "for 1 of 3 students" in said
    assert "alan" in said
    page = graded.folder("feedback", ASSIGNMENT, "ada") / "feedback.html"
    with zipfile.ZipFile(target) as file:
        assert [file.read(x) for x in file.namelist()] == [page.read_bytes()]
    result = CliRunner().invoke(main, [*words, "--roster", str(roster)])
    assert result.exit_code == 1
    assert "name the zip to write, too" in result.output
