"""`learning_rate_runs`: do the logged runs cover what the comment should discuss?"""

from autograder.exercises.language import Exercise

exercise = Exercise(
    "learning_rate_runs",
    asked="`learning_rate_runs` is a run log with a learning rate that works, a smaller one that "
    "is too small, a larger one that is too large, and two numbers of iterations.",
    callable=False,
)


def logged(rate, n_iterations, losses, rises, accuracy):
    """A row of a run log, with only the entries that are looked at."""
    first, last = losses
    return {
        "learning_rate": rate,
        "n_iterations": n_iterations,
        "n_hidden": 4,
        "first_loss": first,
        "last_loss": last,
        "lowest_loss": min(first, last),
        "rises": rises,
        "not_finite": 0,
        "accuracy": accuracy,
    }


@exercise.solution
def learning_rate_runs():
    runs = [
        logged(0.01, 500, (0.98, 0.63), 0, 0.667),
        logged(1.0, 500, (0.98, 0.16), 0, 0.953),
        logged(1.0, 1500, (0.98, 0.12), 0, 0.953),
        logged(300.0, 500, (0.98, 19.0), 167, 0.667),
    ]
    return runs


TARGETS = {
    "works": "a learning rate that works",
    "too small": "a smaller rate that is too small",
    "too large": "a larger rate that is too large",
    "iterations": "two different numbers of iterations",
}
for part, what in TARGETS.items():
    exercise.property(
        part,
        "rates_tried",
        points=0.5,
        part=part,
        works=0.93,
        hint=f"Which of your runs shows {what}? Look at the table of the log.",
    )


exercise.misconception(
    "no-run-works",
    "Which of your runs has the highest accuracy, and what happened to its loss: did it still "
    "fall, or did it jump?",
    "Where the loss still falls, give more iterations or a larger rate; where it jumps, a smaller "
    "one.",
    named=True,
    nothing_works={"return runs": "return [runs[0], runs[3]]"},
)
exercise.misconception(
    "no-rate-too-small",
    "How small can a rate be and still reach 93 % in your number of iterations? Which of your runs "
    "shows one that cannot?",
    "Go down by a factor of ten from a rate that works, with the same number of iterations.",
    named=True,
    none_too_small={"return runs": "return runs[1:]"},
)
exercise.misconception(
    "no-rate-too-large",
    "What does the loss do when a step is too long? Which of your runs shows it?",
    "Go up by factors of ten from a rate that works, until the loss no longer falls steadily.",
    named=True,
    none_too_large={"return runs": "return runs[:3]"},
)
exercise.misconception(
    "one-number-of-iterations",
    "Would the same rate end elsewhere if it had more time? Which pair of runs shows that?",
    "Repeat a run with another n_iterations and nothing else changed.",
    named=True,
    one_length={"return runs": 'return [run for run in runs if run["n_iterations"] == 500]'},
)
exercise.misconception(
    "nothing-logged",
    "Which settings and results did the text ask you to log with every run?",
    "Give learning_rate, n_iterations, losses and accuracy to `log`, by these names.",
    named=True,
    without_accuracy={"return runs": 'return [{**run, "accuracy": None} for run in runs]'},
)
exercise.misconception(
    "not-a-log",
    "What does `learning_rate_runs` hold when you print it: the log, or something else?",
    "It is the `RunLog` that the cell makes. Leave the name as it is, and log runs with "
    "`learning_rate_runs.log(...)`.",
    named=True,
    not_a_log={"return runs": 'return "a rate of 1 worked best"'},
)
