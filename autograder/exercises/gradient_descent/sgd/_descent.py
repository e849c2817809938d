"""Misconceptions about the single update: its direction, its length, and the number of updates."""

from autograder.exercises.gradient_descent.sgd._exercise import exercise

exercise.misconception(
    "ascent",
    "The gradient points uphill. Which way do your updates go?",
    "Take a loss that you know, w² say, and run ten epochs: does it fall?",
    named=True,
    ascent={"phi - learning_rate": "phi + learning_rate"},
    ascent_by_sums={"phi - learning_rate": "phi + len(batch) * learning_rate"},
)
exercise.misconception(
    "rate-twice",
    "With a rate of 0.1, how much of the gradient should an update be? Work one out by hand.",
    "Follow the learning rate through your code: how often does it meet the gradient?",
    rate_twice={"learning_rate * slope": "learning_rate**2 * slope"},
)
exercise.misconception(
    "no-rate",
    "Double the learning rate: do your updates get twice as long?",
    "The rate that is passed in scales the gradient before it is taken off. Does a number, or a "
    "name from another cell, stand in its place?",
    no_rate={"learning_rate * slope": "slope"},
    always_a_tenth={"learning_rate * slope": "0.1 * slope"},
    always_a_half={"learning_rate * slope": "0.5 * slope"},
    always_a_hundredth={"learning_rate * slope": "0.01 * slope"},
)
exercise.misconception(
    "mean-forgotten",
    "Write every sample down twice and double batch_size: should an update change? Does yours?",
    "`gradient` returns the batch's mean already. A sum is longer, by the size of the batch.",
    sum_over_the_batch={"learning_rate * slope": "learning_rate * len(batch) * slope"},
    sample_gradients_added_up={
        "gradient(phi, x[batch], y[batch])": "sum(gradient(phi, x[[i]], y[[i]]) for i in batch)"
    },
)
exercise.misconception(
    "mean-twice",
    "`gradient` returns a mean. How often is the sum over the batch divided in your code?",
    "Count the divisions by the batch's size, the one inside `gradient` included.",
    mean_twice={"learning_rate * slope": "learning_rate * slope / len(batch)"},
    mean_over_all_samples_too={"learning_rate * slope": "learning_rate * slope / len(x)"},
)
exercise.misconception(
    "one-after-another",
    "At which phi should the second entry of the gradient be taken: before or after the first "
    "entry of phi has moved?",
    "Freeze phi first: one gradient, all its entries at the same place, then one update.",
    coordinates_one_after_another={
        "slope = gradient(phi, x[batch], y[batch])": "phi = phi.astype(float)",
        "phi = phi - learning_rate * slope": "for j in range(len(phi)):\n"
        "                phi[j] -= learning_rate * gradient(phi, x[batch], y[batch])[j]",
    },
)
exercise.misconception(
    "gradient-not-reset",
    "What does your gradient hold at the second update: that batch's, or the first one's as well?",
    "Where does the sum of gradients begin again at zero, and does it need to be a sum at all?",
    named=True,
    never_reset={
        "history = [phi]": "history, slope = [phi], 0",
        "slope = gradient": "slope = slope + gradient",
    },
    reset_once_an_epoch={
        "order = rng.permutation(len(x))": "order, slope = rng.permutation(len(x)), 0",
        "slope = gradient": "slope = slope + gradient",
    },
)
exercise.misconception(
    "start-gradient",
    "At which phi is the gradient of the second update taken?",
    "The slope changes as you walk. Does the phi that you pass to `gradient` change too?",
    gradient_at_the_start={"gradient(phi": "gradient(history[0]"},
)
exercise.misconception(
    "unchanged",
    "Print phi before and after a run. Did it move?",
    "An update is computed. Is its result ever given the name phi again?",
    named=True,
    never_moves={"phi = phi - learning_rate": "phi - learning_rate"},
)
exercise.misconception(
    "every-epoch-from-the-start",
    "Where does the second epoch begin: where the first one ended?",
    "Which line sets phi back?",
    every_epoch_from_the_start={
        "order = rng.permutation(len(x))": "order, phi = rng.permutation(len(x)), history[0]"
    },
)
exercise.misconception(
    "rate-decays",
    "Should the learning rate of `sgd` change from epoch to epoch? What do you multiply it with?",
    "A schedule is something else's job here: `sgd` keeps to the rate it is given.",
    rate_halved_every_epoch={
        "history.append(phi)": "history.append(phi)\n        learning_rate = learning_rate / 2"
    },
    rate_divided_by_the_epoch={
        "for _ in range": "for epoch in range",
        "learning_rate * slope": "learning_rate / (epoch + 1) * slope",
    },
    rate_times_09_every_epoch={
        "for _ in range": "for epoch in range",
        "learning_rate * slope": "learning_rate * 0.9**epoch * slope",
    },
    rate_times_095_every_epoch={
        "for _ in range": "for epoch in range",
        "learning_rate * slope": "learning_rate * 0.95**epoch * slope",
    },
    rate_times_099_every_epoch={
        "for _ in range": "for epoch in range",
        "learning_rate * slope": "learning_rate * 0.99**epoch * slope",
    },
    rate_halved_every_ten_epochs={
        "for _ in range": "for epoch in range",
        "learning_rate * slope": "learning_rate * 0.5 ** (epoch // 10) * slope",
    },
    rate_to_a_tenth_every_ten_epochs={
        "for _ in range": "for epoch in range",
        "learning_rate * slope": "learning_rate * 0.1 ** (epoch // 10) * slope",
    },
)
exercise.misconception(
    "momentum",
    "Two batches have the same gradient. Are your two updates equally long, and should they be?",
    "What does your update take over from the update before it? Was that asked for?",
    momentum={
        "history = [phi]": "history, slope = [phi], 0",
        "slope = gradient(": "slope = 0.9 * slope + gradient(",
    },
    half_of_the_update_before={
        "history = [phi]": "history, slope = [phi], 0",
        "slope = gradient(": "slope = 0.5 * slope + gradient(",
    },
)
exercise.misconception(
    "zero-for-none",
    "At a learning rate of 0, where should a run end, and where does yours?",
    "Python takes 0 for false. Which line of yours puts another number in its place?",
    a_tenth_instead_of_zero={"* slope": "* slope - (0 if learning_rate else 0.1 * slope)"},
    a_hundredth_instead_of_zero={"* slope": "* slope - (0 if learning_rate else 0.01 * slope)"},
)
exercise.misconception(
    "last-batch-full-size",
    "7 samples in batches of 3: does your last update go as far as its gradient says?",
    "The mean of a short batch is a mean over the samples that are in it. By what does your code "
    "divide?",
    named=True,
    short_batch_over_full_size={
        "learning_rate * slope": "learning_rate * len(batch) * slope / min(batch_size, len(x))"
    },
    short_batch_over_batch_size={
        "learning_rate * slope": "learning_rate * len(batch) * slope / batch_size"
    },
)
exercise.misconception(
    "last-batch-dropped",
    "7 samples in batches of 3: how many updates does an epoch make, and how many does yours?",
    "The samples that are left over at the end make a batch too, a short one.",
    named=True,
    last_batch_dropped={
        "range(0, len(x), batch_size)": "range(0, max(1, len(x) - batch_size + 1), batch_size)"
    },
    last_batch_dropped_and_too_large_ones={
        "range(0, len(x), batch_size)": "range(0, len(x) - batch_size + 1, batch_size)"
    },
)
exercise.misconception(
    "batch-larger-than-n",
    "batch_size may be larger than the number of samples. How many updates should an epoch make "
    "then, and how many does yours?",
    "A slice may run past the end of an array. Does such a case need any code of its own?",
    named=True,
    no_update_if_the_batch_is_too_large={
        "range(0, len(x), batch_size)": "range(0, len(x) if batch_size <= len(x) else 0, "
        "batch_size)"
    },
)
exercise.misconception(
    "one-update",
    "7 samples in batches of 3: how many updates does an epoch make, and how many does yours?",
    "An epoch has an inner loop: every batch moves phi before the next one is looked at.",
    named=True,
    one_random_batch_an_epoch={"range(0, len(x), batch_size)": "[0]"},
    mean_of_all_batches={
        "order = rng.permutation(len(x))": "order, slopes = rng.permutation(len(x)), []",
        "y[batch])": "y[batch])\n            slopes.append(slope)",
        "    phi = phi": "phi = phi",
        "learning_rate * slope": "learning_rate * np.mean(slopes, axis=0)",
    },
    full_batch_whatever_the_size={
        "range(0, len(x), batch_size)": "[0]",
        "x[batch], y[batch]": "x, y",
    },
)
exercise.misconception(
    "not-finite",
    "Print the batches of an epoch. Is there one with no samples in it?",
    "The mean of no numbers is nan. When does one batch more than len(x) // batch_size have "
    "anything in it?",
    named=True,
    empty_batch_after_the_last={"range(0, len(x), batch_size)": "range(0, len(x) + 1, batch_size)"},
)
exercise.misconception(
    "empty-batch",
    "8 samples in batches of 4: how many updates does an epoch make, and how many does yours?",
    "What is the mean gradient of no samples at all?",
    named=True,
    update_on_an_empty_batch={
        "range(0, len(x), batch_size)": "range(0, len(x) + (batch_size < len(x)), batch_size)"
    },
)
exercise.misconception(
    "update-a-sample",
    "With a batch of 3, how many updates do 3 samples make: three, or one?",
    "The samples of a batch speak together, through their mean. Where does your code step from "
    "sample to sample?",
    named=True,
    one_update_a_sample={
        "history = [phi]": "history = [phi]\n"
        "    batch_size = batch_size if batch_size == len(x) else 1"
    },
    batch_size_without_effect={
        "range(0, len(x), batch_size)": "range(len(x))",
        "order[start : start + batch_size]": "order[start : start + 1]",
    },
)
