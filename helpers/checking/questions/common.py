"""The table of questions, and functions that several questions share."""

import functools
import math
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from helpers.checking.answers import Answer, Failure
from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, as_array, fail, not_a_value

Question: TypeAlias = Callable[..., Finding]
"""A question: from the calls, the name of the function under test, and options to a `Finding`."""

QUESTIONS: dict[str, Question] = {}


def question(function: Question) -> Question:
    """Decorator: enters the function in `QUESTIONS` under its own name."""
    QUESTIONS[function.__name__] = function
    return function


def draws(asked: Question) -> Question:
    """Decorator: the question also asks whether each generator was drawn from.

    An answer that is random, equal in an equal call, and leaves its generator where it was, drew
    from a copy of it.
    """

    @functools.wraps(asked)
    def ask(calls: Sequence[Call], function: str, **options: Any) -> Finding:
        finding = asked(calls, function, **options)
        # A second call, where there is one, tells a copy from chance that comes from elsewhere.
        twice = [call for call in calls if call.again is not None]
        compared = [x for x in twice if same(x.value, x.again)] if twice else calls
        names = sorted({name for call in compared for name in call.undrawn})
        if not finding.passed or not names:
            return finding
        return fail(
            f"After a call of `{function}`, `{names[0]}` stands where it stood before the call.",
            question=f"Draw a number from `{names[0]}` after a call of your function, and one from "
            "an equal generator without a call: do they differ? From what does your code draw?",
        )

    return ask


def number(value: Answer) -> float | None:
    """The value as a float, or None if it is not one finite number."""
    array = as_array(value)
    if array is None or array.ndim or array.dtype.kind == "c":
        return None
    return float(array) if math.isfinite(array) else None


def real_array(value: Answer, label: str, function: str) -> NDArray | Finding:
    """The value as an array of real numbers, or a `Finding` that says why it is not one.

    `label` names the value in sentences and `function` the function that returned it.
    """
    if isinstance(value, Finding):
        return value
    if isinstance(value, Failure):
        return not_a_value(value, function)
    array = as_array(value)
    if array is None or array.dtype.kind == "c":
        return fail(f"`{label}` should be real numbers.")
    return array


def same(first: Answer, second: Answer) -> bool:
    """Whether two decoded answers are equal except for rounding; nan equals nan."""
    if isinstance(first, dict):
        return isinstance(second, dict) and all(
            key in second and same(item, second[key]) for key, item in first.items()
        )
    a, b = as_array(first), as_array(second)
    if a is not None and b is not None:
        return a.shape == b.shape and np.allclose(a, b, rtol=1e-9, equal_nan=True)
    if isinstance(first, list):
        return (
            isinstance(second, list)
            and len(first) == len(second)
            and all(same(x, y) for x, y in zip(first, second, strict=True))
        )
    return a is None and b is None and first == second


def rows_of_log(
    calls: Sequence[Call], function: str, names: Sequence[str]
) -> list[dict[str, Any]] | Finding:
    """The rows of the log that have a number for each of these names, or a `Finding`."""
    value = calls[0].value
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return fail(
            f"`{function}` should be a run log: rows of settings and results.", cause="not-a-log"
        )
    rows = []
    for row in value:
        numbers = {name: number(row.get(name)) for name in names}
        if None not in numbers.values():
            rows.append({**row, **numbers})
    if not rows:
        listed = ", ".join(f"`{name}`" for name in names)
        return fail(f"No run of `{function}` has a number for {listed}.", cause="nothing-logged")
    return rows


@question
def repeatable(calls: Sequence[Call], function: str) -> Finding:
    """No argument and no earlier result was changed, and an equal call answers the same."""
    for call in calls:
        if call.changed:
            names = ", ".join(f"`{name}`" for name in call.changed)
            noun = "argument" if len(call.changed) == 1 else "arguments"
            return fail(f"`{function}` changed its {noun} {names}.", cause="argument-changed")
    if any(call.overwritten for call in calls):
        return fail(
            f"A later call of `{function}` changed what an earlier call had returned.",
            question="Is what your function returns made anew in each call, or once for all calls? "
            "A default value such as `new={}` is made once.",
        )
    return equal_again(calls, function, cause="second-call-differs")


def equal_again(calls: Sequence[Call], function: str, cause: str) -> Finding:
    """Whether equal calls gave equal answers; `cause` is that of the finding that one did not."""
    for call in calls:
        if call.again is None or isinstance(call.value, Failure):
            continue
        if not same(call.value, call.again):
            return fail(
                f"Called twice with equal arguments, `{function}` answered differently.",
                cause=cause,
            )
    return PASS
