"""`course grade --json` and `course regrade --json`: the tables as data for other programs."""

import json

import mini_course
import pytest
from click.testing import CliRunner
from mini_course import ASSIGNMENT, MAX

from autograder.cli import main

pytestmark = pytest.mark.slow

WRONG = "def predict(X, params):\n    return X * 0\n"


def asked(course, verb):
    done = CliRunner().invoke(main, [verb, ASSIGNMENT, "--json", "--course", str(course.root)])
    assert done.exit_code == 0, done.stderr
    assert "submissions" in done.stderr or "marks" in done.stderr
    return json.loads(done.stdout)


def test_marks_are_numbers_and_no_table_is_missing(course):
    mini_course.submit(course, "ada")
    mini_course.submit(course, "alan", {"predict": WRONG})
    mini_course.submit(course, "zoe", {"predict": "import os\nos._exit(3)"})
    found = asked(course, "grade")
    most = sum(MAX.values())
    rows = {row["student"]: row for row in found["marks"]}
    assert rows["ada"] == {"student": "ada", "marks": most, "of": most, "to_mend_first": ""}
    assert rows["alan"]["marks"] == most - MAX["predict"]
    assert rows["alan"]["to_mend_first"].startswith("predict")
    assert [row["student"] for row in found["incidents"]] == ["zoe"]
    assert set(found) == {"marks", "commonest_misconceptions", "incidents"}
    assert asked(course, "regrade") == {"changes": [], "to_run_again": []}
