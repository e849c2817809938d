"""Arrays by name: the form that parameters, caches and gradients of a network have."""

from typing import TypeAlias

from numpy.typing import NDArray

Arrays: TypeAlias = dict[str, NDArray]
"""For example {"W1": …, "b1": …}; a network without biases simply has no "b1"."""
