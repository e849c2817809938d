"""From source/ to release/: `course build`.

1. Check that the check cells and the exercises agree.
2. Prove the exercises: the solution earns full marks, every misconception loses some.
3. Prove the instructor notebooks: run them, every check earns full marks, no cell fails.
4. Compile the releases with nbgrader and prove them: run as they are, every check is unsolved.
5. Write the public banks and the releases; equal sources give equal bytes.

Nothing is written before everything is proved.
"""

import json
import shutil

import nbformat
from nbgrader.converters import GenerateAssignment

from autograder import exercises, grading
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
    write_banks([x for name in exercises.assignments() for x in exercises.load(name).values()])


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
    for fault in exercise.faults:
        answers = run(bank, exercise.implementation(fault), *exercise.others)
        if evaluate(bank, answers).status == "right":
            faults.append(
                f"{exercise.name}: the misconception {fault.cause.id} "
                f"({fault.function.__name__}) passes every link"
            )
    return faults


def run_and_judge(course, assignment, path):
    """Runs a notebook as it is; returns the executed notebook, its verdicts and incidents."""
    session = grading.session(course, assignment)
    nb = nbformat.read(path, as_version=4)
    execution = execute(Task(code_cells(nb), session.probes))
    execution.fill(nb)
    bundles, _ = collect_bundles(nb, session.checks_in(path.stem), execution.incidents)
    return nb, session.judge.judge(bundles), execution.incidents


def solution_faults(course, assignment, paths):
    """Instructor notebooks in which a cell fails or a check earns less than full marks."""
    faults = []
    for path in paths:
        nb, verdicts, incidents = run_and_judge(course, assignment, path)
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
    for path in sorted(folder.glob("*.ipynb")):
        _, verdicts, _ = run_and_judge(course, assignment, path)
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


def matrix(assignment):
    """Rows (exercise, misconception's id, name, what became of it) of an assignment's catalogue."""
    rows = []
    for exercise in exercises.load(assignment).values():
        bank = compile_bank(exercise)
        for fault in exercise.faults:
            result = evaluate(bank, run(bank, exercise.implementation(fault), *exercise.others))
            named = result.misconception["id"] if result.misconception else None
            if result.status == "right":
                outcome = "passes"
            elif named == fault.cause.id:
                outcome = "named"
            else:
                outcome = f"confused with {named}" if named else "caught"
            rows.append((exercise.name, fault.cause.id, fault.function.__name__, outcome))
    return rows


def as_json(rows):
    """The matrix as JSON text."""
    keys = ("exercise", "misconception", "name", "outcome")
    return json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=1)
