"""Misconceptions about the losses that a loop records."""

from autograder.exercises.backpropagation._training import (
    EARLY_STOP,
    LOSS_AFTER_UPDATE,
    SHARED_LIST,
    SUM_FOR_MEAN,
)
from autograder.exercises.backpropagation.train._loop import exercise

LATER = 'mean_loss(run_forward(X, params)["A2"], y)'

exercise.misconception(
    *LOSS_AFTER_UPDATE,
    named=True,
    losses_after_updates={
        "losses.append(mean_loss(p, y))\n        ": "",
        "gradients, learning_rate)": f"gradients, learning_rate)\n        losses.append({LATER})",
    },
)
exercise.misconception(
    "loss-count",
    "How many losses does a training of 3 iterations have, if each is taken before its update?",
    "Print the shape of `losses`: one plain number for each iteration was asked for.",
    named=True,
    one_loss_more={"return params, losses": f"return params, [*losses, {LATER}]"},
    last_loss_only={"return params, losses": "return params, losses[-1]"},
)
exercise.misconception(
    "loop-cut-short",
    "How far is your `return` from the margin: does it stand inside the loop or after it?",
    "Print the counter of the loop at every turn. A function ends at the first `return` it meets.",
    named=True,
    returns_inside_the_loop={"    return params, losses": "        return params, losses"},
)
exercise.misconception(
    *EARLY_STOP,
    named=True,
    stops_at_a_small_change={
        "losses.append(mean_loss(p, y))": "losses.append(mean_loss(p, y))\n"
        "        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-6:\n            break"
    },
    stops_when_the_loss_rises={
        "losses.append(mean_loss(p, y))": "if losses and mean_loss(p, y) > losses[-1]:\n"
        "            break\n        losses.append(mean_loss(p, y))"
    },
    stops_after_a_thousand={"range(n_iterations)": "range(min(n_iterations, 1000))"},
    nothing_to_do_at_rate_0={"range(n_iterations)": "range(n_iterations if learning_rate else 0)"},
)
exercise.misconception(
    *SHARED_LIST,
    named=True,
    losses_pile_up={"learning_rate, rng):": "learning_rate, rng, losses=[]):", "losses = []": ""},
)
exercise.misconception(
    "running-total",
    "Does the loss of a network that learns grow from turn to turn? What do you append: the loss "
    "of this turn, or what has been added up so far?",
    "Print the number that is new in each turn, before it is appended.",
    named=True,
    totals={"return params, losses": "return params, list(np.cumsum(losses))"},
)
exercise.misconception(
    "swapped",
    "In which order does your loss function take its arguments, and in which does your loop give "
    "them?",
    "Inside the logarithm stands a probability. What stands there in your loss?",
    named=True,
    labels_for_probabilities={"mean_loss(p, y)": "mean_loss(y, p)"},
)
exercise.misconception(
    *SUM_FOR_MEAN,
    named=True,
    summed_losses={"mean_loss(p, y)": "len(y) * mean_loss(p, y)"},
)
exercise.misconception(
    "minus-missing",
    "What sign should a loss have, and what sign has log p when p lies between 0 and 1?",
    "A perfect network has the loss 0 and every other one more. Are yours like that?",
    named=True,
    negative_losses={"mean_loss(p, y)": "-mean_loss(p, y)"},
)
exercise.misconception(
    "second-term-missing",
    "Two kinds of sample: what punishes a high probability where y = 0?",
    "The cross-entropy has two terms. Which one do you record?",
    named=True,
    one_term={"mean_loss(p, y)": "float(-np.mean(y * np.log(p)))"},
)
exercise.misconception(
    "other-loss",
    "Which loss does the task name, and which one do you record?",
    "A squared error never exceeds 1 here. The cross-entropy has logarithms in it.",
    named=True,
    squared_losses={"mean_loss(p, y)": "float(np.mean((p - y) ** 2))"},
)
