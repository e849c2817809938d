"""The lessons as they are committed: complete, executed, in order, and open to everyone.

Nothing is executed here, only read; that the outputs are still what the cells print is nbval's to
say (`make notebooks`).
"""

import ast
import html.parser
import importlib.util
import re
import statistics
from functools import cache
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from autograder import exercises
from autograder.build.notebooks import canonical_text

ROOT = Path(__file__).parents[2]
LESSONS = ("gradient_descent", "backpropagation_theory", "regularisation")
CLAIMS_OF = {
    "gradient_descent": range(1, 11),
    "backpropagation_theory": range(11, 23),
    "regularisation": range(23, 30),
}
MEGABYTES = 3
LONGEST_CELL, MEDIAN_CELL = 25, 10
WORDS_A_LINE = 3
SHORTEST_ALT = 40

# What draws from a Generator that is made on the spot; all else in np.random is the global one.
NOT_GLOBAL = {"default_rng", "Generator", "SeedSequence", "PCG64"}


def path_of(name):
    return ROOT / "notebooks" / f"{name}.ipynb"


@cache
def cells(name, kind=None):
    found = nbformat.read(path_of(name), as_version=4).cells
    return [cell for cell in found if kind in (None, cell.cell_type)]


@cache
def make_claims():
    spec = importlib.util.spec_from_file_location("make_claims", ROOT / "docs/make_claims.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code_lines(cell):
    return cell.source.splitlines()


def nodes(name):
    """Each code cell of a lesson with each node of its syntax tree."""
    for cell in cells(name, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            yield cell, node


def dotted(node):
    """a.b.c as text for an attribute chain, "" for anything else."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def prose(name):
    return "\n\n".join(cell.source for cell in cells(name, "markdown"))


def outputs(name):
    return [(cell, output) for cell in cells(name, "code") for output in cell.outputs]


def everything(name):
    """All that a reader of a lesson sees: prose, code, printed text."""
    printed = [output.get("text", "") for _, output in outputs(name)]
    return "\n".join([*(cell.source for cell in cells(name)), *printed])


class Images(html.parser.HTMLParser):
    """The alt texts of the images in a piece of HTML; None where there is none."""

    def __init__(self, text):
        super().__init__()
        self.alts = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.alts.append(dict(attributes).get("alt"))


def test_the_lessons_are_these_three():
    assert {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")} == set(LESSONS)


# --- claims -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LESSONS)
def test_every_claim_of_a_lesson_has_exactly_one_cell(name):
    tags = [tag for cell in cells(name, "code") for tag in cell.metadata.get("tags", [])]
    claims = sorted(tag for tag in tags if tag.startswith("claim-"))
    assert claims == [f"claim-{number:02}" for number in CLAIMS_OF[name]]


def claim_cells(name):
    return [
        (tag, cell)
        for cell in cells(name)
        for tag in cell.metadata.get("tags", [])
        if tag.startswith("claim-")
    ]


@pytest.mark.parametrize("name", LESSONS)
def test_a_claim_cell_asserts_and_ends_with_a_sentence_that_has_a_number(name):
    for tag, cell in claim_cells(name):
        tree = ast.parse(cell.source)
        asserts = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Assert)
            or (isinstance(node, ast.Call) and dotted(node.func).startswith("np.testing.assert_"))
        ]
        assert asserts, f"{tag} asserts nothing"
        assert cell.id.startswith(tag), f"{tag} stands in the cell {cell.id}"
        line = make_claims().last_line(cell)
        assert re.search(r"\d", line), f"{tag} does not end with a number: {line!r}"
        assert line.endswith("."), f"{tag} does not end with a sentence: {line!r}"


def test_the_page_on_claims_says_what_the_cells_found():
    page = make_claims().PAGE.read_text(encoding="utf-8")
    made = make_claims().as_markdown([path_of(name) for name in sorted(LESSONS)])
    assert page == made, "run `python docs/make_claims.py`"


def notebook_with(path, *claims):
    """A notebook at `path` whose cells carry the claims (tag, printed text)."""
    notebook = nbformat.v4.new_notebook()
    for tag, text in claims:
        printed = [nbformat.v4.new_output("stream", text=text)] if text else []
        cell = nbformat.v4.new_code_cell("1", outputs=printed, metadata={"tags": [tag]})
        notebook.cells.append(cell)
    nbformat.write(notebook, path)
    return path


def all_claims(but=None):
    return [(f"claim-{n:02}", f"noise\nFound {n}.\n") for n in range(1, 30) if n != but]


def test_the_page_has_a_row_for_each_claim_with_the_last_line_printed(tmp_path):
    page = make_claims().as_markdown([notebook_with(tmp_path / "a.ipynb", *all_claims())])
    rows = [line for line in page.splitlines() if re.match(r"\| \d\d ", line)]
    assert len(rows) == 29
    assert all(row.endswith(f"| Found {n}. |") for n, row in enumerate(rows, start=1))


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (all_claims(but=7), "claim-07: 0 cells"),
        ([*all_claims(), ("claim-03", "Again 3.")], "claim-03: 2 cells"),
        ([*all_claims(but=5), ("claim-05", "")], "claim-05: the cell"),
        ([*all_claims(), ("claim-30", "New.")], "claim-30: no such claim"),
    ],
)
def test_a_claim_that_has_lost_its_cell_is_named(tmp_path, claims, said):
    with pytest.raises(make_claims().ClaimError, match=said):
        make_claims().as_markdown([notebook_with(tmp_path / "a.ipynb", *claims)])


# --- form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_in_canonical_form_and_not_too_large(name):
    text = path_of(name).read_text(encoding="utf-8")
    assert text == canonical_text(path_of(name)), "run `make format`"
    assert len(text.encode()) <= MEGABYTES * 1e6


@pytest.mark.parametrize("name", LESSONS)
def test_cells_are_short(name):
    lengths = {cell.id: len(code_lines(cell)) for cell in cells(name, "code")}
    assert {id: n for id, n in lengths.items() if n > LONGEST_CELL} == {}
    assert statistics.median(lengths.values()) <= MEDIAN_CELL


@pytest.mark.parametrize("name", LESSONS)
def test_there_is_prose_enough_and_a_text_before_every_code_cell(name):
    lines = sum(len(code_lines(cell)) for cell in cells(name, "code"))
    assert len(prose(name).split()) >= WORDS_A_LINE * lines
    bare = [b.id for a, b in pairwise(cells(name)) if a.cell_type == b.cell_type == "code"]
    assert bare == []


@pytest.mark.parametrize("name", LESSONS)
def test_headings_go_down_one_level_at_a_time(name):
    text = re.sub(r"^(```|~~~).*?^\1", "", prose(name), flags=re.MULTILINE | re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, flags=re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_all_its_parts(name):
    text = prose(name)
    for part in ("you can", "**Time", "## Notation", "common slip", "<details>", "PyTorch"):
        assert part in text, f"no {part}"
    for part in ("In this notebook we have", "## References", "Prince", "Nielsen", "Did you know"):
        assert part in text, f"no {part}"
    assert text.count("<details>") == text.count("</details>") >= 5


@pytest.mark.parametrize("name", LESSONS)
def test_there_is_one_import_cell(name):
    importing = {c.id for c, node in nodes(name) if isinstance(node, ast.Import | ast.ImportFrom)}
    assert len(importing) == 1


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_is_drawn_from_a_global_generator(name):
    chains = {dotted(node) for _, node in nodes(name) if isinstance(node, ast.Attribute)}
    drawn = {chain for chain in chains if re.match(r"(np|numpy)\.random\.", chain)}
    assert {chain for chain in drawn if chain.split(".")[2] not in NOT_GLOBAL} == set()
    imported = {
        alias.name.split(".")[0]
        for _, node in nodes(name)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert "random" not in imported


@pytest.mark.parametrize("name", LESSONS)
def test_no_lesson_defines_what_an_exercise_asks_for(name):
    asked = {e for assignment in exercises.assignments() for e in exercises.load(assignment)}
    assert len(asked) > 20
    defined = {node.name for _, node in nodes(name) if isinstance(node, ast.FunctionDef)}
    assert defined & asked == set()


@pytest.mark.parametrize("name", LESSONS)
def test_every_prediction_is_asked_before_it_is_compared(name):
    order = {"asked": [], "compared": []}
    for number, cell in enumerate(cells(name, "code")):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Call) and dotted(node.func).startswith("predictions."):
                kind = "compared" if node.func.attr == "compare" else "asked"
                order[kind].append((node.args[0].value, number))
    asked, compared = dict(order["asked"]), dict(order["compared"])
    assert asked.keys() == compared.keys()
    assert len(asked) == len(order["asked"]) == len(order["compared"]) >= 3
    assert all(asked[id] < compared[id] for id in asked)


# --- outputs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_was_run_from_top_to_bottom(name):
    counts = [cell.execution_count for cell in cells(name, "code")]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_failed_and_nothing_warned(name):
    for cell, output in outputs(name):
        assert output.output_type != "error", cell.id
        assert output.get("name") != "stderr", cell.id
        assert "Warning" not in output.get("text", ""), cell.id


@pytest.mark.parametrize("name", LESSONS)
def test_every_picture_has_an_alt_text(name):
    alts = []
    for cell, output in outputs(name):
        data = output.get("data", {})
        assert not [kind for kind in data if kind.startswith("image/")], f"{cell.id}: no alt text"
        # A saved view of a widget whose kernel is gone shows an error.
        assert "application/vnd.jupyter.widget-view+json" not in data, cell.id
        alts += [(cell.id, alt) for alt in Images(data.get("text/html", "")).alts]
    assert len(alts) >= 3
    assert [id for id, alt in alts if not alt or len(alt) < SHORTEST_ALT] == []


# --- errata -------------------------------------------------------------------------------------


def errata():
    """The rows of the table on the errata page, as lists of cells."""
    text = (ROOT / "docs/errata.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| *(\d+) *\|(.*)\|$", text, flags=re.MULTILINE)
    return {int(number): [cell.strip() for cell in rest.split(" | ")] for number, rest in rows}


def test_the_errata_are_thirteen_and_each_has_its_lesson():
    assert list(errata()) == list(range(1, 14))
    for number, row in errata().items():
        assert len(row) == 5, f"row {number} has {len(row) + 1} cells, where there should be 6"
        links = re.findall(r"\]\(\.\./(.+?)\)", row[-1])
        assert links, f"row {number} names no lesson"
        assert all((ROOT / link).is_file() for link in links), f"row {number}: {links}"
        ids = {cell.id for link in links for cell in cells(Path(link).stem)}
        assert set(re.findall(r"`(.+?)`", row[-1])) <= ids, f"row {number} names no cell of {links}"


@pytest.mark.parametrize("number", range(1, 14))
def test_both_numbers_of_an_erratum_stand_in_its_lesson(number):
    _, _, wrong, right, shown = errata()[number]
    linked = re.findall(r"notebooks/(\w+)\.ipynb", shown)
    text = "\n".join(everything(name) for name in linked)
    for figure in re.findall(r"\d+(?:\.\d+)?", f"{wrong} {right}"):
        assert re.search(rf"(?<![\d.]){re.escape(figure)}(?!\.?\d)", text), f"{figure} in {linked}"
