"""The exercises: a folder for each assignment, a file for each exercise.

Each file defines one `Exercise` of `autograder.exercises.language`, called `exercise`. The check
cells in source/ say which notebook an exercise belongs to and how many marks it is worth.
"""

import importlib
import pkgutil

from autograder.course import CourseError


def assignments():
    """The names of the assignments that have exercises."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def asked(course, assignment):
    """The exercises that an assignment of this course asks, by name.

    An assignment without check cells asks none: it is an ordinary one of nbgrader's. Raises
    `CourseError` if it has check cells and no exercises are defined for it.
    """
    return load(assignment) if course.check_cells(assignment) else {}


def load(assignment):
    """The exercises of an assignment by name.

    Raises `CourseError` for an unknown assignment.
    """
    if assignment not in assignments():
        raise CourseError(
            f"No exercises are defined for {assignment!r}, only for {', '.join(assignments())}. "
            f"Define them in autograder/exercises/{assignment}/."
        )
    package = importlib.import_module(f"{__name__}.{assignment}")
    found = [
        importlib.import_module(f"{package.__name__}.{module.name}").exercise
        for module in pkgutil.iter_modules(package.__path__)
        if not module.name.startswith("_")
    ]
    return {exercise.name: exercise for exercise in found}
