"""`learning_rate_runs`: the logged experiments with learning rates and numbers of iterations."""

from autograder.exercise import Exercise

exercise = Exercise(
    "learning_rate_runs",
    asked="`learning_rate_runs` holds logged runs with a learning rate that is too small, one that "
    "works and one that is too large, and with at least two numbers of iterations.",
    callable=False,
)


def run(number, learning_rate, n_iterations, accuracy, rises=0):
    """A row of the log as far as it is looked at here."""
    return {
        "run": number,
        "learning_rate": learning_rate,
        "n_iterations": n_iterations,
        "n_hidden": 4,
        "accuracy": accuracy,
        "rises": rises,
        "not_finite": 0,
    }


TOO_SMALL = run(1, 0.001, 400, 0.667)
WORKS = run(2, 1.0, 400, 0.953)
TOO_LARGE = run(3, 300.0, 400, 0.667, rises=190)
LONGER = run(4, 1.0, 1000, 0.953)


@exercise.solution
def learning_rate_runs():
    return [TOO_SMALL, WORKS, TOO_LARGE, LONGER]


exercise.property("rates", "rates_tried", points=1, works=0.93)
exercise.property("iterations", "iterations_tried", points=1, least=2)


@exercise.misconception(
    "none-works",
    "What is the highest accuracy in your log, and how far does its loss still fall at the end?",
    "Between a rate whose loss creeps and one whose loss jumps there is one that goes down fast "
    "and smoothly. Halve the gap between the two a few times.",
    cause="none works",
)
def none_works():
    return [TOO_SMALL, run(2, 0.01, 1000, 0.68), TOO_LARGE]


@exercise.misconception(
    "no-small-rate",
    "What would you expect of a rate a thousand times smaller than your best?",
    "Too small shows as a smooth loss that has not come far when the iterations are over.",
    cause="none too small",
)
def no_small_rate():
    return [WORKS, TOO_LARGE, LONGER]


@exercise.misconception(
    "no-large-rate",
    "Have you been bold enough? What would you expect of a rate a hundred times your best?",
    "Too large shows in the curve: it goes up again and again instead of down. Which of your runs "
    "has such a curve?",
    cause="none too large",
)
def no_large_rate():
    return [TOO_SMALL, WORKS, LONGER]


@exercise.misconception(
    "one-length",
    "Is a rate that looks too small still too small when it may run ten times as long?",
    "Repeat one of your runs with another number of iterations, and log it.",
    cause="too few",
)
def one_length():
    return [TOO_SMALL, WORKS, TOO_LARGE]


@exercise.misconception(
    "not-a-log",
    "What does `learning_rate_runs` hold when you print it: the log, or something computed from it?",
    "It is the `RunLog` that the cell makes. Log runs with `learning_rate_runs.log(...)` and leave "
    "the name as it is.",
    cause="no log",
)
def not_a_log():
    return "the best rate was 1.0"
