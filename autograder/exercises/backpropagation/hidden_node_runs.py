"""`hidden_node_runs`: do the logged runs cover three sizes of the hidden layer?"""

from autograder.exercises.language import Exercise

exercise = Exercise(
    "hidden_node_runs",
    asked="`hidden_node_runs` is a run log with three or more different numbers of hidden neurons.",
    callable=False,
)


@exercise.solution
def hidden_node_runs():
    runs = [
        {"learning_rate": 1.0, "n_iterations": 400, "n_hidden": size, "accuracy": accuracy}
        for size, accuracy in ((1, 0.667), (4, 0.953), (16, 0.953))
    ]
    return runs


exercise.property(
    "sizes",
    "sizes_tried",
    points=2,
    least=3,
    hint="Which numbers of hidden neurons stand in the table of your log?",
)
exercise.misconception(
    "too-few-sizes",
    "Two points always lie on a line: what can a third size tell you that two cannot?",
    "Train at least one more size, much smaller or much larger than those in your log.",
    named=True,
    two_sizes={"return runs": "return runs[:2]"},
    one_size={"return runs": 'return [runs[1], {**runs[1], "seed": 1}]'},
)
exercise.misconception(
    "nothing-logged",
    "Does every run of your log say how many hidden neurons it had?",
    "Give n_hidden to `log`, by this name.",
    named=True,
    sizes_not_logged={
        "return runs": 'return [{"learning_rate": 1.0, "neurons": run["n_hidden"]} for run in runs]'
    },
)
exercise.misconception(
    "not-a-log",
    "What does `hidden_node_runs` hold when you print it: the log, or something else?",
    "It is the `RunLog` that the cell makes. Leave the name as it is, and log runs with "
    "`hidden_node_runs.log(...)`.",
    named=True,
    not_a_log={"return runs": 'return "four neurons are enough"'},
)
