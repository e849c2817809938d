"""axe-core finds nothing wrong in the book: light and dark, wide and narrow."""

import re

import pytest
from axe import formulas_of_another_colour, violations
from the_book import SOURCES

from helpers.style import ON_DARK_PAGES

pytestmark = pytest.mark.slow

PAGES = [*(str(path.with_suffix(".html")) for path in SOURCES), "search.html"]
# A dark page differs from a light one in its colours, and a narrow one from a wide one in what is
# folded away: a page of each kind shows that. That no page is too wide is looked at on every page.
KINDS = {
    *("notebooks/regularisation.html", "docs/claims.html", "docs/setting_up.html"),
    *("docs/book/explorers.html", "docs/book/api.html", "docs/book/index.html", "search.html"),
}
WAYS = {
    "light and wide": ("light", 1280, {}),
    "dark": ("dark", 1280, {"only": ["color-contrast"]}),
    "narrow": ("light", 390, {"leave_out": ["color-contrast"]}),
}


@pytest.mark.parametrize(
    ("name", "way"),
    [(name, way) for name in PAGES for way in WAYS if way == "light and wide" or name in KINDS],
)
def test_a_page_of_the_book_has_no_violation(name, way, site, open_page):
    theme, width, rules = WAYS[way]
    with open_page((site / name).as_uri(), theme, width) as page:
        assert page.locator("html").get_attribute("data-theme") == theme
        assert not violations(page, **rules)
        assert not formulas_of_another_colour(page)
        assert overflow(page) == 0


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_book_fits_a_narrow_window(name, site, open_page):
    with open_page((site / name).as_uri(), width=390) as page:
        assert overflow(page) == 0


def overflow(page):
    """By how many pixels the page is wider than its window."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


def test_on_a_dark_page_of_the_book_pictures_turn_as_they_do_in_jupyterlab(site, open_page):
    (turn,) = re.findall(r"filter: (.+?);? }", ON_DARK_PAGES)
    for theme, expected in (("light", "none"), ("dark", turn)):
        with open_page((site / "docs/book/explorers.html").as_uri(), theme) as page:
            pictures = page.locator(".bd-article img")
            found = pictures.evaluate_all("all => all.map(one => getComputedStyle(one).filter)")
            assert len(found) > 5
            assert set(found) == {expected}
