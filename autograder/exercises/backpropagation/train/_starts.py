"""Misconceptions about where a loop starts, what it takes and what it returns."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    draw_start,
    mean_loss,
    run_backward,
    run_forward,
    step_down,
)
from autograder.exercises.backpropagation.train._loop import descend, exercise
from autograder.exercises.language import ARGUMENT_CHANGED


@exercise.misconception(
    "m12",
    "What breaks the symmetry? Two hidden neurons with equal weights get equal gradients: what "
    "will tell them apart?",
    "Look at what your loop starts from: every weight has to be drawn on its own.",
    named="equal",
)
def start_of_zeros(X, y, n_hidden, n_iterations, learning_rate, rng):
    d = X.shape[1]
    params = {
        "W1": np.zeros((d, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": np.zeros((n_hidden, 1)),
        "b2": np.zeros(1),
    }
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


INTEGERS = (
    "m47",
    "What is 3 minus 0.1 in an array of whole numbers? Print the dtype of your weights.",
    "Learning moves weights by small fractions. Which draws have digits behind the point?",
)


@exercise.misconception(*INTEGERS, named="integers")
def whole_numbers(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    params = {name: np.round(3 * value).astype(int) for name, value in params.items()}
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
        params = {name: value.astype(int) for name, value in params.items()}
    return params, losses


@exercise.misconception(*INTEGERS, named="UFuncTypeError")
def whole_numbers_in_place(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    params["W1"] = rng.integers(-3, 4, size=(X.shape[1], n_hidden))
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        for name in params:
            params[name] -= learning_rate * gradients[name]
    return params, losses


@exercise.misconception(
    "own-generator",
    "Call your function twice with generators of the same seed: when should the starts agree?",
    "The generator is an argument: everything random comes out of it, and nothing else does.",
    named="not drawn",
)
def generator_of_its_own(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, n_hidden, n_iterations, learning_rate, np.random.default_rng())


@exercise.misconception(
    "own-seed",
    "Call your function with two generators that have different seeds, and a rate of 0. Should the "
    "two starts agree?",
    "Training from several seeds tells something only if each gives another start. Does anything "
    "in your function, or in one that it calls, make a generator of its own?",
    named="own seed",
)
def seed_of_its_own(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, n_hidden, n_iterations, learning_rate, np.random.default_rng(0))


@exercise.misconception(
    "one-feature",
    "How many features has X here? Where does your start get that number from?",
    "A function should take its sizes from its arguments. Print X.shape inside it.",
    named="product 1 d",
)
def one_feature(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(1, n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


@exercise.misconception(
    "m5",
    "Print the shapes of A2, of y and of their difference. Is it what you expected?",
    "(n,) beside (n, 1) stretches to (n, n). Keep both as columns.",
    named="product 1 n",
)
def flat_outputs(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        cache["A2"] = cache["A2"].ravel()
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


TURNED = (
    "m19",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Is a matrix product meant there, and if so, which factor lies the wrong way round?",
    "A gradient of weights has the shape of these weights. Which order and which transpose give "
    "it?",
)


@exercise.misconception(*TURNED, named="product h n")
def no_transpose_in_dW2(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    cache = run_forward(X, params)
    return cache["A1"] @ (cache["A2"] - y), []


@exercise.misconception(*TURNED, named="product d n")
def no_transpose_in_dW1(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    cache = run_forward(X, params)
    return X @ (cache["A1"] * (cache["A2"] - y)), []


@exercise.misconception(*TURNED, named="product 1 h")
def no_transpose_in_dA1(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    cache = run_forward(X, params)
    return (cache["A2"] - y) @ params["W2"], []


@exercise.misconception(
    "m20",
    "Two arrays meet entry by entry in that line, and their shapes do not fit. Should that be a "
    "sum over the samples? Or does one of them lie the wrong way round?",
    "`*` multiplies entry by entry and sums nothing, `@` sums. Which of them gives the shape that "
    "you need?",
    named="side by side",
)
def entry_by_entry(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    cache = run_forward(X, params)
    return cache["A1"].T * (cache["A2"] - y), []


@exercise.misconception(
    "sizes-ignored",
    "How many hidden neurons were asked for, and how many does your start have?",
    "A function should take its sizes from its arguments. Print n_hidden inside it.",
    named="shape",
)
def always_four_nodes(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, 7, n_iterations, learning_rate, rng)


@exercise.misconception(
    "one-value",
    "What does your function return: one thing or two, and in which order?",
    "The params first, then the list of losses.",
    named="pair",
)
def params_only(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, n_hidden, n_iterations, learning_rate, rng)[0]


@exercise.misconception(
    "early-end",
    "How many steps does your loop take for 3 iterations? Print the counter.",
    "The first step is right, and no other follows. Where is your `return`?",
    named="one step",
)
def stops_after_one(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses, new = [], params
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        new = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return new, losses


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def standardises_in_place(X, y, n_hidden, n_iterations, learning_rate, rng):
    answer = descend(X, y, n_hidden, n_iterations, learning_rate, rng)
    X -= X.mean(axis=0)
    return answer
