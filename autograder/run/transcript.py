"""A transcript: the outputs of a notebook's cells, as the events of its process report them.

The process runs a student's code, which may forge events. A transcript checks only the form of an
event: it leaves out events that are malformed or belong to no cell, and brings outputs into
notebook form. A forged output of a check cell earns nothing: its score comes from a judge. A cell
that scores itself earns by its outputs, so `settle` holds these to what its process said in the
end.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Event: TypeAlias = dict[str, Any]
"""What a worker or its fork says: under "event" the kind of event, beside it what belongs to it."""


STOPPED = "Stopped"
"""The name of the error that stands in a cell which did not run to its end."""


@dataclass
class CellRun:
    """The result of a cell: outputs in notebook format, and its execution count.

    A cell that scores itself also says how it ended: whether it is `done`, its `error` as [name,
    text], and whether its last line had a `value`.
    """

    outputs: list[dict[str, Any]] = field(default_factory=list)
    execution_count: int | None = None
    done: bool = False
    error: list[str] | None = None
    value: bool = False


class Transcript:
    """The runs of a notebook's cells by id, in `runs`, and the cell that ran last, in `current`."""

    def __init__(self, cells: Iterable[str]) -> None:
        self._cells = frozenset(cells)
        self.runs: dict[str, CellRun] = {}
        self.begin()

    def begin(self) -> None:
        """Starts a run from the top; a cell's earlier outputs are kept until it runs again."""
        self.current: str | None = None
        self._begun: set[str] = set()
        self._displays: dict[str, list[dict[str, Any]]] = {}
        self._clear_next = False

    def take(self, event: Event) -> None:
        """Records one event."""
        kind = event["event"]
        name = event.get("id")
        if kind == "cell" and isinstance(name, str) and name in self._cells:
            self.current = name
            self.runs[self.current] = CellRun()
            self._clear_next = False
            if name in self._begun:  # A cell runs once, so one of the two was forged.
                self.runs[name].error = ["Forged", "this cell was said to run twice"]
            self._begun.add(name)
        elif self.current is None:
            return
        elif kind == "output":
            self._output(event)
        elif kind == "update":
            self._update(event)
        elif kind == "clear":
            self._clear_next = bool(event.get("wait"))
            if not self._clear_next:
                self._clear()
        elif kind == "done" and type(event.get("execution_count")) is int:
            run = self.runs[self.current]
            run.execution_count = event["execution_count"]
            run.done, run.value = name == self.current, event.get("value") is True
            if type(error := event.get("error")) is list and len(error) == 2:
                run.error = [str(_plain(part)) for part in error]

    def stop(self, cell: str, reason: str) -> None:
        """Replaces the cell's outputs with an error that gives the reason."""
        text = f"This cell has no output: {reason}."
        error = {"output_type": "error", "ename": STOPPED, "evalue": text, "traceback": [text]}
        self.runs[cell] = CellRun([error])

    def settle(self, cells: Iterable[str]) -> None:
        """Holds the outputs of these cells, which score themselves, to how they ended.

        A cell earns nothing unless it ran to its end without an error, and an `execute_result`,
        which nbgrader takes for the score, is kept only if it comes last and from the last line.
        """
        for cell in cells:
            run = self.runs.setdefault(cell, CellRun())
            failed = any(output["output_type"] == "error" for output in run.outputs)
            if run.error and not failed:
                name, text = run.error
                error = {"output_type": "error", "ename": name, "evalue": text}
                run.outputs.append({**error, "traceback": [f"{name}: {text}"]})
            elif not run.done and not failed:
                self.stop(cell, "it did not run to its end")
            shown = [x for x in run.outputs if x["output_type"] == "execute_result"]
            for output in shown[: -1 if run.value and not run.error else None]:
                output["output_type"] = "display_data"
                del output["execution_count"]

    @property
    def _outputs(self) -> list[dict[str, Any]]:
        assert self.current is not None  # `take` has seen a cell begin.
        return self.runs[self.current].outputs

    def _clear(self) -> None:
        """Clears what the current cell has shown, except what nbgrader may score it by."""
        counts = ("error", "execute_result")
        self._outputs[:] = [x for x in self._outputs if x["output_type"] in counts]

    def _output(self, event: Event) -> None:
        output = _in_form(event.get("output"))
        if output is None:
            return
        if self._clear_next:
            self._clear()
            self._clear_next = False
        last = self._outputs[-1] if self._outputs else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
            return
        self._outputs.append(output)
        if isinstance(event.get("display_id"), str):
            self._displays.setdefault(event["display_id"], []).append(output)

    def _update(self, event: Event) -> None:
        parts = {name: event.get(name) for name in ("data", "metadata")}
        shown = _in_form({"output_type": "display_data", **parts})
        if shown and isinstance(event.get("display_id"), str):
            for output in self._displays.get(event["display_id"], ()):
                output.update(data=shown["data"], metadata=shown["metadata"])


def parse(line: bytes | str) -> Event | None:
    """The event on a line that a fork wrote, or None if the line holds no event."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    known = ("cell", "output", "update", "clear", "done")
    return event if isinstance(event, dict) and event.get("event") in known else None


_FIELDS: dict[str, dict[str, type]] = {
    "stream": {"name": str, "text": str},
    "display_data": {"data": dict, "metadata": dict},
    "execute_result": {"data": dict, "metadata": dict, "execution_count": int},
    "error": {"ename": str, "evalue": str, "traceback": list},
}


def _in_form(output: Any) -> dict[str, Any] | None:
    """The output in notebook form, or None if the value is not an output."""
    kind = output.get("output_type") if isinstance(output, dict) else None
    fields = _FIELDS.get(kind) if isinstance(kind, str) else None
    if fields is None or set(output) != {"output_type", *fields}:
        return None
    if not all(type(output[name]) is kind for name, kind in fields.items()):
        return None
    output = _plain(output)
    if "data" in output:
        output["data"] = {mime: _of_type(mime, item) for mime, item in output["data"].items()}
    if "traceback" in output:
        output["traceback"] = [str(line) for line in output["traceback"]]
    return output


def _of_type(mime: str, item: Any) -> Any:
    """Turns the item into text, unless its type is JSON, which may hold anything."""
    is_json = mime == "application/json" or mime.endswith("+json")
    return item if is_json or isinstance(item, str) else str(item)


_MAX_DEPTH = 50


def _plain(value: Any, depth: int = 0) -> Any:
    """Makes a value fit for JSON: text in valid UTF-8, numbers that JSON has, limited nesting."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, (list, dict)) and depth > _MAX_DEPTH:
        return "nested too deep to be shown"
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(item, depth + 1) for key, item in value.items()}
    return value
