"""How a cell that scores itself ended is told from a place that common tricks do not reach."""

import json

import nbformat
import pytest
from nbformat import v4
from nbgrader import utils

from autograder.grade.outputs import MAX_OUTPUTS, cut_outputs
from autograder.grade.self_scored import score_cells
from autograder.run.execute import Limits, Task, execute
from autograder.run.transcript import Transcript

LIMITS = Limits(cell=5.0, notebook=30.0)


def run(*sources, scored=True):
    """Runs cells, of which the last scores itself; returns an executed notebook."""
    nb = v4.new_notebook(cells=[v4.new_code_cell(source) for source in sources])
    fields = {"grade": True, "grade_id": "test", "points": 2, "schema_version": 3}
    nb.cells[-1].metadata["nbgrader"] = {**fields, "solution": False, "locked": True}
    cells = tuple((str(i), cell.source) for i, cell in enumerate(nb.cells))
    last = (str(len(sources) - 1),) if scored else ()
    execute(Task(cells, "{}", None, LIMITS, sandboxed=False, scored=last)).fill(nb)
    nbformat.validate(nb)
    return nb


def earned(nb):
    return utils.determine_grade(nb.cells[-1])[0]


HONEST = {
    "passes": ("assert 1 + 1 == 2", 2),
    "fails": ("x = 1\nassert x == 2, 'x is 2'", 0),
    "partial": ("print('so far')\n0.5", 0.5),
    "partial in two values": ("1\n0.5", 0.5),
    "a value that is not shown": ("0.5;", 2),
    "no number": ("'half'", 2),
    "None at its end": ("print('Success!')", 2),
    "stderr": ("import sys\nprint('warning', file=sys.stderr)", 0),
    "a syntax error": ("assert (1 ==", 0),
    "a return": ("return 5", 0),
    "an exit": ("raise SystemExit(0)", 0),
    "a line magic": ("%precision 3\n1.0", 1.0),
    "a cell magic": ("%%capture\nprint('x')", 2),
    "a cell magic that fails": ("%%time\nassert False", 0),
    "await": ("import asyncio\nawait asyncio.sleep(0)\nassert True", 2),
    "an awaited value": ("async def half():\n    return 0.5\nawait half()", 0.5),
    "a shell command": ("out = !echo hello\nassert out == ['hello']", 2),
    "an error with a broken text": (
        "class E(Exception):\n    def __str__(self):\n        raise ValueError\nraise E",
        0,
    ),
    "a figure": ("import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])\nassert plt.gcf()", 2),
    "names of earlier cells": ("assert given == 3\n_ = Out\nIn[-1][:6] and 1.5", 1.5),
}


OTHER_WORDS = {
    "a syntax error",  # IPython compiles with a flag of its own, which words it otherwise.
    "an exit",  # IPython adds a warning for people at a terminal.
    "an error with a broken text",  # At which IPython itself fails.
}


def plain_outputs(nb):
    """The outputs without what differs between two runs: tracebacks, times and pictures."""
    found = []
    for output in nb.cells[-1].outputs:
        output = json.loads(json.dumps(output))
        output.pop("traceback", None)
        if "CPU times" in output.get("text", ""):
            output["text"] = "times"
        found.append(output)
    return found


@pytest.mark.parametrize("name", HONEST)
def test_honest_cells_put_out_what_ipythons_own_way_puts_out(name):
    source, points = HONEST[name]
    here, there = (run("given = 3", source, scored=scored) for scored in (True, False))
    assert earned(here) == earned(there) == points
    if name not in OTHER_WORDS:
        assert plain_outputs(here) == plain_outputs(there)
    assert here.cells[-1].execution_count == there.cells[-1].execution_count


SHELL = "import IPython.core.interactiveshell as way\nShell = way.InteractiveShell\n"
TRICKS = {
    "no traceback is shown": SHELL + "Shell.showtraceback = lambda *a, **k: None",
    "the printer of tracebacks is None": SHELL + "Shell.showtraceback = None",
    "this shell's own printer": "get_ipython()._showtraceback = lambda *a: None",
    "errors are handled": "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    "a cell is never run": SHELL + "Shell.run_cell = lambda *a, **k: None",
    "code is never run": SHELL + "async def no(*a, **k): pass\nShell.run_code = no",
    "the result keeps no error": SHELL
    + "way.ExecutionResult.error_in_exec = property(lambda s: None, lambda s, e: None)",
    "cells become pass": "get_ipython().input_transformers_cleanup.append(lambda x: ['pass\\n'])",
    "the tree becomes empty": (
        "import ast\nclass No(ast.NodeTransformer):\n"
        "    def visit_Assert(self, found):\n        return ast.Pass()\n"
        "get_ipython().ast_transformers.append(No())"
    ),
    "a score before the cell": (
        "import sys\nget_ipython().events.register('pre_execute', lambda: sys.displayhook(2))"
    ),
    "outputs are cleared afterwards": (
        "from IPython.display import clear_output\n"
        "get_ipython().events.register('post_execute', clear_output)"
    ),
    "the process ends as if it had finished": "import os\nos._exit(77)",
}


@pytest.mark.parametrize("name", TRICKS)
def test_a_failing_test_earns_nothing_whatever_was_replaced(name):
    assert earned(run(TRICKS[name], "assert 1 == 2")) == 0


INSIDE = {
    "a score is shown": "import sys; sys.displayhook(2)",
    "no traceback is shown": "import IPython.core.interactiveshell as way; "
    "way.InteractiveShell.showtraceback = None",
    "errors are handled": "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)",
    "outputs are cleared": "from IPython.display import clear_output; clear_output(wait=True)",
}


@pytest.mark.parametrize("name", INSIDE)
def test_a_function_under_test_cannot_take_the_error_away(name):
    function = f"def f():\n    {INSIDE[name]}\n    return 0"
    assert earned(run(function, "assert f() == 1")) == 0


def test_a_function_under_test_cannot_put_its_own_score_first():
    nb = run("def f():\n    import sys\n    sys.displayhook(2)\n    return 0", "f() + 0.5")
    assert earned(nb) == 0.5


def test_output_without_end_hides_neither_an_error_nor_a_score():
    loud = "for _ in range(20): print('x' * 1_000_000)"
    assert earned(run(loud, loud, loud + "\n0.5")) == 0.5
    assert earned(run(loud, loud, loud + "\nimport sys; print('w', file=sys.stderr)")) == 0


@pytest.mark.parametrize(
    ("last", "points"),
    [
        (v4.new_output("error", ename="E", evalue="e" * 5000, traceback=["t"]), 0),
        (v4.new_output("stream", name="stderr", text="w"), 0),
        (v4.new_output("execute_result", {"text/plain": "0.5"}, execution_count=1), 0.5),
    ],
)
def test_cutting_outputs_changes_no_score(last, points):
    shown = [v4.new_output("display_data", {"text/html": "x" * 1_000_000})] * 5
    nb = run("pass")
    nb.cells[-1].outputs = [*shown, *shown, last, last]
    cut_outputs(nb)
    assert earned(nb) == points
    assert len(json.dumps(nb)) < MAX_OUTPUTS + 5000


def event(kind, **fields):
    return {"event": kind, **fields}


def test_a_cell_that_was_said_to_run_twice_earns_nothing():
    transcript = Transcript(["0", "1"])
    good = event("done", id="1", execution_count=2, error=None, value=False)
    for said in (
        *(event("cell", id="0"), event("cell", id="1"), good),
        *(event("cell", id="1"), good),
    ):
        transcript.take(said)
    transcript.settle(["1"])
    assert transcript.runs["1"].outputs[0]["ename"] == "Forged"


def test_an_error_that_was_told_is_not_taken_back():
    transcript = Transcript(["0"])
    ends = [["AssertionError", "x"], None]
    transcript.take(event("cell", id="0"))
    for error in ends:
        transcript.take(event("done", id="0", execution_count=1, error=error))
    transcript.settle(["0"])
    assert transcript.runs["0"].outputs[0]["evalue"] == "x"


@pytest.mark.parametrize("error", [7, [], ["a"], ["a", {"b": [1]}], "text", {"a": 1}])
def test_a_malformed_error_stops_nothing(error):
    transcript = Transcript(["0"])
    transcript.take(event("cell", id="0"))
    transcript.take(event("done", id="0", execution_count=1, error=error))
    transcript.settle(["0"])


# ---- values that nbgrader refuses, at which it would drop the whole submission


@pytest.mark.parametrize(
    ("source", "points", "said"),
    [
        ("0.1 + 0.2 + 1.7000000000000002", 2, ""),
        ("3", 0, "cannot be a score between 0 and its 2 marks"),
        ("from IPython.display import HTML\nHTML('<b>2</b>')", 2, ""),
    ],
)
def test_a_value_that_nbgrader_refuses_costs_its_own_cell_alone(source, points, said):
    nb = run(source)
    score = score_cells(nb, {"test": 2.0})["test"]
    assert score["points"] == earned(nb) == points
    assert said in score["message"]
