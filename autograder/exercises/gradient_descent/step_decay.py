"""`step_decay`: a learning rate that shrinks every few epochs."""

from autograder.exercises.language import Exercise, Probe

exercise = Exercise(
    "step_decay",
    asked="`step_decay(learning_rate, factor, every, epoch)` returns the rate in that epoch, "
    "counted from 0: the rate at the start, multiplied by factor every `every` epochs.",
)


SCHEDULES = (
    (3, (0.2, 0.9), range(8)),
    (5, (0.2, 0.9), (0, 1, 3, 4, 5, 6, 8, 9, 10, 15, 16)),
    (2, (6, 9), (1, 120, 121)),
    (1000, (0.2, 0.9), (5000,)),
)
"""Pairs of `every` and the epochs to ask for, and between them the range of the rate at the start.

The third falls from a rate above 1 through sixty changes, and the fourth is long.
"""


@exercise.probes
def draw(rng):
    probes = []
    for every, rates, epochs in SCHEDULES:
        # Not near ½, where the factor equals 1 − factor, nor near 1, where many faults agree.
        factor = float(rng.choice([rng.uniform(0.2, 0.4), rng.uniform(0.6, 0.8)]))
        if every == 2:
            factor = float(rng.uniform(0.6, 0.7))  # To the power of sixty this is still a number.
        rate = float(rng.uniform(*rates))
        for epoch in epochs:
            group = "between" if epoch % every else "boundary"
            setting = {"learning_rate": rate, "factor": factor, "every": every, "epoch": epoch}
            probes.append(Probe(group=group, **setting))
    return probes


@exercise.solution
def step_decay(learning_rate, factor, every, epoch):
    times = epoch // every
    return learning_rate * factor**times


exercise.value(
    "in the epochs between",
    points=1,
    groups=("between",),
    label="rate",
    hint="How many times has the rate been multiplied by then? Count in whole times.",
)
exercise.value(
    "in an epoch that changes the rate",
    points=1,
    groups=("boundary",),
    label="rate",
    hint="Write the rates of the first ten epochs down by hand, starting with epoch 0.",
)


exercise.misconception(
    "decay-every-epoch",
    "How many epochs in a row should have the same rate, and how many have with yours?",
    "With `every` = 3, how often has the rate been multiplied by the end of epoch 2?",
    every_epoch={"epoch // every": "epoch"},
    every_epoch_after_the_first={"epoch // every": "max(0, epoch - every + 1)"},
    every_epoch_from_the_first_change={"epoch // every": "max(0, epoch - every)"},
)
exercise.misconception(
    "epoch-off-by-one",
    "Epochs count from 0. With `every` = 3, which epochs run at the first rate?",
    "Write the rates of epochs 0 to 6 in a row. Does each rate stand there three times?",
    too_early={"epoch // every": "(epoch + 1) // every"},
    too_late={"epoch // every": "(epoch - 1) // every"},
    too_late_but_for_the_start={"epoch // every": "max(0, (epoch - 1) // every)"},
    rounded_up={"epoch // every": "math.ceil(epoch / every)"},
    lowered_at_the_start={"epoch // every": "epoch // every + 1"},
    one_epoch_too_long={"epoch // every": "epoch // (every + 1)"},
    one_epoch_too_short={"epoch // every": "epoch // (every - 1)"},
)
exercise.misconception(
    "power-of-every",
    "With `every` = 3, how often has the rate been multiplied by the factor in epoch 3: once, or "
    "three times?",
    "A change multiplies by the factor once, however many epochs lie between two changes. Where "
    "does `every` enter your power?",
    factor_to_the_power_of_every={"factor**times": "(factor**every) ** times"},
)
exercise.misconception(
    "decay-compounded",
    "Is `learning_rate` the rate of the epoch before, or the rate at the very start?",
    "Your rate is lowered again by what has been taken off already. In epoch 2·`every`, by how "
    "much in all should it have been multiplied?",
    on_the_decayed_rate={"epoch // every": "sum(past // every for past in range(epoch + 1))"},
    on_the_decayed_rate_before={"epoch // every": "sum(past // every for past in range(epoch))"},
    growing_powers={"epoch // every": "sum(range(1, epoch // every + 1))"},
)
exercise.misconception(
    "smooth-decay",
    "Should the rate change within the first `every` epochs? Does yours?",
    "Steps come from whole numbers. Which division gives you those?",
    without_steps={"epoch // every": "epoch / every"},
    without_steps_and_early={"epoch // every": "(epoch + 1) / every"},
)
exercise.misconception(
    "rounded",
    "In the middle between two changes, has the next one happened already?",
    "Half a change is none yet. What does rounding make of 0.6?",
    to_the_nearest={"epoch // every": "round(epoch / every)"},
)
exercise.misconception(
    "recovers",
    "Once the rate is lower, does it stay lower? Write down your rates of epochs `every` and "
    "`every` + 1.",
    "What does the remainder of a division tell you, and what did you want to count?",
    only_on_the_day={"epoch // every": "epoch > 0 and epoch % every == 0"},
    only_on_the_day_and_at_the_start={"epoch // every": "epoch % every == 0"},
    remainder={"epoch // every": "epoch % every"},
)
exercise.misconception(
    "only-once",
    "What is the rate after a hundred epochs, with `every` = 10? How often has yours been lowered?",
    "One comparison can tell two cases apart, and a `return` in a loop ends it. How many different "
    "rates should there be?",
    once_and_never_again={"epoch // every": "epoch >= every"},
    once_and_early={"epoch // every": "epoch + 1 >= every"},
    once_and_late={"epoch // every": "epoch > every"},
    twice_at_most={"epoch // every": "min(epoch // every, 2)"},
    three_times_at_most={"epoch // every": "min(epoch // every, 3)"},
    four_times_at_most={"epoch // every": "min(epoch // every, 4)"},
    five_times_at_most={"epoch // every": "min(epoch // every, 5)"},
    ten_times_at_most={"epoch // every": "min(epoch // every, 10)"},
)
exercise.misconception(
    "times-for-power",
    "Multiplied by 0.5, and again by 0.5: what is that in all, and what does your code make of it?",
    "Twice by a factor is not the factor times two.",
    times_the_number={
        "learning_rate * factor**times": "learning_rate * (factor * times if times else 1)"
    },
)
exercise.misconception(
    "zero-at-the-start",
    "What is your rate in epoch 0? Should learning begin with it?",
    "Twice by a factor is not the factor times two, and no times is not zero.",
    times_the_number_from_zero={"factor**times": "factor * times"},
)
exercise.misconception(
    "subtracted",
    "Can a rate become negative? Try epoch 100 of your schedule.",
    "The rate is multiplied by the factor. Where is that product in your code?",
    factor_subtracted={"learning_rate * factor**times": "learning_rate - factor * times"},
    share_subtracted={"factor**times": "(1 - factor * times)"},
    rest_subtracted={"factor**times": "(1 - (1 - factor) * times)"},
)
exercise.misconception(
    "share-taken-off",
    "With a factor of 0.9, what is left of the rate after one change: nine tenths, or one tenth?",
    "Is the factor what is kept, or what is taken away?",
    factor_taken_off={"factor**times": "(1 - factor) ** times"},
)
exercise.misconception(
    "grows",
    "Does the rate fall from change to change, or does it rise?",
    "A factor of 0.5 should halve the rate. Do you multiply by it?",
    divided={"learning_rate * factor": "learning_rate / factor"},
)
exercise.misconception(
    "power-of-rate",
    "With a factor of 1 the rate should never change. Does yours?",
    "What is raised to a power in your code: the factor alone, or the rate as well?",
    power_of_the_product={
        "learning_rate * factor**times": "(learning_rate * factor) ** times "
        "if times else learning_rate"
    },
    power_of_the_product_from_the_start={
        "learning_rate * factor**times": "(learning_rate * factor) ** times"
    },
)
exercise.misconception(
    "brackets",
    "Which does Python work out first in 2 ** 6 // 3, the power or the division? Try it in a cell.",
    "What should be in the exponent, all of it? How does Python know where the exponent ends?",
    power_before_division={"factor**times": "factor**epoch // every"},
    power_before_smooth_division={"factor**times": "factor**epoch / every"},
)
exercise.misconception(
    "upside-down",
    "Which number do you divide by which? Try epoch 0, and then an epoch far on.",
    "In epoch 12 with `every` = 4 the rate has changed three times. Which division gives 3?",
    divided_by_the_epoch={"epoch // every": "every // epoch"},
)
exercise.misconception(
    "fixed-number",
    "Which of the arguments does your code never use, and which number stands in its place?",
    "The example has numbers of its own. Try your function with others: what should change?",
    always_halved={"factor**times": "0.5**times"},
    always_a_tenth={"factor**times": "0.1**times"},
    always_every_second={"epoch // every": "epoch // 2"},
    always_every_third={"epoch // every": "epoch // 3"},
    always_every_tenth={"epoch // every": "epoch // 10"},
)
exercise.misconception(
    "no-return-at-first",
    "What does your function hand back in epoch 0? Print it.",
    "Follow your code by hand for an epoch before the first change: does it come to a `return`?",
    nothing_before_the_first_change={
        "    return learning_rate": "    if times:\n        return learning_rate"
    },
)
exercise.misconception(
    "no-rate",
    "In epoch 0 nothing has been multiplied yet: what should come back then?",
    "Where does the rate at the start enter your answer?",
    factor_only={"learning_rate * factor": "factor"},
)
exercise.misconception(
    "constant",
    "Print your rate for epochs 0, 10 and 20 with `every` = 10. Which of them differ?",
    "A constant rate is the plain method; a schedule lowers it as the epochs go by.",
    never={"learning_rate * factor**times": "learning_rate"},
)
exercise.misconception(
    "every-for-factor",
    "Which of your arguments says how much, and which how often? Where do they stand in your code?",
    "With a factor of 1 the rate should never change. Does yours?",
    divided_by_every={"factor**times": "every**-times"},
)
