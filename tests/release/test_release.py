"""source/ compiles to release/, byte for byte, and what students get holds no answers."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from processes import alive, wait_until

from autograder import exercises
from autograder.build import proofs, release
from autograder.build.bank import (
    compile_bank,
    public_bank,
    remove_other_banks,
    write_bank,
)
from autograder.course import CONFIG_FILE, Course, CourseError, has_marks
from autograder.exercises.language import Exercise, Probe
from helpers.checking.answers import decode, encode

ROOT = Path(__file__).parents[2]
BANKS = ROOT / "helpers" / "checking" / "banks"
ASSIGNMENTS = Course(ROOT).assignments()


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course: compiling enters it in a gradebook of its own."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / CONFIG_FILE, folder)
    ignore = shutil.ignore_patterns("runs", ".ipynb_checkpoints")
    shutil.copytree(ROOT / "source", folder / "source", ignore=ignore)
    return Course(folder)


def compiled(course, assignment):
    with course.scratch("release") as folder:
        path = release.compile_release(course, assignment, folder)
        return {file.name: file.read_bytes() for file in path.iterdir()}


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_sources_compile_to_the_committed_release_every_time(course, assignment):
    committed = {x.name: x.read_bytes() for x in (ROOT / "release" / assignment).glob("*.ipynb")}
    assert compiled(course, assignment) == committed
    assert compiled(course, assignment) == committed


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_check_cell_has_an_exercise_of_the_same_points(assignment):
    known = exercises.load(assignment)
    assert release.agreement_faults(Course(ROOT), assignment, known) == []


def test_a_bank_stays_as_it_is_if_another_machine_would_only_round_it_otherwise(tmp_path):
    exercise = exercises.load("gradient_descent")["gradient_step"]
    path = write_bank(public_bank(exercise), tmp_path)
    fresh = path.read_bytes()

    def nudged(by):
        bank = json.loads(fresh)
        place = next(x for x in arrays(bank) if x["dtype"] == "<f8")
        place |= encode(decode(place) + by)
        return json.dumps(bank).encode()

    for bank, stays in ((nudged(1e-14), True), (nudged(1e-6), False), (b"{", False)):
        path.write_bytes(bank)
        write_bank(public_bank(exercise), tmp_path)
        assert path.read_bytes() == (bank if stays else fresh)


def test_banks_of_exercises_that_are_no_more_are_removed(tmp_path):
    write_bank(public_bank(double()), tmp_path)
    remove_other_banks({"double"}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["double.json"]
    remove_other_banks({"triple"}, tmp_path)
    assert not list(tmp_path.iterdir())


def arrays(part):
    """The encoded arrays in a bank."""
    if isinstance(part, dict) and part.get("kind") == "array":
        yield part
    elif isinstance(part, (dict, list)):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from arrays(inner)


def solution_lines():
    """Lines that stand in solutions and nowhere else: not taught openly in another cell."""
    solutions, shown = set(), set()
    for path in (ROOT / "source").glob("*/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            before, _, rest = cell.source.partition("BEGIN SOLUTION")
            inside, _, after = rest.partition("END SOLUTION")
            solutions.update(line.strip() for line in inside.split("\n")[1:-1])
            shown.update(line.strip() for line in (before + "\n" + after).split("\n"))
    return sorted(line for line in solutions - shown if len(line) > 30)


def test_what_students_get_holds_no_line_of_a_solution():
    lines = solution_lines()
    assert len(lines) > 50
    given = {x: x.read_text() for x in [*(ROOT / "release").rglob("*.ipynb"), *BANKS.glob("*")]}
    for line in lines:
        escaped = json.dumps(line, ensure_ascii=False)[1:-1]
        found = [path.name for path, text in given.items() if escaped in text]
        assert not found, f"{line!r} stands in {found}"


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_graded_cell_has_marks_and_no_mark_scheme_has(assignment):
    known = Course(ROOT).nbgrader_cells(assignment)
    cells = {name: cell for found in known.values() for name, cell in found.items()}
    schemes = {name for name in cells if name.startswith("mark_scheme_")}
    assert schemes
    graded = {name for name, cell in cells.items() if cell.metadata.nbgrader.get("points")}
    assert {name for name, cell in cells.items() if has_marks(cell)} == graded
    assert not graded & schemes


def test_no_mark_scheme_and_no_instructor_output_is_released():
    for path in (ROOT / "release").rglob("*.ipynb"):
        text = path.read_text()
        assert "MARK SCHEME" not in text
        assert "BEGIN SOLUTION" not in text
        cells = nbformat.reads(text, as_version=4).cells
        assert not any(cell.get("outputs") for cell in cells)


def double():
    exercise = Exercise("double", asked="Twice the number.")
    exercise.probes(lambda rng: [Probe(x=rng.normal(size=3))])
    exercise.solution(lambda x: 2 * x)
    exercise.value("value", points=1)
    return exercise


def test_a_sound_exercise_has_no_faults():
    exercise = double()
    exercise.misconception("square", "What is 3 times 2?")(lambda x: x**2)
    assert proofs.prove(exercise).faults == []


def test_a_misconception_that_passes_is_a_fault():
    exercise = double()
    exercise.misconception("sum", "…")(lambda x: x + x)
    assert "sum" in proofs.prove(exercise).faults[0]


def test_a_solution_that_raises_is_a_fault():
    exercise = double()
    exercise.solution(lambda x: x / "2")
    assert "full marks" in proofs.prove(exercise).faults[0]


def test_other_inputs_are_drawn_with_another_seed():
    first, second = (compile_bank(double(), seed).probes for seed in (1, 2))
    assert first != second


def test_a_check_without_an_exercise_and_other_points_are_named(course, tmp_path):
    shutil.copy(ROOT / CONFIG_FILE, tmp_path)
    shutil.copytree(course.root / "source" / "backpropagation", tmp_path / "source" / "b")
    path = tmp_path / "source" / "b" / "backpropagation_task.ipynb"
    text = path.read_text().replace('check(\\"forward\\"', 'check(\\"forwards\\"')
    path.write_text(text.replace('"points": 8', '"points": 7'))
    faults = release.agreement_faults(Course(tmp_path), "b", exercises.load("backpropagation"))
    assert any("'forwards'" in fault for fault in faults)
    assert any("'forward' has no check cell" in fault for fault in faults)
    assert any("'backward' gives 7 marks, but its exercise gives 8" in fault for fault in faults)


def test_a_failing_build_names_every_fault_and_writes_nothing(course, monkeypatch):
    broken = {"double": double()}
    broken["double"].misconception("sum", "…")(lambda x: x + x)
    monkeypatch.setattr(exercises, "load", lambda assignment: broken)
    with pytest.raises(CourseError, match=r"(?s)check\('forward'.*misconception sum"):
        release.build(course, ["backpropagation"])
    assert not (course.root / "release" / "backpropagation").exists()


def test_an_id_with_two_questions_is_a_fault():
    exercise = double()
    exercise.misconception("squared", "What is 3 times 2?")(lambda x: x**2)
    exercise.misconception("squared", "What is 3 squared?")(lambda x: x**2 + x)
    (fault,) = proofs.prove(exercise).faults
    assert "squared has 2 different questions" in fault


BUILD = """
import os, sys, time
from concurrent.futures import ProcessPoolExecutor
import multiprocessing
from autograder.build import proofs

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, proofs.end_with_parent) as pool:
        print(*{future.result() for future in [pool.submit(os.getpid) for _ in range(20)]})
        sys.stdout.flush()
        time.sleep(60)
"""


def test_a_build_that_is_killed_leaves_no_process_behind(tmp_path):
    script = tmp_path / "build.py"
    script.write_text(BUILD)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        children = [int(pid) for pid in process.stdout.readline().split()]
        process.kill()
    assert children
    assert wait_until(lambda: not any(map(alive, children)))
