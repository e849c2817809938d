"""`l2_gradient`: λ times every weight."""

import numpy as np

from autograder.exercise import Exercise, Probe
from autograder.exercises.regularisation._weights import CHANGED, draw_matrices

exercise = Exercise(
    "l2_gradient",
    asked="`l2_gradient(W, lam)` returns the derivative of the L2 penalty by every entry of W, in "
    "the shape of W.",
)


@exercise.probes
def draw(rng):
    return [
        Probe(W=W, lam=lam, twice=number == 1) for number, (W, lam) in enumerate(draw_matrices(rng))
    ]


@exercise.solution
def l2_gradient(W, lam):
    return lam * W


exercise.value(
    "value", points=1.5, hint="Differentiate the penalty of a single weight on paper, ½ included."
)
exercise.property("arguments", "repeatable", points=0.5, causes={"changed": CHANGED})


@exercise.misconception(
    "m63",
    "Nudge a weight of 1 by 0.01: by how much does the L2 penalty change, for λ = 1? Divide by "
    "0.01.",
    "The penalty has a ½, and the derivative of a square has a 2. Where did the 2 go?",
)
def half_kept(W, lam):
    return lam / 2 * W


@exercise.misconception(
    "m63",
    "Nudge a weight of 1 by 0.01: by how much does the L2 penalty change, for λ = 1? Divide by "
    "0.01.",
    "The derivative of a square has a 2, and the penalty has a ½. Where did the ½ go?",
)
def half_forgotten(W, lam):
    return 2 * lam * W


@exercise.misconception(
    "m61",
    "Double λ: does your gradient double?",
    "Look for `lam` in your `return`: where does it enter?",
)
def without_lambda(W, lam):
    return W.copy()


@exercise.misconception(
    "m64",
    "The gradient points uphill. Does the penalty of a positive weight rise or fall when the "
    "weight grows? Which sign has your gradient there?",
    "The minus of gradient descent comes in the update. Is there another one here already?",
)
def negative(W, lam):
    return -lam * W


@exercise.misconception(
    "m68",
    "Which way does the penalty pull on a weight of −2? Which sign has your gradient there?",
    "What is the derivative of w²? It is not w² again.",
)
def squares(W, lam):
    return lam * W**2


@exercise.misconception(
    "m68",
    "Which way does the penalty pull on a weight of −2? Which sign has your gradient there?",
    "You have the penalty of each entry. What is asked for is its slope: what is the derivative of "
    "a square?",
)
def penalty_of_each_entry(W, lam):
    return lam / 2 * W**2


@exercise.misconception(
    "penalty-for-gradient",
    "How many weights does W hold, and how many numbers do you return? Each weight needs a slope.",
    "You return the penalty. What is asked for is how it changes with each single weight.",
)
def the_penalty_itself(W, lam):
    return lam / 2 * np.sum(W**2)


@exercise.misconception(
    "sign-lost",
    "Which way does the penalty pull on a weight of −2? Which sign has your gradient there?",
    "There is no absolute value in the L2 penalty. Where does yours come from?",
)
def absolute_weights(W, lam):
    return lam * np.abs(W)


@exercise.misconception(
    "other-penalty",
    "Does this penalty pull harder on a weight of 10 than on a weight of 1? Does your gradient?",
    "A gradient that only knows signs belongs to the other penalty. Which is the one with the "
    "square?",
)
def l1_in_place_of_l2(W, lam):
    return lam * np.sign(W)


_DIVIDED = (
    "Does the penalty on one weight depend on how many others there are? Does your gradient?",
    "The penalty is a sum. Is there a division by a number of entries or rows in your code?",
)


@exercise.misconception("m62", *_DIVIDED)
def divided_by_entries(W, lam):
    return lam * W / W.size


@exercise.misconception("m62", *_DIVIDED)
def divided_by_rows(W, lam):
    return lam * W / len(W)


@exercise.misconception(
    "m69",
    "Make all weights ten times as large: does your gradient become ten times as large?",
    "Is there a root in the penalty? The gradient of a root is another one than that of a sum of "
    "squares.",
)
def gradient_of_the_norm(W, lam):
    return lam * W / np.sqrt(np.sum(W**2))


@exercise.misconception(
    "lambda-squared",
    "Double λ: does your gradient double, or become four times as large?",
    "Does λ stand inside the square in the formula, or in front of it?",
)
def lambda_squared(W, lam):
    return lam**2 * W


@exercise.misconception(
    "decayed-weights",
    "Is your result a slope, or weights that have already been moved?",
    "The step W − rate · gradient comes later, in the update. What is the gradient alone?",
)
def already_stepped(W, lam):
    return W - lam * W


@exercise.misconception(
    "sum-first",
    "Can a positive and a negative weight have the same slope? Print yours.",
    "There is one slope for every weight. What do you add up before you multiply by λ?",
)
def the_sum_everywhere(W, lam):
    return lam * np.sum(W) * np.ones(W.shape)


@exercise.misconception(
    "flattened",
    "What shape has W, and what shape has your result?",
    "Where in your code do rows and columns become one long list?",
)
def one_long_list(W, lam):
    return [lam * float(w) for w in W.ravel()]


@exercise.misconception(
    "m47",
    "Which type has the array that you write into? What does 0.7 become in it?",
    "An array of whole numbers cuts off whatever comes behind the point. How do you make one of "
    "floats?",
)
def into_whole_numbers(W, lam):
    gradient = np.zeros(W.shape, dtype=int)
    gradient[...] = lam * W
    return gradient


@exercise.misconception(CHANGED.id, CHANGED.hint, CHANGED.stronger)
def scales_in_place(W, lam):
    W *= lam
    return W
