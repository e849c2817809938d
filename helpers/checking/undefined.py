"""Shows a plain sentence if a check names something that does not exist (yet).

If `forward` is not defined, `check("forward", forward)` raises NameError before `check` is called:
after a restart of the kernel, for instance, or after the function was renamed. In a notebook the
reader then sees what to do instead of a traceback. The cell still fails.
"""

import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Any

from helpers.checking.messages import undefined_html


def explain_undefined_names(shell: Any, failure: Callable[[str], Any]) -> None:
    """Makes the IPython `shell` show a check's NameError as an exception of the class `failure`."""

    from IPython.display import display

    def show(
        shell: Any,
        kind: type[NameError],
        error: NameError,
        trace: TracebackType,
        tb_offset: int | None = None,
    ) -> None:
        name = error.name or ""
        line = traceback.extract_tb(trace)[-1].line or ""
        if not line.lstrip().startswith("check("):
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
            return
        text = (
            f"`{name}` does not exist in this notebook yet. Run the cell that defines it "
            "(after a restart every cell above has to run again), and see that its name is "
            f"exactly `{name}`."
        )
        display({"text/plain": text, "text/html": undefined_html(name, text)}, raw=True)
        stand_in = failure(f"{name} is not defined")
        shell._showtraceback(failure, stand_in, stand_in._render_traceback_())

    shell.set_custom_exc((NameError,), show)


def current_shell() -> Any:
    """The IPython shell of this process, or None; this function never imports IPython."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None
