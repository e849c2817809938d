"""`regularised_gradients`: the gradients of loss and penalty together, biases left alone."""

import numpy as np

from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Probe
from autograder.exercises.regularisation._weights import LARGE, SMALL, draw_array, draw_lam

exercise = Exercise(
    "regularised_gradients",
    asked="`regularised_gradients(grads, params, lam, kind)` returns a new dict with dW1, db1, dW2 "
    'and db2: the gradients of loss plus penalty. `kind` is "l1" or "l2"; the penalty is on '
    "the weights, not on the biases.",
    uses={
        "l1_gradient": ["dW1 (l1)", "dW2 (l1)"],
        "l2_gradient": ["dW1 (l2)", "dW2 (l2)"],
    },
)

SIZES = (((3, 4, 1), 1), ((2, 5, 3), 1), ((3, 4, 1), SMALL), ((3, 3, 3), LARGE))
"""The sizes of a network, (inputs, hidden, outputs), and the factor for its numbers."""


@exercise.probes
def draw(rng):
    return [
        Probe(
            group=kind,
            grads=_draw(rng, factor, *sizes, prefix="d"),
            params=_draw(rng, factor, *sizes),
            lam=draw_lam(rng),
            kind=kind,
            twice=number == 0,
        )
        for kind in ("l1", "l2")
        for number, (sizes, factor) in enumerate(SIZES)
    ]


def _draw(rng, factor, d, h, m, prefix=""):
    shapes = {"W1": (d, h), "b1": (h,), "W2": (h, m), "b2": (m,)}
    return {prefix + name: factor * draw_array(rng, shape) for name, shape in shapes.items()}


@exercise.solution
def regularised_gradients(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        W = params[name]
        slope = np.sign(W) if kind == "l1" else W
        new["d" + name] = grads["d" + name] + lam * slope
    return new


for _kind in ("l1", "l2"):
    for _key in ("dW1", "dW2"):
        exercise.value(
            f"{_key} ({_kind})",
            key=_key,
            groups=(_kind,),
            points=0.7,
            hint="A gradient of a sum is the sum of the gradients. Which two belong to this one?",
        )
for _key in ("db1", "db2"):
    exercise.value(
        _key,
        key=_key,
        points=0.35,
        put_off=True,
        hint="What does the penalty say about the biases?",
    )
exercise.property("arguments", "repeatable", points=0.5)

COPIES = "{name: gradient.copy() for name, gradient in grads.items()}"

# The first two stand first: their questions fit every answer that adds nothing to dW1, or to dW2.
exercise.misconception(
    "second-layer-only",
    "The penalty is a sum over all weights of the network. Do those of W1 pull in your dW1?",
    "There are two weight matrices. Follow each of them through your code.",
    second_layer_only={'("W1", "W2")': '("W2",)'},
    second_layer_always_l2={'("W1", "W2")': '("W2",)', 'np.sign(W) if kind == "l1" else W': "W"},
)
exercise.misconception(
    "first-layer-only",
    "The penalty is a sum over all weights of the network. Do those of W2 pull in your dW2?",
    "There are two weight matrices. Follow each of them through your code.",
    first_layer_only={'("W1", "W2")': '("W1",)'},
    first_layer_always_l2={'("W1", "W2")': '("W1",)', 'np.sign(W) if kind == "l1" else W': "W"},
)
exercise.misconception(
    "bias-penalised",
    "Which parameters does the penalty leave alone? Compare your db1 and db2 with those in grads.",
    "A bias moves the whole output up or down and makes nothing more wiggly. Which keys does your "
    "loop visit?",
    biases_penalised={'("W1", "W2")': "params"},
    hidden_biases_penalised={'("W1", "W2")': '("W1", "W2", "b1")'},
    output_biases_penalised={'("W1", "W2")': '("W1", "W2", "b2")'},
)
exercise.misconception(
    "only-biases-penalised",
    "Which parameters does the penalty leave alone? Compare your db1 and db2 with those in grads.",
    "The penalty should sit on the weights. Which keys does your code add it to?",
    biases_penalised_weights_not={'("W1", "W2")': '("b1", "b2")'},
    biases_penalised_by_half={'("W1", "W2")': '("b1", "b2")', "lam * slope": "lam / 2 * slope"},
)
exercise.misconception(
    "penalty-forgotten",
    "Are the gradients that you return any different from those that came in?",
    "The cost is now loss plus penalty. What does the second term add to the slope of a weight?",
    nothing_added={" + lam * slope": ""},
)
exercise.misconception(
    "lambda-missing",
    "Double λ: does what you add double?",
    "Follow `lam` from your function's arguments to what is added. Does it get there?",
    without_lambda={"lam * slope": "slope"},
)
exercise.misconception(
    "lambda-squared",
    "Double λ: does what you add double, or become four times as large?",
    "How often does λ enter on the way from your arguments to what is added? Does `l1_gradient` "
    "know it already?",
    lambda_squared={"lam * slope": "lam**2 * slope"},
)
exercise.misconception(
    "sign-flipped",
    "The step of gradient descent goes against the gradient. With your gradients, do large weights "
    "shrink or grow?",
    "Penalty and loss are added. Are their gradients?",
    subtracted={"+ lam * slope": "- lam * slope"},
    subtracted_and_swapped={"+ lam * slope": "- lam * slope", 'kind == "l1"': 'kind == "l2"'},
)
exercise.misconception(
    "decay-twice",
    "How often does the penalty's gradient enter each of your sums?",
    "Is it added in two places, or is there a 2 that the derivative has already used up?",
    added_twice={"lam * slope": "2 * lam * slope"},
    twice_for_l2={"else W": "else 2 * W"},
)
exercise.misconception(
    "half-kept",
    "Penalty and gradient have to belong together. Which factor has the derivative of (λ/2) w²?",
    "Call your function with gradients of 0 and compare with `l1_gradient` or `l2_gradient`.",
    half_kept={"lam * slope": "lam / 2 * slope"},
    half_kept_for_l2={"else W": "else W / 2"},
)
exercise.misconception(
    "half-mismatch",
    'With kind "l1", λ = 1 and gradients of 0: what should come back for a weight of 2, and what '
    "does?",
    "Only one of the two penalties carries a ½. Is it this one?",
    half_for_l1={"np.sign(W)": "np.sign(W) / 2"},
)
exercise.misconception(
    "divided-by-count",
    "Is the penalty of this task divided by a number of samples or of weights? Is yours?",
    "Call your function with gradients of 0 and compare with `l1_gradient` or `l2_gradient`.",
    divided_by_entries={"lam * slope": "lam * slope / W.size"},
    divided_by_rows={"lam * slope": "lam * slope / len(W)"},
    divided_by_all_entries={"lam * slope": 'lam * slope / (params["W1"].size + params["W2"].size)'},
)
exercise.misconception(
    "kinds-swapped",
    'With kind "l1", does what you add depend on how large a weight is? Should it?',
    "Compare the two branches of your `if` with the names of the functions they call.",
    kinds_swapped={'kind == "l1"': 'kind == "l2"'},
)
exercise.misconception(
    "kind-ignored",
    'Call your function with kind "l1" and with "l2": do the results differ?',
    "Where does your code look at `kind`, and what does the comparison there give?",
    always_l2={'np.sign(W) if kind == "l1" else W': "W"},
    always_l1={'np.sign(W) if kind == "l1" else W': "np.sign(W)"},
)
exercise.misconception(
    "one-kind-only",
    'Call your function with gradients of 0, once with kind "l1" and once with "l2". Does each of '
    "the two add something?",
    "Follow each kind through the branches of your `if`. What does the other branch do?",
    nothing_for_l2={"else W": "else 0 * W"},
    nothing_for_l1={"np.sign(W)": "0 * W"},
)
exercise.misconception(
    "both-kinds",
    'Call your function with kind "l1" and with "l2": do the results differ?',
    "How many penalties does the cost have at a time? Count what you add to each gradient.",
    both_penalties={"lam * slope": "lam * np.sign(W) + lam * W"},
)
exercise.misconception(
    "loss-forgotten",
    "With λ = 0 your function should return the gradients of the loss. What does it return?",
    "The new gradient has two parts. Where is the one that came in as `grads`?",
    penalty_only={'grads["d" + name] + lam': "lam"},
)
exercise.misconception(
    "slope-of-gradient",
    "By what is the penalty differentiated: the weights, or their gradients? Which of the two do "
    "you pass on?",
    "`grads['dW1']` and `params['W1']` have one shape, so a mix-up raises no error. The penalty "
    "knows only one of them.",
    slope_at_the_gradient={"W = params[name]": 'W = grads["d" + name]'},
)
exercise.misconception(
    "penalty-for-gradient",
    "Does every entry of dW1 get the same number from you? Should it?",
    "You add the penalty, one number. What belongs there is its slope, one number a weight.",
    penalty_added={"np.sign(W)": "np.sum(np.abs(W))", "else W": "else np.sum(W**2) / 2"},
    penalty_of_both_added={
        "np.sign(W)": 'sum(np.sum(np.abs(params[x])) for x in ("W1", "W2"))',
        "else W": 'else sum(np.sum(params[x] ** 2) for x in ("W1", "W2")) / 2',
    },
)
exercise.misconception(
    "square-undifferentiated",
    "Which way does the penalty pull on a weight of −2? Which sign has what you add there?",
    "What is the derivative of w²? It is not w² again.",
    squares={"else W": "else W**2"},
)
exercise.misconception(
    "weight-for-sign",
    'With kind "l1", does what you add depend on how large a weight is? Should it?',
    "The slope of |w| is neither w nor |w|. How steep is it to the left of 0, and to the right?",
    absolute_for_sign={"np.sign(W)": "np.abs(W)"},
)
exercise.misconception(
    "nan-at-zero",
    "Print your result where a weight is exactly 0. What is 0 divided by 0?",
    "w / |w| is the sign only where w is not 0. Is there a way to the sign that does not divide?",
    divides_by_absolute={"np.sign(W)": "W / np.abs(W)"},
)
exercise.misconception(
    "sign-at-zero",
    'With kind "l1", what should you add where a weight is exactly 0, and what do you add there?',
    "Two cases are not enough: an entry is above 0, below 0, or neither.",
    minus_at_zero={"np.sign(W)": "np.where(W > 0, 1, -1)"},
    plus_at_zero={"np.sign(W)": "np.where(W >= 0, 1, -1)"},
)
exercise.misconception(
    "biases-missing",
    "Which four keys should the dict hold that you return, and which does it hold?",
    "What the penalty leaves alone still has to be handed on.",
    biases_left_out={COPIES: "{}"},
)
exercise.misconception(
    "biases-do-not-learn",
    "Without a gradient of their own, would the biases still learn?",
    "Left alone by the penalty does not mean a gradient of 0: the loss still depends on biases.",
    biases_set_to_zero={"gradient.copy()": "np.zeros(gradient.shape)"},
)


def parameters_as_they_are(grads, params, lam, kind):
    """What a step of any size starts from."""
    return {"d" + name: values for name, values in params.items()}


exercise.misconception(
    "already-stepped",
    "Are these gradients, or parameters that have already been moved?",
    "The minus and the learning rate come in the update, which is another function.",
    returns_parameters={
        COPIES: '{"d" + name: values.copy() for name, values in params.items()}',
        'grads["d" + name] + lam': 'W - grads["d" + name] - lam',
    },
    any_amount=parameters_as_they_are,
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    adds_in_place={COPIES: "grads", '= grads["d" + name] + lam': "+= lam"},
    adds_in_place_through_a_copy={COPIES: "dict(grads)", '= grads["d" + name] + lam': "+= lam"},
    replaces_entries={COPIES: "grads"},
)
