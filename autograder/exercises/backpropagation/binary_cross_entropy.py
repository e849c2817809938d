"""`binary_cross_entropy`: the mean loss of probabilities, finite at the edges."""

import numpy as np

from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Probe

exercise = Exercise(
    "binary_cross_entropy",
    asked="`binary_cross_entropy(p, y)` returns the mean loss of the probabilities p, (n, 1), for "
    "the labels y, as one number; it is finite where p is exactly 0 or 1.",
)


@exercise.probes
def draw(rng):
    probes = []
    for n in (7, 5, 11):
        p = rng.uniform(0.05, 0.95, size=(n, 1))
        # Two samples are confident and wrong, one on either side, so that a coarse clip shows.
        p[:2] = rng.uniform(0.002, 0.004, size=(2, 1))
        p[1] = 1 - p[1]
        y = rng.permutation(np.arange(n) % 3 == 0).astype(float)[:, None]
        y[:2, 0] = 1, 0
        probes.append(Probe(p=p, y=y, group="inside", twice=n == 7))
    # All samples are almost certain and right, so that a rounded loss shows.
    y = rng.permutation(np.arange(7) % 2).astype(float)[:, None]
    p = np.abs(y - rng.uniform(1.44e-4, 1.46e-4, size=(7, 1)))
    probes.append(Probe(p=p, y=y, group="inside"))
    wrong = rng.permutation(np.arange(6) % 3 == 0).astype(float)[:, None]
    probes.append(Probe(p=1 - wrong, y=wrong, group="edges"))
    probes.append(Probe(p=wrong.copy(), y=wrong, group="edges"))
    # The first sample is at the edge; the ordinary ones after it still have to count.
    p, y = rng.uniform(0.2, 0.8, size=(5, 1)), (np.arange(5) % 2)[:, None].astype(float)
    p[0] = 0
    probes.append(Probe(p=p, y=y, group="edges"))
    probes.append(Probe(p=np.full((2, 1), 1e-12), y=np.ones((2, 1)), group="edges"))
    return probes


@exercise.solution
def binary_cross_entropy(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    terms = y * np.log(p) + (1 - y) * np.log(1 - p)
    return float(-np.mean(terms))


exercise.value(
    "value",
    points=1.5,
    groups=("inside",),
    rtol=1e-9,
    # float32 has eight digits of a probability near 1, and so only four of its small loss.
    atol=3e-7,
    hint="Take two samples by hand, p = 0.5 with y = 1 and p = 0.9 with y = 0: their loss is the "
    "mean of 0.693 and 2.303. What is yours?",
)
exercise.property(
    "edges",
    "finite_at_the_edges",
    points=1,
    groups=("edges",),
    least=20,
    hint="What should a certain and wrong prediction cost, and a certain and right one?",
)
exercise.property("arguments", "repeatable", points=0.5)


UNCLIPPED = {"    p = np.clip(p, 1e-15, 1 - 1e-15)\n": ""}
EVERY_PAIR = {
    "y * np.log(p)": "y @ np.log(p).T",
    "(1 - y) * np.log(1 - p)": "(1 - y) @ np.log(1 - p).T",
}

exercise.misconception(
    "sum-for-mean",
    "Duplicate the data: should the loss change? Does yours?",
    "Your number grows with the number of samples. Which word in the task says that it should not?",
    total={"np.mean": "np.sum"},
)
exercise.misconception(
    "minus-missing",
    "What sign has log p when p lies between 0 and 1? And what sign should a loss have?",
    "A perfect prediction costs 0 and every other one costs more. Is yours like that?",
    negative={"-np.mean": "np.mean"},
)
exercise.misconception(
    "minus-on-one-term",
    "What sign has log p when p lies between 0 and 1? And what sign should a loss have?",
    "The minus belongs to both terms. How far does yours reach?",
    minus_on_one_term={"y * np.log(p)": "-y * np.log(p)", "-np.mean": "np.mean"},
)
exercise.misconception(
    "outer-product",
    "Print the shape of your product of labels and logarithms: what are its off-diagonal entries?",
    "A sample's label should meet its own probability only. Which product does that?",
    every_pair={**EVERY_PAIR, "np.mean(terms)": "np.sum(terms) / len(y)"},
    every_pair_summed={**EVERY_PAIR, "np.mean": "np.sum"},
)
exercise.misconception(
    "loss-not-a-number",
    "A loss is one number. What is the shape of yours?",
    "One entry a sample is not yet the loss of all of them. What turns many numbers into one?",
    one_a_sample={"float(-np.mean(terms))": "-terms"},
    one_a_sample_over_n={"float(-np.mean(terms))": "-terms / len(y)"},
    mean_over_columns={"float(-np.mean(terms))": "-np.mean(terms, axis=1)"},
)
exercise.misconception(
    "one-entry-array",
    "Print your loss: how many brackets stand around the number?",
    "An array with one entry is not a number yet. What takes the number out of it?",
    one_a_column={"float(-np.mean(terms))": "-np.mean(terms, axis=0)"},
    product_as_matrix={
        "y * np.log(p)": "y.T @ np.log(p)",
        "(1 - y) * np.log(1 - p)": "(1 - y).T @ np.log(1 - p)",
        "float(-np.mean(terms))": "-terms / len(y)",
    },
)
exercise.misconception(
    "broadcast",
    "Print the shapes of both arrays, and of their product. How many entries did you expect?",
    "(n,) beside (n, 1) stretches to (n, n). Keep both as columns.",
    flat_labels={"1 - 1e-15)": "1 - 1e-15)\n    y = y.ravel()"},
)
exercise.misconception(
    "log-of-zero",
    "What is log 0? And 0 times that?",
    "Before a logarithm is taken, p may be kept away from exactly 0 and 1 by a hair.",
    named=True,
    unclipped=UNCLIPPED,
)
exercise.misconception(
    "log-of-zero",
    "What is log 0? And 0 times that?",
    "`nan_to_num` turns infinity into the largest number there is. Keep p away from 0 and 1 "
    "instead.",
    named=True,
    raises_at_the_edges={
        "p = np.clip(p, 1e-15, 1 - 1e-15)": "if np.any((p == 0) | (p == 1)):\n"
        '        raise ValueError("math domain error")'
    },
)
exercise.misconception(
    "lost-samples",
    "Take p = (0, 0.5) and y = (0, 1): what does each of the two samples cost, and what is their "
    "mean? What does your function say?",
    "One nan in a mean makes the whole mean nan. At which moment do you take it away: before the "
    "samples are put together, or after?",
    named=True,
    mended_after_the_mean={**UNCLIPPED, "-np.mean(terms)": "np.nan_to_num(-np.mean(terms))"},
)
exercise.misconception(
    "cut-off",
    "Where y = 1, how much does your loss grow from p = 1e-9 to p = 1e-12, and how much should it "
    "grow?",
    "Something keeps p away from 0. How far does it reach, and how small may that distance be and "
    "still save the logarithm?",
    named=True,
    clip_at_a_billionth={"1e-15, 1 - 1e-15": "1e-9, 1 - 1e-9"},
)
exercise.misconception(
    "clipped-too-far",
    "What is the smallest loss you can get, and the largest? Should there be a limit that low?",
    "A limit says that nobody is ever surer than that. How small may the distance from 0 and 1 be "
    "and still save the logarithm?",
    named=True,
    coarse_clip={"1e-15, 1 - 1e-15": "1e-2, 1 - 1e-2"},
    fairly_coarse_clip={"1e-15, 1 - 1e-15": "1e-3, 1 - 1e-3"},
    clip_too_early={"1e-15, 1 - 1e-15": "1e-6, 1 - 1e-6"},
    very_coarse_clip={"1e-15, 1 - 1e-15": "1e-1, 1 - 1e-1"},
    coarser_clip={"1e-15, 1 - 1e-15": "5e-2, 1 - 5e-2"},
    fairly_coarse_summand={
        **UNCLIPPED,
        "np.log(p)": "np.log(p + 1e-3)",
        "np.log(1 - p)": "np.log(1 - p + 1e-3)",
    },
    coarse_summand={
        **UNCLIPPED,
        "np.log(p)": "np.log(p + 1e-2)",
        "np.log(1 - p)": "np.log(1 - p + 1e-2)",
    },
)
exercise.misconception(
    "second-term-missing",
    "Two kinds of sample: what punishes a high probability where y = 0, and a low one where y = 1?",
    "Each label has a term of its own. Which of the two is missing?",
    only_ones={"1e-15, 1 - 1e-15": "1e-15, 1", " + (1 - y) * np.log(1 - p)": ""},
    only_zeros={
        "p = np.clip(p, 1e-15, 1 - 1e-15)": "q = np.clip(1 - p, 1e-15, 1)",
        "y * np.log(p) + (1 - y) * np.log(1 - p)": "(1 - y) * np.log(q)",
    },
    only_ones_mean={
        "1e-15, 1 - 1e-15": "1e-15, 1",
        " + (1 - y) * np.log(1 - p)": "",
        "np.mean(terms)": "np.sum(terms) / np.sum(y)",
    },
)
exercise.misconception(
    "other-logarithm",
    "Which logarithm has the derivative 1/x? Which one is yours?",
    "The answers of different logarithms differ by a constant factor. Which base does the task's "
    "gradient assume?",
    base_ten={"np.log(p)": "np.log10(p)", "np.log(1 - p)": "np.log10(1 - p)"},
    base_two={"np.log(p)": "np.log2(p)", "np.log(1 - p)": "np.log2(1 - p)"},
)
exercise.misconception(
    "mean-twice",
    "Count the divisions by n: how many are there in a mean, and how many in your code?",
    "`mean` divides already.",
    mean_twice={"np.mean(terms)": "np.mean(terms) / len(y)"},
)
exercise.misconception(
    "fixed-count",
    "By which number do you divide, and how many samples came in p?",
    "Call your function with the first ten samples only. Which number of yours should change too?",
    mean_over_all_flowers={"np.mean(terms)": "np.sum(terms) / 150"},
    mean_over_training_flowers={"np.mean(terms)": "np.sum(terms) / 100"},
)
exercise.misconception(
    "returned-too-early",
    "Change the last sample's label: does your loss change?",
    "How often does your loop run before the function returns?",
    first_sample_over_n={"np.mean(terms)": "terms[0, 0] / len(y)"},
    first_sample={"np.mean(terms)": "terms[0, 0]"},
)
exercise.misconception(
    "stray-factor",
    "What should the loss be for p = 0.5? Work one sample out by hand: is there a ½ or a 2?",
    "A ½ belongs to the squared error, where it cancels a 2. What would it cancel here?",
    half={"np.mean(terms)": "np.mean(terms) / 2"},
    double={"-np.mean": "-2 * np.mean"},
)


def nothing(p, y):
    return 0.0


exercise.misconception(
    "swapped",
    "For y = 1, which way should the loss go as p rises? And yours?",
    "Inside the logarithm stands what the network should have said with certainty. Have the label "
    "and the probability changed places?",
    # The logarithm of a label hangs on how it is kept from 0, and so does every multiple.
    any_amount=nothing,
    swapped={"p = np.clip(p, 1e-15, 1 - 1e-15)": "p, y = np.clip(y, 1e-15, 1 - 1e-15), p"},
)
exercise.misconception(
    "terms-swapped",
    "For y = 1, which way should the loss go as p rises? And yours?",
    "Which of the two terms is switched on when y = 1?",
    terms_swapped={"y * np.log(p)": "(1 - y) * np.log(p)", "(1 - y) * np.log(1": "y * np.log(1"},
)
exercise.misconception(
    "squared-error",
    "Which loss does the task name, and which one is this? What does a certain, wrong answer cost?",
    "A squared error never exceeds 1 here. The cross-entropy has logarithms in it.",
    squared_error={"y * np.log(p) + (1 - y) * np.log(1 - p)": "-((p - y) ** 2)"},
)
exercise.misconception(
    "thresholded",
    "Is a probability of 0.9 as good as one of 0.6 where y = 1? What does your loss say?",
    "The loss needs the probability itself, not the class that it stands for.",
    thresholded={"np.clip(p,": "np.clip((p > 0.5).astype(float),"},
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    clips_in_place={
        "p = np.clip(p, 1e-15, 1 - 1e-15)": "np.clip(p, 1e-15, 1 - 1e-15, out=p)\n"
        "    p *= 1 - 1e-14"
    },
)
