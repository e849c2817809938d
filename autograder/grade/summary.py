"""Prints the results of a grading or a regrading on the terminal."""

import collections
from collections.abc import Mapping

from autograder import tables
from autograder.console import console, say
from autograder.course import Course
from autograder.grade.gradebook import opened
from autograder.grade.handed_in import strays
from autograder.grade.judge import StoredVerdict
from autograder.grade.regrade import Regrading
from autograder.grade.verdicts import (
    StoredVerdicts,
    SubmissionStatus,
    automatic,
    said,
    score,
)
from helpers.checking.status import LinkStatus, Status


def failed(verdicts: StoredVerdicts) -> bool:
    """Whether the submission caused an incident or was refused."""
    return bool(verdicts["incidents"]) or verdicts["status"] == SubmissionStatus.REFUSED


def print_graded(course: Course, assignment: str, graded: Mapping[str, StoredVerdicts]) -> None:
    """Prints the results of a grading; `graded` maps students to contents of verdicts.json."""
    _print_class(course, assignment, graded)
    _print_incidents(course, assignment, graded)
    _print_strays(course)


def commonest(graded: Mapping[str, StoredVerdicts]) -> list[tuple[tuple[str, str, str], int]]:
    """How many students were asked about each misconception, the most frequent first.

    Each entry is (exercise, misconception, question) and a number of students: those with the same
    misconception may have been asked different questions.
    """
    asked = collections.Counter(
        (name, x["misconception"], said(x, "Ask yourself"))
        for verdicts in graded.values()
        for name, x in verdicts["exercises"].items()
        if x["misconception"]
    )
    return asked.most_common()


def _print_class(course: Course, assignment: str, graded: Mapping[str, StoredVerdicts]) -> None:
    """Prints all marks, the commonest misconceptions, and how many students wait for a marker."""
    rows = []
    for student, verdicts in graded.items():
        points, most = score(verdicts)
        lost = [(name, x) for name, x in automatic(verdicts) if x["points"] < x["max"]]
        wrong = [
            name + (f" ({cause})" if (cause := x.get("misconception")) else "")
            for name, x in lost
            if x["status"] != Status.UNSOLVED
        ]
        first = wrong[:3] + ([f"{len(wrong) - 3} more"] if len(wrong) > 3 else [])
        if len(lost) > len(wrong):
            first.append(f"{len(lost) - len(wrong)} not begun")
        reason = [verdicts["reason"]] if verdicts["reason"] else []
        said = "; ".join([*reason, ", ".join(first)] if first else reason)
        rows.append({"student": student, "marks": points, "of": most, "to_mend_first": said})
    columns: tables.Columns = {
        "student": "student",
        "marks": lambda row: f"{row['marks']:g} of {row['of']:g}",
        "to mend first": "to_mend_first",
    }
    tables.show("marks", rows, columns, f"{assignment}: marks without a marker")
    common = [
        {"students": count, "exercise": name, "misconception": cause, "question": question}
        for (name, cause, question), count in commonest(graded)[:8]
    ]
    columns = {
        "students": "students",
        "exercise": "exercise",
        "misconception": "misconception",
        "its question": "question",
    }
    tables.show("commonest_misconceptions", common, columns, "Commonest misconceptions")
    console.print(f"Graded notebooks and verdicts.json: {course.root / 'autograded'}")
    with opened(course) as gradebook:
        waiting = sum(x["needs_manual_grade"] for x in gradebook.submission_dicts(assignment))
    if waiting:
        console.print(
            f"Written answers of {waiting} student{'s' * (waiting > 1)} wait for a marker in "
            f"formgrader: jupyter lab {course.root}, then Nbgrader > Formgrader."
        )


def _print_incidents(course: Course, assignment: str, graded: Mapping[str, StoredVerdicts]) -> None:
    """Prints each incident, its student and its cost: the marks of exercises without answers."""
    notebook_of = {name: x.notebook for name, x in course.check_cells(assignment).items()}
    rows = []
    for student, verdicts in graded.items():
        if verdicts["status"] == SubmissionStatus.REFUSED:
            what = f"refused: {verdicts['reason']}"
            rows.append({"student": student, "contained": what, "cost": _cost(verdicts)})
        by_notebook = collections.defaultdict(list)
        for incident in verdicts["incidents"]:
            cell = "" if incident["cell"] is None else f"cell {incident['cell']}: "
            by_notebook[incident["notebook"]].append(cell + incident["reason"])
        for notebook, texts in by_notebook.items():
            there = {
                name: x
                for name, x in verdicts["exercises"].items()
                if notebook_of.get(name) == notebook
            }
            cells = {notebook: verdicts["cells"].get(notebook, {})}
            part: StoredVerdicts = {**verdicts, "exercises": there, "cells": cells}
            what = f"{notebook}, " + "; ".join(texts)
            rows.append({"student": student, "contained": what, "cost": _cost(part)})
    columns: tables.Columns = {
        "student": "student",
        "what was contained": "contained",
        "what it cost": "cost",
    }
    tables.show("incidents", rows, columns, "Incidents")


def _print_strays(course: Course) -> None:
    """Prints what stands in submitted/ and belongs to nobody, so that no work is overlooked."""
    found = strays(course)
    if found:
        say(f"Not graded, because no student and assignment is known for it: {', '.join(found)}.")
        say("A submission stands in submitted/<student>/<assignment>/.")


def _cost(verdicts: StoredVerdicts) -> str:
    """The marks of the exercises and cells that gave no answer."""
    lost = [(name, x["max"]) for name, x in automatic(verdicts) if x["status"] == Status.NO_ANSWER]
    names = ", ".join(name for name, _ in lost)
    return f"{sum(points for _, points in lost):g} marks ({names})" if lost else "nothing"


def print_changes(assignment: str, regrading: Regrading) -> None:
    """Prints what a `regrade.Regrading` would change, and who must be run again."""
    rows = []
    gain = lose = words = 0
    for change in regrading.changes:
        moved = score(change.after)[0] - score(change.before)[0]
        gain, lose = gain + (moved > 1e-9), lose + (moved < -1e-9)
        for name in change.fresh:
            before, after = change.before["exercises"].get(name), change.after["exercises"][name]
            was = before["points"] if before else 0
            if was == after["points"]:
                words += 1
                continue
            row = {"student": change.student, "exercise": name, "marks_before": was}
            row |= {"marks_now": after["points"], "before": _told(before), "now": _told(after)}
            rows.append(row)
    columns: tables.Columns = {
        "student": "student",
        "exercise": "exercise",
        "marks": lambda row: f"{row['marks_before']:g} → {row['marks_now']:g}",
        "before": "before",
        "now": "now",
    }
    tables.show("changes", rows, columns, f"Regrading {assignment}")
    again = [{"student": student, "why": why} for student, why in regrading.again.items()]
    tables.note("to_run_again", again)
    console.print(
        f"{regrading.judged} submissions judged again: {gain} gain, {lose} lose; in {words} "
        "verdicts only the words change."
    )
    if regrading.self_scored:
        say(
            f"Not judged again: the cells that score themselves while they run "
            f"({regrading.self_scored}). To run the submissions again: course grade {assignment}"
        )
    for student, reason in regrading.again.items():
        say(
            f"{student} must be run again: {reason}. "
            f"Run: course grade {assignment} --student {student}"
        )


def _told(verdict: StoredVerdict | None) -> str:
    """A verdict in a few words."""
    if verdict is None:
        return "–"
    if verdict["points"] >= verdict["max"]:
        return "right"
    failing = ", ".join(link for link, x in verdict["links"].items() if x == LinkStatus.FAIL)
    return verdict["misconception"] or (f"wrong: {failing}" if failing else "no answers")
