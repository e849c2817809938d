"""One word for one thing: the glossary rules over lessons, tasks, messages, docs and code."""

import re

import prose
import pytest

PAGE = prose.ROOT / "docs/glossary.md"
SYNONYMS = "One word for one thing"


def section(title):
    """The text of a section of the glossary."""
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.M | re.S)[1]


def rows(title):
    """The cells of the table in a section, its head left out."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


TERMS = [[*cells, title] for title in ("Learning", "Grading") for cells in rows(title)]
RULES = {ours: (others.split(", "), excused) for ours, others, excused in rows(SYNONYMS)}


def wording(words):
    """A pattern for `words` and their plurals, on one line or on two."""
    return r"\b" + r"\s+".join(map(re.escape, words.split())) + r"(?:e?s)?\b"


def mentions(pattern):
    """Where the pattern is found outside of the glossary, which has to name what is not said."""
    return [(p, found) for p, found in prose.mentions(pattern) if p.path != "docs/glossary.md"]


def strays(others, excused=""):
    """Where one of `others` is written and not excused, as text."""
    phrases = re.findall('"([^"]+)"', excused)
    # Found first, an excused phrase uses up its words.
    excuse = "|".join(map(wording, phrases)) or "(?!)"
    pattern = f"({excuse})|{'|'.join(map(wording, others))}"
    return [f"{piece}: {found[0]}" for piece, found in mentions(pattern) if not found[1]]


@pytest.mark.parametrize("ours", RULES)
def test_one_word_stands_for_one_thing(ours):
    found = strays(*RULES[ours])
    assert not found, f"say {ours!r}, or excuse the place with its reason in {PAGE.name}"


@pytest.mark.parametrize("ours", RULES)
def test_what_is_excused_is_still_said(ours):
    excused = re.findall('"([^"]+)"', RULES[ours][1])
    assert [phrase for phrase in excused if mentions(wording(phrase))] == excused


def test_every_word_that_rules_out_others_has_a_meaning():
    explained = {word for term, *_ in TERMS for word in term.split(", ")}
    assert {word for ours in RULES for word in ours.split(", ")} <= explained


@pytest.mark.parametrize("title", ["Learning", "Grading"])
def test_words_stand_once_and_in_order(title):
    words = [term.lower().replace("λ", "lambda") for term, _ in rows(title)]
    assert words == sorted(set(words))


@pytest.mark.parametrize(("term", "title"), [(term, title) for term, _, title in TERMS])
def test_the_glossary_holds_no_word_that_nobody_says(term, title):
    said = [piece for word in term.split(", ") for piece, _ in mentions(wording(word))]
    assert said, f"{term!r} stands under {title!r} and nowhere else"
