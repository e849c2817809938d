"""Properties of the classes that a network predicts."""

from collections.abc import Sequence

import numpy as np

from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, fail
from helpers.checking.questions.common import question, real_array


@question
def only_two_classes(calls: Sequence[Call], function: str) -> Finding:
    """Every entry is 0 or 1, also where the output is exactly 0.5 and leaves open which of them.

    Wrong classes elsewhere fail too: an answer earns nothing for zeros.
    """
    from helpers.reference import network  # Not in memory while a submission runs.

    for call in calls:
        classes = real_array(call.value, function, function)
        if isinstance(classes, Finding):
            return classes
        arguments = call.arguments
        cache = network.forward(arguments["X"], arguments["params"], ("sigmoid", "sigmoid"))
        p = cache["A2"]
        if classes.shape != p.shape or np.any((classes != (p > 0.5)) & (p != 0.5)):
            return fail(f"`{function}` gives wrong classes where A2 is not 0.5.")
        other = (classes != 0) & (classes != 1)
        if np.any(other):
            return fail(
                f"Where A2 is exactly 0.5, `{function}` should say 0 or 1.",
                detail=f"yours says {classes[other][0]:.6g}",
                cause="half",
            )
    return PASS
