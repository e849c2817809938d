"""From source/ to release/: `course build`.

1. Check that the check cells and the exercises agree.
2. Compile the releases with nbgrader.
3. Prove the exercises: the solution earns full marks, every misconception loses some.
4. Prove the instructor notebooks: run them, every check earns full marks, no cell fails.
   Prove the releases: run as they are, every check is unsolved.
5. Write the releases, the public banks and docs/catalogue.md; equal sources give equal bytes.

Nothing is written before everything is proved.
"""

import os
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment

from autograder import catalogue, exercises, grading
from autograder.bank import compile_bank, write_banks
from autograder.bank import run as answers_of
from autograder.bundles import collect_bundles
from autograder.course import CourseError
from autograder.execute import execute
from autograder.quiet import quiet
from helpers.checking.evaluate import evaluate


def build(course, assignments=None, say=lambda text: None):
    """Builds the releases of the assignments (all by default).

    `say(text)` is told of each step. Raises `CourseError` with every fault that was found.
    """
    faults, compiled = [], {}
    with course.scratch("release") as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        for assignment in assignments or course.assignments():
            known = exercises.load(assignment)
            found = agreement_faults(course, assignment, known)
            if not found:
                # Notebooks run in workers while this process goes on.
                say(f"{assignment}: instructor notebooks")
                sources = run(course, assignment, course.notebooks(assignment), pool)
                say(f"{assignment}: release")
                compiled[assignment] = compile_release(course, assignment, folder)
                stubs = run(course, assignment, sorted(compiled[assignment].glob("*.ipynb")), pool)
            say(f"{assignment}: exercises")
            for exercise in known.values():
                found += exercise_faults(exercise)
            if assignment in compiled:
                say(f"{assignment}: notebooks judged")
                found += solution_faults(sources) + stub_faults(stubs)
            faults += found
        if faults:
            listed = "\n".join(f"  - {fault}" for fault in faults)
            raise CourseError(f"The course cannot be built:\n{listed}")
        for assignment, notebooks in compiled.items():
            _replace(notebooks, course.folder("release", assignment))
    known = exercises.assignments()
    write_banks([exercise for name in known for exercise in exercises.load(name).values()])
    page = course.root / "docs" / "catalogue.md"
    if page.parent.is_dir():
        page.write_text(catalogue.as_markdown(known), encoding="utf-8")


def agreement_faults(course, assignment, known):
    """Check cells without an exercise, exercises without a check cell, marks that differ."""
    checks = course.check_cells(assignment)
    faults = [
        f"{assignment}: the exercise {name!r} has no check cell"
        for name in known
        if name not in checks
    ]
    for name, check in checks.items():
        if name not in known:
            faults.append(f"{check.notebook}: check({name!r}, …) names no exercise")
        elif known[name].points != check.points:
            faults.append(
                f"{check.notebook}: the check cell of {name!r} gives {check.points:g} marks, its "
                f"exercise {known[name].points:g}"
            )
    return faults


def exercise_faults(exercise):
    """A solution that does not get full marks, or a misconception that does."""
    bank = compile_bank(exercise)
    result = evaluate(bank, answers_of(bank, exercise.solve, *exercise.others))
    faults = []
    if result.status != "right":
        found = result.first_failing.finding if result.first_failing else ""
        faults.append(f"{exercise.name}: its own solution does not get full marks ({found})")
    faults += [
        f"{exercise.name}: the misconception {row.misconception} ({row.name}) passes every link"
        for row in catalogue.judged(exercise)
        if row.outcome == "passes"
    ]
    return faults


@dataclass
class Run:
    """A notebook that runs as it stands; `judged` waits for it."""

    session: grading.Session
    path: Path
    execution: Future

    def judged(self):
        """The executed notebook, its verdicts by exercise, and what had to be contained."""
        nb, execution = nbformat.read(self.path, as_version=4), self.execution.result()
        execution.fill(nb)
        bundles, _ = collect_bundles(
            nb, self.session.checks_in(self.path.stem), execution.incidents
        )
        return nb, self.session.judge.judge(bundles), execution.incidents


def run(course, assignment, paths, pool):
    """Starts notebooks as they are in the executor `pool`; returns a `Run` each."""
    session = grading.session(course, assignment)
    tasks = [session.task(nbformat.read(path, as_version=4), None) for path in paths]
    tasks = [replace(task, sandboxed=False) for task in tasks]  # They are the instructor's own.
    return [
        Run(session, path, pool.submit(execute, task))
        for path, task in zip(paths, tasks, strict=True)
    ]


def solution_faults(runs):
    """Instructor notebooks in which a cell fails or a check earns less than full marks."""
    faults = []
    for run in runs:
        nb, verdicts, incidents = run.judged()
        faults += [f"{run.path.name}: cell {x['cell']}: {x['reason']}" for x in incidents]
        for cell in nb.cells:
            for output in cell.get("outputs", ()):
                if output.output_type == "error":
                    faults.append(f"{run.path.name}: {cell.id}: {output.ename}: {output.evalue}")
        for name, verdict in verdicts.items():
            if verdict.points < verdict.max:
                faults.append(
                    f"{run.path.name}: the solution of {name!r} earns {verdict.points:g} of "
                    f"{verdict.max:g}: {verdict.message}"
                )
    return faults


def stub_faults(runs):
    """Releases in which an untouched check earns marks or does not say "not yet solved"."""
    faults = []
    for run in runs:
        _, verdicts, _ = run.judged()
        for name, verdict in verdicts.items():
            if verdict.points:
                faults.append(
                    f"{run.path.name}: the stub of {name!r} earns {verdict.points:g} marks"
                )
            elif "not yet solved" not in verdict.message:
                faults.append(
                    f'{run.path.name}: the stub of {name!r} does not say "not yet solved": '
                    f"{verdict.message}"
                )
    return faults


def compile_release(course, assignment, folder):
    """Runs nbgrader's generate_assignment into `folder`; returns the folder with the notebooks."""
    directory = course.directory(
        assignment_id=assignment, release_directory=str(folder.relative_to(course.root))
    )
    converter = GenerateAssignment(coursedir=directory, config=course.config, force=True)
    with quiet():
        converter.start()
    compiled = folder / assignment
    shutil.rmtree(compiled / "runs", ignore_errors=True)
    return compiled


def _replace(compiled, target):
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(exist_ok=True)
    shutil.copytree(compiled, target)
