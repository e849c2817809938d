"""`predict`: the class of each sample, 0 or 1."""

import numpy as np

from autograder.exercises.backpropagation._network import draw_data, draw_parameters, run_forward
from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Probe

exercise = Exercise(
    "predict",
    asked="`predict(X, params)` returns an array (n, 1) that holds 1 where A2 is above 0.5 and 0 "
    "elsewhere.",
    uses={"forward": []},
)


@exercise.probes
def draw(rng):
    probes = []
    for n, d, h in ((31, 3, 4), (23, 2, 6), (27, 1, 5)):
        X, params = draw_data(rng, n, d)[0], draw_parameters(rng, d, h)
        # Half of the outputs lie on either side of 0.5, and none is so close that rounding decides.
        Z2 = run_forward(X, params)["Z2"]
        Z2_sorted = np.sort(Z2.ravel())
        middle = n // 2
        params["b2"] = params["b2"] - (Z2_sorted[middle - 1] + Z2_sorted[middle]) / 2
        probes.append(Probe(X=X, params=params, twice=n == 31))
    return probes


@exercise.solution
def predict(X, params):
    A2 = run_forward(X, params)["A2"]
    return (A2 > 0.5).astype(int)


exercise.value("value", points=1, hint="What does A2 say of a sample, and which question is asked?")
exercise.property("arguments", "repeatable", points=1)


exercise.misconception(
    "probabilities",
    "What are the different values in your answer? Which two were asked for?",
    "A2 says how likely class 1 is. From where on should the answer be 1?",
    probabilities={"(A2 > 0.5).astype(int)": "A2"},
)
exercise.misconception(
    "raw-outputs",
    "What are the different values in your answer? Which two were asked for?",
    "Z2 has not been through the sigmoid yet, and no decision has been made.",
    raw_outputs={'params)["A2"]': 'params)["Z2"]', "(A2 > 0.5).astype(int)": "A2"},
)
exercise.misconception(
    "flipped",
    "For a sample with A2 = 0.9, which class should come out? Which one does yours give?",
    "Every answer is the opposite of the right one. Which way round is your comparison?",
    flipped={"A2 > 0.5": "A2 < 0.5"},
)
exercise.misconception(
    "broadcast",
    "Print the shapes of your answer and of y. What is `(answer == y).shape`?",
    "(n,) beside (n, 1) stretches to (n, n). Keep the column.",
    flat={"astype(int)": "astype(int).ravel()"},
    as_row={"astype(int)": "astype(int).T"},
)
exercise.misconception(
    "threshold",
    "Between which values lies what you compare, and where is the middle of that range?",
    "0.5 belongs to a probability, 0 to the weighted input before the sigmoid. Which pair is "
    "yours?",
    raw_above_half={'params)["A2"]': 'params)["Z2"]'},
)
exercise.misconception(
    "one-class",
    "Every sample got the same class. Print A2: between which values does it lie?",
    "A2 is never quite 0 and never quite 1, and it has one column. Which number should it be "
    "compared with?",
    probability_above_zero={"A2 > 0.5": "A2 > 0"},
    cut_to_integers={"(A2 > 0.5)": "A2"},
    largest_column={"(A2 > 0.5).astype(int)": "np.argmax(A2, axis=1)[:, None]"},
)
exercise.misconception(
    "other-classes",
    "What are the different values in your answer? Which two were asked for?",
    "The labels in y are 0 and 1.",
    signs={"(A2 > 0.5).astype(int)": "np.where(A2 > 0.5, 1, -1)"},
)
exercise.misconception(
    "bias-missing",
    "Set every weight to zero in your head: what should A2 depend on then, and what does yours?",
    "Each neuron adds one more number to its weighted sum. Does your forward pass?",
    no_biases={"(X, params)[": '(X, {**params, "b1": 0, "b2": 0})['},
)
exercise.misconception(
    "no-hidden-activation",
    "Two linear maps, one after the other: what kind of map do they make?",
    "Which step of a hidden neuron is missing in the forward pass that you use here?",
    no_hidden_activation={
        'A2 = run_forward(X, params)["A2"]': 'Z1 = run_forward(X, params)["Z1"]',
        "A2 > 0.5": 'Z1 @ params["W2"] + params["b2"] > 0',
    },
)
exercise.misconception(
    "one-number",
    "One sample, one answer: how many numbers came back?",
    "Look for a mean, a sum or an `all` too many.",
    mean_of_all={"(A2 > 0.5).astype(int)": "float(np.mean(A2 > 0.5))"},
)
exercise.misconception(
    *ARGUMENT_CHANGED, standardises_in_place={"return (A2": "X -= X.mean(axis=0)\n    return (A2"}
)
