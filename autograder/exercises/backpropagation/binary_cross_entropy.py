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
        # Confident and wrong on both sides: where a coarse clip would show.
        p[:2] = rng.uniform(0.002, 0.004, size=(2, 1))
        p[1] = 1 - p[1]
        y = rng.permutation(np.arange(n) % 3 == 0).astype(float)[:, None]
        y[:2, 0] = 1, 0
        probes.append(Probe(p=p, y=y, group="inside", twice=n == 7))
    wrong = rng.permutation(np.arange(6) % 3 == 0).astype(float)[:, None]
    probes.append(Probe(p=1 - wrong, y=wrong, group="edges"))
    probes.append(Probe(p=wrong.copy(), y=wrong, group="edges"))
    # One sample at the edge beside ordinary ones, which have to count all the same.
    p, y = rng.uniform(0.2, 0.8, size=(5, 1)), (np.arange(5) % 2)[:, None].astype(float)
    p[0] = 0
    order = rng.permutation(5)
    probes.append(Probe(p=p[order], y=y[order], group="edges"))
    probes.append(Probe(p=np.full((2, 1), 1e-12), y=np.ones((2, 1)), group="edges"))
    return probes


@exercise.solution
def binary_cross_entropy(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


exercise.value(
    "value",
    points=1,
    groups=("inside",),
    rtol=1e-9,
    atol=1e-9,
    hint="Take one sample with p = 0.5 by hand: its loss is log 2, about 0.693. What is yours?",
)
exercise.property(
    "edges",
    "finite_at_the_edges",
    points=1,
    groups=("edges",),
    least=20,
    hint="What should a certain and wrong prediction cost, and a certain and right one?",
)
exercise.property("arguments", "repeatable", points=1)


SUM = (
    "m1",
    "Duplicate the data: should the loss change? Does yours?",
    "Your number grows with the number of samples. Which word in the task says that it should not?",
)


@exercise.misconception(*SUM)
def total(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(
    "m2",
    "What sign has log p when p lies between 0 and 1? And what sign should a loss have?",
    "A perfect prediction costs 0 and every other one costs more. Is yours like that?",
)
def negative(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(
    "m2",
    "What sign has log p when p lies between 0 and 1? And what sign should a loss have?",
    "The minus belongs to both terms. How far does yours reach?",
)
def minus_on_one_term(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p)))


OUTER = (
    "m3",
    "Print the shape of your product of labels and logarithms: what are its off-diagonal entries?",
    "A sample's label should meet its own probability only. Which product does that?",
)


@exercise.misconception(*OUTER)
def every_pair(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.sum(y @ np.log(p).T + (1 - y) @ np.log(1 - p).T) / len(y))


@exercise.misconception(*OUTER)
def every_pair_summed(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.sum(y @ np.log(p).T + (1 - y) @ np.log(1 - p).T))


ARRAY = (
    "m4",
    "A loss is one number. What is the shape of yours?",
    "One entry a sample is not yet the loss of all of them. What turns many numbers into one?",
)


@exercise.misconception(*ARRAY)
def one_a_sample(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@exercise.misconception(*ARRAY)
def one_a_sample_over_n(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(y)


@exercise.misconception(*ARRAY)
def one_a_column(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), axis=0)


@exercise.misconception(*ARRAY)
def mean_over_columns(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p), axis=1)


@exercise.misconception(*ARRAY)
def product_as_matrix(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return -(y.T @ np.log(p) + (1 - y).T @ np.log(1 - p)) / len(y)


STRETCHED = (
    "m5",
    "Print the shapes of both arrays, and of their product. How many entries did you expect?",
    "(n,) beside (n, 1) stretches to (n, n). Keep both as columns.",
)


@exercise.misconception(*STRETCHED)
def flat_labels(p, y):
    p, y = np.clip(p, 1e-15, 1 - 1e-15), y.ravel()
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(
    "m6",
    "What is log 0? And 0 times that?",
    "Before a logarithm is taken, p may be kept away from exactly 0 and 1 by a hair.",
    named="not finite",
)
def unclipped(p, y):
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(
    "m6",
    "What is log 0? And 0 times that?",
    "`nan_to_num` turns infinity into the largest number there is. Keep p away from 0 and 1 "
    "instead.",
    named="not finite",
)
def raises_at_the_edges(p, y):
    total = 0.0
    for p_i, y_i in zip(p.ravel().tolist(), y.ravel().tolist(), strict=True):
        if p_i in (0.0, 1.0):
            raise ValueError("math domain error")
        total -= y_i * np.log(p_i) + (1 - y_i) * np.log(1 - p_i)
    return total / len(y)


@exercise.misconception(
    "lost-samples",
    "Take p = (0, 0.5) and y = (0, 1): what does each of the two samples cost, and what is their "
    "mean? What does your function say?",
    "One nan in a mean makes the whole mean nan. At which moment do you take it away: before the "
    "samples are put together, or after?",
    named="lost samples",
)
def mended_after_the_mean(p, y):
    return float(np.nan_to_num(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))))


@exercise.misconception(
    "m7",
    "Where y = 1, what does your loss say for p = 1e-9, and for p = 1e-12? Should the two agree?",
    "Something keeps p away from 0. How far does it reach, and how small may that distance be and "
    "still save the logarithm?",
    named="cut off",
)
def clip_at_a_billionth(p, y):
    p = np.clip(p, 1e-9, 1 - 1e-9)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


PLATEAU = (
    "m7",
    "What is the smallest loss you can get, and the largest? Should there be a limit that low?",
    "A clip of 0.01 says that nobody is ever surer than 99 %. How small may the distance from 0 "
    "and 1 be and still save the logarithm?",
)


@exercise.misconception(*PLATEAU, named="plateau")
def coarse_clip(p, y):
    p = np.clip(p, 1e-2, 1 - 1e-2)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(*PLATEAU, named="plateau")
def fairly_coarse_clip(p, y):
    p = np.clip(p, 1e-3, 1 - 1e-3)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(*PLATEAU, named="plateau")
def clip_too_early(p, y):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(*PLATEAU)
def very_coarse_clip(p, y):
    p = np.clip(p, 1e-1, 1 - 1e-1)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(*PLATEAU)
def coarser_clip(p, y):
    p = np.clip(p, 5e-2, 1 - 5e-2)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(*PLATEAU)
def fairly_coarse_summand(p, y):
    return float(-np.mean(y * np.log(p + 1e-3) + (1 - y) * np.log(1 - p + 1e-3)))


@exercise.misconception(*PLATEAU)
def coarse_summand(p, y):
    return float(-np.mean(y * np.log(p + 1e-2) + (1 - y) * np.log(1 - p + 1e-2)))


ONE_TERM = (
    "m8",
    "Two kinds of sample: what punishes a high probability where y = 0, and a low one where y = 1?",
    "Each label has a term of its own. Which of the two is missing?",
)


@exercise.misconception(*ONE_TERM)
def only_ones(p, y):
    return float(-np.mean(y * np.log(np.clip(p, 1e-15, 1))))


@exercise.misconception(*ONE_TERM)
def only_zeros(p, y):
    return float(-np.mean((1 - y) * np.log(np.clip(1 - p, 1e-15, 1))))


@exercise.misconception(*ONE_TERM)
def only_ones_mean(p, y):
    p = np.clip(p, 1e-15, 1)
    return float(-np.sum(y * np.log(p)) / np.sum(y))


BASE = (
    "m9",
    "Which logarithm has the derivative 1/x? Which one is yours?",
    "The answers of different logarithms differ by a constant factor. Which base does the task's "
    "gradient assume?",
)


@exercise.misconception(*BASE)
def base_ten(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p)))


@exercise.misconception(*BASE)
def base_two(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p)))


TWICE = (
    "m16",
    "Count the divisions by n: how many are there in a mean, and how many in your code?",
    "`mean` divides already.",
)


@exercise.misconception(*TWICE)
def mean_twice(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(y))


HALF = (
    "m17",
    "What should the loss be for p = 0.5? Work one sample out by hand: is there a ½ or a 2?",
    "A ½ belongs to the squared error, where it cancels a 2. What would it cancel here?",
)


@exercise.misconception(*HALF)
def half(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) / 2)


@exercise.misconception(*HALF)
def double(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-2 * np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(
    "swapped",
    "For y = 1, which way should the loss go as p rises? And yours?",
    "Inside the logarithm stands what the network should have said with certainty. Have the label "
    "and the probability changed places?",
)
def swapped(p, y):
    q = np.clip(y, 1e-15, 1 - 1e-15)
    return float(-np.mean(p * np.log(q) + (1 - p) * np.log(1 - q)))


@exercise.misconception(
    "swapped",
    "For y = 1, which way should the loss go as p rises? And yours?",
    "Which of the two terms is switched on when y = 1?",
)
def terms_swapped(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    return float(-np.mean((1 - y) * np.log(p) + y * np.log(1 - p)))


@exercise.misconception(
    "squared-error",
    "Which loss does the task name, and which one is this? What does a certain, wrong answer cost?",
    "A squared error never exceeds 1 here. The cross-entropy has logarithms in it.",
)
def squared_error(p, y):
    return float(np.mean((p - y) ** 2))


@exercise.misconception(
    "m41",
    "Is a probability of 0.9 as good as one of 0.6 where y = 1? What does your loss say?",
    "The loss needs the probability itself, not the class that it stands for.",
)
def thresholded(p, y):
    p = np.clip((p > 0.5).astype(float), 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def clips_in_place(p, y):
    np.clip(p, 1e-15, 1 - 1e-15, out=p)
    p *= 1 - 1e-14
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
