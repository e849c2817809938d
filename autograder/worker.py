"""The warm worker: runs notebooks' code cells, each notebook in a fork of its own.

A stand-alone script: it imports nothing of the autograder, so that a process that runs a
student's code never holds an exercise, a gradebook or a secret. It loads IPython, NumPy and
Matplotlib once, then reads jobs from its standard input, a line of JSON each:

    {"cells": [{"id": ..., "source": ...}], "cwd": ..., "probes": FILE, "blocked": [MODULE],
     "cell_seconds": ..., "memory": BYTES, "skip": [ID]}

and writes events to its standard output, a line each: "w" and JSON for what it says itself,

    {"event": "ready"}                                  it is warm
    {"event": "started", "pid": ...}
    {"event": "end", "status": ...}                     the fork is gone; "finished" or how it died

and "f" and a line as it came for what the fork says. That is what the student's process wrote and
may be forged; nothing in it is believed here. An honest fork says

    {"event": "cell", "id": ...}                        the cell is about to run
    {"event": "output", "output": {...}, "display_id": ...}    one output in notebook format
    {"event": "update", "display_id": ..., "data": {...}, "metadata": {...}}
    {"event": "clear", "wait": ...}
    {"event": "done", "id": ..., "execution_count": ...}

The parent kills a fork that takes too long; this process reports that it died, ends whatever it
left behind, and ends itself when the parent is gone.
"""

import contextlib
import ctypes
import importlib.abc
import io
import os
import resource
import select
import signal
import sys
import threading
from json import dumps, loads

MAX_CELL_OUTPUT = 8 << 20
MAX_OUTPUT = 32 << 20
MAX_ERROR = 1 << 20
MAX_CELL_EVENTS = 64 << 20
MAX_EVENTS = 128 << 20
"""Bytes that a fork may write, in a cell and in all, before it is killed: honest outputs and
answers need less. What one cell writes leaves enough for the cells after it.
"""


def main():
    """Reads jobs until the standard input ends."""
    jobs = sys.stdin.buffer
    # Student code must find neither the jobs nor the event channel at descriptors 0 and 1.
    events = os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    _adopt_orphans()
    _warm_up()
    _say(events, {"event": "ready"})
    for line in iter(jobs.readline, b""):
        job = loads(line)
        (read_end, write_end), (heard, nod) = os.pipe(), os.pipe()
        pid = os.fork()
        if pid == 0:
            os.setsid()  # A group to be killed as one, and no terminal to ask questions on.
            os.close(read_end)
            os.close(nod)
            jobs.close()
            events.close()
            os.dup2(null, 0)
            os.dup2(null, 2)
            _run_and_exit(job, write_end, heard)
        os.close(write_end)
        os.close(heard)
        os.set_blocking(nod, False)
        _say(events, {"event": "started", "pid": pid})
        status = _relay(read_end, nod, pid, events, jobs.fileno())
        _say(events, {"event": "end", "status": status})


def _say(events, event):
    events.write(b"w" + dumps(event).encode() + b"\n")
    events.flush()


_HEARD = b"?"
"""The line with which a fork asks to be told that all before it has been passed on."""


def _relay(pipe, nod, pid, events, parent):
    """Passes on what the fork writes until it is gone; returns how it ended, in words.

    Its end is the end of its process: a child that it leaves behind may hold the pipe open, and
    one that closes the pipe may still run.
    """
    pieces, status, too_much = [], None, False
    left, left_in_all = MAX_CELL_EVENTS, MAX_EVENTS
    watched = [pipe, parent]
    while status is None or pipe in watched:
        if status is None:
            ended, code = os.waitpid(pid, os.WNOHANG)
            if ended:
                status = _how(code)
                _end_orphans(pid)
        pause = 0 if status is not None else 0.05 if pipe in watched else 0.002
        ready = select.select(watched, [], [], pause)[0]
        if parent in ready:  # No job comes before this one has ended: the parent is gone.
            os.kill(pid, signal.SIGKILL)
            sys.exit(1)
        if pipe not in ready:
            if status is not None:
                break
            continue
        chunk = os.read(pipe, 1 << 16)
        left, left_in_all = left - len(chunk), left_in_all - len(chunk)
        if not chunk:
            watched.remove(pipe)
        elif min(left, left_in_all) < 0:
            too_much = True
            watched.remove(pipe)
            if status is None:
                os.kill(pid, signal.SIGKILL)
        else:
            pieces.append(chunk)
            if b"\n" in chunk:
                *lines, rest = b"".join(pieces).split(b"\n")
                pieces = [rest]
                events.writelines(b"f" + line + b"\n" for line in lines if line != _HEARD)
                events.flush()
                if _HEARD in lines:  # A cell begins.
                    left = MAX_CELL_EVENTS
                    with contextlib.suppress(OSError):
                        os.write(nod, b"!")
    os.close(pipe)
    os.close(nod)
    return f"it wrote more than {MAX_CELL_EVENTS >> 20} MB" if too_much else status


_FINISHED = 77  # An exit code that a student's os._exit(0) does not imitate by accident.


def _how(code):
    if os.WIFSIGNALED(code):
        return f"killed by {signal.Signals(os.WTERMSIG(code)).name}"
    code = os.WEXITSTATUS(code)
    return "finished" if code == _FINISHED else f"ended early with exit code {code}"


def _adopt_orphans():
    """Makes this process the parent of what a fork leaves behind, where the system can (Linux)."""
    if sys.platform == "linux":
        set_child_subreaper = 36
        ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def _end_orphans(pid):
    """Kills what is left of the fork's group, and every process that it has orphaned."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    while orphans := _children():
        for orphan in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGKILL)
        for orphan in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(orphan, 0)


def _children():
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


def _warm_up():
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    import gc

    import matplotlib.pyplot
    import matplotlib_inline.backend_inline  # noqa: F401
    import numpy  # noqa: F401
    from IPython.core.interactiveshell import InteractiveShell  # noqa: F401
    from matplotlib.figure import Figure

    import helpers.checking  # noqa: F401

    # Fonts are found and measured once here rather than in every fork.
    figure = Figure()
    figure.subplots().set_title("warm")
    figure.savefig(io.BytesIO(), format="png")
    matplotlib.pyplot.close("all")
    gc.freeze()


class _Blocked(importlib.abc.MetaPathFinder):
    """Refuses to import modules that an answer must not lean on."""

    def __init__(self, names):
        self.names = tuple(names)

    def __contains__(self, name):
        return any(name == blocked or name.startswith(blocked + ".") for blocked in self.names)

    def find_spec(self, name, path=None, target=None):
        if name in self:
            raise ImportError(
                f"{name} cannot be imported while an answer is graded: write this step yourself."
            )
        return None


def _run_and_exit(job, pipe, heard):
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(job["cwd"])
        os.environ["HOME"] = job["cwd"]
        os.environ["COURSE_PROBES"] = job["probes"]
        blocked = _Blocked(job["blocked"])
        sys.meta_path.insert(0, blocked)
        for name in [name for name in sys.modules if name in blocked]:
            del sys.modules[name]
        # Where a kernel has it: a file beside the notebook does not hide the standard library.
        packages = (i for i, path in enumerate(sys.path) if path.endswith("site-packages"))
        sys.path.insert(next(packages, len(sys.path)), "")
        run_cells(job, _sender(pipe, heard))
        code = _FINISHED
    finally:
        os._exit(code)


def _sender(pipe, heard):
    """A function that writes an event whole, and writes nothing in a child of this process.

    With `wait` it returns when the event has been passed on: if the next line of code ends this
    process and its parent, it is known where that happened.
    """
    channel, owner = os.fdopen(pipe, "wb"), os.getpid()

    def send(event, wait=False):
        lines = dumps(event).encode() + b"\n" + (_HEARD + b"\n") * wait
        if os.getpid() == owner:
            channel.write(lines)
            channel.flush()
            if wait:
                os.read(heard, 1)

    return send


def run_cells(job, send):
    """Runs the job's cells in a fresh IPython shell, sending an event for all that happens."""
    shell, outputs = _make_shell(send)
    skip = set(job["skip"])
    for cell in job["cells"]:
        if cell["id"] in skip:
            continue
        send({"event": "cell", "id": cell["id"]}, wait=True)
        if not cell["source"].strip():  # A kernel does not count an empty cell.
            continue
        outputs.start_cell()
        with _interrupt_after(job["cell_seconds"]):
            shell.run_cell(cell["source"], store_history=True)
        outputs.flush()
        send({"event": "done", "id": cell["id"], "execution_count": shell.execution_count - 1})


@contextlib.contextmanager
def _interrupt_after(seconds):
    """A first, polite limit: KeyboardInterrupt in the cell. The parent has the last word."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except KeyboardInterrupt:  # It came just after the cell had ended.
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class _Outputs:
    """Sends outputs in notebook format; joins stream text, as a front end would."""

    def __init__(self, send):
        from helpers.checking.answers import MIME

        self._answers, self._send = MIME, send
        self._text, self._name, self._held = [], None, 0
        self._left, self._left_in_all = MAX_CELL_OUTPUT, MAX_OUTPUT
        self._lock = threading.RLock()  # The student's threads print too.

    def start_cell(self):
        self._left = MAX_CELL_OUTPUT

    def emit(self, output, display_id=None, update=False):
        self.flush()
        text = dumps(output, default=str)
        # Answers have a limit of their own; what was printed before must not push them out.
        if self._answers in output["data"] or self._room_for(len(text)):
            event = {"event": "output", "output": loads(text), "display_id": display_id}
            if update:
                event = {"event": "update", "display_id": display_id, **loads(text)}
            self._send(event)

    def fail(self, output):
        self.flush()
        self._send({"event": "output", "output": output})

    def clear(self, wait):
        self.flush()
        self._send({"event": "clear", "wait": bool(wait)})

    def write(self, name, text):
        with self._lock:
            if name != self._name:
                self.flush()
                self._name = name
            if self._room_for(len(text)):
                self._text.append(text)
                self._held += len(text)
                if self._held > 1 << 16:
                    self.flush()

    def flush(self):
        with self._lock:
            name, text = self._name, "".join(self._text)
            self._text, self._name, self._held = [], None, 0
            if text:
                self._stream(name, text)

    def _stream(self, name, text):
        output = {"output_type": "stream", "name": name, "text": text}
        self._send({"event": "output", "output": output})

    def _room_for(self, size):
        if min(self._left, self._left_in_all) < 0:
            return False
        self._left -= size
        self._left_in_all -= size
        if min(self._left, self._left_in_all) < 0:
            self.flush()
            self._stream("stdout", "\n... Output truncated ...\n")
            return False
        return True


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, outputs, name):
        self._outputs, self._name = outputs, name

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outputs.write(self._name, text)
        return len(text)


def _make_shell(send):
    import builtins

    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    outputs = _Outputs(send)

    class Publisher(DisplayPublisher):
        def publish(self, data, metadata=None, *, transient=None, update=False, **_):
            output = {
                "output_type": "display_data",
                "data": _as_text(data),
                "metadata": metadata or {},
            }
            outputs.emit(output, (transient or {}).get("display_id"), update)

        def clear_output(self, wait=False):
            outputs.clear(wait)

    class Hook(DisplayHook):
        def write_output_prompt(self):
            pass

        def write_format_data(self, format_dict, md_dict=None):
            outputs.emit(
                {
                    "output_type": "execute_result",
                    "data": _as_text(format_dict),
                    "metadata": md_dict or {},
                    "execution_count": self.prompt_count,
                }
            )

        def finish_displayhook(self):
            pass

    class Shell(InteractiveShell):
        def _showtraceback(self, etype, evalue, stb):
            outputs.fail(
                {
                    "output_type": "error",
                    "ename": etype.__name__,
                    "evalue": _text_of(evalue)[:MAX_ERROR],
                    "traceback": [str(line)[:MAX_ERROR] for line in stb],
                }
            )

        def enable_gui(self, gui=None):
            pass

        def init_sys_modules(self):
            # The script's own __main__ gives way to the notebook's namespace.
            sys.modules["__main__"] = self.user_module

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "neutral"
    shell = Shell.instance(config=config, display_pub_class=Publisher, displayhook_class=Hook)
    sys.stdout, sys.stderr = _Stream(outputs, "stdout"), _Stream(outputs, "stderr")
    builtins.input = _no_input
    shell.run_line_magic("matplotlib", "inline")
    return shell, outputs


def _no_input(prompt=""):
    raise RuntimeError("input() was called, but nobody is there to answer while grading.")


def _text_of(value):
    try:
        return str(value)
    except Exception:
        return f"<{type(value).__name__}: its text cannot be had>"


def _as_text(data):
    import base64

    return {
        str(key): base64.b64encode(item).decode() if isinstance(item, bytes) else item
        for key, item in data.items()
    }


if __name__ == "__main__":
    main()
