"""`fit_and_predict`: an improved network, judged on fresh data by how well it finds the curve."""

import numpy as np

from autograder.exercises.backpropagation._network import sigmoid
from autograder.exercises.language import Exercise, Probe
from helpers import data

exercise = Exercise(
    "fit_and_predict",
    asked="`fit_and_predict(X_train, y_train, X_test)` trains a network of yours on the data that "
    "it is given and returns predictions, (n_test, 1), that follow the curve without the noise.",
    time_limit=20.0,
)

FULL, NONE = 0.10, 1.0
"""Mean squared errors with full marks and with none."""


def _error(predictions, curve):
    return np.mean((predictions - curve) ** 2)


@exercise.probes
def draw(rng):
    # A grid that ends a little before the data: beyond them nobody can know.
    X_test = np.linspace(-1.9, 1.9, 39)[:, None]
    probes = []
    while len(probes) < 3:
        a, b, c = rng.uniform([1, -1, -1], [3, 1, 1])
        X = rng.uniform(-2, 2, size=(100, 1))
        y = a * X**2 + b * X + c + rng.normal(0, 0.5, size=X.shape)
        curve = a * X_test**2 + b * X_test + c
        # Neither a curve that the demo's own formula is near, which must not earn anything, nor
        # noise that even the best parabola takes for something else.
        best = np.polyval(np.polyfit(X[:, 0], y[:, 0], 2), X_test)
        if (
            np.mean((curve - 2 * X_test**2) ** 2) < 1.2 * NONE
            or np.mean((best - curve) ** 2) > 0.01
        ):
            continue
        name, hidden = f"data set {len(probes) + 1}", {"curve": curve}
        probes.append(Probe(X_train=X, y_train=y, X_test=X_test, hidden=hidden, group=name))
    return probes


def draw_regression(h, rng, biases):
    """A random start of a 1-h-1 network, with biases of zero or without any effect of them."""
    return {
        "W1": rng.normal(size=(1, h)),
        "b1": np.zeros(h),
        "W2": rng.normal(size=(h, 1)) / np.sqrt(h),
        "b2": np.zeros(1),
        "learn": float(biases),
    }


def fit_regression(X, y, params, n_iterations, rate, activate):
    """Descends the mean squared error of a network with a linear output, in place."""
    for _ in range(n_iterations):
        A1 = activate(X @ params["W1"] + params["b1"])
        dZ2 = 2 * (A1 @ params["W2"] + params["b2"] - y) / len(y)
        slope = A1 * (1 - A1) if activate is sigmoid else 1.0
        dZ1 = dZ2 @ params["W2"].T * slope
        params["W2"] -= rate * A1.T @ dZ2
        params["W1"] -= rate * X.T @ dZ1
        params["b2"] -= params["learn"] * rate * dZ2.sum(axis=0)
        params["b1"] -= params["learn"] * rate * dZ1.sum(axis=0)
    return params


def learn(X_train, y_train, X_test):
    """Predictions (n_test, 1) of a network of 20 sigmoids; both scales are undone at the end."""
    x_mean, x_scale, y_mean, y_scale = X_train.mean(), X_train.std(), y_train.mean(), y_train.std()
    X, y = (X_train - x_mean) / x_scale, (y_train - y_mean) / y_scale
    params = draw_regression(20, np.random.default_rng(0), True)
    params = fit_regression(X, y, params, 1000, 0.3, sigmoid)
    A1 = sigmoid((X_test - x_mean) / x_scale @ params["W1"] + params["b1"])
    return y_mean + y_scale * (A1 @ params["W2"] + params["b2"])


@exercise.solution
def fit_and_predict(X_train, y_train, X_test):
    return learn(X_train, y_train, X_test)


for number in (1, 2, 3):
    exercise.property(
        f"data set {number}",
        "fits_curve",
        points=2,
        groups=(f"data set {number}",),
        full=FULL,
        none=NONE,
        hint="Plot your predictions and the training data together. Does your curve leave the "
        "points in the middle, at the ends, or everywhere by the same amount?",
    )


BIASES = (
    "m13",
    "Add your prediction at x to the one at −x, for several x: what do you notice, and where in "
    "the demo did you see that?",
    "At which x is each of your hidden neurons at exactly a half? What would let it be elsewhere?",
)


@exercise.misconception(*BIASES, named="odd")
def no_biases(X_train, y_train, X_test):
    params = draw_regression(10, np.random.default_rng(0), False)
    params = fit_regression(X_train, y_train, params, 300, 0.02, sigmoid)
    return sigmoid(X_test @ params["W1"]) @ params["W2"]


@exercise.misconception(*BIASES, named="odd")
def output_bias_only(X_train, y_train, X_test):
    params = draw_regression(10, np.random.default_rng(0), False)
    mean = y_train.mean()
    params = fit_regression(X_train, y_train - mean, params, 300, 0.02, sigmoid)
    return sigmoid(X_test @ params["W1"]) @ params["W2"] + mean


@exercise.misconception(
    "constant",
    "Your predictions hardly depend on x. Did the hidden neurons learn anything?",
    "Print the weights before and after training: which of them moved, and do the neurons differ?",
    named="constant",
)
def mean_of_y(X_train, y_train, X_test):
    return np.full((len(X_test), 1), y_train.mean())


@exercise.misconception(
    "m12",
    "Your curve only rises or only falls, as a single sigmoid does. Do your hidden neurons differ "
    "from each other? Print the columns of W1 and b1.",
    "Neurons that start equal stay equal. And if yours do differ: was there time enough to move "
    "them?",
    named="monotone",
)
def start_of_zeros(X_train, y_train, X_test):
    params = draw_regression(10, np.random.default_rng(0), True)
    params["W1"], params["W2"] = 0 * params["W1"], 0 * params["W2"]
    params = fit_regression(X_train, y_train, params, 300, 0.1, sigmoid)
    return sigmoid(X_test @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def _unchanged(z):
    return z


@exercise.misconception(*BIASES, named="odd")
def no_biases_standardised(X_train, y_train, X_test):
    x_mean, x_scale = X_train.mean(), X_train.std()
    params = draw_regression(10, np.random.default_rng(0), False)
    params = fit_regression((X_train - x_mean) / x_scale, y_train, params, 300, 0.02, sigmoid)
    return sigmoid((X_test - x_mean) / x_scale @ params["W1"]) @ params["W2"]


@exercise.misconception(
    "m11",
    "What do two linear maps make, one after the other? Can that bend?",
    "Your predictions lie on a straight line. Which step of a hidden neuron is missing?",
    named="line",
)
def no_activation(X_train, y_train, X_test):
    params = draw_regression(10, np.random.default_rng(0), True)
    params = fit_regression(X_train, y_train, params, 300, 0.02, _unchanged)
    return (X_test @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


@exercise.misconception(
    "copied-formula",
    "Does your answer depend on y_train at all? Call it with other targets.",
    "Each data set has a curve of its own: only what is learnt from it can follow it.",
    named="copied",
)
def formula_of_the_demo(X_train, y_train, X_test):
    return 2 * X_test**2


@exercise.misconception(
    "diverged",
    "Print the loss every ten steps: where does it go? Is it the step's length or its direction?",
    "A step that is too long, a gradient that is summed where it should be a mean, or a plus where "
    "a minus belongs: all three end like this.",
    named="diverged",
)
def ascent(X_train, y_train, X_test):
    params = draw_regression(10, np.random.default_rng(0), True)
    with np.errstate(all="ignore"):
        params = fit_regression(X_train, y_train, params, 3000, -0.5, sigmoid)
        return sigmoid(X_test @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


@exercise.misconception(
    "m5",
    "Print the shape of what you return, and the shape of X_test. What should they have in common?",
    "One row for each row of X_test, in one column.",
    named="shape",
)
def flat(X_train, y_train, X_test):
    return np.polyval(np.polyfit(X_train[:, 0], y_train[:, 0], 2), X_test[:, 0])


@exercise.misconception(
    "m5",
    "Print the shape of what you return, and the shape of X_test. What should they have in common?",
    "For which points are predictions asked: those of the training, or those of the test?",
    named="shape",
)
def predictions_for_training(X_train, y_train, X_test):
    return np.polyval(np.polyfit(X_train[:, 0], y_train[:, 0], 2), X_train)


@exercise.misconception(
    "undertrained",
    "Your curve bends less than the points do. Print the loss of every hundredth step: is it still "
    "falling when your training ends, and how far is it from the variance of the noise?",
    "More steps, longer ones, inputs and targets on a common scale: which of them did you try?",
    named="far",
)
def too_few_steps(X_train, y_train, X_test):
    params = draw_regression(10, np.random.default_rng(0), True)
    params = fit_regression(X_train, y_train, params, 600, 0.05, sigmoid)
    return sigmoid(X_test @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


@exercise.misconception(
    "other-data",
    "Your predictions lie along the curve of the notebook's own data, whatever is passed in. Which "
    "names in your function come from outside of it?",
    "Call your function with targets of 0 in y_train. What should it predict then?",
    named="other data",
)
def trained_on_the_data_of_the_demo(X_train, y_train, X_test):
    X, y = data.quadratic()
    return learn(X, y, X_test)


BROUGHT_BACK = (
    "not-brought-back",
    "Your curve has the right form at another height or size. What was done to y_train before the "
    "training, and what has to be done to the predictions for it?",
    "In which unit does your network answer, and in which is the answer asked for? Follow one "
    "prediction from the network to the `return`.",
)


def standardised(y):
    """`y` with a mean of 0 and a standard deviation of 1."""
    return (y - y.mean()) / y.std()


@exercise.misconception(*BROUGHT_BACK, named="y not brought back")
def standardised_predictions(X_train, y_train, X_test):
    return learn(X_train, standardised(y_train), X_test)


@exercise.misconception(*BROUGHT_BACK, named="spread not brought back")
def mean_brought_back_only(X_train, y_train, X_test):
    return learn(X_train, standardised(y_train), X_test) + y_train.mean()


@exercise.misconception(*BROUGHT_BACK, named="mean not brought back")
def spread_brought_back_only(X_train, y_train, X_test):
    return learn(X_train, standardised(y_train), X_test) * y_train.std()


INPUTS = (
    "other-inputs",
    "The network was trained on inputs of one scale. Are those of X_test on the same one when it "
    "answers?",
    "What is done to X_train has to be done to X_test too, with the same numbers: whose mean and "
    "whose spread are they?",
)


@exercise.misconception(*INPUTS, named="other inputs")
def unscaled_inputs_at_the_end(X_train, y_train, X_test):
    X = (X_train - X_train.mean()) / X_train.std()
    return learn(X, y_train, X_test)


@exercise.misconception(*INPUTS, named="other inputs")
def inputs_scaled_at_the_end_only(X_train, y_train, X_test):
    return learn(X_train, y_train, (X_test - X_train.mean()) / X_train.std())


@exercise.misconception(
    "follows-the-noise",
    "Your curve turns several times where the points turn once. What is it that it follows there?",
    "A curve that passes close to every single point has learnt the noise too. What gives your "
    "model so much freedom, and what would take some of it away?",
    named="turns",
)
def follows_the_noise(X_train, y_train, X_test):
    nearest = np.argmin(np.abs(X_test - X_train.T), axis=1)
    return y_train[nearest]
