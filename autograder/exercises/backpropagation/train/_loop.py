"""The probes and links of `train`, and a loop that is right."""

import numpy as np

from autograder.exercises.backpropagation._network import (
    draw_start,
    mean_loss,
    run_backward,
    run_forward,
    step_down,
)
from autograder.exercises.language import Exercise, Probe, Seed

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


def draw_two_seeds(rng, **more):
    """Two calls that differ in nothing but the seed of their generators."""
    X, y = rng.normal(size=(6, 2)), np.array([[0.0], [1], [0], [0], [1], [0]])
    settings = {"n_hidden": 3, "n_iterations": 1, "learning_rate": 0.0}
    first = int(rng.integers(2**31))
    seeds = Seed(first), Seed(first + 1)
    return [Probe(X=X, y=y, **settings, rng=seed, **more, group="two seeds") for seed in seeds]


@exercise.probes
def draw(rng):
    probes = draw_set(rng, "set 1", 9, 3, 4, 0.3) + draw_set(rng, "set 2", 13, 2, 5, 0.7)
    probes += draw_two_seeds(rng)
    for _ in range(3):
        X = rng.normal(size=(24, 1))
        y = (X > 0.4).astype(float)
        seed = Seed(rng.integers(2**31))
        # From starts of any spread that is allowed, 100 steps sort more than 95 % rightly.
        probes.append(
            Probe(X=X, y=y, n_hidden=5, n_iterations=100, learning_rate=3.0, rng=seed, group="long")
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
    groups=(*STEPS, "two seeds"),
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
    hint="Plot the losses of 100 iterations. Where does the curve go?",
)
exercise.property("arguments", "repeatable", points=1)
