"""Errors of set-up: each stops, says what happened and what to do, and leaves a way to go on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.run import sandbox

ROOT = Path(__file__).parents[2]
FIND, MAKE_VENV = ROOT / ".ci/find-python", ROOT / ".ci/make-venv"
NOWHERE = "http://127.0.0.1:9/simple"


def run(*command, cwd=ROOT, **environment):
    return subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={"HOME": "/nonexistent", "PATH": os.environ["PATH"], "LC_ALL": "C", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def program(path, *lines):
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def tools(tmp_path):
    """A PATH with sh and what the scripts call, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cat", "mkdir", "touch", "rm", "date", "tail", "grep", "sed", "tr", "env"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


@pytest.fixture
def clone(tmp_path):
    """A folder with what make-venv reads, whose one pinned package no index here has."""
    folder = tmp_path / "clone"
    (folder / ".ci").mkdir(parents=True)
    (folder / ".ci/requirements.lock").write_text("numpy==2.0.2\n", encoding="utf-8")
    return folder


OLD_PYTHON = """\
import sys
code, sys.argv = sys.argv[2], ["-c", *sys.argv[3:]]
sys.version_info = (3, 9, 2)
exec(code)
"""


def test_an_old_python_is_named_with_what_is_needed(tools):
    old = tools / "python3"
    old.write_text(f"#!{sys.executable}\n{OLD_PYTHON}", encoding="utf-8")
    old.chmod(0o755)
    done = run(FIND, PATH=str(tools))
    assert done.returncode == 1
    assert not done.stdout
    assert f"{tools}/python3: it is Python 3.9, and 3.11 or later is needed" in done.stderr
    assert "install Python 3.11 to 3.14" in done.stderr
    assert "make PYTHON=" in done.stderr
    assert "conda env create" in done.stderr


def test_no_python_at_all_is_said_with_the_names_that_were_tried(tools):
    done = run(FIND, PATH=str(tools))
    assert done.returncode == 1
    assert "python3: not found" in done.stderr
    assert "What to do:" in done.stderr


def test_a_python_without_venv_names_debians_package(tools):
    program(tools / "python3", 'echo "no it is Python 3.11 without the venv and ensurepip modules"')
    done = run(FIND, PATH=str(tools))
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


@pytest.mark.slow
def test_offline_says_so_and_a_later_run_begins_afresh(clone):
    offline = {"PIP_INDEX_URL": NOWHERE, "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1"}
    offline |= {"PIP_CONFIG_FILE": os.devnull}
    done = run(MAKE_VENV, ".venv", sys.executable, cwd=clone, **offline)
    assert done.returncode == 1
    assert "Set-up stopped: pip could not get the packages" in done.stderr
    assert "This machine may be offline" in done.stderr
    assert "then run make again" in done.stderr
    assert not (clone / ".venv/.installed").exists()
    again = run(MAKE_VENV, ".venv", "false", cwd=clone, **offline)
    assert "An earlier set-up was interrupted: starting .venv afresh." in again.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full. Free about 1.5 GB"),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "a package is not the one that was pinned",
        ),
        ("ERROR: Could not build wheels", "pip failed"),
    ],
)
def test_what_stops_pip_is_said_in_a_line_with_what_to_do(clone, tools, words, said):
    """pip's own words stand in for a full disk, another file in the index, and anything else."""
    fake = (
        'mkdir -p .venv/bin; touch .venv/pyvenv.cfg; echo "#!/bin/sh" >.venv/bin/python',
        f"echo 'echo \"{words}\"; exit 1' >>.venv/bin/python",
        f"{shutil.which('chmod')} +x .venv/bin/python",
    )
    done = run(MAKE_VENV, ".venv", program(tools / "python3", *fake), cwd=clone, PATH=str(tools))
    assert done.returncode == 1
    assert said in " ".join(done.stderr.split())
    assert "then run make again" in done.stderr or "Run make again" in done.stderr


def test_where_uv_does_not_manage_it_pip_takes_over(clone, tools):
    program(tools / "uv", "echo no such index >&2; exit 2")
    make_python = 'ln -sf "$(command -v pip-python)" .venv/bin/python'
    program(tools / "python3", "mkdir -p .venv/bin; touch .venv/pyvenv.cfg", make_python)
    (tools / "ln").symlink_to(shutil.which("ln"))
    program(tools / "pip-python", 'echo "$*" >>calls')
    done = run(MAKE_VENV, ".venv", tools / "python3", cwd=clone, PATH=str(tools))
    assert done.returncode == 0, done.stderr
    assert "uv could not install them (no such index); pip installs them now" in done.stdout
    calls = (clone / "calls").read_text()
    assert "-m pip install --no-deps --require-hashes -r .ci/requirements.lock" in calls


def test_a_python_on_musl_is_told_where_the_course_works(tools):
    program(tools / "python3", 'echo "no it is built on musl (Alpine Linux), for which"')
    done = run(FIND, PATH=str(tools))
    assert done.returncode == 1
    assert "work on a system or in a container with glibc" in done.stderr


def test_a_folder_that_cannot_be_written_to_is_named(clone):
    command = [MAKE_VENV, ".venv", sys.executable]
    if os.geteuid() == 0:  # Permissions do not hold root back, a read-only mount does.
        command = [sandbox.bwrap(), "--ro-bind", "/", "/", "--chdir", clone, *command]
    else:
        clone.chmod(0o555)
    done = run(*command, cwd=clone)
    clone.chmod(0o755)
    assert done.returncode == 1
    assert f"Set-up stopped: cannot write to the folder {clone}" in done.stderr
    assert "Copy the course to a folder of your own" in done.stderr


def test_something_else_called_venv_is_left_alone(clone):
    (clone / ".venv").mkdir()
    (clone / ".venv/thesis.txt").touch()
    done = run(MAKE_VENV, ".venv", sys.executable, cwd=clone)
    assert done.returncode == 1
    assert "is not a virtual environment" in done.stderr
    assert "Move it out of the way" in done.stderr
    assert (clone / ".venv/thesis.txt").exists()


def test_every_error_of_set_up_has_its_line_in_the_table():
    page = (ROOT / "docs/setting_up.md").read_text(encoding="utf-8")
    for words in (
        *("No suitable Python", "ensurepip", "make: command not found", "pip could not get"),
        *("cannot write to the folder", "the disk is full", "is not a virtual environment"),
        *("built on musl", "a package is not the one that was pinned"),
    ):
        assert words in page
        scripts = FIND.read_text(encoding="utf-8") + MAKE_VENV.read_text(encoding="utf-8")
        assert words in scripts or words.startswith("make:")
