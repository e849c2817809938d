"""Probes call a function on fresh arguments, within a time limit, and only write down."""

import importlib
import signal
import time

import numpy as np
import pytest

from helpers.checking.answers import Failure, decode
from helpers.checking.bank import Probe, ProbeSet
from helpers.checking.probes import (
    Seed,
    TimeLimit,
    collect,
    encode_argument,
    global_names,
    time_limit,
)


def bank(*probes, time_limit=5.0):
    asked = [
        Probe("", {name: encode_argument(value) for name, value in arguments.items()}, twice)
        for arguments, twice in probes
    ]
    return ProbeSet(True, ["f"], time_limit, asked)


def answers(function, *probes, **options):
    return collect(bank(*probes, **options), [function])["answers"]


def test_the_value_of_each_call_is_written_down():
    first, second = answers(lambda x: x + 1, ({"x": 1}, False), ({"x": np.arange(2)}, False))
    assert decode(first["value"]) == 2
    np.testing.assert_array_equal(decode(second["value"]), [1, 2])


def test_an_argument_that_is_changed_is_named():
    def edits(a, params):
        params["W"] -= 1
        return a

    (answer,) = answers(edits, ({"a": np.ones(2), "params": {"W": np.ones(2)}}, False))
    assert answer["changed"] == ["params"]


def test_a_second_call_gets_arguments_of_its_own_and_an_equal_generator():
    def draw(rng, x):
        x += 1
        return rng.normal() + x

    (answer,) = answers(draw, ({"rng": Seed(3), "x": np.zeros(2)}, True))
    np.testing.assert_array_equal(decode(answer["value"]), decode(answer["again"]))
    np.testing.assert_array_equal(decode(answer["value"]), np.random.default_rng(3).normal() + 1)


def test_state_that_a_function_keeps_shows_in_the_second_call():
    calls = []

    def counts():
        calls.append(1)
        return len(calls)

    (answer,) = answers(counts, ({}, True))
    assert (decode(answer["value"]), decode(answer["again"])) == (1, 2)


def test_an_exception_is_an_answer_with_the_line_that_raised_it():
    (answer,) = answers(lambda x: x / 0, ({"x": 1}, False))
    failure = decode(answer["value"])
    assert (failure.kind, failure.error) == ("raised", "ZeroDivisionError")


@pytest.mark.parametrize("error", [SystemExit, RecursionError, MemoryError, StopIteration])
def test_whatever_a_function_raises_is_its_own_answer(error):
    def raises():
        raise error

    (answer,) = answers(raises, ({}, False))
    assert decode(answer["value"]).error == error.__name__


def test_an_error_whose_text_cannot_be_had_is_an_answer_too():
    class Nasty(Exception):
        def __str__(self):
            raise RuntimeError

    def raises():
        raise Nasty

    (answer,) = answers(raises, ({}, False))
    assert decode(answer["value"]).error == "Nasty"


def test_a_stub_is_unsolved_and_not_an_error():
    def stub():
        raise NotImplementedError

    (answer,) = answers(stub, ({}, False))
    assert decode(answer["value"]).kind == "unsolved"


def test_an_endless_loop_is_ended_once_and_the_other_calls_do_not_wait_again():
    def endless():
        while True:
            pass

    start = time.perf_counter()
    found = answers(endless, ({}, False), ({}, False), ({}, False), time_limit=0.2)
    assert time.perf_counter() - start < 2
    assert [decode(answer["value"]).kind for answer in found] == ["timeout"] * 3


def test_an_endless_generator_is_ended_too():
    def endless():
        while True:
            time.sleep(0.01)
            yield 1

    (answer,) = answers(endless, ({}, False), time_limit=0.2)
    assert decode(answer["value"]).kind == "timeout"


def test_a_time_limit_that_is_not_reached_leaves_no_trace():
    with time_limit(0.05):
        pass
    time.sleep(0.1)  # Were the timer still running, the interrupt would come here.


def test_a_person_s_own_interrupt_is_passed_on():
    with pytest.raises(KeyboardInterrupt), time_limit(5):
        raise KeyboardInterrupt


def test_what_is_not_a_function_is_said_to_be_none():
    (answer,) = answers(3.0, ({}, False))
    assert decode(answer["value"]) == Failure("not callable", "float")


def test_the_limit_raises_where_the_work_is():
    with pytest.raises(TimeLimit), time_limit(0.1):
        while True:
            pass


def test_a_call_without_end_is_stopped_where_interrupts_are_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with pytest.raises(TimeLimit), time_limit(0.1):
            while True:
                pass
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_time_of_an_import_is_not_the_answer_s(tmp_path, monkeypatch):
    (tmp_path / "slow_to_import.py").write_text("import time\ntime.sleep(0.6)\nvalue = 3.0\n")
    monkeypatch.syspath_prepend(tmp_path)

    def answer():
        return importlib.import_module("slow_to_import").value

    (given,) = answers(answer, ({}, False), time_limit=0.3)
    assert decode(given["value"]) == 3.0


def test_work_after_an_import_is_limited_all_the_same():
    def answer():
        import json

        while True:
            json.dumps(1)

    (given,) = answers(answer, ({}, False), time_limit=0.2)
    assert decode(given["value"]).kind == "timeout"


CELLS = """
from functools import partial

def step(params, grads):
    return update(params, grads, 0.1)

def by_a_helper(params, grads):
    return [step(params, grads) for _ in range(2)]

def attribute(params, grads):
    params.update(grads)
    return grads.backward()

class Callable:
    def __call__(self, x):
        return forward(x)

called, given = Callable(), partial(by_a_helper, {})
"""


def test_names_are_those_of_globals_and_not_of_attributes():
    cells = {}
    exec(CELLS, cells)
    assert global_names(cells["by_a_helper"]) == {"step", "update", "range"}
    assert global_names(cells["given"]) == {"step", "update", "range"}
    assert global_names(cells["called"]) == {"forward"}
    assert global_names(cells["attribute"]) == set()
    assert global_names(3.0) == set()


def test_a_result_that_a_later_call_overwrites_is_noticed():
    buffer = np.zeros(2)

    def one_for_all(x):
        buffer[:] = x
        return buffer

    first, last = answers(one_for_all, ({"x": np.ones(2)}, False), ({"x": np.zeros(2)}, False))
    assert first["overwritten"]
    assert "overwritten" not in last


def test_results_of_their_own_are_not_said_to_be_overwritten():
    for own in (lambda x: x + 1, lambda x: iter(x), lambda x: [x, {"x": x}], lambda x: 1 / 0):
        for answer in answers(own, ({"x": np.ones(2)}, True), ({"x": np.zeros(2)}, True)):
            assert "overwritten" not in answer
