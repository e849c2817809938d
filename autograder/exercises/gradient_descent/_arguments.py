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

SECOND_CALL_DIFFERS = Misconception(
    "second-call-differs",
    "The second of two calls with equal arguments gave another answer, and the arguments had not "
    "changed in between. From where else does your function take numbers?",
    "A global name, a default argument such as `seen=[]` and a random generator all outlive a "
    "call. Which of them does your function read, or change?",
)

CHANGED = (ARGUMENT_CHANGED, SECOND_CALL_DIFFERS)
"""The misconceptions for both faults that `repeatable` can find."""
