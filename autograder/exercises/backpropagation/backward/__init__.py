"""`backward`: the gradients, as a chain of seven links.

The misconceptions stand in a module for each layer; importing a module adds them to the exercise.
"""

from autograder.exercises.backpropagation.backward import _first_layer, _output, _second_layer
from autograder.exercises.backpropagation.backward._chain import exercise

__all__ = ["_first_layer", "_output", "_second_layer", "exercise"]
