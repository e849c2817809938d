"""One memory limit for all processes of a submission: the kernel's control groups (cgroups)."""

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Self


class MemoryGroup:
    """A control group (cgroup) whose processes share one memory limit."""

    _numbers = itertools.count()

    def __init__(self, folder: Path, version: int) -> None:
        self.folder, self._version = folder, version

    @classmethod
    def make(cls, root: str = "/sys/fs/cgroup", own: str = "/proc/self/cgroup") -> Self | None:
        """A new group, or None if this process may not make one.

        `root` is the folder where groups are mounted; the file `own` names this process's groups.
        """
        for parent, version in places_of_groups(Path(root), Path(own)):
            remove_groups_of_the_dead(parent)
            group = cls(parent / f"course-{os.getpid()}-{next(cls._numbers)}", version)
            try:
                group.folder.mkdir()
                group.limit(1 << 40)
            except OSError:
                group.remove()
                continue
            if os.access(group.entrance, os.W_OK):
                return group
            group.remove()
        return None

    @property
    def entrance(self) -> Path:
        """The file to which the ids of the group's processes are written."""
        return self.folder / "cgroup.procs"

    def limit(self, size: int) -> None:
        """Sets how many bytes the group may hold, including swap. Raises OSError if that fails."""
        if self._version == 2:
            (self.folder / "memory.max").write_text(str(size), encoding="ascii")
            with contextlib.suppress(OSError):  # Without swap there is no such file.
                (self.folder / "memory.swap.max").write_text("0", encoding="ascii")
            return
        with_swap = self.folder / "memory.memsw.limit_in_bytes"  # Never below the other limit.
        for file, value in ((with_swap, -1), (self.folder / "memory.limit_in_bytes", size)):
            if file.exists():
                file.write_text(str(value), encoding="ascii")
        if with_swap.exists():
            with_swap.write_text(str(size), encoding="ascii")

    def kills(self) -> int:
        """How many processes the kernel has killed because the group was full."""
        name = "memory.events" if self._version == 2 else "memory.oom_control"
        for line in (self.folder / name).read_text(encoding="ascii").splitlines():
            if line.startswith("oom_kill "):
                return int(line.split()[1])
        return 0

    def remove(self) -> None:
        """Removes the group once its processes are gone."""
        with contextlib.suppress(OSError):
            self.folder.rmdir()


def places_of_groups(root: Path, own: Path) -> Iterator[tuple[Path, int]]:
    """Yields (folder, version of cgroups) where a group with a memory limit might be made."""
    try:
        lines = own.read_text(encoding="ascii").splitlines()
    except OSError:
        return
    for line in lines:
        _, kinds, path = line.split(":", 2)
        here = Path(path.lstrip("/"))
        if "memory" in kinds.split(","):
            yield root / "memory" / here, 1
        elif not kinds:
            # A group that holds processes cannot limit groups inside it; one of its parents may.
            for folder in (here, *here.parents):
                shared_out = root / folder / "cgroup.subtree_control"
                if shared_out.exists() and "memory" in shared_out.read_text("ascii").split():
                    yield root / folder, 2


def remove_groups_of_the_dead(parent: Path) -> None:
    """Removes groups of graders that were killed."""
    for folder in parent.glob("course-*-*"):
        if not Path("/proc", folder.name.split("-")[1]).exists():
            with contextlib.suppress(OSError):
                folder.rmdir()
