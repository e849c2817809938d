"""`sgd_concepts`: what an epoch is, what the noise does, and what rates and schedules do to it."""

from autograder.exercises.language import Exercise, Misconception

exercise = Exercise(
    "sgd_concepts",
    asked="`sgd_concepts` holds the letter of your answer to each of the six questions.",
    callable=False,
)


@exercise.solution
def answers():
    return {link.name: link.right for link in exercise.links}


def _ask(key, right, **wrong):
    """Adds one question: the right letter, and a misconception for every other letter."""
    exercise.choice(key, points=1, right=right, wrong=wrong)


COUNT = "Write the batches of one epoch down, sizes and all. Then count the epochs."
_ask(
    "epoch",
    right="d",
    a=Misconception(
        "epoch-is-an-update",
        "How many samples does one update look at here, and how many does an epoch?",
        COUNT,
    ),
    b=Misconception(
        "last-batch-dropped",
        "How many samples are in those batches together? Where are the others?",
        COUNT,
    ),
    c=Misconception(
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
    right="b",
    a=Misconception(
        "ascent",
        "On the loss of its own batch, did this update go up or down? What would a wrong sign have "
        "done there?",
        BATCH_LOSS,
    ),
    c=Misconception(
        "smaller-rate",
        "A shorter step in the same direction: if that direction leads uphill, does a shorter step "
        "lead downhill?",
        BATCH_LOSS,
    ),
    d=Misconception(
        "drawn-with-replacement",
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
    right="a",
    b=Misconception(
        "noise-cancels",
        "What cancels in the mean: the gradient, or how the batches differ from it?",
        MEAN_OF_MEANS,
    ),
    c=Misconception(
        "average-is-random",
        "Which samples take part in the average over an epoch? Does it matter who shared a batch?",
        MEAN_OF_MEANS,
    ),
    d=Misconception(
        "mean-forgotten",
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
    right="c",
    a=Misconception(
        "factor-inverted",
        "Which is longer: a sum of 20 gradients, or their mean? Should its rate then be larger, or "
        "smaller?",
        FACTOR,
    ),
    b=Misconception(
        "sum-for-mean",
        "Double every sample of a batch: what happens to the sum, and what to the mean?",
        FACTOR,
    ),
    d=Misconception(
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
    right="d",
    a=Misconception(
        "converges",
        "More epochs, the same rate: does any update ever get shorter?",
        AT_THE_MINIMUM,
    ),
    b=Misconception(
        "diverges",
        "Each step away is followed by batches whose slopes lead where?",
        AT_THE_MINIMUM,
    ),
    c=Misconception(
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
    right="a",
    b=Misconception(
        "smooth-is-arrived",
        "The noise is proportional to the rate. Does it vanish because phi has arrived?",
        SHORT_STEPS,
    ),
    c=Misconception(
        "decay-every-step",
        "When was the rate lowered: every so many epochs, or with every step?",
        SHORT_STEPS,
    ),
    d=Misconception(
        "global-by-schedule",
        "Which part of a run explores: the one with long steps, or the one with short steps? How "
        "long was it here?",
        SHORT_STEPS,
    ),
)
