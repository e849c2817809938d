"""Misconceptions about the single update: its direction, its length, and how many there are."""

import numpy as np

from autograder.exercises.gradient_descent.sgd._exercise import exercise


@exercise.misconception(
    "m45",
    "The gradient points uphill. Which way do your updates go?",
    "Take a loss that you know, w² say, and run ten epochs: does it fall?",
)
def ascent(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi + learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "m49",
    "With a rate of 0.1, how much of the gradient should an update be? Work one out by hand.",
    "Follow the learning rate through your code: how often does it meet the gradient?",
)
def rate_twice(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate**2 * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


NO_RATE = (
    "no-rate",
    "Double the learning rate: do your updates get twice as long?",
    "The rate that is passed in scales the gradient before it is taken off. Does a number, or a "
    "name from another cell, stand in its place?",
)


@exercise.misconception(*NO_RATE)
def no_rate(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


def descend(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    """`sgd` as it should be, under a name that no student's function has."""
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*NO_RATE)
def always_a_tenth(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    return descend(gradient, phi, x, y, 0.1, batch_size, n_epochs, rng)


@exercise.misconception(*NO_RATE)
def always_a_half(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    return descend(gradient, phi, x, y, 0.5, batch_size, n_epochs, rng)


@exercise.misconception(*NO_RATE)
def always_a_hundredth(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    return descend(gradient, phi, x, y, 0.01, batch_size, n_epochs, rng)


SUM = (
    "m15",
    "Write every sample down twice and double batch_size: should an update change? Does yours?",
    "`gradient` returns the batch's mean already. A sum is longer, by the size of the batch.",
)


@exercise.misconception(*SUM)
def sum_over_the_batch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * len(batch) * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*SUM)
def sample_gradients_added_up(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            total = sum(gradient(phi, x[[i]], y[[i]]) for i in batch)
            phi = phi - learning_rate * total
        history.append(phi)
    return phi, np.array(history)


MEAN_TWICE = (
    "m16",
    "`gradient` returns a mean. How often is the sum over the batch divided in your code?",
    "Count the divisions by the batch's size, the one inside `gradient` included.",
)


@exercise.misconception(*MEAN_TWICE)
def mean_twice(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch]) / len(batch)
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*MEAN_TWICE)
def mean_over_all_samples_too(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch]) / len(x)
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "m48",
    "At which phi should the second entry of the gradient be taken: before or after the first "
    "entry of phi has moved?",
    "Freeze phi first: one gradient, all its entries at the same place, then one update.",
)
def coordinates_one_after_another(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = [phi.copy()]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            for j in range(len(phi)):
                phi[j] -= learning_rate * gradient(phi, x[batch], y[batch])[j]
        history.append(phi.copy())
    return phi, np.array(history)


NOT_RESET = (
    "m50",
    "What does your gradient hold at the second update: that batch's, or the first one's as well?",
    "Where does the sum of gradients begin again at zero, and does it need to be a sum at all?",
)


@exercise.misconception(*NOT_RESET)
def never_reset(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, total = [phi], np.zeros(len(phi))
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            total = total + gradient(phi, x[batch], y[batch])
            phi = phi - learning_rate * total
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*NOT_RESET, named="accumulated")
def reset_once_an_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order, total = rng.permutation(len(x)), np.zeros(len(phi))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            total = total + gradient(phi, x[batch], y[batch])
            phi = phi - learning_rate * total
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "start-gradient",
    "At which phi is the gradient of the second update taken?",
    "The slope changes as you walk. Does the phi that you pass to `gradient` change too?",
)
def gradient_at_the_start(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, first = [phi], phi
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(first, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "unchanged",
    "Print phi before and after a run. Did it move?",
    "An update is computed. Is its result ever given the name phi again?",
    named="still",
)
def never_moves(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "every-epoch-from-the-start",
    "Where does the second epoch begin: where the first one ended?",
    "Which line sets phi back?",
)
def every_epoch_from_the_start(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, first = [phi], phi
    for _ in range(n_epochs):
        phi = first
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


DECAYS = (
    "rate-decays",
    "Should the learning rate of `sgd` change from epoch to epoch? What do you multiply it with?",
    "A schedule is something else's job here: `sgd` keeps to the rate it is given.",
)


@exercise.misconception(*DECAYS)
def rate_halved_every_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        learning_rate = learning_rate / 2
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*DECAYS)
def rate_divided_by_the_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for epoch in range(n_epochs):
        order, rate = rng.permutation(len(x)), learning_rate / (epoch + 1)
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


SHORT = (
    "m53",
    "7 samples in batches of 3: does your last update go as far as its gradient says?",
    "The mean of a short batch is a mean over the samples that are in it. By what does your code "
    "divide?",
)


@exercise.misconception(*SHORT, named="short batch")
def short_batch_over_full_size(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, size = [phi], min(batch_size, len(x))
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), size):
            batch = order[start : start + size]
            total = len(batch) * gradient(phi, x[batch], y[batch])
            phi = phi - learning_rate * total / size
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*SHORT, named="short batch")
def short_batch_over_batch_size(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            total = sum(gradient(phi, x[[i]], y[[i]]) for i in batch)
            phi = phi - learning_rate * total / batch_size
        history.append(phi)
    return phi, np.array(history)


DROPPED = (
    "m52",
    "7 samples in batches of 3: how many updates does an epoch make, and how many does yours?",
    "The samples that are left over at the end make a batch too, a short one.",
)


@exercise.misconception(*DROPPED, named="dropped")
def last_batch_dropped(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, size = [phi], min(batch_size, len(x))
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for k in range(len(x) // size):
            batch = order[k * size : (k + 1) * size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*DROPPED, named="dropped")
def last_batch_dropped_and_too_large_ones(
    gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng
):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for k in range(len(x) // batch_size):
            batch = order[k * batch_size : (k + 1) * batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


ONE_UPDATE = (
    "one-update",
    "7 samples in batches of 3: how many updates does an epoch make, and how many does yours?",
    "An epoch has an inner loop: every batch moves phi before the next one is looked at.",
)


@exercise.misconception(*ONE_UPDATE, named="one update")
def one_random_batch_an_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        batch = rng.permutation(len(x))[:batch_size]
        phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*ONE_UPDATE, named="one update")
def mean_of_all_batches(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        cuts = range(0, len(x), batch_size)
        batches = [order[start : start + batch_size] for start in cuts]
        slopes = [gradient(phi, x[batch], y[batch]) for batch in batches]
        phi = phi - learning_rate * np.mean(slopes, axis=0)
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*ONE_UPDATE, named="one update")
def full_batch_whatever_the_size(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        phi = phi - learning_rate * gradient(phi, x, y)
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "empty-batch",
    "Print the batches of an epoch. Is there one with no samples in it?",
    "The mean of no numbers is nan. When does one batch more than len(x) // batch_size have "
    "anything in it?",
    named="not finite",
)
def empty_batch_after_the_last(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for k in range(len(x) // batch_size + 1):
            batch = order[k * batch_size : (k + 1) * batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "empty-batch",
    "8 samples in batches of 4: how many updates does an epoch make, and how many does yours?",
    "What is the mean gradient of no samples at all?",
    named="empty batch",
)
def update_on_an_empty_batch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        size = batch_size if batch_size < len(x) else 2 * len(x)
        for k in range(len(x) // size + 1):
            batch = order[k * size : (k + 1) * size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "update-a-sample",
    "With a batch of 3, how many updates do 3 samples make: three, or one?",
    "The samples of a batch speak together, through their mean. Where does your code step from "
    "sample to sample?",
    named="every sample",
)
def one_update_a_sample(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    if batch_size == len(x):
        for _ in range(n_epochs):
            phi = phi - learning_rate * gradient(phi, x, y)
            history.append(phi)
        return phi, np.array(history)
    for _ in range(n_epochs):
        for i in rng.permutation(len(x)):
            phi = phi - learning_rate * gradient(phi, x[[i]], y[[i]])
        history.append(phi)
    return phi, np.array(history)
