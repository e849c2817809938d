"""A real browser for tests: finds Chromium, says what is missing, and starts the browser.

Playwright is imported only when a browser starts, so that `missing` also works on a machine without
Playwright.
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
    """What this machine lacks for these tests, and how to install it; "" if nothing is missing."""
    if not importlib.util.find_spec("playwright"):
        return "Playwright is not installed: make setup"
    if not program():
        return f"no Chromium here ({', '.join(PROGRAMS)}): sudo apt-get install chromium"
    return ""


def program():
    """The path of the browser, or None if the machine has none."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@contextlib.contextmanager
def started():
    """A browser that runs until the block ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=FLAGS)
        yield browser
        browser.close()
