"""`sgd`: stochastic gradient descent.

The misconceptions stand in a module for each subject; importing a module adds them to the exercise.
If two variants give the same phi, the one of `_descent` is meant.
"""

from autograder.exercises.gradient_descent.sgd import _descent, _history, _samples
from autograder.exercises.gradient_descent.sgd._exercise import exercise

__all__ = ["_descent", "_history", "_samples", "exercise"]
