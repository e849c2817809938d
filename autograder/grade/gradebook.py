"""The gradebook: opened only if it is one, and changed in one transaction for each submission.

nbgrader makes a gradebook of whatever an address leads to, and finds out later what is wrong with
it. `opened` looks first. nbgrader's preprocessors would each open a gradebook and commit after
every cell; `LentGradebook` lends all of them the same gradebook, and their commits are written when
the submission is whole, or not at all.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self
from unittest import mock

from nbgrader.api import Base, Gradebook
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import (
    latesubmissions,
    overwritecells,
    overwritekernelspec,
    saveautogrades,
)
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from autograder.course import Course, CourseError
from autograder.grade.faults import of_the_store, patiently, short, store_error

_USERS = (latesubmissions, overwritecells, overwritekernelspec, saveautogrades)


@contextlib.contextmanager
def opened(course: Course) -> Iterator[Gradebook]:
    """Yields the gradebook of a course, to read it.

    Raises `CourseError` if there is none, if it is not nbgrader's or of another revision, and if
    the database fails inside the block.
    """
    gradebook = _open(course)
    try:
        yield gradebook
    except Exception as error:
        if of_the_store(error) is None:
            raise
        raise store_error(course, error) from error
    finally:
        gradebook.close()


def _open(course: Course) -> Gradebook:
    def checked() -> Gradebook:
        require_gradebook(course)
        return _Closing(course.db_url, course.directory().course_id)

    return patiently(checked, course, lost=False)


class _Closing(Gradebook):
    """A gradebook that leaves no connection open if the database fails while it is opened."""

    def __init__(self, *arguments: str) -> None:
        try:
            super().__init__(*arguments)
        except BaseException:
            self.close()
            raise


def is_there(course: Course) -> bool:
    """Whether there may be a gradebook: False only where its file has not been made yet."""
    try:
        url = make_url(course.db_url)
    except (ValueError, ArgumentError):
        return True  # `opened` says what is wrong with the address.
    return url.get_backend_name() != "sqlite" or Path(url.database or "").exists()


def require_gradebook(course: Course, may_be_new: bool = False) -> None:
    """Raises `CourseError` unless a gradebook as nbgrader needs it is at the course's address.

    `may_be_new` says whether the address may lead to a place where a gradebook can be made.
    """
    shown = course.shown_db_url
    try:
        url = make_url(course.db_url)
        engine = create_engine(url)
    except (ValueError, ArgumentError, ImportError) as error:
        raise CourseError(
            f"{shown} is not the address of a gradebook ({short(error)}). Correct --db or "
            "c.CourseDirectory.db_url. PostgreSQL's begins with postgresql+psycopg:// and needs: "
            "pip install 'learning-algorithms-course[cluster]'"
        ) from None
    if url.get_backend_name() == "sqlite":
        path = Path(url.database or "")
        if path.is_dir():
            raise CourseError(f"The gradebook at {shown} is a folder. Name the file inside it.")
        if may_be_new and not path.exists() and path.parent.is_dir():
            return
        if not path.exists():
            raise CourseError(
                f"There is no gradebook at {shown}. Correct the address, put back a backup, or "
                "run `course build` to make a new one."
            )
    try:
        _require_nbgraders(engine, shown, may_be_new)
    finally:
        engine.dispose()


def _require_nbgraders(engine: Engine, shown: str, may_be_new: bool) -> None:
    there = inspect(engine)
    names = set(there.get_table_names())
    if not names and may_be_new:
        return
    if not names:
        raise CourseError(
            f"The gradebook at {shown} is empty: it knows no assignment. Run `course build` (or "
            "`nbgrader generate_assignment`) first."
        )
    upgrade = "Copy it, then run `nbgrader db upgrade`, or put back a backup."
    if "alembic_version" in names:
        with engine.connect() as connection:
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        known = {path.name.partition("_")[0] for path in Path(ALEMBIC_DIR, "versions").iterdir()}
        if found not in known:
            raise CourseError(
                f"The gradebook at {shown} is at revision {found}, which this nbgrader does not "
                "know. Install the nbgrader that made it, or put back a backup."
            )
    lacking = []
    for table in Base.metadata.sorted_tables:
        columns = there.get_columns(table.name) if table.name in names else []
        present = {column["name"] for column in columns}
        lacking += [f"{table.name}.{x.name}" for x in table.columns if x.name not in present]
    if lacking:
        more = f" and {len(lacking) - 3} more columns" if len(lacking) > 3 else ""
        raise CourseError(
            f"The gradebook at {shown} is not as nbgrader needs it: {', '.join(lacking[:3])}{more} "
            f"is missing. {upgrade}"
        )


class LentGradebook:
    """The gradebook of a course, lent to nbgrader's preprocessors until `close`.

    Raises `CourseError` if the gradebook cannot be opened.
    """

    def __init__(self, course: Course) -> None:
        self._gradebook = _open(course)
        self._lent = contextlib.ExitStack()
        for module in _USERS:
            lend = mock.patch.object(module, "Gradebook", return_value=_Borrowed(self._gradebook))
            self._lent.enter_context(lend)

    @property
    def engine(self) -> Engine:
        """The connection to the database."""
        return self._gradebook.engine

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
            with contextlib.suppress(SQLAlchemyError):  # Nothing is written without a connection.
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
