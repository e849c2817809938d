"""What a screen reader is given, from top to bottom: Chromium's accessibility tree."""

import re

import pytest

from autograder import exercises
from autograder.build.bank import compile_bank, run
from helpers.checking.evaluate import evaluate
from helpers.checking.messages import as_html

pytestmark = pytest.mark.slow


def read(page, where="body"):
    """The accessibility tree below `where`, a line an element, without indents."""
    tree = page.locator(where).first.aria_snapshot()
    return [line.strip().removeprefix("- ") for line in tree.splitlines()]


def in_order(lines, *patterns):
    """Asserts that lines match the patterns (regular expressions) one after the other."""
    place = 0
    for pattern in patterns:
        rest = [number for number in range(place, len(lines)) if re.match(pattern, lines[number])]
        if not rest:
            text = "\n".join(lines[max(0, place - 3) : place + 25])
            pytest.fail(f"No {pattern!r} where it should come; there is:\n{text}", pytrace=False)
        place = rest[0] + 1


def test_a_lesson_begins_with_a_way_past_its_contents(site, open_page):
    with open_page((site / "notebooks/gradient_descent.html").as_uri()) as page:
        in_order(
            read(page),
            'link "Skip to main content"',
            "banner",
            'button "Search"',
            'navigation "Contents"',
            'heading "Lessons"',
            'link "Gradient descent"',
            "main",
            'heading "Gradient descent" \\[level=1\\]',
            'heading "Notation.*" \\[level=2\\]',
            'columnheader "maths"',
            'img "The parabola L',
            'heading "References.*" \\[level=2\\]',
            "contentinfo",
        )
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_what_tab_reaches_shows_that_it_is_reached(site, open_page):
    with open_page((site / "docs/notation.html").as_uri(), width=390) as page:
        reached = []
        for _ in range(40):
            page.keyboard.press("Tab")
            place = page.evaluate(
                """() => {
                  const one = document.activeElement, style = getComputedStyle(one);
                  const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
                  return [one.className || one.tagName, seen];
                }"""
            )
            if place[0] == "BODY":
                break
            reached.append(place)
        assert len(reached) >= 5
        assert [name for name, _ in reached if "pst-scrollable-table-container" in name]
        assert not [name for name, seen in reached if not seen]


def test_feedback_says_the_marks_first_and_then_exercise_by_exercise(graded, open_page):
    page_file = graded.root / "feedback/ada/backpropagation/feedback.html"
    with open_page(page_file.as_uri()) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        in_order(
            read(page),
            'heading "Feedback on backpropagation" \\[level=1\\]',
            "strong: ada",
            "text: .* of 13 marks",
            'table "Marks by exercise"',
            'columnheader "exercise"',
            'columnheader "marks"',
            'rowheader "predict"',
            'heading "decision.ipynb" \\[level=2\\]',
            '.?heading "predict: 0 of 2" \\[level=3\\]',
            "strong: .*predict: not right yet",
            "strong: .?Asked",
            "strong: .?Parts",
            "listitem",
            "text: not right yet",
            "strong: .?Found",
            "strong: .?Ask yourself",
            "text: What you handed in",
            'heading "network.ipynb" \\[level=2\\]',
            '.?heading "forward: 0 of 5" \\[level=3\\]',
            'img "A picture that the code has drawn."',
        )


def test_the_report_says_a_figure_in_words_and_then_its_table(graded, open_page):
    with open_page((graded.root / "reports/backpropagation/index.html").as_uri()) as page:
        in_order(
            read(page),
            '.?heading "Class report: backpropagation" \\[level=1\\]',
            "text: 5 students, 13 marks at most",
            'heading "Marks" \\[level=2\\]',
            '.?img "Bar chart of 5 students',
            'table "Students by their share of the marks"',
            'columnheader "per cent"',
            'rowheader "students"',
            'heading "For the next lecture" \\[level=2\\]',
            ".?heading .* students. \\[level=3\\]",
            "blockquote",
            'table "All misconceptions of this class"',
            'heading "Who needs a word" \\[level=2\\]',
            'rowheader "alan"',
            'heading "Exercises" \\[level=2\\]',
            'img "Bar chart of the mean share',
            'table "Difficulty and discrimination"',
        )


def test_a_message_of_check_says_the_state_first_and_the_question_last(open_page):
    exercise = exercises.load("backpropagation")["backward"]
    fault = next(fault for fault in exercise.variants if fault.misconception.stronger)
    bank = compile_bank(exercise)
    answers = run(bank, exercise.implementation(fault), *exercise.others)
    with open_page("about:blank") as page:
        page.set_content(f"<main>{as_html(evaluate(bank, answers), bank)}</main>")
        in_order(
            read(page),
            "strong: .*backward: not right yet",
            "strong: .?Asked",
            "strong: .?Parts",
            "list:",
            "code: dZ2",
            "text: not right yet",
            "text: right",
            "strong: .?Found",
            "strong: .?Ask yourself",
            "group: A stronger hint",
        )
