"""`cross_validate`: the validation error of every λ on every fold.

The check passes two fits of its own (`helpers.checking.fits`) instead of a model. The errors of one
fit are known for any folds, so they are compared with the right values. The errors of the other fit
tell which rows were used for training and which for validation, so properties judge them.
"""

import numpy as np

from autograder.exercises.language import Exercise, Misconception, Named, Probe, Seed

exercise = Exercise(
    "cross_validate",
    asked="`cross_validate(fit, X, y, lams, k, rng)` returns an array (len(lams), k): for every λ "
    "and fold, the mean squared error on the validation part of what `fit` made of the training "
    "part, every λ on the same random folds.",
    uses={
        "k_fold_indices": [
            "equal targets",
            "own targets",
            "errors",
            "folds",
            "same folds",
            "random",
        ]
    },
)

TINY = 1e-30
"""The λ of the calls that mark rows are 1 to 3 times this: a penalty added to an error vanishes."""

LAMS = np.array([0.2, 0.7, 0.1, 0.4])
"""About the λ of the first call: in no order, and the second of them makes a larger error than the
first. Of the next calls one has two equal λ, one a single tiny λ, and one large λ and errors.
"""


@exercise.probes
def draw(rng):
    seeds = iter([Seed(seed) for seed in rng.choice(10_000, size=10, replace=False)])
    sizes = [
        (12, 3, 2, LAMS + rng.uniform(0, 0.1, size=4)),
        (10, 5, 2, rng.uniform([0.1, 0.6], [0.2, 0.9])[[1, 0, 1]]),
        (8, 2, 2, rng.uniform(1e-4, 1e-3, size=1)),
        (9, 3, 200, rng.uniform([200, 30], [300, 90])),
    ]
    # With equal targets no answer is off because it compares with the target of another row.
    known = [
        *(
            _known("equal", np.full((n, 1), rng.uniform(y, 2 * y)), k, lams, seeds)
            for n, k, y, lams in sizes
        ),
        *(
            _known("known", rng.uniform(y, 2 * y, size=(n, 1)), k, lams, seeds)
            for n, k, y, lams in (sizes[0], sizes[3])
        ),
    ]
    marked = [
        _marked(rng, *sizes, seeds) for sizes in ((10, 4, 3), (10, 4, 3), (10, 4, 3), (9, 5, 2))
    ]
    for probes in (known, marked):
        probes[0].twice = True
    return known + marked


def _known(group, y, k, lams, seeds):
    return _probe("known error", y, lams, k, seeds, group)


def _marked(rng, n, k, n_lams, seeds):
    y = rng.uniform(-0.1, 0.1, size=(n, 1))
    lams = TINY * (n_lams - np.arange(n_lams))
    return _probe("marked rows", y, lams, k, seeds, group="marked")


def _probe(fit, y, lams, k, seeds, group):
    X = np.hstack([2.0 ** np.arange(len(y))[:, None], y])
    return Probe(group=group, fit=Named(fit), X=X, y=y, lams=lams, k=k, rng=next(seeds))


@exercise.solution
def cross_validate(fit, X, y, lams, k, rng):
    order = rng.permutation(len(X))
    parts = np.array_split(order, k)
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j, validation in enumerate(parts):
            train = np.setdiff1d(order, validation)
            predict = fit(X[train], y[train], lam)
            missed = predict(X[validation]) - y[validation]
            errors[i, j] = np.mean(missed**2)
    return errors


exercise.value(
    "equal targets",
    points=0.5,
    groups=("equal",),
    hint="Follow one λ and one fold through your code: what is fitted, on which rows, and what is "
    "compared with what?",
)
_ROWS = ("equal", "marked")
exercise.property(
    "own targets",
    "own_targets",
    points=0.5,
    groups=_ROWS,
    hint="For one fold, print the rows of X and of y that you pass on. Do they belong together?",
)
exercise.value(
    "errors",
    points=2.75,
    groups=("known",),
    hint="Follow one λ and one fold through your code: what is fitted, on which rows, and what is "
    "compared with what?",
)
exercise.property(
    "folds",
    "folds_of_rows",
    points=0.25,
    groups=_ROWS,
    hint="Print the validation rows of the k folds. Is every row there once?",
)
exercise.property(
    "same folds",
    "same_folds",
    points=0.5,
    groups=_ROWS,
    hint="Print the validation rows of the first fold, for every λ.",
)
exercise.property(
    "random",
    "random_validation",
    points=0.25,
    groups=_ROWS,
    hint="Call your function with generators of different seeds, and twice with equal ones.",
)
# Known errors are the same on any folds, so a fault in drawing folds costs no marks here as well.
CHANGED = Misconception(
    "argument-changed",
    "After the call, do the rows of X and y still stand in the order in which they came?",
    "`X[:] = ...` and `rng.shuffle(X)` move the caller's own rows. How can you take rows in "
    "another order and leave X alone?",
)
exercise.property(
    "arguments", "repeatable", points=0.25, groups=("equal",), misconceptions=[CHANGED]
)

DRAWN = "rng.permutation(len(X))"
IN_ORDER = "np.arange(len(X))"
PARTS = "np.array_split(order, k)"
MISSED = "predict(X[validation]) - y[validation]"
MEAN = "np.mean(missed**2)"

exercise.misconception(
    "training-error",
    "The model has seen these rows before. On which rows does an error say something about "
    "new ones?",
    "Follow the indices into `predict`: which of the two parts of the pair goes in?",
    error_of_the_training_part={MISSED: "predict(X[train]) - y[train]"},
)
exercise.misconception(
    "swapped",
    "How many rows does each model of yours learn from, and how many should it be?",
    "Look at the order of the two parts where you take a pair apart.",
    parts_swapped={
        "X[train], y[train]": "X[validation], y[validation]",
        MISSED: "predict(X[train]) - y[train]",
    },
)
exercise.misconception(
    "trained-on-everything",
    "The model of a fold should never have seen the rows it is validated on. Which rows does "
    "yours see?",
    "Look at what you pass to `fit`: all of X, or some rows of it?",
    trained_on_everything={"X[train], y[train]": "X, y"},
    trained_on_everything_and_summed={
        "X[train], y[train]": "X, y",
        MEAN: "np.sum(missed**2)",
    },
)
exercise.misconception(
    "trained-on-validation",
    "The model of a fold should never have seen the rows it is validated on. Which rows does "
    "yours see?",
    "You fit and validate on one part of the pair. What is the other one for?",
    trained_on_the_validation_part={"X[train], y[train]": "X[validation], y[validation]"},
)
exercise.misconception(
    "validated-on-everything",
    "How many of the rows in your error did the model already know?",
    "Look at what you pass to `predict`: all of X, or some rows of it?",
    validated_on_everything={MISSED: "predict(X) - y"},
)
exercise.misconception(
    "sum-for-mean",
    "With twice as many rows in a validation part, should its error be twice as large?",
    "The M of MSE: which function makes one number of many here, and which should?",
    summed={MEAN: "np.sum(missed**2)"},
)
exercise.misconception(
    "stray-factor",
    "If every prediction misses by 2, what is the mean squared error? What does your code say?",
    "The ½ belongs to a penalty. Is there one in a mean squared error?",
    halved={MEAN: f"{MEAN} / 2"},
)
exercise.misconception(
    "wrong-count",
    "How many terms does the sum over a validation part have, and by what do you divide it?",
    "An error of a fold is a mean over its own rows, not over all n.",
    divided_by_all_rows={MEAN: "np.sum(missed**2) / len(X)"},
)
exercise.misconception(
    "wrong-count",
    "How many terms does the sum over a validation part have, and by what do you divide it?",
    "When k does not divide n, some folds are larger than others. Does your code know how large?",
    named=True,
    divided_by_the_smallest_size={MEAN: "np.sum(missed**2) / (len(X) // k)"},
    weighted_by_size={MEAN: f"{MEAN} * len(validation) * k / len(X)"},
)
exercise.misconception(
    "variance",
    "If every prediction is 2 too high, is the error 0? What does your code say?",
    "A variance measures distances from the mean. From what does a mean squared error measure?",
    variance={MEAN: "np.var(missed)"},
    deviation={MEAN: "np.std(missed)"},
)
exercise.misconception(
    "unsquared",
    "If every prediction misses by 2, what is the mean squared error? What does your code say?",
    "What is done to each difference before the mean, and what to the mean after it? Only one of "
    "the two changes a number in a mean squared error.",
    root_of_the_mean={MEAN: f"np.sqrt({MEAN})"},
    absolute_error={MEAN: "np.mean(np.abs(missed))"},
)
exercise.misconception(
    "cancelling",
    "One prediction is 2 too high, another 2 too low: is the error 0? What does your code say?",
    "What has to happen to a difference before the mean is taken?",
    mean_of_differences={MEAN: "np.mean(-missed)"},
)
exercise.misconception(
    "cancelling",
    "One prediction is 2 too high, another 2 too low: is the error 0? What does your code say?",
    "What has to happen to a difference before the mean is taken?",
    named=True,
    square_of_the_mean={MEAN: "np.mean(missed) ** 2"},
)
exercise.misconception(
    "penalty-in-error",
    "You want to know how far the predictions are off. Should that depend on what λ costs?",
    "The penalty steers the training. What belongs into an error on new rows, and what does not?",
    lambda_added={MEAN: f"{MEAN} + lam"},
    l1_of_predictions_added={MEAN: f"{MEAN} + lam * np.sum(np.abs(predict(X[validation])))"},
    lambda_added_to_half={MEAN: f"{MEAN} / 2 + lam"},
    l2_of_predictions_added={MEAN: f"{MEAN} + lam / 2 * np.sum(predict(X[validation]) ** 2)"},
)
exercise.misconception(
    "transposed",
    "Which is the number of your rows: that of λ, or that of folds?",
    "Each λ has a row of its own, with one error a fold.",
    folds_as_rows={"(len(lams), k)": "(k, len(lams))", "errors[i, j]": "errors[j, i]"},
    folds_as_rows_of_roots={
        "(len(lams), k)": "(k, len(lams))",
        "errors[i, j]": "errors[j, i]",
        MEAN: f"np.sqrt({MEAN})",
    },
)
exercise.misconception(
    "reshaped-wrongly",
    "Which loop is the inner one? Which errors stand beside each other in your list, and which in "
    "a row of your table?",
    "`reshape` fills row after row. Print your list for two λ and three folds, and then the table.",
    reshaped_without_turning={"return errors": "return errors.T.reshape(len(lams), k)"},
)
exercise.misconception(
    "lambdas-sorted",
    "Row i belongs to entry i of `lams`. Does it in your table, if λ are 1, 0.1 and 10?",
    "Where in your code do λ change their order?",
    sorted_lambdas={"enumerate(lams)": "enumerate(sorted(lams))"},
)
exercise.misconception(
    "whole-numbers",
    "Which type has the array that you write into? What does 0.7 become in it?",
    "An array of whole numbers cuts off whatever comes behind the point. How do you make one of "
    "floats?",
    whole_numbers={"np.zeros((len(lams), k))": "np.zeros((len(lams), k), dtype=int)"},
)
exercise.misconception(
    "off-by-one",
    "Is a column of your table left as it was made? How many folds does your loop see?",
    "Count on your fingers what `range` gives, and where a slice ends.",
    last_fold_left_out={"enumerate(parts)": "enumerate(parts[:-1])"},
    first_fold_left_out={
        "enumerate(parts)": "list(enumerate(parts))[1:]",
    },
)
exercise.misconception(
    "averaged",
    "How many errors should there be for each λ, and how many do you return?",
    "The mean over the folds is taken later, by whoever chooses. What is lost if you take it here?",
    averaged_over_folds={"return errors": "return errors.mean(axis=1)"},
    root_of_the_average={"return errors": "return np.sqrt(errors.mean(axis=1))"},
)
exercise.misconception(
    "chosen-already",
    "What is asked for: a table of errors, or a choice?",
    "Whoever calls you wants to see every λ on every fold. The choice is another function.",
    returns_the_best_lambda={"return errors": "return lams[np.argmin(errors.mean(axis=1))]"},
)
exercise.misconception(
    "returned-too-early",
    "How many rows should your result have for three λ, and how many does it have?",
    "Where does `return` stand: inside the loop over λ or after it?",
    returns_after_the_first_lambda={"    return errors": "        return errors[i]"},
)
exercise.misconception(
    "one-long-list",
    "What shape should the result have for three λ and five folds, and what shape has yours?",
    "All the errors are there. Where would a new row have to begin?",
    one_long_list={"return errors": "return list(errors.ravel())"},
)
exercise.misconception(
    "position-for-lambda",
    "What does `fit` get as its third argument in your code? Print it.",
    "The number of a λ in the list is not the λ. Which of the two do you pass on?",
    position_for_lambda={"y[train], lam)": "y[train], i)"},
)
exercise.misconception(
    "one-lambda",
    "Are the rows of your result equal? Should they be?",
    "Which λ does `fit` get in the second row? Print its third argument.",
    first_lambda_for_all={"y[train], lam)": "y[train], lams[0])"},
    one_for_all={"y[train], lam)": "y[train], 1.0)"},
    zero_for_all={"y[train], lam)": "y[train], 0.0)"},
)
exercise.misconception(
    "rows-shared",
    "Change one number of the table that you start with, and print all of it. What has changed?",
    "What does `*` make of a list that holds a list: several lists, or several names for one?",
    rows_shared={"return errors": "return errors[[-1] * len(lams)]"},
)
exercise.misconception(
    "first-row-only",
    "The first row of your result is filled. What about the others?",
    "A generator can be gone through once, and a function returns once. What stands inside your "
    "loop over λ that should stand outside of it?",
    folds_used_up={PARTS: f"iter({PARTS})"},
    returns_the_table_after_the_first_lambda={"    return errors": "        return errors"},
)
exercise.misconception(
    "broadcast",
    "What shapes have `predict(X[validation])`, your targets, and the difference of the two?",
    "One of the two is flat. What does NumPy make of (s, 1) − (s,)?",
    named=True,
    flat_targets={"- y[validation]": "- y[validation].ravel()"},
)
exercise.misconception(
    "flat-targets",
    "Which shape has y where it comes in, and which has what you pass to `fit`?",
    "A model may subtract its y from predictions (s, 1). What does NumPy make of (s, 1) − (s,)?",
    named=True,
    fit_on_flat_targets={"X[train], y[train]": "X[train], y[train].ravel()"},
)
exercise.misconception(
    "part-of-a-fold",
    "How many rows has a validation part, and how many of them does its error count?",
    "Change the target of one validation row after another. Which of them change the error?",
    named=True,
    first_row_of_each_fold={MISSED: "predict(X[validation[:1]]) - y[validation[:1]]"},
)
exercise.misconception(
    "folds-mixed",
    "Does column 0 of your table belong to the same fold for every λ?",
    "What happens to the errors of a row after they have been computed?",
    named=True,
    sorted_rows={"return errors": "return np.sort(errors, axis=1)"},
)
exercise.misconception(
    "pairs-broken",
    "Take one row of X. Does its own y still go with it when you fit, and when you compare?",
    "Rows of X and of y have to be taken by the same indices. Print both for one fold.",
    named=True,
    x_shuffled_without_y={f"order = {DRAWN}": f"X = X[{DRAWN}]\n    order = {DRAWN}"},
    other_order_for_the_targets={f"order = {DRAWN}": f"y = y[{DRAWN}]\n    order = {DRAWN}"},
    other_rows_of_y_to_train_on={"X[train], y[train]": "X[train], y[: len(train)]"},
    other_rows_of_y_to_compare_with={"- y[validation]": "- y[: len(validation)]"},
)
exercise.misconception(
    "last-fold-only",
    "Are all errors of one λ equal? Should they be?",
    "An assignment to a whole row replaces what the fold before has written there. Where does "
    "one error belong?",
    named=True,
    overwritten_by_the_last_fold={"errors[i, j]": "errors[i]"},
)
exercise.misconception(
    "overlap",
    "Print the validation rows of all folds. Does a row come up twice?",
    "Each row should be validated once for every λ. Could one permutation serve all k folds?",
    named=True,
    folds_drawn_one_by_one={
        DRAWN: IN_ORDER,
        PARTS: "[rng.choice(len(X), size=len(X) // k, replace=False) for _ in range(k)]",
    },
    permuted_anew_for_every_fold={
        DRAWN: IN_ORDER,
        PARTS: f"[np.array_split({DRAWN}, k)[j] for j in range(k)]",
    },
)
exercise.misconception(
    "left-out",
    "Print the validation rows of all folds. Is every row there?",
    "What happens to the rows that are left over when k does not divide n?",
    named=True,
    remainder_left_out={PARTS: "np.split(order[: len(X) // k * k], k)"},
)
exercise.misconception(
    "uneven-folds",
    "Print the sizes of your validation parts for 10 rows and 4 folds. How far apart are the "
    "smallest and the largest?",
    "Where do the rows go that are left over when k does not divide n? Could several parts "
    "take one more each?",
    named=True,
    remainder_in_the_last_fold={PARTS: "np.split(order, [j * (len(X) // k) for j in range(1, k)])"},
)
exercise.misconception(
    "new-folds",
    "If one λ meets easy folds and another hard ones, what does a difference between their "
    "errors mean?",
    "Where in your code are the folds drawn: before the loop over λ or inside it?",
    named=True,
    folds_drawn_for_every_lambda={
        DRAWN: IN_ORDER,
        "enumerate(lams):": f"enumerate(lams):\n        parts = np.array_split({DRAWN}, k)",
    },
)
exercise.misconception(
    "not-shuffled",
    "Suppose the rows of X are sorted by y. What would your folds train on, and what would "
    "they be validated on?",
    "Print your folds for two generators. What could you draw from `rng` before you cut?",
    named=True,
    blocks_in_order={DRAWN: IN_ORDER},
    every_kth_row={DRAWN: IN_ORDER, PARTS: "[order[j::k] for j in range(k)]"},
)
exercise.misconception(
    "own-seed",
    "Call your function with generators of two different seeds: should the folds be equal?",
    "Is `rng` used in your code, or a generator that you have made yourself?",
    named=True,
    own_seed={DRAWN: "np.random.default_rng(0).permutation(len(X))"},
)
exercise.misconception(
    "not-from-rng",
    "Make two generators with the same seed and call your function with each: are the results "
    "equal?",
    "There is one source of chance here that the caller can repeat. Does your code draw from "
    "it, or from another one?",
    named=True,
    fresh_generator={DRAWN: "np.random.default_rng().permutation(len(X))"},
    global_generator={DRAWN: "np.random.permutation(len(X))"},
)
exercise.misconception(
    *CHANGED,
    shuffles_the_rows_in_place={
        f"order = {DRAWN}": f"order = {DRAWN}\n    X[:], y[:] = X[order], y[order]",
        PARTS: f"np.array_split({IN_ORDER}, k)",
    },
)
