"""Time the grading of a class beside nbgrader's own, and beside the bare run of its cells.

Each class consists of solved release notebooks and is graded in three ways:
- `nbgrader autograde` in its stock configuration runs one submission after another, each in its own
  ipykernel (`--sample` grades a part of the class; nbgrader's start then weighs more, by about a
  tenth with 8 submissions);
- `course grade` runs the submissions in the sandbox with two workers;
- the floor runs the same cells in IPython after all imports, in two processes that isolate, judge
  and record nothing.
The full class has the whole backpropagation assignment. The light class has gradient descent with
shorter trainings in its experiments. The bare class has gradient descent without the cells that are
not graded. Grading cannot be faster than the floor, so the benchmark also prints the ratio of
nbgrader to the floor. The bare class shows the cost of judging and recording, and has no target
against the floor. The overhead of the sandbox is the difference between the medians of empty
submissions that run alternately with and without the sandbox.

    python benchmarks/grading.py [--class N] [--sample N] [--rounds N] [--growth N] [--json FILE]

`--growth 1000` also grades light classes of 50 and of 1,000 submissions, and reports the time per
submission and the memory of the grader and of its largest worker process.
Exits with 1 if a target is missed. Needs a machine with a working sandbox.
"""

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import contextlib
import json
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import nbformat
import psutil

from autograder import exercises
from autograder.build import play
from autograder.build.cells import as_cell
from autograder.course import Course
from autograder.grade import grading
from autograder.grade.preprocessors import configured
from autograder.grade.session import begin
from autograder.run.execute import Task, code_cells, execute

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
CLASSES = {
    "bare": ("gradient_descent", 10),
    "light": ("gradient_descent", 10),
    "full": ("backpropagation", 5),
}
SHORT = {
    r"n_epochs=60": "n_epochs=5",
    r"3, 3, 60, rng": "3, 3, 5, rng",
    r"range\(20\)": "range(2)",
    r"range\(1000\)": "range(20)",
}
"""Patterns of the experiments' long trainings, and the shorter trainings that replace them."""
FLOOR_WITHIN = 2.0
GROWTH_WITHIN, GRADER_WITHIN, WORKER_WITHIN = 1.15, 50, 300
OVERHEAD_WITHIN = 0.020
BLOCKS = 5
"""Empty submissions run in blocks, alternately sandboxed and bare; each block starts a worker."""

FLOOR = """
import json, os, sys, traceback
from autograder.run import worker
worker.warm_up()
from time import perf_counter
from IPython.core.interactiveshell import InteractiveShell
jobs, count = json.load(open(sys.argv[1])), int(sys.argv[2])
def send(*_, **__): pass
start = perf_counter()
try:
    for _ in range(count):
        for job in jobs:
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


def make_course(folder, kind, n_students, stock=False):
    """A course with a class that solved everything; `stock` keeps nbgrader's own steps."""
    assignment, _ = CLASSES[kind]
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
    for path in course.root.glob(f"submitted/*/{assignment}/*.ipynb"):
        if kind != "full":
            rewrite(path, keep_open=kind == "light")
    nbgrader(course, "generate_assignment", assignment, "--force")
    return course


def rewrite(path, keep_open):
    """Shortens the trainings in the cells that are not graded, or empties these cells."""
    nb = nbformat.read(path, as_version=4)
    code = [cell for cell in nb.cells if cell.cell_type == "code"]
    given = [cell for cell in code[1:] if "nbgrader" not in cell.metadata]
    for pattern, short in SHORT.items():
        if not any(re.search(pattern, cell.source) for cell in given):
            sys.exit(f"{path.name} holds no {pattern} any more: correct SHORT.")
        for cell in given:
            cell.source = re.sub(pattern, short, cell.source)
    if not keep_open:
        for cell in given:
            cell.source = ""
    nbformat.write(nb, path)


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
    """Seconds per submission for its bare cells, with half the class in each of two processes."""
    jobs = []
    for path in course.notebooks(assignment, "submitted/student0000"):
        cells = code_cells(nbformat.read(path, as_version=4))
        cells = [{"id": name, "source": source} for name, source in cells]
        jobs.append({"cells": cells, "skip": [], "scored": [], "cell_seconds": 600})
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    probes = begin(course, assignment, configured(course)).probes
    (folder / "probes.json").write_text(probes, encoding="utf-8")
    each = max(1, n // WORKERS)
    command = [sys.executable, "-c", FLOOR, str(folder / "jobs.json"), str(each)]
    variables = environment() | {"COURSE_PROBES": str(folder / "probes.json")}
    running = [
        subprocess.Popen(command, env=variables, cwd=folder, stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    return max(float(process.communicate()[0]) for process in running) / (each * WORKERS)


def overhead_seconds(rounds=100):
    """Seconds that the sandbox adds to a submission without cells."""
    seconds = {True: [], False: []}
    for _ in range(BLOCKS):
        for sandboxed in seconds:
            execute(
                Task((), "{}", sandboxed=sandboxed)
            )  # This call starts a worker for the next ones.
            for _ in range(rounds // BLOCKS):
                start = perf_counter()
                execute(Task((), "{}", sandboxed=sandboxed))
                seconds[sandboxed].append(perf_counter() - start)
    return median(seconds[True]) - median(seconds[False])


def measure(name, n, sample, rounds):
    assignment, at_least = CLASSES[name]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder).resolve()
        ours = make_course(folder / "ours", name, n)
        stock = make_course(folder / "stock", name, sample, stock=True)
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
    }
    if name != "bare":  # the bare class runs hardly any cells; its floor is no target
        targets[f"within {FLOOR_WITHIN:g} times the floor"] = (of_floor, of_floor <= FLOOR_WITHIN)
    print(f"\n{name}: {assignment}, {n} submissions (nbgrader: {sample}), {rounds} rounds")
    for side, value in medians.items():
        print(f"  {side:22}{1000 * value:10,.0f} ms a submission")
    at_best = medians["nbgrader autograde"] / medians["floor"]
    print(f"  the floor's throughput is {at_best:.3g} times nbgrader's")
    report(targets)
    return {"class": name, "n": n, "sample": sample, "median_seconds": medians} | as_data(targets)


def growth(most):
    """Grades 50 submissions, then `most`; reports time per submission, and memory."""
    assignment, _ = CLASSES["light"]
    seconds, megabytes = {}, {}
    with WorkerMemory() as workers:
        for n in (50, most):
            with tempfile.TemporaryDirectory() as folder:
                course = make_course(Path(folder).resolve(), "light", n)
                seconds[n] = our_seconds(course, assignment, n)
            megabytes[n] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            each = 1000 * seconds[n]
            print(f"  {n} submissions: {each:.0f} ms each, grader {megabytes[n]:.0f} MB")
    ratio, more = seconds[most] / seconds[50], megabytes[most] - megabytes[50]
    targets = {
        "time a submission grows by less than 15 %": (ratio, ratio <= GROWTH_WITHIN),
        f"MB that the grader grows by, at most {GRADER_WITHIN}": (more, more <= GRADER_WITHIN),
        f"MB of the largest worker process, at most {WORKER_WITHIN}": (
            workers.most,
            workers.most <= WORKER_WITHIN,
        ),
    }
    report(targets)
    return {"n": [50, most], "seconds": seconds, "grader_megabytes": megabytes} | as_data(targets)


class WorkerMemory:
    """Measures the memory of the processes that run submissions, every half second."""

    def __init__(self):
        self.most, self._ended = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()

    def _watch(self):
        while not self._ended.wait(0.5):
            for process in psutil.Process().children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    if "worker.py" in " ".join(process.cmdline()):
                        self.most = max(self.most, process.memory_info().rss / 2**20)


def report(targets):
    for text, (value, met) in targets.items():
        print(f"  {text}: {value:.3g}, {'met' if met else 'MISSED'}")


def as_data(targets):
    return {"targets": {text: {"value": v, "met": met} for text, (v, met) in targets.items()}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--class", dest="n", type=int, default=48, help="submissions (48)")
    parser.add_argument("--sample", type=int, help="of them graded by nbgrader (all)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median (3)")
    parser.add_argument("--only", choices=CLASSES, help="one of the classes")
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
        results.append(
            measure(name, arguments.n, arguments.sample or arguments.n, arguments.rounds)
        )
    if arguments.growth:
        results.append(growth(arguments.growth))
    if arguments.json:
        document = {"python": platform.python_version(), "cores": os.cpu_count()}
        document["results"] = results
        arguments.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    if not all(target["met"] for result in results for target in result["targets"].values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
