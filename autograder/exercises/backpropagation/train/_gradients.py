"""Misconceptions in the gradient of a loop that computes its own."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    draw_start,
    mean_loss,
    run_backward,
    run_forward,
    step_down,
)
from autograder.exercises.backpropagation.train._loop import exercise


def _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error):
    """As `descend`, with another error at the output than A2 − y."""
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        bent = {**cache, "A2": y + error(cache["A2"], y)}
        params = step_down(params, run_backward(X, y, params, bent), learning_rate)
    return params, losses


@exercise.misconception(
    "m25",
    "Combine the loss and the output's sigmoid first: does σ′ survive in the derivative by Z2?",
    "An output that is confident and wrong should learn fast. How large is A2 (1 − A2) there?",
    named="output slope",
)
def extra_slope(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return (p - y) * p * (1 - p)

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


@exercise.misconception(
    "squared-error",
    "Which loss does your gradient belong to, and which one do you record?",
    "This is the chain of a squared error through the sigmoid. Start from the cross-entropy.",
    named="squared error",
)
def squared_error(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return 2 * (p - y) * p * (1 - p)

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


@exercise.misconception(
    "m27",
    "How large is your error where A2 is very close to 0 or 1? Is it a derivative by Z2, or by A2?",
    "What you have is the step before: dA2. One more link of the chain leads from A2 to Z2.",
    named="slope of the loss",
)
def derivative_by_output(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return (p - y) / np.clip(p * (1 - p), 1e-12, None)

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


@exercise.misconception(
    "m41",
    "Is a step differentiable? Move Z2 by a hair: does your gradient notice?",
    "The gradient needs the probability itself, not the class that it stands for.",
    named="thresholded",
)
def thresholded(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return (p > 0.5) - y

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


@exercise.misconception(
    "m42",
    "Which way should an output move that is too high, and which way one that is too low? Can your "
    "error say both?",
    "A gradient has a sign. Where is it lost?",
    named="absolute",
)
def absolute(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return np.abs(p - y)

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


def _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope):
    """As `descend`, with another derivative of the hidden activation."""
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        dZ1 = (cache["A2"] - y) / len(y) @ params["W2"].T * slope(cache)
        gradients["W1"], gradients["b1"] = X.T @ dZ1, dZ1.sum(axis=0)
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m28",
    "What gates the signal on its way back to the first layer?",
    "A neuron that is nearly 0 or 1 hardly answers to its input. Which factor says so?",
    named="no slope",
)
def no_slope(X, y, n_hidden, n_iterations, learning_rate, rng):
    def slope(cache):
        return 1.0

    return _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope)


@exercise.misconception(
    "m23",
    "What does your σ′ expect: a weighted input z, or an activation a? Which of the two do you "
    "give it?",
    "A1 has been through the sigmoid once. Does your derivative send it through again?",
    named="slope of A1",
)
def slope_of_activation(X, y, n_hidden, n_iterations, learning_rate, rng):
    def slope(cache):
        a = 1 / (1 + np.exp(-cache["A1"]))
        return a * (1 - a)

    return _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope)


@exercise.misconception(
    "m24",
    "σ′ lies between 0 and ¼. Between which values lies what you multiply the error with?",
    "a (1 − a) wants an activation. Is that what you put in?",
    named="z times one minus z",
)
def slope_from_raw_input(X, y, n_hidden, n_iterations, learning_rate, rng):
    def slope(cache):
        return cache["Z1"] * (1 - cache["Z1"])

    return _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope)


@exercise.misconception(
    "m30",
    "Which activation has the hidden layer, and whose derivative is this?",
    "1 − a² lies between 0 and 1 and belongs to tanh. The sigmoid's never exceeds ¼.",
    named="slope of tanh",
)
def slope_of_tanh(X, y, n_hidden, n_iterations, learning_rate, rng):
    def slope(cache):
        return 1 - cache["A1"] ** 2

    return _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope)


@exercise.misconception(
    "m32",
    "Send the error back through the weights: by which matrix did A1 reach Z2 in the forward pass?",
    "dW2 is where W2 wants to go. The error travels through W2 itself.",
    named="dW2 for W2",
)
def back_through_gradient(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        bent = run_backward(X, y, {**params, "W2": gradients["W2"]}, cache)
        gradients["W1"], gradients["b1"] = bent["W1"], bent["b1"]
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m35",
    "What did layer 2 receive in the forward pass? Is that what you multiply the error with?",
    "Z2 = A1 W2 + b2. Which array stands beside W2 there?",
    named="W2 from Z1",
)
def weights_from_Z1(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        gradients["W2"] = cache["Z1"].T @ (cache["A2"] - y) / len(y)
        params = step_down(params, gradients, learning_rate)
    return params, losses
