"""`step_decay`: a learning rate that shrinks every so many epochs."""

import math

from autograder.exercises.language import Exercise, Probe

exercise = Exercise(
    "step_decay",
    asked="`step_decay(learning_rate, factor, every, epoch)` returns the rate in that epoch, "
    "counted from 0: the rate at the start, multiplied by factor every `every` epochs.",
)


@exercise.probes
def draw(rng):
    probes = []
    for every, epochs in ((3, range(8)), (5, (0, 1, 3, 4, 5, 6, 8, 9, 10, 15))):
        # Not near ½ or 1, where a factor and what it takes away, or many faults, are the same.
        factor = float(rng.choice([rng.uniform(0.2, 0.4), rng.uniform(0.6, 0.8)]))
        rate = float(rng.uniform(0.2, 0.9))
        for epoch in epochs:
            group = "between" if epoch % every else "boundary"
            setting = {"learning_rate": rate, "factor": factor, "every": every, "epoch": epoch}
            probes.append(Probe(group=group, **setting))
    return probes


@exercise.solution
def step_decay(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch // every)


exercise.value(
    "in an epoch that changes the rate",
    points=1,
    groups=("boundary",),
    label="rate",
    hint="Write the rates of the first ten epochs down by hand, starting with epoch 0.",
)
exercise.value(
    "in the epochs between",
    points=1,
    groups=("between",),
    label="rate",
    hint="How many times has the rate been multiplied by then? Count in whole times.",
)


EVERY_EPOCH = (
    "m55",
    "How many epochs in a row should have the same rate, and how many have with yours?",
    "With `every` = 3, how often has the rate been multiplied by the end of epoch 2?",
)


@exercise.misconception(*EVERY_EPOCH)
def every_epoch(learning_rate, factor, every, epoch):
    return learning_rate * factor**epoch


@exercise.misconception(*EVERY_EPOCH)
def every_epoch_after_the_first(learning_rate, factor, every, epoch):
    return learning_rate * factor ** max(0, epoch - every + 1)


@exercise.misconception(*EVERY_EPOCH)
def every_epoch_from_the_first_change(learning_rate, factor, every, epoch):
    return learning_rate * factor ** max(0, epoch - every)


OFF_BY_ONE = (
    "m56",
    "Epochs count from 0. With `every` = 3, which epochs run at the first rate?",
    "Write the rates of epochs 0 to 6 in a row. Does each rate stand there three times?",
)


@exercise.misconception(*OFF_BY_ONE)
def too_early(learning_rate, factor, every, epoch):
    return learning_rate * factor ** ((epoch + 1) // every)


@exercise.misconception(*OFF_BY_ONE)
def too_late(learning_rate, factor, every, epoch):
    return learning_rate * factor ** ((epoch - 1) // every)


@exercise.misconception(*OFF_BY_ONE)
def too_late_but_for_the_start(learning_rate, factor, every, epoch):
    return learning_rate * factor ** max(0, (epoch - 1) // every)


@exercise.misconception(*OFF_BY_ONE)
def rounded_up(learning_rate, factor, every, epoch):
    return learning_rate * factor ** math.ceil(epoch / every)


@exercise.misconception(*OFF_BY_ONE)
def lowered_at_the_start(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch // every + 1)


CUMULATIVE = (
    "m57",
    "Is `learning_rate` the rate of the epoch before, or the rate at the very start?",
    "Your rate is lowered again by what has been taken off already. In epoch 2·`every`, by how "
    "much in all should it have been multiplied?",
)


@exercise.misconception(*CUMULATIVE)
def on_the_decayed_rate(learning_rate, factor, every, epoch):
    rate = learning_rate
    for past in range(epoch + 1):
        rate *= factor ** (past // every)
    return rate


@exercise.misconception(*CUMULATIVE)
def on_the_decayed_rate_before(learning_rate, factor, every, epoch):
    rate = learning_rate
    for past in range(epoch):
        rate *= factor ** (past // every)
    return rate


@exercise.misconception(*CUMULATIVE)
def growing_powers(learning_rate, factor, every, epoch):
    rate = learning_rate
    for times in range(1, epoch // every + 1):
        rate *= factor**times
    return rate


@exercise.misconception(
    "smooth-decay",
    "Should the rate change within the first `every` epochs? Does yours?",
    "Steps come from whole numbers. Which division gives you those?",
)
def without_steps(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch / every)


@exercise.misconception(
    "rounded",
    "In the middle between two changes, has the next one happened already?",
    "Half a change is none yet. What does rounding make of 0.6?",
)
def to_the_nearest(learning_rate, factor, every, epoch):
    return learning_rate * factor ** round(epoch / every)


RECOVERS = (
    "recovers",
    "Once the rate is lower, does it stay lower? Write down your rates of epochs `every` and "
    "`every` + 1.",
    "What does the remainder of a division tell you, and what did you want to count?",
)


@exercise.misconception(*RECOVERS)
def only_on_the_day(learning_rate, factor, every, epoch):
    return learning_rate * factor if epoch and epoch % every == 0 else learning_rate


@exercise.misconception(*RECOVERS)
def only_on_the_day_and_at_the_start(learning_rate, factor, every, epoch):
    return learning_rate * factor if epoch % every == 0 else learning_rate


@exercise.misconception(*RECOVERS)
def remainder(learning_rate, factor, every, epoch):
    return learning_rate * factor ** (epoch % every)


@exercise.misconception(
    "only-once",
    "What is the rate after a hundred epochs, with `every` = 10? How often has yours been lowered?",
    "One comparison can tell two cases apart. How many different rates should there be?",
)
def once_and_never_again(learning_rate, factor, every, epoch):
    return learning_rate if epoch < every else learning_rate * factor


@exercise.misconception(
    "times-for-power",
    "Multiplied by 0.5, and again by 0.5: what is that in all, and what does your code make of it?",
    "Twice by a factor is not the factor times two.",
)
def times_the_number(learning_rate, factor, every, epoch):
    times = epoch // every
    return learning_rate * factor * times if times else learning_rate


@exercise.misconception(
    "times-for-power",
    "What is your rate in epoch 0? Should learning begin with it?",
    "Twice by a factor is not the factor times two, and no times is not zero.",
)
def times_the_number_from_zero(learning_rate, factor, every, epoch):
    return learning_rate * factor * (epoch // every)


SUBTRACTED = (
    "subtracted",
    "Can a rate become negative? Try epoch 100 of your schedule.",
    "The rate is multiplied by the factor. Where is that product in your code?",
)


@exercise.misconception(*SUBTRACTED)
def factor_subtracted(learning_rate, factor, every, epoch):
    return learning_rate - factor * (epoch // every)


@exercise.misconception(*SUBTRACTED)
def share_subtracted(learning_rate, factor, every, epoch):
    return learning_rate * (1 - factor * (epoch // every))


@exercise.misconception(
    "share-taken-off",
    "With a factor of 0.9, what is left of the rate after one change: nine tenths, or one tenth?",
    "Is the factor what is kept, or what is taken away?",
)
def factor_taken_off(learning_rate, factor, every, epoch):
    return learning_rate * (1 - factor) ** (epoch // every)


@exercise.misconception(
    "grows",
    "Does the rate fall from change to change, or does it rise?",
    "A factor of 0.5 should halve the rate. Do you multiply by it?",
)
def divided(learning_rate, factor, every, epoch):
    return learning_rate / factor ** (epoch // every)


@exercise.misconception(
    "power-of-rate",
    "With a factor of 1 the rate should never change. Does yours?",
    "What is raised to a power in your code: the factor alone, or the rate as well?",
)
def power_of_the_product(learning_rate, factor, every, epoch):
    times = epoch // every
    return (learning_rate * factor) ** times if times else learning_rate


@exercise.misconception(
    "no-rate",
    "In epoch 0 nothing has been multiplied yet: what should come back then?",
    "Where does the rate at the start enter your answer?",
)
def factor_only(learning_rate, factor, every, epoch):
    return factor ** (epoch // every)


@exercise.misconception(
    "constant",
    "Print your rate for epochs 0, 10 and 20 with `every` = 10. Which of them differ?",
    "A constant rate is the plain method; a schedule lowers it as the epochs go by.",
)
def never(learning_rate, factor, every, epoch):
    return learning_rate


@exercise.misconception(
    "every-for-factor",
    "Which of your arguments says how much, and which how often? Where do they stand in your code?",
    "With a factor of 1 the rate should never change. Does yours?",
)
def divided_by_every(learning_rate, factor, every, epoch):
    return learning_rate * every ** -(epoch // every)
