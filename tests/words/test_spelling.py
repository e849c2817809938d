"""Spelling is British in all that people read. Plain slips are for codespell in `make lint`."""

import functools
from importlib import resources

import prose

# codespell's table of British words and their American forms, read the other way round.
TABLE = "dictionary_en-GB_to_en-US.txt"
# That table does not hold every verb; -ize and -yze are American in this house in all of them.
ENDING = r"[a-z]{2,}(?:iz(?:e[ds]?|ers?|ing|ations?|able)|yz(?:e[ds]?|ers?|ing))"

AS_IT_IS = {
    # British as well
    "practice": "the noun",
    "program": "of a computer",
    "biased": "the form that statistics uses",
    "writable": "the commoner of two forms",
    # names
    "(?-i:LICENSE)": "the file",
    "license(-files)? =": "a key of pyproject.toml",
    "math domain": "Python's words",
    "upper center|lower center": "Matplotlib's name for a place",
    "jp-Dialog": "JupyterLab's name",
    "math(?=')|color(?=;)": "a browser's names",
    "Color Universal": "a title",
    r"Weight\s+initialization": "a heading of Nielsen's",
    'Regularization(?=", equations)': "a title",
}


@functools.cache
def american():
    """British forms by American ones."""
    text = resources.files("codespell_lib").joinpath("data", TABLE).read_text("utf-8")
    pairs = [line.split("->") for line in text.splitlines()]
    return {word.strip(): ours for ours, others in pairs for word in others.split(",") if word}


def test_spelling_is_british():
    # Found first, what may stay as it is uses up its words.
    stays, wrong = "|".join(AS_IT_IS), "|".join([*american(), ENDING])
    found = [
        f"{piece}: {match[0]}, in British {american().get(match[0].lower(), 'with s')}"
        for piece, match in prose.mentions(rf"\b(?:{stays})|\b(?P<wrong>{wrong})\b")
        if match["wrong"]
    ]
    assert not found


def test_what_may_stay_as_it_is_is_written_somewhere():
    here = {"tests/words/test_spelling.py"}
    unused = [
        pattern
        for pattern in AS_IT_IS
        if {piece.path for piece, _ in prose.mentions(rf"\b(?:{pattern})")} <= here
    ]
    assert not unused
