"""The book builds without a warning, and its pages stand on their own."""

import html
import importlib
import inspect
import pkgutil
import re
import runpy
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import unquote, urlsplit

import pytest
from the_book import MISSING, ROOT, SOURCES

import autograder
import helpers

pytestmark = pytest.mark.slow
LOADING = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}


class Page(HTMLParser):
    """The tags of one page with their attributes, in order."""

    def __init__(self, path):
        super().__init__()
        self.tags = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path).tags for path in site.rglob("*.html") if "_static" not in path.parts}


def test_every_lesson_and_page_is_in_the_book(site):
    assert len(SOURCES) > 10
    for path in SOURCES:
        assert (site / path.with_suffix(".html")).exists()


def test_links_within_the_book_lead_somewhere(pages):
    ids = {
        path.resolve(): {attrs["id"] for _, attrs in tags if "id" in attrs}
        for path, tags in pages.items()
    }
    lost = []
    for path, tags in pages.items():
        for tag, attrs in tags:
            for key in ("href", "src"):
                address = urlsplit(attrs.get(key) or "")
                if address.scheme or address.netloc or not (address.path or address.fragment):
                    continue
                target = (path.parent / unquote(address.path)).resolve() if address.path else path
                places = {"", *ids.get(target.resolve(), ())} if tag == "a" else {address.fragment}
                if not target.exists() or unquote(address.fragment) not in places:
                    lost.append(f"{path.name}: {attrs[key]}")
    assert not lost


def test_nothing_is_loaded_from_elsewhere(pages, site):
    loaded = [
        f"{path.name}: {attrs[LOADING[tag]]}"
        for path, tags in pages.items()
        for tag, attrs in tags
        if tag in LOADING and urlsplit(attrs.get(LOADING[tag]) or "").netloc
    ]
    assert not loaded
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "url(http" not in text, sheet
        assert "url(//" not in text, sheet


def test_every_picture_says_what_it_shows(pages):
    alts = []
    for path, tags in pages.items():
        for tag, attrs in tags:
            if tag == "img":
                alt = attrs.get("alt") or ""
                assert len(alt) > 60, f"{path.name}: {alt!r}"
                assert not re.search(r"\.(png|jpe?g|svg)\b|No description", alt), path.name
                alts.append(alt)
    assert len(alts) > 20


def test_headings_begin_with_the_title_and_leave_no_level_out(pages, site):
    for path, tags in pages.items():
        if path == site / "index.html":  # only leads on to the front page
            continue
        levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1, path.name
        assert levels.count(1) == 1, path.name
        assert all(after - before <= 1 for before, after in pairwise(levels)), path.name


def public(package):
    """(module, name, object) for all that is public and written in the package's modules."""
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        # A wrong version of an exercise is public in its module, but nobody's to call.
        if "._" in found.name or ".exercises." in found.name:
            continue
        module = importlib.import_module(found.name)
        for name in getattr(module, "__all__", vars(module)):
            thing = getattr(module, name)
            is_code = inspect.isfunction(thing) or inspect.isclass(thing)
            if is_code and not name.startswith("_") and thing.__module__ == found.name:
                yield found.name, name, thing


@pytest.mark.parametrize("package", [helpers, autograder], ids=lambda package: package.__name__)
def test_the_api_page_holds_everything_public_with_its_docstring(package, site):
    page = (site / "docs/book/api.html").read_text(encoding="utf-8")
    words = html.unescape(re.sub(r"<[^>]+>", "", page))
    missing = []
    known = list(public(package))
    assert len(known) > 50
    for module, name, thing in known:
        assert thing.__doc__, f"{module}.{name} has no docstring"
        first = inspect.cleandoc(thing.__doc__).splitlines()[0]
        if f'id="{module}.{name}"' not in page or first not in words:
            missing.append(f"{module}.{name}")
    assert not missing


@pytest.mark.skipif(bool(MISSING), reason=f"the extra `book` lacks {', '.join(MISSING)}")
@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        (r"a \& b < c", True),
        (r"\begin{pmatrix} 1 & -2 \\ 0 & 1 \end{pmatrix}", True),
        (r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}", True),
        (r"a & b", False),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", False),
        (r"\unheardof{x}", False),
        (r"\frac{a}{", False),
    ],
)
def test_a_formula_is_shown_whole_or_named(formula, shown):
    mathml = runpy.run_path(str(ROOT / "docs" / "book" / "conf.py"))["mathml"]
    if shown:
        assert mathml(formula, "inline").startswith("<math")
    else:
        with pytest.raises(ValueError, match=re.escape(repr(formula))):
            mathml(formula, "inline")
