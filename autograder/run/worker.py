"""The warm worker: runs notebooks' code cells, each notebook in a fork of its own.

This script stands alone: from the autograder it imports only `cell_runner.py` and `confine.py`
beside it, so that a process that runs a student's code never holds an exercise, a gradebook or a
secret. It loads IPython, NumPy and Matplotlib once. Then it waits at its standard input, a socket,
for requests from the grader:

    R and a descriptor      run the job that the descriptor, another socket, delivers
    K                       kill that run
    P                       say {"event": "here"}

It answers on the same socket with events, each one line of JSON:

    {"event": "ready"}                                  the worker is warm
    {"event": "started", "pid": ...}
    {"event": "broken", "reason": ...}                  no fork can be confined
    {"event": "end", "status": ...}                     the fork is gone; "finished" or how it died

The worker sends "broken" instead of "started" and "end".

Only the fork reads the job, so a student's text never enters the memory of this process, which is
copied for the next student's process. A job is one line of JSON, followed by the files:

    {"cells": [{"id": ..., "source": ...}], "probes": TEXT, "blocked": [MODULE], "skip": [ID],
     "scored": [ID], "cell_seconds": ..., "notebook_seconds": ..., "memory": BYTES,
     "watch_memory": ..., "folder": PATH or null, "files": [[PATH, SIZE or null for a folder]]}

The fork writes its events to the same socket. The student's process may forge them, so no part of
the grader believes them. An honest fork sends

    {"event": "cell", "id": ...}                        the cell is about to run
    {"event": "output", "output": {...}, "display_id": ...}    one output in notebook format
    {"event": "update", "display_id": ..., "data": {...}, "metadata": {...}}
    {"event": "clear", "wait": ...}
    {"event": "done", "id": ..., "execution_count": ..., of scored cells "error": ..., "value": ...}

The grader says when a fork has taken too long. The worker then kills the fork and every process
that the fork left behind. The worker ends when the grader is gone. With `--confined` it expects to
be inside bubblewrap and gives each fork its own namespaces (`confine.py`).
"""

import contextlib
import ctypes
import importlib
import importlib.abc
import os
import resource
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from json import dumps, loads
from types import ModuleType
from typing import Any

# With `-P` a script does not find the modules beside it. Their folder is on the path for this
# import only, so that a student's code does not find them either.
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
try:
    from cell_runner import run_cells
finally:
    del sys.path[0]

_FINISHED = 77  # An exit code that a student's os._exit(0) does not imitate by accident.
_TOO_MUCH_MEMORY = 78
_SIGNALLED = 128  # As in shells: 128 plus the number of the signal.

_WATCH_SECONDS = 0.05


def main() -> None:
    """Serves until the standard input ends."""
    confined = "--confined" in sys.argv
    grader = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    if confined:
        import confine

        confine.become_nobody()
    _adopt_orphans()
    warm_up()
    os.environ.pop("MPLCONFIGDIR", None)  # A student's process cannot write there.
    os.environ.pop("PWD", None)
    wakened = _waken_at_the_end_of_children()
    _say(grader, {"event": "ready"})
    while True:
        request, descriptors, *_ = socket.recv_fds(grader, 1, 1)
        if not request:
            return
        if not descriptors:  # A kill that came too late.
            continue
        job, (heard, tell) = descriptors[0], os.pipe()
        try:
            pid = confine.fork_into_namespaces() if confined else os.fork()
        except OSError as error:
            _say(grader, {"event": "broken", "reason": str(error)})
            return
        if pid == 0:
            os.close(heard)
            grader.close()
            try:
                _in_the_fork(job, tell, confined)
            finally:
                os._exit(1)
        os.close(job)
        os.close(tell)
        with open(heard, encoding="utf-8") as channel:
            fault = channel.read()
        if fault:
            os.waitpid(pid, 0)
            _say(grader, {"event": "broken", "reason": fault})
            continue
        _say(grader, {"event": "started", "pid": pid})
        _say(grader, {"event": "end", "status": _wait_for(pid, grader, wakened)})


def _say(grader: socket.socket, event: dict[str, Any]) -> None:
    grader.sendall(dumps(event).encode() + b"\n")


def _waken_at_the_end_of_children() -> int:
    """Returns a descriptor that becomes readable when a child has ended."""
    wakened, waken = os.pipe()
    os.set_blocking(wakened, False)
    os.set_blocking(waken, False)
    signal.set_wakeup_fd(waken)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return wakened


def _wait_for(pid: int, grader: socket.socket, wakened: int) -> str:
    """Waits until the fork is gone, and kills it on request; returns how it ended, in words."""
    while True:
        ended, code = os.waitpid(pid, os.WNOHANG)
        if ended:
            _end_orphans(pid)
            return _how(os.waitstatus_to_exitcode(code))
        watched: list[Any] = [wakened, grader]
        ready = select.select(watched, [], [])[0]
        if wakened in ready:
            os.read(wakened, 4096)
        if grader in ready:
            told = grader.recv(1)
            if told == b"P":
                _say(grader, {"event": "here"})
                continue
            os.kill(pid, signal.SIGKILL)
            if not told:  # The grader is gone; it sends no new job while this one runs.
                _end_orphans(pid)
                sys.exit(1)


def _how(code: int) -> str:
    if code == _FINISHED:
        return "finished"
    if code == _TOO_MUCH_MEMORY:
        return "its processes together took more memory than they may"
    with contextlib.suppress(ValueError):
        return f"killed by {signal.Signals(-code if code < 0 else code - _SIGNALLED).name}"
    return f"ended early with exit code {code}"


def _in_the_fork(job: int, tell: int, confined: bool) -> None:
    """Reads the job and runs it. An error before the run is written to `tell`."""
    signal.set_wakeup_fd(-1)
    for name in (signal.SIGCHLD, signal.SIGINT):
        signal.signal(name, signal.SIG_DFL)
    try:
        if confined:
            import confine

            confine.furnish()
        os.setsid()  # This makes a group that is killed as one and has no terminal.
        channel = socket.socket(fileno=job)
        settings, files = _read_job(channel)
    except BaseException as error:
        with open(tell, "w", encoding="utf-8") as said:
            said.write(f"{type(error).__name__}: {error}")
        return
    os.close(tell)
    if confined:
        _become_student(channel, settings)
    _run_and_exit(settings, files, channel, confined)


def _become_student(channel: socket.socket, settings: dict[str, Any]) -> None:
    """Continues in a second process of the namespaces, which leads its own group.

    The first process, which calls this, stays out of the student's reach: the kernel drops signals
    that a namespace sends to its first process. When the second process ends, the first one ends
    too, and the kernel then ends all others.
    """
    # SIGCHLD is blocked, so that `sigtimedwait` also notices a child that has just ended.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    second = os.fork()
    if second == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        os.setsid()
        return
    channel.close()
    pause = _WATCH_SECONDS if settings["watch_memory"] else 0.0
    while True:
        ended, code = os.waitpid(-1, os.WNOHANG if pause else 0)
        if ended == second:
            _exit_as(code)
        if ended == 0:
            import confine

            if confine.holds_more_than(settings["memory"]):
                os._exit(_TOO_MUCH_MEMORY)
            signal.sigtimedwait({signal.SIGCHLD}, pause)


def _exit_as(status: int) -> None:
    """Ends this process with an exit code that says how its child ended."""
    code = os.waitstatus_to_exitcode(status)
    os._exit(code if code >= 0 else _SIGNALLED - code)


def _read_job(channel: socket.socket) -> tuple[dict[str, Any], list[tuple[str, bytes | None]]]:
    """Reads the job from the channel: its settings, and its files as (path, bytes)."""
    with channel.makefile("rb") as stream:
        settings = loads(stream.readline())
        files = [
            (path, None if size is None else stream.read(size)) for path, size in settings["files"]
        ]
    return settings, files


def _adopt_orphans() -> None:
    """Makes this process, on Linux, the parent of the processes that a fork leaves behind."""
    if sys.platform == "linux":
        set_child_subreaper = 36
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def _end_orphans(pid: int) -> None:
    """Kills the rest of the fork's group, and every process that the fork has orphaned."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    while orphans := _children():
        for orphan in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
        for orphan in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(orphan, 0)


def _children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


def warm_up() -> None:
    """Loads and does once what nearly every notebook needs, so that no fork has to."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    import gc

    import matplotlib.pyplot  # noqa: F401
    import matplotlib_inline.backend_inline  # noqa: F401
    import numpy as np
    from IPython.core.interactiveshell import InteractiveShell  # noqa: F401
    from IPython.core.ultratb import VerboseTB

    import helpers.checking
    import helpers.figures.penalty
    import helpers.runlog  # noqa: F401
    from helpers import data, figures
    from helpers.figures import descent

    for name in ("application", "completerlib", "magics.execution", "magics.pylab", "oinspect"):
        importlib.import_module(f"IPython.core.{name}")  # A new shell loads these.
    # A figure loads fonts, the grammar of formulas, contours and the files of modules.
    x, y = data.gabor(np.random.default_rng(0))
    figures.as_html(descent.loss_map(x, y, {"path": [[0.0, 10.0]]}), alt="")
    try:
        raise ValueError
    except ValueError as error:
        VerboseTB().structured_traceback(type(error), error, error.__traceback__)
    gc.freeze()


class _Blocked(importlib.abc.MetaPathFinder):
    """Refuses to import modules that an answer must not use."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def __contains__(self, name: str) -> bool:
        return any(name == blocked or name.startswith(blocked + ".") for blocked in self.names)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> None:
        if name in self:
            raise ImportError(
                f"{name} cannot be imported while an answer is graded: write this step yourself."
            )
        return None


def _run_and_exit(
    settings: dict[str, Any],
    files: Sequence[tuple[str, bytes | None]],
    channel: socket.socket,
    confined: bool,
) -> None:
    code = 1
    try:
        _set_limits(settings, confined)
        descriptor = _keep_only(channel)
        work, probes = _lay_out(settings, files)
        os.environ["HOME"] = work
        os.environ["COURSE_PROBES"] = probes
        os.environ["NBGRADER_EXECUTION"] = "autograde"  # As nbgrader says to notebooks.
        sys.modules["helpers.checking"].settle()  # Was imported when the worker was warmed up.
        blocked = _Blocked(settings["blocked"])
        sys.meta_path.insert(0, blocked)
        for name in [name for name in sys.modules if name in blocked]:
            del sys.modules[name]
        # A kernel, too, puts the notebook's folder here: a file beside the notebook does not hide
        # the standard library.
        packages = (i for i, path in enumerate(sys.path) if path.endswith("site-packages"))
        sys.path.insert(next(packages, len(sys.path)), "")
        run_cells(settings, _sender(descriptor))
        code = _FINISHED
    finally:
        os._exit(code)


def _set_limits(settings: dict[str, Any], confined: bool) -> None:
    if confined:
        import confine

        confine.limit(settings["memory"], int(settings["notebook_seconds"]) + 1)
    else:
        resource.setrlimit(resource.RLIMIT_AS, (settings["memory"], settings["memory"]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _keep_only(channel: socket.socket) -> int:
    """Closes every descriptor except the channel's, and returns the channel's new number."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(null, number)
    os.dup2(os.dup(channel.detach()), 3)
    os.closerange(4, max(int(name) for name in os.listdir("/dev/fd")) + 1)
    return 3


def _lay_out(
    settings: dict[str, Any], files: Sequence[tuple[str, bytes | None]]
) -> tuple[str, str]:
    """Writes the job's files; returns the folder to work in, and the path of the probes."""
    work = settings["folder"] or os.getcwd()
    os.chdir(work)
    for path, content in files:
        if content is None:
            os.mkdir(path)
        else:
            with open(path, "wb") as file:
                file.write(content)
    probes = os.path.join(os.path.dirname(work), "probes.json")
    with open(probes, "w", encoding="utf-8") as file:
        file.write(settings["probes"])
    return work, probes


HEARD = b"?"
"""The line with which a fork asks the grader to confirm that all earlier lines have arrived."""


def _sender(descriptor: int) -> Callable[..., None]:
    """Returns a function that sends an event whole, and sends nothing in a child of this process.

    With `wait` that function returns only when the grader has the event. If the next line of code
    ends this process and its parent, the grader then knows where that happened.
    """
    channel, owner = os.fdopen(descriptor, "wb"), os.getpid()

    def send(event: dict[str, Any], wait: bool = False) -> None:
        lines = dumps(event).encode() + b"\n" + (HEARD + b"\n") * wait
        if os.getpid() == owner:
            channel.write(lines)
            channel.flush()
            if wait:
                os.read(descriptor, 1)

    return send


if __name__ == "__main__":
    main()
