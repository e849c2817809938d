"""Properties of the classes that a network predicts."""

from collections.abc import Sequence

import numpy as np

from helpers.checking.calls import Call
from helpers.checking.compare import PASS, Finding, fail
from helpers.checking.questions.common import question, real_array


@question
def only_two_classes(calls: Sequence[Call], function: str) -> Finding:
    """Every entry is 0 or 1, where the output leaves open which of them."""
    for call in calls:
        classes = real_array(call.value, function, function)
        if isinstance(classes, Finding):
            return classes
        if not np.all((classes == 0) | (classes == 1)):
            other = classes[(classes != 0) & (classes != 1)].flat[0]
            return fail(
                f"Where A2 is exactly 0.5, `{function}` should say 0 or 1.",
                detail=f"yours says {other:.6g}",
                cause="half",
            )
    return PASS
