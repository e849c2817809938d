"""From source/ to release/: `course build`.

1. Check that the check cells and the exercises agree.
2. Prove the exercises: the solution earns full marks, every misconception loses some.
3. Prove the instructor notebooks: run them, every check earns full marks, no cell fails.
4. Compile the releases with nbgrader and prove them: run as they are, every check is unsolved.
5. Write the releases, the public banks and docs/catalogue.md; equal sources give equal bytes.

Nothing is written before everything is proved.
"""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import nbformat
from nbgrader.converters import GenerateAssignment

from autograder import catalogue, exercises, grading
from autograder.bank import compile_bank, run, write_banks
from autograder.bundles import collect_bundles
from autograder.course import CourseError
from autograder.execute import Task, code_cells, execute
from helpers.checking.evaluate import evaluate


def build(course, assignments=None, say=lambda text: None):
    """Builds the releases of the assignments (all by default).

    `say(text)` is told of each step. Raises `CourseError` with every fault that was found.
    """
    faults = []
    for assignment in assignments or course.assignments():
        say(f"{assignment}: exercises")
        known = exercises.load(assignment)
        faults += agreement_faults(course, assignment, known)
        for exercise in known.values():
            faults += exercise_faults(exercise)
        if faults:
            continue
        say(f"{assignment}: instructor notebooks")
        sources = course.notebooks(assignment)
        faults += solution_faults(course, assignment, sources)
        say(f"{assignment}: release")
        with course.scratch("release") as folder:
            compiled = compile_release(course, assignment, folder)
            faults += stub_faults(course, assignment, compiled)
            if not faults:
                _replace(compiled, course.folder("release", assignment))
    if faults:
        raise CourseError("The course cannot be built:\n" + "\n".join(f"  - {x}" for x in faults))
    known = exercises.assignments()
    write_banks([exercise for name in known for exercise in exercises.load(name).values()])
    page = course.root / "docs" / "catalogue.md"
    if page.parent.is_dir():
        page.write_text(catalogue.as_markdown(known), encoding="utf-8")


def agreement_faults(course, assignment, known):
    """Check cells without an exercise, exercises without a check cell, points that differ."""
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
                f"{check.notebook}: the check cell of {name!r} gives {check.points:g} points, its "
                f"exercise {known[name].points:g}"
            )
    return faults


def exercise_faults(exercise):
    """A solution that does not get full marks, or a misconception that does."""
    bank = compile_bank(exercise)
    result = evaluate(bank, run(bank, exercise.solve, *exercise.others))
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


def run_and_judge(course, assignment, paths):
    """Runs notebooks as they are; yields (path, (executed notebook, verdicts, incidents))."""
    session = grading.session(course, assignment)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(paths, pool.map(lambda path: _run_one(session, path), paths), strict=True)


def _run_one(session, path):
    nb = nbformat.read(path, as_version=4)
    execution = execute(Task(code_cells(nb), session.probes))
    execution.fill(nb)
    bundles, _ = collect_bundles(nb, session.checks_in(path.stem), execution.incidents)
    return nb, session.judge.judge(bundles), execution.incidents


def solution_faults(course, assignment, paths):
    """Instructor notebooks in which a cell fails or a check earns less than full marks."""
    faults = []
    for path, (nb, verdicts, incidents) in run_and_judge(course, assignment, paths):
        faults += [f"{path.name}: cell {x['cell']}: {x['reason']}" for x in incidents]
        for cell in nb.cells:
            for output in cell.get("outputs", ()):
                if output.output_type == "error":
                    faults.append(f"{path.name}: {cell.id}: {output.ename}: {output.evalue}")
        for name, verdict in verdicts.items():
            if verdict.points < verdict.max:
                faults.append(
                    f"{path.name}: the solution of {name!r} earns {verdict.points:g} of "
                    f"{verdict.max:g}: {verdict.message}"
                )
    return faults


def stub_faults(course, assignment, folder):
    """Releases in which an untouched check earns points or does not say "not yet solved"."""
    faults = []
    paths = sorted(folder.glob("*.ipynb"))
    for path, (_, verdicts, _) in run_and_judge(course, assignment, paths):
        for name, verdict in verdicts.items():
            if verdict.points:
                faults.append(f"{path.name}: the stub of {name!r} earns {verdict.points:g} points")
            elif "not yet solved" not in verdict.message:
                faults.append(
                    f'{path.name}: the stub of {name!r} does not say "not yet solved": '
                    f"{verdict.message}"
                )
    return faults


def compile_release(course, assignment, folder):
    """Runs nbgrader's generate_assignment into `folder`; returns the folder with the notebooks."""
    directory = course.directory(
        assignment_id=assignment, release_directory=str(folder.relative_to(course.root))
    )
    converter = GenerateAssignment(coursedir=directory, config=course.config, force=True)
    with grading.quiet():
        converter.start()
    compiled = folder / assignment
    shutil.rmtree(compiled / "runs", ignore_errors=True)
    return compiled


def _replace(compiled, target):
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(exist_ok=True)
    shutil.copytree(compiled, target)
