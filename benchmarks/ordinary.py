"""Time the grading of four ordinary nbgrader courses: `course grade` beside `nbgrader autograde`.

The courses are those of the tests: assert cells, AUTOTEST, partial credit, and several notebooks
with written answers. Half of each class hands in solutions, half of it the tests' wrong answers.
Both sides grade the same submissions as commands, in turn; all scores are compared.

    python benchmarks/ordinary.py [--students 8] [--rounds 3]

Exits with 1 if a score differs.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "ordinary"))

import courses
import ordinary

from autograder.course import Course

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = {
    "nbgrader autograde": [sys.executable, "-m", "nbgrader", "autograde"],
    "course grade": [sys.executable, "-c", "from autograder.cli import main; main()", "grade"],
}


def main():
    """Prints a line for each course; exits with 1 if a score differs."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--students", type=int, default=8)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        course = played(Path(folder), given.students)
        print(f"{given.students} submissions to each course, median of {given.rounds} rounds")
        for assignment in courses.COURSES:
            rounds = [graded(course, assignment) for _ in range(given.rounds)]
            times = [[took for took, _ in sides] for sides in rounds]
            vanilla, ours = map(statistics.median, zip(*times, strict=True))
            ratio = statistics.median(first / second for first, second in times)
            unequal = sum(first != second for (_, first), (_, second) in rounds)
            different += unequal
            print(
                f"{assignment:12} nbgrader {vanilla:6.1f} s, course {ours:6.1f} s, "
                f"ratio {ratio:.1f}, scores {'DIFFER' if unequal else 'equal'}",
                flush=True,
            )
    sys.exit(different > 0)


def played(folder, n_students):
    """The four courses with a class that has handed in."""
    course = courses.write(folder / "course")
    for assignment in courses.COURSES:
        right = courses.solutions(assignment)
        for number in range(n_students):
            answers = courses.BOB[assignment] if number % 2 else right
            ordinary.submit(course, assignment, f"student{number:02}", answers)
    return course


def graded(course, assignment):
    """(seconds, scores by student) of each side, on copies of the course."""
    found = []
    for command in COMMANDS.values():
        with tempfile.TemporaryDirectory() as folder:
            copy = Course(shutil.copytree(course.root, Path(folder) / "course"))
            begun = time.perf_counter()
            subprocess.run(
                [*command, assignment],
                cwd=copy.root,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                capture_output=True,
                check=True,
            )
            took = time.perf_counter() - begun
            students = sorted(path.name for path in (copy.root / "submitted").iterdir())
            found.append((took, [ordinary.grades(copy, assignment, x) for x in students]))
    return found


if __name__ == "__main__":
    main()
