"""`train`: the training loop, judged from the student's own start. Its catalogue is kept in a
module a subject; importing them enters it in the exercise. Where two faults have the same cause,
the hint of the first one is shown.
"""

from autograder.exercises.backpropagation.train import _gradients, _losses, _starts, _updates
from autograder.exercises.backpropagation.train._loop import exercise

__all__ = ["_gradients", "_losses", "_starts", "_updates", "exercise"]
