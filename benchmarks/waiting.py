"""Time the computations that people wait for, in milliseconds of processor time beside a target.

- `check` compares a student's answers with the bank: the slowest exercise of backpropagation;
- the judge turns the answers of a whole submission, all of them wrong, into verdicts;
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
from autograder.build.bank import compile_bank, run
from autograder.grade.judge import Judge
from helpers.checking.evaluate import evaluate

CHECK, SUBMISSION, EXPLORER = 20, 50, 40
"""The targets, in milliseconds."""


def main():
    """Prints a line for each computation; exits with 1 if one is too slow."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=9, help="of which the median (9)")
    n_runs = arguments.parse_args().runs
    rows = [
        ("check, slowest exercise", CHECK, *slowest(comparisons(), n_runs)),
        ("judging a submission", SUBMISSION, *slowest(submissions(), n_runs)),
        ("an explorer, slowest setting", EXPLORER, *slowest(computations(), n_runs)),
    ]
    for what, most, took, which in rows:
        verdict = "met" if took <= most else "MISSED"
        print(f"{what:30}{took:8.1f} ms, at most {most}: {verdict}   ({which})")
    sys.exit(any(took > most for _, most, took, _ in rows))


def slowest(calls, n_runs):
    """The median of the slowest call, in milliseconds, and the name of that call."""
    return max((milliseconds(call, n_runs), name) for name, call in calls)


def milliseconds(call, n_runs):
    """The median processor time of a call, in milliseconds."""
    times = []
    for _ in range(n_runs):
        begun = time.process_time()
        call()
        times.append(1000 * (time.process_time() - begun))
    return statistics.median(times)


def comparisons():
    """(exercise, call): the call compares the answers of a wrong version with the public bank."""
    for name, exercise in exercises.load("backpropagation").items():
        bank = compile_bank(exercise)
        answers = run(bank, exercise.implementation(exercise.variants[-1]), *exercise.others)
        yield name, lambda bank=bank, answers=answers: evaluate(bank, answers)


def submissions():
    """(assignment, call): the call judges a submission with a fault in every exercise."""
    for assignment in ("gradient_descent", "backpropagation", "regularisation"):
        known = exercises.load(assignment)
        judge = Judge(known.values(), seed=2)
        answers = {
            name: run(
                judge.banks[name], exercise.implementation(exercise.variants[0]), *exercise.others
            )
            for name, exercise in known.items()
        }
        yield assignment, lambda judge=judge, answers=answers: judge.judge(answers)


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
