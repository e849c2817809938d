"""The class report: one page about a graded class, and its data.

`data` reads what grading has recorded, `measures` computes the report's numbers, and `page` draws
the figures and writes the HTML.
"""

import csv
import io
import json
import os

from autograder.course import CourseError
from autograder.report import data, measures, page

PAGE, DATA = "index.html", "report.json"


def write_report(course, assignment, *, anonymous=False, earlier=None):
    """Writes the report to `reports/<assignment>/` and returns that folder.

    The folder gets index.html, report.json, exercises.csv and students.csv; equal input gives
    equal bytes. `anonymous` leaves out the names and all text that students wrote. `earlier` is the
    path of an earlier report.json, or of its folder, to compare the class with. Raises
    `CourseError` if nobody has been graded or `earlier` cannot be read.
    """
    before = _earlier(earlier) if earlier else None
    group = data.read(course, assignment)
    if anonymous:
        group = data.anonymised(group)
    report = measures.measure(group)
    folder = course.root / "reports" / assignment
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        PAGE: page.as_page(report, before),
        DATA: json.dumps(report, indent=1, ensure_ascii=False) + "\n",
        "exercises.csv": _csv(report["exercises"], _EXERCISE_COLUMNS),
        "students.csv": _csv(report["students"], _STUDENT_COLUMNS),
    }
    for name, text in files.items():
        temporary = folder / f"{name}.part"
        temporary.write_text(text, encoding="utf-8", newline="")
        os.replace(temporary, folder / name)
    return folder


_EXERCISE_COLUMNS = (
    "exercise",
    "max",
    "n",
    "waiting",
    "difficulty",
    "discrimination",
    "low",
    "high",
    "scored_by",
)
_STUDENT_COLUMNS = ("student", "points", "max", "penalty", "waiting", "attempts", "status")


def _csv(rows, columns):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_safe(row[column]) for column in columns])
    return text.getvalue()


def _safe(value):
    """The value; text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _earlier(path):
    path = path / DATA if path.is_dir() else path
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if report["format"] != measures.FORMAT:
            raise ValueError(f"its format is {report['format']}, not {measures.FORMAT}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(
            f"{path} cannot be used for a comparison ({type(error).__name__}: {error}). Name the "
            f"{DATA} that an earlier `course report` wrote, or its folder."
        ) from None
    return report
