"""An instructor marks a written answer in formgrader, and the student's feedback shows it."""

import lab
import people
import pytest

from autograder.build import play

pytestmark = pytest.mark.slow

ASSIGNMENT, NOTEBOOK, WRITTEN = "gradient_descent", "gradient_descent_task", "sgd_comment"
COMMENT = "Runs 3 and 5 are well chosen. What would a smaller rate have done in run 5?"


@pytest.fixture(scope="module")
def graded(course):
    """The course, in which one student's answers wait for a marker."""
    right, answers = people.right_cells(ASSIGNMENT), {WRITTEN: people.WORDS}
    play.submit(course, ASSIGNMENT, "ada", right, answers)
    people.give(course, "nbgrader", "generate_assignment", ASSIGNMENT, "--force")
    people.give(course, "course", "grade", ASSIGNMENT, "--seed", "3")
    return course


@pytest.fixture(scope="module")
def jupyter(graded, tmp_path_factory):
    with lab.served(graded.root, tmp_path_factory.mktemp("jupyter")) as server:
        yield server


def test_a_written_answer_is_marked_in_formgrader_and_the_feedback_shows_it(page, graded, jupyter):
    form = lab.open_formgrader(page, jupyter)
    lab.open_submission(page, form, ASSIGNMENT, NOTEBOOK, "Submission #1")

    scheme = form.get_by_text("Mark scheme: 4 marks, one for each point.")
    scheme.wait_for()
    answer = form.locator(f".nbgrader_cell:has(#{WRITTEN})")
    assert people.WORDS in answer.inner_text()
    assert scheme.bounding_box()["y"] < answer.bounding_box()["y"]

    with lab.saved(page, "/formgrader/api/grade/"):
        answer.locator(f"#{WRITTEN}").fill("3")
        answer.locator(f"#{WRITTEN}").press("Tab")
    with lab.saved(page, "/formgrader/api/comment/"):
        answer.locator("textarea").fill(COMMENT)
        answer.locator("textarea").press("Tab")

    people.give(graded, "course", "feedback", ASSIGNMENT)
    page.goto((graded.folder("feedback", ASSIGNMENT, "ada") / "feedback.html").as_uri())
    section = page.get_by_role("region", name=f"{WRITTEN}: 3 of 4")
    assert COMMENT in section.get_by_role("blockquote").inner_text()
    assert "waits" not in page.locator("main").inner_text()
