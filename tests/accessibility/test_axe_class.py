"""axe-core finds nothing wrong in the class report and in feedback."""

import pytest
from axe import violations

pytestmark = pytest.mark.slow

PAGES = (
    "reports/backpropagation/index.html",
    "feedback/ada/backpropagation/feedback.html",  # a figure, a long line, a cell that was stopped
    "feedback/alan/backpropagation/feedback.html",  # nothing done
)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_about_a_class_has_no_violation(name, theme, width, graded, open_page):
    with open_page((graded.root / name).as_uri(), theme, width) as page:
        assert not violations(page)
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) == 0, "the page is wider than its window"
