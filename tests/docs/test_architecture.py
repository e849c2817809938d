"""The page on how the course is built says what its folders hold and who may import whom."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"
FOLDERS = ("autograder", "docs", "helpers", "tests")


def rows(title):
    """The cells of each row of the table under a heading, without the head of the table."""
    text = PAGE.read_text(encoding="utf-8").partition(f"# {title}\n")[2].partition("\n#")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def named(text):
    """What stands in backticks."""
    return re.findall(r"`([^`]+)`", text)


def parts_of(folder):
    """The modules and folders of a stage; an exercise is not a part of its own."""
    inside = list((ROOT / "autograder" / folder).iterdir())
    modules = {path.name for path in inside if path.suffix == ".py"} - {"__init__.py"}
    folders = {f"{path.name}/" for path in inside if path.is_dir()} - {"__pycache__/"}
    return modules if folder == "exercises/" else modules | folders


def test_every_file_that_the_page_names_is_there():
    paths = [x for x in named(PAGE.read_text(encoding="utf-8")) if x.startswith(FOLDERS)]
    assert len(paths) > 20
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_every_module_of_a_stage_is_named_and_no_others():
    stages, stage = {}, ""
    for folder, part, _ in rows("Stages and folders"):
        # A row without a folder belongs to the folder above it.
        stage = named(folder)[0] if folder else stage
        stages.setdefault(stage, []).extend(named(part))
    there = {f"{path.name}/" for path in (ROOT / "autograder").iterdir() if path.is_dir()}
    assert there - {"__pycache__/"} == stages.keys()
    for stage, parts in stages.items():
        assert sorted(parts) == sorted(parts_of(stage)), stage


# --- floors -------------------------------------------------------------------------------------


def floors():
    """The paths on each floor, from the top."""
    return [named(cells[1]) for cells in rows("Who may use whom")]


def floor_of(path):
    """The number of the floor, counted from the top, on which a file stands."""
    found = [n for n, places in enumerate(floors()) if path.startswith(tuple(places))]
    assert len(found) == 1, f"{path} stands on {len(found)} floors"
    return found[0]


def file_of(name):
    """The file of the module with this dotted name, or of the one that the name stands in."""
    path = Path(*name.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if (ROOT / candidate).is_file():
            return candidate.as_posix()
    return file_of(name.rpartition(".")[0])


def imported(path):
    """The files of our own that a file imports."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            if name.startswith(("autograder.", "helpers.")):
                yield file_of(name)


def test_a_module_imports_from_its_own_floor_and_from_those_below():
    files = [
        path.relative_to(ROOT).as_posix()
        for folder in ("autograder", "helpers")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != ROOT / "autograder" / "__init__.py"
    ]
    upwards = [
        f"{path} imports {other}"
        for path in files
        for other in imported(path)
        if floor_of(other) < floor_of(path)
    ]
    assert not upwards


def test_the_picture_shows_the_floors_of_the_table():
    picture = (ROOT / "docs" / "images" / "floors.svg").read_text(encoding="utf-8")
    shown = [set(names.split()) for names in re.findall(r'class="name"[^>]*>([^<]+)<', picture)]
    table = [{path.removeprefix("autograder/") for path in places} for places in floors()]
    assert [names & places for names, places in zip(shown, table, strict=True)] == shown
