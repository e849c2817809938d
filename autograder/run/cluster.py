"""A Dask cluster as the executor of a grading: `course grade --scheduler tcp://…`.

The scheduler and its workers need the same environment as the coordinator, including this package.
They need no course: each task brings its own cells, probes and files.
"""

import contextlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path

from autograder.course import CourseError
from autograder.run import execute
from autograder.run.execute import Execution, File, Task

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
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CourseError(
            f"No Dask scheduler answers at {address} ({error}). Start one with `dask scheduler`, "
            "and give the address that it prints."
        ) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise CourseError(
                f"The Dask scheduler at {address} has no workers. Start some: dask worker {address}"
            )
        # `pure=False` makes Dask run every task, even if another task has the same cells.
        yield _WithFiles(client.get_executor(pure=False)), threads


class _WithFiles(Executor):
    """Sends each task with its files, because a worker cannot read the coordinator's disk."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    def submit(  # type: ignore[override]  # A grading submits nothing but tasks.
        self, run: Callable[[Task], Execution], task: Task
    ) -> Future[Execution]:
        files, left_out = execute.read_files(task.folder) if task.folder else ([], [])
        return self._executor.submit(run_there, run, replace(task, folder=None), files, left_out)


def run_there(
    run: Callable[[Task], Execution], task: Task, files: Sequence[File], left_out: Sequence[str]
) -> Execution:
    """Writes a task's files to a temporary folder on this machine, and runs the task there.

    A file is (path, bytes), a folder (path, None). `left_out` names the files that were too large
    to be sent; each becomes an incident.
    """
    with tempfile.TemporaryDirectory(prefix="submission-") as folder:
        for path, content in files:
            if content is None:
                Path(folder, path).mkdir()
            else:
                Path(folder, path).write_bytes(content)
        execution = run(replace(task, folder=folder))
    missing = [{"cell": None, "reason": f"{path}: too large, left out"} for path in left_out]
    execution.incidents[:0] = missing
    return execution
