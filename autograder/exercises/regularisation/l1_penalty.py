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

_ABSOLUTE_OF_SUM = (
    "Take the two weights 3 and −3: what is the sum of their absolute values, and what does your "
    "function make of them?",
    "Weights of opposite signs must not cancel. Which comes first in your code: the adding up, or "
    "the step that drops the signs?",
)


@exercise.misconception("m71", *_ABSOLUTE_OF_SUM)
def absolute_of_the_sum(weights, lam):
    return lam * abs(sum(np.sum(W) for W in weights))


@exercise.misconception("m71", *_ABSOLUTE_OF_SUM)
def absolute_of_each_sum(weights, lam):
    return lam * sum(abs(np.sum(W)) for W in weights)


@exercise.misconception(
    "no-absolute",
    "Can a penalty be negative? Try a list with the single array [−1, −2].",
    "A weight of −2 is as large as one of 2. Which step makes the two count alike?",
)
def without_absolute(weights, lam):
    return lam * sum(np.sum(W) for W in weights)


@exercise.misconception(
    "m61",
    "Double λ: does your penalty double?",
    "Look for `lam` in your `return`: where does it enter?",
)
def without_lambda(weights, lam):
    return sum(np.sum(np.abs(W)) for W in weights)


_HALF = (
    "For the single weight 1 and λ = 1, what should the L1 penalty be? What is yours?",
    "One of the two penalties of this notebook carries a ½, so that its derivative comes out "
    "without a 2. Is it this one?",
)


@exercise.misconception("m63", *_HALF)
def halved(weights, lam):
    return lam / 2 * sum(np.sum(np.abs(W)) for W in weights)


_MEAN = (
    "Put a few zeros into the list: should the penalty change? Does yours?",
    "The formula adds up over all weights. Does your code divide by how many there are?",
)


@exercise.misconception("m62", *_MEAN)
def mean_of_each_array(weights, lam):
    return lam * sum(np.mean(np.abs(W)) for W in weights)


@exercise.misconception("m62", *_MEAN)
def mean_of_all(weights, lam):
    return lam * sum(np.sum(np.abs(W)) for W in weights) / sum(W.size for W in weights)


@exercise.misconception("m62", *_MEAN)
def mean_over_arrays(weights, lam):
    return lam * sum(np.sum(np.abs(W)) for W in weights) / len(weights)


_ONE_ARRAY = (
    "Change one weight in each array in turn: does your penalty notice every one of them?",
    "`weights` may hold any number of arrays. Which of them does your code visit, and does what it "
    "found in one survive until the next?",
)


@exercise.misconception("m67", *_ONE_ARRAY)
def first_array_only(weights, lam):
    return lam * np.sum(np.abs(weights[0]))


@exercise.misconception("m67", *_ONE_ARRAY)
def last_array_only(weights, lam):
    for W in weights:
        total = np.sum(np.abs(W))
    return lam * total


@exercise.misconception(
    "m64",
    "Should large weights make the cost larger or smaller? What does your penalty do?",
    "A penalty is what is added to the loss. Look for a minus sign.",
)
def negative(weights, lam):
    return -lam * sum(np.sum(np.abs(W)) for W in weights)


@exercise.misconception(
    "m4",
    "A penalty is one number. How many numbers does yours return?",
    "You have one sum for every array. What is still to be done with them?",
)
def one_sum_an_array(weights, lam):
    return [lam * np.sum(np.abs(W)) for W in weights]


@exercise.misconception(
    "m4",
    "A penalty is one number. What does `sum` make of a matrix, and of two matrices of different "
    "shapes?",
    "Python's `sum` adds the items of a list to one another, whatever they are. What has to happen "
    "inside each array first?",
)
def arrays_added_up(weights, lam):
    return lam * sum(np.abs(W) for W in weights)


_RAGGED = (
    "Can a list of arrays of different shapes become one array? Try `np.array(weights)`.",
    "Take the arrays of the list one at a time.",
)


@exercise.misconception("ragged-list", *_RAGGED)
def list_as_one_array(weights, lam):
    return lam * np.sum(np.abs(weights))


@exercise.misconception(
    "other-penalty",
    "A weight of 10: does this penalty count it as 10, or as 100?",
    "There are two penalties in this notebook. Compare your formula with the one named L1.",
)
def l2_in_place_of_l1(weights, lam):
    return lam / 2 * sum(np.sum(W**2) for W in weights)


_NORM = (
    "For the two weights 3 and 4: is the sum of their absolute values 5 or 7? What does your "
    "function say?",
    "A norm without further arguments takes squares and a root. Does the formula?",
)


@exercise.misconception("m69", *_NORM)
def norm_of_all(weights, lam):
    return lam * np.sqrt(sum(np.sum(W**2) for W in weights))


@exercise.misconception("m69", *_NORM)
def norm_of_each_array(weights, lam):
    return lam * sum(np.linalg.norm(W) for W in weights)


@exercise.misconception(
    "matrix-norm",
    "For a *matrix*, what does `np.linalg.norm(W, 1)` return? Look at its documentation, or try it "
    "on a 2 × 2 matrix of ones.",
    "The 1-norm of a matrix is the largest sum of a column, and of three dimensions there is none. "
    "The formula adds up every entry.",
)
def norm_of_a_matrix(weights, lam):
    return lam * sum(np.linalg.norm(W, 1) for W in weights)


@exercise.misconception(
    "m47",
    "What is 0.7 as a whole number? Print the type of your sum, and of what you add to it.",
    "Weights are fractions. Which step of yours turns them into whole numbers?",
)
def whole_numbers(weights, lam):
    return lam * sum(np.sum(np.abs(W).astype(int)) for W in weights)


@exercise.misconception(*WEIGHTS_CHANGED)
def writes_absolute_values_back(weights, lam):
    total = 0.0
    for W in weights:
        W *= np.sign(W)
        total += W.sum()
    return lam * total


@exercise.misconception(*WEIGHTS_CHANGED)
def empties_the_list(weights, lam):
    total = 0.0
    while weights:
        total += np.sum(np.abs(weights.pop()))
    return lam * total
