"""`gradient_step`: one step down the gradient."""

import numpy as np

from autograder.exercises.gradient_descent._arguments import ARGUMENT_CHANGED, EDITS
from autograder.exercises.language import Exercise, Probe

exercise = Exercise(
    "gradient_step",
    asked="`gradient_step(phi, gradient, learning_rate)` returns the new phi: the parameters one "
    "step of gradient descent further on.",
)

SIZES_AND_RATES = ((3, 0.3), (2, 0.07), (5, 1.6))


@exercise.probes
def draw(rng):
    # Large enough numbers that it shows where what stands behind the point is cut off.
    return [
        Probe(
            phi=rng.normal(scale=4, size=p),
            gradient=rng.normal(scale=8, size=p),
            learning_rate=rate,
            twice=p == 3,
        )
        for p, rate in SIZES_AND_RATES
    ]


@exercise.solution
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * gradient


exercise.value(
    "new phi",
    points=1.5,
    label="phi",
    hint="Write the step down for one number first: where is it, which way is down, how far?",
)
exercise.property("arguments", "repeatable", points=0.5, causes=EDITS)


@exercise.misconception(
    "m45",
    "The gradient points uphill. Which way does your step go?",
    "Take the loss w² at w = 3: its gradient is 6. Where does your rule lead from there?",
)
def ascent(phi, gradient, learning_rate):
    return phi + learning_rate * gradient


RATE_TWICE = (
    "m49",
    "With a rate of 0.1, how much of the gradient should a step be? Work one number out by hand.",
    "Follow the learning rate through your code: how often does it meet the gradient?",
)


@exercise.misconception(*RATE_TWICE)
def rate_twice(phi, gradient, learning_rate):
    return phi - learning_rate**2 * gradient


@exercise.misconception(*RATE_TWICE)
def two_steps(phi, gradient, learning_rate):
    return phi - 2 * learning_rate * gradient


@exercise.misconception(
    "m17",
    "With a rate of 1, how much of the gradient should a step be, and how much is yours?",
    "A ½ or a 2 belongs to the gradient of some losses. Is the gradient computed here, or given?",
)
def half_step(phi, gradient, learning_rate):
    return phi - learning_rate * gradient / 2


NO_RATE = (
    "no-rate",
    "Double the learning rate: does your step get twice as long?",
    "The rate that is passed in scales the gradient before it is taken off. Does a number, or a "
    "name from another cell, stand in its place?",
)


def no_step(phi, gradient, learning_rate):
    return phi.copy()


@exercise.misconception(*NO_RATE, any_amount=no_step)
def no_rate(phi, gradient, learning_rate):
    return phi - gradient


@exercise.misconception(*NO_RATE)
def divided_by_rate(phi, gradient, learning_rate):
    return phi - gradient / learning_rate


SCALED_PLACE = (
    "rate-on-phi",
    "With a learning rate of 0, where should you end up? Where does your rule lead?",
    "Which of the two is scaled by the rate: the place where you are, or the way you go?",
)


@exercise.misconception(*SCALED_PLACE)
def rate_on_both(phi, gradient, learning_rate):
    return learning_rate * (phi - gradient)


@exercise.misconception(*SCALED_PLACE)
def rate_on_phi(phi, gradient, learning_rate):
    return learning_rate * phi - gradient


@exercise.misconception(*SCALED_PLACE)
def swapped(phi, gradient, learning_rate):
    return gradient - learning_rate * phi


STEP_ONLY = (
    "step-only",
    "Is what you return the new place, or only the way there?",
    "Where does the old phi enter your answer, and with which sign?",
)


@exercise.misconception(*STEP_ONLY)
def step_only(phi, gradient, learning_rate):
    return -learning_rate * gradient


@exercise.misconception(*STEP_ONLY)
def length_only(phi, gradient, learning_rate):
    return learning_rate * gradient


@exercise.misconception(*STEP_ONLY)
def step_minus_place(phi, gradient, learning_rate):
    return learning_rate * gradient - phi


@exercise.misconception(
    "unchanged",
    "Print phi before and after your function: what is different?",
    "The step is computed, but does it ever reach what you return?",
)
def unchanged(phi, gradient, learning_rate):
    new = phi.copy()
    for value, slope in zip(new, gradient, strict=True):
        value = value - learning_rate * slope
    return new


@exercise.misconception(
    "m42",
    "Which way should a parameter with a negative gradient go, and which way does yours go?",
    "Where does the sign of the gradient get lost?",
)
def downwards_only(phi, gradient, learning_rate):
    return phi - learning_rate * np.abs(gradient)


FIXED_LENGTH = (
    "fixed-length",
    "Where the slope is steep, should a step be longer than where it is gentle? Are yours?",
    "The gradient gives more than a direction. What happens to its size in your code?",
)


@exercise.misconception(*FIXED_LENGTH)
def unit_length(phi, gradient, learning_rate):
    return phi - learning_rate * gradient / np.linalg.norm(gradient)


@exercise.misconception(*FIXED_LENGTH)
def signs_only(phi, gradient, learning_rate):
    return phi - learning_rate * np.sign(gradient)


MIXED = (
    "mixed-coordinates",
    "Set all entries of the gradient but one to zero: how many parameters should move?",
    "phi and gradient belong together entry by entry. Does your code add the entries up somewhere?",
)


@exercise.misconception(*MIXED)
def summed_gradient(phi, gradient, learning_rate):
    return phi - learning_rate * gradient.sum()


@exercise.misconception(*MIXED)
def mean_gradient(phi, gradient, learning_rate):
    return phi - learning_rate * gradient.mean()


@exercise.misconception(
    "m16",
    "The gradient you are given is complete. How many more divisions does a step need?",
    "By what does your code divide, and who asked for it?",
)
def averaged_again(phi, gradient, learning_rate):
    return phi - learning_rate * gradient / len(gradient)


@exercise.misconception(
    "m44",
    "How many parameters does phi hold, and how many of them does your function move?",
    "Look at where `return` stands: inside the loop, or after it?",
)
def first_coordinate_only(phi, gradient, learning_rate):
    new = phi.copy()
    for j in range(len(phi)):
        new[j] = phi[j] - learning_rate * gradient[j]
        return new


@exercise.misconception(
    "m43",
    "How many numbers should come back, and how many do?",
    "What does the loop do with the result of its last round but one?",
)
def last_coordinate_only(phi, gradient, learning_rate):
    for value, slope in zip(phi, gradient, strict=True):
        new = value - learning_rate * slope
    return new


INTEGERS = (
    "m47",
    "Print the new phi: what became of the digits behind the point?",
    "An array of integers cannot hold half a step. What type does your array have?",
)


@exercise.misconception(*INTEGERS)
def whole_numbers(phi, gradient, learning_rate):
    return (phi - learning_rate * gradient).astype(int)


@exercise.misconception(*INTEGERS)
def from_whole_numbers(phi, gradient, learning_rate):
    return np.array(phi, dtype=int) - learning_rate * gradient


@exercise.misconception(*INTEGERS)
def steps_of_whole_numbers(phi, gradient, learning_rate):
    return phi - (learning_rate * gradient).astype(int)


@exercise.misconception(*INTEGERS)
def into_an_array_of_whole_numbers(phi, gradient, learning_rate):
    new = np.zeros(len(phi), dtype=int)
    for j in range(len(phi)):
        new[j] = phi[j] - learning_rate * gradient[j]
    return new


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def in_place(phi, gradient, learning_rate):
    phi -= learning_rate * gradient
    return phi


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def second_name(phi, gradient, learning_rate):
    new = phi
    for j in range(len(new)):
        new[j] = new[j] - learning_rate * gradient[j]
    return new


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def scales_the_gradient(phi, gradient, learning_rate):
    gradient *= learning_rate
    return phi - gradient


@exercise.misconception(
    ARGUMENT_CHANGED.id,
    "Run `new = gradient_step(phi, …)` and print `new`. What did your function hand back, and what "
    "happened to `phi` instead?",
    "Nothing that comes in should change; what is new goes out with `return`.",
)
def edits_and_returns_nothing(phi, gradient, learning_rate):
    phi -= learning_rate * gradient
