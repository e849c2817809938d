"""`course doctor` names each fault that was really produced, and what mends it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook

from autograder import doctor
from autograder.cli import main
from autograder.course import Course

SCRIPTS = Path(sys.executable).parent


@pytest.fixture(autouse=True)
def own_programs(monkeypatch):
    monkeypatch.setenv("PATH", f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def course(tmp_path):
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    return course_with(tmp_path, f"c.Exchange.root = {str(exchange)!r}\n")


def course_with(folder, lines):
    (folder / "nbgrader_config.py").write_text("c = get_config()\n" + lines)
    return Course(folder)


def lock(folder, text):
    path = folder / "requirements.lock"
    path.write_text(text)
    return path


# --- versions -----------------------------------------------------------------------------------


def test_the_versions_of_the_lock_are_in_order(tmp_path):
    text = f"numpy=={metadata.version('numpy')}  # why\ncolorama==0.4.6 ; sys_platform == 'win32'\n"
    assert doctor.versions(lock(tmp_path, text)).state == "ok"


def test_another_version_than_that_of_the_lock_is_named_with_both(tmp_path):
    found = doctor.versions(lock(tmp_path, "numpy==1.2.3\n"))
    assert found.state == "warning"
    assert f"numpy {metadata.version('numpy')}, pinned 1.2.3" in found.words
    assert "requirements.lock" in found.remedy


def test_a_package_of_the_lock_that_is_not_installed_is_named(tmp_path):
    found = doctor.versions(lock(tmp_path, "no-such-package==1.0\n"))
    assert found.state == "warning"
    assert "no-such-package is not installed" in found.words


@pytest.mark.parametrize(
    ("version", "state"), [((3, 10, 1), "fault"), ((3, 14, 0), "ok"), ((3, 15, 0), "warning")]
)
def test_a_python_outside_of_the_tested_ones_is_named(monkeypatch, version, state):
    monkeypatch.setattr(sys, "version_info", version)
    assert doctor.python().state == state


# --- alembic and the gradebook ------------------------------------------------------------------


def test_a_path_without_alembic_is_a_fault_and_the_remedy_names_where_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = doctor.alembic()
    assert found.state == "fault"
    assert str(SCRIPTS) in found.remedy


@pytest.fixture
def db(tmp_path):
    file = tmp_path / "gradebook.db"
    with Gradebook(f"sqlite:///{file}", "c"):
        pass
    return file


def test_a_fresh_gradebook_is_in_order(db):
    assert doctor.gradebook(f"sqlite:///{db}").state == "ok"


def test_a_gradebook_at_an_old_revision_is_a_fault_with_its_remedy(db):
    with sqlite3.connect(db) as connection:
        (head,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.execute("UPDATE alembic_version SET version_num = '724cde206c17'")
    connection.close()
    found = doctor.gradebook(f"sqlite:///{db}")
    assert found.state == "fault"
    assert "724cde206c17" in found.words
    assert head in found.words
    assert "nbgrader db upgrade" in found.remedy


def test_a_file_that_is_no_gradebook_is_a_fault(tmp_path):
    file = tmp_path / "gradebook.db"
    file.write_text("not a database at all, only some words that are long enough")
    found = doctor.gradebook(f"sqlite:///{file}")
    assert found.state == "fault"
    assert "not a database" in found.words


def test_no_gradebook_yet_is_no_fault_and_none_is_made(tmp_path):
    found = doctor.gradebook(f"sqlite:///{tmp_path}/none.db")
    assert found.state == "ok"
    assert not list(tmp_path.iterdir())


# --- JupyterLab ---------------------------------------------------------------------------------


def test_disabled_extensions_are_faults_with_the_commands_that_enable_them(monkeypatch, tmp_path):
    (tmp_path / "labconfig").mkdir()
    (tmp_path / "labconfig" / "page_config.json").write_text(
        json.dumps({"disabledExtensions": {doctor.LAB_EXTENSION: True}})
    )
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    (tmp_path / "jupyter_server_config.json").write_text(
        json.dumps({"ServerApp": {"jpserver_extensions": {doctor.SERVER_EXTENSION: False}}})
    )
    lab, server = doctor.extensions()
    assert (lab.state, server.state) == ("fault", "fault")
    assert lab.remedy == "jupyter labextension enable @jupyter/nbgrader"
    assert server.remedy == (
        "jupyter server extension enable nbgrader.server_extensions.formgrader"
    )


# --- folders and fonts --------------------------------------------------------------------------


def test_an_exchange_that_can_be_written_to_is_in_order(course):
    assert doctor.exchange(course).state == "ok"


def test_an_exchange_that_cannot_be_written_to_is_a_fault(tmp_path):
    read_only = tmp_path / "exchange"
    read_only.mkdir(mode=0o555)
    if os.access(read_only, os.W_OK):  # As root every mode may be written to, but not /proc.
        read_only = Path("/proc")
    found = doctor.exchange(course_with(tmp_path, f"c.Exchange.root = {str(read_only)!r}\n"))
    assert found.state == "fault"
    assert str(read_only) in found.words
    assert "chmod" in found.remedy


def test_an_exchange_that_is_not_there_is_a_warning(tmp_path):
    found = doctor.exchange(course_with(tmp_path, "c.Exchange.root = '/nowhere/at/all'\n"))
    assert found.state == "warning"


@pytest.mark.parametrize(("free", "state"), [(3 << 30, "ok"), (1 << 30, "warning"), (1, "fault")])
def test_a_full_disk_is_named(monkeypatch, tmp_path, free, state):
    usage = shutil.disk_usage(tmp_path)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    assert doctor.disk(tmp_path).state == state


def test_a_font_that_is_not_here_is_named(monkeypatch):
    import matplotlib

    assert doctor.fonts().state == "ok"
    with matplotlib.rc_context({"font.sans-serif": ["No Such Face"]}):
        found = doctor.fonts()
    assert found.state == "warning"
    assert "No Such Face" in found.words


# --- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "code"), [("warning", 0), ("fault", 1)])
def test_the_exit_code_tells_a_fault_from_a_warning(monkeypatch, course, state, code):
    found = [doctor.Finding("disk", state, "what was found", "what mends it")]
    monkeypatch.setattr(doctor, "findings", lambda course: found)
    result = CliRunner().invoke(main, ["doctor", "--course", str(course.root)])
    assert result.exit_code == code
    assert "what was found" in result.output
    assert "what mends it" in result.output


def test_outside_of_a_course_the_machine_is_looked_at_all_the_same(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "from autograder.cli import main; main()", "doctor"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(doctor.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "nbgrader_config.py" in done.stdout
    assert f"Python {sys.version.split()[0]}" in done.stdout
    assert "Traceback" not in done.stderr
