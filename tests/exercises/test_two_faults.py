"""Two faults at once: the first is named, and the second mentioned where it starts.

A chain's second fault works on what the first one left to it. Where an answer has parts that do not
depend on each other, each fault is at work on some of them. The judge finds both on hidden inputs;
a student's own check does too, from the public bank, which holds neither fault's code.
"""

import functools
import json
import random

import pytest
from judging import KNOWN, answers
from judging import judged as judged_on

from autograder.build.bank import public_bank
from helpers.checking.bank import Bank
from helpers.checking.diagnosis import digest
from helpers.checking.evaluate import evaluate
from helpers.checking.messages import as_text

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-"

CHAINS = [
    ("forward", "no_first_bias", "no_second_bias"),
    ("forward", "no_hidden_activation", "no_second_bias"),
    ("forward", "no_first_bias", "no_output_activation"),
    ("forward", "no_hidden_activation", "no_output_activation"),
    ("backward", "label_minus_output", "weights_from_Z1"),
    ("backward", "no_mean", "slope_of_output_layer"),
    ("backward", "absolute", "negative_db2"),
    ("backward", "reversed_in_dW2", "slope_of_tanh"),
    ("backward", "back_from_activation", "summed_dW1"),
    ("backward", "slope_from_raw_input", "db1_summed"),
]
SAMPLE = 60


def link_faults(name):
    return {fault.name: fault for fault in KNOWN[name].variants if fault.link}


def judged(name, answer):
    """What the judge says on hidden inputs."""
    return judged_on(name, answer, seed=5)


@functools.cache
def bank_of_students(name):
    """The public bank as it comes out of its file; it knows pairs of faults."""
    return Bank.from_data(json.loads(json.dumps(public_bank(KNOWN[name]).as_data())))


def checked(name, answer):
    """What a student's own check finds, and its message."""
    bank = bank_of_students(name)
    result = evaluate(bank, answers(bank, answer))
    return result, as_text(result, bank)


def of_both(name, first, second):
    faults = link_faults(name)
    one, other = faults[first], faults[second]
    return KNOWN[name].chain({x.link: x.function for x in (one, other)}), one, other


def said(other, where):
    return f"`{where}` has a fault of its own. {other.misconception.hint}"


@pytest.mark.parametrize(("name", "first", "second"), CHAINS)
def test_the_judge_names_both_faults_of_a_chain(name, first, second):
    answer, one, other = of_both(name, first, second)
    given = judged(name, answer)
    assert given.misconception == one.misconception.id
    assert one.misconception.hint in given.message
    assert {link for link, status in given.links.items() if status == "fail"} == {
        one.link,
        other.link,
    }
    assert said(other, other.link) in given.message


@pytest.mark.parametrize(("name", "first", "second"), CHAINS)
def test_a_student_s_check_names_them_too(name, first, second):
    answer, one, other = of_both(name, first, second)
    result, message = checked(name, answer)
    assert {link.name for link in result.links if link.status == "fail"} == {one.link, other.link}
    assert one.misconception.hint in message
    assert said(other, other.link) in message


@pytest.mark.parametrize(("name", "first", "second"), CHAINS)
def test_a_single_fault_has_no_second_one(name, first, second):
    for fault in (link_faults(name)[x] for x in (first, second)):
        answer = KNOWN[name].chain({fault.link: fault.function})
        assert "fault of its own" not in judged(name, answer).message
        assert "fault of its own" not in checked(name, answer)[1]


def test_check_and_judge_agree_on_any_two_faults_of_backward():
    order = [link.name for link in KNOWN["backward"].links]
    faults = [fault for fault in KNOWN["backward"].variants if fault.link]
    pairs = [(a, b) for a in faults for b in faults if order.index(a.link) < order.index(b.link)]
    random.Random(3).shuffle(pairs)
    asked = named = 0
    for one, other in pairs[:SAMPLE]:
        answer = KNOWN["backward"].chain({one.link: one.function, other.link: other.function})
        verdict = judged("backward", answer)
        if "raised" in verdict.message:  # Shapes that do not fit: there is no answer to compare.
            continue
        result, message = checked("backward", answer)
        asked += 1
        named += said(other, other.link) in message and one.misconception.hint in message
        statuses = {link.name: link.status for link in result.links}
        if said(other, other.link) in verdict.message:
            # On one set of inputs two faults may give the same: the first sample's error can be 0.
            assert f"`{other.link}` has a fault of its own" in message
            assert statuses == verdict.links
    assert asked > SAMPLE / 2
    assert named >= 0.9 * asked


def side_by_side(name, first, second, keys):
    """The answer of `first`, except for these keys, which come from `second`."""
    solve = {f.function.__name__: f.function for f in KNOWN[name].variants}

    def answer(*arguments):
        one, other = solve[first](*arguments), solve[second](*arguments)
        if isinstance(one, dict):
            return {key: (other if key in keys else one)[key] for key in one}
        return [(other if key in keys else one)[key] for key in range(len(one))]

    return answer


SIDES = [
    ("update", "ascent", "no_rate", ("b1", "b2")),
    ("update", "rate_twice", "biases_stay", ("b1", "b2")),
    ("line_gradient", "summed", "the_2_twice", (1,)),
    ("line_gradient", "label_minus_line", "no_inner_derivative", (1,)),
    ("regularised_gradients", "subtracted", "biases_penalised", ("db1", "db2")),
    ("regularised_gradients", "first_layer_only", "squares", ("dW1",)),
]


@pytest.mark.parametrize(("name", "first", "second", "keys"), SIDES)
def test_faults_side_by_side_are_both_named(name, first, second, keys):
    faults = {fault.name: fault for fault in KNOWN[name].variants}
    answer = side_by_side(name, first, second, keys)
    result, message = checked(name, answer)
    where = result.second[0]
    for text in (message, judged(name, answer).message):
        assert faults[first].misconception.hint in text
        assert said(faults[second], where) in text


def test_the_bank_knows_two_faults_by_digests_alone():
    bank = bank_of_students("forward")
    then = [fault.then for fault in bank.faults if fault.link]
    assert any(then)
    assert all(set(text) <= set(ALPHABET) for text in then)
    assert all(len(text) % len(digest([1.0])) == 0 for text in then)
