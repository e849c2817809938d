"""A corpus of answers to every exercise, right and wrong, written from the task's text alone.

`answers/<exercise>.py` holds sections of code. The heading of a section says what it is: "right",
or "wrong" with what is wrong in words and, where the catalogue knows it, its id in brackets:

    # %% right: with einsum
    # %% wrong [sign-flipped]: minus in front of the whole gradient

A section stands for the answer cell. Its code finds what a student's kernel holds at that place:
the functions and imports of the notebook's cells, and right answers to the other exercises.
"""

import ast
import contextlib
import functools
import importlib.util
import io
import linecache
import re
import tempfile
import warnings
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from autograder import exercises
from autograder.build.bank import PUBLIC_SEED, probes_only
from autograder.grade.judge import Judge
from helpers.checking.evaluate import evaluate
from helpers.checking.messages import as_text
from helpers.checking.probes import collect

ANSWERS = Path(__file__).parent / "answers"
SOURCES = Path(__file__).parents[2] / "source"
HEADING = re.compile(r"^# %% (right|wrong)(?: \[([a-z-]+)\])?: (.+)$", re.MULTILINE)
PLACES = {
    name: (assignment, exercise)
    for assignment in exercises.assignments()
    for name, exercise in exercises.load(assignment).items()
}
"""The assignment and the definition of every exercise, by name."""

OUTSIDE = ("jax", "pandas", "scipy", "sklearn", "torch")
"""Packages that students use and that the course does not install."""


TIME_LIMIT = 4.0
"""Seconds for each call, so that an audit need not wait long for a loop without an end."""


@dataclass(frozen=True)
class Answer:
    """One section: `id` is the misconception's id or "", `words` is the text of its heading."""

    exercise: str
    right: bool
    id: str
    words: str
    code: str

    @property
    def missing(self):
        """The packages that this answer imports and that are not installed here."""
        imported = re.findall(r"^\s*(?:import|from) (\w+)", self.code, re.MULTILINE)
        return [x for x in imported if x in OUTSIDE and not importlib.util.find_spec(x)]


def read(exercise):
    """The answers of the corpus to one exercise, in the order of its file."""
    path = ANSWERS / f"{exercise}.py"
    if not path.exists():
        return []
    parts = HEADING.split(path.read_text(encoding="utf-8"))[1:]
    fields = zip(*(iter(parts),) * 4, strict=True)
    return [
        Answer(exercise, kind == "right", id or "", words, code.strip() + "\n")
        for kind, id, words, code in fields
    ]


@dataclass(frozen=True)
class Outcome:
    """What became of an answer on one draw: the check's message is that of the public inputs."""

    right: bool
    points: float
    id: str | None
    message: str


def check(answer):
    """What the student's own check finds."""
    bank = judge(answer.exercise, PUBLIC_SEED).banks[answer.exercise]
    try:
        given = _collected(answer, bank)
    except CellError as error:
        return Outcome(False, 0.0, None, str(error))
    result = evaluate(bank, given)
    found = result.misconception.id if result.misconception else None
    points = sum(link.earned for link in result.links)
    return Outcome(result.status == "right", points, found, as_text(result, bank))


def grade(answer, seed):
    """What the judge says, on the hidden inputs of this seed."""
    own = judge(answer.exercise, seed)
    try:
        given = _collected(answer, probes_only(own.banks[answer.exercise]))
    except CellError as error:
        return Outcome(False, 0.0, None, str(error))
    verdict = own.judge({answer.exercise: given})[answer.exercise]
    full = verdict.points == verdict.max
    return Outcome(full, verdict.points, verdict.misconception, verdict.message)


@functools.cache
def judge(exercise, seed):
    """The judge of one exercise on the inputs of one seed."""
    return Judge([PLACES[exercise][1]], seed)


class CellError(Exception):
    """The answer's cell itself raised an error, so there is nothing to check."""


def _collected(answer, probes):
    names = _run_cells(answer.exercise)
    file = f"<{answer.exercise}: {answer.words}>"
    linecache.cache[file] = len(answer.code), None, answer.code.splitlines(True), file
    with (
        # An empty folder for each answer: a run log keeps its runs in the working folder.
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        # A warning is no error in a notebook, but pytest makes it one here.
        warnings.catch_warnings(action="ignore"),
    ):
        try:
            exec(compile(answer.code, file, "exec"), names)
            targets = [names[target] for target in probes.targets]
        except Exception as error:
            raise CellError(f"{type(error).__name__}: {error}") from error
        # No answer of the corpus takes this long unless it never ends.
        limit = min(probes.time_limit, TIME_LIMIT)
        return collect(replace(probes, time_limit=limit), targets)


def _run_cells(exercise):
    """The names that the cells of the exercise's notebook define, in a new namespace."""
    names = {"__name__": "__main__"}
    exec(_definitions(exercise), names)
    return names


@functools.cache
def _definitions(exercise):
    """Imports, functions and data of the notebook that holds the exercise, without its training."""
    assignment = PLACES[exercise][0]
    for path in sorted((SOURCES / assignment).glob("*.ipynb")):
        cells = [x for x in nbformat.read(path, 4).cells if x.cell_type == "code"]
        if any(x.metadata.get("nbgrader", {}).get("grade_id") == exercise for x in cells):
            tree = ast.parse("\n".join(x.source for x in cells))
            tree.body = [node for node in tree.body if _is_definition(node)]
            return compile(tree, str(path), "exec")
    raise ValueError(f"no notebook of {assignment} asks for {exercise}")


def _is_definition(node):
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        return ast.unparse(node.value).startswith("data.")
    return isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef)
