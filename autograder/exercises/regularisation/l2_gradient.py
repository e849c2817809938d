"""`l2_gradient`: λ times every weight."""

import numpy as np

from autograder.exercises.language import Exercise, Probe
from autograder.exercises.regularisation._weights import WEIGHTS_CHANGED, draw_matrices

exercise = Exercise(
    "l2_gradient",
    asked="`l2_gradient(W, lam)` returns the derivative of the L2 penalty by every entry of W, in "
    "the shape of W.",
)


@exercise.probes
def draw(rng):
    return [
        Probe(W=W, lam=lam, twice=number == 1) for number, (W, lam) in enumerate(draw_matrices(rng))
    ]


@exercise.solution
def l2_gradient(W, lam):
    return lam * W


exercise.value(
    "value", points=1.5, hint="Differentiate the penalty of a single weight on paper, ½ included."
)
exercise.property("arguments", "repeatable", points=0.5, misconceptions=[WEIGHTS_CHANGED])


exercise.misconception(
    "half-kept",
    "Nudge a weight of 1 by 0.01: by how much does the L2 penalty change, for λ = 1? Divide by "
    "0.01.",
    "The penalty has a ½, and the derivative of a square has a 2. Where did the 2 go?",
    half_kept={"lam * W": "lam / 2 * W"},
)
exercise.misconception(
    "half-forgotten",
    "Nudge a weight of 1 by 0.01: by how much does the L2 penalty change, for λ = 1? Divide by "
    "0.01.",
    "The derivative of a square has a 2, and the penalty has a ½. Where did the ½ go?",
    half_forgotten={"lam * W": "2 * lam * W"},
    half_forgotten_over_rows={"lam * W": "2 * lam * W / len(W)"},
)
exercise.misconception(
    "lambda-missing",
    "Double λ: does your gradient double?",
    "Look for `lam` in your `return`: where does it enter?",
    without_lambda={"lam * W": "W.copy()"},
    without_lambda_and_half={"lam * W": "2 * W"},
)
exercise.misconception(
    "sign-flipped",
    "The gradient points uphill. Does the penalty of a positive weight rise or fall when the "
    "weight grows? Which sign has your gradient there?",
    "The minus of gradient descent comes in the update. Is there another one here already?",
    negative={"lam * W": "-lam * W"},
)
exercise.misconception(
    "square-undifferentiated",
    "Which way does the penalty pull on a weight of −2? Which sign has your gradient there?",
    "What is the derivative of w²? It is not w² again.",
    squares={"lam * W": "lam * W**2"},
    slope_along_lambda={"lam * W": "W**2 / 2"},
)
exercise.misconception(
    "penalty-of-each-entry",
    "Which way does the penalty pull on a weight of −2? Which sign has your gradient there?",
    "You have the penalty of each entry. What is asked for is its slope: what is the derivative of "
    "a square?",
    penalty_of_each_entry={"lam * W": "lam / 2 * W**2"},
)
exercise.misconception(
    "penalty-for-gradient",
    "How many weights does W hold, and how many numbers do you return? Each weight needs a slope.",
    "You return the penalty. What is asked for is how it changes with each single weight.",
    the_penalty_itself={"lam * W": "lam / 2 * np.sum(W**2)"},
)
exercise.misconception(
    "sign-lost",
    "Which way does the penalty pull on a weight of −2? Which sign has your gradient there?",
    "There is no absolute value in the L2 penalty. Where does yours come from?",
    absolute_weights={"lam * W": "lam * np.abs(W)"},
    half_of_absolute_weights={"lam * W": "lam / 2 * np.abs(W)"},
)
exercise.misconception(
    "one-side",
    "Which way does the penalty pull on a weight of −2? Print your gradient for it.",
    "The square falls to the left of 0: its slope there is neither 0 nor positive.",
    positive_side_only={"lam * W": "lam * np.maximum(W, 0)"},
    negative_side_only={"lam * W": "lam * np.minimum(W, 0)"},
)
exercise.misconception(
    "other-penalty",
    "Does this penalty pull harder on a weight of 10 than on a weight of 1? Does your gradient?",
    "A gradient that only knows signs belongs to the other penalty. Which is the one with the "
    "square?",
    l1_in_place_of_l2={"lam * W": "lam * np.sign(W)"},
)
exercise.misconception(
    "divided-by-count",
    "Does the penalty on one weight depend on how many others there are? Does your gradient?",
    "The penalty is a sum. Is there a division by a number of entries or rows in your code?",
    divided_by_entries={"lam * W": "lam * W / W.size"},
    divided_by_rows={"lam * W": "lam * W / len(W)"},
)
exercise.misconception(
    "root-of-squares",
    "Make all weights ten times as large: does your gradient become ten times as large?",
    "Is there a root in the penalty? The gradient of a root is another one than that of a sum of "
    "squares.",
    gradient_of_the_norm={"lam * W": "lam * W / np.sqrt(np.sum(W**2))"},
)
exercise.misconception(
    "lambda-squared",
    "Double λ: does your gradient double, or become four times as large?",
    "Does λ stand inside the square in the formula, or in front of it?",
    lambda_squared={"lam * W": "lam**2 * W"},
)
exercise.misconception(
    "decayed-weights",
    "Is your result a slope, or weights that have already been moved?",
    "The step W − rate · gradient comes later, in the update. What is the gradient alone?",
    already_stepped={"lam * W": "W - lam * W"},
)
exercise.misconception(
    "slopes-added-up",
    "How many weights does W hold, and how many numbers do you return? Each weight needs a slope.",
    "The penalty adds up, its slopes stay apart. Which function in your code makes one number of "
    "several?",
    sum_of_all={"lam * W": "lam * np.sum(W)"},
    sums_of_columns={"lam * W": "lam * np.sum(W, axis=0)"},
    sums_of_rows={"lam * W": "lam * np.sum(W, axis=1)"},
    kept_sums_of_columns={"lam * W": "lam * np.sum(W, axis=0, keepdims=True)"},
    kept_sums_of_rows={"lam * W": "lam * np.sum(W, axis=1, keepdims=True)"},
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
            slopes[i, j] = lam * W[i, j]
    return slopes


exercise.misconception(
    "sum-first",
    "Can a positive and a negative weight have the same slope? Print yours.",
    "There is one slope for every weight. What do you add up before you multiply by λ?",
    the_sum_everywhere={"lam * W": "lam * np.sum(W) * np.ones(W.shape)"},
)
exercise.misconception(
    "flattened",
    "What shape has W, and what shape has your result?",
    "Where in your code do rows and columns become one long list?",
    one_long_list={"lam * W": "[lam * float(w) for w in W.ravel()]"},
)
exercise.misconception(
    "whole-numbers",
    "Which type has the array that you write into? What does 0.7 become in it?",
    "An array of whole numbers cuts off whatever comes behind the point. How do you make one of "
    "floats?",
    into_whole_numbers={"lam * W": "(lam * W).astype(int)"},
)


@exercise.misconception(*WEIGHTS_CHANGED)
def scales_in_place(W, lam):
    W *= lam
    return W
