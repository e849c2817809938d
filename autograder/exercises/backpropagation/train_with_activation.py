"""`train_with_activation`: the training loop with another hidden activation."""

from autograder.exercises.backpropagation._network import (
    draw_start,
    mean_loss,
    sigmoid,
    step_down,
)
from autograder.exercises.backpropagation._training import (
    BEST_OF_SEVERAL,
    EARLY_STOP,
    LOSS_AFTER_UPDATE,
    ONE_SAMPLE_A_STEP,
    SHARED_LIST,
    STEPS,
    SUM_FOR_MEAN,
    UPDATED_TOO_EARLY,
    declare_shared,
    draw_long_steps,
    draw_set,
    draw_two_seeds,
)
from autograder.exercises.language import ARGUMENT_CHANGED, Exercise, Named

exercise = Exercise(
    "train_with_activation",
    asked="`train_with_activation(X, y, n_hidden, n_iterations, learning_rate, rng, activation, "
    "activation_derivative)` trains as `train` does, with the activation that it is given in the "
    "hidden layer.",
    uses={
        "initialise_parameters": ["losses", "steps", "start"],
        "binary_cross_entropy": ["losses"],
        "update": ["losses", "steps"],
        "train": ["losses", "steps", "start"],
    },
    time_limit=20.0,
)


@exercise.probes
def draw(rng):
    # The sine also falls, so a slope that has lost its sign shows.
    softsign, arctan, sine = (
        {"activation": Named(name), "activation_derivative": Named(f"{name}_derivative")}
        for name in ("softsign", "arctan", "sine")
    )
    return [
        *draw_set(rng, "set 1", 9, 3, 4, 0.3, **softsign),
        *draw_set(rng, "set 2", 13, 2, 5, 0.7, **sine),
        *draw_set(rng, "short steps", 8, 2, 6, 1e-4, **arctan),
        *draw_long_steps(rng, **arctan),
        *draw_two_seeds(rng, **sine),
    ]


@exercise.solution
def descend(X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative):
    params = draw_start(X.shape[1], n_hidden, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        Z2 = A1 @ params["W2"] + params["b2"]
        A2 = sigmoid(Z2)
        losses.append(mean_loss(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = dZ2 @ params["W2"].T * activation_derivative(Z1)
        gradients = {
            "W1": X.T @ dZ1,
            "b1": dZ1.sum(axis=0),
            "W2": A1.T @ dZ2,
            "b2": dZ2.sum(axis=0),
        }
        params = step_down(params, gradients, learning_rate)
    return params, losses


exercise.property(
    "losses",
    "losses_before_updates",
    points=0.5,
    groups=STEPS,
    misconceptions=(BEST_OF_SEVERAL,),
    hint="Which activation does the forward pass use, and where is the loss measured?",
)
exercise.property(
    "steps",
    "gradient_steps",
    points=2,
    groups=STEPS,
    hint="Which places of the backward pass know about the hidden activation?",
)
exercise.property(
    "start",
    "start_from_rng",
    points=0.25,
    groups=("two seeds",),
    hint="Where does the randomness of the start come from?",
)
exercise.property("arguments", "repeatable", points=0.25)

declare_shared(exercise)


exercise.misconception(
    "still-sigmoid",
    "Call your function with two different activations: do the losses differ?",
    "The activation is an argument. Which lines should use it, and which still use the sigmoid?",
    named=True,
    activation_ignored={
        "activation(Z1)": "sigmoid(Z1)",
        "activation_derivative(Z1)": "A1 * (1 - A1)",
    },
    forward_with_sigmoid={"activation(Z1)": "sigmoid(Z1)"},
)
exercise.misconception(
    "fixed-activation",
    "Call your function with two different activations: do the losses differ? Where does the one "
    "that you use come from?",
    "The activation is an argument. Which line uses it?",
    named=True,
    always_tanh={
        "activation(Z1)": "np.tanh(Z1)",
        "activation_derivative(Z1)": "(1 - A1**2)",
    },
    always_relu={
        "activation(Z1)": "np.maximum(Z1, 0)",
        "activation_derivative(Z1)": "(Z1 > 0)",
    },
)
exercise.misconception(
    "two-slopes",
    "How many activations lie between Z1 and A1, and how many slopes does your error pass on its "
    "way back there?",
    "One slope belongs to the activation that you were given. To what does the other one belong?",
    named=True,
    sigmoid_slope_too={"activation_derivative(Z1)": "activation_derivative(Z1) * A1 * (1 - A1)"},
    slope_of_sigmoid_too={
        "activation_derivative(Z1)": "activation_derivative(Z1) * sigmoid(Z1) * (1 - sigmoid(Z1))"
    },
)
exercise.misconception(
    "sign-lost",
    "Where the activation falls, which sign has its slope? And which has yours?",
    "A slope has a sign. Where is it lost?",
    named=True,
    absolute_slope={"activation_derivative(Z1)": "np.abs(activation_derivative(Z1))"},
)
exercise.misconception(
    "no-hidden-activation",
    "Two linear maps, one after the other: what kind of map do they make?",
    "Which step of a hidden neuron is missing in your forward pass?",
    named=True,
    no_activation={"activation(Z1)": "Z1", " * activation_derivative(Z1)": ""},
)
exercise.misconception(
    "slope-missing",
    "What gates the signal on its way back to the first layer?",
    "The error passes the activation backwards, too. Which of your two new functions is not used?",
    named=True,
    no_slope={" * activation_derivative(Z1)": ""},
)
exercise.misconception(
    "derivative-of-activation",
    "What does activation_derivative expect: z, or the activation a? Which of the two do you give "
    "it?",
    "Z1 or A1: which of them is the argument of the activation in the forward pass?",
    named=True,
    slope_at_A1={"activation_derivative(Z1)": "activation_derivative(A1)"},
)
exercise.misconception(
    "slope-of-sigmoid",
    "Whose derivative does your backward pass use in the hidden layer?",
    "a (1 − a) belongs to the sigmoid. The hidden layer has another activation now.",
    named=True,
    recipe_of_sigmoid={"activation_derivative(Z1)": "A1 * (1 - A1)"},
    slope_of_sigmoid={"activation_derivative(Z1)": "sigmoid(Z1) * (1 - sigmoid(Z1))"},
)
exercise.misconception(
    "derivative-of-raw-z",
    "Print the largest and the smallest slope that you use. Can they be right?",
    "a (1 − a) wants an activation, and the sigmoid's at that. Is that what you put in?",
    named=True,
    slope_from_raw_z={"activation_derivative(Z1)": "Z1 * (1 - Z1)"},
)
exercise.misconception(
    "tanh-unsquared",
    "For which activation is 1 minus a a slope? Whose slope does the hidden layer need here?",
    "The slope is an argument of your function: use that one.",
    named=True,
    one_minus_a={"activation_derivative(Z1)": "(1 - A1)"},
)
exercise.misconception(
    "slope-of-tanh",
    "Whose derivative does your backward pass use in the hidden layer?",
    "1 − a² belongs to tanh. The activation is an argument, and its slope is another.",
    named=True,
    slope_of_tanh={"activation_derivative(Z1)": "(1 - A1**2)"},
)
exercise.misconception(
    "activation-for-slope",
    "Two functions are given, one for each direction: which of them do you use on the way back?",
    "The height of a curve is not its slope.",
    named=True,
    activation_as_slope={"activation_derivative(Z1)": "activation(Z1)"},
)
exercise.misconception(
    "extra-output-slope",
    "Which layers got a new activation? What is the derivative at the output, where loss and "
    "sigmoid meet?",
    "The error at the output is what it was in `train`: nothing changed there.",
    named=True,
    new_slope_at_output={"(A2 - y)": "activation_derivative(Z2) * (A2 - y)"},
    sigmoid_slope_at_output={"(A2 - y)": "A2 * (1 - A2) * (A2 - y)"},
)
exercise.misconception(
    "new-output",
    "Which layer was to get another activation? What must the output be, so that it is a "
    "probability?",
    "The output stays a sigmoid.",
    named=True,
    new_activation_at_output={"sigmoid(Z2)": "activation(Z2)"},
)
exercise.misconception(
    *UPDATED_TOO_EARLY,
    named=True,
    second_layer_updated_first={'params["W2"].T': '(params["W2"] - learning_rate * A1.T @ dZ2).T'},
)
exercise.misconception(
    *LOSS_AFTER_UPDATE,
    named=True,
    losses_after_updates={
        "losses.append(mean_loss(A2, y))\n        ": "",
        "gradients, learning_rate)": "gradients, learning_rate)\n"
        '        A1 = activation(X @ params["W1"] + params["b1"])\n'
        '        losses.append(mean_loss(sigmoid(A1 @ params["W2"] + params["b2"]), y))',
    },
)
exercise.misconception(
    *SUM_FOR_MEAN,
    named=True,
    summed_losses={"mean_loss(A2, y)": "len(y) * mean_loss(A2, y)"},
)
exercise.misconception(
    *EARLY_STOP,
    named=True,
    stops_when_the_loss_rises={
        "losses.append(mean_loss(A2, y))": "if losses and mean_loss(A2, y) > losses[-1]:\n"
        "            break\n        losses.append(mean_loss(A2, y))"
    },
)
exercise.misconception(
    *SHARED_LIST,
    named=True,
    losses_pile_up={
        "activation_derivative):": "activation_derivative, losses=[]):",
        "losses = []": "",
    },
)
exercise.misconception(
    *ONE_SAMPLE_A_STEP,
    named=True,
    random_sample={
        "dZ2 = (A2 - y) / len(y)": "dZ2, i = np.zeros_like(y), rng.integers(len(y))\n"
        "        dZ2[i] = A2[i] - y[i]"
    },
)
exercise.misconception(
    *ARGUMENT_CHANGED,
    centres_in_place={"return params": "X -= np.mean(X, axis=0)\n    return params"},
)
