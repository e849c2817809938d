"""The page on Moodle and Canvas names a test for each fact."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "lms.md"


def facts():
    """(fact, its tests) of each row of the page's tables."""
    text = PAGE.read_text(encoding="utf-8")
    for fact, tests in re.findall(r"^\| (.+?) \| (`test_.+?) \|$", text, re.M):
        yield fact, re.findall(r"`(\w+\.py)::(\w+)`", tests)


def test_every_test_that_the_page_names_is_there():
    named = [test for _, tests in facts() for test in tests]
    assert len(named) > 30
    for file, test in named:
        assert f"def {test}(" in (ROOT / "tests" / "handover" / file).read_text(encoding="utf-8")


def test_every_fact_has_a_test():
    text = PAGE.read_text(encoding="utf-8").partition("and the tests\n")[2]
    rows = [x for x in text.splitlines() if x.startswith("| ") and not x.endswith("| test |")]
    assert len(rows) == len(list(facts()))
    assert all(tests for _, tests in facts())
