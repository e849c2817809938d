"""The catalogue of every exercise: its solution is right, and its wrong versions lose marks and are
named by what is wrong with them.

What an exercise is worth, which misconceptions it has, and what its solution should return, stand
by assignment in oracles_<assignment>.py.
"""

import ast
import functools
import importlib
import inspect
import json
import linecache
import re
import textwrap
import traceback
from pathlib import Path

import pytest
from judging import (
    ASSIGNMENTS,
    DRAWS,
    HIDDEN_SEEDS,
    KNOWN,
    VARIANTS,
    answers,
    bank,
    bare_judge,
    earned,
    id_of,
    judged,
)
from sources import is_edited, lines, steps, unknown_names

from autograder.build.bank import PUBLIC_SEED
from autograder.build.cells import as_cell
from autograder.grade import aliases
from autograder.grade.summary import commonest
from autograder.report.data import Group, Item, Student
from autograder.report.measures import measure
from helpers.checking.evaluate import evaluate

MATERIAL = {name: importlib.import_module(f"oracles_{name}") for name in ASSIGNMENTS}
POINTS = {name: points for x in MATERIAL.values() for name, points in x.POINTS.items()}
ORACLES = [
    (name, oracle)
    for material in MATERIAL.values()
    for name, oracles in material.ORACLES.items()
    for oracle in oracles
]
EDITED = [(name, variant) for name, variant in VARIANTS if is_edited(name, variant)]
WRITTEN_APART = [case for case in VARIANTS if case not in EDITED]

NAME_A_TOOL = {
    ("epoch_batches", "one-based"),
    ("line_gradient", "mean-twice"),
    ("sgd", "whole-numbers"),
    ("k_fold_indices", "masks"),
    ("l1_penalty", "ragged-list"),
    ("l1_penalty", "matrix-norm"),
    ("l2_penalty", "matrix-norm"),
    ("l2_penalty", "ragged-list"),
}
"""Misconceptions about a function of NumPy, or with an example to try: their hints write `np.`."""

SAME_EVERYWHERE = {"forward", "binary_cross_entropy", "backward", "update"}
"""Exercises in which what a wrong version loses hangs on nothing that is drawn."""

OTHER_NAME = {("cross_validate", "folds_drawn_one_by_one"): "left-out"}
"""Variants with two faults, and the one that is named where the draw happens to hide the other:
folds that are drawn one by one overlap, and leave rows out.
"""


# What is declared


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_points_are_those_of_the_contract(assignment):
    known = ASSIGNMENTS[assignment]
    assert {name: known[name].points for name in known} == MATERIAL[assignment].POINTS


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_catalogue_is_covered(assignment):
    found = {
        name: {variant.misconception.id for variant in exercise.variants}
        for name, exercise in ASSIGNMENTS[assignment].items()
    }
    assert found == MATERIAL[assignment].CATALOGUE


def test_names_of_exercises_are_unique():
    assert len(KNOWN) == sum(map(len, ASSIGNMENTS.values()))


@pytest.mark.parametrize("name", KNOWN)
def test_names_of_variants_are_unique(name):
    names = [variant.name for variant in KNOWN[name].variants]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", KNOWN)
def test_an_id_is_words_and_has_one_question(name):
    questions = {}
    for variant in KNOWN[name].variants:
        id, hint, _ = variant.misconception
        assert re.fullmatch(r"[a-z][a-z-]+[a-z]", id), id
        assert questions.setdefault(id, hint) == hint, id


@pytest.mark.parametrize(("name", "variant"), VARIANTS, ids=id_of)
def test_a_hint_asks_a_question_and_a_second_one_says_more(name, variant):
    assert "?" in variant.misconception.hint
    assert len(variant.misconception.stronger) > 20
    assert variant.misconception.stronger != variant.misconception.hint


@pytest.mark.parametrize(("name", "variant"), VARIANTS, ids=id_of)
def test_a_hint_does_not_hold_the_solution(name, variant):
    hints = variant.misconception.hint + variant.misconception.stronger
    assert not re.search(r"\.T @|\w = .*[@*]", hints)
    if (name, variant.misconception.id) not in NAME_A_TOOL:
        assert "np." not in hints
    for step in steps(KNOWN[name]):
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(step)))):
            if isinstance(node, ast.Return | ast.Assign) and not isinstance(node.value, ast.Name):
                assert ast.unparse(node.value) not in hints


@pytest.mark.parametrize("name", KNOWN)
def test_a_bank_holds_no_code(name):
    text = str(bank(name))
    assert "lambda " not in text
    assert "def " not in text
    assert "import " not in text


# The sources of wrong versions


@pytest.mark.parametrize(("name", "variant"), EDITED, ids=id_of)
def test_the_source_that_is_shown_is_the_one_that_runs(name, variant):
    code = variant.function.__code__
    shown = inspect.getsource(variant.function)
    assert code in compile(shown, code.co_filename, "exec").co_consts
    in_a_traceback = traceback.FrameSummary(code.co_filename, code.co_firstlineno, variant.name)
    assert in_a_traceback.line.startswith(f"def {variant.name}(")


@pytest.mark.parametrize(("name", "variant"), VARIANTS, ids=id_of)
def test_a_wrong_version_uses_only_names_that_there_are(name, variant):
    assert unknown_names(variant.function) == set()


@pytest.mark.parametrize(("name", "variant"), WRITTEN_APART, ids=id_of)
def test_what_is_nearly_the_solution_is_written_as_a_change_of_it(name, variant):
    right = {line for step in steps(KNOWN[name]) for line in lines(step)}
    shared = [line for line in lines(variant.function) if line in right]
    assert len(shared) <= 3, shared


# The solutions


@pytest.mark.parametrize(("name", "oracle"), ORACLES, ids=id_of)
def test_a_solution_agrees_with_code_that_shares_nothing_with_it(name, oracle):
    oracle(KNOWN[name].solve)


def test_every_exercise_by_value_has_an_oracle():
    by_value = {
        name
        for name, exercise in KNOWN.items()
        if exercise.callable and any(link.kind == "value" for link in exercise.links)
    }
    assert by_value <= {name for name, _ in ORACLES}


@pytest.mark.parametrize(("name", "seed"), [*((name, PUBLIC_SEED) for name in KNOWN), *DRAWS])
def test_a_solution_earns_full_marks(name, seed):
    judge = bare_judge(name, seed)
    given = answers(judge.banks[name], KNOWN[name].solve)
    result = evaluate(judge.banks[name], given)
    assert result.status == "right"
    assert earned(result) == POINTS[name]
    assert judge.judge({name: given})[name].points == POINTS[name]


# The wrong versions


def played(name, variant, seed):
    """The judge's verdict on a variant, or for None on the solution.

    On the first draw the answer is the cell that stands for it in a played class, so that cells
    and functions are seen to be the same.
    """
    exercise = KNOWN[name]
    if seed != HIDDEN_SEEDS[0]:
        answer = exercise.implementation(variant) if variant else exercise.solve
        return judged(name, answer, seed=seed)
    text, file = as_cell(exercise, variant), f"<cell {name} {variant and variant.name}>"
    # Jupyter keeps a cell's lines like this, so that errors can quote them.
    linecache.cache[file] = (len(text), None, text.splitlines(True), file)
    namespace = {}
    exec(compile(text, file, "exec"), namespace)
    answer = namespace[name] if exercise.callable else valued(exercise, namespace)
    return judged(name, answer, seed=seed)


def valued(exercise, namespace):
    """A function that returns what a cell has given to the names that the check passes."""
    values = {target: namespace[target] for target in exercise.targets}
    return lambda: values.get(exercise.name, values)


@functools.cache
def verdicts(name, seed):
    """The judge's verdicts on the variants of an exercise, by their names."""
    return {variant.name: played(name, variant, seed) for variant in KNOWN[name].variants}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "seed"), DRAWS)
def test_on_hidden_inputs_solutions_earn_all_and_misconceptions_lose_some_and_are_named(name, seed):
    exercise, given = KNOWN[name], verdicts(name, seed)
    assert played(name, None, seed).points == exercise.points
    for variant in exercise.variants:
        assert given[variant.name].points < exercise.points, variant.name
        id = variant.misconception.id
        names = {id, OTHER_NAME.get((name, variant.name), id)}
        assert given[variant.name].misconception in names, variant.name
    if name in SAME_EVERYWHERE:
        first = verdicts(name, HIDDEN_SEEDS[0])
        assert {x: given[x].points for x in given} == {x: first[x].points for x in first}


@pytest.mark.slow
@pytest.mark.parametrize("name", KNOWN)
def test_the_tables_of_a_class_show_each_student_the_question_that_was_asked(name):
    given = {x: y.as_data() for x, y in verdicts(name, HIDDEN_SEEDS[0]).items()}
    asked = {x: re.search("Ask yourself: (.+)", y["message"]).group(1) for x, y in given.items()}
    fields = {"status": "graded", "reason": None, "scores": {name: 0.0}, "penalty": 0.0}
    fields |= {"incidents": [], "attempts": []}
    students = [Student(x, verdicts={name: y}, **fields) for x, y in given.items()]
    rows = measure(Group("a", [Item(name, "n", 1.0, True)], students, []))["misconceptions"]
    assert {x: row["question"] for row in rows for x in row["students"]} == asked
    graded = {x: {"exercises": {name: y}} for x, y in given.items()}
    in_the_table = {key[1:]: number for key, number in commonest(graded)}
    pairs = [(given[x]["misconception"], question) for x, question in asked.items()]
    assert in_the_table == {pair: pairs.count(pair) for pair in pairs}


def test_every_id_of_before_stands_for_one_of_today():
    old = json.loads((Path(aliases.__file__).parent / "aliases.json").read_text(encoding="utf-8"))
    for name, ids in old.items():
        known = {variant.misconception.id for variant in KNOWN[name].variants}
        known |= {id for link in KNOWN[name].links for id in link.causes}
        known |= {x.id for link in KNOWN[name].links for x in link.causes.values()}
        assert {id for of_today in ids.values() for id in of_today} <= known, name
