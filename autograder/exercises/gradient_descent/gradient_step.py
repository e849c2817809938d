"""`gradient_step`: one step down the gradient."""

import numpy as np

from autograder.exercises.gradient_descent._arguments import ARGUMENT_CHANGED
from autograder.exercises.language import Exercise, Misconception, Probe

exercise = Exercise(
    "gradient_step",
    asked="`gradient_step(phi, gradient, learning_rate)` returns the new phi: the parameters one "
    "step of gradient descent further on.",
)

STEPS = ((3, 0.3, 4, 8), (2, 0.07, 4, 8), (5, 1.6, 4, 8), (4, 0.4, 10, 2e3), (6, 0.9, 1e-8, 1e-8))
"""Numbers of parameters, rates, and the sizes of phi and gradient.

The sizes of the first three show when the digits after the point are cut off. Of the others, one is
steep and one is small in every entry.
"""


@exercise.probes
def draw(rng):
    # The last has the size of the first, so that nothing can be remembered by the size.
    first, *others = (_probe(rng, *numbers, twice=numbers[0] == 3) for numbers in STEPS)
    return [first, *others, _probe(rng, *STEPS[0])]


def _probe(rng, p, rate, size, slope, **options):
    phi, gradient = _both_signs(rng, p) * size, _both_signs(rng, p) * slope
    return Probe(phi=phi, gradient=gradient, learning_rate=rate, **options)


def _both_signs(rng, p):
    return rng.permutation(np.where(np.arange(p) % 2, -1, 1)) * rng.uniform(0.5, 2, size=p)


@exercise.solution
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * gradient


exercise.value(
    "new phi",
    points=1.5,
    label="phi",
    hint="Write the step down for one number first: where is it, which way is down, how far?",
)
exercise.property("arguments", "repeatable", points=0.5, misconceptions=[ARGUMENT_CHANGED])


exercise.misconception(
    "ascent",
    "The gradient points uphill. Which way does your step go?",
    "Take the loss w² at w = 3: its gradient is 6. Where does your rule lead from there?",
    ascent={"phi - learning_rate * gradient": "phi + learning_rate * gradient"},
)
exercise.misconception(
    "rate-twice",
    "With a rate of 0.1, how much of the gradient should a step be? Work one number out by hand.",
    "Follow the learning rate through your code: how often does it meet the gradient?",
    rate_twice={"learning_rate * gradient": "learning_rate**2 * gradient"},
    two_steps={"learning_rate * gradient": "2 * learning_rate * gradient"},
)
exercise.misconception(
    "stray-factor",
    "With a rate of 1, how much of the gradient should a step be, and how much is yours?",
    "The gradient is given, complete with all its factors. Which number of your own stands beside "
    "it, or how many times is the step taken?",
    half_step={"phi - learning_rate * gradient": "phi - learning_rate * gradient / 2"},
    ten_steps={"learning_rate * gradient": "10 * learning_rate * gradient"},
)

NO_RATE = Misconception(
    "no-rate",
    "Double the learning rate: does your step get twice as long?",
    "The rate that is passed in scales the gradient before it is taken off. Does a number, or a "
    "name from another cell, stand in its place?",
)


def no_step(phi, gradient, learning_rate):
    return phi.copy()


exercise.misconception(
    *NO_RATE, any_amount=no_step, no_rate={"phi - learning_rate * gradient": "phi - gradient"}
)
exercise.misconception(
    *NO_RATE, divided_by_rate={"phi - learning_rate * gradient": "phi - gradient / learning_rate"}
)
exercise.misconception(
    "rate-on-phi",
    "With a learning rate of 0, where should you end up? Where does your rule lead?",
    "Which of the two is scaled by the rate: the place where you are, or the way you go?",
    rate_on_both={"phi - learning_rate * gradient": "learning_rate * (phi - gradient)"},
    rate_on_phi={"phi - learning_rate * gradient": "learning_rate * phi - gradient"},
    swapped={"phi - learning_rate * gradient": "gradient - learning_rate * phi"},
)
exercise.misconception(
    "step-only",
    "Is what you return the new place, or only the way there?",
    "Where does the old phi enter your answer, and with which sign?",
    step_only={"phi - learning_rate * gradient": "-learning_rate * gradient"},
    length_only={"phi - learning_rate * gradient": "learning_rate * gradient"},
    step_minus_place={"phi - learning_rate * gradient": "learning_rate * gradient - phi"},
)
exercise.misconception(
    "unchanged",
    "Print phi before and after your function: what is different?",
    "The step is computed, but does it ever reach what you return?",
    unchanged={"phi - learning_rate * gradient": "phi.copy()"},
)
exercise.misconception(
    "sign-lost",
    "Which way should a parameter with a negative gradient go, and which way does yours go?",
    "Where does the sign of the gradient get lost?",
    downwards_only={"learning_rate * gradient": "learning_rate * np.abs(gradient)"},
)

FIXED_LENGTH = Misconception(
    "fixed-length",
    "Where the slope is steep, should a step be longer than where it is gentle? Are yours?",
    "The gradient gives more than a direction. What happens to its size in your code?",
)

exercise.misconception(
    *FIXED_LENGTH,
    unit_length={"* gradient": "* gradient / np.linalg.norm(gradient)"},
    signs_only={"phi - learning_rate * gradient": "phi - learning_rate * np.sign(gradient)"},
)
exercise.misconception(
    *FIXED_LENGTH,
    any_amount=no_step,
    signs_without_the_rate={"phi - learning_rate * gradient": "phi - np.sign(gradient)"},
)
exercise.misconception(
    "mixed-coordinates",
    "Set all entries of the gradient but one to zero: how many parameters should move?",
    "phi and gradient belong together entry by entry. Does your code add the entries up somewhere?",
    summed_gradient={"phi - learning_rate * gradient": "phi - learning_rate * gradient.sum()"},
    mean_gradient={"phi - learning_rate * gradient": "phi - learning_rate * gradient.mean()"},
    mean_of_the_parameters={"phi - learning_rate": "phi.mean() - learning_rate"},
)
exercise.misconception(
    "mean-twice",
    "The gradient you are given is complete. How many more divisions does a step need?",
    "By what does your code divide, and who asked for it?",
    averaged_again={
        "phi - learning_rate * gradient": "phi - learning_rate * gradient / len(gradient)"
    },
)
exercise.misconception(
    "returned-too-early",
    "How many parameters does phi hold, and how many of them does your function move?",
    "Look at where `return` stands: inside the loop, or after it?",
    first_coordinate_only={
        "return phi - learning_rate * gradient": "new = phi.copy()\n"
        "    new[0] -= learning_rate * gradient[0]\n"
        "    return new"
    },
)
exercise.misconception(
    "last-entry-only",
    "How many numbers should come back, and how many do?",
    "What does the loop do with the result of its last round but one?",
    last_coordinate_only={
        "phi - learning_rate * gradient": "phi[-1] - learning_rate * gradient[-1]"
    },
)
exercise.misconception(
    "last-index",
    "Does the last parameter move? Which index comes last in your loop?",
    "range(3) holds three numbers. Up to which does range(len(phi) - 1) count?",
    last_parameter_stays={
        "return phi - learning_rate * gradient": "new = phi.copy()\n"
        "    new[:-1] -= learning_rate * gradient[:-1]\n"
        "    return new"
    },
)
exercise.misconception(
    "fixed-size",
    "phi may hold any number of parameters. Give your function one with five entries: how many "
    "come back?",
    "Which indices stand in your code as plain numbers, and what becomes of the other entries?",
    two_parameters={
        "return phi - learning_rate * gradient": "new = phi - learning_rate * gradient\n"
        "    return new[:2]"
    },
    one_parameter={
        "return phi - learning_rate * gradient": "new = phi - learning_rate * gradient\n"
        "    return new[0]"
    },
)
exercise.misconception(
    "column",
    "Print the shape of phi as it comes in, and the shape of what you return. Which line of yours "
    "makes the difference?",
    "Arrays of the shapes (p,) and (p,) are subtracted entry by entry. What does NumPy make of "
    "(p, 1) and (p,)?",
    column_minus_row={"phi - learning_rate": "phi[:, None] - learning_rate"},
    as_a_column={"phi - learning_rate * gradient": "(phi - learning_rate * gradient)[:, None]"},
    as_a_row={"phi - learning_rate * gradient": "(phi - learning_rate * gradient)[None, :]"},
)
exercise.misconception(
    "rounded",
    "Take a step that is 0.00001 long. Where is phi afterwards, by your function?",
    "Rounding is for printing. What becomes of everything behind the last digit that you keep?",
    two_digits={"phi - learning_rate * gradient": "np.round(phi - learning_rate * gradient, 2)"},
    three_digits={"phi - learning_rate * gradient": "np.round(phi - learning_rate * gradient, 3)"},
    four_digits={"phi - learning_rate * gradient": "np.round(phi - learning_rate * gradient, 4)"},
    six_digits={"phi - learning_rate * gradient": "np.round(phi - learning_rate * gradient, 6)"},
)
exercise.misconception(
    "whole-numbers",
    "Print the new phi: what became of the digits behind the point?",
    "An array of integers cannot hold half a step. What type does your array have?",
    whole_numbers={
        "phi - learning_rate * gradient": "(phi - learning_rate * gradient).astype(int)"
    },
    from_whole_numbers={
        "phi - learning_rate * gradient": "phi.astype(int) - learning_rate * gradient"
    },
    steps_of_whole_numbers={
        "phi - learning_rate * gradient": "phi - (learning_rate * gradient).astype(int)"
    },
    into_an_array_of_whole_numbers={
        "return phi - learning_rate * gradient": "new = np.zeros(len(phi), dtype=int)\n"
        "    new[:] = phi - learning_rate * gradient\n"
        "    return new"
    },
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    in_place={
        "return phi - learning_rate * gradient": "phi -= learning_rate * gradient\n    return phi"
    },
    second_name={
        "return phi - learning_rate * gradient": "new = phi\n"
        "    new -= learning_rate * gradient\n"
        "    return new"
    },
    scales_the_gradient={
        "return phi - learning_rate * gradient": "gradient *= learning_rate\n"
        "    return phi - gradient"
    },
)
exercise.misconception(
    "nothing-returned",
    "Run `new = gradient_step(phi, …)` and print `new`. What did your function hand back?",
    "Neither `print` nor a change of `phi` hands anything back. With which word does a result go "
    "out, and does your function reach it?",
    edits_and_returns_nothing={
        "return phi - learning_rate * gradient": "phi -= learning_rate * gradient"
    },
)
