"""axe-core finds nothing wrong in the book: light and dark, wide and narrow."""

import pytest
from axe import formulas_of_another_colour, violations
from the_book import SOURCES

pytestmark = pytest.mark.slow

PAGES = [*(str(path.with_suffix(".html")) for path in SOURCES), "search.html"]
# A dark page differs from a light one in its colours; a narrow one in all but these.
WAYS = {
    "light and wide": ("light", 1280, {}),
    "dark": ("dark", 1280, {"only": ["color-contrast"]}),
    "narrow": ("light", 390, {"leave_out": ["color-contrast"]}),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_book_has_no_violation(name, way, site, open_page):
    theme, width, rules = WAYS[way]
    with open_page((site / name).as_uri(), theme, width) as page:
        assert page.locator("html").get_attribute("data-theme") == theme
        assert not violations(page, **rules)
        assert not formulas_of_another_colour(page)
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) == 0, "the page is wider than its window"
