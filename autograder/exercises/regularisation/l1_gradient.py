"""`l1_gradient`: λ times the sign of every weight."""

import numpy as np

from autograder.exercises.language import Exercise, Probe
from autograder.exercises.regularisation._weights import WEIGHTS_CHANGED, draw_matrices

exercise = Exercise(
    "l1_gradient",
    asked="`l1_gradient(W, lam)` returns the derivative of the L1 penalty by every entry of W, in "
    "the shape of W; where an entry is exactly 0, it is 0.",
)


@exercise.probes
def draw(rng):
    return [
        Probe(W=W, lam=lam, twice=number == 1) for number, (W, lam) in enumerate(draw_matrices(rng))
    ]


@exercise.solution
def l1_gradient(W, lam):
    return lam * np.sign(W)


exercise.value(
    "value",
    points=1.5,
    hint="Nudge a weight of 2 a little: by how much does λ|w| change? And a weight of −2? What "
    "does the text say about a weight of 0?",
)
exercise.property("arguments", "repeatable", points=0.5, misconceptions=[WEIGHTS_CHANGED])


exercise.misconception(
    "weight-for-sign",
    "If a weight doubles, does the slope of λ|w| double? Draw |w| and look.",
    "λ|w| is two straight lines. What is the slope of each, and does it depend on how far out you "
    "are?",
    times_weight={"np.sign(W)": "W"},
    clipped_weight={"np.sign(W)": "np.clip(W, -1, 1)"},
    weight_itself={"lam * np.sign(W)": "W.copy()"},
)
exercise.misconception(
    "penalty-of-each-entry",
    "If a weight doubles, does the slope of λ|w| double? Draw |w| and look.",
    "You have |w| itself, times λ. What is asked for is its slope: two straight lines, each with a "
    "slope of its own.",
    times_absolute_weight={"np.sign(W)": "np.abs(W)"},
)
exercise.misconception(
    "nan-at-zero",
    "Print your result for an entry that is exactly 0. What is 0 divided by 0?",
    "w / |w| is the sign only where w is not 0. Is there a way to the sign that does not divide?",
    divides_by_absolute={"np.sign(W)": "W / np.abs(W)"},
)
exercise.misconception(
    "sign-at-zero",
    "What should the gradient be where a weight is exactly 0, and what is yours there?",
    "Two cases are not enough: an entry is above 0, below 0, or neither.",
    plus_at_zero={"lam * np.sign(W)": "np.where(W >= 0, lam, -lam)"},
    minus_at_zero={"lam * np.sign(W)": "np.where(W > 0, lam, -lam)"},
    plus_at_zero_over_entries={"lam * np.sign(W)": "np.where(W >= 0, lam, -lam) / W.size"},
)
exercise.misconception(
    "sign-lost",
    "Which way does the penalty pull on a weight of −2? What is the slope of |w| to the left of 0?",
    "|w| falls to the left of 0 and rises to the right of it. Does your slope know on which side a "
    "weight is?",
    always_lambda={"np.sign(W)": "np.ones(W.shape)"},
)
exercise.misconception(
    "one-side",
    "Which way does the penalty pull on a weight of −2? Print your gradient for it.",
    "|w| falls to the left of 0: its slope there is neither 0 nor positive.",
    positive_side_only={"np.sign(W)": "(W > 0)"},
    not_negative_side_only={"np.sign(W)": "(W >= 0)"},
    negative_side_only={"np.sign(W)": "-(W < 0).astype(float)"},
)
exercise.misconception(
    "lambda-missing",
    "Double λ: does your gradient double?",
    "Look for `lam` in your `return`. Does it still count after the step that takes the sign?",
    without_lambda={"lam * np.sign(W)": "np.sign(W)"},
)
exercise.misconception(
    "half-mismatch",
    "Nudge a weight of 2 by 0.01: by how much does λ|w| change, for λ = 1? Divide by 0.01.",
    "Only one of the two penalties carries a ½. Is it this one?",
    halved={"lam * np.sign(W)": "lam / 2 * np.sign(W)"},
)
exercise.misconception(
    "sign-flipped",
    "The gradient points uphill. Does the penalty of a positive weight rise or fall when the "
    "weight grows? Which sign has your gradient there?",
    "The minus of gradient descent comes in the update. Is there another one here already?",
    negative={"lam * np.sign(W)": "-lam * np.sign(W)"},
    negative_half={"lam * np.sign(W)": "-lam / 2 * np.sign(W)"},
)
exercise.misconception(
    "divided-by-count",
    "Does the penalty on one weight depend on how many others there are? Does your gradient?",
    "The penalty is a sum. Is there a division by a number of entries or rows in your code?",
    divided_by_entries={"lam * np.sign(W)": "lam * np.sign(W) / W.size"},
    divided_by_rows={"lam * np.sign(W)": "lam * np.sign(W) / len(W)"},
)
exercise.misconception(
    "penalty-for-gradient",
    "How many weights does W hold, and how many numbers do you return? Each weight needs a slope.",
    "You return the penalty. What is asked for is how it changes with each single weight.",
    the_penalty_itself={"np.sign(W)": "np.sum(np.abs(W))"},
)
exercise.misconception(
    "slopes-added-up",
    "How many weights does W hold, and how many numbers do you return? Each weight needs a slope.",
    "The penalty adds up, its slopes stay apart. Which function in your code makes one number of "
    "several?",
    sum_of_all={"np.sign(W)": "np.sum(np.sign(W))"},
    sums_of_columns={"np.sign(W)": "np.sum(np.sign(W), axis=0)"},
    sums_of_rows={"np.sign(W)": "np.sum(np.sign(W), axis=1)"},
    kept_sums_of_columns={"np.sign(W)": "np.sum(np.sign(W), axis=0, keepdims=True)"},
    kept_sums_of_rows={"np.sign(W)": "np.sum(np.sign(W), axis=1, keepdims=True)"},
)
rows_for_columns = exercise.misconception(
    "rows-for-columns",
    "How many rows has W, and how many columns? Which of the two does each of your loops count?",
    "Try a W of shape (2, 3), and then one of shape (3, 2). Which entries does your code reach?",
)


@rows_for_columns
def loops_over_a_square(W, lam):
    slopes = np.zeros(W.shape)
    for i in range(len(W)):
        for j in range(len(W)):
            slopes[i, j] = lam * np.sign(W[i, j])
    return slopes


exercise.misconception(
    "square-undifferentiated",
    "Which way does the penalty pull on a weight of −2? Which sign has your gradient there?",
    "A square has lost the sign. How does |w| change to the left of 0?",
    squares={"np.sign(W)": "W**2"},
)
exercise.misconception(
    "sum-first",
    "Can two weights of opposite signs have the same gradient? Print yours.",
    "There is one sign for every weight. What do you take the sign of?",
    sign_of_the_sum={"np.sign(W)": "np.sign(np.sum(W)) * np.ones(W.shape)"},
)
exercise.misconception(
    "soft-threshold",
    "Is your result a slope, or weights that have already been moved?",
    "Shrinking a weight by λ is a step. The gradient only says which way is uphill, and how steep.",
    already_shrunk={"lam * np.sign(W)": "np.sign(W) * np.maximum(np.abs(W) - lam, 0)"},
)
exercise.misconception(
    "decayed-weights",
    "Is your result a slope, or weights that have already been moved?",
    "The step W − rate · gradient comes later, in the update. What is the gradient alone?",
    already_stepped={"lam * np.sign(W)": "W - lam * np.sign(W)"},
)
exercise.misconception(
    "flattened",
    "What shape has W, and what shape has your result?",
    "Where in your code do rows and columns become one long list?",
    one_long_list={"lam * np.sign(W)": "[lam * float(np.sign(w)) for w in W.ravel()]"},
)
exercise.misconception(
    "whole-numbers",
    "Which type has the array that you write into? What does 0.7 become in it?",
    "An array of whole numbers cuts off whatever comes behind the point. How do you make one of "
    "floats?",
    into_whole_numbers={"lam * np.sign(W)": "(lam * np.sign(W)).astype(int)"},
)
exercise.misconception(
    *WEIGHTS_CHANGED,
    writes_into_the_weights={"lam * np.sign(W)": "np.multiply(lam, np.sign(W), out=W)"},
)
