"""An assignment without exercises of ours: every verb works on it, by nbgrader's own rules."""

import json
import shutil

import nbformat
import ordinary
import pytest
from click.testing import CliRunner
from nbformat import v4
from ordinary import answer, notebook, plain, task, test, written

from autograder.cli import main
from autograder.course import Course
from autograder.grade import grading
from autograder.grade.preprocessors import configured
from autograder.report.class_report import write_report
from autograder.report.feedback import write_feedback

WEEK = {
    "numbers": notebook(
        plain("# Numbers", "markdown"),
        plain("scale = 1"),
        answer("mean", "def mean(x):\n    return sum(x) / len(x)"),
        test("test_mean", 2, "assert mean([1, 3]) == 2, 'the mean of 1 and 3'"),
        test(
            "test_mean_hidden",
            3,
            "assert mean([4]) == 4\n### BEGIN HIDDEN TESTS\n"
            "assert mean([1, 2, 6]) == 3, 'the secret of 1, 2, 6'\n### END HIDDEN TESTS",
        ),
        plain("## Roots", "markdown"),
        answer("root", "def root(x):\n    return x**0.5 * scale"),
        test("partial", 4, "sum(2 * (root(x * x) == x) for x in (2, 3))"),
        written("why", 5),
        written("draw", 1, "# a drawing", "code"),
        task("free", 6),
    ),
    "words": notebook(
        answer("shout", "def shout(path):\n    return open(path).read().upper()"),
        test("test_mean", 1, "assert shout('data.txt') == 'HELLO'"),
    ),
}
FILES = {"source/week/data.txt": "hello"}
RIGHT = ordinary.solved(WEEK["numbers"]) | ordinary.solved(WEEK["words"])
MOST = {"test_mean": 2.0, "test_mean_hidden": 3.0, "partial": 4.0}


STUDENTS = {
    "right": RIGHT,
    "right-written": {**RIGHT, "why": "Because.", "draw": "draw()"},
    "stub": {},
    "half": {**RIGHT, "root": "def root(x):\n    return 2"},
    "wrong": {**RIGHT, "mean": "def mean(x):\n    return x[0] if len(x) == 1 else 2"},
    "warns": {
        **RIGHT,
        "root": "import sys\ndef root(x):\n    print(x, file=sys.stderr)\n    return x",
    },
    "no-test": {**RIGHT, "test_mean": None},
}
EARNED = {
    "right": MOST,
    "right-written": MOST,
    "stub": {"test_mean": 0.0, "test_mean_hidden": 0.0, "partial": 0.0},
    "half": {**MOST, "partial": 2.0},
    "wrong": {**MOST, "test_mean_hidden": 0.0},
    "warns": {**MOST, "partial": 0.0},
    "no-test": {**MOST, "test_mean": 0.0},
}


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """The released course with its submissions; tests copy it."""
    root = tmp_path_factory.mktemp("template") / "course"
    course = ordinary.compile_(ordinary.write(root, {"week": WEEK}, files=FILES))
    for student, cells in STUDENTS.items():
        ordinary.submit(course, "week", student, cells)
    return course


def copy(course, root, config=""):
    """A copy of the course in another folder, with more lines in its configuration."""
    shutil.copytree(course.root, root)
    (root / "nbgrader_config.py").write_text(ordinary.CONFIG + config, encoding="utf-8")
    return Course(root)


@pytest.fixture(scope="module")
def graded(template, tmp_path_factory):
    """The course, graded, and the verdicts by student."""
    course = copy(template, tmp_path_factory.mktemp("graded") / "course")
    return course, grading.grade(course, "week")


@pytest.mark.parametrize("student", STUDENTS)
def test_cells_earn_what_nbgraders_rule_gives(graded, student):
    course, verdicts = graded
    grades = ordinary.grades(course, "week", student)
    assert {x: grades["numbers", x][0] for x in MOST} == EARNED[student]
    cells = verdicts[student]["cells"]["numbers"]
    assert {x: cells[x]["points"] for x in MOST} == EARNED[student]


def test_a_grade_id_that_stands_in_two_notebooks_has_two_scores(graded):
    course, _ = graded
    grades = ordinary.grades(course, "week", "stub")
    assert grades["words", "test_mean"] == (0.0, False)
    assert ordinary.grades(course, "week", "wrong")["words", "test_mean"] == (1.0, False)


def test_a_marker_marks_what_was_written_and_nothing_else(graded):
    course, _ = graded
    waits = {x for x, (_, waits) in ordinary.grades(course, "week", "stub").items() if waits}
    assert waits == {("numbers", "free")}, "nbgrader's tasks always wait"
    written = ordinary.grades(course, "week", "right-written").items()
    assert {name for (_, name), (_, waits) in written if waits} == {"why", "draw", "free"}


def test_verdicts_say_what_each_cell_said(graded):
    _, verdicts = graded
    told = verdicts["wrong"]["cells"]["numbers"]["test_mean_hidden"]
    assert told["status"] == "wrong"
    assert told["message"] == "stopped with AssertionError: the secret of 1, 2, 6"
    told = verdicts["no-test"]["cells"]
    assert "was missing" in told["numbers"]["test_mean"]["message"]
    assert told["numbers"]["test_mean"]["status"] == "no answer"


def run(course, *words):
    return CliRunner().invoke(main, [*words, "--course", str(course.root)])


def test_the_terminal_shows_the_marks(graded):
    course, _ = graded
    done = run(course, "grade", "week", "--student", "half")
    assert done.exit_code == 0, done.output
    assert "8 of 10" in done.output
    assert "partial" in done.output


def test_feedback_shows_marks_code_and_words_but_no_hidden_test(graded):
    course, _ = graded
    write_feedback(course, "week")
    page = (course.root / "feedback/wrong/week/feedback.html").read_text(encoding="utf-8")
    assert "test_mean_hidden: 0 of 3" in page
    assert "The test cell stopped with AssertionError; some of its tests are not shown." in page
    assert "secret" not in page
    assert "len" in page, "the student's own code"
    page = (course.root / "feedback/stub/week/feedback.html").read_text(encoding="utf-8")
    assert "The test cell stopped with NameError: name &#39;mean&#39; is not defined" in page
    assert "free: waits for a marker" in page


def test_the_report_counts_every_cell_and_says_which_score_themselves(graded):
    course, _ = graded
    folder = write_report(course, "week")
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    scored = {x["exercise"]: x["scored_by"] for x in report["exercises"]}
    assert scored == {
        "numbers: test_mean": "the cell itself",
        "test_mean_hidden": "the cell itself",
        "partial": "the cell itself",
        "why": "a marker",
        "draw": "a marker",
        "free": "a marker",
        "words: test_mean": "the cell itself",
    }
    points = {x["student"]: x["points"] for x in report["students"]}
    assert points["right"] == 10
    assert points["half"] == 8
    assert report["self_scored"] == 10
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "10 of 22 marks are given by cells that score themselves" in page
    assert report["attempts"][0]["median"] > 0


def test_regrade_says_that_there_is_nothing_to_judge_again(graded):
    done = run(graded[0], "regrade", "week")
    assert done.exit_code != 0
    assert "score themselves" in done.output.replace("\n", " ")
    assert "course grade week" in done.output.replace("\n", " ")


OURS = """
from autograder import preprocessors
c.Autograde.exporter_class = preprocessors.SubmissionExporter
c.Autograde.sanitize_preprocessors = preprocessors.SANITISE
c.Autograde.autograde_preprocessors = preprocessors.AUTOGRADE
"""


def test_plain_nbgrader_gives_the_same_scores_with_our_steps(graded, template, tmp_path):
    ours, verdicts = graded
    course = copy(template, tmp_path / "course", OURS)
    done = ordinary.nbgrader(course, "autograde", "week", "--student=[hn]*")
    assert done.returncode == 0, done.stderr
    for student in ("half", "no-test"):
        assert ordinary.grades(course, "week", student) == ordinary.grades(ours, "week", student)
        path = course.folder("autograded", "week", student) / "verdicts.json"
        assert json.loads(path.read_text())["cells"] == verdicts[student]["cells"]


def test_no_execute_scores_the_outputs_that_were_handed_in(template, tmp_path):
    course = copy(template, tmp_path / "course", OURS)
    path = course.folder("submitted", "week", "right") / "numbers.ipynb"
    nb = nbformat.read(path, as_version=4)
    for cell in nb.cells:
        if ordinary.id_of(cell) == "partial":
            cell.outputs = [v4.new_output("execute_result", {"text/plain": "1.5"})]
        if ordinary.id_of(cell) == "test_mean":
            cell.outputs = [v4.new_output("error", ename="E", evalue="", traceback=[])]
    nbformat.write(nb, path)
    done = ordinary.nbgrader(course, "autograde", "week", "--student=right", "--no-execute")
    assert done.returncode == 0, done.stderr
    scores = ordinary.grades(course, "week", "right")
    assert {x: scores["numbers", x][0] for x in MOST} == {**MOST, "partial": 1.5, "test_mean": 0}


def test_course_grade_says_that_it_runs_what_it_grades(template, tmp_path):
    course = copy(template, tmp_path / "course", "c.Execute.enabled = False")
    done = run(course, "grade", "week")
    assert done.exit_code != 0
    assert "nbgrader autograde week --no-execute" in " ".join(done.output.split())
    assert not (course.root / "autograded").exists()


@pytest.mark.parametrize(
    ("config", "cell", "notebook"),
    [
        ("", 90, 300),
        ("c.Execute.timeout = 7", 7, 300),
        ("c.ExecutePreprocessor.timeout = 600", 600, 1800),
        ("c.Execute.timeout = None", 300, 300),
        ("c.Execute.timeout = -1", 300, 300),
        ("c.Execute.timeout = 7\nc.RunCells.cell_seconds = 9.0", 9, 300),
        ("c.Execute.timeout = 600\nc.RunCells.notebook_seconds = 60.0", 60, 60),
    ],
)
def test_nbgraders_own_limit_on_a_cell_holds(tmp_path, config, cell, notebook):
    course = ordinary.write(tmp_path / "course", {}, ordinary.CONFIG + config)
    limits = configured(course).limits
    assert (limits.cell, limits.notebook) == (cell, notebook)


def test_a_build_proves_that_solutions_pass_their_own_tests(template, tmp_path):
    course = copy(template, tmp_path / "course")
    shutil.rmtree(course.root / "release")
    (course.root / "docs").mkdir()
    done = run(course, "build")
    assert done.exit_code == 0, done.output
    assert not list((course.root / "docs").iterdir()), "the course's own pages stay as they are"
    assert "HIDDEN" not in str(course.released("week", "numbers"))
    path = course.root / "source/week/numbers.ipynb"
    nb = nbformat.read(path, as_version=4)
    nb.cells[2].source = nb.cells[2].source.replace("len(x)", "3")
    nb.cells[7].source = "1.5"
    nbformat.write(nb, path)
    done = run(Course(course.root), "build")
    assert done.exit_code != 0
    said = " ".join(done.output.split())
    assert "numbers.ipynb: test_mean: AssertionError: the mean of 1 and 3" in said
    assert "numbers.ipynb: the solution earns 1.5 of 4 in the cell 'partial'" in said
    assert said.count("test_mean:") == 1
