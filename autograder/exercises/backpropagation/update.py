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
        grads = draw_gradients(rng, n, params)
        # db2 is positive in some probes and negative in others, so that a lost sign shows.
        grads["db2"] = sign * np.abs(grads["db2"])
        probes.append(Probe(params=params, grads=grads, learning_rate=rate, twice=n == 7))
    # The sizes occur twice, so that an answer cannot tell a probe by its shapes. Steps are tiny in
    # the first of these, larger than 100 in the second, and of no length in the third.
    for (n, d, h), place, slope, rate in zip(
        SIZES, (1e-8, 1, 1), (1e-3, 1e4, 1), (1e-5, 0.5, 0.0), strict=True
    ):
        params = draw_parameters(rng, d, h)
        grads = draw_gradients(rng, n, params)
        grads = {name: slope * (g + np.where(g < 0, -0.1, 0.1)) for name, g in grads.items()}
        params = {name: place * value for name, value in params.items()}
        probes.append(Probe(params=params, grads=grads, learning_rate=rate))
    return probes


def draw_gradients(rng, n, params):
    """Random gradients, by the seven keys that `backward` returns."""
    h = len(params["b1"])
    inner = {name: rng.normal(size=(n, k)) for name, k in (("dZ2", 1), ("dA1", h), ("dZ1", h))}
    return inner | {f"d{name}": rng.normal(size=value.shape) for name, value in params.items()}


@exercise.solution
def update(params, grads, learning_rate):
    new = {}
    for name in params:
        new[name] = params[name] - learning_rate * grads[f"d{name}"]
    return new


HINT = "Write the step down for one number first: where is it, which way is down, how far?"
for name in ("W1", "b1", "W2", "b2"):
    exercise.value(name, points=0.625, key=name, hint=HINT)
exercise.property("arguments", "repeatable", points=0.5)


exercise.misconception(
    "ascent",
    "The gradient points uphill. Which way does your step go?",
    "Take the loss w² at w = 3: its gradient is 6. Where does your rule lead from there?",
    ascent={"params[name] - learning_rate": "params[name] + learning_rate"},
)
exercise.misconception(
    "rate-twice",
    "With a rate of 0.1, how much of the gradient should a step be? Work one number out by hand.",
    "Follow the learning rate through your code: how often does it meet the gradient?",
    rate_twice={"learning_rate * grads": "learning_rate**2 * grads"},
    step_twice={"learning_rate * grads": "2 * learning_rate * grads"},
)
exercise.misconception(
    "bias-gradient-missing",
    "Did b move? Print the biases before and after.",
    "A network has two kinds of parameter, and all of them go down their gradient.",
    biases_stay={"new = {}": "new = dict(params)", "in params": 'in ("W1", "W2")'},
    biases_missing={"in params": 'in ("W1", "W2")'},
    first_biases_stay={"return new": 'return {**new, "b1": params["b1"]}'},
    second_biases_stay={"return new": 'return {**new, "b2": params["b2"]}'},
)
exercise.misconception(
    "whole-numbers",
    "Print the new weights: what became of the digits behind the point?",
    "An array of integers cannot hold half a step. What type do your parameters have?",
    whole_numbers={"return new": "return {name: w.astype(int) for name, w in new.items()}"},
    steps_of_whole_numbers={
        'learning_rate * grads[f"d{name}"]': '(learning_rate * grads[f"d{name}"]).astype(int)'
    },
)


def no_step(params, grads, learning_rate):
    return {name: value.copy() for name, value in params.items()}


exercise.misconception(
    "no-rate",
    "Double learning_rate: does your step get twice as long?",
    "The rate that is passed in scales the gradient before it is taken off. Does a number, or a "
    "name from another cell, stand in its place?",
    any_amount=no_step,
    no_rate={"learning_rate * grads": "grads"},
)
exercise.misconception(
    "length-lost",
    "Where the gradient is twice as long, is your step twice as long too?",
    "A step is shorter where the slope is gentler. Which line of yours takes the length away?",
    signs_only={'grads[f"d{name}"]': 'np.sign(grads[f"d{name}"])'},
    unit_length={'grads[f"d{name}"]': 'grads[f"d{name}"] / np.linalg.norm(grads[f"d{name}"])'},
)
exercise.misconception(
    "returned-too-early",
    "Which keys has the dict that comes back? How often does the body of your loop run?",
    "`return` leaves the function at once. How far is it indented?",
    returned_in_the_loop={"return new": "    return new"},
)
exercise.misconception(
    "divided-by-rate",
    "Does a larger learning rate make your step longer or shorter?",
    "The rate scales the gradient before it is taken off.",
    divided_by_rate={'learning_rate * grads[f"d{name}"]': 'grads[f"d{name}"] / learning_rate'},
)
exercise.misconception(
    "step-only",
    "Is what you return the new place, or only the way there?",
    "Where does the old parameter enter your answer?",
    step_only={"params[name] - learning_rate": "-learning_rate"},
)
exercise.misconception(
    "step-minus-place",
    "Which comes first in your difference: where you are, or the step?",
    "Start from the parameter and take the step off.",
    step_minus_place={
        "params[name] - learning_rate": "learning_rate",
        'grads[f"d{name}"]': 'grads[f"d{name}"] - params[name]',
    },
)
exercise.misconception(
    "unchanged",
    "Print a weight before and after your function: what is different?",
    "The step is computed, but does it ever reach the dict that you return?",
    unchanged={"new = {}": "new = dict(params)", "new[name] = params": "value = params"},
)
exercise.misconception(
    "one-layer",
    "How many layers have parameters, and how many of them does your function move?",
    "Compare old and new, parameter by parameter.",
    second_layer_only={"new = {}": "new = dict(params)", "in params": 'in ("W2", "b2")'},
    first_layer_only={"new = {}": "new = dict(params)", "in params": 'in ("W1", "b1")'},
)
exercise.misconception(
    "mean-twice",
    "Count the divisions by n: the gradients are those of a mean loss. How many does a step need?",
    "grads hold the 1/n already.",
    averaged_again={'grads[f"d{name}"]': 'grads[f"d{name}"] / len(grads["dZ2"])'},
)
exercise.misconception(
    "mean-forgotten",
    "Write every sample down twice: should a step grow? Does yours?",
    "grads hold the 1/n already. Is there an n in your step?",
    summed_again={'grads[f"d{name}"]': 'grads[f"d{name}"] * len(grads["dZ2"])'},
)
exercise.misconception(
    "sign-lost",
    "Which way should a weight with a negative gradient go, and which way does yours go?",
    "Where does the sign of the gradient get lost?",
    downwards_only={'grads[f"d{name}"]': 'np.abs(grads[f"d{name}"])'},
)


@exercise.misconception(
    "seven-keys",
    "grads has seven keys and params has four: which keys does your loop run over?",
    "Three of the gradients belong to values inside the network, which are no parameters.",
)
def over_all_gradients(params, grads, learning_rate):
    return {name[1:]: params[name[1:]] - learning_rate * grads[name] for name in grads}


exercise.misconception(
    *ARGUMENT_CHANGED,
    in_place={"new = {}": "new = params", "new[name] = params[name] -": "new[name] -="},
    second_name={"new = {}": "new = params"},
    shallow_copy={"new = {}": "new = params.copy()", "new[name] = params[name] -": "new[name] -="},
    scales_the_gradients={
        "new[name] = params": 'grads[f"d{name}"] *= learning_rate\n        new[name] = params',
        "learning_rate * grads": "grads",
    },
)
