"""A Dask cluster as the executor of a grading: `course grade --scheduler tcp://…`.

The scheduler and its workers need the same environment as the coordinator, including this package.
They need no course: each task brings its own cells, probes and files.
"""

import contextlib
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.console import say
from autograder.course import AGAIN, CourseError
from autograder.run.beside import File, read_files
from autograder.run.execute import Execution, Task

INSTALL = "pip install 'learning-algorithms-course[cluster]'"

PATIENCE = "10s"
"""How long a scheduler may take to answer."""


@contextlib.contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Yields an executor for the cluster whose scheduler is at `address`, and its thread count.

    Raises `CourseError` if Dask is not installed, no scheduler answers, or there is no worker.
    """
    try:
        from distributed import Client
    except ImportError:
        raise CourseError(
            f"A cluster needs Dask, which is not installed here. Install: {INSTALL}"
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # Faults are told in our words.
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # Dask refuses an address in many ways, an assertion among them.
        said = str(error) or type(error).__name__
        raise CourseError(
            f"No Dask scheduler answers at {address} ({said}). Start one with `dask scheduler`, "
            "and give the address that it prints."
        ) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise CourseError(
                f"The Dask scheduler at {address} has no workers. Start some: dask worker {address}"
            )
        yield ClusterExecutor(client, address, threads), threads


class ClusterExecutor(Executor):
    """Sends each task with its files, because a worker cannot read the coordinator's disk."""

    def __init__(self, client: Any, address: str, threads: int) -> None:
        # `pure=False` makes Dask run every task, even if another task has the same cells.
        self._client, self._executor = client, client.get_executor(pure=False)
        self._address, self._threads = address, threads

    def submit(  # type: ignore[override]  # A grading submits nothing but tasks.
        self, run: Callable[[Task], Execution], task: Task
    ) -> Future[Execution]:
        files = read_files(task.folder) if task.folder else []
        try:
            return self._executor.submit(run_there, run, replace(task, folder=None), files)
        except Exception as error:  # Dask's client has many ways to say that it is closed.
            raise self.lost(error) from error

    def watch(self) -> None:
        """Says when the number of workers has changed; their tasks wait for others meanwhile."""
        try:
            threads = sum(self._client.nthreads().values())
        except Exception:  # If the scheduler is gone, the tasks will say so.
            return
        if threads < self._threads:
            say(
                f"A worker of the cluster is gone. {threads} threads are left, and its "
                f"submissions are run again there. To start another: dask worker {self._address}"
            )
        self._threads = threads

    def lost(self, error: BaseException) -> CourseError:
        """The `CourseError` that says why a task has no result."""
        if isinstance(error, CancelledError) or self._client.status != "running":
            return CourseError(
                f"The Dask scheduler at {self._address} is gone. Start it and its workers again, "
                f"{AGAIN}"
            )
        return CourseError(
            f"The Dask cluster at {self._address} cannot run a submission ({error}). Look at its "
            f"workers, {AGAIN}"
        )


def run_there(run: Callable[[Task], Execution], task: Task, files: Sequence[File]) -> Execution:
    """Writes a task's files to a temporary folder on this machine, and runs the task there.

    A file is (path, bytes), a folder (path, None).
    """
    with tempfile.TemporaryDirectory(prefix="submission-") as folder:
        for path, content in files:
            if content is None:
                Path(folder, path).mkdir()
            else:
                Path(folder, path).write_bytes(content)
        return run(replace(task, folder=folder))
