"""Misconceptions about which samples are used, with which labels, and in which order."""

import numpy as np

from autograder.exercises.gradient_descent.sgd._exercise import OWN_GENERATOR, exercise

PAIRS = (
    "m51",
    "Take one sample of a batch: is its y still the one that belongs to its x?",
    "Do the pairs survive the shuffling? One order has to serve x and y alike.",
)


@exercise.misconception(*PAIRS, named="pairs")
def y_not_shuffled(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        mixed = rng.permutation(x)
        for start in range(0, len(x), batch_size):
            batch = slice(start, start + batch_size)
            phi = phi - learning_rate * gradient(phi, mixed[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*PAIRS, named="pairs")
def x_and_y_shuffled_apart(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        first, second = rng.permutation(x), rng.permutation(y)
        for start in range(0, len(x), batch_size):
            batch = slice(start, start + batch_size)
            phi = phi - learning_rate * gradient(phi, first[batch], second[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*PAIRS, named="pairs")
def labels_of_the_first_places(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[: len(batch)])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "y-not-cut",
    "With one batch of all samples your function runs, with smaller batches it does not. How many "
    "labels does `gradient` get, and for how many samples?",
    "x and y go together: whatever picks samples of x has to pick their labels too.",
    named="unequal lengths",
)
def all_labels_for_every_batch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y)
        history.append(phi)
    return phi, np.array(history)


INDICES = (
    "indices-for-samples",
    "What does `gradient` get from you in place of samples and labels: the numbers in x and y, or "
    "the places where they stand?",
    "A batch of indices only says which samples are meant. With x = 10, 20, 30 and the indices 2 "
    "and 0, which two numbers should `gradient` see?",
)


@exercise.misconception(*INDICES)
def indices_for_x(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, batch, y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*INDICES)
def indices_for_y(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], batch)
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*INDICES)
def indices_for_both(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, batch, batch)
        history.append(phi)
    return phi, np.array(history)


REPLACEMENT = (
    "m54",
    "Count how often each sample is used in one epoch. Are there some that come twice, or never?",
    "Each batch is drawn from what the batches before it have left over.",
)


@exercise.misconception(*REPLACEMENT, named="replacement")
def every_batch_drawn_anew(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        for start in range(0, len(x), batch_size):
            size = min(batch_size, len(x) - start)
            batch = rng.choice(len(x), size=size, replace=False)
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*REPLACEMENT, named="replacement")
def drawn_with_replacement(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.integers(0, len(x), size=len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*REPLACEMENT, named="replacement")
def shuffled_for_every_batch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        for start in range(0, len(x), batch_size):
            batch = rng.permutation(len(x))[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "even-sizes",
    "10 samples in batches of 4: which sizes should the batches have, and which have yours?",
    "Fair shares are not asked for: every batch is full until the samples run out.",
    named="sizes",
)
def evenly_split(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, n_batches = [phi], int(np.ceil(len(x) / batch_size))
    for _ in range(n_epochs):
        for batch in np.array_split(rng.permutation(len(x)), n_batches):
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "whole-data",
    "How many samples does your `gradient` see in one update, and how many should it see?",
    "The batch is cut. Is it what you pass on?",
    named="whole data",
)
def all_samples_in_every_update(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        for _ in range(0, len(x), batch_size):
            phi = phi - learning_rate * gradient(phi, x, y)
        history.append(phi)
    return phi, np.array(history)


STALE = (
    "stale-phi",
    "At which phi is the gradient of the second batch taken: where the first batch has led, or "
    "where the epoch began?",
    "Every batch makes an update of its own, and the next one starts from there.",
)


@exercise.misconception(*STALE, named="stale phi")
def phi_from_the_epoch_s_beginning(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order, old = rng.permutation(len(x)), phi
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(old, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*STALE, named="stale phi")
def all_batches_then_one_update(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
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
    "not-shuffled",
    "Which samples are in the first batch of an epoch? And of the next one?",
    "What is rng for? It does not enter your batches.",
    named="ascending",
)
def not_shuffled(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        for start in range(0, len(x), batch_size):
            batch = slice(start, start + batch_size)
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


ONCE = (
    "shuffled-once",
    "Which samples are in the first batch of an epoch? And of the next one?",
    "How often is the order drawn: once, or once an epoch? Look at which loop it stands in.",
)


@exercise.misconception(*ONCE, named="once")
def shuffled_once(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, order = [phi], rng.permutation(len(x))
    for _ in range(n_epochs):
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*ONCE, named="once")
def seeded_anew_every_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, seed = [phi], rng.integers(2**31)
    for _ in range(n_epochs):
        order = np.random.default_rng(seed).permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


FIXED = (
    "fixed-seed",
    "Two generators with different seeds: should they give the same batches? Do yours?",
    "Does the randomness in your code come from the generator that is passed in, or from another?",
)


@exercise.misconception(*FIXED, named="fixed")
def always_the_same_seed(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, rng = [phi], np.random.default_rng(0)
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*FIXED, named="fixed")
def same_seed_every_epoch(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = np.random.default_rng(0).permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(OWN_GENERATOR.id, OWN_GENERATOR.hint, OWN_GENERATOR.stronger)
def generator_of_its_own(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history, rng = [phi], np.random.default_rng()
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


COMPANY = (
    "same-company",
    "How often do samples 0 and 1 share a batch in 20 epochs, and how often should they by chance?",
    "A random order of fixed batches is not enough: it is the samples that have to be shuffled, "
    "all of them, before anything is cut.",
)


@exercise.misconception(*COMPANY, named="same company")
def batches_shuffled_not_samples(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        for start in rng.permutation(np.arange(0, len(x), batch_size)):
            batch = slice(start, start + batch_size)
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(*COMPANY, named="same company")
def rolled_on(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = np.roll(np.arange(len(x)), rng.integers(len(x)))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)


@exercise.misconception(
    "same-place",
    "Is there a sample that always comes in the same batch, the first or the last, say?",
    "Every sample should be able to turn up anywhere in the epoch. Which ones does your shuffling "
    "leave in their place?",
    named="same place",
)
def last_sample_stays(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = np.append(rng.permutation(len(x) - 1), len(x) - 1)
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi = phi - learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi)
    return phi, np.array(history)
