"""Two faults in one chain: the first is named, and the second mentioned where it starts."""

import pytest

from autograder import exercises
from autograder.bank import run
from autograder.judge import Judge

KNOWN = exercises.load("backpropagation")
PAIRS = [
    ("forward", "no_first_bias", "no_second_bias"),
    ("forward", "no_hidden_activation", "no_second_bias"),
    ("forward", "no_first_bias", "no_output_activation"),
    ("forward", "no_hidden_activation", "no_output_activation"),
]


def verdict(name, *faults):
    exercise = KNOWN[name]
    named = {fault.function.__name__: fault for fault in exercise.faults}
    judge = Judge([exercise], seed=5)
    answer = exercise.chain({named[x].link: named[x].function for x in faults})
    answers = run({**judge.banks[name], "time_limit": None}, answer)
    return judge.judge({name: answers})[name], [named[x] for x in faults]


@pytest.mark.parametrize(("name", "first", "second"), PAIRS)
def test_both_faults_are_named(name, first, second):
    given, (one, other) = verdict(name, first, second)
    assert given.misconception == one.cause.id
    assert one.cause.hint in given.message
    assert given.links[one.link] == given.links[other.link] == "fail"
    assert f"`{other.link}` has a fault of its own. {other.cause.hint}" in given.message


@pytest.mark.parametrize(("name", "first", "second"), PAIRS)
def test_a_single_fault_has_no_second_one(name, first, second):
    for fault in (first, second):
        assert "fault of its own" not in verdict(name, fault)[0].message
