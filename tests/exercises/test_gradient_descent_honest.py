"""Honest answers to the exercises on gradient descent get full marks, however they are written."""

import functools
import math
import warnings

import numpy as np
import pytest

from autograder import exercises
from autograder.bank import compile_bank, run
from helpers.checking.evaluate import evaluate

KNOWN = exercises.load("gradient_descent")
SEEDS = (1986, *range(5))

ANSWERS = []


def answers(name):
    """Decorator: an honest answer to the exercise `name`."""

    def register(function):
        ANSWERS.append((name, function))
        return function

    return register


# One step


@answers("gradient_step")
def step_in_a_loop(phi, gradient, learning_rate):
    new = np.zeros(len(phi))
    for j in range(len(phi)):
        new[j] = phi[j] - learning_rate * gradient[j]
    return new


@answers("gradient_step")
def step_as_a_list(phi, gradient, learning_rate):
    return [float(a) - learning_rate * float(b) for a, b in zip(phi, gradient, strict=True)]


@answers("gradient_step")
def step_on_a_copy(phi, gradient, learning_rate):
    new = phi.copy()
    new -= learning_rate * gradient
    return new


@answers("gradient_step")
def step_as_a_generator(phi, gradient, learning_rate):
    print("one step")
    return (a - learning_rate * b for a, b in zip(phi, gradient, strict=True))


@answers("gradient_step")
def step_by_ufuncs(phi, gradient, learning_rate):
    warnings.warn("a warning is not a fault", stacklevel=1)
    return np.add(phi, np.multiply(-learning_rate, gradient))


@answers("gradient_step")
def step_as_a_product(phi, gradient, learning_rate):
    return np.stack([phi, gradient], axis=1) @ np.array([1.0, -learning_rate])


@answers("gradient_step")
def step_as_a_tuple(phi, gradient, learning_rate):
    return tuple(map(lambda a, b: a - learning_rate * b, phi, gradient))


# The slope of a mean


@answers("line_gradient")
def line_in_a_loop(phi, x, y):
    by_height = by_slope = 0.0
    for x_i, y_i in zip(x, y, strict=True):
        error = phi[0] + phi[1] * x_i - y_i
        by_height += 2 * error / len(x)
        by_slope += 2 * error * x_i / len(x)
    return by_height, by_slope


@answers("line_gradient")
def line_as_matrices(phi, x, y):
    A = np.column_stack([np.ones_like(x), x])
    return 2 / len(y) * A.T @ (A @ phi - y)


@answers("line_gradient")
def line_by_einsum(phi, x, y):
    A = np.vander(x, 2, increasing=True)
    return np.einsum("ij,i->j", A, 2 * (A @ phi - y)) / len(x)


@answers("line_gradient")
def line_the_other_way_round(phi, x, y):
    error = y - np.polyval(phi[::-1], x)
    return -2 * np.array([error.mean(), np.average(error * x)])


@answers("line_gradient")
def line_as_python_floats(phi, x, y):
    a, b = phi.tolist()
    errors = [a + b * s - t for s, t in zip(x.tolist(), y.tolist(), strict=True)]
    slopes = [error * s for error, s in zip(errors, x.tolist(), strict=True)]
    return [2 * math.fsum(errors) / len(x), 2 * math.fsum(slopes) / len(x)]


@answers("line_gradient")
def line_by_central_differences(phi, x, y):
    def loss(phi):
        return np.mean((phi[0] + phi[1] * x - y) ** 2)

    nudges = 1e-4 * np.eye(2)
    return np.array([(loss(phi + nudge) - loss(phi - nudge)) / 2e-4 for nudge in nudges])


@answers("line_gradient")
def line_by_the_complex_step(phi, x, y):
    def loss(a, b):
        return np.mean((a + b * x - y) ** 2)

    return loss(phi[0] + 1e-20j, phi[1]).imag / 1e-20, loss(phi[0], phi[1] + 1e-20j).imag / 1e-20


@answers("line_gradient")
def line_by_moments(phi, x, y):
    a, b = phi
    return 2 * np.array(
        [a + b * x.mean() - y.mean(), a * x.mean() + b * (x**2).mean() - (x * y).mean()]
    )


# Batches


@answers("epoch_batches")
def batches_from_a_shuffled_array(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


@answers("epoch_batches")
def batches_from_a_choice(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    return tuple(np.array_split(order, np.arange(batch_size, n, batch_size)))


@answers("epoch_batches")
def batches_by_sorting_noise(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    return np.split(order, range(batch_size, n, batch_size))


@answers("epoch_batches")
def batches_as_a_generator(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


@answers("epoch_batches")
def batches_as_lists_of_lists(n, batch_size, rng):
    order = list(range(n))
    rng.shuffle(order)
    batches = []
    while order:
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


@answers("epoch_batches")
def batches_by_reshaping(n, batch_size, rng):
    order = rng.permutation(n)
    n_full = n // batch_size
    batches = list(order[: n_full * batch_size].reshape(n_full, batch_size))
    if n % batch_size:
        batches.append(order[n_full * batch_size :])
    return batches


@answers("epoch_batches")
def batches_as_a_table_where_there_is_one(n, batch_size, rng):
    order = rng.permutation(n)
    if n % batch_size == 0:
        return order.reshape(-1, batch_size)
    return tuple(tuple(order[k : k + batch_size].tolist()) for k in range(0, n, batch_size))


@answers("epoch_batches")
def batches_drawn_from_what_is_left(n, batch_size, rng):
    left, batches = set(range(n)), []
    while left:
        size = min(batch_size, len(left))
        batch = rng.choice(sorted(left), size=size, replace=False)
        left -= set(batch.tolist())
        batches.append(np.sort(batch))
    return batches


@answers("epoch_batches")
def batches_of_popped_cards(n, batch_size, rng):
    print("dealing", n, "cards")
    pack, batches = rng.permuted(np.arange(n, dtype=np.int32)).tolist(), []
    for _ in range(math.ceil(n / batch_size)):
        batches.append([pack.pop() for _ in range(min(batch_size, len(pack)))])
    return batches


@answers("epoch_batches")
def batches_by_hand_made_shuffling(n, batch_size, rng):
    order = np.arange(n)
    for last in range(n - 1, 0, -1):
        other = rng.integers(last + 1)
        order[[last, other]] = order[[other, last]]
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(-(-n // batch_size))]


# A schedule


@answers("step_decay")
def decay_in_a_loop(learning_rate, factor, every, epoch):
    for past in range(1, epoch + 1):
        if past % every == 0:
            learning_rate *= factor
    return learning_rate


@answers("step_decay")
def decay_by_recursion(learning_rate, factor, every, epoch):
    if epoch < every:
        return learning_rate
    return factor * decay_by_recursion(learning_rate, factor, every, epoch - every)


@answers("step_decay")
def decay_by_rounding_down(learning_rate, factor, every, epoch):
    return np.power(factor, math.floor(epoch / every)) * learning_rate


@answers("step_decay")
def decay_by_exponentials(learning_rate, factor, every, epoch):
    return np.array(learning_rate * np.exp(np.log(factor) * ((epoch - epoch % every) / every)))


@answers("step_decay")
def decay_by_divmod(learning_rate, factor, every, epoch):
    times, _ = divmod(epoch, every)
    return math.prod([learning_rate, *[factor] * times])


@answers("step_decay")
def decay_by_truncating(learning_rate, factor, every, epoch):
    print("epoch", epoch)
    return np.float64(learning_rate) * np.float64(factor) ** int(epoch / every)


@answers("step_decay")
def decay_by_reducing(learning_rate, factor, every, epoch):
    changes = range(every, epoch + 1, every)
    return functools.reduce(lambda rate, _: rate * factor, changes, learning_rate)


# Stochastic gradient descent


@answers("sgd")
def descent_with_a_table_of_rows(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    phi = np.array(phi, dtype=float)
    history = np.empty((n_epochs + 1, phi.size))
    history[0] = phi
    for epoch in range(1, n_epochs + 1):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi -= learning_rate * gradient(phi, x[batch], y[batch])
        history[epoch] = phi
    return phi, history


@answers("sgd")
def descent_on_shuffled_copies(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi.copy()]
    for _ in range(n_epochs):
        order = np.arange(len(x))
        rng.shuffle(order)
        x, y = x[order], y[order]
        for start in range(0, len(x), batch_size):
            part = slice(start, start + batch_size)
            phi = phi - learning_rate * gradient(phi, x[part], y[part])
        history.append(phi.copy())
    return [phi, history]


@answers("sgd")
def descent_on_rows_of_pairs(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    rows, history = np.column_stack([x, y]), [tuple(phi)]
    for _ in range(n_epochs):
        mixed = rng.permutation(rows)
        for batch in np.array_split(mixed, range(batch_size, len(x), batch_size)):
            phi = phi - learning_rate * np.asarray(gradient(phi, batch[:, 0], batch[:, 1]))
        history.append(tuple(phi))
    return phi, tuple(history)


@answers("sgd")
def descent_by_means_of_single_gradients(
    gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng
):
    history = [phi]
    for _ in range(n_epochs):
        order = np.argsort(rng.random(len(x)))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            slopes = [gradient(phi, x[i : i + 1], y[i : i + 1]) for i in batch]
            phi = phi - learning_rate * np.mean(slopes, axis=0)
        history.append(phi)
    return phi, np.vstack(history)


@answers("sgd")
def descent_with_all_orders_drawn_first(
    gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng
):
    orders = rng.permuted(np.tile(np.arange(len(x)), (n_epochs, 1)), axis=1)
    history = [phi]
    for order in orders:
        for k in range(math.ceil(len(x) / batch_size)):
            batch = order[k * batch_size : (k + 1) * batch_size]
            phi = np.subtract(phi, learning_rate * gradient(phi, x[batch], y[batch]))
        history.append(phi)
    return phi, np.array(history)


@answers("sgd")
def descent_in_functions(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    def deal():
        order = rng.choice(len(x), size=len(x), replace=False).tolist()
        while order:
            yield order[:batch_size]
            order = order[batch_size:]

    def step(phi, batch):
        slopes = gradient(phi, x[batch], y[batch])
        return np.array([a - learning_rate * b for a, b in zip(phi, slopes, strict=True)])

    def epochs(phi):
        yield phi
        for _ in range(n_epochs):
            phi = functools.reduce(step, deal(), phi)
            yield phi

    history = list(epochs(phi))
    return history[-1], history


@answers("sgd")
def descent_with_lists_of_samples(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    print("descending from", phi)
    phi, history = [float(one) for one in phi], [[float(one) for one in phi]]
    pairs = list(zip(x.tolist(), y.tolist(), strict=True))
    for _ in range(n_epochs):
        rng.shuffle(pairs)
        for start in range(0, len(pairs), batch_size):
            inputs, labels = zip(*pairs[start : start + batch_size], strict=True)
            slopes = gradient(np.array(phi), np.array(inputs), np.array(labels))
            phi = [float(a - learning_rate * b) for a, b in zip(phi, slopes, strict=True)]
        history.append(phi)
    return phi, history


@answers("sgd")
def descent_that_edits_a_copy_of_floats(
    gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng
):
    """In place on its own copy: refuses a start of whole numbers, with an error of NumPy's."""
    phi = phi.copy()
    history = [phi.copy()]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            phi -= learning_rate * gradient(phi, x[batch], y[batch])
        history.append(phi.copy())
    return phi, np.array(history)


# Letters


@answers("sgd_concepts")
def capital_letters():
    return {key: letter.upper() for key, letter in KNOWN["sgd_concepts"].solve().items()}


@answers("sgd_concepts")
def letters_with_spaces():
    return {key: f" {letter} " for key, letter in KNOWN["sgd_concepts"].solve().items()}


@answers("sgd_concepts")
def one_key_more():
    return {"notes": "guessed the last one", **KNOWN["sgd_concepts"].solve()}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "function"), ANSWERS, ids=[function.__name__ for _, function in ANSWERS]
)
def test_an_honest_answer_gets_full_marks(name, function, seed):
    bank = compile_bank(KNOWN[name], seed)
    result = evaluate(bank, run(bank, function))
    assert result.status == "right", result.first_failing
    assert sum(link.earned for link in result.links) == KNOWN[name].points


def test_every_function_has_five_honest_answers_or_more():
    functions = [name for name, exercise in KNOWN.items() if exercise.callable]
    assert all(sum(name == own for own, _ in ANSWERS) >= 5 for name in functions)


@pytest.mark.parametrize("name", ["gradient_step", "line_gradient", "step_decay"])
def test_float32_gets_the_marks_if_the_values_are_right_to_its_precision(name):
    bank = compile_bank(KNOWN[name])
    rounded = run(bank, lambda *arguments: np.float32(KNOWN[name].solve(*arguments)))
    assert evaluate(bank, rounded).status == "right"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["epoch_batches", "sgd"])
def test_chance_alone_never_fails_the_random_exercises(name):
    for seed in range(1000, 1100):
        bank = compile_bank(KNOWN[name], seed)
        assert evaluate(bank, run(bank, KNOWN[name].solve)).status == "right"
