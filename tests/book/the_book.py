"""The book, built once for all tests that look at it, whichever process they run in."""

import fcntl
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("sphinx", "myst_nb", "pydata_sphinx_theme", "latex2mathml")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
SOURCES = sorted(
    path.relative_to(ROOT)
    for pattern in ("notebooks/*.ipynb", "docs/*.md", "docs/book/*.md")
    for path in ROOT.glob(pattern)
)
"""What the book's pages are made from."""


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the book. Of several test processes the first builds it, the others wait."""
    if MISSING:
        pytest.skip(f"the extra `book` lacks {', '.join(MISSING)}")
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):  # one of pytest-xdist's processes
        shared = shared.parent
    folder = shared / "book"
    with open(shared / "book.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build(folder, shared / "book-cache")
    return folder


def build(folder, cache):
    """Builds the book as `make book` does; nothing is left in `folder` if that fails."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q"]
    command += ["-c", "docs/book", "-d", cache, ".", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.fail(f"The book was not built.\n{done.stderr}", pytrace=False)
