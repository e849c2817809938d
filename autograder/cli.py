"""`course`: the instructor's command line."""

import collections
import contextlib
import os
import shutil
import sys
import time
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from autograder.course import CONFIG_FILE, Course, CourseError
from autograder.execute import SandboxMissing, WorkerDied

console = Console(highlight=False)


class _Course(click.ParamType):
    name = "DIR"

    def convert(self, value, param, ctx):
        try:
            return value if isinstance(value, Course) else Course(value)
        except CourseError as error:
            self.fail(str(error), param, ctx)


def _course_option(function):
    return click.option(
        "--course",
        type=_Course(),
        help=f"The course's folder. Default: the nearest folder with {CONFIG_FILE}.",
    )(function)


def _db_option(function):
    return click.option(
        "--db",
        metavar="URL",
        help="The gradebook's address, such as postgresql+psycopg://user@host/name. "
        "Default: as configured (c.CourseDirectory.db_url).",
    )(function)


def _chosen(course, db):
    course = course or Course.nearest()
    return Course(course.root, db) if db else course


class _Verbs(click.Group):
    """Turns what a person has to put right into a message and an exit code."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except (CourseError, SandboxMissing, WorkerDied) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Verbs)
def main():
    """Build, grade and report on a course of nbgrader assignments."""
    # nbgrader runs `alembic` from PATH to make a gradebook; it stands beside this Python.
    scripts = str(Path(sys.executable).parent)
    os.environ["PATH"] = scripts + os.pathsep + os.environ.get("PATH", "")


@main.command()
@click.argument("assignments", nargs=-1)
@click.option("--matrix", is_flag=True, help="Print exercises × misconceptions instead.")
@_db_option
@_course_option
def build(assignments, matrix, db, course):
    """Compile source/ to release/, after proving that its exercises work."""
    from autograder import exercises, release

    course = _chosen(course, db)
    if matrix:
        for assignment in assignments or course.assignments():
            proofs = map(release.prove, exercises.load(assignment).values())
            _print_matrix(assignment, [row for proof in proofs for row in proof.rows])
        return
    with console.status("") as status:
        release.build(course, assignments or None, status.update)
    console.print(f"Built: {', '.join(assignments or course.assignments())}.")


def _print_matrix(assignment, rows):
    table = Table("exercise", "misconception", "variant", "outcome", title=assignment)
    for row in rows:
        table.add_row(*row)
    console.print(table)
    outcomes = collections.Counter(row.outcome.split()[0] for row in rows)
    console.print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))


@main.command()
@click.argument("assignment")
@click.argument("zipped", metavar="ZIP", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--roster",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="CSV",
    help="The list of students from Moodle or Canvas that says whose id is which.",
)
@_course_option
def collect(assignment, zipped, roster, course):
    """Put the submissions of ASSIGNMENT from a Moodle or Canvas download into submitted/."""
    from autograder.collect import collect

    found = collect(course or Course.nearest(), assignment, zipped, roster)
    for oddity in found.oddities:
        console.print(oddity, markup=False, soft_wrap=True)
    console.print(f"Placed: {len(found.placed)}. There already: {len(found.there)}.")
    if found.late:
        console.print(f"Late, says Canvas: {', '.join(found.late)}.", markup=False)
    if found.left:
        table = Table("file", "why", title="Not placed")
        for name, reason in found.left:
            table.add_row(Text(name), Text(reason))
        console.print(table)


@main.command()
@click.argument("assignment")
@click.option("--student", "students", multiple=True, help="Only this student; may be repeated.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes. Default: as many as there are processors, or threads of the cluster.",
)
@click.option("--seed", type=int, help="Seed of the hidden inputs. Default: a fresh one.")
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Run submissions on the Dask cluster of this scheduler, such as tcp://host:8786.",
)
@click.option(
    "--unsandboxed",
    is_flag=True,
    help="Run submissions with all your rights, isolated from nothing. Every verdict says so.",
)
@_db_option
@_course_option
def grade(assignment, students, workers, seed, scheduler, unsandboxed, db, course):
    """Grade the submissions of ASSIGNMENT."""
    course = _chosen(course, db)
    with contextlib.ExitStack() as stack:
        executor = None
        if scheduler:
            from autograder.cluster import cluster

            executor, threads = stack.enter_context(cluster(scheduler))
            workers = workers or threads
        graded = _grade(
            course,
            assignment,
            list(students) or None,
            workers=workers or os.cpu_count() or 1,
            seed=seed,
            # Without a word on the command line the configuration decides.
            sandboxed=False if unsandboxed else None,
            executor=executor,
        )
    _print_class(course, assignment, graded)
    _print_incidents(course, assignment, graded)
    if any(not verdicts["sandboxed"] for verdicts in graded.values()):
        console.print("These submissions ran without a sandbox, and their verdicts say so.")


def _grade(course, assignment, students, **settings):
    from autograder import grading

    begun = time.monotonic()
    total = len(students or course.students(assignment))
    done = failed = fresh = held = 0
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[state]}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Grading", total=total, state="")

        def resumed(started, number):
            nonlocal held
            held = number
            console.print(
                f"Going on with the grading begun at {_readable(started)}; "
                f"{number} are recorded already."
            )

        def progress(student, verdicts):
            nonlocal done, failed, fresh
            done += 1
            failed += _failed(verdicts)
            # Who was recorded already took no time: the rate is that of the others.
            fresh = max(done - held, 0)
            rate = fresh / (time.monotonic() - begun)
            left = f"{_clock((total - done) / rate)} left" if rate else ""
            state = f"{failed} failed, {rate:.1f} a second, {left}"
            bar.update(task, completed=done, state=state)
            if not console.is_terminal:
                points, most = _score(verdicts)
                console.print(
                    f"{done}/{total} {student}: {points:g} of {most:g} marks; {state}",
                    soft_wrap=True,
                )

        return grading.grade(
            course, assignment, students=students, progress=progress, resumed=resumed, **settings
        )


def _failed(verdicts):
    """Whether something had to be contained, or the submission was refused."""
    return bool(verdicts["incidents"]) or verdicts["status"] == "refused"


def _readable(started):
    """2026-11-23T224217.123456Z → 2026-11-23 22:42:17 UTC."""
    moment = datetime.strptime(started, "%Y-%m-%dT%H%M%S.%fZ")
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _clock(seconds):
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _print_incidents(course, assignment, graded):
    """Who, what, and what it cost: the marks of the exercises that gave no answers for it."""
    notebook_of = {name: x.notebook for name, x in course.check_cells(assignment).items()}
    table = Table("student", "what was contained", "what it cost", title="Incidents")
    for student, verdicts in graded.items():
        if verdicts["status"] == "refused":
            table.add_row(student, Text(f"refused: {verdicts['reason']}"), _cost(verdicts, None))
        by_notebook = collections.defaultdict(list)
        for incident in verdicts["incidents"]:
            cell = "" if incident["cell"] is None else f"cell {incident['cell']}: "
            by_notebook[incident["notebook"]].append(cell + incident["reason"])
        for notebook, texts in by_notebook.items():
            there = {name for name in verdicts["exercises"] if notebook_of.get(name) == notebook}
            what = f"{notebook}, " + "; ".join(texts)
            table.add_row(student, Text(what), _cost(verdicts, there))
    if table.row_count:
        console.print(table)


def _cost(verdicts, names):
    """The marks of these exercises (None: all) of which no link was run."""
    lost = {
        name: x["max"]
        for name, x in verdicts["exercises"].items()
        if (names is None or name in names)
        and x["points"] < x["max"]
        and set(x["links"].values()) == {"not run"}
        and "not yet solved" not in x["message"]
    }
    return f"{sum(lost.values()):g} marks ({', '.join(lost)})" if lost else "nothing"


def _score(verdicts):
    exercises = verdicts["exercises"].values()
    return sum(x["points"] for x in exercises), sum(x["max"] for x in exercises)


def _print_class(course, assignment, graded):
    from nbgrader.api import Gradebook

    from autograder import exercises

    table = Table(
        *("student", "marks", "to mend first"), title=f"{assignment}: exercises with a check"
    )
    named = collections.Counter()
    for student, verdicts in graded.items():
        points, most = _score(verdicts)
        lost = {name: x for name, x in verdicts["exercises"].items() if x["points"] < x["max"]}
        wrong = [
            name + (f" ({x['misconception']})" if x["misconception"] else "")
            for name, x in lost.items()
            if "not yet solved" not in x["message"]
        ]
        first = wrong[:3] + ([f"{len(wrong) - 3} more"] if len(wrong) > 3 else [])
        if len(lost) > len(wrong):
            first.append(f"{len(lost) - len(wrong)} not begun")
        table.add_row(
            student, f"{points:g} of {most:g}", Text(verdicts["reason"] or ", ".join(first))
        )
        for name, x in verdicts["exercises"].items():
            if x["misconception"]:
                named[name, x["misconception"]] += 1
    console.print(table)
    if named:
        known = exercises.load(assignment)
        common = Table(
            *("students", "exercise", "misconception", "its question"),
            title="Commonest misconceptions",
        )
        for (name, misconception), count in named.most_common(8):
            hints = {x.cause.id: x.cause.hint for x in known[name].faults}
            common.add_row(str(count), name, misconception, Text(hints.get(misconception, "")))
        console.print(common)
    console.print(f"Graded notebooks and verdicts.json: {course.root / 'autograded'}")
    with Gradebook(course.db_url) as gradebook:
        waiting = sum(x["needs_manual_grade"] for x in gradebook.submission_dicts(assignment))
    if waiting:
        console.print(
            f"Written answers of {waiting} student{'s' * (waiting > 1)} wait for a marker in "
            f"formgrader: jupyter lab {course.root}, then Nbgrader > Formgrader."
        )


@main.command()
@click.option(
    "--check",
    "zipped",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="ZIP",
    help="Write nothing: prove again that this kit holds nothing that students must not have.",
)
@click.option(
    "--to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="ZIP",
    help="The file to write. Default: kit/<course name>.zip in the course's folder.",
)
@_course_option
def kit(zipped, to, course):
    """Pack what students need into a zip, proven free of solutions."""
    from autograder import kit

    course = course or Course.nearest()
    with console.status("Looking for solutions in the kit"):
        if zipped:
            found = kit.leaks(course, zipped)
            if found:
                raise CourseError("\n".join([f"{zipped} is not for students:", *found]))
            words = f"{zipped} holds no solution, no wrong version and no hidden input."
        else:
            words = f"Written: {kit.pack(course, to)}"
        public = kit.given_away(course)
    console.print(words, markup=False, soft_wrap=True)
    if public:
        console.print(
            "Public by design, in helpers/reference, which cannot be imported while grading: "
            f"the solutions of {', '.join(public)}.",
            soft_wrap=True,
        )


@main.command()
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write. Default: build/lite in the course's folder.",
)
@_course_option
def lite(to, course):
    """Build the kit as a site that runs in the browser, with nothing to install."""
    from autograder import lite

    with console.status("Building the site"):
        folder = lite.build(course or Course.nearest(), to)
    console.print(f"Written: {folder}", markup=False, soft_wrap=True)
    console.print(
        f"To try it: python -m http.server --bind 127.0.0.1 --directory {folder}",
        markup=False,
        soft_wrap=True,
    )


@main.command()
@_db_option
@_course_option
def doctor(db, course):
    """Say what this machine has and lacks; exit code 1 if something has to be mended."""
    from autograder import doctor

    try:
        course = _chosen(course, db)
    except CourseError as error:
        console.print(f"– course: {error}", markup=False, soft_wrap=True)
    with console.status("Looking"):
        found = doctor.findings(course)
    for x in found:
        mark = {"ok": "✓", "warning": "–", "fault": "✗"}[x.state]
        console.print(f"{mark} {x.name}: {x.words}", markup=False, soft_wrap=True)
        if x.remedy:
            console.print(f"  {x.remedy}", markup=False, soft_wrap=True)
    if any(x.state == "fault" for x in found):
        sys.exit(1)


@main.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("demo-course"),
    show_default=True,
    help="Where the demo class is played; replaced each time.",
)
@click.option("--assignment", default="backpropagation", show_default=True)
@_course_option
def demo(folder, assignment, course):
    """Play a class of 24, grade it, and write its feedback, report and exports."""
    from autograder import play

    course = course or Course.nearest()
    console.print("[bold]1/6[/bold] Building the release")
    stage = _demo_course(course, course.root / folder)
    with console.status("") as status:
        from autograder import release

        release.build(stage, [assignment], status.update)
    console.print("[bold]2/6[/bold] Playing a class of 24")
    play.play_class(stage, assignment)
    console.print("[bold]3/6[/bold] Grading it")
    graded = _grade(stage, assignment, None, workers=os.cpu_count() or 1, sandboxed=_sandboxed())
    console.print("[bold]4/6[/bold] Writing feedback")
    _write_feedback(stage, assignment)
    console.print("[bold]5/6[/bold] Writing the report")
    from autograder.report import PAGE, write_report

    page = write_report(stage, assignment) / PAGE
    console.print("[bold]6/6[/bold] Exporting the marks")
    exports = _write_exports(stage)
    _print_class(stage, assignment, graded)
    _print_incidents(stage, assignment, graded)
    console.print(
        f"Feedback pages: {stage.root / 'feedback'}/<student>/{assignment}/feedback.html\n"
        f"Class report: {page}\n"
        "Open them in a browser; they need no connection.\n"
        f"For Canvas, for Moodle, and a row an exercise: {exports}/*.csv, for a spreadsheet.",
        soft_wrap=True,
    )


def _write_exports(course):
    """Every exporter's file, in the folder that is returned."""
    from nbgrader.api import Gradebook
    from nbgrader.apps import ExportApp

    from autograder import export

    folder = course.root / "exports"
    folder.mkdir(exist_ok=True)
    app = ExportApp(config=course.config, coursedir=course.directory(), log_level="ERROR")
    with Gradebook(course.db_url) as gradebook:
        for name in ("Canvas", "Moodle", "Long"):
            exporter = getattr(export, f"{name}Exporter")
            exporter(parent=app, to=str(folder / f"{name.lower()}.csv")).export(gradebook)
    return folder


def _sandboxed():
    """Whether a sandbox works here. The demo goes on without: its class is this program's own."""
    from autograder import sandbox

    try:
        sandbox.require()
    except SandboxMissing as error:
        console.print(f"{error}\nThe demo's class was written by this program and runs without.")
        return False
    return True


def _demo_course(course, folder):
    """A fresh course folder with this course's sources, beside its real submissions."""
    if folder.exists() and not (folder / ".demo").exists():
        raise CourseError(
            f"{folder} exists and was not made by `course demo`. Move it away, or name another "
            "folder with --folder."
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / ".demo").touch()
    shutil.copy(course.root / CONFIG_FILE, folder)
    shutil.copytree(
        course.root / "source", folder / "source", ignore=shutil.ignore_patterns("runs")
    )
    return Course(folder)


@main.command()
@click.argument("assignment")
@click.option("--student", "students", multiple=True, help="Only this student; may be repeated.")
@_course_option
def feedback(assignment, students, course):
    """Write a feedback page for each graded student of ASSIGNMENT."""
    course = course or Course.nearest()
    _write_feedback(course, assignment, list(students) or None)
    console.print(
        f"Feedback pages: {course.root / 'feedback'}/<student>/{assignment}/feedback.html"
    )


def _write_feedback(course, assignment, students=None):
    from autograder.feedback import write_feedback

    with console.status("") as status:
        write_feedback(course, assignment, students, lambda student: status.update(student))


@main.command()
@click.argument("assignment")
@click.option("--anonymous", is_flag=True, help="Leave out names and all that students wrote.")
@click.option(
    "--compare",
    "earlier",
    type=click.Path(exists=True, path_type=Path),
    metavar="REPORT",
    help="An earlier report.json, or its folder, to compare with.",
)
@_db_option
@_course_option
def report(assignment, anonymous, earlier, db, course):
    """Write a page about the class of ASSIGNMENT, with its data as JSON and CSV."""
    from autograder.report import PAGE, write_report

    course = _chosen(course, db)
    with console.status("Reading the class"):
        folder = write_report(course, assignment, anonymous=anonymous, earlier=earlier)
    console.print(f"Report: {folder / PAGE}", soft_wrap=True)


@main.command()
@click.argument("assignment")
@click.option("--apply", "write", is_flag=True, help="Write what is shown.")
@_db_option
@_course_option
def regrade(assignment, write, db, course):
    """Judge the stored answers of ASSIGNMENT again, after an exercise has changed.

    Shows who gains and who loses. Nothing is written without --apply; a marker's marks and
    comments stay in any case.
    """
    from autograder import regrade

    course = _chosen(course, db)
    with console.status("") as status:
        found = regrade.judge_again(course, assignment, lambda student: status.update(student))
    _print_changes(assignment, found)
    if not found.changes:
        return
    if not write:
        console.print(f"Nothing is written. To write it: course regrade {assignment} --apply")
        return
    with console.status("") as status:
        regrade.apply(course, assignment, found.changes, lambda student: status.update(student))
    console.print(f"Written: {len(found.changes)} students. Both verdicts are in attempts/.")


def _print_changes(assignment, found):
    table = Table("student", "exercise", "marks", "before", "now", title=f"Regrading {assignment}")
    gain = lose = words = 0
    for change in found.changes:
        moved = _score(change.after)[0] - _score(change.before)[0]
        gain, lose = gain + (moved > 1e-9), lose + (moved < -1e-9)
        for name in change.fresh:
            before, after = change.before["exercises"].get(name), change.after["exercises"][name]
            was = before["points"] if before else 0
            if was == after["points"]:
                words += 1
                continue
            points = f"{was:g} → {after['points']:g}"
            table.add_row(change.student, name, points, _told(before), _told(after))
    if table.row_count:
        console.print(table)
    console.print(
        f"{found.judged} judged again: {gain} gain, {lose} lose; {words} verdicts change in their "
        "words alone."
    )
    for student, reason in found.again.items():
        console.print(
            f"{student} must be run again: {reason}. course grade {assignment} --student {student}",
            markup=False,
            soft_wrap=True,
        )


def _told(verdict):
    """A verdict in a few words."""
    if verdict is None:
        return "–"
    if verdict["points"] >= verdict["max"]:
        return "right"
    failed = ", ".join(link for link, state in verdict["links"].items() if state == "fail")
    return verdict["misconception"] or (f"wrong: {failed}" if failed else "no answers")


@main.command()
@click.argument("assignment")
@click.option(
    "--pairs",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many of the most similar pairs are shown.",
)
@_course_option
def similarity(assignment, pairs, course):
    """Show which solutions of ASSIGNMENT are alike: a place to look, not a verdict."""
    from autograder.similarity import write_similarity

    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Comparing", total=None)
        path = write_similarity(
            course or Course.nearest(),
            assignment,
            pairs,
            lambda done, total: bar.update(task, completed=done, total=total),
        )
    console.print(f"A place to look, not a verdict: {path}", soft_wrap=True)
