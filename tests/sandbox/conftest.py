"""A sandbox, or the reason why there is none here; a room to run submissions in."""

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
    """A room whose worker is warm and has served nobody but the neighbour."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSTRUCTORS_PASSWORD", "open-sesame-4711")
        room = Room()
        room.is_untouched()
        yield room


@pytest.fixture
def next_one_is_untouched(room):
    """After the test: the same worker is there, and the next submission in it is untouched."""
    worker = room.worker
    yield
    room.is_untouched()
    assert room.worker is worker
