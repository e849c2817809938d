"""What a screen reader is given, from top to bottom: Chromium's accessibility tree."""

import re

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from helpers import CheckFailed, check
from helpers.checking import current_shell  # noqa: F401 (patched below)

pytestmark = pytest.mark.slow


def read(page, where="body"):
    """The accessibility tree below `where`, a line an element, without indents."""
    tree = page.locator(where).first.aria_snapshot()
    return [line.strip().removeprefix("- ") for line in tree.splitlines()]


def in_order(lines, *patterns):
    """Asserts that lines match the patterns (regular expressions) one after the other."""
    place = 0
    for pattern in patterns:
        rest = [number for number in range(place, len(lines)) if re.match(pattern, lines[number])]
        if not rest:
            text = "\n".join(lines[max(0, place - 3) : place + 25])
            pytest.fail(f"No {pattern!r} where it should come; there is:\n{text}", pytrace=False)
        place = rest[0] + 1
