"""What an exercise inherits from an earlier one that it calls is named as such."""

import numpy as np
import pytest
from judging import KNOWN, answers, judged

from autograder.grade.judge import Judge
from helpers.checking import CheckFailed, check


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


WRONG_FORWARD = KNOWN["forward"].implementation(
    next(x for x in KNOWN["forward"].variants if x.name == "no_first_bias")
)


def judged_together(code, name, earlier):
    """The verdict on the answer `name` in `code`, with wrong answers to the exercises `earlier`."""
    cells = {"np": np, **earlier}
    exec(code, cells)
    judge = Judge([KNOWN[x] for x in (*earlier, name)], seed=1)
    given = {x: answers(judge.banks[x], function) for x, function in earlier.items()}
    return judge.judge({**given, name: answers(judge.banks[name], cells[name])})[name]


def test_an_attribute_of_the_same_name_calls_nothing():
    code = "def predict(X, params):\n    return len(X.T.copy()) * np.forward(X)"
    verdict = judged_together(code, "predict", {"forward": WRONG_FORWARD})
    assert verdict.misconception != "carried-over"


def test_a_fault_that_was_found_is_not_put_down_to_another_exercise():
    code = "def predict(X, params):\n    return forward(X, params)['A2']"
    cells = {"forward": KNOWN["forward"].solve}
    exec(code, cells)
    judge = Judge([KNOWN["forward"], KNOWN["predict"]], seed=1)
    verdict = judge.judge({
        "forward": answers(judge.banks["forward"], WRONG_FORWARD),
        "predict": answers(judge.banks["predict"], cells["predict"]),
    })["predict"]  # fmt: skip
    assert verdict.misconception == "probabilities"


def test_only_an_exercise_on_which_the_wrong_part_rests_is_blamed():
    code = (
        "def regularised_gradients(grads, params, lam, kind):\n"
        "    l1, l2 = l1_gradient(params['W1'], lam), l2_gradient(params['W1'], lam)\n"
        "    new = {name: values.copy() for name, values in grads.items()}\n"
        "    if kind == 'l1':\n"
        "        for name in ('W1', 'W2'):\n"
        "            new['d' + name] += lam * np.sign(params[name])\n"
        "    else:\n"
        "        for name in ('W1', 'W2'):\n"
        "            new['d' + name] += 7 * lam * params[name] ** 3\n"
        "    return new\n"
    )
    wrong, right = (lambda W, lam: 3 * lam * np.sign(W)), KNOWN["l2_gradient"].solve
    earlier = {"l1_gradient": wrong, "l2_gradient": right}
    assert judged_together(code, "regularised_gradients", earlier).misconception is None
    earlier = {"l1_gradient": KNOWN["l1_gradient"].solve, "l2_gradient": lambda W, lam: 3 * lam * W}
    verdict = judged_together(code, "regularised_gradients", earlier)
    assert "`l2_gradient`" in verdict.message
    assert verdict.misconception == "carried-over"


def test_a_check_remembers_the_function_that_was_wrong(capsys):
    cells = {"forward": WRONG_FORWARD}
    exec("def predict(X, params):\n    return forward(X, params)['A2'] > 0.6", cells)
    for name in ("forward", "predict"):
        with pytest.raises(CheckFailed):
            check(name, cells[name])
    assert "Mend `forward` first" in capsys.readouterr().out
    cells["forward"] = KNOWN["forward"].solve  # Mended, and not checked again.
    with pytest.raises(CheckFailed):
        check("predict", cells["predict"])
    assert "Mend `forward` first" not in capsys.readouterr().out
