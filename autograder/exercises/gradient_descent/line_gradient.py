"""`line_gradient`: the slopes of a mean squared error, for a straight line."""

import numpy as np

from autograder.exercises.gradient_descent._arguments import ARGUMENT_CHANGED, EDITS
from autograder.exercises.language import Exercise, Probe

exercise = Exercise(
    "line_gradient",
    asked="`line_gradient(phi, x, y)` returns two numbers: the derivatives of the mean squared "
    "error of the line phi[0] + phi[1]·x by phi[0] and by phi[1].",
)

SIZES = (7, 4, 5)


@exercise.probes
def draw(rng):
    return [_probe(rng, n) for n in SIZES]


def _probe(rng, n):
    phi, x = rng.normal(size=2), rng.normal(size=n) + 1.5
    # Points on both sides of the line, more of them below, so that errors do not cancel.
    side = rng.permutation(np.where(np.arange(n) < n // 4 + 1, -1, 1))
    error = side * rng.uniform(0.5, 2, size=n)
    return Probe(phi=phi, x=x, y=phi[0] + phi[1] * x - error, twice=n == 7)


@exercise.solution
def line_gradient(phi, x, y):
    residual = phi[0] + phi[1] * x - y
    return 2 * np.array([np.mean(residual), np.mean(residual * x)])


exercise.value(
    "by phi[0]",
    points=1,
    key=0,
    label="gradient[0]",
    hint="Write down the squared error of one point and differentiate it by phi[0]. What does the "
    "mean over all points add?",
)


def in_proportion(own, phi, x, y):
    """By phi[1], if the slip in the derivative by phi[0] (a factor, or the sign) is made again."""
    right, first = line_gradient(phi, x, y), float(own["by phi[0]"])
    return right[1] * first / right[0] if first else right[1]


exercise.value(
    "by phi[1]",
    points=1,
    key=1,
    label="gradient[1]",
    reference=in_proportion,
    hint="The line is phi[0] + phi[1]·x: by how much does it move at the point x when phi[1] grows "
    "by 1?",
)
exercise.property("arguments", "repeatable", points=1, causes=EDITS)


def _residual(phi, x, y):
    return phi[0] + phi[1] * x - y


WRONG_WAY = (
    "m14",
    "Take one point that lies above your line. Descent subtracts the gradient: does that move the "
    "line up to the point, or further down?",
    "Check the sign on one point: d/df (f − y)² is what, and is it positive when f is too large?",
)


@exercise.misconception(*WRONG_WAY)
def label_minus_line(phi, x, y):
    residual = y - phi[0] - phi[1] * x
    return 2 * np.array([residual.mean(), (residual * x).mean()])


@exercise.misconception(*WRONG_WAY)
def label_minus_line_halved(phi, x, y):
    residual = y - phi[0] - phi[1] * x
    return np.array([residual.mean(), (residual * x).mean()])


@exercise.misconception(
    "m15",
    "Write every point down twice: should the slope of a mean change? Does yours?",
    "The loss is a mean over n points. Differentiate the mean, and look where the n is left.",
)
def summed(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual.sum(), (residual * x).sum()])


@exercise.misconception(
    "m16",
    "Count the divisions by n: the loss is one mean. How many means are in your gradient?",
    "`np.mean` divides by n already. Who divides once more?",
)
def mean_twice(phi, x, y):
    residual = _residual(phi, x, y) / len(x)
    return 2 * np.array([residual.mean(), (residual * x).mean()])


FACTOR = (
    "m17",
    "Write the loss down, then differentiate the square: which factor comes down, and is it in "
    "your gradient once?",
    "Try one point with x = 0, y = 0 and the line phi = (1, 0). The loss is phi[0]²; what is its "
    "derivative at 1, and what is yours?",
)


@exercise.misconception(*FACTOR)
def without_the_2(phi, x, y):
    residual = _residual(phi, x, y)
    return np.array([residual.mean(), (residual * x).mean()])


@exercise.misconception(*FACTOR)
def the_2_twice(phi, x, y):
    residual = _residual(phi, x, y)
    return 4 * np.array([residual.mean(), (residual * x).mean()])


@exercise.misconception(*FACTOR)
def the_2_in_the_first_only(phi, x, y):
    residual = _residual(phi, x, y)
    return np.array([2 * residual.mean(), (residual * x).mean()])


@exercise.misconception(
    "m18",
    "Your numbers grow with the number of points, as if nothing were divided by it. By what should "
    "a mean over points be divided?",
    "Which length is the number of points: that of phi, or that of x? And does the factor of the "
    "square survive?",
)
def divided_by_the_parameters(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual.sum(), (residual * x).sum()]) / len(phi)


@exercise.misconception(
    "m18",
    "Which mean is asked for: the sum divided by the number of points, or by one less?",
    "Print what you divide by for four points.",
)
def divided_by_one_less(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual.sum(), (residual * x).sum()]) / (len(x) - 1)


@exercise.misconception(
    "no-x",
    "When phi[1] grows, does the line move equally far at x = 0 and at x = 10?",
    "Your two derivatives are equal. What does the chain rule multiply the second one with?",
)
def no_inner_derivative(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual.mean(), residual.mean()])


@exercise.misconception(
    "x-everywhere",
    "When phi[0] grows by 1, by how much does the line move at x = 10?",
    "Your two derivatives are equal. Which of the two parameters has an x beside it in the model?",
)
def x_in_both(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([(residual * x).mean(), (residual * x).mean()])


@exercise.misconception(
    "swapped",
    "Which of your two numbers is the derivative by phi[0], and where should it stand?",
    "phi[0] is the height of the line. Which derivative does not need x?",
)
def the_other_order(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([(residual * x).mean(), residual.mean()])


@exercise.misconception(
    "phi-for-x",
    "Differentiate phi[1]·x by phi[1]: what is left, and what stands in your code?",
    "What the chain rule brings down is not the parameter itself.",
)
def times_the_parameter(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual.mean(), residual.mean() * phi[1]])


MODEL = (
    "other-line",
    "For phi = (3, 0) the line is 3 everywhere. What does your code make of it at x = 2?",
    "Which entry of phi is the height at x = 0, and which the slope? Are both in your line?",
)


@exercise.misconception("m13", *MODEL[1:])
def no_height(phi, x, y):
    residual = phi[1] * x - y
    return 2 * np.array([residual.mean(), (residual * x).mean()])


@exercise.misconception(*MODEL)
def roles_swapped(phi, x, y):
    residual = phi[1] + phi[0] * x - y
    return 2 * np.array([residual.mean(), (residual * x).mean()])


@exercise.misconception(
    "mean-of-product",
    "Is the mean of a product the product of the means? Try (1, −1) times (1, −1).",
    "Every point multiplies its own error with its own x. When should the mean be taken?",
)
def product_of_means(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual.mean(), residual.mean() * x.mean()])


@exercise.misconception(
    "loss-for-gradient",
    "Where the line fits perfectly but for one point above it, should the derivative by phi[0] be "
    "positive? Can yours ever be negative?",
    "The square belongs to the loss. What does differentiating make of it?",
)
def square_not_differentiated(phi, x, y):
    residual = _residual(phi, x, y)
    return np.array([(residual**2).mean(), (residual**2 * x).mean()])


@exercise.misconception(
    "m42",
    "How does your gradient tell a point above the line from one below it?",
    "Which way to move is in the sign of the error. Where does it get lost?",
)
def absolute_errors(phi, x, y):
    residual = np.abs(_residual(phi, x, y))
    return 2 * np.array([residual.mean(), (residual * x).mean()])


LAST = (
    "m43",
    "Change the first point only: does your gradient notice?",
    "What does each round of your loop do with what the round before it found?",
)


@exercise.misconception(*LAST)
def last_point_only(phi, x, y):
    gradient = np.zeros(2)
    for x_i, y_i in zip(x, y, strict=True):
        residual = phi[0] + phi[1] * x_i - y_i
        gradient = 2 * np.array([residual, residual * x_i])
    return gradient / len(x)


@exercise.misconception(*LAST)
def last_point_only_undivided(phi, x, y):
    for x_i, y_i in zip(x, y, strict=True):
        residual = phi[0] + phi[1] * x_i - y_i
        gradient = 2 * np.array([residual, residual * x_i])
    return gradient


FIRST = (
    "m44",
    "Change the last point only: does your gradient notice?",
    "Look at where `return` stands: inside the loop, or after it?",
)


@exercise.misconception(*FIRST)
def first_point_only(phi, x, y):
    gradient = np.zeros(2)
    for x_i, y_i in zip(x, y, strict=True):
        residual = phi[0] + phi[1] * x_i - y_i
        gradient += 2 * np.array([residual, residual * x_i])
        return gradient / len(x)


@exercise.misconception(*FIRST)
def first_point_only_undivided(phi, x, y):
    gradient = np.zeros(2)
    for x_i, y_i in zip(x, y, strict=True):
        residual = phi[0] + phi[1] * x_i - y_i
        gradient += 2 * np.array([residual, residual * x_i])
        return gradient


@exercise.misconception(
    "m40",
    "Are both of your numbers averages over the points? Write every point down twice and look "
    "which of them changes.",
    "One of your derivatives is a mean and the other a sum.",
)
def second_not_averaged(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual.mean(), residual @ x])


@exercise.misconception(
    "m38",
    "How many parameters has the line, and how many derivatives should come back?",
    "One derivative a parameter: they are not added up.",
)
def one_number(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.mean(residual + residual * x)


@exercise.misconception(
    "not-summed",
    "How many derivatives has the loss, and how many numbers come back from you?",
    "Print the shape. What has to happen with the points, so that one number is left for each "
    "parameter?",
)
def one_row_a_point(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual, residual * x])


@exercise.misconception(
    "not-summed",
    "How many derivatives has the loss, and how many numbers come back from you?",
    "Print the shape. What has to happen with the points, so that one number is left for each "
    "parameter?",
)
def divided_and_not_summed(phi, x, y):
    residual = _residual(phi, x, y)
    return 2 * np.array([residual, residual * x]) / len(x)


@exercise.misconception(
    "m58",
    "A difference to one side only: what is its error, and how could a second nudge take it away?",
    "Try it on w² at w = 1 with a nudge of 0.01: forwards it gives 2.01. What does it give "
    "backwards, and half-way between?",
    any_amount=True,
)
def one_sided_difference(phi, x, y):
    nudge = 0.01
    loss = np.mean((phi[0] + phi[1] * x - y) ** 2)
    return np.array([
        (np.mean((phi[0] + nudge + phi[1] * x - y) ** 2) - loss) / nudge,
        (np.mean((phi[0] + (phi[1] + nudge) * x - y) ** 2) - loss) / nudge,
    ])  # fmt: skip


@exercise.misconception(
    "m47",
    "Print your gradient: what became of the digits behind the point?",
    "An array of integers cannot hold a slope of 0.3. What type does your array have?",
)
def whole_numbers(phi, x, y):
    residual = _residual(phi, x, y)
    gradient = np.zeros(2, dtype=int)
    gradient[0] = 2 * residual.mean()
    gradient[1] = 2 * (residual * x).mean()
    return gradient


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def errors_written_into_y(phi, x, y):
    y -= phi[0] + phi[1] * x
    return -2 * np.array([y.mean(), (y * x).mean()])


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def line_written_into_x(phi, x, y):
    inputs = x.copy()
    x *= phi[1]
    x += phi[0]
    return 2 * np.array([(x - y).mean(), ((x - y) * inputs).mean()])
