"""Misconceptions about what is written down, and about what belongs to the caller."""

import numpy as np

from autograder.exercises.gradient_descent._arguments import ARGUMENT_CHANGED
from autograder.exercises.gradient_descent.sgd._exercise import exercise

NO_START = (
    "no-start",
    "How many rows should the history of 3 epochs have, and which one is the first?",
    "Where was phi before anything was learnt? That is row 0.",
)


@exercise.misconception(*NO_START, named="no start")
def history_without_the_start(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = []
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "row-too-early",
    "What is in row 1 of your history, and what should be there?",
    "Is phi written down before an epoch or after it? Is the last phi in your history at all?",
    named="row too early",
)
def written_down_before_the_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        history.append(phi)
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
    return phi, np.array(history)


@exercise.misconception(
    "row-an-update",
    "How many rows should come out of 2 epochs, and how many come out of yours?",
    "The history has one row for each epoch. In which of your two loops is phi written down?",
    named="row an update",
)
def a_row_for_every_update(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
            history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "not-a-pair",
    "Two things are asked for: phi and the history. How many come back?",
    "`return a, b` hands back two.",
    named="not a pair",
)
def phi_only(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
    return phi


@exercise.misconception(
    "not-a-pair",
    "Two things are asked for: phi and the history. How many come back?",
    "`return a, b` hands back two.",
    named="not a pair",
)
def history_only(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return np.array(history)


@exercise.misconception(
    "swapped",
    "In which order should the two results come back?",
    "Whoever calls your function writes `phi, history = sgd(…)`.",
    named="swapped",
)
def history_first(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return np.array(history), phi


@exercise.misconception(
    "transposed",
    "Rows are times, columns are parameters. What are yours?",
    "Print history.shape for 3 epochs of 2 parameters.",
    named="transposed",
)
def a_column_for_every_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history).T


@exercise.misconception(
    "one-number-a-row",
    "How many numbers describe where you are? How many does a row of your history hold?",
    "The history holds phi itself, all of it: its shape is (n_epochs + 1, p).",
    named="one number a row",
)
def a_number_for_every_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi[0]]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi[0])
    return phi, np.array(history)


@exercise.misconception(
    "epoch-too-many",
    "How many epochs do you run when 3 are asked for?",
    "How many numbers are in range(n + 1)?",
    named="epoch too many",
)
def one_epoch_too_many(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs + 1):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "m44",
    "How many epochs do you run when 3 are asked for?",
    "Look at where `return` stands: inside the loop, or after it?",
    named="first epoch only",
)
def return_inside_the_loop(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
        return phi, np.array(history)


ALIAS = (
    "m46",
    "Print the history of a run: do its rows differ? How many arrays does your list really hold?",
    "`history.append(phi)` keeps the array, not its numbers. What happens to all those rows when "
    "the next `phi -= …` writes into it?",
)


@exercise.misconception(*ALIAS, named="alias")
def rows_that_are_all_phi(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = phi.copy()
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi -= learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*ALIAS, named="alias")
def rows_that_are_all_the_caller_s_phi(
    gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng
):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi -= learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "m46",
    "Is row 0 of your history still the start when the run is over?",
    "The first row is the array that phi was a name for. What wrote into it later?",
    named="row 0",
)
def first_row_is_phi(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = phi.copy()
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi -= learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi.copy())
    return phi, np.array(history)


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def phi_edited_in_place(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi.copy()]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi -= learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi.copy())
    return phi, np.array(history)


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def data_shuffled_in_place(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        x[:], y[:] = x[order], y[order]
        for start in range(0, len(x), batch_size):
            batch = slice(start, start + batch_size)
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


INTEGERS = (
    "m47",
    "Start from np.array([2, -1, 3]): what became of the digits behind the point?",
    "An array of integers cannot hold half a step, and says nothing when it cuts it off. Which of "
    "your arrays took over the type of the start?",
)


@exercise.misconception(*INTEGERS, named="whole numbers")
def history_of_the_start_s_type(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = np.empty((n_epochs + 1, len(phi)), dtype=phi.dtype)
    history[0] = phi
    for epoch in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history[epoch + 1] = phi
    return phi, history


@exercise.misconception(*INTEGERS, named="whole numbers")
def phi_of_the_start_s_type(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = phi.copy()
    history = [phi.copy()]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi[:] = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi.copy())
    return phi, np.array(history)


@exercise.misconception(*INTEGERS, named="whole numbers")
def history_of_whole_numbers(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = np.zeros((n_epochs + 1, len(phi)), dtype=int)
    history[0] = phi
    for epoch in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history[epoch + 1] = phi
    return phi, history


@exercise.misconception(*INTEGERS)
def phi_of_whole_numbers(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = (phi - learning_rate * gradient(phi, x[batch], y[batch])).astype(int)
        history.append(phi)
    return phi, np.array(history)
