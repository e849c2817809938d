"""What is no answer at all: each kind gets a message of its own, and no marks."""

import functools
from dataclasses import replace

import numpy as np
import pytest
from judging import FUNCTIONS, KNOWN, VALUES, answers, bank, checked, earned, judge

from autograder.build.bank import run
from helpers.checking.evaluate import evaluate
from helpers.checking.messages import as_text


def verdict(name, answer, time_limit=10.0):
    made = judge(name, 1)
    limited = replace(made.banks[name], time_limit=time_limit)
    return made.judge({name: run(limited, answer, *KNOWN[name].others)})[name]


# Each of these is given the solution first, and then what a check passes to an answer.


def raises(solve, *arguments):
    raise ZeroDivisionError("nothing to share")


def leaves(solve, *arguments):
    raise SystemExit(0)


def returns_nothing(solve, *arguments):
    return None


def returns_text(solve, *arguments):
    return "42"


def returns_function(solve, *arguments):
    return np.tanh


def returns_objects(solve, *arguments):
    return np.array([object(), None])


def returns_complex(solve, *arguments):
    return changed(solve(*arguments), lambda x: x + 1j)


def returns_nan(solve, *arguments):
    return changed(solve(*arguments), lambda x: x * np.nan)


def returns_wrong_shape(solve, *arguments):
    return changed(solve(*arguments), lambda x: np.zeros((2, *np.shape(x), 3)))


def returns_huge(solve, *arguments):
    # Ten billion entries that share one number: their size alone must be what is looked at.
    return changed(solve(*arguments), lambda x: np.broadcast_to(0.0, (100_000, 100_000)))


def returns_endlessly(solve, *arguments):
    while True:
        yield 0.0


def never_returns(solve, *arguments):
    while True:
        pass


def changed(value, change):
    """A right answer with every array and number in it changed."""
    if isinstance(value, dict):
        return {key: changed(item, change) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(changed(item, change) for item in value)
    return change(np.asarray(value, dtype=float))


SAID = {
    raises: "raised ZeroDivisionError: nothing to share",
    leaves: "raised SystemExit",
    returns_nothing: "None",
    returns_text: "",
    returns_function: "",
    returns_objects: "",
    returns_complex: "",
    returns_nan: "",
    returns_wrong_shape: "",
    returns_huge: "far more than was asked for",
    returns_endlessly: "far more than was asked for",
}
SAID_OF_PARTS = {
    ("sgd", returns_huge): "phi and the history should be arrays of numbers",
    ("epoch_batches", returns_huge): "Every batch should be one sequence of indices",
    ("k_fold_indices", returns_huge): "should be a one-dimensional array of indices",
}
"""What is said instead where the parts of an answer are looked at one by one."""


def bad_answer(name, bad):
    return functools.partial(bad, KNOWN[name].solve)


@pytest.mark.parametrize("bad", SAID, ids=lambda bad: bad.__name__)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_no_answer_earns_nothing_and_is_told_what_it_is(name, bad):
    given = verdict(name, bad_answer(name, bad))
    assert given.points == 0
    assert given.max == KNOWN[name].points
    assert "Found: " in given.message
    assert "not yet solved" not in given.message
    assert SAID_OF_PARTS.get((name, bad), SAID[bad]) in given.message


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_kind_has_a_message_of_its_own(name):
    kinds = [raises, returns_nothing, returns_nan, returns_wrong_shape]
    if (name, returns_huge) not in SAID_OF_PARTS:
        kinds.append(returns_huge)
    found = set()
    for bad in kinds:
        lines = verdict(name, bad_answer(name, bad)).message.splitlines()
        found.add(next(line for line in lines if "Found: " in line))
    assert len(found) == len(kinds), found


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_never_returns_is_stopped_and_said(name):
    given = verdict(name, bad_answer(name, never_returns), time_limit=0.1)
    assert given.points == 0
    assert "did not return within 0.1 s" in given.message


@pytest.mark.parametrize("value", [3, None, "backward", np.zeros(3)], ids=str)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_no_function_is_said_to_be_none(name, value):
    given = verdict(name, value)
    assert given.points == 0
    assert f"`{name}` should be a function" in given.message


# As a student's own check sees it


@pytest.mark.parametrize("answer", [None, "text", 3.0, [], {}, np.zeros((2, 2)), [None, None]])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_strange_answers_get_a_message_and_no_marks(name, answer):
    made = bank(name)
    result = evaluate(made, answers(made, lambda *arguments: answer))
    assert result.status in ("wrong", "unsolved")
    assert earned(result) == 0
    assert as_text(result, made)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_that_raises_gets_a_message_and_no_marks(name):
    def broken(*arguments):
        raise KeyError("phi")

    made = bank(name)
    result = evaluate(made, answers(made, broken))
    assert earned(result) == 0
    assert "raised KeyError" in as_text(result, made)


# What is not started


def stub(*arguments):
    raise NotImplementedError


def not_started(name):
    """What stands in the notebook before a student begins."""
    if KNOWN[name].callable:
        return stub
    if isinstance(KNOWN[name].solve(), dict):
        return lambda: dict.fromkeys(KNOWN[name].solve())
    return list


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_not_started_is_unsolved_and_earns_nothing(name):
    assert checked(name, not_started(name)).status == "unsolved"
    given = verdict(name, not_started(name))
    assert given.points == 0
    assert "not yet solved" in given.message


# Exercises that ask for values

BAD_VALUES = {
    "text": "forty-two",
    "number": 42,
    "array": np.zeros((3, 3)),
    "nan": float("nan"),
    "function": np.tanh,
    "huge": np.broadcast_to(0.0, (100_000, 100_000)),
    "list of numbers": [1, 2, 3],
    "dict of lists": {"symmetry": [1], "width": {"a": 1}, "remedy": 2j},
    "set": {"c", "d"},
}


@pytest.mark.parametrize("value", BAD_VALUES)
@pytest.mark.parametrize("name", VALUES)
def test_values_that_are_no_answer_earn_nothing(name, value):
    given = verdict(name, lambda: BAD_VALUES[value])
    assert given.points == 0
    assert "Found: " in given.message


@pytest.mark.parametrize("key", ["n_input", "n_hidden", "n_output"])
@pytest.mark.parametrize("bad", [None, "1", 1.5, np.nan, [1], 1j, 10**400], ids=str)
def test_bad_sizes_do_not_spoil_the_other_part(key, bad):
    given = verdict("parameters", lambda: {**KNOWN["parameters"].solve(), key: bad})
    assert given.links == {"sizes": "fail", "training": "pass"}
    assert f"`{key}`" in given.message


@pytest.mark.parametrize("key", ["n_iterations", "learning_rate"])
@pytest.mark.parametrize(
    "bad", [None, "1", -1, 0, 10**400, np.nan, np.inf, [1], 1j], ids=lambda bad: str(bad)[:5]
)
def test_bad_settings_do_not_spoil_the_sizes(key, bad):
    given = verdict("parameters", lambda: {**KNOWN["parameters"].solve(), key: bad})
    assert given.links == {"sizes": "pass", "training": "fail"}
    assert f"`{key}`" in given.message


def test_half_an_iteration_is_no_whole_number():
    given = verdict("parameters", lambda: {**KNOWN["parameters"].solve(), "n_iterations": 100.5})
    assert "whole number" in given.message


def test_a_single_unanswered_question_is_pointed_at():
    given = verdict("why_it_fails", lambda: {"symmetry": "c", "width": "d", "remedy": None})
    assert given.points == 2
    assert '"remedy" has no answer yet' in given.message


@pytest.mark.parametrize(
    "row",
    [{}, {"learning_rate": "fast"}, {"learning_rate": np.nan, "n_iterations": 3, "accuracy": 1},
     {"learning_rate": [1], "n_iterations": None, "accuracy": "95 %"}],
    ids=["empty", "text", "nan", "mixed"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["learning_rate_runs", "hidden_node_runs"])
def test_rows_that_say_nothing_are_not_counted(name, row):
    given = verdict(name, lambda: [row, row])
    assert given.points == 0
    assert "has a number for" in given.message
    right = KNOWN[name].solve()
    assert verdict(name, lambda: [row, *right, row]).points == KNOWN[name].points
