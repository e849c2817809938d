"""The warm worker: its outputs look like a kernel's, and no submission can upset it."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import v4
from processes import alive, wait_until

from autograder.run import sandbox, workers
from autograder.run.execute import Limits, Task, code_cells, execute

QUICK = Limits(cell=2.0, notebook=20.0)

# Cells run in the sandbox wherever it works; elsewhere tests/sandbox says why it does not.
SANDBOXED = all(finding.works for finding in sandbox.findings() if finding.needed)


def run(*sources, folder=None, probes="{}", limits=QUICK, sandboxed=SANDBOXED):
    """Runs cells; returns their outputs, cell by cell, and the incidents."""
    cells = tuple((str(number), source) for number, source in enumerate(sources))
    done = execute(Task(cells, probes, folder and str(folder), limits, sandboxed))
    return [done.cells[name].outputs for name, _ in cells], done.incidents


def texts(*sources, **options):
    """The printed text of each cell, or the text of its error."""
    outputs, _ = run(*sources, **options)
    return ["".join(x.get("text", x.get("evalue", "")) for x in cell) for cell in outputs]


# ---- cells run as in a kernel

CELLS = {
    "streams": "import sys\nprint('a', flush=True)\nprint('b', file=sys.stderr, flush=True)\n"
    "print('c', end='')",
    "a stream in pieces": "for i in range(3):\n    print(i, end=' ', flush=True)\nprint('é∂😀')",
    "a value": "1 + 1",
    "its history": "_ + Out[_oh and max(_oh)]",
    "a value not shown": "'quiet';",
    "a pretty value": "{name: list(range(30)) for name in ('a', 'b')}",
    "an empty cell": "",
    "a blank cell": "  \n",
    "a comment": "# nothing",
    "a figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.title('x')",
    "two figures": "plt.figure()\nplt.plot([1])\nplt.figure()\nplt.plot([2]);",
    "a figure shown between prints": "print('before')\nplt.plot([1])\nplt.show()\nprint('after')",
    "a figure as the value": "figure, axes = plt.subplots()\nplt.close()\nfigure",
    "rich display": "from IPython.display import HTML, JSON, Latex, Markdown, display\n"
    "display(HTML('<b>x</b>'), Markdown('*x*'), Latex('$x$'), JSON({'a': [1, None]}))",
    "display between prints": "print(1)\ndisplay('x')\nprint(2)\n3",
    "raw bundle": "display({'text/plain': 'x', 'application/x-y+json': {'a': 1}}, raw=True)",
    "metadata": "display({'text/plain': 'x'}, metadata={'a': 1}, raw=True)",
    "a display to update": "handle = display('old', display_id=True)",
    "an update": "handle.update('new')",
    "cleared output": "from IPython.display import clear_output\nfor i in range(3):\n"
    "    clear_output(wait=True)\n    print('frame', i, flush=True)",
    "cleared for nothing": "print('stays', flush=True)\nclear_output(wait=True)",
    "cleared at once": "print('gone', flush=True)\nclear_output()\nprint('stays')",
    "an error": "1 / 0",
    "an error in functions": "def f(x):\n    return g(x) + 1\ndef g(x):\n    return x['a']\nf({})",
    "a syntax error": "def f(:\n    pass",
    "an indentation error": "if True:\npass",
    "an unknown name": "print('so far', flush=True)\nnowhere",
    "an error without traceback": "class Short(Exception):\n"
    "    def _render_traceback_(self):\n        return ['short']\nraise Short('x')",
    "an interrupt": "raise KeyboardInterrupt",
    "an assertion": "assert [1, 2] == [1, 3], 'different'",
    "a warning": "import warnings\nwarnings.warn('careful')",
    "numpy's warning": "import numpy as np\nnp.log(np.zeros(2))",
    "a log": "import logging\nlogging.warning('careful')",
    "a magic": "%matplotlib inline\n%precision 3\n3.14159",
    "a captured cell": "%%capture seen\nprint('captured')\ndisplay('too')",
    "what was captured": "print(seen.stdout, len(seen.outputs))",
    "a shell command": "!echo hello",
    "await": "import asyncio\nawait asyncio.sleep(0, 'awaited')",
    "threads": "import threading\nt = threading.Thread(target=print, args=('from a thread',))\n"
    "t.start(); t.join()",
    "the main module": "import pickle\ndef here(): pass\nprint(__name__, here.__module__, "
    "pickle.loads(pickle.dumps(here)) is here)",
    "where it runs": "import os, sys\nprint('' in sys.path, os.path.realpath('') == os.getcwd())",
    "a closed stream": "print('x', file=open(os.devnull, 'w'))",
}


@pytest.fixture(scope="module")
def side_by_side(tmp_path_factory):
    """The cells of one notebook after a kernel ran it, and after the worker ran it."""
    nb = v4.new_notebook(cells=[v4.new_code_cell(source) for source in CELLS.values()])
    ours = nbformat.from_dict(nb)
    execute(Task(code_cells(ours), "{}", sandboxed=SANDBOXED)).fill(ours)
    folder = tmp_path_factory.mktemp("kernel")
    options = {"allow_errors": True, "kernel_name": "python3", "timeout": 60}
    NotebookClient(nb, resources={"metadata": {"path": str(folder)}}, **options).execute()
    return nb.cells, ours.cells


def plain(outputs):
    """Outputs without the parts that change from run to run: colours, addresses, files, pixels.

    Of a traceback, only the lines that were reached stay, without the code around them.
    """
    seen = []
    for output in outputs:
        output = json.loads(json.dumps(output))
        if isinstance(output.get("data", {}).get("image/png"), str):
            output["data"]["image/png"] = output["data"]["image/png"][:8]
        text = json.dumps(output, sort_keys=True)
        text = re.sub(r"\\u001b\[[0-9;]*m", "", text)
        text = re.sub(r"(/tmp/ipykernel_\d+/)?\d+\.py|<ipython-input[^>]*>", "FILE", text)
        output = json.loads(re.sub(r"0x[0-9a-f]+", "0x", text))
        if output["output_type"] == "error":
            lines = "\n".join(output["traceback"]).splitlines()
            output["traceback"] = [line for line in lines if not re.match(r" +\d+ ", line)]
        if (
            seen
            and output["output_type"] == "stream"
            and output.get("name") == seen[-1].get("name")
        ):
            seen[-1]["text"] += output["text"]
        else:
            seen.append(output)
    return seen


@pytest.mark.parametrize("number", range(len(CELLS)), ids=CELLS)
def test_a_cell_leaves_what_a_kernel_leaves(side_by_side, number):
    kernel, ours = (cells[number] for cells in side_by_side)
    assert plain(ours.outputs) == plain(kernel.outputs)
    assert ours.execution_count == kernel.execution_count


def test_the_notebook_it_fills_is_valid(side_by_side):
    nbformat.validate(v4.new_notebook(cells=side_by_side[1]))


# ---- what a submission may rely on


def test_the_reference_cannot_be_imported_and_the_message_says_to_write_it_oneself():
    attempts = [
        "import helpers.reference",
        "from helpers.reference import network",
        "from helpers import reference",
        "import importlib; importlib.import_module('helpers.reference.step')",
    ]
    for text in texts(*attempts):
        assert "cannot be imported while an answer is graded: write this step yourself" in text


def test_the_instructors_code_cannot_be_imported():
    for text in texts("import autograder", "import judge", "from autograder import exercises"):
        assert "cannot be imported" in text or "No module named" in text


def test_what_students_have_can_be_imported():
    (outputs,), _ = run("from helpers import check\nfrom helpers.data import iris_versicolor")
    assert outputs == []


@pytest.mark.parametrize("sandboxed", sorted({False, SANDBOXED}))
def test_the_environment_holds_nothing_of_the_instructors(monkeypatch, no_idle_worker, sandboxed):
    monkeypatch.setenv("DATABASE_PASSWORD", "secret")
    monkeypatch.setenv("JPY_PARENT_PID", "1")
    look = "import os, json; print(json.dumps(dict(os.environ)))"
    environment = json.loads(texts(look, sandboxed=sandboxed)[0])
    assert set(environment) <= {
        *("PATH", "LANG", "LC_ALL", "LC_CTYPE", "VIRTUAL_ENV", "PYTHONPATH", "MPLBACKEND"),
        *("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"),
        *("HOME", "COURSE_PROBES", "NBGRADER_EXECUTION"),
    }
    assert environment["HOME"] != os.path.expanduser("~")


def test_nobody_answers_a_question():
    text = texts("input('name? ')", "import getpass; getpass.getpass()", "print('on')")
    assert "nobody is there to answer" in text[0]
    assert text[2] == "on\n"


def test_files_of_the_submission_are_there_and_those_of_the_next_are_not(tmp_path):
    for student in ("ada", "alan"):
        (tmp_path / student / "runs").mkdir(parents=True)
        (tmp_path / student / "runs" / "log.json").write_text(student, encoding="utf-8")
        (tmp_path / student / f"{student}_code.py").write_text("x = 5", encoding="utf-8")
        (tmp_path / student / "notebook.ipynb").touch()
    look = "import os, glob\nprint(open('runs/log.json').read(), sorted(glob.glob('*')))"
    write = "open('runs/log.json', 'w').write('mine now'); open('new.txt', 'w').close()"
    use = "import ada_code; print(ada_code.x)"
    assert texts(look, write, use, folder=tmp_path / "ada") == [
        "ada ['ada_code.py', 'runs']\n",
        "",
        "5\n",
    ]
    assert texts(look, folder=tmp_path / "alan") == ["alan ['alan_code.py', 'runs']\n"]
    assert (tmp_path / "ada" / "runs" / "log.json").read_text(encoding="utf-8") == "ada"


def test_nothing_stays_from_one_submission_to_the_next():
    first = "import sys, numpy, json\nnumpy.mine = json.mine = 5\nx = 5\nprint(numpy.mine)"
    then = "import numpy, json\nprint(hasattr(numpy, 'mine'), hasattr(json, 'mine'), 'x' in dir())"
    assert texts(first) == ["5\n"]
    assert texts(then) == ["False False False\n"]


# ---- cells that end their process


def test_a_killed_cell_is_left_out_and_the_others_are_run_again():
    outputs, incidents = run(
        "count = 1; print('first', count)",
        "count += 1\nprint('before the end')\nimport os; os._exit(3)",
        "count += 10; print('third', count)",
        "import os; os.abort()",
        "print('fifth', count)",
    )
    assert [incident["cell"] for incident in incidents] == ["1", "3"]
    assert incidents[0]["reason"].endswith("(ended early with exit code 3)")
    assert incidents[1]["reason"].endswith("(killed by SIGABRT)")
    assert outputs[2][0]["text"] == "third 11\n"
    assert outputs[4][0]["text"] == "fifth 11\n"
    assert outputs[1][0]["ename"] == "Stopped"


def test_a_slow_cell_is_interrupted_politely_and_the_notebook_goes_on():
    outputs, incidents = run("x = 1", "while True:\n    x = 2", "print(x)")
    assert incidents == []
    assert outputs[1][-1]["ename"] == "KeyboardInterrupt"
    assert outputs[2][0]["text"] == "2\n"


def test_a_notebook_that_uses_up_its_time_keeps_what_it_has():
    stubborn = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    limits = Limits(cell=1.0, notebook=3.0)
    outputs, incidents = run("print('kept')", stubborn, stubborn, "print('last')", limits=limits)
    assert outputs[0][0]["text"] == "kept\n"
    assert {incident["cell"] for incident in incidents} <= {"1", "2"}
    assert "used up the time" in outputs[3][0]["evalue"]


def test_a_notebook_in_which_every_cell_kills_its_process_comes_to_an_end():
    outputs, incidents = run(*["import os; os._exit(0)"] * 9)
    assert len(incidents) == 6
    assert {cell[0]["ename"] for cell in outputs} == {"Stopped"}


# ---- events that a fork forges

FORGE = """
import json, os
def forge(*events):
    for number in range(3, 32):
        try:
            for event in events:
                line = event if isinstance(event, str) else json.dumps(event)
                os.write(number, line.encode() + b"\\n")
        except OSError:
            pass
"""


def test_forged_events_are_ignored_where_they_are_no_events_of_a_cell():
    outputs, incidents = run(
        FORGE + "forge({'event': 'end', 'status': 'finished'}, {'event': 'started', 'pid': 1}, "
        "'w' + json.dumps({'event': 'end', 'status': 'finished'}), 'f', '{', '[' * 10**5, 'null', "
        "{'event': 'cell', 'id': 'nowhere'}, {'event': 'cell', 'id': ['0']}, {'event': ['cell']}, "
        "{'event': 'output'}, {'event': 'output', 'output': {'output_type': 'stream'}}, "
        "{'event': 'output', 'output': {'output_type': ['stream'], 'name': 'x', 'text': 'y'}}, "
        "{'event': 'output', 'output': {'output_type': 'stream', 'name': 'stdout', 'text': 5}}, "
        "{'event': 'done', 'id': '0', 'execution_count': 'many'}, "
        "{'event': 'update', 'display_id': 5, 'data': 5}, {'event': 'clear'})",
        "print('on')",
    )
    assert incidents == []
    assert outputs[0] == []
    assert outputs[1][0]["text"] == "on\n"


def test_forged_outputs_are_brought_into_the_form_of_a_notebook():
    nb = v4.new_notebook(
        cells=[
            v4.new_code_cell(
                "deep = []\nfor _ in range(300): deep = [deep]\n"
                "display({'text/plain': 5, 'text/html': ['\\ud800'], 'x/y+json': float('inf'), "
                "'application/json': deep}, raw=True)\nprint('\\udfff \\x00')"
            )
        ]
    )
    execute(Task(code_cells(nb), "{}", None, QUICK, SANDBOXED)).fill(nb)
    nbformat.validate(nb)
    text = nbformat.writes(nb).encode("utf-8").decode()
    assert "Infinity" not in text
    assert "nested too deep" in text


def test_a_fork_of_the_notebook_itself_says_nothing_twice():
    outputs, incidents = run("import os; child = os.fork() == 0", "print('once')\n5", "child")
    assert incidents == []
    assert [output.get("text", output.get("data")) for output in outputs[1]] == [
        "once\n",
        {"text/plain": "5"},
    ]
    assert outputs[2][0]["data"] == {"text/plain": "False"}


def test_output_has_an_end_and_answers_come_through_all_the_same():
    from helpers.checking.answers import MIME

    outputs, incidents = run(
        "for i in range(100): print('x' * 10**6)",
        "\n".join(["print('y' * 10**6)"] * 40 + [f"display({{'{MIME}': {{'a': 1}}}}, raw=True)"]),
        "print('still there')",
    )
    assert incidents == []
    size = sum(len(output.get("text", "")) for cell in outputs for output in cell)
    assert size < 40 << 20
    assert "Output truncated" in outputs[0][-1]["text"]
    assert outputs[1][-1]["data"] == {MIME: {"a": 1}}


def test_the_longest_characters_stop_no_honest_process():
    line = "for i in range(10): print('\\N{SNAKE}' * 10**6)"
    outputs, incidents = run(*[line] * 3, "print('still there')", limits=Limits(30.0, 120.0))
    assert incidents == []
    assert "Output truncated" in outputs[0][-1]["text"]


def test_a_fork_that_floods_its_pipe_is_stopped():
    flood = FORGE + "while True: forge('x' * 10**7)"
    outputs, incidents = run("print('kept')", flood, "print('on')", limits=Limits(30.0, 60.0))
    assert "it wrote more than" in incidents[0]["reason"]
    assert outputs[0][0]["text"] == "kept\n"
    assert outputs[2][0]["text"] == "on\n"


def test_a_worker_that_is_killed_is_replaced():
    kill = "import os, signal; os.kill(os.getppid(), 9)"
    outputs, incidents = run(kill, "print('on')", sandboxed=False)
    assert len(incidents) == 1
    assert outputs[1][0]["text"] == "on\n"


class SlowToHear:
    """The worker's socket, read so late that all its messages arrive in one piece."""

    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def recv(self, size):
        time.sleep(0.5)
        return self._real.recv(size)


def test_a_worker_that_says_two_things_at_once_is_heard(no_idle_worker):
    worker = workers.Worker(SANDBOXED)
    worker.control = SlowToHear(worker.control)
    workers.OF_THIS_PROCESS.idle.put(worker)
    limits = Limits(cell=5.0, notebook=5.0)
    outputs, incidents = run("print('heard')", limits=limits)
    assert incidents == []
    assert outputs[0][0]["text"] == "heard\n"


RUN_ONE = """
from autograder.run.execute import Task, execute
for _ in range(2):
    cells = (("0", "import os; print(os.getppid(), flush=True)"),)
    execution = execute(Task(cells, "{}", sandboxed=False))
    print(execution.cells["0"].outputs[0]["text"], end="", flush=True)
"""


def test_a_worker_serves_again_and_ends_with_the_process_that_started_it():
    done = subprocess.run(
        [sys.executable, "-c", RUN_ONE], capture_output=True, text=True, check=True
    )
    first, second = done.stdout.split()
    assert first == second
    with pytest.raises(ProcessLookupError):
        os.kill(int(first), 0)


def test_a_worker_ends_when_the_process_that_started_it_is_killed():
    command = [sys.executable, "-u", "-c", RUN_ONE + "import time; time.sleep(1000)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        worker = int(process.stdout.readline())
        process.kill()
    assert wait_until(lambda: not alive(worker))


def test_a_worker_and_its_fork_end_when_the_process_that_waits_for_them_is_killed():
    stubborn = "import os, signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    stubborn += "open({there!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}')\nwhile True: pass"
    with tempfile.TemporaryDirectory() as folder:
        there = os.path.join(folder, "pids")
        run_it = "from autograder.run.execute import Task, execute\n"
        run_it += (
            f"execute(Task((('0', {stubborn.format(there=there)!r}),), '{{}}', sandboxed=False))"
        )
        with subprocess.Popen([sys.executable, "-c", run_it]) as process:
            assert wait_until(lambda: os.path.exists(there) and " " in Path(there).read_text())
            pids = [int(pid) for pid in Path(there).read_text().split()]
            process.kill()
    assert wait_until(lambda: not any(map(alive, pids)))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory is not limited")
def test_memory_has_a_limit():
    outputs, incidents = run("x = bytearray(3 << 30)", limits=Limits(2.0, 20.0, memory=2 << 30))
    assert outputs[0][0]["ename"] == "MemoryError"
    assert incidents == []


# ---- processes that are killed from outside


def killing(monkeypatch, victim, times):
    """Kills `victim(worker)` when the second cell is about to begin; returns the kills."""
    real, kills = workers.Worker.run, []

    def run_and_kill(worker, *arguments):
        for event in real(worker, *arguments):
            if event["event"] == "cell" and event["id"] == "1" and len(kills) < times:
                kills.append(victim(worker))
                os.kill(kills[-1], signal.SIGKILL)
            yield event

    monkeypatch.setattr(workers.Worker, "run", run_and_kill)
    return kills


def the_worker(worker):
    return worker.process.pid


def its_fork(worker):
    pid = worker.process.pid
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


COUNTS = ("x = 1", "x += 1", "print(x)")


@pytest.mark.skipif(sys.platform != "linux", reason="the list of children is Linux's")
@pytest.mark.parametrize(
    ("victim", "sandboxed"),
    [(the_worker, SANDBOXED), (the_worker, False), (its_fork, False)],
    ids=["worker", "worker without a sandbox", "fork"],
)
def test_a_process_that_is_killed_from_outside_costs_no_cell(
    victim, sandboxed, monkeypatch, no_idle_worker
):
    kills = killing(monkeypatch, victim, times=1)
    outputs, incidents = run(*COUNTS, sandboxed=sandboxed)
    assert len(kills) == 1
    assert incidents == []
    assert outputs[2][0]["text"] == "2\n"


@pytest.mark.skipif(sys.platform != "linux", reason="the list of children is Linux's")
def test_a_cell_in_which_the_process_is_killed_twice_is_left_out(monkeypatch, no_idle_worker):
    kills = killing(monkeypatch, the_worker, times=2)
    # The second cell takes long, so that it never ends before its process does.
    outputs, incidents = run("x = 1", "import time; time.sleep(60); x += 1", "print(x)")
    assert len(kills) == 2
    assert [incident["cell"] for incident in incidents] == ["1"]
    assert outputs[2][0]["text"] == "1\n"
