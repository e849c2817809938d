"""Modules are short, import each other in one direction, and are tested through what is public."""

import ast
import graphlib
from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST_LINES = 400
# Of Python's named tuples; that they begin with an underscore says nothing.
PYTHONS_OWN = {"_replace", "_asdict", "_make", "_fields"}


def files(*folders):
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def test_no_module_outside_of_the_exercises_is_long():
    """What has grown longer is split by purpose."""
    long = {
        str(path.relative_to(ROOT)): length
        for path in files("autograder", "helpers")
        if not path.is_relative_to(ROOT / "autograder" / "exercises")
        and (length := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert not long


# --- imports ------------------------------------------------------------------------------------


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path, modules):
    """The modules among these that a file imports, inside of functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # A name of a package is a module of it, or stands in the package itself.
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in modules else node.module for name in names]
        else:
            continue
        yield from (name for name in names if name in modules)


def test_no_modules_import_each_other_in_a_circle():
    """Neither at their top nor inside of functions, which only hides a circle."""
    paths = {module_of(path): path for path in files("autograder", "helpers")}
    graph = {module: set(imports(path, paths)) for module, path in paths.items()}
    assert sum(map(len, graph.values())) > 100
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        raise AssertionError(f"a circle of imports: {' → '.join(error.args[1])}") from None


# --- private names ------------------------------------------------------------------------------


def is_private(name):
    return name.startswith("_") and not name.endswith("__")


def defined(path):
    """The private names that a file defines: functions, classes, variables and attributes."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def reached_for(path):
    """The names of other objects than a test's own that it reads, sets, imports or patches."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            yield node.lineno, "" if own else node.attr
        elif isinstance(node, ast.ImportFrom):
            if node.module.startswith(("autograder", "helpers")):
                names = [*node.module.split("."), *(alias.name for alias in node.names)]
                yield from ((node.lineno, name) for name in names)
        elif isinstance(node, ast.Call):
            # monkeypatch.setattr(module, "name", …), getattr(thing, "name") and the like
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("setattr", "getattr", "delattr", "object") and len(node.args) > 1:
                yield node.lineno, getattr(node.args[1], "value", "")


def test_tests_reach_into_no_private_name():
    """What a test needs is public, or is tested through what is."""
    private = {
        name
        for path in files("autograder", "helpers")
        for name in [*defined(path), *path.relative_to(ROOT).with_suffix("").parts]
        if is_private(name) and not (name.startswith("_repr_") and name.endswith("_"))
    } - PYTHONS_OWN
    assert len(private) > 100
    assert not [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files("tests")
        for line, name in reached_for(path)
        if name in private
    ]
