"""Cells that use a student's functions: while an exercise is open they say so and go on."""

import contextlib
import traceback


@contextlib.contextmanager
def once_solved():
    """Runs a block of code, unless it needs an exercise that is still open.

    An open exercise raises `NotImplementedError`; the block then ends with one line that names
    the function. Any other exception is the reader's to see, and passes.
    """
    try:
        yield
    except NotImplementedError as error:
        name = traceback.extract_tb(error.__traceback__)[-1].name
        # A cell may raise it itself, for values that nobody has set yet: then no function is named.
        which = f"`{name}`, an exercise" if name.isidentifier() else "an exercise"
        print(f"This cell waits for {which} that is still open.")
