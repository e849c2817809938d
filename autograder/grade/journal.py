"""The journal of a grading stands in the gradebook, beside the scores that it is about.

So progress is what the gradebook holds: another gradebook, or one put back from a backup, has a
journal of its own. Two tables are added to nbgrader's, which has no place for this:

- `course_grading` has a row for each assignment whose class is being graded: when the grading began
  and on which seed. The row goes away at the end, so a row that stays means an interruption.
- `course_record` has a row for each recorded submission: the digest of what was handed in, the
  seed, and when its grading began. The row is written in the transaction of the scores. It names
  the submission by the id of nbgrader's own row, without a foreign key: so nbgrader can delete that
  row as before, and a submission that is entered anew has no record yet.

nbgrader and its upgrades leave tables alone that they do not know. Nothing but taking up an
interrupted grading needs these two, so a gradebook without them is as good as one with them.
"""

import fcntl
import os
from collections.abc import Callable
from datetime import UTC, datetime

from nbgrader.api import Assignment, Gradebook, SubmittedAssignment
from sqlalchemy import Column, MetaData, String, Table, Text, delete, insert, select

from autograder.course import Course, CourseError
from autograder.grade.gradebook import LentGradebook

_TABLES = MetaData()

_GRADING = Table(
    "course_grading",
    _TABLES,
    Column("assignment", String(128), primary_key=True),
    Column("started", String(32), nullable=False),
    Column("seed", Text, nullable=False),  # A seed may have any number of digits.
)

_RECORD = Table(
    "course_record",
    _TABLES,
    Column("submission_id", String(32), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("started", String(32), nullable=False),
    Column("seed", Text, nullable=False),
)


def lock(course: Course) -> int:
    """Takes the course's lock and returns a descriptor; closing it releases the lock.

    Raises `CourseError` if another process holds the lock.
    """
    folder = course.root / ".course"
    folder.mkdir(exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise CourseError(
            f"Another grading is under way in {course.root}. Wait until it has ended. If "
            "you started none, look for another `course grade` on this machine."
        ) from None
    return held


def now() -> str:
    """The present time, in the form that names a grading. Later times come later in order."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")


class Journal:
    """The journal of a grading of `assignment`: of the whole class, or of some students only.

    The interrupted grading of a class is taken up again if it has this seed (if `seed` is None: any
    seed), and keeps its `seed` and `started`. Otherwise a new grading begins, with `seed` or the
    seed that `draw()` returns. A grading of some students only leaves the grading of the class
    open, and asks on its seed unless it has another.
    """

    def __init__(
        self,
        gradebook: LentGradebook,
        assignment: str,
        seed: int | None,
        draw: Callable[[], int],
        whole_class: bool = True,
    ) -> None:
        self._gradebook, self._assignment, self._whole_class = gradebook, assignment, whole_class
        _TABLES.create_all(gradebook.engine)
        with gradebook.transaction() as book:
            mine = _GRADING.c.assignment == assignment
            row = book.db.execute(select(_GRADING.c.started, _GRADING.c.seed).where(mine)).first()
            is_open = row is not None and seed in (None, int(row.seed))
            self.resumed = whole_class and is_open
            if is_open:
                self.seed = int(row.seed)
            else:
                self.seed = draw() if seed is None else seed
            self.started = row.started if self.resumed else now()
            if whole_class and not self.resumed:
                book.db.execute(delete(_GRADING).where(mine))
                values = {"assignment": assignment, "started": self.started, "seed": str(self.seed)}
                book.db.execute(insert(_GRADING).values(values))

    def recorded(self) -> dict[str, str]:
        """The digests of the submissions that this grading has recorded, by student."""
        if not self.resumed:
            return {}
        wanted = (
            select(SubmittedAssignment.student_id, _RECORD.c.digest)
            .join(_RECORD, _RECORD.c.submission_id == SubmittedAssignment.id)
            .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
            .where(Assignment.name == self._assignment)
            .where(_RECORD.c.seed == str(self.seed), _RECORD.c.started >= self.started)
        )
        with self._gradebook.transaction() as book:
            return {row.student_id: row.digest for row in book.db.execute(wanted)}

    def finish(self) -> None:
        """Notes that the grading is complete. The grading of some students ends no other."""
        if self._whole_class:
            with self._gradebook.transaction() as book:
                book.db.execute(delete(_GRADING).where(_GRADING.c.assignment == self._assignment))


def note_record(gradebook: Gradebook, id: str, digest: str, started: str, seed: int) -> None:
    """Notes in an open transaction that nbgrader's submission `id` is recorded."""
    gradebook.db.execute(delete(_RECORD).where(_RECORD.c.submission_id == id))
    values = {"submission_id": id, "digest": digest, "started": started, "seed": str(seed)}
    gradebook.db.execute(insert(_RECORD).values(values))
