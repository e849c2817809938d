"""A made-up class: submitted notebooks made from solutions, stubs and misconceptions.

`course demo` and the tests use it. Every submission is the released notebook with some solution
cells filled in, as a student would hand it in. Equal seeds give equal classes.
"""

import shutil

import nbformat
import numpy as np

from autograder import exercises
from autograder.build.cells import as_cell
from autograder.course import CONFIG_FILE, Course, CourseError
from autograder.run import sandbox

NAMES = (
    "ada", "alan", "annie", "blaise", "carl", "david", "dorothy", "edsger", "emmy", "grace",
    "hedy", "henri", "john", "karen", "katherine", "kurt", "leonhard", "maryam", "mary", "niels",
    "ronald", "rosalind", "sofia", "srinivasa",
)  # fmt: skip

WORDS = (
    "In run 1 the loss fell at every step; in run 2, with ten times the rate, it jumped about.",
    "The larger the step, the faster it went, until a step overshot the minimum.",
    "I compared runs 1 and 3: they differ in one setting only, so that is what made the change.",
)


def stage(course, folder):
    """Makes a demo course in `folder` from the sources of `course`; replaces an earlier one.

    Raises `CourseError` if the folder holds something else.
    """
    if folder.exists() and not (folder / ".demo").exists():
        raise CourseError(
            f"{folder} exists and was not made by `course demo`. Move it away, or name another "
            "folder with --folder."
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / ".demo").touch()
    shutil.copy(course.root / CONFIG_FILE, folder)
    shutil.copytree(
        course.root / "source", folder / "source", ignore=shutil.ignore_patterns("runs")
    )
    return Course(folder)


def submit(course, assignment, student, cells, answers=None):
    """Writes a submission: the release with the text of `cells` in the exercises' solution cells.

    `cells` maps an exercise to a cell's source; all other cells stay as released. `answers` maps
    written exercises to text.
    """
    folder = course.folder("submitted", assignment, student)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    texts = {**cells, **(answers or {})}
    for path in course.notebooks(assignment, "release"):
        nb = nbformat.read(path, as_version=4)
        for cell in nb.cells:
            metadata = cell.metadata.get("nbgrader", {})
            if metadata.get("solution") and metadata.get("grade_id") in texts:
                cell.source = texts[metadata["grade_id"]]
        nbformat.write(nb, folder / path.name)


def play_class(course, assignment, n_students=24, seed=0):
    """Writes submissions of `n_students`; returns what each of them did, in words.

    The first student solves everything; the second hands in the release as it is. The others solve
    most exercises, have zero to three misconceptions, and sometimes stop half-way.
    """
    rng = np.random.default_rng(seed)
    known = exercises.load(assignment)
    order = [known[name] for name in course.check_cells(assignment)]
    writings = _writings(course, assignment)
    did = {}
    for number in range(n_students):
        round_, place = divmod(number, len(NAMES))
        name = NAMES[place] + (str(round_ + 1) if round_ else "")
        solved, wrong = _play_one(order, number, rng)
        cells = {exercise.name: as_cell(exercise) for exercise in solved}
        cells |= {exercise.name: as_cell(exercise, variant) for exercise, variant in wrong}
        finished = len(cells) == len(order)
        answers = {written: WORDS[number % len(WORDS)] for written in writings} if finished else {}
        submit(course, assignment, name, cells, answers)
        faults = [f"{exercise.name}: {variant.misconception.id}" for exercise, variant in wrong]
        did[name] = ", ".join(faults) or ("everything" if solved else "nothing")
    return did


def _writings(course, assignment):
    """The grade ids of the written answers."""
    return [
        grade_id
        for cells in course.nbgrader_cells(assignment).values()
        for grade_id, cell in cells.items()
        if cell.cell_type == "markdown" and cell.metadata.nbgrader.get("solution")
    ]


def _play_one(order, number, rng):
    if number == 0:
        return order, []
    if number == 1:
        return [], []
    fewest = min(3, len(order) - 1)
    reached = len(order) if rng.random() < 0.8 else int(rng.integers(fewest, len(order)))
    with_variants = [exercise for exercise in order[:reached] if exercise.variants]
    chosen = rng.permutation(len(with_variants))[: int(rng.integers(0, 4))]
    wrong = [(with_variants[i], _usual_variant(with_variants[i], rng)) for i in sorted(chosen)]
    names = {exercise.name for exercise, _ in wrong}
    return [exercise for exercise in order[:reached] if exercise.name not in names], wrong


def _usual_variant(exercise, rng):
    """Draws a variant of the exercise; the variants that it lists first are drawn most often."""
    place = int(rng.geometric(0.3)) - 1
    return exercise.variants[min(place, len(exercise.variants) - 1)]


def sandboxed(say):
    """Whether the demo class can be run in a sandbox; `say` gets the reason why it cannot."""
    try:
        sandbox.require()
    except sandbox.SandboxMissing as error:
        say(
            f"{error}\nThe demo goes on without a sandbox, because its submissions were written by "
            "this program."
        )
        return False
    return True
