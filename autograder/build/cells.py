"""An exercise's implementation, right or wrong, as the text of a notebook cell.

In this way the catalogue plays students: the demo class and the tests put these cells into
released notebooks and grade the notebooks like any other submission.
"""

import ast
import inspect
import textwrap
import types


def as_cell(exercise, variant=None):
    """Source that defines the exercise's targets, from its solution or from one of its variants."""
    if not exercise.callable:
        implementation = variant.function if variant else exercise.solve
        return _values(exercise, implementation())
    if variant and not variant.link:
        return _join(_Collected().add(variant.function, exercise.name))
    if exercise.has_solution:
        return _join(_Collected().add(exercise.solve, exercise.name))
    return _chain(exercise, variant)


def _values(exercise, answer):
    if len(exercise.targets) == 1:
        return f"{exercise.targets[0]} = {answer!r}\n"
    return "".join(f"{name} = {answer[name]!r}\n" for name in exercise.targets)


def _chain(exercise, variant):
    """A small function for each link, and one function that calls them in turn."""
    collected = _Collected()
    arguments, calls = "", []
    for link in exercise.links:
        if link.reference is None:
            continue
        step = variant.function if variant and variant.link == link.name else link.reference
        collected.add(step, f"_{link.name}")
        arguments = ", ".join(list(inspect.signature(link.reference).parameters)[1:])
        calls.append(f'    own["{link.name}"] = _{link.name}(own, {arguments})')
    body = "\n".join(["    own = {}", *calls, "    return own"])
    collected.parts.append(f"def {exercise.name}({arguments}):\n{body}")
    return _join(collected)


def _join(collected):
    imports = sorted(collected.imports)
    return "\n\n\n".join((["\n".join(imports)] if imports else []) + collected.parts) + "\n"


class _Collected:
    """Functions and what they need, in an order in which they can be defined."""

    def __init__(self):
        self.parts, self.imports, self.names = [], set(), set()

    def add(self, function, name):
        """Adds the function under `name`, after the helpers that it uses."""
        if name in self.names:
            return self
        self.names.add(name)
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        definition = tree.body[0]
        for used in sorted(_global_names(function)):
            self._add_global(used, function.__globals__[used])
        definition.name = name
        definition.decorator_list = []
        if ast.get_docstring(definition):
            definition.body = definition.body[1:]
        self.parts.append(ast.unparse(tree))
        return self

    def _add_global(self, name, value):
        if isinstance(value, types.ModuleType):
            self.imports.add(
                f"import {value.__name__}" + (f" as {name}" if name != value.__name__ else "")
            )
        elif isinstance(value, types.FunctionType) and value.__module__.startswith("autograder"):
            self.add(value, name)
        elif isinstance(value, (int, float, str, tuple)):
            self.imports.add(f"{name} = {value!r}")
        else:
            raise TypeError(f"{name} is a {type(value).__name__}: a cell cannot carry it along")


def _global_names(function):
    """Global names in the function's code, and in the functions and comprehensions inside it."""
    found, codes = set(), [function.__code__]
    while codes:
        code = codes.pop()
        found.update(name for name in code.co_names if name in function.__globals__)
        codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return found
