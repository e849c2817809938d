"""`course kit`: a zip that a student can use as it is, proven free of solutions.

The kit holds the lessons, the releases, `helpers`, and its own pyproject.toml and environment.yml
with those dependencies of this course that students need. Equal courses give equal bytes.
`leaks.py` looks for everything that the kit must not hold.
"""

import io
import re
import tomllib
import zipfile
from pathlib import Path

import jinja2

from autograder.build import release
from autograder.build.leaks import leaks
from autograder.course import CourseError

STUDENTS_NEED = ("numpy", "matplotlib", "pillow", "ipywidgets", "ipython", "jupyterlab")
"""The dependencies of the repository that students need too."""

KINDS = (".py", ".csv", ".json", ".mplstyle", ".css", ".md", ".txt")
"""The kinds of files that the kit takes from `helpers`."""

_FIRST_TIME = (1980, 1, 1, 0, 0, 0)


def pack(course, to=None):
    """Writes the kit of `course` to the path `to` (default: kit/NAME.zip) and returns the path.

    Raises `CourseError` if a part is missing, if release/ or a bank is not what source/ and the
    exercises compile to, or if the kit would hold what students must not have.
    """
    to = Path(to) if to else course.root / "kit" / f"{_name(course)}.zip"
    files = contents(course)
    _require_up_to_date(course)
    data = zipped(files)
    found = leaks(course, io.BytesIO(data), files)
    if found:
        raise CourseError(_listed("No kit was written. Students must not have this:", found))
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(data)
    except OSError as error:
        raise CourseError(
            f"{to} cannot be written ({error.strerror}). Name another file with --to."
        ) from error
    return to


def contents(course):
    """The kit's files: bytes by name, sorted. Raises `CourseError` if a part is missing."""
    root = course.root
    for name in ("pyproject.toml", "environment.yml", "LICENSE", "helpers", "notebooks"):
        if not (root / name).exists():
            raise CourseError(f"{root} has no {name}, which a kit needs. Is this the repository?")
    assignments = course.assignments()
    if not assignments:
        raise CourseError(f"There is no assignment in {root / 'source'}, so there is no kit.")
    for assignment in assignments:
        if not list(course.folder("release", assignment).glob("*.ipynb")):
            raise CourseError(f"release/{assignment} is missing. Run: course build")
    paths = [root / "LICENSE", *root.glob("notebooks/*.ipynb")]
    for assignment in assignments:
        paths += course.folder("release", assignment).glob("*.ipynb")
    paths += [x for x in root.glob("helpers/**/*") if x.suffix in KINDS and x.is_file()]
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    tasks = sorted(name for name in files if name.startswith("release/"))
    files |= {
        name: text.encode()
        for name, text in (
            ("START_HERE.md", _start_here(course, tasks)),
            ("environment.yml", _environment(course)),
            ("pyproject.toml", _pyproject(course)),
        )
    }
    return dict(sorted(files.items()))


def _name(course):
    return course.directory().course_id or course.root.name


def _project(course):
    return tomllib.loads((course.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _dependencies(course):
    """Those lines of the repository's dependencies that students need."""
    lines = {re.match(r"[\w.-]+", x)[0]: x for x in _project(course)["dependencies"]}
    missing = [name for name in STUDENTS_NEED if name not in lines]
    if missing:
        raise CourseError(
            f"pyproject.toml does not name {', '.join(missing)}, which students need. Add it to "
            "its dependencies."
        )
    return [lines[name] for name in STUDENTS_NEED]


def _pyproject(course):
    project = _project(course)
    needs = "".join(f'    "{line}",\n' for line in _dependencies(course))
    kinds = ", ".join(f'"**/*{kind}"' for kind in KINDS if kind != ".py")
    return f"""\
[build-system]
requires = ["setuptools>=77"]
build-backend = "setuptools.build_meta"

[project]
name = "{_name(course)}-kit"
version = "{project["version"]}"
description = "What students need for the course {_name(course)}"
requires-python = "{project["requires-python"]}"
license = "{project["license"]}"
license-files = ["LICENSE"]
dependencies = [
{needs}]

[tool.setuptools.packages.find]
include = ["helpers*"]

[tool.setuptools.package-data]
helpers = [{kinds}]
"""


def _environment(course):
    text = (course.root / "environment.yml").read_text(encoding="utf-8")
    python = re.search(r"^ *- *(python *[<>=].*)$", text, re.M)
    python = python[1].strip() if python else f"python{_project(course)['requires-python']}"
    lines = "".join(f"  - {line}\n" for line in [python, "pip", *_dependencies(course)])
    return (
        "# conda env create -f environment.yml\n"
        f"name: {_name(course)}\nchannels:\n  - conda-forge\n  - nodefaults\n"
        f"dependencies:\n{lines}  - pip:\n      - -e .\n"
    )


def _start_here(course, tasks):
    folder = Path(__file__).parent / "templates"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), keep_trailing_newline=True, autoescape=False
    )
    return environment.get_template("START_HERE.md.j2").render(
        name=_name(course),
        python=_project(course)["requires-python"].removeprefix(">=") + " or later",
        tasks=tasks,
        assignment=course.assignments()[0],
    )


def zipped(files):
    """A zip with the same bytes everywhere: not compressed, because versions of zlib differ."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_TIME)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, data)
    return stream.getvalue()


def _require_up_to_date(course):
    stale = []
    with course.scratch("kit") as folder:
        for assignment in course.assignments():
            compiled = release.compile_release(course, assignment, folder)
            there = course.folder("release", assignment)
            if _bytes_of(compiled) != _bytes_of(there):
                stale.append(f"release/{assignment} is not what source/{assignment} compiles to")
    if stale:
        raise CourseError(_listed("release/ is out of date. Run: course build", stale))


def _bytes_of(folder):
    return {path.name: path.read_bytes() for path in folder.glob("*.ipynb")}


def _listed(title, lines):
    return "\n".join([title, *(f"  - {line}" for line in lines)])
