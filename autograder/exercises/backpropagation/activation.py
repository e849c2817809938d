"""`activation`: an activation of the student's choice for the hidden layer."""

import numpy as np

from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Probe

exercise = Exercise(
    "activation",
    asked="`activation(z)` returns an array of z's shape: an activation of your choice that is "
    "neither linear nor the sigmoid.",
)


def draw_points(rng):
    """Points of z, (m,): an ascending grid over [−3, 3] with 0, then others up to ±30."""
    return np.concatenate([np.linspace(-3, 3, 241), rng.uniform(-30, 30, size=60), [-30.0, 30.0]])


@exercise.probes
def draw(rng):
    z = draw_points(rng)
    shuffled = rng.permutation(z)
    return [
        Probe(z=z[:241, None], twice=True),
        Probe(z=shuffled[:300].reshape(20, 15), twice=True),
        Probe(z=rng.permutation(z)[:7]),
    ]


@exercise.solution
def activation(z):
    return np.tanh(z)


exercise.property(
    "function",
    "activation_function",
    points=1.5,
    hint="Plot your function over [−3, 3]. Does it bend, and does every number act by itself?",
)
exercise.property("arguments", "repeatable", points=0.5)


exercise.misconception(
    "no-hidden-activation",
    "What do two linear maps make, one after the other? Could the network still draw a bend?",
    "Plot your function over [−3, 3]: it has to bend somewhere there.",
    named=True,
    identity={"np.tanh(z)": "1.0 * z"},
    scaled={"np.tanh(z)": "2 * z + 1"},
)
exercise.misconception(
    "sigmoid-again",
    "Compare your function with the one that the network had until now: are there values where "
    "they differ?",
    "The task asks for another one. Which others does the lesson name?",
    named=True,
    sigmoid_again={"np.tanh(z)": "1 / (1 + np.exp(-z))"},
)
exercise.misconception(
    "flat",
    "How steep is your function almost everywhere? What will the first layer's gradients be?",
    "A step has the slope 0 on either side, and nothing can be learnt through that.",
    named=True,
    step={"np.tanh(z)": "(z > 0).astype(float)"},
    sign={"np.tanh(z)": "np.sign(z)"},
    constant={"np.tanh(z)": "np.ones_like(z)"},
)
exercise.misconception(
    "depends-on-others",
    "An activation acts on each neuron by itself: does your answer for one number depend on the "
    "others?",
    "Look for a sum, a maximum or a mean over the whole array.",
    named=True,
    softmax={"np.tanh(z)": "np.exp(z - z.max()) / np.exp(z - z.max()).sum()"},
    standardised={"np.tanh(z)": "np.tanh((z - z.mean()) / z.std())"},
)
exercise.misconception(
    "random",
    "Call your function twice with the same z: do the answers agree? Where does chance come in?",
    "A neuron that gets the same numbers gives the same answer. Which line of yours draws?",
    named=True,
    noisy={"np.tanh(z)": "np.maximum(z + np.random.normal(size=z.shape), 0)"},
)
exercise.misconception(
    "whole-numbers",
    "Print your function at z = 0.5 and at z = 0.9, and the type of the array: what became of the "
    "digits behind the point?",
    "An array of integers cannot hold half a step. Which line of yours settles its type?",
    named=True,
    integers={"np.tanh(z)": "np.maximum(z, 0).astype(int)"},
)
exercise.misconception(
    "wrong-shape",
    "z holds a number for every sample and neuron. What is the shape of what you return?",
    "One number goes in, one comes out, at every place of the array.",
    named=True,
    largest={"np.tanh(z)": "max(0.0, z.max())"},
    flattened={"np.tanh(z)": "np.maximum(z.ravel(), 0)[None]"},
)
exercise.misconception(
    "not-finite",
    "Try your function at z = 30, at z = −30 and at 0: where is it not a number, or infinite?",
    "Is every part of your formula defined for negative numbers and for 0, and does any part of it "
    "grow without bound? What is e to the power of 900?",
    named=True,
    overflowing={
        "return np.tanh(z)": 'with np.errstate(all="ignore"):\n'
        "        return np.exp(z**2) / (1 + np.exp(z**2))"
    },
    logarithm={"return np.tanh(z)": 'with np.errstate(all="ignore"):\n        return np.log(z)'},
)
exercise.misconception(
    *ARGUMENT_CHANGED, relu_in_place={"return np.tanh(z)": "z[z < 0] = 0\n    return z"}
)
