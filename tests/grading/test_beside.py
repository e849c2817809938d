"""The files beside a notebook: one limit for what cells see, what is kept, and what is hashed."""

import os
from pathlib import Path

import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX, RIGHT

from autograder.grade import grading
from autograder.grade.prepare import digest_of
from autograder.run import beside
from autograder.run.beside import BLOCK, copy_files, look, read_files

ROOM = 4 * BLOCK

# Reads no notebook and writes none: only what stands beside it counts.
READS = "import glob\nprint(sorted(glob.glob('*')))\n" + RIGHT["forward"]


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(beside, "MAX_FILES", ROOM)


def fill(folder):
    """Fills a folder with two files that fit, and two that do not."""
    (folder / "a.txt").write_text("small", encoding="utf-8")
    with (folder / "b.bin").open("wb") as sparse:
        sparse.truncate(ROOM)
    (folder / "c").mkdir()
    (folder / "c" / "d.txt").write_text("small", encoding="utf-8")
    (folder / "c" / "e.bin").write_bytes(bytes(2 * BLOCK))


LEFT_OUT = ["b.bin", "c/e.bin"]


def paths_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_what_is_too_large_is_left_out_everywhere_alike(small, tmp_path):
    (tmp_path / "from").mkdir()
    fill(tmp_path / "from")
    found = look(tmp_path / "from")
    assert found.left_out == LEFT_OUT
    assert "graded without these: b.bin, c/e.bin" in found.warning
    copy_files(tmp_path / "from", tmp_path / "to")
    assert paths_in(tmp_path / "to") == ["a.txt", "c", "c/d.txt"]
    assert [path for path, _ in read_files(tmp_path / "from")] == ["a.txt", "c", "c/d.txt"]


def test_a_digest_reads_no_file_that_is_left_out_and_notices_its_size(small, tmp_path, monkeypatch):
    fill(tmp_path)
    before = digest_of(tmp_path)
    opened = []

    def open_(path, *args):
        opened.append(path.name)
        return open(path, *args)

    monkeypatch.setattr(Path, "open", open_)
    assert digest_of(tmp_path) == before
    assert sorted(opened) == ["a.txt", "d.txt"]
    with (tmp_path / "b.bin").open("r+b") as sparse:
        sparse.truncate(ROOM + 1)
    assert digest_of(tmp_path) != before


def test_the_number_of_files_is_limited_too(small, tmp_path):
    for number in range(9):
        (tmp_path / f"{number}").touch()
    assert look(tmp_path).left_out == ["4", "5", "6", "7", "8"]
    assert look(tmp_path).warning.endswith("graded without these: 4, 5, 6 and 2 more")


def test_a_name_breaks_no_line_of_the_warning(small, tmp_path):
    name = "a\n\x1b[2J\udcff"
    with (tmp_path / name).open("wb") as sparse:
        sparse.truncate(ROOM + 1)
    assert look(tmp_path).warning.isprintable()


def test_links_and_pipes_are_no_files(tmp_path):
    (tmp_path / "link").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe")
    assert look(tmp_path) == beside.Beside()


@pytest.mark.slow
def test_a_submission_over_the_limit_is_graded_without_the_large_files(small, course):
    folder = mini_course.submit(course, "ada", {"forward": READS}, break_it=fill)
    mini_course.submit(course, "alan")
    verdicts = grading.grade(course, ASSIGNMENT)
    points = {name: x["points"] for name, x in verdicts["ada"]["exercises"].items()}
    assert (points, verdicts["ada"]["incidents"]) == (MAX, [])
    assert verdicts["ada"]["reason"] == look(folder).warning
    assert verdicts["alan"]["reason"] is None
    seen = mini_course.cell_of(mini_course.graded_notebook(course, "ada"), "forward").outputs
    assert seen[0].text == "['a.txt', 'c']\n"
    there = paths_in(course.folder("autograded", ASSIGNMENT, "ada"))
    assert there == ["a.txt", "c", "c/d.txt", "decision.ipynb", "network.ipynb", "verdicts.json"]
