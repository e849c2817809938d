"""Confines the fork for one submission before any of the student's code runs.

This module stands alone like `worker.py`, which imports it inside bubblewrap. The steps in order:

1. `fork_into_namespaces` gives the fork its own user, mount, process, IPC and network namespaces.
   No network device is up, not even loopback.
2. `furnish` runs in the first process of these namespaces. It forbids further user namespaces,
   mounts private, sized tmpfs on /tmp and /dev/shm, mounts a fresh /proc with /proc/sys covered,
   drops every capability and leaves the host's keyring.
3. `limit` runs in the student's process. It limits memory, processes, open files, file size and
   CPU seconds.

Run as a script, this module tests whether all these steps work here.

It calls the kernel through ctypes, because Python has no mount and no fork into namespaces.
"""

import ctypes
import os
import platform
import resource
import signal
from typing import Any

SCRATCH_BYTES = 256 << 20
SHARED_BYTES = 64 << 20
MAX_PATHS = 20_000
MAX_OPEN_FILES = 256
MAX_PROCESSES = 64
"""Limits in this order: bytes in /tmp, bytes in /dev/shm, files and folders in each of the two,
descriptors of a process, and processes and threads of a submission in total.
"""

USER = 65534
"""The user and group inside the sandbox: "nobody", who owns nothing."""

WORK = "/tmp/work"

_OWN_FOLDERS = ("matplotlib", "work")
"""The worker's own folders in the view's /tmp, which a submission does not see."""

_NEW_MOUNTS, _NEW_IPC, _NEW_USER, _NEW_PIDS, _NEW_NETWORK = (
    *(0x00020000, 0x08000000),
    *(0x10000000, 0x20000000, 0x40000000),
)
_READ_ONLY, _NO_SUID, _NO_DEVICES, _NO_EXEC, _REMOUNT, _BIND = 1, 2, 4, 8, 32, 1 << 12
_RECURSIVE, _PRIVATE = 1 << 14, 1 << 18
_SET_DEATH_SIGNAL, _SET_DUMPABLE, _DROP_FROM_BOUNDS, _SET_NO_NEW_PRIVILEGES = 1, 4, 24, 38
_CAPABILITIES_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63
_CLONE = {"x86_64": 56, "aarch64": 220}
_KEYCTL = {"x86_64": 250, "aarch64": 219}
_JOIN_SESSION_KEYRING = 1

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: Any) -> None:
    """Calls a function of the C library. Raises OSError with the function's name if it fails."""
    plain = [ctypes.c_ulong(x) if isinstance(x, int) else x for x in arguments]
    if getattr(_libc, name)(*plain) == -1:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def become_nobody() -> None:
    """Gives up root for good. Bubblewrap has already done so if another user started it."""
    if os.getuid() == 0:
        # Bubblewrap covers parts of root's /proc, and the kernel then refuses to mount another.
        _mount("proc", "/proc", None, _NO_SUID | _NO_DEVICES | _NO_EXEC)
        os.setgroups([])
        os.setresgid(USER, USER, USER)
        os.setresuid(USER, USER, USER)
        _set_dumpable(True)  # Otherwise /proc/self would belong to root.


def fork_into_namespaces() -> int:
    """Forks as `os.fork` does; the child is the first process in its own namespaces.

    One call does both. After `unshare` only a second fork would be inside the namespaces, and each
    fork of a warm worker takes some milliseconds: its page tables are copied, and thrown away at
    the end.
    """
    number = _CLONE.get(platform.machine())
    if number is None:
        raise OSError(f"a fork into namespaces is not supported on {platform.machine()}")
    flags = _NEW_USER | _NEW_MOUNTS | _NEW_PIDS | _NEW_IPC | _NEW_NETWORK | signal.SIGCHLD
    python = ctypes.pythonapi  # Its calls keep the interpreter's lock, as a fork has to.
    libc = ctypes.PyDLL(None, use_errno=True)
    python.PyOS_BeforeFork()
    child = libc.syscall(ctypes.c_long(number), ctypes.c_ulong(flags), 0, 0, 0, 0)
    if child == 0:
        python.PyOS_AfterFork_Child()
    else:
        python.PyOS_AfterFork_Parent()
    if child == -1:
        error = ctypes.get_errno()
        raise OSError(error, f"clone: {os.strerror(error)}")
    return child


def furnish() -> None:
    """Makes the mounts of a submission, then gives up every right.

    This runs in the first process of the submission's namespaces, which cannot be inspected
    afterwards.
    """
    _call("prctl", _SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{USER} {USER} 1")
    _write("/proc/self/gid_map", f"{USER} {USER} 1")
    _write("/proc/sys/user/max_user_namespaces", "0")
    nothing = _NO_SUID | _NO_DEVICES | _NO_EXEC
    _mount("none", "/", None, _RECURSIVE | _PRIVATE)
    _cover_scratch()
    _mount("tmpfs", "/dev/shm", _sized(SHARED_BYTES), nothing)
    _mount("proc", "/proc", None, nothing)
    _mount("tmpfs", "/proc/sys", "size=0,mode=555", nothing | _READ_ONLY)
    os.mkdir(WORK)
    os.chdir(WORK)
    _leave_keyrings()
    _drop_rights()
    _set_dumpable(False)


def _cover_scratch() -> None:
    """Mounts an empty /tmp, and shows the Python environment in it again if it is stored there."""
    shown = [name for name in os.listdir("/tmp") if name not in _OWN_FOLDERS]
    places = {name: os.open(f"/tmp/{name}", os.O_PATH) for name in shown}
    _mount("tmpfs", "/tmp", _sized(SCRATCH_BYTES), _NO_SUID | _NO_DEVICES)
    for name, place in places.items():
        there = f"/tmp/{name}"
        os.mkdir(there)
        bind = _BIND | _RECURSIVE
        _call("mount", f"/proc/self/fd/{place}".encode(), there.encode(), None, bind, None)
        read_only = _BIND | _REMOUNT | _READ_ONLY | _NO_SUID | _NO_DEVICES
        _call("mount", None, there.encode(), None, read_only, None)
        os.close(place)


def limit(memory: int, seconds: int) -> None:
    """Sets the limits of a student's process: bytes of address space, seconds of CPU."""
    _set_dumpable(True)  # The process may inspect itself.
    for name, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NPROC, MAX_PROCESSES),
        (resource.RLIMIT_NOFILE, MAX_OPEN_FILES),
        (resource.RLIMIT_FSIZE, SCRATCH_BYTES),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_MEMLOCK, 0),
    ):
        resource.setrlimit(name, (most, most))
    _write("/proc/self/oom_score_adj", "1000")  # Short of memory, the kernel kills this first.


def holds_more_than(memory: int) -> bool:
    """Whether the processes of this namespace together hold more than `memory` bytes.

    Memory that several processes share is divided among them. A process whose share cannot be read
    counts with all its memory.
    """
    pids = [name for name in os.listdir("/proc") if name.isdigit()]
    return sum(map(_resident, pids)) > memory and sum(map(_share, pids)) > memory


def _resident(pid: str) -> int:
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:  # The process has ended.
        return 0


def _share(pid: str) -> int:
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("Pss:")) << 10
    except (OSError, StopIteration):
        return _resident(pid)


def _mount(kind: str, where: str, options: str | None, flags: int) -> None:
    data = options.encode() if options else None
    _call("mount", kind.encode(), where.encode(), kind.encode(), flags, data)


def _sized(size: int) -> str:
    return f"size={size},nr_inodes={MAX_PATHS},mode=1777"


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _set_dumpable(yes: bool) -> None:
    _call("prctl", _SET_DUMPABLE, int(yes), 0, 0, 0)


def _drop_rights() -> None:
    _call("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for number in range(_LAST_CAPABILITY + 1):
        try:
            _call("prctl", _DROP_FROM_BOUNDS, number, 0, 0, 0)
        except OSError:  # This kernel has no further capabilities.
            break
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION_3, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def _leave_keyrings() -> None:
    """Replaces the session keyring of the user who started the worker with an empty one."""
    number = _KEYCTL.get(platform.machine())
    if number:  # If the kernel refuses this call, it refuses a student's code too.
        _libc.syscall(ctypes.c_long(number), ctypes.c_long(_JOIN_SESSION_KEYRING), None)


def attempt() -> None:
    """Tries every step without a submission, and prints the reason if one fails."""
    try:
        become_nobody()
        if fork_into_namespaces() == 0:
            furnish()
            limit(1 << 30, 1)
        else:
            os.wait()
    except OSError as error:
        print(error, flush=True)


if __name__ == "__main__":
    attempt()
