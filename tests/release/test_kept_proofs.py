"""A proof of an exercise is made again only when something on which it depends is another."""

import pytest

from autograder import exercises
from autograder.build import proofs
from autograder.course import Course
from autograder.exercises.language import Exercise, Probe


@pytest.fixture
def runs(course_in_tmp, monkeypatch):
    """Makes one exercise the only one; returns a list that grows whenever its solution runs."""
    found = []

    def double(x):
        found.append(1)
        return 2 * x

    exercise = Exercise("double", asked="Twice the number.")
    exercise.probes(lambda rng: [Probe(x=rng.normal(size=3))])
    exercise.solution(double)
    exercise.value("value", points=1)
    monkeypatch.setattr(exercises, "load", lambda assignment: {"double": exercise})
    return found


@pytest.fixture
def course_in_tmp(tmp_path, monkeypatch):
    """A course in an empty folder, and the packages on which its proofs depend."""
    for package in ("autograder", "helpers"):
        (tmp_path / package / "part").mkdir(parents=True)
        (tmp_path / package / "part" / "module.py").write_text("x = 1\n")
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    folders = (tmp_path / "autograder", tmp_path / "helpers")
    monkeypatch.setattr(proofs, "PACKAGES", folders)
    return Course(tmp_path)


def prove(course):
    with proofs.proving(course, ["any"]) as found:
        [future] = found["any"]
        return future.result()


def test_a_proof_is_made_once_while_nothing_changes(runs, course_in_tmp):
    first = prove(course_in_tmp)
    n_runs = len(runs)
    second = prove(course_in_tmp)
    assert n_runs > 0
    assert len(runs) == n_runs
    assert (second.bank.as_data(), second.rows, second.faults) == (
        first.bank.as_data(),
        first.rows,
        first.faults,
    )


@pytest.mark.parametrize("package", ["autograder", "helpers"])
@pytest.mark.parametrize("change", ["edited", "new", "gone", "renamed"])
def test_a_proof_is_made_again_when_code_is_another(runs, course_in_tmp, package, change):
    prove(course_in_tmp)
    n_runs = len(runs)
    module = course_in_tmp.root / package / "part" / "module.py"
    if change == "edited":
        module.write_text("x = 2\n")
    elif change == "new":
        (module.parent / "other.py").write_text("")
    elif change == "gone":
        module.unlink()
    else:
        module.rename(module.with_name("other.py"))
    prove(course_in_tmp)
    assert len(runs) > n_runs


@pytest.mark.parametrize("what", ["sys.version", "np.__version__"])
def test_a_proof_is_made_again_with_another_python_or_numpy(runs, course_in_tmp, monkeypatch, what):
    prove(course_in_tmp)
    n_runs = len(runs)
    monkeypatch.setattr(f"autograder.build.proofs.{what}", "another")
    prove(course_in_tmp)
    assert len(runs) > n_runs


@pytest.mark.parametrize("content", [b"", b"junk", None])
def test_a_file_that_cannot_be_read_costs_one_proof_and_no_more(runs, course_in_tmp, content):
    prove(course_in_tmp)
    n_runs = len(runs)
    [file] = (course_in_tmp.root / ".course" / "proofs").iterdir()
    file.write_bytes(file.read_bytes()[:-9] if content is None else content)
    prove(course_in_tmp)
    assert len(runs) > n_runs
    n_runs = len(runs)
    prove(course_in_tmp)
    assert len(runs) == n_runs
    assert list(file.parent.iterdir()) == [file]


def test_a_proof_with_faults_is_not_kept(runs, course_in_tmp):
    exercises.load("any")["double"].misconception("sum", "…")(lambda x: x + x)
    assert prove(course_in_tmp).faults
    n_runs = len(runs)
    assert prove(course_in_tmp).faults
    assert len(runs) > n_runs
