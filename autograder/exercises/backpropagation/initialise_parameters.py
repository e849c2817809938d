"""`initialise_parameters`: a random start."""

import numpy as np

from autograder.exercises.language import Exercise, Probe, Seed

exercise = Exercise(
    "initialise_parameters",
    asked="`initialise_parameters(n_input, n_hidden, n_output, rng)` returns a dict with random, "
    "unequal weights W1 and W2 and zero biases b1 and b2.",
)


@exercise.probes
def draw(rng):
    first, second, third = rng.choice(2**31, size=3, replace=False)
    # The wide network serves to measure the spread of the weights. The networks differ in size, so
    # that a start that is made for one network does not fit them all.
    wide = {"n_input": 25, "n_hidden": 40, "n_output": 3}
    return [
        Probe(**wide, rng=Seed(first), twice=True),
        Probe(**wide, rng=Seed(second)),
        Probe(n_input=1, n_hidden=4, n_output=1, rng=Seed(third)),
        Probe(n_input=2, n_hidden=5, n_output=3, rng=Seed(first)),
    ]


@exercise.solution
def initialise_parameters(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.normal(size=(n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal(size=(n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


exercise.property(
    "shapes",
    "parameter_shapes",
    points=0.5,
    hint="X is (n, n_input), and Z1 = X W1 + b1 is (n, n_hidden). What shape must W1 have, and b1?",
)
exercise.property(
    "weights",
    "random_weights",
    points=1,
    # The contract says 0.01 and 3; these limits leave room for chance in the measured spread.
    least=0.0092,
    most=3.3,
    asked=(0.01, 3),
    hint="What should the weights be like, so that all neurons can learn, and each its own thing?",
)
exercise.property(
    "generator",
    "drawn_from_rng",
    points=1,
    hint="Which line of yours draws numbers, and from which generator?",
)
exercise.property("biases", "zero_biases", points=0.5, hint="With what should a bias begin?")


FIRST_WEIGHTS = "rng.normal(size=(n_input, n_hidden))"
SECOND_WEIGHTS = "rng.normal(size=(n_hidden, n_output))"

exercise.misconception(
    "symmetric-start",
    "Print your weights: which of them are alike? Two neurons with equal weights get equal "
    "gradients: what will tell them apart?",
    "Every weight has to be drawn on its own.",
    named=True,
    zeros={
        FIRST_WEIGHTS: "np.zeros((n_input, n_hidden))",
        SECOND_WEIGHTS: "np.zeros((n_hidden, n_output))",
    },
    all_alike={
        FIRST_WEIGHTS: "np.full((n_input, n_hidden), 0.5)",
        SECOND_WEIGHTS: "np.full((n_hidden, n_output), 0.5)",
    },
    one_draw_for_all={
        FIRST_WEIGHTS: "rng.normal() * np.ones((n_input, n_hidden))",
        SECOND_WEIGHTS: "rng.normal() * np.ones((n_hidden, n_output))",
    },
    nodes_alike={
        FIRST_WEIGHTS: "rng.normal(size=(n_input, 1)) * np.ones(n_hidden)",
        SECOND_WEIGHTS: "rng.normal(size=n_output) * np.ones((n_hidden, 1))",
    },
    second_layer_of_zeros={SECOND_WEIGHTS: "np.zeros((n_hidden, n_output))"},
)
exercise.misconception(
    "few-values",
    "How many different values can one of your weights take? How often will two of them agree?",
    "Weights are fractions with many digits. Where do yours lose them, or had they ever any?",
    named=True,
    one_digit={
        FIRST_WEIGHTS: f"{FIRST_WEIGHTS}.round(1)",
        SECOND_WEIGHTS: f"{SECOND_WEIGHTS}.round(1)",
    },
    whole_floats={
        FIRST_WEIGHTS: f"{FIRST_WEIGHTS}.round()",
        SECOND_WEIGHTS: f"{SECOND_WEIGHTS}.round()",
    },
)
exercise.misconception(
    "drawn-once",
    "Print the first numbers of W1 and of W2: should they agree?",
    "Every weight of either layer has to be drawn on its own. How often do you draw?",
    named=True,
    same_for_both_layers={
        "return {": "w = rng.normal(size=n_hidden * max(n_input, n_output))\n    return {",
        FIRST_WEIGHTS: "w[:n_input * n_hidden].reshape(n_input, n_hidden)",
        SECOND_WEIGHTS: "w[:n_hidden * n_output].reshape(n_hidden, n_output)",
    },
)
exercise.misconception(
    "whole-numbers",
    "What is 3 minus 0.1 in an array of whole numbers? Print the dtype of your weights.",
    "Learning moves weights by small fractions. Which draws have digits behind the point?",
    named=True,
    whole_numbers={
        FIRST_WEIGHTS: "rng.integers(-3, 4, size=(n_input, n_hidden))",
        SECOND_WEIGHTS: "rng.integers(-3, 4, size=(n_hidden, n_output))",
    },
)
exercise.misconception(
    "wrong-shape",
    "Rows are samples: X is (n, n_input). What shape must W1 have, so that X @ W1 has a column for "
    "every hidden neuron? And W2, so that the next product has one for every output?",
    "Print the shapes of W1 and W2: inputs first, outputs second.",
    named=True,
    outputs_first={
        "(n_input, n_hidden)": "(n_hidden, n_input)",
        "(n_hidden, n_output)": "(n_output, n_hidden)",
    },
)
exercise.misconception(
    "fixed-sizes",
    "Ask your function for a network with 3 inputs, 7 hidden neurons and 2 outputs, and print the "
    "four shapes: which of them do not follow?",
    "The sizes are arguments. Which of them does your function not use?",
    named=True,
    sizes_of_the_task={"return {": "n_input, n_hidden, n_output = 1, 4, 1\n    return {"},
    one_output={"return {": "n_output = 1\n    return {"},
)
exercise.misconception(
    "bias-shape",
    "How many numbers are the biases of a layer, and what shape did the task give them?",
    "(h,) is a list of h numbers, (1, h) a table with one row. Which one is asked for?",
    named=True,
    biases_as_rows={
        "np.zeros(n_hidden)": "np.zeros((1, n_hidden))",
        "np.zeros(n_output)": "np.zeros((1, n_output))",
    },
    one_bias={"np.zeros(n_hidden)": "0.0", "np.zeros(n_output)": "0.0"},
)
exercise.misconception(
    "too-small",
    "How much do the hidden neurons differ from each other at the start? Print the standard "
    "deviation of W1.",
    "Weights this close to zero take very long to become different. Draw them wider.",
    named=True,
    tiny={FIRST_WEIGHTS: f"1e-4 * {FIRST_WEIGHTS}", SECOND_WEIGHTS: f"1e-4 * {SECOND_WEIGHTS}"},
)
exercise.misconception(
    "too-large",
    "How steep is the sigmoid at z = 10? Print the largest Z1 that your start gives.",
    "Weights this large drive the sigmoid to where it is flat. Draw them narrower.",
    named=True,
    huge={FIRST_WEIGHTS: f"10 * {FIRST_WEIGHTS}", SECOND_WEIGHTS: f"10 * {SECOND_WEIGHTS}"},
)
exercise.misconception(
    "own-generator",
    "Call your function with two generators of the same seed, then with two of different seeds. "
    "When should the starts agree?",
    "The generator is an argument: everything random comes out of it, and nothing else does.",
    named=True,
    always_the_same={"return {": "rng = np.random.default_rng(0)\n    return {"},
    generator_of_its_own={"return {": "rng = np.random.default_rng()\n    return {"},
)
exercise.misconception(
    "random-biases",
    "Weights have to differ at the start. Do biases have to, if the weights do?",
    "What did the task ask the biases to begin with?",
    named=True,
    random_biases={
        "np.zeros(n_hidden)": "rng.normal(size=n_hidden)",
        "np.zeros(n_output)": "rng.normal(size=n_output)",
    },
    biases_of_one={
        "np.zeros(n_hidden)": "np.ones(n_hidden)",
        "np.zeros(n_output)": "np.ones(n_output)",
    },
)
