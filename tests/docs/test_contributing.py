"""The page for contributors leads to files that exist, and says what is true of version and CI."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WORKFLOW = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
NOT_RUN = r"have\s+not\s+been\s+run\s+yet"


def rows():
    """The rows of the table: (what to change, the cell with the files, the cell with commands)."""
    table = PAGE.partition("## Where a change goes\n")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| ")][1:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_typical_change_leads_to_a_file_that_exists():
    assert len(rows()) >= 10
    for change, files, _ in rows():
        paths = [x for x in re.findall(r"`([^`]+)`", files) if re.search(r"\.\w+$", x)]
        assert paths or "the same file" in files, change
        # c.RunCells and the like are names in a file, not files.
        paths = [path for path in paths if not path.startswith("c.")]
        assert not [path for path in paths if not (ROOT / path).is_file()], change


def test_every_change_is_tried_by_a_command_that_exists():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for change, _, cell in rows():
        commands = re.findall(r"`([^`]+)`", cell)
        assert commands, change
        for program, *words in map(str.split, commands):
            if program == "make":
                assert set(words) <= set(targets), change
            elif program == "pytest":
                assert not [path for path in words if not (ROOT / path).exists()], change
            else:
                assert program == "course", change


def test_the_changes_begin_with_the_version_of_the_package():
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert re.search(r"^## (\S+)$", changes, re.M)[1] == project["version"]


def test_ci_calls_the_one_script_and_says_as_the_page_does_that_it_has_not_been_run():
    jobs = yaml.safe_load(WORKFLOW)["jobs"]
    assert "bash .ci/run" in [step.get("run") for step in jobs["everything"]["steps"]]
    assert bool(re.search(NOT_RUN, WORKFLOW, re.I)) == bool(re.search(NOT_RUN, PAGE, re.I))
