"""The students' zip: usable without nbgrader, the same bytes each time, free of answers."""

import io
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import copies
import pytest

from autograder.build import kit, leaks
from autograder.course import Course, CourseError
from helpers.checking.answers import MIME

ROOT = Path(__file__).parents[2]
TASK = "release/gradient_descent/gradient_descent_task.ipynb"
LESSON = "notebooks/gradient_descent.ipynb"
BANK = "helpers/checking/banks/gradient_step.json"
HELPER = "helpers/network_paths.py"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course: proving its release compiles it, with a gradebook of its own."""
    return copies.copy_of_course(tmp_path_factory.mktemp("course"))


@pytest.fixture(scope="module")
def files(course):
    return kit.contents(course)


@pytest.fixture(scope="module")
def unpacked(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(io.BytesIO(kit.zipped(files))) as archive:
        archive.extractall(folder)
    return folder


def zipped(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    stream.seek(0)
    return stream


def with_cell(data, source, kind="code"):
    nb = json.loads(data)
    cell = {"cell_type": kind, "id": "planted", "metadata": {}, "source": source}
    if kind == "code":
        cell |= {"outputs": [], "execution_count": None}
    nb["cells"].append(cell)
    return json.dumps(nb).encode()


# --- what is in it ------------------------------------------------------------------------------


def test_the_kit_of_this_course_is_written_without_a_leak_and_the_same_each_time(
    course, files, tmp_path
):
    first = kit.pack(course, tmp_path / "a.zip")
    assert first.read_bytes() == kit.zipped(files)
    with zipfile.ZipFile(first) as archive:
        assert {x.date_time for x in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {
        *("LICENSE", "START_HERE.md", "environment.yml", "pyproject.toml"),
        *("helpers", "notebooks", "release"),
    }


def test_students_get_a_part_of_the_repositorys_dependencies(files):
    repository = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    own = tomllib.loads(files["pyproject.toml"].decode())["project"]
    assert set(own["dependencies"]) < set(repository["dependencies"])
    assert not [x for x in own["dependencies"] if "nbgrader" in x or "sqlalchemy" in x]
    assert own["requires-python"] == repository["requires-python"]
    environment = files["environment.yml"].decode()
    assert all(f"- {line}\n" in environment for line in own["dependencies"])


def test_what_start_here_names_is_there(files):
    text = files["START_HERE.md"].decode()
    for name in (TASK, "environment.yml"):
        assert name in text
        assert name in files
    assert "Windows" in text
    assert "macOS" in text


# --- a student uses it --------------------------------------------------------------------------

PLAY = """
import json, sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        banned = ("nbgrader", "autograder", "nbconvert", "nbclient", "sqlalchemy", "click", "rich")
        if name.split(".")[0] in banned:
            raise ModuleNotFoundError(f"{name} is not on a student's machine")
sys.meta_path.insert(0, Blocked())
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
import matplotlib; matplotlib.use("agg")
import helpers
shell = InteractiveShell.instance()
seen = {"helpers": helpers.__file__}
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] != "code":
        continue
    source = "".join(cell["source"])
    if "def gradient_step" in source and len(sys.argv) > 2:
        source = ("def gradient_step(phi, gradient, learning_rate):\\n"
                  "    return phi - learning_rate * gradient\\n")
    with capture_output() as captured:
        result = shell.run_cell(source)
    if "check(" in source and "import" not in source:
        error = result.error_in_exec
        shown = " ".join(x.data.get("text/plain", "") for x in captured.outputs)
        seen[source.split('"')[1]] = [type(error).__name__, shown + captured.stdout]
json.dump(seen, sys.__stdout__)
"""


def play(folder, *options):
    done = subprocess.run(
        [sys.executable, "-c", PLAY, Path(TASK).name, *options],
        cwd=folder / Path(TASK).parent,
        env={"PYTHONPATH": str(folder), "HOME": str(folder), "PATH": "", "IPYTHONDIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index('{"helpers"') :])


def test_unsolved_checks_say_so_where_there_is_no_nbgrader(unpacked):
    seen = play(unpacked)
    assert Path(seen.pop("helpers")).is_relative_to(unpacked)
    assert len(seen) == 6
    assert all(error == "CheckFailed" and "not yet solved" in text for error, text in seen.values())


def test_a_solved_task_passes_there(unpacked):
    seen = play(unpacked, "solved")
    error, text = seen["gradient_step"]
    assert error == "NoneType"
    assert "not yet solved" not in text
    assert seen["line_gradient"][0] == "CheckFailed"


# --- leaks --------------------------------------------------------------------------------------

STEP = "def f(phi, gradient, learning_rate):\n    return phi - learning_rate * gradient\n"
WRONG = "def f(phi, gradient, learning_rate):\n    return phi - learning_rate**2 * gradient\n"
RENAMED = """
def gradients(a, b, weights, kept):
    errors = {}
    print("a line in between")
    steps = np.array_split(rng.permutation(n), k)
    print("and another")
    return [(np.concatenate(steps[:j] + steps[j + 1 :]), steps[j]) for j in range(k)]
"""


def hidden_bank(data):
    from autograder import exercises
    from autograder.build.bank import compile_bank

    bank = compile_bank(exercises.load("gradient_descent")["gradient_step"], seed=7)
    return json.dumps(bank.as_data()).encode()


def published(data):
    nb = json.loads(data)
    code = next(cell for cell in nb["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {MIME: {"exercise": "gradient_step", "answers": []}},
        }
    ]
    return json.dumps(nb).encode()


def more_values(data):
    bank = json.loads(data)
    bank["links"][0]["expected"].append(bank["links"][0]["expected"][0])
    return json.dumps(bank).encode()


PLANTED = {  # what is planted: (file, how it is changed, what has to be said)
    "a solution in a cell": (
        TASK,
        lambda data: with_cell(data, STEP),
        "the solution of gradient_step",
    ),
    "a wrong version in a lesson": (
        LESSON,
        lambda data: with_cell(data, WRONG),
        "the wrong version rate_twice of gradient_step",
    ),
    "a solution with other names and lines between": (
        HELPER,
        lambda data: data + RENAMED.encode(),
        "reg-k-fold-indices",
    ),
    "a solution in a string": (
        "helpers/style.py",
        lambda data: data + f"TEXT = {STEP!r}\n".encode(),
        "the solution of gradient_step",
    ),
    "a solution in a comment": (
        "helpers/data.py",
        lambda data: data + b"# return  phi - learning_rate *\n#   gradient\n",
        "the solution of gradient_step",
    ),
    "a solution in prose": (
        "notebooks/regularisation.ipynb",
        lambda data: with_cell(data, f"Like this:\n\n```python\n{WRONG}```\n", "markdown"),
        "the wrong version rate_twice of gradient_step",
    ),
    "an answer to a choice": (
        "release/backpropagation/backpropagation.ipynb",
        lambda data: with_cell(
            data, 'why_it_fails = {"symmetry": "c", "width": "d", "remedy": "a"}'
        ),
        "the solution",
    ),
    "a mark scheme": (
        "release/backpropagation/backpropagation_task.ipynb",
        lambda data: with_cell(
            data,
            '   - earns it: "A rate of 1 was already fine after 500 iterations, 95.3 % (run 4)."',
            "markdown",
        ),
        "that the release leaves out",
    ),
    "a mark of source/": (
        "release/regularisation/regularisation_task.ipynb",
        lambda data: with_cell(data, "### BEGIN HIDDEN TESTS\nassert f(3) == 4\n"),
        "'BEGIN HIDDEN TESTS'",
    ),
    "an import of the instructors' side": (
        "helpers/numerical_gradients.py",
        lambda data: data + b"from autograder import exercises\n",
        "'from autograder'",
    ),
    "published answers": (
        "notebooks/backpropagation_theory.ipynb",
        published,
        "published answers",
    ),
    "a bank of hidden inputs": (BANK, hidden_bank, "inputs that are not the public ones"),
    "a value beyond the public bank": (
        "helpers/checking/banks/forward.json",
        more_values,
        "not the public bank",
    ),
    "a hint with code in it": (
        "helpers/checking/banks/update.json",
        lambda data: data.replace(b'"hint": "', b'"hint": "return phi - learning_rate * gradient'),
        "the solution of gradient_step",
    ),
    "the reference, changed": (
        "helpers/reference/losses.py",
        lambda data: data + WRONG.encode(),
        "the wrong version rate_twice of gradient_step",
    ),
    "compiled code": (
        "helpers/__pycache__/x.pyc",
        lambda data: b"\0",
        "does not belong to the kit",
    ),
    "the gradebook": ("gradebook.db", lambda data: b"", "does not belong to the kit"),
    "an exercise": ("autograder/exercises/a.py", lambda data: b"", "does not belong to the kit"),
}


@pytest.fixture(scope="module")
def found(course, files):
    """What is said of a kit in which all of these are planted, each in a file of its own."""
    planted = dict(files)
    for name, change, _ in PLANTED.values():
        planted[name] = change(files.get(name, b""))
    del planted["LICENSE"]
    return leaks.leaks(course, zipped(planted), kit.contents(course))


@pytest.mark.parametrize("planted", PLANTED)
def test_a_leak_is_named_with_its_file(found, planted):
    name, _, words = PLANTED[planted]
    assert [x for x in found if x.startswith(name) and words in x]


def test_what_is_not_planted_is_not_named(found):
    names = {name for name, _, _ in PLANTED.values()} | {"LICENSE"}
    assert {x.split(" ")[0] for x in found} == names


def test_a_file_that_is_missing_is_named(found):
    assert "LICENSE is missing" in found


# --- what a person has to put right -------------------------------------------------------------


def copy(course, folder, *left_out):
    for path in course.root.iterdir():
        if path.name not in (".course", "gradebook.db", *left_out):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, folder / path.name)
    return Course(folder)


def test_a_missing_release_is_told_with_the_command_that_makes_it(course, tmp_path):
    with pytest.raises(
        CourseError, match=r"release/backpropagation is missing\. Run: course build"
    ):
        kit.pack(copy(course, tmp_path, "release"))


def test_a_release_that_is_out_of_date_is_told_and_nothing_is_written(course, tmp_path):
    own = copy(course, tmp_path)
    for other in ("backpropagation", "regularisation"):  # One is enough, and quicker.
        shutil.rmtree(own.root / "source" / other)
    task = own.root / TASK
    task.write_text(task.read_text(encoding="utf-8").replace("phi", "psi"), encoding="utf-8")
    with pytest.raises(CourseError, match=r"(?s)Run: course build.*release/gradient_descent"):
        kit.pack(own)
    assert not (own.root / "kit").exists()


def test_what_is_no_zip_is_told(course, tmp_path):
    (tmp_path / "x.zip").write_text("no zip")
    with pytest.raises(CourseError, match="cannot be read as a zip"):
        leaks.leaks(course, tmp_path / "x.zip", {})
