"""Misconceptions about which samples are used, with which labels, and in which order."""

from autograder.exercises.gradient_descent.sgd._exercise import OWN_GENERATOR, exercise

exercise.misconception(
    "pairs-broken",
    "Take one sample of a batch: is its y still the one that belongs to its x?",
    "Do the pairs survive the shuffling? One order has to serve x and y alike.",
    named=True,
    y_not_shuffled={"y[batch]": "y[start : start + batch_size]"},
    x_and_y_shuffled_apart={
        "rng.permutation(len(x))": "rng.permutation(len(x))\n        mixed = rng.permutation(y)",
        "y[batch]": "mixed[start : start + batch_size]",
    },
    labels_of_the_first_places={"y[batch]": "y[: len(batch)]"},
)
exercise.misconception(
    "y-not-cut",
    "With one batch of all samples your function runs, with smaller batches it does not. How many "
    "labels does `gradient` get, and for how many samples?",
    "x and y go together: whatever picks samples of x has to pick their labels too.",
    named=True,
    all_labels_for_every_batch={
        "            slope = gradient(phi, x[batch], y[batch])\n": "",
        "learning_rate * slope": "learning_rate * gradient(phi, x[batch], y)",
    },
)
exercise.misconception(
    "x-and-y-swapped",
    "In which order does `gradient` take its arguments, and in which order do you pass them?",
    "Write a gradient of your own that prints what it is given. What arrives as x?",
    labels_first={"x[batch], y[batch]": "y[batch], x[batch]"},
)
exercise.misconception(
    "indices-for-samples",
    "What does `gradient` get from you in place of samples and labels: the numbers in x and y, or "
    "the places where they stand?",
    "A batch of indices only says which samples are meant. With x = 10, 20, 30 and the indices 2 "
    "and 0, which two numbers should `gradient` see?",
    indices_for_x={"x[batch]": "batch"},
    indices_for_y={"y[batch]": "batch"},
    indices_for_both={"x[batch], y[batch]": "batch, batch"},
)
exercise.misconception(
    "drawn-with-replacement",
    "Count how often each sample is used in one epoch. Are there some that come twice, or never?",
    "Each batch is drawn from what the batches before it have left over.",
    named=True,
    every_batch_drawn_anew={
        "rng.permutation(len(x))": "np.arange(len(x))",
        "order[start : start + batch_size]": "rng.choice(order, "
        "size=min(batch_size, len(x) - start), replace=False)",
    },
    drawn_with_replacement={"rng.permutation(len(x))": "rng.integers(0, len(x), size=len(x))"},
    shuffled_for_every_batch={
        "rng.permutation(len(x))": "np.arange(len(x))",
        "order[start": "rng.permutation(order)[start",
    },
)
exercise.misconception(
    "filled-up",
    "In your epoch some samples come twice, and none is missing. With whom is the last batch "
    "filled up?",
    "The last batch may be short: nothing needs to be added to it.",
    named=True,
    last_batch_filled_up={
        "order = rng.permutation(len(x))": "order = rng.permutation(len(x))\n"
        "        order = np.append(order, order[: -len(x) % batch_size])"
    },
)
exercise.misconception(
    "used-up",
    "What is left of your batches when the first epoch is over? Does the second one find any?",
    "A generator, a zip or an iterator can be run through once. In which loop should the batches "
    "of an epoch be made?",
    named=True,
    batches_that_run_out={
        "history = [phi]": "history, starts = [phi], iter(range(0, len(x), batch_size))",
        "in range(0, len(x), batch_size)": "in starts",
    },
)
exercise.misconception(
    "even-sizes",
    "10 samples in batches of 4: which sizes should the batches have, and which have yours?",
    "Fair shares are not asked for: every batch is full until the samples run out.",
    named=True,
    evenly_split={
        "order = rng.permutation(len(x))": "order = rng.permutation(len(x))\n"
        "        pieces = np.array_split(order, math.ceil(len(x) / batch_size))",
        "order[start : start + batch_size]": "pieces[start // batch_size]",
    },
)
exercise.misconception(
    "whole-data",
    "How many samples does your `gradient` see in one update, and how many should it see?",
    "The batch is cut. Is it what you pass on?",
    named=True,
    all_samples_in_every_update={"x[batch], y[batch]": "x, y"},
)
exercise.misconception(
    "stale-phi",
    "At which phi is the gradient of the second batch taken: where the first batch has led, or "
    "where the epoch began?",
    "Every batch makes an update of its own, and the next one starts from there.",
    named=True,
    phi_from_the_epoch_s_beginning={"gradient(phi": "gradient(history[-1]"},
    all_batches_then_one_update={
        "order = rng.permutation(len(x))": "order, slope = rng.permutation(len(x)), 0",
        "slope = gradient": "slope = slope + gradient",
        "    phi = phi - learning_rate": "phi = phi - learning_rate",
    },
)
exercise.misconception(
    "not-shuffled",
    "Which samples are in the first batch of an epoch? And of the next one?",
    "What is rng for? It does not enter your batches.",
    named=True,
    not_shuffled={"rng.permutation(len(x))": "np.arange(len(x))"},
)
exercise.misconception(
    "shuffled-once",
    "Which samples are in the first batch of an epoch? And of the next one?",
    "How often is the order drawn: once, or once an epoch? Look at which loop it stands in.",
    named=True,
    shuffled_once={
        "history = [phi]": "history, drawn = [phi], rng.permutation(len(x))",
        "order = rng.permutation(len(x))": "order = drawn",
    },
    seeded_anew_every_epoch={
        "history = [phi]": "history, seed = [phi], rng.integers(2**31)",
        "rng.permutation": "np.random.default_rng(seed).permutation",
    },
)
exercise.misconception(
    "fixed-seed",
    "Two generators with different seeds: should they give the same batches? Do yours?",
    "Does the randomness in your code come from the generator that is passed in, or from another?",
    named=True,
    always_the_same_seed={"history = [phi]": "history, rng = [phi], np.random.default_rng(0)"},
    same_seed_every_epoch={"rng.permutation": "np.random.default_rng(0).permutation"},
)
exercise.misconception(
    *OWN_GENERATOR,
    generator_of_its_own={"rng.permutation": "np.random.default_rng().permutation"},
)
exercise.misconception(
    "same-company",
    "How often do samples 0 and 1 share a batch in 20 epochs, and how often should they by chance?",
    "A random order of fixed batches is not enough: it is the samples that have to be shuffled, "
    "all of them, before anything is cut.",
    named=True,
    batches_shuffled_not_samples={
        "rng.permutation(len(x))": "np.arange(len(x))",
        "range(0, len(x), batch_size)": "rng.permutation(range(0, len(x), batch_size))",
    },
    rolled_on={"rng.permutation(len(x))": "np.roll(np.arange(len(x)), rng.integers(len(x)))"},
)
exercise.misconception(
    "same-place",
    "Is there a sample that always comes in the same batch, the first or the last, say?",
    "Every sample should be able to turn up anywhere in the epoch. Which ones does your shuffling "
    "leave in their place?",
    named=True,
    last_sample_stays={
        "rng.permutation(len(x))": "np.append(rng.permutation(len(x) - 1), len(x) - 1)"
    },
)
