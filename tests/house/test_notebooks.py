"""The canonical form of notebooks."""

import nbformat

from autograder.build.notebooks import canonical

VIEW = "application/vnd.jupyter.widget-view+json"


def output(**data):
    kinds = {kind.replace("_", "/"): value for kind, value in data.items()}
    return nbformat.v4.new_output("display_data", {VIEW: {"model_id": "1"}, **kinds})


def test_a_lesson_keeps_the_still_form_of_a_widget_and_not_its_view():
    cell = nbformat.v4.new_code_cell("show()")
    cell.outputs = [output(text_html="<img>", text_plain="a curve"), output()]
    nb = canonical(nbformat.v4.new_notebook(cells=[cell]), "lesson", keep_outputs=True)
    both, bare = nb.cells[0].outputs
    assert both.data == {"text/html": "<img>", "text/plain": "a curve"}
    # What has nothing to stand for it is left for the test of the lessons to name.
    assert set(bare.data) == {VIEW}
    nbformat.validate(nb)
