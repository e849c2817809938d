"""The schedule of a grading: submissions run side by side, and each is recorded when it has ended.

A slow submission holds up nobody else. An executor with N workers is never idle while there is
something to run, except while the caller is busy: `ahead` is at least 2 N, so whenever fewer than N
tasks are left to run, N more submissions are taken on. A class therefore ends at most one
submission's time after the moment at which N workers without a pause would have ended.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass

from autograder.grade.prepare import Submission
from autograder.run.execute import Execution

WATCH = 5.0
"""Seconds of waiting after which the caller may look after what runs the tasks."""


@dataclass(eq=False)
class Run:
    """A submission and the tasks that execute its notebooks, by notebook."""

    submission: Submission
    tasks: dict[str, Future[Execution]]

    @property
    def ended(self) -> bool:
        """Whether all tasks have ended."""
        return all(task.done() for task in self.tasks.values())


def as_they_end(
    runs: Iterable[Run], ahead: int, watch: Callable[[], None] = lambda: None
) -> Iterator[Run]:
    """Yields each run when it has ended, and takes on others, so that `ahead` are under way.

    `watch()` is called now and then while nothing ends.
    If the caller stops early, tasks that have not begun are cancelled.
    """
    source = iter(runs)
    under_way: list[Run] = []
    try:
        while True:
            under_way += itertools.islice(source, ahead - len(under_way))
            if not under_way:
                return
            ended = next((run for run in under_way if run.ended), None)
            if ended:
                under_way.remove(ended)
                yield ended
            else:
                tasks = (task for run in under_way for task in run.tasks.values())
                left = [task for task in tasks if not task.done()]
                if not wait(left, WATCH, FIRST_COMPLETED).done:
                    watch()
    finally:
        for run in under_way:
            for task in run.tasks.values():
                task.cancel()
