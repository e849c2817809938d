"""From source/ to release/: `course build`.

1. Check that the check cells and the exercises agree.
2. Compile the releases with nbgrader.
3. Prove the exercises: the solution earns full marks, and every misconception loses some.
4. Prove the instructor notebooks: when they run, every check and every cell that scores itself
   earns full marks, and no cell fails. Prove the releases: when they run as they are, every check
   is unsolved.
5. Write the releases, the public banks and docs/catalogue.md; equal sources give equal bytes.

Nothing is written before everything is proved. An assignment without check cells is an ordinary one
of nbgrader's: there is no exercise to prove, and its stubs may earn marks.
"""

import os
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import InstantiateTests

from autograder import exercises
from autograder.build import catalogue
from autograder.build.bank import remove_other_banks, write_bank
from autograder.build.proofs import proving
from autograder.console import quiet
from autograder.course import CourseError, grade_id_of
from autograder.grade.bundles import collect_bundles
from autograder.grade.faults import patiently, short
from autograder.grade.gradebook import opened, require_gradebook
from autograder.grade.preprocessors import configured
from autograder.grade.self_scored import score_cells
from autograder.grade.session import Session, begin
from autograder.run.execute import execute
from helpers.checking.status import Status


def build(course, assignments=None, say=lambda text: None):
    """Builds the releases of the assignments (all by default).

    Calls `say(text)` at each step. Returns the names of the notebooks that were compiled and not
    tried, because they are written for another kernel than Python's. Raises one `CourseError` that
    lists all faults.
    """
    patiently(lambda: require_gradebook(course, may_be_new=True), course, lost=False)
    faults, compiled, untried = [], {}, []
    page = course.root / "docs" / "catalogue.md"
    chosen = list(assignments or course.assignments())
    asked = {assignment: exercises.asked(course, assignment) for assignment in chosen}
    with_exercises = {assignment for assignment, known in asked.items() if known}
    # The page lists every exercise. Without it, only the chosen assignments have to be proved.
    lists_all = page.is_file()
    wanted = sorted(with_exercises | set(exercises.assignments() if lists_all else ()))
    with (
        course.scratch("release") as folder,
        ThreadPoolExecutor(os.cpu_count()) as pool,
        proving(course, wanted) as proofs,
    ):
        for assignment in chosen:
            found = agreement_faults(course, assignment, asked[assignment])
            if not found:
                say(f"{assignment}: release")
                compiled[assignment] = there = compile_release(course, assignment, folder)
                # Notebooks run in workers while this process goes on.
                say(f"{assignment}: notebooks")
                session = begin(course, assignment, configured(course))
                others = course.other_kernels(assignment)
                untried += [f"{assignment}/{x}.ipynb (kernel {y!r})" for x, y in others.items()]
                tried = [x for x in course.notebooks(assignment) if x.stem not in others]
                sources = run(session, tried, there, pool, as_graded=True)
                checked = {check.notebook for check in session.checks.values()}
                stubs = run(session, [there / f"{x}.ipynb" for x in sorted(checked)], there, pool)
            say(f"{assignment}: exercises")
            if assignment in with_exercises:
                found += [fault for proof in proofs[assignment] for fault in proof.result().faults]
            if assignment in compiled:
                say(f"{assignment}: notebooks judged")
                found += solution_faults(sources) + stub_faults(stubs)
            faults += found
        if faults:
            listed = "\n".join(f"  - {fault}" for fault in faults)
            raise CourseError(f"The course cannot be built:\n{listed}")
        proved = {name: [x.result() for x in found] for name, found in proofs.items()}
        for assignment, notebooks in compiled.items():
            _replace(notebooks, course.folder("release", assignment))
    for proof in (proof for assignment in with_exercises for proof in proved[assignment]):
        write_bank(proof.bank)
    if with_exercises >= set(exercises.assignments()):
        remove_other_banks({proof.bank.exercise for x in proved.values() for proof in x})
    if lists_all:
        rows = {name: [row for proof in x for row in proof.rows] for name, x in proved.items()}
        page.write_text(catalogue.as_markdown(rows), encoding="utf-8")
    return untried


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
            faults.append(f"{check.notebook}: check({name!r}, …) names an unknown exercise")
        elif known[name].points != check.points:
            faults.append(
                f"{check.notebook}: the check cell of {name!r} gives {check.points:g} marks, but "
                f"its exercise gives {known[name].points:g}"
            )
    return faults


@dataclass
class Run:
    """A notebook that runs as it is; `judged` waits for the end of the run."""

    session: Session
    path: Path
    execution: Future

    def judged(self):
        """The executed notebook, its verdicts by exercise, and its incidents."""
        nb, execution = nbformat.read(self.path, as_version=4), self.execution.result()
        execution.fill(nb)
        bundles, _ = collect_bundles(
            nb, self.session.checks_in(self.path.stem), execution.incidents
        )
        return nb, self.session.judge.judge(bundles), execution.incidents


def run(session, paths, folder, pool, as_graded=False):
    """Starts the notebooks in the executor `pool`; returns a `Run` for each.

    They see the other files of `folder`. With `as_graded`, the cells that score themselves are
    those that nbgrader will put into submissions: what AUTOTEST stands for has been filled in.
    """
    notebooks = {path: nbformat.read(path, as_version=4) for path in paths}
    if as_graded:
        with opened(session.course) as gradebook:
            for path, nb in notebooks.items():
                for cell in nb.cells:
                    if (name := grade_id_of(cell)) in session.self_scored[path.stem]:
                        where = (name, path.stem, session.assignment)
                        cell.source = gradebook.find_source_cell(*where).source
    tasks = [session.task(path.stem, nb, folder) for path, nb in notebooks.items()]
    # The notebooks are the instructor's own, so they run without the sandbox.
    tasks = [replace(task, sandboxed=False) for task in tasks]
    return [
        Run(session, path, pool.submit(execute, task))
        for path, task in zip(paths, tasks, strict=True)
    ]


def solution_faults(runs):
    """Instructor notebooks in which a cell fails or a graded cell earns less than full marks."""
    faults = []
    for run in runs:
        nb, verdicts, incidents = run.judged()
        faults += [f"{run.path.name}: cell {x['cell']}: {x['reason']}" for x in incidents]
        for place, cell in enumerate(nb.cells, start=1):
            name = grade_id_of(cell) or cell.get("id") or f"cell {place}"
            for output in cell.get("outputs", ()):
                meant = "raises-exception" in cell.metadata.get("tags", ())
                if output.output_type == "error" and not meant:
                    faults.append(f"{run.path.name}: {name}: {output.ename}: {output.evalue}")
        for name, cell in score_cells(nb, run.session.self_scored[run.path.stem]).items():
            if cell["points"] < cell["max"] and not any(f": {name}: " in x for x in faults):
                faults.append(
                    f"{run.path.name}: the solution earns {cell['points']:g} of {cell['max']:g} in "
                    f"the cell {name!r}" + (f": {cell['message']}" if cell["message"] else "")
                )
        for name, verdict in verdicts.items():
            if verdict.points < verdict.max:
                faults.append(
                    f"{run.path.name}: the solution of {name!r} earns {verdict.points:g} of "
                    f"{verdict.max:g}: {verdict.message}"
                )
    return faults


def stub_faults(runs):
    """Releases in which an unsolved exercise earns marks or counts as an attempt."""
    faults = []
    for run in runs:
        _, verdicts, _ = run.judged()
        for name, verdict in verdicts.items():
            if verdict.points:
                faults.append(
                    f"{run.path.name}: the stub of {name!r} earns {verdict.points:g} marks"
                )
            elif verdict.status != Status.UNSOLVED:
                faults.append(
                    f'{run.path.name}: the stub of {name!r} does not say "not yet solved": '
                    f"{verdict.message}"
                )
    return faults


def compile_release(course, assignment, folder):
    """Runs nbgrader's generate_assignment into `folder`; returns the folder with the notebooks."""
    _require_templates(course, assignment)
    directory = course.directory(
        assignment_id=assignment, release_directory=str(folder.relative_to(course.root))
    )
    converter = GenerateAssignment(coursedir=directory, config=course.config, force=True)
    with quiet():
        try:
            converter.start()
        except NbGraderException as error:
            raise CourseError(
                f"nbgrader cannot compile {assignment} ({short(error)}). `nbgrader "
                f"generate_assignment {assignment}` says more."
            ) from error
    compiled = folder / assignment
    shutil.rmtree(compiled / "runs", ignore_errors=True)
    return compiled


def _require_templates(course, assignment):
    """Raises `CourseError` if AUTOTEST lines have no templates to be filled in with."""
    step = InstantiateTests(config=course.config)
    places = [course.folder("source", assignment), course.root]
    if any((place / step.autotest_filename).is_file() for place in places):
        return
    for path, nb in course.sources(assignment).items():
        if any(x.cell_type == "code" and step.autotest_delimiter in x.source for x in nb.cells):
            raise CourseError(
                f"source/{assignment}/{path.name} has {step.autotest_delimiter} lines, but there "
                f"is no {step.autotest_filename} beside it or in the course's folder. Put it there."
            )


def _replace(compiled, target):
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(exist_ok=True)
    shutil.copytree(compiled, target)
