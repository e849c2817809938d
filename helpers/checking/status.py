"""What becomes of an exercise and of its links, and the kinds of link, as types.

Their values are texts, which stand in banks and in verdicts.json.
"""

from enum import StrEnum


class Status(StrEnum):
    """What becomes of an exercise."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSOLVED = "unsolved"  # Nothing has been written in place of what was handed out.
    NO_ANSWER = "no answer"  # Something was in the way of an answer, or it cannot be judged.


class LinkStatus(StrEnum):
    """What becomes of a link."""

    PASS = "pass"
    FAIL = "fail"
    NOT_RUN = "not run"


class LinkKind(StrEnum):
    """What a link compares or asks."""

    VALUE = "value"
    PROPERTY = "property"
    CHOICE = "choice"
