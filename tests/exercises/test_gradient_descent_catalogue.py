"""The catalogue on gradient descent: solutions are right, variants lose marks and are named."""

import ast
import inspect
import textwrap

import numpy as np
import pytest

from autograder import exercises
from autograder.bank import compile_bank, run
from autograder.judge import Judge
from helpers import data
from helpers.checking.evaluate import evaluate
from helpers.checking.gradients import STEADY, bowl, label, ledger, steady
from helpers.checking.messages import as_text
from helpers.checking.probes import collect
from helpers.checking.questions.epoch_batches import company
from helpers.numerical import central_differences, complex_step
from helpers.reference import schedules
from helpers.reference.training import epoch_batches

KNOWN = exercises.load("gradient_descent")
VARIANTS = [(name, variant) for name, exercise in KNOWN.items() for variant in exercise.variants]
FUNCTIONS = [name for name, exercise in KNOWN.items() if exercise.callable]
HIDDEN_SEEDS = range(20)

CATALOGUE = {
    "gradient_step": {
        "argument-changed",
        "ascent",
        "last-entry-only",
        "mean-twice",
        "nothing-returned",
        "rate-twice",
        "returned-too-early",
        "sign-lost",
        "stray-factor",
        "whole-numbers",
    },
    "line_gradient": {
        "argument-changed",
        "bias-missing",
        "divided-by-one-less",
        "divided-by-parameters",
        "last-sample-only",
        "mean-forgotten",
        "mean-twice",
        "one-sided-difference",
        "returned-too-early",
        "sign-flipped",
        "sign-lost",
        "stray-factor",
        "sum-beside-mean",
        "summed-to-one-number",
        "whole-numbers",
    },
    "epoch_batches": {
        "drawn-with-replacement",
        "last-batch-dropped",
        "last-batch-only",
        "returned-too-early",
    },
    "step_decay": {"decay-compounded", "decay-every-epoch", "epoch-off-by-one"},
    "sgd": {
        "argument-changed",
        "ascent",
        "drawn-with-replacement",
        "gradient-not-reset",
        "last-batch-dropped",
        "last-batch-full-size",
        "mean-forgotten",
        "mean-twice",
        "one-after-another",
        "pairs-broken",
        "rate-twice",
        "returned-too-early",
        "shared-rows",
        "start-overwritten",
        "whole-numbers",
    },
    "sgd_concepts": {
        "ascent",
        "decay-every-step",
        "drawn-with-replacement",
        "last-batch-dropped",
        "mean-forgotten",
        "sum-for-mean",
    },
}
"""Every entry of the catalogue of misconceptions that can occur, by exercise."""

POINTS = {
    "gradient_step": 2,
    "line_gradient": 3,
    "epoch_batches": 4,
    "step_decay": 2,
    "sgd": 6,
    "sgd_concepts": 6,
}


@pytest.fixture(scope="module")
def bank():
    made = {}

    def bank(name, seed=1986):
        if (name, seed) not in made:
            made[name, seed] = compile_bank(KNOWN[name], seed)
        return made[name, seed]

    return bank


def verdict(bank, function):
    return evaluate(bank, run(bank, function))


def earned(result):
    return sum(link.earned for link in result.links)


def id_of(case):
    return getattr(case, "name", case)


# The solutions, against oracles that share no code with them


def test_points_are_those_of_the_contract():
    assert {name: exercise.points for name, exercise in KNOWN.items()} == POINTS


@pytest.mark.parametrize("seed", [1986, *HIDDEN_SEEDS])
@pytest.mark.parametrize("name", KNOWN)
def test_a_solution_gets_full_marks(bank, name, seed):
    result = verdict(bank(name, seed), KNOWN[name].solve)
    assert result.status == "right"
    assert earned(result) == POINTS[name]


def test_a_step_by_hand():
    new = KNOWN["gradient_step"].solve(np.array([7.0, 1.0]), np.array([10.0, -4.0]), 0.1)
    np.testing.assert_allclose(new, [6.0, 1.4])


def test_the_line_gradient_is_the_slope_of_the_mean_squared_error():
    rng = np.random.default_rng(0)
    phi, x, y = rng.normal(size=2), rng.normal(size=6), rng.normal(size=6)

    def loss(phi):
        return np.mean((phi[0] + phi[1] * x - y) ** 2)

    own = KNOWN["line_gradient"].solve(phi, x, y)
    np.testing.assert_allclose(own, central_differences(loss, phi), rtol=1e-8)
    np.testing.assert_allclose(own, complex_step(loss, phi), rtol=1e-14)


@pytest.mark.parametrize(("n", "size"), [(10, 3), (12, 4), (7, 7), (5, 1)])
def test_batches_are_those_of_the_reference(n, size):
    own = KNOWN["epoch_batches"].solve(n, size, np.random.default_rng(3))
    reference = epoch_batches(n, size, np.random.default_rng(3))
    assert [batch.tolist() for batch in own] == [batch.tolist() for batch in reference]


def test_step_decay_is_that_of_the_reference():
    reference = schedules.step_decay(0.3, 4)
    for epoch in range(15):
        assert KNOWN["step_decay"].solve(0.8, 0.3, 4, epoch) == reference(0.8, epoch)


def test_full_batches_are_gradient_descent():
    x, y = data.gabor(np.random.default_rng(0))
    phi = start = np.array([4.0, 8.0])
    rng = np.random.default_rng(0)
    _, history = KNOWN["sgd"].solve(data.gabor_gradient, start, x, y, 3.0, 30, 20, rng)
    for row in history:
        np.testing.assert_allclose(row, phi, rtol=1e-9)
        phi = phi - 3.0 * data.gabor_gradient(phi, x, y)


# The probes' gradients


@pytest.mark.parametrize("gradient", [bowl, steady, ledger])
def test_probe_gradients_are_means_over_the_samples(gradient):
    rng = np.random.default_rng(0)
    phi = rng.normal(size={bowl: 3, steady: 2, ledger: 14}[gradient])
    x = rng.permutation(6).astype(float)
    y = label(x)
    single = [gradient(phi, x[i : i + 1], y[i : i + 1]) for i in range(6)]
    np.testing.assert_allclose(gradient(phi, x, y), np.mean(single, axis=0), atol=1e-14)


def test_a_steady_gradient_is_no_one_else_s_array():
    steady(None, None, None)[:] = 0
    assert steady(None, None, None).tolist() == STEADY.tolist() != [0, 0]


def test_the_ledger_tells_who_shared_a_batch_and_when():
    n, phi = 5, np.zeros(12)
    for batch in (np.array([3, 1]), np.array([0, 4]), np.array([2])):
        phi = phi - 0.5 * ledger(phi, batch.astype(float), label(batch))
    clock, wrong, shares, times = phi[0], phi[1], phi[2 : 2 + n], phi[2 + n :]
    assert (clock, wrong) == (1.5, 0)
    assert shares.tolist() == [0.25, 0.25, 0.5, 0.25, 0.25]
    assert (times / shares).tolist() == [0.5, 0.0, 1.0, 0.0, 0.5]


def test_random_company_passes_and_a_fixed_part_of_it_does_not():
    rng = np.random.default_rng(0)

    def epoch(order):
        return [frozenset(order[start : start + 4].tolist()) for start in range(0, 12, 4)]

    assert company([epoch(rng.permutation(12)) for _ in range(24)], 12).passed
    kept = [epoch(np.append(rng.permutation(11), 11)) for _ in range(24)]
    assert company(kept, 12).cause == "same-place"
    rolled = [epoch(np.roll(np.arange(12), rng.integers(12))) for _ in range(24)]
    assert company(rolled, 12).cause == "same-company"
    couples = np.arange(12).reshape(2, 6).T  # 0 and 6, 1 and 7, …: neighbours only by chance
    coupled = [epoch(rng.permutation(couples).ravel()) for _ in range(24)]
    assert company(coupled, 12).cause == "same-company"


# The variants


@pytest.mark.parametrize(("name", "variant"), VARIANTS, ids=id_of)
def test_a_misconception_loses_marks_and_is_named(bank, name, variant):
    result = verdict(bank(name), KNOWN[name].implementation(variant))
    assert result.status == "wrong"
    assert earned(result) < KNOWN[name].points
    assert result.misconception is not None
    assert result.misconception["id"] == variant.misconception.id


@pytest.mark.slow
@pytest.mark.parametrize("seed", HIDDEN_SEEDS)
@pytest.mark.parametrize("name", KNOWN)
def test_misconceptions_lose_marks_on_hidden_inputs_too(bank, name, seed):
    variants = KNOWN[name].variants
    made = bank(name, seed)
    results = [verdict(made, KNOWN[name].implementation(variant)) for variant in variants]
    assert all(result.status == "wrong" for result in results)
    named = [
        result.misconception is not None and result.misconception["id"] == variant.misconception.id
        for result, variant in zip(results, variants, strict=True)
    ]
    assert np.mean(named) >= 0.9


@pytest.mark.parametrize("name", CATALOGUE)
def test_the_entries_of_the_catalogue_that_can_occur_are_there(name):
    assert {variant.misconception.id for variant in KNOWN[name].variants} >= CATALOGUE[name]


@pytest.mark.parametrize(("name", "variant"), VARIANTS, ids=id_of)
def test_a_hint_asks_and_does_not_print_the_solution(name, variant):
    assert "?" in variant.misconception.hint
    assert variant.misconception.stronger
    solution = ast.parse(textwrap.dedent(inspect.getsource(KNOWN[name].solve)))
    for node in ast.walk(solution):
        if isinstance(node, ast.Return | ast.Assign) and not isinstance(node.value, ast.Name):
            assert (
                ast.unparse(node.value)
                not in variant.misconception.hint + variant.misconception.stronger
            )


@pytest.mark.parametrize(
    "id",
    [
        "argument-changed",
        "ascent",
        "drawn-with-replacement",
        "gradient-not-reset",
        "last-batch-dropped",
        "last-batch-full-size",
        "pairs-broken",
        "rate-twice",
        "shared-rows",
        "start-overwritten",
        "whole-numbers",
    ],
)
def test_one_mistake_in_sgd_costs_one_mark_where_it_stands_alone(bank, id):
    results = [
        verdict(bank("sgd"), variant.function)
        for variant in KNOWN["sgd"].variants
        if variant.misconception.id == id
    ]
    assert max(map(earned, results)) == 5


@pytest.mark.parametrize("name", KNOWN)
def test_a_bank_holds_no_code(bank, name):
    text = str(bank(name))
    assert "lambda " not in text
    assert "def " not in text
    assert "import " not in text


# What nobody has listed


@pytest.mark.parametrize("answer", [None, "text", 3.0, [], {}, np.zeros((2, 2)), [None, None]])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_strange_answers_get_a_message_and_no_marks(bank, name, answer):
    made = bank(name)
    result = evaluate(made, collect(made, [lambda *arguments: answer]))
    assert result.status in ("wrong", "unsolved")
    assert earned(result) == 0
    assert as_text(result, made)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_that_raises_gets_a_message_and_no_marks(bank, name):
    def broken(*arguments):
        raise KeyError("phi")

    made = bank(name)
    result = evaluate(made, collect(made, [broken]))
    assert earned(result) == 0
    assert "raised KeyError" in as_text(result, made)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_stub_is_not_yet_solved(bank, name):
    def stub(*arguments):
        raise NotImplementedError

    made = bank(name)
    assert evaluate(made, collect(made, [stub])).status == "unsolved"


def test_a_descent_that_does_not_descend_earns_nothing(bank):
    def stays(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
        return phi, np.tile(phi, (n_epochs + 1, 1))

    assert earned(verdict(bank("sgd"), stays)) == 0


def test_a_start_of_whole_numbers_may_be_refused_but_not_rounded(bank):
    def refuses(gradient, phi, *rest):
        if phi.dtype.kind != "f":
            raise TypeError("floats, please")
        return KNOWN["sgd"].solve(gradient, phi, *rest)

    def rounds(gradient, phi, *rest):
        end, history = KNOWN["sgd"].solve(gradient, phi, *rest)
        return end.astype(phi.dtype), history.astype(phi.dtype)

    assert verdict(bank("sgd"), refuses).status == "right"
    result = verdict(bank("sgd"), rounds)
    assert earned(result) == 5
    assert result.misconception["id"] == "whole-numbers"


@pytest.mark.parametrize("id", ["mean-forgotten", "mean-twice", "sign-flipped", "stray-factor"])
def test_one_factor_in_the_line_s_gradient_costs_its_marks_once(id):
    judge = Judge([KNOWN["line_gradient"]], seed=0)
    for variant in KNOWN["line_gradient"].variants:
        if variant.misconception.id == id:
            answers = collect(judge.probes()["line_gradient"], [variant.function])
            verdict = judge.judge({"line_gradient": answers})["line_gradient"]
            assert (verdict.points, verdict.misconception) == (2, id)


def test_zeros_are_in_proportion_to_nothing():
    judge = Judge([KNOWN["line_gradient"]], seed=0)
    answers = collect(judge.probes()["line_gradient"], [lambda phi, x, y: np.zeros(2)])
    assert judge.judge({"line_gradient": answers})["line_gradient"].points == 0


def test_an_unlisted_factor_is_still_told(bank):
    def five_times(phi, x, y):
        return 5 * KNOWN["line_gradient"].solve(phi, x, y)

    result = verdict(bank("line_gradient"), five_times)
    assert result.misconception is None
    assert result.relation == "Every entry is 5 times the right one."
