"""`choose_lambda`: the λ whose mean validation error is lowest."""

import numpy as np

from autograder.exercises.language import Exercise, Misconception, Probe

exercise = Exercise(
    "choose_lambda",
    asked="`choose_lambda(lams, errors)` returns the entry of lams whose row of errors, "
    "(len(lams), k), has the lowest mean.",
)

SIZES = ((7, 4), (5, 8), (6, 3), (8, 5))
"""(number of λ, k) of the probes: some with more λ than folds, some with fewer."""

NOT_COMPARED = (
    "position_of_the_lambda",
    "lowest_error_itself",
    "mean_of_everything",
    "all_in_order",
    "sorts_the_lambdas",
    "averages_in_place",
)
"""Variants that return no λ, choose the right λ, or always choose as another variant does."""


@exercise.probes
def draw(rng):
    """Draws until every wrong rule chooses a wrong λ, and no two rules choose the same series."""
    rules = [x.function for x in exercise.variants if x.name not in NOT_COMPARED]
    while True:
        probes = [_draw(rng, *size, rules) for size in SIZES]
        chosen = {tuple(_choice(rule, *probe) for probe in probes) for rule in rules}
        if len(chosen) == len(rules):
            return [
                Probe(lams=lams, errors=errors, twice=number == 0)
                for number, (lams, errors) in enumerate(probes)
            ]


def _draw(rng, n_lams, k, rules):
    while True:
        lams = np.exp(rng.normal(size=n_lams))
        errors = rng.gamma(2.0, size=(n_lams, k)) + rng.uniform(0, 1, size=(n_lams, 1))
        right = choose_lambda(lams, errors)
        if all(_choice(rule, lams, errors) != right for rule in rules):
            return lams, errors


def _choice(rule, lams, errors):
    try:
        return rule(lams, errors)
    except IndexError:
        return None


@exercise.solution
def choose_lambda(lams, errors):
    return lams[np.argmin(np.mean(errors, axis=1))]


exercise.value(
    "value", points=0.75, hint="Print the mean error of every λ. Which is lowest, and is it yours?"
)
CHANGED = Misconception(
    "argument-changed",
    "After the call, are lams and errors still what they were, in the same order?",
    "Sorting or dividing in place changes what the caller still holds, and λ lose their rows. How "
    "can you find the best without moving anything?",
)
exercise.property("arguments", "repeatable", points=0.25, misconceptions=[CHANGED])

MEAN = "np.mean(errors, axis=1)"
CHOICE = f"lams[np.argmin({MEAN})]"

exercise.misconception(
    "highest-error-chosen",
    "Is a large validation error good news or bad news?",
    "Print the mean error of every λ and mark the one you chose.",
    highest_error={"np.argmin": "np.argmax"},
)
exercise.misconception(
    "position",
    "Is what you return a λ, or the place where it stands?",
    "`argmin` answers with a position. What stands at that position in `lams`?",
    position_of_the_lambda={CHOICE: f"np.argmin({MEAN})"},
)
exercise.misconception(
    "error-returned",
    "Is what you return a λ, or an error?",
    "The lowest mean error tells which row is best. Which λ made that row?",
    lowest_error_itself={CHOICE: f"np.min({MEAN})"},
)
exercise.misconception(
    "single-fold",
    "One λ was lucky on one fold. Is it the best on average?",
    "Each λ has k errors. What has to happen to them before the rows are compared?",
    lowest_single_fold={MEAN: "np.min(errors, axis=1)"},
    first_fold_only={MEAN: "errors[:, 0]"},
    last_fold_only={MEAN: "errors[:, -1]"},
)
exercise.misconception(
    "wrong-axis",
    "How many means should there be: one for each λ or one for each fold? Print the shape of "
    "yours.",
    "Rows of `errors` belong to λ, columns to folds. Which should the mean do away with?",
    mean_over_lambdas={"axis=1": "axis=0"},
)
exercise.misconception(
    "mean-forgotten",
    "What does `argmin` of a table count: rows, or all of its entries? Try it on a 2 × 2 array.",
    "Each λ has k errors. What has to happen to them before you look for the lowest?",
    position_in_the_table={MEAN: "errors"},
)
exercise.misconception(
    "median",
    "The mean of 1, 2 and 9 is 4. What does your function make of these three?",
    "The task asks for the lowest mean. What do you compare?",
    lowest_median={MEAN: "np.median(errors, axis=1)"},
)
exercise.misconception(
    "worst-fold",
    "The mean of 1, 2 and 9 is 4. What does your function make of these three?",
    "You compare the largest error of each λ. What does the task compare?",
    lowest_worst_fold={MEAN: "np.max(errors, axis=1)"},
)
exercise.misconception(
    "spread",
    "A λ can be reliably bad. Does your choice look at how large the errors are?",
    "The spread over the folds is another question. What does the task compare?",
    steadiest={MEAN: "np.std(errors, axis=1)"},
)
exercise.misconception(
    "errors-ignored",
    "Swap two rows of the errors: should the choice change? Does yours?",
    "Which of your two arguments decides? Follow `errors` through your code.",
    smallest_lambda={CHOICE: "np.min(lams)"},
    largest_lambda={CHOICE: "np.max(lams)"},
    first_lambda={CHOICE: "lams[0]"},
    mean_of_everything={MEAN: "np.mean(errors)"},
    last_lambda={CHOICE: "lams[-1]"},
)
exercise.misconception(
    "ordered",
    "How many λ should come back?",
    "You return all of them, best first. Which one is asked for?",
    all_in_order={"np.argmin": "np.argsort"},
)
changed = exercise.misconception(*CHANGED)


@changed
def sorts_the_lambdas(lams, errors):
    lams[:] = lams[np.argsort(np.mean(errors, axis=1))]
    return lams[0]


@changed
def averages_in_place(lams, errors):
    errors /= errors.shape[1]
    return lams[np.argmin(errors.sum(axis=1))]
