"""Prints what the check and the judge make of every answer of the corpus.

    python tests/audit/table.py [EXERCISE …] [--seeds N]

A row for each exercise says how many right answers failed, how many wrong ones passed, how many
known misconceptions were named, and how many answers were told of another one. Below the
table stands every answer that was judged wrongly, with its message.
"""

import argparse
import multiprocessing
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import corpus

COLUMNS = ("right", "failed", "wrong", "passed", "known", "named", "misnamed", "uneven", "disagree")


def outcomes(answer, seeds):
    """The outcome of the student's check, and those of the judge on each seed."""
    return corpus.check(answer), [corpus.grade(answer, seed) for seed in seeds]


def faults(answer, check, grades):
    """What is wrong with the outcomes of one answer, as names of columns."""
    every = [check, *grades]
    if answer.right:
        if not all(x.right for x in every):
            yield "failed"
    else:
        if any(x.right for x in every):
            yield "passed"
        if any(x.id and x.id != answer.id for x in every):
            yield "misnamed"
    if len({x.points for x in grades}) > 1:
        yield "uneven"
    if len({x.right for x in every}) > 1:
        yield "disagree"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("exercises", nargs="*", default=[], help="all by default")
    parser.add_argument("--seeds", type=int, default=10, help="draws of hidden inputs")
    parser.add_argument("--messages", action="store_true", help="print the message of every answer")
    options = parser.parse_args()
    answers = [x for name in options.exercises or corpus.PLACES for x in corpus.read(name)]
    skipped = Counter(package for x in answers for package in x.missing)
    answers = [x for x in answers if not x.missing]
    rows, listed = {}, []
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = [(x, pool.submit(outcomes, x, range(options.seeds))) for x in answers]
        for number, (answer, job) in enumerate(jobs, 1):
            check, grades = job.result()
            if sys.stderr.isatty():
                print(f"\r{number} of {len(jobs)}", end="", file=sys.stderr, flush=True)
            row = rows.setdefault(answer.exercise, Counter())
            row["right" if answer.right else "wrong"] += 1
            if answer.id:
                row["known"] += 1
                row["named"] += all(x.id == answer.id for x in (check, *grades))
            found = list(faults(answer, check, grades))
            row.update(found)
            if found or options.messages or (answer.id and check.id != answer.id):
                listed.append((answer, found, check, grades))
    print_table(rows)
    for package, count in skipped.items():
        print(f"{count} answers left out: {package} is not installed")
    for answer, found, check, grades in listed:
        kind = "right" if answer.right else f"wrong [{answer.id}]"
        points = sorted({x.points for x in grades})
        ids = sorted({str(x.id) for x in (check, *grades)})
        print(f"\n--- {answer.exercise}, {kind}: {answer.words}\n{', '.join(found)}")
        print(f"points {points}, named {', '.join(ids)}\n{answer.code}\n{check.message}")


def print_table(rows):
    """Prints a row for each exercise, and their sum."""
    print(f"{'exercise':24}" + "".join(f"{column:>10}" for column in COLUMNS))
    rows["all"] = sum(rows.values(), Counter())
    for name, row in rows.items():
        print(f"{name:24}" + "".join(f"{row[column]:>10}" for column in COLUMNS))


if __name__ == "__main__":
    main()
