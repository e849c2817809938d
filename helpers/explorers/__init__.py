"""Explorers: each is an experiment with knobs, and a picture that follows the knobs.

`explorer.py` defines explorers and puts them on the page, with the help of `easel.py` and
`matrices.py`; every other module holds the explorers of one subject in `EXPLORERS`.
"""

import importlib
import pkgutil
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.explorers.explorer import Explorer


def modules() -> list[ModuleType]:
    """The modules that hold explorers, each with its `EXPLORERS`, in the order of their names."""
    found = (
        importlib.import_module(f"{__name__}.{x.name}") for x in pkgutil.iter_modules(__path__)
    )
    return [module for module in found if hasattr(module, "EXPLORERS")]


def every() -> "list[Explorer]":
    """All explorers, module by module."""
    return [explorer for module in modules() for explorer in module.EXPLORERS]
