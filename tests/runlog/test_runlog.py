"""The run log: what it records, that it is idempotent, and that nothing earned is ever lost."""

import json
import math
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import runlog
from helpers.runlog import CURVE_POINTS, RunLog
from helpers.runlog.summary import summarise

FALLING = [0.9, 0.7, 0.5]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def scratch_folder(tmp_path, monkeypatch):
    """Every test works in a folder of its own and starts as a fresh kernel would."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(runlog, "unsaved", {})
    return tmp_path


@pytest.fixture
def runs():
    return RunLog("some_runs")


def restarted(name="some_runs"):
    """The log as a new kernel finds it."""
    runlog.unsaved.clear()
    return RunLog(name)


# What is recorded


def test_a_run_holds_its_number_its_settings_and_its_results(runs):
    runs.log(learning_rate=0.3, n_iterations=3, activation="sine", losses=[3, 1, 2], accuracy=0.95)
    assert runs.rows() == [
        {
            "run": 1,
            "learning_rate": 0.3,
            "n_iterations": 3,
            "activation": "sine",
            "first_loss": 3.0,
            "last_loss": 2.0,
            "lowest_loss": 1.0,
            "rises": 1,
            "not_finite": 0,
            "accuracy": 0.95,
            "curve_iterations": [0, 1, 2],
            "curve_losses": [3.0, 1.0, 2.0],
        }
    ]


def test_runs_are_numbered_from_one_in_the_order_they_are_logged(runs):
    for rate in (3, 1, 2):
        runs.log(learning_rate=rate, losses=FALLING)
    assert [(row["run"], row["learning_rate"]) for row in runs] == [(1, 3), (2, 1), (3, 2)]
    assert len(runs) == 3


def test_rows_are_plain_python_and_belong_to_the_caller(runs):
    runs.log(learning_rate=np.float32(0.5), n_hidden=np.int64(4), losses=np.array(FALLING))
    (row,) = runs.rows()
    assert {type(value) for value in row.values()} <= {int, float, list, type(None)}
    row["curve_losses"].clear()
    row["learning_rate"] = 9
    assert runs.rows()[0]["curve_losses"] == FALLING
    assert runs.rows()[0]["learning_rate"] == 0.5


@pytest.mark.parametrize(
    "losses",
    [
        FALLING,
        tuple(FALLING),
        np.array(FALLING),
        np.array(FALLING)[:, None],
        [np.float64(loss) for loss in FALLING],
        [np.array(loss) for loss in FALLING],
        [np.array([[loss]]) for loss in FALLING],
        (loss for loss in FALLING),
    ],
)
def test_losses_may_come_in_any_honest_form(runs, losses):
    runs.log(learning_rate=1, losses=losses)
    assert runs.rows()[0]["curve_losses"] == FALLING


def test_nan_and_inf_are_kept_as_they_are_even_on_disc(runs):
    runs.log(learning_rate=1, losses=[1, math.inf, math.nan, -math.inf])
    runs.log(learning_rate=2, losses=[math.nan, math.nan], accuracy=math.nan)
    for first, second in (runs.rows(), restarted().rows()):
        assert first["lowest_loss"] == 1
        assert first["rises"] == 1
        assert first["not_finite"] == 3
        assert str(first["curve_losses"]) == "[1.0, inf, nan, -inf]"
        assert math.isnan(second["lowest_loss"])
        assert math.isnan(second["accuracy"])
    # Strict JSON, readable by anything: no bare NaN.
    json.loads(Path("runs/some_runs.json").read_text("utf-8"), parse_constant=pytest.fail)


def test_rounding_is_not_a_rise(runs):
    runs.log(learning_rate=1, losses=[0.5, 0.5 + 1e-16, 0.5, 1e9, 1e9 + 1e-6])
    assert runs.rows()[0]["rises"] == 1


@given(n=st.integers(1, 5000))
def test_a_long_curve_is_thinned_and_keeps_both_ends(n):
    _, (places, losses) = summarise(np.arange(n))
    assert len(places) == len(losses) <= CURVE_POINTS
    assert places[0] == 0
    assert places[-1] == n - 1
    assert losses == places
    assert len(places) == min(n, CURVE_POINTS)


def test_results_of_other_kinds_can_be_added(runs):
    runs.log(lam=0.1, results={"validation_error": np.float64(0.25), "folds": 5})
    (row,) = runs.rows()
    assert (row["validation_error"], row["folds"], row["first_loss"]) == (0.25, 5, None)


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"losses": FALLING}, ValueError, "at least one setting"),
        ({"a": 1, "losses": []}, ValueError, "no loss in losses"),
        ({"a": 1, "losses": 3}, TypeError, "sequence of numbers"),
        ({"a": 1, "losses": ["low"]}, TypeError, "sequence of numbers"),
        ({"a": np.tanh, "losses": FALLING}, TypeError, 'log its name, as in a="sine"'),
        ({"a": [1, 2], "losses": FALLING}, TypeError, "should be a number or a text"),
        ({"a": None, "losses": FALLING}, TypeError, "should be a number or a text"),
        ({"a": 1j, "losses": FALLING}, TypeError, "should be a number or a text"),
        ({"a": "x" * 61, "losses": FALLING}, TypeError, "at most 60 characters"),
        ({"a": 1, "accuracy": 95.3}, ValueError, "95 % is 0.95"),
        ({"a": 1, "accuracy": [0.9, 0.8]}, TypeError, "accuracy should be one number"),
        ({"a": 1, "results": {"error": "low"}}, TypeError, "error should be one number"),
        ({"a": 1, "results": {"a": 2}}, ValueError, "'a'"),
        ({"rises": 1}, ValueError, "'rises'"),
        ({"run": 1}, ValueError, "'run'"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words_and_changes_nothing(
    runs, arguments, error, says
):
    runs.log(learning_rate=1, losses=FALLING)
    with pytest.raises(error) as caught:
        runs.log(**arguments)
    assert says in str(caught.value)
    assert len(runs) == len(restarted()) == 1


@pytest.mark.parametrize("name", ["", "two words", "../up", "a/b", "x" * 81, 3])
def test_a_name_that_is_no_file_name_is_refused(name):
    with pytest.raises(ValueError, match="letters, digits"):
        RunLog(name)


# Running a cell again


def test_equal_settings_replace_the_results_and_keep_the_number(runs):
    runs.log(learning_rate=1, n_hidden=4, losses=[3, 2])
    runs.log(learning_rate=2, n_hidden=4, losses=[3, 1])
    runs.log(n_hidden=4.0, learning_rate=np.float64(1), losses=[5, 4], accuracy=1)
    assert [(row["run"], row["last_loss"]) for row in runs] == [(1, 4.0), (2, 1.0)]


def test_a_setting_that_is_nan_is_equal_to_itself(runs):
    for _ in range(2):
        runs.log(learning_rate=math.nan, losses=FALLING)
    assert len(runs) == 1


def test_running_the_whole_experiment_again_gives_the_same_log_and_the_same_bytes():
    def experiment():
        runs = RunLog("some_runs")
        for rate in (0.1, 1, 10):
            runs.log(learning_rate=rate, losses=[1, rate])
        return runs.rows(), Path("runs/some_runs.json").read_bytes()

    first = experiment()
    assert experiment() == first
    runlog.unsaved.clear()
    assert experiment() == first


def test_forgetting_leaves_the_other_numbers_alone_and_retires_its_own(runs):
    for rate in (1, 2, 3):
        runs.log(learning_rate=rate, losses=FALLING)
    runs.forget(3)
    runs.forget(1)
    restarted().log(learning_rate=4, losses=FALLING)
    assert [row["run"] for row in restarted()] == [2, 4]
    with pytest.raises(ValueError, match="no run 7 in some_runs; it holds: 2"):
        runs.forget(7)


def test_two_logs_of_one_name_see_each_others_runs(runs):
    other = RunLog("some_runs")
    runs.log(learning_rate=1, losses=FALLING)
    other.log(learning_rate=2, losses=FALLING)
    runs.log(learning_rate=3, losses=FALLING)
    assert [row["learning_rate"] for row in runs] == [1, 2, 3]


# On disc


def test_runs_survive_a_restart(runs):
    runs.log(learning_rate=1, activation="Öl ×", losses=FALLING, accuracy=0.5)
    assert restarted().rows() == runs.rows()


def test_the_folder_stays_that_of_the_start_when_the_working_folder_changes(runs, scratch_folder):
    elsewhere = scratch_folder / "elsewhere"
    elsewhere.mkdir()
    os.chdir(elsewhere)
    runs.log(learning_rate=1, losses=FALLING)
    assert not list(elsewhere.iterdir())
    assert (scratch_folder / "runs" / "some_runs.json").is_file()


def test_writing_is_atomic_and_leaves_nothing_behind(runs, monkeypatch, capsys):
    runs.log(learning_rate=1, losses=FALLING)
    before = Path("runs/some_runs.json").read_bytes()

    def interrupted(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        runs.log(learning_rate=2, losses=FALLING)
    assert Path("runs/some_runs.json").read_bytes() == before
    assert [path.name for path in Path("runs").iterdir()] == ["some_runs.json"]
    assert "No space left on device" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[1, 2]",
        b'{"runs": 3, "next": 1}',
        b'{"runs": [{"number": 1}], "next": 1}',
        b'{"runs": [], "next": "soon"}',
        b"[" * 100_000,
    ],
)
def test_a_broken_file_is_kept_aside_and_said(content, capsys):
    Path("runs").mkdir()
    Path("runs/some_runs.json").write_bytes(content)
    runs = RunLog("some_runs")
    said = capsys.readouterr().out
    assert "runs/some_runs.json is not a run log any more" in said
    assert "kept as some_runs.broken-1.json" in said
    assert "run the cells that log runs once more" in said
    assert Path("runs/some_runs.broken-1.json").read_bytes() == content
    runs.log(learning_rate=1, losses=FALLING)
    assert len(restarted()) == 1
    assert capsys.readouterr().out == ""


def test_a_second_broken_file_does_not_overwrite_the_first():
    for content in (b"one", b"two"):
        Path("runs").mkdir(exist_ok=True)
        Path("runs/some_runs.json").write_bytes(content)
        RunLog("some_runs")
    assert Path("runs/some_runs.broken-1.json").read_bytes() == b"one"
    assert Path("runs/some_runs.broken-2.json").read_bytes() == b"two"


def test_a_file_that_breaks_between_two_runs_costs_no_run(runs, capsys):
    runs.log(learning_rate=1, losses=FALLING)
    Path("runs/some_runs.json").write_text("scribble")
    runs.log(learning_rate=2, losses=FALLING)
    assert "kept as some_runs.broken-1.json" in capsys.readouterr().out
    assert len(runs) == len(restarted()) == 2


def test_a_folder_that_vanishes_between_two_runs_costs_no_run(runs):
    runs.log(learning_rate=1, losses=FALLING)
    Path("runs/some_runs.json").unlink()
    Path("runs").rmdir()
    runs.log(learning_rate=2, losses=FALLING)
    assert len(restarted()) == 2


def test_where_nothing_can_be_written_the_log_says_so_once_and_goes_on_in_memory(capsys):
    Path("runs").write_text("a file where the folder should be")
    runs = RunLog("some_runs")
    runs.log(learning_rate=1, losses=FALLING)
    said = capsys.readouterr().out
    assert "runs/some_runs.json cannot be written" in said
    assert "will be gone when the kernel stops" in said
    runs.log(learning_rate=2, losses=FALLING)
    # The cell that makes the log is run again, in the same kernel.
    again = RunLog("some_runs")
    again.log(learning_rate=3, losses=FALLING)
    assert capsys.readouterr().out == ""
    assert [row["learning_rate"] for row in again] == [1, 2, 3]


def test_runs_kept_in_memory_are_written_as_soon_as_that_works():
    Path("runs").write_text("a file where the folder should be")
    runs = RunLog("some_runs")
    runs.log(learning_rate=1, losses=FALLING)
    Path("runs").unlink()
    runs.log(learning_rate=2, losses=FALLING)
    assert len(restarted()) == 2


def test_a_broken_file_that_cannot_be_moved_is_left_alone(monkeypatch, capsys):
    Path("runs").mkdir()
    Path("runs/some_runs.json").write_bytes(b"precious")

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refused)
        runs = RunLog("some_runs")
    assert "cannot be moved either (Permission denied)" in capsys.readouterr().out
    runs.log(learning_rate=1, losses=FALLING)
    assert Path("runs/some_runs.json").read_bytes() == b"precious"
    assert len(RunLog("some_runs")) == 1


def test_a_file_that_may_not_be_read_is_kept_aside(monkeypatch, capsys):
    RunLog("some_runs").log(learning_rate=1, losses=FALLING)

    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", refused)
        RunLog("some_runs")
    assert "cannot be read (Permission denied)" in capsys.readouterr().out
    assert Path("runs/some_runs.broken-1.json").is_file()


# Table


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.seen = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_the_table_has_a_caption_and_headers_of_columns_and_rows(runs):
    for rate in (0.1, 1):
        runs.log(learning_rate=rate, n_iterations=3, losses=FALLING, accuracy=0.953)
    page = runs.table()._repr_html_()
    tags = Tags(page).seen
    assert ("caption", {}) in tags
    assert tags.count(("th", {"scope": "row"})) == 2
    assert tags.count(("th", {"scope": "col"})) == 8
    assert "<td>95.3 %</td>" in page


def test_the_table_is_aligned_text_without_html(runs):
    runs.log(learning_rate=0.1, n_hidden=4, losses=FALLING)
    runs.log(learning_rate=10, losses=FALLING)
    assert repr(runs.table()).splitlines() == [
        "Runs of some_runs: 2 runs",
        "run  learning rate  hidden neurons  first loss  last loss  lowest loss  "
        "times the loss rose",
        "  1            0.1               4         0.9        0.5          0.5  "
        "                  0",
        "  2             10               –         0.9        0.5          0.5  "
        "                  0",
    ]


def test_an_empty_log_has_a_table_a_picture_and_a_repr_too(runs, capsys):
    assert repr(runs.table()) == "Runs of some_runs: no runs"
    assert "no runs" in runs.table()._repr_html_()
    assert repr(runs) == "RunLog('some_runs'): no runs. See .table() and .plot()."
    runs.plot()
    assert "nothing to draw" in capsys.readouterr().out


def test_text_from_a_notebook_is_escaped_on_the_page(runs):
    runs.log(activation="<script>alert(1)</script>", losses=FALLING)
    assert "<script" not in runs.table()._repr_html_()


def test_losses_that_are_not_finite_get_a_column_only_if_there_are_any(runs):
    runs.log(learning_rate=1, losses=FALLING)
    assert "not finite" not in repr(runs.table())
    runs.log(learning_rate=2, losses=[1, math.nan])
    assert "not finite" in repr(runs.table())


# Picture


def test_the_picture_labels_every_curve_by_what_differs_and_says_it_in_words(runs):
    runs.log(learning_rate=0.1, n_hidden=4, losses=FALLING)
    runs.log(learning_rate=1, n_hidden=4, losses=[0.9, 2, math.nan])
    figure = runs.figure()
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.texts] == [
        "run 1: learning rate 0.1",
        "run 2: learning rate 1",
    ]
    assert [axes.get_xlabel(), axes.get_ylabel()] == ["iteration", "loss"]
    alt = figure.get_label()
    assert "Run 1: learning rate 0.1: from 0.9 to 0.5 in 2 steps, 0 of them upwards" in alt
    assert "Not finite and not drawn: 1 of its losses." in alt


def test_a_log_without_runs_has_an_empty_picture(runs):
    assert runs.figure().axes[0].lines[:] == []


@pytest.mark.parametrize("n_runs", [1, 2, 12, 40])
def test_labels_keep_apart_and_beside_the_axes(runs, n_runs):
    for number in range(n_runs):
        runs.log(learning_rate=number, losses=[1, 0.5 + 1e-3 * number])
    heights = sorted(text.get_position()[1] for text in runs.figure().axes[0].texts)
    assert heights[0] > -0.01
    assert heights[-1] < 1.01
    assert n_runs == 1 or min(np.diff(heights)) > 0.9 / n_runs or min(np.diff(heights)) > 0.07


@pytest.mark.parametrize(
    "losses", [[0, 0], [-1, 2], [math.nan], [math.inf, math.inf], [1e300, 1e-300]]
)
def test_odd_losses_can_be_drawn(runs, losses):
    runs.log(learning_rate=1, losses=losses)
    runs.figure().savefig(os.devnull, format="png")
    runs.figure(dark=True).savefig(os.devnull, format="png")


def test_plot_shows_the_picture_with_its_alt_text(runs, monkeypatch):
    from helpers import figures

    shown = []
    monkeypatch.setattr(figures, "show", lambda figure: shown.append(figure.get_label()))
    runs.log(learning_rate=1, losses=FALLING)
    assert runs.plot() is None
    assert shown[0].startswith("Loss against iteration for the 1 run of some_runs.")


# The house


def test_importing_the_run_log_loads_neither_matplotlib_nor_the_reference():
    code = (
        "import sys, helpers.runlog; "
        "print([m for m in sys.modules if m.startswith(('matplotlib', 'helpers.reference'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
