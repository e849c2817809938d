"""One browser for all tests of a process, in which Playwright can be started only once."""

import chromium
import pytest


@pytest.fixture(scope="session")
def browser():
    """Chromium; without it the tests are skipped, and say what is missing."""
    if chromium.missing():
        pytest.skip(chromium.missing())
    with chromium.started() as browser:
        yield browser
