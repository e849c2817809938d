"""Properties: named questions about a function's answers that have no single right value.

Each takes the calls of its link and options from the exercise, and returns a `Finding`. They ask
what the exercise's text already says in words, so they hold no secrets. A module a subject.
"""

from helpers.checking.properties import (
    activations,
    batches,
    calls,
    cross_validation,
    curves,
    descent,
    folds,
    losses,
    runs,
    settings,
    starts,
    training,
)
from helpers.checking.properties.registry import PROPERTIES

__all__ = [
    "PROPERTIES",
    "activations",
    "batches",
    "calls",
    "cross_validation",
    "curves",
    "descent",
    "folds",
    "losses",
    "runs",
    "settings",
    "starts",
    "training",
]
