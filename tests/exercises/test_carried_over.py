"""What an exercise inherits from an earlier one that it calls is named as such."""

from judging import KNOWN, answers, judged

from autograder.grade.judge import Judge


def test_an_exercise_that_waits_for_another_says_which():
    def forward(X, params):
        raise NotImplementedError

    def predict(X, params):
        return forward(X, params)["A2"] > 0.5

    verdict = judged("predict", predict, seed=1)
    assert verdict.points == 0
    assert "`predict` calls `forward`, which is not yet solved" in verdict.message


def test_a_fault_that_is_carried_over_is_named_as_such():
    variant = next(x for x in KNOWN["forward"].variants if x.name == "no_first_bias")
    forward = KNOWN["forward"].implementation(variant)

    # A global name, as in a notebook: that is where a function's use of another one shows.
    predict = eval("lambda X, params: forward(X, params)['A2'] > 0.5", {"forward": forward})
    judge = Judge([KNOWN["forward"], KNOWN["predict"]], seed=1)
    verdicts = judge.judge({
        "forward": answers(judge.banks["forward"], forward),
        "predict": answers(judge.banks["predict"], predict),
    })  # fmt: skip
    assert verdicts["predict"].misconception == "carried-over"
    assert "Mend `forward` first" in verdicts["predict"].message
