"""Honest answers to the exercises on gradient descent, written in many ways."""

import functools
import math
import warnings

import numpy as np
from spellings import spelt

# One step


def step_in_a_loop(phi, gradient, learning_rate):
    new = np.zeros(len(phi))
    for j in range(len(phi)):
        new[j] = phi[j] - learning_rate * gradient[j]
    return new


def step_as_a_list(phi, gradient, learning_rate):
    return [float(a) - learning_rate * float(b) for a, b in zip(phi, gradient, strict=True)]


def step_on_a_copy(phi, gradient, learning_rate):
    new = phi.copy()
    new -= learning_rate * gradient
    return new


def step_as_a_generator(phi, gradient, learning_rate):
    print("one step")
    return (a - learning_rate * b for a, b in zip(phi, gradient, strict=True))


def step_by_ufuncs(phi, gradient, learning_rate):
    warnings.warn("a warning is not a fault", stacklevel=1)
    return np.add(phi, np.multiply(-learning_rate, gradient))


def step_as_a_product(phi, gradient, learning_rate):
    return np.stack([phi, gradient], axis=1) @ np.array([1.0, -learning_rate])


def step_as_a_tuple(phi, gradient, learning_rate):
    return tuple(map(lambda a, b: a - learning_rate * b, phi, gradient))


# The slope of a mean


def line_in_a_loop(phi, x, y):
    by_height = by_slope = 0.0
    for x_i, y_i in zip(x, y, strict=True):
        error = phi[0] + phi[1] * x_i - y_i
        by_height += 2 * error / len(x)
        by_slope += 2 * error * x_i / len(x)
    return by_height, by_slope


def line_as_matrices(phi, x, y):
    A = np.column_stack([np.ones_like(x), x])
    return 2 / len(y) * A.T @ (A @ phi - y)


def line_by_einsum(phi, x, y):
    A = np.vander(x, 2, increasing=True)
    return np.einsum("ij,i->j", A, 2 * (A @ phi - y)) / len(x)


def line_the_other_way_round(phi, x, y):
    error = y - np.polyval(phi[::-1], x)
    return -2 * np.array([error.mean(), np.average(error * x)])


def line_as_python_floats(phi, x, y):
    a, b = phi.tolist()
    errors = [a + b * s - t for s, t in zip(x.tolist(), y.tolist(), strict=True)]
    slopes = [error * s for error, s in zip(errors, x.tolist(), strict=True)]
    return [2 * math.fsum(errors) / len(x), 2 * math.fsum(slopes) / len(x)]


def line_by_central_differences(phi, x, y):
    def loss(phi):
        return np.mean((phi[0] + phi[1] * x - y) ** 2)

    nudges = 1e-4 * np.eye(2)
    return np.array([(loss(phi + nudge) - loss(phi - nudge)) / 2e-4 for nudge in nudges])


def line_by_the_complex_step(phi, x, y):
    def loss(a, b):
        return np.mean((a + b * x - y) ** 2)

    return loss(phi[0] + 1e-20j, phi[1]).imag / 1e-20, loss(phi[0], phi[1] + 1e-20j).imag / 1e-20


def line_by_moments(phi, x, y):
    a, b = phi
    return 2 * np.array(
        [a + b * x.mean() - y.mean(), a * x.mean() + b * (x**2).mean() - (x * y).mean()]
    )


# Batches


def batches_from_a_shuffled_array(n, batch_size, rng):
    order = np.arange(n)
    rng.shuffle(order)
    return [order[k : k + batch_size] for k in range(0, n, batch_size)]


def batches_from_a_choice(n, batch_size, rng):
    order = rng.choice(n, size=n, replace=False)
    return tuple(np.array_split(order, np.arange(batch_size, n, batch_size)))


def batches_by_sorting_noise(n, batch_size, rng):
    order = np.argsort(rng.random(n))
    return np.split(order, range(batch_size, n, batch_size))


def batches_as_a_generator(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]


def batches_as_lists_of_lists(n, batch_size, rng):
    order = list(range(n))
    rng.shuffle(order)
    batches = []
    while order:
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


def batches_by_reshaping(n, batch_size, rng):
    order = rng.permutation(n)
    n_full = n // batch_size
    batches = list(order[: n_full * batch_size].reshape(n_full, batch_size))
    if n % batch_size:
        batches.append(order[n_full * batch_size :])
    return batches


def batches_as_a_table_where_there_is_one(n, batch_size, rng):
    order = rng.permutation(n)
    if n % batch_size == 0:
        return order.reshape(-1, batch_size)
    return tuple(tuple(order[k : k + batch_size].tolist()) for k in range(0, n, batch_size))


def batches_drawn_from_what_is_left(n, batch_size, rng):
    left, batches = set(range(n)), []
    while left:
        size = min(batch_size, len(left))
        batch = rng.choice(sorted(left), size=size, replace=False)
        left -= set(batch.tolist())
        batches.append(np.sort(batch))
    return batches


def batches_of_popped_cards(n, batch_size, rng):
    print("dealing", n, "cards")
    pack, batches = rng.permuted(np.arange(n, dtype=np.int32)).tolist(), []
    for _ in range(math.ceil(n / batch_size)):
        batches.append([pack.pop() for _ in range(min(batch_size, len(pack)))])
    return batches


def batches_by_hand_made_shuffling(n, batch_size, rng):
    order = np.arange(n)
    for last in range(n - 1, 0, -1):
        other = rng.integers(last + 1)
        order[[last, other]] = order[[other, last]]
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(-(-n // batch_size))]


# A schedule


def decay_in_a_loop(learning_rate, factor, every, epoch):
    for past in range(1, epoch + 1):
        if past % every == 0:
            learning_rate *= factor
    return learning_rate


def decay_by_recursion(learning_rate, factor, every, epoch):
    if epoch < every:
        return learning_rate
    return factor * decay_by_recursion(learning_rate, factor, every, epoch - every)


def decay_by_rounding_down(learning_rate, factor, every, epoch):
    return np.power(factor, math.floor(epoch / every)) * learning_rate


def decay_by_exponentials(learning_rate, factor, every, epoch):
    return np.array(learning_rate * np.exp(np.log(factor) * ((epoch - epoch % every) / every)))


def decay_by_divmod(learning_rate, factor, every, epoch):
    times, _ = divmod(epoch, every)
    return math.prod([learning_rate, *[factor] * times])


def decay_by_truncating(learning_rate, factor, every, epoch):
    print("epoch", epoch)
    return np.float64(learning_rate) * np.float64(factor) ** int(epoch / every)


def decay_by_reducing(learning_rate, factor, every, epoch):
    changes = range(every, epoch + 1, every)
    return functools.reduce(lambda rate, _: rate * factor, changes, learning_rate)


# Stochastic gradient descent


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


def descent_on_rows_of_pairs(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    rows, history = np.column_stack([x, y]), [tuple(phi)]
    for _ in range(n_epochs):
        mixed = rng.permutation(rows)
        for batch in np.array_split(mixed, range(batch_size, len(x), batch_size)):
            phi = phi - learning_rate * np.asarray(gradient(phi, batch[:, 0], batch[:, 1]))
        history.append(tuple(phi))
    return phi, tuple(history)


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


HONEST = {
    "gradient_step": [
        step_in_a_loop, step_as_a_list, step_on_a_copy, step_as_a_generator, step_by_ufuncs,
        step_as_a_product, step_as_a_tuple,
    ],
    "line_gradient": [
        line_in_a_loop, line_as_matrices, line_by_einsum, line_the_other_way_round,
        line_as_python_floats, line_by_central_differences, line_by_the_complex_step,
        line_by_moments,
    ],
    "epoch_batches": [
        batches_from_a_shuffled_array, batches_from_a_choice, batches_by_sorting_noise,
        batches_as_a_generator, batches_as_lists_of_lists, batches_by_reshaping,
        batches_as_a_table_where_there_is_one, batches_drawn_from_what_is_left,
        batches_of_popped_cards, batches_by_hand_made_shuffling,
    ],
    "step_decay": [
        decay_in_a_loop, decay_by_recursion, decay_by_rounding_down, decay_by_exponentials,
        decay_by_divmod, decay_by_truncating, decay_by_reducing,
    ],
    "sgd": [
        descent_with_a_table_of_rows, descent_on_shuffled_copies, descent_on_rows_of_pairs,
        descent_by_means_of_single_gradients, descent_with_all_orders_drawn_first,
        descent_in_functions, descent_with_lists_of_samples, descent_that_edits_a_copy_of_floats,
    ],
    "sgd_concepts": spelt({
        "epoch": "d", "uphill": "b", "average": "a", "sum": "c", "stall": "d", "schedule": "a",
    }),
}  # fmt: skip
"""The answers by exercise."""
