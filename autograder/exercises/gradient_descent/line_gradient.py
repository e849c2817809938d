"""`line_gradient`: the slopes of a mean squared error, for a straight line."""

import numpy as np

from autograder.exercises.gradient_descent._arguments import ARGUMENT_CHANGED
from autograder.exercises.language import Exercise, Misconception, Probe

exercise = Exercise(
    "line_gradient",
    asked="`line_gradient(phi, x, y)` returns two numbers: the derivatives of the mean squared "
    "error of the line phi[0] + phi[1]·x by phi[0] and by phi[1].",
)

CLOUDS = (
    (7, -0.5, 1, 1),
    (4, 1.5, 1, -1),
    (5, 0.0, 1, 1),
    (23, -0.5, 1, -100),
    (6, 0.5, 1e-8, 1e-8),
    (7, 0.5, 1, -1),
)
"""For each probe the number of points, the last x, and the sizes of phi and of the errors.

There is a point at x = 0 and one before it, errors above a hundred, and a line, points and slopes
that are all tiny. Two probes have the same number of points, and one has more than any other.
"""


@exercise.probes
def draw(rng):
    first, *others = (_probe(rng, *cloud) for cloud in CLOUDS)
    first.twice = True
    return [first, *others]


def _probe(rng, n, last, size, error_size):
    phi = size * rng.choice([-1, 1], size=2) * rng.uniform(0.5, 2, size=2)
    x, error = rng.uniform(1, 2, size=n), rng.uniform(1, 2, size=n)
    x[-1] = last
    # Points lie on both sides of the line; the few on the other side are too near to cancel.
    error[: n // 4] *= -0.3
    order = rng.permutation(n)
    x, error = x[order], error_size * error[order]
    return Probe(phi=phi, x=x, y=phi[0] + phi[1] * x - error)


@exercise.solution
def line_gradient(phi, x, y):
    residual = phi[0] + phi[1] * x - y
    means = np.mean(residual), np.mean(residual * x)
    return 2 * np.array(means)


exercise.value(
    "by phi[0]",
    points=1.25,
    key=0,
    label="gradient[0]",
    hint="Write down the squared error of one point and differentiate it by phi[0]. What does the "
    "mean over all points add?",
)


def in_proportion(own, phi, x, y):
    """The derivative by phi[1] if it repeats the factor that is wrong in the one by phi[0].

    A sign is no such factor, because a descent along the wrong sign climbs.
    """
    right, first = line_gradient(phi, x, y), float(own["by phi[0]"])
    return right[1] * max(first / right[0], 0) or right[1]


exercise.value(
    "by phi[1]",
    points=1.25,
    key=1,
    label="gradient[1]",
    reference=in_proportion,
    hint="The line is phi[0] + phi[1]·x: by how much does it move at the point x when phi[1] grows "
    "by 1?",
)
exercise.property("arguments", "repeatable", points=0.5, misconceptions=[ARGUMENT_CHANGED])


exercise.misconception(
    "sign-flipped",
    "Take one point that lies above your line. Descent subtracts the gradient: does that move the "
    "line up to the point, or further down?",
    "Check the sign on one point: d/df (f − y)² is what, and is it positive when f is too large?",
    label_minus_line={"phi[0] + phi[1] * x - y": "y - phi[0] - phi[1] * x"},
    label_minus_line_halved={
        "phi[0] + phi[1] * x - y": "y - phi[0] - phi[1] * x",
        "2 * np.array(means)": "np.array(means)",
    },
)

MEAN_FORGOTTEN = Misconception(
    "mean-forgotten",
    "Write every point down twice: should the slope of a mean change? Does yours?",
    "The loss is a mean over n points. Differentiate the mean, and look where the n is left.",
)

exercise.misconception(
    *MEAN_FORGOTTEN,
    summed={
        "np.mean(residual)": "np.sum(residual)",
        "np.mean(residual * x)": "np.sum(residual * x)",
    },
)
exercise.misconception(
    "mean-twice",
    "Count the divisions by n: the loss is one mean. How many means are in your gradient?",
    "`np.mean` divides by n already. Who divides once more?",
    mean_twice={"2 * np.array(means)": "2 * np.array(means) / len(x)"},
)
exercise.misconception(
    "stray-factor",
    "Write the loss down, then differentiate the square: which factor comes down, and is it in "
    "your gradient once?",
    "Try one point with x = 0, y = 0 and the line phi = (1, 0). The loss is phi[0]²; what is its "
    "derivative at 1, and what is yours?",
    without_the_2={"2 * np.array(means)": "np.array(means)"},
    the_2_divided_by={"2 * np.array(means)": "np.array(means) / 2"},
    the_2_twice={"2 * np.array(means)": "4 * np.array(means)"},
    the_2_in_the_first_only={"2 * np.array(means)": "np.array([2 * means[0], means[1]])"},
)
exercise.misconception(
    "divided-by-parameters",
    "Your numbers grow with the number of points, as if nothing were divided by it. By what should "
    "a mean over points be divided?",
    "Which length is the number of points: that of phi, or that of x? And does the factor of the "
    "square survive?",
    divided_by_the_parameters={"2 * np.array(means)": "2 * np.array(means) * len(x) / len(phi)"},
)
exercise.misconception(
    "divided-by-one-less",
    "Which mean is asked for: the sum divided by the number of points, or by one less?",
    "Print what you divide by for four points.",
    divided_by_one_less={"2 * np.array(means)": "2 * np.array(means) * len(x) / (len(x) - 1)"},
)


def no_slope(phi, x, y):
    return np.zeros(2)


exercise.misconception(
    *MEAN_FORGOTTEN,
    any_amount=no_slope,
    divided_by_a_fixed_number={"2 * np.array(means)": "2 * np.array(means) * len(x) / 40"},
)
exercise.misconception(
    "signs-differ",
    "Take a single point at x = 1. Should your two derivatives differ there, and do they?",
    "Both derivatives hold the same error. Does a minus stand before one of them only?",
    second_sign={"np.mean(residual * x)": "-np.mean(residual * x)"},
    first_sign={"np.mean(residual), ": "-np.mean(residual), "},
)
exercise.misconception(
    "no-x",
    "When phi[1] grows, does the line move equally far at x = 0 and at x = 10?",
    "Your two derivatives are equal. What does the chain rule multiply the second one with?",
    no_inner_derivative={"np.mean(residual * x)": "np.mean(residual)"},
)
exercise.misconception(
    "x-everywhere",
    "When phi[0] grows by 1, by how much does the line move at x = 10?",
    "Your two derivatives are equal. Which of the two parameters has an x beside it in the model?",
    x_in_both={"np.mean(residual)": "np.mean(residual * x)"},
)
exercise.misconception(
    "x-squared",
    "When phi[1] grows by 1, by how much does the line move at x = 3?",
    "x² belongs to another model, the parabola. What stands beside phi[1] in a line?",
    x_squared={"np.mean(residual * x)": "np.mean(residual * x**2)"},
)
exercise.misconception(
    "swapped",
    "Which of your two numbers is the derivative by phi[0], and where should it stand?",
    "phi[0] is the height of the line. Which derivative does not need x?",
    the_other_order={
        "np.mean(residual), np.mean(residual * x)": "np.mean(residual * x), np.mean(residual)"
    },
    the_other_order_and_sign={
        "np.mean(residual), np.mean(residual * x)": "np.mean(residual * x), np.mean(residual)",
        "phi[0] + phi[1] * x - y": "y - phi[0] - phi[1] * x",
    },
)
exercise.misconception(
    "phi-for-x",
    "Differentiate phi[0] + phi[1]·x by each of the two parameters: what is left each time, and "
    "what stands in your code?",
    "What the chain rule brings down is not the parameter itself.",
    times_the_parameter={"np.mean(residual * x)": "np.mean(residual) * phi[1]"},
    times_the_height={"np.mean(residual), ": "np.mean(residual) * phi[0], "},
    times_both={
        "np.mean(residual), np.mean(residual * x)": "np.mean(residual) * phi[0], "
        "np.mean(residual) * phi[1]"
    },
)

OTHER_LINE = Misconception(
    "other-line",
    "For phi = (3, 0) the line is 3 everywhere. What does your code make of it at x = 2?",
    "Which entry of phi is the height at x = 0, and which the slope? Are both in your line?",
)
BIAS_MISSING = OTHER_LINE._replace(id="bias-missing")

exercise.misconception(
    *BIAS_MISSING,
    no_height={"phi[0] + phi[1] * x": "phi[1] * x"},
    no_height_halved={
        "phi[0] + phi[1] * x": "phi[1] * x",
        "2 * np.array(means)": "np.array(means)",
    },
)
exercise.misconception(
    *OTHER_LINE,
    roles_swapped={"phi[0] + phi[1] * x": "phi[1] + phi[0] * x"},
    roles_swapped_throughout={
        "phi[0] + phi[1] * x": "phi[1] + phi[0] * x",
        "np.mean(residual), np.mean(residual * x)": "np.mean(residual * x), np.mean(residual)",
    },
)
exercise.misconception(
    "mean-of-product",
    "Is the mean of a product the product of the means? Try (1, −1) times (1, −1).",
    "Every point multiplies its own error with its own x. When should the mean be taken?",
    product_of_means={"np.mean(residual * x)": "np.mean(residual) * np.mean(x)"},
)
exercise.misconception(
    "loss-for-gradient",
    "Where the line fits perfectly but for one point above it, should the derivative by phi[0] be "
    "positive? Can yours ever be negative?",
    "The square belongs to the loss. What does differentiating make of it?",
    square_not_differentiated={
        "phi[0] + phi[1] * x - y": "(phi[0] + phi[1] * x - y) ** 2",
        "2 * np.array(means)": "np.array(means)",
    },
    square_and_factor={"phi[0] + phi[1] * x - y": "(phi[0] + phi[1] * x - y) ** 2"},
)
exercise.misconception(
    "other-loss",
    "Of which loss is yours the gradient? Differentiate the square of one error, and compare.",
    "A mean of squares, the root of it, and a mean of sizes are three losses. Which was asked for, "
    "and which does your code differentiate?",
    sizes_of_errors={
        "2 * np.array(means)": "np.array([np.sign(residual).mean(), "
        "(np.sign(residual) * x).mean()])"
    },
    root_of_the_mean={"2 * np.array(means)": "np.array(means) / np.sqrt(np.mean(residual**2))"},
)
exercise.misconception(
    "sign-lost",
    "How does your gradient tell a point above the line from one below it?",
    "Which way to move is in the sign of the error. Where does it get lost?",
    absolute_errors={"phi[0] + phi[1] * x - y": "np.abs(phi[0] + phi[1] * x - y)"},
)
exercise.misconception(
    "last-sample-only",
    "Change the first point only: does your gradient notice?",
    "What does each round of your loop do with what the round before it found?",
    last_point_only={
        "np.mean(residual), np.mean(residual * x)": "residual[-1], residual[-1] * x[-1]",
        "2 * np.array(means)": "2 * np.array(means) / len(x)",
    },
    last_point_only_undivided={
        "np.mean(residual), np.mean(residual * x)": "residual[-1], residual[-1] * x[-1]"
    },
)
exercise.misconception(
    "returned-too-early",
    "Change the last point only: does your gradient notice?",
    "Look at where `return` stands: inside the loop, or after it?",
    first_point_only={
        "np.mean(residual), np.mean(residual * x)": "residual[0], residual[0] * x[0]",
        "2 * np.array(means)": "2 * np.array(means) / len(x)",
    },
    first_point_only_undivided={
        "np.mean(residual), np.mean(residual * x)": "residual[0], residual[0] * x[0]"
    },
)
exercise.misconception(
    "sample-left-out",
    "Change the first point only, then the last point only: does your gradient notice both?",
    "With which index does your loop begin, and with which does it end?",
    first_point_left_out={
        "np.mean(residual), np.mean(residual * x)": "np.sum(residual[1:]) / len(x), "
        "np.sum(residual[1:] * x[1:]) / len(x)"
    },
    mean_without_the_first_point={
        "np.mean(residual), np.mean(residual * x)": "np.mean(residual[1:]), "
        "np.mean(residual[1:] * x[1:])"
    },
    last_point_left_out={
        "np.mean(residual), np.mean(residual * x)": "np.sum(residual[:-1]) / len(x), "
        "np.sum(residual[:-1] * x[:-1]) / len(x)"
    },
    mean_without_the_last_point={
        "np.mean(residual), np.mean(residual * x)": "np.mean(residual[:-1]), "
        "np.mean(residual[:-1] * x[:-1])"
    },
)
exercise.misconception(
    "second-is-zero",
    "Your second number is always 0. Does the loop, or the sum, that should fill it find any "
    "points?",
    "A zip, a map or a generator can be run through once. What does a second loop find in it?",
    nothing_left_for_the_second={"np.mean(residual * x)": "0.0"},
)
exercise.misconception(
    "sum-beside-mean",
    "Are both of your numbers averages over the points? Write every point down twice and look "
    "which of them changes.",
    "One of your derivatives is a mean and the other a sum.",
    second_not_averaged={"np.mean(residual * x)": "residual @ x"},
)
exercise.misconception(
    "summed-to-one-number",
    "How many parameters has the line, and how many derivatives should come back?",
    "One derivative a parameter makes two in all. What is the single number that you return?",
    one_number={"2 * np.array(means)": "2 * np.sum(means)"},
)
exercise.misconception(
    "not-summed",
    "How many derivatives has the loss, and how many numbers come back from you?",
    "Print the shape. What has to happen with the points, so that one number is left for each "
    "parameter?",
    one_row_a_point={"np.mean(residual), np.mean(residual * x)": "residual, residual * x"},
    divided_and_not_summed={
        "np.mean(residual), np.mean(residual * x)": "residual, residual * x",
        "2 * np.array(means)": "2 * np.array(means) / len(x)",
    },
    mean_over_the_parameters={"2 * np.array(means)": "residual * (1 + x)"},
)
exercise.misconception(
    "column-against-row",
    "How many errors do 5 points have? Print the shape of the errors in your code.",
    "What does NumPy make of (5,) minus (5, 1)? Which line of yours turned one of the two arrays?",
    targets_as_a_column={
        "np.mean(residual * x)": "np.mean((residual + y) * x) - np.mean(y) * np.mean(x)"
    },
    line_as_a_column={
        "np.mean(residual * x)": "np.mean(residual + y) * np.mean(x) - np.mean(y * x)"
    },
)
exercise.misconception(
    "column",
    "Print what you return: how many brackets stand around each of the two numbers?",
    "The shape (2,) was asked for. Which line of yours makes (2, 1) or (1, 2) of it?",
    as_a_column={"2 * np.array(means)": "2 * np.array(means)[:, None]"},
    as_a_row={"2 * np.array(means)": "2 * np.array(means)[None, :]"},
)


def stays(phi, x, y):
    return phi.copy()


exercise.misconception(
    "step-taken",
    "Does your function return slopes, or a place? Print what comes back where the line fits all "
    "points.",
    "A step needs a learning rate, and none is passed in. Which line of yours takes a step?",
    any_amount=stays,
    new_phi={"2 * np.array(means)": "phi - 0.2 * np.array(means)"},
)
exercise.misconception(
    "one-sided-difference",
    "A difference to one side only: what is its error, and how could a second nudge take it away?",
    "Try it on w² at w = 1 with a nudge of 0.01: forwards it gives 2.01. What does it give "
    "backwards, and half-way between?",
    nudged_by_a_tenth={
        "2 * np.array(means)": "2 * np.array(means) + 0.1 * np.array([1, np.mean(x**2)])"
    },
    nudged_by_a_hundredth={
        "2 * np.array(means)": "2 * np.array(means) + 0.01 * np.array([1, np.mean(x**2)])"
    },
    nudged_by_1e_3={
        "2 * np.array(means)": "2 * np.array(means) + 1e-3 * np.array([1, np.mean(x**2)])"
    },
    nudged_by_1e_4={
        "2 * np.array(means)": "2 * np.array(means) + 1e-4 * np.array([1, np.mean(x**2)])"
    },
    nudged_by_1e_5={
        "2 * np.array(means)": "2 * np.array(means) + 1e-5 * np.array([1, np.mean(x**2)])"
    },
    nudged_by_1e_6={
        "2 * np.array(means)": "2 * np.array(means) + 1e-6 * np.array([1, np.mean(x**2)])"
    },
    nudged_by_1e_7={
        "2 * np.array(means)": "2 * np.array(means) + 1e-7 * np.array([1, np.mean(x**2)])"
    },
    nudged_backwards={
        "2 * np.array(means)": "2 * np.array(means) - 0.01 * np.array([1, np.mean(x**2)])"
    },
    nudged_backwards_by_1e_4={
        "2 * np.array(means)": "2 * np.array(means) - 1e-4 * np.array([1, np.mean(x**2)])"
    },
)
exercise.misconception(
    "whole-numbers",
    "Print your gradient: what became of the digits behind the point?",
    "An array of integers cannot hold a slope of 0.3, and `//` rounds down. Which of the two "
    "stands in your code?",
    whole_numbers={"2 * np.array(means)": "(2 * np.array(means)).astype(int)"},
    divided_without_a_rest={"2 * np.array(means)": "np.floor(2 * np.array(means))"},
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    errors_written_into_y={
        "residual = phi[0] + phi[1] * x - y": "y -= phi[0] + phi[1] * x\n    residual = -y"
    },
    line_written_into_x={
        "residual = phi[0] + phi[1] * x - y": "inputs = x.copy()\n"
        "    x[:] = phi[0] + phi[1] * x\n"
        "    residual = x - y",
        "np.mean(residual * x)": "np.mean(residual * inputs)",
    },
)
