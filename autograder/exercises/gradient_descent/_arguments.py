"""What the exercises of this assignment share: the fault of writing into the caller's arrays."""

from autograder.exercises.language import Misconception

ARGUMENT_CHANGED = Misconception(
    "argument-changed",
    "Call your function twice with the same arguments: does the second answer equal the first? "
    "What happened to the arguments in between?",
    "`new = phi` gives the same array a second name, and `new -= …` writes into it. Which line of "
    "yours writes into an array that the caller still holds?",
)
"""Says the same as in `autograder.exercises.language`, for arrays instead of dicts."""

CHANGED = (ARGUMENT_CHANGED, ARGUMENT_CHANGED._replace(id="second-call-differs"))
"""The misconceptions for both faults that `repeatable` can find."""
