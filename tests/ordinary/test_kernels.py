"""Notebooks of another kernel are never run as Python, and never held against a student.

The kernel of these tests is called octave and is Python in truth, so that it runs everywhere.
"""

import json
import sys

import nbformat
import ordinary
import pytest
from click.testing import CliRunner
from ordinary import answer, notebook, test

from autograder.cli import main
from autograder.course import Course

OCTAVE = {"name": "octave", "display_name": "Octave", "language": "octave"}
WEEK = {"week": {"one": notebook(answer("a", "a = 1"), test("t", 2, "assert a == 1"))}}
WEEK["week"]["one"].metadata["kernelspec"] = OCTAVE
OURS = ordinary.CONFIG + (
    "from autograder import preprocessors\n"
    "c.Autograde.exporter_class = preprocessors.SubmissionExporter\n"
    "c.Autograde.sanitize_preprocessors = preprocessors.SANITISE\n"
    "c.Autograde.autograde_preprocessors = preprocessors.AUTOGRADE\n"
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = tmp_path_factory.mktemp("octave") / "course"
    course = ordinary.write(root, WEEK, OURS)
    done = CliRunner().invoke(main, ["build", "--course", str(root)])
    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert "only Python is run here: week/one.ipynb (kernel 'octave')." in said
    ordinary.submit(course, "week", "bob", {"a": "a = 2"})
    return course


@pytest.fixture
def with_kernel(tmp_path, monkeypatch):
    """Installs the kernel for the test."""
    folder = tmp_path / "kernels" / "octave"
    folder.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (folder / "kernel.json").write_text(json.dumps({"argv": argv, **OCTAVE}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))


def test_course_grade_refuses_names_the_kernel_and_says_what_to_do(course):
    done = CliRunner().invoke(main, ["grade", "week", "--course", str(course.root)])
    assert done.exit_code != 0
    (line,) = done.output.strip().splitlines()
    assert "source/week/one.ipynb is written for the kernel 'octave'" in line
    assert "nbgrader autograde week --RunCells.sandboxed=False" in line
    assert not (course.root / "autograded").exists()
    assert not (course.root / "attempts").exists()


def test_nbgrader_refuses_once_while_it_would_be_sandboxed(course):
    done = ordinary.nbgrader(course, "autograde", "week")
    assert done.returncode != 0
    assert done.stderr.count("is written for the kernel 'octave'") == 1
    assert not (course.root / "autograded").exists()


def test_nbgraders_own_execution_grades_it_on_the_instructors_word(course, with_kernel):
    done = ordinary.nbgrader(course, "autograde", "week", "--RunCells.sandboxed=False")
    assert done.returncode == 0, done.stderr
    assert ordinary.scores(course, "week", "bob") == {"t": 0}
    path = course.folder("autograded", "week", "bob") / "verdicts.json"
    assert "AssertionError" in json.loads(path.read_text())["cells"]["one"]["t"]["message"]


@pytest.mark.parametrize(
    ("metadata", "kernel"),
    [
        ({}, None),
        ({"kernelspec": {"name": "python3", "display_name": "x"}}, None),
        ({"kernelspec": {"name": "conda-env-x-py", "language": "python"}}, None),
        ({"kernelspec": {"name": "own"}, "language_info": {"name": "python"}}, None),
        ({"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}}, "ir"),
        ({"kernelspec": {"name": "ir"}}, "ir"),
        ({"kernelspec": {"name": "ir"}, "language_info": {"name": "R"}}, "ir"),
        ({"kernelspec": {"name": "sagemath", "language": "sage"},
          "language_info": {"name": "python"}}, "sagemath"),
    ],
)  # fmt: skip
def test_the_language_tells_whether_a_kernel_is_pythons(tmp_path, metadata, kernel):
    nb = notebook(test("t", 1, "1"))
    nb.metadata = nbformat.from_dict(metadata)
    for part in nb.metadata.values():
        part.setdefault("display_name", part.name)
    course = ordinary.write(tmp_path / "course", {"week": {"one": nb}})
    assert Course(course.root).other_kernels("week").get("one") == kernel
