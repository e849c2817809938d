"""Questions about a function's answers that have no single right value: properties of them.

Each takes the calls of its link and options from the exercise, and returns a `Finding`, whose
`cause` is the id of a misconception that the exercise explains. They ask what the exercise's text
already says in words, so they hold no secrets. A module an exercise, named like it; `common` holds
what several share.
"""

import importlib
import pkgutil

from helpers.checking.questions.common import QUESTIONS

__all__ = ["QUESTIONS"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
