"""The journal of a grading lists recorded submissions, so that the grading can be resumed.

The journal is a file of JSON lines in the course's `.course/`. The first line says when the grading
began and on which seed; every other line names a recorded submission. The file is removed at the
end, so a remaining file means that its grading was interrupted. The journal holds the course's
lock, so that a course has only one grading at a time.
"""

import fcntl
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from autograder.course import Course, CourseError


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
    """The present time, in the form that names a grading."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")


class Journal:
    """The journal of a grading of `assignment`, which begins or is resumed.

    An interrupted grading is resumed if it has this seed (if `seed` is None: any seed), and keeps
    its `seed` and `started`. Otherwise a new grading begins, with `seed` or the seed that `draw()`
    returns. Raises `CourseError` if another grading is under way.
    """

    def __init__(
        self, course: Course, assignment: str, seed: int | None, draw: Callable[[], int]
    ) -> None:
        self._lock = lock(course)
        self._path = course.root / ".course" / f"grading-{assignment}.jsonl"
        self._done: dict[str, str] = {}
        first = self._read()
        if first and seed in (None, first["seed"]):
            self.seed, self.started, self.resumed = first["seed"], first["started"], True
        else:
            self.seed = draw() if seed is None else seed
            self.started = now()
            self.resumed, self._done = False, {}
            self._path.unlink(missing_ok=True)
            self._append({"seed": self.seed, "started": self.started})

    def _read(self) -> Any:
        """Reads what is recorded, except a line cut short; returns the first line, or None."""
        if not self._path.exists():
            return None
        text = self._path.read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.splitlines(keepends=True) if line[-1] == "\n"]
        if not text.endswith("\n"):
            whole = text[: text.rfind("\n") + 1]
            self._path.write_text(whole, encoding="utf-8")
        self._done = {line["student"]: line["digest"] for line in lines[1:]}
        return lines[0] if lines else None

    def _append(self, line: dict[str, Any]) -> None:
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def holds(self, student: str, digest: str) -> bool:
        """Whether this submission has been recorded already."""
        return self._done.get(student) == digest

    def add(self, student: str, digest: str) -> None:
        """Notes that a submission has been recorded."""
        self._done[student] = digest
        self._append({"student": student, "digest": digest})

    def finish(self) -> None:
        """Removes the journal, because the grading is complete."""
        self._path.unlink()

    def close(self) -> None:
        """Releases the lock, so that another grading can begin."""
        os.close(self._lock)
