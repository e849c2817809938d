"""The notebooks ask nothing of a front end that only one of them gives."""

import ast
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from autograder.build import kit
from autograder.course import Course

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted([*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("release/*/*.ipynb")])

CELL_METADATA = {
    "nbgrader",  # which cells are graded: read by nbgrader alone, kept by every front end
    "tags",  # of nbformat itself; see TAGS
    "deletable",  # of nbformat itself: a front end that does not honour it lets a cell be deleted,
    "editable",  # or changed, and grading puts it back
}
TAGS = ("claim-", "nbval-")  # read by tests only
WITHOUT_A_KERNEL = {"text/html", "text/plain"}

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path):
    return [x for x in nbformat.read(path, as_version=4).cells if x.cell_type == "code"]


def test_there_are_lessons_and_releases():
    assert {path.relative_to(ROOT).parts[0] for path in NOTEBOOKS} == {"notebooks", "release"}


@every_notebook
def test_it_is_valid_nbformat_4_5_with_an_id_for_every_cell(path):
    nb = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(nb)
    assert (nb.nbformat, nb.nbformat_minor) == (4, 5)
    assert len({cell.id for cell in nb.cells}) == len(nb.cells)


@every_notebook
def test_it_names_the_kernel_that_every_installation_has(path):
    metadata = nbformat.read(path, as_version=4).metadata
    assert set(metadata) == {"kernelspec", "language_info"}  # no state of widgets, no front end's
    assert metadata.kernelspec.name == "python3"
    assert metadata.kernelspec.language == "python"  # by which JupyterLite finds its own


@every_notebook
def test_its_cells_carry_no_metadata_of_one_front_end(path):
    for cell in nbformat.read(path, as_version=4).cells:
        assert set(cell.metadata) <= CELL_METADATA, cell.id
        assert all(tag.startswith(TAGS) for tag in cell.metadata.get("tags", ())), cell.id
        assert not cell.get("attachments"), cell.id


@every_notebook
def test_its_outputs_show_where_no_kernel_runs(path):
    for cell in code_cells(path):
        for output in cell.outputs:
            if output.output_type == "display_data":
                assert set(output.data) == WITHOUT_A_KERNEL, cell.id
                assert output.data["text/plain"].strip(), cell.id


@every_notebook
def test_it_uses_no_magic_and_no_shell(path):
    for cell in code_cells(path):
        ast.parse(cell.source)


def test_the_kits_environment_which_binder_builds_brings_what_its_notebooks_import():
    files = kit.contents(Course(ROOT))
    *conda, pip = yaml.safe_load(files["environment.yml"])["dependencies"]
    packages = {line.split(">")[0].split("=")[0].strip() for line in conda}
    assert pip == {"pip": ["-e ."]}  # brings helpers
    imported = set()
    for name, data in files.items():
        if name.endswith(".ipynb"):
            nb = nbformat.reads(data.decode(), as_version=4)
            sources = [cell.source for cell in nb.cells if cell.cell_type == "code"]
        elif name.startswith("helpers/") and name.endswith(".py"):
            sources = [data.decode()]
        else:
            continue
        for node in (node for source in sources for node in ast.walk(ast.parse(source))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module.partition(".")[0])
    others = {name.lower() for name in imported - set(sys.stdlib_module_names) - {"helpers"}}
    others = {{"pil": "pillow"}.get(name, name) for name in others}
    assert {"numpy", "matplotlib", "ipywidgets"} <= others
    assert others <= packages
    assert "jupyterlab" in packages
