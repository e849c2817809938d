"""Warm workers: processes of `worker.py`, each of which forks for one notebook after another.

A `Worker` hands a job to its process, reads the events of the fork, and kills a fork that breaks
a limit. A `Pool` keeps workers warm between jobs.
"""

import contextlib
import json
import os
import queue
import selectors
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Self

from autograder.run import sandbox
from autograder.run.memory import MemoryGroup
from autograder.run.transcript import Event, parse

MAX_CELL_EVENTS = 64 << 20
MAX_EVENTS = 128 << 20
"""Bytes that a fork may write in one cell, and in total, before it is killed. Honest outputs and
answers need less, and one cell cannot use up what the cells after it need.
"""

PATIENCE = 30.0
"""Seconds in which a worker must report that a killed fork is gone."""


GONE = "the process that started it is gone"
"""How a run has ended whose worker was killed."""


class WorkerDied(RuntimeError):
    """The warm worker cannot run anything: a fault of the installation, not of a submission."""


class Worker:
    """A warm worker process, which ends with this object.

    `run` sends a job and yields its events. `process` is the process, `control` is the socket to
    it, and `memory` is the `MemoryGroup` in which its submissions run, or None.
    """

    def __init__(self, sandboxed: bool) -> None:
        self.sandboxed = sandboxed
        self.control, theirs = socket.socketpair()
        self.memory = MemoryGroup.make() if sandboxed else None
        with theirs:
            # bubblewrap ends with the thread that started it, so a lasting thread starts it.
            self.process = _starter.submit(self._start, theirs).result()
        self._said = b""
        self.close = weakref.finalize(self, _end, self.process, self.control, self.memory)
        if self._next_event() is None:
            raise WorkerDied(f"a worker did not start: it ended with code {self.process.wait()}")

    def _start(self, control: socket.socket) -> subprocess.Popen[bytes]:
        options: dict[str, Any] = {"stdin": control, "stdout": subprocess.DEVNULL, "cwd": "/"}
        # Only the coordinator handles an interrupt from the terminal.
        options["start_new_session"] = True
        if not self.sandboxed:
            line = [sys.executable, "-P", str(Path(__file__).with_name("worker.py"))]
            return subprocess.Popen(line, env=_worker_environment(), **options)
        with sandbox.command("/course/worker.py", "--confined") as (line, descriptors):
            if self.memory:
                enter = 'echo $$ >"$0" && exec "$@"'
                line = ["/bin/sh", "-c", enter, str(self.memory.entrance), *line]
            return subprocess.Popen(line, pass_fds=descriptors, **options)

    @property
    def alive(self) -> bool:
        """Whether the process can take a job."""
        return self.process.poll() is None

    def run(
        self,
        job: dict[str, Any],
        files: Sequence[tuple[str, bytes | None]],
        limits: Any,
        deadline: float,
    ) -> Iterator[Event]:
        """Sends a job with its files; yields the fork's events, and finally "end".

        Kills a fork that breaks a limit.
        """
        kills = self._limit_memory(limits.memory)
        job = {**job, "watch_memory": self.sandboxed and self.memory is None}
        with _Channel(job, files) as channel:
            self._send(b"R", channel.theirs)
            yield from self._events(channel, limits, deadline, kills)

    def _limit_memory(self, size: int) -> int:
        if self.memory is None:
            return 0
        self.memory.limit(size)
        return self.memory.kills()

    def _send(self, request: bytes, *channels: socket.socket) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # The process is gone.
            socket.send_fds(self.control, [request], [other.fileno() for other in channels])
        for other in channels:
            other.close()

    def _events(
        self, channel: "_Channel", limits: Any, deadline: float, kills: int
    ) -> Iterator[Event]:
        pid, limit, killed, ended = None, deadline, None, False
        held: list[Event] = []
        event: Event | None = None
        with selectors.DefaultSelector() as ready:
            ready.register(self.control, selectors.EVENT_READ)
            channel.register(ready)
            while not ended:
                wait = 0 if self._has_said_more else max(limit - time.monotonic(), 0)
                keys = [key.fileobj for key, _ in ready.select(wait)]
                # Events that have arrived are read first, for at most a second after the limit.
                if time.monotonic() >= limit + bool(keys):
                    # The polite interrupt came first; a fork that ignored it is killed.
                    if pid is None or killed:  # The worker itself does not answer.
                        self.process.kill()
                    killed = killed or "out of time"
                    self._send(b"K")
                    limit = time.monotonic() + PATIENCE
                    continue
                event = {"event": "nothing yet"}
                if self.control in keys or self._has_said_more:
                    event = self._next_event()
                if event is None:
                    if pid is None:
                        raise WorkerDied(f"a worker ended with code {self.process.wait()}")
                    if not self.sandboxed:
                        _kill(pid)
                    killed = killed or GONE
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
                        # Unconfined, a cell may have killed the worker. The events of the next
                        # cell wait until the worker says that it was alive when that cell began.
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
        status = killed or (event and event["status"])
        if status != "finished" and self.memory and self.memory.kills() > kills:
            status = "its processes together took more memory than they may"
        if event is None:  # The worker is gone. Closing removes the memory group, read above.
            self.close()
        yield {"event": "end", "status": status}

    @property
    def _has_said_more(self) -> bool:
        return b"\n" in self._said

    def _next_event(self) -> Event | None:
        """The worker's next event, or None when the worker is gone."""
        while not self._has_said_more:
            try:
                said = self.control.recv(1 << 12)
            except ConnectionResetError:
                said = b""
            if not said:
                return None
            self._said += said
        line, self._said = self._said.split(b"\n", 1)
        return json.loads(line)


class _Channel:
    """The socket to one fork, which takes the job to the fork and brings its events back.

    Each cell waits for permission to run: `waits` is set meanwhile, and `nod` lets the cell run.
    """

    def __init__(self, job: dict[str, Any], files: Sequence[tuple[str, bytes | None]]) -> None:
        self.socket, self.theirs = socket.socketpair()
        self.socket.setblocking(False)
        paths = [(path, None if content is None else len(content)) for path, content in files]
        line = json.dumps(job | {"files": paths}).encode() + b"\n"
        # The last piece is sent first.
        self._out: list[bytes | memoryview] = [content for _, content in files[::-1] if content]
        self._out.append(line)
        self._pieces: list[bytes] = []
        self._open = True
        self._left, self._left_in_all = MAX_CELL_EVENTS, MAX_EVENTS
        self.overflown = self.waits = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()
        self.theirs.close()

    def register(self, ready: selectors.BaseSelector) -> None:
        """Registers this socket with the selector `ready`."""
        ready.register(self.socket, selectors.EVENT_READ | selectors.EVENT_WRITE)

    def exchange(self, ready: selectors.BaseSelector, to_the_end: bool) -> Iterator[Event]:
        """Sends as much of the job as possible, and yields the events that have arrived."""
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

    def nod(self) -> None:
        """Lets the next cell run."""
        self.waits = False
        with contextlib.suppress(OSError):
            self.socket.send(b"!")

    def _give(self, ready: selectors.BaseSelector) -> None:
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

    def _take(self, chunk: bytes) -> Iterator[Event]:
        self._pieces.append(chunk)
        if b"\n" not in chunk:
            return
        *lines, rest = b"".join(self._pieces).split(b"\n")
        self._pieces = [rest]
        for line in lines:
            if line == b"?":  # A cell waits to begin until all earlier lines have arrived.
                self._left, self.waits = MAX_CELL_EVENTS, True
            elif event := parse(line):
                yield event


_starter = ThreadPoolExecutor(1, thread_name_prefix="starts-workers")


def _end(
    process: subprocess.Popen[bytes], control: socket.socket, memory: MemoryGroup | None
) -> None:
    control.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if memory:
        memory.remove()


def _kill(pid: int) -> None:
    """Kills a fork and its group, even if the fork has left the group."""
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _worker_environment() -> dict[str, str]:
    """The worker's environment variables: paths, locale and one thread, and nothing else."""
    keep = ("PATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH")
    return {name: os.environ[name] for name in keep if name in os.environ} | sandbox.THREADS


class Pool:
    """Warm workers that wait for their next job; those in `idle` end with this object."""

    def __init__(self) -> None:
        self.idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()

    @contextlib.contextmanager
    def worker(self, sandboxed: bool) -> Iterator[Worker]:
        """Yields a warm worker for one run: an idle one, or a new one if none is idle."""
        worker = None
        while worker is None:
            try:
                worker = self.idle.get_nowait()
            except queue.Empty:
                worker = Worker(sandboxed)
            if worker.sandboxed != sandboxed or not worker.alive:
                worker.close()
                worker = None
        yield worker
        if worker.alive:  # An exception skips this: the worker may be in the middle of a job.
            self.idle.put(worker)


OF_THIS_PROCESS = Pool()
"""The default pool of `execute`. An executor hands tasks to threads, to other processes and to
other machines, so each process must keep its own workers.
"""
