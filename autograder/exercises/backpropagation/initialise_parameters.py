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
    # The wide network is there to measure the spread of the weights. The sizes differ from all
    # others, because a start that is cut to fit one network should not fit all.
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
    points=1,
    hint="X is (n, n_input), and Z1 = X W1 + b1 is (n, n_hidden). What shape must W1 have, and b1?",
)
exercise.property(
    "weights",
    "random_weights",
    points=1,
    # The contract's 0.01 and 3, with room for the chance in a spread that is measured.
    least=0.0092,
    most=3.3,
    asked=(0.01, 3),
    hint="What should the weights be like, so that all neurons can learn, and each its own thing?",
)
exercise.property("biases", "zero_biases", points=1, hint="With what should a bias begin?")


SYMMETRY = (
    "m12",
    "What breaks the symmetry? Two hidden neurons with equal weights get equal gradients: what "
    "will tell them apart?",
    "Every weight has to be drawn on its own.",
)


@exercise.misconception(*SYMMETRY, named="equal")
def zeros(n_input, n_hidden, n_output, rng):
    return {
        "W1": np.zeros((n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": np.zeros((n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(*SYMMETRY, named="equal")
def all_alike(n_input, n_hidden, n_output, rng):
    return {
        "W1": np.full((n_input, n_hidden), 0.5),
        "b1": np.zeros(n_hidden),
        "W2": np.full((n_hidden, n_output), 0.5),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(*SYMMETRY, named="equal")
def one_draw_for_all(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.normal() * np.ones((n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal() * np.ones((n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(*SYMMETRY, named="equal")
def nodes_alike(n_input, n_hidden, n_output, rng):
    return {
        "W1": np.repeat(rng.normal(size=(n_input, 1)), n_hidden, axis=1),
        "b1": np.zeros(n_hidden),
        "W2": np.repeat(rng.normal(size=(1, n_output)), n_hidden, axis=0),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(*SYMMETRY, named="equal")
def second_layer_of_zeros(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.normal(size=(n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": np.zeros((n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(
    "m47",
    "What is 3 minus 0.1 in an array of whole numbers? Print the dtype of your weights.",
    "Learning moves weights by small fractions. Which draws have digits behind the point?",
    named="integers",
)
def whole_numbers(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.integers(-3, 4, size=(n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": rng.integers(-3, 4, size=(n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(
    "m19",
    "Rows are samples: X is (n, n_input). What shape must W1 have, so that X @ W1 has a column for "
    "every hidden neuron?",
    "Print the shapes of W1 and W2: inputs first, outputs second.",
    named="shape",
)
def outputs_first(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.normal(size=(n_hidden, n_input)),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal(size=(n_output, n_hidden)),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(
    "m39",
    "How many numbers are the biases of a layer, and what shape did the task give them?",
    "(h,) is a list of h numbers, (1, h) a table with one row. Which one is asked for?",
    named="bias shape",
)
def biases_as_rows(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.normal(size=(n_input, n_hidden)),
        "b1": np.zeros((1, n_hidden)),
        "W2": rng.normal(size=(n_hidden, n_output)),
        "b2": np.zeros((1, n_output)),
    }


@exercise.misconception(
    "m39",
    "How many numbers are the biases of a layer, and what shape did the task give them?",
    "One bias for each neuron, in a list. Are yours as many as the neurons?",
    named="bias shape",
)
def one_bias(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.normal(size=(n_input, n_hidden)),
        "b1": 0.0,
        "W2": rng.normal(size=(n_hidden, n_output)),
        "b2": 0.0,
    }


@exercise.misconception(
    "too-small",
    "How much do the hidden neurons differ from each other at the start? Print the standard "
    "deviation of W1.",
    "Weights this close to zero take very long to become different. Draw them wider.",
    named="too small",
)
def tiny(n_input, n_hidden, n_output, rng):
    return {
        "W1": 1e-4 * rng.normal(size=(n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": 1e-4 * rng.normal(size=(n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(
    "too-large",
    "How steep is the sigmoid at z = 10? Print the largest Z1 that your start gives.",
    "Weights this large drive the sigmoid to where it is flat. Draw them narrower.",
    named="too large",
)
def huge(n_input, n_hidden, n_output, rng):
    return {
        "W1": 10 * rng.normal(size=(n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": 10 * rng.normal(size=(n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


OWN_GENERATOR = (
    "own-generator",
    "Call your function with two generators of the same seed, then with two of different seeds. "
    "When should the starts agree?",
    "The generator is an argument: everything random comes out of it, and nothing else does.",
)


@exercise.misconception(*OWN_GENERATOR, named="not drawn")
def always_the_same(n_input, n_hidden, n_output, rng):
    rng = np.random.default_rng(0)
    return {
        "W1": rng.normal(size=(n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal(size=(n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(*OWN_GENERATOR, named="not drawn")
def generator_of_its_own(n_input, n_hidden, n_output, rng):
    rng = np.random.default_rng()
    return {
        "W1": rng.normal(size=(n_input, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": rng.normal(size=(n_hidden, n_output)),
        "b2": np.zeros(n_output),
    }


@exercise.misconception(
    "random-biases",
    "Weights have to differ at the start. Do biases have to, if the weights do?",
    "What did the task ask the biases to begin with?",
    named="biases",
)
def random_biases(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.normal(size=(n_input, n_hidden)),
        "b1": rng.normal(size=n_hidden),
        "W2": rng.normal(size=(n_hidden, n_output)),
        "b2": rng.normal(size=n_output),
    }


@exercise.misconception(
    "random-biases",
    "Weights have to differ at the start. Do biases have to, if the weights do?",
    "What did the task ask the biases to begin with?",
    named="biases",
)
def biases_of_one(n_input, n_hidden, n_output, rng):
    return {
        "W1": rng.normal(size=(n_input, n_hidden)),
        "b1": np.ones(n_hidden),
        "W2": rng.normal(size=(n_hidden, n_output)),
        "b2": np.ones(n_output),
    }
