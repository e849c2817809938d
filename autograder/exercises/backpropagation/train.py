"""`train`: the training loop, judged from the student's own start."""

import numpy as np

from autograder.exercise import EDITED, Exercise, Probe, Seed
from autograder.exercises.backpropagation._network import (
    draw_start,
    mean_loss,
    run_backward,
    run_forward,
    step_down,
)

exercise = Exercise(
    "train",
    asked="`train(X, y, n_hidden, n_iterations, learning_rate, rng)` returns `(params, losses)` "
    "after gradient descent on all samples from a random start; losses holds the mean loss before "
    "each update.",
    uses=["initialise_parameters", "forward", "binary_cross_entropy", "backward", "update"],
    time_limit=20.0,
)


def draw_set(rng, group, n, d, h, rate, **more):
    """The probes that show a start (rate 0), and one, two and three steps from it."""
    X = rng.normal(size=(n, d))
    # Far more zeros than ones: even a start near zero then has a gradient to follow.
    y = rng.permutation(np.arange(n) < n // 4).astype(float)[:, None]
    seed = Seed(rng.integers(2**31))
    pairs = ((1, 0.0), (3, 0.0), (1, rate), (2, rate), (3, rate))
    return [
        Probe(
            X=X,
            y=y,
            n_hidden=h,
            n_iterations=k,
            learning_rate=used,
            rng=seed,
            **more,
            group=group,
            twice=(k, used) == (3, rate),
        )
        for k, used in pairs
    ]


@exercise.probes
def draw(rng):
    probes = draw_set(rng, "set 1", 9, 3, 4, 0.3) + draw_set(rng, "set 2", 13, 2, 5, 0.7)
    for _ in range(3):
        X = rng.normal(size=(40, 1))
        y = (X > 0.4).astype(float)
        seed = Seed(rng.integers(2**31))
        probes.append(
            Probe(X=X, y=y, n_hidden=6, n_iterations=200, learning_rate=3.0, rng=seed, group="long")
        )
    return probes


@exercise.solution
def descend(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


STEPS = ("set 1", "set 2")
exercise.property(
    "start",
    "own_start",
    points=1,
    groups=STEPS,
    hint="What should the loop begin with, and where does its randomness come from?",
)
exercise.property(
    "losses",
    "losses_before_updates",
    points=1,
    groups=STEPS,
    hint="At which place in the loop is the loss measured, and at which the parameters changed?",
)
exercise.property(
    "steps",
    "gradient_steps",
    points=1,
    groups=STEPS,
    hint="Write down what one turn of the loop does to the parameters. What does your code do?",
)
exercise.property(
    "end",
    "training_succeeds",
    points=1,
    groups=("long",),
    least_accuracy=0.9,
    of=2,
    hint="Plot the losses of 200 iterations. Where does the curve go?",
)
exercise.property("arguments", "repeatable", points=1)


@exercise.misconception(
    "m45",
    "Plot the losses: which way do they go? And which way does your step go along the gradient?",
    "Either the gradient or the update has the wrong sign. Try both on one weight by hand.",
    cause="ascent",
)
def ascent(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), -learning_rate)
    return params, losses


@exercise.misconception(
    "m15",
    "Write every sample down twice: should a step grow? Does yours?",
    "The loss is a mean over n samples. Where is the n in your gradient?",
    cause="sum",
)
def no_mean(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), len(y) * learning_rate)
    return params, losses


@exercise.misconception(
    "m16",
    "Count the divisions by n between the loss and the step: how many are there, and how many in "
    "your code?",
    "The gradients hold the 1/n already.",
    cause="twice divided",
)
def mean_twice(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate / len(y))
    return params, losses


@exercise.misconception(
    "m49",
    "Follow the learning rate through one turn of your loop: how often does it meet the gradient?",
    "If both the gradient and the update use it, one of them is one too many.",
    cause="rate twice",
)
def rate_twice(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate**2)
    return params, losses


@exercise.misconception(
    "m49",
    "How often does your loop update the parameters in one turn?",
    "Each step is twice as long as it should be. What happens twice?",
    cause="twice",
)
def two_updates(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        params = step_down(params, gradients, learning_rate)
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "no-rate",
    "Does the length of your step depend on learning_rate? Try two different rates.",
    "The rate scales the gradient before it is taken off.",
    cause="rate missing",
)
def no_rate(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), 1.0 if learning_rate else 0.0)
    return params, losses


@exercise.misconception(
    "rate-ignored",
    "With a rate of 0 nothing should move. Where does your loop take its rate from?",
    "Look for a number, or a name from another cell, where the argument should stand.",
    cause="rate ignored",
)
def fixed_rate(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), 0.5)
    return params, losses


@exercise.misconception(
    "no-update",
    "Print a weight before and after your loop: what is different?",
    "`update` returns new params. Who keeps them?",
    cause="still",
)
def update_thrown_away(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


@exercise.misconception(
    "m36",
    "Did b move? Print the biases before and after.",
    "A network has two kinds of parameter, and all of them go down their gradient.",
    cause="biases still",
)
def biases_stay(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        gradients["b1"], gradients["b2"] = 0 * gradients["b1"], 0 * gradients["b2"]
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m40",
    "The weights step as they should and the biases do not. Are both gradients derivatives of the "
    "same mean loss?",
    "If one of them holds 1/n, so does the other.",
    cause="biases",
)
def biases_summed(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        gradients["b1"], gradients["b2"] = len(y) * gradients["b1"], len(y) * gradients["b2"]
        params = step_down(params, gradients, learning_rate)
    return params, losses


ONE_LAYER = (
    "one-layer",
    "How many layers have parameters, and how many of them does your loop move?",
    "Compare old and new, parameter by parameter, after one step.",
)


@exercise.misconception(*ONE_LAYER, cause="one layer")
def second_layer_only(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        new = step_down(params, run_backward(X, y, params, cache), learning_rate)
        params = {**params, "W2": new["W2"], "b2": new["b2"]}
    return params, losses


@exercise.misconception(
    "m33",
    "Which W2 does the error go back through in your loop: the one of the forward pass, or one that "
    "has been updated already?",
    "All gradients first, then the updates.",
    cause="W2 first",
)
def second_layer_updated_first(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        first = step_down(params, run_backward(X, y, params, cache), learning_rate)
        params = {**params, "W2": first["W2"], "b2": first["b2"]}
        second = step_down(params, run_backward(X, y, params, cache), learning_rate)
        params = {**params, "W1": second["W1"], "b1": second["b1"]}
    return params, losses


FROZEN = (
    "m48",
    "At which parameters are the gradients of one step taken? Are they the same for all four?",
    "Freeze the parameters: compute every gradient first, then move all of them together.",
)


@exercise.misconception(*FROZEN, cause="one after another")
def layers_one_after_another(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        for names in (("W2", "b2"), ("W1", "b1")):
            gradients = run_backward(X, y, params, run_forward(X, params))
            new = step_down(params, gradients, learning_rate)
            params = {**params, **{name: new[name] for name in names}}
    return params, losses


@exercise.misconception(*FROZEN, cause="one after another")
def parameters_one_after_another(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        for name in ("W1", "b1", "W2", "b2"):
            gradients = run_backward(X, y, params, run_forward(X, params))
            params = {**params, name: params[name] - learning_rate * gradients[name]}
    return params, losses


@exercise.misconception(
    "m50",
    "What do your gradients hold at the start of the second iteration? Print them.",
    "What is added up over the samples has to begin at zero again in every step.",
    cause="accumulated",
)
def gradients_not_reset(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses, total = [], {name: np.zeros_like(value) for name, value in params.items()}
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        total = {name: total[name] + gradients[name] for name in total}
        params = step_down(params, total, learning_rate)
    return params, losses


@exercise.misconception(
    "stale-gradients",
    "The first step is right and the second is not: what is computed anew in every iteration, and "
    "what only once?",
    "After an update the network gives other outputs. Which lines must run again?",
    cause="stale",
)
def gradients_computed_once(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    gradients = run_backward(X, y, params, run_forward(X, params))
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m43",
    "Give your loop two samples and swap them: why does the step change?",
    "Does every sample's share reach the gradient, or does one replace the other?",
    cause="last sample",
)
def last_sample(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        for i in range(len(X)):
            one = slice(i, i + 1)
            gradients = run_backward(X[one], y[one], params, run_forward(X[one], params))
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m44",
    "How many samples take part in a step of yours? Print the index inside the loop over them.",
    "`return` or `break` leaves at once. How far is it indented?",
    cause="first sample",
)
def first_sample(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        one = slice(0, 1)
        gradients = run_backward(X[one], y[one], params, run_forward(X[one], params))
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "sample-by-sample",
    "How many updates does one iteration of yours make, and how many were asked for?",
    "Full-batch descent looks at all samples before it takes one step.",
    cause="sample by sample",
)
def sample_by_sample(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
        for i in range(len(X)):
            one = slice(i, i + 1)
            gradients = run_backward(X[one], y[one], params, run_forward(X[one], params))
            params = step_down(params, gradients, learning_rate)
    return params, losses


def _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error):
    """As `descend`, with another error at the output than A2 − y."""
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        bent = {**cache, "A2": y + error(cache["A2"], y)}
        params = step_down(params, run_backward(X, y, params, bent), learning_rate)
    return params, losses


@exercise.misconception(
    "m25",
    "Combine the loss and the output's sigmoid first: does σ′ survive in the derivative by Z2?",
    "An output that is confident and wrong should learn fast. How large is A2 (1 − A2) there?",
    cause="output slope",
)
def extra_slope(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return (p - y) * p * (1 - p)

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


@exercise.misconception(
    "squared-error",
    "Which loss does your gradient belong to, and which one do you record?",
    "This is the chain of a squared error through the sigmoid. Start from the cross-entropy.",
    cause="squared error",
)
def squared_error(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return 2 * (p - y) * p * (1 - p)

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


@exercise.misconception(
    "m27",
    "How large is your error where A2 is very close to 0 or 1? Is it a derivative by Z2, or by A2?",
    "What you have is the step before: dA2. One more link of the chain leads from A2 to Z2.",
    cause="slope of the loss",
)
def derivative_by_output(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return (p - y) / np.clip(p * (1 - p), 1e-12, None)

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


@exercise.misconception(
    "m41",
    "Is a step differentiable? Move Z2 by a hair: does your gradient notice?",
    "The gradient needs the probability itself, not the class that it stands for.",
    cause="thresholded",
)
def thresholded(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return (p > 0.5) - y

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


@exercise.misconception(
    "m42",
    "Which way should an output move that is too high, and which way one that is too low? Can your "
    "error say both?",
    "A gradient has a sign. Where is it lost?",
    cause="absolute",
)
def absolute(X, y, n_hidden, n_iterations, learning_rate, rng):
    def error(p, y):
        return np.abs(p - y)

    return _train_with_error(X, y, n_hidden, n_iterations, learning_rate, rng, error)


def _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope):
    """As `descend`, with another derivative of the hidden activation."""
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        dZ1 = (cache["A2"] - y) / len(y) @ params["W2"].T * slope(cache)
        gradients["W1"], gradients["b1"] = X.T @ dZ1, dZ1.sum(axis=0)
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m28",
    "What gates the signal on its way back to the first layer?",
    "A node that is nearly 0 or 1 hardly answers to its input. Which factor says so?",
    cause="no slope",
)
def no_slope(X, y, n_hidden, n_iterations, learning_rate, rng):
    def slope(cache):
        return 1.0

    return _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope)


@exercise.misconception(
    "m23",
    "What does your σ′ expect: a weighted input z, or an activation a? Which of the two do you give "
    "it?",
    "A1 has been through the sigmoid once. Does your derivative send it through again?",
    cause="slope of A1",
)
def slope_of_activation(X, y, n_hidden, n_iterations, learning_rate, rng):
    def slope(cache):
        a = 1 / (1 + np.exp(-cache["A1"]))
        return a * (1 - a)

    return _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope)


@exercise.misconception(
    "m24",
    "σ′ lies between 0 and ¼. Print the largest and the smallest value of yours.",
    "a (1 − a) wants an activation. Is that what you put in?",
    cause="z times one minus z",
)
def slope_from_raw_input(X, y, n_hidden, n_iterations, learning_rate, rng):
    def slope(cache):
        return cache["Z1"] * (1 - cache["Z1"])

    return _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope)


@exercise.misconception(
    "m30",
    "Which activation has the hidden layer, and whose derivative is this?",
    "1 − a² lies between 0 and 1 and belongs to tanh. The sigmoid's never exceeds ¼.",
    cause="slope of tanh",
)
def slope_of_tanh(X, y, n_hidden, n_iterations, learning_rate, rng):
    def slope(cache):
        return 1 - cache["A1"] ** 2

    return _train_with_slope(X, y, n_hidden, n_iterations, learning_rate, rng, slope)


@exercise.misconception(
    "m32",
    "Send the error back through the weights: by which matrix did A1 reach Z2 in the forward pass?",
    "dW2 is where W2 wants to go. The error travels through W2 itself.",
    cause="dW2 for W2",
)
def back_through_gradient(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        bent = run_backward(X, y, {**params, "W2": gradients["W2"]}, cache)
        gradients["W1"], gradients["b1"] = bent["W1"], bent["b1"]
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m35",
    "What did layer 2 receive in the forward pass? Is that what you multiply the error with?",
    "Z2 = A1 W2 + b2. Which array stands beside W2 there?",
    cause="W2 from Z1",
)
def weights_from_Z1(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        gradients["W2"] = cache["Z1"].T @ (cache["A2"] - y) / len(y)
        params = step_down(params, gradients, learning_rate)
    return params, losses


@exercise.misconception(
    "m60",
    "Is the loss that you record the one of the parameters that made this iteration's gradients?",
    "Compare your first loss with the loss of the start. Which line comes first in your loop: the "
    "record or the update?",
    cause="after the update",
)
def losses_after_updates(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        gradients = run_backward(X, y, params, run_forward(X, params))
        params = step_down(params, gradients, learning_rate)
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
    return params, losses


LENGTH = (
    "loss-count",
    "How many losses does a training of 3 iterations have, if each is taken before its update?",
    "Print `np.shape(losses)`. One plain number an iteration was asked for.",
)


@exercise.misconception(*LENGTH, cause="length")
def one_loss_more(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = [mean_loss(run_forward(X, params)["A2"], y)]
    for _ in range(n_iterations):
        gradients = run_backward(X, y, params, run_forward(X, params))
        params = step_down(params, gradients, learning_rate)
        losses.append(mean_loss(run_forward(X, params)["A2"], y))
    return params, losses


@exercise.misconception(*LENGTH, cause="length")
def last_loss_only(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = descend(X, y, n_hidden, n_iterations, learning_rate, rng)
    return params, losses[-1]


@exercise.misconception(
    "m01",
    "Duplicate the data: should the loss change? Do your losses?",
    "Your losses grow with the number of samples. Which word in the task says that they should not?",
    cause="losses summed",
)
def summed_losses(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = descend(X, y, n_hidden, n_iterations, learning_rate, rng)
    return params, [len(y) * loss for loss in losses]


@exercise.misconception(
    "m02",
    "What sign should a loss have, and what sign has log p when p lies between 0 and 1?",
    "A perfect network has the loss 0 and every other one more. Are yours like that?",
    cause="losses negative",
)
def negative_losses(X, y, n_hidden, n_iterations, learning_rate, rng):
    params, losses = descend(X, y, n_hidden, n_iterations, learning_rate, rng)
    return params, [-loss for loss in losses]


@exercise.misconception(
    "m08",
    "Two kinds of sample: what punishes a high probability where y = 0?",
    "The cross-entropy has two terms. Which one do you record?",
    cause="losses one term",
)
def one_term(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(float(-np.mean(y * np.log(cache["A2"]))))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


@exercise.misconception(
    "other-loss",
    "Which loss does the task name, and which one do you record?",
    "A squared error never exceeds 1 here. The cross-entropy has logarithms in it.",
    cause="losses squared",
)
def squared_losses(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(float(np.mean((cache["A2"] - y) ** 2)))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


@exercise.misconception(
    "m12",
    "What breaks the symmetry? Two hidden nodes with equal weights get equal gradients: what will "
    "tell them apart?",
    "Look at what your loop starts from: every weight has to be drawn on its own.",
    cause="equal",
)
def start_of_zeros(X, y, n_hidden, n_iterations, learning_rate, rng):
    d = X.shape[1]
    params = {
        "W1": np.zeros((d, n_hidden)),
        "b1": np.zeros(n_hidden),
        "W2": np.zeros((n_hidden, 1)),
        "b2": np.zeros(1),
    }
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


INTEGERS = (
    "m47",
    "What is 3 minus 0.1 in an array of whole numbers? Print the dtype of your weights.",
    "Learning moves weights by small fractions. Which draws have digits behind the point?",
)


@exercise.misconception(*INTEGERS, cause="integers")
def whole_numbers(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    params = {name: np.round(3 * value).astype(int) for name, value in params.items()}
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
        params = {name: value.astype(int) for name, value in params.items()}
    return params, losses


@exercise.misconception(*INTEGERS, cause="UFuncTypeError")
def whole_numbers_in_place(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    params["W1"] = rng.integers(-3, 4, size=(X.shape[1], n_hidden))
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        gradients = run_backward(X, y, params, cache)
        for name in params:
            params[name] -= learning_rate * gradients[name]
    return params, losses


@exercise.misconception(
    "own-generator",
    "Call your function twice with generators of the same seed: when should the starts agree?",
    "The generator is an argument: everything random comes out of it, and nothing else does.",
    cause="not drawn",
)
def generator_of_its_own(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, n_hidden, n_iterations, learning_rate, np.random.default_rng())


@exercise.misconception(
    "one-feature",
    "How many features has X here? Where does your start get that number from?",
    "A function should take its sizes from its arguments. Print X.shape inside it.",
    cause="one feature",
)
def one_feature(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(1, n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        params = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return params, losses


@exercise.misconception(
    "sizes-ignored",
    "How many hidden nodes were asked for, and how many does your start have?",
    "A function should take its sizes from its arguments. Print n_hidden inside it.",
    cause="shape",
)
def always_four_nodes(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, 7, n_iterations, learning_rate, rng)


@exercise.misconception(
    "one-value",
    "What does your function return: one thing or two, and in which order?",
    "The params first, then the list of losses.",
    cause="pair",
)
def params_only(X, y, n_hidden, n_iterations, learning_rate, rng):
    return descend(X, y, n_hidden, n_iterations, learning_rate, rng)[0]


@exercise.misconception(
    "early-end",
    "How many steps does your loop take for 3 iterations? Print the counter.",
    "The first step is right, and no other follows. Where is your `return`?",
    cause="one step",
)
def stops_after_one(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses, new = [], params
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        losses.append(mean_loss(cache["A2"], y))
        new = step_down(params, run_backward(X, y, params, cache), learning_rate)
    return new, losses


@exercise.misconception(EDITED.id, EDITED.hint, EDITED.stronger)
def standardises_in_place(X, y, n_hidden, n_iterations, learning_rate, rng):
    answer = descend(X, y, n_hidden, n_iterations, learning_rate, rng)
    X -= X.mean(axis=0)
    return answer
