"""`regularised_gradients`: the gradients of loss and penalty together, biases left alone."""

import numpy as np

from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Probe
from autograder.exercises.regularisation._weights import draw_array, draw_lam

exercise = Exercise(
    "regularised_gradients",
    asked="`regularised_gradients(grads, params, lam, kind)` returns a new dict with dW1, db1, dW2 "
    'and db2: the gradients of loss plus penalty. `kind` is "l1" or "l2"; the penalty is on '
    "the weights, not on the biases.",
    uses=["l1_gradient", "l2_gradient"],
)

SIZES = ((3, 4, 1), (2, 5, 3))


@exercise.probes
def draw(rng):
    return [
        Probe(
            group=kind,
            grads=_draw(rng, *sizes, prefix="d"),
            params=_draw(rng, *sizes),
            lam=draw_lam(rng),
            kind=kind,
            twice=sizes == SIZES[0],
        )
        for kind in ("l1", "l2")
        for sizes in SIZES
    ]


def _draw(rng, d, h, m, prefix=""):
    shapes = {"W1": (d, h), "b1": (h,), "W2": (h, m), "b2": (m,)}
    return {prefix + name: draw_array(rng, shape) for name, shape in shapes.items()}


def slope(W, lam, kind):
    return lam * np.sign(W) if kind == "l1" else lam * W


@exercise.solution
def regularised_gradients(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, kind)
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
    exercise.value(_key, key=_key, points=0.35, hint="What does the penalty say about the biases?")
exercise.property("arguments", "repeatable", points=0.5)


@exercise.misconception(
    "m65",
    "Which parameters does the penalty leave alone? Compare your db1 with grads['db1'].",
    "A bias moves the whole output up or down and makes nothing more wiggly. Which keys does your "
    "loop visit?",
)
def biases_penalised(grads, params, lam, kind):
    return {"d" + name: grads["d" + name] + slope(W, lam, kind) for name, W in params.items()}


@exercise.misconception(
    "m65",
    "Which parameters does the penalty leave alone? Compare your db1 with grads['db1'].",
    "The penalty should sit on the weights. Which keys does your code add it to?",
)
def biases_penalised_weights_not(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("b1", "b2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, kind)
    return new


@exercise.misconception(
    "m67",
    "The penalty is a sum over all weights of the network. Do those of W2 pull in your dW2?",
    "There are two weight matrices. Follow each of them through your code.",
)
def first_layer_only(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    new["dW1"] = grads["dW1"] + slope(params["W1"], lam, kind)
    return new


@exercise.misconception(
    "m67",
    "The penalty is a sum over all weights of the network. Do those of W1 pull in your dW1?",
    "There are two weight matrices. Follow each of them through your code.",
)
def second_layer_only(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    new["dW2"] = grads["dW2"] + slope(params["W2"], lam, kind)
    return new


@exercise.misconception(
    "m61",
    "Are the gradients that you return any different from those that came in?",
    "The cost is now loss plus penalty. What does the second term add to the slope of a weight?",
)
def nothing_added(grads, params, lam, kind):
    return {name: gradient.copy() for name, gradient in grads.items()}


@exercise.misconception(
    "m61",
    "Double λ: does what you add double?",
    "Follow `lam` from your function's arguments to what is added. Does it get there?",
)
def without_lambda(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], 1.0, kind)
    return new


@exercise.misconception(
    "m64",
    "The step of gradient descent goes against the gradient. With your gradients, do large weights "
    "shrink or grow?",
    "Penalty and loss are added. Are their gradients?",
)
def subtracted(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] - slope(params[name], lam, kind)
    return new


@exercise.misconception(
    "m74",
    "How often does the penalty's gradient enter each of your sums?",
    "Is it added in two places, or is there a 2 that the derivative has already used up?",
)
def added_twice(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + 2 * slope(params[name], lam, kind)
    return new


@exercise.misconception(
    "m63",
    "Penalty and gradient have to belong together. Which factor has the derivative of (λ/2) w²?",
    "Call your function with gradients of 0 and compare with `l1_gradient` or `l2_gradient`.",
)
def half_kept(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, kind) / 2
    return new


_DIVIDED = (
    "Is the penalty of this task divided by a number of samples or of weights? Is yours?",
    "Call your function with gradients of 0 and compare with `l1_gradient` or `l2_gradient`.",
)


@exercise.misconception("m62", *_DIVIDED)
def divided_by_entries(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, kind) / params[name].size
    return new


@exercise.misconception("m62", *_DIVIDED)
def divided_by_rows(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, kind) / len(params[name])
    return new


@exercise.misconception(
    "kinds-swapped",
    'With kind "l1", does what you add depend on how large a weight is? Should it?',
    "Compare the two branches of your `if` with the names of the functions they call.",
)
def kinds_swapped(grads, params, lam, kind):
    other = "l2" if kind == "l1" else "l1"
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, other)
    return new


@exercise.misconception(
    "kind-ignored",
    'Call your function with kind "l1" and with "l2": do the results differ?',
    "Where does your code look at `kind`, and what does the comparison there give?",
)
def always_l2(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, "l2")
    return new


@exercise.misconception(
    "kind-ignored",
    'Call your function with kind "l1" and with "l2": do the results differ?',
    "Where does your code look at `kind`, and what does the comparison there give?",
)
def always_l1(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, "l1")
    return new


@exercise.misconception(
    "both-kinds",
    'Call your function with kind "l1" and with "l2": do the results differ?',
    "How many penalties does the cost have at a time? Count what you add to each gradient.",
)
def both_penalties(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, "l1")
        new["d" + name] = new["d" + name] + slope(params[name], lam, "l2")
    return new


@exercise.misconception(
    "loss-forgotten",
    "With λ = 0 your function should return the gradients of the loss. What does it return?",
    "The new gradient has two parts. Where is the one that came in as `grads`?",
)
def penalty_only(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = slope(params[name], lam, kind)
    return new


@exercise.misconception(
    "slope-of-gradient",
    "By what is the penalty differentiated: the weights, or their gradients? Which of the two do "
    "you pass on?",
    "`grads['dW1']` and `params['W1']` have one shape, so a mix-up raises no error. The penalty "
    "knows only one of them.",
)
def slope_at_the_gradient(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("dW1", "dW2"):
        new[name] = grads[name] + slope(grads[name], lam, kind)
    return new


@exercise.misconception(
    "penalty-for-gradient",
    "Does every entry of dW1 get the same number from you? Should it?",
    "You add the penalty, one number. What belongs there is its slope, one number a weight.",
)
def penalty_added(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        W = params[name]
        penalty = lam * np.sum(np.abs(W)) if kind == "l1" else lam / 2 * np.sum(W**2)
        new["d" + name] = grads["d" + name] + penalty
    return new


@exercise.misconception(
    "m68",
    "Which way does the penalty pull on a weight of −2? Which sign has what you add there?",
    "What is the derivative of w²? It is not w² again.",
)
def squares(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        W = params[name]
        new["d" + name] = grads["d" + name] + (lam * np.sign(W) if kind == "l1" else lam * W**2)
    return new


@exercise.misconception(
    "m72",
    'With kind "l1", does what you add depend on how large a weight is? Should it?',
    "The slope of |w| is neither w nor |w|. How steep is it to the left of 0, and to the right?",
)
def absolute_for_sign(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        W = params[name]
        new["d" + name] = grads["d" + name] + lam * (np.abs(W) if kind == "l1" else W)
    return new


@exercise.misconception(
    "m73",
    "Print your result where a weight is exactly 0. What is 0 divided by 0?",
    "w / |w| is the sign only where w is not 0. Is there a way to the sign that does not divide?",
)
def divides_by_absolute(grads, params, lam, kind):
    new = {name: gradient.copy() for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        W = params[name]
        new["d" + name] = grads["d" + name] + lam * (W / np.abs(W) if kind == "l1" else W)
    return new


@exercise.misconception(
    "biases-missing",
    "Which four keys should the dict hold that you return, and which does it hold?",
    "What the penalty leaves alone still has to be handed on.",
)
def biases_left_out(grads, params, lam, kind):
    return {"d" + n: grads["d" + n] + slope(params[n], lam, kind) for n in ("W1", "W2")}


@exercise.misconception(
    "biases-missing",
    "Without a gradient of their own, would the biases still learn?",
    "Left alone by the penalty does not mean a gradient of 0: the loss still depends on biases.",
)
def biases_set_to_zero(grads, params, lam, kind):
    new = {name: np.zeros(gradient.shape) for name, gradient in grads.items()}
    for name in ("W1", "W2"):
        new["d" + name] = grads["d" + name] + slope(params[name], lam, kind)
    return new


@exercise.misconception(
    "already-stepped",
    "Are these gradients, or parameters that have already been moved?",
    "The minus and the learning rate come in the update, which is another function.",
)
def returns_parameters(grads, params, lam, kind):
    new = {"d" + name: values.copy() for name, values in params.items()}
    for name in ("W1", "W2"):
        new["d" + name] = params[name] - grads["d" + name] - slope(params[name], lam, kind)
    return new


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def adds_in_place(grads, params, lam, kind):
    for name in ("W1", "W2"):
        grads["d" + name] += slope(params[name], lam, kind)
    return grads


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def adds_in_place_through_a_copy(grads, params, lam, kind):
    new = dict(grads)
    for name in ("W1", "W2"):
        new["d" + name] += slope(params[name], lam, kind)
    return new


@exercise.misconception(ARGUMENT_CHANGED.id, ARGUMENT_CHANGED.hint, ARGUMENT_CHANGED.stronger)
def replaces_entries(grads, params, lam, kind):
    for name in ("W1", "W2"):
        grads["d" + name] = grads["d" + name] + slope(params[name], lam, kind)
    return grads
