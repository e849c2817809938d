"""`course`: the instructor's command line."""

import collections
import os
import shutil
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from autograder.course import CONFIG_FILE, Course, CourseError

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


class _Verbs(click.Group):
    """Turns what a person has to put right into a message and an exit code."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except CourseError as error:
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
@_course_option
def build(assignments, matrix, course):
    """Compile source/ to release/, after proving that its exercises work."""
    from autograder import catalogue, release

    course = course or Course.nearest()
    if matrix:
        for assignment in assignments or course.assignments():
            _print_matrix(assignment, catalogue.rows(assignment))
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
@click.option("--student", "students", multiple=True, help="Only this student; may be repeated.")
@click.option("--workers", default=os.cpu_count() or 1, show_default=True, help="Processes.")
@click.option("--seed", type=int, help="Seed of the hidden inputs. Default: a fresh one.")
@_course_option
def grade(assignment, students, workers, seed, course):
    """Grade the submissions of ASSIGNMENT."""
    course = course or Course.nearest()
    graded = _grade(course, assignment, list(students) or None, workers, seed)
    _print_class(course, assignment, graded)


def _grade(course, assignment, students, workers, seed):
    from autograder import grading

    total = len(students or course.students(assignment))
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("Grading", total=total)

        def progress(student, verdicts):
            bar.advance(task)
            if not console.is_terminal:
                console.print(f"{student}: {_score(verdicts)[0]:g}")

        return grading.grade(
            course, assignment, students=students, workers=workers, seed=seed, progress=progress
        )


def _score(verdicts):
    exercises = verdicts["exercises"].values()
    return sum(x["points"] for x in exercises), sum(x["max"] for x in exercises)


def _print_class(course, assignment, graded):
    table = Table("student", "points", "to mend first", title=assignment)
    named = collections.Counter()
    for student, verdicts in graded.items():
        points, most = _score(verdicts)
        wrong = [
            name + (f" ({x['misconception']})" if x["misconception"] else "")
            for name, x in verdicts["exercises"].items()
            if x["points"] < x["max"] and "not yet solved" not in x["message"]
        ]
        first = ", ".join(wrong[:3]) + (f" and {len(wrong) - 3} more" if len(wrong) > 3 else "")
        if verdicts["reason"]:
            first = verdicts["reason"]
        table.add_row(student, f"{points:g} of {most:g}", first)
        for name, x in verdicts["exercises"].items():
            if x["misconception"]:
                named[name, x["misconception"]] += 1
    console.print(table)
    if named:
        common = Table("students", "exercise", "misconception", title="Commonest misconceptions")
        for (name, misconception), count in named.most_common(8):
            common.add_row(str(count), name, misconception)
        console.print(common)
    console.print(
        f"Graded notebooks and verdicts.json: {course.root / 'autograded'}\n"
        f"Written answers wait for a marker in formgrader: jupyter lab {course.root}, then "
        "Nbgrader > Formgrader."
    )


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
    """Play a class of 24, grade it, and show the way to its report."""
    from autograder import play

    course = course or Course.nearest()
    console.print("[bold]1/4[/bold] Building the release")
    stage = _demo_course(course, course.root / folder)
    with console.status("") as status:
        from autograder import release

        release.build(stage, [assignment], status.update)
    console.print("[bold]2/4[/bold] Playing a class of 24")
    play.play_class(stage, assignment)
    console.print("[bold]3/4[/bold] Grading it")
    graded = _grade(stage, assignment, None, os.cpu_count() or 1, None)
    console.print("[bold]4/4[/bold] Writing feedback")
    _write_feedback(stage, assignment)
    _print_class(stage, assignment, graded)
    console.print(f"Feedback pages: {stage.root / 'feedback'}/<student>/{assignment}/feedback.html")


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
