"""Skips the sandbox tests, with a reason, where no sandbox works; gives tests a room."""

from pathlib import Path

import pytest
from rooms import Room

from autograder.run import sandbox


def pytest_collection_modifyitems(items):
    missing = [found for found in sandbox.findings() if found.needed and not found.works]
    for item in items:
        if missing and Path(__file__).parent in item.path.parents and "anywhere" not in item.name:
            why = f"{missing[0].found} {missing[0].remedy}"
            item.add_marker(pytest.mark.skip(reason=f"no sandbox here: {why}"))


@pytest.fixture(scope="module")
def room():
    """A room with a warm worker, which has run only the neighbour so far."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSTRUCTORS_PASSWORD", "open-sesame-4711")
        room = Room()
        room.is_untouched()
        yield room


@pytest.fixture
def next_one_is_untouched(room):
    """Checks after the test that the same worker runs, and leaves the next submission untouched."""
    worker = room.worker
    yield
    room.is_untouched()
    assert room.worker is worker
