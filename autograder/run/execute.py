"""Execution: runs a notebook's code cells and returns their outputs, whatever the cells do.

`execute` hands a task to a warm worker (`workers.py`: a separate process that forks for every
notebook) and records the events until the fork has ended. If a cell kills its process or does not
end, the notebook is run again without that cell, so that the other cells still earn their marks. A
process that was killed from outside is no fault of a cell: the notebook is run again as it is, and
only a cell in which that happens twice is left out.
The function needs only the task, so any `concurrent.futures` executor can run it.
"""

import contextlib
import math
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import nbformat
from nbformat import NotebookNode

from autograder.run import sandbox, workers
from autograder.run.beside import File, read_files
from autograder.run.transcript import CellRun, Transcript
from autograder.run.workers import Pool

BLOCKED = ("helpers.reference", "helpers.explorers", "autograder")
"""Modules that a submission cannot import while it is graded: they hold what solves an exercise."""

MAX_REPLAYS = 5

MAX_LOST = 3
"""How often a notebook is run again because its process was killed from outside."""

_KILLED = (workers.GONE, "killed by SIGKILL", "killed by SIGTERM")
"""How a run may end that was killed from outside. A cell can do the same to its own process; then
it will do so again.
"""

Incident: TypeAlias = dict[str, Any]
"""What had to be stopped or left out: its "reason", and the "cell" if it happened in one."""


@dataclass(frozen=True)
class Limits:
    """The limits on one notebook.

    `cell` is in wall-clock seconds, and `notebook` in seconds for all runs of it together.
    `memory` is in bytes: for each process and, in the sandbox, also for all processes together.
    """

    cell: float = 90.0
    notebook: float = 300.0
    memory: int = 4 << 30

    @property
    def call(self) -> float:
        """The most seconds that one call of a check may take: half of what its cell may."""
        return self.cell / 2

    @property
    def grace(self) -> float:
        """Seconds between the polite interrupt of a cell and the kill."""
        return min(2.0, self.cell)


@dataclass(frozen=True)
class Task:
    """One notebook to run.

    `cells` are its code cells as (id, source), `probes` are the probes of its checks as JSON, and
    `folder` holds its other files. `sandboxed` says whether it is isolated from this machine.
    `scored` are the ids of the cells that score themselves.
    """

    cells: tuple[tuple[str, str], ...]
    probes: str
    folder: str | None = None
    limits: Limits = Limits()
    sandboxed: bool = True
    scored: tuple[str, ...] = ()


@dataclass
class Execution:
    """The result of a task: a `CellRun` by cell id, and the incidents with their reasons."""

    cells: dict[str, CellRun]
    incidents: list[Incident]

    def fill(self, nb: NotebookNode) -> None:
        """Writes outputs and execution counts into the code cells of `nb` itself."""
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code":
                run = self.cells.get(str(index), CellRun())
                cell.outputs = [nbformat.from_dict(output) for output in run.outputs]
                cell.execution_count = run.execution_count


def code_cells(nb: NotebookNode) -> tuple[tuple[str, str], ...]:
    """The code cells of a notebook as (id, source), the form that a `Task` needs."""
    return tuple(
        (str(index), cell.source) for index, cell in enumerate(nb.cells) if cell.cell_type == "code"
    )


def execute(task: Task, pool: Pool | None = None) -> Execution:
    """Runs the task's cells and returns the `Execution`, whatever the cells do.

    `pool` is the `workers.Pool` that provides the worker (default: the pool of this process).
    Raises `SandboxMissing` if the task needs a sandbox and none works here, and `WorkerDied` if
    this installation cannot run cells.
    """
    pool = pool or workers.OF_THIS_PROCESS
    if task.sandboxed:
        sandbox.require()
    cells = [{"id": name, "source": source} for name, source in task.cells]
    transcript = Transcript(name for name, _ in task.cells)
    incidents: list[Incident] = []
    skip: list[str | None] = []
    lost: list[str | None] = []
    files = read_files(task.folder) if task.folder else []
    with pool.worker(task.sandboxed):  # The notebook's time begins after the worker's start.
        pass
    deadline = time.monotonic() + task.limits.notebook
    while True:
        job: dict[str, Any] = {
            "cells": cells,
            "probes": task.probes,
            "blocked": BLOCKED,
            "skip": skip,
            "scored": task.scored,
        }
        job |= {"memory": task.limits.memory, "cell_seconds": task.limits.cell}
        job["notebook_seconds"] = math.ceil(task.limits.notebook)
        begun = time.monotonic()
        try:
            status = _one_run(job, files, task, deadline, transcript, pool)
        except workers.WorkerDied:
            if len(lost) == MAX_LOST:
                raise
            lost.append(None)
            continue
        if status == "finished":
            break
        current = transcript.current
        if status in _KILLED and current not in lost and len(lost) < MAX_LOST:
            lost.append(current)
            deadline += time.monotonic() - begun  # That time was not the notebook's.
            continue
        reason = f"its process was stopped in this cell ({status})"
        incidents.append({"cell": current, "reason": reason})
        if current is not None:
            transcript.stop(current, reason)
        skip.append(current)
        if len(skip) > MAX_REPLAYS or time.monotonic() > deadline:
            for name, _ in task.cells:
                if name not in transcript.runs:
                    transcript.stop(name, "other cells used up the time of this notebook")
            break
    transcript.settle(task.scored)
    return Execution(transcript.runs, incidents)


def _one_run(
    job: dict[str, Any],
    files: Sequence[File],
    task: Task,
    deadline: float,
    transcript: Transcript,
    pool: Pool,
) -> str:
    """Runs the cells once; returns how the run ended."""
    transcript.begin()
    with _folder(task.sandboxed) as job["folder"], pool.worker(task.sandboxed) as worker:
        for event in worker.run(job, files, task.limits, deadline):
            if event["event"] != "end":
                transcript.take(event)
    if transcript.current is None and len(set(job["skip"])) < len(job["cells"]):
        raise workers.WorkerDied(f"a worker ran no cell at all ({event['status']})")
    return event["status"]


@contextlib.contextmanager
def _folder(sandboxed: bool) -> Iterator[str | None]:
    """The folder in which a notebook runs; None in the sandbox, which has its own."""
    if sandboxed:
        yield None
        return
    scratch = tempfile.mkdtemp(prefix="submission-")
    try:
        work = os.path.join(scratch, "work")
        os.mkdir(work)
        yield work
    finally:
        _remove(scratch)


def _remove(folder: str) -> None:
    """Removes a folder that a student's code has filled, as far as possible."""
    with contextlib.suppress(RecursionError):  # Python before 3.13, some hundred levels deep.
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists(folder):
        for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run([*command, "--", folder], check=False, capture_output=True)
