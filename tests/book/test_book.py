"""The book builds without a warning, and its pages stand on their own."""

import importlib.util
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
NEEDED = ("sphinx", "myst_nb", "pydata_sphinx_theme", "latex2mathml")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"the extra `book` lacks {', '.join(MISSING)}"),
]
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
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q"]
    command += ["-c", "docs/book", "-d", folder / "cache", ".", folder / "site"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path).tags for path in site.rglob("*.html") if "_static" not in path.parts}


def test_every_lesson_and_page_is_in_the_book(site):
    wanted = [*ROOT.glob("notebooks/*.ipynb"), *ROOT.glob("docs/*.md")]
    assert wanted
    for path in wanted:
        assert (site / path.relative_to(ROOT).with_suffix(".html")).exists()


def test_links_within_the_book_lead_somewhere(pages):
    lost = []
    for path, tags in pages.items():
        for _, attrs in tags:
            for key in ("href", "src"):
                address = urlsplit(attrs.get(key) or "")
                if address.scheme or address.netloc or not address.path:
                    continue
                if not (path.parent / unquote(address.path)).exists():
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
    for path, tags in pages.items():
        for tag, attrs in tags:
            if tag == "img":
                assert len(attrs.get("alt") or "") > 10, path.name


def test_every_page_has_one_main_heading(pages, site):
    generated = {"index.html", "search.html", "genindex.html", "py-modindex.html"}
    for path, tags in pages.items():
        if path.parent != site or path.name not in generated:
            assert sum(tag == "h1" for tag, _ in tags) == 1, path.name
