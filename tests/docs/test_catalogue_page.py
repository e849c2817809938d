"""The page on misconceptions is what the exercises say today."""

from pathlib import Path

from autograder import catalogue, exercises
from autograder.bank import compile_bank

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


def test_every_entry_of_the_catalogue_has_found_an_exercise():
    used = {
        fault.misconception.id
        for assignment in exercises.assignments()
        for exercise in exercises.load(assignment).values()
        for fault in exercise.variants
    }
    assert {f"m{number}" for number in range(1, 79)} <= used
