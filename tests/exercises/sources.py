"""What the source of a wrong version holds."""

import builtins
import dis
import inspect
import sys
import types


def is_edited(name, variant):
    """Whether the variant is a change of the solution, and not a program or an option of its own.

    The source of a change has a file name that no file has.
    """
    return variant.function.__code__.co_filename == f"<{name}: {variant.name}>"


def steps(exercise):
    """The functions that make the solution: one, or one for each link of a chain."""
    if exercise.has_solution:
        return [exercise.solve]
    return [link.reference for link in exercise.links if link.reference]


def lines(function):
    """The lines of a function's source without their indentation; empty ones are left out."""
    stripped = (line.strip() for line in inspect.getsource(function).splitlines())
    return [line for line in stripped if line]


def unknown_names(function):
    """The global names in a function, and in the functions inside it, that nothing defines.

    Known are the names of its module, `np`, `math` and Python's own.
    """
    known = {"np", "math", *vars(sys.modules[function.__module__]), *vars(builtins)}
    used, codes = set(), [function.__code__]
    while codes:
        code = codes.pop()
        used.update(
            instruction.argval
            for instruction in dis.get_instructions(code)
            if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME")
        )
        codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return used - known
