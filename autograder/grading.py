"""Grading a class: prepare, execute, record.

- *Prepare* reads each submission, sets aside what cannot be read (with a reason), and applies
  nbgrader's own sanitising steps to find the code that will run.
- *Execute* runs that code in warm workers; nothing there can reach a gradebook.
- *Record* is nbgrader's Autograde, one submission at a time, for which the cells have already
  been run: it judges, writes the graded notebooks and enters the scores.

Plain `nbgrader autograde` goes the same way without the first two stages: `RunCells` then runs
each notebook when its turn comes. Both give the same scores.
"""

import contextlib
import json
import logging
import shutil
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config

from autograder import exercises, verdicts
from autograder.course import Course, CourseError
from autograder.execute import Limits, Task, code_cells, copy_files, execute
from autograder.judge import Judge


@dataclass
class Session:
    """One grading of one assignment: its judge, its check cells, and what has been run already."""

    course: Course
    assignment: str
    judge: Judge
    checks: dict
    probes: str
    limits: Limits
    executed: dict = field(default_factory=dict)

    def checks_in(self, notebook):
        """The check cells of one notebook by grade id."""
        return {
            check.grade_id: check for check in self.checks.values() if check.notebook == notebook
        }

    def task(self, nb, folder):
        """The task that runs the code cells of a sanitised notebook."""
        return Task(code_cells(nb), self.probes, str(folder), self.limits)


_sessions = {}


def session(course, assignment, settings=None):
    """The grading under way for this assignment; begun with `settings` if there is none.

    `settings` is a `preprocessors.RunCells`: seed and limits. Default: as configured.
    """
    key = (course.root, assignment)
    if key not in _sessions:
        checks = course.check_cells(assignment)
        known = exercises.load(assignment)
        unknown = [name for name in checks if name not in known]
        if unknown:
            raise CourseError(
                f"{assignment}: no exercise is defined for the check cell of {unknown[0]!r}. "
                f"Define it in autograder/exercises/{assignment}/, or correct the cell."
            )
        settings = settings or configured(course)
        judge = Judge([known[name] for name in checks], settings.seed)
        probes = judge.probes()
        for part in probes.values():
            part["time_limit"] = min(part["time_limit"], settings.limits.call)
        _sessions[key] = Session(
            course, assignment, judge, checks, json.dumps(probes), settings.limits
        )
    return _sessions[key]


def configured(course, **settings):
    """How cells are run: as nbgrader_config.py says, but for the `settings` given here."""
    from autograder.preprocessors import RunCells  # It builds on this module.

    given = {name: value for name, value in settings.items() if value is not None}
    return RunCells(config=course.config, **given)


def end_session(course, assignment):
    """Forgets the grading under way: the next one draws new hidden inputs."""
    _sessions.pop((course.root, assignment), None)


def course_of(resources):
    """The course that a notebook inside nbgrader's converters belongs to."""
    return Course.nearest(resources["metadata"]["path"])


def session_of(resources, settings=None):
    """The session that a notebook inside nbgrader's Autograde belongs to."""
    return session(course_of(resources), resources["nbgrader"]["assignment"], settings)


def run_notebook(nb, resources, settings):
    """The execution of a sanitised notebook: the one made beforehand if its code is the same."""
    current = session_of(resources, settings)
    task = current.task(nb, resources["metadata"]["path"])
    key = (resources["nbgrader"]["student"], resources["nbgrader"]["notebook"])
    future = current.executed.get(key)
    if future is not None:
        cells, execution = future.result()
        if cells == task.cells:
            return execution
    return execute(task)


@dataclass
class Submission:
    """A submission in preparation: tasks by notebook, and what was wrong with it, in words."""

    student: str
    tasks: dict
    reasons: list


def grade(course, assignment, *, students=None, workers=2, seed=None, progress=None):
    """Grades the submissions of an assignment and returns their verdicts by student.

    `students` limits it to some; `progress(student, verdicts)` is called as each is recorded.
    Limits on time and memory are those of nbgrader_config.py (`c.RunCells`).
    Raises `CourseError` if there is nothing to grade.
    """
    students = course.students(assignment) if students is None else students
    if not students:
        raise CourseError(
            f"No submissions for {assignment!r}: {course.root / 'submitted'}/<student>/{assignment}"
            "/ is where they are looked for."
        )
    end_session(course, assignment)
    current = session(course, assignment, configured(course, seed=seed))
    graded = {}
    try:
        with course.scratch("prepared") as staging, ThreadPoolExecutor(workers) as pool:
            submissions = []
            for student in students:
                submission = prepare(current, student, staging)
                for notebook, task in submission.tasks.items():
                    current.executed[student, notebook] = pool.submit(_execute, task)
                submissions.append(submission)
            for submission in submissions:
                for notebook in submission.tasks:
                    current.executed[submission.student, notebook].result()
                record(current, submission, staging)
                graded[submission.student] = verdicts.read(course, assignment, submission.student)
                if progress:
                    progress(submission.student, graded[submission.student])
    finally:
        end_session(course, assignment)
    return graded


def _execute(task):
    return task.cells, execute(task)


def prepare(current, student, staging):
    """Copies what can be read of a submission to `staging` and finds the code that will run."""
    course, assignment = current.course, current.assignment
    source = course.folder("submitted", assignment, student)
    target = Path(staging, student, assignment)
    target.mkdir(parents=True)
    submission = Submission(student, {}, [])
    try:
        copy_files(source, target)
    except (OSError, RecursionError) as error:
        submission.reasons.append(f"files beside the notebooks cannot be copied ({_short(error)})")
    time = target / "timestamp.txt"
    try:
        course.directory().get_existing_timestamp(str(target))
    except Exception:  # nbgrader lets the submission fail for it.
        shutil.rmtree(time) if time.is_dir() else time.unlink()
        submission.reasons.append("timestamp.txt holds no time, so none is recorded")
    for expected in course.notebooks(assignment):
        path = source / expected.name
        if not path.exists():
            submission.reasons.append(f"{expected.name} was not submitted")
            continue
        try:
            if path.is_symlink() or not path.is_file():
                raise ValueError("it is not a plain file")
            with quiet():
                nbformat.write(nbformat.read(path, as_version=4), target / expected.name)
            sanitised = _sanitise(course, target / expected.name, student, assignment)
        except (ImportError, SQLAlchemyError):
            raise  # A fault of this installation or its gradebook, not of the student's file.
        except Exception as error:  # Whatever one student's file holds, the class goes on.
            (target / expected.name).unlink(missing_ok=True)
            submission.reasons.append(
                f"{expected.name} cannot be read as a notebook ({_short(error)}). Ask for it "
                "again, saved from JupyterLab"
            )
            continue
        submission.tasks[expected.stem] = current.task(sanitised, target)
    return submission


def _short(error):
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[0][:200]}"


def _sanitise(course, path, student, assignment):
    """The notebook as nbgrader's sanitising steps leave it."""
    exporter = NotebookExporter(config=Config({"Exporter": {"default_preprocessors": []}}))
    steps = course.config.Autograde.sanitize_preprocessors
    for step in steps:
        exporter.register_preprocessor(step, enabled=True)
    resources = {
        "nbgrader": {
            "student": student,
            "assignment": assignment,
            "notebook": path.stem,
            "db_url": course.db_url,
        }
    }
    with quiet():
        text, _ = exporter.from_filename(str(path), resources=resources)
    return nbformat.reads(text, as_version=4)


def record(current, submission, staging):
    """Enters one submission: graded notebooks, verdicts.json and scores."""
    course, assignment, student = current.course, current.assignment, submission.student
    fault = _autograde(current, student, staging) if submission.tasks else ""
    reason = "; ".join(submission.reasons + [fault] * bool(fault)) or None
    folder = course.folder("autograded", assignment, student)
    if fault or not submission.tasks:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        content = verdicts.blank(current, student, "refused", reason, f"Not graded: {reason}.")
        _enter_zeros(course, assignment, student)
    else:
        content = verdicts.read(course, assignment, student)
        content["reason"] = reason
    verdicts.write(folder / verdicts.FILE, content)


def _autograde(current, student, staging):
    """Runs nbgrader's Autograde on one prepared submission; returns why it failed, or ""."""
    course = current.course
    directory = course.directory(
        student_id=student,
        assignment_id=current.assignment,
        submitted_directory=str(staging.relative_to(course.root)),
    )
    converter = Autograde(coursedir=directory, config=course.config, force=True)
    log = _Tracebacks()
    converter.log = logging.Logger("nbgrader")  # Apart from the loggers of this process.
    converter.log.addHandler(log)
    try:
        converter.start()
    except NbGraderException as error:
        if isinstance(error.__context__, SQLAlchemyError):
            raise  # The gradebook's fault, and no other submission will fare better.
        return f"nbgrader could not grade it ({log.last or error})"
    return ""


class _Tracebacks(logging.Handler):
    """Keeps the last line of the last traceback that was logged, in `last`."""

    last = ""

    def emit(self, record):
        text = record.getMessage().strip()
        if text.startswith("Traceback"):
            self.last = text.splitlines()[-1][:300]


def _enter_zeros(course, assignment, student):
    with Gradebook(course.db_url) as gradebook:
        gradebook.update_or_create_student(student)
        submission = gradebook.update_or_create_submission(assignment, student)
        for notebook in submission.notebooks:
            for entry in notebook.grades:
                entry.auto_score = 0
                entry.needs_manual_grade = False
        gradebook.db.commit()


@contextlib.contextmanager
def quiet():
    """Keeps what is said about one notebook (equal cell ids, say) off the terminal of a class."""
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)
