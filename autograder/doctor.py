"""`course doctor` says what this machine has and lacks for the course, and names remedies.

It looks at Python, the packages' versions, alembic on PATH, the gradebook's revision, the sandbox,
nbgrader's extensions of JupyterLab, the exchange, the disk and the fonts. It changes nothing.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from autograder.run import sandbox

TESTED = ((3, 11), (3, 14))
"""The oldest and the newest Python that are tested."""

LITTLE_SPACE, NO_SPACE = 2 << 30, 200 << 20
"""Free bytes: below the first a large class may not fit, below the second nothing fits."""

LAB_EXTENSION = "@jupyter/nbgrader"
SERVER_EXTENSION = "nbgrader.server_extensions.formgrader"


class State(StrEnum):
    """The state in which a part was found."""

    OK = "ok"
    WARNING = "warning"  # The rest works without it.
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """What was found about one part, in words, and the remedy if something needs mending."""

    name: str
    state: State
    words: str
    remedy: str = ""


def findings(course=None):
    """All findings, in order; those about a course only if `course` is given."""
    found = [python()]
    if course:
        found.append(versions(course.root / ".ci" / "requirements.lock"))
    found.append(alembic())
    if course:
        found.append(gradebook(course.db_url))
    found += sandbox_parts()
    found += extensions()
    if course:
        found += [exchange(course), disk(course.root)]
    return [*found, fonts()]


def python():
    """Whether this Python is one of the tested ones."""
    version = sys.version_info[:2]
    shown = f"Python {sys.version.split()[0]} ({sys.executable})"
    oldest, newest = (".".join(map(str, x)) for x in TESTED)
    if version < TESTED[0]:
        return Finding("Python", State.FAULT, shown, f"Install Python {oldest} to {newest}.")
    if version > TESTED[1]:
        remedy = f"Use a tested version, up to {newest}: make PYTHON=/path/to/python{newest} …"
        return Finding("Python", State.WARNING, shown, remedy)
    return Finding("Python", State.OK, shown)


def versions(lock):
    """Whether the packages have the versions that the file `lock` pins.

    If the lock pins several versions of a package for several Pythons, any of these will do.
    """
    if not lock.is_file():
        return Finding("versions", State.OK, "not compared: the course has no lock")
    pins, optional = {}, set()
    for line in lock.read_text(encoding="utf-8").splitlines():
        if pin := re.match(r"([\w.-]+)==([^\s;]+)\s*(;)?", line):
            pins.setdefault(pin[1], set()).add(pin[2])
            optional |= {pin[1]} if pin[3] else set()
    others = []
    for name, versions in pins.items():
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            if name not in optional:
                others.append(f"{name} is not installed")
            continue
        if version not in versions:
            others.append(f"{name} {version}, pinned {' or '.join(sorted(versions))}")
    if not others:
        return Finding("versions", State.OK, f"{len(pins)} packages are as in the lock")
    more = f"; and {len(others) - 5} more" if len(others) > 5 else ""
    return Finding(
        "versions",
        State.WARNING,
        f"not as tested: {'; '.join(others[:5])}{more}",
        f"Bring them to the tested versions: pip install --no-deps -r {lock}",
    )


def alembic():
    """Whether nbgrader finds alembic."""
    path = shutil.which("alembic")
    if path:
        return Finding("alembic", State.OK, path)
    return Finding(
        "alembic",
        State.FAULT,
        "not on PATH; nbgrader calls it by name to make a gradebook",
        f"Activate the environment, or: export PATH={Path(sys.executable).parent}:$PATH",
    )


def gradebook(db_url):
    """Whether the gradebook at this address can be read, and has nbgrader's revision."""
    try:
        url = make_url(db_url)
    except ArgumentError:
        words = f"{db_url} is not the address of a database"
        return Finding("gradebook", State.FAULT, words, "Correct c.CourseDirectory.db_url or --db.")
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return Finding("gradebook", State.OK, f"none yet at {shown}; `course build` makes it")
    if shutil.which("alembic") is None:
        words = f"{shown}: its revision cannot be read without alembic"
        return Finding("gradebook", State.WARNING, words, "Put alembic on PATH first.")
    current, head = (_revision(db_url, verb) for verb in ("current", "heads"))
    if current.error:
        remedy = "Check that it is nbgrader's and that its server runs, or name another with --db."
        return Finding("gradebook", State.FAULT, f"{shown}: {current.error}", remedy)
    if current.revision == head.revision:
        return Finding("gradebook", State.OK, f"{shown} at revision {current.revision}")
    return Finding(
        "gradebook",
        State.FAULT,
        f"{shown} is at revision {current.revision or 'none'}, nbgrader needs {head.revision}",
        f"Copy it, then run in the course's folder: nbgrader db upgrade --db='{shown}'",
    )


@dataclass(frozen=True)
class _Revision:
    revision: str = ""
    error: str = ""


def _revision(db_url, verb):
    from nbgrader.dbutil import write_alembic_ini

    with tempfile.TemporaryDirectory() as folder:
        ini = Path(folder, "alembic.ini")
        write_alembic_ini(str(ini), db_url)
        done = _run("alembic", "-c", str(ini), verb)
    if done.returncode:
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        # SQLAlchemy adds a line with a link after the error.
        telling = [line for line in lines if "Error" in line] or lines
        return _Revision(error=telling[-1] if telling else f"alembic ended: {done.returncode}")
    words = done.stdout.split()
    return _Revision(words[0] if words else "")


def _run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def sandbox_parts():
    """Yields a finding for each part of the sandbox."""
    for x in sandbox.findings():
        state = State.OK if x.works else State.FAULT if x.needed else State.WARNING
        yield Finding(x.part, state, x.found, x.remedy)


def extensions():
    """Yields a finding for each of nbgrader's extensions.

    JupyterLab and its server list the extensions, with the configuration of the user who asks.
    """
    for name, extension, module, verb in (
        ("lab extension", LAB_EXTENSION, "jupyterlab.labextensions", "labextension"),
        (
            "server extension",
            SERVER_EXTENSION,
            "jupyter_server.extension.serverextension",
            "server extension",
        ),
    ):
        done = _run(sys.executable, "-m", module, "list")
        said = re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)
        line = next((x for x in said.splitlines() if re.match(rf"\s*{extension} ", x)), "")
        if re.search(r"\benabled\b", line):
            yield Finding(name, State.OK, f"{extension} is enabled")
        else:
            words = (
                f"{extension} is {'disabled' if line else 'missing'}: no formgrader in JupyterLab"
            )
            enable = f"jupyter {verb} enable {extension}"
            remedy = enable if line else "pip install --force-reinstall nbgrader"
            yield Finding(name, State.FAULT, words, remedy)


def exchange(course):
    """Whether nbgrader's exchange is there and can be written to."""
    from nbgrader.exchange.default import Exchange

    root = Path(Exchange(config=course.config).root)
    if not root.exists():
        return Finding(
            "exchange",
            State.WARNING,
            f"{root} does not exist",
            "To hand out and collect with nbgrader, make this folder, writable for everybody, or "
            "name another in c.Exchange.root. Nothing else needs it.",
        )
    try:
        with tempfile.TemporaryFile(dir=root):
            pass
    except OSError as error:
        return Finding(
            "exchange",
            State.FAULT,
            f"{root} cannot be written to ({error.strerror})",
            f"Its owner can run: chmod ugo+rwx {root}. Or name another in c.Exchange.root.",
        )
    return Finding("exchange", State.OK, str(root))


def disk(folder):
    """Whether the disk of this folder has room, and the folder can be written to."""
    free = shutil.disk_usage(folder).free
    words = f"{free / (1 << 30):.1f} GiB free at {folder}"
    if not os.access(folder, os.W_OK):
        remedy = "Copy the course to a folder of your own."
        return Finding("disk", State.FAULT, f"{folder} cannot be written to", remedy)
    if free < LITTLE_SPACE:
        state = State.FAULT if free < NO_SPACE else State.WARNING
        remedy = "Make room: move old attempts/ and feedback/ elsewhere, or make .venv anew."
        return Finding("disk", state, words, remedy)
    return Finding("disk", State.OK, words)


def fonts():
    """Whether the first font family of the figures is installed, so that none replaces it."""
    import matplotlib
    from matplotlib import font_manager

    family = matplotlib.rcParams["font.family"][0]
    wanted = matplotlib.rcParams.get(f"font.{family}", [family])[0]
    try:
        path = font_manager.findfont(wanted, fallback_to_default=False)
    except ValueError:
        words = f"{wanted} is not installed: figures would look different from those in the lessons"
        remedy = "Reinstall matplotlib, which brings DejaVu Sans, or correct matplotlibrc."
        return Finding("fonts", State.WARNING, words, remedy)
    return Finding("fonts", State.OK, f"{wanted} ({path})")
