"""The probes and links of `train`, and its solution, which the other modules here change."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    draw_start,
    mean_loss,
    run_forward,
    step_down,
)
from autograder.exercises.backpropagation._training import (
    BEST_OF_SEVERAL,
    STEPS,
    draw_long_steps,
    draw_set,
    draw_two_seeds,
)
from autograder.exercises.language import Exercise, Probe, Seed

exercise = Exercise(
    "train",
    asked="`train(X, y, n_hidden, n_iterations, learning_rate, rng)` returns `(params, losses)` "
    "after gradient descent on all samples from a random start; losses holds the mean loss before "
    "each update.",
    uses={
        "initialise_parameters": ["start", "losses", "steps", "end"],
        "forward": ["losses", "steps", "end"],
        "binary_cross_entropy": ["losses", "end"],
        "backward": ["losses", "steps", "end"],
        "update": ["losses", "steps", "end"],
    },
    time_limit=20.0,
)


@exercise.probes
def draw(rng):
    probes = draw_set(rng, "set 1", 9, 3, 4, 0.3) + draw_set(rng, "set 2", 13, 2, 5, 0.7)
    probes += draw_set(rng, "short steps", 8, 2, 6, 1e-4) + draw_long_steps(rng)
    probes += draw_two_seeds(rng)
    for number in range(3):
        # There are as many ones as zeros, so weights of zero never move; from a start of any
        # allowed spread the cut between the two halves is learnt.
        X = rng.permutation(np.linspace(-1.5, 1.5, 12) + rng.uniform(-0.1, 0.1, size=12))[:, None]
        y = (X > 0).astype(float)
        seed = Seed(rng.integers(2**31))
        probes += [
            Probe(X=X, y=y, n_hidden=5, n_iterations=k, learning_rate=rate, rng=seed, group="long")
            for k, rate in ((1, 0.0), (10, 0.5), (60, 3.0))
            if k != 10 or number == 0
        ]
    X, y = rng.normal(size=(4, 1)), np.array([[0.0], [0], [1], [0]])
    settings = {"n_hidden": 2, "n_iterations": 1001, "learning_rate": 1e-3}
    return [*probes, Probe(X=X, y=y, **settings, rng=Seed(rng.integers(2**31)), group="many")]


@exercise.solution
def descend(X, y, n_hidden, n_iterations, learning_rate, rng):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        cache = run_forward(X, params)
        p = cache["A2"]
        losses.append(mean_loss(p, y))
        dZ2 = (p - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * cache["A1"] * (1 - cache["A1"])
        gradients = {
            "W1": X.T @ dZ1,
            "b1": dZ1.sum(axis=0),
            "W2": cache["A1"].T @ dZ2,
            "b2": dZ2.sum(axis=0),
        }
        params = step_down(params, gradients, learning_rate)
    return params, losses


# Lines of the solution that several variants change.
OUTPUT_ERROR = "dZ2 = (p - y) / len(y)"
STEP = "params = step_down(params, gradients, learning_rate)"

exercise.property(
    "start",
    "own_start",
    points=0.5,
    groups=(*STEPS, "two seeds"),
    hint="What should the loop begin with, and where does its randomness come from?",
)
exercise.property(
    "losses",
    "losses_before_updates",
    points=0.75,
    groups=STEPS,
    misconceptions=(BEST_OF_SEVERAL,),
    hint="At which place in the loop is the loss measured, and at which the parameters changed?",
)
exercise.property(
    "steps",
    "gradient_steps",
    points=2.5,
    groups=STEPS,
    hint="Write down what one turn of the loop does to the parameters. What does your code do?",
)
exercise.property(
    "end",
    "training_succeeds",
    points=1,
    groups=("long", "many"),
    least_accuracy=0.8,
    of=2,
    followed=10,
    misconceptions=(BEST_OF_SEVERAL,),
    hint="Plot the losses of 100 iterations. Where does the curve go?",
)
exercise.property("arguments", "repeatable", points=0.25)
