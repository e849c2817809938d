"""`course`: the instructor's command line."""

import contextlib
import os
import sys
from pathlib import Path

import click

from autograder import exchange
from autograder.command import (
    File,
    Name,
    Verbs,
    Words,
    assignment_argument,
    chosen,
    course_option,
    db_option,
    student_option,
)
from autograder.console import GradingProgress, bar, console, say
from autograder.course import Course, CourseError
from autograder.tables import json_option


@click.group(cls=Verbs)
def main():
    """Build, grade and report on a course of nbgrader assignments."""
    # nbgrader runs `alembic` from PATH to make a gradebook; it stands beside this Python.
    scripts = str(Path(sys.executable).parent)
    os.environ["PATH"] = scripts + os.pathsep + os.environ.get("PATH", "")


for verb in (exchange.collect, exchange.export, exchange.feedback):
    main.add_command(verb)


@main.command()
@click.argument("folder", type=File(file_okay=False))
def init(folder):
    """Make FOLDER, a course of ordinary nbgrader assignments to begin with."""
    from autograder.build import new_course

    path = new_course.make(folder)
    say(f"Written: {path}")
    say(f"Next: cd {folder}, change this notebook, then course build.")


@main.command()
@click.argument("assignments", nargs=-1, type=Name("an assignment"))
@click.option(
    "--matrix", is_flag=True, help="Build nothing; print the verdict on every wrong version."
)
@db_option
@json_option
@course_option
def build(assignments, matrix, db, course):
    """Compile source/ to release/, after proving that its exercises work."""
    from autograder import exercises
    from autograder.build import catalogue, proofs, release

    course = chosen(course, db)
    for assignment in assignments:
        course.notebooks(assignment)  # Raises if there is no such assignment.
    if matrix:
        for assignment in assignments or course.assignments():
            proved = map(proofs.prove, exercises.load(assignment).values())
            catalogue.print_matrix(assignment, [row for proof in proved for row in proof.rows])
        return
    with console.status("") as status:
        untried = release.build(course, assignments or None, status.update)
    console.print(f"Built: {', '.join(assignments or course.assignments())}.")
    if untried:
        say(f"Compiled and not tried, because only Python is run here: {', '.join(untried)}.")


@main.command()
@assignment_argument
@student_option
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="How many submissions run at the same time. "
    "Default: one for each processor, or for each thread of the cluster.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    help="Seed of the hidden inputs. Default: a fresh seed.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    type=Words(),
    help="Run submissions on the Dask cluster of this scheduler, such as tcp://host:8786.",
)
@click.option(
    "--unsandboxed",
    is_flag=True,
    help="Run submissions with all your rights, isolated from nothing. Every verdict says so.",
)
@db_option
@json_option
@course_option
def grade(assignment, students, workers, seed, scheduler, unsandboxed, db, course):
    """Grade the submissions of ASSIGNMENT."""
    from autograder.grade import summary

    course = chosen(course, db)
    with contextlib.ExitStack() as stack:
        executor = None
        if scheduler:
            from autograder.run.cluster import cluster

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
    summary.print_graded(course, assignment, graded)
    if any(not verdicts["sandboxed"] for verdicts in graded.values()):
        console.print("These submissions ran without a sandbox, and their verdicts say so.")


def _grade(course, assignment, students, **settings):
    """Grades, with the progress on the terminal; returns verdicts by student."""
    from autograder.grade import grading, summary
    from autograder.grade.verdicts import score

    with GradingProgress(len(students or course.students(assignment))) as shown:

        def progress(student, verdicts):
            shown.recorded(student, *score(verdicts), summary.failed(verdicts))

        told = {"progress": progress, "resumed": shown.resumed}
        return grading.grade(course, assignment, students=students, **told, **settings)


@main.command()
@click.option(
    "--check",
    "zipped",
    type=File(exists=True, dir_okay=False),
    metavar="ZIP",
    help="Write no kit; prove again that this one holds only what students may have.",
)
@click.option(
    "--to",
    type=File(dir_okay=False),
    metavar="ZIP",
    help="The file to write. Default: kit/<course name>.zip in the course's folder.",
)
@course_option
def kit(zipped, to, course):
    """Pack what students need into a zip, proven free of solutions."""
    from autograder.build import kit, leaks

    course = chosen(course)
    with console.status("Looking for solutions in the kit"):
        if zipped:
            found = leaks.leaks(course, zipped, kit.contents(course))
            if found:
                raise CourseError("\n".join([f"{zipped} must not be given to students:", *found]))
            words = f"{zipped} holds no solution, no wrong version and no hidden input."
        else:
            words = f"Written: {kit.pack(course, to)}"
        public = leaks.given_away(course)
    say(words)
    if public:
        console.print(
            f"Public by design: the solutions of {', '.join(public)} stand in helpers/reference. "
            "Submissions cannot import helpers.reference while they are graded.",
            soft_wrap=True,
        )


@main.command()
@click.option(
    "--to",
    type=File(file_okay=False),
    help="The folder to write. Default: build/lite in the course's folder.",
)
@course_option
def lite(to, course):
    """Build the kit as a site that runs in the browser, with nothing to install."""
    from autograder.build import lite

    with console.status("Building the site"):
        folder = lite.build(chosen(course), to)
    say(f"Written: {folder}")
    say(f"To try it: python -m http.server --bind 127.0.0.1 --directory {folder}")


@main.command()
@db_option
@course_option
def doctor(db, course):
    """Say what this machine has and lacks; exit code 1 if something has to be mended."""
    from autograder import doctor
    from autograder.doctor import State

    try:
        course = course or Course.nearest()
    except CourseError as error:
        say(f"– course: {error}")
    else:
        course = chosen(course, db)
    with console.status("Looking at this machine"):
        found = doctor.findings(course)
    for x in found:
        mark = {State.OK: "✓", State.WARNING: "–", State.FAULT: "✗"}[x.state]
        say(f"{mark} {x.name}: {x.words}")
        if x.remedy:
            say(f"  {x.remedy}")
    if any(x.state == State.FAULT for x in found):
        sys.exit(1)


@main.command()
@click.option(
    "--folder",
    type=File(file_okay=False),
    default=Path("demo-course"),
    show_default=True,
    help="The folder of the demo class. Each run replaces this folder.",
)
@click.option(
    "--assignment", type=Name("an assignment"), default="backpropagation", show_default=True
)
@course_option
def demo(folder, assignment, course):
    """Play a class of 24, grade it, and write its feedback, report and exports."""
    from autograder.build import play, release
    from autograder.grade import summary
    from autograder.handover import exporters
    from autograder.report.class_report import PAGE, write_report

    course = chosen(course)
    course.notebooks(assignment)  # Raises if there is no such assignment.
    console.print("[bold]1/6[/bold] Building the release")
    stage = play.stage(course, course.root / folder)
    with console.status("") as status:
        release.build(stage, [assignment], status.update)
    console.print("[bold]2/6[/bold] Playing a class of 24")
    play.play_class(stage, assignment)
    console.print("[bold]3/6[/bold] Grading it")
    settings = {"workers": os.cpu_count() or 1, "sandboxed": play.sandboxed(say)}
    graded = _grade(stage, assignment, None, **settings)
    console.print("[bold]4/6[/bold] Writing feedback")
    exchange.write_pages(stage, assignment)
    console.print("[bold]5/6[/bold] Writing the report")
    page = write_report(stage, assignment) / PAGE
    console.print("[bold]6/6[/bold] Exporting the marks")
    exports = exporters.write_all(stage, assignment)
    summary.print_graded(stage, assignment, graded)
    console.print(
        f"Feedback pages: {stage.root / 'feedback'}/<student>/{assignment}/feedback.html\n"
        f"Class report: {page}\n"
        "Open them in a browser; they need no connection.\n"
        f"Marks for Canvas, for Moodle and (long.csv) for a spreadsheet: {exports}/*.csv",
        soft_wrap=True,
    )


@main.command()
@assignment_argument
@click.option("--anonymous", is_flag=True, help="Leave out names and all that students wrote.")
@click.option(
    "--compare",
    "earlier",
    type=File(exists=True),
    metavar="REPORT",
    help="An earlier report.json, or its folder, to compare with.",
)
@db_option
@course_option
def report(assignment, anonymous, earlier, db, course):
    """Write a page about the class of ASSIGNMENT, with its data as JSON and CSV."""
    from autograder.report.class_report import PAGE, write_report

    course = chosen(course, db)
    with console.status("Reading the class"):
        folder = write_report(course, assignment, anonymous=anonymous, earlier=earlier)
    console.print(f"Report: {folder / PAGE}", soft_wrap=True)


@main.command()
@assignment_argument
@click.option("--apply", "write", is_flag=True, help="Write the changes that are shown.")
@db_option
@json_option
@course_option
def regrade(assignment, write, db, course):
    """Judge the stored answers of ASSIGNMENT again, after an exercise has changed.

    Shows who gains and who loses. Nothing is written without --apply; a marker's marks and
    comments stay in any case.
    """
    from autograder.grade import regrade, summary

    course = chosen(course, db)
    with console.status("") as status:
        found = regrade.judge_again(course, assignment, lambda student: status.update(student))
    summary.print_changes(assignment, found)
    if not found.changes:
        return
    if not write:
        console.print(
            f"Nothing was written. To write these changes: course regrade {assignment} --apply"
        )
        return
    with console.status("") as status:
        regrade.apply(course, assignment, found.changes, lambda student: status.update(student))
    console.print(f"Changed: {len(found.changes)} students. attempts/ keeps old and new verdicts.")


@main.command()
@assignment_argument
@click.option(
    "--pairs",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many of the most similar pairs are shown.",
)
@course_option
def similarity(assignment, pairs, course):
    """Show which solutions of ASSIGNMENT are alike: a place to look, not a verdict."""
    from autograder.report.similarity import write_similarity

    with bar() as comparing:
        task = comparing.add_task("Comparing", total=None)
        path = write_similarity(
            chosen(course),
            assignment,
            pairs,
            lambda done, total: comparing.update(task, completed=done, total=total),
        )
    console.print(f"Pairs most alike, a place to look, not a verdict: {path}", soft_wrap=True)
