"""Execution: a notebook's code cells in, their outputs out, whatever the cells do.

`execute` hands a task to a warm worker (`worker.py`, a process of its own that forks for every
notebook) and takes down its events until the fork has ended. A cell that kills its process or does
not end is left out and the notebook is run again without it, so that what the rest of the notebook
earns is not lost. The function needs nothing but its argument, so any `concurrent.futures`
executor can run it.
"""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder.transcript import CellRun, Transcript, parse

BLOCKED = ("helpers.reference", "autograder")
"""Modules that cannot be imported by a submission which is being graded."""

MAX_REPLAYS = 5

PATIENCE = 30.0
"""Seconds in which a worker has to say that a fork which was killed is gone."""


@dataclass(frozen=True)
class Limits:
    """Limits on a notebook: wall-clock seconds for a cell, seconds for all its runs together, and
    bytes of memory for a process.
    """

    cell: float = 90.0
    notebook: float = 300.0
    memory: int = 4 << 30

    @property
    def call(self):
        """The most seconds that one call of a check may take: less than its cell may."""
        return self.cell / 2

    @property
    def grace(self):
        """Seconds between the polite interrupt of a cell and the kill."""
        return min(2.0, self.cell)


@dataclass(frozen=True)
class Task:
    """One notebook to run: its code cells as (id, source), the probes of its checks as JSON, and
    the folder with its other files.
    """

    cells: tuple
    probes: str
    folder: str | None = None
    limits: Limits = Limits()


@dataclass
class Execution:
    """What running a task left: a `CellRun` by cell id, and what had to be contained, in words."""

    cells: dict
    incidents: list

    def fill(self, nb):
        """Puts outputs and execution counts into the code cells of the notebook, in place."""
        for index, cell in enumerate(nb.cells):
            if cell.cell_type == "code":
                run = self.cells.get(str(index), CellRun())
                cell.outputs = [nbformat.from_dict(output) for output in run.outputs]
                cell.execution_count = run.execution_count


def code_cells(nb):
    """The code cells of a notebook as (id, source), the form that a task wants."""
    return tuple(
        (str(index), cell.source) for index, cell in enumerate(nb.cells) if cell.cell_type == "code"
    )


class WorkerDied(RuntimeError):
    """The warm worker cannot run anything: a fault of the installation, not of a submission."""


class Worker:
    """A warm worker process, which ends with this object; `run` sends a job, yields its events."""

    def __init__(self):
        script = Path(__file__).with_name("worker.py")
        self._process = subprocess.Popen(
            [sys.executable, "-P", str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_worker_environment(),
            cwd="/",
            start_new_session=True,  # An interrupt from the terminal is the coordinator's affair.
        )
        self._lines = queue.Queue()
        # The thread holds the stream and the queue, not this object, which then can be let go.
        threading.Thread(
            target=_read_lines, args=(self._process.stdout, self._lines), daemon=True
        ).start()
        self.close = weakref.finalize(self, _end, self._process)
        if self._lines.get() is None:
            raise WorkerDied(f"a worker did not start: it ended with code {self._process.wait()}")

    @property
    def alive(self):
        """Whether the process can take a job."""
        return self._process.poll() is None

    def run(self, job, limits, deadline):
        """Sends a job; yields the fork's events and at last "end". Kills the fork at the limits."""
        self._process.stdin.write(json.dumps(job).encode() + b"\n")
        self._process.stdin.flush()
        pid, limit, killed = None, deadline, None
        while True:
            try:
                line = self._lines.get(timeout=max(limit - time.monotonic(), 0))
            except queue.Empty:
                # The polite interrupt came first; what ignored it is killed.
                if pid is None or killed:  # The worker itself does not answer.
                    self._process.kill()
                killed = "out of time"
                _kill(pid)
                limit = time.monotonic() + PATIENCE
                continue
            if line is None:
                if pid is None:
                    raise WorkerDied(f"a worker ended with code {self._process.wait()}")
                _kill(pid)
                self.close()
                yield {"event": "end", "status": killed or "the process that started it is gone"}
                return
            event = json.loads(line[1:]) if line.startswith(b"w") else parse(line[1:])
            if event is None:
                continue
            if event["event"] == "started":
                pid = event["pid"]
            elif event["event"] == "end":
                yield {"event": "end", "status": killed or event["status"]}
                return
            else:
                if event["event"] in ("cell", "done") and not killed:
                    running = event["event"] == "cell"
                    cell_limit = time.monotonic() + limits.cell + limits.grace
                    limit = min(deadline, cell_limit) if running else deadline
                yield event


def _read_lines(stream, lines):
    for line in stream:
        lines.put(line)
    lines.put(None)


def _end(process):
    process.stdin.close()
    process.wait()
    process.stdout.close()


def _kill(pid):
    """Kills a fork and its group; it may have left the group."""
    if pid is None:
        return
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _worker_environment():
    """The worker's environment: paths and locale, one thread, nothing else of the instructor's."""
    keep = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH")
    environment = {name: os.environ[name] for name in keep if name in os.environ}
    threads = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
    )
    return environment | threads


_idle = queue.SimpleQueue()


@contextlib.contextmanager
def _worker():
    """A warm worker for one run: an idle one, or a new one if there is none."""
    try:
        worker = _idle.get_nowait()
    except queue.Empty:
        worker = Worker()
    yield worker
    if worker.alive:  # And not after an exception: it may be anywhere in its work then.
        _idle.put(worker)


def execute(task):
    """Runs the task's cells and returns the `Execution`. Never raises for what the cells do."""
    cells = [{"id": name, "source": source} for name, source in task.cells]
    transcript, incidents, skip = Transcript(name for name, _ in task.cells), [], []
    with _worker():  # Its start is not the notebook's time.
        pass
    deadline = time.monotonic() + task.limits.notebook
    while True:
        job = {"cells": cells, "blocked": BLOCKED, "skip": skip, "memory": task.limits.memory}
        job["cell_seconds"] = task.limits.cell
        status = _one_run(job, task, deadline, transcript)
        if status == "finished":
            break
        current = transcript.current
        reason = f"its process was stopped in this cell ({status})"
        incidents.append({"cell": current, "reason": reason})
        transcript.stop(current, reason)
        skip.append(current)
        if len(skip) > MAX_REPLAYS or time.monotonic() > deadline:
            for name, _ in task.cells:
                if name not in transcript.runs:
                    transcript.stop(name, "other cells used up the time of this notebook")
            break
    return Execution(transcript.runs, incidents)


def _one_run(job, task, deadline, transcript):
    """One pass over the cells; returns how it ended."""
    transcript.begin()
    scratch = tempfile.mkdtemp(prefix="submission-")
    try:
        job["cwd"] = os.path.join(scratch, "work")
        # A copy for this run alone: the student's code can write to it.
        job["probes"] = os.path.join(scratch, "probes.json")
        Path(job["probes"]).write_text(task.probes, encoding="utf-8")
        os.mkdir(job["cwd"])
        if task.folder:
            copy_files(task.folder, job["cwd"])
        with _worker() as worker:
            for event in worker.run(job, task.limits, deadline):
                if event["event"] != "end":
                    transcript.take(event)
    finally:
        _remove(scratch)
    if transcript.current is None and len(set(job["skip"])) < len(job["cells"]):
        raise WorkerDied(f"a worker ran no cell at all ({event['status']})")
    return event["status"]


def copy_files(source, target):
    """Copies a folder's plain files but notebooks: no links, no devices."""
    for folder, folders, names in os.walk(source):
        there = os.path.join(target, os.path.relpath(folder, source))
        os.makedirs(there, exist_ok=True)
        for name in (*folders, *names):
            path = os.path.join(folder, name)
            if name.endswith(".ipynb"):
                folders[:] = [other for other in folders if other != name]
            elif os.path.isfile(path) and not os.path.islink(path):
                shutil.copyfile(path, os.path.join(there, name))


def _remove(folder):
    """Removes a folder that a student's code has filled, as far as it can be."""
    with contextlib.suppress(RecursionError):  # Before Python 3.13, for some hundred levels.
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists(folder):
        for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run([*command, "--", folder], check=False, capture_output=True)
