"""`train`: the training loop, judged from the student's own start.

The misconceptions stand in a module for each subject; importing a module adds them to the exercise.
"""

from autograder.exercises.backpropagation.train import _gradients, _losses, _starts, _updates
from autograder.exercises.backpropagation.train._loop import exercise

__all__ = ["_gradients", "_losses", "_starts", "_updates", "exercise"]
