"""`update`: one step down the gradient, for every parameter."""

import numpy as np

from autograder.exercises.backpropagation._network import SIZES, draw_parameters
from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Probe

exercise = Exercise(
    "update",
    asked="`update(params, grads, learning_rate)` returns new params: every parameter one step "
    "down its gradient.",
)

RATES = (0.3, 0.05, 1.7)
SIGNS = (1, -1, 1)


@exercise.probes
def draw(rng):
    probes = []
    for (n, d, h), rate, sign in zip(SIZES, RATES, SIGNS, strict=True):
        params = draw_parameters(rng, d, h)
        grads = {"dZ2": rng.normal(size=(n, 1)), "dA1": rng.normal(size=(n, h))}
        grads["dZ1"] = rng.normal(size=(n, h))
        grads |= {f"d{name}": rng.normal(size=value.shape) for name, value in params.items()}
        # A gradient of one number has either sign among the probes, so that a lost sign shows.
        grads["db2"] = sign * np.abs(grads["db2"])
        probes.append(Probe(params=params, grads=grads, learning_rate=rate, twice=n == 7))
    return probes


@exercise.solution
def update(params, grads, learning_rate):
    return {name: params[name] - learning_rate * grads[f"d{name}"] for name in params}


HINT = "Write the step down for one number first: where is it, which way is down, how far?"
for name in ("W1", "b1", "W2", "b2"):
    exercise.value(name, points=0.5, key=name, hint=HINT)
exercise.property("arguments", "repeatable", points=1)


@exercise.misconception(
    "m45",
    "The gradient points uphill. Which way does your step go?",
    "Take the loss w² at w = 3: its gradient is 6. Where does your rule lead from there?",
)
def ascent(params, grads, learning_rate):
    return {name: params[name] + learning_rate * grads[f"d{name}"] for name in params}


RATE_TWICE = (
    "m49",
    "With a rate of 0.1, how much of the gradient should a step be? Work one number out by hand.",
    "Follow the learning rate through your code: how often does it meet the gradient?",
)


@exercise.misconception(*RATE_TWICE)
def rate_twice(params, grads, learning_rate):
    return {name: params[name] - learning_rate**2 * grads[f"d{name}"] for name in params}


@exercise.misconception(*RATE_TWICE)
def step_twice(params, grads, learning_rate):
    return {name: params[name] - 2 * learning_rate * grads[f"d{name}"] for name in params}


BIASES = (
    "m36",
    "Did b move? Print the biases before and after.",
    "A network has two kinds of parameter, and all of them go down their gradient.",
)


@exercise.misconception(*BIASES)
def biases_stay(params, grads, learning_rate):
    new = {name: params[name] - learning_rate * grads[f"d{name}"] for name in ("W1", "W2")}
    return {**new, "b1": params["b1"].copy(), "b2": params["b2"].copy()}


@exercise.misconception(*BIASES)
def biases_missing(params, grads, learning_rate):
    return {name: params[name] - learning_rate * grads[f"d{name}"] for name in ("W1", "W2")}


@exercise.misconception(*BIASES)
def first_biases_stay(params, grads, learning_rate):
    new = {name: params[name] - learning_rate * grads[f"d{name}"] for name in params}
    return {**new, "b1": params["b1"].copy()}


@exercise.misconception(*BIASES)
def second_biases_stay(params, grads, learning_rate):
    new = {name: params[name] - learning_rate * grads[f"d{name}"] for name in params}
    return {**new, "b2": params["b2"].copy()}


INTEGERS = (
    "m47",
    "Print the new weights: what became of the digits behind the point?",
    "An array of integers cannot hold half a step. What type do your parameters have?",
)


@exercise.misconception(*INTEGERS)
def whole_numbers(params, grads, learning_rate):
    return {name: (params[name] - learning_rate * grads[f"d{name}"]).astype(int) for name in params}


@exercise.misconception(*INTEGERS)
def steps_of_whole_numbers(params, grads, learning_rate):
    return {name: params[name] - (learning_rate * grads[f"d{name}"]).astype(int) for name in params}


def no_step(params, grads, learning_rate):
    return {name: value.copy() for name, value in params.items()}


@exercise.misconception(
    "no-rate",
    "Double learning_rate: does your step get twice as long?",
    "The rate that is passed in scales the gradient before it is taken off. Does a number, or a "
    "name from another cell, stand in its place?",
    any_amount=no_step,
)
def no_rate(params, grads, learning_rate):
    return {name: params[name] - grads[f"d{name}"] for name in params}


@exercise.misconception(
    "no-rate",
    "Does a larger learning rate make your step longer or shorter?",
    "The rate scales the gradient before it is taken off.",
)
def divided_by_rate(params, grads, learning_rate):
    return {name: params[name] - grads[f"d{name}"] / learning_rate for name in params}


@exercise.misconception(
    "step-only",
    "Is what you return the new place, or only the way there?",
    "Where does the old parameter enter your answer?",
)
def step_only(params, grads, learning_rate):
    return {name: -learning_rate * grads[f"d{name}"] for name in params}


@exercise.misconception(
    "step-only",
    "Which comes first in your difference: where you are, or the step?",
    "Start from the parameter and take the step off.",
)
def step_minus_place(params, grads, learning_rate):
    return {name: learning_rate * grads[f"d{name}"] - params[name] for name in params}


@exercise.misconception(
    "unchanged",
    "Print a weight before and after your function: what is different?",
    "The step is computed, but does it ever reach the dict that you return?",
)
def unchanged(params, grads, learning_rate):
    for name in params:
        value = params[name]
        value = value - learning_rate * grads[f"d{name}"]
    return {name: value.copy() for name, value in params.items()}


ONE_LAYER = (
    "one-layer",
    "How many layers have parameters, and how many of them does your function move?",
    "Compare old and new, parameter by parameter.",
)


@exercise.misconception(*ONE_LAYER)
def second_layer_only(params, grads, learning_rate):
    new = {name: params[name] - learning_rate * grads[f"d{name}"] for name in ("W2", "b2")}
    return {"W1": params["W1"].copy(), "b1": params["b1"].copy(), **new}


@exercise.misconception(*ONE_LAYER)
def first_layer_only(params, grads, learning_rate):
    new = {name: params[name] - learning_rate * grads[f"d{name}"] for name in ("W1", "b1")}
    return {**new, "W2": params["W2"].copy(), "b2": params["b2"].copy()}


@exercise.misconception(
    "m16",
    "Count the divisions by n: the gradients are those of a mean loss. How many does a step need?",
    "grads hold the 1/n already.",
)
def averaged_again(params, grads, learning_rate):
    n = len(grads["dZ2"])
    return {name: params[name] - learning_rate * grads[f"d{name}"] / n for name in params}


@exercise.misconception(
    "m15",
    "Write every sample down twice: should a step grow? Does yours?",
    "grads hold the 1/n already. Is there an n in your step?",
)
def summed_again(params, grads, learning_rate):
    n = len(grads["dZ2"])
    return {name: params[name] - learning_rate * grads[f"d{name}"] * n for name in params}


@exercise.misconception(
    "m42",
    "Which way should a weight with a negative gradient go, and which way does yours go?",
    "Where does the sign of the gradient get lost?",
)
def downwards_only(params, grads, learning_rate):
    return {name: params[name] - learning_rate * np.abs(grads[f"d{name}"]) for name in params}


@exercise.misconception(
    "seven-keys",
    "grads has seven keys and params has four: which keys does your loop run over?",
    "Three of the gradients belong to values inside the network, which are no parameters.",
)
def over_all_gradients(params, grads, learning_rate):
    return {name[1:]: params[name[1:]] - learning_rate * grads[name] for name in grads}


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def in_place(params, grads, learning_rate):
    for name in params:
        params[name] -= learning_rate * grads[f"d{name}"]
    return params


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def second_name(params, grads, learning_rate):
    new = params
    for name in ("W1", "b1", "W2", "b2"):
        new[name] = new[name] - learning_rate * grads[f"d{name}"]
    return new


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def shallow_copy(params, grads, learning_rate):
    new = params.copy()
    for name in params:
        new[name] -= learning_rate * grads[f"d{name}"]
    return new


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def scales_the_gradients(params, grads, learning_rate):
    new = {}
    for name in params:
        grads[f"d{name}"] *= learning_rate
        new[name] = params[name] - grads[f"d{name}"]
    return new
