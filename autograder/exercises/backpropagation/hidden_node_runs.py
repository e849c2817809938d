"""`hidden_node_runs`: the logged experiments with the size of the hidden layer."""

from autograder.exercise import Exercise

exercise = Exercise(
    "hidden_node_runs",
    asked="`hidden_node_runs` holds logged runs with at least three sizes of the hidden layer.",
    callable=False,
)


@exercise.solution
def hidden_node_runs():
    return [
        {"run": number, "n_hidden": n_hidden, "accuracy": accuracy}
        for number, (n_hidden, accuracy) in enumerate(((1, 0.667), (2, 0.947), (8, 0.953)), 1)
    ]


exercise.property("sizes", "sizes_tried", points=2, least=3)


@exercise.misconception(
    "too-few-sizes",
    "Two points always lie on a line. How many sizes does it take to see where more nodes stop "
    "helping?",
    "Was `n_hidden` among the settings that you logged, and did it differ from run to run?",
    cause="too few",
)
def two_sizes():
    return hidden_node_runs()[:2]


@exercise.misconception(
    "too-few-sizes",
    "Two points always lie on a line. How many sizes does it take to see where more nodes stop "
    "helping?",
    "Was `n_hidden` among the settings that you logged, and did it differ from run to run?",
    cause="too few",
)
def size_not_logged():
    return [{"run": 1, "learning_rate": 1.0, "accuracy": 0.95}]


@exercise.misconception(
    "not-a-log",
    "What does `hidden_node_runs` hold when you print it: the log, or something computed from it?",
    "It is the `RunLog` that the cell makes. Log runs with `hidden_node_runs.log(...)` and leave "
    "the name as it is.",
    cause="no log",
)
def not_a_log():
    return "four nodes are enough"
