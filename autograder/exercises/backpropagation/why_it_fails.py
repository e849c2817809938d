"""`why_it_fails`: why the network without biases cannot fit the parabola, and what would help."""

from autograder.exercises.language import Exercise, Misconception

exercise = Exercise(
    "why_it_fails",
    asked="`why_it_fails` holds the letter of your answer to each of the three questions.",
    callable=False,
)


@exercise.solution
def answers():
    return {"symmetry": "c", "width": "d", "remedy": "a"}


SYMMETRY = (
    "In every line of the table, do something with the two answers so that the result does not "
    "change from line to line. What did you do?"
)
exercise.choice(
    "symmetry",
    points=1,
    right="c",
    wrong={
        "a": Misconception(
            "even",
            "In the table of mirrored answers, is the answer at x = 1 the same as at x = −1?",
            SYMMETRY,
        ),
        "b": Misconception(
            "through-origin",
            "What is the sigmoid of 0, and what do ten of those make once the output weights have "
            "multiplied them?",
            SYMMETRY,
        ),
        "d": Misconception(
            "local-minimum",
            "Twenty starts ended within 0.03 of each other: how likely is that if each sits in a "
            "minimum of its own?",
            SYMMETRY,
        ),
    },
)

WIDTH = (
    "If every hidden neuron obeys the rule of the first question, does a sum of ten thousand of "
    "them obey it too? What is then the best it can do on a U?"
)
exercise.choice(
    "width",
    points=1,
    right="d",
    wrong={
        "a": Misconception(
            "memorises",
            "With 400 weights for 100 points, did the network learn its points by heart?",
            WIDTH,
        ),
        "b": Misconception(
            "universal",
            "The theorem that wide networks can approximate any curve lets every neuron choose "
            "where it bends: where do these neurons bend?",
            WIDTH,
        ),
        "c": Misconception(
            "diminishing-returns",
            "From 10 to 50 to 200 neurons, how much of the error did each enlargement take away?",
            WIDTH,
        ),
    },
)

REMEDY = (
    "At which x is every hidden neuron at exactly a half? What would have to change so that this "
    "happens elsewhere for each neuron?"
)
exercise.choice(
    "remedy",
    points=1,
    right="a",
    wrong={
        "b": Misconception(
            "output-bias",
            "The curve has a freely chosen height at x = 0 already: what would one more number "
            "that moves it up and down add?",
            REMEDY,
        ),
        "c": Misconception(
            "smaller-rate",
            "You ran a rate of 0.001, and 10,000 steps: where did the loss end, and was it still "
            "falling?",
            REMEDY,
        ),
        "d": Misconception(
            "more-data",
            "You ran 1000 points, and twenty starts: did any come below the best constant by more "
            "than a hair?",
            REMEDY,
        ),
    },
)
