"""What all tests share: the environment, and one browser, since Playwright starts only once."""

import os

import chromium
import pytest

ENVIRONMENT = os.environ


@pytest.fixture(autouse=True, scope="module")
def own_environment():
    """Each file of tests leaves `os.environ`: in a copy, no change would reach another program."""
    yield
    assert os.environ is ENVIRONMENT


@pytest.fixture(scope="session")
def browser():
    """Chromium; on a machine without it, skips the tests and says what is missing."""
    if chromium.missing():
        pytest.skip(chromium.missing())
    with chromium.started() as browser:
        yield browser
