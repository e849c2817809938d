"""`activation_derivative`: the slope of the student's own activation."""

import numpy as np

from autograder.exercises.backpropagation.activation import activation, draw_points
from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Probe

STEP = 1e-5

exercise = Exercise(
    "activation_derivative",
    asked="`activation_derivative(z)` returns the slope of your `activation` at every entry of z.",
    targets=["activation_derivative", "activation"],
    others=[activation],
    uses=["activation"],
)


@exercise.probes
def draw(rng):
    z = draw_points(rng)[:, None]
    return [
        Probe(z=z, twice=True),
        Probe(z=z, target="activation"),
        Probe(z=z - STEP, target="activation"),
        Probe(z=z + STEP, target="activation"),
    ]


@exercise.solution
def activation_derivative(z):
    return 1 - np.tanh(z) ** 2


exercise.property(
    "values",
    "derivative_of_activation",
    points=2,
    hint="At z = 0.5, how much does your activation grow when z grows by 0.001? Divide the two.",
)
exercise.property("arguments", "repeatable", points=1)


@exercise.misconception(
    "m23",
    "What does your derivative expect: z, or the activation a? Which of the two does it get here?",
    "The argument is z. How often does your formula send it through the activation, and how often "
    "should it?",
    named="given a",
)
def slope_at_activation(z):
    return 1 - np.tanh(np.tanh(z)) ** 2


RAW = (
    "m24",
    "Your formula is written for the activation a. What stands in it in place of a?",
    "The argument is z. Which line turns it into a?",
)


@exercise.misconception(*RAW, named="written in a")
def slope_from_raw_z(z):
    return 1 - z**2


@exercise.misconception(*RAW, named="z times one minus z")
def sigmoid_slope_from_raw_z(z):
    return z * (1 - z)


@exercise.misconception(
    "m28",
    "Is the slope of your activation the same everywhere? Plot it.",
    "A curve that bends has a slope that changes.",
    named="constant",
)
def ones(z):
    return np.ones_like(z)


@exercise.misconception(
    "m29",
    "Where is your activation steepest, and what does your formula say there?",
    "Differentiate once more on paper: is a square lost?",
    named="one minus a",
)
def square_lost(z):
    return 1 - np.tanh(z)


OF_SIGMOID = (
    "m30",
    "Whose derivative is this? How steep is your own activation at z = 0, and what does this say "
    "there?",
    "a (1 − a) belongs to the sigmoid. Differentiate the function that you chose.",
)


@exercise.misconception(*OF_SIGMOID, named="slope of the sigmoid")
def slope_of_sigmoid(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


@exercise.misconception(*OF_SIGMOID, named="a times one minus a")
def recipe_of_sigmoid(z):
    a = np.tanh(z)
    return a * (1 - a)


@exercise.misconception(
    "m14",
    "Where your activation rises, should its slope be positive or negative?",
    "Every value has the opposite sign. Where does the minus come from?",
    named="opposite",
)
def opposite(z):
    return np.tanh(z) ** 2 - 1


@exercise.misconception(
    "activation-itself",
    "Compare the answers of your two functions: what is the difference?",
    "The height of a curve is not its slope.",
    named="activation",
)
def activation_itself(z):
    return np.tanh(z)


DIFFERENCE = (
    "m58",
    "How far apart are the two points whose heights you compare, and what do you divide by?",
    "Draw the curve, the point, and your two points: where is the point between them?",
)


@exercise.misconception(*DIFFERENCE, named="twice")
def divided_by_half_the_distance(z):
    return (np.tanh(z + 1e-5) - np.tanh(z - 1e-5)) / 1e-5


@exercise.misconception(*DIFFERENCE, named="half")
def divided_by_twice_the_distance(z):
    return (np.tanh(z + 1e-5) - np.tanh(z)) / 2e-5


@exercise.misconception(*DIFFERENCE, named="one-sided")
def one_sided(z):
    return (np.tanh(z + 0.01) - np.tanh(z)) / 0.01


@exercise.misconception(*DIFFERENCE, named="one-sided")
def one_sided_far(z):
    return (np.tanh(z) - np.tanh(z - 0.1)) / 0.1


NOISE = (
    "m59",
    "Plot your derivative: is it smooth? How many digits does a float have, and how many are left "
    "in the difference of two numbers that are almost equal?",
    "A step can be too small: below it, rounding is all that is left.",
)


@exercise.misconception(*NOISE, named="noise")
def step_too_small(z):
    return (np.tanh(z + 1e-15) - np.tanh(z - 1e-15)) / 2e-15


@exercise.misconception(*NOISE, named="noise")
def step_too_small_one_sided(z):
    return (np.tanh(z + 1e-15) - np.tanh(z)) / 1e-15


@exercise.misconception(
    "m4",
    "z holds a number for every sample and neuron. What is the shape of what you return?",
    "One number goes in, one comes out, at every place of the array.",
    named="shape",
)
def mean_slope(z):
    return np.mean(1 - np.tanh(z) ** 2)


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def in_place(z):
    np.tanh(z, out=z)
    return 1 - z**2
