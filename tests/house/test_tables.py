"""The tables of `course`: nothing of them is cut, whoever reads them."""

import io
import json

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from autograder import console, tables

LONG = "x" * 300 + " " + "a word " * 40 + "/a/path/without/a/single/space" * 9
COLUMNS = {"student": "student", "why": "why"}


def printed(monkeypatch, rows, terminal, width=60):
    out = io.StringIO()
    there = Console(
        file=out, force_terminal=terminal, width=width, highlight=False, color_system=None
    )
    monkeypatch.setattr(tables, "console", there)
    monkeypatch.setattr(console, "console", there)
    tables.show("left", rows, COLUMNS, "Not placed")
    return out.getvalue()


@pytest.mark.parametrize("width", [30, 60, 200])
def test_a_terminal_folds_what_is_too_long_for_a_line(monkeypatch, width):
    text = printed(monkeypatch, [{"student": "ada", "why": LONG}], True, width)
    lines = text.splitlines()
    assert max(map(len, lines)) <= width
    whole = "".join(x for x in text if x.isalnum() or x == "/")
    assert whole.count("x") == 300
    assert whole.count("word") == 40
    assert text.count("/") == LONG.count("/")
    assert "…" not in text


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1))
def test_a_pipe_gets_a_line_for_each_row(rows):
    with pytest.MonkeyPatch.context() as monkeypatch:
        text = printed(monkeypatch, [{"student": x, "why": y} for x, y in rows], False)
    empty, title, headings, *lines = text.removesuffix("\n").split("\n")
    assert (empty, title, headings) == ("", "Not placed", "student\twhy")
    for row, line in zip(rows, lines, strict=True):
        for cell, shown in zip(row, line.split("\t"), strict=True):
            assert shown.split() == "".join(x if x.isprintable() else " " for x in cell).split()
            assert shown == "" or shown.isprintable()


@pytest.mark.parametrize("terminal", [True, False])
def test_square_brackets_stay_as_they_are(monkeypatch, terminal):
    assert "[red]a[/red]" in printed(
        monkeypatch, [{"student": "[red]a[/red]", "why": ""}], terminal
    )


@pytest.mark.parametrize("terminal", [True, False])
def test_a_table_without_rows_is_not_shown(monkeypatch, terminal):
    assert printed(monkeypatch, [], terminal) == ""


@click.command()
@tables.json_option
def verb():
    console.say("Placed: 1.")
    tables.show("left", [{"student": "李", "why": 2.5}], COLUMNS, "Not placed")
    tables.show("late", [], COLUMNS, "Late")
    tables.note("placed", [{"student": "ada"}])


def test_json_holds_all_rows_and_nothing_else_is_on_standard_output():
    done = CliRunner().invoke(verb, ["--json"])
    assert json.loads(done.stdout) == {
        "left": [{"student": "李", "why": 2.5}],
        "late": [],
        "placed": [{"student": "ada"}],
    }
    assert "Placed: 1." in done.stderr
    assert "Not placed\nstudent\twhy\n李\t2.5\n" in done.stderr


def test_without_json_the_same_verb_prints_words_and_tables():
    done = CliRunner().invoke(verb)
    assert done.stdout == "Placed: 1.\n\nNot placed\nstudent\twhy\n李\t2.5\n"
    assert done.stderr == ""
