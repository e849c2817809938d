"""The records of a grading: in the gradebook, in autograded/ and on the machine."""

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX, cell_of, edited
from nbgrader.api import Gradebook

from autograder.course import CourseError
from autograder.exercises import load
from autograder.grade import grading, preprocessors
from autograder.grade.verdicts import read_from, record_verdicts
from autograder.run.workers import WorkerDied
from helpers.checking.answers import MIME

pytestmark = pytest.mark.slow


def grade(course):
    return grading.grade(course, ASSIGNMENT)


def grade_plainly(course):
    done = mini_course.nbgrader(course, "autograde", ASSIGNMENT, "--force")
    assert done.returncode == 0, done.stderr


def remove(grade_id):
    def break_it(folder):
        with edited(folder) as nb:
            nb.cells.remove(cell_of(nb, grade_id))

    return break_it


def remove_notebook(folder):
    (folder / "network.ipynb").unlink()


def entry_of(course, student, grade_id):
    """Automatic score, marker's score, score, and whether the cell still needs a marker."""
    with Gradebook(course.db_url) as gradebook:
        entry = gradebook.find_grade(grade_id, "network", ASSIGNMENT, student)
        return entry.auto_score, entry.manual_score, entry.score, entry.needs_manual_grade


@pytest.fixture(scope="module", params=[grade, grade_plainly], ids=["course", "nbgrader"])
def graded_twice(request, template, tmp_path_factory):
    """A class that handed in twice and was graded twice; in between, a marker gave some marks."""
    course = mini_course.copy(template, tmp_path_factory.mktemp("twice") / "course")
    wrong = {"update": "def update(params, grads, learning_rate): pass"}
    mini_course.submit(course, "same", wrong)
    for student in ("loses-cell", "loses-notebook", "marked", "writes"):
        mini_course.submit(course, student)
    mini_course.submit(course, "writes-nothing", comment=None)
    mini_course.submit(course, "deletes-question", break_it=remove("comment"))
    request.param(course)
    course.first = {
        path.parent.name: mini_course.verdicts_of(course, path.parent.name)
        for path in course.root.glob(f"autograded/*/{ASSIGNMENT}")
    }
    with Gradebook(course.db_url) as gradebook:
        entry = gradebook.find_grade("check_forward", "network", ASSIGNMENT, "marked")
        entry.manual_score, entry.needs_manual_grade = 2, False
        gradebook.db.commit()
    mini_course.submit(course, "loses-cell", break_it=remove("check_forward"))
    mini_course.submit(course, "loses-notebook", break_it=remove_notebook)
    mini_course.submit(course, "marked", {"forward": "pass"})
    request.param(course)
    return course


def test_a_score_does_not_outlive_its_check_cell(graded_twice):
    assert graded_twice.first["loses-cell"]["exercises"]["forward"]["points"] == 5
    scores = mini_course.auto_scores(graded_twice, "loses-cell")
    assert scores == MAX | {"forward": 0, "comment": None}


def test_a_score_does_not_outlive_its_notebook(graded_twice):
    scores = mini_course.auto_scores(graded_twice, "loses-notebook")
    assert scores == {"forward": 0, "update": 0, "predict": MAX["predict"], "comment": 0}
    verdicts = mini_course.verdicts_of(graded_twice, "loses-notebook")["exercises"]
    assert set(verdicts["forward"]["links"].values()) == {"not run"}


def test_grading_the_same_again_changes_nothing(graded_twice):
    assert mini_course.verdicts_of(graded_twice, "same") == graded_twice.first["same"]
    assert mini_course.total(graded_twice, "same") == sum(MAX.values()) - MAX["update"]


def test_a_markers_score_outlives_grading_again_and_asks_for_review(graded_twice):
    assert entry_of(graded_twice, "marked", "check_forward") == (0, 2, 2, True)


def test_a_written_answer_waits_for_a_marker_and_an_empty_one_does_not(graded_twice):
    assert entry_of(graded_twice, "writes", "comment") == (None, None, 0, True)
    assert entry_of(graded_twice, "writes-nothing", "comment") == (0, None, 0, False)
    assert entry_of(graded_twice, "deletes-question", "comment") == (0, None, 0, False)


def test_a_score_does_not_outlive_a_submission_that_cannot_be_read(course):
    mini_course.submit(course, "ada")
    grade(course)

    def damage(folder):
        for path in folder.glob("*.ipynb"):
            path.write_text("{", encoding="utf-8")

    mini_course.submit(course, "ada", break_it=damage)
    assert grade(course)["ada"]["status"] == "refused"
    assert mini_course.total(course, "ada") == 0
    left = sorted(path.name for path in course.folder("autograded", ASSIGNMENT, "ada").iterdir())
    assert left == ["verdicts.json"]


MARK = f"9871{os.getpid()}"
LEAVES_THINGS = f"""
import os, subprocess
subprocess.Popen(['sleep', '{MARK}'])
subprocess.Popen(['sleep', '{MARK}'], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    os.execvp('sleep', ['sleep', '{MARK}'])
os.mkdir('left'); open('left/file', 'w').close(); os.chmod('left', 0)
display({{'{MIME}': {{}}}}, raw=True)
"""


@pytest.fixture(scope="module")
def graded_once(template, tmp_path_factory):
    """A course where only Ada is graded; `told` holds the calls of `progress`.

    `scratch_folder` is the folder in which the grading made its temporary files.
    """
    course = mini_course.copy(template, tmp_path_factory.mktemp("once") / "course")
    course.scratch_folder = tmp_path_factory.mktemp("scratch")
    course.told = []
    mini_course.submit(course, "ada", {"forward": LEAVES_THINGS})
    mini_course.submit(course, "alan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(course.scratch_folder))
        course.graded = grading.grade(
            course, ASSIGNMENT, students=["ada"], progress=lambda *args: course.told.append(args)
        )
    return course


def test_one_student_can_be_graded_alone(graded_once):
    assert list(graded_once.graded) == ["ada"]
    assert graded_once.told == [("ada", graded_once.graded["ada"])]
    assert mini_course.verdicts_of(graded_once, "alan") is None


def test_verdicts_have_the_agreed_form(graded_once):
    verdicts = graded_once.graded["ada"]
    assert verdicts == mini_course.verdicts_of(graded_once, "ada")
    assert set(verdicts) >= {"student", "assignment", "status", "reason", "exercises"}
    assert (verdicts["student"], verdicts["assignment"]) == ("ada", ASSIGNMENT)
    agreed = ["points", "max", "status", "links", "misconception", "message"]
    assert [list(exercise) for exercise in verdicts["exercises"].values()] == [agreed] * 3
    assert set(verdicts["exercises"]["update"]["links"].values()) == {"pass"}


@pytest.mark.parametrize(
    ("links", "status"),
    [
        ({"a": "pass", "b": "pass"}, "right"),
        ({"a": "pass", "b": "fail", "c": "not run"}, "wrong"),
        ({"a": "not run"}, "no answer"),
    ],
)
def test_a_verdict_of_before_verdicts_had_a_status_gets_one(tmp_path, links, status):
    content = {"exercises": {"update": {"links": links}}}
    (tmp_path / "verdicts.json").write_text(json.dumps(content))
    assert read_from(tmp_path)["exercises"]["update"]["status"] == status


# (exercise, id in version 0.1, a question or hint in the message, current id)
OLD_IDS = [
    ("l2_gradient", "m61", "", "lambda-missing"),
    ("l2_gradient", "m63", "Where did the 2 go?", "half-kept"),
    ("l2_gradient", "m63", "Where did the ½ go?", "half-forgotten"),
    ("l2_gradient", "m63", "a question that nobody asks any more", "m63"),
    ("l2_gradient", "other-penalty", "", "other-penalty"),
]


@pytest.mark.parametrize(("name", "id", "said", "today"), OLD_IDS)
def test_a_verdict_of_version_0_1_is_read_with_the_id_of_today(tmp_path, name, id, said, today):
    """If an old id stood for several questions, the message shows which question was asked."""
    variants = load("regularisation")[name].variants
    asked = next(
        (x.misconception for x in variants if said and said in x.misconception.stronger), None
    )
    message = f"Ask yourself: {asked.hint}\nA stronger hint: {asked.stronger}" if asked else said
    verdict = {"links": {"value": "fail"}, "misconception": id, "message": message}
    content = {"assignment": "regularisation", "exercises": {name: verdict}}
    (tmp_path / "verdicts.json").write_text(json.dumps(content))
    assert read_from(tmp_path)["exercises"][name]["misconception"] == today


def test_a_graded_check_cell_holds_message_and_score_and_no_cell_holds_answers(graded_once):
    nb = mini_course.graded_notebook(graded_once, "ada")
    message, score = cell_of(nb, "check_update").outputs
    assert "update: right" in message.data["text/plain"]
    assert "update: right" in message.data["text/html"]
    assert score.data == {"text/plain": "3"}
    outputs = [cell.outputs for cell in nb.cells if cell.cell_type == "code"]
    assert MIME not in json.dumps(outputs)


@pytest.mark.skipif(sys.platform != "linux", reason="the system's list of processes is Linux's")
def test_no_process_of_a_submission_is_left_running(graded_once):
    assert running(MARK) == []


def test_no_file_of_a_submission_is_left_behind(graded_once):
    assert list(graded_once.scratch_folder.iterdir()) == []
    assert list((graded_once.root / ".course").iterdir()) == []


def test_each_grading_asks_on_other_inputs_unless_told(course):
    mini_course.submit(course, "ada")
    config = course.root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace(f"c.RunCells.seed = {mini_course.SEED}\n", ""), encoding="utf-8")
    course = type(course)(course.root)
    seeds = {grade(course)["ada"]["seed"] for _ in range(2)}
    assert len(seeds) == 2


def test_a_course_without_submissions_says_where_they_are_looked_for(course):
    with pytest.raises(CourseError, match=r"no submissions .*submitted/<student>/backpropagation"):
        grade(course)


def test_what_nbgrader_fails_at_costs_one_student_and_says_why(course, monkeypatch):
    for student in ("ada", "alan"):
        mini_course.submit(course, student)

    def fail_for_ada(session, ids, *rest):
        if ids["student"] == "ada":
            raise ValueError("no sense in Ada's notebook")
        record_verdicts(session, ids, *rest)

    monkeypatch.setattr(preprocessors, "record_verdicts", fail_for_ada)
    verdicts = grade(course)
    assert verdicts["ada"]["status"] == "refused"
    assert (
        "nbgrader could not grade it (ValueError: no sense in Ada's notebook)"
        in verdicts["ada"]["reason"]
    )
    assert mini_course.total(course, "ada") == 0
    assert mini_course.total(course, "alan") == sum(MAX.values())


def test_an_installation_that_cannot_run_cells_stops_the_grading_and_costs_no_marks(
    course, monkeypatch, no_idle_worker
):
    mini_course.submit(course, "ada")
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(WorkerDied, match="did not start"):
        grade(course)
    assert mini_course.verdicts_of(course, "ada") is None


def running(word):
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if word.encode() in words:
            found.append(words)
    return found
