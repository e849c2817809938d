"""What is said where no sandbox works, and where memory can be limited as a whole."""

import shutil
import subprocess

import pytest

from autograder import execute, sandbox
from autograder.execute import SandboxMissing, Task

CELLS = (("0", "print('ran')"),)


@pytest.fixture
def tried_anew(monkeypatch):
    """What was found out before is forgotten, and again after the test."""
    sandbox.require.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    sandbox.require.cache_clear()


def test_anywhere_without_bubblewrap_nothing_runs_and_the_message_says_what_to_do(tried_anew):
    tried_anew.setattr(shutil, "which", lambda name: None)
    with pytest.raises(SandboxMissing) as caught:
        execute.execute(Task(CELLS, "{}"))
    for words in ("bubblewrap is not installed", "apt-get install bubblewrap", "--unsandboxed"):
        assert words in str(caught.value)


def test_anywhere_without_bubblewrap_the_explicit_word_runs_it(tried_anew):
    tried_anew.setattr(shutil, "which", lambda name: None)
    done = execute.execute(Task(CELLS, "{}", sandboxed=False))
    assert done.cells["0"].outputs[0]["text"] == "ran\n"


def test_anywhere_a_refusal_of_the_kernel_is_told_with_its_remedy(tried_anew, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text(
        "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n"
    )
    broken.chmod(0o755)
    tried_anew.setattr(shutil, "which", lambda name: str(broken))
    with pytest.raises(SandboxMissing, match="No permissions to create new namespace") as caught:
        sandbox.require()
    assert "user.max_user_namespaces" in str(caught.value)


def test_anywhere_else_than_on_linux_there_is_none(tried_anew):
    tried_anew.setattr(sandbox.sys, "platform", "darwin")
    with pytest.raises(SandboxMissing, match="darwin"):
        sandbox.require()


def test_anywhere_that_bubblewrap_works_the_sandbox_does():
    if shutil.which("bwrap") is None:
        pytest.skip(f"bubblewrap is not installed: {sandbox.INSTALL}")
    plain = ["bwrap", "--unshare-all", "--ro-bind", "/", "/", "--proc", "/proc", "true"]
    tried = subprocess.run(plain, capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"the kernel refuses namespaces here: {tried.stderr.strip()}")
    assert [finding for finding in sandbox.findings() if finding.needed and not finding.works] == []


def test_an_installed_autograder_is_not_in_the_view(monkeypatch, tmp_path):
    package = tmp_path / "venv" / "lib" / "python3" / "site-packages" / "autograder"
    package.mkdir(parents=True)
    (tmp_path / "venv" / "bin").mkdir()
    monkeypatch.setattr(sandbox, "__file__", str(package / "sandbox.py"))
    monkeypatch.setattr(sandbox.sys, "prefix", str(tmp_path / "venv"))
    line = sandbox._environment_view()
    assert line[-4:] == ["--tmpfs", str(package), "--remount-ro", str(package)]


# ---- groups of processes with a limit of memory, on made-up trees


def test_anywhere_the_second_version_uses_the_nearest_parent_that_shares_out_memory(tmp_path):
    inner = tmp_path / "user.slice" / "app.slice" / "shell.scope"
    inner.mkdir(parents=True)
    (inner / "cgroup.subtree_control").write_text("")
    (inner.parent / "cgroup.subtree_control").write_text("cpu memory pids\n")
    own = tmp_path / "own"
    own.write_text("0::/user.slice/app.slice/shell.scope\n")
    assert list(sandbox._memory_groups(tmp_path, own)) == [(inner.parent, 2)]


def test_anywhere_the_first_version_uses_the_group_of_this_process(tmp_path):
    own = tmp_path / "own"
    own.write_text("5:cpu:/a\n4:memory:/b/c\n0::/\n")
    assert list(sandbox._memory_groups(tmp_path, own)) == [(tmp_path / "memory" / "b" / "c", 1)]


def test_anywhere_without_a_tree_there_is_no_group(tmp_path):
    assert sandbox.MemoryGroup.make(tmp_path, tmp_path / "own") is None


def test_groups_of_graders_that_were_killed_are_removed(tmp_path):
    with subprocess.Popen(["true"]) as gone:
        pass
    (tmp_path / f"course-{gone.pid}-0").mkdir()
    (tmp_path / "course-1-0").mkdir()
    sandbox._remove_those_of_the_dead(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["course-1-0"]
