"""Runs cells in an IPython shell and sends their outputs, as a kernel would.

This module stands alone like `worker.py`, which imports it. All of it runs in a student's process.
"""

import ast
import contextlib
import inspect
import io
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from json import dumps, loads
from typing import Any

MAX_CELL_OUTPUT = 8 << 20
MAX_OUTPUT = 16 << 20
MAX_ERROR = 1 << 20
MAX_SCORE = 1000
"""Limits in characters: on the output of a cell, on the output of all cells together, on an error's
text and each line of its traceback, and on the value of a cell's last line when there is no room
for more. Text beyond a limit is left out, and what it was written to says so. An event takes up to
six bytes for a character, so whoever prints too much reaches these limits before `workers.py` kills
the process for writing too much.
"""


def run_cells(job: dict[str, Any], send: Callable[..., None]) -> None:
    """Runs the job's cells in a fresh IPython shell and sends events about what happens."""
    shell, outputs = _make_shell(send)
    scorer = _Scorer(shell)
    skip, scored = set(job["skip"]), set(job["scored"])
    for cell in job["cells"]:
        if cell["id"] in skip:
            continue
        send({"event": "cell", "id": cell["id"]}, wait=True)
        if not cell["source"].strip():  # A kernel does not count an empty cell.
            continue
        outputs.start_cell()
        done = {"event": "done", "id": cell["id"]}
        with _interrupt_after(job["cell_seconds"]):
            if cell["id"] in scored:
                done |= scorer.run(cell["source"])
            else:
                shell.run_cell(cell["source"], store_history=True)
        outputs.flush()
        send({**done, "execution_count": shell.execution_count - 1})


@contextlib.contextmanager
def _interrupt_after(seconds: float) -> Iterator[None]:
    """Raises KeyboardInterrupt in a cell that runs too long. If the cell goes on, it is killed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except KeyboardInterrupt:  # The interrupt came just after the cell had ended.
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class _Outputs:
    """Sends outputs in notebook format; joins stream text, as a front end would."""

    def __init__(self, send: Callable[..., None]) -> None:
        from helpers.checking.answers import MIME

        self._answers, self._send = MIME, send
        self._text: list[str] = []
        self._name: str | None = None
        self._held = 0
        self._left, self._left_in_all = MAX_CELL_OUTPUT, MAX_OUTPUT
        self._told: set[str] = set()
        self._lock = threading.RLock()  # The student's threads print too.

    def start_cell(self) -> None:
        self._left = MAX_CELL_OUTPUT
        self._told = set()

    def emit(
        self, output: dict[str, Any], display_id: str | None = None, update: bool = False
    ) -> None:
        self.flush()
        text = dumps(output, default=str)
        # Answers have their own limit, so that earlier output cannot crowd them out.
        fits = self._answers in output["data"] or self._room_for(len(text))
        if not fits and output["output_type"] == "execute_result":  # It may be a score.
            said = str(output["data"].get("text/plain", ""))[:MAX_SCORE]
            text, fits = dumps({**output, "data": {"text/plain": said}}), True
        if fits:
            event = {"event": "output", "output": loads(text), "display_id": display_id}
            if update:
                event = {"event": "update", "display_id": display_id, **loads(text)}
            self._send(event)

    def fail(self, output: dict[str, Any]) -> None:
        self.flush()
        self._send({"event": "output", "output": output})

    def clear(self, wait: bool) -> None:
        self.flush()
        self._send({"event": "clear", "wait": bool(wait)})

    def write(self, name: str, text: str) -> None:
        with self._lock:
            if name != self._name:
                self.flush()
                self._name = name
            size = _size_in_json(text)
            if self._room_for(size, name):
                self._text.append(text)
                self._held += size
                if self._held > 1 << 16:
                    self.flush()

    def flush(self) -> None:
        with self._lock:
            name, text = self._name, "".join(self._text)
            self._text, self._name, self._held = [], None, 0
            if name and text:
                self._stream(name, text)

    def _stream(self, name: str, text: str) -> None:
        output = {"output_type": "stream", "name": name, "text": text}
        self._send({"event": "output", "output": output})

    def _room_for(self, size: int, name: str = "stdout") -> bool:
        """Whether there is room; if not, the stream says so once in each cell.

        A word on stderr costs nbgrader's own marks, so the note stands where the text would.
        """
        self._left -= size
        self._left_in_all -= size
        if min(self._left, self._left_in_all) >= 0:
            return True
        if name not in self._told:
            self._told.add(name)
            self.flush()
            self._stream(name, "\n... Output truncated ...\n")
        return False


def _size_in_json(text: str) -> int:
    """The characters that JSON needs: two for those beyond the first 65,536, such as pictures."""
    if text.isascii() or len(text) > MAX_CELL_OUTPUT:  # The text is too long in any case.
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Stream(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, outputs: _Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._outputs.write(self._name, text)
        return len(text)


class _Scorer:
    """Runs cells that score themselves, and says from its own frame how they ended.

    In IPython the way from a cell to its error leads through methods and hooks that a student's
    code may have replaced, such as `showtraceback`. Here the code runs in the frame of `run`, where
    its error arrives whatever has been replaced. The parts used are taken before a line of a
    student's code runs. Code that changes this object or this frame is still not kept out.
    """

    def __init__(self, shell: Any) -> None:
        from IPython.core.async_helpers import _asyncio_runner
        from IPython.core.inputtransformer2 import TransformerManager

        self._shell, self._display, self._wait = shell, shell.displayhook, _asyncio_runner
        self._transform, self._parse, self._compile = TransformerManager(), ast.parse, compile

    def run(self, source: str) -> dict[str, Any]:
        """Runs the cell; returns its "error" as (name, text), or None, and if it has a "value".

        The value is that of a last line that is an expression, which nbgrader takes for the score.
        """
        shell, count, value = self._shell, self._shell.execution_count, None
        shell.execution_count += 1
        shell.events.trigger("pre_execute")
        try:
            text = self._transform.transform_cell(source)
            shell.history_manager.store_inputs(count, text, source)
            name = shell.compile.cache(text, count, raw_code=source)
            flags = shell.compile.flags | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            with shell.builtin_trap, shell.display_trap:
                for node in self._parse(text, name).body:
                    if isinstance(node, ast.Expr):
                        code = self._compile(ast.Expression(node.value), name, "eval", flags)
                    else:
                        code = self._compile(ast.Module([node], []), name, "exec", flags)
                    value = eval(code, shell.user_ns)  # None for a statement.
                    if code.co_flags & inspect.CO_COROUTINE:
                        value = self._wait(value)
                self._display(value)
        except BaseException as error:
            with contextlib.suppress(BaseException):  # Who replaced it loses the text alone.
                shell.showtraceback(running_compiled_code=True)
            return {"error": [type(error).__name__, _text_of(error)[:MAX_ERROR]], "value": False}
        finally:
            shell.events.trigger("post_execute")
        return {"error": None, "value": value is not None}


def _make_shell(send: Callable[..., None]) -> tuple[Any, _Outputs]:
    import builtins

    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    outputs = _Outputs(send)

    class Publisher(DisplayPublisher):
        def publish(
            self,
            data: dict[str, Any],
            metadata: dict[str, Any] | None = None,
            source: object = None,
            *,
            transient: dict[str, Any] | None = None,
            update: bool = False,
            **_: Any,
        ) -> None:
            output = {
                "output_type": "display_data",
                "data": _as_text(data),
                "metadata": metadata or {},
            }
            outputs.emit(output, (transient or {}).get("display_id"), update)

        def clear_output(self, wait: bool = False) -> None:
            outputs.clear(wait)

    class Hook(DisplayHook):
        def write_output_prompt(self) -> None:
            pass

        def write_format_data(
            self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
        ) -> None:
            outputs.emit(
                {
                    "output_type": "execute_result",
                    "data": _as_text(format_dict),
                    "metadata": md_dict or {},
                    "execution_count": self.prompt_count,
                }
            )

        def finish_displayhook(self) -> None:
            pass

    class Shell(InteractiveShell):
        def _showtraceback(
            self, etype: type[BaseException], evalue: BaseException, stb: list[str]
        ) -> None:
            outputs.fail(
                {
                    "output_type": "error",
                    "ename": etype.__name__,
                    "evalue": _text_of(evalue)[:MAX_ERROR],
                    "traceback": [str(line)[:MAX_ERROR] for line in stb],
                }
            )

        def enable_gui(self, gui: str | None = None) -> None:
            pass

        def init_sys_modules(self) -> None:
            # The notebook's namespace replaces the script's own __main__.
            sys.modules["__main__"] = self.user_module

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "neutral"
    shell = Shell.instance(config=config, display_pub_class=Publisher, displayhook_class=Hook)
    sys.stdout, sys.stderr = _Stream(outputs, "stdout"), _Stream(outputs, "stderr")
    builtins.input = _no_input
    shell.run_line_magic("matplotlib", "inline")
    return shell, outputs


def _no_input(prompt: object = "") -> str:
    raise RuntimeError("input() was called, but nobody is there to answer while grading.")


def _text_of(value: object) -> str:
    try:
        return str(value)
    except Exception:
        return f"<{type(value).__name__}: its text cannot be shown>"


def _as_text(data: dict[str, Any]) -> dict[str, Any]:
    import base64

    return {
        str(key): base64.b64encode(item).decode() if isinstance(item, bytes) else item
        for key, item in data.items()
    }
