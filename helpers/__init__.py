"""The part of the course that students also have: the reference network, data, figures, `check`.

It also holds `once_solved` and the run log. Importing the package loads NumPy and nothing heavier,
so that a notebook's first cell is quick. The functions that draw load Matplotlib and IPython.
"""

from helpers.checking import CheckFailed, check
from helpers.checking.unsolved import once_solved

__all__ = ["CheckFailed", "check", "once_solved"]
