"""`train_with_activation`: the training loop with another hidden activation."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    draw_start,
    mean_loss,
    sigmoid,
    step_down,
)
from autograder.exercises.backpropagation.train._loop import draw_set, draw_two_seeds
from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Named

exercise = Exercise(
    "train_with_activation",
    asked="`train_with_activation(X, y, n_hidden, n_iterations, learning_rate, rng, activation, "
    "activation_derivative)` trains as `train` does, with the activation that it is given in the "
    "hidden layer.",
    uses=["initialise_parameters", "binary_cross_entropy", "update", "train"],
    time_limit=20.0,
)


@exercise.probes
def draw(rng):
    probes = []
    for group, sizes, rate, name in (
        ("set 1", (9, 3, 4), 0.3, "softsign"),
        ("set 2", (13, 2, 5), 0.7, "arctan"),
    ):
        functions = {
            "activation": Named(name),
            "activation_derivative": Named(f"{name}_derivative"),
        }
        probes += draw_set(rng, group, *sizes, rate, **functions)
    return probes + draw_two_seeds(rng, **functions)


def hidden_forward(X, params, activation):
    """The forward pass with this hidden activation and a sigmoid at the output."""
    Z1 = X @ params["W1"] + params["b1"]
    A1 = activation(Z1)
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}


def hidden_gradients(X, params, cache, dZ2, slope):
    """The gradients that follow from the output's error and the slope in the hidden layer."""
    dZ1 = dZ2 @ params["W2"].T * slope
    return {
        "W1": X.T @ dZ1,
        "b1": dZ1.sum(axis=0),
        "W2": cache["A1"].T @ dZ2,
        "b2": dZ2.sum(axis=0),
    }


@exercise.solution
def descend(X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = hidden_forward(X, params, activation)
        losses.append(mean_loss(cache["A2"], y))
        dZ2 = (cache["A2"] - y) / len(y)
        slope = activation_derivative(cache["Z1"])
        gradients = hidden_gradients(X, params, cache, dZ2, slope)
        params = step_down(params, gradients, learning_rate)
    return params, losses


STEPS = ("set 1", "set 2")
exercise.property(
    "losses",
    "losses_before_updates",
    points=1,
    groups=STEPS,
    hint="Which activation does the forward pass use, and where is the loss measured?",
)
exercise.property(
    "steps",
    "gradient_steps",
    points=1,
    groups=STEPS,
    hint="Which places of the backward pass know about the hidden activation?",
)
exercise.property(
    "start",
    "start_from_rng",
    points=0.5,
    groups=("two seeds",),
    hint="Where does the randomness of the start come from?",
)
exercise.property("arguments", "repeatable", points=0.5)


@exercise.misconception(
    "own-seed",
    "Call your function with two generators that have different seeds, and a rate of 0. Should the "
    "two starts agree?",
    "Training from several seeds tells something only if each gives another start. Does anything "
    "in your function, or in one that it calls, make a generator of its own?",
    named="own seed",
)
def seed_of_its_own(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    rng = np.random.default_rng(0)
    return descend(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
    )


def _descend_with(X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, error):
    """As `descend`, with another slope of the cache and another error at the output."""
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = hidden_forward(X, params, activation)
        losses.append(mean_loss(cache["A2"], y))
        gradients = hidden_gradients(X, params, cache, error(cache, y), slope(cache))
        params = step_down(params, gradients, learning_rate)
    return params, losses


def _plain_error(cache, y):
    return (cache["A2"] - y) / len(y)


STILL_SIGMOID = (
    "still-sigmoid",
    "Call your function with two different activations: do the losses differ?",
    "The activation is an argument. Which lines should use it, and which still use the sigmoid?",
)


@exercise.misconception(*STILL_SIGMOID, named="still sigmoid")
def activation_ignored(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return cache["A1"] * (1 - cache["A1"])

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, sigmoid, slope, _plain_error
    )


@exercise.misconception(*STILL_SIGMOID, named="still sigmoid")
def forward_with_sigmoid(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return activation_derivative(cache["Z1"])

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, sigmoid, slope, _plain_error
    )


@exercise.misconception(
    "m11",
    "Two linear maps, one after the other: what kind of map do they make?",
    "Which step of a hidden neuron is missing in your forward pass?",
    named="linear",
)
def no_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return 1.0

    def nothing(z):
        return z

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, nothing, slope, _plain_error
    )


@exercise.misconception(
    "m28",
    "What gates the signal on its way back to the first layer?",
    "The error passes the activation backwards, too. Which of your two new functions is not used?",
    named="no slope",
)
def no_slope(X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative):
    def slope(cache):
        return 1.0

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, _plain_error
    )


@exercise.misconception(
    "m23",
    "What does activation_derivative expect: z, or the activation a? Which of the two do you give "
    "it?",
    "Z1 or A1: which of them is the argument of the activation in the forward pass?",
    named="slope of A1",
)
def slope_at_A1(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return activation_derivative(cache["A1"])

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, _plain_error
    )


OF_SIGMOID = (
    "m30",
    "Whose derivative does your backward pass use in the hidden layer?",
    "a (1 − a) belongs to the sigmoid. The hidden layer has another activation now.",
)


@exercise.misconception(*OF_SIGMOID, named="slope of the sigmoid")
def recipe_of_sigmoid(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return cache["A1"] * (1 - cache["A1"])

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, _plain_error
    )


@exercise.misconception(*OF_SIGMOID, named="slope of the sigmoid")
def slope_of_sigmoid(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return sigmoid(cache["Z1"]) * (1 - sigmoid(cache["Z1"]))

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, _plain_error
    )


@exercise.misconception(
    "m24",
    "Print the largest and the smallest slope that you use. Can they be right?",
    "a (1 − a) wants an activation, and the sigmoid's at that. Is that what you put in?",
    named="z times one minus z",
)
def slope_from_raw_z(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return cache["Z1"] * (1 - cache["Z1"])

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, _plain_error
    )


@exercise.misconception(
    "m29",
    "For which activation is 1 minus a a slope? Whose slope does the hidden layer need here?",
    "The slope is an argument of your function: use that one.",
    named="one minus a",
)
def one_minus_a(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return 1 - cache["A1"]

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, _plain_error
    )


@exercise.misconception(
    "m30",
    "Whose derivative does your backward pass use in the hidden layer?",
    "1 − a² belongs to tanh. The activation is an argument, and its slope is another.",
    named="slope of tanh",
)
def slope_of_tanh(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return 1 - cache["A1"] ** 2

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, _plain_error
    )


@exercise.misconception(
    "activation-for-slope",
    "Two functions are given, one for each direction: which of them do you use on the way back?",
    "The height of a curve is not its slope.",
    named="activation for its slope",
)
def activation_as_slope(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return activation(cache["Z1"])

    return _descend_with(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, _plain_error
    )


EXTRA_SLOPE = (
    "m25",
    "Which layers got a new activation? What is the derivative at the output, where loss and "
    "sigmoid meet?",
    "The error at the output is what it was in `train`: nothing changed there.",
)


@exercise.misconception(*EXTRA_SLOPE, named="slope at the output")
def new_slope_at_output(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return activation_derivative(cache["Z1"])

    def error(cache, y):
        return (cache["A2"] - y) / len(y) * activation_derivative(cache["Z2"])

    return _descend_with(X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, error)


@exercise.misconception(*EXTRA_SLOPE, named="output slope")
def sigmoid_slope_at_output(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def slope(cache):
        return activation_derivative(cache["Z1"])

    def error(cache, y):
        return (cache["A2"] - y) / len(y) * cache["A2"] * (1 - cache["A2"])

    return _descend_with(X, y, n_hidden, n_iterations, learning_rate, rng, activation, slope, error)


@exercise.misconception(
    "new-output",
    "Which layer was to get another activation? What must the output be, so that it is a "
    "probability?",
    "The output stays a sigmoid.",
    named="output too",
)
def new_activation_at_output(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = hidden_forward(X, params, activation)
        cache["A2"] = activation(cache["Z2"])
        losses.append(mean_loss(cache["A2"], y))
        slope = activation_derivative(cache["Z1"])
        gradients = hidden_gradients(X, params, cache, _plain_error(cache, y), slope)
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m45",
    "Plot the losses: which way do they go? And which way does your step go along the gradient?",
    "Either the gradient or the update has the wrong sign. Try both on one weight by hand.",
    named="ascent",
)
def ascent(X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative):
    return descend(
        X, y, n_hidden, n_iterations, -learning_rate, rng, activation, activation_derivative
    )


@exercise.misconception(
    "m15",
    "Write every sample down twice: should a step grow? Does yours?",
    "The loss is a mean over n samples. Where is the n in your gradient?",
    named="sum",
)
def no_mean(X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative):
    return descend(
        X, y, n_hidden, n_iterations, len(y) * learning_rate, rng, activation, activation_derivative
    )


@exercise.misconception(
    "m16",
    "Count the divisions by n between the loss and the step: how many are there, and how many in "
    "your code?",
    "The gradients hold the 1/n already.",
    named="twice divided",
)
def mean_twice(X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative):
    return descend(
        X, y, n_hidden, n_iterations, learning_rate / len(y), rng, activation, activation_derivative
    )


@exercise.misconception(
    "m49",
    "Follow the learning rate through one turn of your loop: how often does it meet the gradient?",
    "If both the gradient and the update use it, one of them is one too many.",
    named="rate twice",
)
def rate_twice(X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative):
    return descend(
        X, y, n_hidden, n_iterations, learning_rate**2, rng, activation, activation_derivative
    )


@exercise.misconception(
    "m36",
    "Did b move? Print the biases before and after.",
    "A network has two kinds of parameter, and all of them go down their gradient.",
    named="biases still",
)
def biases_stay(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = hidden_forward(X, params, activation)
        losses.append(mean_loss(cache["A2"], y))
        slope = activation_derivative(cache["Z1"])
        gradients = hidden_gradients(X, params, cache, _plain_error(cache, y), slope)
        new = step_down(params, gradients, learning_rate)
        params = {**params, "W1": new["W1"], "W2": new["W2"]}
    return params, losses


@exercise.misconception(
    "m33",
    "Which W2 does the error go back through in your loop: the one of the forward pass, or one "
    "that has been updated already?",
    "All gradients first, then the updates.",
    named="W2 first",
)
def second_layer_updated_first(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = hidden_forward(X, params, activation)
        losses.append(mean_loss(cache["A2"], y))
        dZ2, slope = _plain_error(cache, y), activation_derivative(cache["Z1"])
        first = step_down(params, hidden_gradients(X, params, cache, dZ2, slope), learning_rate)
        params = {**params, "W2": first["W2"], "b2": first["b2"]}
        second = step_down(params, hidden_gradients(X, params, cache, dZ2, slope), learning_rate)
        params = {**params, "W1": second["W1"], "b1": second["b1"]}
    return params, losses


@exercise.misconception(
    "m60",
    "Is the loss that you record the one of the parameters that made this iteration's gradients?",
    "Compare your first loss with the loss of the start. Which line comes first in your loop: the "
    "record or the update?",
    named="after the update",
)
def losses_after_updates(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = hidden_forward(X, params, activation)
        slope = activation_derivative(cache["Z1"])
        gradients = hidden_gradients(X, params, cache, _plain_error(cache, y), slope)
        params = step_down(params, gradients, learning_rate)
        losses.append(mean_loss(hidden_forward(X, params, activation)["A2"], y))
    return params, losses


@exercise.misconception(
    "m1",
    "Duplicate the data: should the loss change? Do your losses?",
    "Your losses grow with the number of samples. Which word in the task says that they should "
    "not?",
    named="losses summed",
)
def summed_losses(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params, losses = descend(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
    )
    return params, [len(y) * loss for loss in losses]


@exercise.misconception(
    "one-value",
    "What does your function return: one thing or two, and in which order?",
    "The params first, then the list of losses.",
    named="pair",
)
def params_only(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    return descend(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
    )[0]


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def centres_in_place(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    answer = descend(
        X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
    )
    X -= np.mean(X, axis=0)
    return answer
