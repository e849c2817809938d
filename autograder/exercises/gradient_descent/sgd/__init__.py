"""`sgd`: stochastic gradient descent. Its catalogue is kept in a module a subject; importing them
enters it in the exercise. Where two faults give the same phi, the one of `_descent` is meant.
"""

from autograder.exercises.gradient_descent.sgd import _descent, _history, _samples
from autograder.exercises.gradient_descent.sgd._exercise import exercise

__all__ = ["_descent", "_history", "_samples", "exercise"]
