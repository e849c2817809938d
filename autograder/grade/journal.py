"""The journal of a grading: which submissions are recorded, so that it can be taken up again.

A file of JSON lines in the course's `.course/`: the first says when the grading was begun and on
which seed, every other one names a submission that is recorded. It is removed at the end; one that
is still there was interrupted. A course has one grading at a time: the journal holds its lock.
"""

import fcntl
import json
import os
from datetime import UTC, datetime

from autograder.course import CourseError


def lock(course):
    """Takes the course's lock, until the descriptor that is returned is closed.

    Raises `CourseError` if another process has it.
    """
    folder = course.root / ".course"
    folder.mkdir(exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise CourseError(
            f"Another grading is under way in {course.root}. Wait until it has ended; if you "
            "know of none, look for another `course grade` on this machine."
        ) from None
    return held


def now():
    """The time, as gradings are named by it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%S.%fZ")


class Journal:
    """The journal of the grading of `assignment` that begins, or of the one that goes on.

    `seed` and `started` are those of the interrupted grading if there was one on this seed (any,
    if `seed` is None), else new: `draw()` gives the seed. Raises `CourseError` if another grading
    is under way.
    """

    def __init__(self, course, assignment, seed, draw):
        self._lock = lock(course)
        self._path = course.root / ".course" / f"grading-{assignment}.jsonl"
        self._done = {}
        first = self._read()
        if first and seed in (None, first["seed"]):
            self.seed, self.started, self.resumed = first["seed"], first["started"], True
        else:
            self.seed = draw() if seed is None else seed
            self.started = now()
            self.resumed, self._done = False, {}
            self._path.unlink(missing_ok=True)
            self._append({"seed": self.seed, "started": self.started})

    def _read(self):
        """The first line, or None; takes down what is recorded. A line cut short is not there."""
        if not self._path.exists():
            return None
        text = self._path.read_text(encoding="utf-8")
        lines = [json.loads(line) for line in text.splitlines(keepends=True) if line[-1] == "\n"]
        if not text.endswith("\n"):
            whole = text[: text.rfind("\n") + 1]
            self._path.write_text(whole, encoding="utf-8")
        self._done = {line["student"]: line["digest"] for line in lines[1:]}
        return lines[0] if lines else None

    def _append(self, line):
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def holds(self, student, digest):
        """Whether this submission has been recorded already."""
        return self._done.get(student) == digest

    def add(self, student, digest):
        """A submission has been recorded."""
        self._done[student] = digest
        self._append({"student": student, "digest": digest})

    def finish(self):
        """The grading is complete."""
        self._path.unlink()

    def close(self):
        """Lets another grading begin."""
        os.close(self._lock)
