"""Properties of the numbers that a network is set up and trained with."""

import functools
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, fail, pick
from helpers.checking.questions.common import number, question

SIZES = {"n_input": "input-size", "n_hidden": "hidden-size", "n_output": "output-size"}
"""The misconception that a wrong value of each size shows."""


@question
def integers(calls: Sequence[Call], function: str, expected: Mapping[str, int]) -> Finding:
    """The named values are these whole numbers."""
    for key, right in expected.items():
        value = number(pick(calls[0].value, key))
        if value is None:
            return _no_number(calls[0].value, key, "a whole number")
        if value == int(value) and not _is_whole(calls[0].value, key):
            return _not_whole(calls[0].value, key)
        if value != right:
            return fail(
                f"`{key}` does not fit the network that the task describes.",
                cause=SIZES[key],
            )
    return PASS


@question
def training_settings(
    calls: Sequence[Call],
    function: str,
    most_iterations: int,
    least_accuracy: float,
    seeds: int,
    of: int,
) -> Finding:
    """The numbers are in range, and the reference network trained with them reaches the accuracy.

    Trains a 1-4-1 network of sigmoids on the standardised iris data from `seeds` different starts
    and asks that at least `of` of them reach `least_accuracy`.
    """
    answer = calls[0].value
    iterations, rate = (number(pick(answer, key)) for key in ("n_iterations", "learning_rate"))
    if iterations is None:
        return _no_number(answer, "n_iterations", "a whole number")
    if iterations != int(iterations):
        return fail(
            "`n_iterations` should be a whole number.",
            detail=f"yours is {iterations:g}",
            question="Can a loop run for half a turn?",
        )
    if not _is_whole(answer, "n_iterations"):
        return _not_whole(answer, "n_iterations")
    if not 1 <= iterations <= most_iterations:
        return fail(
            f"`n_iterations` should lie between 1 and {most_iterations:,}.", cause="out-of-range"
        )
    if rate is None:
        return _no_number(answer, "learning_rate", "a positive number")
    if rate == 0:
        return fail(
            "`learning_rate` should be a positive number.",
            question="How far does a step with a rate of 0 go?",
        )
    if rate < 0:
        return fail("`learning_rate` should be a positive number.", cause="ascent")
    reached = networks_that_learn(int(iterations), rate, least_accuracy, seeds, of)
    if reached >= of:
        return PASS
    return fail(
        f"Trained with these settings, {reached} of {seeds} networks classify "
        f"{100 * least_accuracy:g} % of the flowers correctly; {of} should.",
        cause=_why(rate, iterations, most_iterations),
    )


def _is_whole(answer: Answer, key: str) -> bool:
    """Whether the setting is an int of Python or NumPy."""
    return np.asarray(pick(answer, key)).dtype.kind in "iu"


def _not_whole(answer: Answer, key: str) -> Finding:
    value = np.asarray(pick(answer, key))
    kind = "a bool" if value.dtype.kind == "b" else "a float"
    return fail(
        f"`{key}` is {value.item()!r}, {kind}; an int was expected.",
        cause="float-for-whole-number",
    )


def _no_number(answer: Answer, key: str, due: str) -> Finding:
    """The finding that a setting is no number at all, or has not been chosen yet."""
    if pick(answer, key) is None:
        return fail(
            f"`{key}` has no value yet.",
            question=f"Which line of the cell above gives `{key}` its value? It should be {due}.",
        )
    return fail(f"`{key}` should be {due}.", question=f"Print `{key}`: what is it?")


def _why(rate: float, iterations: float, most_iterations: int) -> str:
    """Whether the rate is too small for any allowed number of iterations, too large, or neither."""
    if rate * most_iterations < 100:
        return "rate-too-small"
    return "rate-too-large" if rate > 20 else "too-few-iterations"


@functools.lru_cache(maxsize=256)
def networks_that_learn(
    n_iterations: int, learning_rate: float, least_accuracy: float, n_networks: int, enough: int
) -> int:
    """How many of `n_networks` 1-4-1 networks reach the accuracy on the iris data.

    All networks train at once: their hidden neurons stand side by side as columns, and W2 is one
    matrix with a block for each network. Petal lengths repeat, so each is computed once and
    weighted by how often it occurs. The training stops as soon as `enough` networks can no longer
    fall below the accuracy.
    """
    x, often, ones = _petal_lengths()
    rng = np.random.default_rng(0)
    # Weights have the opposite sign, because the sigmoid of a weighted input z needs exp(−z).
    first = np.vstack([-rng.normal(size=4 * n_networks), np.zeros(4 * n_networks)])
    blocks = np.kron(np.eye(n_networks), np.ones((4, 1)))
    mask = np.vstack([blocks, np.ones(n_networks)])
    second = -mask * np.vstack([rng.normal(size=(4 * n_networks, 1)), [[0.0]]])
    inputs = np.column_stack([x, np.ones_like(x)])
    A1 = np.ones((len(x), 4 * n_networks + 1))
    hidden, scaled_mask = A1[:, :-1], learning_rate * mask
    A2 = np.full((len(x), n_networks), 0.5)
    with np.errstate(all="ignore"):
        for done in range(1, n_iterations + 1):
            before = A2
            np.divide(1, 1 + np.exp(inputs @ first), out=hidden)
            A2 = 1 / (1 + np.exp(A1 @ second))
            dZ2 = often * A2 - ones
            dZ1 = (dZ2 @ second[:-1].T) * (hidden - hidden * hidden)
            second += scaled_mask * (A1.T @ dZ2)
            first -= learning_rate * (inputs.T @ dZ1)
            if done % 100 == 0:
                far = 2 * np.abs(A2 - before) * (n_iterations - done)
                sure = _accuracy(A2, often, ones, margin=far)
                if (sure >= least_accuracy).sum() >= enough:
                    return enough
        np.divide(1, 1 + np.exp(inputs @ first), out=hidden)
        A2 = 1 / (1 + np.exp(A1 @ second))
    return int((_accuracy(A2, often, ones) >= least_accuracy).sum())


def _accuracy(A2: NDArray, often: NDArray, ones: NDArray, margin: float = 0.0) -> NDArray:
    """For each network, the share of samples on the right side of 0.5 by more than `margin`."""
    above, below = A2 - margin > 0.5, A2 + margin <= 0.5
    return (above * ones + below * (often - ones)).sum(0)


@functools.cache
def _petal_lengths() -> tuple[NDArray, NDArray, NDArray]:
    """The distinct standardised petal lengths (u,), and two shares of all samples, each (u, 1).

    The first share counts the samples of that length, the second those of them with the label 1.
    """
    from helpers.data import iris_versicolor

    X, y = iris_versicolor()
    x, places = np.unique(X[:, 0], return_inverse=True)
    n = len(X)
    ones = np.bincount(places.ravel(), weights=y[:, 0]) / n
    often = np.bincount(places.ravel()) / n
    return x, often[:, None], ones[:, None]
