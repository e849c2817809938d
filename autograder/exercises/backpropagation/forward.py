"""`forward`: the forward pass, as a chain of four links."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    SIZES,
    draw_data,
    draw_parameters,
    draw_saturated,
    run_forward,
    sigmoid,
)
from autograder.exercises.language import Exercise, Misconception, Probe

exercise = Exercise(
    "forward",
    asked="`forward(X, params)` returns a dict with Z1, A1, Z2 and A2: the weighted inputs and "
    "the activations of both layers, sigmoid in both.",
)


@exercise.probes
def draw(rng):
    probes = [
        Probe(X=draw_data(rng, n, d)[0], params=draw_parameters(rng, d, h), twice=n == 7)
        for n, d, h in SIZES
    ]
    # The sizes occur twice, so that an answer cannot tell a probe by the shape of X alone.
    (n, d, h), _, _ = SIZES
    tiny = {name: 1e-4 * value for name, value in draw_parameters(rng, d, h).items()}
    probes.append(Probe(X=1e-4 * draw_data(rng, n, d)[0], params={**tiny, "b1": 1e-4 * tiny["b1"]}))
    # Every activation is far below 1e-6, so that one that is cut off shows.
    quiet = draw_parameters(rng, d, h)
    quiet |= {"W1": 0.2 * quiet["W1"], "b1": quiet["b1"] - 17, "b2": quiet["b2"] - 17}
    probes.append(Probe(X=draw_data(rng, n, d)[0], params=quiet))
    X, params = draw_saturated(rng)
    return [*probes, Probe(X=X, params=params)]


@exercise.link("Z1", points=1, hint="What does each hidden neuron receive, before its activation?")
def Z1(own, X, params):
    return X @ params["W1"] + params["b1"]


@exercise.link("A1", points=1, hint="Which function turns a weighted input into an activation?")
def A1(own, X, params):
    return sigmoid(own["Z1"])


@exercise.link("Z2", points=1, hint="What does layer 2 receive?")
def Z2(own, X, params):
    return own["A1"] @ params["W2"] + params["b2"]


@exercise.link("A2", points=1, hint="What makes the output A2 of Z2? Work out one entry by hand.")
def A2(own, X, params):
    return sigmoid(own["Z2"])


exercise.property("arguments", "repeatable", points=1)


exercise.misconception(
    "hidden-bias-missing",
    "Set every weight to zero in your head: what should Z1 be then, and what is yours?",
    "Each neuron adds one more number to its weighted sum. Where does it enter your Z1?",
    link="Z1",
    no_first_bias={' + params["b1"]': ""},
)
exercise.misconception(
    "output-bias-missing",
    "Set every weight to zero in your head: what should Z2 be then, and what is yours?",
    "Each neuron adds one more number to its weighted sum. Where does it enter your Z2?",
    link="Z2",
    no_second_bias={' + params["b2"]': ""},
)
BIAS_OUTSIDE = Misconception(
    "hidden-bias-outside",
    "Can a probability be 1.3? Print the largest and the smallest entry of A1.",
    "The activation acts on the whole weighted input. What is added after it in your code?",
)
exercise.misconception(
    *BIAS_OUTSIDE,
    link="A1",
    bias_outside_first={'sigmoid(own["Z1"])': 'sigmoid(X @ params["W1"]) + params["b1"]'},
)
exercise.misconception(
    "output-bias-outside",
    "Can a probability be 1.3? Print the largest and the smallest entry of A2.",
    "The activation acts on the whole weighted input. What is added after it in your code?",
    link="A2",
    bias_outside_second={'sigmoid(own["Z2"])': 'sigmoid(own["A1"] @ params["W2"]) + params["b2"]'},
)
exercise.misconception(
    "no-hidden-activation",
    "Two linear maps, one after the other: what kind of map do they make?",
    "Compare your A1 with your Z1. Which step of a hidden neuron is missing between them?",
    link="A1",
    no_hidden_activation={'sigmoid(own["Z1"])': 'own["Z1"]'},
)
exercise.misconception(
    "no-output-activation",
    "Can a probability be negative? Print the smallest entry of A2.",
    "Compare your A2 with your Z2. Which step of the output neuron is missing between them?",
    link="A2",
    no_output_activation={'sigmoid(own["Z2"])': 'own["Z2"]'},
)
exercise.misconception(
    "wrong-layer-input",
    "What did layer 2 receive: what the hidden neurons take in, or what they give out?",
    "Look at what you multiply with W2. Has it been through the activation?",
    link="Z2",
    second_layer_from_inputs={'own["A1"]': 'own["Z1"]'},
)
exercise.misconception(
    "tanh",
    "Which activation does the task name, and between which values does it lie?",
    "Print the smallest entry of A1. Can a sigmoid be negative?",
    link="A1",
    tanh_for_sigmoid={'sigmoid(own["Z1"])': 'np.tanh(own["Z1"])'},
)
exercise.misconception(
    "relu",
    "Which activation does the task name, and between which values does it lie?",
    "Print the largest and the smallest entry of A1. Is a sigmoid ever exactly 0, or above 1?",
    link="A1",
    relu_for_sigmoid={'sigmoid(own["Z1"])': 'np.maximum(own["Z1"], 0)'},
)
exercise.misconception(
    "slope-for-activation",
    "How high is the sigmoid at z = 0, and what do you get there?",
    "The height of a curve is not its slope. Which of the two does a neuron give out?",
    link="A1",
    slope_for_activation={'sigmoid(own["Z1"])': 'sigmoid(own["Z1"]) * (1 - sigmoid(own["Z1"]))'},
)
exercise.misconception(
    "sigmoid-twice",
    "How often does Z2 pass the sigmoid on its way to A2?",
    "Set Z2 to 0 in your head: what should A2 be then, and what is yours?",
    link="A2",
    sigmoid_twice={'sigmoid(own["Z2"])': 'sigmoid(sigmoid(own["Z2"]))'},
)
exercise.misconception(
    "softmax",
    "What does a softmax make of a layer that has one neuron?",
    "A softmax shares 1 among the numbers that it gets. Should the samples, or the neurons of this "
    "layer, share anything?",
    link="A2",
    softmax_over_neurons={'sigmoid(own["Z2"])': 'np.ones_like(own["Z2"])'},
    softmax_over_samples={
        'return sigmoid(own["Z2"])': 'e = np.exp(own["Z2"] - own["Z2"].max())\n'
        "    return e / e.sum()"
    },
)
exercise.misconception(
    "labels-for-probabilities",
    "Is a probability of 0.9 the same as one of 0.6? What does your A2 hold for these two?",
    "A2 are the probabilities themselves. Which step of yours makes classes of them?",
    link="A2",
    labels={'sigmoid(own["Z2"])': '(sigmoid(own["Z2"]) > 0.5).astype(float)'},
)
exercise.misconception(
    "entrywise-product",
    "A weighted sum adds up over everything that a neuron receives. Which step of yours adds up?",
    "`*` multiplies entry by entry, and sums nothing. Which product also sums?",
    link="Z1",
    entry_by_entry={'X @ params["W1"]': 'X * params["W1"]'},
)
exercise.misconception(
    "product-reversed",
    "Print the shapes of the two factors: which of their sizes have to be equal in a product?",
    "Rows are samples here: X is (n, d) and W1 is (d, h). Which product of them is (n, h)?",
    link="Z1",
    transposed_weights={'params["W1"]': 'params["W1"].T'},
    weights_first={'X @ params["W1"]': 'params["W1"] @ X'},
)
exercise.misconception(
    "column-lost",
    "Print the shape of Z2 after each line of yours: which step takes the second dimension away?",
    "Every sample has its row, and the output neuron has its column, even if it is the only one.",
    link="Z2",
    flattened={
        'return own["A1"] @ params["W2"] + params["b2"]': "Z2 = "
        'own["A1"] @ params["W2"] + params["b2"]\n    return Z2.ravel()'
    },
)

upside_down = exercise.misconception(
    "upside-down",
    "Where should a sigmoid end for a large positive z: at 0 or at 1? Where does yours end?",
    "Draw your function from z = −5 to z = 5. Which way should it go, and which way does it go?",
)
overflow = exercise.misconception(
    "overflow",
    "What is e to the power of 800 in floating-point numbers, and what is that divided by itself?",
    "The sigmoid can be written in more than one way. Which way keeps a quotient of two huge "
    "numbers from arising?",
)
ACTIVATED = Misconception(
    "activated-weighted-input",
    "A weighted sum can be any number. Print the smallest and the largest entry of Z1 and of Z2: "
    "what has already happened to them?",
    "Z is what a neuron receives, and A is what it gives out. Which of them stands where?",
)
exercise.misconception(
    *ACTIVATED,
    link="Z2",
    activated_output={
        'return own["A1"] @ params["W2"] + params["b2"]': "Z2 = "
        'own["A1"] @ params["W2"] + params["b2"]\n    return sigmoid(Z2)'
    },
)
activated = exercise.misconception(*ACTIVATED)
bias_outside = exercise.misconception(*BIAS_OUTSIDE)


@upside_down
def sign_of_the_exponent(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = 1 - sigmoid(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": 1 - sigmoid(Z2)}


def quotient(z):
    """The sigmoid as a quotient that overflows for large z."""
    with np.errstate(all="ignore"):
        return np.exp(z) / (1 + np.exp(z))


@overflow
def quotient_of_exponentials(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = quotient(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": quotient(Z2)}


@activated
def weighted_and_activated_swapped(X, params):
    right = run_forward(X, params)
    return {"Z1": right["A1"], "A1": right["Z1"], "Z2": right["A2"], "A2": right["Z2"]}


@activated
def hidden_input_overwritten(X, params):
    right = run_forward(X, params)
    return {**right, "Z1": right["A1"]}


@activated
def inputs_overwritten(X, params):
    right = run_forward(X, params)
    return {**right, "Z1": right["A1"], "Z2": right["A2"]}


@bias_outside
def both_biases_outside(X, params):
    Z1 = X @ params["W1"]
    A1 = sigmoid(Z1) + params["b1"]
    Z2 = A1 @ params["W2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2) + params["b2"]}
