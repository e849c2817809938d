"""`l1_penalty`: λ times the sum of the weights' absolute values."""

import numpy as np

from autograder.exercises.language import Exercise, Probe
from autograder.exercises.regularisation._weights import WEIGHTS_CHANGED, draw_lists

exercise = Exercise(
    "l1_penalty",
    asked="`l1_penalty(weights, lam)` returns one number: λ times the sum of |w| over every entry "
    "of every array in the list `weights`.",
)


@exercise.probes
def draw(rng):
    drawn = draw_lists(rng)
    return [
        Probe(weights=weights, lam=lam, twice=number == 1)
        for number, (weights, lam) in enumerate(drawn)
    ]


@exercise.solution
def l1_penalty(weights, lam):
    return lam * sum(np.sum(np.abs(W)) for W in weights)


exercise.value("value", points=1.5, hint="Work out a list of two small arrays by hand and compare.")
exercise.property("arguments", "repeatable", points=0.5, misconceptions=[WEIGHTS_CHANGED])

SUM = "sum(np.sum(np.abs(W)) for W in weights)"

exercise.misconception(
    "absolute-sum",
    "Take the two weights 3 and −3: what is the sum of their absolute values, and what does your "
    "function make of them?",
    "Weights of opposite signs must not cancel. Which comes first in your code: the adding up, or "
    "the step that drops the signs?",
    absolute_of_the_sum={SUM: "abs(sum(np.sum(W) for W in weights))"},
    absolute_of_each_sum={"np.sum(np.abs(W))": "abs(np.sum(W))"},
    absolute_of_the_sum_over_count={
        SUM: "abs(sum(np.sum(W) for W in weights)) / sum(W.size for W in weights)"
    },
)
exercise.misconception(
    "no-absolute",
    "Can a penalty be negative? Try a list with the single array [−1, −2].",
    "A weight of −2 is as large as one of 2. Which step makes the two count alike?",
    without_absolute={"np.abs(W)": "W"},
)
exercise.misconception(
    "one-side",
    "What is the penalty of the single weight 2, and what is that of −2? What does your function "
    "say?",
    "A large weight costs the same on either side of 0. What becomes of the negative ones in your "
    "code?",
    positive_weights_only={"np.abs(W)": "np.maximum(W, 0)"},
    negative_weights_only={"np.abs(W)": "np.maximum(-W, 0)"},
)
exercise.misconception(
    "lambda-missing",
    "Double λ: does your penalty double?",
    "Look for `lam` in your `return`: where does it enter?",
    without_lambda={"lam * sum": "sum"},
    lambda_added={"lam * sum": "lam + sum"},
    lambda_added_for_each_array={
        "lam * sum": "sum",
        "np.sum(np.abs(W))": "lam + np.sum(np.abs(W))",
    },
    first_array_without_lambda={"lam * sum": "sum", "in weights": "in weights[:1]"},
)
exercise.misconception(
    "half-mismatch",
    "For the single weight 1 and λ = 1, what should the L1 penalty be? What is yours?",
    "One of the two penalties of this notebook carries a ½, so that its derivative comes out "
    "without a 2. Is it this one?",
    halved={"lam * sum": "lam / 2 * sum"},
)
exercise.misconception(
    "divided-by-count",
    "Put a few zeros into the list: should the penalty change? Does yours?",
    "The formula adds up over all weights. Does your code divide by how many there are?",
    mean_of_each_array={"np.sum": "np.mean"},
    mean_of_all={SUM: f"{SUM} / sum(W.size for W in weights)"},
    mean_over_arrays={SUM: f"{SUM} / len(weights)"},
)
exercise.misconception(
    "one-layer-only",
    "Change one weight in each array in turn: does your penalty notice every one of them?",
    "`weights` may hold any number of arrays. Which of them does your code visit, and does what it "
    "found in one survive until the next?",
    first_array_only={"in weights": "in weights[:1]"},
    last_array_only={"in weights": "in weights[-1:]"},
    last_array_left_out={"in weights": "in weights[:-1]"},
    last_array_left_out_and_means={"in weights": "in weights[:-1]", "np.sum": "np.mean"},
    two_arrays_only={"in weights": "in weights[:2]"},
    first_and_second_array={"in weights": "in (weights[0], weights[1])"},
)
exercise.misconception(
    "sign-flipped",
    "Should large weights make the cost larger or smaller? What does your penalty do?",
    "A penalty is what is added to the loss. Look for a minus sign.",
    negative={"lam * sum": "-lam * sum"},
)
exercise.misconception(
    "sum-for-each-array",
    "A penalty is one number. How many numbers does yours return?",
    "You have one sum for every array. What is still to be done with them?",
    one_sum_an_array={f"lam * {SUM}": "[lam * np.sum(np.abs(W)) for W in weights]"},
)
exercise.misconception(
    "arrays-added-up",
    "A penalty is one number. What does `sum` make of a matrix, and of two matrices of different "
    "shapes?",
    "Python's `sum` adds the items of a list to one another, whatever they are. What has to happen "
    "inside each array first?",
    arrays_added_up={"np.sum(np.abs(W))": "np.abs(W)"},
    columns_added_up={"np.sum(np.abs(W))": "np.sum(np.abs(W), axis=0)"},
)
exercise.misconception(
    "ragged-list",
    "Can a list of arrays of different shapes become one array? Try `np.array(weights)`.",
    "Take the arrays of the list one at a time.",
    list_as_one_array={SUM: "np.sum(np.abs(weights))"},
)
matrices_only = exercise.misconception(
    "matrices-only",
    "The arrays of the list may have any number of dimensions. What does your function make of the "
    "list with the single array [1, 2], and what of one with a matrix?",
    "Does your code count on a number of dimensions: two indices, two sums, a trace, an `ndim`? "
    "What takes every entry, however they are arranged?",
    vectors_left_out={"in weights": "in weights if W.ndim > 1"},
    only_two_dimensions={"in weights": "in weights if W.ndim == 2"},
    two_sums={"np.sum(np.abs(W))": "sum(sum(np.abs(W)))"},
    half_of_a_trace={
        "lam * sum": "lam / 2 * sum",
        "np.sum(np.abs(W))": "np.trace(W.T @ np.sign(W))",
    },
)


@matrices_only
def two_indices(weights, lam):
    total = 0
    for W in weights:
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                total += abs(W[i, j])
    return lam * total


exercise.misconception(
    "gradient-for-penalty",
    "A penalty is one number. How many numbers does yours return?",
    "You return how steep the penalty is at each weight. What is asked for is its height.",
    slopes={f"lam * {SUM}": "[lam * np.sign(W) for W in weights]"},
)
exercise.misconception(
    "other-penalty",
    "A weight of 10: does this penalty count it as 10, or as 100?",
    "There are two penalties in this notebook. Compare your formula with the one named L1.",
    l2_in_place_of_l1={"lam * sum": "lam / 2 * sum", "np.abs(W)": "W**2"},
    squares_without_half={"np.abs(W)": "W**2"},
)
exercise.misconception(
    "root-of-squares",
    "For the two weights 3 and 4: is the sum of their absolute values 5 or 7? What does your "
    "function say?",
    "A norm without further arguments takes squares and a root. Does the formula?",
    norm_of_all={SUM: "np.sqrt(sum(np.sum(W**2) for W in weights))"},
    norm_of_each_array={"np.sum(np.abs(W))": "np.linalg.norm(W)"},
)
exercise.misconception(
    "matrix-norm",
    "For a *matrix*, what does `np.linalg.norm(W, 1)` return? Look at its documentation, or try it "
    "on a 2 × 2 matrix of ones.",
    "The 1-norm of a matrix is the largest sum of a column, and of three dimensions there is none. "
    "The formula adds up every entry.",
    norm_of_a_matrix={"np.sum(np.abs(W))": "np.linalg.norm(W, 1)"},
)
exercise.misconception(
    "whole-numbers",
    "What is 0.7 as a whole number? Print the type of your sum, and of what you add to it.",
    "Weights are fractions. Which step of yours turns them into whole numbers?",
    whole_numbers={"np.abs(W)": "np.abs(W).astype(int)"},
)
exercise.misconception(
    *WEIGHTS_CHANGED,
    writes_absolute_values_back={"np.abs(W)": "np.abs(W, out=W)"},
    empties_the_list={"np.abs(W)) for W in weights": "np.abs(weights.pop())) for _ in [*weights]"},
)
