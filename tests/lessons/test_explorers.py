"""Every explorer, at every setting's extremes: what the page promises its reader."""

import copy
import html
import io
import json
import pkgutil
import re
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from matplotlib.figure import Figure

import helpers.explorers as package
from helpers import predictions
from helpers.explorers import easel, explorer
from helpers.explorers.explorer import Explorer, Knob, Live, StateError
from helpers.runlog import RunLog

EXPLORERS = package.every()


def extremes(one):
    """All knobs where they start, then each in turn at its first and last value."""
    start = {knob.name: knob.start for knob in one.knobs}
    changed = [
        {**start, knob.name: value}
        for knob in one.knobs
        for value in (knob.values if not knob.is_ordered else (knob.values[0], knob.values[-1]))
    ]
    corners = [{knob.name: knob.values[place] for knob in one.knobs} for place in (0, -1)]
    return [start, *changed, *corners]


SETTINGS = [
    pytest.param(one, params, id=explorer.state_text(one, params))
    for one in EXPLORERS
    for params in extremes(one)
]
each_explorer = pytest.mark.parametrize("one", EXPLORERS, ids=lambda one: one.name)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_there_is_an_explorer_in_every_module_and_no_name_is_taken_twice():
    named = {found.name for found in pkgutil.iter_modules(package.__path__)}
    with_some = {x.__name__.rpartition(".")[2] for x in package.modules() if x.EXPLORERS}
    assert named - with_some == {"explorer", "easel", "matrices"}
    names = [one.name for one in EXPLORERS]
    assert len(set(names)) == len(names)
    assert {"line_descent", "gabor_descent", "schedules"} <= set(names)


@pytest.mark.parametrize(("one", "params"), SETTINGS)
def test_every_extreme_can_be_drawn_described_tabled_and_logged(one, params):
    result = one.compute(dict(params))
    picture = explorer.image_html(one, result, easel.Easel(one).picture(result), "jpeg", dark=False)
    alt = html.unescape(re.search('alt="([^"]*)"', picture)[1])
    assert alt == one.describe(result)
    assert 80 < len(alt) < 1500
    assert not re.search(r"\bnan\b|None|object at", alt)
    headers, rows = one.table(result)
    assert rows
    assert all(len(row) == len(headers) for row in rows)
    assert "object at" not in explorer.table_html(one, result)
    results = dict(one.log(result))
    losses = results.pop("losses", None)
    RunLog(one.name).log(losses=losses, results=results, **params)
    assert len(RunLog(one.name)) == 1


@pytest.mark.parametrize(("one", "params"), SETTINGS)
def test_compute_is_pure(one, params):
    given = copy.deepcopy(params)
    state = np.random.get_state()[1].copy()  # noqa: NPY002 (this asks whether anyone touched it)
    first = one.compute(given)
    assert given == params
    assert np.array_equal(state, np.random.get_state()[1])  # noqa: NPY002
    assert repr(one.table(one.compute(given))) == repr(one.table(first))  # a nan is no equal
    assert one.describe(one.compute(given)) == one.describe(first)


@each_explorer
def test_the_same_state_gives_the_same_picture_byte_for_byte(one):
    pictures = {easel.still(one, one.compute(explorer.read_state(one, ""))) for _ in range(2)}
    assert len(pictures) == 1


@each_explorer
def test_a_picture_does_not_depend_on_the_pictures_before_it(one):
    kept = easel.Easel(one)
    settings = extremes(one)[::3]  # Each is drawn three times, which takes long.
    results = [one.compute(dict(params)) for params in settings]
    fresh = [easel.Easel(one).picture(result) for result in results]
    for place in [*range(len(settings)), *range(len(settings))[::-1]]:  # old grounds serve again
        if kept.picture(results[place]) != fresh[place]:
            state = explorer.state_text(one, settings[place])
            pytest.fail(f"traces of an earlier picture at {state}")


@each_explorer
def test_a_live_picture_shows_what_matplotlib_draws_in_one_go(one):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.image import imread

    from helpers.style import figure_style

    for params in extremes(one)[:4]:
        result = one.compute(dict(params))
        with figure_style(), matplotlib.rc_context(easel.TITLES):
            figure = Figure(figsize=one.size, dpi=easel.LIVE_DPI)
            one.draw(result, one.panels(figure))
            canvas = FigureCanvasAgg(figure)
            canvas.draw()
        live = imread(io.BytesIO(easel.Easel(one).picture(result)), format="jpeg")
        whole = np.asarray(canvas.buffer_rgba())[..., :3].astype(float)
        differs = np.abs(live - whole).max(axis=-1) > 64
        # A map may lie over or under the spines, and the JPEG smears a little.
        assert differs.mean() < 0.003


@each_explorer
def test_drawing_leaves_nothing_behind_in_matplotlib(one):
    before = dict(matplotlib.rcParams)
    result = one.compute(explorer.read_state(one, ""))
    easel.still(one, result, dark=True)
    easel.Easel(one, dark=True).picture(result)
    assert dict(matplotlib.rcParams) == before


@each_explorer
def test_a_dark_picture_has_a_dark_ground_and_light_text(one):
    from helpers.style import DARK_INK, DARK_PAPER, figure_style

    with figure_style(dark=True):
        figure = Figure(figsize=one.size)
        one.draw(one.compute(explorer.read_state(one, "")), one.panels(figure))
    assert figure.get_facecolor() == pytest.approx((0x11 / 255,) * 3 + (1,))
    assert DARK_PAPER == "#111111"
    for axes in figure.axes:
        assert axes.title.get_color() == DARK_INK


@pytest.mark.parametrize(("one", "params"), SETTINGS)
def test_a_state_leads_back_to_the_same_setting(one, params):
    text = explorer.state_text(one, params)
    assert explorer.read_state(one, text) == params
    assert all(
        type(value) is type(params[name]) for name, value in explorer.read_state(one, text).items()
    )


@each_explorer
def test_every_control_is_named_and_moves_the_picture_and_the_state(one):
    names = [knob.name for knob in one.knobs]
    live = Live(one, names, None, dark=False)
    for knob in one.knobs:
        control = live.controls[knob.name]
        assert control.description == knob.label
        for value in (knob.values[-1], knob.values[0]):
            control.value = value
            assert live.params[knob.name] == value
            assert f"{knob.name}={explorer.value_text(value)}" in live.state.value.split(",")
            assert html.escape(one.describe(live.result)) in live.picture.value


def test_the_weights_are_buttons_of_which_one_is_pressed():
    from helpers.explorers.flow import FLOW, WEIGHTS

    live = Live(FLOW, ["weight"], None, dark=False)
    buttons = live.controls["weight"].buttons

    def pressed():
        return [name for name, button in buttons.items() if button.value]

    assert set(buttons) == set(WEIGHTS)
    assert pressed() == ["w1_21"]
    assert buttons["w2_13"].description == "w²₁₃"
    assert buttons["w2_13"].tooltip == "Weight from neuron 3 of layer 1 to neuron 1 of layer 2"
    buttons["w2_13"].value = True  # a click
    assert pressed() == ["w2_13"]
    assert live.params["weight"] == "w2_13"
    assert "from neuron 3 of layer 1 to neuron 1 of layer 2" in live.picture.value
    buttons["w2_13"].value = False  # a click on the one that is pressed
    assert pressed() == ["w2_13"]
    live.state.value = "weight=w3_23"
    assert pressed() == ["w3_23"]


# --- one small explorer by hand ---------------------------------------------------------------


def draw_line(result, axes):
    axes.plot([0, result["rate"]])


TINY = Explorer(
    "tiny",
    "A line",
    (
        Knob("rate", "Rate", (0.01, 0.1, 1), 0.1),
        Knob("kind", "Kind", ("near", "far"), "near"),
        Knob("bias", "Biases", (False, True), True),
    ),
    dict,
    Figure.subplots,
    draw_line,
    lambda result: f'A "line" up to {result["rate"]:g} & more',
    lambda result: (["rate"], [[result["rate"]]]),
    lambda result: {"end": result["rate"]},
)


def live_tiny(state=None):
    return Live(TINY, ["rate", "bias"], state, dark=False)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("speed=3", ["speed", "rate, kind, bias"]),
        ("rate=7", ["rate", "7", "0.01, 0.1, 1"]),
        ("rate=fast", ["rate", "fast", "0.01, 0.1, 1"]),
        ("kind=", ["kind", "near, far"]),
        ("rate", ["name=value", "rate=0.1"]),
        ("rate=1,rate=1", ["rate", "twice"]),
        ("bias=True", ["bias", "no, yes"]),
    ],
)
def test_a_bad_state_says_what_is_wrong_and_what_is_allowed(state, words):
    with pytest.raises(StateError) as caught:
        explorer.read_state(TINY, state)
    assert all(word in str(caught.value) for word in words)
    live = live_tiny("rate=1")
    live.state.value = state
    assert html.escape(str(caught.value)) in live.message.value
    assert live.params == {"rate": 1, "kind": "near", "bias": True}


def test_a_state_may_be_partial_spaced_or_written_otherwise():
    assert explorer.read_state(TINY, " rate = 0.010 ,, bias=no ") == {
        "rate": 0.01,
        "kind": "near",
        "bias": False,
    }


def test_a_state_typed_in_moves_shown_and_hidden_knobs():
    live = live_tiny()
    live.state.value = "rate=1,kind=far"
    assert live.controls["rate"].value == 1
    assert live.params["kind"] == "far"
    assert live.state.value == "rate=1,kind=far,bias=yes"
    assert "line&quot; up to 1 &amp; more" in live.picture.value


def test_the_button_logs_and_a_second_time_replaces():
    live = live_tiny("rate=1")
    live.button.click()
    live.button.click()
    (row,) = RunLog("tiny").rows()
    assert (row["rate"], row["kind"], row["bias"], row["end"]) == (1, "near", True, 1)
    assert "Logged: 1 in all" in live.message.value


def test_the_numbers_are_made_when_they_are_opened_and_follow():
    live = live_tiny()
    assert not live.numbers.value
    live.table.selected_index = 0
    assert "<td>0.1</td>" in live.numbers.value
    live.controls["rate"].value = 1
    assert "<td>1</td>" in live.numbers.value


def shown(capsys, monkeypatch, what):
    """What `what()` displays: a list of bundles."""
    import IPython.display

    bundles = []
    monkeypatch.setattr(IPython.display, "display", lambda data, raw: bundles.append(data))
    what()
    return bundles


def test_one_output_holds_the_live_and_the_still_form(capsys, monkeypatch):
    (bundle,) = shown(capsys, monkeypatch, lambda: explorer.show(TINY, ("rate",), "rate=1"))
    assert set(bundle) == {
        "application/vnd.jupyter.widget-view+json",
        "text/html",
        "text/plain",
    }
    assert bundle["text/html"].count("<img") == 1
    assert 'alt="A &quot;line&quot; up to 1 &amp; more"' in bundle["text/html"]
    assert "<details>" in bundle["text/html"]
    (still,) = shown(capsys, monkeypatch, lambda: explorer.static(TINY, "rate=1"))
    assert still["text/html"] == bundle["text/html"]
    assert set(still) == {"text/html", "text/plain"}
    assert 'class="course-picture"' in still["text/html"]
    (dark,) = shown(capsys, monkeypatch, lambda: explorer.static(TINY, "rate=1", dark=True))
    assert "course-picture" not in dark["text/html"]  # dark already: not to be turned


def test_show_names_a_knob_that_is_not_there():
    with pytest.raises(StateError, match=r"speed.*rate, kind, bias"):
        explorer.show(TINY, ("speed",))


def test_a_knob_that_cannot_be_told_or_does_not_start_on_a_value_is_refused():
    with pytest.raises(ValueError, match="not one of its values"):
        Knob("rate", "Rate", (1, 2), 3)
    with pytest.raises(ValueError, match="told apart"):
        Knob("rate", "Rate", (1, 1.0000001), 1)
    with pytest.raises(ValueError, match="told apart"):
        Knob("kind", "Kind", ("a,b", "c"), "c")


# --- predictions ------------------------------------------------------------------------------


def test_nothing_predicted_is_said_kindly(capsys):
    predictions.compare("share", 34.36)
    predictions.compare("where", "uphill")
    assert capsys.readouterr().out.splitlines() == [
        "No prediction recorded; the answer is: 34.4.",
        "No prediction recorded; the answer is: uphill.",
    ]


def test_a_click_is_kept_and_compared(capsys, monkeypatch):
    controls = []
    import ipywidgets

    original = ipywidgets.VBox
    monkeypatch.setattr(ipywidgets, "VBox", lambda kids: controls.append(kids) or original(kids))
    bundles = shown(
        capsys,
        monkeypatch,
        lambda: (predictions.choice("where", ["up", "down"]), predictions.number("share", "%")),
    )
    (buttons, said), (field, message) = controls
    assert buttons.value is None
    assert "<li>up</li>" in bundles[0]["text/html"]
    assert not predictions.recorded("where")
    buttons.value = "down"
    assert "Recorded" in said.value
    field.value = "a third"
    assert "not a number" in message.value
    field.value = " 33,5 %"
    assert json.loads(Path(predictions.FILE).read_text(encoding="utf-8")) == {
        "where": "down",
        "share": 33.5,
    }
    capsys.readouterr()
    predictions.compare("where", "down")
    predictions.compare("where", "up")
    predictions.compare("share", 30.0)
    assert capsys.readouterr().out.splitlines() == [
        "As you predicted; what happened: down.",
        "You predicted “down”; what happened: up.",
        "You predicted 33.5; it is 30, 3.5 away.",
    ]


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"share": "a text"}'])
def test_a_file_of_predictions_that_is_no_use_is_passed_over(tmp_path, capsys, content):
    (tmp_path / "runs").mkdir()
    (tmp_path / predictions.FILE).write_text(content, encoding="utf-8")
    predictions.compare("share", 3)
    assert "No prediction recorded" in capsys.readouterr().out
