"""`penalty_concepts`: what each penalty is for, what λ does, and how it is chosen."""

from autograder.exercises.language import Exercise, Misconception

exercise = Exercise(
    "penalty_concepts",
    asked="`penalty_concepts` holds the letter of your answer to each of the five questions.",
    callable=False,
)


@exercise.solution
def answers():
    return {
        "twenty_features": "b",
        "lambda": "c",
        "biases": "a",
        "curve": "d",
        "final_number": "b",
    }


exercise.choice(
    "twenty_features",
    points=1,
    right="b",
    wrong={
        "a": Misconception(
            "other-penalty",
            "What happens to the pull of the L2 penalty as a weight comes close to 0? Can it ever "
            "bring one all the way?",
            "Compare the two slopes at a weight of 0.001.",
        ),
        "c": Misconception(
            "penalty-from-error",
            "Two penalties can reach the same error and leave different weights behind. Which of "
            "the two was asked about?",
            "The question names what you know about the features. Which penalty makes use of it?",
        ),
        "d": Misconception(
            "small-lambda-selects",
            "With a λ close to 0, what keeps the seventeen other weights from fitting the noise?",
            "Which λ gives the fit without any penalty? How many of its weights are 0?",
        ),
    },
)
exercise.choice(
    "lambda",
    points=1,
    right="c",
    wrong={
        "a": Misconception(
            "training-error-falls",
            "Without a penalty, training makes the training error as small as it can. Can adding a "
            "second goal make it smaller still?",
            "Think of a λ so large that every weight is nearly 0. What is the training error then?",
        ),
        "b": Misconception(
            "lambda-inverted",
            "The cost is loss plus λ times a sum. If λ grows, what do large weights cost?",
            "Which λ switches the penalty off: a very small one or a very large one?",
        ),
        "d": Misconception(
            "penalty-on-one-side",
            "The fit is where the slope of loss plus penalty is 0. Does λ appear in that slope?",
            "A penalty that is reported and never differentiated changes nothing. Is it so here?",
        ),
    },
)
exercise.choice(
    "biases",
    points=1,
    right="a",
    wrong={
        "b": Misconception(
            "bias-penalised",
            "Measure the target in metres above sea level, and then again from a mountain top. "
            "Should the fit follow? What would a penalty on the bias say?",
            "Which of the two makes a curve more wiggly: a large weight or a large bias?",
        ),
        "c": Misconception(
            "biases-do-not-learn",
            "Look at the `grads` that came in: was there a slope of the loss for the biases?",
            "What is left out is the penalty. Is the loss left out too?",
        ),
        "d": Misconception(
            "biases-are-small",
            "Part 6 prints the biases of its two models: are they small?",
            "How large a bias is depends on where the zero of the target lies. Would that be a "
            "good reason for a penalty?",
        ),
    },
)
exercise.choice(
    "curve",
    points=1,
    right="d",
    wrong={
        "a": Misconception(
            "more-is-better",
            "Far to the right every weight is nearly 0. What does such a model predict, and how "
            "good is that?",
            "Look at the right end of the curve you drew from your own runs.",
        ),
        "b": Misconception(
            "less-is-better",
            "Far to the left the penalty does nothing. How did the unpenalised fits of this "
            "notebook do on new points?",
            "That describes the error on the training points. Which error was asked about?",
        ),
        "c": Misconception(
            "curve-upside-down",
            "Is the best λ where the validation error is highest?",
            "Too small a λ overfits, too large a one underfits. Are these the good ends or the bad "
            "ends?",
        ),
    },
)
exercise.choice(
    "final_number",
    points=1,
    right="b",
    wrong={
        "a": Misconception(
            "validation-error-reported",
            "You tried many λ on these points and kept the luckiest. Is its error still what you "
            "would see on points that played no part in the choice?",
            "What is looked at to choose has been used up. Which points have not been looked at?",
        ),
        "c": Misconception(
            "chosen-on-test-set",
            "If the test points choose λ, what is left to tell you how well the choice does?",
            "What is looked at to choose has been used up. Which points can you still look at?",
        ),
        "d": Misconception(
            "training-error-reported",
            "Which λ has the lowest error on its own training points? Would you choose by that?",
            "The training error says how well old answers were kept. Which points are new?",
        ),
    },
)
