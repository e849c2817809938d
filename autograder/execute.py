"""Execution: a notebook's code cells in, their outputs out, whatever the cells do.

`execute` hands a task to a warm worker (`worker.py`, a process of its own that forks for every
notebook) and takes down its events until the fork has ended. A cell that kills its process or does
not end is left out and the notebook is run again without it, so that what the rest of the notebook
earns is not lost. The function needs nothing but its argument, so any `concurrent.futures`
executor can run it.
"""

import contextlib
import json
import math
import os
import queue
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import nbformat

from autograder import sandbox
from autograder.sandbox import SandboxMissing
from autograder.transcript import CellRun, Transcript, parse

__all__ = ["Execution", "Limits", "SandboxMissing", "Task", "WorkerDied", "code_cells", "execute"]

BLOCKED = ("helpers.reference", "autograder")
"""Modules that cannot be imported by a submission which is being graded."""

MAX_REPLAYS = 5

MAX_FILES = 64 << 20
"""Bytes of files beside a notebook that are given to it."""

MAX_CELL_EVENTS = 64 << 20
MAX_EVENTS = 128 << 20
"""Bytes that a fork may write, in a cell and in all, before it is killed: honest outputs and
answers need less. What one cell writes leaves enough for the cells after it.
"""

PATIENCE = 30.0
"""Seconds in which a worker has to say that a fork which was killed is gone."""


@dataclass(frozen=True)
class Limits:
    """Limits on a notebook: wall-clock seconds for a cell, seconds for all its runs together, and
    bytes of memory, for each process and, in the sandbox, for all of them together.
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
    """One notebook to run: its code cells as (id, source), the probes of its checks as JSON, the
    folder with its other files, and whether it is isolated from this machine.
    """

    cells: tuple
    probes: str
    folder: str | None = None
    limits: Limits = Limits()
    sandboxed: bool = True


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

    def __init__(self, sandboxed):
        self.sandboxed = sandboxed
        self._control, theirs = socket.socketpair()
        self._memory = sandbox.MemoryGroup.make() if sandboxed else None
        with theirs:
            # bubblewrap ends with the thread that started it, so this one is to last.
            self._process = _starter.submit(self._start, theirs).result()
        self._said = b""
        self.close = weakref.finalize(self, _end, self._process, self._control, self._memory)
        if self._next_event() is None:
            raise WorkerDied(f"a worker did not start: it ended with code {self._process.wait()}")

    def _start(self, control):
        options = {"stdin": control, "stdout": subprocess.DEVNULL, "cwd": "/"}
        # An interrupt from the terminal is the coordinator's affair.
        options["start_new_session"] = True
        if not self.sandboxed:
            line = [sys.executable, "-P", str(Path(__file__).with_name("worker.py"))]
            return subprocess.Popen(line, env=_worker_environment(), **options)
        with sandbox.command("/course/worker.py", "--confined") as (line, descriptors):
            if self._memory:
                enter = 'echo $$ >"$0" && exec "$@"'
                line = ["/bin/sh", "-c", enter, str(self._memory.entrance), *line]
            return subprocess.Popen(line, pass_fds=descriptors, **options)

    @property
    def alive(self):
        """Whether the process can take a job."""
        return self._process.poll() is None

    def run(self, job, files, limits, deadline):
        """Sends a job with its files; yields the fork's events and at last "end".

        Kills the fork at the limits.
        """
        kills = self._limit_memory(limits.memory)
        job = {**job, "watch_memory": self.sandboxed and self._memory is None}
        with _Channel(job, files) as channel:
            self._send(b"R", channel.theirs)
            yield from self._events(channel, limits, deadline, kills)

    def _limit_memory(self, size):
        if self._memory is None:
            return 0
        self._memory.limit(size)
        return self._memory.kills()

    def _send(self, request, *channels):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # It is gone.
            socket.send_fds(self._control, [request], [other.fileno() for other in channels])
        for other in channels:
            other.close()

    def _events(self, channel, limits, deadline, kills):
        pid, limit, killed, ended, held = None, deadline, None, False, []
        with selectors.DefaultSelector() as ready:
            ready.register(self._control, selectors.EVENT_READ)
            channel.register(ready)
            while not ended:
                wait = 0 if self._has_said_more else max(limit - time.monotonic(), 0)
                keys = [key.fileobj for key, _ in ready.select(wait)]
                # What is there is heard first, but nobody may talk on and on.
                if time.monotonic() >= limit + bool(keys):
                    # The polite interrupt came first; what ignored it is killed.
                    if pid is None or killed:  # The worker itself does not answer.
                        self._process.kill()
                    killed = killed or "out of time"
                    self._send(b"K")
                    limit = time.monotonic() + PATIENCE
                    continue
                event = {"event": "nothing yet"}
                if self._control in keys or self._has_said_more:
                    event = self._next_event()
                if event is None:
                    if pid is None:
                        raise WorkerDied(f"a worker ended with code {self._process.wait()}")
                    if not self.sandboxed:
                        _kill(pid)
                    self.close()
                    killed = killed or "the process that started it is gone"
                    break
                if event["event"] == "started":
                    pid = event["pid"]
                elif event["event"] == "broken":
                    raise WorkerDied(f"a worker cannot isolate a submission: {event['reason']}")
                ended = event["event"] == "end"
                arrived = []
                if event["event"] == "here" or ended:
                    arrived, held = held, []
                if channel.socket in keys or ended:
                    for said in channel.exchange(ready, to_the_end=ended):
                        # Unconfined, a cell may have killed the worker: it counts as the one that
                        # runs until the worker has said that it was alive when the next one began.
                        if not (held or said["event"] == "cell") or self.sandboxed or ended:
                            arrived.append(said)
                            continue
                        if not held:
                            self._send(b"P")
                        held.append(said)
                for said in arrived:
                    if said["event"] in ("cell", "done") and not killed:
                        running = said["event"] == "cell"
                        cell_limit = time.monotonic() + limits.cell + limits.grace
                        limit = min(deadline, cell_limit) if running else deadline
                    yield said
                if channel.waits and not held:
                    channel.nod()
                if channel.overflown and not killed:
                    killed = f"it wrote more than {MAX_CELL_EVENTS >> 20} MB"
                    self._send(b"K")
                    limit = time.monotonic() + PATIENCE
        status = killed or event["status"]
        if status != "finished" and self._memory and self._memory.kills() > kills:
            status = "its processes together took more memory than they may"
        yield {"event": "end", "status": status}

    @property
    def _has_said_more(self):
        return b"\n" in self._said

    def _next_event(self):
        """What the worker says next; None when it is gone."""
        while not self._has_said_more:
            try:
                said = self._control.recv(1 << 12)
            except ConnectionResetError:
                said = b""
            if not said:
                return None
            self._said += said
        line, self._said = self._said.split(b"\n", 1)
        return json.loads(line)


class _Channel:
    """The socket to one fork: the job goes out, events come in, and each cell is given its nod.

    `waits` is set when a cell waits for it: `nod`.
    """

    def __init__(self, job, files):
        self.socket, self.theirs = socket.socketpair()
        self.socket.setblocking(False)
        paths = [(path, None if content is None else len(content)) for path, content in files]
        line = json.dumps(job | {"files": paths}).encode() + b"\n"
        self._out = [line, *(content for _, content in files if content)][::-1]
        self._pieces, self._open = [], True
        self._left, self._left_in_all = MAX_CELL_EVENTS, MAX_EVENTS
        self.overflown = self.waits = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.theirs.close()

    def register(self, ready):
        """Has the selector `ready` wait for this socket."""
        ready.register(self.socket, selectors.EVENT_READ | selectors.EVENT_WRITE)

    def exchange(self, ready, to_the_end):
        """Sends what can be sent and yields the events that have come."""
        while self._open:
            self._give(ready)
            try:
                chunk = self.socket.recv(1 << 16)
            except BlockingIOError:
                return
            except ConnectionResetError:
                chunk = b""
            self._left, self._left_in_all = self._left - len(chunk), self._left_in_all - len(chunk)
            self.overflown = min(self._left, self._left_in_all) < 0
            if not chunk or self.overflown:
                self._open = False
                ready.unregister(self.socket)
                return
            yield from self._take(chunk)
            if not to_the_end:
                return

    def nod(self):
        """Lets the next cell run."""
        self.waits = False
        with contextlib.suppress(OSError):
            self.socket.send(b"!")

    def _give(self, ready):
        if not self._out:
            return
        try:
            while self._out:
                piece = self._out.pop()
                sent = self.socket.send(piece)
                if sent < len(piece):
                    self._out.append(memoryview(piece)[sent:])
            ready.modify(self.socket, selectors.EVENT_READ)
        except BlockingIOError:
            self._out.append(piece)
        except (BrokenPipeError, ConnectionResetError):
            self._out.clear()

    def _take(self, chunk):
        self._pieces.append(chunk)
        if b"\n" not in chunk:
            return
        *lines, rest = b"".join(self._pieces).split(b"\n")
        self._pieces = [rest]
        for line in lines:
            if line == b"?":  # A cell begins, and waits to hear that all before it has arrived.
                self._left, self.waits = MAX_CELL_EVENTS, True
            elif event := parse(line):
                yield event


_starter = ThreadPoolExecutor(1, thread_name_prefix="starts-workers")


def _end(process, control, memory):
    control.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if memory:
        memory.remove()


def _kill(pid):
    """Kills a fork and its group; it may have left the group."""
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _worker_environment():
    """The worker's environment: paths and locale, one thread, nothing else of the instructor's."""
    keep = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH")
    return {name: os.environ[name] for name in keep if name in os.environ} | sandbox.THREADS


_idle = queue.SimpleQueue()


@contextlib.contextmanager
def _worker(sandboxed):
    """A warm worker for one run: an idle one, or a new one if there is none."""
    worker = None
    while worker is None:
        try:
            worker = _idle.get_nowait()
        except queue.Empty:
            worker = Worker(sandboxed)
        if worker.sandboxed != sandboxed or not worker.alive:
            worker.close()
            worker = None
    yield worker
    if worker.alive:  # And not after an exception: it may be anywhere in its work then.
        _idle.put(worker)


def execute(task):
    """Runs the task's cells and returns the `Execution`. Never raises for what the cells do.

    Raises `SandboxMissing` if the task wants a sandbox and none works here, `WorkerDied` if the
    installation cannot run cells.
    """
    if task.sandboxed:
        sandbox.require()
    cells = [{"id": name, "source": source} for name, source in task.cells]
    transcript, incidents, skip = Transcript(name for name, _ in task.cells), [], []
    files, left_out = read_files(task.folder) if task.folder else ([], [])
    incidents += [{"cell": None, "reason": f"{path}: too large, left out"} for path in left_out]
    with _worker(task.sandboxed):  # Its start is not the notebook's time.
        pass
    deadline = time.monotonic() + task.limits.notebook
    while True:
        job = {"cells": cells, "probes": task.probes, "blocked": BLOCKED, "skip": skip}
        job |= {"memory": task.limits.memory, "cell_seconds": task.limits.cell}
        job["notebook_seconds"] = math.ceil(task.limits.notebook)
        status = _one_run(job, files, task, deadline, transcript)
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


def _one_run(job, files, task, deadline, transcript):
    """One pass over the cells; returns how it ended."""
    transcript.begin()
    with _folder(task.sandboxed) as job["folder"], _worker(task.sandboxed) as worker:
        for event in worker.run(job, files, task.limits, deadline):
            if event["event"] != "end":
                transcript.take(event)
    if transcript.current is None and len(set(job["skip"])) < len(job["cells"]):
        raise WorkerDied(f"a worker ran no cell at all ({event['status']})")
    return event["status"]


@contextlib.contextmanager
def _folder(sandboxed):
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


def read_files(folder):
    """The folder's plain files but notebooks as (path in it, bytes), and folders as (path, None).

    Also the paths of files that are left out, since together they would be more than `MAX_FILES`.
    """
    files, left_out, left = [], [], MAX_FILES
    for path, is_folder in _plain_files(folder):
        there = os.path.join(folder, path)
        if is_folder:
            files.append((path, None))
        elif os.path.getsize(there) > left:
            left_out.append(path)
        else:
            files.append((path, Path(there).read_bytes()))
            left -= len(files[-1][1])
    return files, left_out


def copy_files(source, target):
    """Copies a folder's plain files but notebooks: no links, no devices."""
    os.makedirs(target, exist_ok=True)
    for path, is_folder in _plain_files(source):
        there = os.path.join(target, path)
        if is_folder:
            os.makedirs(there, exist_ok=True)
        else:
            shutil.copyfile(os.path.join(source, path), there)


def _plain_files(source):
    """(path, whether it is a folder) of what is in a folder, each folder before what it holds."""
    for folder, folders, names in os.walk(source):
        folders[:] = [name for name in folders if not name.endswith(".ipynb")]
        inside = os.path.relpath(folder, source)
        if inside != ".":
            yield inside, True
        for name in names:
            path = os.path.join(folder, name)
            if not name.endswith(".ipynb") and os.path.isfile(path) and not os.path.islink(path):
                yield os.path.normpath(os.path.join(inside, name)), False


def _remove(folder):
    """Removes a folder that a student's code has filled, as far as it can be."""
    with contextlib.suppress(RecursionError):  # Before Python 3.13, for some hundred levels.
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists(folder):
        for command in (["chmod", "-R", "u+rwx"], ["rm", "-rf"]):
            subprocess.run([*command, "--", folder], check=False, capture_output=True)
