"""`l2_penalty`: half of λ times the sum of the weights' squares."""

import numpy as np

from autograder.exercises.language import Exercise, Probe
from autograder.exercises.regularisation._weights import WEIGHTS_CHANGED, draw_lists

exercise = Exercise(
    "l2_penalty",
    asked="`l2_penalty(weights, lam)` returns one number: λ/2 times the sum of w² over every entry "
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
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.sum(W**2) for W in weights)


exercise.value("value", points=1.5, hint="Work out a list of two small arrays by hand and compare.")
exercise.property("arguments", "repeatable", points=0.5, misconceptions=[WEIGHTS_CHANGED])

SUM = "sum(np.sum(W**2) for W in weights)"

exercise.misconception(
    "half-forgotten",
    "For the single weight 1 and λ = 1, what does the formula say, and what does your function?",
    "The formula does not start with λ alone. What is the rest of its factor for?",
    without_half={"lam / 2": "lam"},
)
exercise.misconception(
    "half-twice",
    "For the single weight 1 and λ = 1, what does the formula say, and what does your function?",
    "Count the factors ½ on the way from the weights to your result.",
    halved_twice={"np.sum(W**2)": "np.sum(W**2) / 2"},
)
exercise.misconception(
    "squared-sum",
    "Take the two weights 3 and −3: what is the sum of their squares, and what does your function "
    "make of them?",
    "Weights of opposite signs must not cancel. Which comes first in your code: the adding up, or "
    "the squaring?",
    square_of_the_sum={SUM: "sum(np.sum(W) for W in weights) ** 2"},
    square_of_each_sum={"np.sum(W**2)": "np.sum(W) ** 2"},
    square_of_the_sum_without_half={
        "lam / 2": "lam",
        SUM: "sum(np.sum(W) for W in weights) ** 2",
    },
)
exercise.misconception(
    "root-of-squares",
    "For the two weights 3 and 4, is the sum of their squares 5 or 25? Which does your code use?",
    "A norm is the root of the sum of squares. Is there a root in the formula?",
    norm_of_all={SUM: f"np.sqrt({SUM})"},
    norm_of_each_array={"np.sum(W**2)": "np.linalg.norm(W)"},
    norm_without_half={"lam / 2": "lam", SUM: f"np.sqrt({SUM})"},
    norm_of_the_first_array={SUM: "np.linalg.norm(weights[0])"},
)
exercise.misconception(
    "divided-by-count",
    "Put a few zeros into the list: should the penalty change? Does yours?",
    "The formula adds up over all weights. Does your code divide by how many there are?",
    mean_of_each_array={"np.sum": "np.mean"},
    mean_of_all={SUM: f"{SUM} / sum(W.size for W in weights)"},
    mean_over_arrays={SUM: f"{SUM} / len(weights)"},
    mean_over_rows={SUM: f"{SUM} / len(weights[0])"},
    mean_of_all_without_half={"lam / 2": "lam", SUM: f"{SUM} / sum(W.size for W in weights)"},
)
exercise.misconception(
    "lambda-missing",
    "Double λ: does your penalty double?",
    "Look for `lam` in your `return`: where does it enter?",
    without_lambda={"lam / 2": "1 / 2"},
    without_lambda_and_half={"lam / 2": "1"},
)
exercise.misconception(
    "lambda-squared",
    "Double λ: does your penalty double, or become four times as large?",
    "What exactly is squared in the formula, and what in your code?",
    lambda_squared={"lam / 2": "1 / 2", "W**2": "(lam * W) ** 2"},
    lambda_squared_without_half={"lam / 2": "1", "W**2": "(lam * W) ** 2"},
)
exercise.misconception(
    "one-layer-only",
    "Change one weight in each array in turn: does your penalty notice every one of them?",
    "`weights` may hold any number of arrays. Which of them does your code visit, and does what it "
    "found in one survive until the next?",
    first_array_only={"in weights": "in weights[:1]"},
    last_array_only={"in weights": "in weights[-1:]"},
    last_array_left_out={"in weights": "in weights[:-1]"},
    two_arrays_only={"in weights": "in weights[:2]"},
    first_and_second_array={"in weights": "in (weights[0], weights[1])"},
)
exercise.misconception(
    "sign-flipped",
    "Should large weights make the cost larger or smaller? What does your penalty do?",
    "A penalty is what is added to the loss. Look for a minus sign.",
    negative={"lam / 2": "-lam / 2"},
)
exercise.misconception(
    "sum-for-each-array",
    "A penalty is one number. How many numbers does yours return?",
    "You have one sum for every array. What is still to be done with them?",
    one_sum_an_array={f"lam / 2 * {SUM}": "[lam / 2 * np.sum(W**2) for W in weights]"},
)
exercise.misconception(
    "arrays-added-up",
    "A penalty is one number. What does `sum` make of a matrix, and of two matrices of different "
    "shapes?",
    "Python's `sum` adds the items of a list to one another, whatever they are. What has to happen "
    "inside each array first?",
    arrays_added_up={"np.sum(W**2)": "W**2"},
    columns_added_up={"np.sum(W**2)": "np.sum(W**2, axis=0)"},
)
exercise.misconception(
    "ragged-list",
    "Can a list of arrays of different shapes become one array? Try `np.array(weights)`.",
    "Take the arrays of the list one at a time.",
    list_as_one_array={SUM: "np.sum(np.square(weights))"},
)
exercise.misconception(
    "matrix-product",
    "What does `@` do with two matrices, and what with two rows of numbers? Try a 2 × 2 matrix of "
    "ones.",
    "In a matrix product every entry meets others than itself. Which operation squares each entry?",
    matrix_product={"W**2": "W.T @ W"},
    product_with_the_transposed={"W**2": "W @ W.T"},
)
exercise.misconception(
    "matrix-norm",
    "For a *matrix*, what does `np.linalg.norm(W, 2)` return? Look at its documentation, or try it "
    "on a 2 × 2 matrix of ones.",
    "The 2-norm of a matrix is its largest singular value, and of three dimensions there is none. "
    "The formula adds up the squares of every entry.",
    norm_of_a_matrix={"np.sum(W**2)": "np.linalg.norm(W, 2) ** 2"},
    norm_of_matrices={
        "np.sum(W**2)": "(np.linalg.norm(W, 2) ** 2 if W.ndim <= 2 else np.sum(W**2))"
    },
)
exercise.misconception(
    "matrices-only",
    "The arrays of the list may have any number of dimensions. What does your function make of the "
    "list with the single array [1, 2], and what of one with a matrix?",
    "Does your code count on a number of dimensions: two indices, two sums, a trace, an `ndim`? "
    "What takes every entry, however they are arranged?",
    vectors_left_out={"in weights": "in weights if W.ndim > 1"},
    only_two_dimensions={"in weights": "in weights if W.ndim == 2"},
    means_of_matrices={"np.sum": "np.mean", "in weights": "in weights if W.ndim == 2"},
    two_sums={"np.sum(W**2)": "sum(sum(W**2))"},
    trace={"np.sum(W**2)": "np.trace(W.T @ W)"},
)
exercise.misconception(
    "floor-division",
    "Set λ to 1: which number stands in front of your sum, and which should?",
    "There are two signs for a division. What does each of them make of 1 and 2?",
    floor_division={"lam / 2": "lam // 2"},
)
exercise.misconception(
    "gradient-for-penalty",
    "A penalty is one number. How many numbers does yours return?",
    "You return how steep the penalty is at each weight. What is asked for is its height.",
    slopes={f"lam / 2 * {SUM}": "[lam * W for W in weights]"},
)
exercise.misconception(
    "other-penalty",
    "A weight of 10: does this penalty count it as 10, or as 100?",
    "There are two penalties in this notebook. Compare your formula with the one named L2.",
    l1_in_place_of_l2={"lam / 2": "lam", "W**2": "np.abs(W)"},
    half_of_l1={"W**2": "np.abs(W)"},
)
exercise.misconception(
    "whole-numbers",
    "What is 0.7 as a whole number? Print the type of your sum, and of what you add to it.",
    "Weights are fractions. Which step of yours turns them into whole numbers?",
    whole_numbers={"W**2": "W.astype(int) ** 2"},
    another_operator={"W**2": "W.astype(int) ^ 2"},
)
exercise.misconception(
    *WEIGHTS_CHANGED,
    squares_in_place={"W**2": "np.square(W, out=W)"},
    empties_the_list={"W**2) for W in weights": "weights.pop() ** 2) for _ in [*weights]"},
)
