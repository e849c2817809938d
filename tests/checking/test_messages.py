"""What a student reads: true sentences, and questions that fit what happened."""

import functools
from dataclasses import replace

import numpy as np
import pytest

from autograder import exercises
from autograder.build.bank import compile_bank, run
from helpers.checking.compare import compare
from helpers.checking.evaluate import evaluate
from helpers.checking.messages import as_text

KNOWN = {
    name: exercise
    for assignment in exercises.assignments()
    for name, exercise in exercises.load(assignment).items()
}
FUNCTIONS = sorted(name for name, exercise in KNOWN.items() if exercise.callable)


@functools.cache
def bank_of(name):
    return compile_bank(KNOWN[name])


def message(name, answer):
    exercise, bank = KNOWN[name], bank_of(name)
    return as_text(evaluate(bank, run(bank, answer, *exercise.others)), bank)


def own_hints(name):
    return [link.hint for link in KNOWN[name].links if link.hint]


def misspelt(*arguments):
    return no_such_name  # noqa: F821


def returns_nothing(*arguments):
    pass


def returns_an_empty_list(*arguments):
    return []


def unpacks_wrongly(*arguments):
    first, second = 1, 2, 3
    return first, second


# Questions of the kind of failure, not of the exercise


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(
    ("bad", "question"),
    [
        (misspelt, "Where does your function get `no_such_name` from"),
        (returns_nothing, "Is a `return` missing"),
        (returns_an_empty_list, "does it keep what it makes?"),
        (unpacks_wrongly, "How many names stand on the left"),
    ],
    ids=["misspelt", "nothing", "empty", "unpacks"],
)
def test_a_failure_brings_its_own_question(name, bad, question):
    text = message(name, bad)
    assert not any(hint in text for hint in own_hints(name))
    assert "not yet solved" not in text
    # An exception may be a known slip of the exercise, which then has a hint of its own.
    assert question in text or "A stronger hint" in text


def test_a_function_that_never_ends_is_not_asked_about_its_subject():
    bank = replace(bank_of("forward"), time_limit=0.1)

    def endless(X, params):
        while True:
            pass

    text = as_text(evaluate(bank, run(bank, endless)), bank)
    assert "how does the time grow with their number?" in text
    assert not any(hint in text for hint in own_hints("forward"))


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("X @ params['w1']", "compare the names letter by letter"),
        ("params['W2'] @ X", "which sizes meet in the middle"),
        ("X if X > 0 else 0", "look at one number"),
        ("X(params)", "has been computed already"),
        ("len", "Print what your function returns"),
    ],
)
def test_an_error_asks_about_its_line(line, question):
    assert question in message("forward", eval(f"lambda X, params: {line}"))


def test_a_dict_of_nones_is_an_answer():
    text = message("forward", lambda X, params: dict.fromkeys(("Z1", "A1", "Z2", "A2")))
    assert "every value is None" in text
    assert "not yet solved" not in text


# Numbers


def test_numbers_that_differ_are_printed_so_that_they_differ():
    finding = compare(np.array([2.0, -4.0]), np.array([2.0, -4.0 + 3e-4]), "f", "f")
    expected, own = finding.detail.split(": expected ")[1].split(" (")[0].split(", yours is ")
    assert expected != own
    assert "very close" in finding.question


def test_a_summand_in_the_logarithm_is_no_factor_of_one():
    def close(p, y):
        return -np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))

    text = message("binary_cross_entropy", close)
    assert "times the right one" not in text
    assert "Something keeps p away from 0." in text


@pytest.mark.parametrize("name", ["l1_gradient", "binary_cross_entropy"])
def test_a_single_entry_is_not_counted(name):
    text = message(name, lambda first, *rest: np.float64(7.0))
    assert "1 of 1" not in text


def test_a_single_number_has_no_empty_shape():
    assert "()" not in message("l1_gradient", lambda W, lam: 3.0)
    assert "()" not in message("initialise_parameters", lambda *sizes: {
        "W1": np.ones(sizes[:2]), "b1": 0, "W2": np.ones(sizes[1:3]), "b2": 0
    })  # fmt: skip


def test_only_a_shape_is_wrong():
    def forward(X, params):
        cache = KNOWN["forward"].solve(X, params)
        return {**cache, "A2": cache["A2"].ravel()}

    text = message("forward", forward)
    assert "The numbers in it are right" in text
    assert "summed" not in text


# Settings and runs


def test_settings_without_values():
    values = {**KNOWN["parameters"].solve(), "n_iterations": None, "learning_rate": None}
    text = message("parameters", lambda: values)
    assert "`n_iterations` has no value yet" in text
    assert "Between which numbers" not in text


def runs(*settings):
    return [
        {"n_hidden": h, "learning_rate": rate, "seed": seed, "n_iterations": 4, "accuracy": 0.5}
        for h, rate, seed in settings
    ]


@pytest.mark.parametrize(
    ("log", "remark"),
    [
        (runs((1, 1, 0), (2, 2, 0), (4, 3, 0)), "3 different rates"),
        (runs((1, 1, 0), (2, 1, 0), (4, 1, 0)), "from one start only"),
        (runs((1, 1, 0), (2, 1, 0), (4, 1, 0), (4, 1, 1)), ""),
    ],
)
def test_an_unfair_comparison_of_sizes_gets_a_remark_and_its_marks(log, remark):
    text = message("hidden_node_runs", lambda: log)
    assert text.startswith("✓")
    assert remark in text
    assert bool(remark) == ("Note" in text)


def test_the_bounds_of_the_spread_are_those_of_the_text():
    def tiny(n_input, n_hidden, n_output, rng):
        shapes = {"W1": (n_input, n_hidden), "W2": (n_hidden, n_output)}
        weights = {key: 1e-3 * rng.normal(size=shape) for key, shape in shapes.items()}
        return {**weights, "b1": np.zeros(n_hidden), "b2": np.zeros(n_output)}

    assert "between 0.01 and 3" in message("initialise_parameters", tiny)


def test_what_was_not_looked_at_is_said():
    assert "(– not looked at yet)" in message("forward", returns_nothing)


# What a student reads who makes one fault


def step_of(rate):
    return lambda phi, gradient, learning_rate: phi - rate * gradient


def update_by(rate):
    return lambda params, grads, learning_rate: {
        name: params[name] - rate * grads[f"d{name}"] for name in params
    }


@pytest.mark.parametrize("rate", [0.5, 0.1, 1.0, 2.5])
@pytest.mark.parametrize(("name", "of"), [("gradient_step", step_of), ("update", update_by)])
def test_a_rate_of_one_s_own_is_named_whatever_it_is(name, of, rate):
    assert "Does a number, or a name from another cell, stand in its place?" in message(
        name, of(rate)
    )


def test_batches_that_never_use_the_generator_are_not_said_to_come_from_it():
    text = message(
        "epoch_batches",
        lambda n, batch_size, rng: [
            np.arange(n)[k : k + batch_size] for k in range(0, n, batch_size)
        ],
    )
    assert "✗ shuffled  ✓ sizes  ✓ repeatable" in text
    assert "from rng" not in text


def test_a_lost_batch_is_not_held_against_the_sizes_of_the_others():
    text = message(
        "epoch_batches",
        lambda n, batch_size, rng: [
            batch
            for batch in np.split(rng.permutation(n), range(batch_size, n, batch_size))
            if len(batch) == batch_size
        ],
    )
    assert "✗ every index once  ✓ shuffled  ✓ sizes  ✓ repeatable" in text
