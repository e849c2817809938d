"""`backward`: the gradients, as a chain of seven links. The catalogue of a chain this long is kept
in a module for each layer; importing it enters it in the exercise.
"""

from autograder.exercises.backpropagation.backward import _first_layer, _output, _second_layer
from autograder.exercises.backpropagation.backward._chain import exercise

__all__ = ["_first_layer", "_output", "_second_layer", "exercise"]
