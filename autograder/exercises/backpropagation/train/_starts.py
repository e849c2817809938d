"""Misconceptions about where a loop starts, what it takes and what it returns."""

from autograder.exercises.backpropagation._training import (
    DRAWN_ANEW,
    INPUTS_CHANGED,
)
from autograder.exercises.backpropagation.train._loop import OUTPUT_ERROR, STEP, exercise
from autograder.exercises.language import ARGUMENT_CHANGED

exercise.misconception(
    "symmetric-start",
    "What breaks the symmetry? Two hidden neurons with equal weights get equal gradients: what "
    "will tell them apart?",
    "Look at what your loop starts from: every weight has to be drawn on its own.",
    named=True,
    start_of_zeros={
        "losses = []": "params = {name: 0 * value for name, value in params.items()}\n"
        "    losses = []"
    },
)
exercise.misconception(
    "whole-numbers",
    "What is 3 minus 0.1 in an array of whole numbers? Print the dtype of your weights.",
    "Learning moves weights by small fractions. Which draws have digits behind the point?",
    named=True,
    whole_numbers={
        "losses = []": "params = {k: np.round(3 * v).astype(int) for k, v in params.items()}\n"
        "    losses = []",
        STEP: f"{STEP}\n        params = {{k: v.astype(int) for k, v in params.items()}}",
    },
    whole_numbers_in_place={
        "losses = []": 'params["W1"] = rng.integers(-3, 4, size=(X.shape[1], n_hidden))\n'
        "    losses = []",
        STEP: "for name in params:\n            params[name] -= learning_rate * gradients[name]",
    },
)
exercise.misconception(
    "own-generator",
    "Call your function twice with generators of the same seed: when should the starts agree?",
    "The generator is an argument: everything random comes out of it, and nothing else does.",
    named=True,
    generator_of_its_own={"n_hidden, rng)": "n_hidden, np.random.default_rng())"},
)
exercise.misconception(
    *DRAWN_ANEW,
    named=True,
    start_in_every_turn={
        "cache = run_forward": "params = draw_start(X.shape[1], n_hidden, rng)\n"
        "        cache = run_forward"
    },
)
exercise.misconception(
    *INPUTS_CHANGED,
    named=True,
    centred={"losses = []": "X, losses = X - X.mean(axis=0), []"},
)
exercise.misconception(
    "one-feature",
    "How many features has X here? Where does your start get that number from?",
    "A function should take its sizes from its arguments. Print X.shape inside it.",
    named=True,
    one_feature={"draw_start(X.shape[1]": "draw_start(1"},
)
exercise.misconception(
    "broadcast",
    "Print the shapes of A2, of y and of their difference. Is it what you expected?",
    "(n,) beside (n, 1) stretches to (n, n). Keep both as columns.",
    named=True,
    flat_outputs={"(p - y)": "(p.ravel() - y)"},
)
exercise.misconception(
    "transpose-missing",
    "Write the shapes of the two factors in that line beside each other: which sizes meet in the "
    "middle? Is a matrix product meant there, and if so, which factor lies the wrong way round?",
    "A gradient of weights has the shape of these weights. Which order and which transpose give "
    "it?",
    named=True,
    # Each of these lines raises an error, so the function never returns anything.
    no_transpose_in_dW2={OUTPUT_ERROR: 'return cache["A1"] @ (cache["A2"] - y), []'},
    no_transpose_in_dW1={OUTPUT_ERROR: 'return X @ (cache["A1"] * (cache["A2"] - y)), []'},
    no_transpose_in_dA1={OUTPUT_ERROR: 'return (cache["A2"] - y) @ params["W2"], []'},
)
exercise.misconception(
    "entrywise-product",
    "Two arrays meet entry by entry in that line, and their shapes do not fit. Should that be a "
    "sum over the samples? Or does one of them lie the wrong way round?",
    "`*` multiplies entry by entry and sums nothing, `@` sums. Which of them gives the shape that "
    "you need?",
    named=True,
    entry_by_entry={OUTPUT_ERROR: 'return cache["A1"].T * (cache["A2"] - y), []'},
)
exercise.misconception(
    "wrong-shape",
    "How many hidden neurons were asked for, and how many does your start have?",
    "A function should take its sizes from its arguments. Print n_hidden inside it.",
    named=True,
    always_four_nodes={"n_hidden, rng)": "7, rng)"},
)
exercise.misconception(
    "one-step-only",
    "How many steps does your loop take for 3 iterations? Print the counter.",
    "The first step is right, and no other follows. Where is your `return`?",
    named=True,
    stops_after_one={"params = step_down(": "new = step_down(", "return params, ": "return new, "},
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    standardises_in_place={"return params": "X -= X.mean(axis=0)\n    return params"},
)
