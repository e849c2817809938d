"""A submission sees the folders above its environment by name only, without their contents."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.run import sandbox

ROOT = Path(__file__).parents[2]

LIST = """
import json, os
print(json.dumps({path: sorted(os.listdir(path)) for path in PATHS if os.path.isdir(path)}))
"""


def shown():
    """The paths of the environment that the interpreter needs and the sandbox therefore shows."""
    for prefix in {sys.prefix, sys.base_prefix, os.path.realpath(sys.base_prefix)}:
        for name in ("bin", "lib", "lib64", "pyvenv.cfg"):
            path = Path(prefix, name)
            if path.exists() and not path.is_relative_to("/usr"):
                yield path


def above():
    """What each folder above these paths should hold, by its path.

    The root and /tmp are left out, because a submission sees more in them.
    """
    expected = {}
    for path in shown():
        while path.parent not in (Path("/"), Path("/tmp")):
            expected.setdefault(str(path.parent), set()).add(path.name)
            path = path.parent
    return expected


def holds_nothing_else(room):
    expected = above()
    (text,), _ = room.run(f"PATHS = {sorted(expected)}\n{LIST}")
    assert {path: set(names) for path, names in json.loads(text).items()} == expected
    homes, _ = room.run(f"PATHS = ['/home', '/root', '/mnt', '/srv']\n{LIST}")
    assert set(json.loads(homes[0])) <= set(expected)


def test_folders_above_the_environment_hold_nothing_but_the_way_to_it(room):
    holds_nothing_else(room)


IN_A_HOME = """
import sys
sys.path[:0] = ["tests/sandbox"]
from rooms import Room
from test_view import above, holds_nothing_else
assert above()["/home/ada"] == {"environment"}, above()
holds_nothing_else(Room())
print("held")
"""


def test_nor_does_a_home_in_which_the_environment_stands():
    """Repeats the test in a view of this machine where course and environment lie in a home."""
    line = [sandbox.bwrap(), "--dev-bind", "/", "/", "--tmpfs", "/home"]
    if os.getuid() == 0:
        line += ["--cap-add", "ALL"]
    for home in os.listdir("/home"):
        line += ["--bind", f"/home/{home}", f"/home/{home}"]
    line += ["--bind", sys.prefix, "/home/ada/environment", "--bind", str(ROOT), "/home/ada/course"]
    line += ["--chdir", "/home/ada/course", "/home/ada/environment/bin/python", "-c", IN_A_HOME]
    done = subprocess.run(
        line,
        env={**os.environ, "PYTHONPATH": "/home/ada/course"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "held\n", done.stderr


@pytest.mark.parametrize("name", ["course", "gradebook.db", "ada"])
def test_a_neighbour_of_the_environment_is_not_there(room, tmp_path, name):
    """A course whose folder contains .venv has its files beside the environment."""
    beside = Path(sys.prefix).parent / name
    (text,), _ = room.run(f"import os; print(os.path.exists({str(beside)!r}))")
    assert text == "False\n"
