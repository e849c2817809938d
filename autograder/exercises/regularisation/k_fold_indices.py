"""`k_fold_indices`: the rows of each of k folds, drawn at random. Judged by properties."""

import numpy as np

from autograder.exercises.language import Exercise, Probe, Seed

exercise = Exercise(
    "k_fold_indices",
    asked="`k_fold_indices(n, k, rng)` returns k pairs (train, validation) of index arrays, cut "
    "from a random permutation of 0 … n − 1: every index is validated once, in parts whose sizes "
    "differ by at most one, and trained on in the k − 1 other pairs.",
)

SIZES = ((12, 3), (11, 4), (13, 5), (17, 6), (9, 2), (5, 5))
"""Pairs (n, k): k divides n in the first; in the next ones 1 to k − 1 indices are left over; and in
the last one every part holds a single index.
"""

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
    order = rng.permutation(n)
    parts = np.array_split(order, k)
    pairs = []
    for validation in parts:
        train = np.setdiff1d(order, validation)
        pairs.append((train, validation))
    return pairs


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
    points=1.25,
    hint="Join both parts of one pair and sort them. What should that be?",
)
exercise.property(
    "sizes", "fold_sizes", points=0.25, hint="How long should k parts of n indices be?"
)
exercise.property(
    "random",
    "random_folds",
    points=1,
    groups=("random",),
    hint="Call your function with generators of different seeds, and twice with equal ones.",
)

DRAWN = "rng.permutation(n)"
PARTS = "np.array_split(order, k)"

exercise.misconception(
    "not-shuffled",
    "Suppose the rows of X are sorted by y. What would your folds train on, and what would they be "
    "validated on?",
    "Print your folds for two generators. Which indices always stand together? What could you draw "
    "from `rng` before you cut?",
    named=True,
    blocks_in_order={DRAWN: "np.arange(n)"},
    every_kth_index={DRAWN: "np.arange(n)", PARTS: "[order[start::k] for start in range(k)]"},
    shuffled_inside_blocks={
        DRAWN: "np.arange(n)",
        PARTS: "[rng.permutation(part) for part in np.array_split(order, k)]",
    },
    blocks_in_random_order={
        DRAWN: "np.arange(n)",
        "in parts": "in [parts[i] for i in rng.permutation(k)]",
    },
    blocks_from_a_random_start={DRAWN: "np.roll(np.arange(n), rng.integers(n))"},
    permutation_thrown_away={
        f"order = {DRAWN}": "order = np.arange(n)\n    rng.permutation(order)"
    },
)
exercise.misconception(
    "overlap",
    "Join all your validation parts and sort them. Does an index come up twice?",
    "Each draw starts from all indices again. How could one permutation serve all k parts?",
    named=True,
    every_fold_drawn_anew={
        DRAWN: "np.arange(n)",
        PARTS: "[rng.choice(n, size=n // k, replace=False) for _ in range(k)]",
    },
    permuted_anew_for_every_fold={
        DRAWN: "np.arange(n)",
        PARTS: "[np.array_split(rng.permutation(n), k)[number] for number in range(k)]",
    },
    borders_shared={
        f"parts = {PARTS}": "borders = [*range(0, n // k * k, n // k), n]\n"
        "    parts = [order[borders[i] : borders[i + 1] + 1] for i in range(k)]"
    },
)
exercise.misconception(
    "drawn-with-replacement",
    "Sort a single validation part. Does an index come up twice in it?",
    "Does your draw put an index back before the next is drawn? What is a permutation?",
    named=True,
    drawn_with_replacement={
        DRAWN: "rng.integers(0, n, size=n)",
        "np.setdiff1d(order, validation)": "np.setdiff1d(np.arange(n), validation)",
    },
)
exercise.misconception(
    "left-out",
    "Join all your validation parts and sort them. Are all n indices there?",
    "What happens to the indices that are left over when k does not divide n?",
    named=True,
    remainder_dropped={PARTS: "np.split(order[: n // k * k], k)"},
)
exercise.misconception(
    "left-out",  # The question cannot tell why indices are left out: both show the text above.
    "Join all your validation parts and sort them. Are all n indices there?",
    "Does your loop make all k parts, and does each slice reach as far as it should?",
    named=True,
    slices_end_too_early={PARTS: "[part[:-1] for part in np.array_split(order, k)]"},
)
exercise.misconception(
    "too-many-parts",
    "How many pairs do you return for n = 11 and k = 4, and how long is each validation part?",
    "Where do the indices go that are left over when k does not divide n? Could several parts take "
    "one more each?",
    named=True,
    remainder_as_a_part={PARTS: "[order[i : i + n // k] for i in range(0, n, n // k)]"},
)
exercise.misconception(
    "uneven-folds",
    "Print the sizes of your validation parts for n = 11 and k = 4. How far apart are the smallest "
    "and the largest?",
    "Where do the indices go that are left over when k does not divide n? Could several parts take "
    "one more each?",
    named=True,
    remainder_in_the_last_fold={PARTS: "np.split(order, [i * (n // k) for i in range(1, k)])"},
    sizes_rounded_up={PARTS: "np.split(order, [i * -(-n // k) for i in range(1, k)])"},
    random_fold_for_every_index={
        DRAWN: "np.arange(n)",
        f"parts = {PARTS}": "fold = rng.integers(0, k, size=n)\n"
        "    parts = [order[fold == i] for i in range(k)]",
    },
)
exercise.misconception(
    "swapped",
    "Which part should be the larger one: the one to train on, or the one to validate on?",
    "Look at the order in which you put the two parts into a pair.",
    named=True,
    parts_swapped={"(train, validation)": "(validation, train)"},
)
exercise.misconception(
    "both-parts",
    "Would you set an exam with the questions of the exercise sheet? Is there an index in both "
    "parts of a pair?",
    "What is validated must not have been trained on. What has to be taken out of the training "
    "part?",
    named=True,
    trains_on_everything={"np.setdiff1d(order, validation)": "order"},
    training_drawn_anew={
        "np.setdiff1d(order, validation)": "rng.choice(n, n - len(validation), replace=False)"
    },
)
exercise.misconception(
    "neither-part",
    "For one pair, join both parts and sort them. Are all n indices there?",
    "A model should be trained on everything that is not held out. Which indices does your "
    "training part miss?",
    named=True,
    trains_on_earlier_folds={
        "for validation in parts": "for i, validation in enumerate(parts)",
        "np.setdiff1d(order, validation)": "order[: sum(map(len, parts[:i]))]",
    },
    trains_on_the_next_fold={
        "for validation in parts": "for i, validation in enumerate(parts)",
        "np.setdiff1d(order, validation)": "parts[(i + 1) % k]",
    },
)
exercise.misconception(
    "repeated-rows",
    "Count the indices in a training part and in its validation part. Do the two numbers add up to "
    "n?",
    "An index should be trained on once. Where in your code could it come in a second time?",
    named=True,
    training_rows_twice={"(train, validation)": "(np.append(train, train[:2]), validation)"},
)
exercise.misconception(
    "not-from-rng",
    "Make two generators with the same seed and call your function with each: are the folds equal?",
    "There is one source of chance here that the caller can repeat. Does your code draw from it, "
    "or from another one?",
    named=True,
    global_generator={DRAWN: "np.random.permutation(n)"},
    fresh_generator={DRAWN: "np.random.default_rng().permutation(n)"},
)
exercise.misconception(
    "own-seed",
    "Call your function with generators of two different seeds: should the folds be equal?",
    "What decides your folds: the generator of this call, or something that was made before it?",
    named=True,
    own_seed={DRAWN: "np.random.default_rng(0).permutation(n)"},
)
exercise.misconception(
    "one-pair-only",
    "How many pairs do you return for k = 5?",
    "Where does each pair go when the next one is made? And where does `return` stand: inside the "
    "loop or after it?",
    named=True,
    returns_the_first_pair={"pairs.append((train, validation))": "return train, validation"},
    returns_a_list_of_one={"pairs.append((train, validation))": "return [(train, validation)]"},
    keeps_the_last_pair={"pairs.append((train, validation))": "pairs = [(train, validation)]"},
)
exercise.misconception(
    "off-by-one",
    "How many pairs do you return for k = 5?",
    "Does your loop run k times? Count on your fingers what `range` gives.",
    named=True,
    one_pair_too_few={"in parts": "in parts[:-1]"},
)
exercise.misconception(
    "two-lists",
    "What should the first item of your result be, and what is it?",
    "You return all training parts and then all validation parts. Which of them belong together?",
    named=True,
    two_lists={"return pairs": "return tuple(map(list, zip(*pairs)))"},
)
exercise.misconception(
    "no-pairs",
    "What should the first item of your result be, and what is it?",
    "Whoever calls your function needs to know two things about each fold: what to train on, and "
    "what to validate on.",
    named=True,
    validation_parts_only={"pairs.append((train, validation))": "pairs.append(validation)"},
)
exercise.misconception(
    "masks",
    "Print one of your parts. Does it say which rows, or yes and no for every row?",
    "`np.flatnonzero` turns one into the other.",
    named=True,
    masks={"(train, validation)": "[np.isin(np.arange(n), part) for part in (train, validation)]"},
)
exercise.misconception(
    "counted-from-one",
    "Which number has the first row of an array, and which has the last of n rows?",
    "Print the smallest and the largest index that you return.",
    named=True,
    counted_from_one={"(train, validation)": "(train + 1, validation + 1)"},
)
exercise.misconception(
    "floats",
    "Can `X[2.0]` be a row? Print the dtype of your parts.",
    "Which function in your code makes floats, and how can you ask it for whole numbers?",
    named=True,
    decimal_indices={DRAWN: "rng.permutation(n).astype(float)"},
)
