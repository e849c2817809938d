"""Submissions that break something or try to: one function or one piece of code for each fault.

Each `Trap` hands in right solutions of all three exercises, except for its fault, and states the
expected result. Exercises that a trap does not name must earn full marks.
"""

import json
import os
import shutil
import socket
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from mini_course import RIGHT, cell_of, edited, place_of
from nbformat import v4

from helpers.checking.answers import MIME


@dataclass(frozen=True)
class Trap:
    """One student with one fault.

    By exercise, `earned` gives the points if they are not full marks, and `says` gives words of the
    message. `reason` gives words of the submission's reason. `plain` says what nbgrader's own
    autograde does: "same"; "drops it" if nbgrader cannot read the submission; "" if nbgrader is not
    tried, because it takes the same path.
    """

    name: str
    cells: dict = field(default_factory=dict)
    break_it: object = None
    earned: dict = field(default_factory=dict)
    says: dict = field(default_factory=dict)
    status: str = "graded"
    reason: str = ""
    plain: str = "same"


TRAPS = []


def forward(name, code, says, earned=0, update=None, plain=""):
    """Adds a trap in the solution cell of `forward`, which earns nothing by default."""
    points = {"forward": earned} | ({} if update is None else {"update": update})
    TRAPS.append(Trap(name, {"forward": code}, None, points, {"forward": says}, plain=plain))


def folder(name, says=None, earned=(), **rest):
    """Decorator: a trap that changes the folder of a submission of right solutions."""

    def register(break_it):
        TRAPS.append(Trap(name, {}, break_it, dict(earned), says or {}, **rest))
        return break_it

    return register


def network(name, says=None, earned=(), **rest):
    """Decorator: a trap that changes the notebook with `forward` and `update`."""

    def register(change):
        def break_it(folder):
            with edited(folder) as nb:
                change(nb)

        TRAPS.append(Trap(name, {}, break_it, dict(earned), says or {}, **rest))
        return change

    return register


NO_FORWARD = {"forward": 0}
NO_NETWORK = {"forward": 0, "update": 0}
NOTHING = {"forward": 0, "update": 0, "predict": 0}
IS_RIGHT = "Everything that was asked for"
UNSOLVED = "def forward(X, params):\n    raise NotImplementedError\n"


def inside(line, returns="None"):
    """The code of a wrong `forward` that runs this line."""
    return f"def forward(X, params):\n    {line}\n    return {returns}\n"


# ---- scores that nbgrader would read from what a cell prints or returns

for number, value in enumerate(("np.float64(0.5)", "0.5;", "False", "float('nan')", "-1.0", "")):

    @network(f"cell-ends-in-a-value-{number}", {"forward": "not yet solved"}, NO_FORWARD)
    def cell_ends_in_a_value(nb, value=value):
        cell_of(nb, "forward").source = UNSOLVED
        cell_of(nb, "check_forward").source = value


for number, value in enumerate(("np.float64(0.5)", "5", "None")):
    forward(
        f"check-gives-a-value-{number}",
        UNSOLVED + "really = check\n"
        "def check(name, *targets):\n"
        f"    return {value} if name == 'forward' else really(name, *targets)\n",
        "published no answers",
        plain="" if number else "same",
    )

forward(
    "displayhook-in-the-function",
    inside("import sys; sys.displayhook(2)"),
    "nothing (None)",
    plain="same",
)
forward(
    "a-score-displayed-in-the-function",
    inside("print(5.0); display(5.0)", "5.0"),
    "A dict with the key `Z1` was expected",
)
forward(
    "warnings-in-a-right-function",
    RIGHT["forward"] + "\nimport sys, warnings\nquiet_forward = forward\n"
    "def forward(X, params):\n"
    "    np.log(np.zeros(1)); np.ones(2) / np.zeros(2)\n"
    "    warnings.warn('careful')\n"
    "    print('careful', file=sys.stderr)\n"
    "    return quiet_forward(X, params)\n",
    IS_RIGHT,
    earned=5,
    plain="same",
)
forward(
    "stderr-in-the-check-cell",
    RIGHT["forward"] + "\nimport sys\n"
    "get_ipython().events.register('post_run_cell', lambda _: print('hm', file=sys.stderr))\n",
    IS_RIGHT,
    earned=5,
    plain="same",
)

# ---- machinery changed under the check

forward(
    "cells-turned-into-pass",
    UNSOLVED + "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])\n",
    "or change cells before they run?",
    update=0,
    plain="same",
)
forward(
    "run_cell-replaced",
    UNSOLVED + "get_ipython().run_cell = lambda *a, **k: None\n",
    "published no answers",
    update=0,
)
forward(
    "run_cell-raises",
    UNSOLVED + "def broken(*a, **k):\n    raise SystemExit\nget_ipython().run_cell = broken\n",
    "its process was stopped in this cell",
    update=0,
)
forward(
    "run_cell-in-the-function",
    inside("get_ipython().run_cell('5.0')"),
    "nothing (None)",
)
# A patch may also harm later checks: `update` gives the points of that exercise.
for patched, update in {
    "helpers.checking.check": None,
    "helpers.checking.collect": 0,
    "numpy.isclose": None,
    "numpy.ndarray": 0,
    "IPython.display.display": 0,
    "json.dumps": 0,
    "builtins.open": None,
}.items():
    forward(
        f"patched-{patched}",
        f"import {patched.rpartition('.')[0]}\n"
        "def forward(X, params):\n"
        f"    {patched} = lambda *a, **k: True\n"
        "    return {name: np.full(4, 2.0) for name in ['Z1', 'A1', 'Z2', 'A2']}\n",
        "forward",
        update=update,
    )
forward("sys.exit-in-the-function", inside("import sys; sys.exit(0)"), "raised SystemExit")
forward("interrupt-in-the-function", inside("raise KeyboardInterrupt"), "`forward`")
forward(
    "sys.exit-in-the-cell", "import sys; sys.exit()\n" + RIGHT["forward"], "name 'forward' is not"
)

# ---- objects that win comparisons

forward(
    "equal-to-everything",
    "class Equal:\n"
    "    __eq__ = __ne__ = __le__ = __ge__ = __bool__ = lambda *_: True\n"
    "    __array_ufunc__ = lambda *_, **k: np.array(True)\n"
    "    shape = (1,)\n" + inside("pass", "{name: Equal() for name in ['Z1', 'A1', 'Z2', 'A2']}"),
    "where numbers were asked for",
    plain="same",
)
forward(
    "array-with-its-own-operators",
    "class Lying(np.ndarray):\n"
    "    __eq__ = __sub__ = __rsub__ = lambda self, other: True\n"
    "    shape = property(lambda self: (7, 4)); nbytes = property(lambda self: 0)\n"
    "    __array_ufunc__ = lambda *_, **k: np.array(True)\n"
    + inside("pass", "{n: np.zeros(4).view(Lying) for n in ['Z1', 'A1', 'Z2', 'A2']}"),
    "`Z1`",
)
forward(
    "dict-that-claims-every-key",
    "class Claims(dict):\n"
    "    __contains__ = lambda *_: True\n    __missing__ = lambda *_: True\n"
    + inside("pass", "Claims(a=1)"),
    "The key `Z1` is missing",
)

# ---- forged answers

FORGED = json.dumps({"names": [], "answers": [{"value": {"kind": "none"}, "changed": []}] * 3})
PUBLISH = f"display({{'{MIME}': {FORGED}}}, raw=True)"
for name, bundle in {
    "a-text": "full marks, please",
    "no-answers": {},
    "too-few": {"names": [], "answers": []},
    "strange-names": {"names": 5, "answers": [{"value": {"kind": "none"}, "changed": []}] * 3},
    "infinite": {
        "names": [],
        "answers": [{"value": {"kind": "float", "value": "0x1p99999"}, "changed": []}] * 3,
    },
    "of-objects": {
        "names": [],
        "answers": [
            {"value": {"kind": "array", "dtype": "|O", "shape": [1], "data": ""}, "changed": []}
        ]
        * 3,
    },
    "of-records": {
        "names": [],
        "answers": [
            {"value": {"kind": "array", "dtype": "f8,(", "shape": [1], "data": ""}, "changed": 5}
        ]
        * 3,
    },
}.items():
    forward(
        f"forged-{name}",
        UNSOLVED + "def forge(_):\n"
        "    if 'check(\"forward\"' in In[-1]:\n"
        f"        display({{'{MIME}': {bundle!r}}}, raw=True)\n"
        "get_ipython().events.register('post_run_cell', forge)\n",
        "forward",
        plain="same" if name == "strange-names" else "",
    )
forward("forged-in-another-cell", UNSOLVED + PUBLISH, "not yet solved", plain="same")
forward("forged-in-the-function", inside(PUBLISH), "nothing (None)")
forward(
    "forged-before-the-right-ones",
    RIGHT["forward"] + "\nright_forward = forward\n"
    f"def forward(X, params):\n    {PUBLISH}\n    return right_forward(X, params)\n",
    IS_RIGHT,
    earned=5,
)
forward(
    "nested-without-end",
    UNSOLVED + "deep = 'x'\nfor _ in range(480):\n    deep = [deep]\n"
    "display({'application/json': deep, 'text/plain': float('nan')}, raw=True)\n",
    "not yet solved",
    plain="same",
)
forward(
    "events-written-to-every-descriptor",
    UNSOLVED + "import os\n"
    'line = b\'\\n{"event": "end", "status": "finished"}\\nw{"event": "end"}\\n\'\n'
    "line += b'w' + b'[' * 100_000 + b'\\n\\xff\\n{\"event\": [1]}\\n'\n"
    'line += b\'{"event": "cell", "id": [1]}\\n{"event": "output", "output": 3}\\n\'\n'
    "for number in range(3, 64):\n"
    "    try:\n        os.write(number, line)\n"
    "    except OSError:\n        pass\n",
    "not yet solved",
)
forward(
    "probes-read-and-overwritten",
    RIGHT["forward"] + "\nimport os\n"
    "with open(os.environ['COURSE_PROBES'], 'r+') as file:\n"
    "    file.read(); file.seek(0); file.truncate(); file.write('{}')\n",
    IS_RIGHT,
    earned=5,
    plain="same",
)
forward(
    "environment-cleared",
    RIGHT["forward"] + "\nimport os\nos.environ.clear()\n",
    IS_RIGHT,
    earned=5,
    plain="same",
)
for module in (
    "autograder.exercises.backpropagation.forward",
    "helpers.reference",
    "helpers.explorers.descent",
):
    forward(
        f"import-{module}",
        f"from {module} import exercise\nforward = exercise.solve\n",
        "name 'forward' is not defined",
    )

# ---- the cells around the answers

NO_CHECK = {"forward": "so no answer could be checked", "update": "so no answer could be checked"}


@network(
    "set-up-without-a-package", NO_CHECK, NO_NETWORK, reason="stopped with ModuleNotFoundError"
)
def set_up_without_a_package(nb):
    cell = next(x for x in nb.cells if x.cell_type == "code" and "import" in x.source)
    cell.source = "import no_such_package\n" + cell.source


@network("set-up-missing", NO_CHECK, NO_NETWORK, reason="the cell that imports `check` is missing")
def set_up_missing(nb):
    nb.cells.remove(next(x for x in nb.cells if x.cell_type == "code" and "import" in x.source))


# ---- processes and limits

forward("never-returns", inside("while True: pass"), "did not return within 1.5 s", plain="same")
for name, line in {
    "ignores-the-interrupt": "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)",
    "switches-the-timer-off": "import signal; signal.setitimer(signal.ITIMER_REAL, 0); "
    "signal.signal(signal.SIGINT, lambda *_: None)",
}.items():
    forward(
        name,
        f"def forward(X, params):\n    {line}\n    while True: pass\n",
        "its process was stopped in this cell (out of time)",
    )
forward(
    "catches-every-exception",
    "def forward(X, params):\n    while True:\n"
    "        try:\n            n = 0\n            while n >= 0: n += 1\n"
    "        except BaseException: pass\n",
    # Python 3.13 can raise the interrupt of a loop outside of its `try`; the call then ends early.
    "`forward`",
    plain="same",
)
forward(
    "a-cell-that-never-ends",
    RIGHT["forward"] + "\nimport time\ntime.sleep(1000)\n",
    IS_RIGHT,
    earned=5,
)
forward("deep-recursion", inside("return forward(X, params)"), "raised RecursionError")
forward(
    "deeper-recursion",
    "import sys\nsys.setrecursionlimit(10**9)\n"
    "class Deep:\n    def __getattr__(self, name):\n        return getattr(self, name + 'x')\n"
    + inside("Deep().x"),
    "`forward`",
    plain="same",
)
for name, line in {
    "os._exit": "import os; os._exit(0)",
    "os._exit-as-if-finished": "import os; os._exit(1)",
    "os.abort": "import os; os.abort()",
    "segfault": "import ctypes; ctypes.string_at(0)",
    "kills-its-group": "import os, signal; os.killpg(0, signal.SIGKILL)",
    "closes-every-descriptor": "import os; os.closerange(0, 256)",
    "floods-every-descriptor": "import os\n    while True:\n"
    "        for number in range(3, 32):\n"
    "            try: os.write(number, b'x' * 1_000_000)\n"
    "            except OSError: pass",
}.items():
    forward(
        name,
        inside(line),
        "its process was stopped in this cell",
        plain="same" if name == "os._exit" else "",
    )
forward(  # A process inside a namespace cannot kill the namespace's first process.
    "kills-its-parent",
    inside("import os, signal; os.kill(os.getppid(), signal.SIGKILL)"),
    "nothing",
    plain="same",
)
forward(
    "os._exit-in-the-cell",
    "import os; os._exit(0)\n" + RIGHT["forward"],
    "name 'forward' is not defined",
)
forward(
    "forks-and-goes-on-twice",
    RIGHT["forward"] + "\nimport os\nos.fork()\n",
    IS_RIGHT,
    earned=5,
)
forward(
    "children-left-running",
    RIGHT["forward"] + "\nimport subprocess\n"
    "for new_session in (False, True, True):\n"
    "    child = subprocess.Popen(['sleep', '987654'], start_new_session=new_session)\n",
    IS_RIGHT,
    earned=5,
    plain="same",
)
forward(
    "a-daemon-that-holds-the-pipe",
    RIGHT["forward"] + "\nimport os, time\n"
    "if os.fork() == 0:\n    os.setsid()\n"
    "    if os.fork() == 0:\n        time.sleep(987654)\n    os._exit(0)\n",
    IS_RIGHT,
    earned=5,
)
forward(
    "threads-left-running",
    RIGHT["forward"] + "\nimport threading, time\n"
    "def run():\n    while True:\n        print('still here'); time.sleep(0.001)\n"
    "for _ in range(3):\n    threading.Thread(target=run).start()\n",
    IS_RIGHT,
    earned=5,
    plain="same",
)
forward(
    "more-memory-than-there-is",
    inside("np.ones((30_000, 30_000))"),
    "raised MemoryError",
)
forward(
    "a-gigantic-answer",
    inside("pass", "dict.fromkeys(['Z1', 'A1', 'Z2', 'A2'], np.broadcast_to(0.0, (10**5, 10**4)))"),
    "an array of shape (100000, 10000)",
)
forward(
    "millions-of-lines",
    RIGHT["forward"] + "\nfor i in range(200_000): print('line', i)\nprint('x' * 50_000_000)\n",
    IS_RIGHT,
    earned=5,
    plain="same",
)
forward(
    "text-that-is-no-utf-8",
    UNSOLVED
    + "print('\\ud800'); display({'text/html': '\\udfff'}, raw=True)\n"
    + inside("raise ValueError('\\ud800 \\x00 <script>')"),
    "raised ValueError",
    plain="same",
)
forward(
    "scripts-and-escapes-in-the-outputs",
    RIGHT["forward"] + "\nfrom IPython.display import HTML, Javascript\n"
    "print('\\x1b]0;title\\x07\\x1b[2J\\x1b[31m<script>alert(1)</script>')\n"
    "display(HTML('<script>alert(1)</script>'), Javascript('alert(1)'))\n",
    IS_RIGHT,
    earned=5,
)
forward(
    "folders-without-end",
    RIGHT["forward"] + "\nimport os\nfor _ in range(1500):\n    os.mkdir('d'); os.chdir('d')\n",
    IS_RIGHT,
    earned=5,
)

# ---- notebooks that are not what was released


@network("deleted-check-cell", {"forward": "is not in the notebook"}, NO_FORWARD)
def deleted_check_cell(nb):
    nb.cells.remove(cell_of(nb, "check_forward"))


@network(
    "deleted-solution-cell", {"forward": "name 'forward' is not defined"}, NO_FORWARD, plain=""
)
def deleted_solution_cell(nb):
    nb.cells.remove(cell_of(nb, "forward"))


@network(
    "renamed-function",
    {"forward": "Use exactly the name that the task gives"},
    NO_FORWARD,
    plain="",
)
def renamed_function(nb):
    cell = cell_of(nb, "forward")
    cell.source = cell.source.replace("def forward", "def forwards")


@network("deleted-written-answer")
def deleted_written_answer(nb):
    nb.cells.remove(cell_of(nb, "comment"))


@network("check-cell-pasted-at-the-end")
def check_cell_pasted_at_the_end(nb):
    nb.cells.append(nbformat.from_dict(cell_of(nb, "check_forward")))


@network("check-cell-pasted-at-the-top", plain="")
def check_cell_pasted_at_the_top(nb):
    nb.cells.insert(0, nbformat.from_dict(cell_of(nb, "check_forward")))


@network("check-cell-pasted-and-changed", {"forward": "not yet solved"}, NO_FORWARD, plain="")
def check_cell_pasted_and_changed(nb):
    cell_of(nb, "forward").source = UNSOLVED
    pasted = nbformat.from_dict(cell_of(nb, "check_forward"))
    pasted.source = "5.0"
    nb.cells.append(pasted)


@network("solution-cell-pasted")
def solution_cell_pasted(nb):
    nb.cells.insert(place_of(nb, "forward"), nbformat.from_dict(cell_of(nb, "forward")))


@network("solution-cell-pasted-and-unsolved-at-the-end", plain="")
def solution_cell_pasted_and_unsolved_at_the_end(nb):
    pasted = nbformat.from_dict(cell_of(nb, "forward"))
    pasted.source = UNSOLVED
    nb.cells.append(pasted)


@network("check-cell-before-the-solution", {"forward": "is not defined"}, NO_FORWARD, plain="")
def check_cell_before_the_solution(nb):
    nb.cells.insert(1, nb.cells.pop(place_of(nb, "check_forward")))


for number, version in enumerate((1, 99, "three")):

    @network(f"schema-version-{number}", plain="same" if number < 2 else "")
    def schema_version(nb, version=version):
        for cell in nb.cells:
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader["schema_version"] = version


METADATA = {
    "points": 100,
    "grade": False,
    "solution": True,
    "task": True,
    "unknown": 1,
}
for key, value in METADATA.items():

    @network(f"metadata-{key}", plain="same" if key in ("grade", "solution") else "")
    def metadata(nb, key=key, value=value):
        cell_of(nb, "check_forward").metadata.nbgrader[key] = value


@network("check-cell-edited", {"forward": "nothing (None)"}, NO_FORWARD)
def check_cell_edited(nb):
    cell_of(nb, "forward").source = inside("pass")
    cell_of(nb, "check_forward").source = 'check("update", update)'


@network(
    "cells-in-reverse",
    {"forward": "the cell that imports `check` stands below the checks"},
    NO_NETWORK,
    reason="stands below the checks",
    plain="",
)
def cells_in_reverse(nb):
    nb.cells.reverse()


@network("twenty-thousand-cells", plain="")
def twenty_thousand_cells(nb):
    nb.cells += [v4.new_code_cell("pass", id=f"more-{number}") for number in range(20_000)]


@network("cells-of-nothing", {"forward": "is not in the notebook"}, NO_NETWORK, plain="")
def cells_of_nothing(nb):
    nb.cells.clear()


@network("minor-format-of-the-future", plain="")
def minor_format_of_the_future(nb):
    nb.nbformat_minor = 99


# Its id still tells which cell it is.
FOUND = "cells without nbgrader's metadata were recognised in network.ipynb: check_forward"


@network("grade-id-renamed", {"forward": IS_RIGHT}, reason=FOUND)
def grade_id_renamed(nb):
    cell_of(nb, "check_forward").metadata.nbgrader.grade_id = "check_backward"


@network("grade-id-taken-from-another-cell", {"forward": IS_RIGHT}, reason=FOUND, plain="")
def grade_id_taken_from_another_cell(nb):
    cell_of(nb, "check_forward").metadata.nbgrader.grade_id = "check_update"


@network("grade-id-of-a-strange-kind", {"forward": IS_RIGHT}, reason=FOUND)
def grade_id_of_a_strange_kind(nb):
    cell_of(nb, "check_forward").metadata.nbgrader.grade_id = ["check_forward"]


@network("metadata-is-a-list", {"forward": IS_RIGHT}, reason=FOUND, plain="")
def metadata_is_a_list(nb):
    cell_of(nb, "check_forward").metadata.nbgrader = []


for kind in ("markdown", "raw"):

    @network(f"check-cell-made-{kind}", plain="same" if kind == "markdown" else "")
    def check_cell_of_another_type(nb, kind=kind):
        index = place_of(nb, "check_forward")
        cell = nb.cells[index]
        new = {"markdown": v4.new_markdown_cell, "raw": v4.new_raw_cell}[kind]
        nb.cells[index] = new(cell.source, metadata=cell.metadata, id=cell.id, attachments={})

    @network(f"solution-cell-made-{kind}", plain="")  # Grading turns it into code again.
    def solution_cell_of_another_type(nb, kind=kind):
        cell_of(nb, "forward").cell_type = kind
        del cell_of(nb, "forward")["outputs"], cell_of(nb, "forward")["execution_count"]


@network("written-answer-made-code")
def written_answer_made_code(nb):
    cell_of(nb, "comment").update(cell_type="code", outputs=[], execution_count=None)


@network("equal-cell-ids", plain="")
def equal_cell_ids(nb):
    for cell in nb.cells:
        cell.id = "same"


@network("no-cell-ids")
def no_cell_ids(nb):
    nb.nbformat_minor = 4
    for cell in nb.cells:
        del cell["id"]


@network("another-kernel", plain="")
def another_kernel(nb):
    nb.metadata.kernelspec = {"name": "julia-1.10", "display_name": "Julia", "language": "julia"}


@network("outputs-of-a-forger", {"forward": "not yet solved"}, NO_FORWARD, plain="")
def outputs_of_a_forger(nb):
    cell_of(nb, "forward").source = UNSOLVED
    cell_of(nb, "check_forward").outputs = [
        v4.new_output("execute_result", {"text/plain": "5.0"}, execution_count=9)
    ]


@folder("notebook-of-format-3")
def notebook_of_format_3(folder):
    with edited(folder) as nb:
        pass
    nb = nbformat.v4.downgrade(nb)
    (folder / "network.ipynb").write_text(json.dumps(nb), encoding="utf-8")


NOT_READ = {"forward": "was not submitted", "update": "was not submitted"}


@folder("one-notebook-missing", NOT_READ, NO_NETWORK, reason="network.ipynb was not submitted")
def one_notebook_missing(folder):
    (folder / "network.ipynb").unlink()


@folder("no-notebook", None, NOTHING, status="refused", reason="not submitted", plain="drops it")
def no_notebook(folder):
    for path in folder.glob("*.ipynb"):
        path.rename(path.with_suffix(".txt"))


def damaged(name, **rest):
    """Decorator: a trap that puts something else in the notebook's place."""
    reason = "network.ipynb cannot be read as a notebook"

    def register(write):
        def break_it(folder):
            (folder / "network.ipynb").unlink()
            write(folder / "network.ipynb")

        rest.setdefault("plain", "drops it")
        TRAPS.append(Trap(name, {}, break_it, NO_NETWORK, NOT_READ, reason=reason, **rest))
        return write

    return register


@damaged("truncated-json")
def truncated_json(path):
    path.write_text('{"cells": [{"cell_type": "code", ', encoding="utf-8")


@damaged("empty-file")
def empty_file(path):
    path.touch()


@damaged("not-utf-8", plain="")
def not_utf_8(path):
    path.write_bytes(b"\xff\xfe{}")


@damaged("json-but-no-notebook", plain="")
def json_but_no_notebook(path):
    path.write_text("[1, 2]", encoding="utf-8")


@damaged("cells-without-source", plain="")
def cells_without_source(path):
    nb = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code"}]}
    path.write_text(json.dumps(nb), encoding="utf-8")


@damaged("format-of-the-future", plain="")
def format_of_the_future(path):
    nb = {"nbformat": 7, "nbformat_minor": 0, "metadata": {}, "cells": []}
    path.write_text(json.dumps(nb), encoding="utf-8")


@damaged("a-folder-for-a-notebook", plain="")
def a_folder_for_a_notebook(path):
    path.mkdir()


@damaged("a-pipe-for-a-notebook", plain="")
def a_pipe_for_a_notebook(path):
    os.mkfifo(path)


@damaged("a-device-for-a-notebook", plain="")
def a_device_for_a_notebook(path):
    try:
        os.mknod(path, 0o020666, os.makedev(1, 5))  # Like /dev/zero: reading it never ends.
    except PermissionError:  # Only root may make a device; anybody may make a socket.
        with socket.socket(socket.AF_UNIX) as name:
            os.chdir(path.parent)
            name.bind(path.name)


@damaged("a-cell-of-50-MB", plain="")
def a_cell_of_50_mb(path):
    nb = v4.new_notebook(cells=[v4.new_code_cell("x" * 50_000_000, id="large")])
    path.write_text(json.dumps(nb), encoding="utf-8")


@damaged("a-link-for-a-notebook", plain="")
def a_link_for_a_notebook(path):
    path.symlink_to(path.with_name("decision.ipynb"))


@folder("all-damaged", None, NOTHING, status="refused", reason="cannot be read", plain="drops it")
def all_damaged(folder):
    for path in folder.glob("*.ipynb"):
        path.write_text("{", encoding="utf-8")


@folder("links-and-pipes-beside-the-notebooks", plain="")
def links_and_pipes_beside_the_notebooks(folder):
    (folder / "nowhere").symlink_to("/nonexistent")
    (folder / "config").symlink_to("../../../nbgrader_config.py")
    (folder / "loop").symlink_to(".")
    os.mkfifo(folder / "pipe")


@folder("names-that-climb", plain="")
def names_that_climb(folder):
    for name in ("..\\..\\gradebook.db", "...", "..ipynb", "-rf", "a\nb", "\udcff", "%2e%2e%2fx"):
        (folder / name).write_text("climbs", encoding="utf-8")


@folder("a-link-for-the-folder", None, NOTHING, status="refused", reason="a link", plain="")
def a_link_for_the_folder(folder):
    shutil.rmtree(folder)
    folder.symlink_to(Path("../aaa", folder.name))


@folder("a-time-that-is-no-time", None, (), reason="timestamp.txt holds no time")
def a_time_that_is_no_time(folder):
    (folder / "timestamp.txt").write_text("yesterday-ish", encoding="utf-8")


@folder("verdicts-handed-in", NOT_READ, NO_NETWORK, reason="network.ipynb was not submitted")
def verdicts_handed_in(folder):
    (folder / "network.ipynb").unlink()
    claims = {name: {"points": 5, "message": "right"} for name in ("forward", "update")}
    text = json.dumps({"status": "graded", "reason": None, "exercises": claims})
    (folder / "verdicts.json").write_text(text, encoding="utf-8")


@folder("a-folder-called-verdicts", plain="")
def a_folder_called_verdicts(folder):
    (folder / "verdicts.json").mkdir()
    (folder / "verdicts.json" / "x").touch()


@folder("a-file-for-a-folder", None, NOTHING, status="refused", reason="not submitted", plain="")
def a_file_for_a_folder(folder):
    shutil.rmtree(folder)
    folder.touch()
