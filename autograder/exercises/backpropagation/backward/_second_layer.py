"""Misconceptions in the second layer: dW2, db2, and dA1, the error sent back."""

import numpy as np

from autograder.exercises.backpropagation.backward._chain import exercise
from autograder.exercises.backpropagation.backward._output import (
    COUNT,
    FIRST,
    LAST,
)

# --- dW2 ----------------------------------------------------------------------------------------


@exercise.misconception(
    "m14",
    "Take one sample whose output is too low. Should the weights of its active neurons grow or "
    "shrink? Descent subtracts: what sign must their gradient have?",
    "dZ2 carries the sign already. Where does another minus come from?",
    link="dW2",
)
def negative_weights(own, X, y, params, cache):
    return -cache["A1"].T @ own["dZ2"]


@exercise.misconception(
    "m15",
    "Write every sample down twice: should the gradient of a mean change? Does your dW2?",
    "dZ2 holds the 1/n. Is the error that you use for dW2 this same dZ2?",
    link="dW2",
)
def summed_weights(own, X, y, params, cache):
    return len(y) * cache["A1"].T @ own["dZ2"]


@exercise.misconception(*COUNT, link="dW2")
def weights_averaged_again(own, X, y, params, cache):
    return cache["A1"].T @ own["dZ2"] / len(y)


WEIGHT_FACTOR = (
    "m17",
    "Write down how Z2 depends on W2, then differentiate: does a ½ or a 2 come out?",
    "Z2 is linear in W2. A factor of 2 comes from a square: where is one?",
)


@exercise.misconception(*WEIGHT_FACTOR, link="dW2")
def doubled_weights(own, X, y, params, cache):
    return 2 * cache["A1"].T @ own["dZ2"]


@exercise.misconception(*WEIGHT_FACTOR, link="dW2")
def halved_weights(own, X, y, params, cache):
    return cache["A1"].T @ own["dZ2"] / 2


WEIGHT_AXIS = (
    "m18",
    "Which axis holds the samples? Print the number that you divide by, and n.",
    "The mean goes over the samples, and dZ2 has taken it already.",
)


@exercise.misconception(*WEIGHT_AXIS, link="dW2")
def weights_over_features(own, X, y, params, cache):
    return cache["A1"].T @ own["dZ2"] / X.shape[1]


@exercise.misconception(*WEIGHT_AXIS, link="dW2")
def weights_summed_over_features(own, X, y, params, cache):
    return len(y) * cache["A1"].T @ own["dZ2"] / X.shape[1]


@exercise.misconception(*WEIGHT_AXIS, link="dW2")
def weights_over_nodes(own, X, y, params, cache):
    return cache["A1"].T @ own["dZ2"] / cache["A1"].shape[1]


@exercise.misconception(
    "m19",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Is a matrix product meant there, and if so, which factor lies the wrong way round?",
    "A gradient of weights has the shape of these weights. Which order and which transpose give "
    "it?",
    link="dW2",
)
def no_transpose_in_dW2(own, X, y, params, cache):
    dW2 = cache["A1"] @ own["dZ2"]
    return dW2


@exercise.misconception(
    "m19",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Which factor lies the wrong way round?",
    "A gradient of weights has the shape of these weights. Which order and which transpose give "
    "it?",
    link="dW2",
)
def other_transpose_in_dW2(own, X, y, params, cache):
    dW2 = cache["A1"] @ own["dZ2"].T
    return dW2


UNSUMMED = (
    "m20",
    "Where do you sum over the samples? Print the shapes of W2 and of what you have.",
    "`*` multiplies entry by entry and sums nothing. Which product also sums?",
)


@exercise.misconception(*UNSUMMED, link="dW2")
def entry_by_entry(own, X, y, params, cache):
    return cache["A1"] * own["dZ2"]


@exercise.misconception(*UNSUMMED, link="dW2")
def entry_by_entry_transposed(own, X, y, params, cache):
    dW2 = cache["A1"].T * own["dZ2"]
    return dW2


@exercise.misconception(*UNSUMMED, link="dW2")
def entry_by_entry_flipped(own, X, y, params, cache):
    return (cache["A1"] * own["dZ2"]).T


@exercise.misconception(
    "m22",
    "Compare the shape of your dW2 with the shape of W2. Which way round is each?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
    link="dW2",
)
def reversed_in_dW2(own, X, y, params, cache):
    return own["dZ2"].T @ cache["A1"]


RECEIVED = (
    "m35",
    "What did layer 2 receive in the forward pass? Is that what you multiply the error with?",
    "Z2 = A1 W2 + b2. Which array stands beside W2 there?",
)


@exercise.misconception(*RECEIVED, link="dW2")
def weights_from_Z1(own, X, y, params, cache):
    return cache["Z1"].T @ own["dZ2"]


@exercise.misconception(*RECEIVED, link="dW2")
def weights_from_X(own, X, y, params, cache):
    return X.T @ own["dZ2"]


@exercise.misconception(*RECEIVED, link="dW2")
def weights_from_A2(own, X, y, params, cache):
    return cache["A2"].T @ own["dZ2"]


@exercise.misconception(*LAST, link="dW2")
def weights_of_last_sample(own, X, y, params, cache):
    for i in range(len(X)):
        dW2 = np.outer(cache["A1"][i], own["dZ2"][i])
    return dW2


@exercise.misconception(*FIRST, link="dW2")
def weights_of_first_sample(own, X, y, params, cache):
    for i in range(len(X)):
        return np.outer(cache["A1"][i], own["dZ2"][i])


# --- db2 ----------------------------------------------------------------------------------------

STILL = (
    "m36",
    "Print the biases before and after a step: did they move?",
    "A bias adds the same number to every sample's weighted input. How does the loss feel it?",
)


@exercise.misconception(*STILL, link="db2")
def no_db2(own, X, y, params, cache):
    return np.zeros(1)


@exercise.misconception(*STILL, link="db2")
def db2_is_none(own, X, y, params, cache):
    return None


@exercise.misconception(*STILL)
def without_bias_gradients(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {"dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1}


@exercise.misconception(*STILL, link="db2")
def db2_is_plain_zero(own, X, y, params, cache):
    return 0.0


PER_NEURON = (
    "m37",
    "There is one bias for each neuron. How many numbers does your gradient hold, and which axis "
    "is left?",
    "Sum over the samples. Which axis are they on?",
)


@exercise.misconception(*PER_NEURON, link="db2")
def db2_over_nodes(own, X, y, params, cache):
    return own["dZ2"].sum(axis=1)


@exercise.misconception(*PER_NEURON, link="db2")
def db2_over_nodes_kept(own, X, y, params, cache):
    return own["dZ2"].sum(axis=1, keepdims=True)


@exercise.misconception(*PER_NEURON, link="db2")
def db2_averaged_over_nodes(own, X, y, params, cache):
    return own["dZ2"].mean(axis=1)


@exercise.misconception(
    "m38",
    "What shape has b2? Print the shape of your db2 beside it.",
    "`sum()` without an axis adds everything up to one number; a layer has a bias for each neuron.",
    link="db2",
)
def db2_scalar(own, X, y, params, cache):
    return own["dZ2"].sum()


KEPT = (
    "m39",
    "What shape has the bias itself? What would bias minus its gradient broadcast to?",
    "A gradient has the shape of its parameter: look at what `keepdims` leaves behind.",
)


@exercise.misconception(*KEPT, link="db2")
def db2_as_row(own, X, y, params, cache):
    return own["dZ2"].sum(axis=0, keepdims=True)


SUMMED = (
    "m40",
    "Are the gradients of weights and of biases derivatives of the same loss? Which of yours are "
    "means over the samples, and which are sums?",
    "dZ2 holds the 1/n. Is the error that you sum for the bias this same dZ2?",
)


@exercise.misconception(*SUMMED, link="db2")
def db2_summed(own, X, y, params, cache):
    return (cache["A2"] - y).sum(axis=0)


@exercise.misconception(*COUNT, link="db2")
def db2_averaged_again(own, X, y, params, cache):
    return own["dZ2"].mean(axis=0)


@exercise.misconception(*WEIGHT_FACTOR, link="db2")
def db2_doubled(own, X, y, params, cache):
    return 2 * own["dZ2"].sum(axis=0)


@exercise.misconception(*WEIGHT_FACTOR, link="db2")
def db2_halved(own, X, y, params, cache):
    return own["dZ2"].sum(axis=0) / 2


@exercise.misconception(
    "m14",
    "If all outputs are too low, should the bias rise or fall? Descent subtracts: what sign must "
    "its gradient have?",
    "dZ2 carries the sign already. Where does another minus come from?",
    link="db2",
)
def negative_db2(own, X, y, params, cache):
    return -own["dZ2"].sum(axis=0)


@exercise.misconception(*WEIGHT_AXIS, link="db2")
def db2_over_features(own, X, y, params, cache):
    return own["dZ2"].sum(axis=0) / X.shape[1]


@exercise.misconception(*LAST, link="db2")
def db2_of_last_sample(own, X, y, params, cache):
    for i in range(len(X)):
        db2 = own["dZ2"][i]
    return db2


@exercise.misconception(*FIRST, link="db2")
def db2_of_first_sample(own, X, y, params, cache):
    for i in range(len(X)):
        return own["dZ2"][i]


# --- dA1 ----------------------------------------------------------------------------------------


@exercise.misconception(
    "m32",
    "Send the error back through the weights: by which matrix did A1 reach Z2 in the forward pass?",
    "dW2 is where W2 wants to go. The error travels through W2 itself.",
    link="dA1",
)
def back_through_gradient(own, X, y, params, cache):
    return own["dZ2"] @ own["dW2"].T


@exercise.misconception(
    "m33",
    "Through which W2 did the samples go in the forward pass: the old one or an updated one? "
    "Which one do you send the error back through?",
    "All gradients first, then the updates.",
    link="dA1",
    any_amount=True,
)
def back_through_updated_weights(own, X, y, params, cache):
    return own["dZ2"] @ (params["W2"] - own["dW2"]).T


@exercise.misconception(
    "m19",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Which factor lies the wrong way round?",
    "Forward, A1 met W2 with its neurons. Backward, dZ2 comes from the other side.",
    link="dA1",
)
def no_transpose_in_dA1(own, X, y, params, cache):
    dA1 = own["dZ2"] @ params["W2"]
    return dA1


@exercise.misconception(
    "m20",
    "Each neuron's error is a sum over the outputs that it feeds: which product sums?",
    "`*` multiplies entry by entry and sums nothing. Write both shapes down.",
    link="dA1",
)
def entry_by_entry_in_dA1(own, X, y, params, cache):
    dA1 = own["dZ2"] * params["W2"]
    return dA1


TURNED = (
    "m22",
    "Compare the shape of your dA1 with the shape of A1. Which way round is each?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
)


@exercise.misconception(*TURNED, link="dA1")
def reversed_in_dA1(own, X, y, params, cache):
    return params["W2"] @ own["dZ2"].T


@exercise.misconception(*TURNED, link="dA1")
def weights_first_in_dA1(own, X, y, params, cache):
    dA1 = params["W2"].T @ own["dZ2"]
    return dA1


@exercise.misconception(*TURNED, link="dA1")
def weights_first_untransposed_in_dA1(own, X, y, params, cache):
    dA1 = params["W2"] @ own["dZ2"]
    return dA1


@exercise.misconception(*TURNED)
def reversed_in_dA1_put_right_later(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dA1 = params["W2"] @ dZ2.T
    dZ1 = dA1.T * cache["A1"] * (1 - cache["A1"])
    dW2, db2 = cache["A1"].T @ dZ2, dZ2.sum(axis=0)
    dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}


@exercise.misconception(
    "m27",
    "Which error leaves layer 2 backwards: the one by its activation, or by its weighted input?",
    "The weights stand before the activation, so what goes back through them is dZ2.",
    link="dA1",
)
def back_from_activation(own, X, y, params, cache):
    dA2 = own["dZ2"] / (cache["A2"] * (1 - cache["A2"]))
    return dA2 @ params["W2"].T


@exercise.misconception(
    "m16",
    "Count the divisions by n on the way from the loss to this gradient: how many are there, and "
    "how many in your code?",
    "dZ2 holds the 1/n already. What follows from it inherits it.",
    link="dA1",
)
def error_averaged_again(own, X, y, params, cache):
    return own["dZ2"] @ params["W2"].T / len(y)


@exercise.misconception(
    "m15",
    "Write every sample down twice: which of your gradients change, and which should?",
    "dZ2 holds the 1/n. Is the error that you send back this same dZ2?",
    link="dA1",
)
def summed_error_sent_back(own, X, y, params, cache):
    return (cache["A2"] - y) @ params["W2"].T


# Declared last, because its sizes clash as those of a missing transpose in dA1 do: only the line of
# code that failed tells the two apart, and where it is not known the other hint says less.


@exercise.misconception(
    "m22",
    "Which of the two factors comes first in a product that gives the shape of W2?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
    link="dW2",
)
def error_first_in_dW2(own, X, y, params, cache):
    dW2 = own["dZ2"] @ cache["A1"].T
    return dW2
