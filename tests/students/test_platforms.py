"""The students' side needs nothing that only Linux has: checked without what Windows lacks.

No Windows or macOS machine is at hand. Here `helpers` runs with the modules and calls taken away
that Windows lacks, and with the threads that a browser lacks; its lines are searched for such calls
and for text files whose encoding is left to the machine.
"""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HELPERS = sorted((ROOT / "helpers").rglob("*.py"))
# What the documentation of Python's library marks "Availability: Unix", or not Windows.
POSIX_MODULES = {
    *("fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"),
    *("crypt", "nis", "ossaudiodev", "spwd"),
}
POSIX_CALLS = {
    "os": {
        *("fork", "forkpty", "killpg", "getuid", "geteuid", "getgid", "getpgid", "setsid", "nice"),
        *("mkfifo", "chown", "chroot", "getloadavg", "sysconf", "wait", "sched_getaffinity"),
        *("setuid", "setgid", "statvfs", "uname", "posix_spawn", "pread", "openpty"),
    },
    "signal": {
        *("SIGALRM", "SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGPIPE", "SIGXCPU"),
        *("alarm", "setitimer", "getitimer", "pause", "sigwait", "pthread_sigmask", "pthread_kill"),
        *("siginterrupt", "sigpending", "sigtimedwait", "sigwaitinfo"),
    },
    "time": {"tzset", "clock_gettime", "pthread_getcpuclockid"},
}
OPENERS = {"open", "read_text", "write_text"}

CHECKS = """
import importlib, json, os, pkgutil, signal, sys, time
banned, calls, where = json.loads(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3]
import IPython, numpy, matplotlib.figure, matplotlib.pyplot, ipywidgets  # others answer for these
for name in banned:
    sys.modules[name] = None
for module, names in calls.items():
    for name in names:
        if hasattr(sys.modules[module], name):
            delattr(sys.modules[module], name)
if where == "browser":
    import _thread, threading
    def refuse(*args, **kwargs):
        raise RuntimeError("can't start new thread")
    _thread.start_new_thread = threading._start_new_thread = refuse
    sys.platform = "emscripten"
import helpers
for module in pkgutil.walk_packages(helpers.__path__, "helpers."):
    importlib.import_module(module.name)
from helpers import CheckFailed, check
def gradient_step(phi, gradient, learning_rate):
    return phi - learning_rate * gradient
check("gradient_step", gradient_step)
def gradient_step(phi, gradient, learning_rate):
    return phi + learning_rate * gradient
try:
    check("gradient_step", gradient_step)
except CheckFailed as failed:
    print("refused:", failed)
from helpers.runlog import RunLog
RunLog("runs").log(rate=0.1, losses=[2, 1])
assert len(RunLog("runs")) == 1
from helpers import data
assert len(data.iris_versicolor()[0])
"""


def run(tmp_path, where):
    done = subprocess.run(
        [
            *(
                sys.executable,
                "-X",
                "warn_default_encoding",
                "-W",
                "error::EncodingWarning:helpers",
            ),
            *("-c", CHECKS, json.dumps(sorted(POSIX_MODULES))),
            *(json.dumps({module: sorted(names) for module, names in POSIX_CALLS.items()}), where),
        ],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("where", ["Windows", "browser"])
def test_helpers_and_check_work_without_what_only_posix_has(tmp_path, where):
    said = run(tmp_path, where)
    assert "gradient_step: right" in said
    assert "refused: gradient_step: not right yet" in said


def posix_only(source):
    """What the source imports or names that Windows lacks."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ({x.name.partition(".")[0] for x in node.names} & POSIX_MODULES)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ({node.module.partition(".")[0]} & POSIX_MODULES)
            yield from ({x.name for x in node.names} & POSIX_CALLS.get(node.module, set()))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from ({node.attr} & POSIX_CALLS.get(node.value.id, set()))


def without_encoding(source):
    """The lines that open a text file and leave its encoding to the machine."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = 1 if isinstance(node.func, ast.Name) else 0  # open(path, mode), path.open(mode)
            mode = ast.unparse(node.args[place]) if name == "open" and node.args[place:] else ""
            says = {x.arg for x in node.keywords}
            if name in OPENERS and "b" not in mode and "encoding" not in says:
                yield node.lineno


def test_the_two_searches_find_what_they_look_for():
    assert list(posix_only("import fcntl")) == ["fcntl"]
    assert list(posix_only("from os import fork")) == ["fork"]
    assert list(posix_only("import signal\nsignal.setitimer(0, 1)")) == ["setitimer"]
    assert not list(posix_only("import os\nos.replace('a', 'b')"))
    assert list(without_encoding("open('a')\nopen('a', 'rb')\nx.read_text()")) == [1, 3]


@pytest.mark.parametrize("path", HELPERS, ids=lambda path: path.stem)
def test_no_line_of_helpers_is_for_posix_only(path):
    source = path.read_text(encoding="utf-8")
    assert not list(posix_only(source))
    assert not list(without_encoding(source))


def test_names_of_the_students_files_are_good_on_every_system():
    """No name that Windows refuses, and no two that differ by case only."""
    folders = ("helpers", "notebooks", "release")
    names = [p.relative_to(ROOT).as_posix() for x in folders for p in (ROOT / x).rglob("*")]
    names = [name for name in names if "__pycache__" not in name]
    assert names
    assert not [name for name in names if set(name) & set('<>:"\\|?*') or not name.isascii()]
    assert not [name for name in names if len(name) > 100]
    assert len({name.lower() for name in names}) == len(set(names))
