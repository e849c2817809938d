"""`fit_and_predict`: a model, judged on fresh data by how well it finds the curve."""

import numpy as np

from autograder.exercises.backpropagation._network import sigmoid
from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Misconception, Probe
from helpers import data

exercise = Exercise(
    "fit_and_predict",
    asked="`fit_and_predict(X_train, y_train, X_test)` trains a model, a network of yours or any "
    "other, on the data that it is given, and returns predictions, (n_test, 1), that follow the "
    "curve without the noise. It changes none of its arguments.",
    time_limit=20.0,
)

STEPS = ((0.10, 1.0), (0.125, 0.75), (1.0, 0.25))
"""Mean squared errors, and the share of the marks for an error that is at most as large.

The second lies far below the variance of the noise: who follows every point does not reach it.
"""


@exercise.probes
def draw(rng):
    # The grid ends a little inside the range of the data: nobody can know the curve beyond it. The
    # points after it give X_test another mean and spread than X_train has.
    grid = np.linspace(-1.9, 1.9, 39)
    X_test = np.concatenate([grid, rng.uniform(1.2, 1.9, size=30)])[:, None]
    probes, curves = [], [2 * grid**2]
    while len(probes) < 3:
        a, b, c = rng.uniform([2, 0.4, -1], [3, 1, 1]) * (1, rng.choice([-1, 1]), 1)
        X = rng.uniform(-2, 2, size=(100, 1))
        y = a * X**2 + b * X + c + rng.normal(0, 0.5, size=X.shape)
        curve = a * X_test**2 + b * X_test + c
        # Draw again if the curve is near another one or near the demo's own formula, which must
        # not earn any marks; if the noise leads even the best parabola astray; or if X has hardly
        # to be centred, so that it does not matter whether X_test is centred too.
        apart = min(np.mean((curve[:39, 0] - other) ** 2) for other in curves)
        best = np.polyval(np.polyfit(X[:, 0], y[:, 0], 2), X_test)
        if apart < 1.5 or np.mean((best - curve) ** 2) > 0.01 or abs(X.mean()) < 0.25:
            continue
        curves.append(curve[:39, 0])
        name, hidden = f"data set {len(probes) + 1}", {"curve": curve}
        probes.append(Probe(X_train=X, y_train=y, X_test=X_test, hidden=hidden, group=name))
    return probes


@exercise.solution
def learn(X_train, y_train, X_test):
    x_mean, x_scale = X_train.mean(), X_train.std()
    y_mean, y_scale = y_train.mean(), y_train.std()
    X, y = (X_train - x_mean) / x_scale, (y_train - y_mean) / y_scale
    n_hidden, n_iterations, rate = 20, 1000, 0.3
    rng = np.random.default_rng(0)
    W1, b1 = rng.normal(size=(1, n_hidden)), np.zeros(n_hidden)
    W2, b2 = rng.normal(size=(n_hidden, 1)) / np.sqrt(n_hidden), np.zeros(1)
    for _ in range(n_iterations):
        A1 = sigmoid(X @ W1 + b1)
        dZ2 = 2 * (A1 @ W2 + b2 - y) / len(y)
        dZ1 = dZ2 @ W2.T * (A1 * (1 - A1))
        W2 -= rate * A1.T @ dZ2
        W1 -= rate * X.T @ dZ1
        b2 -= rate * dZ2.sum(axis=0)
        b1 -= rate * dZ1.sum(axis=0)
    A1 = sigmoid((X_test - x_mean) / x_scale @ W1 + b1)
    return y_mean + y_scale * (A1 @ W2 + b2)


TRAINED_ONCE = Misconception(
    "trained-once",
    "Call your function with two data sets: do the predictions differ? What does it keep from the "
    "first call?",
    "Everything that is learnt has to be learnt anew from the arguments. Which name of yours "
    "outlives a call?",
)
for number in (1, 2, 3):
    exercise.property(
        f"data set {number}",
        "fits_curve",
        points=1.75,
        number=number,
        steps=STEPS,
        misconceptions=(TRAINED_ONCE,),
        hint="Plot your predictions and the training data together. Does your curve leave the "
        "points in the middle, at the ends, or everywhere by the same amount?",
    )


exercise.property("arguments", "repeatable", points=0.75)


INPUTS_AS_THEY_ARE = {"X_train.mean(), X_train.std()": "0.0, 1.0"}
TARGETS_AS_THEY_ARE = {"y_train.mean(), y_train.std()": "0.0, 1.0"}
WITHOUT_BIASES = {
    "20, 1000, 0.3": "10, 300, 0.02",
    "b2 -= rate * dZ2.sum(axis=0)": "",
    "b1 -= rate * dZ1.sum(axis=0)": "",
}

BIAS_MISSING = Misconception(
    "bias-missing",
    "Add your prediction at x to the one at −x, for several x: what do you notice, and where in "
    "the demo did you see that?",
    "At which x is each of your hidden neurons at exactly a half? What would let it be elsewhere?",
)
exercise.misconception(
    *BIAS_MISSING,
    named=True,
    no_biases={**INPUTS_AS_THEY_ARE, **TARGETS_AS_THEY_ARE, **WITHOUT_BIASES},
    output_bias_only={**INPUTS_AS_THEY_ARE, "y_train.std()": "1.0", **WITHOUT_BIASES},
)
exercise.misconception(
    "constant",
    "Your predictions hardly depend on x. Did the hidden neurons learn anything?",
    "Print the weights before and after training: which of them moved, and do the neurons differ?",
    named=True,
    mean_of_y={"y_scale * (A1 @ W2 + b2)": "0 * X_test"},
)
exercise.misconception(
    "symmetric-start",
    "Your curve is that of one sigmoid, so it only rises or only falls. How many hidden neurons do "
    "you have, and do they differ from each other? Print the columns of W1 and b1.",
    "Neurons that start equal stay equal, and draw together what one alone can draw.",
    named=True,
    start_of_zeros={
        **INPUTS_AS_THEY_ARE,
        **TARGETS_AS_THEY_ARE,
        "20, 1000, 0.3": "10, 300, 0.1",
        "rng.normal(size=(1, n_hidden))": "np.zeros((1, n_hidden))",
        "rng.normal(size=(n_hidden, 1))": "np.zeros((n_hidden, 1))",
    },
)
exercise.misconception(
    *BIAS_MISSING,
    named=True,
    no_biases_standardised={**TARGETS_AS_THEY_ARE, **WITHOUT_BIASES},
)
exercise.misconception(
    "no-hidden-activation",
    "What do two linear maps make, one after the other? Can that bend?",
    "Your predictions lie on a straight line. Which step of a hidden neuron is missing?",
    named=True,
    no_activation={
        **INPUTS_AS_THEY_ARE,
        **TARGETS_AS_THEY_ARE,
        "20, 1000, 0.3": "10, 300, 0.02",
        "sigmoid(X @": "(X @",
        " * (A1 * (1 - A1))": "",
        "sigmoid((X_test": "((X_test",
    },
)
exercise.misconception(
    "copied-formula",
    "Does your answer depend on y_train at all? Call it with other targets.",
    "Each data set has a curve of its own: only what is learnt from it can follow it.",
    named=True,
    formula_of_the_demo={"y_mean + y_scale * (A1 @ W2 + b2)": "2 * X_test**2"},
)
exercise.misconception(
    "diverged",
    "Print the loss every ten steps: where does it go? Is it the step's length or its direction?",
    "A step that is too long, a gradient that is summed where it should be a mean, or a plus where "
    "a minus belongs: all three end like this.",
    named=True,
    ascent={**INPUTS_AS_THEY_ARE, **TARGETS_AS_THEY_ARE, "20, 1000, 0.3": "10, 3000, -0.5"},
)
exercise.misconception(
    "wrong-shape",
    "Print the shape of what you return, and the shape of X_test. What should they have in common?",
    "One row for each row of X_test, in one column.",
    named=True,
    flat={"(A1 @ W2 + b2)": "(A1 @ W2 + b2).ravel()"},
    predictions_for_training={"(X_test - x_mean)": "(X_train - x_mean)"},
)
exercise.misconception(
    "undertrained",
    "Your curve bends less than the points do. Print the loss of every hundredth step: is it still "
    "falling when your training ends, and how far is it from the variance of the noise?",
    "More steps, longer ones, inputs and targets on a common scale: which of them did you try?",
    named=True,
    too_few_steps={**INPUTS_AS_THEY_ARE, **TARGETS_AS_THEY_ARE, "20, 1000, 0.3": "10, 1000, 0.01"},
)


@exercise.misconception(
    "other-data",
    "Your predictions lie along the curve of the notebook's own data, whatever is passed in. Which "
    "names in your function come from outside of it?",
    "Call your function with targets of 0 in y_train. What should it predict then?",
    named=True,
)
def trained_on_the_data_of_the_demo(X_train, y_train, X_test):
    X, y = data.quadratic()
    return learn(X, y, X_test)


@exercise.misconception(
    "pairs-broken",
    "Take one row of X_train and its target before your first line, and look for them right before "
    "the training: do they still stand in the same row?",
    "Sorting or shuffling one of two arrays parts them. Which line of yours moves the rows of X or "
    "of y alone?",
    named=True,
)
def sorted_without_targets(X_train, y_train, X_test):
    basis = np.cos(np.arange(8) * (np.sort(X_train, axis=0) + 2) * np.pi / 4)
    weights = np.linalg.lstsq(basis, y_train, rcond=None)[0]
    return np.cos(np.arange(8) * (X_test + 2) * np.pi / 4) @ weights


exercise.misconception(
    "squashed-output",
    "Between which values lie your predictions, and between which the targets?",
    "Which activation has your output, and what was done to the targets before the training?",
    named=True,
    sigmoid_at_the_output={"y_mean + y_scale * (A1 @ W2 + b2)": "sigmoid(A1 @ W2 + b2)"},
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    scales_in_place={
        "X, y = (X_train - x_mean) / x_scale, (y_train - y_mean) / y_scale": "y_train -= y_mean\n"
        "    y_train /= y_scale\n    X, y = (X_train - x_mean) / x_scale, y_train"
    },
)
exercise.misconception(
    "not-brought-back",
    "Your curve has the right form at another height or size. What was done to y_train before the "
    "training, and what has to be done to the predictions for it?",
    "In which unit does your network answer, and in which is the answer asked for? Follow one "
    "prediction from the network to the `return`.",
    named=True,
    standardised_predictions={"y_mean + y_scale * (A1": "(A1"},
    mean_brought_back_only={"y_scale * (A1": "(A1"},
    spread_brought_back_only={"y_mean + y_scale": "y_scale"},
)
exercise.misconception(
    "other-inputs",
    "The network was trained on inputs of one scale. Are those of X_test on the same one when it "
    "answers?",
    "What is done to X_train has to be done to X_test too, with the same numbers: whose mean and "
    "whose spread are they?",
    named=True,
    unscaled_inputs_at_the_end={"(X_test - x_mean) / x_scale": "X_test"},
    own_scale_of_the_test={
        "(X_test - x_mean) / x_scale": "(X_test - X_test.mean()) / X_test.std()"
    },
    inputs_scaled_at_the_end_only={
        "(X_test - x_mean) / x_scale": "((X_test - x_mean) / x_scale - x_mean) / x_scale"
    },
)


@exercise.misconception(
    "follows-the-noise",
    "Your curve turns several times where the points turn once. What is it that it follows there?",
    "A curve that passes close to every single point has learnt the noise too. What gives your "
    "model so much freedom, and what would take some of it away?",
    named=True,
)
def follows_the_noise(X_train, y_train, X_test):
    nearest = np.argmin(np.abs(X_test - X_train.T), axis=1)
    return y_train[nearest]
