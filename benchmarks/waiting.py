"""Time the computations that people wait for, in milliseconds of processor time beside a target.

- `check` calls a student's function, compares the answers with the bank and says what is wrong: the
  median exercise, and the comparison alone in the slowest one;
- the judge turns the answers of a whole submission into verdicts: the median of solved, half solved
  and wrong submissions, and the slowest one;
- an explorer computes its picture: the slowest explorer, with each knob at its ends.

    python benchmarks/waiting.py [--runs 9]

Each time is the processor time of one thread, the median of the runs. Exits with 1 if a target is
missed.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import helpers.explorers
from autograder import exercises
from autograder.build.bank import run
from autograder.grade.judge import Judge
from helpers.checking import load_bank
from helpers.checking.evaluate import evaluate
from helpers.checking.messages import as_text

ASSIGNMENTS = ("gradient_descent", "backpropagation", "regularisation")

CHECK, COMPARISON, SUBMISSION, WORST_SUBMISSION, EXPLORER = 10, 20, 25, 50, 40
"""The targets, in milliseconds."""


def main():
    """Prints a line for each computation; exits with 1 if one is too slow."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=9, help="of which the median (9)")
    n_runs = arguments.parse_args().runs
    judged = timed(submissions(), n_runs)
    rows = [
        ("check, median exercise", CHECK, *median(timed(checks(), n_runs))),
        ("comparison, slowest exercise", COMPARISON, *max(timed(comparisons(), n_runs))),
        ("judging, median submission", SUBMISSION, *median(judged)),
        ("judging, slowest submission", WORST_SUBMISSION, *max(judged)),
        ("an explorer, slowest setting", EXPLORER, *max(timed(computations(), n_runs))),
    ]
    for what, most, took, which in rows:
        verdict = "met" if took <= most else "MISSED"
        print(f"{what:30}{took:8.1f} ms, at most {most}: {verdict}   ({which})")
    sys.exit(any(took > most for _, most, took, _ in rows))


def timed(calls, n_runs):
    """For each call, its median time in milliseconds and its name."""
    return [(milliseconds(call, n_runs), name) for name, call in calls]


def median(times):
    """The middle one of these (time, name), by time."""
    return sorted(times)[len(times) // 2]


def milliseconds(call, n_runs):
    """The median processor time of a call, in milliseconds."""
    times = []
    for _ in range(n_runs):
        begun = time.process_time()
        call()
        times.append(1000 * (time.process_time() - begun))
    return statistics.median(times)


def checks():
    """(exercise, call): the call does what a check cell does with a wrong version."""
    for assignment in ASSIGNMENTS:
        for name, exercise in exercises.load(assignment).items():
            bank, wrong = load_bank(name), exercise.implementation(exercise.variants[-1])
            yield name, lambda bank=bank, answer=(wrong, *exercise.others): checked(bank, answer)


def checked(bank, answer):
    """The message about an answer, from calling it to the words."""
    return as_text(evaluate(bank, run(bank, *answer)), bank)


def comparisons():
    """(exercise, call): the call compares the answers of a wrong version with the public bank."""
    for name, exercise in exercises.load("backpropagation").items():
        bank = load_bank(name)
        answers = run(bank, exercise.implementation(exercise.variants[-1]), *exercise.others)
        yield name, lambda bank=bank, answers=answers: evaluate(bank, answers)


def submissions():
    """(submission, call): the call judges a submission of which all, half or nothing is right."""
    for assignment in ASSIGNMENTS:
        known = exercises.load(assignment)
        judge = Judge(known.values(), seed=2)
        for wrong, every in (("solved", 0), ("half solved", 2), ("all wrong", 1)):
            answers = {}
            for number, (name, exercise) in enumerate(known.items(), 1):
                fault = every and number % every == 0
                answer = exercise.implementation(exercise.variants[0]) if fault else exercise.solve
                answers[name] = run(judge.banks[name], answer, *exercise.others)
            yield f"{assignment}, {wrong}", lambda one=judge, given=answers: one.judge(given)


def computations():
    """(explorer, call): the call computes the explorer with one knob at its first or last value."""
    for explorer in helpers.explorers.every():
        start = {knob.name: knob.start for knob in explorer.knobs}
        for knob in explorer.knobs:
            for value in (knob.values[0], knob.values[-1]):
                params = {**start, knob.name: value}
                name = f"{explorer.name}, {knob.name}={value}"
                yield name, lambda one=explorer, params=params: one.compute(dict(params))


if __name__ == "__main__":
    main()
