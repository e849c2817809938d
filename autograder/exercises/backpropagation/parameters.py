"""`parameters`: the sizes of the network and the numbers to train it with."""

from autograder.exercises.language import Exercise

exercise = Exercise(
    "parameters",
    asked="`n_input`, `n_hidden` and `n_output` describe the network of the task; trained with "
    "`n_iterations` and `learning_rate`, it classifies at least 93 % of the flowers correctly.",
    targets=["n_input", "n_hidden", "n_output", "n_iterations", "learning_rate"],
    callable=False,
)


@exercise.solution
def parameters():
    return {
        "n_input": 1,
        "n_hidden": 4,
        "n_output": 1,
        "n_iterations": 1000,
        "learning_rate": 2.0,
    }


exercise.property(
    "sizes",
    "integers",
    points=1,
    expected={"n_input": 1, "n_hidden": 4, "n_output": 1},
    hint="How many numbers describe a flower here, how many hidden neurons does the task name, and "
    "how many numbers should come out?",
)
exercise.property(
    "training",
    "training_settings",
    points=1,
    most_iterations=20_000,
    least_accuracy=0.93,
    seeds=10,
    of=8,
    hint="What does the loss curve look like with these numbers: still falling, flat, or jumping?",
)
exercise.misconception(
    "input-size",
    "Which axis of X holds the samples, and which the features? How many numbers describe one "
    "flower?",
    "The network sees one sample at a time, however many there are.",
    named=True,
    samples_as_inputs={'"n_input": 1': '"n_input": 150'},
)
exercise.misconception(
    "hidden-size",
    "How many neurons does the task give the hidden layer?",
    "Part 1 says in words how many neurons the hidden layer has, before the exercise begins.",
    named=True,
    ten_hidden={'"n_hidden": 4': '"n_hidden": 10'},
)
exercise.misconception(
    "output-size",
    "One output can say how likely class 1 is. What would a second one add?",
    "A sigmoid's output and one minus it are the two probabilities.",
    named=True,
    two_outputs={'"n_output": 1': '"n_output": 2'},
)
exercise.misconception(
    "rate-too-small",
    "How far does a step go with this rate, and how far would all your steps together?",
    "Look at the loss curve: if it is still falling at the end, the steps are too short.",
    named=True,
    small_rate={'"learning_rate": 2.0': '"learning_rate": 1e-3'},
    smaller_rate={
        '"learning_rate": 2.0': '"learning_rate": 1e-5',
        '"n_iterations": 1000': '"n_iterations": 20_000',
    },
)
exercise.misconception(
    "too-few-iterations",
    "Is the loss still falling when your training stops?",
    "The network begins to bend only after a while. Give it more iterations, or longer steps.",
    named=True,
    few_iterations={'"n_iterations": 1000': '"n_iterations": 20'},
)
exercise.misconception(
    "rate-too-large",
    "Does the loss fall smoothly with this rate, or does it jump?",
    "A step that is too long lands on the other side of the valley, where it may be steeper still.",
    named=True,
    large_rate={'"learning_rate": 2.0': '"learning_rate": 200.0'},
)
exercise.misconception(
    "out-of-range",
    "Between which numbers should the iterations lie?",
    "More iterations than allowed will not be needed: what else makes the loss fall sooner?",
    named=True,
    too_many_iterations={'"n_iterations": 1000': '"n_iterations": 100_000'},
)
exercise.misconception(
    "float-for-whole-number",
    "Print the type of each of your numbers: can a loop be run that often, and an array have that "
    "many columns?",
    "`range(5e3)` raises an error. How is a whole number written in Python?",
    named=True,
    iterations_as_a_power={'"n_iterations": 1000': '"n_iterations": 1e3'},
    hidden_as_a_float={'"n_hidden": 4': '"n_hidden": 4.0'},
    input_as_a_bool={'"n_input": 1': '"n_input": True'},
)
exercise.misconception(
    "ascent",
    "Which way does a step with a negative rate go?",
    "Descent subtracts already. The rate only says how far.",
    named=True,
    negative_rate={'"learning_rate": 2.0': '"learning_rate": -1.0'},
)
