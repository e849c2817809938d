"""Misconceptions at the output: the error dZ2, and whole passes in another convention."""

from autograder.exercises.backpropagation.backward._chain import exercise, gradients_from
from autograder.exercises.language import ARGUMENT_CHANGED, Misconception

exercise.misconception(
    "sign-flipped",
    "Take one sample with y = 1 and an output of 0.3. Descent subtracts the gradient: does your "
    "dZ2 then push that output up or down?",
    "The output should rise there, and descent subtracts. Which sign must the gradient have?",
    link="dZ2",
    label_minus_output={'cache["A2"] - y': 'y - cache["A2"]'},
    label_minus_output_with_slope={
        '(cache["A2"] - y) / len(y)': '(y - cache["A2"]) * cache["A2"] * (1 - cache["A2"]) / len(y)'
    },
    label_minus_output_summed={'(cache["A2"] - y) / len(y)': 'y - cache["A2"]'},
)
exercise.misconception(
    "mean-forgotten",
    "Write every sample down twice: should the gradient of a mean change? Does your dZ2?",
    "The loss is a mean over n samples. Differentiate the mean, and look where the n is left.",
    link="dZ2",
    no_mean={" / len(y)": ""},
)

MEAN_TWICE = Misconception(
    "mean-twice",
    "Count the divisions by n on the way from the loss to this gradient: how many are there, and "
    "how many in your code?",
    "dZ2 holds the 1/n already. What follows from it inherits it.",
)
exercise.misconception(*MEAN_TWICE, link="dZ2", mean_twice={"len(y)": "len(y) ** 2"})


@exercise.misconception(*MEAN_TWICE)
def mean_twice_everywhere(X, y, params, cache):
    grads = gradients_from((cache["A2"] - y) / len(y), X, params, cache)
    return {name: g / len(y) if name[1] in "Wb" else g for name, g in grads.items()}


@exercise.misconception(*MEAN_TWICE)
def mean_twice_in_weights(X, y, params, cache):
    grads = gradients_from((cache["A2"] - y) / len(y), X, params, cache)
    return {name: g / len(y) if name[1] == "W" else g for name, g in grads.items()}


@exercise.misconception(
    "sum-beside-mean",
    "Are the gradients of weights and of biases derivatives of the same loss? Which of yours are "
    "means over the samples, and which are sums?",
    "Both come from one mean loss: if one of them holds 1/n, so does the other.",
)
def weights_averaged_biases_summed(X, y, params, cache):
    grads = gradients_from(cache["A2"] - y, X, params, cache)
    return {name: g / len(y) if name[1] == "W" else g for name, g in grads.items()}


exercise.misconception(
    "stray-factor",
    "Write the loss down, then differentiate it: does a ½ or a 2 come out anywhere?",
    "A factor of 2 comes from a square. Is there a square in the cross-entropy?",
    link="dZ2",
    half={"len(y)": "(2 * len(y))"},
)
exercise.misconception(
    "stray-factor-of-two",
    "Which loss has a gradient with this factor of 2? Write down the loss of this task and "
    "differentiate it: does a 2 come out?",
    "A factor of 2 comes from a squared error, and then the sigmoid's own derivative would have to "
    "follow. What does cross-entropy behind a sigmoid give in their place?",
    link="dZ2",
    doubled={'(cache["A2"] - y)': '2 * (cache["A2"] - y)'},
)
exercise.misconception(
    "output-slope-missing",
    "Which loss has a gradient with this factor of 2? List every link of the chain from that loss "
    "to Z2: are all of them in your code?",
    "A squared error behind a sigmoid needs the sigmoid's derivative too. And is it the loss of "
    "this task?",
    link="dZ2",
    squared_error_without_slope={'(cache["A2"] - y) / len(y)': '2 * (cache["A2"] - y)'},
)
exercise.misconception(
    "squared-error",
    "Which loss does your dZ2 belong to, and which one does the task name?",
    "This is the chain of a squared error through the sigmoid. Start from the cross-entropy "
    "instead: what cancels?",
    link="dZ2",
    squared_error={'(cache["A2"] - y)': '2 * (cache["A2"] - y) * cache["A2"] * (1 - cache["A2"])'},
)

WRONG_COUNT = Misconception(
    "wrong-count",
    "Which axis of X holds the samples? Print X.shape, and the number that you divide by.",
    "The mean goes over all the samples that came in X, and over nothing else.",
)
exercise.misconception(
    *WRONG_COUNT,
    link="dZ2",
    divided_by_features={"len(y)": "X.shape[1]"},
    divided_by_entries={"len(y)": "X.size"},
    divided_by_nodes={"len(y)": 'cache["A1"].shape[1]'},
    divided_by_one_less={"len(y)": "(len(y) - 1)"},
    divided_by_all_flowers={"len(y)": "150"},
    divided_by_training_flowers={"len(y)": "100"},
)


@exercise.misconception(*WRONG_COUNT)
def gradients_divided_by_features(X, y, params, cache):
    grads = gradients_from(cache["A2"] - y, X, params, cache)
    return {name: g / X.shape[1] if name[1] in "Wb" else g for name, g in grads.items()}


exercise.misconception(
    "extra-output-slope",
    "Combine the loss and the output's sigmoid first: does σ′ survive in the derivative by Z2?",
    "An output that is confident and wrong should learn fast. How large is A2 (1 − A2) there?",
    link="dZ2",
    extra_slope={"/ len(y)": '* cache["A2"] * (1 - cache["A2"]) / len(y)'},
    extra_slope_summed={"/ len(y)": '* cache["A2"] * (1 - cache["A2"])'},
)
exercise.misconception(
    "probability-gradient",
    "How large is your dZ2 where A2 is very close to 0 or 1? Is it a derivative by Z2, or by A2?",
    "What you have is the step before: dA2. One more link of the chain leads from A2 to Z2.",
    link="dZ2",
    derivative_by_output={"/ len(y)": '/ (cache["A2"] * (1 - cache["A2"])) / len(y)'},
    derivative_by_output_summed={"/ len(y)": '/ (cache["A2"] * (1 - cache["A2"]))'},
)


def clipped_quotient(distance):
    """The change of dZ2 to a quotient of clipped outputs, times the slope of the outputs."""
    return {
        'return (cache["A2"] - y)': f'a = np.clip(cache["A2"], {distance}, 1 - {distance})\n'
        "    return (a - y)",
        "/ len(y)": '/ (a * (1 - a)) * cache["A2"] * (1 - cache["A2"]) / len(y)',
    }


exercise.misconception(
    "clipped-quotient",
    "Take one sample with y = 0 and an output that is almost 1: what should its dZ2 be, and what "
    "is yours?",
    "Multiply the derivative of the loss by the sigmoid's own on paper, before you write code: "
    "which factors cancel?",
    link="dZ2",
    quotient_clipped_at_1e_7=clipped_quotient("1e-7"),
    quotient_clipped_at_1e_8=clipped_quotient("1e-8"),
    quotient_clipped_at_1e_10=clipped_quotient("1e-10"),
)
exercise.misconception(
    "derivative-of-output-activation",
    "What does your σ′ expect: a weighted input z, or an activation a? Which of the two do you "
    "give it? And does the output need it at all here?",
    "Combine the loss and the output's sigmoid on paper before you write code.",
    link="dZ2",
    slope_of_output={
        'return (cache["A2"] - y)': 'a = 1 / (1 + np.exp(-cache["A2"]))\n'
        '    return (cache["A2"] - y) * a * (1 - a)'
    },
)
exercise.misconception(
    "derivative-of-raw-output",
    "σ′ lies between 0 and ¼. Between which values lies what you multiply the error with?",
    "a (1 − a) wants an activation, and Z2 is not one. Does the output need it at all here?",
    link="dZ2",
    slope_from_raw_output={"/ len(y)": '* cache["Z2"] * (1 - cache["Z2"]) / len(y)'},
)
exercise.misconception(
    "thresholded",
    "Is a step differentiable? Move Z2 by a hair: does your dZ2 notice?",
    "The gradient needs the probability itself, not the class that it stands for.",
    link="dZ2",
    thresholded={'cache["A2"] - y': '(cache["A2"] > 0.5) - y'},
    thresholded_summed={'(cache["A2"] - y) / len(y)': '(cache["A2"] > 0.5) - y'},
)
exercise.misconception(
    "sign-lost",
    "Which way should an output move that is too high, and which way one that is too low? Can your "
    "dZ2 say both?",
    "A gradient has a sign. Where is it lost?",
    link="dZ2",
    absolute={'(cache["A2"] - y)': 'np.abs(cache["A2"] - y)'},
    absolute_summed={'(cache["A2"] - y) / len(y)': 'np.abs(cache["A2"] - y)'},
)
exercise.misconception(
    "second-term-missing",
    "What does your gradient say to a sample with y = 0? What punishes a high output there?",
    "The cross-entropy has two terms. Which one did you differentiate?",
    link="dZ2",
    only_ones={'(cache["A2"] - y)': '-y * (1 - cache["A2"])'},
)
exercise.misconception(
    "no-output-activation",
    "Which sigmoid acts last? Compare the range of what you subtract y from with the range of y.",
    "Z2 has not been through the activation yet.",
    link="dZ2",
    error_of_raw_output={'cache["A2"]': 'cache["Z2"]'},
)

BROADCAST = Misconception(
    "broadcast",
    "Print the shapes of A2, of y and of their difference. Is it what you expected?",
    "(n,) beside (n, 1) stretches to (n, n). Keep both as columns.",
)
exercise.misconception(
    *BROADCAST,
    link="dZ2",
    flat_labels={'cache["A2"] - y': 'cache["A2"] - y.ravel()'},
    flat_outputs={'cache["A2"] - y': 'cache["A2"].ravel() - y'},
    flat_labels_averaged={
        '(cache["A2"] - y)': '(cache["A2"] - y[:, 0]).mean(axis=1, keepdims=True)'
    },
    flat_both={'cache["A2"] - y': 'cache["A2"].ravel() - y.ravel()'},
)


@exercise.misconception(*BROADCAST)
def flat_error_put_right_later(X, y, params, cache):
    dZ2 = (cache["A2"].ravel() - y.ravel()) / len(y)
    return {**gradients_from(dZ2[:, None], X, params, cache), "dZ2": dZ2}


LAST_SAMPLE_ONLY = Misconception(
    "last-sample-only",
    "Give your function two samples, then swap them: why does the answer change? What happens to "
    "the first sample's share when the loop comes to the second?",
    "`=` replaces what was there. What adds to it?",
)
RETURNED_TOO_EARLY = Misconception(
    "returned-too-early",
    "How often does the body of your loop run? Print the index inside it.",
    "`return` leaves the function at once. How far is it indented?",
)


def one_row(i, X, y, params, cache):
    """The gradients of sample i alone; its errors have one row."""
    alone = {name: value[[i]] for name, value in cache.items()}
    return gradients_from(alone["A2"] - y[[i]], X[[i]], params, alone)


def one_sample(i, X, y, params, cache):
    """The gradients of sample i alone; its errors have the shape of a single sample."""
    grads = one_row(i, X, y, params, cache)
    return {name: g[0] if name in ("dZ2", "dA1", "dZ1") else g for name, g in grads.items()}


@exercise.misconception(*LAST_SAMPLE_ONLY)
def last_sample(X, y, params, cache):
    return one_sample(-1, X, y, params, cache)


@exercise.misconception(*LAST_SAMPLE_ONLY)
def last_sample_over_n(X, y, params, cache):
    return {name: g / len(X) for name, g in one_sample(-1, X, y, params, cache).items()}


@exercise.misconception(*LAST_SAMPLE_ONLY)
def last_sample_as_row(X, y, params, cache):
    return {name: g / len(X) for name, g in one_row(-1, X, y, params, cache).items()}


@exercise.misconception(*RETURNED_TOO_EARLY)
def first_sample(X, y, params, cache):
    return one_sample(0, X, y, params, cache)


@exercise.misconception(*RETURNED_TOO_EARLY)
def first_sample_over_n(X, y, params, cache):
    return {name: g / len(X) for name, g in one_sample(0, X, y, params, cache).items()}


@exercise.misconception(*RETURNED_TOO_EARLY)
def first_sample_as_row(X, y, params, cache):
    return {name: g / len(X) for name, g in one_row(0, X, y, params, cache).items()}


@exercise.misconception(*ARGUMENT_CHANGED)
def edits_the_cache(X, y, params, cache):
    dZ2 = cache["A2"]
    dZ2 -= y
    dZ2 /= len(y)
    return gradients_from(dZ2, X, params, cache)


@exercise.misconception(*ARGUMENT_CHANGED)
def writes_into_params(X, y, params, cache):
    grads = gradients_from((cache["A2"] - y) / len(y), X, params, cache)
    params["W2"] -= 0.1 * grads["dW2"]
    return grads
