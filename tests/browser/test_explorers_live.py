"""Every explorer in a real browser: its controls have names and work with the keyboard."""

import html
import re

import axe
import lab
import people
import pytest
from playwright.sync_api import expect

import helpers.explorers as package
from helpers.explorers import explorer

pytestmark = pytest.mark.slow
expect.set_options(timeout=1000 * lab.PATIENCE)

FOUND = {one.name: one for one in package.every()}
each_explorer = pytest.mark.parametrize("name", FOUND)


@pytest.fixture(scope="module")
def server(browser, tmp_path_factory):
    """JupyterLab with a notebook that shows every explorer with all its knobs."""
    folder = tmp_path_factory.mktemp("explorers")
    people.write_explorers(folder / "explorers.ipynb", dict.fromkeys(FOUND))
    own = tmp_path_factory.mktemp("jupyter")
    with lab.served(folder, own) as server:
        yield server


@pytest.fixture(scope="module")
def notebook(browser, server):
    """A page with that notebook in JupyterLab, every cell run."""
    with lab.new_page(browser) as page:
        lab.open_notebook(page, server, "explorers.ipynb")
        lab.run_all(page)
        yield page


def shown(page, name):
    """The output with the explorer of this name, after its picture has loaded."""
    output = lab.cell(page, name).locator(".jp-OutputArea-output")
    output.get_by_role("textbox", name="State").wait_for()
    lab.changed_picture(page, output, ("", ""))
    return output


def state(output):
    return output.get_by_role("textbox", name="State").input_value()


def control(output, knob):
    """The control with the name of the knob, found as a person would find it."""
    if knob.tables:
        return output.get_by_role("button", name=knob.tables[0][1][0][0][1], exact=True)
    if knob.is_ordered:
        return output.get_by_role("slider", name=knob.label, exact=True)
    if set(knob.values) == {False, True}:
        return output.get_by_role("checkbox", name=knob.label, exact=True)
    if len(knob.values) <= 4:
        other = next(value for value in knob.values if value != knob.start)
        return output.get_by_role("button", name=explorer.value_text(other), exact=True)
    return output.get_by_role("combobox", name=knob.label, exact=True)


@each_explorer
def test_every_control_is_found_by_its_name_and_moves_the_picture_by_a_key(notebook, name):
    output = shown(notebook, name)
    for knob in FOUND[name].knobs:
        handle, before, told = control(output, knob), lab.picture(output), state(output)
        handle.focus()
        last = knob.is_ordered and knob.start == knob.values[-1]
        key = "ArrowLeft" if last else "ArrowRight" if knob.is_ordered else "Space"
        notebook.keyboard.press(key)
        after = lab.changed_picture(notebook, output, before)
        assert after[1] != before[1], knob.label
        expect(output.get_by_role("textbox", name="State")).not_to_have_value(told)


@each_explorer
def test_a_slider_says_its_value_and_not_its_place(notebook, name):
    output = shown(notebook, name)
    told = dict(part.split("=") for part in state(output).split(","))
    for knob in FOUND[name].knobs:
        if knob.is_ordered:
            handle = control(output, knob)
            expect(handle).to_have_attribute("aria-valuetext", told[knob.name])


@each_explorer
def test_the_tab_key_reaches_every_control_of_an_explorer_and_leaves_it(notebook, name):
    output = shown(notebook, name)
    wanted = [control(output, knob) for knob in FOUND[name].knobs]
    wanted.append(output.get_by_role("button", name="Log this run"))
    output.evaluate("output => { window.reached = []; output.tabIndex = -1; output.focus() }")
    for _ in range(60):
        notebook.keyboard.press("Tab")
        if not output.evaluate("output => output.contains(document.activeElement)"):
            break
        notebook.evaluate("window.reached.push(document.activeElement)")
    else:
        pytest.fail("the focus does not leave the explorer")
    assert all(handle.evaluate("handle => window.reached.includes(handle)") for handle in wanted)


@each_explorer
def test_axe_finds_no_fault_in_an_explorer(notebook, name):
    shown(notebook, name)
    place = list(FOUND).index(name) + 1
    part = f".jp-Notebook .jp-Cell:nth-of-type({place}) .jp-OutputArea-output"
    assert axe.violations(notebook, part=part) == ""


def test_a_slider_answers_arrow_keys_in_notebook_7_too(browser, server):
    with lab.new_page(browser) as page:
        lab.open_in_notebook_7(page, server, "explorers.ipynb")
        lab.run_all(page)
        output = page.locator(".jp-OutputArea-output").first
        told = output.get_by_role("textbox", name="State")
        told.wait_for()
        before, slider = told.input_value(), output.get_by_role("slider").first
        # The loaded picture sets this text; from then on the slider takes the keys.
        expect(slider).to_have_attribute("aria-valuetext", re.compile("."))
        slider.focus()
        page.keyboard.press("ArrowRight")
        expect(told).not_to_have_value(before)


def test_a_key_logs_a_run(notebook):
    output = shown(notebook, "demo")
    output.get_by_role("button", name="Log this run").focus()
    notebook.keyboard.press("Enter")
    output.get_by_role("status").get_by_text("Logged: 1 in all").wait_for()


def test_the_alternative_text_is_what_the_explorer_says(notebook):
    output = shown(notebook, "line_descent")
    one = FOUND["line_descent"]
    result = one.compute(explorer.read_state(one, state(output)))
    assert html.unescape(lab.picture(output)[1]) == one.describe(result)
