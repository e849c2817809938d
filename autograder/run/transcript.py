"""A transcript: what the cells of a notebook put out, taken from the events of the process.

The process belongs to a student, so events are taken at their form and nothing more: what is not
an event of a cell that exists is left out, and outputs are brought into the form of a notebook.
A forged output is only that; scores do not come from outputs but from a judge.
"""

import json
import math
from dataclasses import dataclass, field


@dataclass
class CellRun:
    """What a cell left: outputs in notebook format, and its execution count."""

    outputs: list = field(default_factory=list)
    execution_count: int | None = None


class Transcript:
    """The runs of a notebook's cells by id, in `runs`, and the cell that ran last, in `current`."""

    def __init__(self, cells):
        self._cells = frozenset(cells)
        self.runs = {}
        self.begin()

    def begin(self):
        """The notebook runs from its top (again): what cells left before is kept till they run."""
        self.current = None
        self._displays, self._clear_next = {}, False

    def take(self, event):
        """Takes one event down."""
        kind = event["event"]
        name = event.get("id")
        if kind == "cell" and isinstance(name, str) and name in self._cells:
            self.current = name
            self.runs[self.current] = CellRun()
            self._clear_next = False
        elif self.current is None:
            return
        elif kind == "output":
            self._output(event)
        elif kind == "update":
            self._update(event)
        elif kind == "clear":
            self._clear_next = bool(event.get("wait"))
            if not self._clear_next:
                self._outputs.clear()
        elif kind == "done" and type(event.get("execution_count")) is int:
            self.runs[self.current].execution_count = event["execution_count"]

    def stop(self, cell, reason):
        """Puts an error with the reason in the place of the cell's outputs."""
        text = f"This cell has no output: {reason}."
        error = {"output_type": "error", "ename": "Stopped", "evalue": text, "traceback": [text]}
        self.runs[cell] = CellRun([error])

    @property
    def _outputs(self):
        return self.runs[self.current].outputs

    def _output(self, event):
        output = _in_form(event.get("output"))
        if output is None:
            return
        if self._clear_next:
            self._outputs.clear()
            self._clear_next = False
        last = self._outputs[-1] if self._outputs else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
            return
        self._outputs.append(output)
        if isinstance(event.get("display_id"), str):
            self._displays.setdefault(event["display_id"], []).append(output)

    def _update(self, event):
        shown = {"output_type": "display_data"}
        shown |= {name: event.get(name) for name in ("data", "metadata")}
        shown = _in_form(shown)
        if shown and isinstance(event.get("display_id"), str):
            for output in self._displays.get(event["display_id"], ()):
                output.update(data=shown["data"], metadata=shown["metadata"])


def parse(line):
    """The event on this line that a fork wrote, or None if it is not one."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    known = ("cell", "output", "update", "clear", "done")
    return event if isinstance(event, dict) and event.get("event") in known else None


_FIELDS = {
    "stream": {"name": str, "text": str},
    "display_data": {"data": dict, "metadata": dict},
    "execute_result": {"data": dict, "metadata": dict, "execution_count": int},
    "error": {"ename": str, "evalue": str, "traceback": list},
}


def _in_form(output):
    """The output as notebooks hold it, or None where it is not one."""
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


def _of_type(mime, item):
    """Text for every type but JSON, which may hold anything."""
    is_json = mime == "application/json" or mime.endswith("+json")
    return item if is_json or isinstance(item, str) else str(item)


_MAX_DEPTH = 50


def _plain(value, depth=0):
    """The value with text that UTF-8 can hold, numbers that JSON has, and not too much nesting."""
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
