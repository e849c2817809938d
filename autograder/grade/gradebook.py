"""The gradebook during a grading: one connection, and one transaction for each submission.

nbgrader's preprocessors would each open a gradebook and commit after every cell. `LentGradebook`
lends all of them the same gradebook, and their commits are written when the submission is whole,
or not at all.
"""

import contextlib
from collections.abc import Iterator
from typing import Any, Self
from unittest import mock

from nbgrader.api import Gradebook
from nbgrader.preprocessors import latesubmissions, overwritecells, saveautogrades

_USERS = (latesubmissions, overwritecells, saveautogrades)


class LentGradebook:
    """nbgrader's gradebook of a course at `db_url`, lent to its preprocessors until `close`."""

    def __init__(self, db_url: str, course_id: str) -> None:
        self._gradebook = Gradebook(db_url, course_id)
        self._lent = contextlib.ExitStack()
        for module in _USERS:
            lend = mock.patch.object(module, "Gradebook", return_value=_Borrowed(self._gradebook))
            self._lent.enter_context(lend)

    def close(self) -> None:
        """Ends the connection."""
        self._lent.close()
        self._gradebook.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Gradebook]:
        """Yields the gradebook; the end of the block writes all changes, or none of them."""
        session = self._gradebook.db()
        try:
            with mock.patch.object(session, "commit", session.flush):
                yield self._gradebook
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            self._gradebook.db.remove()  # Otherwise a large class would fill the memory.


class _Borrowed:
    """A gradebook that outlives the `with` block of its borrower."""

    def __init__(self, gradebook: Gradebook) -> None:
        self._gradebook = gradebook

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gradebook, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass
