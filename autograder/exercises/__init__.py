"""The exercises: a folder an assignment, a file an exercise.

Each file defines one `Exercise` of `autograder.exercises.language`, called `exercise`. Which
notebook an exercise stands in, and for how many points, is read from the check cells in source/.
"""

import importlib
import pkgutil


def assignments():
    """The names of the assignments that have exercises."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def load(assignment):
    """The exercises of an assignment by name.

    Raises `ValueError` for an unknown assignment.
    """
    if assignment not in assignments():
        raise ValueError(
            f"There is no assignment {assignment!r}. Known: {', '.join(assignments())}."
        )
    package = importlib.import_module(f"{__name__}.{assignment}")
    found = [
        importlib.import_module(f"{package.__name__}.{module.name}").exercise
        for module in pkgutil.iter_modules(package.__path__)
        if not module.name.startswith("_")
    ]
    return {exercise.name: exercise for exercise in found}
