"""What students must not have, and whether a zip holds it.

`leaks` reads any zip and names

1. every file that is not part of the kit, such as compiled code;
2. an import of `autograder`, markers of a solution, hidden test or mark scheme, published answers;
3. the code of a solution or of a wrong version: as code (even with other names or with lines in
   between), in a string, in a comment, or in prose; also what source/ keeps out of its release;
4. a bank that is not the public one: one with other inputs, or with more values or words.

`helpers/reference` is public by design. `given_away` names the solutions that can be read there.
"""

import ast
import copy
import inspect
import json
import re
import textwrap
import zipfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np

from autograder import exercises
from autograder.build.bank import public_bank
from autograder.build.cells import as_cell
from autograder.course import CourseError
from helpers.checking.answers import MIME, decode

_REFERENCE = "helpers/reference/"
_BANKS = "helpers/checking/banks/"
_MARKS = re.compile(
    r"(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)|"
    r"^\s*(from|import)\s+(autograder|nbgrader)\b|import_module\(.autograder",
    re.M,
)
_REGION = re.compile(
    r"^[^\n]*BEGIN (SOLUTION|MARK SCHEME|HIDDEN TESTS)[^\n]*\n(.*?)^[^\n]*END \1", re.M | re.S
)
# Code with fewer than `_TELLING` nodes of its syntax tree is recognised only with its own names.
# Code with fewer than `_TELLING_WITH_NAMES` (`return None`) is not looked for. Texts and
# lines of prose that are shorter than the other two numbers occur by chance.
_TELLING, _TELLING_WITH_NAMES, _TELLING_TEXT, _TELLING_PROSE = 15, 6, 24, 40


@dataclass(frozen=True)
class Piece:
    """Code that students must not hold. `statements` are in the form that `_normal` gives."""

    owner: str
    statements: tuple
    renamed: bool
    text: str


def leaks(course, file, expected):
    """Lists what students must not have in the zip `file` (a path or stream), a sentence for each.

    `expected` is what the kit of `course` holds, bytes by name (`kit.contents`). Raises
    `CourseError` if the file cannot be read as a zip.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            files = {x.filename: archive.read(x) for x in archive.infolist() if not x.is_dir()}
            twice = len(archive.namelist()) - len(set(archive.namelist()))
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise CourseError(f"{file} cannot be read as a zip: {error}") from error
    found = [f"{name} does not belong to the kit" for name in files if name not in expected]
    found += [f"{name} is missing" for name in expected if name not in files]
    if twice:
        found.append("a name stands in the zip more than once")
    pieces, prose = _pieces(course), _prose(course)
    for name, data in files.items():
        if name not in expected or (name.startswith(_REFERENCE) and data == expected[name]):
            continue  # Named already, or public by design.
        try:
            content = _read(name, data.decode())
        except (ValueError, SyntaxError) as error:
            found.append(f"{name} cannot be read: {error}")
            continue
        found += [f"{name} {words}" for words in _faults_of(content, pieces, prose)]
        if name.startswith(_BANKS):
            found += _bank_faults(name, data)
        elif name.startswith("release/") and content.outputs:
            found.append(f"{name} holds outputs")
        if MIME in str(content.outputs):
            found.append(f"{name} holds published answers")
    return found


def given_away(course):
    """The exercises whose solution in the catalogue also stands in `helpers/reference`."""
    found = set()
    pieces = [x for x in _pieces(course) if x.owner.startswith("the solution of")]
    for path in sorted((course.root / _REFERENCE).glob("*.py")):
        content = _read(path.name, path.read_text(encoding="utf-8"))
        found |= {x.owner.split()[-1] for x in pieces if _holds(content, x)}
    return sorted(found)


@dataclass
class _Content:
    """The strings of a file, and the blocks of code in them, renamed and with their own names."""

    strings: list
    outputs: tuple = ()

    def __post_init__(self):
        trees = [tree for text in self.strings for tree in _code_in(text)]
        self.blocks = {
            renamed: [_normal(block, renamed) for tree in trees for block in _blocks(tree)]
            for renamed in (True, False)
        }
        self.statements = {
            renamed: {x for block in blocks for x in block}
            for renamed, blocks in self.blocks.items()
        }
        self.squashed = "\n".join(_squashed(text) for text in self.strings)


def _read(name, text):
    """The file as `_Content`: its whole text or, for JSON and notebooks, every string in it."""
    if not name.endswith((".json", ".ipynb")):
        return _Content([text])
    data = json.loads(text)
    strings = list(_strings(data))
    outputs = [x for cell in data.get("cells", ()) for x in cell.get("outputs", ())]
    return _Content(strings, tuple(outputs))


def _strings(data, key=""):
    """The strings in JSON data, including keys. Joins lists of lines and leaves pictures out."""
    if isinstance(data, str):
        if not key.startswith("image/"):
            yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings(value, key)
    elif isinstance(data, list):
        if data and all(isinstance(x, str) for x in data):
            yield from _strings("".join(data), key)
        else:
            for value in data:
                yield from _strings(value, key)


_MAGIC = re.compile(r"^(\s*)[%!].*$", re.M)
_FENCED = re.compile(r"^```\w*\n(.*?)^```", re.M | re.S)


def _code_in(text):
    """Syntax trees of the text, of fenced code in it, and of the strings in that code."""
    for part in (text, *_FENCED.findall(text)):
        if not re.search(r"[=(\[]|return", part):
            continue
        try:
            tree = ast.parse(_MAGIC.sub(r"\1pass", textwrap.dedent(part)))
        except (SyntaxError, ValueError, RecursionError):
            continue
        yield tree
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from _code_in(node.value)


def _blocks(tree):
    """Every list of statements in the tree, docstrings left out."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                block = _without_docstring(block)
                if block:
                    yield block


def _without_docstring(block):
    first = block[0] if block else None
    return block[1:] if isinstance(first, ast.Expr) and _is_text(first.value) else block


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


class _Renamer(ast.NodeTransformer):
    """Numbers the names of a statement in the order in which they occur."""

    def __init__(self):
        self.names = {}

    def _number(self, name):
        return self.names.setdefault(name, f"name{len(self.names)}")

    def visit_Name(self, node):
        node.id = self._number(node.id)
        return node

    def visit_arg(self, node):
        node.arg, node.annotation = self._number(node.arg), None
        return node


def _normal(block, renamed):
    """The statements without spacing, quotes and comments and, if `renamed`, without names."""
    if renamed:
        block = [_Renamer().visit(copy.deepcopy(statement)) for statement in block]
    return tuple(ast.dump(statement) for statement in block)


def _squashed(text):
    """The text without spaces, `#` and `>`, and with one kind of quotation mark."""
    return re.sub(r"[\s#>]", "", text).replace("'", '"')


def _faults_of(content, pieces, prose):
    for text in content.strings:
        for mark in sorted({x[0].strip() for x in _MARKS.finditer(text)}):
            yield f"says {mark!r}"
    for piece in pieces:
        if _holds(content, piece):
            yield f"holds {piece.owner}"
    for owner, text in prose:
        if text in content.squashed:
            yield f"holds words of {owner} that the release leaves out"


def _holds(content, piece):
    """Whether the file holds the text, or the statements in order, perhaps with others between."""
    if len(piece.text) >= _TELLING_TEXT and piece.text in content.squashed:
        return True
    if not content.statements[piece.renamed].issuperset(piece.statements):
        return False
    for block in content.blocks[piece.renamed]:
        rest = iter(block)
        if all(statement in rest for statement in piece.statements):
            return True
    return False


def _piece(owner, block, text):
    """A list with the piece, or an empty list if the code is too small to tell anything."""
    size = sum(1 for statement in block for _ in ast.walk(statement))
    if size < _TELLING_WITH_NAMES:
        return []
    renamed = size >= _TELLING
    return [Piece(owner, _normal(block, renamed), renamed, _squashed(text))]


def _pieces(course):
    """Solutions and wrong versions of all exercises, and the code that source/ keeps back."""
    found = []
    for assignment in exercises.assignments():
        for name, exercise in exercises.load(assignment).items():
            for words, variant in [("the solution of", None), *_wrong(exercise)]:
                found += _implementations(f"{words} {name}", exercise, variant)
    for owner, text in _regions(course, "code"):
        block = ast.parse(textwrap.dedent(text)).body
        found += _piece(f"the solution in {owner}", block, text)
    return found


def _wrong(exercise):
    return [(f"the wrong version {x.name} of", x) for x in exercise.variants]


def _implementations(owner, exercise, variant):
    """A piece for each function of a solution (a chain has many) or wrong version."""
    if not exercise.callable:
        text = as_cell(exercise, variant)
        found = _piece(owner, ast.parse(text).body, text)
    else:
        found = []
    functions = (
        [variant.function] if variant else [x.reference for x in exercise.links if x.reference]
    )
    if not variant and exercise.has_solution:
        functions.append(exercise.solve)
    for function in functions:
        if "<locals>" in function.__qualname__:
            continue  # One option of a choice: recognised by its value, above.
        definition = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        block = _without_docstring(definition.body)
        found += _piece(owner, block, "\n".join(ast.unparse(x) for x in block))
    return found


def _regions(course, cell_type):
    """What nbgrader takes out of the instructor notebooks, as pairs (place, text)."""
    for assignment in course.assignments():
        for path in course.notebooks(assignment):
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type == cell_type:
                    for _, text in _REGION.findall(cell.source):
                        yield f"{path.name}, {cell.id}", text


def _prose(course):
    """Those lines of model answers and mark schemes that are long enough to tell, squashed."""
    return [
        (owner, _squashed(line))
        for owner, text in _regions(course, "markdown")
        for line in text.splitlines()
        if len(_squashed(line)) >= _TELLING_PROSE
    ]


def _bank_faults(name, data):
    known = {x: e for a in exercises.assignments() for x, e in exercises.load(a).items()}
    exercise = known.get(Path(name).stem)
    if exercise is None:
        return [f"{name} is a bank without an exercise. Run: course build"]
    bank, public = json.loads(data), json.loads(json.dumps(public_bank(exercise).as_data()))
    if not _same(bank.get("probes"), public["probes"]):
        return [f"{name} holds inputs that are not the public ones. Run: course build"]
    if not _same(bank, public):
        return [f"{name} is not the public bank of its exercise. Run: course build"]
    return []


def _same(a, b):
    """Whether two banks are equal, except for how another processor rounds numbers."""
    if isinstance(a, dict) and isinstance(b, dict):
        if a.get("kind") == b.get("kind") == "array" and a.keys() == b.keys():
            x, y = decode(a), decode(b)
            return (
                (x.shape, x.dtype) == (y.shape, y.dtype)
                and (x.dtype.kind in "biufc" or np.array_equal(x, y))
                and np.allclose(x, y, rtol=1e-9, atol=1e-12, equal_nan=True)
            )
        return a.keys() == b.keys() and all(_same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return bool(np.isclose(a, b, rtol=1e-8, atol=1e-9, equal_nan=True))
    return type(a) is type(b) and a == b
