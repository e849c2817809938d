"""The catalogue on regularisation: solutions are right, faults lose marks and are named."""

import ast
import inspect

import numpy as np
import pytest

from autograder import exercises
from autograder.bank import compile_bank, run
from helpers.checking.compare import as_array
from helpers.checking.evaluate import evaluate
from helpers.checking.messages import as_text
from helpers.checking.probes import collect
from helpers.numerical import central_differences, complex_step
from helpers.reference import regularisation as reference

KNOWN = exercises.load("regularisation")
FAULTS = [(name, fault) for name, exercise in KNOWN.items() for fault in exercise.variants]
HIDDEN_SEEDS = range(20)

CATALOGUE = {
    "l1_penalty": {
        "absolute-sum", "argument-changed", "arrays-added-up", "divided-by-count", "half-mismatch",
        "lambda-missing", "one-layer-only", "root-of-squares", "sign-flipped",
        "sum-for-each-array", "whole-numbers",
    },
    "l2_penalty": {
        "argument-changed", "arrays-added-up", "divided-by-count", "half-forgotten", "half-twice",
        "lambda-missing", "matrix-product", "one-layer-only", "root-of-squares", "sign-flipped",
        "squared-sum", "sum-for-each-array", "whole-numbers",
    },
    "l1_gradient": {
        "argument-changed", "divided-by-count", "half-mismatch", "lambda-missing", "nan-at-zero",
        "penalty-of-each-entry", "sign-flipped", "square-undifferentiated", "weight-for-sign",
        "whole-numbers",
    },
    "l2_gradient": {
        "argument-changed", "divided-by-count", "half-forgotten", "half-kept", "lambda-missing",
        "penalty-of-each-entry", "root-of-squares", "sign-flipped", "square-undifferentiated",
        "whole-numbers",
    },
    "regularised_gradients": {
        "argument-changed", "bias-penalised", "decay-twice", "divided-by-count",
        "first-layer-only", "half-kept", "lambda-missing", "nan-at-zero",
        "only-biases-penalised", "penalty-forgotten", "second-layer-only", "sign-flipped",
        "square-undifferentiated", "weight-for-sign",
    },
    "k_fold_indices": {
        "both-parts", "drawn-with-replacement", "last-fold-only", "left-out", "neither-part",
        "not-shuffled", "overlap", "returned-too-early",
    },
    "cross_validate": {
        "argument-changed", "broadcast", "last-fold-only", "left-out", "not-shuffled", "overlap",
        "pairs-broken", "penalty-in-error", "returned-too-early", "stray-factor", "sum-for-mean",
        "wrong-count",
    },
    "choose_lambda": {"argument-changed", "highest-error-chosen"},
    "penalty_concepts": {
        "bias-penalised", "chosen-on-test-set", "penalty-on-one-side", "validation-error-reported",
    },
}  # fmt: skip
"""Every entry of the catalogue of misconceptions that can occur, by exercise."""

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


@pytest.fixture(scope="module")
def bank():
    made = {}

    def bank(name, seed=1986):
        if (name, seed) not in made:
            made[name, seed] = compile_bank(KNOWN[name], seed)
        return made[name, seed]

    return bank


def verdict(bank, name, function):
    return evaluate(bank, run(bank, function, *KNOWN[name].others))


def id_of(case):
    return getattr(case, "name", case)


# The solutions, against oracles that share no code with them


def test_points_are_those_of_the_contract():
    assert {name: exercise.points for name, exercise in KNOWN.items()} == POINTS


@pytest.mark.parametrize("seed", [1986, *HIDDEN_SEEDS])
@pytest.mark.parametrize("name", KNOWN)
def test_a_solution_gets_full_marks(bank, name, seed):
    assert verdict(compile_bank(KNOWN[name], seed), name, KNOWN[name].solve).status == "right"


def test_penalties_by_hand():
    weights = [np.array([0.02, -0.3, -0.55])]
    assert KNOWN["l1_penalty"].solve(weights, 1) == pytest.approx(0.87)
    assert KNOWN["l1_penalty"].solve(weights, 0.5) == pytest.approx(0.435)
    assert KNOWN["l2_penalty"].solve(weights, 1) == pytest.approx(0.19645)


@pytest.mark.parametrize("kind", ["l1", "l2"])
def test_gradients_are_slopes_of_the_penalties(kind):
    W = np.random.default_rng(0).normal(size=(3, 4))
    penalty, gradient = KNOWN[f"{kind}_penalty"].solve, KNOWN[f"{kind}_gradient"].solve
    slopes = central_differences(lambda W: penalty([W], 0.7), W)
    np.testing.assert_allclose(gradient(W, 0.7), slopes, rtol=1e-8)


def test_the_l2_gradient_by_the_complex_step():
    W = np.random.default_rng(0).normal(size=(3, 4))
    slopes = complex_step(lambda W: KNOWN["l2_penalty"].solve([W], 0.7), W)
    np.testing.assert_allclose(KNOWN["l2_gradient"].solve(W, 0.7), slopes, rtol=1e-14)


def test_the_l1_gradient_is_zero_at_zero():
    assert KNOWN["l1_gradient"].solve(np.zeros((2, 3)), 0.7).tolist() == [[0] * 3] * 2


@pytest.mark.parametrize("kind", ["l1", "l2"])
def test_regularised_gradients_agree_with_the_reference(kind):
    rng = np.random.default_rng(0)
    shapes = {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    grads = {"d" + name: rng.normal(size=shape) for name, shape in shapes.items()}
    own = KNOWN["regularised_gradients"].solve(grads, params, 0.3, kind)
    for name, right in reference.regularised_gradients(grads, params, 0.3, kind).items():
        np.testing.assert_allclose(own[name], right, rtol=1e-14)


def test_cross_validation_by_hand():
    """A model that predicts the shrunken mean of three targets, validated on the fourth."""

    def fit(X, y, lam):
        return lambda X: np.full((len(X), 1), y.sum() / (len(y) + lam))

    X, y = np.arange(4.0)[:, None], np.array([[1.0], [2.0], [4.0], [8.0]])
    errors = KNOWN["cross_validate"].solve(fit, X, y, [0, 3], 4, np.random.default_rng(0))
    np.testing.assert_allclose(sorted(9 * errors[0]), [1, 49, 121, 289])
    np.testing.assert_allclose(sorted(36 * errors[1]), [1, 64, 169, 1681])


# The faults


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=id_of)
def test_a_misconception_loses_marks_and_is_named(bank, name, fault):
    result = verdict(bank(name), name, KNOWN[name].implementation(fault))
    assert result.status == "wrong"
    assert sum(link.earned for link in result.links) < KNOWN[name].points
    assert result.misconception is not None
    assert result.misconception["id"] == fault.misconception.id


@pytest.mark.slow
@pytest.mark.parametrize("seed", HIDDEN_SEEDS)
@pytest.mark.parametrize("name", KNOWN)
def test_misconceptions_lose_marks_on_hidden_inputs_too(name, seed):
    bank = compile_bank(KNOWN[name], seed)
    faults = KNOWN[name].variants
    results = [verdict(bank, name, KNOWN[name].implementation(fault)) for fault in faults]
    assert all(result.status == "wrong" for result in results)
    named = [
        result.misconception is not None and result.misconception["id"] == fault.misconception.id
        for result, fault in zip(results, faults, strict=True)
    ]
    assert np.mean(named) >= 0.9


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_entries_of_the_catalogue_that_can_occur_are_there(name):
    assert {fault.misconception.id for fault in KNOWN[name].variants} >= CATALOGUE[name]


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=id_of)
def test_a_hint_asks_and_does_not_print_the_solution(name, fault):
    assert "?" in fault.misconception.hint
    assert fault.misconception.stronger
    solution = ast.parse(inspect.getsource(KNOWN[name].solve).lstrip())
    for node in ast.walk(solution):
        if isinstance(node, ast.Return) and not isinstance(node.value, (ast.Name, ast.Dict)):
            assert (
                ast.unparse(node.value)
                not in fault.misconception.hint + fault.misconception.stronger
            )


@pytest.mark.parametrize("name", KNOWN)
def test_a_bank_holds_no_code(bank, name):
    text = str(bank(name))
    assert "lambda " not in text
    assert "def " not in text
    assert "import " not in text


# What nobody has listed


@pytest.mark.parametrize("answer", [None, "text", 3.0, [], {}, np.zeros((2, 2)), [None, None]])
@pytest.mark.parametrize("name", [name for name in KNOWN if KNOWN[name].callable])
def test_strange_answers_get_a_message_and_no_marks(bank, name, answer):
    made = bank(name)
    result = evaluate(made, collect(made, [lambda *arguments: answer]))
    assert result.status in ("wrong", "unsolved")
    assert sum(link.earned for link in result.links) == 0
    assert as_text(result, made)


@pytest.mark.parametrize("name", [name for name in KNOWN if KNOWN[name].callable])
def test_a_function_that_raises_gets_a_message_and_no_marks(bank, name):
    def broken(*arguments):
        raise KeyError("W3")

    made = bank(name)
    result = evaluate(made, collect(made, [broken]))
    assert sum(link.earned for link in result.links) == 0
    assert "raised KeyError" in as_text(result, made)


@pytest.mark.parametrize("name", [name for name in KNOWN if KNOWN[name].callable])
def test_a_stub_is_not_yet_solved(bank, name):
    def stub(*arguments):
        raise NotImplementedError

    made = bank(name)
    assert evaluate(made, collect(made, [stub])).status == "unsolved"


def test_probes_draw_weights_of_both_signs_and_zeros(bank):
    for name in ("l1_gradient", "l2_gradient"):
        for seed in HIDDEN_SEEDS:
            for probe in KNOWN[name].draw(np.random.default_rng(seed)):
                W = as_array(probe.arguments["W"])
                assert (W == 0).any()
                assert (W != 0).sum() > 1
                assert probe.arguments["lam"] not in (0, 1)


def test_an_unlisted_factor_is_still_told(bank):
    result = verdict(bank("l2_gradient"), "l2_gradient", lambda W, lam: 5 * lam * W)
    assert result.misconception is None
    assert result.relation == "Every entry is 5 times the right one."
