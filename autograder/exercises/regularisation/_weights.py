"""What the exercises on penalties share: draws of weights and λ."""

import numpy as np

from autograder.exercises.language import Misconception

WEIGHTS_CHANGED = Misconception(
    "argument-changed",
    "After the call, are the weights still what they were, and all there? Print them before and "
    "after.",
    "`W *= ...`, `W[...] = ...`, `out=W` and `weights.pop()` change what the caller still holds. "
    "Which operations make something new?",
)


def draw_weights(rng, *shapes):
    """Arrays of weights of both signs, with a zero in every array of more than two weights."""
    return [draw_array(rng, shape) for shape in shapes]


def draw_array(rng, shape):
    """One array of weights, all of different size; if there are three or more, one is zero."""
    W = rng.normal(size=shape)
    if W.size > 2:
        W.flat[int(rng.integers(W.size))] = 0.0
    return W


def draw_lam(rng):
    """A λ between 0.2 and 0.9, so that a forgotten, doubled or squared factor shows."""
    return float(rng.uniform(0.2, 0.9))


SMALL, LARGE = 1e-4, 100.0
"""Factors for weights: all below 1e-3, or most of them above 10."""

LISTS = (((4,),), ((3, 5), (5, 2)), ((2, 4), (4, 3), (3,)), ((2, 3, 4), (5, 1)))
"""Shapes of the arrays in each list, with one to three dimensions and all sizes different."""


def draw_lists(rng):
    """Lists of weights, each with a λ: one for each of `LISTS`, a small one and a large one.

    The λ of the last of `LISTS` is a whole number. The arrays of the second list hold one weight
    several times.
    """
    drawn = [(draw_weights(rng, *shapes), draw_lam(rng)) for shapes in LISTS[:-1]]
    single = drawn[0][0][0]
    single *= -np.sign(single.sum())  # The sum is below 0, so that dropping its sign shows.
    first, second = drawn[1][0]
    first[0, :2] = second[0] = first.flat[np.argmax(np.abs(first))]
    small = [SMALL * W for W in draw_weights(rng, (3, 2), (5,))]
    large = [LARGE * W for W in draw_weights(rng, (2, 3), (2, 2, 2))]
    return [
        *drawn,
        (draw_weights(rng, *LISTS[-1]), int(rng.integers(3, 7))),
        (small, SMALL * draw_lam(rng)),
        (large, LARGE * draw_lam(rng)),
    ]


MATRICES = ((4, 3), (2, 5), (6, 1), (3, 4))
"""Shapes of single weight matrices, (inputs, outputs)."""


def draw_matrices(rng):
    """Matrices of weights, each with a λ: one for each of `MATRICES`, a small and a large one.

    The λ of the last of `MATRICES` is a whole number. The small matrix has the shape of the first
    one. The large one is square, with other signs above its diagonal than below.
    """
    drawn = [(draw_array(rng, shape), draw_lam(rng)) for shape in MATRICES[:-1]]
    small = SMALL * draw_array(rng, MATRICES[0])
    small.flat[np.argmax(np.abs(small))] = TINY
    large = LARGE * np.abs(rng.normal(size=(3, 3))) * (np.tri(3) - np.tri(3, k=-1).T)
    large[1, 1] = 0.0
    return [
        *drawn,
        (draw_array(rng, MATRICES[-1]), int(rng.integers(3, 7))),
        (small, SMALL * draw_lam(rng)),
        (large, LARGE * draw_lam(rng)),
    ]


TINY = 2e-6
"""A weight that a dead zone, a nudge or a number that guards a division would swallow."""
