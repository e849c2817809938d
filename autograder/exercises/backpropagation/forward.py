"""`forward`: the forward pass, as a chain of four links."""

from autograder.exercises.backpropagation._network import (
    SIZES,
    draw_data,
    draw_parameters,
    sigmoid,
)
from autograder.exercises.language import Exercise, Probe

exercise = Exercise(
    "forward",
    asked="`forward(X, params)` returns a dict with Z1, A1, Z2 and A2: the weighted inputs and "
    "the activations of both layers, sigmoid in both.",
)


@exercise.probes
def draw(rng):
    return [
        Probe(X=draw_data(rng, n, d)[0], params=draw_parameters(rng, d, h), twice=n == 7)
        for n, d, h in SIZES
    ]


@exercise.link("Z1", points=1, hint="What does each hidden neuron receive, before its activation?")
def Z1(own, X, params):
    return X @ params["W1"] + params["b1"]


@exercise.link("A1", points=1, hint="Which function turns a weighted input into an activation?")
def A1(own, X, params):
    return sigmoid(own["Z1"])


@exercise.link("Z2", points=1, hint="What does layer 2 receive?")
def Z2(own, X, params):
    return own["A1"] @ params["W2"] + params["b2"]


@exercise.link("A2", points=1, hint="Is the output a number between 0 and 1?")
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
exercise.misconception(
    "hidden-bias-outside",
    "Can a probability be 1.3? Print the largest and the smallest entry of A1.",
    "The activation acts on the whole weighted input. What is added after it in your code?",
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
