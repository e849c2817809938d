"""`line_gradient`: the slopes of a mean squared error, for a straight line."""

import numpy as np

from autograder.exercises.gradient_descent._arguments import ARGUMENT_CHANGED, CHANGED
from autograder.exercises.language import Exercise, Misconception, Probe

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
    # Points lie on both sides of the line, at least half of them below, so errors do not cancel.
    side = rng.permutation(np.where(np.arange(n) < n // 4 + 1, -1, 1))
    error = side * rng.uniform(0.5, 2, size=n)
    return Probe(phi=phi, x=x, y=phi[0] + phi[1] * x - error, twice=n == 7)


@exercise.solution
def line_gradient(phi, x, y):
    residual = phi[0] + phi[1] * x - y
    means = np.mean(residual), np.mean(residual * x)
    return 2 * np.array(means)


exercise.value(
    "by phi[0]",
    points=1,
    key=0,
    label="gradient[0]",
    hint="Write down the squared error of one point and differentiate it by phi[0]. What does the "
    "mean over all points add?",
)


def in_proportion(own, phi, x, y):
    """The derivative by phi[1] if it repeats the fault of the one by phi[0] (a factor, or sign)."""
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
exercise.property("arguments", "repeatable", points=1, misconceptions=CHANGED)


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
exercise.misconception(
    "mean-forgotten",
    "Write every point down twice: should the slope of a mean change? Does yours?",
    "The loss is a mean over n points. Differentiate the mean, and look where the n is left.",
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
    "swapped",
    "Which of your two numbers is the derivative by phi[0], and where should it stand?",
    "phi[0] is the height of the line. Which derivative does not need x?",
    the_other_order={
        "np.mean(residual), np.mean(residual * x)": "np.mean(residual * x), np.mean(residual)"
    },
)
exercise.misconception(
    "phi-for-x",
    "Differentiate phi[1]·x by phi[1]: what is left, and what stands in your code?",
    "What the chain rule brings down is not the parameter itself.",
    times_the_parameter={"np.mean(residual * x)": "np.mean(residual) * phi[1]"},
)

OTHER_LINE = Misconception(
    "other-line",
    "For phi = (3, 0) the line is 3 everywhere. What does your code make of it at x = 2?",
    "Which entry of phi is the height at x = 0, and which the slope? Are both in your line?",
)
BIAS_MISSING = OTHER_LINE._replace(id="bias-missing")

exercise.misconception(*BIAS_MISSING, no_height={"phi[0] + phi[1] * x": "phi[1] * x"})
exercise.misconception(*OTHER_LINE, roles_swapped={"phi[0] + phi[1] * x": "phi[1] + phi[0] * x"})
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
    "sum-beside-mean",
    "Are both of your numbers averages over the points? Write every point down twice and look "
    "which of them changes.",
    "One of your derivatives is a mean and the other a sum.",
    second_not_averaged={"np.mean(residual * x)": "residual @ x"},
)
exercise.misconception(
    "summed-to-one-number",
    "How many parameters has the line, and how many derivatives should come back?",
    "One derivative a parameter: they are not added up.",
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
)


@exercise.misconception(
    "one-sided-difference",
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


exercise.misconception(
    "whole-numbers",
    "Print your gradient: what became of the digits behind the point?",
    "An array of integers cannot hold a slope of 0.3. What type does your array have?",
    whole_numbers={"2 * np.array(means)": "(2 * np.array(means)).astype(int)"},
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
