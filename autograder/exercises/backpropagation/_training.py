"""What `train` and `train_with_activation` share: probes and misconceptions."""

import numpy as np

from autograder.exercises.language import Misconception, Probe, Seed

STEPS = ("set 1", "set 2", "short steps", "long steps")
"""The groups that `draw_set` and `draw_long_steps` draw."""


def draw_set(rng, group, n, d, h, rate, **more):
    """The probes that show a start (rate 0), and one, two and three steps from it."""
    X = rng.normal(size=(n, d))
    # There are far more zeros than ones, so that even a start near zero has a gradient to follow.
    y = rng.permutation(np.arange(n) < n // 4).astype(float)[:, None]
    return steps_from_a_start(rng, group, X, y, h, rate, **more)


def draw_long_steps(rng, **more):
    """The probes of a set whose loss rises, because the steps lead far beyond its minimum.

    Every row of X occurs four times, with a one among its labels, so that no network fits it.
    """
    order = rng.permutation(12)
    X = np.repeat(rng.normal(size=(3, 2)), 4, axis=0)[order]
    y = (np.arange(12) % 4 == 0)[order].astype(float)[:, None]
    return steps_from_a_start(rng, "long steps", X, y, 3, 30.0, **more)


def steps_from_a_start(rng, group, X, y, h, rate, **more):
    """The probes that show the start for these data, and one, two and three steps from it."""
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
    "in your function, or in one that it calls, make a generator of its own, or keep an old start?",
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
LAST_UPDATE_MISSING = Misconception(
    "last-update-missing",
    "Call your function for one iteration, and again with a rate of 0: do the two params differ?",
    "At which moment are the params taken that you return: before the last update, or after it?",
)
START_RETURNED = Misconception(
    "start-returned",
    "The losses go on and the params that come back are those of the start. Which name holds the "
    "trained ones?",
    "Print the params right after the loop, and those that are returned.",
)
EARLY_STOP = Misconception(
    "early-stop",
    "n_iterations says how many turns are asked for. What else can end your loop: a loss that "
    "rises, or that stays as it is, or a number of turns?",
    "Print the number of losses for 3 iterations with a rate of 0, for 3 with a rate of 30, and "
    "for 1001.",
)
DRAWN_ANEW = Misconception(
    "drawn-anew",
    "Call your function with a rate of 0 and print the losses: why do they differ?",
    "Where is the line that draws the start: before the loop, or in it?",
)
STALE_GRADIENTS = Misconception(
    "stale-gradients",
    "The first step is right and the second is not: what is computed anew in every iteration, and "
    "what only once?",
    "After an update the network gives other outputs. Which lines must run again?",
)
RATE_CHANGES = Misconception(
    "rate-changes",
    "Print the length of every step, divided by the length of its gradient: is it the same number "
    "each time?",
    "One rate was given for all iterations. Which line of yours changes it?",
)
ONE_SAMPLE_A_STEP = Misconception(
    "one-sample-a-step",
    "How many samples have a say in one step of yours, and how many were asked for?",
    "Full-batch descent looks at all samples before it takes one step.",
)
INPUTS_CHANGED = Misconception(
    "inputs-changed",
    "Give X to the network that you return: are its losses those that you recorded?",
    "Who gets the network does not know what you did to X. Which inputs was it trained on?",
)
BEST_OF_SEVERAL = Misconception(
    "best-of-several",
    "How many networks does one call of yours train, and how many were asked for?",
    "A start that hangs on how the training ends is no start. What is drawn before the loop?",
)
SHARED_LIST = Misconception(
    "shared-list",
    "Call your function twice and print the length of `losses`: with what does the second call "
    "begin?",
    "A default value is made only once, and a name outside a function outlives its calls. Where is "
    "your list made?",
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


SHARED = (
    (OWN_SEED, "seed_of_its_own", {"n_hidden, rng)": "n_hidden, np.random.default_rng(0))"}),
    (ASCENT, "ascent", {"gradients, learning_rate)": "gradients, -learning_rate)"}),
    (MEAN_FORGOTTEN, "no_mean", {" / len(y)": ""}),
    (MEAN_TWICE, "mean_twice", {"/ len(y)": "/ len(y) ** 2"}),
    (RATE_TWICE, "rate_twice", {"gradients, learning_rate)": "gradients, learning_rate**2)"}),
    (
        RATE_CHANGES,
        "rate_decays",
        {"gradients, learning_rate)": "gradients, learning_rate / len(losses))"},
    ),
    (
        BIAS_GRADIENT_MISSING,
        "biases_stay",
        {"dZ1.sum(axis=0)": "np.zeros(n_hidden)", "dZ2.sum(axis=0)": "np.zeros(1)"},
    ),
    (
        STALE_GRADIENTS,
        "gradients_computed_once",
        {
            "losses = []": "losses, gradients = [], None",
            "gradients = {": "gradients = gradients or {",
        },
    ),
    (
        LAST_UPDATE_MISSING,
        "returns_before_the_last_update",
        {
            "params = step_down": "old = params\n        params = step_down",
            "return params, losses": "return old, losses",
        },
    ),
    (
        START_RETURNED,
        "returns_the_start",
        {
            "losses = []": "losses, start = [], params",
            "return params, losses": "return start, losses",
        },
    ),
    (
        INPUTS_CHANGED,
        "standardised",
        {"losses = []": "X, losses = (X - X.mean(axis=0)) / X.std(axis=0), []"},
    ),
    (ONE_VALUE, "params_only", {"return params, losses": "return params"}),
)
"""Changes that make the same wrong version of both solutions: (misconception, name, edits)."""


def declare_shared(exercise):
    """Declares the wrong versions in `SHARED`."""
    for misconception, name, edits in SHARED:
        exercise.misconception(*misconception, named=True, **{name: edits})
