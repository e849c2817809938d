"""Time the grading of a class beside nbgrader's own, and beside the bare run of its cells.

Classes of solved release notebooks are graded in one run by
- `nbgrader autograde` in its stock configuration: one submission after another, an ipykernel each
  (a sample of the class, since every submission takes it equally long);
- `course grade` in the sandbox, by two workers;
- the floor: the same cells in IPython after all imports, by two processes that isolate, judge and
  record nothing.
The light class has the gradient descent assignment, the full one backpropagation. The overhead of
the sandbox is the difference of the medians of empty submissions, sandboxed and bare.

    python benchmarks/grading.py [--class N] [--sample N] [--rounds N] [--growth N] [--json FILE]

`--growth 1000` grades light classes of 50 and of 1,000 too: time a submission and
the grader's memory.
Exits with 1 if a target is missed. Needs a machine with a working sandbox.
"""

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import json
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import nbformat

from autograder import exercises, grading, play
from autograder.cells import as_cell
from autograder.course import Course
from autograder.execute import Task, code_cells, execute

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
CLASSES = {"light": ("gradient_descent", 10), "full": ("backpropagation", 5)}
FLOOR_WITHIN = 2.0
OVERHEAD_WITHIN = 0.020

FLOOR = """
import json, os, sys, traceback
from autograder import worker
worker._warm_up()
from time import perf_counter
from IPython.core.interactiveshell import InteractiveShell
job, count = json.load(open(sys.argv[1])), int(sys.argv[2])
def send(*_, **__): pass
start = perf_counter()
try:
    for _ in range(count):
        worker.run_cells(job, send)
        InteractiveShell.instance().__class__.clear_instance()
    os.write(1, str(perf_counter() - start).encode())
except BaseException:
    os.write(2, traceback.format_exc().encode())
os._exit(0)
"""


def environment():
    path = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
    return {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path}


def make_course(folder, assignment, n_students, stock=False):
    """A course with a class that solved everything; `stock` leaves nbgrader's own steps in."""
    shutil.copytree(ROOT / "source" / assignment, folder / "source" / assignment)
    shutil.copytree(ROOT / "release" / assignment, folder / "release" / assignment)
    config = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    if stock:
        config = "c = get_config()\nc.ClearMarkScheme.enforce_metadata = False\n"
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    course = Course(folder)
    known = exercises.load(assignment)
    cells = {name: as_cell(known[name]) for name in course.check_cells(assignment)}
    for number in range(n_students):
        play.submit(course, assignment, f"student{number:04}", cells)
    nbgrader(course, "generate_assignment", assignment, "--force")
    return course


def nbgrader(course, *arguments):
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(
        command, cwd=course.root, env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")


def stock_seconds(course, assignment, n):
    start = perf_counter()
    nbgrader(course, "autograde", assignment, "--force")
    return (perf_counter() - start) / n


def our_seconds(course, assignment, n):
    start = perf_counter()
    graded = grading.grade(course, assignment, workers=WORKERS)
    seconds = (perf_counter() - start) / n
    if any(x["incidents"] or not x["sandboxed"] for x in graded.values()):
        sys.exit("A submission that solves everything had to be contained, or was not sandboxed.")
    return seconds


def floor_seconds(course, assignment, n, folder):
    """The cells of one submission, half the class in each of two processes."""
    paths = course.notebooks(assignment, "submitted/student0000")
    (path,) = [x for x in paths if x.stem.endswith("_task")]
    cells = code_cells(nbformat.read(path, as_version=4))
    job = {
        "cells": [{"id": name, "source": source} for name, source in cells],
        "skip": [],
        "cell_seconds": 600,
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    probes = grading.session(course, assignment).probes
    grading.end_session(course, assignment)
    (folder / "probes.json").write_text(probes, encoding="utf-8")
    each = max(1, n // WORKERS)
    command = [sys.executable, "-c", FLOOR, str(folder / "job.json"), str(each)]
    variables = environment() | {"COURSE_PROBES": str(folder / "probes.json")}
    running = [
        subprocess.Popen(command, env=variables, cwd=folder, stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    return max(float(process.communicate()[0]) for process in running) / (each * WORKERS)


def overhead_seconds(rounds=40):
    """Seconds that the sandbox adds to a submission without cells."""
    seconds = {True: [], False: []}
    for sandboxed in (True, False):
        execute(Task((), "{}", sandboxed=sandboxed))
        for _ in range(rounds):
            start = perf_counter()
            execute(Task((), "{}", sandboxed=sandboxed))
            seconds[sandboxed].append(perf_counter() - start)
    return median(seconds[True]) - median(seconds[False])


def measure(name, n, sample, rounds):
    assignment, at_least = CLASSES[name]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder).resolve()
        ours = make_course(folder / "ours", assignment, n)
        stock = make_course(folder / "stock", assignment, sample, stock=True)
        seconds = {"nbgrader autograde": [], "course grade": [], "floor": []}
        for _ in range(rounds):
            seconds["nbgrader autograde"].append(stock_seconds(stock, assignment, sample))
            seconds["course grade"].append(our_seconds(ours, assignment, n))
            seconds["floor"].append(floor_seconds(ours, assignment, n, folder))
    medians = {side: median(times) for side, times in seconds.items()}
    speedup = medians["nbgrader autograde"] / medians["course grade"]
    of_floor = medians["course grade"] / medians["floor"]
    targets = {
        f"at least {at_least} times nbgrader's throughput": (speedup, speedup >= at_least),
        f"within {FLOOR_WITHIN:g} times the floor": (of_floor, of_floor <= FLOOR_WITHIN),
    }
    print(
        f"\n{name}: {assignment}, {n} submissions (nbgrader: a sample of {sample}), {rounds} rounds"
    )
    for side, value in medians.items():
        print(f"  {side:22}{1000 * value:10,.0f} ms a submission")
    report(targets)
    return {"class": name, "n": n, "sample": sample, "median_seconds": medians} | as_data(targets)


def growth(most):
    """Time a submission and the grader's peak memory for 50 submissions and for `most`."""
    figures = {}
    for n in (50, most):
        with tempfile.TemporaryDirectory() as folder:
            course = make_course(Path(folder).resolve() / "course", CLASSES["light"][0], n)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            figures[n] = our_seconds(course, CLASSES["light"][0], n)
            more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"  {n} submissions: {1000 * figures[n]:.0f} ms each, peak memory {more:+.0f} MB")
    return figures


def report(targets):
    for text, (value, met) in targets.items():
        print(f"  {text}: {value:.3g}, {'met' if met else 'MISSED'}")


def as_data(targets):
    return {"targets": {text: {"value": v, "met": met} for text, (v, met) in targets.items()}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--class", dest="n", type=int, default=48, help="submissions (48)")
    parser.add_argument("--sample", type=int, default=6, help="of them graded by nbgrader (6)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median (3)")
    parser.add_argument("--only", choices=CLASSES, help="one of the two classes")
    parser.add_argument("--growth", type=int, metavar="N", help="also 50 and N submissions")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    arguments = parser.parse_args()
    os.environ.update(environment())
    overhead = overhead_seconds()
    targets = {"the sandbox adds at most 0.020 s": (overhead, overhead <= OVERHEAD_WITHIN)}
    print("An empty submission:")
    report(targets)
    results = [as_data(targets)]
    for name in [arguments.only] if arguments.only else CLASSES:
        results.append(measure(name, arguments.n, arguments.sample, arguments.rounds))
    grown = growth(arguments.growth) if arguments.growth else None
    if arguments.json:
        document = {"python": platform.python_version(), "cores": os.cpu_count()}
        document |= {"results": results, "growth": grown}
        arguments.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    if not all(target["met"] for result in results for target in result["targets"].values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
