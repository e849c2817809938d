"""Misconceptions about the step: its direction, its length, its order, its samples."""

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
    "m45",
    "Plot the losses: which way do they go? And which way does your step go along the gradient?",
    "Either the gradient or the update has the wrong sign. Try both on one weight by hand.",
    named="ascent",
)
def ascent(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), -learning_rate)
    return params, losses


@exercise.misconception(
    "m15",
    "Write every sample down twice: should a step grow? Does yours?",
    "The loss is a mean over n samples. Where is the n in your gradient?",
    named="sum",
)
def no_mean(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), len(y) * learning_rate)
    return params, losses


@exercise.misconception(
    "m16",
    "Count the divisions by n between the loss and the step: how many are there, and how many in "
    "your code?",
    "The gradients hold the 1/n already.",
    named="twice divided",
)
def mean_twice(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate / len(y))
    return params, losses


@exercise.misconception(
    "m49",
    "Follow the learning rate through one turn of your loop: how often does it meet the gradient?",
    "If both the gradient and the update use it, one of them is one too many.",
    named="rate twice",
)
def rate_twice(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate**2)
    return params, losses


@exercise.misconception(
    "m17",
    "Every step is twice as long as it should be. Is there a 2 in your gradient, or does the "
    "update happen twice in one turn?",
    "Write the loss down, then differentiate: does a 2 come out of the cross-entropy?",
    named="twice",
)
def two_updates(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        params = step_down(params, gradients, learning_rate)
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m17",
    "Every step is half as long as it should be. Where does a ½ come in?",
    "Write the loss down, then differentiate: does a ½ come out of the cross-entropy?",
    named="half",
)
def half_steps(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, n_hidden, n_iterations, learning_rate / 2, rng)


@exercise.misconception(
    "m18",
    "Which axis of X holds the samples? Print X.shape, and the number that you divide by.",
    "The mean goes over the samples, not over the features.",
    named="divided by d",
)
def divided_by_features(X, y, n_hidden, n_iterations, learning_rate, rng):
    n, d = X.shape
    return descend(X, y, n_hidden, n_iterations, learning_rate * n / d, rng)


@exercise.misconception(
    "no-rate",
    "Does the length of your step depend on learning_rate? Try two different rates.",
    "The rate scales the gradient before it is taken off.",
    named="rate missing",
)
def no_rate(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), 1.0 if learning_rate else 0.0)
    return params, losses


@exercise.misconception(
    "rate-ignored",
    "With a rate of 0 nothing should move. Where does your loop take its rate from?",
    "Look for a number, or a name from another cell, where the argument should stand.",
    named="rate ignored",
)
def fixed_rate(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), 0.5)
    return params, losses


@exercise.misconception(
    "no-update",
    "Print a weight before and after your loop: what is different?",
    "`update` returns new params. Who keeps them?",
    named="still",
)
def update_thrown_away(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


@exercise.misconception(
    "m36",
    "Did b move? Print the biases before and after.",
    "A network has two kinds of parameter, and all of them go down their gradient.",
    named="biases still",
)
def biases_stay(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        gradients["b1"], gradients["b2"] = 0 * gradients["b1"], 0 * gradients["b2"]
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m40",
    "The weights step as they should and the biases do not. Are both gradients derivatives of the "
    "same mean loss?",
    "If one of them holds 1/n, so does the other.",
    named="biases",
)
def biases_summed(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        gradients["b1"], gradients["b2"] = len(y) * gradients["b1"], len(y) * gradients["b2"]
        params = step_down(params, gradients, learning_rate)
    return params, losses


ONE_LAYER = (
    "one-layer",
    "How many layers have parameters, and how many of them does your loop move?",
    "Compare old and new, parameter by parameter, after one step.",
)


@exercise.misconception(*ONE_LAYER, named="one layer")
def second_layer_only(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        new = step_down(params, run_backward(X, y, params, cache), learning_rate)
        params = {**params, "W2": new["W2"], "b2": new["b2"]}
    return params, losses


@exercise.misconception(
    "m33",
    "Which W2 does the error go back through in your loop: the one of the forward pass, or one "
    "that has been updated already?",
    "All gradients first, then the updates.",
    named="W2 first",
)
def second_layer_updated_first(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        first = step_down(params, run_backward(X, y, params, cache), learning_rate)
        params = {**params, "W2": first["W2"], "b2": first["b2"]}
        second = step_down(params, run_backward(X, y, params, cache), learning_rate)
        params = {**params, "W1": second["W1"], "b1": second["b1"]}
    return params, losses


FROZEN = (
    "m48",
    "At which parameters are the gradients of one step taken? Are they the same for all four?",
    "Freeze the parameters: compute every gradient first, then move all of them together.",
)


@exercise.misconception(*FROZEN, named="one after another")
def layers_one_after_another(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        for names in (("W2", "b2"), ("W1", "b1")):
            gradients = run_backward(X, y, params, run_forward(X, params))
            new = step_down(params, gradients, learning_rate)
            params = {**params, **{name: new[name] for name in names}}
    return params, losses


@exercise.misconception(*FROZEN, named="one after another")
def parameters_one_after_another(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        for name in ("W1", "b1", "W2", "b2"):
            gradients = run_backward(X, y, params, run_forward(X, params))
            params = {**params, name: params[name] - learning_rate * gradients[name]}
    return params, losses


@exercise.misconception(
    "m50",
    "What do your gradients hold at the start of the second iteration? Print them.",
    "What is added up over the samples has to begin at zero again in every step.",
    named="accumulated",
)
def gradients_not_reset(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses, total = [], {name: np.zeros_like(value) for name, value in params.items()}
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        total = {name: total[name] + gradients[name] for name in total}
        params = step_down(params, total, learning_rate)
    return params, losses


@exercise.misconception(
    "stale-gradients",
    "The first step is right and the second is not: what is computed anew in every iteration, and "
    "what only once?",
    "After an update the network gives other outputs. Which lines must run again?",
    named="stale",
)
def gradients_computed_once(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    gradients = run_backward(X, y, params, run_forward(X, params))
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m43",
    "Give your loop two samples and swap them: why does the step change?",
    "Does every sample's share reach the gradient, or does one replace the other?",
    named="last sample",
)
def last_sample(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        for i in range(len(X)):
            one = slice(i, i + 1)
            gradients = run_backward(X[one], y[one], params, run_forward(X[one], params))
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m44",
    "How many samples take part in a step of yours? Print the index inside the loop over them.",
    "`return` or `break` leaves at once. How far is it indented?",
    named="first sample",
)
def first_sample(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        one = slice(0, 1)
        gradients = run_backward(X[one], y[one], params, run_forward(X[one], params))
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "sample-by-sample",
    "How many updates does one iteration of yours make, and how many were asked for?",
    "Full-batch descent looks at all samples before it takes one step.",
    named="sample by sample",
)
def sample_by_sample(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        for i in range(len(X)):
            one = slice(i, i + 1)
            gradients = run_backward(X[one], y[one], params, run_forward(X[one], params))
            params = step_down(params, gradients, learning_rate)
    return params, losses
