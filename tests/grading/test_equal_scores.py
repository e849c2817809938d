"""A class with many misconceptions: both ways of grading agree, and so do the exports."""

import csv
import html
import re
import subprocess

import mini_course
import numpy as np
import pytest
from mini_course import ASSIGNMENT, EXERCISES, MAX

from autograder.build.cells import as_cell
from autograder.grade import grading
from autograder.grade.preprocessors import configured
from autograder.grade.session import begin
from helpers.checking.probes import decode_argument

pytestmark = pytest.mark.slow

STUDENTS = [f"student{number:02}" for number in range(8)]
STRIDE = 3
"""Variants that follow each other often have one cause, so each student gets the third next."""


def variant_of(exercise, number):
    """The variant that student `number` hands in."""
    return exercise.variants[STRIDE * number % len(exercise.variants)]


def hand_in(course):
    """Every student hands in one variant of every exercise."""
    for number, student in enumerate(STUDENTS):
        cells = {
            name: as_cell(exercise, variant_of(exercise, number))
            for name, exercise in EXERCISES.items()
        }
        mini_course.submit(course, student, cells, comment=f"My answer, number {number}.")
    mini_course.submit(course, "right")
    mini_course.submit(course, "stub", dict.fromkeys(EXERCISES, "pass"), "Your answer here.")


@pytest.fixture(scope="module")
def both(template, tmp_path_factory):
    """The same class graded twice: (by the code of `course grade`, by `nbgrader autograde`)."""
    root = tmp_path_factory.mktemp("both")
    ours, plain = (mini_course.copy(template, root / name) for name in ("ours", "plain"))
    hand_in(ours)
    hand_in(plain)
    command = mini_course.nbgrader_command("autograde", ASSIGNMENT)
    running = subprocess.Popen(
        command, cwd=plain.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    grading.grade(ours, ASSIGNMENT)
    plain.log, _ = running.communicate()
    assert running.returncode == 0, plain.log
    return ours, plain


@pytest.fixture(scope="module")
def ours(both):
    return both[0]


@pytest.mark.parametrize("student", [*STUDENTS, "right", "stub"])
def test_both_ways_of_grading_give_equal_verdicts_and_scores(both, student):
    ours, plain = (mini_course.verdicts_of(course, student) for course in both)
    assert ours == plain
    assert mini_course.auto_scores(both[0], student) == mini_course.auto_scores(both[1], student)


@pytest.mark.parametrize("student", [*STUDENTS, "right", "stub"])
def test_the_gradebook_holds_the_points_of_the_verdicts(ours, student):
    verdicts = mini_course.verdicts_of(ours, student)
    earned = {name: exercise["points"] for name, exercise in verdicts["exercises"].items()}
    scores = mini_course.auto_scores(ours, student)
    assert {name: scores[name] for name in EXERCISES} == earned


def test_every_misconception_costs_marks_and_is_named(ours):
    wrong = []
    for number, student in enumerate(STUDENTS):
        verdicts = mini_course.verdicts_of(ours, student)["exercises"]
        for name, exercise in EXERCISES.items():
            fault = variant_of(exercise, number)
            verdict = verdicts[name]
            if verdict["points"] >= MAX[name] or verdict["misconception"] != fault.misconception.id:
                wrong.append((name, fault.function.__name__, verdict["misconception"]))
    assert wrong == []


def test_the_right_answer_gets_full_marks_and_the_stub_none(ours):
    right, stub = (mini_course.verdicts_of(ours, name)["exercises"] for name in ("right", "stub"))
    assert {name: x["points"] for name, x in right.items()} == MAX
    assert {x["points"] for x in stub.values()} == {0}


def test_graded_notebooks_are_the_same_in_both_ways(both):
    for student in ("right", "student03"):
        ours, plain = (mini_course.graded_notebook(course, student) for course in both)
        assert [c.source for c in ours.cells] == [c.source for c in plain.cells]
        assert [c.get("outputs") for c in ours.cells] == [c.get("outputs") for c in plain.cells]


def test_nothing_is_said_about_single_submissions_but_by_nbgrader_itself(both):
    said = [line for line in both[1].log.splitlines() if "Warning:" in line]
    assert said == []


def test_export_gives_a_line_a_student_with_these_scores(ours):
    done = mini_course.nbgrader(ours, "export")
    assert done.returncode == 0, done.stderr
    with open(ours.root / "grades.csv", encoding="utf-8", newline="") as file:
        lines = {line["student_id"]: line for line in csv.DictReader(file)}
    assert sorted(lines) == sorted([*STUDENTS, "right", "stub"])
    for student, line in lines.items():
        verdicts = mini_course.verdicts_of(ours, student)["exercises"]
        assert float(line["score"]) == sum(x["points"] for x in verdicts.values())
        assert float(line["max_score"]) == sum(MAX.values()) + mini_course.COMMENT_POINTS


@pytest.fixture(scope="module")
def feedback(ours):
    """A function from a student, and a notebook, to the feedback page."""
    done = mini_course.nbgrader(ours, "generate_feedback", ASSIGNMENT, "--student=student0[0-2]")
    assert done.returncode == 0, done.stderr

    def page(student, notebook="network"):
        folder = ours.folder("feedback", ASSIGNMENT, student)
        return (folder / f"{notebook}.html").read_text(encoding="utf-8")

    return page


def test_feedback_holds_the_message_and_the_hint(ours, feedback):
    verdicts = mini_course.verdicts_of(ours, "student00")["exercises"]
    text = html.unescape(re.sub(r"<[^>]+>", "", feedback("student00")))
    for name in ("forward", "update"):
        for line in verdicts[name]["message"].splitlines():
            if "Parts:" not in line:
                assert line.partition(": ")[2].replace("`", "") in text


def test_no_page_or_notebook_holds_answers_or_hidden_inputs(ours, feedback):
    texts = [feedback(student) for student in STUDENTS[:3]]
    texts += [path.read_text(encoding="utf-8") for path in ours.root.glob("autograded/*/*/*")]
    numbers = hidden_numbers(ours)
    assert len(numbers) > 100
    everything = "\n".join(texts)
    assert "application/vnd.learning-algorithms" not in everything
    shown = set(re.findall(r"\d\.\d{6}", everything))
    assert shown & numbers == set()


def hidden_numbers(course):
    """All numbers in the hidden inputs, each as its first eight characters."""
    judge = begin(course, ASSIGNMENT, configured(course)).judge
    found = set()
    for part in judge.probes().values():
        for probe in part["probes"]:
            for data in probe["arguments"].values():
                argument = decode_argument(data)
                arrays = argument.values() if isinstance(argument, dict) else [argument]
                for array in arrays:
                    found |= {f"{abs(x):.8f}"[:8] for x in np.ravel(array)}
    return {number for number in found if not number.endswith("0000")}
