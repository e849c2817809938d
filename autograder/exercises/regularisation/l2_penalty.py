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


@exercise.misconception(
    "m63",
    "For the single weight 1 and λ = 1, what does the formula say, and what does your function?",
    "The formula does not start with λ alone. What is the rest of its factor for?",
)
def without_half(weights, lam):
    return lam * sum(np.sum(W**2) for W in weights)


@exercise.misconception(
    "m63",
    "For the single weight 1 and λ = 1, what does the formula say, and what does your function?",
    "Count the factors ½ on the way from the weights to your result.",
)
def halved_twice(weights, lam):
    return lam / 2 * sum(np.sum(W**2) / 2 for W in weights)


_SQUARE_OF_SUM = (
    "Take the two weights 3 and −3: what is the sum of their squares, and what does your function "
    "make of them?",
    "Weights of opposite signs must not cancel. Which comes first in your code: the adding up, or "
    "the squaring?",
)


@exercise.misconception("m70", *_SQUARE_OF_SUM)
def square_of_the_sum(weights, lam):
    return lam / 2 * sum(np.sum(W) for W in weights) ** 2


@exercise.misconception("m70", *_SQUARE_OF_SUM)
def square_of_each_sum(weights, lam):
    return lam / 2 * sum(np.sum(W) ** 2 for W in weights)


@exercise.misconception("m70", *_SQUARE_OF_SUM)
def square_of_the_sum_without_half(weights, lam):
    return lam * sum(np.sum(W) for W in weights) ** 2


_NORM = (
    "For the two weights 3 and 4, is the sum of their squares 5 or 25? Which does your code use?",
    "A norm is the root of the sum of squares. Is there a root in the formula?",
)


@exercise.misconception("m69", *_NORM)
def norm_of_all(weights, lam):
    return lam / 2 * np.sqrt(sum(np.sum(W**2) for W in weights))


@exercise.misconception("m69", *_NORM)
def norm_of_each_array(weights, lam):
    return lam / 2 * sum(np.linalg.norm(W) for W in weights)


@exercise.misconception("m69", *_NORM)
def norm_without_half(weights, lam):
    return lam * np.sqrt(sum(np.sum(W**2) for W in weights))


_MEAN = (
    "Put a few zeros into the list: should the penalty change? Does yours?",
    "The formula adds up over all weights. Does your code divide by how many there are?",
)


@exercise.misconception("m62", *_MEAN)
def mean_of_each_array(weights, lam):
    return lam / 2 * sum(np.mean(W**2) for W in weights)


@exercise.misconception("m62", *_MEAN)
def mean_of_all(weights, lam):
    return lam / 2 * sum(np.sum(W**2) for W in weights) / sum(W.size for W in weights)


@exercise.misconception("m62", *_MEAN)
def mean_over_arrays(weights, lam):
    return lam / 2 * sum(np.sum(W**2) for W in weights) / len(weights)


@exercise.misconception(
    "m61",
    "Double λ: does your penalty double?",
    "Look for `lam` in your `return`: where does it enter?",
)
def without_lambda(weights, lam):
    return sum(np.sum(W**2) for W in weights) / 2


@exercise.misconception(
    "lambda-squared",
    "Double λ: does your penalty double, or become four times as large?",
    "What exactly is squared in the formula, and what in your code?",
)
def lambda_squared(weights, lam):
    return sum(np.sum((lam * W) ** 2) for W in weights) / 2


_ONE_ARRAY = (
    "Change one weight in each array in turn: does your penalty notice every one of them?",
    "`weights` may hold any number of arrays. Which of them does your code visit, and does what it "
    "found in one survive until the next?",
)


@exercise.misconception("m67", *_ONE_ARRAY)
def first_array_only(weights, lam):
    return lam / 2 * np.sum(weights[0] ** 2)


@exercise.misconception("m67", *_ONE_ARRAY)
def last_array_only(weights, lam):
    for W in weights:
        total = np.sum(W**2)
    return lam / 2 * total


@exercise.misconception(
    "m64",
    "Should large weights make the cost larger or smaller? What does your penalty do?",
    "A penalty is what is added to the loss. Look for a minus sign.",
)
def negative(weights, lam):
    return -lam / 2 * sum(np.sum(W**2) for W in weights)


@exercise.misconception(
    "m4",
    "A penalty is one number. How many numbers does yours return?",
    "You have one sum for every array. What is still to be done with them?",
)
def one_sum_an_array(weights, lam):
    return [lam / 2 * np.sum(W**2) for W in weights]


@exercise.misconception(
    "m4",
    "A penalty is one number. What does `sum` make of a matrix, and of two matrices of different "
    "shapes?",
    "Python's `sum` adds the items of a list to one another, whatever they are. What has to happen "
    "inside each array first?",
)
def arrays_added_up(weights, lam):
    return lam / 2 * sum(W**2 for W in weights)


@exercise.misconception(
    "ragged-list",
    "Can a list of arrays of different shapes become one array? Try `np.array(weights)`.",
    "Take the arrays of the list one at a time.",
)
def list_as_one_array(weights, lam):
    return lam / 2 * np.sum(np.square(weights))


@exercise.misconception(
    "m20",
    "What does `@` do with two matrices, and what with two rows of numbers? Try a 2 × 2 matrix of "
    "ones.",
    "In a matrix product every entry meets others than itself. Which operation squares each entry?",
)
def matrix_product(weights, lam):
    return lam / 2 * sum(np.sum(W.T @ W) for W in weights)


@exercise.misconception(
    "other-penalty",
    "A weight of 10: does this penalty count it as 10, or as 100?",
    "There are two penalties in this notebook. Compare your formula with the one named L2.",
)
def l1_in_place_of_l2(weights, lam):
    return lam * sum(np.sum(np.abs(W)) for W in weights)


@exercise.misconception(
    "m47",
    "What is 0.7 as a whole number? Print the type of your sum, and of what you add to it.",
    "Weights are fractions. Which step of yours turns them into whole numbers?",
)
def whole_numbers(weights, lam):
    return lam / 2 * sum(np.sum(W.astype(int) ** 2) for W in weights)


@exercise.misconception(*WEIGHTS_CHANGED)
def squares_in_place(weights, lam):
    total = 0.0
    for W in weights:
        W **= 2
        total += W.sum()
    return lam / 2 * total


@exercise.misconception(*WEIGHTS_CHANGED)
def empties_the_list(weights, lam):
    total = 0.0
    while weights:
        total += np.sum(weights.pop() ** 2)
    return lam / 2 * total
