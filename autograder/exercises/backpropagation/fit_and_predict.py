"""`fit_and_predict`: the challenge of the demo, a network that can fit any parabola."""

import numpy as np

from autograder.exercise import Exercise, Probe
from autograder.exercises.backpropagation._network import sigmoid

exercise = Exercise(
    "fit_and_predict",
    asked="`fit_and_predict(X_train, y_train, X_test)` trains a network of your own on the data it "
    "is given and returns its predictions for `X_test`, an array (n_test, 1).",
    time_limit=20.0,
)

NAMES = ("data set 1", "data set 2", "data set 3")


@exercise.probes
def draw(rng):
    probes = []
    for name in NAMES:
        a, (b, c) = rng.uniform(1, 3), rng.uniform(-1, 1, size=2)
        X = rng.uniform(-2, 2, size=(100, 1))
        grid = np.linspace(-2, 2, 81)[:, None]
        probes.append(
            Probe(
                group=name,
                X_train=X,
                y_train=a * X**2 + b * X + c + rng.normal(0, 0.5, size=X.shape),
                X_test=grid,
                hidden={"curve": a * grid**2 + b * grid + c},
            )
        )
    return probes


def train_network(X, y, n_steps, learning_rate, biases=1.0, n_hidden=10):
    """A 1-h-1 network, sigmoid and linear, after gradient descent on the mean squared error.

    Returns the function that predicts. `biases` 0 keeps both biases at zero.
    """
    rng = np.random.default_rng(1)
    W1, W2 = rng.normal(size=(1, n_hidden)), rng.normal(size=(n_hidden, 1))
    b1, b2 = biases * rng.normal(size=n_hidden), np.zeros(1)
    for _ in range(n_steps):
        A1 = sigmoid(X @ W1 + b1)
        dZ2 = 2 * (A1 @ W2 + b2 - y) / len(y)
        dZ1 = (dZ2 @ W2.T) * A1 * (1 - A1)
        W2 = W2 - learning_rate * (A1.T @ dZ2)
        W1 = W1 - learning_rate * (X.T @ dZ1)
        b2 = b2 - learning_rate * biases * dZ2.sum(axis=0)
        b1 = b1 - learning_rate * biases * dZ1.sum(axis=0)
    return lambda new: sigmoid(new @ W1 + b1) @ W2 + b2


@exercise.solution
def fit_and_predict(X_train, y_train, X_test):
    x_size, y_mean, y_size = X_train.std(), y_train.mean(), y_train.std()
    predict = train_network(X_train / x_size, (y_train - y_mean) / y_size, 4000, 0.15)
    return y_mean + y_size * predict(X_test / x_size)


for _name in NAMES:
    exercise.property(
        _name,
        "fits_curve",
        points=2,
        groups=(_name,),
        full=0.10,
        none=1.0,
        hint="Plot your predictions over the training points. Where do they leave them: everywhere, "
        "at the ends, or in the bend?",
    )

STUCK = (
    "without-biases",
    "Add the predictions at x and at −x, for several x. What do you notice, and which part of the "
    "demo did you see that in?",
    "At which x is each of your hidden nodes at exactly a half? What would let it be elsewhere?",
)


@exercise.misconception(*STUCK, cause="odd")
def without_biases(X_train, y_train, X_test):
    return train_network(X_train, y_train, 1000, 0.01, biases=0.0)(X_test)


@exercise.misconception(*STUCK, cause="odd")
def without_biases_wide(X_train, y_train, X_test):
    return train_network(X_train, y_train, 1000, 0.01, biases=0.0, n_hidden=50)(X_test)


@exercise.misconception(
    "too-short",
    "Print the loss of every hundredth step. Is it still falling when your training ends?",
    "The demo's settings were made for 1000 small steps. What changes with more steps, or with "
    "larger ones? And with inputs and targets of standard size?",
    cause="far",
)
def too_short(X_train, y_train, X_test):
    return train_network(X_train, y_train, 300, 0.01)(X_test)


@exercise.misconception(
    "constant",
    "Your predictions are all the same. What do they have to do with `X_test`?",
    "Which number is it: the mean of y_train? Does your network's output depend on its input?",
    cause="constant",
)
def the_mean(X_train, y_train, X_test):
    return np.full((len(X_test), 1), y_train.mean())


@exercise.misconception(
    "m11",
    "Your predictions lie on a straight line. Which step of a hidden node bends a line?",
    "Two linear maps, one after the other: what kind of map do they make?",
    cause="line",
)
def straight_line(X_train, y_train, X_test):
    design = np.column_stack([X_train[:, 0], np.ones(len(X_train))])
    slope, level = np.linalg.lstsq(design, y_train[:, 0], rcond=None)[0]
    return slope * X_test + level


@exercise.misconception(
    "copied-formula",
    "Would your answer change if `y_train` held other numbers?",
    "The curve behind these data is another one each time. Only `X_train` and `y_train` tell which.",
    cause="copied",
)
def copied_formula(X_train, y_train, X_test):
    return 2 * X_test**2


@exercise.misconception(
    "diverged",
    "Print the loss of the first twenty steps. Does it fall?",
    "A step that is too long lands further away than it started. Which number sets its length?",
    cause="diverged",
)
def diverged(X_train, y_train, X_test):
    return train_network(X_train, y_train, 1000, 50.0)(X_test)


FLAT = (
    "m05",
    "Print the shape of your answer. How many rows and columns were asked for?",
    "One row for every row of `X_test`, and one column.",
)


@exercise.misconception(*FLAT, cause="shape")
def flat(X_train, y_train, X_test):
    return fit_and_predict(X_train, y_train, X_test).ravel()


@exercise.misconception(*FLAT, cause="shape")
def on_the_training_points(X_train, y_train, X_test):
    return fit_and_predict(X_train, y_train, X_train)
