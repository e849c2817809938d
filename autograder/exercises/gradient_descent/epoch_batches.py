"""`epoch_batches`: the samples of one epoch, shuffled and cut into batches."""

import numpy as np

from autograder.exercises.language import Exercise, Misconception, Probe, Seed

exercise = Exercise(
    "epoch_batches",
    asked="`epoch_batches(n, batch_size, rng)` returns the batches of one epoch as index arrays: a "
    "random permutation of 0 … n − 1, cut into pieces of batch_size; the last may be shorter.",
)

SIZES = ((13, 5), (16, 6), (19, 7), (22, 8), (25, 9))
"""(n, batch_size) for which every wrong way to cut gives other sizes than the other ways."""

SHUFFLE = {"n": 24, "batch_size": 3}
N_SEEDS = 14
"""So many that batches which are random pass for others less than once in a million checks."""


@exercise.probes
def draw(rng):
    seeds = iter(rng.choice(2**31, size=N_SEEDS + 8, replace=False))
    first, second = rng.permutation(SIZES)[:2].tolist()
    # A remainder or none, one sample a batch, all samples in one, more room than samples.
    sizes = (first, second, (12, 4), (5, 1), (7, 7), (5, 8))
    cuts = [Probe(group="cut", n=n, batch_size=b, rng=Seed(next(seeds))) for n, b in sizes]
    again = {**SHUFFLE, "rng": Seed(next(seeds))}
    return [
        *cuts,
        Probe(group="again", twice=True, **again),
        *(Probe(group="shuffle", **SHUFFLE, rng=Seed(next(seeds))) for _ in range(N_SEEDS)),
    ]


@exercise.solution
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


OWN_GENERATOR = Misconception(
    "own-generator",
    "Call your function with two generators of the same seed, then with two of different seeds. "
    "When should the batches agree?",
    "The generator is an argument: everything random comes out of it, and nothing else does.",
)

exercise.property(
    "every index once",
    "every_index_once",
    points=1,
    groups=("cut",),
    hint="Put all batches of an epoch of 10 together and sort them. What should that be?",
)
exercise.property(
    "sizes",
    "batch_sizes",
    points=1,
    groups=("cut",),
    hint="10 samples in batches of 4: how many batches, and of which sizes?",
)
exercise.property(
    "shuffled",
    "shuffled",
    points=1.5,
    groups=("shuffle",),
    hint="Which two samples share a batch should be a matter of chance, from epoch to epoch anew.",
)
exercise.property(
    "repeatable",
    "repeatable",
    points=0.5,
    groups=("again",),
    causes={"second call": OWN_GENERATOR},
)


REPLACEMENT = (
    "m54",
    "In your epoch some samples come twice and others never. Is a card that was dealt put back "
    "into the pack?",
    "Each batch is drawn from what the batches before it have left over. How could one shuffling "
    "of the whole pack see to that?",
)


@exercise.misconception(*REPLACEMENT, named="replacement")
def drawn_with_replacement(n, batch_size, rng):
    order = rng.integers(0, n, size=n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(*REPLACEMENT, named="replacement")
def each_batch_for_itself(n, batch_size, rng):
    sizes = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    return [rng.choice(n, size=size, replace=False) for size in sizes]


@exercise.misconception(*REPLACEMENT, named="replacement")
def shuffled_for_each_batch(n, batch_size, rng):
    return [rng.permutation(n)[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(*REPLACEMENT, named="replacement")
def choice_with_replacement(n, batch_size, rng):
    order = rng.choice(n, size=n)
    return np.array_split(order, range(batch_size, n, batch_size))


DROPPED = (
    "m52",
    "How many samples do your batches hold together when n is 10 and batch_size 4?",
    "The samples that are left over at the end make a batch too, a short one.",
)


@exercise.misconception(*DROPPED, named="dropped")
def last_batch_dropped(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size)]


@exercise.misconception(*DROPPED, named="dropped")
def reshaped_and_cut_off(n, batch_size, rng):
    order = rng.permutation(n)[: n // batch_size * batch_size]
    return order.reshape(-1, batch_size)


@exercise.misconception(
    "filled-up",
    "Your last batch is as long as the others. With whom was it filled up, and how often do these "
    "samples come in one epoch?",
    "The last batch may be short: nothing needs to be added to it.",
    named="filled up",
)
def last_batch_filled_up(n, batch_size, rng):
    order = rng.permutation(n)
    order = np.concatenate([order, order[: -n % batch_size]])
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(
    "overlap",
    "Where does your second batch start, and where does the first one end?",
    "By how much does your start move on from batch to batch?",
    named="overlap",
)
def windows_that_overlap(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(n)]


@exercise.misconception(
    "one-based",
    "What is the index of the first sample of an array, and of the last?",
    "Try `x[batch]` with x = np.arange(n): which sample can never come, and which does not exist?",
    named="from one",
)
def counted_from_one(n, batch_size, rng):
    order = rng.permutation(np.arange(1, n + 1))
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(
    "last-index",
    "Which index never comes up in your epochs?",
    "How many numbers does a range from 0 hold if it ends before n − 1?",
    named="last index",
)
def last_index_left_out(n, batch_size, rng):
    order = rng.permutation(n - 1)
    return [order[start : start + batch_size] for start in range(0, n - 1, batch_size)]


ONE_BATCH = (
    "m44",
    "How many batches are in one epoch, and how many come back?",
    "Look at where `return` stands, and at what happens to the batches found before.",
)


@exercise.misconception(*ONE_BATCH, named="one batch")
def first_batch_only(n, batch_size, rng):
    return [rng.permutation(n)[:batch_size]]


@exercise.misconception("m43", *ONE_BATCH[1:], named="last batch")
def last_batch_only(n, batch_size, rng):
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        batches = [order[start : start + batch_size]]
    return batches


@exercise.misconception(
    "not-cut",
    "How many batches come back from your function? What is the first of them?",
    "A shuffled list of all samples is half of the work. What is left to do with it?",
    named="flat",
)
def shuffled_and_not_cut(n, batch_size, rng):
    return rng.permutation(n)


@exercise.misconception(
    "one-batch-for-all",
    "How many samples may a batch hold, and how many does your only one hold?",
    "Where does batch_size enter your code?",
    named="one batch for all",
)
def all_in_one_batch(n, batch_size, rng):
    return [rng.permutation(n)]


@exercise.misconception(
    "even-sizes",
    "14 samples in batches of 4: which sizes should the batches have, and which have yours?",
    "Fair shares are not asked for: every batch is full until the samples run out.",
    named="even",
)
def evenly_split(n, batch_size, rng):
    return np.array_split(rng.permutation(n), int(np.ceil(n / batch_size)))


NUMBER = (
    "number-of-batches",
    "Is batch_size how many samples a batch holds, or how many batches there are?",
    "With batch_size = 1, how many batches should an epoch of 5 samples have? How many are yours?",
)


@exercise.misconception(*NUMBER, named="number of batches")
def split_into_that_many(n, batch_size, rng):
    return np.array_split(rng.permutation(n), batch_size)


@exercise.misconception(*NUMBER, named="number of batches")
def pieces_of_that_share(n, batch_size, rng):
    order, size = rng.permutation(n), max(1, n // batch_size)
    return [order[start : start + size] for start in range(0, n, size)]


@exercise.misconception(
    "empty-batch",
    "12 samples in batches of 4: how many batches, and how many samples are in your last one?",
    "What is the mean gradient of no samples at all? When does one batch more than n // batch_size "
    "have anything in it?",
    named="empty batch",
)
def empty_batch_at_the_end(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size + 1)]


@exercise.misconception(
    "long-last",
    "Which of your batches is the longest, and is it longer than batch_size?",
    "What is left over at the end makes a batch of its own.",
    named="long last",
)
def rest_joins_the_last(n, batch_size, rng):
    order = rng.permutation(n)
    cuts = range(batch_size, n - batch_size + 1, batch_size)
    return np.split(order, cuts)


@exercise.misconception(
    "short-first",
    "Which batch may be short?",
    "Begin with full batches; what is left over comes at the end.",
    named="short first",
)
def short_batch_first(n, batch_size, rng):
    order = rng.permutation(n)
    return np.split(order, range(n % batch_size or batch_size, n, batch_size))


@exercise.misconception(
    "size-off-by-one",
    "Print the length of each batch. Is it batch_size?",
    "A slice stops before its end: order[0:4] holds how many?",
    named="off by one",
)
def one_too_few(n, batch_size, rng):
    order, size = rng.permutation(n), max(1, batch_size - 1)
    return [order[start : start + size] for start in range(0, n, size)]


@exercise.misconception(
    "size-off-by-one",
    "Print the length of each batch. Is it batch_size?",
    "A slice stops before its end: order[0:4] holds how many?",
    named="off by one",
)
def one_too_many(n, batch_size, rng):
    order, size = rng.permutation(n), batch_size + 1
    return [order[start : start + size] for start in range(0, n, size)]


@exercise.misconception(
    "indices-not-whole",
    "Try `x[batch]` with one of your batches. What does NumPy say?",
    "Indices are whole numbers: which line of yours makes them floats?",
    named="not whole",
)
def indices_as_floats(n, batch_size, rng):
    order = rng.permutation(np.linspace(0, n - 1, n))
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(
    "not-shuffled",
    "Deal two epochs with one generator. Do the same samples meet in the first batch of both?",
    "What is rng for? It does not enter your batches.",
    named="ascending",
)
def not_shuffled(n, batch_size, rng):
    order = np.arange(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(
    "not-shuffled",
    "Deal two epochs with one generator. Do the same samples meet in the first batch of both?",
    "Print the order right before you cut it. Is it the shuffled one?",
    named="ascending",
)
def shuffled_copy_unused(n, batch_size, rng):
    order = np.arange(n)
    rng.permutation(order)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


FIXED = (
    "fixed-seed",
    "Two generators with different seeds: should they give the same batches? Do yours?",
    "Does the randomness in your code come from the generator that is passed in, or from another?",
)


@exercise.misconception(*FIXED, named="fixed")
def always_the_same_seed(n, batch_size, rng):
    order = np.random.default_rng(0).permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(*FIXED, named="fixed")
def always_backwards(n, batch_size, rng):
    order = np.arange(n)[::-1]
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(OWN_GENERATOR.id, OWN_GENERATOR.hint, OWN_GENERATOR.stronger)
def generator_of_its_own(n, batch_size, rng):
    order = np.random.default_rng().permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


COMPANY = (
    "same-company",
    "Call your function ten times. How often do samples 0 and 1 share a batch, and how often "
    "should they by chance?",
    "A random order of fixed batches is not enough: it is the samples that have to be shuffled, "
    "all of them, before anything is cut.",
)


@exercise.misconception(*COMPANY, named="same company")
def batches_shuffled_not_samples(n, batch_size, rng):
    starts = range(0, n, batch_size)
    batches = [np.arange(n)[start : start + batch_size] for start in starts]
    full, rest = batches[: n // batch_size], batches[n // batch_size :]
    return [full[k] for k in rng.permutation(len(full))] + rest


@exercise.misconception(*COMPANY, named="same company")
def shuffled_within_each_batch(n, batch_size, rng):
    starts = range(0, n, batch_size)
    return [rng.permutation(np.arange(n)[start : start + batch_size]) for start in starts]


@exercise.misconception(*COMPANY, named="same company")
def sorted_again(n, batch_size, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(*COMPANY, named="same company")
def every_kth_sample(n, batch_size, rng):
    n_full = n // batch_size
    rows = np.arange(n_full * batch_size).reshape(batch_size, n_full).T
    rest = [np.arange(n_full * batch_size, n)] if n % batch_size else []
    return [*rng.permutation(rows), *rest]


@exercise.misconception(
    "same-place",
    "Is there a sample that always comes in the same batch, the first or the last, say?",
    "Every sample should be able to turn up anywhere in the epoch. Which ones does your shuffling "
    "leave in their place?",
    named="same place",
)
def first_sample_stays(n, batch_size, rng):
    order = np.concatenate([[0], rng.permutation(np.arange(1, n))])
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


@exercise.misconception(
    "same-place",
    "Is there a sample that always comes in the same batch, the first or the last, say?",
    "Every sample should be able to turn up anywhere in the epoch. Which ones does your shuffling "
    "leave in their place?",
    named="same place",
)
def last_sample_stays(n, batch_size, rng):
    order = np.append(rng.permutation(n - 1), n - 1)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
