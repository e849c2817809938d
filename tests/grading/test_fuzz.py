"""1,000 notebooks with random damage: each is graded or refused with a reason.

Each notebook gets one to four mutations of its bytes, the structure of its JSON, or its cells'
metadata or sources. Every fiftieth mutant is graded from end to end, and its code runs in the
sandbox if one works. All other mutants are prepared and judged in this process without running
their code: a check cell that has survived gets the answers of a right solution.
"""

import copy
import json
import tempfile
from pathlib import Path

import mini_course
import nbformat
import numpy as np
import pytest
from mini_course import ASSIGNMENT, MAX

from autograder.console import quiet
from autograder.course import CHECK_CALL
from autograder.grade import grading
from autograder.grade.gradebook import LentGradebook
from autograder.grade.prepare import Steps, prepare, resources_of
from autograder.grade.preprocessors import JudgeAnswers, RunCells, configured
from autograder.grade.session import begin
from autograder.run import sandbox
from autograder.run.execute import Execution, execute
from autograder.run.transcript import CellRun

pytestmark = pytest.mark.slow

N, PARTS = 1000, 4
EVERY = 50
SEED = 20

JUNK = (
    *(None, True, -1, 0.5, 10**30, float("nan"), "", "check_forward", "\ud800", "\0", "code"),
    *([], {}, [[]], [None], {"nbgrader": None}, {"": {"": []}}, ["x"] * 50, [[[[[[[[1]]]]]]]]),
)


def places(thing):
    """All (holder, key) pairs of a JSON document."""
    items = thing.items() if isinstance(thing, dict) else enumerate(thing)
    for key, part in items:
        yield thing, key
        if isinstance(part, (dict, list)):
            yield from places(part)


def one_of(rng, things):
    return things[int(rng.integers(len(things)))]


def mutate_place(rng, found):
    """Replaces, removes or doubles the value at one of the places, or swaps it with another."""
    if not found:
        return
    (holder, key), (other, other_key) = one_of(rng, found), one_of(rng, found)
    action = one_of(rng, ("replace", "replace", "remove", "double", "swap"))
    if action == "replace":
        holder[key] = copy.deepcopy(one_of(rng, JUNK))
    elif action == "remove":
        del holder[key]
    elif action == "double" and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    else:
        holder[key], other[other_key] = copy.deepcopy((other[other_key], holder[key]))


def mutate_structure(rng, nb):
    mutate_place(rng, list(places(nb)))


def mutate_metadata(rng, nb):
    cells = nb["cells"] if isinstance(nb.get("cells"), list) else []
    kept = [x["metadata"] for x in cells if isinstance(x, dict) and "metadata" in x]
    mutate_place(rng, [place for x in kept if isinstance(x, (dict, list)) for place in places(x)])


def mutate_source(rng, nb):
    cells = nb["cells"] if isinstance(nb.get("cells"), list) else []
    texts = [x for x in cells if isinstance(x, dict) and isinstance(x.get("source"), str)]
    if texts:
        cell = one_of(rng, texts)
        text = cell["source"].encode("utf-8", "replace")
        cell["source"] = mutate_bytes(rng, text).decode("utf-8", "surrogateescape")


def mutate_bytes(rng, data):
    """Overwrites, removes, doubles or inserts a few bytes, or cuts off the end."""
    start, length = int(rng.integers(len(data) + 1)), int(rng.integers(1, 20))
    before, there, after = data[:start], data[start : start + length], data[start + length :]
    noise = rng.bytes(length)
    ways = [before + noise + after, before + after, before + there * 2 + after, before]
    ways += [before + noise + there + after, before + one_of(rng, b'"{[,\\').to_bytes() + after]
    return one_of(rng, ways)


def mutant(rng, text):
    """The bytes of a damaged notebook."""
    nb = json.loads(text)
    kind = one_of(rng, (mutate_structure, mutate_metadata, mutate_source, None))
    for _ in range(int(rng.integers(1, 5))):
        if kind and isinstance(nb, dict):
            kind(rng, nb)
    data = json.dumps(nb).encode()
    return data if kind else mutate_bytes(rng, data)


def mutants(folder, part):
    """One part of the damaged copies of this folder's notebook, always the same for this part."""
    rng = np.random.default_rng([SEED, part])
    text = (folder / "network.ipynb").read_text(encoding="utf-8")
    return [mutant(rng, text) for _ in range(N // PARTS)]


OF_NETWORK = ("forward", "update")


@pytest.fixture
def begun(course):
    """The course with an open gradebook, a session, and the sanitising steps."""
    session = begin(course, ASSIGNMENT, configured(course, sandboxed=False))
    gradebook = LentGradebook(course)
    yield course, session, Steps(course.config.Autograde.sanitize_preprocessors, course.config)
    gradebook.close()


def outputs_by_exercise(session, nb):
    """The outputs of the check cells of a right notebook, by exercise."""
    done = execute(session.task("network", nb, None))
    return {
        CHECK_CALL.search(cell.source).group(1): done.cells[str(index)].outputs
        for index, cell in enumerate(nb.cells)
        if cell.cell_type == "code" and CHECK_CALL.search(cell.source)
    }


def verdicts_on(session, student, nb, right):
    """The verdicts on a prepared notebook whose surviving check cells get the right answers."""
    runs = {}
    for index, cell in enumerate(nb.cells):
        call = cell.cell_type == "code" and CHECK_CALL.search(cell.source)
        runs[str(index)] = CellRun(right.get(call.group(1), []) if call else [], index + 1)
    execution = Execution(copy.deepcopy(runs), [])
    with tempfile.TemporaryDirectory(dir=session.course.root) as folder:
        resources = resources_of(session.course, ASSIGNMENT, student, "network", Path(folder))
        resources |= {"session": session, "execution": execution}
        with quiet():  # As `record` does; nbformat mends equal cell ids.
            for step in (RunCells(), JudgeAnswers()):
                nb, resources = step(nb, resources)
            nbformat.validate(nb, relax_add_props=True)
        return json.loads(Path(folder, "verdicts.json").read_text(encoding="utf-8"))["exercises"]


@pytest.mark.parametrize("part", range(PARTS))
def test_every_mutant_is_judged_or_refused_with_a_reason(begun, part):
    course, session, sanitise = begun
    folder = mini_course.submit(course, "mutant")
    right = outputs_by_exercise(
        session, prepare(course, ASSIGNMENT, "mutant", sanitise).notebooks["network"]
    )
    damaged = mutants(folder, part)
    (folder / "decision.ipynb").unlink()
    judged = refused = full = 0
    for number, data in enumerate(damaged):
        if number % EVERY == 0:
            continue
        (folder / "network.ipynb").write_bytes(data)
        submission = prepare(course, ASSIGNMENT, "mutant", sanitise)
        reasons = [x for x in submission.reasons if x.startswith("network.ipynb")]
        if not submission.notebooks:
            assert len(reasons) == 1, number
            assert "cannot be read as a notebook (" in reasons[0], number
            refused += 1
            continue
        assert reasons == [], number
        said = verdicts_on(session, "mutant", submission.notebooks["network"], right)
        for name in OF_NETWORK:
            assert said[name]["points"] in (0, MAX[name]), number
            assert said[name]["message"], number
        full += all(said[name]["points"] == MAX[name] for name in OF_NETWORK)
        judged += 1
    # Most damage leaves check cells that can be recognised; some leaves no readable notebook.
    assert judged + refused == (N - N // EVERY) // PARTS
    assert min(refused, full) > 10, (refused, full, judged)
    assert full > 0.9 * judged, (refused, full, judged)


def test_mutants_in_a_class_leave_the_others_their_marks(course):
    mini_course.submit(course, "aaa")
    mini_course.submit(course, "zzz")
    folder = mini_course.submit(course, "mutant")
    sample = [data for part in range(PARTS) for data in mutants(folder, part)[::EVERY]]
    for number, data in enumerate(sample):
        there = mini_course.submit(course, f"mutant{number:02}")
        (there / "network.ipynb").write_bytes(data)
    works = all(found.works for found in sandbox.findings() if found.needed)
    graded = grading.grade(course, ASSIGNMENT, sandboxed=works)
    assert len(graded) == 3 + N // EVERY
    for student, verdicts in graded.items():
        points = {name: x["points"] for name, x in verdicts["exercises"].items()}
        # Every student keeps the marks for the other notebook, whatever the damage to this one.
        assert points["predict"] == MAX["predict"], student
        assert verdicts["status"] == "graded", student
        if not student.startswith("mutant") or student == "mutant":
            assert points == MAX
