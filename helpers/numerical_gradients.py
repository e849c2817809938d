"""Gradients by numbers alone: central differences and the complex step.

Both methods need only values of the function, so they share nothing with backpropagation and can
judge it. Their price: central differences evaluate the function twice for every entry, the complex
step once. `point` is an array, or a dict of arrays such as a network's `params`; `function` takes
such a point and returns one number. The gradient has the form of `point`: an array of the same
shape, or a dict with the same keys (not "dW1").
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Point: TypeAlias = NDArray | dict[str, NDArray]
"""Where a function is differentiated, and also the form of its gradient there."""


def central_differences(
    function: Callable[[Any], float], point: Point, step: float = 6e-06
) -> Point:
    """Return the gradient of `function` at `point` by [f(x + h) − f(x − h)] / 2h, entry by entry.

    The error has one part that falls with h² and a rounding part that grows with 1/h. The default
    step is near the cube root of the machine precision, where the two parts balance at about 1e-10
    for entries of order 1.
    """

    def slope(nudged: Callable[[Any], Any]) -> Any:
        return (nudged(step) - nudged(-step)) / (2 * step)

    return _gradient(function, point, float, slope)


def complex_step(function: Callable[[Any], complex], point: Point, step: float = 1e-30) -> Point:
    """Return the gradient of `function` at `point` by Im f(x + ih) / h, entry by entry.

    Nothing is subtracted, so nothing cancels: with a tiny h the result is exact to rounding (Squire
    and Trapp 1998, "Using complex variables to estimate derivatives of real functions"). `function`
    must be analytic at `point` and carry complex numbers through to its result; ValueError if it
    returns a real number, as it does after np.abs, float() or a real-typed buffer.
    """

    def slope(nudged: Callable[[Any], Any]) -> Any:
        value = nudged(1j * step)
        if not np.iscomplexobj(value):
            raise ValueError(
                f"the function returned the real number {value}: the complex step needs one that "
                "keeps the imaginary part (no np.abs, no float(), no real-typed buffer inside)"
            )
        return value.imag / step

    return _gradient(function, point, complex, slope)


def _gradient(
    function: Callable[[Any], Any], point: Point, dtype: type, slope: Callable[[Any], Any]
) -> Any:
    if not isinstance(point, dict):
        return _gradient(lambda p: function(p["x"]), {"x": point}, dtype, slope)["x"]

    # One copy, in which one entry at a time is nudged and then restored.
    nudged_point: dict[str, NDArray] = {
        name: np.array(value, dtype=dtype) for name, value in point.items()
    }
    gradient = {name: np.empty(value.shape) for name, value in nudged_point.items()}
    for name, array in nudged_point.items():
        for index in np.ndindex(array.shape):
            original = array[index]

            def nudged(
                change: complex,
                array: NDArray = array,
                index: tuple[int, ...] = index,
                original: Any = original,
            ) -> Any:
                array[index] = original + change
                return function(nudged_point)

            gradient[name][index] = slope(nudged)
            array[index] = original
    return gradient
