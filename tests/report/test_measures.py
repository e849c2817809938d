"""The report's numbers and its page, from a class made by hand."""

import math

import numpy as np
import pytest

from autograder.report import data, measures, page
from autograder.report.data import Group, Item, ScoredBy, Student
from helpers.checking.answers import encode

ITEMS = [
    Item("forward", "one", 2.0, ScoredBy.JUDGE, "check_forward"),
    Item("update", "one", 3.0, ScoredBy.JUDGE, "check_update"),
]


def verdict(points, most, misconception=None, message="", status=None):
    right = (points or 0) >= most
    links = {"parts": "pass" if right else "fail"}
    status = status or ("right" if right else "wrong")
    return {
        **{"points": points, "max": most, "status": status, "links": links},
        **{"misconception": misconception, "message": message},
    }


def student(name, forward, update, **fields):
    given = {
        "status": "graded",
        "reason": None,
        "scores": {"forward": forward, "update": update},
        "penalty": 0.0,
        "verdicts": {"forward": verdict(forward, 2.0), "update": verdict(update, 3.0)},
        "incidents": [],
        "attempts": [("2026-01-02T000000.000000Z", forward + (update or 0))],
    }
    return Student(name, **{**given, **fields})


def group(*students, **fields):
    return Group("demo", ITEMS, list(students), [], **fields)


def test_discrimination_is_the_correlation_with_the_other_exercises():
    rng = np.random.default_rng(3)
    own, others = rng.normal(size=28), rng.normal(size=28)
    r, low, high = measures.discrimination(own, own + others)
    expected = np.corrcoef(own, others)[0, 1]
    z = math.log((1 + expected) / (1 - expected)) / 2
    assert r == pytest.approx(expected, rel=1e-9)
    for bound, sign in ((low, -1), (high, 1)):
        e = math.exp(2 * (z + sign * 1.96 / 5))  # √(28 − 3) = 5
        assert bound == pytest.approx((e - 1) / (e + 1), rel=1e-9)


@pytest.mark.parametrize("points", [[1, 2, 3], [2, 2, 2, 2]])
def test_discrimination_says_nothing_about_too_few_or_equal(points):
    assert measures.discrimination(points, np.asarray(points) * 2) == (None, None, None)


def test_difficulty_and_distribution_by_hand():
    assert measures.difficulty([0, 1, 2, 2], 2) == 0.625
    assert measures.difficulty([], 2) is None
    assert measures.distribution([0, 0.1, 0.3, 0.999, 1]) == [1, 1, 0, 1, 0, 0, 0, 0, 0, 2]


def test_what_waits_for_a_marker_counts_nowhere():
    report = measures.measure(group(student("ada", 2.0, None), student("alan", 1.0, 3.0)))
    ada, alan = report["students"]
    assert (ada["points"], ada["share"], ada["waiting"]) == (2, 1, 1)
    assert (alan["points"], alan["share"], alan["waiting"]) == (4, 0.8, 0)
    update = report["exercises"][1]
    assert (update["n"], update["waiting"], update["difficulty"]) == (1, 1, 1)


def test_misconceptions_are_ranked_with_the_words_of_their_message():
    told = "update: wrong\nAsk yourself: which `sign`?\nA stronger hint: against the slope."
    wrong = {"update": verdict(0.0, 3.0, "m1", told), "forward": verdict(0.0, 2.0, "m2", "")}
    other = {**wrong, "forward": verdict(2.0, 2.0)}
    report = measures.measure(
        group(
            student("ada", 0.0, 0.0, verdicts=wrong),
            student("alan", 2.0, 0.0, verdicts=other),
        )
    )
    first, second = report["misconceptions"]
    assert (first["misconception"], first["n"], first["students"]) == ("m1", 2, ["ada", "alan"])
    assert (first["question"], first["hint"]) == ("which `sign`?", "against the slope.")
    assert (second["misconception"], second["n"]) == ("m2", 1)
    assert "which <code>sign</code>?" in page.as_page(report)


def test_each_question_about_one_misconception_has_its_own_entry():
    def asked(question):
        told = f"update: wrong\nAsk yourself: {question}"
        return {"update": verdict(0.0, 3.0, "m1", told), "forward": verdict(2.0, 2.0)}

    questions = {"ada": "why?", "alan": "how?", "emmy": "how?"}
    given = group(*(student(x, 2.0, 0.0, verdicts=asked(y)) for x, y in questions.items()))
    report = measures.measure(given)
    found = [(x["question"], x["students"]) for x in report["misconceptions"]]
    assert found == [("how?", ["alan", "emmy"]), ("why?", ["ada"])]
    text = page.as_page(report, earlier=report)
    assert text.count("<td>how?</td>") == text.count("<td>why?</td>") == 1
    compared = text.partition("<caption>Students with a misconception")[2].partition("</table>")[0]
    assert compared.count("100\N{NO-BREAK SPACE}%") == 2


def test_unnamed_wrong_answers_stand_together_if_they_agree():
    def one(name, digest):
        return student(name, 2.0, 0.0, answers={"update": digest})

    report = measures.measure(group(one("a", "x"), one("b", "y"), one("c", "x")))
    assert [x["students"] for x in report["unnamed"]] == [["a", "c"], ["b"]]


def test_answers_that_agree_to_six_digits_have_one_digest():
    def bundle(x):
        return {"answers": [{"value": encode(np.array(x))}]}

    assert data.digest_of(bundle([1.0, 2.0])) == data.digest_of(bundle([1.0, 2.0 + 1e-9]))
    assert data.digest_of(bundle([1.0, 2.0])) != data.digest_of(bundle([1.0, 2.001]))
    assert data.digest_of({"answers": [{"value": object()}]})  # Whatever it is.


def test_who_needs_a_word():
    untouched = {name: verdict(0.0, 2.0, status="unsolved") for name in ("forward",)}
    times = ("2026-01-01T", "2026-01-02T", "2026-01-03T")
    report = measures.measure(
        group(
            student("new", 0.0, 0.0, verdicts=untouched),
            student("low", 1.0, 0.0),
            student("stuck", 2.0, 1.0, attempts=list(zip(times, (1, 3, 3), strict=True))),
            student("fine", 2.0, 3.0, attempts=list(zip(times, (1, 5, 5), strict=True))),
            student("none", 0.0, 0.0, status="refused", reason="no notebook"),
        )
    )
    found = {x["student"]: x["reasons"] for x in report["attention"]}
    assert found == {
        "new": ["has not begun"],
        "low": ["has 20\N{NO-BREAK SPACE}% of the marks"],
        "stuck": ["stands still at 3 marks after 3 attempts"],
        "none": ["nothing could be graded: no notebook"],
    }


def test_an_anonymous_report_holds_no_name_and_no_words_of_students():
    told = "update: wrong\nFound: secret-answer\nAsk yourself: why?"
    ada = student(
        *("ada-lovelace", 2.0, 0.0),
        verdicts={"forward": verdict(2.0, 2.0), "update": verdict(0.0, 3.0, None, told)},
        incidents=[{"notebook": "one", "reason": "secret-answer"}],
        answers={"update": "x"},
        code={"update": "secret-answer"},
    )
    whole = measures.measure(group(ada))
    assert "secret-answer" in page.as_page(whole)
    report = measures.measure(data.anonymised(group(ada)))
    text = page.as_page(report) + repr(report)
    assert "lovelace" not in text
    assert "secret-answer" not in text
    assert "student 1" in text


@pytest.mark.parametrize("n_students", [1, 2])
def test_a_tiny_class_has_a_report(n_students):
    names = ["ada", "alan"][:n_students]
    text = page.as_page(measures.measure(group(*(student(name, 2.0, 1.0) for name in names))))
    assert "A small class" in text


def test_nothing_that_a_student_chose_becomes_markup():
    evil = "<script>x</script>"
    told = {"update": verdict(0.0, 3.0, None, f"Found: {evil}"), "forward": verdict(2.0, 2.0)}
    one = student(*(evil, 2.0, 0.0), verdicts=told, answers={"update": "x"}, code={"update": evil})
    text = page.as_page(measures.measure(group(one)))
    assert "<script" not in text
    assert text.count("&lt;script&gt;") >= 3


def test_a_comparison_shows_then_and_now():
    earlier = measures.measure(group(student("ada", 1.0, 0.0)))
    report = measures.measure(group(student("ada", 2.0, 0.0)))
    row = next(
        line
        for line in page.as_page(report, earlier).splitlines()
        if "50\N{NO-BREAK SPACE}%" in line and ">forward<" in line
    )
    assert "100\N{NO-BREAK SPACE}%" in row


def test_equal_classes_give_equal_bytes():
    def once():
        return page.as_page(measures.measure(group(student("ada", 2.0, 1.0))))

    assert once() == once()
