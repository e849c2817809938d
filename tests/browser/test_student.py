"""A student with the kit: reads a lesson, turns its knobs, solves a task, and validates it."""

import json

import lab
import people
import pytest

pytestmark = pytest.mark.slow

LESSON = "notebooks/gradient_descent.ipynb"
TASK = "release/gradient_descent/gradient_descent_task.ipynb"
HEAD = "def gradient_step(phi, gradient, learning_rate):\n"
UPHILL = HEAD + "    return phi + learning_rate * gradient"
DOWNHILL = HEAD + "    return phi - learning_rate * gradient"


@pytest.fixture(scope="module")
def jupyter(student_folder, tmp_path_factory):
    with lab.served(student_folder, tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture(scope="module")
def lesson(browser, jupyter):
    """A page with the lesson, after every cell has run."""
    with lab.new_page(browser) as page:
        lab.open_notebook(page, jupyter, LESSON)
        lab.run_all(page)
        yield page


@pytest.fixture
def line_explorer(lesson):
    """The output of the lesson's first explorer, and its slider for the learning rate."""
    output = lab.cell(lesson, "explore-line").locator(".jp-OutputArea-output")
    slider = output.get_by_role("slider").first
    slider.wait_for()
    return output, slider


# --- a lesson -----------------------------------------------------------------------------------


def test_a_lesson_of_the_kit_runs_from_top_to_bottom_without_an_error(lesson):
    assert lab.has_run_in_order(lesson)
    assert lab.errors(lesson) == []
    for explorer in ("explore-line", "explore-cloud", "explore-schedules", "explore-seeds"):
        output = lab.cell(lesson, explorer).locator(".jp-OutputArea-output")
        output.get_by_role("slider").first.wait_for()
        assert len(lab.picture(output)[1]) > 80


def test_an_arrow_key_moves_an_explorer(line_explorer, lesson):
    output, slider = line_explorer
    before, value = lab.picture(output), slider.get_attribute("aria-valuenow")
    slider.focus()
    lesson.keyboard.press("ArrowRight")
    after = lab.changed_picture(lesson, output, before)
    assert after[1] != before[1]
    assert float(slider.get_attribute("aria-valuenow")) == float(value) + 1


def test_the_mouse_drags_an_explorer_to_its_end(line_explorer, lesson):
    output, slider = line_explorer
    before = lab.picture(output)
    lab.drag(lesson, slider, 400)
    after = lab.changed_picture(lesson, output, before)
    assert after[1] != before[1]
    assert slider.get_attribute("aria-valuenow") == slider.get_attribute("aria-valuemax")


def test_a_guess_that_is_clicked_is_kept_and_compared(lesson, jupyter):
    question = lab.cell(lesson, "predict-rate")
    question.get_by_role("radio", name="it swings for ever").click()
    question.get_by_text("Recorded").wait_for()
    told = lab.run(lesson, "rates").locator(".jp-OutputArea-output").last
    assert "You predicted “it swings for ever”" in told.inner_text()
    kept = json.loads((jupyter.folder / "notebooks/runs/predictions.json").read_text("utf-8"))
    assert kept == {"rate_above": "it swings for ever"}


# --- a task -------------------------------------------------------------------------------------


def test_a_wrong_answer_is_explained_and_a_right_one_passes(page, jupyter):
    lab.open_notebook(page, jupyter, TASK)
    lab.run(page, "gd-imports")
    unsolved = lab.run(page, "gd-check-gradient-step")
    assert "not yet solved" in unsolved.inner_text() or "not there yet" in unsolved.inner_text()

    lab.write(page, "gd-gradient-step", UPHILL)
    lab.run(page, "gd-gradient-step")
    told = lab.run(page, "gd-check-gradient-step")
    assert "gradient_step: not right yet" in told.inner_text()
    assert "Ask yourself: " in told.inner_text()
    hint = told.locator("details p")
    assert not hint.is_visible()
    told.get_by_text("A stronger hint").click()
    hint.wait_for()
    assert len(hint.inner_text()) > 20

    lab.write(page, "gd-gradient-step", DOWNHILL)
    lab.run(page, "gd-gradient-step")
    told = lab.run(page, "gd-check-gradient-step")
    assert "✓ gradient_step: right" in told.inner_text()
    assert not told.locator("details").count()

    verdict, words = lab.validate(page)
    assert verdict == "failed"
    assert "line_gradient" in words
    assert "gradient_step: " not in words


def test_a_solved_task_logs_its_runs_restarts_and_validates(page, jupyter):
    people.solve(jupyter.folder / TASK, "gradient_descent", but=["gradient_step"])
    lab.open_notebook(page, jupyter, TASK)
    lab.write(page, "gd-gradient-step", DOWNHILL)
    lab.restart_and_run_all(page)
    assert lab.errors(page) == []
    table = lab.cell(page, "gd-final-table").locator(".jp-OutputArea-output")
    assert "batch size" in table.inner_text()
    log = json.loads(
        (jupyter.folder / TASK).with_name("runs").joinpath("sgd_runs.json").read_text()
    )
    assert len(log["runs"]) == 10
    assert table.get_by_role("row").count() == 11

    verdict, words = lab.validate(page)
    assert verdict == "success", words
