"""Questions: functions that judge properties of answers without a single right value.

A question takes the calls of its link, and options from the exercise. It returns a `Finding`, whose
`cause` is the id of a misconception that the exercise explains. Questions look only at what the
exercise's text says in words, so they hold no secrets. An exercise with questions of its own has a
module of its name here; `common` holds what several modules share.
"""

import importlib
import pkgutil

from helpers.checking.questions.common import QUESTIONS

__all__ = ["QUESTIONS"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
