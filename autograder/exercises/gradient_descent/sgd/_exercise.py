"""What `sgd` asks, its probes and its links; its misconceptions stand in the modules beside.

Every student shuffles differently, so only full batches are compared number by number. The other
links look at what known mean gradients (`helpers.checking.gradients`) have left in phi.
"""

import numpy as np

from autograder.exercises.gradient_descent._arguments import ARGUMENT_CHANGED
from autograder.exercises.language import Exercise, Misconception, Named, Probe, Seed
from helpers.checking.gradients import label

exercise = Exercise(
    "sgd",
    asked="`sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng)` returns phi after "
    "n_epochs of descent in mini-batches, shuffled anew every epoch, and the history: the start, "
    "then phi after each epoch.",
    uses={
        "gradient_step": ["history", "full batches", "mini-batches", "samples"],
        "epoch_batches": ["full batches", "mini-batches", "samples", "shuffling"],
    },
)

N, BATCH_SIZE = 10, 4
"""Samples and batch size of the ledger: batches of 4, 4 and 2; an even split gives 4, 3 and 3."""

N_EPOCHS, N_SEEDS = 10, 4
"""With these, fewer than one check in a million takes random batches for non-random ones."""


@exercise.probes
def draw(rng):
    seeds = iter(rng.choice(2**31, size=23, replace=False))

    def probe(group, gradient, phi, x, y, rate, size, epochs, **options):
        return Probe(
            group=group, gradient=Named(gradient), phi=phi, x=x, y=y, learning_rate=rate,
            batch_size=size, n_epochs=epochs, rng=Seed(next(seeds)), **options,
        )  # fmt: skip

    # All samples are equal here, so it does not matter which are drawn. The ledger tests that.
    n, rate = int(rng.choice([5, 7])), float(rng.uniform(0.2, 0.4))
    x, y = np.full(n, rng.normal()), np.full(n, rng.normal())
    whole = rng.permutation([-4, 3, 5]) * rng.choice([-1, 1])
    full = [("bowl", whole.astype(float), x, y, rate, n, epochs) for epochs in (1, 2, 3)]
    still = ("bowl", rng.normal(size=3), x, y, 0.0, 2, 2)
    # Steep slopes, slopes that are all tiny, a rate of 0, and a long run.
    steep, tiny = (("bowl", whole * size, size * x, y, rate, n, 2) for size in (1e3, 1e-8))
    tiny = (*tiny[:3], 1e-8 * y, *tiny[4:])
    far = [steep, tiny, (*still[:2], x, y, 0.0, n, 2), (*full[0][:-1], 12)]

    def steady(n, size):
        x, y = rng.normal(size=n), rng.normal(size=n)
        return ("steady", rng.normal(size=2), x, y, rate, size, 1)

    # One full batch; a short last batch; no short one; one sample per batch; a batch larger than n.
    counts = ((6, 6), (7, 3), (9, 3), (5, 1), (4, 9))
    samples = np.arange(N, dtype=float)
    ledger = ("ledger", np.zeros(2 + 2 * N), samples, label(samples), 0.5)
    return [
        *(probe("full", *call, twice=call[-1] == 3) for call in full),
        probe("still", *still),
        *(probe("far", *call) for call in far),
        probe("whole", "bowl", whole, *full[-1][2:]),
        *(probe("steady", *steady(*sizes)) for sizes in counts),
        probe("all", *ledger, N, 1),
        probe("again", *ledger, BATCH_SIZE, 1, twice=True),
        *(probe("epoch", *ledger, BATCH_SIZE, 1) for _ in range(N_SEEDS)),
        *(probe("epochs", *ledger, BATCH_SIZE, N_EPOCHS) for _ in range(2)),
    ]


@exercise.solution
def sgd(gradient, phi, x, y, learning_rate, batch_size, n_epochs, rng):
    history = [phi]
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            batch = order[start : start + batch_size]
            slope = gradient(phi, x[batch], y[batch])
            phi = phi - learning_rate * slope
        history.append(phi)
    return phi, np.array(history)


OWN_GENERATOR = Misconception(
    "own-generator",
    "Run your function twice, with two generators of the same seed. Should the two runs agree?",
    "The generator is an argument: everything random comes out of it, and nothing else does.",
)

exercise.property(
    "history",
    "history_of_epochs",
    points=0.75,
    groups=("full", "still", "whole", "epochs"),
    hint="After 0, 1, 2, … epochs: which row should phi stand in, and is it a phi of its own?",
)
exercise.value(
    "full batches",
    points=1.5,
    key=0,
    groups=("full", "far"),
    label="phi",
    hint="With all samples in one batch this is plain gradient descent. Work one step out by hand.",
)
exercise.property(
    "mini-batches",
    "one_update_a_batch",
    points=1.5,
    groups=("steady",),
    hint="7 samples in batches of 3: how many updates does an epoch make, and how long is each?",
)
exercise.property(
    "samples",
    "samples_once_an_epoch",
    points=1,
    groups=("all", "epoch", "epochs"),
    hint="Print the indices of every batch of one epoch. Does each sample come once?",
)
exercise.property(
    "shuffling",
    "shuffled_every_epoch",
    points=1,
    groups=("again", "epoch", "epochs"),
    misconceptions=[OWN_GENERATOR],
    hint="Print the batches of two epochs, and of two generators. What should they have in common?",
)
exercise.property(
    "arguments",
    "repeatable",
    points=0.25,
    groups=("full", "epoch"),
    misconceptions=[ARGUMENT_CHANGED],
)
