"""The verbs of `course` that fetch work and give back marks and feedback."""

import click

from autograder import tables
from autograder.command import (
    File,
    Name,
    OneOf,
    Words,
    assignment_argument,
    chosen,
    course_option,
    db_option,
    student_option,
)
from autograder.console import console, say
from autograder.course import CourseError
from autograder.tables import json_option


@click.command()
@assignment_argument
@click.argument("zipped", metavar="ZIP", type=File(dir_okay=False))
@click.option(
    "--roster",
    type=File(dir_okay=False),
    metavar="CSV",
    help="The list of students, with their ids, that Moodle or Canvas exported.",
)
@json_option
@course_option
def collect(assignment, zipped, roster, course):
    """Put the submissions of ASSIGNMENT from a Moodle or Canvas download into submitted/."""
    from autograder.handover.collect import collect

    found = collect(chosen(course), assignment, zipped, roster)
    for oddity in found.oddities:
        say(oddity)
    console.print(f"Placed: {len(found.placed)}. Already in submitted/: {len(found.there)}.")
    if found.late:
        console.print(f"Late according to Canvas: {', '.join(found.late)}.", markup=False)
    for name, pairs in {"placed": found.placed, "already_there": found.there}.items():
        tables.note(name, [{"student": x, "notebook": notebook} for x, notebook in pairs])
    tables.note("late", [{"student": student} for student in found.late])
    left = [{"file": name, "why": reason} for name, reason in found.left]
    columns = {"file": "file", "why": "why"}
    tables.show("not_placed", left, columns, "Not placed")
    if not found.placed and not found.there:
        raise CourseError(
            f"Nothing of {zipped} was placed. Download all submissions of {assignment} again, and "
            "see above why its files do not fit."
        )


@click.command()
@assignment_argument
@student_option
@click.option(
    "--zip",
    "zipped",
    type=File(dir_okay=False),
    metavar="FILE",
    help="Also pack the pages into this zip, which Moodle or Canvas takes in one upload.",
)
@click.option(
    "--roster",
    type=File(dir_okay=False),
    metavar="CSV",
    help="For --zip: Moodle's grading worksheet, or the roster that was used to collect.",
)
@click.option(
    "--submissions",
    type=File(dir_okay=False),
    metavar="ZIP",
    help="For --zip: the download that was collected; needed for teams and for Canvas.",
)
@json_option
@course_option
def feedback(assignment, students, zipped, roster, submissions, course):
    """Write a feedback page for each graded student of ASSIGNMENT."""
    from autograder.handover import feedback_zip
    from autograder.report.feedback import graded

    course = chosen(course)
    if (roster or submissions) and not zipped:
        raise CourseError("--roster and --submissions are for --zip: name the zip to write, too.")
    students = graded(course, assignment, list(students) or None)
    plan = (
        feedback_zip.plan(course, assignment, students, zipped, roster, submissions)
        if zipped
        else None
    )
    pages = write_pages(course, assignment, students)
    console.print(
        f"Feedback pages: {course.root / 'feedback'}/<student>/{assignment}/feedback.html"
    )
    if not plan:
        return
    packed = feedback_zip.pack(plan, zipped, pages)
    say(f"Written: {zipped}, for {len(packed.students)} of {len(pages)} students.")
    left = [{"students": list(who), "why": reason} for who, reason in packed.left]
    columns = {"student": lambda row: ", ".join(row["students"]), "why": "why"}
    tables.show("not_in_zip", left, columns, "Not in the zip")


def write_pages(course, assignment, students=None):
    """Writes the feedback pages, with the present student on the terminal; the paths by student."""
    from autograder.report.feedback import write_feedback

    with console.status("") as status:
        return write_feedback(course, assignment, students, lambda student: status.update(student))


@click.command()
@click.argument("system", type=OneOf("moodle", "canvas", "summary", "long"))
@click.argument("assignments", nargs=-1, type=Name("an assignment"), metavar="[ASSIGNMENT]...")
@click.option(
    "--roster",
    type=File(dir_okay=False),
    metavar="CSV",
    help="The file of Moodle or Canvas whose rows are filled, such as Moodle's worksheet.",
)
@click.option(
    "--column",
    metavar="HEADING",
    type=Words(),
    help="The column of the one ASSIGNMENT in the roster, if the assignment's name is not in it.",
)
@student_option
@click.option(
    "--to",
    type=File(dir_okay=False),
    metavar="CSV",
    help="The file to write. Default: grades.csv in the present folder.",
)
@db_option
@course_option
def export(system, assignments, roster, column, students, to, db, course):
    """Write the marks for Moodle or Canvas, or as a table."""
    from autograder.handover import exporters

    course = chosen(course, db)
    if column and len(assignments) != 1:
        raise CourseError("--column is the heading of one assignment: name that assignment, too.")
    traits = {"assignment": list(assignments), "student": list(students)}
    if to:
        traits["to"] = str(to)
    if roster or column:
        if system not in ("moodle", "canvas"):
            raise CourseError("--roster and --column are for Moodle and Canvas.")
        traits |= {
            "roster": str(roster or ""),
            "columns": {assignments[0]: column} if column else {},
        }
    say(f"Written: {exporters.export(course, system, say, **traits)}")
