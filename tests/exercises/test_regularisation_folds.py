"""Folds and what their errors tell: the probes' fits, and the properties that read them."""

import numpy as np
import pytest
from judging import KNOWN, answers, bank, checked, earned

from helpers.checking.answers import decode
from helpers.checking.calls import Call
from helpers.checking.evaluate import evaluate
from helpers.checking.fits import FITS, known_error
from helpers.checking.probes import encode_argument
from helpers.checking.questions import QUESTIONS
from helpers.checking.questions.cross_validate import read_error
from helpers.checking.questions.k_fold_indices import neighbours

FORMS = {
    "mean": lambda missed, n: np.mean(missed**2),
    "sum": lambda missed, n: np.sum(missed**2),
    "half": lambda missed, n: np.mean(missed**2) / 2,
    "root": lambda missed, n: np.sqrt(np.mean(missed**2)),
    "over n": lambda missed, n: np.sum(missed**2) / n,
    "absolute": lambda missed, n: np.mean(np.abs(missed)),
    "signed": lambda missed, n: np.mean(-missed),
}


def rows(n, rng):
    y = rng.uniform(-0.1, 0.1, size=(n, 1))
    return np.hstack([2.0 ** np.arange(n)[:, None], y]), y


def error(X, y, train, validation, form="mean"):
    predict = FITS["marked rows"](X[train], y[train], 0.5)
    return float(FORMS[form](predict(X[validation]) - y[validation], len(X)))


def read(value, X, y, k, forms=("mean",)):
    marks, targets = tuple(X[:, 0]), tuple(y[:, 0])
    return read_error(value, marks, targets, k, forms, 1e-11)


@pytest.mark.parametrize("form", FORMS)
def test_an_error_tells_which_rows_were_trained_on_and_validated_on(form):
    rng = np.random.default_rng(0)
    for n, k in ((10, 4), (9, 5), (12, 3)):
        X, y = rows(n, rng)
        parts = np.array_split(rng.permutation(n), k)
        for part in parts:
            train = np.setdiff1d(np.arange(n), part)
            cell = read(error(X, y, train, part, form), X, y, k, (form,))
            assert (cell.train, cell.validation) == (set(train.tolist()), set(part.tolist()))
            assert cell.exact


def test_any_two_sets_of_rows_can_be_told():
    rng = np.random.default_rng(1)
    X, y = rows(10, rng)
    for _ in range(200):
        train = rng.choice(10, size=rng.integers(1, 11), replace=False)
        validation = rng.choice(10, size=rng.integers(1, 11), replace=False)
        cell = read(error(X, y, train, validation), X, y, 4)
        assert cell.exact
        assert (cell.train, cell.validation) == (set(train.tolist()), set(validation.tolist()))


def test_a_row_beside_another_target_shows_in_training_and_in_validation():
    rng = np.random.default_rng(2)
    X, y = rows(10, rng)
    train, validation = np.arange(7), np.arange(7, 10)
    moved = y[rng.permutation(10)]
    predict = FITS["marked rows"](X[train], moved[train], 0.5)
    strayed = np.mean((predict(X[validation]) - y[validation]) ** 2)
    predict = FITS["marked rows"](X[train], y[train], 0.5)
    compared = np.mean((predict(X[validation]) - moved[validation]) ** 2)
    for value in (strayed, compared):
        cell = read(float(value), X, y, 4)
        assert not cell.exact
        assert cell.train == set(train.tolist())


def test_known_errors_do_not_depend_on_the_folds():
    rng = np.random.default_rng(3)
    X, y = rows(12, rng)
    errors = KNOWN["cross_validate"].solve(FITS["known error"], X, y, np.array([0.1, 2.0]), 3, rng)
    np.testing.assert_allclose(errors, known_error(np.array([[0.1], [2.0]]), 8) ** 2 + 0 * errors)


def test_both_fits_say_so_when_rows_and_targets_differ_in_number():
    for fit in FITS.values():
        with pytest.raises(ValueError, match="3 rows of X and 2 of y"):
            fit(np.ones((3, 2)), np.ones((2, 1)), 0.1)


def test_an_error_inside_a_fit_quotes_the_line_of_the_answer():
    def cross_validate(fit, X, y, lams, k, rng):
        return fit(X[:3], y[:2], lams[0])

    result = checked("cross_validate", cross_validate)
    assert "return fit(X[:3], y[:2], lams[0])" in result.links[0].finding.sentence


NOT_TO_BE_READ = {"first-row-only", "off-by-one", "variance", "reshaped-wrongly"}
"""Misconceptions whose errors do not tell on which rows a model was trained and validated."""


def test_one_mistake_costs_its_marks_once():
    made = bank("cross_validate", 5)
    for fault in KNOWN["cross_validate"].variants:
        result = evaluate(made, answers(made, fault.function))
        failing = [link.name for link in result.links if link.status != "pass"]
        cells_are_there = "shape" not in result.links[0].finding.sentence
        if cells_are_there and fault.misconception.id not in NOT_TO_BE_READ:
            assert len(set(failing) - {"errors"}) == 1, (fault.name, failing)


@pytest.mark.parametrize("number", [0.0, 1.0, 7.3])
def test_one_number_in_every_place_earns_nothing(number):
    result = checked(
        "cross_validate", lambda fit, X, y, lams, k, rng: np.full((len(lams), k), number)
    )
    assert earned(result) == 0


def fold_call(value, n, k):
    data = {name: encode_argument(x) for name, x in {"n": n, "k": k}.items()}
    return Call("", data, {}, decode(encode_argument(value)))


@pytest.mark.parametrize("k", [2, 3, 10])
def test_folds_of_any_number_are_read(k):
    pairs = KNOWN["k_fold_indices"].solve(10, k, np.random.default_rng(0))
    for name in ("fold_pairs", "validates_once", "trains_on_the_rest", "fold_sizes"):
        assert QUESTIONS[name]([fold_call(pairs, 10, k)], function="k_fold_indices").passed


def test_k_times_all_indices_are_no_folds():
    pairs = [(np.array([], dtype=int), np.arange(10))] * 4
    calls = [fold_call(pairs, 10, 4)]
    for name in ("validates_once", "trains_on_the_rest", "fold_sizes"):
        assert not QUESTIONS[name](calls, function="k_fold_indices").passed


@pytest.mark.parametrize("n", [11, 12])
def test_parts_that_hold_what_is_left_over_are_named(n):
    pairs = KNOWN["k_fold_indices"].solve(n, 5, np.random.default_rng(0))
    finding = QUESTIONS["fold_pairs"]([fold_call(pairs, n, 4)], function="k_fold_indices")
    assert finding.cause == ("too-many-parts" if n % 4 else "")


def test_random_folds_are_not_taken_for_neighbours():
    """Over 200 gradings the share of neighbours stays far below the threshold."""
    split = KNOWN["k_fold_indices"].solve
    for seed in range(200):
        folds = [[v for _, v in split(20, 4, np.random.default_rng([seed, i]))] for i in range(6)]
        assert not any(neighbours(folds, 20, 4))
