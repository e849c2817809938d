"""Outputs of any size cost no marks: they are cut before anything is refused or kept."""

import json

import mini_course
import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_course import ASSIGNMENT, MAX, RIGHT, edited
from nbformat import v4

from autograder.grade import grading, outputs, reading
from autograder.grade.outputs import cut_outputs, shortened
from autograder.grade.reading import read_notebook, without_outputs
from autograder.report import feedback
from autograder.report.feedback import write_feedback

PAGE = 2_000_000

# ---- what was saved

texts = st.text(max_size=5) | st.sampled_from(
    ['"outputs": [', "]", '\\"', "{", '"widgets":{', "[[["]
)
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
cells = st.fixed_dictionaries(
    {"source": texts, "metadata": st.dictionaries(texts, trees, max_size=2)},
    optional={"outputs": st.lists(trees, max_size=3), "attachments": trees},
)


def emptied(tree):
    """What is expected: the same tree, in which the saved outputs are empty."""
    if isinstance(tree, list):
        return [emptied(x) for x in tree]
    if not isinstance(tree, dict):
        return tree
    kinds = {"outputs": list, "widgets": dict}
    return {
        key: kinds[key]() if key in kinds and isinstance(x, kinds[key]) else emptied(x)
        for key, x in tree.items()
    }


@given(st.lists(cells, max_size=3), st.booleans(), st.sampled_from([None, 1]), trees)
def test_outputs_are_cut_away_and_nothing_else_is(cells, plain, indent, widgets):
    nb = {"cells": cells, "metadata": {"widgets": widgets}}
    data = json.dumps(nb, ensure_ascii=plain, indent=indent).encode()
    assert json.loads(without_outputs(data).decode()) == emptied(nb)


@given(st.binary() | texts.map(str.encode))
def test_what_is_no_json_is_left_as_it_is_or_shortened(data):
    assert len(without_outputs(data)) <= len(data)


def saved(outputs):
    """A right submission's first notebook gets these saved outputs in its first cell."""

    def break_it(folder):
        with edited(folder) as nb:
            nb.cells[0].outputs = outputs

    return break_it


def printed(text):
    return v4.new_output("stream", name="stdout", text=text)


def test_a_notebook_is_measured_without_its_outputs(course, monkeypatch):
    folder = mini_course.submit(course, "ada", break_it=saved([printed("x" * 100_000)]))
    monkeypatch.setattr(reading, "MAX_NOTEBOOK", 20_000)
    assert read_notebook(folder / "network.ipynb").cells[0].outputs == []
    with edited(folder) as nb:
        nb.cells[0].source += "\n# " + "x" * 20_000
    with pytest.raises(ValueError, match=r"without outputs it is larger than 0\.019.* MB"):
        read_notebook(folder / "network.ipynb")
    monkeypatch.setattr(reading, "MAX_FILE", 100_000)
    with pytest.raises(ValueError, match=r"it is larger than 0\.09.* MB"):
        read_notebook(folder / "network.ipynb")


def test_outputs_that_would_take_hours_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_MARKS", 2_000)
    with pytest.raises(ValueError, match="too many parts"):
        without_outputs(b'{"outputs":[' + b"[[[" * 1000)
    assert without_outputs(b'{"outputs":[' + b"[1, 2]," * 500 + b"0]}") == b'{"outputs":[]}'


# ---- what is kept


def notebook(*found):
    return v4.new_notebook(cells=[v4.new_code_cell("", outputs=list(found))])


def test_long_texts_are_shortened_and_large_pictures_left_out(monkeypatch):
    monkeypatch.setattr(outputs, "MAX_TEXT", 50)
    monkeypatch.setattr(outputs, "MAX_PICTURE", 100)
    nb = notebook(
        printed("x" * 60),
        v4.new_output("error", ename="E", evalue="e" * 60, traceback=["a" * 30, "b" * 30]),
        v4.new_output("display_data", {"text/plain": "t" * 60, "image/png": "p" * 99}),
        v4.new_output("display_data", {"image/png": "p" * 90, "text/html": "h" * 99}),
    )
    cut_outputs(nb)
    text, error, large, picture = nb.cells[0].outputs
    assert text.text == "x" * 50 + "\n... 10 more characters are left out ..."
    assert error.traceback == ["a" * 30, "b" * 19, "... 11 more characters are left out ..."]
    assert error.evalue == shortened("e" * 60, 50)
    assert large.data == {"text/plain": "An output of the type image/png was too large."}
    assert picture.data == {"image/png": "p" * 90}
    nbformat.validate(nb)


def test_all_outputs_of_a_notebook_together_have_a_limit(monkeypatch):
    monkeypatch.setattr(outputs, "MAX_OUTPUTS", 400)
    nb = notebook(*[v4.new_output("display_data", {"text/plain": "x" * 50})] * 10)
    cut_outputs(nb)
    assert 2 < len(nb.cells[0].outputs) < 6
    assert "and what follows it in this cell" in nb.cells[0].outputs[-1].text
    nbformat.validate(nb)


# ---- from end to end

LOUD = {
    "prints-200-MB": "for _ in range(200): print('x' * 1_000_000)",
    "prints-long-lines": "for _ in range(30): print('<&' * 100_000)",
    "prints-colours": "print('\\x1b[31m<\\x1b[0m' * 500_000)",
    "raises": "raise ValueError('<x>\\n' * 1_000_000)",
    "returns-a-large-text": "'<' * 5_000_000",
    "shows-a-large-table": "from IPython.display import HTML\nHTML('<p>&amp;</p>' * 200_000)",
    "shows-large-pictures": "import os\nfrom IPython.display import Image\n"
    "for _ in range(9): display(Image(os.urandom(700_000), format='png'))",
    "shows-very-much": "for n in range(60_000): display(n)",
    "is-long": "pass  # " + "<&'" * 400_000,
}


@pytest.fixture(scope="module")
def graded(template, tmp_path_factory):
    course = mini_course.copy(template, tmp_path_factory.mktemp("loud") / "course")
    for student, code in LOUD.items():
        mini_course.submit(course, student, {"forward": RIGHT["forward"] + "\n" + code})
    lines = [printed("".join(f"line {n}\n" for n in range(4_000_000)))]
    mini_course.submit(course, "saved-50-MB", break_it=saved(lines))
    size = (course.folder("submitted", ASSIGNMENT, "saved-50-MB") / "network.ipynb").stat().st_size
    assert size > 50_000_000
    verdicts = grading.grade(course, ASSIGNMENT)
    write_feedback(course, ASSIGNMENT)
    return course, verdicts


@pytest.mark.slow
@pytest.mark.parametrize("student", [*LOUD, "saved-50-MB"])
def test_loud_work_keeps_its_marks_and_its_page_stays_small(graded, student):
    course, verdicts = graded
    points = {name: x["points"] for name, x in verdicts[student]["exercises"].items()}
    assert points == MAX
    assert (verdicts[student]["reason"], verdicts[student]["incidents"]) == (None, [])
    page = course.folder("feedback", ASSIGNMENT, student) / feedback.FILE
    assert page.stat().st_size < PAGE
    graded_cells = mini_course.graded_notebook(course, student).cells
    kept = [output for cell in graded_cells for output in cell.get("outputs", ())]
    assert len(json.dumps(kept)) < outputs.MAX_OUTPUTS + 50_000, "the messages come on top"


@pytest.mark.slow
def test_work_that_does_not_fit_on_the_page_is_said_to_be_missing(graded):
    course, _ = graded
    for student in ("shows-large-pictures", "shows-a-large-table"):
        page = course.folder("feedback", ASSIGNMENT, student) / feedback.FILE
        text = page.read_text(encoding="utf-8")
        assert "too large" in text
