"""Every score in long form: one row for each student, assignment and graded cell."""

from nbgrader.api import MissingEntry

from autograder.course import Course, CourseError
from autograder.handover.exporters.table import TableExporter, harmless, points

HEADER = (
    "student", "last name", "first name", "assignment", "submitted", "notebook", "exercise",
    "cell", "score", "max", "auto", "manual", "extra credit", "waiting",
    "late penalty of the notebook",
)  # fmt: skip


class LongExporter(TableExporter):
    """Exports a row for each student × assignment × exercise, for a spreadsheet or pandas.

    Where a marker has not marked yet, the marks are empty and `waiting` is "yes". Students who
    handed nothing in have rows too, with `submitted` "no" and no marks. Every row of a notebook
    repeats the notebook's late penalty, which counts once.
    """

    def table(self, gradebook):
        rows = [HEADER]
        assignments = self.chosen(
            "assignment", [x.name for x in gradebook.assignments], self.assignment
        )
        students = {student.id: student for student in gradebook.students}
        chosen = self.chosen("student", students, self.student)
        for assignment in assignments:
            cells = self._cells(gradebook, assignment)
            for student in chosen:
                rows += _rows(gradebook, assignment, students[student], cells)
        return rows, ","

    def _cells(self, gradebook, assignment):
        """(notebook, exercise, cell, max) of the graded cells, in the gradebook's order."""
        try:
            checks = Course(self.parent.coursedir.root).check_cells(assignment).values()
        except CourseError:
            checks = ()  # Without source/, cells are not matched with exercises.
        names = {(check.notebook, check.grade_id): check.exercise for check in checks}
        return [
            (
                notebook.name,
                names.get((notebook.name, cell.name), cell.name),
                cell.name,
                cell.max_score,
            )
            for notebook in gradebook.find_assignment(assignment).notebooks
            for cell in [*notebook.grade_cells, *notebook.task_cells]
        ]


def _rows(gradebook, assignment, student, cells):
    grades, penalties = {}, {}
    try:
        submission = gradebook.find_submission(assignment, student.id)
    except MissingEntry:
        submission = None
    else:
        for notebook in submission.notebooks:
            penalties[notebook.name] = notebook.late_submission_penalty
            for grade in notebook.grades:
                grades[notebook.name, grade.name] = grade
    names = [harmless(student.last_name or ""), harmless(student.first_name or "")]
    for notebook, exercise, cell, most in cells:
        grade = grades.get((notebook, cell))
        found = ["", points(most), "", "", "", ""]
        if grade:
            waits = grade.needs_manual_grade and grade.manual_score is None
            found = [
                "" if waits else points(grade.score),
                points(most),
                points(grade.auto_score),
                points(grade.manual_score),
                points(grade.extra_credit),
                "yes" if waits else "no",
            ]
        submitted = "yes" if submission else "no"
        where = [student.id, *names, assignment, submitted, notebook, exercise, cell]
        yield [*where, *found, points(penalties.get(notebook))]
