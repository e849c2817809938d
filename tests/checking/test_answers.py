"""Answers travel as data, by value, within limits, and whatever comes back is not trusted."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from helpers.checking.answers import (
    MAX_BYTES,
    Failure,
    MalformedAnswer,
    decode,
    encode,
    encode_failure,
)


def travel(value):
    return decode(json.loads(json.dumps(encode(value))))


@given(hnp.arrays(hnp.scalar_dtypes().filter(lambda d: d.kind in "biuf"), hnp.array_shapes()))
def test_an_array_arrives_with_its_dtype_shape_and_bytes(array):
    arrived = travel(array)
    assert arrived.shape == array.shape
    assert arrived.dtype == array.dtype.newbyteorder("<")
    assert arrived.tobytes() == array.astype(array.dtype.newbyteorder("<")).tobytes()


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=50)))
def test_a_scalar_arrives_as_it_was(value):
    arrived = travel(value)
    assert type(arrived) is type(value)
    assert arrived == value or (math.isnan(value) and math.isnan(arrived))


def test_lists_tuples_and_generators_of_numbers_arrive_as_arrays():
    for value in ([1.5, 2.5], (1.5, 2.5), (x for x in (1.5, 2.5)), np.array([1.5, 2.5])):
        np.testing.assert_array_equal(travel(value), [1.5, 2.5])


def test_a_dict_keeps_its_text_keys_and_loses_others():
    arrived = travel({"W1": np.ones(2), 3: "ignored", "nested": {"a": [None, "b"]}})
    assert set(arrived) == {"W1", "nested"}
    assert arrived["nested"] == {"a": [None, "b"]}


class Bunch(dict):
    """A dict that answers any attribute, or raises KeyError."""

    def __getattr__(self, name):
        return self[name]


class Closed:
    """An array that cannot be read, such as a tensor that carries gradients."""

    def __array__(self, dtype=None, copy=None):
        raise RuntimeError("call detach first")


class Broken:
    """A sequence whose reading raises an error."""

    def __iter__(self):
        raise ValueError("no numbers here")


def test_a_dict_that_answers_any_attribute_arrives_as_a_dict():
    arrived = travel(Bunch(W1=np.ones(2)))
    np.testing.assert_array_equal(arrived["W1"], [1, 1])


@pytest.mark.parametrize("value", [Closed(), Broken()])
@pytest.mark.parametrize("wrap", [lambda x: x, lambda x: [1.0, x], lambda x: {"W1": x}])
def test_a_value_that_cannot_be_read_is_not_an_error_of_the_function(value, wrap):
    arrived = travel(wrap(value))
    arrived = arrived["W1"] if isinstance(arrived, dict) else arrived
    arrived = arrived[1] if isinstance(arrived, list) else arrived
    assert arrived.kind == "unreadable"
    assert type(value).__name__ in arrived.detail


def test_an_error_in_a_generator_is_an_error_of_the_function():
    with pytest.raises(ZeroDivisionError):
        encode(1 / x for x in (1, 0))


def test_a_gigantic_array_is_refused_by_its_size_without_being_copied():
    gigantic = np.lib.stride_tricks.as_strided(np.zeros(1), shape=(10**6, 10**6), strides=(0, 0))
    size = "an array of shape (1000000, 1000000), 8,000,000 MB"
    assert travel(gigantic) == Failure("too large", size)


def test_many_small_arrays_together_may_not_pass_the_limit():
    arrived = travel([np.zeros(MAX_BYTES // 80) for _ in range(20)])
    assert isinstance(arrived[0], np.ndarray)
    assert arrived[-1].kind == "too large"


def test_an_endless_generator_is_cut_off():
    def endless():
        while True:
            yield "x"

    assert travel(endless()).kind == "too large"


@pytest.mark.parametrize("value", [object(), b"bytes", np.array(["text"]), np.array([object()])])
def test_what_has_no_form_as_data_is_named_and_not_pickled(value):
    assert travel(value).kind == "other"


def test_a_failure_arrives_as_a_failure():
    failure = Failure("raised", "division by zero", "ZeroDivisionError")
    assert decode(encode_failure(failure)) == failure


def test_an_array_subclass_arrives_as_a_plain_array():
    class Sly(np.ndarray):
        def __eq__(self, other):
            return True

    arrived = travel(np.zeros(3).view(Sly))
    assert type(arrived) is np.ndarray


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"kind": "code", "value": "1"},
        {"kind": "array", "dtype": "O", "shape": [1], "data": ""},
        {"kind": "array", "dtype": "<f8", "shape": [-1], "data": ""},
        {"kind": "array", "dtype": "<f8", "shape": [10**9], "data": ""},
        {"kind": "array", "dtype": "<f8", "shape": [1], "data": "not base64!"},
        {"kind": "array", "dtype": "nonsense", "shape": [1], "data": ""},
        {"kind": "float", "value": 1.0},
        {"kind": "list", "items": 3},
        {"kind": "dict", "items": []},
    ],
)
def test_forged_data_is_malformed_and_never_a_value(data):
    with pytest.raises(MalformedAnswer):
        decode(data)
