"""Misconceptions in the first layer: dZ1, dW1 and db1."""

import numpy as np

from autograder.exercises.backpropagation._network import sigmoid
from autograder.exercises.backpropagation.backward._chain import exercise
from autograder.exercises.backpropagation.backward._output import COUNT, FIRST, LAST
from autograder.exercises.backpropagation.backward._second_layer import (
    KEPT,
    PER_NEURON,
    STILL,
    SUMMED,
    WEIGHT_AXIS,
)

# --- dZ1 ----------------------------------------------------------------------------------------

GATE = (
    "m28",
    "What gates the signal on its way back? Where does a change of Z1 fade before it reaches A1?",
    "A neuron that is nearly 0 or 1 hardly answers to its input. Which factor says so?",
)


@exercise.misconception(*GATE, link="dZ1")
def no_slope(own, X, y, params, cache):
    return own["dA1"].copy()


@exercise.misconception(
    "m23",
    "What does your σ′ expect: a weighted input z, or an activation a? Which of the two do you "
    "give it?",
    "A1 has been through the sigmoid once. Does your derivative send it through again?",
    link="dZ1",
)
def slope_of_activation(own, X, y, params, cache):
    a = sigmoid(cache["A1"])
    return own["dA1"] * a * (1 - a)


@exercise.misconception(
    "m24",
    "σ′ lies between 0 and ¼. Between which values lies what you multiply the error with?",
    "a (1 − a) wants an activation. Is that what you put in?",
    link="dZ1",
)
def slope_from_raw_input(own, X, y, params, cache):
    return own["dA1"] * cache["Z1"] * (1 - cache["Z1"])


@exercise.misconception(
    "m30",
    "Which activation has the hidden layer, and whose derivative is this?",
    "1 − a² lies between 0 and 1 and belongs to tanh. The sigmoid's never exceeds ¼.",
    link="dZ1",
)
def slope_of_tanh(own, X, y, params, cache):
    return own["dA1"] * (1 - cache["A1"] ** 2)


@exercise.misconception(
    "m30",
    "Which activation has the hidden layer, and whose derivative is this?",
    "0 where z is negative and 1 elsewhere belongs to ReLU. Is the sigmoid ever that steep?",
    link="dZ1",
)
def slope_of_relu(own, X, y, params, cache):
    return own["dA1"] * (cache["Z1"] > 0)


@exercise.misconception(
    "m31",
    "What decides how much of the error passes: the error itself, or the neuron that it passes?",
    "The gate depends on the neuron's own z in the forward pass.",
    link="dZ1",
)
def masked_by_error(own, X, y, params, cache):
    return own["dA1"] * (own["dA1"] > 0)


HALF_SLOPE = (
    "half-slope",
    "How steep is the sigmoid where a is nearly 1, and where it is nearly 0? Is your factor small "
    "at both ends?",
    "Its derivative has two factors, one for each end.",
)


@exercise.misconception(*HALF_SLOPE, link="dZ1")
def slope_at_one_end(own, X, y, params, cache):
    return own["dA1"] * (1 - cache["A1"])


@exercise.misconception(*HALF_SLOPE, link="dZ1")
def slope_at_other_end(own, X, y, params, cache):
    return own["dA1"] * cache["A1"]


@exercise.misconception(
    "wrong-layer",
    "Whose activation does this error pass on its way back: the hidden layer's or the output's?",
    "The derivative has to be taken where the neurons of layer 1 are.",
    link="dZ1",
)
def slope_of_output_layer(own, X, y, params, cache):
    return own["dA1"] * cache["A2"] * (1 - cache["A2"])


BY_ITSELF = (
    "m21",
    "An activation acts on each neuron by itself: does that line sum over neurons or samples?",
    "`@` sums, `*` does not. Which of them multiplies every error by its own neuron's slope?",
)


@exercise.misconception(*BY_ITSELF, link="dZ1")
def product_with_slope(own, X, y, params, cache):
    dZ1 = own["dA1"] @ (cache["A1"] * (1 - cache["A1"]))
    return dZ1


@exercise.misconception(*BY_ITSELF, link="dZ1")
def product_with_slope_over_nodes(own, X, y, params, cache):
    return own["dA1"] @ (cache["A1"] * (1 - cache["A1"])).T


@exercise.misconception(*BY_ITSELF)
def product_with_slope_over_samples(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1.T @ (cache["A1"] * (1 - cache["A1"]))
    dW2, db2 = cache["A1"].T @ dZ2, dZ2.sum(axis=0)
    dW1, db1 = X.T @ dA1, dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}


# --- dW1 ----------------------------------------------------------------------------------------


@exercise.misconception(
    "m14",
    "dZ1 carries the sign of the error already. Where does another minus come from?",
    "Compare the signs of your dW2 and your dW1: are both made the same way?",
    link="dW1",
)
def negative_dW1(own, X, y, params, cache):
    return -X.T @ own["dZ1"]


@exercise.misconception(
    "m15",
    "Write every sample down twice: should the gradient of a mean change? Does your dW1?",
    "dZ1 inherits the 1/n from dZ2. Is the error that you use for dW1 this same dZ1?",
    link="dW1",
)
def summed_dW1(own, X, y, params, cache):
    return len(y) * X.T @ own["dZ1"]


@exercise.misconception(*COUNT, link="dW1")
def dW1_averaged_again(own, X, y, params, cache):
    return X.T @ own["dZ1"] / len(y)


DW1_FACTOR = (
    "m17",
    "Write down how Z1 depends on W1, then differentiate: does a ½ or a 2 come out?",
    "Z1 is linear in W1. A factor of 2 comes from a square: where is one?",
)


@exercise.misconception(*DW1_FACTOR, link="dW1")
def doubled_dW1(own, X, y, params, cache):
    return 2 * X.T @ own["dZ1"]


@exercise.misconception(*DW1_FACTOR, link="dW1")
def halved_dW1(own, X, y, params, cache):
    return X.T @ own["dZ1"] / 2


@exercise.misconception(*WEIGHT_AXIS, link="dW1")
def dW1_over_features(own, X, y, params, cache):
    # With one feature this is right, so a third of the samples would not notice.
    return X.T @ own["dZ1"] / X.shape[1]


@exercise.misconception(*WEIGHT_AXIS, link="dW1")
def dW1_summed_over_features(own, X, y, params, cache):
    return len(y) * X.T @ own["dZ1"] / X.shape[1]


@exercise.misconception(
    "m19",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Which factor lies the wrong way round?",
    "A gradient of weights has the shape of these weights. Which order and which transpose give "
    "it?",
    link="dW1",
)
def no_transpose_in_dW1(own, X, y, params, cache):
    dW1 = X @ own["dZ1"]
    return dW1


@exercise.misconception(
    "m19",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Which factor lies the wrong way round?",
    "A gradient of weights has the shape of these weights. Which order and which transpose give "
    "it?",
    link="dW1",
)
def other_transpose_in_dW1(own, X, y, params, cache):
    dW1 = X @ own["dZ1"].T
    return dW1


DW1_UNSUMMED = (
    "m20",
    "Where do you sum over the samples? Print the shapes of W1, X and dZ1.",
    "`*` multiplies entry by entry and sums nothing. Which product also sums?",
)


@exercise.misconception(*DW1_UNSUMMED, link="dW1")
def entry_by_entry_in_dW1(own, X, y, params, cache):
    dW1 = X * own["dZ1"]
    return dW1


@exercise.misconception(*DW1_UNSUMMED, link="dW1")
def entry_by_entry_transposed_in_dW1(own, X, y, params, cache):
    dW1 = X.T * own["dZ1"]
    return dW1


@exercise.misconception(
    "m22",
    "Compare the shape of your dW1 with the shape of W1. Which way round is each?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
    link="dW1",
)
def reversed_in_dW1(own, X, y, params, cache):
    return own["dZ1"].T @ X


@exercise.misconception(
    "m22",
    "Which of the two factors comes first in a product that gives the shape of W1?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
    link="dW1",
)
def error_first_in_dW1(own, X, y, params, cache):
    dW1 = own["dZ1"] @ X.T
    return dW1


DW1_GATE = (
    "m34",
    "Which error reaches W1: the one by A1 or the one by Z1? Which of the two do you use?",
    "W1 stands before the activation, so σ′ lies on the way. Look at what you multiply X with.",
)


@exercise.misconception(*DW1_GATE, link="dW1")
def dW1_without_slope(own, X, y, params, cache):
    return X.T @ own["dA1"]


@exercise.misconception(
    "m35",
    "What did layer 1 receive in the forward pass? Is that what you multiply the error with?",
    "Z1 = X W1 + b1. Which array stands beside W1 there?",
    link="dW1",
)
def dW1_from_A1(own, X, y, params, cache):
    return cache["A1"].T @ own["dZ1"]


@exercise.misconception(*LAST, link="dW1")
def dW1_of_last_sample(own, X, y, params, cache):
    for i in range(len(X)):
        dW1 = np.outer(X[i], own["dZ1"][i])
    return dW1


@exercise.misconception(*FIRST, link="dW1")
def dW1_of_first_sample(own, X, y, params, cache):
    for i in range(len(X)):
        return np.outer(X[i], own["dZ1"][i])


# --- db1 ----------------------------------------------------------------------------------------


@exercise.misconception(*STILL, link="db1")
def no_db1(own, X, y, params, cache):
    return np.zeros(own["dZ1"].shape[1])


@exercise.misconception(*STILL, link="db1")
def db1_is_none(own, X, y, params, cache):
    return None


@exercise.misconception(*STILL, link="db1")
def db1_is_plain_zero(own, X, y, params, cache):
    return 0.0


@exercise.misconception(*PER_NEURON, link="db1")
def db1_averaged_over_nodes(own, X, y, params, cache):
    return own["dZ1"].mean(axis=1)


@exercise.misconception(*PER_NEURON, link="db1")
def db1_over_nodes(own, X, y, params, cache):
    return own["dZ1"].sum(axis=1)


@exercise.misconception(*PER_NEURON, link="db1")
def db1_over_nodes_kept(own, X, y, params, cache):
    return own["dZ1"].sum(axis=1, keepdims=True)


@exercise.misconception(*PER_NEURON, link="db1")
def db1_unsummed(own, X, y, params, cache):
    return own["dZ1"].copy()


ONE_FOR_ALL = (
    "m38",
    "Do all neurons of the hidden layer share one bias? Compare the shapes of b1 and of your db1.",
    "`sum()` without an axis adds everything up to one number; a layer has a bias for each neuron.",
)


@exercise.misconception(*ONE_FOR_ALL, link="db1")
def db1_scalar(own, X, y, params, cache):
    return own["dZ1"].sum()


@exercise.misconception(*ONE_FOR_ALL, link="db1")
def db1_scalar_in_a_list(own, X, y, params, cache):
    return own["dZ1"].sum()[None]


@exercise.misconception(*ONE_FOR_ALL, link="db1")
def db1_scalar_kept(own, X, y, params, cache):
    return own["dZ1"].sum(keepdims=True)


@exercise.misconception(*ONE_FOR_ALL, link="db1")
def db1_scalar_spread(own, X, y, params, cache):
    return np.full(own["dZ1"].shape[1], own["dZ1"].sum())


@exercise.misconception(*KEPT, link="db1")
def db1_as_row(own, X, y, params, cache):
    return own["dZ1"].sum(axis=0, keepdims=True)


@exercise.misconception(*SUMMED, link="db1")
def db1_summed(own, X, y, params, cache):
    return len(y) * own["dZ1"].sum(axis=0)


@exercise.misconception(*COUNT, link="db1")
def db1_averaged_again(own, X, y, params, cache):
    return own["dZ1"].mean(axis=0)


@exercise.misconception(*DW1_FACTOR, link="db1")
def db1_doubled(own, X, y, params, cache):
    return 2 * own["dZ1"].sum(axis=0)


@exercise.misconception(*DW1_FACTOR, link="db1")
def db1_halved(own, X, y, params, cache):
    return own["dZ1"].sum(axis=0) / 2


@exercise.misconception(
    "m14",
    "dZ1 carries the sign of the error already. Where does another minus come from?",
    "Compare the signs of your db2 and your db1: are both made the same way?",
    link="db1",
)
def negative_db1(own, X, y, params, cache):
    return -own["dZ1"].sum(axis=0)


@exercise.misconception(
    "m34",
    "Which error reaches b1: the one by A1 or the one by Z1? Which of the two do you sum?",
    "b1 stands before the activation, so σ′ lies on the way.",
    link="db1",
)
def db1_without_slope(own, X, y, params, cache):
    return own["dA1"].sum(axis=0)


@exercise.misconception(
    "wrong-layer",
    "Whose bias is b1: which layer's error does it feel?",
    "Print the shapes of b1 and of your db1. Which of the errors has one column a hidden neuron?",
    link="db1",
)
def db1_from_output(own, X, y, params, cache):
    return own["dZ2"].sum(axis=0)


@exercise.misconception(*WEIGHT_AXIS, link="db1")
def db1_over_features(own, X, y, params, cache):
    return own["dZ1"].sum(axis=0) / X.shape[1]


@exercise.misconception(*LAST, link="db1")
def db1_of_last_sample(own, X, y, params, cache):
    for i in range(len(X)):
        db1 = own["dZ1"][i]
    return db1


@exercise.misconception(*FIRST, link="db1")
def db1_of_first_sample(own, X, y, params, cache):
    for i in range(len(X)):
        return own["dZ1"][i]
