"""What `train` and `train_with_activation` share: probes and misconceptions."""

import numpy as np

from autograder.exercises.language import Misconception, Probe, Seed

STEPS = ("set 1", "set 2")
"""The groups that `draw_set` draws."""


def draw_set(rng, group, n, d, h, rate, **more):
    """The probes that show a start (rate 0), and one, two and three steps from it."""
    X = rng.normal(size=(n, d))
    # There are far more zeros than ones, so that even a start near zero has a gradient to follow.
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
    """Two calls that differ only in the seed of their generators."""
    X, y = rng.normal(size=(6, 2)), np.array([[0.0], [1], [0], [0], [1], [0]])
    settings = {"n_hidden": 3, "n_iterations": 1, "learning_rate": 0.0}
    first = int(rng.integers(2**31))
    seeds = Seed(first), Seed(first + 1)
    return [Probe(X=X, y=y, **settings, rng=seed, **more, group="two seeds") for seed in seeds]


OWN_SEED = Misconception(
    "own-seed",
    "Call your function with two generators that have different seeds, and a rate of 0. Should the "
    "two starts agree?",
    "Training from several seeds tells something only if each gives another start. Does anything "
    "in your function, or in one that it calls, make a generator of its own?",
)
ASCENT = Misconception(
    "ascent",
    "Plot the losses: which way do they go? And which way does your step go along the gradient?",
    "Either the gradient or the update has the wrong sign. Try both on one weight by hand.",
)
MEAN_FORGOTTEN = Misconception(
    "mean-forgotten",
    "Write every sample down twice: should a step grow? Does yours?",
    "The loss is a mean over n samples. Where is the n in your gradient?",
)
MEAN_TWICE = Misconception(
    "mean-twice",
    "Count the divisions by n between the loss and the step: how many are there, and how many in "
    "your code?",
    "The gradients hold the 1/n already.",
)
RATE_TWICE = Misconception(
    "rate-twice",
    "Follow the learning rate through one turn of your loop: how often does it meet the gradient?",
    "If both the gradient and the update use it, one of them is one too many.",
)
BIAS_GRADIENT_MISSING = Misconception(
    "bias-gradient-missing",
    "Did b move? Print the biases before and after.",
    "A network has two kinds of parameter, and all of them go down their gradient.",
)
UPDATED_TOO_EARLY = Misconception(
    "updated-too-early",
    "Which W2 does the error go back through in your loop: the one of the forward pass, or one "
    "that has been updated already?",
    "All gradients first, then the updates.",
)
LOSS_AFTER_UPDATE = Misconception(
    "loss-after-update",
    "Is the loss that you record the one of the parameters that made this iteration's gradients?",
    "Compare your first loss with the loss of the start. Which line comes first in your loop: the "
    "record or the update?",
)
SUM_FOR_MEAN = Misconception(
    "sum-for-mean",
    "Duplicate the data: should the loss change? Do your losses?",
    "Your losses grow with the number of samples. Which word in the task says that they should "
    "not?",
)
ONE_VALUE = Misconception(
    "one-value",
    "What does your function return: one thing or two, and in which order?",
    "The params first, then the list of losses.",
)
