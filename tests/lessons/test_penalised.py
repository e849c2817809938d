"""Ridge and lasso, held to conditions and solvers that share nothing with them."""

import numpy as np
import pytest

from helpers.penalised_regression import lasso, ridge

LAMS = np.array([1e-4, 1e-2, 0.1, 1.0, 30.0])


def problem(seed, n, p):
    """Features that lean on one another, as those of a hidden layer do, and targets."""
    rng = np.random.default_rng(seed)
    x = rng.uniform(-2, 2, n)
    Phi = np.tanh(3 * rng.normal(size=p) * (x[:, None] - rng.uniform(-2, 2, p)))
    return Phi, 2 * x**2 + rng.normal(0, 0.5, n)


def cost(Phi, y, w, b, penalty):
    return np.mean((Phi @ w + b - y) ** 2) + penalty(w)


@pytest.mark.parametrize(("n", "p"), [(12, 30), (40, 5), (6, 6)])
def test_ridge_is_least_squares_with_a_row_for_every_weight(n, p):
    # n·cost is a sum of squares: of the errors, and of √(nλ/2) w, as if each weight were a sample.
    Phi, y = problem(0, n, p)
    W, biases = ridge(Phi, y, LAMS)
    for lam, w, b in zip(LAMS, W.T, biases, strict=True):
        rows = np.hstack([np.sqrt(n * lam / 2) * np.eye(p), np.zeros((p, 1))])
        system = np.vstack([np.hstack([Phi, np.ones((n, 1))]), rows])
        expected = np.linalg.lstsq(system, np.append(y, np.zeros(p)))[0]
        np.testing.assert_allclose(np.append(w, b), expected, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(("n", "p"), [(12, 30), (12, 100), (40, 5), (40, 20), (80, 50), (5, 5)])
@pytest.mark.parametrize("seed", range(5))
def test_lasso_meets_the_conditions_of_a_minimum(seed, n, p):
    # A convex cost is at its minimum where no direction leads down: the squared error pulls with
    # exactly λ against each weight that is not 0, and with at most λ on those that are.
    Phi, y = problem(seed, n, p)
    W, biases = lasso(Phi, y, LAMS)
    residuals = y[:, None] - Phi @ W - biases
    pull = 2 / n * (Phi.T @ residuals)
    np.testing.assert_allclose(residuals.mean(axis=0), 0, atol=1e-9)
    at_zero = W == 0
    assert np.all(np.abs(pull)[at_zero] <= np.broadcast_to(LAMS, W.shape)[at_zero] + 1e-7)
    np.testing.assert_allclose(pull[~at_zero], (LAMS * np.sign(W))[~at_zero], atol=1e-7)


def test_one_weight_by_hand():
    # x = ∓1, y = ∓3 around 10: cost (w − 3)² + λ|w|, lowest at 3 − λ/2, and at 0 from λ = 6 on;
    # with ridge (w − 3)² + λ w²/2, lowest at 6/(2 + λ).
    Phi, y = np.array([[-1.0], [1.0]]), np.array([7.0, 13.0])
    W, biases = lasso(Phi, y, [1, 4, 6, 9])
    np.testing.assert_allclose(W, [[2.5, 1, 0, 0]], atol=1e-12)
    np.testing.assert_allclose(biases, 10)
    W, biases = ridge(Phi, y, [1, 4, 6, 10])
    np.testing.assert_allclose(W, [[2, 1, 0.75, 0.5]])
    np.testing.assert_allclose(biases, 10)


@pytest.mark.parametrize("solve", [ridge, lasso])
def test_no_other_weights_cost_less(solve):
    Phi, y = problem(1, 12, 8)
    penalty = {ridge: lambda w: 0.05 * np.sum(w**2), lasso: lambda w: 0.1 * np.sum(np.abs(w))}
    W, biases = solve(Phi, y, [0.1])
    lowest = cost(Phi, y, W[:, 0], biases[0], penalty[solve])
    rng = np.random.default_rng(0)
    for _ in range(200):
        w, b = W[:, 0] + rng.normal(0, 0.1, 8), biases[0] + rng.normal(0, 0.1)
        assert cost(Phi, y, w, b, penalty[solve]) > lowest


@pytest.mark.parametrize("solve", [ridge, lasso])
def test_the_bias_is_not_penalised(solve):
    Phi, y = problem(2, 12, 30)
    (W, biases), (W_up, biases_up) = solve(Phi, y, LAMS), solve(Phi, y + 100, LAMS)
    np.testing.assert_allclose(W_up, W, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(biases_up, biases + 100, rtol=1e-9)


@pytest.mark.parametrize("solve", [ridge, lasso])
@pytest.mark.parametrize("lams", [[0.0], [-1.0], [np.nan], [np.inf], 1.0])
def test_lambdas_that_are_none_are_named(solve, lams):
    with pytest.raises(ValueError, match="above 0"):
        solve(np.eye(3), np.ones(3), lams)


@pytest.mark.parametrize("solve", [ridge, lasso])
def test_shapes_that_do_not_fit_are_named(solve):
    with pytest.raises(ValueError, match=r"\(3, 3\).*\(4,\)"):
        solve(np.eye(3), np.ones(4), [1.0])


def test_a_target_without_variation_leaves_every_weight_at_zero():
    W, biases = lasso(np.eye(3), np.full(3, 5.0), LAMS)
    assert not W.any()
    np.testing.assert_allclose(biases, 5)
