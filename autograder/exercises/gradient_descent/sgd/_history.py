"""Misconceptions about what the history records, and about the arrays of the caller."""

from autograder.exercises.gradient_descent._arguments import ARGUMENT_CHANGED
from autograder.exercises.gradient_descent.sgd._exercise import exercise

exercise.misconception(
    "no-start",
    "How many rows should the history of 3 epochs have, and which one is the first?",
    "Where was phi before anything was learnt? That is row 0.",
    named=True,
    history_without_the_start={"history = [phi]": "history = []"},
)
exercise.misconception(
    "row-too-early",
    "What is in row 1 of your history, and what should be there?",
    "Is phi written down before an epoch or after it? Is the last phi in your history at all?",
    named=True,
    written_down_before_the_epoch={
        "order = rng.permutation(len(x))": "order, before = rng.permutation(len(x)), phi",
        "history.append(phi)": "history.append(before)",
    },
)
exercise.misconception(
    "row-within-epoch",
    "Run two epochs in batches. Is the last row of your history the phi that you return?",
    "The last row and the phi that comes back belong to one moment, the end of the last epoch. At "
    "which moments does your code take the two?",
    named=True,
    after_the_first_batch={
        "slope\n        history.append(phi)": "slope\n"
        "            if start == 0:\n"
        "                history.append(phi)"
    },
)
exercise.misconception(
    "row-zero-empty",
    "What stands in row 0 of your history: the start, or what the array was filled with?",
    "Where was phi before anything was learnt? Which line writes that down?",
    named=True,
    zeros_for_the_start={"history = [phi]": "history = [np.zeros(len(phi))]"},
)
exercise.misconception(
    "row-an-update",
    "How many rows should come out of 2 epochs, and how many come out of yours?",
    "The history has one row for each epoch. In which of your two loops is phi written down?",
    named=True,
    a_row_for_every_update={"    history.append(phi)": "        history.append(phi)"},
)
exercise.misconception(
    "not-a-pair",
    "Two things are asked for: phi and the history. How many come back?",
    "`return a, b` hands back two.",
    named=True,
    phi_only={"return phi, np.array(history)": "return phi"},
    history_only={"return phi, np.array(history)": "return np.array(history)"},
)
exercise.misconception(
    "swapped",
    "In which order should the two results come back?",
    "Whoever calls your function writes `phi, history = sgd(…)`.",
    named=True,
    history_first={"return phi, np.array(history)": "return np.array(history), phi"},
)
exercise.misconception(
    "transposed",
    "Rows are times, columns are parameters. What are yours?",
    "Print history.shape for 3 epochs of 2 parameters.",
    named=True,
    a_column_for_every_epoch={"np.array(history)": "np.array(history).T"},
)
exercise.misconception(
    "one-number-a-row",
    "How many numbers describe where you are? How many does a row of your history hold?",
    "The history holds phi itself, all of it: its shape is (n_epochs + 1, p).",
    named=True,
    a_number_for_every_epoch={
        "history = [phi]": "history = [phi[0]]",
        "history.append(phi)": "history.append(phi[0])",
    },
)
exercise.misconception(
    "epoch-too-many",
    "How many epochs do you run when 3 are asked for?",
    "How many numbers are in range(n + 1)?",
    named=True,
    one_epoch_too_many={"range(n_epochs)": "range(n_epochs + 1)"},
    one_more_that_is_not_shown={
        "range(n_epochs)": "range(n_epochs + 1)",
        "np.array(history)": "np.array(history[:-1])",
    },
)
exercise.misconception(
    "epoch-too-few",
    "How many epochs do you run when 3 are asked for?",
    "How many numbers are in range(1, 3)?",
    named=True,
    one_epoch_too_few={"range(n_epochs)": "range(1, n_epochs)"},
    last_row_left_empty={
        "range(n_epochs)": "range(1, n_epochs)",
        "return phi": "history.append(0 * phi)\n    return phi",
    },
)
exercise.misconception(
    "stopped-early",
    "Run 3 epochs at a learning rate of 0. How many rows does your history have?",
    "n_epochs says how many epochs are run, whether phi still moves or not. Which line of yours "
    "ends a run?",
    named=True,
    stopped_where_phi_stands_still={
        "history.append(phi)": "history.append(phi)\n"
        "        if np.allclose(history[-1], history[-2], rtol=0, atol=1e-12):\n"
        "            break"
    },
)
exercise.misconception(
    "returned-too-early",
    "How many epochs do you run when 3 are asked for?",
    "Look at where `return` stands: inside the loop, or after it?",
    named=True,
    return_inside_the_loop={"    return phi": "        return phi"},
    return_inside_the_loop_of_a_full_history={
        "history = [phi]": "history, first = [], phi",
        "    return phi, np.array(history)": "        rest = np.tile(first, (n_epochs - 1, 1))\n"
        "        return phi, np.concatenate([[first], history, rest])",
    },
)
exercise.misconception(
    "shared-rows",
    "Print the history of a run: do its rows differ? How many arrays does your list really hold?",
    "`history.append(phi)` keeps the array, not its numbers. What happens to all those rows when "
    "the next `phi -= …` writes into it?",
    named=True,
    rows_that_are_all_phi={
        "history = [phi]": "phi = phi.copy()\n    history = [phi]",
        "phi = phi - learning_rate": "phi -= learning_rate",
    },
    rows_that_are_all_the_caller_s_phi={"phi = phi - learning_rate": "phi -= learning_rate"},
)
exercise.misconception(
    "start-overwritten",
    "Is row 0 of your history still the start when the run is over?",
    "The first row is the array that phi was a name for. What wrote into it later?",
    named=True,
    first_row_is_phi={
        "history = [phi]": "phi = phi.copy()\n    history = [phi]",
        "phi = phi - learning_rate": "phi -= learning_rate",
        "history.append(phi)": "history.append(phi.copy())",
    },
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    phi_edited_in_place={
        "history = [phi]": "history = [phi.copy()]",
        "phi = phi - learning_rate": "phi -= learning_rate",
        "history.append(phi)": "history.append(phi.copy())",
    },
    data_shuffled_in_place={
        "order = rng.permutation(len(x))": "order = rng.permutation(len(x))\n"
        "        x[:], y[:] = x[order], y[order]",
        "order[start : start + batch_size]": "slice(start, start + batch_size)",
    },
)
exercise.misconception(
    "whole-numbers",
    "Start from np.array([2, -1, 3]): what became of the digits behind the point?",
    "An array of integers cannot hold half a step, and says nothing when it cuts it off. Which of "
    "your arrays took over the type of the start?",
    named=True,
    history_of_the_start_s_type={"np.array(history)": "np.array(history, dtype=history[0].dtype)"},
    phi_of_the_start_s_type={
        "history = [phi]": "history, phi = [phi], phi.copy()",
        "phi = phi - learning_rate": "phi[:] = phi - learning_rate",
        "history.append(phi)": "history.append(phi.copy())",
    },
    history_of_whole_numbers={"np.array(history)": "np.array(history, dtype=int)"},
    phi_of_whole_numbers={
        "phi - learning_rate * slope": "(phi - learning_rate * slope).astype(int)"
    },
)
