"""Banks: the objects say what the files say, and what travels says nothing about right answers."""

import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

import helpers.checking
from autograder.build.bank import probes_only
from helpers.checking.bank import Bank, Probe, ProbeSet

BANKS = sorted((Path(helpers.checking.__file__).parent / "banks").glob("*.json"))


def bank_in(path):
    return Bank.from_data(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_a_bank_is_written_as_it_was_read(path):
    bank = bank_in(path)
    assert json.dumps(bank.as_data(), indent=1) + "\n" == path.read_text(encoding="utf-8")
    assert Bank.from_data(bank.as_data()) == bank


@pytest.mark.parametrize("path", BANKS, ids=lambda path: path.stem)
def test_the_probes_travel_alone_and_arrive_as_they_were(path):
    bank = bank_in(path)
    data = json.loads(json.dumps(probes_only(bank).as_data()))
    assert list(data) == [field.name for field in fields(ProbeSet)]
    arrived = ProbeSet.from_data(data)
    assert arrived.targets == bank.targets
    assert arrived.probes == [replace(probe, hidden={}) for probe in bank.probes]


def test_a_probe_says_nothing_of_what_it_does_not_ask_for():
    assert Probe("a", {"x": {"kind": "none"}}).as_data() == {
        "group": "a",
        "arguments": {"x": {"kind": "none"}},
    }


def test_expected_values_are_decoded_once_for_each_bank():
    bank = bank_in(next(path for path in BANKS if path.stem == "backward"))
    link = bank.value_links()[0]
    assert link.values is link.values
    assert len(link.values) == len(link.fingerprints) == len(link.expected)
    assert all(np.size(value) for value in link.values)
