"""Reports on a graded class, regrades it and compares it; the grading is real."""

import copy
import csv
import dataclasses
import gzip
import json
import shutil

import mini_course
import nbformat
import pytest
from click.testing import CliRunner
from mini_course import ASSIGNMENT, MAX
from nbgrader.api import Gradebook

from autograder import cli, exercises
from autograder.course import CourseError
from autograder.grade import grading, regrade
from autograder.report import similarity
from autograder.report.class_report import write_report

pytestmark = pytest.mark.slow

NEARLY = """
def update(params, grads, learning_rate):
    return {name: params[name] - 1.00001 * learning_rate * grads["d" + name] for name in params}
"""
COPIED = """
def update(weights, slopes, rate):
    # All on my own.
    fresh = {}
    for key in sorted(weights):
        step = rate * slopes["d" + key] + 0 * 1.0
        fresh[key] = weights[key] - step * 1.0
        fresh[key] = fresh[key] + 0.0 * rate
    return fresh
"""
RENAMED = COPIED.replace("weights", "p").replace("slopes", "g").replace("All on", "By")


@pytest.fixture(scope="module")
def graded(template, tmp_path_factory):
    course = mini_course.copy(template, tmp_path_factory.mktemp("desk") / "course")
    mini_course.submit(course, "ada", {"update": NEARLY})
    mini_course.submit(course, "alan")
    mini_course.submit(course, "emmy", {"update": COPIED})
    mini_course.submit(course, "grace", {"update": RENAMED})
    grading.grade(course, ASSIGNMENT)
    with Gradebook(course.db_url) as gradebook:
        where = ("comment", "network", ASSIGNMENT, "ada")
        gradebook.find_grade(*where).manual_score = 2
        gradebook.find_comment(*where).manual_comment = "Well said."
        gradebook.find_grade("check_forward", *where[1:]).manual_score = 1
        gradebook.db.commit()
    return course


@pytest.fixture
def course(graded, tmp_path):
    return mini_course.copy(graded, tmp_path / "course")


@pytest.fixture
def loosened(monkeypatch):
    """The exercise `update`, with a tolerance of one in a thousand."""
    known = exercises.load(ASSIGNMENT)
    exercise = known["update"] = copy.copy(known["update"])
    exercise.links = [dataclasses.replace(link, rtol=1e-3) for link in exercise.links]
    monkeypatch.setattr(exercises, "load", lambda assignment: known)
    return known


def course_command(course, *arguments):
    return CliRunner().invoke(cli.main, [*arguments, "--course", str(course.root)])


def attempts(course, student):
    folder = course.folder("attempts", ASSIGNMENT, student)
    return [json.loads(gzip.decompress(path.read_bytes())) for path in sorted(folder.glob("*"))]


def test_judging_again_without_a_change_changes_nothing(course):
    found = regrade.judge_again(course, ASSIGNMENT)
    assert (found.judged, found.changes, found.again) == (4, [], {})


def test_a_loosened_exercise_is_shown_before_it_is_written(course, loosened):
    before = mini_course.verdicts_of(course, "ada")
    result = course_command(course, "regrade", ASSIGNMENT)
    assert result.exit_code == 0, result.output
    assert f"0 → {MAX['update']:g}" in result.output
    assert "4 submissions judged again: 1 gain, 0 lose" in result.output
    assert "Nothing was written" in result.output
    assert mini_course.verdicts_of(course, "ada") == before
    assert mini_course.auto_scores(course, "ada")["update"] == 0


def test_applied_it_changes_automatic_scores_alone_and_keeps_both_verdicts(course, loosened):
    others = {name: mini_course.auto_scores(course, name) for name in ("alan", "emmy")}
    assert course_command(course, "regrade", ASSIGNMENT, "--apply").exit_code == 0
    assert mini_course.auto_scores(course, "ada")["update"] == MAX["update"]
    assert {name: mini_course.auto_scores(course, name) for name in others} == others
    with Gradebook(course.db_url) as gradebook:
        where = ("network", ASSIGNMENT, "ada")
        assert gradebook.find_grade("comment", *where).manual_score == 2
        assert gradebook.find_comment("comment", *where).comment == "Well said."
        # A marker's points for a checked exercise take precedence over the judge's.
        assert gradebook.find_grade("check_forward", *where).score == 1
    kept = [x["verdicts"]["exercises"]["update"]["points"] for x in attempts(course, "ada")]
    assert kept == [0, MAX["update"]]
    check = mini_course.cell_of(mini_course.graded_notebook(course, "ada"), "check_update")
    assert "update: right" in check.outputs[0].data["text/plain"]
    assert check.outputs[1].data["text/plain"] == f"{MAX['update']:g}"
    nbformat.validate(mini_course.graded_notebook(course, "ada"))
    assert regrade.judge_again(course, ASSIGNMENT).changes == []
    report = json.loads((write_report(course, ASSIGNMENT) / "report.json").read_text())
    assert [x["attempts"] for x in report["students"]] == [1, 1, 1, 1]


def test_an_interrupted_writing_is_finished_by_the_next(course, loosened, monkeypatch):
    found = regrade.judge_again(course, ASSIGNMENT)
    monkeypatch.setattr(regrade, "replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        regrade.apply(course, ASSIGNMENT, found.changes)
    monkeypatch.undo()
    monkeypatch.setattr(exercises, "load", lambda assignment: loosened)
    again = regrade.judge_again(course, ASSIGNMENT)
    assert [change.student for change in again.changes] == ["ada"]
    regrade.apply(course, ASSIGNMENT, again.changes)
    assert mini_course.verdicts_of(course, "ada")["exercises"]["update"]["points"] == MAX["update"]


def test_who_was_asked_something_else_must_be_run_again(course, monkeypatch):
    known = exercises.load(ASSIGNMENT)
    exercise = known["update"] = copy.copy(known["update"])
    draw = exercise.draw
    exercise.draw = lambda rng: draw(rng)[:-1]
    monkeypatch.setattr(exercises, "load", lambda assignment: known)
    shutil.rmtree(course.folder("attempts", ASSIGNMENT, "alan"))
    path = next(course.folder("attempts", ASSIGNMENT, "emmy").glob("*"))
    path.write_bytes(path.read_bytes()[:100])
    found = regrade.judge_again(course, ASSIGNMENT)
    assert found.again["ada"] == "these exercises now ask something else: update"
    assert found.again["alan"] == "no answers are stored"
    assert "cannot be read" in found.again["emmy"]
    assert (found.judged, found.changes) == (0, [])


def test_other_points_than_the_released_are_refused(course, monkeypatch):
    known = exercises.load(ASSIGNMENT)
    exercise = known["update"] = copy.copy(known["update"])
    exercise.links = [dataclasses.replace(link, points=7) for link in exercise.links[:1]]
    monkeypatch.setattr(exercises, "load", lambda assignment: known)
    with pytest.raises(CourseError, match="update is worth 7 marks, but 3 in the gradebook"):
        regrade.judge_again(course, ASSIGNMENT)


def test_there_is_nothing_to_regrade_or_report_before_grading(template, tmp_path):
    course = mini_course.copy(template, tmp_path / "course")
    with pytest.raises(CourseError, match="nobody has been graded"):
        regrade.judge_again(course, ASSIGNMENT)
    with pytest.raises(CourseError, match="nobody has been graded"):
        write_report(course, ASSIGNMENT)


def test_the_report_agrees_with_the_gradebook(course):
    folder = write_report(course, ASSIGNMENT)
    with (folder / "students.csv").open(encoding="utf-8") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    for student in ("ada", "alan", "emmy", "grace"):
        assert float(rows[student]["points"]) == mini_course.total(course, student)
    # A marker has marked ada's written answer; the three others wait.
    assert [rows[name]["waiting"] for name in ("ada", "alan")] == ["0", "1"]
    assert "3 written answers wait" in (folder / "index.html").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_named_and_the_rest_reported(course):
    (course.folder("autograded", ASSIGNMENT, "alan") / "verdicts.json").write_text("{")
    path = next(course.folder("attempts", ASSIGNMENT, "emmy").glob("*"))
    path.write_bytes(b"x")
    report = json.loads((write_report(course, ASSIGNMENT) / "report.json").read_text())
    assert [x["student"] for x in report["students"]] == ["ada", "emmy", "grace"]
    assert any("alan" in line and "course grade" in line for line in report["unread"])
    assert any("emmy" in line and path.name in line for line in report["unread"])


def test_a_report_is_compared_with_an_earlier_one_or_says_why_not(course, tmp_path):
    earlier = write_report(course, ASSIGNMENT)
    page = write_report(course, ASSIGNMENT, earlier=earlier) / "index.html"
    assert "Compared with an earlier report" in page.read_text(encoding="utf-8")
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": 0}')
    result = course_command(course, "report", ASSIGNMENT, "--compare", str(bad))
    assert result.exit_code == 1
    assert "cannot be used for a comparison" in result.output


def test_renamed_copies_lead_the_list_of_similar_solutions(course):
    path = similarity.write_similarity(course, ASSIGNMENT)
    text = path.read_text(encoding="utf-8")
    assert "not a verdict" in text
    first = text[text.index('id="pair-1"') :].splitlines()[0]
    assert "emmy and grace" in first
    assert "100\N{NO-BREAK SPACE}%" in first
    assert "<mark>" in text
    assert similarity.write_similarity(course, ASSIGNMENT).read_text(encoding="utf-8") == text


def test_what_the_release_hands_out_is_not_similar(course):
    scaffold = "\n".join(f"value_{i} = compute({i}, {i + 1}, [{i}, 'x'])" for i in range(20))
    for path in course.notebooks(ASSIGNMENT, "release"):
        nb = nbformat.read(path, as_version=4)
        for cell in nb.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "update":
                cell.source = scaffold
        path.chmod(0o644)
        nbformat.write(nb, path)
    for student in ("ada", "emmy"):
        mini_course.submit(course, student, dict.fromkeys(MAX, scaffold))
    shutil.rmtree(course.root / "submitted" / "grace")
    with pytest.raises(CourseError, match="fewer than two submissions"):
        similarity.write_similarity(course, ASSIGNMENT)


def test_an_unreadable_notebook_is_named_and_the_others_compared(course):
    (course.folder("submitted", ASSIGNMENT, "alan") / "network.ipynb").write_text("{")
    text = similarity.write_similarity(course, ASSIGNMENT).read_text(encoding="utf-8")
    assert "alan: its notebooks cannot be read" in text
    assert "emmy and grace" in text


def test_code_in_the_list_of_similar_solutions_stays_text(course):
    evil = COPIED + "\nnote = '<script>x()</script>'\n"
    for student in ("emmy", "grace"):
        mini_course.submit(course, student, {"update": evil})
    text = similarity.write_similarity(course, ASSIGNMENT).read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
