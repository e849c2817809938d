"""Misconceptions at the output: the error dZ2, and whole passes in another convention."""

import numpy as np

from autograder.exercises.backpropagation._network import sigmoid
from autograder.exercises.backpropagation.backward._chain import exercise
from autograder.exercises.language import ARGUMENT_CHANGED

WRONG_WAY = (
    "m14",
    "Take one sample with y = 1 and an output of 0.3. Descent subtracts the gradient: does your "
    "dZ2 then push that output up or down?",
    "The output should rise there, and descent subtracts. Which sign must the gradient have?",
)


@exercise.misconception(*WRONG_WAY, link="dZ2")
def label_minus_output(own, X, y, params, cache):
    return (y - cache["A2"]) / len(y)


@exercise.misconception(*WRONG_WAY, link="dZ2")
def label_minus_output_summed(own, X, y, params, cache):
    return y - cache["A2"]


SUM = (
    "m15",
    "Write every sample down twice: should the gradient of a mean change? Does your dZ2?",
    "The loss is a mean over n samples. Differentiate the mean, and look where the n is left.",
)


@exercise.misconception(*SUM, link="dZ2")
def no_mean(own, X, y, params, cache):
    return cache["A2"] - y


COUNT = (
    "m16",
    "Count the divisions by n on the way from the loss to this gradient: how many are there, and "
    "how many in your code?",
    "dZ2 holds the 1/n already. What follows from it inherits it.",
)


@exercise.misconception(*COUNT, link="dZ2")
def mean_twice(own, X, y, params, cache):
    return (cache["A2"] - y) / len(y) ** 2


@exercise.misconception(*COUNT)
def mean_twice_everywhere(X, y, params, cache):
    n = len(y)
    dZ2 = (cache["A2"] - y) / n
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW2, db2 = cache["A1"].T @ dZ2 / n, dZ2.sum(axis=0) / n
    dW1, db1 = X.T @ dZ1 / n, dZ1.sum(axis=0) / n
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}


@exercise.misconception(*COUNT)
def mean_twice_in_weights(X, y, params, cache):
    n = len(y)
    dZ2 = (cache["A2"] - y) / n
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW2, db2 = cache["A1"].T @ dZ2 / n, dZ2.sum(axis=0)
    dW1, db1 = X.T @ dZ1 / n, dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}


@exercise.misconception(
    "m40",
    "Are the gradients of weights and of biases derivatives of the same loss? Which of yours are "
    "means over the samples, and which are sums?",
    "Both come from one mean loss: if one of them holds 1/n, so does the other.",
)
def weights_averaged_biases_summed(X, y, params, cache):
    n = len(y)
    dZ2 = cache["A2"] - y
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW2, db2 = cache["A1"].T @ dZ2 / n, dZ2.sum(axis=0)
    dW1, db1 = X.T @ dZ1 / n, dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}


FACTOR = (
    "m17",
    "Write the loss down, then differentiate it: does a ½ or a 2 come out anywhere?",
    "A factor of 2 comes from a square. Is there a square in the cross-entropy?",
)


@exercise.misconception(*FACTOR, link="dZ2")
def half(own, X, y, params, cache):
    return (cache["A2"] - y) / (2 * len(y))


@exercise.misconception(
    "m17",
    "Which loss has a gradient with this factor of 2? Write down the loss of this task and "
    "differentiate it: does a 2 come out?",
    "A factor of 2 comes from a squared error, and then the sigmoid's own derivative would have to "
    "follow. What does cross-entropy behind a sigmoid give in their place?",
    link="dZ2",
)
def doubled(own, X, y, params, cache):
    return 2 * (cache["A2"] - y) / len(y)


@exercise.misconception(
    "m26",
    "Which loss has a gradient with this factor of 2? List every link of the chain from that loss "
    "to Z2: are all of them in your code?",
    "A squared error behind a sigmoid needs the sigmoid's derivative too. And is it the loss of "
    "this task?",
    link="dZ2",
)
def squared_error_without_slope(own, X, y, params, cache):
    return 2 * (cache["A2"] - y)


@exercise.misconception(
    "squared-error",
    "Which loss does your dZ2 belong to, and which one does the task name?",
    "This is the chain of a squared error through the sigmoid. Start from the cross-entropy "
    "instead: what cancels?",
    link="dZ2",
)
def squared_error(own, X, y, params, cache):
    return 2 * (cache["A2"] - y) * cache["A2"] * (1 - cache["A2"]) / len(y)


AXIS = (
    "m18",
    "Which axis of X holds the samples? Print X.shape, and the number that you divide by.",
    "The mean goes over the samples, not over the features or the neurons.",
)


@exercise.misconception(*AXIS, link="dZ2")
def divided_by_features(own, X, y, params, cache):
    return (cache["A2"] - y) / X.shape[1]


@exercise.misconception(*AXIS, link="dZ2")
def divided_by_entries(own, X, y, params, cache):
    return (cache["A2"] - y) / X.size


@exercise.misconception(*AXIS, link="dZ2")
def divided_by_nodes(own, X, y, params, cache):
    return (cache["A2"] - y) / cache["A1"].shape[1]


@exercise.misconception(*AXIS)
def gradients_divided_by_features(X, y, params, cache):
    d = X.shape[1]
    dZ2 = cache["A2"] - y
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW2, db2 = cache["A1"].T @ dZ2 / d, dZ2.sum(axis=0) / d
    dW1, db1 = X.T @ dZ1 / d, dZ1.sum(axis=0) / d
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}


EXTRA_SLOPE = (
    "m25",
    "Combine the loss and the output's sigmoid first: does σ′ survive in the derivative by Z2?",
    "An output that is confident and wrong should learn fast. How large is A2 (1 − A2) there?",
)


@exercise.misconception(*EXTRA_SLOPE, link="dZ2")
def extra_slope(own, X, y, params, cache):
    return (cache["A2"] - y) * cache["A2"] * (1 - cache["A2"]) / len(y)


@exercise.misconception(*EXTRA_SLOPE, link="dZ2")
def extra_slope_summed(own, X, y, params, cache):
    return (cache["A2"] - y) * cache["A2"] * (1 - cache["A2"])


IS_DA = (
    "m27",
    "How large is your dZ2 where A2 is very close to 0 or 1? Is it a derivative by Z2, or by A2?",
    "What you have is the step before: dA2. One more link of the chain leads from A2 to Z2.",
)


@exercise.misconception(*IS_DA, link="dZ2")
def derivative_by_output(own, X, y, params, cache):
    return (cache["A2"] - y) / (cache["A2"] * (1 - cache["A2"])) / len(y)


@exercise.misconception(*IS_DA, link="dZ2")
def derivative_by_output_summed(own, X, y, params, cache):
    return (cache["A2"] - y) / (cache["A2"] * (1 - cache["A2"]))


@exercise.misconception(
    "m23",
    "What does your σ′ expect: a weighted input z, or an activation a? Which of the two do you "
    "give it? And does the output need it at all here?",
    "Combine the loss and the output's sigmoid on paper before you write code.",
    link="dZ2",
)
def slope_of_output(own, X, y, params, cache):
    a = sigmoid(cache["A2"])
    return (cache["A2"] - y) * a * (1 - a) / len(y)


@exercise.misconception(
    "m24",
    "σ′ lies between 0 and ¼. Between which values lies what you multiply the error with?",
    "a (1 − a) wants an activation, and Z2 is not one. Does the output need it at all here?",
    link="dZ2",
)
def slope_from_raw_output(own, X, y, params, cache):
    return (cache["A2"] - y) * cache["Z2"] * (1 - cache["Z2"]) / len(y)


STEP = (
    "m41",
    "Is a step differentiable? Move Z2 by a hair: does your dZ2 notice?",
    "The gradient needs the probability itself, not the class that it stands for.",
)


@exercise.misconception(*STEP, link="dZ2")
def thresholded(own, X, y, params, cache):
    return ((cache["A2"] > 0.5) - y) / len(y)


@exercise.misconception(*STEP, link="dZ2")
def thresholded_summed(own, X, y, params, cache):
    return (cache["A2"] > 0.5) - y


DIRECTION = (
    "m42",
    "Which way should an output move that is too high, and which way one that is too low? Can your "
    "dZ2 say both?",
    "A gradient has a sign. Where is it lost?",
)


@exercise.misconception(*DIRECTION, link="dZ2")
def absolute(own, X, y, params, cache):
    return np.abs(cache["A2"] - y) / len(y)


@exercise.misconception(*DIRECTION, link="dZ2")
def absolute_summed(own, X, y, params, cache):
    return np.abs(cache["A2"] - y)


@exercise.misconception(
    "m8",
    "What does your gradient say to a sample with y = 0? What punishes a high output there?",
    "The cross-entropy has two terms. Which one did you differentiate?",
    link="dZ2",
)
def only_ones(own, X, y, params, cache):
    return -y * (1 - cache["A2"]) / len(y)


@exercise.misconception(
    "m11",
    "Which sigmoid acts last? Compare the range of what you subtract y from with the range of y.",
    "Z2 has not been through the activation yet.",
    link="dZ2",
)
def error_of_raw_output(own, X, y, params, cache):
    return (cache["Z2"] - y) / len(y)


SHAPES = (
    "m5",
    "Print the shapes of A2, of y and of their difference. Is it what you expected?",
    "(n,) beside (n, 1) stretches to (n, n). Keep both as columns.",
)


@exercise.misconception(*SHAPES, link="dZ2")
def flat_labels(own, X, y, params, cache):
    return (cache["A2"] - y.ravel()) / len(y)


@exercise.misconception(*SHAPES, link="dZ2")
def flat_outputs(own, X, y, params, cache):
    return (cache["A2"].ravel() - y) / len(y)


@exercise.misconception(*SHAPES, link="dZ2")
def flat_both(own, X, y, params, cache):
    return (cache["A2"].ravel() - y.ravel()) / len(y)


@exercise.misconception(*SHAPES)
def flat_error_put_right_later(X, y, params, cache):
    dZ2 = (cache["A2"].ravel() - y.ravel()) / len(y)
    dA1 = np.outer(dZ2, params["W2"])
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW2, db2 = cache["A1"].T @ dZ2[:, None], dZ2.sum(keepdims=True)
    dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}


LAST = (
    "m43",
    "Give your function two samples, then swap them: why does the answer change? What happens to "
    "the first sample's share when the loop comes to the second?",
    "`=` replaces what was there. What adds to it?",
)
FIRST = (
    "m44",
    "How often does the body of your loop run? Print the index inside it.",
    "`return` leaves the function at once. How far is it indented?",
)


def _one_sample(i, X, y, params, cache):
    """The gradients of sample i alone, in the shapes of a single sample."""
    A1 = cache["A1"][i]
    dZ2 = cache["A2"][i] - y[i]
    dA1 = params["W2"] @ dZ2
    dZ1 = dA1 * A1 * (1 - A1)
    return {
        "dZ2": dZ2,
        "dW2": np.outer(A1, dZ2),
        "db2": dZ2,
        "dA1": dA1,
        "dZ1": dZ1,
        "dW1": np.outer(X[i], dZ1),
        "db1": dZ1,
    }


@exercise.misconception(*LAST)
def last_sample(X, y, params, cache):
    for i in range(len(X)):
        grads = _one_sample(i, X, y, params, cache)
    return grads


@exercise.misconception(*LAST)
def last_sample_over_n(X, y, params, cache):
    for i in range(len(X)):
        grads = _one_sample(i, X, y, params, cache)
    return {name: value / len(X) for name, value in grads.items()}


@exercise.misconception(*LAST)
def last_sample_as_row(X, y, params, cache):
    for i in range(len(X)):
        grads = _one_sample(i, X, y, params, cache)
    rows = {name: grads[name][None, :] / len(X) for name in ("dZ2", "dA1", "dZ1")}
    return {name: rows.get(name, value / len(X)) for name, value in grads.items()}


@exercise.misconception(*FIRST)
def first_sample(X, y, params, cache):
    for i in range(len(X)):
        return _one_sample(i, X, y, params, cache)


@exercise.misconception(*FIRST)
def first_sample_over_n(X, y, params, cache):
    for i in range(len(X)):
        grads = _one_sample(i, X, y, params, cache)
        return {name: value / len(X) for name, value in grads.items()}


@exercise.misconception(*FIRST)
def first_sample_as_row(X, y, params, cache):
    for i in range(len(X)):
        grads = _one_sample(i, X, y, params, cache)
        rows = {name: grads[name][None, :] / len(X) for name in ("dZ2", "dA1", "dZ1")}
        return {name: rows.get(name, value / len(X)) for name, value in grads.items()}


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def edits_the_cache(X, y, params, cache):
    dZ2 = cache["A2"]
    dZ2 -= y
    dZ2 /= len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW2, db2 = cache["A1"].T @ dZ2, dZ2.sum(axis=0)
    dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def writes_into_params(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2, db2 = cache["A1"].T @ dZ2, dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0)
    params["W2"] -= 0.1 * dW2
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
