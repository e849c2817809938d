"""`epoch_batches`: the samples of one epoch, shuffled and cut into batches."""

import numpy as np

from autograder.exercises.language import Exercise, Misconception, Probe, Seed

exercise = Exercise(
    "epoch_batches",
    asked="`epoch_batches(n, batch_size, rng)` returns the batches of one epoch as index arrays: a "
    "random permutation of 0 … n − 1, cut into pieces of batch_size; the last may be shorter.",
)

SIZES = ((13, 5), (16, 6), (19, 7), (22, 8), (25, 9))
"""Pairs (n, batch_size) for which no wrong way to cut gives the same sizes as another way."""

OTHER_SIZES = ((12, 4), (5, 1), (7, 7), (5, 8), (9, 4), (300, 70))
"""No remainder; one sample in a batch; one batch; a batch larger than n; one sample that is left
over; and more samples than 8 bits can count.
"""

SHUFFLE = {"n": 25, "batch_size": 3}
N_SEEDS = 14
"""With this many, fewer than one check in a million takes random batches for non-random ones."""


@exercise.probes
def draw(rng):
    seeds = iter(rng.choice(2**31, size=N_SEEDS + 9, replace=False))
    sizes = [*rng.permutation(SIZES)[:2].tolist(), *OTHER_SIZES]
    cuts = [Probe(group="cut", n=n, batch_size=b, rng=Seed(next(seeds))) for n, b in sizes]
    return [
        *cuts,
        *(Probe(group="shuffle", **SHUFFLE, rng=Seed(next(seeds))) for _ in range(N_SEEDS)),
        # The last, so that an order that was kept from an earlier call is always found out.
        Probe(group="shuffle", twice=True, **SHUFFLE, rng=Seed(next(seeds))),
    ]


@exercise.solution
def epoch_batches(n, batch_size, rng):
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


OWN_GENERATOR = Misconception(
    "second-call-differs",
    "Call your function with two generators of the same seed, then with two of different seeds. "
    "When should the batches agree?",
    "The generator is an argument: everything random comes out of it, and nothing else does.",
)
"""The cause, in this exercise, of a different answer to a second, equal call."""

LIST_KEPT = Misconception(
    "list-kept",
    "Call your function twice. Are the batches of the first call in the second answer, too?",
    "A default argument such as `batches=[]` and a list outside the function are made once. Where "
    "should the list of an epoch begin?",
)
"""No variant leads here, because one would grow from call to call in whatever process runs it."""

exercise.property(
    "every index once",
    "every_index_once",
    points=1.25,
    groups=("cut",),
    misconceptions=[LIST_KEPT],
    hint="Put all batches of an epoch of 10 together and sort them. What should that be?",
)
exercise.property(
    "shuffled",
    "shuffled",
    points=1.75,
    groups=("shuffle",),
    hint="Which two samples share a batch should be a matter of chance, from epoch to epoch anew.",
)
exercise.property(
    "sizes",
    "batch_sizes",
    points=0.75,
    groups=("cut", "shuffle"),
    hint="10 samples in batches of 4: how many batches, and of which sizes?",
)
exercise.property(
    "repeatable",
    "repeatable",
    points=0.25,
    groups=("shuffle",),
    misconceptions=[OWN_GENERATOR],
)

CUT = "[order[start : start + batch_size] for start in range(0, n, batch_size)]"
"""The piece of the solution that cuts the order."""

exercise.misconception(
    "drawn-with-replacement",
    "In your epoch some samples come twice and others never. Is a card that was dealt put back "
    "into the pack?",
    "Each batch is drawn from what the batches before it have left over. How could one shuffling "
    "of the whole pack see to that?",
    named=True,
    drawn_with_replacement={"rng.permutation(n)": "rng.integers(0, n, size=n)"},
    each_batch_for_itself={
        "rng.permutation(n)": "np.arange(n)",
        "order[start : start + batch_size]": "rng.choice(order, "
        "size=min(batch_size, n - start), replace=False)",
    },
    shuffled_for_each_batch={
        "rng.permutation(n)": "np.arange(n)",
        "order[start": "rng.permutation(order)[start",
    },
    choice_with_replacement={"rng.permutation(n)": "rng.choice(n, size=n)"},
)
exercise.misconception(
    "last-batch-dropped",
    "How many samples do your batches hold together when n is 9 and batch_size 4?",
    "The samples that are left over at the end make a batch too, a short one.",
    named=True,
    last_batch_dropped={"range(0, n, batch_size)": "range(0, n - batch_size + 1, batch_size)"},
    reshaped_and_cut_off={CUT: "order[: n // batch_size * batch_size].reshape(-1, batch_size)"},
)
exercise.misconception(
    "filled-up",
    "Your last batch is as long as the others. With whom was it filled up, and how often do these "
    "samples come in one epoch?",
    "The last batch may be short: nothing needs to be added to it.",
    named=True,
    last_batch_filled_up={
        "order = rng.permutation(n)": "order = rng.permutation(n)\n"
        "    order = np.append(order, order[: -n % batch_size])"
    },
)
exercise.misconception(
    "overlap",
    "Where does your second batch start, and where does the first one end?",
    "By how much does your start move on from batch to batch, and how many indices does each slice "
    "hold?",
    named=True,
    windows_that_overlap={"range(0, n, batch_size)": "range(n)"},
    one_too_many_in_each_slice={"start + batch_size]": "start + batch_size + 1]"},
)
exercise.misconception(
    "everything-again",
    "12 samples in batches of 4: what is left over after three batches, and what is in your last "
    "one?",
    "A slice from −3 holds the last three. What does a slice from −0 hold?",
    named=True,
    rest_from_minus_zero={
        CUT: "[order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size)]"
        " + [order[-(n % batch_size) :]]"
    },
)
exercise.misconception(
    "shared-batches",
    "Two of your batches are equal. How many arrays does your list hold, and how many names for "
    "one and the same array?",
    "Whatever is written into an array shows wherever that array is kept. Which line makes a new "
    "one for every batch?",
    named=True,
    one_buffer_for_all={
        "return [order[start : start + batch_size] for start in range(0, n, batch_size)]": "batch "
        "= np.empty(min(batch_size, n), dtype=int)\n"
        "    batches = []\n"
        "    for start in range(0, n, batch_size):\n"
        "        part = order[start : start + batch_size]\n"
        "        batch[: len(part)] = part\n"
        "        batches.append(batch[: len(part)])\n"
        "    return batches"
    },
)
exercise.misconception(
    "batch-larger-than-n",
    "batch_size may be larger than n. How many batches should there be then, and with how many "
    "samples? What does your function do?",
    "A slice may run past the end of an array. Does such a case need any code of its own?",
    named=True,
    none_if_the_batch_is_too_large={
        "order = rng": "if batch_size > n:\n        return []\n    order = rng"
    },
    error_if_the_batch_is_too_large={
        "order = rng": 'if batch_size > n:\n        raise ValueError("too large")\n    order = rng'
    },
)
exercise.misconception(
    "no-rest-allowed",
    "With which n and batch_size does your function fail, and with which not? What do they have in "
    "common?",
    "A table has rows of equal length. Do all batches of an epoch have that?",
    named=True,
    reshaped={CUT: "list(order.reshape(-1, batch_size))"},
)
exercise.misconception(
    "one-based",
    "What is the index of the first sample of an array, and of the last?",
    "Try `x[batch]` with x = np.arange(n): which sample can never come, and which does not exist?",
    named=True,
    counted_from_one={"rng.permutation(n)": "rng.permutation(np.arange(1, n + 1))"},
)
exercise.misconception(
    "last-index",
    "Which index never comes up in your epochs?",
    "How many numbers does a range from 0 hold if it ends before n − 1?",
    named=True,
    last_index_left_out={
        "rng.permutation(n)": "rng.permutation(n - 1)",
        "range(0, n, batch_size)": "range(0, n - 1, batch_size)",
    },
)

FIRST_BATCH_ONLY = Misconception(
    "returned-too-early",
    "How many batches are in one epoch, and how many come back?",
    "Look at where `return` stands, and at what happens to the batches found before.",
)
LAST_BATCH_ONLY = FIRST_BATCH_ONLY._replace(id="last-batch-only")

exercise.misconception(
    *FIRST_BATCH_ONLY, named=True, first_batch_only={"range(0, n, batch_size)": "[0]"}
)
exercise.misconception(
    *LAST_BATCH_ONLY,
    named=True,
    last_batch_only={"range(0, n, batch_size)": "range(0, n, batch_size)[-1:]"},
)
exercise.misconception(
    "not-cut",
    "How many batches come back from your function? What is the first of them?",
    "A shuffled list of all samples is half of the work. What is left to do with it?",
    named=True,
    shuffled_and_not_cut={CUT: "order"},
)
exercise.misconception(
    "one-batch-for-all",
    "How many samples may a batch hold, and how many does your only one hold?",
    "Where does batch_size enter your code?",
    named=True,
    all_in_one_batch={CUT: "[order]"},
)
exercise.misconception(
    "fixed-size",
    "Cut 12 samples into batches of 4, and then into batches of 3. What changes in your answer?",
    "Where does batch_size enter your code, and which number stands in its place?",
    named=True,
    always_seven={CUT: "[order[start : start + 7] for start in range(0, n, 7)]"},
)
exercise.misconception(
    "even-sizes",
    "14 samples in batches of 4: which sizes should the batches have, and which have yours?",
    "Fair shares are not asked for: every batch is full until the samples run out.",
    named=True,
    evenly_split={CUT: "np.array_split(order, math.ceil(n / batch_size))"},
)
exercise.misconception(
    "number-of-batches",
    "Is batch_size how many samples a batch holds, or how many batches there are?",
    "With batch_size = 1, how many batches should an epoch of 5 samples have? How many are yours?",
    named=True,
    split_into_that_many={CUT: "np.array_split(order, batch_size)"},
    pieces_of_that_share={
        "order = rng.permutation(n)": "order = rng.permutation(n)\n"
        "    batch_size = max(1, n // batch_size)"
    },
)
exercise.misconception(
    "empty-batch",
    "12 samples in batches of 4: how many batches, and how many samples are in your last one?",
    "What is the mean gradient of no samples at all? When does one batch more than n // batch_size "
    "have anything in it?",
    named=True,
    empty_batch_at_the_end={"range(0, n, batch_size)": "range(0, n + 1, batch_size)"},
)
exercise.misconception(
    "long-last",
    "Which of your batches is the longest, and is it longer than batch_size?",
    "What is left over at the end makes a batch of its own.",
    named=True,
    rest_joins_the_last={CUT: "np.split(order, range(batch_size, n - batch_size + 1, batch_size))"},
)
exercise.misconception(
    "short-first",
    "Which batch may be short?",
    "Begin with full batches; what is left over comes at the end.",
    named=True,
    short_batch_first={CUT: "np.split(order, range(n % batch_size or batch_size, n, batch_size))"},
    short_batch_anywhere={
        "in range(0, n, batch_size)": "in rng.permutation(np.arange(0, n, batch_size))"
    },
)
exercise.misconception(
    "size-off-by-one",
    "Print the length of each batch. Is it batch_size?",
    "A slice stops before its end: order[0:4] holds how many?",
    named=True,
    one_too_few_in_each_slice={"start + batch_size]": "start + max(1, batch_size - 1)]"},
    one_too_few={
        "order = rng.permutation(n)": "order = rng.permutation(n)\n"
        "    batch_size = max(1, batch_size - 1)"
    },
    one_too_many={
        "order = rng.permutation(n)": "order = rng.permutation(n)\n    batch_size = batch_size + 1"
    },
)
exercise.misconception(
    "indices-not-whole",
    "Try `x[batch]` with one of your batches. What does NumPy say?",
    "Indices are whole numbers: which line of yours makes them floats?",
    named=True,
    indices_as_floats={"rng.permutation(n)": "rng.permutation(np.linspace(0, n - 1, n))"},
)
exercise.misconception(
    "masks",
    "Your batches hold True and False. Was a mark for every sample asked for, or the numbers of "
    "the samples that are in the batch?",
    "Where in a mask of yours do the True values stand? What are these places called?",
    named=True,
    masks={
        "order[start : start + batch_size]": "np.isin(np.arange(n), "
        "order[start : start + batch_size])"
    },
)
exercise.misconception(
    "not-shuffled",
    "Deal two epochs with one generator. Do the same samples meet in the first batch of both?",
    "What is rng for? It does not enter your batches.",
    named=True,
    not_shuffled={"rng.permutation(n)": "np.arange(n)"},
    shuffled_copy_unused={
        "order = rng.permutation(n)": "order = np.arange(n)\n    rng.permutation(order)"
    },
)
exercise.misconception(
    "fixed-seed",
    "Two generators with different seeds: should they give the same batches? Do yours?",
    "Does the randomness in your code come from the generator that is passed in, or from another?",
    named=True,
    always_the_same_seed={"rng.permutation": "np.random.default_rng(0).permutation"},
    always_backwards={"rng.permutation(n)": "np.arange(n)[::-1]"},
    one_of_ten_seeds={"rng.permutation": "np.random.default_rng(rng.integers(10)).permutation"},
)
exercise.misconception(
    *OWN_GENERATOR,
    generator_of_its_own={"rng.permutation": "np.random.default_rng().permutation"},
)
exercise.misconception(
    "same-company",
    "Call your function ten times. How often do samples 0 and 1 share a batch, and how often "
    "should they by chance?",
    "A random order of fixed batches is not enough: it is the samples that have to be shuffled, "
    "all of them, before anything is cut.",
    named=True,
    batches_shuffled_not_samples={
        "order = rng.permutation(n)": "order, rest = np.arange(n), n - n % batch_size",
        "range(0, n, batch_size)": "[*rng.permutation(range(0, rest, batch_size)), "
        "*range(rest, n, batch_size)]",
    },
    shuffled_within_each_batch={
        "rng.permutation(n)": "np.arange(n)",
        "order[start : start + batch_size]": "rng.permutation(order[start : start + batch_size])",
    },
    sorted_again={"rng.permutation(n)": "np.roll(np.arange(n), rng.integers(n))"},
    pairs_stay_together={
        "rng.permutation(n)": "np.array([i for k in rng.permutation((n + 1) // 2) "
        "for i in (2 * k, 2 * k + 1) if i < n])"
    },
    every_kth_sample={
        "order = rng.permutation(n)": "rest = n - n % batch_size\n"
        "    batches = np.arange(rest).reshape(batch_size, -1).T\n"
        "    order = np.append(rng.permutation(batches), np.arange(rest, n))"
    },
)
exercise.misconception(
    "same-place",
    "Is there a sample that always comes in the same batch, the first or the last, say?",
    "Every sample should be able to turn up anywhere in the epoch. Which ones does your shuffling "
    "leave in their place?",
    named=True,
    first_sample_stays={"rng.permutation(n)": "np.append(0, rng.permutation(np.arange(1, n)))"},
    last_sample_stays={"rng.permutation(n)": "np.append(rng.permutation(n - 1), n - 1)"},
    rest_stays={
        "order = rng.permutation(n)": "order, full = np.arange(n), n - n % batch_size\n"
        "    order[:full] = rng.permutation(full)"
    },
)
few_swaps = exercise.misconception(
    "half-shuffled",
    "How many of your samples stand where they stood before the shuffling, epoch after epoch? How "
    "many do in a pack that is shuffled well?",
    "One swap moves two cards. How many swaps does it take until every card has had its turn?",
    named=True,
)


@few_swaps
def swapped_a_few_times(n, batch_size, rng):
    order = np.arange(n)
    for _ in range(n // 4):
        first, second = rng.integers(n, size=2)
        order[[first, second]] = order[[second, first]]
    return np.split(order, range(batch_size, n, batch_size))


never_in_place = exercise.misconception(
    "never-in-place",
    "In a shuffled pack a card may happen to lie where it lay before. Can it in yours?",
    "With which places may a card be swapped: is its own place among them?",
    named=True,
)


@never_in_place
def swapped_with_another_only(n, batch_size, rng):
    order = np.arange(n)
    for last in range(n - 1, 0, -1):
        other = rng.integers(last)
        order[[last, other]] = order[[other, last]]
    return np.split(order, range(batch_size, n, batch_size))
