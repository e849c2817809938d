"""The grading worksheet of an assignment of Moodle, and whether it is the right one.

Moodle goes by the numbers in a worksheet alone, whatever names stand beside them.
"""

from collections.abc import Collection

from autograder.course import CourseError
from autograder.handover import names
from autograder.handover.roster import Roster


def is_worksheet(known: Roster) -> bool:
    """Whether a roster is the grading worksheet of an assignment of Moodle."""
    return known.column("identifier") is not None and known.column("grade") is not None


def require_right(
    known: Roster, found: Collection[str], graded: Collection[str], assignment: str
) -> None:
    """Raises `CourseError` if a worksheet must be that of another assignment or site.

    `found` are the students on the worksheet, and `graded` those whose grades it must take. Ids
    that were made up of name and number tell what the right numbers are.
    """
    rows = {names.number_of(known, row): row for row in known.rows}
    for student in sorted(set(graded) - set(found)):
        name, number = names.taken_apart(student)
        row = rows.get(number)
        if number and row is not None and names.of_row(known, row):
            what = f"number {number} is {names.shown(known, row)} there, and {student} here"
        elif number and name in names.BLIND:
            what = f"{student} is not in it"
        else:
            continue
        raise CourseError(
            f"{known.path} seems to be the worksheet of another assignment or site: {what}. "
            f"Nothing was written. Download the worksheet of {assignment}, with everybody on it."
        )
