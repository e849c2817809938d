"""One browser for all tests of a process: Playwright can start only once in each process."""

import chromium
import pytest


@pytest.fixture(scope="session")
def browser():
    """Chromium; on a machine without it, skips the tests and says what is missing."""
    if chromium.missing():
        pytest.skip(chromium.missing())
    with chromium.started() as browser:
        yield browser
