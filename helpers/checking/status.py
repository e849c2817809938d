"""Types: the states of an exercise, the states of a link, and the kinds of link.

Their values are the texts that stand in banks and in verdicts.json.
"""

from enum import StrEnum


class Status(StrEnum):
    """What becomes of an exercise."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSOLVED = "unsolved"  # The student has left what was handed out as it was.
    NO_ANSWER = "no answer"  # There is no answer, or it cannot be judged.


class LinkStatus(StrEnum):
    """What becomes of a link."""

    PASS = "pass"
    FAIL = "fail"
    NOT_RUN = "not run"
    WAITS = "waits"  # It rests on a wrong link, so a check cannot tell yet; a judge can.


class LinkKind(StrEnum):
    """What a link compares or asks."""

    VALUE = "value"
    PROPERTY = "property"
    CHOICE = "choice"
