"""Misconceptions in the gradient, for loops that compute the gradient themselves."""

from autograder.exercises.backpropagation.train._loop import exercise

SLOPE = ' * cache["A1"] * (1 - cache["A1"])'

exercise.misconception(
    "extra-output-slope",
    "Combine the loss and the output's sigmoid first: does σ′ survive in the derivative by Z2?",
    "An output that is confident and wrong should learn fast. How large is A2 (1 − A2) there?",
    named=True,
    extra_slope={"(p - y)": "(p - y) * p * (1 - p)"},
)
exercise.misconception(
    "squared-error",
    "Which loss does your gradient belong to, and which one do you record?",
    "This is the chain of a squared error through the sigmoid. Start from the cross-entropy.",
    named=True,
    squared_error={"(p - y)": "2 * (p - y) * p * (1 - p)"},
)
exercise.misconception(
    "probability-gradient",
    "How large is your error where A2 is very close to 0 or 1? Is it a derivative by Z2, or by A2?",
    "What you have is the step before: dA2. One more link of the chain leads from A2 to Z2.",
    named=True,
    derivative_by_output={"(p - y)": "(p - y) / np.clip(p * (1 - p), 1e-12, None)"},
)
exercise.misconception(
    "thresholded",
    "Is a step differentiable? Move Z2 by a hair: does your gradient notice?",
    "The gradient needs the probability itself, not the class that it stands for.",
    named=True,
    thresholded={"(p - y)": "((p > 0.5) - y)"},
)
exercise.misconception(
    "sign-lost",
    "Which way should an output move that is too high, and which way one that is too low? Can your "
    "error say both?",
    "A gradient has a sign. Where is it lost?",
    named=True,
    absolute={"(p - y)": "np.abs(p - y)"},
)
exercise.misconception(
    "slope-missing",
    "What gates the signal on its way back to the first layer?",
    "A neuron that is nearly 0 or 1 hardly answers to its input. Which factor says so?",
    named=True,
    no_slope={SLOPE: ""},
)
exercise.misconception(
    "derivative-of-activation",
    "What does your σ′ expect: a weighted input z, or an activation a? Which of the two do you "
    "give it?",
    "A1 has been through the sigmoid once. Does your derivative send it through again?",
    named=True,
    slope_of_activation={
        "dZ1 = ": 'a = 1 / (1 + np.exp(-cache["A1"]))\n        dZ1 = ',
        SLOPE: " * a * (1 - a)",
    },
)
exercise.misconception(
    "derivative-of-raw-z",
    "σ′ lies between 0 and ¼. Between which values lies what you multiply the error with?",
    "a (1 − a) wants an activation. Is that what you put in?",
    named=True,
    slope_from_raw_input={SLOPE: ' * cache["Z1"] * (1 - cache["Z1"])'},
)
exercise.misconception(
    "slope-of-tanh",
    "Which activation has the hidden layer, and whose derivative is this?",
    "1 − a² lies between 0 and 1 and belongs to tanh. The sigmoid's never exceeds ¼.",
    named=True,
    slope_of_tanh={SLOPE: ' * (1 - cache["A1"] ** 2)'},
)
exercise.misconception(
    "gradient-for-weights",
    "Send the error back through the weights: by which matrix did A1 reach Z2 in the forward pass?",
    "dW2 is where W2 wants to go. The error travels through W2 itself.",
    named=True,
    back_through_gradient={'@ params["W2"].T': '@ (cache["A1"].T @ dZ2).T'},
)
exercise.misconception(
    "wrong-layer-input",
    "What did layer 2 receive in the forward pass? Is that what you multiply the error with?",
    "Z2 = A1 W2 + b2. Which array stands beside W2 there?",
    named=True,
    weights_from_Z1={'cache["A1"].T': 'cache["Z1"].T'},
)
