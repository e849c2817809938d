"""`k_fold_indices`: the rows of each of k folds, drawn at random. Judged by properties."""

import itertools

import numpy as np

from autograder.exercises.language import Exercise, Probe, Seed
from autograder.exercises.regularisation._folds import split

exercise = Exercise(
    "k_fold_indices",
    asked="`k_fold_indices(n, k, rng)` returns k pairs (train, validation) of index arrays, cut "
    "from a random permutation of 0 … n − 1: every index is validated once, in parts whose sizes "
    "differ by at most one, and trained on in the k − 1 other pairs.",
)

SIZES = ((12, 3), (11, 4), (13, 5), (17, 6), (9, 2))
"""(n, k): k divides n once; else up to k − 1 indices are left over."""

N_SEEDS = 6


@exercise.probes
def draw(rng):
    seeds = rng.choice(10_000, size=N_SEEDS + len(SIZES), replace=False)
    random = [
        Probe(group="random", n=20, k=4, rng=Seed(seed), twice=number == 0)
        for number, seed in enumerate(seeds[:N_SEEDS])
    ]
    sizes = [
        Probe(group="sizes", n=n, k=k, rng=Seed(seed))
        for (n, k), seed in zip(SIZES, seeds[N_SEEDS:], strict=True)
    ]
    return sizes + random


@exercise.solution
def k_fold_indices(n, k, rng):
    return split(n, k, rng)


exercise.property(
    "pairs",
    "fold_pairs",
    points=0.5,
    hint="Print what you return for n = 6 and k = 3. How many pairs do you see, of what?",
)
exercise.property(
    "validated once",
    "validates_once",
    points=1,
    hint="Join all validation parts and sort them. What should that be?",
)
exercise.property(
    "trained on the rest",
    "trains_on_the_rest",
    points=1,
    hint="Join both parts of one pair and sort them. What should that be?",
)
exercise.property(
    "sizes", "fold_sizes", points=0.5, hint="How long should k parts of n indices be?"
)
exercise.property(
    "random",
    "random_folds",
    points=1,
    groups=("random",),
    hint="Call your function with generators of different seeds, and twice with equal ones.",
)

_NOT_SHUFFLED = (
    "Suppose the rows of X are sorted by y. What would your folds train on, and what would they be "
    "validated on?",
    "Print your folds for two generators. Which indices always stand together? What could you draw "
    "from `rng` before you cut?",
)


@exercise.misconception("m76", *_NOT_SHUFFLED, named="not shuffled")
def blocks_in_order(n, k, rng):
    parts = np.array_split(np.arange(n), k)
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


@exercise.misconception("m76", *_NOT_SHUFFLED, named="not shuffled")
def every_kth_index(n, k, rng):
    parts = [np.arange(start, n, k) for start in range(k)]
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


@exercise.misconception("m76", *_NOT_SHUFFLED, named="not shuffled")
def shuffled_inside_blocks(n, k, rng):
    parts = [rng.permutation(part) for part in np.array_split(np.arange(n), k)]
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


@exercise.misconception("m76", *_NOT_SHUFFLED, named="not shuffled")
def blocks_in_random_order(n, k, rng):
    parts = np.array_split(np.arange(n), k)
    return [(np.setdiff1d(np.arange(n), parts[i]), parts[i]) for i in rng.permutation(k)]


@exercise.misconception("m76", *_NOT_SHUFFLED, named="not shuffled")
def blocks_from_a_random_start(n, k, rng):
    order = np.roll(np.arange(n), rng.integers(n))
    return [(np.setdiff1d(order, part), part) for part in np.array_split(order, k)]


@exercise.misconception("m76", *_NOT_SHUFFLED, named="not shuffled")
def permutation_thrown_away(n, k, rng):
    order = np.arange(n)
    rng.permutation(order)
    return [(np.setdiff1d(order, part), part) for part in np.array_split(order, k)]


_OVERLAP = (
    "Join all your validation parts and sort them. Does an index come up twice?",
    "Each draw starts from all indices again. How could one permutation serve all k parts?",
)


@exercise.misconception("m76", *_OVERLAP, named="overlap")
def every_fold_drawn_anew(n, k, rng):
    parts = [rng.choice(n, size=n // k, replace=False) for _ in range(k)]
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


@exercise.misconception("m76", *_OVERLAP, named="overlap")
def permuted_anew_for_every_fold(n, k, rng):
    pairs = []
    for number in range(k):
        order = rng.permutation(n)
        part = np.array_split(order, k)[number]
        pairs.append((np.setdiff1d(order, part), part))
    return pairs


@exercise.misconception("m76", *_OVERLAP, named="overlap")
def borders_shared(n, k, rng):
    order, size = rng.permutation(n), n // k
    parts = [order[i * size : (i + 1) * size + 1] for i in range(k - 1)]
    parts.append(order[(k - 1) * size :])
    return [(np.setdiff1d(order, part), part) for part in parts]


@exercise.misconception(
    "m76",
    "Sort a single validation part. Does an index come up twice in it?",
    "Does your draw put an index back before the next is drawn? What is a permutation?",
    named="replacement",
)
def drawn_with_replacement(n, k, rng):
    order = rng.integers(0, n, size=n)
    return [(np.setdiff1d(np.arange(n), part), part) for part in np.array_split(order, k)]


@exercise.misconception(
    "m76",
    "Join all your validation parts and sort them. Are all n indices there?",
    "What happens to the indices that are left over when k does not divide n?",
    named="left out",
)
def remainder_dropped(n, k, rng):
    order, size = rng.permutation(n), n // k
    parts = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


@exercise.misconception(
    "m76",
    "Join all your validation parts and sort them. Are all n indices there?",
    "Does your loop make all k parts, and does each slice reach as far as it should?",
    named="left out",
)
def slices_end_too_early(n, k, rng):
    parts = [part[:-1] for part in np.array_split(rng.permutation(n), k)]
    return [(np.setdiff1d(np.arange(n), part), part) for part in parts]


_UNEVEN = (
    "Print the sizes of your validation parts for n = 11 and k = 4. How far apart are the smallest "
    "and the largest?",
    "Where do the indices go that are left over when k does not divide n? Could several parts take "
    "one more each?",
)


@exercise.misconception("uneven-folds", *_UNEVEN, named="uneven")
def remainder_in_the_last_fold(n, k, rng):
    order, size = rng.permutation(n), n // k
    borders = [*range(0, k * size, size), n]
    parts = [order[a:b] for a, b in itertools.pairwise(borders)]
    return [(np.setdiff1d(order, part), part) for part in parts]


@exercise.misconception("uneven-folds", *_UNEVEN, named="uneven")
def sizes_rounded_up(n, k, rng):
    order, size = rng.permutation(n), -(-n // k)
    parts = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.setdiff1d(order, part), part) for part in parts]


@exercise.misconception("uneven-folds", *_UNEVEN, named="uneven")
def random_fold_for_every_index(n, k, rng):
    fold = rng.integers(0, k, size=n)
    return [(np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k)]


@exercise.misconception(
    "swapped",
    "Which part should be the larger one: the one to train on, or the one to validate on?",
    "Look at the order in which you put the two parts into a pair.",
    named="swapped",
)
def parts_swapped(n, k, rng):
    return [(validation, train) for train, validation in split(n, k, rng)]


_BOTH = (
    "Would you set an exam with the questions of the exercise sheet? Is there an index in both "
    "parts of a pair?",
    "What is validated must not have been trained on. What has to be taken out of the training "
    "part?",
)


@exercise.misconception("m76", *_BOTH, named="both parts")
def trains_on_everything(n, k, rng):
    order = rng.permutation(n)
    return [(order, part) for part in np.array_split(order, k)]


@exercise.misconception("m76", *_BOTH, named="both parts")
def training_drawn_anew(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(rng.choice(n, size=n - len(part), replace=False), part) for part in parts]


_NEITHER = (
    "For one pair, join both parts and sort them. Are all n indices there?",
    "A model should be trained on everything that is not held out. Which indices does your "
    "training part miss?",
)


@exercise.misconception("m76", *_NEITHER, named="neither part")
def trains_on_earlier_folds(n, k, rng):
    order = rng.permutation(n)
    parts = np.array_split(order, k)
    return [(order[: sum(map(len, parts[:i]))], part) for i, part in enumerate(parts)]


@exercise.misconception("m76", *_NEITHER, named="neither part")
def trains_on_the_next_fold(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(parts[(i + 1) % k], part) for i, part in enumerate(parts)]


@exercise.misconception(
    "repeated-rows",
    "Count the indices in a training part and in its validation part. Do the two numbers add up to "
    "n?",
    "An index should be trained on once. Where in your code could it come in a second time?",
    named="repeated",
)
def training_rows_twice(n, k, rng):
    return [
        (np.concatenate([train, train[:2]]), validation) for train, validation in split(n, k, rng)
    ]


_NOT_FROM_RNG = (
    "Make two generators with the same seed and call your function with each: are the folds equal?",
    "There is one source of chance here that the caller can repeat. Does your code draw from it, "
    "or from another one?",
)


@exercise.misconception("not-from-rng", *_NOT_FROM_RNG, named="not from rng")
def global_generator(n, k, rng):
    order = np.random.permutation(n)  # noqa: NPY002
    return [(np.setdiff1d(order, part), part) for part in np.array_split(order, k)]


@exercise.misconception("not-from-rng", *_NOT_FROM_RNG, named="not from rng")
def fresh_generator(n, k, rng):
    return split(n, k, np.random.default_rng())


@exercise.misconception(
    "own-seed",
    "Call your function with generators of two different seeds: should the folds be equal?",
    "Is `rng` used in your code, or a generator that you have made yourself?",
    named="own seed",
)
def own_seed(n, k, rng):
    return split(n, k, np.random.default_rng(0))


@exercise.misconception(
    "m44",
    "How many pairs do you return for k = 5?",
    "Where does `return` stand: inside the loop or after it?",
    named="first pair",
)
def returns_the_first_pair(n, k, rng):
    for pair in split(n, k, rng):
        return pair


@exercise.misconception(
    "m43",
    "How many pairs do you return for k = 5?",
    "Where does each pair go when the next one is made?",
    named="one pair",
)
def keeps_the_last_pair(n, k, rng):
    return [split(n, k, rng)[-1]]


@exercise.misconception(
    "off-by-one",
    "How many pairs do you return for k = 5?",
    "Does your loop run k times? Count on your fingers what `range` gives.",
    named="one too few",
)
def one_pair_too_few(n, k, rng):
    return split(n, k, rng)[:-1]


@exercise.misconception(
    "two-lists",
    "What should the first item of your result be, and what is it?",
    "You return all training parts and then all validation parts. Which of them belong together?",
    named="two lists",
)
def two_lists(n, k, rng):
    pairs = split(n, k, rng)
    return [train for train, _ in pairs], [validation for _, validation in pairs]


@exercise.misconception(
    "no-pairs",
    "What should the first item of your result be, and what is it?",
    "Whoever calls your function needs to know two things about each fold: what to train on, and "
    "what to validate on.",
    named="no pairs",
)
def validation_parts_only(n, k, rng):
    return [validation for _, validation in split(n, k, rng)]


@exercise.misconception(
    "masks",
    "Print one of your parts. Does it say which rows, or yes and no for every row?",
    "`np.flatnonzero` turns one into the other.",
    named="masks",
)
def masks(n, k, rng):
    parts = [np.isin(np.arange(n), validation) for _, validation in split(n, k, rng)]
    return [(~part, part) for part in parts]


@exercise.misconception(
    "counted-from-one",
    "Which number has the first row of an array, and which has the last of n rows?",
    "Print the smallest and the largest index that you return.",
    named="from one",
)
def counted_from_one(n, k, rng):
    return [(train + 1, validation + 1) for train, validation in split(n, k, rng)]


@exercise.misconception(
    "floats",
    "Can `X[2.0]` be a row? Print the dtype of your parts.",
    "Which function in your code makes floats, and how can you ask it for whole numbers?",
    named="floats",
)
def decimal_indices(n, k, rng):
    order = np.zeros(n)
    order[:] = rng.permutation(n)
    return [(np.setdiff1d(order, part), part) for part in np.array_split(order, k)]
