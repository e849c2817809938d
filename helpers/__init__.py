"""What students have too: the reference network, data, figures, the run log, `check` and
`once_solved`.

The package is light on purpose: importing it loads NumPy and nothing heavier, so a notebook's
first cell is quick. Matplotlib and IPython are loaded by the functions that draw.
"""

from helpers.checking import CheckFailed, check
from helpers.checking.unsolved import once_solved

__all__ = ["CheckFailed", "check", "once_solved"]
