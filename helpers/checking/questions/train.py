"""Properties of a training loop, judged from the student's own start.

A network may start anywhere, so there are no right numbers to compare a training with. But a run
with a learning rate of 0 shows the start, and from there the reference takes the same one to three
steps. Calls come in groups. All calls of a group "set …" have the same data and the same seed:
first 1 and 3 iterations with the rate 0, then 1, 2 and 3 iterations with one other rate. The calls
of the group "two seeds" differ only in their seed. Calls in other groups are long runs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.checking.answers import Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_floats, fail, in_words, not_a_value
from helpers.checking.diagnosis import shape_clash
from helpers.checking.questions.common import question, real_array, same
from helpers.checking.questions.initialise_parameters import network_shapes
from helpers.checking.questions.train_steps import (
    KEYS,
    Descent,
    Params,
    first_step,
    later_step,
    losses_instead,
)

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
class _Set:
    """One data set and the results of the student's loop on it.

    `descent` is the reference's descent on the same data. `still` maps numbers of iterations to the
    (params, losses) of the runs with the rate 0, and `moved` those of the other runs.
    """

    descent: Descent = field(init=False)
    still: dict[Any, Any]
    moved: dict[int, tuple[Params, NDArray]]


@question
def own_start(calls: Sequence[Call], function: str) -> Finding:
    """The start has the right shapes, depends on the seed alone, and its hidden neurons differ."""
    finding = _form(calls, function)
    if not finding.passed:
        return finding
    for one in _sets(calls):
        (start, _), (kept, losses) = one.still[1], one.still[3]
        if not same(start, kept):
            if losses.size and np.ptp(losses) <= 1e-12 * abs(losses[0]):
                return fail(
                    f"Called twice with generators of the same seed, `{function}` started from "
                    "different parameters.",
                    cause="own-generator",
                )
            return fail(
                f"With a learning rate of 0 the parameters move in `{function}`.",
                cause="rate-ignored",
            )
        if any(one.still["dtype"][key].kind in "biu" for key in ("W1", "W2")):
            return fail("The weights are whole numbers.", cause="whole-numbers")
        if _alike(start):
            return fail("All hidden neurons start with the same weights.", cause="symmetric-start")
    return _seeds_differ(calls, function)


@question
def start_from_rng(calls: Sequence[Call], function: str) -> Finding:
    """Generators with different seeds give different starts."""
    finding = _form(calls, function)
    return _seeds_differ(calls, function) if finding.passed else finding


def _seeds_differ(calls: Sequence[Call], function: str) -> Finding:
    starts = [_read(call)[0] for call in calls if call.group == TWO_SEEDS]
    if same(*starts):
        return fail(
            f"Generators with different seeds gave `{function}` the same start.", cause="own-seed"
        )
    return PASS


@question
def losses_before_updates(calls: Sequence[Call], function: str) -> Finding:
    """`losses` holds n_iterations numbers: the mean cross-entropy before each update."""
    finding = _form(calls, function)
    if not finding.passed:
        return finding
    for one in _sets(calls):
        own = [one.still[1][0], *(one.moved[k][0] for k in (1, 2, 3))]
        expected = np.array([one.descent.loss(params) for params in own[:3]])
        for n_iterations, (_, losses) in one.moved.items():
            if losses.shape != (n_iterations,):
                return fail(
                    f"After {n_iterations} iteration{'s' * (n_iterations > 1)} `losses` should "
                    f"hold {n_iterations} number{'s' * (n_iterations > 1)}, one for each "
                    f"iteration; it is {in_words(losses.shape)}.",
                    cause="loop-cut-short" if losses.shape == (1,) else "loss-count",
                )
        losses = one.moved[3][1]
        if not one.descent.same_losses(own[:3], losses, expected):
            return fail(
                "`losses` does not hold the mean loss before each update.",
                detail=f"expected {_list(expected)}; yours are {_list(losses)}",
                cause=losses_instead(one.descent, own, losses),
            )
    return PASS


@question
def gradient_steps(calls: Sequence[Call], function: str) -> Finding:
    """The first three steps go down the gradient of the mean loss over all samples."""
    finding = _form(calls, function)
    if not finding.passed:
        return finding
    cause, message = None, None
    for one in _sets(calls):
        start = one.still[1][0]
        k, bad = _first_wrong_step(one, start)
        if not bad:
            continue
        own = one.moved[k][0]
        if k == 1:
            found = first_step(one.descent, start, own, only=cause)
        else:
            found = later_step(one.descent, start, own, k)
        # The same misconception has to fit every set in which something is wrong.
        cause = found if cause in (None, found) else ""
        message = message or _step_message(k, bad)
        if not cause:
            break
    if message is None:
        return PASS
    if cause and cause[0] in "-0123456789.":
        return fail(f"{message} Each moved {cause} times as far as it should.")
    return fail(message, cause=cause or "")


def _first_wrong_step(one: _Set, start: Params) -> tuple[int, list[str]]:
    """The number of steps after which parameters are first wrong, and the names of these."""
    path = one.descent.path(start, 3)
    for k in (1, 2, 3):
        own = one.moved[k][0]
        bad = [key for key in KEYS if not one.descent.there(key, own, path[k], start)]
        if bad:
            return k, bad
    return 0, []


def _step_message(k: int, bad: Sequence[str]) -> str:
    names = " and ".join(
        [", ".join(f"`{x}`" for x in bad[:-1])] * (len(bad) > 1) + [f"`{bad[-1]}`"]
    )
    steps = "the first step" if k == 1 else f"{k} steps"
    right = [f"`{key}`" for key in KEYS if key not in bad]
    rest = f" ({', '.join(right)} {'is' if len(right) == 1 else 'are'} right.)" if right else ""
    return f"After {steps} from your start, {names} {'is' if len(bad) == 1 else 'are'} wrong.{rest}"


@question
def training_succeeds(
    calls: Sequence[Call], function: str, least_accuracy: float, of: int
) -> Finding:
    """In long runs the loss ends lower than it began, and `of` of them reach the accuracy."""
    finding = _form(calls, function)
    if not finding.passed:
        return finding
    reached = 0
    for call in calls:
        params, losses = _read(call)
        if losses.ndim != 1 or losses.size < 2 or not np.all(np.isfinite(losses)):
            return fail("In a long run `losses` should be a list of finite numbers.")
        if losses[-1] >= losses[0]:
            return fail("In a long run the loss ended higher than it began.")
        reached += Descent.of(call).accuracy(params) >= least_accuracy
    if reached >= of:
        return PASS
    return fail(
        f"After a long run {reached} of {len(calls)} networks classify {least_accuracy:.0%} of the "
        f"samples correctly; {of} should."
    )


def _form(calls: Sequence[Call], function: str) -> Finding:
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


def _read(call: Call) -> tuple[Params, NDArray]:
    params, losses = call.value
    return (
        {key: as_floats(params[key]) for key in KEYS},
        as_floats(losses),
    )


def _sets(calls: Sequence[Call]) -> Iterable[_Set]:
    """The `_Set` of each group; the form of all calls must be right."""
    found: dict[str, _Set] = {}
    for call in calls:
        if call.group == TWO_SEEDS:
            continue
        arguments = call.arguments
        n_iterations = int(arguments["n_iterations"])
        if arguments["learning_rate"]:
            found[call.group].descent = Descent.of(call)
            found[call.group].moved[n_iterations] = _read(call)
        else:
            one = found.setdefault(call.group, _Set({}, {}))
            one.still[n_iterations] = _read(call)
            one.still["dtype"] = {key: np.asarray(call.value[0][key]).dtype for key in KEYS}
    return found.values()


def _alike(params: Params) -> bool:
    """Whether all hidden neurons have the same parameters, so that they will stay alike."""
    return params["W1"].shape[1] > 1 and all(
        np.ptp(params[key], axis=axis).max() == 0 for key, axis in (("W1", 1), ("b1", 0), ("W2", 0))
    )


def _list(numbers: ArrayLike) -> str:
    return ", ".join(f"{float(x):.6g}" for x in np.ravel(numbers))
