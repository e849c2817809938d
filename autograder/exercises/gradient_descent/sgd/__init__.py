"""`sgd`: stochastic gradient descent. Its misconceptions stand in a module a subject; importing
these enters them. Where two variants give the same phi, the one of `_descent` is meant.
"""

from autograder.exercises.gradient_descent.sgd import _descent, _history, _samples
from autograder.exercises.gradient_descent.sgd._exercise import exercise

__all__ = ["_descent", "_history", "_samples", "exercise"]
