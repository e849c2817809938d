"""What the exercises of this assignment share: faults in how a function treats what it is given."""

from autograder.exercises.language import Misconception

ARGUMENT_CHANGED = Misconception(
    "argument-changed",
    "Call your function twice with the same arguments: does the second answer equal the first? "
    "What happened to the arguments in between?",
    "`new = phi` gives the same array a second name, and `new -= …` writes into it. Which line of "
    "yours writes into an array that the caller still holds?",
)
"""Says the same as in `autograder.exercises.language`, for arrays instead of dicts."""
