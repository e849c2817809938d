"""Hostile submissions in the real sandbox: each is contained, and the next one is untouched.

tests/grading/test_traps.py tests what hostile code does to a score; this file tests what it does to
the machine and to the rest of the class.
"""

import os
import re
import socket
import threading
import time
from pathlib import Path

import pytest
from rooms import QUICK, ROOMY, Room

from autograder.run import confine
from autograder.run.execute import Limits
from autograder.run.memory import MemoryGroup
from autograder.run.workers import Worker

pytestmark = pytest.mark.usefixtures("next_one_is_untouched")

STUBBORN = """
import signal
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
"""

TRY = """
def attempt(action):
    try:
        return action()
    except BaseException as error:
        return type(error).__name__
"""

HOSTILE = {
    # name: (cells, output of the last cell, incident that is reported)
    "infinite-loop": (["while True: pass"], "KeyboardInterrupt", ""),
    "loop-that-catches-everything": (
        [
            STUBBORN + "signal.setitimer(signal.ITIMER_REAL, 0)\n"
            "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
        ],
        "Stopped",
        "out of time",
    ),
    "stops-itself": (
        ["import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"],
        "Stopped",
        "out of time",
    ),
    "talks-on-and-on": (
        [
            STUBBORN + "import os; signal.setitimer(signal.ITIMER_REAL, 0)\n"
            "while True: os.write(3, b'{}\\n')"
        ],
        "Stopped",
        "out of time",
    ),
    "deep-recursion": (["def f(n): return f(n + 1)\nf(0)"], "RecursionError", ""),
    "recursion-without-limit": (
        [
            "import sys; sys.setrecursionlimit(10**9)\n"
            "class Deep:\n    def __getattr__(self, name): return getattr(self, name + 'x')\n"
            "Deep().x"
        ],
        "MemoryError|Stopped|KeyboardInterrupt",
        "|killed by SIGSEGV|killed by SIGABRT|out of time",
    ),
    "os._exit": (["import os; os._exit(0)"], "Stopped", "ended early with exit code 0"),
    "abort": (["import os; os.abort()"], "Stopped", "killed by SIGABRT"),
    "segfault": (["import ctypes; ctypes.string_at(0)"], "Stopped", "killed by SIGSEGV"),
    "fork-bomb": (
        [
            "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass"
            "\n    except KeyboardInterrupt: pass"
        ],
        "Stopped",
        "out of time",
    ),
    "process-count": (
        [
            "import os\nn = 1\nwhile True:\n    try:\n        if os.fork() == 0:\n"
            "            import time; time.sleep(100)\n    except OSError: break\n    n += 1\n"
            f"print('few' if n <= {confine.MAX_PROCESSES} else n)"
        ],
        "few\n",
        "",
    ),
    "thread-bomb": (
        [
            "import threading, time\nn = 0\ntry:\n    while True:\n"
            "        threading.Thread(target=time.sleep, args=[100], daemon=True).start(); n += 1\n"
            f"except RuntimeError: print('few' if n < {confine.MAX_PROCESSES} else n)"
        ],
        "few\n",
        "",
    ),
    "memory-bomb": (
        ["held = []\nwhile True: held.append(bytearray(1 << 24))"],
        "MemoryError",
        "",
    ),
    "prints-200-MB": (["for _ in range(200): print('x' * 1_000_000)"], ".*truncated", ""),
    "array-by-stride-tricks": (
        [
            "import numpy as np\nfrom helpers.checking.answers import encode\n"
            "big = np.lib.stride_tricks.as_strided(np.zeros(1), (10**5, 10**4), (0, 0))\n"
            "print(encode(big)['kind'], big.sum(axis=1).shape)\nbig.copy()"
        ],
        r"too large \(100000,\)\nMemoryError",
        "",
    ),
    "fills-the-disk": (
        [
            TRY + "import os\nn = 0\ndef fill():\n    global n\n    while True:\n"
            "        with open(f'{n}.bin', 'wb') as file: file.write(bytes(1 << 25))\n"
            "        n += 1\nprint(attempt(fill), 1 < n < 9)"
        ],
        "OSError True",
        "",
    ),
    "fills-shared-memory": (
        [
            TRY + "n = 0\ndef fill():\n    global n\n    while True:\n"
            "        with open(f'/dev/shm/{n}', 'wb') as file: file.write(bytes(1 << 24))\n"
            "        n += 1\nprint(attempt(fill), 1 < n < 5)"
        ],
        "OSError True",
        "",
    ),
    "a-million-small-files": (
        [
            TRY + "n = 0\ndef fill():\n    global n\n    while True:\n"
            f"        open(f'/tmp/{{n}}', 'w').close()\n        n += 1\n"
            f"print(attempt(fill), 1 < n <= {confine.MAX_PATHS})"
        ],
        "OSError True",
        "",
    ),
    "100,000-open-files": (
        [
            TRY + "import os\nheld = []\ndef hoard():\n    for _ in range(100_000):\n"
            "        held.append(os.open('/dev/null', os.O_RDONLY))\n"
            f"print(attempt(hoard), len(held) < {confine.MAX_OPEN_FILES})\n"
            "for number in held: os.close(number)"
        ],
        "OSError True",
        "",
    ),
    "every-descriptor-closed": (
        ["import os; os.closerange(0, 4096)", "print('unheard')"],
        "",
        "ended early with exit code 1",
    ),
    "kills-its-parent": (
        [TRY + "import os\nprint(attempt(lambda: os.kill(os.getppid(), 9)))"],
        "None",
        "",
    ),
    "kills-its-group": (["import os; os.killpg(0, 9)"], "Stopped", "killed by SIGKILL"),
    "kills-everything": (
        [
            TRY + "import os\nattempt(lambda: os.kill(-1, 9))\n"
            "for number in range(1, 70_000):\n    if number != os.getpid():\n"
            "        attempt(lambda: os.kill(number, 9))\nprint('alone')"
        ],
        "alone",
        "",
    ),
    "patches-everything": (
        [
            "import builtins, json, numpy as np, helpers.checking, IPython.display\n"
            "from IPython.core.interactiveshell import InteractiveShell\n"
            "def nothing(*a, **k): return True\n"
            "InteractiveShell.run_cell = nothing; np.allclose = np.isclose = np.arange = nothing\n"
            "json.dumps = json.loads = nothing; helpers.checking.check = nothing\n"
            "IPython.display.display = nothing\n"
            "get_ipython().events.register('post_run_cell', nothing)\n"
            "builtins.sum = builtins.callable = builtins.open = nothing",
        ],
        "",
        "|ended early",
    ),
    "forged-records": (
        [
            "import json, os\n"
            "for text in ('started', 'end', 'ready', 'broken', 'here'):\n"
            "    line = json.dumps({'event': text, 'status': 'finished', 'pid': 1, 'reason': ''})\n"
            "    for number in range(64):\n"
            "        try: os.write(number, b'?\\nK' + line.encode() + b'\\n')\n"
            "        except OSError: pass",
            "print('on')",
        ],
        "on",
        "",
    ),
    "folders-without-end": (
        ["import os\nfor _ in range(3000):\n    os.mkdir('d'); os.chdir('d')\nprint('deep')"],
        "deep",
        "",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_contained(room, name):
    cells, puts_out, reported = HOSTILE[name]
    ends_by_time = "KeyboardInterrupt" in puts_out or "out of time" in reported
    texts, incidents = room.run(*cells, limits=QUICK if ends_by_time else ROOMY)
    assert re.match(f"(?s){puts_out}", texts[-1]), texts[-1][:2000]
    assert len(incidents) <= 1
    found = "".join(incidents)
    assert any(part in found if part else not found for part in reported.split("|")), found
    assert sum(map(len, texts)) < 10 << 20


# ---- the memory of a whole submission

FOUR_CHILDREN = """
import os, time
children = []
for _ in range(4):
    child = os.fork()
    if child == 0:
        held = bytearray(200 << 20)
        held[::4096] = b"x" * len(held[::4096])
        time.sleep(100)
    children.append(child)
print([os.waitpid(child, 0)[1] for child in children])
"""

SMALL = Limits(cell=4.0, notebook=8.0, memory=512 << 20)


def test_four_children_together_stay_within_the_memory_of_the_submission(room):
    memory = room.worker.memory
    if memory is None:
        pytest.skip("no memory group can be made here; the next test is on what stands in for it")
    before = memory.kills()
    room.run(FOUR_CHILDREN, limits=SMALL)
    assert memory.kills() > before


def test_where_there_is_no_memory_group_the_first_process_watches(room, monkeypatch):
    monkeypatch.setattr(MemoryGroup, "make", lambda: None)
    _, incidents = Room().run(FOUR_CHILDREN, limits=SMALL)
    assert "together took more memory than they may" in incidents[0]


# ---- a submission leaves nothing behind


def running(word):
    """Whether any process on this machine has this word in its command line."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if word.encode() in path.read_bytes().split(b"\0"):
                return True
        except OSError:
            continue
    return False


DAEMON = """
import os, subprocess, time
subprocess.Popen(["sleep", "{word}"], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execlp("sleep", "sleep", "{word}")
    os._exit(0)
time.sleep({seconds})
"""


def test_a_daemon_is_gone_when_its_notebook_has_been_run(room):
    word = str(5_000_000 + os.getpid())
    thread = threading.Thread(
        target=room.run, args=(DAEMON.format(word=word, seconds=0.8),), kwargs={"limits": QUICK}
    )
    thread.start()
    end = time.monotonic() + 20
    while not running(word) and time.monotonic() < end:
        time.sleep(0.02)
    assert running(word)
    thread.join()
    assert not running(word)


def test_one_that_kills_all_it_can_reach_leaves_another_worker_alone(room):
    other = Worker(sandboxed=True)
    sleeper = {"cells": [{"id": "0", "source": "import time; time.sleep(2); print('slept')"}]}
    sleeper |= {"probes": "{}", "blocked": [], "skip": [], "scored": []}
    sleeper |= {"cell_seconds": 9, "notebook_seconds": 20, "memory": QUICK.memory, "folder": None}
    events = []
    limits = Limits(9.0, 20.0, QUICK.memory)
    thread = threading.Thread(
        target=lambda: events.extend(other.run(sleeper, [], limits, time.monotonic() + 20))
    )
    thread.start()
    for _ in range(2):
        room.run(HOSTILE["kills-everything"][0][0])
    thread.join()
    other.close()
    assert [e["output"]["text"] for e in events if e["event"] == "output"] == ["slept\n"]
    assert events[-1] == {"event": "end", "status": "finished"}


# ---- a submission sees nothing of the machine


NETWORK = (
    TRY
    + """
import ctypes, fcntl, socket, struct
def tcp(address, port):
    with socket.create_connection((address, port), timeout=0.5): return "connected"
def udp():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        return s.sendto(b"x", ("127.0.0.1", {port}))
def unix(name):
    with socket.socket(socket.AF_UNIX) as s: return s.connect(name)
def raw():
    return socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)
def loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        fcntl.ioctl(s, 0x8914, struct.pack("16sh", b"lo", 1))
print([attempt(x) for x in (
    lambda: tcp("127.0.0.1", {port}), lambda: tcp("::1", {port}), lambda: tcp("8.8.8.8", 53), udp,
    lambda: unix("\\0{name}"), lambda: unix("{path}"), raw, loopback_up,
    lambda: socket.getaddrinfo("example.org", 80),
)], socket.if_nameindex())
"""
)


def test_there_is_no_network(room, tmp_path):
    name, path = f"course-{os.getpid()}", str(tmp_path / "socket")
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX) as abstract,
        socket.socket(socket.AF_UNIX) as named,
    ):
        abstract.bind("\0" + name)
        named.bind(path)
        for server in (tcp, abstract, named):
            server.listen()
            server.settimeout(0.01)
        port = tcp.getsockname()[1]
        code = NETWORK.replace("{port}", str(port)).replace("{name}", name).replace("{path}", path)
        texts, _ = room.run(code, limits=ROOMY)
        for server in (tcp, abstract, named):
            with pytest.raises(TimeoutError):
                server.accept()
    answers, interfaces = re.match(r"(\[.*?\]) (\[.*\])", texts[0]).groups()
    assert set(re.findall(r"'(\w+)'", answers)) <= {
        *("OSError", "ConnectionRefusedError", "FileNotFoundError", "PermissionError", "gaierror"),
    }, answers
    assert len(re.findall(r"'(\w+)'", answers)) == 9
    assert re.fullmatch(r"\[\(\d+, 'lo'\)\]", interfaces)


LOOK = (
    TRY
    + """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
def read(path):
    with open(path, "rb") as file: return file.read(1 << 20)
pids = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
print(pids, os.getppid())
for path in ("/proc/1/environ", "/proc/1/mem", "/proc/1/auxv", "/proc/1/maps", "/proc/kcore"):
    print(path, attempt(lambda: len(read(path)) and "read"))
for path in ("/proc/1/fd", "/proc/1/map_files", "/proc/1/root", "/proc/1/cwd"):
    print(path, attempt(lambda: os.listdir(path)))
print("ptrace", libc.ptrace(16, 1, 0, 0), libc.ptrace(0x4206, 1, 0, 0))
print("user namespace", libc.unshare(0x10000000))
print("mount", libc.mount(b"x", b"/tmp", b"tmpfs", 0, 0), libc.umount2(b"/proc/sys", 2),
    libc.mount(b"", b"/course", b"", 4128, 0))
print("/proc/sys", os.listdir("/proc/sys"), os.path.exists("/sys"), sorted(os.listdir("/dev/pts")))
print("root", attempt(lambda: os.setuid(0)), os.getresuid() == os.getresgid() == (65534,) * 3)
status = read("/proc/self/status").decode().splitlines()
print("rights", [line.split()[1] for line in status if line.startswith(("Cap", "NoNew"))])
print("descriptors", sorted(set(os.listdir("/proc/self/fd")) - {"4"}))
print("devices", sorted(os.listdir("/dev")))
keys = {b" ".join(line.split()[-3:]).decode() for line in read("/proc/keys").splitlines()}
print("keys", sorted(keys))
"""
)


def test_proc_and_its_neighbours_tell_nothing(room):
    (text,), _ = room.run(LOOK)
    lines = dict(line.split(" ", 1) for line in text.splitlines())
    assert text.splitlines()[0] == "[1, 2] 1"
    for path in ("environ", "mem", "auxv", "maps", "fd", "map_files", "root", "cwd"):
        assert lines[f"/proc/1/{path}"] in ("PermissionError", "OSError"), path
    assert lines["/proc/kcore"] in ("PermissionError", "FileNotFoundError")
    assert lines["ptrace"] == "-1 -1"
    assert lines["user"] == "namespace -1"
    assert lines["mount"] == "-1 -1 -1"
    assert lines["/proc/sys"] == "[] False ['ptmx']"
    assert lines["root"] == "OSError True"  # The sandbox has no user 0.
    assert set(re.findall(r"'(\w+)'", lines["rights"])) == {"0" * 16, "1"}
    assert lines["descriptors"] == "['0', '1', '2', '3']"
    assert set(re.findall(r"'(\w+)'", lines["devices"])) == {
        *("null", "zero", "full", "random", "urandom", "tty", "pts", "ptmx", "shm"),
        *("fd", "stdin", "stdout", "stderr", "core"),
    }
    # Each sandbox that runs beside this one has a keyring with this name, also empty.
    assert lines["keys"] in ("[]", "['keyring _ses: empty']")


SEARCH = """
import os
wanted = ("gradebook", "nbgrader_config", "exercises", "submitted", "source", "judge.py", "id_rsa")
found = []
for folder, folders, names in os.walk("/"):
    if folder.startswith(("/proc", "/usr", "/dev")) or "/lib/python3" in folder:
        folders.clear()
        continue
    found += [os.path.join(folder, name) for name in (*folders, *names) if name.startswith(wanted)]
print(found, os.listdir("/course/helpers/reference") + os.listdir("/course/helpers/explorers"))
print({path: os.path.exists(path) for path in PATHS})
"""


def test_source_gradebook_and_other_submissions_are_not_there(room, tmp_path):
    course = Path(confine.__file__).parents[2]
    (tmp_path / "ada").mkdir()
    (tmp_path / "alan").mkdir()
    (tmp_path / "alan" / "answer.txt").write_text("42")
    paths = [str(course / name) for name in ("autograder", "source", "gradebook.db", "Makefile")]
    paths += [str(tmp_path / "alan"), "/var", "/run", "/etc/shadow", "/etc/hostname"]
    code = f"PATHS = {paths}\n{SEARCH}"
    texts, _ = room.run(code, folder=tmp_path / "ada", limits=ROOMY)
    found, there = texts[0].splitlines()
    assert found == "[] []"
    assert "True" not in there


WRITE = (
    TRY
    + """
import os, sys, sysconfig
def write(path):
    with open(path, "w") as file: file.write("x")
folders = ["/", "/etc", "/dev", "/usr", "/usr/bin", "/course", "/course/helpers", "/proc", "/root",
    "/course/helpers/reference", "/course/helpers/explorers", "/proc/sys",
    "/dev/pts", sys.prefix, sysconfig.get_path("purelib")]
files = ["/course/worker.py", "/course/helpers/__init__.py", "/etc/passwd", "/proc/1/comm",
    "/proc/sysrq-trigger", "/proc/1/oom_score_adj", sys.executable]
for path in (*files, *(os.path.join(folder, "mine") for folder in folders)):
    print(path, attempt(lambda: write(path)))
"""
)


def test_nothing_but_the_scratch_can_be_written_to(room):
    (text,), _ = room.run(WRITE)
    results = dict(line.rsplit(" ", 1) for line in text.splitlines())
    assert len(results) == 22
    assert set(results.values()) <= {"OSError", "PermissionError", "FileNotFoundError"}, results


SCAN = """
hits = 0
wanted = bytes.fromhex("{word}")
with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
    for line in list(maps):
        span, rights = line.split()[:2]
        if "r" in rights and "[v" not in line:
            start, end = (int(x, 16) for x in span.split("-"))
            memory.seek(start)
            hits += memory.read(end - start).count(wanted)
print(hits)
"""


def test_memory_holds_nothing_of_the_instructor_or_of_the_one_before(room):
    secret = "solution-" + os.urandom(8).hex()
    room.run(f"kept = '{secret}'\nprint(kept)", probes=f'{{"of": "{secret}"}}')
    hits = {}
    for word in (secret, "open-sesame-4711", "module://matplotlib_inline"):
        (text,), _ = room.run(SCAN.format(word=word.encode().hex()), limits=ROOMY)
        hits[word] = int(text)
    # The search also finds its own memory: the word that it searches for, and each copy of it.
    own = hits.pop("module://matplotlib_inline")
    assert own > max(hits.values()), hits
    assert max(hits.values()) <= 2, hits
