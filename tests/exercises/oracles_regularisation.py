"""What the exercises on regularisation are worth and know to go wrong, and what their solutions
should return, by code that shares nothing with them.
"""

import numpy as np
from judging import ASSIGNMENTS

from helpers.numerical_gradients import central_differences, complex_step
from helpers.reference import regularisation as reference

KNOWN = ASSIGNMENTS["regularisation"]

POINTS = {
    "l1_penalty": 2,
    "l2_penalty": 2,
    "l1_gradient": 2,
    "l2_gradient": 2,
    "regularised_gradients": 4,
    "k_fold_indices": 4,
    "cross_validate": 5,
    "choose_lambda": 1,
    "penalty_concepts": 5,
}
"""What each exercise is worth."""

CATALOGUE = {
    "l1_penalty": {
        "absolute-sum", "argument-changed", "arrays-added-up", "divided-by-count",
        "gradient-for-penalty", "half-mismatch", "lambda-missing", "matrices-only", "matrix-norm",
        "no-absolute", "one-layer-only", "one-side", "other-penalty", "ragged-list",
        "root-of-squares", "sign-flipped", "sum-for-each-array", "whole-numbers",
    },
    "l2_penalty": {
        "argument-changed", "arrays-added-up", "divided-by-count", "floor-division",
        "gradient-for-penalty", "half-forgotten", "half-twice", "lambda-missing", "lambda-squared",
        "matrices-only", "matrix-norm", "matrix-product", "one-layer-only", "other-penalty",
        "ragged-list", "root-of-squares", "sign-flipped", "squared-sum", "sum-for-each-array",
        "whole-numbers",
    },
    "l1_gradient": {
        "argument-changed", "decayed-weights", "divided-by-count", "flattened", "half-mismatch",
        "lambda-missing", "nan-at-zero", "one-side", "penalty-for-gradient",
        "penalty-of-each-entry", "rows-for-columns", "sign-at-zero", "sign-flipped", "sign-lost",
        "slopes-added-up", "soft-threshold", "square-undifferentiated", "sum-first",
        "weight-for-sign", "whole-numbers",
    },
    "l2_gradient": {
        "argument-changed", "decayed-weights", "divided-by-count", "flattened", "half-forgotten",
        "half-kept", "lambda-missing", "lambda-squared", "one-side", "other-penalty",
        "penalty-for-gradient", "penalty-of-each-entry", "root-of-squares", "rows-for-columns",
        "sign-flipped", "sign-lost", "slopes-added-up", "square-undifferentiated", "sum-first",
        "whole-numbers",
    },
    "regularised_gradients": {
        "already-stepped", "argument-changed", "bias-penalised", "biases-do-not-learn",
        "biases-missing", "both-kinds", "decay-twice", "divided-by-count", "first-layer-only",
        "half-kept", "half-mismatch", "kind-ignored", "kinds-swapped", "lambda-missing",
        "lambda-squared", "loss-forgotten", "nan-at-zero", "one-kind-only", "only-biases-penalised",
        "penalty-for-gradient", "penalty-forgotten", "second-layer-only", "sign-at-zero",
        "sign-flipped", "slope-of-gradient", "square-undifferentiated", "weight-for-sign",
    },
    "k_fold_indices": {
        "both-parts", "counted-from-one", "drawn-with-replacement", "floats", "left-out", "masks",
        "neither-part", "no-pairs", "not-from-rng", "not-shuffled", "off-by-one", "one-pair-only",
        "overlap", "own-seed", "repeated-rows", "swapped", "too-many-parts", "two-lists",
        "uneven-folds",
    },
    "cross_validate": {
        "argument-changed", "averaged", "broadcast", "cancelling", "chosen-already",
        "first-row-only", "flat-targets", "folds-mixed", "lambdas-sorted", "last-fold-only",
        "left-out", "new-folds", "not-from-rng", "not-shuffled", "off-by-one", "one-lambda",
        "one-long-list", "overlap", "own-seed", "pairs-broken", "part-of-a-fold",
        "penalty-in-error", "position-for-lambda", "reshaped-wrongly", "returned-too-early",
        "rows-shared", "stray-factor", "sum-for-mean", "swapped", "trained-on-everything",
        "trained-on-validation", "training-error", "transposed", "uneven-folds", "unsquared",
        "validated-on-everything", "variance", "whole-numbers", "wrong-count",
    },
    "choose_lambda": {
        "another-mean", "argument-changed", "best-not-updated", "error-returned", "errors-ignored",
        "first-minimum", "folds-left-out", "highest-error-chosen", "lambdas-sorted",
        "mean-forgotten", "median", "most-folds-won", "off-by-one", "one-standard-error", "ordered",
        "position", "rows-missed", "single-fold", "spread", "worst-fold", "wrong-axis",
    },
    "penalty_concepts": {
        "bias-penalised", "biases-are-small", "biases-do-not-learn", "chosen-on-test-set",
        "curve-upside-down", "lambda-inverted", "less-is-better", "more-is-better", "other-penalty",
        "penalty-from-error", "penalty-on-one-side", "small-lambda-selects", "training-error-falls",
        "training-error-reported", "validation-error-reported",
    },
}  # fmt: skip
"""The ids of the misconceptions that each exercise declares."""

WEIGHTS = [np.array([0.02, -0.3, -0.55])]


def l1_penalty_by_hand(l1_penalty):
    np.testing.assert_allclose(l1_penalty(WEIGHTS, 1), 0.87, rtol=1e-12)
    np.testing.assert_allclose(l1_penalty(WEIGHTS, 0.5), 0.435, rtol=1e-12)


def l2_penalty_by_hand(l2_penalty):
    np.testing.assert_allclose(l2_penalty(WEIGHTS, 1), 0.19645, rtol=1e-12)


def slopes_of(penalty, differentiate):
    """A matrix of weights, and the slopes of the penalty at it."""
    W = np.random.default_rng(0).normal(size=(3, 4))
    return W, differentiate(lambda W: KNOWN[penalty].solve([W], 0.7), W)


def l1_gradient_by_differences(l1_gradient):
    W, slopes = slopes_of("l1_penalty", central_differences)
    np.testing.assert_allclose(l1_gradient(W, 0.7), slopes, rtol=1e-8)


def l1_gradient_is_zero_at_zero(l1_gradient):
    assert l1_gradient(np.zeros((2, 3)), 0.7).tolist() == [[0] * 3] * 2


def l2_gradient_by_differences(l2_gradient):
    W, slopes = slopes_of("l2_penalty", central_differences)
    np.testing.assert_allclose(l2_gradient(W, 0.7), slopes, rtol=1e-8)


def l2_gradient_by_the_complex_step(l2_gradient):
    W, slopes = slopes_of("l2_penalty", complex_step)
    np.testing.assert_allclose(l2_gradient(W, 0.7), slopes, rtol=1e-14)


def gradients_of_the_reference(regularised_gradients):
    for kind in ("l1", "l2"):
        rng = np.random.default_rng(0)
        shapes = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,)}
        params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
        grads = {"d" + name: rng.normal(size=shape) for name, shape in shapes.items()}
        own = regularised_gradients(grads, params, 0.3, kind)
        for name, right in reference.regularised_gradients(grads, params, 0.3, kind).items():
            np.testing.assert_allclose(own[name], right, rtol=1e-14)


def cross_validation_by_hand(cross_validate):
    """A model that predicts the shrunken mean of three targets, validated on the fourth."""

    def fit(X, y, lam):
        return lambda X: np.full((len(X), 1), y.sum() / (len(y) + lam))

    X, y = np.arange(4.0)[:, None], np.array([[1.0], [2.0], [4.0], [8.0]])
    errors = cross_validate(fit, X, y, [0, 3], 4, np.random.default_rng(0))
    np.testing.assert_allclose(sorted(9 * errors[0]), [1, 49, 121, 289])
    np.testing.assert_allclose(sorted(36 * errors[1]), [1, 64, 169, 1681])


def choice_by_hand(choose_lambda):
    # The lowest single error, 0, stands beside a high one: the lowest mean is that of 0.1.
    errors = np.array([[3.0, 2.0], [1.0, 2.0], [0.0, 4.0]])
    assert choose_lambda(np.array([10.0, 0.1, 1.0]), errors) == 0.1


ORACLES = {
    "l1_penalty": [l1_penalty_by_hand],
    "l2_penalty": [l2_penalty_by_hand],
    "l1_gradient": [l1_gradient_by_differences, l1_gradient_is_zero_at_zero],
    "l2_gradient": [l2_gradient_by_differences, l2_gradient_by_the_complex_step],
    "regularised_gradients": [gradients_of_the_reference],
    "cross_validate": [cross_validation_by_hand],
    "choose_lambda": [choice_by_hand],
}
"""Functions by exercise that raise AssertionError where a solution returns something else."""
