"""`sgd_concepts`: what an epoch is, what the noise does, and what rates and schedules do to it."""

from autograder.exercises.language import Exercise, Misconception

exercise = Exercise(
    "sgd_concepts",
    asked="`sgd_concepts` holds the letter of your answer to each of the six questions.",
    callable=False,
)

RIGHT = {
    "epoch": "d",
    "uphill": "b",
    "average": "a",
    "sum": "c",
    "stall": "d",
    "schedule": "a",
}


@exercise.solution
def answers():
    return dict(RIGHT)


def _ask(key, **wrong):
    """One question: a cause, as (id, hint, stronger), for every wrong letter."""
    causes = {letter: Misconception(*words) for letter, words in wrong.items()}
    exercise.choice(key, points=1, right=RIGHT[key], wrong=causes)


COUNT = "Write the batches of one epoch down, sizes and all. Then count the epochs."
_ask(
    "epoch",
    a=(
        "epoch-is-an-update",
        "How many samples does one update look at here, and how many does an epoch?",
        COUNT,
    ),
    b=(
        "m52",
        "How many samples are in those batches together? Where are the others?",
        COUNT,
    ),
    c=(
        "batches-across-epochs",
        "Can a batch hold samples of two epochs? When is the pack shuffled again?",
        COUNT,
    ),
)

BATCH_LOSS = (
    "Which function's slope does an update follow: the loss of all samples, or that of the batch? "
    "Do the two fall in the same directions?"
)
_ask(
    "uphill",
    a=(
        "m45",
        "On the loss of its own batch, did this update go up or down? What would a wrong sign have "
        "done there?",
        BATCH_LOSS,
    ),
    c=(
        "smaller-rate",
        "A shorter step in the same direction: if that direction leads uphill, does a shorter step "
        "lead downhill?",
        BATCH_LOSS,
    ),
    d=(
        "m54",
        "When batches are cut from a shuffled pack, can a sample be in one of them twice?",
        BATCH_LOSS,
    ),
)

MEAN_OF_MEANS = (
    "Try 2, 4, 6, 8 in batches of two: the mean of the batches' means, and the mean of all four. "
    "Then shuffle, and cut again."
)
_ask(
    "average",
    b=(
        "noise-cancels",
        "What cancels in the mean: the gradient, or how the batches differ from it?",
        MEAN_OF_MEANS,
    ),
    c=(
        "average-is-random",
        "Which samples take part in the average over an epoch? Does it matter who shared a batch?",
        MEAN_OF_MEANS,
    ),
    d=(
        "m15",
        "You add up the means of the batches. What do you divide by for an average?",
        MEAN_OF_MEANS,
    ),
)

FACTOR = (
    "Write both updates down for a batch in which all samples have the same gradient g. How long "
    "is each, and what has to be done to the rate to make them equal?"
)
_ask(
    "sum",
    a=(
        "factor-inverted",
        "Which is longer: a sum of 20 gradients, or their mean? Should its rate then be larger, or "
        "smaller?",
        FACTOR,
    ),
    b=(
        "m1",
        "Double every sample of a batch: what happens to the sum, and what to the mean?",
        FACTOR,
    ),
    d=(
        "root-of-n",
        "A square root belongs to how much a mean *varies* from batch to batch. Was that asked?",
        FACTOR,
    ),
)

AT_THE_MINIMUM = (
    "Stand at the minimum of the loss of all samples: is the gradient of one batch zero there? "
    "What does the next update do?"
)
_ask(
    "stall",
    a=(
        "converges",
        "More epochs, the same rate: does any update ever get shorter?",
        AT_THE_MINIMUM,
    ),
    b=(
        "diverges",
        "Each step away is followed by batches whose slopes lead where?",
        AT_THE_MINIMUM,
    ),
    c=(
        "last-batch",
        "How many updates does each batch get before the next one pulls elsewhere?",
        AT_THE_MINIMUM,
    ),
)

SHORT_STEPS = (
    "How far can phi get in an epoch when the rate is a hundredth? Does a flat curve of the loss "
    "tell a minimum from short steps?"
)
_ask(
    "schedule",
    b=(
        "smooth-is-arrived",
        "The noise is proportional to the rate. Does it vanish because phi has arrived?",
        SHORT_STEPS,
    ),
    c=(
        "m55",
        "When was the rate lowered: every so many epochs, or with every step?",
        SHORT_STEPS,
    ),
    d=(
        "global-by-schedule",
        "Which part of a run explores: the one with long steps, or the one with short steps? How "
        "long was it here?",
        SHORT_STEPS,
    ),
)
