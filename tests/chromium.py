"""A real browser for tests: where Chromium is, what is missing, and its start.

Playwright is imported where a browser is started, so that a machine without it can still say what
is missing.
"""

import contextlib
import importlib.util
import shutil

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def missing():
    """What these tests need and this machine lacks, with what to do; "" if nothing is missing."""
    if not importlib.util.find_spec("playwright"):
        return "Playwright is not installed: make setup"
    if not program():
        return f"no Chromium here ({', '.join(PROGRAMS)}): sudo apt-get install chromium"
    return ""


def program():
    """The path of the browser, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextlib.contextmanager
def started():
    """A browser, until the block ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()
