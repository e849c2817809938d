"""What the exercises on backpropagation are worth and know to go wrong, and what their solutions
should return, by code that shares nothing with them.
"""

import autograd
import autograd.numpy as anp
import numpy as np
from judging import ASSIGNMENTS

from helpers.numerical_gradients import complex_step

KNOWN = ASSIGNMENTS["backpropagation"]

POINTS = {
    "why_it_fails": 3,
    "fit_and_predict": 6,
    "parameters": 2,
    "initialise_parameters": 3,
    "forward": 5,
    "binary_cross_entropy": 3,
    "backward": 8,
    "update": 3,
    "train": 5,
    "predict": 2,
    "learning_rate_runs": 2,
    "hidden_node_runs": 2,
    "activation": 2,
    "activation_derivative": 3,
    "train_with_activation": 3,
}
"""What each exercise is worth."""

CATALOGUE = {
    "why_it_fails": {
        "diminishing-returns", "even", "local-minimum", "memorises", "more-data", "output-bias",
        "smaller-rate", "through-origin", "universal",
    },
    "fit_and_predict": {
        "argument-changed", "bias-missing", "constant", "copied-formula", "diverged",
        "follows-the-noise", "no-hidden-activation", "not-brought-back", "other-data",
        "other-inputs", "pairs-broken", "squashed-output", "symmetric-start",
        "undertrained", "wrong-shape",
    },
    "parameters": {
        "ascent", "float-for-whole-number", "hidden-size", "input-size", "out-of-range",
        "output-size", "rate-too-large", "rate-too-small", "too-few-iterations",
    },
    "initialise_parameters": {
        "bias-shape", "drawn-once", "few-values", "fixed-sizes", "own-generator", "random-biases",
        "symmetric-start", "too-large", "too-small", "whole-numbers", "wrong-shape",
    },
    "forward": {
        "activated-weighted-input", "column-lost", "entrywise-product", "hidden-bias-missing",
        "hidden-bias-outside", "labels-for-probabilities", "no-hidden-activation",
        "no-output-activation", "output-bias-missing", "output-bias-outside", "overflow",
        "product-reversed", "relu", "sigmoid-twice", "slope-for-activation", "softmax", "tanh",
        "upside-down", "wrong-layer-input",
    },
    "binary_cross_entropy": {
        "argument-changed", "broadcast", "clipped-too-far", "cut-off", "fixed-count", "log-of-zero",
        "loss-not-a-number", "lost-samples", "mean-twice", "minus-missing", "minus-on-one-term",
        "one-entry-array", "other-logarithm", "outer-product", "returned-too-early",
        "second-term-missing", "squared-error", "stray-factor", "sum-for-mean", "swapped",
        "terms-swapped", "thresholded",
    },
    "backward": {
        "argument-changed", "bias-gradient-missing", "bias-summed-to-one-number",
        "biases-summed-beside-mean", "broadcast", "clipped-quotient", "derivative-of-activation",
        "derivative-of-output-activation", "derivative-of-raw-output", "derivative-of-raw-z",
        "dimension-kept", "entrywise-product-in-error-sent-back",
        "entrywise-product-in-hidden-weights", "entrywise-product-in-output-weights",
        "error-first-in-hidden-weights", "error-first-in-output-weights", "error-left-out",
        "error-overwritten", "extra-output-slope", "gradient-for-weights", "half-slope",
        "last-sample-only", "matrix-product", "mean-forgotten", "mean-forgotten-in-error-sent-back",
        "mean-forgotten-in-hidden-weights", "mean-forgotten-in-output-weights", "mean-twice",
        "no-output-activation", "output-bias-summed-to-one-number", "output-slope-missing",
        "probability-gradient", "probability-gradient-sent-back",
        "product-reversed-in-error-sent-back", "product-reversed-in-hidden-weights",
        "product-reversed-in-output-weights", "relu-masked-wrongly", "returned-too-early",
        "second-term-missing", "sign-flipped", "sign-flipped-in-hidden-biases",
        "sign-flipped-in-hidden-weights", "sign-flipped-in-output-bias",
        "sign-flipped-in-output-weights", "sign-lost", "slope-dropped-in-hidden-biases",
        "slope-dropped-in-hidden-weights", "slope-missing", "slope-of-error", "slope-of-relu",
        "slope-of-tanh", "squared-error", "stray-factor", "stray-factor-in-hidden-layer",
        "stray-factor-in-output-layer", "stray-factor-of-two", "sum-beside-mean", "thresholded",
        "transpose-missing", "transpose-missing-in-error-sent-back",
        "transpose-missing-in-output-weights", "updated-too-early", "weights-left-out",
        "wrong-axis", "wrong-count", "wrong-count-after-mean", "wrong-layer",
        "wrong-layer-in-hidden-biases", "wrong-layer-input-in-hidden-weights",
        "wrong-layer-input-in-output-weights",
    },
    "update": {
        "argument-changed", "ascent", "bias-gradient-missing", "divided-by-rate", "length-lost",
        "mean-forgotten", "mean-twice", "no-rate", "one-layer", "rate-twice", "returned-too-early",
        "seven-keys", "sign-lost", "step-minus-place", "step-only", "unchanged", "whole-numbers",
    },
    "train": {
        "argument-changed", "ascent", "bias-gradient-missing", "broadcast",
        "derivative-of-activation", "derivative-of-raw-z", "drawn-anew", "early-stop",
        "entrywise-product", "extra-output-slope", "gradient-for-weights", "gradient-not-reset",
        "inputs-changed", "last-sample-only", "last-update-missing", "loop-cut-short",
        "loss-after-update", "loss-count", "mean-forgotten", "mean-twice", "minus-missing",
        "no-rate", "no-update", "one-after-another", "one-feature", "one-layer",
        "one-sample-a-step", "one-step-only", "one-value", "other-loss", "own-generator",
        "own-seed", "probability-gradient", "rate-changes", "rate-ignored", "rate-twice",
        "returned-too-early", "running-total", "sample-by-sample", "second-term-missing",
        "shared-list", "sign-lost", "slope-missing", "slope-of-tanh", "squared-error",
        "stale-gradients", "start-returned", "step-doubled", "step-halved", "sum-beside-mean",
        "sum-for-mean", "swapped", "symmetric-start", "thresholded", "transpose-missing",
        "updated-too-early", "whole-numbers", "wrong-count", "wrong-layer-input", "wrong-shape",
    },
    "predict": {
        "argument-changed", "bias-outside", "broadcast", "flipped", "half", "hidden-bias-missing",
        "no-hidden-activation", "one-class", "one-number", "other-classes", "output-bias-missing",
        "probabilities", "raw-outputs", "returned-too-early", "rounded-up-to-two", "threshold",
    },
    "learning_rate_runs": {
        "no-rate-too-large", "no-rate-too-small", "no-run-works", "not-a-log", "nothing-logged",
        "one-number-of-iterations",
    },
    "hidden_node_runs": {
        "not-a-log", "nothing-logged", "too-few-sizes",
    },
    "activation": {
        "argument-changed", "depends-on-others", "flat", "no-hidden-activation", "not-finite",
        "random", "sigmoid-again", "whole-numbers", "wrong-shape",
    },
    "activation_derivative": {
        "activation-itself", "argument-changed", "constant-slope", "derivative-of-activation",
        "derivative-of-raw-z", "factor-of-two", "not-finite", "one-sided-difference",
        "sign-flipped", "slope-of-sigmoid", "step-too-small", "tanh-unsquared", "wrong-shape",
    },
    "train_with_activation": {
        "activation-for-slope", "argument-changed", "ascent", "bias-gradient-missing",
        "derivative-of-activation", "derivative-of-raw-z", "early-stop", "extra-output-slope",
        "fixed-activation", "inputs-changed", "last-update-missing", "loss-after-update",
        "mean-forgotten", "mean-twice", "new-output", "no-hidden-activation", "one-sample-a-step",
        "one-value", "own-seed", "rate-changes", "rate-twice", "shared-list", "sign-lost",
        "slope-missing", "slope-of-sigmoid", "slope-of-tanh", "stale-gradients", "start-returned",
        "still-sigmoid", "sum-for-mean", "tanh-unsquared", "two-slopes", "updated-too-early",
    },
}  # fmt: skip
"""The ids of the misconceptions that each exercise declares."""


def small_network():
    rng = np.random.default_rng(7)
    shapes = {"W1": (3, 4), "b1": (4,), "W2": (4, 1), "b2": (1,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    X, y = rng.normal(size=(6, 3)), np.array([[1.0], [0], [0], [1], [0], [0]])
    return X, y, params


def loss_from(Z2, y):
    """The mean cross-entropy straight from the weighted inputs of the output, no sigmoid."""
    return anp.mean(anp.logaddexp(0, Z2) - y * Z2)


def loss_of(params, X, y):
    A1 = (1 + anp.tanh((anp.dot(X, params["W1"]) + params["b1"]) / 2)) / 2
    return loss_from(anp.dot(A1, params["W2"]) + params["b2"], y)


def forward_by_hand(forward):
    params = {"W1": np.array([[1.0, -1]]), "b1": np.array([0.0, np.log(3)]),
              "W2": np.array([[2.0], [4]]), "b2": np.array([-4.0])}  # fmt: skip
    cache = forward(np.array([[0.0], [np.log(3)]]), params)
    np.testing.assert_allclose(cache["A1"], [[1 / 2, 3 / 4], [3 / 4, 1 / 2]])
    np.testing.assert_allclose(cache["Z2"], [[0], [-1 / 2]], atol=1e-15)
    np.testing.assert_allclose(cache["A2"], [[1 / 2], [1 / (1 + np.e**0.5)]])


def backward_by_automatic_differentiation(backward):
    X, y, params = small_network()
    grads = backward(X, y, params, KNOWN["forward"].solve(X, params))
    for name, slopes in autograd.grad(loss_of)(params, X, y).items():
        np.testing.assert_allclose(grads[f"d{name}"], slopes, rtol=1e-12, atol=1e-15)


def errors_inside_backward_by_automatic_differentiation(backward):
    X, y, params = small_network()
    cache = KNOWN["forward"].solve(X, params)
    grads = backward(X, y, params, cache)

    def from_A1(A1):
        return loss_from(anp.dot(A1, params["W2"]) + params["b2"], y)

    def from_Z1(Z1):
        return from_A1((1 + anp.tanh(Z1 / 2)) / 2)

    for name, function in (
        ("dZ2", lambda Z2: loss_from(Z2, y)),
        ("dA1", from_A1),
        ("dZ1", from_Z1),
    ):
        slopes = autograd.grad(function)(cache[name[1:]])
        np.testing.assert_allclose(grads[name], slopes, rtol=1e-12, atol=1e-15)


def backward_by_the_complex_step(backward):
    X, y, params = small_network()
    grads = backward(X, y, params, KNOWN["forward"].solve(X, params))

    def loss(params):
        A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
        Z2 = A1 @ params["W2"] + params["b2"]
        return np.mean(np.log(1 + np.exp(Z2)) - y * Z2)

    for name, slopes in complex_step(loss, params).items():
        np.testing.assert_allclose(grads[f"d{name}"], slopes, rtol=1e-12, atol=1e-15)


def cross_entropy_by_hand(binary_cross_entropy):
    p, y = np.array([[1 / 2], [1 / 4], [7 / 8]]), np.array([[1.0], [0], [1]])
    right = (np.log(2) + np.log(4 / 3) + np.log(8 / 7)) / 3
    np.testing.assert_allclose(binary_cross_entropy(p, y), right, rtol=1e-14)


def update_by_hand(update):
    params = {"W1": np.array([[3.0]]), "b1": np.array([1.0]), "W2": np.array([[-2.0]]),
              "b2": np.array([0.5])}  # fmt: skip
    grads = {"dW1": np.array([[6.0]]), "db1": np.array([-2.0]), "dW2": np.array([[1.0]]),
             "db2": np.array([0.0]), "dZ2": np.ones((2, 1)), "dA1": 0, "dZ1": 0}  # fmt: skip
    new = {name: float(value.item()) for name, value in update(params, grads, 0.5).items()}
    assert new == {"W1": 0.0, "b1": 2.0, "W2": -2.5, "b2": 0.5}


def predict_by_hand(predict):
    params = {"W1": np.array([[1.0]]), "b1": np.array([0.0]), "W2": np.array([[1.0]]),
              "b2": np.array([-0.5])}  # fmt: skip
    # The hidden neuron is above 1/2 for positive x, and so is the output.
    classes = predict(np.array([[-1.0], [2.0], [0.1]]), params)
    np.testing.assert_array_equal(classes, [[0], [1], [1]])


def steps_down_the_gradient_of_automatic_differentiation(train, *functions):
    """Three steps of a loop; `functions` are the activation of its hidden layer and the slope."""
    X, y, _ = small_network()

    def loss(params):
        Z1 = anp.dot(X, params["W1"]) + params["b1"]
        A1 = anp.tanh(Z1) if functions else (1 + anp.tanh(Z1 / 2)) / 2
        return loss_from(anp.dot(A1, params["W2"]) + params["b2"], y)

    def loop(n_iterations, rate):
        return train(X, y, 5, n_iterations, rate, np.random.default_rng(3), *functions)

    params, _ = loop(1, 0.0)
    right = []
    for _ in range(3):
        right.append(loss(params))
        slopes = autograd.grad(loss)(params)
        params = {key: params[key] - 0.4 * slopes[key] for key in params}
    own, losses = loop(3, 0.4)
    np.testing.assert_allclose(losses, right, rtol=1e-12)
    for key, value in params.items():
        np.testing.assert_allclose(own[key], value, rtol=1e-12)


def steps_with_tanh(train_with_activation):
    steps_down_the_gradient_of_automatic_differentiation(
        train_with_activation, np.tanh, lambda z: 1 - np.tanh(z) ** 2
    )


def slope_by_the_complex_step(activation_derivative):
    z = np.linspace(-30, 30, 101)
    slopes = np.imag(KNOWN["activation"].solve(z + 1e-30j)) / 1e-30
    np.testing.assert_allclose(activation_derivative(z), slopes, rtol=1e-10, atol=1e-15)


ORACLES = {
    "forward": [forward_by_hand],
    "binary_cross_entropy": [cross_entropy_by_hand],
    "backward": [
        backward_by_automatic_differentiation,
        errors_inside_backward_by_automatic_differentiation,
        backward_by_the_complex_step,
    ],
    "update": [update_by_hand],
    "train": [steps_down_the_gradient_of_automatic_differentiation],
    "predict": [predict_by_hand],
    "activation_derivative": [slope_by_the_complex_step],
    "train_with_activation": [steps_with_tanh],
}
"""Functions by exercise that raise AssertionError where a solution returns something else."""
