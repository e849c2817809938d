"""`choose_lambda`: the λ whose mean validation error is lowest."""

import numpy as np

from autograder.exercises.language import Exercise, Misconception, Probe

exercise = Exercise(
    "choose_lambda",
    asked="`choose_lambda(lams, errors)` returns the entry of lams whose row of errors, "
    "(len(lams), k), has the lowest mean.",
)

PROBES = (
    (8, 4, 1, ""),
    (6, 9, 1, ""),
    (7, 3, 1e-6, ""),
    (9, 5, 1, ""),
    (7, 4, 1e5, "last"),
    (5, 6, 1, "first"),
)
"""The probes: the number of λ, k, the size of the errors, and which row has the lowest mean.

Some have more λ than folds and some fewer. A loop that stops too soon, or starts too late, misses
the last row or the first. Tiny and huge errors show a rounding, or a bound to start from.
"""

NOT_COMPARED = {"ordered", "argument-changed", "rows-missed"}
"""Misconceptions that return several λ, or the right one in all probes or all but one."""


@exercise.probes
def draw(rng):
    """Draws until every wrong rule fails twice or more, and none chooses as another one does."""
    rules = [x for x in exercise.variants if x.misconception.id not in NOT_COMPARED]
    while True:
        probes = [_draw(rng, *probe) for probe in PROBES]
        right = [choose_lambda(*probe) for probe in probes]
        ids = {}
        for rule in rules:
            chosen = tuple(_choice(rule.function, *probe) for probe in probes)
            misses = sum(a != b for a, b in zip(chosen, right, strict=True))
            if misses < 2 or ids.setdefault(chosen, rule.misconception.id) != rule.misconception.id:
                break
        else:
            return [
                Probe(lams=lams, errors=errors, twice=number == 0)
                for number, (lams, errors) in enumerate(probes)
            ]


def _draw(rng, n_lams, k, size, best):
    """λ, and errors whose means are about equal while their spread differs from row to row.

    Where no row has to be the best, neither the first nor the last one is.
    """
    places = {"first": [0], "last": [n_lams - 1]}.get(best, range(1, n_lams - 1))
    while True:
        lams = np.exp(rng.normal(size=n_lams))
        errors = rng.lognormal(0, rng.uniform(0.2, 1.5, size=(n_lams, 1)), size=(n_lams, k))
        errors *= size * rng.uniform(1, 1.5, size=(n_lams, 1)) / errors.mean(axis=1, keepdims=True)
        if choose_lambda(np.arange(n_lams), errors) in places and lams[0] != lams.min():
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
    highest_median={"np.argmin": "np.argmax", MEAN: "np.median(errors, axis=1)"},
    highest_in_the_first_fold={"np.argmin": "np.argmax", MEAN: "errors[:, 0]"},
)
exercise.misconception(
    "position",
    "Is what you return a λ, or the place where it stands?",
    "`argmin` answers with a position. What stands at that position in `lams`?",
    position_of_the_lambda={CHOICE: f"np.argmin({MEAN})"},
    position_over_lambdas={CHOICE: "np.argmin(np.mean(errors, axis=0))"},
    position_of_the_lowest_error={CHOICE: "np.argmin(np.min(errors, axis=1))"},
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
    "folds-left-out",
    "Each λ has k errors. How many of them go into your mean?",
    "Change a single error, in each column in turn. Does each of them count?",
    first_fold_left_out={MEAN: "np.mean(errors[:, 1:], axis=1)"},
    last_fold_left_out={MEAN: "np.mean(errors[:, :-1], axis=1)"},
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
    "another-mean",
    "The mean of 1, 2 and 9 is 4. What does your function make of these three?",
    "There are squares, logarithms or quotients in what you compare. What does the task compare?",
    geometric_mean={MEAN: "np.mean(np.log(errors), axis=1)"},
    mean_of_squares={MEAN: "np.mean(errors**2, axis=1)"},
)
exercise.misconception(
    "most-folds-won",
    "A λ can be best on most folds and far off on one. Does your choice look at how far?",
    "You count on how many folds a λ wins. What does the task compare?",
    most_folds_won={f"np.argmin({MEAN})": "np.bincount(np.argmin(errors, axis=0)).argmax()"},
)
exercise.misconception(
    "spread",
    "A λ can be reliably bad. Does your choice look at how large the errors are?",
    "The spread over the folds is another question. What does the task compare?",
    steadiest={MEAN: "np.std(errors, axis=1)"},
)
one_standard_error = exercise.misconception(
    "one-standard-error",
    "Has the λ that you return the lowest mean error, or is its mean only nearly as low?",
    "To take a larger λ that is almost as good is another rule. Which λ does the task ask for?",
)


@one_standard_error
def largest_within_one_standard_error(lams, errors):
    means = errors.mean(axis=1)
    best = means.argmin()
    allowed = errors[best].std() / np.sqrt(len(errors[best]))
    return lams[means <= means[best] + allowed].max()


@one_standard_error
def largest_within_one_unbiased_error(lams, errors):
    means = errors.mean(axis=1)
    best = means.argmin()
    allowed = errors[best].std(ddof=1) / np.sqrt(len(errors[best]))
    return lams[means <= means[best] + allowed].max()


best_not_updated = exercise.misconception(
    "best-not-updated",
    "Each row should be compared with the lowest mean so far. Is it, in every round of your loop?",
    "When a row is better than all before it, which two things does your code have to remember?",
)


@best_not_updated
def last_row_below_the_first(lams, errors):
    means = errors.mean(axis=1)
    return lams[np.flatnonzero(means <= means[0])[-1]]


first_minimum = exercise.misconception(
    "first-minimum",
    "Mean errors can fall again after they have risen. Does your loop look at all of them?",
    "Print the mean error of every λ, and mark where your loop stops.",
)


@first_minimum
def stops_where_errors_rise(lams, errors):
    risen = np.diff(errors.mean(axis=1)) > 0
    return lams[np.argmax(risen) if risen.any() else -1]


exercise.misconception(
    "lambdas-sorted",
    "Row i of `errors` belongs to entry i of `lams`. Does it still, after you have sorted one of "
    "them?",
    "Try λ in the order 1, 0.1, 10. Which λ stands at the place that you have found?",
    sorted_lambdas={CHOICE: f"np.sort(lams)[np.argmin({MEAN})]"},
    sorted_downwards={CHOICE: f"np.sort(lams)[::-1][np.argmin({MEAN})]"},
)
exercise.misconception(
    "off-by-one",
    "Print the mean error of every λ and mark the one you chose. How far is it from the lowest?",
    "Positions count from 0. Is something added to yours, or taken away?",
    one_before={CHOICE: f"lams[np.argmin({MEAN}) - 1]"},
    one_after={CHOICE: f"lams[np.argmin({MEAN}) + 1]"},
)
exercise.misconception(
    "rows-missed",
    "Put the lowest errors into the last row, and then into the first. Are they found?",
    "Where does your loop start, and where does it end? Count on your fingers what `range` gives.",
    last_row_missed={MEAN: "np.mean(errors[:-1], axis=1)"},
    first_row_missed={CHOICE: "lams[1:][np.argmin(np.mean(errors[1:], axis=1))]"},
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
