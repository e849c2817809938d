"""Misconceptions in the first layer: dZ1, dW1 and db1."""

from autograder.exercises.backpropagation.backward._chain import exercise, gradients_from
from autograder.exercises.backpropagation.backward._output import (
    LAST_SAMPLE_ONLY,
    MEAN_TWICE,
    RETURNED_TOO_EARLY,
)
from autograder.exercises.backpropagation.backward._second_layer import (
    BIAS_GRADIENT_MISSING,
    BIASES_SUMMED,
    DIMENSION_KEPT,
    ERROR_LEFT_OUT,
    TRANSPOSE_MISSING,
    WRONG_AXIS,
    WRONG_COUNT_AFTER_MEAN,
)
from autograder.exercises.language import Misconception

# --- dZ1 ----------------------------------------------------------------------------------------

SLOPE = 'cache["A1"] * (1 - cache["A1"])'

exercise.misconception(
    "slope-missing",
    "What gates the signal on its way back? Where does a change of Z1 fade before it reaches A1?",
    "A neuron that is nearly 0 or 1 hardly answers to its input. Which factor says so?",
    link="dZ1",
    no_slope={f" * {SLOPE}": ".copy()"},
)
exercise.misconception(
    "derivative-of-activation",
    "What does your σ′ expect: a weighted input z, or an activation a? Which of the two do you "
    "give it?",
    "A1 has been through the sigmoid once. Does your derivative send it through again?",
    link="dZ1",
    slope_of_activation={
        'return own["dA1"]': 'a = 1 / (1 + np.exp(-cache["A1"]))\n    return own["dA1"]',
        SLOPE: "a * (1 - a)",
    },
)
exercise.misconception(
    "derivative-of-raw-z",
    "σ′ lies between 0 and ¼. Between which values lies what you multiply the error with?",
    "a (1 − a) wants an activation. Is that what you put in?",
    link="dZ1",
    slope_from_raw_input={SLOPE: 'cache["Z1"] * (1 - cache["Z1"])'},
)
exercise.misconception(
    "slope-of-tanh",
    "Which activation has the hidden layer, and whose derivative is this?",
    "1 − a² lies between 0 and 1 and belongs to tanh. The sigmoid's never exceeds ¼.",
    link="dZ1",
    slope_of_tanh={SLOPE: '(1 - cache["A1"] ** 2)'},
)
exercise.misconception(
    "slope-of-relu",
    "Which activation has the hidden layer, and whose derivative is this?",
    "0 where z is negative and 1 elsewhere belongs to ReLU. Is the sigmoid ever that steep?",
    link="dZ1",
    slope_of_relu={SLOPE: '(cache["Z1"] > 0)'},
)
exercise.misconception(
    "relu-masked-wrongly",
    "What decides how much of the error passes: the error itself, or the neuron that it passes?",
    "The gate depends on the neuron's own z in the forward pass.",
    link="dZ1",
    masked_by_error={SLOPE: '(own["dA1"] > 0)'},
)
exercise.misconception(
    "half-slope",
    "How steep is the sigmoid where a is nearly 1, and where it is nearly 0? Is your factor small "
    "at both ends?",
    "Its derivative has two factors, one for each end.",
    link="dZ1",
    slope_at_one_end={SLOPE: '(1 - cache["A1"])'},
    slope_at_other_end={SLOPE: 'cache["A1"]'},
)
exercise.misconception(
    "wrong-layer",
    "Whose activation does this error pass on its way back: the hidden layer's or the output's?",
    "The derivative has to be taken where the neurons of layer 1 are.",
    link="dZ1",
    slope_of_output_layer={SLOPE: 'cache["A2"] * (1 - cache["A2"])'},
)

exercise.misconception(
    "slope-of-error",
    "How steep a neuron is was settled in the forward pass. Is what you put into σ′ from there?",
    "dA1 is the error that arrives, and it enters once. Which array says where the neuron was?",
    link="dZ1",
    slope_of_error={SLOPE: 'own["dA1"] * (1 - own["dA1"])'},
    sigmoid_slope_of_error={
        'return own["dA1"]': 'a = 1 / (1 + np.exp(-own["dA1"]))\n    return own["dA1"]',
        SLOPE: "a * (1 - a)",
    },
)
overwritten = exercise.misconception(
    "error-overwritten",
    "Print dA1 right after the line that computes it, and once more at the end: are they equal?",
    "An array can have two names. Which line of yours writes into the array that dA1 names?",
)


@overwritten
def slope_into_dA1(X, y, params, cache):
    grads = gradients_from((cache["A2"] - y) / len(y), X, params, cache)
    return {**grads, "dA1": grads["dZ1"]}


MATRIX_PRODUCT = Misconception(
    "matrix-product",
    "An activation acts on each neuron by itself: does that line sum over neurons or samples?",
    "`@` sums, `*` does not. Which of them multiplies every error by its own neuron's slope?",
)
exercise.misconception(
    *MATRIX_PRODUCT,
    link="dZ1",
    product_with_slope={
        f'return own["dA1"] * {SLOPE}': f'dZ1 = own["dA1"] @ ({SLOPE})\n    return dZ1'
    },
    product_with_slope_over_nodes={f"* {SLOPE}": f"@ ({SLOPE}).T"},
)


@exercise.misconception(*MATRIX_PRODUCT)
def product_with_slope_over_samples(X, y, params, cache):
    grads = gradients_from((cache["A2"] - y) / len(y), X, params, cache)
    dZ1 = grads["dA1"].T @ (cache["A1"] * (1 - cache["A1"]))
    return {**grads, "dZ1": dZ1, "dW1": X.T @ grads["dA1"], "db1": dZ1.sum(axis=0)}


# --- dW1 ----------------------------------------------------------------------------------------

PRODUCT = 'X.T @ own["dZ1"]'

exercise.misconception(
    "sign-flipped-in-hidden-weights",
    "dZ1 carries the sign of the error already. Where does another minus come from?",
    "Compare the signs of your dW2 and your dW1: are both made the same way?",
    link="dW1",
    negative_dW1={"return dW1": "return -dW1"},
)
exercise.misconception(
    "mean-forgotten-in-hidden-weights",
    "Write every sample down twice: should the gradient of a mean change? Does your dW1?",
    "dZ1 inherits the 1/n from dZ2. Is the error that you use for dW1 this same dZ1?",
    link="dW1",
    summed_dW1={"X.T @": "len(y) * X.T @"},
)
exercise.misconception(
    *MEAN_TWICE, link="dW1", dW1_averaged_again={'own["dZ1"]': 'own["dZ1"] / len(y)'}
)

STRAY_FACTOR = Misconception(
    "stray-factor-in-hidden-layer",
    "Write down how Z1 depends on W1, then differentiate: does a ½ or a 2 come out?",
    "Z1 is linear in W1. A factor of 2 comes from a square: where is one?",
)
exercise.misconception(
    *STRAY_FACTOR,
    link="dW1",
    doubled_dW1={"X.T @": "2 * X.T @"},
    halved_dW1={'own["dZ1"]': 'own["dZ1"] / 2'},
)
exercise.misconception(
    *WRONG_COUNT_AFTER_MEAN,
    link="dW1",
    # The probe with one feature does not show a division by the number of features.
    dW1_over_features={'own["dZ1"]': 'own["dZ1"] / X.shape[1]'},
    dW1_summed_over_features={PRODUCT: 'len(y) * X.T @ own["dZ1"] / X.shape[1]'},
)
exercise.misconception(
    *TRANSPOSE_MISSING,
    link="dW1",
    no_transpose_in_dW1={"X.T @": "X @"},
    other_transpose_in_dW1={PRODUCT: 'X @ own["dZ1"].T'},
)
exercise.misconception(
    "entrywise-product-in-hidden-weights",
    "Where do you sum over the samples? Print the shapes of W1, X and dZ1.",
    "`*` multiplies entry by entry and sums nothing. Which product also sums?",
    link="dW1",
    entry_by_entry_in_dW1={"X.T @": "X *"},
    entry_by_entry_transposed_in_dW1={"X.T @": "X.T *"},
)
exercise.misconception(
    "product-reversed-in-hidden-weights",
    "Compare the shape of your dW1 with the shape of W1. Which way round is each?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
    link="dW1",
    reversed_in_dW1={PRODUCT: 'own["dZ1"].T @ X'},
)
exercise.misconception(
    "error-first-in-hidden-weights",
    "Which of the two factors comes first in a product that gives the shape of W1?",
    "(A B) transposed is B transposed times A transposed: the order of a product matters.",
    link="dW1",
    error_first_in_dW1={PRODUCT: 'own["dZ1"] @ X.T'},
)
exercise.misconception(
    "slope-dropped-in-hidden-weights",
    "Which error reaches W1: the one by A1 or the one by Z1? Which of the two do you use?",
    "W1 stands before the activation, so σ′ lies on the way. Look at what you multiply X with.",
    link="dW1",
    dW1_without_slope={'own["dZ1"]': 'own["dA1"]'},
)
exercise.misconception(
    "wrong-layer-input-in-hidden-weights",
    "What did layer 1 receive in the forward pass? Is that what you multiply the error with?",
    "Z1 = X W1 + b1. Which array stands beside W1 there?",
    link="dW1",
    dW1_from_A1={"X.T @": 'cache["A1"].T @'},
)
exercise.misconception(
    *LAST_SAMPLE_ONLY,
    link="dW1",
    dW1_of_last_sample={PRODUCT: 'np.outer(X[-1], own["dZ1"][-1])'},
)
exercise.misconception(
    *RETURNED_TOO_EARLY,
    link="dW1",
    dW1_of_first_sample={PRODUCT: 'np.outer(X[0], own["dZ1"][0])'},
)

# --- db1 ----------------------------------------------------------------------------------------

exercise.misconception(
    *BIAS_GRADIENT_MISSING,
    link="db1",
    no_db1={'own["dZ1"].sum(axis=0)': 'np.zeros(own["dZ1"].shape[1])'},
    db1_is_none={'own["dZ1"].sum(axis=0)': "None"},
    db1_is_plain_zero={'own["dZ1"].sum(axis=0)': "0.0"},
)
exercise.misconception(
    *ERROR_LEFT_OUT,
    link="db1",
    db1_of_ones={'own["dZ1"].sum(axis=0)': 'np.ones(own["dZ1"].shape[1])'},
    db1_counts_samples={'own["dZ1"].sum(axis=0)': 'np.full(own["dZ1"].shape[1], float(len(y)))'},
)
exercise.misconception(
    *WRONG_AXIS,
    link="db1",
    db1_averaged_over_nodes={"sum(axis=0)": "mean(axis=1)"},
    db1_over_nodes={"axis=0": "axis=1"},
    db1_over_nodes_kept={"axis=0": "axis=1, keepdims=True"},
    db1_unsummed={"sum(axis=0)": "copy()"},
)
exercise.misconception(
    "bias-summed-to-one-number",
    "Do all neurons of the hidden layer share one bias? Compare the shapes of b1 and of your db1.",
    "`sum()` without an axis adds everything up to one number; a layer has a bias for each neuron.",
    link="db1",
    db1_scalar={"sum(axis=0)": "sum()"},
    db1_scalar_in_a_list={"sum(axis=0)": "sum()[None]"},
    db1_scalar_kept={"sum(axis=0)": "sum(keepdims=True)"},
    db1_scalar_spread={'own["dZ1"].sum(axis=0)': 'np.full(own["dZ1"].shape[1], own["dZ1"].sum())'},
)
exercise.misconception(*DIMENSION_KEPT, link="db1", db1_as_row={"axis=0": "axis=0, keepdims=True"})
exercise.misconception(*BIASES_SUMMED, link="db1", db1_summed={'own["dZ1"]': 'len(y) * own["dZ1"]'})
exercise.misconception(*MEAN_TWICE, link="db1", db1_averaged_again={"sum(axis=0)": "mean(axis=0)"})
exercise.misconception(
    *STRAY_FACTOR,
    link="db1",
    db1_doubled={'own["dZ1"]': '2 * own["dZ1"]'},
    db1_halved={"sum(axis=0)": "sum(axis=0) / 2"},
)
exercise.misconception(
    "sign-flipped-in-hidden-biases",
    "dZ1 carries the sign of the error already. Where does another minus come from?",
    "Compare the signs of your db2 and your db1: are both made the same way?",
    link="db1",
    negative_db1={'own["dZ1"]': '-own["dZ1"]'},
)
exercise.misconception(
    "slope-dropped-in-hidden-biases",
    "Which error reaches b1: the one by A1 or the one by Z1? Which of the two do you sum?",
    "b1 stands before the activation, so σ′ lies on the way.",
    link="db1",
    db1_without_slope={'own["dZ1"]': 'own["dA1"]'},
)
exercise.misconception(
    "wrong-layer-in-hidden-biases",
    "Whose bias is b1: which layer's error does it feel?",
    "Print the shapes of b1 and of your db1. Which of the errors has one column a hidden neuron?",
    link="db1",
    db1_from_output={'own["dZ1"]': 'own["dZ2"]'},
)
exercise.misconception(
    *WRONG_COUNT_AFTER_MEAN, link="db1", db1_over_features={"axis=0)": "axis=0) / X.shape[1]"}
)
exercise.misconception(*LAST_SAMPLE_ONLY, link="db1", db1_of_last_sample={".sum(axis=0)": "[-1]"})
exercise.misconception(*RETURNED_TOO_EARLY, link="db1", db1_of_first_sample={".sum(axis=0)": "[0]"})
