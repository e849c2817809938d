"""The reader of prose sees what people read, and no code."""

import prose
import pytest


def said(source):
    return [" ".join(prose.language(text).split()) for _, text in prose.python(source)]


def test_a_sentence_that_goes_over_two_lines_of_comment_is_one():
    assert said("x = 1  # one weighted\n# input of it\n\n# another\n") == [
        "one weighted input of it",
        "another",
    ]


def test_docstrings_and_messages_are_read_and_names_are_not():
    source = 'def f():\n    """Say so."""\n    return [f"{f()} marks", "a_key", "of" " all"]\n'
    assert said(source) == ["Say so.", "¤ marks", "of all"]


@pytest.mark.parametrize(
    "code",
    [
        "`step_size`",
        "``step size``",
        "```\nstep size\n```",
        "$step size$",
        "[it](step%20size.md)",
        "<a title='step size'>",
        "{{ step size }}",
        ">>> step size",
        "step.size",
        "step/size.py",
        "step_size(2)",
        "--step-size",
    ],
)
def test_code_is_not_language(code):
    left = prose.language(f"Before\n{code}\nafter.").replace("(2)", "").replace("[it", "")
    assert left.replace("¤", "").split() == ["Before", "after."]


@pytest.mark.parametrize("place", prose.PLACES)
def test_something_is_read_in_every_place(place):
    assert any(
        next(prose.pieces_of(p), None) for p in prose.ROOT.glob(place) if p.name != prose.LOCK
    )
