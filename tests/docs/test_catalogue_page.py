"""The page on misconceptions is what the exercises say today."""

import re
from pathlib import Path

import pytest

from autograder import exercises
from autograder.build import catalogue
from autograder.build.bank import compile_bank

PAGE = Path(__file__).parents[2] / "docs" / "catalogue.md"


def test_the_page_is_up_to_date():
    rows = {
        assignment: [
            row
            for exercise in exercises.load(assignment).values()
            for row in catalogue.rows(exercise, compile_bank(exercise))
        ]
        for assignment in exercises.assignments()
    }
    made = catalogue.as_markdown(rows)
    assert PAGE.read_text(encoding="utf-8") == made, "run `course build`, which writes the page"


@pytest.mark.parametrize("assignment", exercises.assignments())
def test_every_misconception_is_declared_with_an_id_in_words(assignment):
    known = exercises.load(assignment).values()
    ids = {variant.misconception.id for exercise in known for variant in exercise.variants}
    links = [link for exercise in known for link in exercise.links]
    ids |= {misconception.id for link in links for misconception in link.causes.values()}
    assert len(ids) > 10
    assert not {id for id in ids if not re.fullmatch(r"[a-z]+(-[a-z]+)*", id)}
