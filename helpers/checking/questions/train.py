"""Properties of a training loop, judged from the student's own start.

A network may start anywhere, so there are no right numbers to compare a training with. But a run
with a learning rate of 0 shows the start, and from there the reference takes the same one to three
steps. Calls come in groups. All calls of a group "set …" have the same data and the same seed:
first 1 and 3 iterations with the rate 0, then 1, 2 and 3 iterations with one other rate. The calls
of the group "two seeds" differ only in their seed. Calls in other groups are long runs.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, fail, in_words
from helpers.checking.questions.common import draws, question, same
from helpers.checking.questions.train_form import TWO_SEEDS, TrainingSet, form, read, training_sets
from helpers.checking.questions.train_steps import (
    KEYS,
    Descent,
    Params,
    first_step,
    later_step,
    losses_instead,
)

ONE_SAMPLE = {"last-sample-only", "returned-too-early", "one-sample-a-step"}
"""Misconceptions that let one sample alone decide a step; a random one may be any of these."""

TOGETHER = (
    (ONE_SAMPLE, "one-sample-a-step"),
    ({"start-returned", "last-update-missing"}, "last-update-missing"),
)
"""Misconceptions that look alike in some sets, and what they are if they are not alike in all."""


@question
@draws
def own_start(calls: Sequence[Call], function: str) -> Finding:
    """The start has the right shapes, depends on the seed alone, and its hidden neurons differ."""
    finding = form(calls, function)
    if not finding.passed:
        return finding
    for one in training_sets(calls):
        (start, _), (kept, losses) = one.still[1], one.still[3]
        if not same(start, kept):
            if _is_drawn_anew(one):
                return fail(
                    f"With a learning rate of 0, `{function}` came to other parameters and losses "
                    "in every iteration.",
                    cause="drawn-anew",
                )
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


def _is_drawn_anew(one: TrainingSet) -> bool:
    """Whether one iteration with the rate 0 moves nothing, and the later ones start elsewhere."""
    (start, _), (_, losses) = one.still[1], one.still[3]
    if losses.size != 3 or np.ptp(losses) == 0 or same(start, one.moved[1][0]):
        return False
    return bool(np.isclose(losses[0], one.descent.loss(start), rtol=1e-5))


@question
@draws
def start_from_rng(calls: Sequence[Call], function: str) -> Finding:
    """Generators with different seeds give different starts."""
    finding = form(calls, function)
    return _seeds_differ(calls, function) if finding.passed else finding


def _seeds_differ(calls: Sequence[Call], function: str) -> Finding:
    starts = [read(call)[0] for call in calls if call.group == TWO_SEEDS]
    if same(*starts):
        return fail(
            f"Generators with different seeds gave `{function}` the same start.", cause="own-seed"
        )
    return PASS


@question
def losses_before_updates(calls: Sequence[Call], function: str) -> Finding:
    """`losses` holds n_iterations numbers: the mean cross-entropy before each update.

    Losses of the student's own parameters are right, and so are those of the right ones.
    """
    finding = form(calls, function)
    if not finding.passed:
        return finding
    for number, one in enumerate(training_sets(calls)):
        own = [one.still[1][0], *(one.moved[k][0] for k in (1, 2, 3))]
        expected = np.array([one.descent.loss(params) for params in own[:3]])
        for n_iterations, (_, losses) in [*one.moved.items(), (3, one.still[3])]:
            if losses.shape != (n_iterations,):
                cause = "early-stop" if number else _why_not_as_many(one)
                return fail(_count_message(n_iterations, losses.shape), cause=cause)
        losses = one.moved[3][1]
        if one.descent.same_losses(own[:3], losses, expected):
            continue
        path = one.descent.path(own[0], 2)
        right = np.array([one.descent.loss(params) for params in path])
        if not one.descent.same_losses(path, losses, right):
            return fail(
                "`losses` does not hold the mean loss before each update.",
                detail=f"expected {_list(expected)}; yours are {_list(losses)}",
                cause=losses_instead(one.descent, own, losses) or _cause_by_start(one),
            )
    return PASS


def _cause_by_start(one: TrainingSet) -> str:
    """The id of the misconception that starts anew in calls with equal seeds, or ""."""
    (start, still), runs = one.still[1], one.moved.values()
    other = any(_other_start(one.descent, start, still, losses) for _, losses in runs)
    return "best-of-several" if other else ""


def _why_not_as_many(one: TrainingSet) -> str:
    """The id of the misconception that gives another number of losses in the first set."""
    shapes = [one.moved[k][1].shape for k in (1, 2, 3)]
    if shapes == [(1,), (2,), (3,)]:
        return "early-stop"
    if shapes == [(1,)] * 3 and same(one.moved[1][0], one.moved[2][0]):
        return "loop-cut-short"
    sizes = [one.moved[k][1].size for k in (1, 2, 3)]
    # The losses of earlier calls stand in this list too: at least those of two with the rate 0.
    piles_up = sizes[0] > 4 and [sizes[1] - sizes[0], sizes[2] - sizes[1]] == [2, 3]
    return "shared-list" if piles_up else "loss-count"


def _count_message(n_iterations: int, shape: tuple[int, ...]) -> str:
    s = "s" * (n_iterations > 1)
    return (
        f"After {n_iterations} iteration{s} `losses` should hold {n_iterations} number{s}, one for "
        f"each iteration; it is {in_words(shape)}."
    )


@question
def gradient_steps(calls: Sequence[Call], function: str) -> Finding:
    """The first three steps go down the gradient of the mean loss over all samples."""
    finding = form(calls, function)
    if not finding.passed:
        return finding
    cause, message = None, None
    for one in training_sets(calls):
        start = one.still[1][0]
        k, bad = _first_wrong_step(one, start)
        if not bad:
            continue
        own = one.moved[k][0]
        if late := _returned_too_soon(one, start):
            found = late
        elif k == 1:
            found = first_step(one.descent, start, own, only=cause)
            if not found and cause in ONE_SAMPLE:
                found = first_step(one.descent, start, own)
        else:
            found = later_step(one.descent, start, own, k)
        # The same misconception has to fit every set in which something is wrong.
        for alike, common in TOGETHER:
            if {cause, found} <= alike and cause != found:
                found = cause = common
        if cause and not found and k > 1 and one.descent.rate < 1e-3:
            found = cause  # After a short step, some gradients have hardly changed.
        cause = found if cause in (None, found) else ""
        message = message or _step_message(k, bad)
        if not cause:
            break
    if message is None:
        return PASS
    if cause and cause[0] in "-0123456789.":
        return fail(f"{message} Each moved {cause} times as far as it should.")
    return fail(message, cause=cause or "")


def _returned_too_soon(one: TrainingSet, start: Params) -> str:
    """The id of the misconception that returns parameters of an earlier moment, or "".

    The losses show that training went on.
    """
    own = [one.moved[k][0] for k in (1, 2, 3)]
    losses = one.moved[3][1]

    def is_start(params: Params) -> bool:
        return all(np.array_equal(params[key], start[key]) for key in KEYS)

    if not is_start(own[0]) or losses.shape != (3,) or np.ptp(losses) == 0:
        return ""
    path = one.descent.path(start, 2)
    if not one.descent.same_losses(path, losses, [one.descent.loss(params) for params in path]):
        return ""
    if all(is_start(params) for params in own):
        return "start-returned"

    def passed_by(params: Params, places: Sequence[Params]) -> bool:
        there = one.descent.there
        return any(all(there(key, params, place, start) for key in KEYS) for place in places)

    earlier = all(passed_by(own[k], path[: k + 1]) for k in (1, 2))
    return "last-update-missing" if earlier else ""


def _first_wrong_step(one: TrainingSet, start: Params) -> tuple[int, list[str]]:
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
    calls: Sequence[Call], function: str, least_accuracy: float, of: int, followed: int
) -> Finding:
    """In long runs the loss ends lower than it began, and `of` of them reach the accuracy.

    A run with the rate 0 shows the start of those that follow it. Where one of these has `followed`
    iterations, it ends where the reference ends.
    """
    finding = form(calls, function)
    if not finding.passed:
        return finding
    reached, long = 0, 0
    start, first = None, np.array([])
    for call in calls:
        params, losses = read(call)
        n_iterations = int(call.arguments["n_iterations"])
        if not call.arguments["learning_rate"]:
            start, first = params, losses
            continue
        if start is not None and n_iterations == followed:
            path = Descent.of(call).path(start, followed)
            if not all(np.allclose(params[x], path[-1][x], 1e-3, 1e-4) for x in KEYS):
                return fail(f"After {followed} iterations from your start, `params` are wrong.")
            continue
        if losses.ndim != 1 or losses.size < 2 or not np.all(np.isfinite(losses)):
            return fail("In a long run `losses` should be a list of finite numbers.")
        # Another link looks at how many losses there are. Here it is seen whether the loop stops.
        if losses.size < n_iterations:
            return fail(_count_message(n_iterations, losses.shape), cause="early-stop")
        if start is not None and _other_start(Descent.of(call), start, first, losses):
            return fail(OTHER_START, cause="best-of-several")
        if losses[-1] >= losses[-n_iterations]:
            return fail("In a long run the loss ended higher than it began.")
        if start is not None:
            long += 1
            reached += Descent.of(call).accuracy(params) >= least_accuracy
        start = None
    if reached >= of:
        return PASS
    return fail(
        f"After a long run {reached} of {long} networks classify {least_accuracy:.0%} of the "
        f"samples correctly; {of} should."
    )


OTHER_START = (
    "Two calls that differ only in their rate and their number of iterations started from "
    "different parameters."
)


def _other_start(descent: Descent, start: Params, still: NDArray, losses: NDArray) -> bool:
    """Whether the first loss of a run is not that of `start`, the start at the rate 0.

    `still` are the losses at the rate 0. Only true losses can tell; they may be taken too late.
    """
    right = descent.loss(start)
    if not still.size or not np.isclose(still.flat[0], right, rtol=1e-4):
        return False
    later = descent.loss(descent.path(start, 1)[1])
    return not np.any(np.isclose(losses.flat[0], [right, later], rtol=1e-4))


def _alike(params: Params) -> bool:
    """Whether all hidden neurons have the same parameters, so that they will stay alike."""
    return params["W1"].shape[1] > 1 and all(
        np.ptp(params[key], axis=axis).max() == 0 for key, axis in (("W1", 1), ("b1", 0), ("W2", 0))
    )


def _list(numbers: ArrayLike) -> str:
    return ", ".join(f"{float(x):.6g}" for x in np.ravel(numbers))
