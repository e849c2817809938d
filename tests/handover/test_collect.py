"""`course collect`: downloads of Moodle and Canvas, good and bad, into submitted/."""

import stat
import struct
import zipfile

import mini_course
import pytest
from click.testing import CliRunner
from made import MOODLE, at, roster_file, submitted, zipped
from mini_course import ASSIGNMENT

from autograder.cli import main
from autograder.course import CourseError
from autograder.grade import grading
from autograder.handover import zips
from autograder.handover.collect import collect


def test_moodle_with_and_without_folders(course, tmp_path):
    path = zipped(
        tmp_path,
        (f"Ada Lovelace_11{MOODLE}/network.ipynb", b"1"),
        (f"Ada Lovelace_11{MOODLE}/mine/deep/decision.ipynb", b"2"),
        (f"Alan Türing_12{MOODLE}network.ipynb", b"3"),
        (f"top/E\u0301milie_13{MOODLE.rstrip('_')}/network.ipynb", b"4"),
    )
    found = collect(course, ASSIGNMENT, path)
    assert submitted(course) == {
        at("ada_lovelace-11"): b"1",
        at("ada_lovelace-11", "decision"): b"2",
        at("alan_türing-12"): b"3",
        at("émilie-13"): b"4",
    }
    assert len(found.placed) == 4
    assert found.left == []


def test_canvas_takes_the_latest_attempt_and_tells_who_was_late(course, tmp_path):
    path = zipped(
        tmp_path,
        ("lovelaceada_101_9001_network.ipynb", b"first"),
        ("lovelaceada_101_9003_network-2.ipynb", b"third"),
        ("lovelaceada_101_9002_network-1.ipynb", b"second"),
        ("türingalan_LATE_102_9004_network-10.ipynb", b"late"),
    )
    found = collect(course, ASSIGNMENT, path)
    assert submitted(course) == {at("lovelaceada-101"): b"third", at("türingalan-102"): b"late"}
    assert found.late == ["türingalan-102"]
    assert sorted(name for name, _ in found.left) == [
        "lovelaceada_101_9001_network.ipynb",
        "lovelaceada_101_9002_network-1.ipynb",
    ]
    assert ["handed in again, and -2 counts" in reason for _, reason in found.left] == [True] * 2


ADA_IN_CANVAS = "lovelaceada_101_9_network.ipynb"
TWO_ADAS = 'Student,ID,SIS Login ID\n"Lovelace, Ada",101,ada\n"Lovelace, Ada",102,other\n'
NUMBERED = "Identifier,Full name,ID number\nParticipant 11,A B,ada\n"


@pytest.mark.parametrize(
    ("entry", "roster"),
    [
        (ADA_IN_CANVAS, TWO_ADAS),
        (ADA_IN_CANVAS, 'Student,SIS User ID\n"Lovelace, Ada",ada\n'),
        (f"A B_11{MOODLE}/network.ipynb", "First name,Last name,Username\nA,B,ada\n"),
        (f"A B_11{MOODLE}/network.ipynb", NUMBERED),
        (f"E\u0301mile_11{MOODLE}/network.ipynb", "Full name;Email address\nÉmile;ada\n"),
        (f"Émile_11{MOODLE}/network.ipynb", "Full name,Username\nE\u0301mile,ada\n"),
    ],
    ids=["number", "canvas name", "moodle name", "participant", "composed", "decomposed"],
)
def test_a_roster_says_whose_id_is_which(course, tmp_path, entry, roster):
    path = zipped(tmp_path, (entry, b"x"))
    found = collect(course, ASSIGNMENT, path, roster_file(tmp_path, roster))
    assert found.left == []
    assert submitted(course) == {at("ada"): b"x"}


@pytest.mark.parametrize(
    ("roster", "reason"),
    [
        ("Full name,Username\nAlan,alan\n", "is not on the roster"),
        ("Full name,Username\nAda,a1\nAda,a2\n", "several rows of the roster"),
        ("Full name,Username\nAda,../../x\n", "cannot be the name of a student's folder"),
        ("Full name,Username\nAda,\n", "the roster has no id for Ada"),
        ("Full name,Identifier,Username\nAda,Participant 99,ada\n", "has the number 99"),
        ("Full name,Identifier,Username\nBob,Participant 11,bob\n", "number 11 is Bob"),
        ("Identifier,Username\nParticipant 11,bob\n", "number 11 is Participant 11"),
    ],
    ids=["unknown", "ambiguous", "traversal", "no id", "a namesake", "a number", "no names"],
)
def test_who_cannot_be_told_is_named(course, tmp_path, roster, reason):
    path = zipped(tmp_path, (f"Ada_11{MOODLE}/network.ipynb", b"x"))
    found = collect(course, ASSIGNMENT, path, roster_file(tmp_path, roster))
    assert submitted(course) == {}
    assert [reason in why for _, why in found.left] == [True]


def test_two_people_with_one_id_are_both_left(course, tmp_path):
    path = zipped(
        tmp_path,
        (f"Ada_11{MOODLE}/network.ipynb", b"x"),
        (f"ADA_12{MOODLE}/network.ipynb", b"y"),
    )
    found = collect(
        course, ASSIGNMENT, path, roster_file(tmp_path, "Full name,Username\nAda,ada\n")
    )
    assert submitted(course) == {}
    assert [why for _, why in found.left] == ["Ada (11) and ADA (12) both have the id ada"] * 2


GOOD = (f"Alan_12{MOODLE}/network.ipynb", b"good")


def link():
    info = zipfile.ZipInfo(f"Ada_11{MOODLE}/network.ipynb")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (f"../../Ada_11{MOODLE}/network.ipynb", "leads out of the zip"),
        (f"..\\Ada_11{MOODLE}\\network.ipynb", "leads out of the zip"),
        (f"/Ada_11{MOODLE}/network.ipynb", "leads out of the zip"),
        (f"C:\\Ada_11{MOODLE}\\network.ipynb", "leads out of the zip"),
        (link(), "a link to another file"),
        (f"Ada_11{MOODLE}/answers.ipynb", "it has decision, network"),
        (f"Ada_11{MOODLE}/network.pdf", "not a notebook"),
        ("Ada/network.ipynb", "not named as Moodle or Canvas"),
        (f"Ada_11_{'x' * 300}{MOODLE}/network.ipynb", "no single person"),
        ("Ada_11_assignsubmission_onlinetext_/onlinetext.html", "typed into Moodle"),
        ("lovelaceada_101_text.html", "typed into Canvas"),
        ("lovelaceada_LATE_101_link.html", "a web address"),
        ("anon_aB3dE_347_network.ipynb", "an anonymous download"),
        ("LATE_anon_12345_347_network.ipynb", "an anonymous download"),
        ("Default group_assignsubmission_file_/network.ipynb", "says who is in it"),
    ],
)
def test_a_bad_entry_is_named_and_stops_nobody(course, tmp_path, name, reason):
    found = collect(course, ASSIGNMENT, zipped(tmp_path, (name, b"/etc/passwd"), GOOD))
    assert submitted(course) == {at("alan-12"): b"good"}
    assert [reason in why for _, why in found.left] == [True], found.left
    assert not (course.root.parent / ASSIGNMENT).exists()


def test_names_play_no_tricks_on_the_terminal(course, tmp_path):
    found = collect(course, ASSIGNMENT, zipped(tmp_path, ("\x1b[2J\u202eb.ipynb", b"")))
    assert found.left[0][0] == "\ufffd[2J\ufffdb.ipynb"


def test_droppings_are_counted_and_left(course, tmp_path):
    inside = f"Ada_11{MOODLE}"
    names = (
        f"__MACOSX/{inside}/network.ipynb",
        f"{inside}/._network.ipynb",
        f"{inside}/.DS_Store",
        f"{inside}/.ipynb_checkpoints/network.ipynb",
    )
    found = collect(course, ASSIGNMENT, zipped(tmp_path, *((name, b"x") for name in names), GOOD))
    assert (found.droppings, found.left) == (4, [])
    assert submitted(course) == {at("alan-12"): b"good"}


def test_two_different_files_for_one_notebook_are_named(course, tmp_path):
    inside = f"Ada_11{MOODLE}"
    path = zipped(
        tmp_path, (f"{inside}/network.ipynb", b"1"), (f"{inside}/network (1).ipynb", b"2"), GOOD
    )
    found = collect(course, ASSIGNMENT, path)
    assert submitted(course) == {at("alan-12"): b"good"}
    assert [why for _, why in found.left] == [
        "ada-11 has 2 different files for network; put only one into the zip"
    ] * 2


def test_equal_files_for_one_notebook_are_one(course, tmp_path):
    name = f"Ada_11{MOODLE}/network.ipynb"
    found = collect(course, ASSIGNMENT, zipped(tmp_path, (name, b"1"), (name, b"1")))
    assert submitted(course) == {at("ada-11"): b"1"}
    assert found.left == []


def test_nothing_is_written_over(course, tmp_path):
    kept = course.folder("submitted", ASSIGNMENT, "ada-11")
    kept.mkdir(parents=True)
    (kept / "network.ipynb").write_bytes(b"mine")
    (kept / "decision.ipynb").write_bytes(b"same")
    path = zipped(
        tmp_path,
        (f"Ada_11{MOODLE}/network.ipynb", b"other"),
        (f"Ada_11{MOODLE}/decision.ipynb", b"same"),
        GOOD,
    )
    found = collect(course, ASSIGNMENT, path)
    assert submitted(course) == {
        at("ada-11"): b"mine", at("ada-11", "decision"): b"same", at("alan-12"): b"good"
    }  # fmt: skip
    assert found.there == [("ada-11", "decision")]
    assert ["which was kept" in why for _, why in found.left] == [True]
    again = collect(course, ASSIGNMENT, path)
    assert (again.placed, len(again.there)) == ([], 2)


def patched(path, at_offset, code, value):
    """Writes `value` into the local and the central record of the zip's first entry."""
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", at_offset), (b"PK\x01\x02", at_offset + 2)):
        struct.pack_into(code, content, content.index(mark) + offset, value)
    path.write_bytes(content)
    return path


def test_an_encrypted_entry_is_named(course, tmp_path):
    path = patched(zipped(tmp_path, (f"Ada_11{MOODLE}/network.ipynb", b"x"), GOOD), 6, "<H", 1)
    found = collect(course, ASSIGNMENT, path)
    assert ["without a password" in why for _, why in found.left] == [True]
    assert submitted(course) == {at("alan-12"): b"good"}


@pytest.mark.parametrize("claimed", [None, 10], ids=["honest", "lying"])
def test_a_bomb_is_stopped(course, tmp_path, claimed):
    path = zipped(tmp_path, (f"Ada_11{MOODLE}/network.ipynb", bytes(20_000_000)), GOOD)
    if claimed:
        patched(path, 22, "<I", claimed)
    found = collect(course, ASSIGNMENT, path)
    told = "cannot be unpacked" if claimed else "more than 200 times"
    assert [told in why for _, why in found.left] == [True]
    assert submitted(course) == {at("alan-12"): b"good"}


@pytest.mark.parametrize(
    ("limit", "reason"),
    [("MAX_ENTRY", "unpacks to more than"), ("MAX_TOTAL", "the zip unpacks to more than")],
)
def test_limits_of_size(course, tmp_path, monkeypatch, limit, reason):
    monkeypatch.setattr(zips, limit, 100)
    path = zipped(
        tmp_path,
        (f"Alan_12{MOODLE}/network.ipynb", b"good"),
        (f"Ada_11{MOODLE}/network.ipynb", bytes(200)),
    )
    found = collect(course, ASSIGNMENT, path)
    assert [reason in why for _, why in found.left] == [True]
    assert submitted(course) == {at("alan-12"): b"good"}


def test_a_damaged_entry_is_named(course, tmp_path):
    path = patched(zipped(tmp_path, (f"Ada_11{MOODLE}/network.ipynb", b"abc"), GOOD), 14, "<I", 7)
    found = collect(course, ASSIGNMENT, path)
    assert ["cannot be unpacked" in why for _, why in found.left] == [True]
    assert submitted(course) == {at("alan-12"): b"good"}


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut", None])
def test_what_is_no_zip_is_said(course, tmp_path, content):
    path = tmp_path / "download.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CourseError, match="cannot be read as a zip"):
        collect(course, ASSIGNMENT, path)


def test_the_command_says_what_it_did(course, tmp_path):
    path = zipped(
        tmp_path,
        ("türingalan_LATE_102_4_network.ipynb", b"x"),
        ("[bold]odd[/bold].ipynb", b"x"),
    )
    words = ["collect", ASSIGNMENT, str(path), "--course", str(course.root)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0
    assert "Placed: 1. Already in submitted/: 0." in result.output
    assert "Late according to Canvas: türingalan-102." in result.output
    assert "[bold]odd[/bold].ipynb" in result.output
    result = CliRunner().invoke(main, ["collect", "none", *words[2:]])
    assert result.exit_code == 1
    assert "There is no assignment 'none'" in result.output


@pytest.mark.slow
def test_what_is_collected_can_be_graded(graded, tmp_path):
    course = mini_course.copy(graded, tmp_path / "course")
    folder = course.folder("submitted", ASSIGNMENT, "alan")
    path = zipped(
        tmp_path,
        *((f"Mary_7{MOODLE}/{x.name}", x.read_bytes()) for x in sorted(folder.glob("*.ipynb"))),
    )
    collect(course, ASSIGNMENT, path, roster_file(tmp_path, "Full name,Username\nMary,mary\n"))
    grading.grade(course, ASSIGNMENT, students=["mary"])
    assert mini_course.total(course, "mary") == 10
