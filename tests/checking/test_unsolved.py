"""Cells that wait for an exercise say for which, and hide nothing else."""

import pytest

from helpers import once_solved


def slope(x):
    raise NotImplementedError()


def test_an_open_exercise_is_named_and_the_notebook_goes_on(capsys):
    with once_solved():
        slope(1)
        pytest.fail("the block goes on after an open exercise")
    assert capsys.readouterr().out == (
        "This cell waits for `slope`, an exercise that is still open.\n"
    )


def test_values_that_nobody_has_set_name_no_function(capsys):
    source = "from helpers import once_solved\nwith once_solved():\n    raise NotImplementedError\n"
    exec(compile(source, "cell", "exec"), {})
    assert capsys.readouterr().out == "This cell waits for an exercise that is still open.\n"


def test_a_solved_exercise_runs_without_a_word(capsys):
    with once_solved():
        solved = 2
    assert solved == 2
    assert capsys.readouterr().out == ""


def test_other_errors_are_shown():
    with pytest.raises(ZeroDivisionError), once_solved():
        1 / 0  # noqa: B018
