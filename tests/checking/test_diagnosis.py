"""Fingerprints, and what they can be compared with."""

import json

import numpy as np
import pytest

from helpers.checking.answers import Failure, decode, encode_failure
from helpers.checking.diagnosis import fingerprint, matches, relation, same_direction, shape_clash
from helpers.checking.probes import describe

A, B = np.ones((7, 4)), np.ones((7, 1))


def failure(call):
    try:
        call()
    except ValueError as error:
        return describe(error)
    raise AssertionError("the shapes fit")


@pytest.mark.parametrize(
    "call",
    [lambda: A @ B, lambda: np.matmul(A, B), lambda: np.dot(A, B), lambda: A.dot(B)],
    ids=["@", "matmul", "np.dot", "dot"],
)
def test_a_product_that_does_not_fit_is_one_thing_in_any_spelling(call):
    assert shape_clash(failure(call).detail) == ["product", 4, 7]


def test_the_order_of_a_product_shows():
    assert shape_clash(failure(lambda: B.T @ A.T).detail) == ["product", 7, 4]


@pytest.mark.parametrize(
    "call", [lambda: A.T * B, lambda: B + A.T, lambda: np.subtract(A.T, B)], ids=["*", "+", "−"]
)
def test_shapes_side_by_side_are_named_in_one_order(call):
    assert shape_clash(failure(call).detail) == ["side by side", "(4,7)", "(7,1)"]


@pytest.mark.parametrize("text", ["", "nothing to share", "index 4 is out of bounds"])
def test_other_errors_are_no_clash(text):
    assert shape_clash(text) == []


def test_errors_with_other_clashes_have_other_fingerprints():
    one, other = (failure(lambda m=m: m @ B) for m in (A, np.ones((7, 3))))
    assert matches(fingerprint(one), one)
    assert not matches(fingerprint(one), other)
    assert not matches(fingerprint(one), Failure("raised", "", "ValueError"))
    assert matches(fingerprint(one), decode(encode_failure(one)))


@pytest.mark.parametrize(
    "value",
    [None, 3.0, [1, 2], np.zeros((2, 0)), np.array([np.nan]), np.array([1j]), "text", {"a": None},
     [np.ones(2), {"b": 3}], Failure("timeout", "10")],
    ids=repr,
)  # fmt: skip
def test_anything_has_a_fingerprint_that_survives_json(value):
    print_ = json.loads(json.dumps(fingerprint(value)))
    assert matches(print_, value)
    assert not matches(print_, np.full((3, 3), 0.7))


RIGHT = [np.random.default_rng(0).normal(size=(3, 2)), np.random.default_rng(1).normal(size=(5, 4))]
CHANGE = [np.random.default_rng(2).normal(size=right.shape) for right in RIGHT]
START = [fingerprint(right) for right in RIGHT]
WRONG = [fingerprint(right + change) for right, change in zip(RIGHT, CHANGE, strict=True)]


def moved(*amounts):
    """The right values, each moved by an amount of its change."""
    return [r + t * c for r, t, c in zip(RIGHT, amounts, CHANGE, strict=True)]


@pytest.mark.parametrize("amount", [1, 0.01, -2, 1e-3, 40])
def test_a_fault_of_any_amount_is_on_the_line(amount):
    assert same_direction(START, WRONG, moved(amount, amount))


def test_the_right_answer_is_no_amount_of_a_fault():
    assert not same_direction(START, WRONG, RIGHT)


def test_the_amount_is_the_same_in_every_probe():
    assert not same_direction(START, WRONG, moved(0.1, 0.2))


def test_another_direction_is_not_on_the_line():
    other = [r + np.roll(c, 1) for r, c in zip(RIGHT, CHANGE, strict=True)]
    assert not same_direction(START, WRONG, other)


@pytest.mark.parametrize(
    "value", [None, "text", 3.0, np.full((3, 2), np.inf), Failure("other"), {"dZ2": np.ones(2)}]
)
def test_what_is_no_such_array_is_not_on_the_line(value):
    assert not same_direction(START, WRONG, [value, value])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda e, n: -e, "Every entry has the opposite sign."),
        (lambda e, n: e * n, "Every entry is the right one times the number of samples."),
        (lambda e, n: e / n, "Every entry is the right one divided by the number of samples."),
        (lambda e, n: e / 2, "Every entry is 0.5 times the right one."),
        (lambda e, n: 0 * e, "Every entry is zero."),
        (lambda e, n: e.T, "It is the right answer transposed."),
        (lambda e, n: np.abs(e), "The sizes are right, but some signs are not."),
        (lambda e, n: e + 1, ""),
        (lambda e, n: e + 1j, ""),
    ],
)
def test_a_simple_relation_is_said(change, sentence):
    rng = np.random.default_rng(1)
    lengths = (7, 5)
    right = [rng.normal(size=(n, 3)) for n in lengths]
    pairs = [(e, change(e, n)) for e, n in zip(right, lengths, strict=True)]
    assert relation(pairs, lengths) == sentence
