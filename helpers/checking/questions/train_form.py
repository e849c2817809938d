"""What the questions about a training loop read in its answers: parameters, losses and sets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_floats, fail, not_a_value
from helpers.checking.diagnosis import shape_clash
from helpers.checking.questions.common import real_array
from helpers.checking.questions.initialise_parameters import network_shapes
from helpers.checking.questions.train_steps import KEYS, Descent, Params

TWO_SEEDS = "two seeds"
"""The group of the two calls that differ in their seed alone."""

PRODUCTS = {
    "1 d": "one-feature",
    "1 n": "broadcast",
    "h n": "transpose-missing",
    "d n": "transpose-missing",
    "1 h": "transpose-missing",
}
"""The misconception behind a product of two sizes that do not fit, by these sizes.

n is the number of samples, d of features, h of hidden neurons.
"""


@dataclass
class TrainingSet:
    """One data set and the results of the student's loop on it.

    `descent` is the reference's descent on the same data. `still` maps numbers of iterations to the
    (params, losses) of the runs with the rate 0, and `moved` those of the other runs.
    """

    descent: Descent = field(init=False)
    still: dict[Any, Any]
    moved: dict[int, tuple[Params, NDArray]]


def form(calls: Sequence[Call], function: str) -> Finding:
    """Whether every answer is a pair of parameters of the right shapes and numeric losses."""
    for call in calls:
        value = call.value
        if isinstance(value, Failure):
            return not_a_value(value, function, cause=_why_it_raised(value, call))
        if not isinstance(value, list) or len(value) != 2:
            return fail(
                f"`{function}` should return two things, `params` and `losses`; something else "
                "came back.",
                cause="one-value",
            )
        if isinstance(value[1], dict) and not isinstance(value[0], dict):
            return fail(
                "`params` were expected first, then `losses`; they came the other way round.",
                cause="one-value",
            )
        X = call.arguments["X"]
        n_hidden = int(call.arguments["n_hidden"])
        finding = network_shapes(value[0], X.shape[1], n_hidden, 1, function)
        if finding.cause == "wrong-shape" and np.shape(value[0].get("W1"))[1:] == (n_hidden,):
            return replace(finding, cause="one-feature")
        if not finding.passed:
            return finding
        losses = real_array(value[1], "losses", function)
        if isinstance(losses, Finding):
            return losses
    return PASS


def _why_it_raised(failure: Failure, call: Call) -> str:
    """The id of the misconception that raises such an error, or ""."""
    if failure.error == "UFuncTypeError":
        return "whole-numbers"
    kind, *sizes = shape_clash(failure.detail) or [""]
    if kind == "side by side":
        return "entrywise-product"
    n, d = call.arguments["X"].shape
    names = {1: "1", n: "n", d: "d", int(call.arguments["n_hidden"]): "h"}
    return PRODUCTS.get(" ".join(sorted(names.get(size, "?") for size in sizes)), "")


def read(call: Call) -> tuple[Params, NDArray]:
    """The parameters, by name, and the losses of an answer whose form is right."""
    params, losses = call.value
    return (
        {key: as_floats(params[key]) for key in KEYS},
        as_floats(losses),
    )


def training_sets(calls: Sequence[Call]) -> Iterable[TrainingSet]:
    """The `TrainingSet` of each group; the form of all calls must be right."""
    found: dict[str, TrainingSet] = {}
    for call in calls:
        if call.group == TWO_SEEDS:
            continue
        arguments = call.arguments
        n_iterations = int(arguments["n_iterations"])
        if arguments["learning_rate"]:
            found[call.group].descent = Descent.of(call)
            found[call.group].moved[n_iterations] = read(call)
        else:
            one = found.setdefault(call.group, TrainingSet({}, {}))
            one.still[n_iterations] = read(call)
            one.still["dtype"] = {key: np.asarray(call.value[0][key]).dtype for key in KEYS}
    return found.values()
