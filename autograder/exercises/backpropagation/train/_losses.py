"""Misconceptions about the losses that a loop records."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    draw_start,
    mean_loss,
    run_backward,
    run_forward,
    step_down,
)
from autograder.exercises.backpropagation.train._loop import descend, exercise


@exercise.misconception(
    "m60",
    "Is the loss that you record the one of the parameters that made this iteration's gradients?",
    "Compare your first loss with the loss of the start. Which line comes first in your loop: the "
    "record or the update?",
    named="after the update",
)
def losses_after_updates(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        gradients = run_backward(X, y, params, run_forward(X, params))
        params = step_down(params, gradients, learning_rate)
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
    return params, losses


LENGTH = (
    "loss-count",
    "How many losses does a training of 3 iterations have, if each is taken before its update?",
    "Print the shape of `losses`: one plain number for each iteration was asked for.",
)


@exercise.misconception(*LENGTH, named="length")
def one_loss_more(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = [mean_loss(run_forward(X, params)["A2"], y)]
    for _ in range(n_iterations):
        gradients = run_backward(X, y, params, run_forward(X, params))
        params = step_down(params, gradients, learning_rate)
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
    return params, losses


@exercise.misconception(*LENGTH, named="length")
def last_loss_only(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = descend(X, y, n_hidden, n_iterations, learning_rate, rng)
    return params, losses[-1]


@exercise.misconception(
    "early-end",
    "How far is your `return` from the margin: does it stand inside the loop or after it?",
    "Print the counter of the loop at every turn. A function ends at the first `return` it meets.",
    named="cut short",
)
def returns_inside_the_loop(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, n_hidden, min(n_iterations, 1), learning_rate, rng)


@exercise.misconception(
    "m1",
    "Duplicate the data: should the loss change? Do your losses?",
    "Your losses grow with the number of samples. Which word in the task says that they should "
    "not?",
    named="losses summed",
)
def summed_losses(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = descend(X, y, n_hidden, n_iterations, learning_rate, rng)
    return params, [len(y) * loss for loss in losses]


@exercise.misconception(
    "m2",
    "What sign should a loss have, and what sign has log p when p lies between 0 and 1?",
    "A perfect network has the loss 0 and every other one more. Are yours like that?",
    named="losses negative",
)
def negative_losses(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = descend(X, y, n_hidden, n_iterations, learning_rate, rng)
    return params, [-loss for loss in losses]


@exercise.misconception(
    "m8",
    "Two kinds of sample: what punishes a high probability where y = 0?",
    "The cross-entropy has two terms. Which one do you record?",
    named="losses one term",
)
def one_term(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(float(-np.mean(y * np.log(cache["A2"]))))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


@exercise.misconception(
    "other-loss",
    "Which loss does the task name, and which one do you record?",
    "A squared error never exceeds 1 here. The cross-entropy has logarithms in it.",
    named="losses squared",
)
def squared_losses(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(float(np.mean((cache["A2"] - y) ** 2)))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses
