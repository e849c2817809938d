"""`choose_lambda`: the λ whose mean validation error is lowest."""

import numpy as np

from autograder.exercises.language import Exercise, Misconception, Probe

exercise = Exercise(
    "choose_lambda",
    asked="`choose_lambda(lams, errors)` returns the entry of lams whose row of errors, "
    "(len(lams), k), has the lowest mean.",
)

SIZES = ((7, 4), (5, 8), (6, 3), (8, 5))
"""(number of λ, k) of the probes: more λ than folds, and fewer."""


@exercise.probes
def draw(rng):
    """Draws again until every wrong way to choose chooses another λ, and a series of its own."""
    rules = (
        highest_error,
        lowest_single_fold,
        first_fold_only,
        last_fold_only,
        lowest_median,
        lowest_worst_fold,
        steadiest,
        mean_over_lambdas,
        position_in_the_table,
        smallest_lambda,
        largest_lambda,
        first_lambda,
        last_lambda,
    )
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
    "m46",
    "After the call, are lams and errors still what they were, in the same order?",
    "Sorting or dividing in place changes what the caller still holds, and λ lose their rows. How "
    "can you find the best without moving anything?",
)
exercise.property("arguments", "repeatable", points=0.25, causes={"changed": CHANGED})


@exercise.misconception(
    "m77",
    "Is a large validation error good news or bad news?",
    "Print the mean error of every λ and mark the one you chose.",
)
def highest_error(lams, errors):
    return lams[np.argmax(np.mean(errors, axis=1))]


@exercise.misconception(
    "position",
    "Is what you return a λ, or the place where it stands?",
    "`argmin` answers with a position. What stands at that position in `lams`?",
)
def position_of_the_lambda(lams, errors):
    return np.argmin(np.mean(errors, axis=1))


@exercise.misconception(
    "error-returned",
    "Is what you return a λ, or an error?",
    "The lowest mean error tells which row is best. Which λ made that row?",
)
def lowest_error_itself(lams, errors):
    return np.min(np.mean(errors, axis=1))


_ONE_CELL = (
    "One λ was lucky on one fold. Is it the best on average?",
    "Each λ has k errors. What has to happen to them before the rows are compared?",
)


@exercise.misconception("single-fold", *_ONE_CELL)
def lowest_single_fold(lams, errors):
    return lams[np.argmin(np.min(errors, axis=1))]


@exercise.misconception("single-fold", *_ONE_CELL)
def first_fold_only(lams, errors):
    return lams[np.argmin(errors[:, 0])]


@exercise.misconception("single-fold", *_ONE_CELL)
def last_fold_only(lams, errors):
    return lams[np.argmin(errors[:, -1])]


@exercise.misconception(
    "wrong-axis",
    "How many means should there be: one for each λ or one for each fold? Print the shape of "
    "yours.",
    "Rows of `errors` belong to λ, columns to folds. Which should the mean do away with?",
)
def mean_over_lambdas(lams, errors):
    return lams[np.argmin(np.mean(errors, axis=0))]


@exercise.misconception(
    "wrong-axis",
    "What does `argmin` of a table count: rows, or all of its entries? Try it on a 2 × 2 array.",
    "Each λ has k errors. What has to happen to them before you look for the lowest?",
)
def position_in_the_table(lams, errors):
    return lams[np.argmin(errors)]


@exercise.misconception(
    "median",
    "The mean of 1, 2 and 9 is 4. What does your function make of these three?",
    "The task asks for the lowest mean. What do you compare?",
)
def lowest_median(lams, errors):
    return lams[np.argmin(np.median(errors, axis=1))]


@exercise.misconception(
    "worst-fold",
    "The mean of 1, 2 and 9 is 4. What does your function make of these three?",
    "You compare the largest error of each λ. What does the task compare?",
)
def lowest_worst_fold(lams, errors):
    return lams[np.argmin(np.max(errors, axis=1))]


@exercise.misconception(
    "spread",
    "A λ can be reliably bad. Does your choice look at how large the errors are?",
    "The spread over the folds is another question. What does the task compare?",
)
def steadiest(lams, errors):
    return lams[np.argmin(np.std(errors, axis=1))]


_LAMS_ONLY = (
    "Swap two rows of the errors: should the choice change? Does yours?",
    "Which of your two arguments decides? Follow `errors` through your code.",
)


@exercise.misconception("errors-ignored", *_LAMS_ONLY)
def smallest_lambda(lams, errors):
    return np.min(lams)


@exercise.misconception("errors-ignored", *_LAMS_ONLY)
def largest_lambda(lams, errors):
    return np.max(lams)


@exercise.misconception("errors-ignored", *_LAMS_ONLY)
def first_lambda(lams, errors):
    return lams[0]


@exercise.misconception("errors-ignored", *_LAMS_ONLY)
def mean_of_everything(lams, errors):
    return lams[np.argmin(np.mean(errors))]


@exercise.misconception("errors-ignored", *_LAMS_ONLY)
def last_lambda(lams, errors):
    return lams[-1]


@exercise.misconception(
    "ordered",
    "How many λ should come back?",
    "You return all of them, best first. Which one is asked for?",
)
def all_in_order(lams, errors):
    return lams[np.argsort(np.mean(errors, axis=1))]


@exercise.misconception(CHANGED.id, CHANGED.hint, CHANGED.stronger)
def sorts_the_lambdas(lams, errors):
    lams[:] = lams[np.argsort(np.mean(errors, axis=1))]
    return lams[0]


@exercise.misconception(CHANGED.id, CHANGED.hint, CHANGED.stronger)
def averages_in_place(lams, errors):
    errors /= errors.shape[1]
    return lams[np.argmin(errors.sum(axis=1))]
