"""Failures in words: what came instead of a value, and a question for each kind of failure.

An exercise's own hints are about its subject. If a name is misspelt or a loop never ends, these
hints would mislead, so a failure has a question of its own.
"""

import re

from helpers.checking.answers import Failure

_NAME = re.compile(r"name '(\w+)' is not defined")
_LOCAL = re.compile(r"local variable '(\w+)'")

# The first pattern found in "error: text" decides which question is asked.
_QUESTIONS = (
    (
        r"^KeyError",
        "Which keys does that dict have? Print them, and compare the names letter by letter.",
    ),
    (
        r"size \d+ is different from|not aligned",
        "Write the shapes of the two factors in that line beside each other: which sizes meet in "
        "the middle? Is a matrix product meant there, and if so, which factor lies the wrong way "
        "round?",
    ),
    (
        r"broadcast|inhomogeneous",
        "Print the shapes of the arrays in that line. Which two meet there, and do they fit?",
    ),
    (
        r"truth value of an array",
        "`if`, `max` and `and` look at one number, and here is an array. Which NumPy function does "
        "the same for every entry?",
    ),
    (
        r"values to unpack|cannot unpack",
        "How many names stand on the left of that line, and how many values come from the right?",
    ),
    (
        r"^\w*: ?.*positional argument|unexpected keyword",
        "Compare that call with the line that begins with `def`: how many arguments, and in which "
        "order?",
    ),
    (
        r"not callable",
        "What stands before the brackets in that line: a function, or something that has been "
        "computed already?",
    ),
    (
        r"NoneType",
        "Something in that line is None. Which function gave it, and does that function return "
        "anything, or does it change what it is given?",
    ),
    (
        r"'function'",
        "There is a function in that line where a value is needed. What do you have to give it to "
        "get one?",
    ),
    (r"^IndexError", "Print the index and the length of what it points into. From where to where?"),
    (
        r"only length-1 arrays|only 0-dimensional|math domain",
        "Does that function take whole arrays, or one number at a time? And which numbers?",
    ),
    (r"^RecursionError", "Does your function call itself? Which call should be another one?"),
    (r"^(SystemExit|ImportError|ModuleNotFoundError)", ""),
)


def describe_failure(failure: Failure, function: str) -> str:
    """The meaning of a `Failure`, as a sentence about the function called `function`."""
    if failure.kind == "unsolved":
        if failure.detail and failure.detail != function:
            return f"`{function}` calls `{failure.detail}`, which is not yet solved."
        return f"`{function}` is not yet solved."
    if failure.kind == "raised":
        text = f": {' '.join(failure.detail.split())}" if failure.detail else ""
        return f"`{function}` raised {failure.error}{text}."
    if failure.kind == "timeout":
        return (
            f"`{function}` did not return within {failure.detail} s. Is there a loop that never "
            "ends, or one that does far more than it has to?"
        )
    if failure.kind == "unreadable":
        kind, _, words = failure.detail.partition(": ")
        return (
            f"`{function}` returned something of the type `{kind}`, and its numbers could not be "
            f"read: {words.removesuffix('.')}."
        )
    if failure.kind == "too large":
        return f"`{function}` returned {failure.detail}: far more than was asked for."
    if failure.kind == "not callable":
        return (
            f"`{function}` should be a function; in this notebook it is of type {failure.detail}."
        )
    if failure.kind == "nothing":
        return f"`{function}` should return its answer; nothing (None) came back."
    if failure.kind == "empty":
        return f"`{function}` returned {failure.detail}."
    return f"`{function}` returned {_thing(failure.detail)}, where numbers were asked for."


def _thing(detail: str) -> str:
    if detail == "array of object":
        return "an array of objects (are its rows of different lengths?)"
    if detail.startswith("array of <U"):
        return "an array of texts"
    if detail.startswith("array"):
        return f"an {detail}"
    return f"a {detail}" if detail == "function" else f"something of the type `{detail}`"


def question_about(failure: Failure, function: str) -> str:
    """A question that leads from the kind of `Failure` to its cause; "" if there is none."""
    if failure.kind == "raised":
        return _about_an_error(failure)
    if failure.kind == "unreadable" and failure.detail.startswith("torch."):
        return (
            "A tensor that carries gradients keeps its numbers to itself. What does "
            "`.detach().numpy()` make of it?"
        )
    return {
        "timeout": "Try it with three steps, or three samples: does it end then, and how does the "
        "time grow with their number?",
        "too large": "How many numbers should the answer hold? What does yours grow with?",
        "nothing": "Is a `return` missing, or does it hand back a name that still holds None? "
        "(`print` shows a value, and returns none.)",
        "empty": "Does your loop run at all, and does it keep what it makes?",
        "not callable": f"Which cell gives the name `{function}` to something else?",
        "unreadable": "Print what your function returns, and its type. How do you make a NumPy "
        "array of it?",
        "other": "Print what your function returns, and its type. Is it what you meant to return?",
    }.get(failure.kind, "")


def _about_an_error(failure: Failure) -> str:
    if found := _NAME.search(failure.detail):
        return (
            f"Where does your function get `{found[1]}` from: which of its arguments holds it, or "
            "which line should make it first? Is it spelt as it is there?"
        )
    if failure.error == "UnboundLocalError" and (found := _LOCAL.search(failure.detail)):
        return f"Which line gives `{found[1]}` its value, and does it run before this one?"
    text = f"{failure.error}: {failure.detail}"
    for pattern, question in _QUESTIONS:
        if re.search(pattern, text):
            return question
    return "Print the types and shapes of what stands in that line. Which is not what you expect?"
