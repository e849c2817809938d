"""Misconceptions in the second layer: dW2, db2, and dA1, the error sent back."""

from autograder.exercises.backpropagation.backward._chain import exercise, gradients_from
from autograder.exercises.backpropagation.backward._output import (
    LAST_SAMPLE_ONLY,
    MEAN_TWICE,
    RETURNED_TOO_EARLY,
)
from autograder.exercises.language import Misconception

# --- dW2 ----------------------------------------------------------------------------------------

PRODUCT = 'cache["A1"].T @ own["dZ2"]'

exercise.misconception(
    "sign-flipped-in-output-weights",
    "Take one sample whose output is too low. Should the weights of its active neurons grow or "
    "shrink? Descent subtracts: what sign must their gradient have?",
    "dZ2 carries the sign already. Where does another minus come from?",
    link="dW2",
    negative_weights={"return dW2": "return -dW2"},
)
exercise.misconception(
    "mean-forgotten-in-output-weights",
    "Write every sample down twice: should the gradient of a mean change? Does your dW2?",
    "dZ2 holds the 1/n. Is the error that you use for dW2 this same dZ2?",
    link="dW2",
    summed_weights={'cache["A1"].T': 'len(y) * cache["A1"].T'},
)
exercise.misconception(
    *MEAN_TWICE, link="dW2", weights_averaged_again={'own["dZ2"]': 'own["dZ2"] / len(y)'}
)

STRAY_FACTOR = Misconception(
    "stray-factor-in-output-layer",
    "Write down how Z2 depends on W2, then differentiate: does a ½ or a 2 come out?",
    "Z2 is linear in W2. A factor of 2 comes from a square: where is one?",
)
exercise.misconception(
    *STRAY_FACTOR,
    link="dW2",
    doubled_weights={'cache["A1"].T': '2 * cache["A1"].T'},
    halved_weights={'own["dZ2"]': 'own["dZ2"] / 2'},
)

WRONG_COUNT_AFTER_MEAN = Misconception(
    "wrong-count-after-mean",
    "Which axis holds the samples? Print the number that you divide by, and n.",
    "The mean goes over the samples, and dZ2 has taken it already.",
)
exercise.misconception(
    *WRONG_COUNT_AFTER_MEAN,
    link="dW2",
    weights_over_features={'own["dZ2"]': 'own["dZ2"] / X.shape[1]'},
    weights_summed_over_features={
        'cache["A1"].T': 'len(y) * cache["A1"].T',
        'own["dZ2"]': 'own["dZ2"] / X.shape[1]',
    },
    weights_over_nodes={'own["dZ2"]': 'own["dZ2"] / cache["A1"].shape[1]'},
)
exercise.misconception(
    "transpose-missing-in-output-weights",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Is a matrix product meant there, and if so, which factor lies the wrong way round?",
    "A gradient of weights has the shape of these weights. Which order and which transpose give "
    "it?",
    link="dW2",
    no_transpose_in_dW2={'cache["A1"].T': 'cache["A1"]'},
)

TRANSPOSE_MISSING = Misconception(
    "transpose-missing",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Which factor lies the wrong way round?",
    "A gradient of weights has the shape of these weights. Which order and which transpose give "
    "it?",
)
exercise.misconception(
    *TRANSPOSE_MISSING,
    link="dW2",
    other_transpose_in_dW2={PRODUCT: 'cache["A1"] @ own["dZ2"].T'},
)
exercise.misconception(
    "entrywise-product-in-output-weights",
    "Where do you sum over the samples? Print the shapes of W2 and of what you have.",
    "`*` multiplies entry by entry and sums nothing. Which product also sums?",
    link="dW2",
    entry_by_entry={'cache["A1"].T @': 'cache["A1"] *'},
    entry_by_entry_transposed={'cache["A1"].T @': 'cache["A1"].T *'},
    entry_by_entry_flipped={'cache["A1"].T @': 'cache["A1"] *', "return dW2": "return dW2.T"},
)
exercise.misconception(
    "product-reversed-in-output-weights",
    "Compare the shape of your dW2 with the shape of W2. Which way round is each?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
    link="dW2",
    reversed_in_dW2={PRODUCT: 'own["dZ2"].T @ cache["A1"]'},
)
exercise.misconception(
    "wrong-layer-input-in-output-weights",
    "What did layer 2 receive in the forward pass? Is that what you multiply the error with?",
    "Z2 = A1 W2 + b2. Which array stands beside W2 there?",
    link="dW2",
    weights_from_Z1={'cache["A1"]': 'cache["Z1"]'},
    weights_from_X={'cache["A1"]': "X"},
    weights_from_A2={'cache["A1"]': 'cache["A2"]'},
)
exercise.misconception(
    *LAST_SAMPLE_ONLY,
    link="dW2",
    weights_of_last_sample={PRODUCT: 'np.outer(cache["A1"][-1], own["dZ2"][-1])'},
)
exercise.misconception(
    *RETURNED_TOO_EARLY,
    link="dW2",
    weights_of_first_sample={PRODUCT: 'np.outer(cache["A1"][0], own["dZ2"][0])'},
)

# --- db2 ----------------------------------------------------------------------------------------

BIAS_GRADIENT_MISSING = Misconception(
    "bias-gradient-missing",
    "Print the biases before and after a step: did they move?",
    "A bias adds the same number to every sample's weighted input. How does the loss feel it?",
)
exercise.misconception(
    *BIAS_GRADIENT_MISSING,
    link="db2",
    no_db2={'own["dZ2"].sum(axis=0)': "np.zeros(1)"},
    db2_is_none={'own["dZ2"].sum(axis=0)': "None"},
)


@exercise.misconception(*BIAS_GRADIENT_MISSING)
def without_bias_gradients(X, y, params, cache):
    grads = gradients_from((cache["A2"] - y) / len(y), X, params, cache)
    return {name: g for name, g in grads.items() if name[1] != "b"}


exercise.misconception(
    *BIAS_GRADIENT_MISSING, link="db2", db2_is_plain_zero={'own["dZ2"].sum(axis=0)': "0.0"}
)

ERROR_LEFT_OUT = Misconception(
    "error-left-out",
    "A bias shifts Z by 1 for a shift of 1, and then: what does the loss make of a shift of Z?",
    "The chain has more than one link. What is the 1 multiplied with, and for which samples?",
)
exercise.misconception(
    *ERROR_LEFT_OUT,
    link="db2",
    db2_of_ones={'own["dZ2"].sum(axis=0)': "np.ones(1)"},
    db2_counts_samples={'own["dZ2"].sum(axis=0)': "np.array([float(len(y))])"},
)

WRONG_AXIS = Misconception(
    "wrong-axis",
    "There is one bias for each neuron. How many numbers does your gradient hold, and which axis "
    "is left?",
    "Sum over the samples. Which axis are they on?",
)
exercise.misconception(
    *WRONG_AXIS,
    link="db2",
    db2_over_nodes={"axis=0": "axis=1"},
    db2_over_nodes_kept={"axis=0": "axis=1, keepdims=True"},
    db2_averaged_over_nodes={"sum(axis=0)": "mean(axis=1)"},
)
exercise.misconception(
    "output-bias-summed-to-one-number",
    "What shape has b2? Print the shape of your db2 beside it.",
    "`sum()` without an axis adds everything up to one number; a layer has a bias for each neuron.",
    link="db2",
    db2_scalar={"sum(axis=0)": "sum()"},
)

DIMENSION_KEPT = Misconception(
    "dimension-kept",
    "What shape has the bias itself? What would bias minus its gradient broadcast to?",
    "A gradient has the shape of its parameter: look at what `keepdims` leaves behind.",
)
exercise.misconception(*DIMENSION_KEPT, link="db2", db2_as_row={"axis=0": "axis=0, keepdims=True"})

BIASES_SUMMED = Misconception(
    "biases-summed-beside-mean",
    "Are the gradients of weights and of biases derivatives of the same loss? Which of yours are "
    "means over the samples, and which are sums?",
    "dZ2 holds the 1/n. Is the error that you sum for the bias this same dZ2?",
)
exercise.misconception(*BIASES_SUMMED, link="db2", db2_summed={'own["dZ2"]': '(cache["A2"] - y)'})
exercise.misconception(*MEAN_TWICE, link="db2", db2_averaged_again={"sum(axis=0)": "mean(axis=0)"})
exercise.misconception(
    *STRAY_FACTOR,
    link="db2",
    db2_doubled={'own["dZ2"]': '2 * own["dZ2"]'},
    db2_halved={"sum(axis=0)": "sum(axis=0) / 2"},
)
exercise.misconception(
    "sign-flipped-in-output-bias",
    "If all outputs are too low, should the bias rise or fall? Descent subtracts: what sign must "
    "its gradient have?",
    "dZ2 carries the sign already. Where does another minus come from?",
    link="db2",
    negative_db2={'own["dZ2"]': '-own["dZ2"]'},
)
exercise.misconception(
    *WRONG_COUNT_AFTER_MEAN, link="db2", db2_over_features={"axis=0)": "axis=0) / X.shape[1]"}
)
exercise.misconception(*LAST_SAMPLE_ONLY, link="db2", db2_of_last_sample={".sum(axis=0)": "[-1]"})
exercise.misconception(*RETURNED_TOO_EARLY, link="db2", db2_of_first_sample={".sum(axis=0)": "[0]"})

# --- dA1 ----------------------------------------------------------------------------------------

LINE = 'return own["dZ2"] @ params["W2"].T'
"""Variants whose shapes clash write `dA1 = ...` instead: the failing line then names the link."""

exercise.misconception(
    "gradient-for-weights",
    "Send the error back through the weights: by which matrix did A1 reach Z2 in the forward pass?",
    "dW2 is where W2 wants to go. The error travels through W2 itself.",
    link="dA1",
    back_through_gradient={'params["W2"]': 'own["dW2"]'},
)
exercise.misconception(
    "weights-left-out",
    "Two hidden neurons reach the output with different weights: should the same error come back "
    "to both of them?",
    "Write down how Z2 depends on A1. What stands beside A1 there, and where is it in your dA1?",
    link="dA1",
    back_through_ones={'params["W2"].T': 'np.ones_like(params["W2"]).T'},
    error_copied={LINE: 'return own["dZ2"].copy()'},
)
exercise.misconception(
    "updated-too-early",
    "Through which W2 did the samples go in the forward pass: the old one or an updated one? "
    "Which one do you send the error back through?",
    "All gradients first, then the updates.",
    link="dA1",
    any_amount=True,
    back_through_updated_weights={'params["W2"]': '(params["W2"] - own["dW2"])'},
)
exercise.misconception(
    "transpose-missing-in-error-sent-back",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Which factor lies the wrong way round?",
    "Forward, A1 met W2 with its neurons. Backward, dZ2 comes from the other side.",
    link="dA1",
    no_transpose_in_dA1={LINE: 'dA1 = own["dZ2"] @ params["W2"]\n    return dA1'},
)
exercise.misconception(
    "entrywise-product-in-error-sent-back",
    "Each neuron's error is a sum over the outputs that it feeds: which product sums?",
    "`*` multiplies entry by entry and sums nothing. Write both shapes down.",
    link="dA1",
    entry_by_entry_in_dA1={LINE: 'dA1 = own["dZ2"] * params["W2"]\n    return dA1'},
)

PRODUCT_REVERSED = Misconception(
    "product-reversed-in-error-sent-back",
    "Compare the shape of your dA1 with the shape of A1. Which way round is each?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
)
exercise.misconception(
    *PRODUCT_REVERSED,
    link="dA1",
    reversed_in_dA1={LINE: 'return params["W2"] @ own["dZ2"].T'},
    weights_first_in_dA1={LINE: 'dA1 = params["W2"].T @ own["dZ2"]\n    return dA1'},
    weights_first_untransposed_in_dA1={LINE: 'dA1 = params["W2"] @ own["dZ2"]\n    return dA1'},
)


@exercise.misconception(*PRODUCT_REVERSED)
def reversed_in_dA1_put_right_later(X, y, params, cache):
    grads = gradients_from((cache["A2"] - y) / len(y), X, params, cache)
    return {**grads, "dA1": params["W2"] @ grads["dZ2"].T}


exercise.misconception(
    "probability-gradient-sent-back",
    "Which error leaves layer 2 backwards: the one by its activation, or by its weighted input?",
    "The weights stand before the activation, so what goes back through them is dZ2.",
    link="dA1",
    back_from_activation={'own["dZ2"]': '(own["dZ2"] / (cache["A2"] * (1 - cache["A2"])))'},
)
exercise.misconception(
    *MEAN_TWICE, link="dA1", error_averaged_again={'params["W2"].T': 'params["W2"].T / len(y)'}
)
exercise.misconception(
    "mean-forgotten-in-error-sent-back",
    "Write every sample down twice: which of your gradients change, and which should?",
    "dZ2 holds the 1/n. Is the error that you send back this same dZ2?",
    link="dA1",
    summed_error_sent_back={'own["dZ2"]': '(cache["A2"] - y)'},
)

# This misconception is declared last, because its sizes clash like those of a missing transpose in
# dA1. Only the line of code that failed tells the two apart. If that line is not known, the other
# one is shown, because its hint says less.

exercise.misconception(
    "error-first-in-output-weights",
    "Which of the two factors comes first in a product that gives the shape of W2?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
    link="dW2",
    error_first_in_dW2={PRODUCT: 'own["dZ2"] @ cache["A1"].T'},
)
