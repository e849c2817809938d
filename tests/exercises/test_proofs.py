"""What `course build` proves and writes of every exercise: public banks and the catalogue's page.

All tests look at the same proofs, because the proofs take longest to make.
"""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from judging import ASSIGNMENTS, KNOWN

from autograder.build import catalogue
from autograder.build.bank import BANKS, compile_bank, public_bank, same_but_for_rounding
from autograder.build.proofs import prove

PAGE = Path(__file__).parents[2] / "docs" / "catalogue.md"


@pytest.fixture(scope="module")
def proofs():
    """The proof of every exercise, by name."""
    return {name: prove(exercise) for name, exercise in KNOWN.items()}


def as_json(bank):
    return json.dumps(bank.as_data())


@pytest.mark.parametrize("name", KNOWN)
def test_a_misconception_loses_marks_and_is_named(proofs, name):
    assert proofs[name].faults == []
    assert [row.name for row in proofs[name].rows] == [x.name for x in KNOWN[name].variants]
    assert [row for row in proofs[name].rows if row.outcome != "named"] == []


def test_the_committed_banks_are_those_of_the_exercises(proofs):
    assert set(proofs) == {path.stem for path in BANKS.glob("*.json")}
    for name, proof in proofs.items():
        committed = json.loads((BANKS / f"{name}.json").read_text(encoding="utf-8"))
        assert same_but_for_rounding(json.loads(as_json(proof.bank)), committed), name


def test_equal_exercises_give_equal_bytes(proofs):
    assert as_json(public_bank(KNOWN["forward"])) == as_json(proofs["forward"].bank)
    for name, proof in proofs.items():
        # A bank that is compiled without its proof has no digests of pairs of faults.
        faults = [replace(fault, then=None) for fault in proof.bank.faults]
        first, second = replace(proof.bank, faults=faults), compile_bank(KNOWN[name])
        second = replace(second, faults=[replace(fault, then=None) for fault in second.faults])
        assert as_json(first) == as_json(second), name


def test_the_page_of_the_catalogue_is_up_to_date(proofs):
    rows = {
        assignment: [row for name in known for row in proofs[name].rows]
        for assignment, known in ASSIGNMENTS.items()
    }
    made = catalogue.as_markdown(rows)
    assert PAGE.read_text(encoding="utf-8") == made, "run `course build`, which writes the page"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_misconception_is_declared_with_an_id_in_words(assignment):
    known = ASSIGNMENTS[assignment].values()
    ids = {variant.misconception.id for exercise in known for variant in exercise.variants}
    links = [link for exercise in known for link in exercise.links]
    ids |= {misconception.id for link in links for misconception in link.causes.values()}
    assert len(ids) > 10
    assert not {id for id in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", id)}
