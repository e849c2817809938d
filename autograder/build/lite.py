"""`course lite`: the student kit as a JupyterLite site, for the browser with nothing installed.

The site is a folder of static files. It holds the files that `course kit` packs and proves free of
solutions, and `helpers` again as a wheel. Python in the browser starts without packages, so each
notebook begins with an extra cell that fetches what the notebook needs. JupyterLite documents this
way; it works in every folder, and also if the browser keeps the kernel from the site's files.
Outside the browser the cell does nothing, so a notebook from the site can be handed in as it is.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

import nbformat

from autograder.build import kit
from autograder.course import CourseError

IN_BROWSER = ("numpy", "matplotlib", "ipywidgets")
"""What `helpers` imports; IPython comes with the kernel, Pillow with Matplotlib. The list names no
versions, because Pyodide has only one of each package."""

FIRST_CELL = """\
# In the browser, where nothing is installed, this cell fetches what the notebook needs (about half
# a minute). Anywhere else it does nothing.
import sys

if sys.platform == "emscripten":
    %pip install -q {packages}
    %pip install -q --no-deps {kit}"""

CONFIG = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {"appName": "Learning algorithms"},
}
SETTINGS = {
    # START_HERE opens as a page, not as its source.
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}},
    # JupyterLab fetches no news: a course has none, and what people type stays in the browser.
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false"},
}
EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager")
"""The only extensions of JupyterLab in the site; those of nbgrader would call a server."""


def build(course, to=None):
    """Writes the site of `course` to the folder `to` (default: build/lite) and returns the folder.

    Replaces a site that is already in the folder. Raises `CourseError` if `kit.pack` does, if
    JupyterLite is missing or fails, or if the folder holds something else.
    """
    to = Path(to).resolve() if to else course.root / "build" / "lite"
    if not importlib.util.find_spec("jupyterlite_core"):
        raise CourseError("JupyterLite is not installed here. Run: pip install -e '.[lite]'")
    if to.exists() and any(to.iterdir()) and not (to / "jupyter-lite.json").exists():
        raise CourseError(f"{to} exists and is not such a site. Name another folder with --to.")
    with course.scratch("lite") as folder:
        lay_out(course, folder)
        shutil.rmtree(to, ignore_errors=True)
        extensions = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
        run(
            folder,  # JupyterLite also leaves its record of the build here.
            *("jupyterlite_core", "build", "--output-dir", to),
            *("--ignore-sys-prefix", "--no-sourcemaps", "--apps", "lab"),
            *(f"--LiteBuildConfig.federated_extensions={extensions / x}" for x in EXTENSIONS),
        )
    return to


def lay_out(course, folder):
    """Fills `folder` with what JupyterLite needs for a site: files, the wheel and the settings."""
    zipped = kit.pack(course, folder / "kit.zip")
    with zipfile.ZipFile(zipped) as archive, tempfile.TemporaryDirectory() as unpacked:
        archive.extractall(folder / "files")
        archive.extractall(unpacked)
        run(
            folder,
            *("pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--quiet"),
            *("--wheel-dir", folder / "pypi", unpacked),
        )
    zipped.unlink()
    project = tomllib.loads((folder / "files" / "pyproject.toml").read_text(encoding="utf-8"))
    for path in (folder / "files").rglob("*.ipynb"):
        path.write_text(with_first_cell(path, project["project"]["name"]), encoding="utf-8")
    for name, content in (("jupyter-lite.json", CONFIG), ("overrides.json", SETTINGS)):
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def with_first_cell(path, package):
    """The text of the notebook at `path`, with a first cell that fetches the wheel `package`."""
    nb = nbformat.read(path, as_version=4)
    source = FIRST_CELL.format(packages=" ".join(IN_BROWSER), kit=package)
    nb.cells.insert(0, nbformat.v4.new_code_cell(source, id="in-the-browser"))
    return nbformat.writes(nb)


def run(folder, module, *arguments):
    """Runs a module with this Python in `folder`; if it fails, `CourseError` has its output."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        words = (done.stdout + done.stderr).strip()[-2000:]
        raise CourseError(f"The site was not built: {module} failed with this output:\n{words}")
