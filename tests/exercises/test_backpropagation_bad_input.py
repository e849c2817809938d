"""What is no answer at all: each kind gets a message of its own, and no marks."""

import numpy as np
import pytest

from autograder import exercises
from autograder.bank import run
from autograder.judge import Judge

KNOWN = exercises.load("backpropagation")
FUNCTIONS = [name for name, exercise in KNOWN.items() if exercise.callable]
VALUES = [name for name, exercise in KNOWN.items() if not exercise.callable]
JUDGES = {name: Judge([exercise], seed=1) for name, exercise in KNOWN.items()}


def verdict(name, function, time_limit=10.0):
    judge = JUDGES[name]
    answers = run({**judge.banks[name], "time_limit": time_limit}, function, *KNOWN[name].others)
    return judge.judge({name: answers})[name]


def raises(*arguments):
    raise ZeroDivisionError("nothing to share")


def leaves(*arguments):
    raise SystemExit(0)


def returns_nothing(*arguments):
    return None


def returns_text(*arguments):
    return "42"


def returns_function(*arguments):
    return np.tanh


def returns_objects(*arguments):
    return np.array([object(), None])


def returns_complex(*arguments):
    return like_the_answer(arguments, lambda x: x + 1j)


def returns_nan(*arguments):
    return like_the_answer(arguments, lambda x: x * np.nan)


def returns_wrong_shape(*arguments):
    return like_the_answer(arguments, lambda x: np.zeros((2, *np.shape(x), 3)))


def returns_huge(*arguments):
    # Ten billion entries that share one number: their size alone must be what is looked at.
    return like_the_answer(arguments, lambda x: np.broadcast_to(0.0, (100_000, 100_000)))


def returns_endlessly(*arguments):
    while True:
        yield 0.0


def never_returns(*arguments):
    while True:
        pass


def like_the_answer(arguments, change):
    """The right answer of the exercise under test, with every array and number changed."""
    return changed(KNOWN[CURRENT[0]].solve(*arguments), change)


def changed(value, change):
    if isinstance(value, dict):
        return {key: changed(item, change) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(changed(item, change) for item in value)
    return change(np.asarray(value, dtype=float))


CURRENT = [None]


@pytest.fixture(autouse=True)
def current(request):
    if hasattr(request.node, "callspec"):
        CURRENT[0] = request.node.callspec.params.get("name")


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


@pytest.mark.parametrize("bad", SAID, ids=lambda bad: bad.__name__)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_no_answer_earns_nothing_and_is_told_what_it_is(name, bad):
    given = verdict(name, bad)
    assert given.points == 0
    assert given.max == KNOWN[name].points
    assert "Found: " in given.message
    assert "not yet solved" not in given.message
    assert SAID[bad] in given.message


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_kind_has_a_message_of_its_own(name):
    found = {}
    for bad in SAID:
        lines = verdict(name, bad).message.splitlines()
        found[bad.__name__] = next(line for line in lines if "Found: " in line)
    kinds = ["raises", "returns_nothing", "returns_nan", "returns_wrong_shape", "returns_huge"]
    assert len({found[kind] for kind in kinds}) == len(kinds), found


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_never_returns_is_stopped_and_said(name):
    given = verdict(name, never_returns, time_limit=0.1)
    assert given.points == 0
    assert "did not return within 0.1 s" in given.message


@pytest.mark.parametrize("value", [3, None, "backward", np.zeros(3)], ids=str)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_is_no_function_is_said_to_be_none(name, value):
    given = verdict(name, value)
    assert given.points == 0
    assert f"`{name}` should be a function" in given.message


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
