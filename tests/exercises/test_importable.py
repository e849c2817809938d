"""Nothing that a submission can import is a solution: all of `helpers` is tried as answers."""

import importlib
import inspect
import pkgutil

import pytest
from judging import FUNCTIONS, KNOWN, bank

import helpers
from autograder.run.execute import BLOCKED
from helpers.checking.evaluate import evaluate
from helpers.checking.probes import collect


def importable():
    """Every function and class of `helpers` outside of the modules that are blocked, by name."""
    found = {}
    for module in pkgutil.walk_packages(helpers.__path__, "helpers."):
        name = module.name
        if any(name == blocked or name.startswith(f"{blocked}.") for blocked in BLOCKED):
            continue
        for word, value in vars(importlib.import_module(name)).items():
            if callable(value) and getattr(value, "__module__", "").startswith("helpers"):
                found[f"{value.__module__}.{word}"] = value
    return found


def draw_nothing(*arguments, **options):
    """Stands for a figure: drawing one takes long, and no exercise asks for one."""
    raise NotImplementedError


def takes(function, n_arguments):
    """Whether the function can be called with that many arguments by position."""
    try:
        inspect.signature(function).bind(*[None] * n_arguments)
    except (TypeError, ValueError):
        return False
    return True


# Any model that learns may fit a curve, so nothing in `helpers` gives that exercise away.
@pytest.mark.parametrize("name", [name for name in FUNCTIONS if name != "fit_and_predict"])
def test_nothing_that_can_be_imported_solves_an_exercise(name, monkeypatch):
    monkeypatch.setattr("matplotlib.figure.Figure.__init__", draw_nothing)
    public = bank(name)
    n_arguments = len(public.probes[0].arguments)
    for word, value in importable().items():
        if takes(value, n_arguments):
            result = evaluate(public, collect(public, [value, *KNOWN[name].others]))
            assert result.status != "right", word
            assert not any(link.earned for link in result.links), word
