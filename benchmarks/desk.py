"""Time what follows the grading of a large class: report, feedback, regrading, similarity.

The benchmark plays and grades a class of 24. It then copies the submissions, verdicts, attempts and
gradebook rows under other names until the class is large. It prints medians beside their targets.

    python benchmarks/desk.py [--students 1000] [--runs 3]
"""

import argparse
import json
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.build import play, release
from autograder.course import CONFIG_FILE, Course
from autograder.grade import grading, regrade
from autograder.report.class_report import write_report
from autograder.report.feedback import write_feedback
from autograder.report.similarity import write_similarity

ROOT = Path(__file__).parents[1]
ASSIGNMENT = "backpropagation"
FEEDBACK, SIMILARITY = 100, 300


def main():
    """Times everything and prints a line for each."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--students", type=int, default=1000)
    arguments.add_argument("--runs", type=int, default=3)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        course = _course(Path(folder))
        students = _enlarge(course, given.students)
        for name, aim, unit, step in _steps(course, students):
            took = [_timed(step) for _ in range(given.runs)]
            took = [1000 * x / FEEDBACK if unit == "ms a student" else x for x in took]
            print(f"{name}: {statistics.median(took):.1f} {unit} (at most {aim})", flush=True)


def _steps(course, students):
    feedback, few = students[:FEEDBACK], _part(course, students[:SIMILARITY])
    return [
        (f"report of {len(students)}", 10, "s", lambda: write_report(course, ASSIGNMENT)),
        (
            f"feedback for {len(feedback)}",
            150,
            "ms a student",
            lambda: write_feedback(course, ASSIGNMENT, feedback),
        ),
        (
            f"regrading of {len(students)}",
            60,
            "s",
            lambda: regrade.judge_again(course, ASSIGNMENT),
        ),
        (
            f"similarity of {min(SIMILARITY, len(students))}",
            60,
            "s",
            lambda: write_similarity(few, ASSIGNMENT),
        ),
    ]


def _timed(step):
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def _course(folder):
    """A course with a class of 24, played and graded."""
    shutil.copy(ROOT / CONFIG_FILE, folder)
    shutil.copytree(ROOT / "source", folder / "source", ignore=shutil.ignore_patterns("runs"))
    course = Course(folder)
    release.build(course, [ASSIGNMENT], lambda *_: None)
    play.play_class(course, ASSIGNMENT)
    grading.grade(course, ASSIGNMENT)
    return course


def _enlarge(course, n_students):
    """Copies students until the class has `n_students`; returns all names."""
    names = course.students(ASSIGNMENT)
    with Gradebook(course.db_url) as gradebook:
        session = gradebook.db
        for number in range(len(names), n_students):
            original = names[number % len(play.NAMES)]
            name = f"{original}-{number}"
            _copy_rows(session, gradebook.find_submission(ASSIGNMENT, original), name)
            for step in ("submitted", "autograded", "attempts"):
                shutil.copytree(
                    course.folder(step, ASSIGNMENT, original), course.folder(step, ASSIGNMENT, name)
                )
            path = course.folder("autograded", ASSIGNMENT, name) / "verdicts.json"
            content = json.loads(path.read_text(encoding="utf-8"))
            path.write_text(json.dumps({**content, "student": name}), encoding="utf-8")
            names.append(name)
        session.commit()
    return names


def _copy_rows(session, original, name):
    student = Student(id=name)
    submission = SubmittedAssignment(student=student, assignment=original.assignment)
    session.add(submission)
    for notebook in original.notebooks:
        copied = SubmittedNotebook(notebook=notebook.notebook, assignment=submission)
        session.add(copied)
        for grade in notebook.grades:
            session.add(
                Grade(
                    cell=grade.cell,
                    notebook=copied,
                    auto_score=grade.auto_score,
                    manual_score=grade.manual_score,
                    needs_manual_grade=grade.needs_manual_grade,
                )
            )
        for comment in notebook.comments:
            session.add(
                Comment(cell=comment.cell, notebook=copied, auto_comment=comment.auto_comment)
            )


def _part(course, students):
    """A new course with only the submissions of these students."""
    root = course.root / "part"
    for name in ("source", "release"):
        shutil.copytree(course.root / name, root / name)
    shutil.copy(course.root / CONFIG_FILE, root)
    for student in students:
        source = course.folder("submitted", ASSIGNMENT, student)
        shutil.copytree(source, root / "submitted" / student / ASSIGNMENT)
    return Course(root)


if __name__ == "__main__":
    main()
