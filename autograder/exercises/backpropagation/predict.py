"""`predict`: the class of each sample, 0 or 1."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    draw_data,
    draw_parameters,
    draw_saturated,
    run_forward,
)
from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Probe

exercise = Exercise(
    "predict",
    asked="`predict(X, params)` returns an array (n, 1) that holds 1 where A2 is above 0.5 and 0 "
    "elsewhere.",
    uses={"forward": []},
)


@exercise.probes
def draw(rng):
    probes = [
        Probe(**draw_sure(rng, 31, 3, 4), group="decided", twice=True),
        Probe(**draw_unsure(rng), group="decided"),
        Probe(**draw_sure(rng, 27, 1, 5), group="decided"),
    ]
    # Some outputs are exactly 0 and others exactly 1; in the last probe all are exactly 0.5.
    X, params = draw_saturated(rng)
    probes.append(Probe(X=X, params=params, group="decided"))
    params = draw_parameters(rng, 2, 3) | {"W2": np.zeros((3, 1)), "b2": np.zeros(1)}
    return [*probes, Probe(X=draw_data(rng, 6, 2)[0], params=params, group="ties")]


def draw_sure(rng, n, d, h):
    """X and params of a d-h-1 network whose outputs are below 0.05 or above 0.95.

    A third of them are below. Without b2 all would be above 0.5.
    """
    X, params = draw_data(rng, n, d)[0], draw_parameters(rng, d, h)
    ones = rng.permutation(np.arange(n) % 3 > 0)
    X[:, 0] = rng.uniform(1.5, 2.5, size=n) * np.where(ones, 1, -1)
    params["W1"][0] = rng.uniform(3, 4, size=h)
    params |= {"W2": np.abs(params["W2"]), "b2": np.zeros(1)}
    Z2 = run_forward(X, params)["Z2"][:, 0]
    low, high = Z2[~ones].max(), Z2[ones].min()
    scale = 6 / (high - low)
    params |= {"W2": scale * params["W2"], "b2": np.array([-scale * (low + high) / 2])}
    return {"X": X, "params": params}


def draw_unsure(rng):
    """X and params of a 3-12-1 network whose outputs lie between 0.45 and 0.6.

    Less than half of them are below 0.5, and some are between 0.5 and their mean. Without one of
    the biases or without the hidden activation, some outputs would be on the other side of 0.5.
    """
    Z2 = np.concatenate([np.linspace(-0.18, -0.05, 4), np.linspace(0.05, 0.4, 7)])[:, None]
    while True:
        X, params = draw_data(rng, 11, 3)[0], draw_parameters(rng, 3, 12)
        params |= {"W1": 2 * params["W1"], "b1": 2 * params["b1"], "b2": np.array([0.1])}
        cache = run_forward(X, params)
        params["W2"] = np.linalg.lstsq(cache["A1"], rng.permutation(Z2) - 0.1, rcond=None)[0]
        without_b1 = run_forward(X, params | {"b1": np.zeros(12)})["Z2"] > 0
        linear = cache["Z1"] @ params["W2"] + params["b2"] > 0
        if all(2 < np.sum(ones) < 9 for ones in (without_b1, linear)):
            return {"X": X, "params": params}


@exercise.solution
def predict(X, params):
    A2 = run_forward(X, params)["A2"]
    return (A2 > 0.5).astype(int)


exercise.value(
    "value",
    points=1.25,
    groups=("decided",),
    hint="What does A2 say of a sample, and which question is asked?",
)
exercise.property(
    "classes",
    "only_two_classes",
    points=0.25,
    hint="Which two answers are there, and for which A2 is which of them asked for?",
)
exercise.property("arguments", "repeatable", points=0.5)


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
    above_a_third={"A2 > 0.5": "A2 > 1 / 3"},
    above_nine_tenths={"A2 > 0.5": "A2 > 0.9"},
    above_the_mean={"A2 > 0.5": "A2 > A2.mean()"},
    above_the_median={"A2 > 0.5": "A2 >= np.median(A2)"},
)
exercise.misconception(
    "one-class",
    "Print A2 and your answer for a network that is not sure of anything: why does every sample "
    "get the same class?",
    "A2 is hardly ever quite 0 or quite 1, and it has one column. Which number should it be "
    "compared with?",
    probability_above_zero={"A2 > 0.5": "A2 > 0"},
    cut_to_integers={"(A2 > 0.5)": "A2"},
    sigmoid_twice={"A2 > 0.5": "1 / (1 + np.exp(-A2)) > 0.5"},
    one_decision_for_all={"(A2 > 0.5).astype(int)": "np.full(A2.shape, int(A2.mean() > 0.5))"},
    largest_column={"(A2 > 0.5).astype(int)": "np.argmax(A2, axis=1)[:, None]"},
)
exercise.misconception(
    "rounded-up-to-two",
    "What are the different values in your answer where A2 is exactly 1, and where it is 0?",
    "A comparison has two answers only. Which other step of yours has more?",
    twice_rounded_down={"(A2 > 0.5).astype(int)": "np.floor(2 * A2)"},
)
exercise.misconception(
    "half",
    "What does your function say where A2 is exactly 0.5? Which two answers are there?",
    "The sign of a number has three values. How many does a comparison have?",
    named=True,
    from_signs={"(A2 > 0.5).astype(int)": "(np.sign(A2 - 0.5) + 1) / 2"},
)
exercise.misconception(
    "returned-too-early",
    "How many samples came in, and how many answers come out?",
    "How often does the body of your loop run before the function returns?",
    first_sample={"(A2 > 0.5).astype(int)": "(A2[:1] > 0.5).astype(int)"},
)
exercise.misconception(
    "other-classes",
    "What are the different values in your answer? Which two were asked for?",
    "The labels in y are 0 and 1.",
    signs={"(A2 > 0.5).astype(int)": "np.where(A2 > 0.5, 1, -1)"},
)
# The next two have the ids of the same faults in `forward`, from which a fault may come.
exercise.misconception(
    "hidden-bias-missing",
    "Set W1 to zero in your head: what should A1 be then, and what is yours?",
    "Each hidden neuron adds a number of its own to its weighted sum. Does your forward pass?",
    no_biases={"(X, params)[": '(X, {**params, "b1": 0, "b2": 0})['},
    no_first_bias={"(X, params)[": '(X, {**params, "b1": 0})['},
)
exercise.misconception(
    "output-bias-missing",
    "Set W2 to zero in your head: what should A2 be then, and what is yours?",
    "The output neuron adds a number of its own to its weighted sum. Does your forward pass?",
    no_second_bias={"(X, params)[": '(X, {**params, "b2": 0})['},
)
exercise.misconception(
    "bias-outside",
    "Can a probability be 1.3? Print the largest and the smallest of the numbers that you compare.",
    "The activation acts on the whole weighted input. What is added after it in your code?",
    biases_outside={
        'A2 = run_forward(X, params)["A2"]': 'A1 = 1 / (1 + np.exp(-X @ params["W1"]))\n'
        '    A2 = 1 / (1 + np.exp(-(A1 + params["b1"]) @ params["W2"])) + params["b2"]'
    },
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
