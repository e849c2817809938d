"""Honest answers to the exercises on backpropagation, written in many ways."""

import collections
import copy
import functools
import math
import tempfile
import types
import warnings

import numpy as np
from spellings import spelt

from helpers import data
from helpers.runlog import RunLog

KEYS = ("W1", "b1", "W2", "b2")


def sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


# forward


def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}


def forward_loops(X, params):
    W1, b1, W2, b2 = (params[key] for key in KEYS)
    Z1, A1, Z2, A2 = [], [], [], []
    for x in X:
        z1 = [sum(x[k] * W1[k, j] for k in range(len(x))) + b1[j] for j in range(len(b1))]
        a1 = [1 / (1 + math.exp(-z)) for z in z1]
        z2 = sum(a * w for a, w in zip(a1, W2[:, 0], strict=True)) + b2[0]
        Z1.append(z1)
        A1.append(a1)
        Z2.append([z2])
        A2.append([1 / (1 + math.exp(-z2))])
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def forward_einsum(X, params):
    Z1 = np.einsum("nd,dh->nh", X, params["W1"]) + params["b1"][None, :]
    A1 = 0.5 * (1 + np.tanh(Z1 / 2))
    Z2 = np.einsum("nh,hm->nm", A1, params["W2"]) + params["b2"]
    return types.MappingProxyType({"A2": 0.5 * (1 + np.tanh(Z2 / 2)), "Z2": Z2, "A1": A1, "Z1": Z1})


def forward_talkative(X, params):
    print("one pass over", len(X), "samples")
    warnings.warn("a warning is not a fault", stacklevel=1)
    return {**forward(X, params), "X": X, "note": "extra keys are ignored", "A0": None}


def forward_float32(X, params):
    return {key: value.astype(np.float32) for key, value in forward(X, params).items()}


def forward_bias_as_weight(X, params):
    with_one = np.column_stack([X, np.ones(len(X))])
    Z1 = with_one.dot(np.vstack([params["W1"], params["b1"]]))
    A1 = np.exp(-np.logaddexp(0, -Z1))
    Z2 = np.matmul(A1, params["W2"]) + params["b2"]
    return collections.OrderedDict(Z1=Z1, A1=A1, Z2=Z2, A2=np.exp(-np.logaddexp(0, -Z2)))


# binary_cross_entropy


def loss(p, y):
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def loss_loop(p, y):
    total = 0.0
    for p_i, y_i in zip(p[:, 0].tolist(), y[:, 0].tolist(), strict=True):
        likely = p_i if y_i == 1 else 1 - p_i
        total -= math.log(max(likely, 1e-300))
    return total / len(p)


def loss_where(p, y):
    return float(np.mean(-np.log(np.maximum(np.where(y == 1, p, 1 - p), 1e-15))))


def loss_with_a_hair(p, y):
    return float((-y * np.log(p + 1e-15) - (1 - y) * np.log(1 - p + 1e-15)).sum() / y.size)


def loss_replaced(p, y):
    with np.errstate(all="ignore"):
        logs = [np.nan_to_num(x, neginf=-50.0) for x in (y * np.log(p), (1 - y) * np.log1p(-p))]
        terms = sum(logs)
    return np.array(-terms.mean())


def loss_float32(p, y):
    return np.float32(loss(p, y))


def loss_products(p, y):
    tiny = np.finfo(float).tiny
    log_p, log_q = np.log(np.maximum(p, tiny)), np.log(np.maximum(1 - p, tiny))
    print("shapes", p.shape, y.shape)
    return -float((y.T @ log_p + (1 - y).T @ log_q).item()) / p.shape[0]


# backward


def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {"dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0), "dA1": dA1,
            "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}  # fmt: skip


def backward_loop(X, y, params, cache):
    n, h = cache["A1"].shape
    grads = {"dZ2": np.zeros((n, 1)), "dA1": np.zeros((n, h)), "dZ1": np.zeros((n, h)),
             "dW1": np.zeros_like(params["W1"]), "db1": np.zeros(h),
             "dW2": np.zeros((h, 1)), "db2": np.zeros(1)}  # fmt: skip
    for i in range(n):
        error = (cache["A2"][i, 0] - y[i, 0]) / n
        grads["dZ2"][i] = error
        grads["db2"] += error
        for j in range(h):
            a = cache["A1"][i, j]
            grads["dW2"][j] += a * error
            grads["dA1"][i, j] = error * params["W2"][j, 0]
            grads["dZ1"][i, j] = grads["dA1"][i, j] * a * (1 - a)
            grads["db1"][j] += grads["dZ1"][i, j]
            for k in range(X.shape[1]):
                grads["dW1"][k, j] += X[i, k] * grads["dZ1"][i, j]
    return grads


def backward_einsum(X, y, params, cache):
    dZ2 = np.subtract(cache["A2"], y) / X.shape[0]
    dA1 = np.einsum("nm,hm->nh", dZ2, params["W2"])
    slope = sigmoid(cache["Z1"]) * sigmoid(-cache["Z1"])
    dZ1 = np.einsum("nh,nh->nh", dA1, slope)
    return {"dZ2": dZ2, "dW2": np.einsum("nh,nm->hm", cache["A1"], dZ2),
            "db2": np.einsum("nm->m", dZ2), "dA1": dA1, "dZ1": dZ1,
            "dW1": np.einsum("nd,nh->dh", X, dZ1), "db1": np.ones(len(X)) @ dZ1}  # fmt: skip


def backward_long_chain(X, y, params, cache):
    A2 = cache["A2"]
    dA2 = ((1 - y) / (1 - A2) - y / A2) / len(y)
    grads = backward(X, y, params, {**cache, "A2": y + len(y) * dA2 * A2 * (1 - A2)})
    return {**grads, "dA2": dA2}


def backward_lists(X, y, params, cache):
    print("going back")
    return {key: value.tolist() for key, value in backward(X, y, params, cache).items()}


def backward_float32(X, y, params, cache):
    return {key: np.float32(value) for key, value in backward(X, y, params, cache).items()}


def backward_through_own_forward(X, y, params, cache):
    return backward(X, y, params, forward(X, params))


def backward_outer(X, y, params, cache):
    grads = backward(X, y, params, cache)
    grads["dW2"] = sum(np.outer(a, e) for a, e in zip(cache["A1"], grads["dZ2"], strict=True))
    grads["dW1"] = sum(np.outer(x, e) for x, e in zip(X, grads["dZ1"], strict=True))
    grads["dA1"] = grads["dZ2"] * params["W2"].T
    grads["db1"] = (row for row in grads["dZ1"].T.sum(axis=1))
    return grads


# update


def update(params, grads, learning_rate):
    return {key: params[key] - learning_rate * grads["d" + key] for key in KEYS}


def update_copied(params, grads, learning_rate):
    new = copy.deepcopy(params)
    for key in new:
        new[key] -= learning_rate * grads[f"d{key}"]
    return new


def update_spelt_out(params, grads, learning_rate):
    W1 = params["W1"] + (-learning_rate) * grads["dW1"]
    b1 = np.subtract(params["b1"], np.multiply(learning_rate, grads["db1"]))
    W2, b2 = params["W2"].copy(), np.array(params["b2"])
    W2 -= grads["dW2"] * learning_rate
    b2 -= grads["db2"] * learning_rate
    return {"b2": b2, "W2": W2, "b1": b1, "W1": W1, "steps": 1}


def update_lists(params, grads, learning_rate):
    return {key: value.tolist() for key, value in update(params, grads, learning_rate).items()}


def update_loops(params, grads, learning_rate):
    new = {key: np.empty_like(value) for key, value in params.items()}
    for key, value in params.items():
        for index in np.ndindex(value.shape):
            new[key][index] = value[index] - learning_rate * grads["d" + key][index]
    return new


def update_float32(params, grads, learning_rate):
    warnings.warn("short numbers", stacklevel=1)
    return {k: v.astype(np.float32) for k, v in update(params, grads, learning_rate).items()}


# predict


def predict_bool(X, params):
    return forward(X, params)["A2"] > 0.5


def predict_round(X, params):
    return np.round(forward(X, params)["A2"])


def predict_from_Z2(X, params):
    return np.heaviside(forward(X, params)["Z2"], 1)


def predict_where(X, params):
    return np.where(forward(X, params)["A2"] >= 0.5, 1.0, 0.0).astype(np.float32)


def predict_loop(X, params):
    print("deciding")
    return [[1] if p > 0.5 else [0] for p in forward(X, params)["A2"][:, 0]]


def predict_generator(X, params):
    for x in X:
        yield [bool(forward(x[None], params)["A2"].item() > 0.5)]


def predict_int8(X, params):
    return (forward(X, params)["A2"] > 0.5).astype(np.int8)


# initialise_parameters


def start_normal(d, h, m, rng):
    return {"W1": rng.normal(size=(d, h)), "b1": np.zeros(h), "W2": rng.normal(size=(h, m)),
            "b2": np.zeros(m)}  # fmt: skip


def start_hundredth(d, h, m, rng):
    return {"W1": 0.01 * rng.standard_normal((d, h)), "b1": np.zeros((h,)),
            "W2": 0.01 * rng.standard_normal((h, m)), "b2": np.zeros((m,))}  # fmt: skip


def start_wide(d, h, m, rng):
    return {"W1": rng.normal(0, 3, (d, h)), "b1": np.zeros(h), "W2": rng.normal(0, 3, (h, m)),
            "b2": np.zeros(m)}  # fmt: skip


def start_uniform(d, h, m, rng):
    return {"W1": rng.random((d, h)), "b1": [0] * h, "W2": rng.random((h, m)), "b2": [0.0] * m}


def start_glorot(d, h, m, rng):
    limits = np.sqrt(6 / (d + h)), np.sqrt(6 / (h + m))
    print("limits", limits)
    return {"W1": rng.uniform(-limits[0], limits[0], size=(d, h)), "b1": np.full(h, 0.0),
            "W2": rng.uniform(-limits[1], limits[1], size=(h, m)), "b2": np.full(m, 0.0),
            "limits": limits}  # fmt: skip


def start_lists(d, h, m, rng):
    W1 = [[rng.normal() for _ in range(h)] for _ in range(d)]
    W2 = [tuple(rng.normal() for _ in range(m)) for _ in range(h)]
    return {"W1": W1, "b1": [0.0 for _ in range(h)], "W2": W2, "b2": (0,) * m}


def start_float32(d, h, m, rng):
    W1, W2 = rng.normal(size=(d, h)).astype(np.float32), rng.standard_normal((h, m), np.float32)
    return {"W1": W1, "b1": np.zeros(h, np.float32), "W2": W2, "b2": np.zeros(m, int)}


# train


def train(X, y, n_hidden, n_iterations, learning_rate, rng, start=start_normal):
    params, losses = start(X.shape[1], n_hidden, 1, rng), []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(loss(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses


def train_small_start(*arguments):
    return train(*arguments, start=start_hundredth)


def train_wide_start(*arguments):
    return train(*arguments, start=start_wide)


def train_random_biases(X, y, n_hidden, n_iterations, learning_rate, rng):
    def start(d, h, m, rng):
        params = {**start_uniform(d, h, m, rng)}
        params["b1"], params["b2"] = rng.normal(size=h), rng.normal(size=m)
        return params

    return list(train(X, y, n_hidden, n_iterations, learning_rate, rng, start))


def train_in_place(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = start_glorot(X.shape[1], n_hidden, 1, rng)
    losses = np.zeros(n_iterations)
    for k in range(n_iterations):
        cache = forward(X, params)
        losses[k] = loss_loop(cache["A2"], y)
        for key, gradient in backward_einsum(X, y, params, cache).items():
            if key[1:] in KEYS:
                params[key[1:]] -= learning_rate * gradient
    return {**params, "trained": True}, losses


def train_sample_by_sample_sum(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = start_normal(X.shape[1], n_hidden, 1, rng), ()
    for k in range(n_iterations):
        total = {f"d{key}": 0.0 for key in KEYS}
        mean = 0.0
        for x, label in zip(X[:, None], y[:, None], strict=True):
            cache = forward(x, params)
            mean += loss(cache["A2"], label) / len(X)
            for key, gradient in backward(x, label, params, cache).items():
                if key in total:
                    total[key] = total[key] + gradient / len(X)
        print("iteration", k, mean)
        losses += (np.array(mean),)
        params = update(params, total, learning_rate)
    return params, losses


def train_clipped(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = train(X, y, n_hidden, n_iterations, learning_rate, rng)
    return params, (float(value) for value in losses)


def train_float32(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = start_float32(X.shape[1], n_hidden, 1, rng), []
    params["b2"] = params["b2"].astype(np.float32)
    X, y, rate = np.float32(X), np.float32(y), np.float32(learning_rate)
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(loss(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), rate)
    return params, losses


# train_with_activation


def train_with(X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope):
    params, losses = start_normal(X.shape[1], n_hidden, 1, rng), []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(loss(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * slope(Z1)
        grads = {"dW1": X.T @ dZ1, "db1": dZ1.sum(0), "dW2": A1.T @ dZ2, "db2": dZ2.sum(0)}
        params = update(params, grads, learning_rate)
    return params, losses


def train_with_entries(X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope):
    entries = [np.vectorize(function, otypes=[float]) for function in (activation, slope)]
    return train_with(X, y, n_hidden, n_iterations, learning_rate, rng, *entries)


def train_with_numbers(X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope):
    def central(z):
        return (activation(z + 1e-5) - activation(z - 1e-5)) / 2e-5

    return train_with(X, y, n_hidden, n_iterations, learning_rate, rng, activation, central)


def train_with_array(*arguments):
    print("training")
    params, losses = train_with(*arguments)
    return [{**params, "more": None}, np.array(losses)]


def train_with_small_start(X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope):
    class Smaller:
        def normal(self, size):
            return rng.normal(0, 0.1, size)

    return train_with(X, y, n_hidden, n_iterations, learning_rate, Smaller(), activation, slope)


# activation and activation_derivative


def softplus(z):
    return np.logaddexp(0, z)


def leaky(z):
    return np.where(z > 0, z, 0.1 * z)


def leaky_slope(z):
    return [[1.0 if x >= 0 else 0.1 for x in row] for row in np.atleast_2d(z)]


def relu(z):
    return np.maximum(z, 0)


def relu_copied(z):
    z = z.copy()
    z[z < 0] = 0
    return z


def elu(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))


def elu_slope(z):
    return np.where(z > 0, 1, np.exp(np.minimum(z, 0)))


def swish(z):
    print("swish")
    return z * sigmoid(z)


def numerical(function, step):
    return lambda z: (function(z + step) - function(z - step)) / (2 * step)


def forward_difference(function, step=1e-7):
    return lambda z: (function(z + step) - function(z)) / step


def tanh_float32(z):
    return np.tanh(z).astype(np.float32)


def gaussian(z):
    return np.exp(-(z**2))


def hard(z):
    return np.clip(z, -1, 1)


PAIRS = {
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "tanh, the slope by its cosh": (np.tanh, lambda z: np.cosh(z) ** -2.0),
    "tanh, the slope by the complex step": (
        np.tanh,
        lambda z: np.imag(np.tanh(z + 1e-20j)) / 1e-20,
    ),
    "relu": (relu, lambda z: (z > 0).astype(float)),
    "relu, a bool": (relu_copied, lambda z: z >= 0),
    "relu, a half at the kink": (relu, lambda z: np.heaviside(z, 0.5)),
    "leaky relu, nested lists": (leaky, leaky_slope),
    "softplus": (softplus, sigmoid),
    "softplus, numerical": (softplus, numerical(softplus, 1e-4)),
    "sine": (np.sin, np.cos),
    "sine, one-sided with a small step": (np.sin, forward_difference(np.sin)),
    "gaussian": (gaussian, lambda z: -2 * z * gaussian(z)),
    "elu": (elu, elu_slope),
    "swish, numerical": (swish, numerical(swish, 1e-6)),
    "absolute value": (np.abs, np.sign),
    "square": (np.square, lambda z: 2 * z),
    "hard tanh": (hard, lambda z: np.abs(z) < 1),
    "softsign": (lambda z: z / (1 + abs(z)), lambda z: 1 / (1 + abs(z)) ** 2),
    "tanh in float32": (tanh_float32, lambda z: 1 - tanh_float32(z) ** 2),
    "twice the sigmoid": (lambda z: 2 * sigmoid(z), lambda z: 2 * sigmoid(z) * (1 - sigmoid(z))),
}


# fit_and_predict


def fit_parabola(X_train, y_train, X_test):
    return np.polyval(np.polyfit(X_train[:, 0], y_train[:, 0], 2), X_test)


def fit_least_squares(X_train, y_train, X_test):
    powers = np.arange(4)
    weights, *_ = np.linalg.lstsq(X_train**powers, y_train, rcond=None)
    return (X_test**powers @ weights).tolist()


def fit_random_features(X_train, y_train, X_test):
    rng = np.random.default_rng(0)
    W, b = rng.normal(0, 0.4, size=(1, 20)), rng.normal(size=20)
    A = np.tanh(X_train @ W + b)
    weights = np.linalg.solve(A.T @ A + 0.001 * np.eye(20), A.T @ (y_train - y_train.mean()))
    return np.tanh(X_test @ W + b) @ weights + y_train.mean()


def fit_kernel(X_train, y_train, X_test):
    def kernel(A, B):
        return np.exp(-((A - B.T) ** 2) / 18)

    print("kernel ridge regression")
    level = y_train.mean()
    weights = np.linalg.solve(kernel(X_train, X_train) + 0.01 * np.eye(100), y_train - level)
    return kernel(X_test, X_train) @ weights + level


def fit_network_of_tanh(X_train, y_train, X_test):
    rng = np.random.default_rng(3)
    level, scale = y_train.mean(), y_train.std()
    y = (y_train - level) / scale
    W1, b1 = rng.normal(size=(1, 12)), rng.normal(size=12)
    W2, b2 = rng.normal(size=(12, 1)) / 4, np.zeros(1)
    for _ in range(3000):
        A1 = np.tanh(X_train @ W1 + b1)
        dZ2 = 2 * (A1 @ W2 + b2 - y) / len(y)
        dZ1 = dZ2 @ W2.T * (1 - A1**2)
        W2, b2 = W2 - 0.1 * A1.T @ dZ2, b2 - 0.1 * dZ2.sum(0)
        W1, b1 = W1 - 0.1 * X_train.T @ dZ1, b1 - 0.1 * dZ1.sum(0)
    return np.float32(level + scale * (np.tanh(X_test @ W1 + b1) @ W2 + b2))


# parameters


def sizes_with(n_iterations, learning_rate):
    sizes = {"n_input": np.array(1), "n_hidden": np.int32(4), "n_output": np.uint8(1)}
    return lambda: {**sizes, "n_iterations": n_iterations, "learning_rate": learning_rate}


# run logs

RATES = {
    "of the notebook": [(0.01, 500), (0.3, 500), (0.3, 1500), (1, 500), (1, 1500), (300, 500)],
    "coarse": [(0.01, 300), (3, 300), (50, 300), (3, 800)],
    "extreme": [(1e-4, 1000), (1, 1000), (1000, 1000), (1, 800)],
    "ten is too large": [(10, 500), (0.05, 500), (2, 500), (2, 501)],
}
"""Rates, each with a number of iterations, that show all that a log of rates should show."""


@functools.cache
def log_of_rates(name, seed):
    """The log of a network that is trained with each of the `RATES` of this name."""
    X, y = data.iris_versicolor()
    with tempfile.TemporaryDirectory() as folder:
        log = RunLog("learning_rate_runs", folder)
        for rate, n_iterations in RATES[name]:
            rng = np.random.default_rng(seed)
            params, losses = train(X, y, 4, n_iterations, rate, rng)
            log.log(
                learning_rate=rate,
                n_iterations=n_iterations,
                n_hidden=4,
                seed=seed,
                losses=losses,
                accuracy=np.mean(predict_bool(X, params) == y),
            )
    return log


@functools.cache
def log_of_sizes():
    with tempfile.TemporaryDirectory() as folder:
        log = RunLog("hidden_node_runs", folder)
        for n_hidden in (1, np.int64(2), 4.0, 4):
            log.log(n_hidden=n_hidden, learning_rate=1.0, seed=0)
            log.log(n_hidden=n_hidden, learning_rate=1.0, seed=1, accuracy=0.5)
    return log


HONEST = {
    "why_it_fails": spelt({"symmetry": "c", "width": "d", "remedy": "a"}),
    "fit_and_predict": [
        fit_parabola, fit_least_squares, fit_random_features, fit_kernel, fit_network_of_tanh,
    ],
    "parameters": {
        "1000 and 1.0": sizes_with(1000, 1.0),
        "400 and 3": sizes_with(400, 3),
        "20,000 and 0.1 in float32": sizes_with(20_000, np.float32(0.1)),
        "3000 and 0.5 as NumPy has them": sizes_with(np.int64(3000), np.array(0.5)),
        "2000 and 2": sizes_with(np.int16(2000), 2),
        "5000 and 0.3": sizes_with(5000, 0.3),
        "600 and True": sizes_with(600, True),
        "1500 and 10": sizes_with(1500, 10),
    },
    "initialise_parameters": [
        start_normal, start_hundredth, start_wide, start_uniform, start_glorot, start_lists,
        start_float32,
    ],
    "forward": [
        forward, forward_loops, forward_einsum, forward_talkative, forward_float32,
        forward_bias_as_weight,
    ],
    "binary_cross_entropy": [
        loss, loss_loop, loss_where, loss_with_a_hair, loss_replaced, loss_float32, loss_products,
    ],
    "backward": [
        backward, backward_loop, backward_einsum, backward_long_chain, backward_lists,
        backward_float32, backward_through_own_forward, backward_outer,
    ],
    "update": [
        update, update_copied, update_spelt_out, update_lists, update_loops, update_float32,
    ],
    "train": [
        train, train_small_start, train_wide_start, train_random_biases, train_in_place,
        train_sample_by_sample_sum, train_clipped, train_float32,
    ],
    "predict": [
        predict_bool, predict_round, predict_from_Z2, predict_where, predict_loop,
        predict_generator, predict_int8,
    ],
    "learning_rate_runs": {
        "the log": lambda: log_of_rates("coarse", 0),
        "list": lambda: list(log_of_rates("coarse", 0).rows()),
        "tuple": lambda: tuple(log_of_rates("coarse", 0).rows()),
        "iter": lambda: iter(log_of_rates("coarse", 0).rows()),
        "reversed": lambda: reversed(log_of_rates("coarse", 0).rows()),
    },
    "hidden_node_runs": {
        "the log": log_of_sizes,
        "rows": lambda: log_of_sizes().rows(),
        "list": lambda: list(log_of_sizes()),
        "tuple": lambda: tuple(log_of_sizes()),
        "iter": lambda: iter(log_of_sizes()),
    },
    "activation": {pair: activation for pair, (activation, _) in PAIRS.items()},
    "activation_derivative": {
        **{pair: (derivative, activation) for pair, (activation, derivative) in PAIRS.items()},
    },
    "train_with_activation": [
        train_with, train_with_entries, train_with_numbers, train_with_array,
        train_with_small_start,
    ],
}  # fmt: skip
"""The answers by exercise; by what is particular about them where that has no name. Where a check
passes two functions, an answer is a pair.
"""
