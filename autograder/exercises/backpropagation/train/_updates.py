"""Misconceptions about the step: its direction, its length, its order, its samples."""

from autograder.exercises.backpropagation._training import (
    LAST_UPDATE_MISSING,
    ONE_SAMPLE_A_STEP,
    RATE_CHANGES,
    STALE_GRADIENTS,
    UPDATED_TOO_EARLY,
    declare_shared,
)
from autograder.exercises.backpropagation.train._loop import OUTPUT_ERROR, STEP, exercise

declare_shared(exercise)
exercise.misconception(
    "step-doubled",
    "Every step is twice as long as it should be. Is there a 2 in your gradient, or does the "
    "update happen twice in one turn?",
    "Write the loss down, then differentiate: does a 2 come out of the cross-entropy?",
    named=True,
    two_updates={STEP: f"{STEP}\n        {STEP}"},
)
exercise.misconception(
    "step-halved",
    "Every step is half as long as it should be. Where does a ½ come in?",
    "Write the loss down, then differentiate: does a ½ come out of the cross-entropy?",
    named=True,
    half_steps={"gradients, learning_rate)": "gradients, learning_rate / 2)"},
)
exercise.misconception(
    "wrong-count",
    "Which axis of X holds the samples? Print X.shape, and the number that you divide by.",
    "The mean goes over the samples, not over the features.",
    named=True,
    divided_by_features={"/ len(y)": "/ X.shape[1]"},
)
exercise.misconception(
    "no-rate",
    "Does the length of your step depend on learning_rate? Try two different rates.",
    "The rate scales the gradient before it is taken off.",
    named=True,
    no_rate={"gradients, learning_rate)": "gradients, 1.0 if learning_rate else 0.0)"},
)
exercise.misconception(
    "rate-ignored",
    "With a rate of 0 nothing should move. Where does your loop take its rate from?",
    "Look for a number, or a name from another cell, where the argument should stand.",
    named=True,
    fixed_rate={"gradients, learning_rate)": "gradients, 0.5)"},
)
exercise.misconception(
    "no-update",
    "Print a weight before and after your loop: what is different?",
    "`update` returns new params. Who keeps them?",
    named=True,
    update_thrown_away={"params = step_down(": "step_down("},
)
exercise.misconception(
    *LAST_UPDATE_MISSING,
    named=True,
    returns_the_best={
        "losses = []": "losses, best = [], params",
        STEP: f"best = params if losses[-1] == min(losses) else best\n        {STEP}",
        "return params, losses": "return best, losses",
    },
)
exercise.misconception(
    *RATE_CHANGES,
    named=True,
    rate_shrinks={
        "gradients, learning_rate)": "gradients, learning_rate * 0.99 ** len(losses[1:]))"
    },
)
exercise.misconception(
    *ONE_SAMPLE_A_STEP,
    named=True,
    random_sample={
        OUTPUT_ERROR: "dZ2, i = np.zeros_like(y), rng.integers(len(y))\n"
        "        dZ2[i] = p[i] - y[i]"
    },
    random_sample_over_n={
        OUTPUT_ERROR: "dZ2, i = np.zeros_like(y), rng.integers(len(y))\n"
        "        dZ2[i] = (p[i] - y[i]) / len(y)"
    },
)
exercise.misconception(
    "sum-beside-mean",
    "The weights step as they should and the biases do not. Are both gradients derivatives of the "
    "same mean loss?",
    "If one of them holds 1/n, so does the other.",
    named=True,
    biases_summed={
        "dZ1.sum(axis=0)": "len(y) * dZ1.sum(axis=0)",
        "dZ2.sum(axis=0)": "len(y) * dZ2.sum(axis=0)",
    },
)
exercise.misconception(
    "one-layer",
    "How many layers have parameters, and how many of them does your loop move?",
    "Compare old and new, parameter by parameter, after one step.",
    named=True,
    second_layer_only={
        STEP: f"old = params\n        {STEP}\n"
        '        params = {**params, "W1": old["W1"], "b1": old["b1"]}'
    },
)
exercise.misconception(
    *UPDATED_TOO_EARLY,
    named=True,
    second_layer_updated_first={
        '@ params["W2"].T': '@ (params["W2"] - learning_rate * cache["A1"].T @ dZ2).T'
    },
)
# In these variants a turn of the loop moves only some of the parameters, so an iteration takes
# several turns. The loss of the first turn is kept.
exercise.misconception(
    "one-after-another",
    "At which parameters are the gradients of one step taken? Are they the same for all four?",
    "Freeze the parameters: compute every gradient first, then move all of them together.",
    named=True,
    layers_one_after_another={
        "for _ in range(n_iterations)": "for turn in range(2 * n_iterations)",
        STEP: 'layer = (("W2", "b2"), ("W1", "b1"))[turn % 2]\n'
        "        some = {name: params[name] for name in layer}\n"
        "        params = {**params, **step_down(some, gradients, learning_rate)}",
        "return params, losses": "return params, losses[::2]",
    },
    parameters_one_after_another={
        "for _ in range(n_iterations)": "for turn in range(4 * n_iterations)",
        STEP: 'name = ("W1", "b1", "W2", "b2")[turn % 4]\n'
        "        one = params[name] - learning_rate * gradients[name]\n"
        "        params = {**params, name: one}",
        "return params, losses": "return params, losses[::4]",
    },
)
exercise.misconception(
    "gradient-not-reset",
    "What do your gradients hold at the start of the second iteration? Print them.",
    "What is added up over the samples has to begin at zero again in every step.",
    named=True,
    gradients_not_reset={
        "losses = []": "losses, total = [], dict.fromkeys(params, 0)",
        STEP: "total = {name: total[name] + gradients[name] for name in total}\n"
        "        params = step_down(params, total, learning_rate)",
    },
)
exercise.misconception(
    *STALE_GRADIENTS,
    named=True,
    forward_pass_once={
        "losses = []": "losses, first = [], run_forward(X, params)",
        "cache = run_forward(X, params)": "cache = first",
    },
)
exercise.misconception(
    "last-sample-only",
    "Give your loop two samples and swap them: why does the step change?",
    "Does every sample's share reach the gradient, or does one replace the other?",
    named=True,
    last_sample={OUTPUT_ERROR: "dZ2 = np.zeros_like(y)\n        dZ2[-1] = p[-1] - y[-1]"},
)
exercise.misconception(
    "returned-too-early",
    "How many samples take part in a step of yours? Print the index inside the loop over them.",
    "`return` or `break` leaves at once. How far is it indented?",
    named=True,
    first_sample={OUTPUT_ERROR: "dZ2 = np.zeros_like(y)\n        dZ2[0] = p[0] - y[0]"},
)
exercise.misconception(
    "sample-by-sample",
    "How many updates does one iteration of yours make, and how many were asked for?",
    "Full-batch descent looks at all samples before it takes one step.",
    named=True,
    sample_by_sample={
        "for _ in range(n_iterations)": "for turn in range(n_iterations * len(y))",
        OUTPUT_ERROR: "dZ2, i = np.zeros_like(y), turn % len(y)\n        dZ2[i] = p[i] - y[i]",
        "return params, losses": "return params, losses[:: len(y)]",
    },
)
