"""The page on authoring: its example is an exercise that holds."""

import importlib
import re
from pathlib import Path

import numpy as np

from autograder.build.bank import compile_bank, run
from autograder.build.cells import as_cell
from autograder.build.proofs import prove
from helpers.checking.evaluate import evaluate

PAGE = Path(__file__).parents[2] / "docs" / "authoring.md"


def blocks():
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def example(tmp_path, monkeypatch):
    """The page's exercise, imported from a file as one of an assignment would be."""
    (tmp_path / "exercise_of_the_page.py").write_text(blocks()[0], encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return importlib.import_module("exercise_of_the_page").exercise


def test_the_example_builds_and_names_its_misconceptions(tmp_path, monkeypatch):
    exercise = example(tmp_path, monkeypatch)
    assert prove(exercise).faults == []
    bank = compile_bank(exercise)
    for fault in exercise.variants:
        result = evaluate(bank, run(bank, exercise.implementation(fault)))
        assert result.misconception.id == fault.misconception.id


def test_the_example_s_cells_earn_what_the_page_says(tmp_path, monkeypatch):
    exercise = example(tmp_path, monkeypatch)
    given = {"np": np}
    exec(blocks()[1], given)
    bank = compile_bank(exercise)
    result = evaluate(bank, run(bank, given["mean_squared_error"]))
    assert sum(link.earned for link in result.links) == exercise.points == 3
    assert "`points: 3`" in PAGE.read_text(encoding="utf-8")


def test_a_misconception_of_the_example_can_be_played_as_a_cell(tmp_path, monkeypatch):
    exercise = example(tmp_path, monkeypatch)
    given = {}
    exec(as_cell(exercise, exercise.variants[0]), given)
    assert given["mean_squared_error"](np.array([[3.0]]), np.array([[1.0]])) == 4.0
