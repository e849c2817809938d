"""The catalogue: the misconceptions of every exercise, and the outcome when each is judged."""

import collections

from autograder import tables
from autograder.console import console
from helpers.checking.evaluate import evaluate
from helpers.checking.status import Status

Row = collections.namedtuple("Row", "exercise misconception name outcome question")
"""`outcome`: "named", "caught" (loses marks, not named), "as ID" (named as another), "passes"."""


def rows(exercise, bank, answers):
    """A row for each variant of one exercise, judged by the public bank of the exercise.

    `answers` holds what each variant answers to the probes of the bank.
    """
    return [
        _row(exercise, variant, bank, given)
        for variant, given in zip(exercise.variants, answers, strict=True)
    ]


def _row(exercise, variant, bank, answers):
    result = evaluate(bank, answers)
    named = result.misconception.id if result.misconception else None
    if result.status == Status.RIGHT:
        outcome = "passes"
    elif named == variant.misconception.id:
        outcome = "named"
    else:
        outcome = f"as {named}" if named else "caught"
    return Row(
        exercise.name, variant.misconception.id, variant.name, outcome, variant.misconception.hint
    )


def as_markdown(rows):
    """The page docs/catalogue.md: for each exercise, its misconceptions and their outcomes.

    `rows` maps each assignment to a list of rows.
    """
    parts = [
        "# Misconceptions\n\n"
        "The misconceptions that each exercise knows, and the question that each puts to a\n"
        "student. Several variants may stand behind an id: different wrong versions with one\n"
        "cause. *Named* means that the question is shown. Written by `course build`."
    ]
    for assignment, judged in sorted(rows.items()):
        parts.append(f"## {assignment}")
        by_exercise = collections.defaultdict(list)
        for row in judged:
            by_exercise[row.exercise].append(row)
        for name in sorted(by_exercise):
            table = ["| id | question | variants | outcome |", "|---|---|---|---|"]
            by_id = collections.defaultdict(list)
            for row in by_exercise[name]:
                by_id[row.misconception].append(row)
            for id, variants in sorted(by_id.items()):
                found = ", ".join(sorted({row.outcome for row in variants}))
                question = variants[0].question.replace("|", "\\|")
                table.append(f"| {id} | {question} | {len(variants)} | {found} |")
            parts += [f"### {name}", "\n".join(table)]
    return "\n\n".join(parts) + "\n"


def print_matrix(assignment, rows):
    """Prints the rows of an assignment, and how often each outcome occurs."""
    columns = {
        "exercise": "exercise",
        "misconception": "misconception",
        "variant": "name",
        "outcome": "outcome",
    }
    tables.show(assignment, [row._asdict() for row in rows], columns, assignment)
    outcomes = collections.Counter(row.outcome.split()[0] for row in rows)
    console.print(", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
