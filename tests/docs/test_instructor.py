"""The page for instructors names every verb and every option of `course`, and no others."""

import re
from pathlib import Path

import click

from autograder.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "instructor.md"
EVERY = "every verb but `course init`"


def offered():
    """{verb: the options that its command takes}, without `--help`, which click gives to all."""
    return {
        verb: {
            max(option.opts, key=len)
            for option in command.params
            if isinstance(option, click.Option)
        }
        for verb, command in main.commands.items()
    }


def table():
    """The rows of the page's table: (the verbs that a row is about, its option or "", its words).

    A row without a verb goes on with the verb of the row above it.
    """
    text = PAGE.read_text(encoding="utf-8").partition("\n## Every verb and option\n")[2]
    verbs = []
    for line in re.findall(r"^\|(?! verb |---)(.+)\|$", text, re.M):
        first, option, words = (cell.strip() for cell in line.split("|"))
        if first:
            named = re.findall(r"`course (\w+)", first)
            verbs = [verb for verb in offered() if verb not in named] if first == EVERY else named
        yield verbs, "".join(re.findall(r"--[\w-]+", option)), words


def test_the_table_holds_every_verb_and_option_and_no_others():
    named = {}
    for verbs, option, _ in table():
        for verb in verbs:
            named.setdefault(verb, set()).update({option} - {""})
    assert named == offered()


def test_every_verb_and_option_is_explained():
    alone = [verbs[0] for verbs, option, _ in table() if not option]
    assert sorted(alone) == sorted(main.commands), "a row without an option says what a verb does"
    assert not [option for _, option, words in table() if len(words.split()) < 4]


def test_defaults_are_those_of_the_command():
    shown = {
        (verbs[0], option): words.rpartition("Default: ")[2].strip("`")
        for verbs, option, words in table()
        if "Default: " in words
    }
    for verb, command in main.commands.items():
        for option in command.params:
            if isinstance(option, click.Option) and option.show_default:
                assert shown[verb, max(option.opts, key=len)] == str(option.default)
