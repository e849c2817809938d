"""Faults of the store and of the machine, which are never a fault of a submission.

The store is the database of the gradebook. nbgrader wraps many of its errors in errors of its own,
so the error that the database gave is looked for behind them. Some faults pass: another program
holds a lock, or a server is started again. `patiently` waits for these, for about a minute.
"""

import sqlite3
from collections.abc import Callable
from time import sleep
from typing import TypeVar

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    SQLAlchemyError,
    StatementError,
)

from autograder.console import say
from autograder.course import AGAIN, Course, CourseError

PAUSES = (1, 2, 4, 8, 16, 32)
"""Seconds to wait before each further trial of something that the store refused."""

_LOCKS = ("40", "55P03")
_LOST = ("08", "57P", "53300")
"""PostgreSQL's states, or how they begin: locks and clashes; a lost server or connection."""

_REMEDIES = {
    "is full": "Make room on its disk",
    "readonly": "Make the file and its folder writable",
    "read-only": "Make it writable",
    "permission": "Ask for the rights to read and write it",
    "no such": "Copy it, then run `nbgrader db upgrade`, or put back a backup",
    "does not exist": "Copy it, then run `nbgrader db upgrade`, or put back a backup",
    "not a database": "Put back a backup, or correct the address",
    "malformed": "Put back a backup",
    "unable to open": "Correct the address, or make the file and its folder readable",
    "locked": "Close what uses it, such as a database browser or a backup",
    "connect": "See that its server runs and lets you in",
}
"""What to do about a database that says this."""


def of_the_store(error: BaseException) -> SQLAlchemyError | None:
    """The database's error behind `error`; None if there is none or the data caused the error.

    A student's text that the database cannot hold is a fault of the submission.
    """
    found: BaseException | None = error
    while found is not None and not isinstance(found, SQLAlchemyError):
        if isinstance(found, CourseError):  # The fault has been told already.
            return None
        found = found.__cause__ or found.__context__
    of_the_data = isinstance(found, DataError) or (
        isinstance(found, StatementError) and not isinstance(found, DBAPIError)
    )
    return None if of_the_data else found


def of_the_machine(error: BaseException) -> bool:
    """Whether the installation or the machine failed: the next submission would fail as well."""
    return isinstance(error, OSError | ImportError | MemoryError)


Result = TypeVar("Result")


def patiently(action: Callable[[], Result], course: Course, *, lost: bool = True) -> Result:
    """Returns what `action()` returns, and calls it again while a fault of the store may pass.

    `lost` says whether a lost connection counts as a fault that may pass. Each pause is announced
    on the screen. Raises `CourseError` if the store's fault stays; other errors come through.
    """
    waits = iter(PAUSES)
    while True:
        try:
            return action()
        except Exception as error:
            fault = of_the_store(error)
            if fault is None:
                raise
            pause = next(waits, None) if _passes(fault, lost) else None
            if pause is None:
                raise store_error(course, error) from error
            said = short(_given(fault))
        say(
            f"The gradebook at {course.shown_db_url} cannot be used just now ({said}). "
            f"Trying again in {pause} s."
        )
        sleep(pause)


def store_error(course: Course, error: BaseException) -> CourseError:
    """The `CourseError` that tells a person about a fault of the store, and what to do."""
    fault = of_the_store(error)
    if not isinstance(fault, DBAPIError):
        return CourseError(
            f"The gradebook at {course.shown_db_url} lacks what is looked for ({short(error)}). Is "
            "it the right one? `course build` and then `course grade` enter what it lacks."
        )
    said = str(fault.orig).lower()
    remedy = next((x for words, x in _REMEDIES.items() if words in said), "Run `course doctor`")
    return CourseError(
        f"The gradebook at {course.shown_db_url} cannot be used ({short(_given(fault))}). "
        f"{remedy}; {AGAIN}"
    )


def _given(fault: SQLAlchemyError) -> BaseException:
    """The error of the database's driver, if there is one."""
    return getattr(fault, "orig", None) or fault


def _passes(fault: SQLAlchemyError, lost: bool) -> bool:
    if isinstance(fault, IntegrityError):  # Another program entered the same at the same time.
        return True
    if not isinstance(fault, DBAPIError):
        return False
    if isinstance(fault.orig, sqlite3.Error):
        code = getattr(fault.orig, "sqlite_errorcode", 0) & 0xFF  # Without the details.
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    state = getattr(fault.orig, "sqlstate", None) or ""
    if state.startswith(_LOCKS):
        return True
    gone = not state or state.startswith(_LOST) or isinstance(fault, InterfaceError)
    return lost and (fault.connection_invalidated or gone)


def short(error: BaseException) -> str:
    """The kind of an error and the first line of its message."""
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:200]}"
