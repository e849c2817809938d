"""The catalogue on backpropagation: solutions are right, faults lose marks and are named."""

import linecache
import re

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

from autograder import exercises
from autograder.bank import compile_bank, run
from autograder.cells import as_cell
from autograder.judge import Judge
from helpers.checking.evaluate import evaluate
from helpers.numerical import complex_step

KNOWN = exercises.load("backpropagation")
FAULTS = [(name, fault) for name, exercise in KNOWN.items() for fault in exercise.variants]
PUBLIC = 1986

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

CATALOGUE = {
    "why_it_fails": {
        "diminishing-returns", "even", "local-minimum", "memorises", "more-data", "output-bias",
        "smaller-rate", "through-origin", "universal",
    },
    "fit_and_predict": {
        "bias-missing", "constant", "copied-formula", "diverged", "follows-the-noise",
        "no-hidden-activation", "not-brought-back", "other-data", "other-inputs",
        "symmetric-start", "undertrained", "wrong-shape",
    },
    "parameters": {
        "ascent", "hidden-size", "input-size", "out-of-range", "output-size", "rate-too-large",
        "rate-too-small", "too-few-iterations",
    },
    "initialise_parameters": {
        "bias-shape", "own-generator", "random-biases", "symmetric-start", "too-large",
        "too-small", "whole-numbers", "wrong-shape",
    },
    "forward": {
        "hidden-bias-missing", "hidden-bias-outside", "no-hidden-activation",
        "no-output-activation", "output-bias-missing", "output-bias-outside", "tanh",
        "wrong-layer-input",
    },
    "binary_cross_entropy": {
        "argument-changed", "broadcast", "clipped-too-far", "cut-off", "log-of-zero",
        "loss-not-a-number", "lost-samples", "mean-twice", "minus-missing", "minus-on-one-term",
        "other-logarithm", "outer-product", "second-term-missing", "squared-error",
        "stray-factor", "sum-for-mean", "swapped", "terms-swapped", "thresholded",
    },
    "backward": {
        "argument-changed", "bias-gradient-missing", "bias-summed-to-one-number",
        "biases-summed-beside-mean", "broadcast", "derivative-of-activation",
        "derivative-of-output-activation", "derivative-of-raw-output", "derivative-of-raw-z",
        "dimension-kept", "entrywise-product-in-error-sent-back",
        "entrywise-product-in-hidden-weights", "entrywise-product-in-output-weights",
        "error-first-in-hidden-weights", "error-first-in-output-weights", "extra-output-slope",
        "gradient-for-weights", "half-slope", "last-sample-only", "matrix-product",
        "mean-forgotten", "mean-forgotten-in-error-sent-back", "mean-forgotten-in-hidden-weights",
        "mean-forgotten-in-output-weights", "mean-twice", "no-output-activation",
        "output-bias-summed-to-one-number", "output-slope-missing", "probability-gradient",
        "probability-gradient-sent-back", "product-reversed-in-error-sent-back",
        "product-reversed-in-hidden-weights", "product-reversed-in-output-weights",
        "relu-masked-wrongly", "returned-too-early", "second-term-missing", "sign-flipped",
        "sign-flipped-in-hidden-biases", "sign-flipped-in-hidden-weights",
        "sign-flipped-in-output-bias", "sign-flipped-in-output-weights", "sign-lost",
        "slope-dropped-in-hidden-biases", "slope-dropped-in-hidden-weights", "slope-missing",
        "slope-of-relu", "slope-of-tanh", "squared-error", "stray-factor",
        "stray-factor-in-hidden-layer", "stray-factor-in-output-layer", "stray-factor-of-two",
        "sum-beside-mean", "thresholded", "transpose-missing",
        "transpose-missing-in-error-sent-back", "transpose-missing-in-output-weights",
        "updated-too-early", "wrong-axis", "wrong-count", "wrong-count-after-mean", "wrong-layer",
        "wrong-layer-in-hidden-biases", "wrong-layer-input-in-hidden-weights",
        "wrong-layer-input-in-output-weights",
    },
    "update": {
        "argument-changed", "ascent", "bias-gradient-missing", "divided-by-rate",
        "mean-forgotten", "mean-twice", "no-rate", "one-layer", "rate-twice", "seven-keys",
        "sign-lost", "step-minus-place", "step-only", "unchanged", "whole-numbers",
    },
    "train": {
        "argument-changed", "ascent", "bias-gradient-missing", "broadcast",
        "derivative-of-activation", "derivative-of-raw-z", "entrywise-product",
        "extra-output-slope", "gradient-for-weights", "gradient-not-reset", "last-sample-only",
        "loop-cut-short", "loss-after-update", "loss-count", "mean-forgotten", "mean-twice",
        "minus-missing", "no-rate", "no-update", "one-after-another", "one-feature", "one-layer",
        "one-step-only", "one-value", "other-loss", "own-generator", "own-seed",
        "probability-gradient", "rate-ignored", "rate-twice", "returned-too-early",
        "sample-by-sample", "second-term-missing", "sign-lost", "slope-missing", "slope-of-tanh",
        "squared-error", "stale-gradients", "step-doubled", "step-halved", "sum-beside-mean",
        "sum-for-mean", "symmetric-start", "thresholded", "transpose-missing",
        "updated-too-early", "whole-numbers", "wrong-count", "wrong-layer-input", "wrong-shape",
    },
    "predict": {
        "argument-changed", "bias-missing", "broadcast", "flipped", "no-hidden-activation",
        "one-class", "one-number", "other-classes", "probabilities", "raw-outputs", "threshold",
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
        "sigmoid-again", "wrong-shape",
    },
    "activation_derivative": {
        "activation-itself", "argument-changed", "constant-slope", "derivative-of-activation",
        "derivative-of-raw-z", "one-sided-difference", "sign-flipped", "slope-of-sigmoid",
        "step-too-small", "tanh-unsquared", "wrong-shape",
    },
    "train_with_activation": {
        "activation-for-slope", "argument-changed", "ascent", "bias-gradient-missing",
        "derivative-of-activation", "derivative-of-raw-z", "extra-output-slope",
        "loss-after-update", "mean-forgotten", "mean-twice", "new-output", "no-hidden-activation",
        "one-value", "own-seed", "rate-twice", "slope-missing", "slope-of-sigmoid",
        "slope-of-tanh", "still-sigmoid", "sum-for-mean", "tanh-unsquared", "updated-too-early",
    },
}  # fmt: skip
"""The misconceptions that are declared, by exercise."""


@pytest.fixture(scope="module")
def bank():
    made = {}

    def bank(name, seed=PUBLIC):
        if (name, seed) not in made:
            made[name, seed] = compile_bank(KNOWN[name], seed)
        return made[name, seed]

    return bank


def answers(bank, name, function):
    return run({**bank, "time_limit": None}, function, *KNOWN[name].others)


def result_of(bank, name, function):
    return evaluate(bank, answers(bank, name, function))


def judged(judge, name, function):
    return judge.judge({name: answers(judge.banks[name], name, function)})[name]


def fault_id(value):
    return value.name if hasattr(value, "name") else value


# What is declared


def test_points_are_those_of_the_contract():
    assert {name: exercise.points for name, exercise in KNOWN.items()} == POINTS


def test_the_catalogue_is_covered():
    found = {}
    for name, fault in FAULTS:
        found.setdefault(name, set()).add(fault.misconception.id)
    assert found == CATALOGUE


@pytest.mark.parametrize("name", KNOWN)
def test_an_id_is_words_and_has_one_question(name):
    questions = {}
    for fault in KNOWN[name].variants:
        id, hint, _ = fault.misconception
        assert re.fullmatch(r"[a-z][a-z-]+[a-z]", id), id
        assert questions.setdefault(id, hint) == hint, id


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=fault_id)
def test_a_hint_asks_a_question_and_a_second_one_says_more(name, fault):
    assert "?" in fault.misconception.hint
    assert len(fault.misconception.stronger) > 20
    assert fault.misconception.stronger != fault.misconception.hint
    # An assignment or a call chain in a hint would be the solution itself.
    assert not re.search(
        r"\.T @|np\.|\w = .*[@*]", fault.misconception.hint + fault.misconception.stronger
    )


@pytest.mark.parametrize("name", KNOWN)
def test_names_of_faults_are_unique(name):
    names = [fault.name for fault in KNOWN[name].variants]
    assert len(set(names)) == len(names)


# The solutions, against oracles that share no code with them


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


def test_forward_by_hand():
    params = {"W1": np.array([[1.0, -1]]), "b1": np.array([0.0, np.log(3)]),
              "W2": np.array([[2.0], [4]]), "b2": np.array([-4.0])}  # fmt: skip
    cache = KNOWN["forward"].solve(np.array([[0.0], [np.log(3)]]), params)
    np.testing.assert_allclose(cache["A1"], [[1 / 2, 3 / 4], [3 / 4, 1 / 2]])
    np.testing.assert_allclose(cache["Z2"], [[0], [-1 / 2]], atol=1e-15)
    np.testing.assert_allclose(cache["A2"], [[1 / 2], [1 / (1 + np.e**0.5)]])


def test_backward_by_automatic_differentiation():
    X, y, params = small_network()
    grads = KNOWN["backward"].solve(X, y, params, KNOWN["forward"].solve(X, params))
    for name, slopes in autograd.grad(loss_of)(params, X, y).items():
        np.testing.assert_allclose(grads[f"d{name}"], slopes, rtol=1e-12, atol=1e-15)


def test_the_errors_inside_backward_by_automatic_differentiation():
    X, y, params = small_network()
    cache = KNOWN["forward"].solve(X, params)
    grads = KNOWN["backward"].solve(X, y, params, cache)

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


def test_backward_by_the_complex_step():
    X, y, params = small_network()
    grads = KNOWN["backward"].solve(X, y, params, KNOWN["forward"].solve(X, params))

    def loss(params):
        A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
        Z2 = A1 @ params["W2"] + params["b2"]
        return np.mean(np.log(1 + np.exp(Z2)) - y * Z2)

    for name, slopes in complex_step(loss, params).items():
        np.testing.assert_allclose(grads[f"d{name}"], slopes, rtol=1e-12, atol=1e-15)


def test_binary_cross_entropy_by_hand():
    p, y = np.array([[1 / 2], [1 / 4], [7 / 8]]), np.array([[1.0], [0], [1]])
    right = (np.log(2) + np.log(4 / 3) + np.log(8 / 7)) / 3
    assert KNOWN["binary_cross_entropy"].solve(p, y) == pytest.approx(right, rel=1e-14)


def test_update_by_hand():
    params = {"W1": np.array([[3.0]]), "b1": np.array([1.0]), "W2": np.array([[-2.0]]),
              "b2": np.array([0.5])}  # fmt: skip
    grads = {"dW1": np.array([[6.0]]), "db1": np.array([-2.0]), "dW2": np.array([[1.0]]),
             "db2": np.array([0.0]), "dZ2": np.ones((2, 1)), "dA1": 0, "dZ1": 0}  # fmt: skip
    new = KNOWN["update"].solve(params, grads, 0.5)
    assert {name: float(value.item()) for name, value in new.items()} == {
        "W1": 0.0,
        "b1": 2.0,
        "W2": -2.5,
        "b2": 0.5,
    }


@pytest.mark.parametrize("name", ["train", "train_with_activation"])
def test_a_loop_steps_down_the_gradient_of_automatic_differentiation(name):
    X, y, _ = small_network()
    functions = [np.tanh, lambda z: 1 - np.tanh(z) ** 2] if name != "train" else []

    def loss(params):
        Z1 = anp.dot(X, params["W1"]) + params["b1"]
        A1 = anp.tanh(Z1) if functions else (1 + anp.tanh(Z1 / 2)) / 2
        return loss_from(anp.dot(A1, params["W2"]) + params["b2"], y)

    def loop(n_iterations, rate):
        rng = np.random.default_rng(3)
        return KNOWN[name].solve(X, y, 5, n_iterations, rate, rng, *functions)

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


def test_predict_by_hand():
    params = {"W1": np.array([[1.0]]), "b1": np.array([0.0]), "W2": np.array([[1.0]]),
              "b2": np.array([-0.5])}  # fmt: skip
    # The hidden neuron is above 1/2 for positive x, and so is the output.
    np.testing.assert_array_equal(
        KNOWN["predict"].solve(np.array([[-1.0], [2.0], [0.1]]), params), [[0], [1], [1]]
    )


def test_the_slope_of_the_activation_by_the_complex_step():
    z = np.linspace(-30, 30, 101)
    slopes = np.imag(KNOWN["activation"].solve(z + 1e-30j)) / 1e-30
    own = KNOWN["activation_derivative"].solve(z)
    np.testing.assert_allclose(own, slopes, rtol=1e-10, atol=1e-15)


# The faults


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=fault_id)
def test_a_misconception_loses_marks_and_is_named(bank, name, fault):
    result = result_of(bank(name), name, KNOWN[name].implementation(fault))
    assert result.status == "wrong"
    assert sum(link.earned for link in result.links) < KNOWN[name].points
    assert result.misconception is not None
    assert result.misconception["id"] == fault.misconception.id


def chain_of(name, link, step):
    return KNOWN[name].chain({link: step})


CONFUSED = {
    ("backward", "output-slope-missing", "stray-factor-of-two"): chain_of(
        "backward", "dZ2", lambda own, X, y, params, cache: 2 * (cache["A2"] - y) / len(y)
    ),
    ("backward", "slope-dropped", "slope-missing"): chain_of(
        "backward", "dZ1", lambda own, X, y, params, cache: own["dA1"].copy()
    ),
    ("binary_cross_entropy", "broadcast", "outer-product"): lambda p, y: (
        -np.sum(y.ravel() * np.log(p) + (1 - y.ravel()) * np.log(1 - p)) / len(y)
    ),
    ("train", "sign-flipped", "ascent"): lambda X, y, h, k, rate, rng: KNOWN["train"].solve(
        X, y, h, k, -rate, rng
    ),
}
"""Faults (exercise, id, the id that it is called) whose answers are those of another one. Both
are told the same, which is true of both.
"""


@pytest.mark.parametrize(("name", "meant", "called"), CONFUSED)
def test_equal_answers_have_one_name(bank, name, meant, called):
    result = result_of(bank(name), name, CONFUSED[name, meant, called])
    assert result.status == "wrong"
    assert result.misconception["id"] == called


@pytest.mark.parametrize(
    "function",
    [fault.function for name, fault in FAULTS if name == "backward" and fault.link],
    ids=lambda function: function.__name__,
)
def test_one_mistake_in_backward_costs_its_link_and_no_other(function):
    judge = Judge([KNOWN["backward"]], seed=3)
    fault = next(x for x in KNOWN["backward"].variants if x.function is function)
    verdict = judged(judge, "backward", KNOWN["backward"].implementation(fault))
    if "raised" in verdict.message:  # What raises returns no link at all.
        assert verdict.points == 0
        return
    assert [link for link, status in verdict.links.items() if status == "fail"] == [fault.link]
    assert verdict.points == 7


@pytest.mark.parametrize(
    ("rate", "factor"), [(0.003, 1), (0.01, 1), (0.37, 1), (2, 1), (1, 0.5)], ids=str
)
def test_an_early_update_of_W2_is_named_whatever_the_rate(bank, rate, factor):
    def step(own, X, y, params, cache):
        return own["dZ2"] @ (params["W2"] - rate * factor * own["dW2"]).T

    result = result_of(bank("backward"), "backward", KNOWN["backward"].chain({"dA1": step}))
    assert result.misconception["id"] == "updated-too-early"


def unstarted(*arguments):
    raise NotImplementedError


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_not_started_is_unsolved_and_earns_nothing(name):
    exercise = KNOWN[name]
    judge = Judge([exercise], seed=1)
    stub = unstarted
    if not exercise.callable:
        stub = {
            "why_it_fails": lambda: dict.fromkeys(("symmetry", "width", "remedy")),
            "learning_rate_runs": list,
            "hidden_node_runs": list,
        }.get(name, lambda: dict.fromkeys(exercise.targets))
    result = result_of(compile_bank(exercise), name, stub)
    assert result.status == "unsolved"
    verdict = judged(judge, name, stub)
    assert verdict.points == 0
    assert "not yet solved" in verdict.message


def test_an_exercise_that_waits_for_another_says_which():
    def forward(X, params):
        raise NotImplementedError

    def predict(X, params):
        return forward(X, params)["A2"] > 0.5

    verdict = judged(Judge([KNOWN["predict"]], seed=1), "predict", predict)
    assert verdict.points == 0
    assert "`predict` calls `forward`, which is not yet solved" in verdict.message


def test_a_fault_that_is_carried_over_is_named_as_such():
    fault = next(x for x in KNOWN["forward"].variants if x.name == "no_first_bias")
    forward = KNOWN["forward"].implementation(fault)

    # A global name, as in a notebook: that is where a function's use of another one shows.
    predict = eval("lambda X, params: forward(X, params)['A2'] > 0.5", {"forward": forward})
    judge = Judge([KNOWN["forward"], KNOWN["predict"]], seed=1)
    bundles = {
        "forward": answers(judge.banks["forward"], "forward", forward),
        "predict": answers(judge.banks["predict"], "predict", predict),
    }
    verdicts = judge.judge(bundles)
    assert verdicts["predict"].misconception == "carried-over"
    assert "Mend `forward` first" in verdicts["predict"].message


# As cells of a notebook


@pytest.mark.parametrize("name", KNOWN)
def test_the_catalogue_can_be_played_as_cells(name):
    exercise = KNOWN[name]
    judge = Judge([exercise], seed=4)
    for number, fault in enumerate([None, *exercise.variants]):
        text, file = as_cell(exercise, fault), f"<cell {name} {number}>"
        # Jupyter keeps a cell's lines like this, so that errors can quote them.
        linecache.cache[file] = (len(text), None, text.splitlines(True), file)
        namespace = {}
        exec(compile(text, file, "exec"), namespace)
        if exercise.callable:
            verdict = judged(judge, name, namespace[name])
        else:
            values = {target: namespace[target] for target in exercise.targets}
            value = values.get(name, values)
            verdict = judged(judge, name, lambda value=value: value)
        if fault is None:
            assert verdict.points == exercise.points
        else:
            assert verdict.misconception == fault.misconception.id, fault.name


# Losses at and near the edges


def plain_cross_entropy(p, y):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@pytest.mark.parametrize("distance", [1e-9, 1e-10, 1e-11])
@pytest.mark.parametrize("seed", range(20))
def test_a_loss_that_is_cut_off_loses_marks(distance, seed):
    def cut_off(p, y):
        return plain_cross_entropy(np.clip(p, distance, 1 - distance), y)

    verdict = judged(Judge([KNOWN["binary_cross_entropy"]], seed), "binary_cross_entropy", cut_off)
    assert (verdict.points, verdict.misconception) == (2, "cut-off")


@pytest.mark.parametrize("seed", range(20))
def test_one_sample_at_the_edge_does_not_wipe_out_the_others(seed):
    def mended_too_late(p, y):
        return np.nan_to_num(plain_cross_entropy(p, y))

    judge = Judge([KNOWN["binary_cross_entropy"]], seed)
    verdict = judged(judge, "binary_cross_entropy", mended_too_late)
    assert verdict.points == 2


def test_a_nan_taken_away_after_the_mean_is_named(bank):
    def mended_too_late(p, y):
        loss = plain_cross_entropy(p, y)
        return 0.0 if np.isnan(loss) else min(loss, 700.0)

    result = result_of(bank("binary_cross_entropy"), "binary_cross_entropy", mended_too_late)
    assert result.misconception["id"] == "lost-samples"
