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
    uses={"activation": []},
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
    points=2.5,
    hint="Take a z below 0, one above 0, and a large one. How much does your activation grow at "
    "each when z grows by 0.001? Divide the two, and compare.",
)
exercise.property("arguments", "repeatable", points=0.5)


exercise.misconception(
    "derivative-of-activation",
    "What does your derivative expect: z, or the activation a? Which of the two does it get here?",
    "The argument is z. How often does your formula send it through the activation, and how often "
    "should it?",
    named=True,
    slope_at_activation={"np.tanh(z)": "np.tanh(np.tanh(z))"},
)
exercise.misconception(
    "derivative-of-raw-z",
    "Your formula is written for the activation a. What stands in it in place of a?",
    "The argument is z. Which line turns it into a?",
    named=True,
    slope_from_raw_z={"np.tanh(z)": "z"},
    sigmoid_slope_from_raw_z={"1 - np.tanh(z) ** 2": "z * (1 - z)"},
)
exercise.misconception(
    "constant-slope",
    "Is the slope of your activation the same everywhere? Plot it.",
    "A curve that bends has a slope that changes.",
    named=True,
    ones={"1 - np.tanh(z) ** 2": "np.ones_like(z)"},
)
exercise.misconception(
    "tanh-unsquared",
    "Where is your activation steepest, and what does your formula say there?",
    "Differentiate once more on paper: is a square lost?",
    named=True,
    square_lost={"np.tanh(z) ** 2": "np.tanh(z)"},
)
exercise.misconception(
    "slope-of-sigmoid",
    "Whose derivative is this? How steep is your own activation at z = 0, and what does this say "
    "there?",
    "a (1 − a) belongs to the sigmoid. Differentiate the function that you chose.",
    named=True,
    slope_of_sigmoid={
        "return 1 - np.tanh(z) ** 2": "a = 1 / (1 + np.exp(-z))\n    return a * (1 - a)"
    },
    recipe_of_sigmoid={"1 - np.tanh(z) ** 2": "np.tanh(z) * (1 - np.tanh(z))"},
)
exercise.misconception(
    "sign-flipped",
    "Where your activation rises, should its slope be positive or negative?",
    "Every value has the opposite sign. Where does the minus come from?",
    named=True,
    opposite={"1 - np.tanh(z) ** 2": "np.tanh(z) ** 2 - 1"},
)
exercise.misconception(
    "activation-itself",
    "Compare the answers of your two functions: what is the difference?",
    "The height of a curve is not its slope.",
    named=True,
    activation_itself={"1 - np.tanh(z) ** 2": "np.tanh(z)"},
)
exercise.misconception(
    "factor-of-two",
    "Every slope is half of the right one, or twice as steep. In a formula: which factor does the "
    "chain rule bring? In a difference: how far apart are the two points?",
    "Work the slope at one z out by hand, with every step on paper. Where does a 2 come in?",
    named=True,
    divided_by_half_the_distance={
        "1 - np.tanh(z) ** 2": "(np.tanh(z + 1e-5) - np.tanh(z - 1e-5)) / 1e-5"
    },
    divided_by_twice_the_distance={
        "1 - np.tanh(z) ** 2": "(np.tanh(z + 1e-5) - np.tanh(z)) / 2e-5"
    },
    half={"1 - np.tanh(z) ** 2": "(1 - np.tanh(z) ** 2) / 2"},
)
exercise.misconception(
    "not-finite",
    "Try your derivative at z = 0, at 30 and at −30: where is it not a number, or infinite?",
    "What is 0 divided by 0? Which formula has no division there?",
    named=True,
    divided_by_itself={
        "return 1 - np.tanh(z) ** 2": 'with np.errstate(all="ignore"):\n'
        "        return (1 - np.tanh(z) ** 2) * (z / z)"
    },
)
exercise.misconception(
    "one-sided-difference",
    "How far apart are the two points whose heights you compare, and what do you divide by?",
    "Draw the curve, the point, and your two points: where is the point between them?",
    named=True,
    one_sided={"1 - np.tanh(z) ** 2": "(np.tanh(z + 0.01) - np.tanh(z)) / 0.01"},
    one_sided_far={"1 - np.tanh(z) ** 2": "(np.tanh(z) - np.tanh(z - 0.1)) / 0.1"},
)
exercise.misconception(
    "step-too-small",
    "Plot your derivative: is it smooth? How many digits does a float have, and how many are left "
    "in the difference of two numbers that are almost equal?",
    "A step can be too small: below it, rounding is all that is left.",
    named=True,
    step_too_small={"1 - np.tanh(z) ** 2": "(np.tanh(z + 1e-15) - np.tanh(z - 1e-15)) / 2e-15"},
    step_swallowed={"1 - np.tanh(z) ** 2": "(np.tanh(z + 1e-16) - np.tanh(z)) / 1e-16"},
    step_too_small_one_sided={"1 - np.tanh(z) ** 2": "(np.tanh(z + 1e-15) - np.tanh(z)) / 1e-15"},
)
exercise.misconception(
    "wrong-shape",
    "z holds a number for every sample and neuron. What is the shape of what you return?",
    "One number goes in, one comes out, at every place of the array.",
    named=True,
    mean_slope={"1 - np.tanh(z) ** 2": "np.mean(1 - np.tanh(z) ** 2)"},
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    in_place={"return 1 - np.tanh(z) ** 2": "np.tanh(z, out=z)\n    return 1 - z**2"},
)
