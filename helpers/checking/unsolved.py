"""For cells that use a student's functions: they say if an exercise is still open, and go on."""

import contextlib
import traceback
from collections.abc import Iterator


@contextlib.contextmanager
def once_solved() -> Iterator[None]:
    """Runs a block of code, unless it needs an exercise that is still open.

    An open exercise raises `NotImplementedError`; the block then ends with one line that names the
    function. Any other exception is raised as usual.
    """
    try:
        yield
    except NotImplementedError as error:
        name = traceback.extract_tb(error.__traceback__)[-1].name
        # A cell may raise it itself, for values that are not set yet: then there is no function to
        # name.
        which = f"`{name}`, an exercise" if name.isidentifier() else "an exercise"
        print(f"This cell waits for {which} that is still open.")
