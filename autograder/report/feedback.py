"""Feedback: one page for each student, which opens offline and holds no hidden inputs.

For each exercise, the page shows the marks, the message and its hints, the student's own code and
its outputs (`work.py`), and the marker's comment from formgrader.
"""

import os
import re
from dataclasses import dataclass
from functools import cache

import jinja2
import nbformat
from markupsafe import Markup
from nbgrader import utils
from nbgrader.api import MissingEntry

from autograder.course import CourseError, grade_id_of, has_marks
from autograder.grade import verdicts
from autograder.grade.gradebook import opened
from autograder.report import work
from autograder.report.work import Room, sanitise
from helpers.checking.status import Status

FILE = "feedback.html"


@dataclass
class Entry:
    """What the page says about one graded cell."""

    id: str
    title: str
    where: str
    score: float
    max: float
    waits: bool
    message: str
    comment: str
    work: str


def graded(course, assignment, students=None):
    """The students who have been graded, or these of them (default: all).

    Raises `CourseError` if one of `students` has not been graded, or if nobody has.
    """
    paths = course.root.glob(f"autograded/*/{assignment}/{verdicts.FILE}")
    found = sorted(path.parent.parent.name for path in paths)
    missing = sorted(set(students or ()) - set(found))
    if missing or not found:
        raise CourseError(
            f"{assignment}: not graded yet: {', '.join(missing) or 'every student'}. Run `course "
            f"grade {assignment}` first."
        )
    return students or found


def write_feedback(course, assignment, students=None, progress=None):
    """Writes `feedback/<student>/<assignment>/feedback.html` for graded students (default: all).

    Returns the paths by student. `progress(student)` is called after each page. Raises
    `CourseError` if one of `students` has not been graded, or if nobody has.
    """
    students = graded(course, assignment, students)
    sections = {path.stem: _sections(path) for path in course.notebooks(assignment)}
    pages = {}
    with opened(course) as gradebook:
        for student in students:
            folder = course.folder("feedback", assignment, student)
            folder.mkdir(parents=True, exist_ok=True)
            page = as_page(course, gradebook, assignment, student, sections)
            temporary = folder / (FILE + ".part")
            temporary.write_text(page, encoding="utf-8")
            os.replace(temporary, folder / FILE)
            pages[student] = folder / FILE
            if progress:
                progress(student)
    return pages


def as_page(course, gradebook, assignment, student, sections):
    """The feedback page of one graded submission, as HTML.

    `sections` maps a notebook to the headings of its graded cells, as `_sections` finds them.
    """
    submission = gradebook.find_submission(assignment, student)
    content = verdicts.read(course, assignment, student)
    parts, room = [], Room()
    for entry in sorted(submission.notebooks, key=lambda notebook: notebook.name):
        where = (assignment, student, entry.name)
        entries = _entries(course, gradebook, *where, sections[entry.name], room)
        parts.append({"notebook": entry.name, "entries": entries})
    return _template().render(
        assignment=assignment,
        student=student,
        score=submission.score - submission.late_submission_penalty,
        max_score=submission.max_score,
        penalty=submission.late_submission_penalty,
        reason=content["reason"],
        n_waiting=sum(entry.waits for part in parts for entry in part["entries"]),
        parts=parts,
    )


def _entries(course, gradebook, assignment, student, notebook, sections, room):
    """The entries of one notebook's graded cells, in the order of the release."""
    path = course.folder("autograded", assignment, student) / f"{notebook}.ipynb"
    submitted = nbformat.read(path, as_version=4).cells if path.exists() else []
    cells = {grade_id_of(cell): cell for cell in submitted}
    exercises = {
        x.grade_id: x.exercise
        for x in course.check_cells(assignment).values()
        if x.notebook == notebook
    }
    tests, hidden = course.self_scored(assignment)[notebook], _hidden(course, assignment, notebook)
    scores = verdicts.read(course, assignment, student)["cells"].get(notebook, {})
    entries, above = [], []
    for grade_id, known in course.nbgrader_cells(assignment)[notebook].items():
        if not has_marks(known):
            above += [cells.get(grade_id)] if utils.is_solution(known) else []
            continue
        where = (grade_id, notebook, assignment, student)
        grade = gradebook.find_grade(*where)
        name = exercises.get(grade_id, grade_id)
        own, message = [] if utils.is_task(known) else [cells.get(name)], Markup("")
        if grade_id in exercises:
            message = _message(cells.get(grade_id))
        elif grade_id in tests:
            own, message = above, _said(scores.get(grade_id), grade_id in hidden)
        above = []
        entries.append(
            Entry(
                id=f"{notebook}-{name}",
                title=name,
                where=sections.get(grade_id, ""),
                score=grade.score,
                max=grade.max_score,
                waits=bool(grade.needs_manual_grade) and grade.manual_score is None,
                message=message,
                comment=_comment(gradebook, (name, *where[1:])),
                work=work.as_html(own, room),
            )
        )
    return entries


@cache
def _template():
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("feedback.html.j2")


def _sections(path):
    """The heading above each graded cell of a notebook, by grade id."""
    heading, found = "", {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            titles = re.findall(r"^#+ (.+)$", cell.source, re.MULTILINE)
            heading = titles[-1].replace("`", "") if titles else heading
        found[grade_id_of(cell)] = heading
    return found


def _message(cell):
    """The judge's message: the first output that it wrote into the check cell."""
    if cell is None or not cell.get("outputs"):
        return Markup("<p>This exercise was not in the notebook that was handed in.</p>")
    return Markup(sanitise(cell.outputs[0].data["text/html"]))


def _hidden(course, assignment, notebook):
    """The grade ids of the cells that hold more than their release shows: hidden tests."""
    nb = course.released(assignment, notebook)
    shown = {grade_id_of(cell): cell.source.strip() for cell in nb.cells} if nb else {}
    cells = course.nbgrader_cells(assignment)[notebook]
    return {name for name, cell in cells.items() if cell.source.strip() != shown.get(name)}


def _said(score, hidden):
    """What a cell that scores itself said about a fault; of hidden tests only the error."""
    if not score or not score["message"]:
        return Markup("")
    text = score["message"]
    if score["status"] != Status.NO_ANSWER:
        if hidden:
            text = f"{text.partition(':')[0]}; some of its tests are not shown."
        text = f"The test cell {text}"
    return Markup("<p>{}</p>").format(text)


def _comment(gradebook, where):
    """The marker's comment, or ""; nbgrader's automatic "No response." is left out."""
    try:
        return gradebook.find_comment(*where).manual_comment or ""
    except MissingEntry:
        return ""
