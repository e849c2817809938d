"""Properties of how a function behaves when it is called."""

from helpers.checking.answers import Failure
from helpers.checking.compare import PASS, fail
from helpers.checking.properties.registry import property_of_answers, same


@property_of_answers
def repeatable(calls, function):
    """No argument was changed, and a second call with equal arguments answers the same."""
    for call in calls:
        if call.changed:
            names = ", ".join(f"`{name}`" for name in call.changed)
            return fail(f"`{function}` changed its argument {names}.", cause="changed")
    for call in calls:
        if call.again is None or isinstance(call.value, Failure):
            continue
        if not same(call.value, call.again):
            return fail(
                f"Called twice with equal arguments, `{function}` answered differently.",
                cause="second call",
            )
    return PASS
