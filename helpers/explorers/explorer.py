"""What an explorer is, and how one is put on the page.

An `Explorer` is data and pure functions: `compute` makes a result from the knobs' values; `draw`,
`describe` and `table` give it as a picture, in words and in numbers. Two functions put an explorer
on the page:

    show(EXPLORER, knobs=("learning_rate",), state="start=4")    live, with controls
    static(EXPLORER, state="start=4")                            the same picture, without controls

`show` puts both forms into one output: JupyterLab with a kernel shows the live form, and a book or
an exported page shows the still one. A state is a short text that names choices, such as
"learning_rate=0.3,start=4"; knobs that it leaves out stay at their start.

Matplotlib's Agg draws the live picture (`easel.py`), which is sent as an `<img>` with its alt text.
This is the fastest way from a key press to a changed Matplotlib picture.
"""

import base64
import contextlib
import gc
import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeAlias

from matplotlib.figure import Figure

from helpers.explorers import easel
from helpers.style import ON_DARK_PAGES, PICTURE_CLASS

Table: TypeAlias = tuple[list[str], list[list[Any]]]
"""Headers and rows."""


@dataclass(frozen=True)
class Knob:
    """One setting of an experiment: the `values` to choose from, in order, and its `start`.

    The values are numbers, short texts, or (False, True). `name` stands in states and is the key in
    `params`; `label` stands beside the control. Texts may be laid out as `tables` of buttons, in
    the form that `matrices.Matrices` takes; otherwise the kind of the values decides on the
    control.
    """

    name: str
    label: str
    values: tuple[Any, ...]
    start: Any
    tables: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        if self.start not in self.values:
            raise ValueError(
                f"{self.name} starts at {self.start!r}, which is not one of its values"
            )
        texts = [value_text(value) for value in self.values]
        if len(set(texts)) < len(texts) or any(set(text) & set(",=") for text in texts):
            raise ValueError(f"{self.name}: its values cannot be told apart in a state: {texts}")

    @property
    def is_ordered(self) -> bool:
        """Whether the values are numbers, so that a slider goes through them."""
        return not any(isinstance(value, str | bool) for value in self.values)


@dataclass(frozen=True)
class Explorer:
    """An experiment that can be played with.

    - `compute(params)`: makes a result of any kind from a dict {knob name: value}. It is pure and
      takes at most 40 ms; otherwise the picture lags behind the hand.
    - `panels(figure)`: makes the axes in an empty figure in the house style, with everything that
      is the same in every picture. The figure has no layout engine, because one would take as long
      as the drawing: place the axes with `gridspec_kw`, and set few ticks.
    - `draw(result, panels)`: draws into the axes that `panels` has returned. A live picture gets
      the same axes again: they are empty, but keep their last limits, ticks, labels and titles. So
      set each of these every time, or never. If they stay the same, drawing takes half the time; a
      text that changes with every picture, such as a number, is better written with `axes.text`.
    - `describe(result)`: the alt text, which says what can be seen.
    - `table(result)`: (headers, rows), the numbers behind the picture.
    - `log(result)`: a dict of numbers for the run log; under "losses" it may hold a curve.
    - `size`: width and height of the figure in inches.
    """

    name: str
    title: str
    knobs: tuple[Knob, ...]
    compute: Callable[[dict[str, Any]], Any]
    panels: Callable[[Figure], Any]
    draw: Callable[[Any, Any], None]
    describe: Callable[[Any], str]
    table: Callable[[Any], Table]
    log: Callable[[Any], dict[str, Any]]
    size: tuple[float, float] = (7.2, 3.6)


NAME_SLIDERS = """for (const row of this.closest('.widget-vbox')?.children ?? []) {
    const handle = row.querySelector('[role=slider]');
    handle?.setAttribute('aria-label', row.querySelector('label').innerText);
    handle?.setAttribute('aria-valuetext', row.querySelector('.widget-readout').innerText);
    if (document.body.dataset.notebook) handle?.setAttribute('data-lm-suppress-shortcuts', 'true');
}"""
"""The script that a live picture runs when it has been loaded.

It tells screen readers the name and the value of each slider; ipywidgets gives the handle no name,
and a place in the list as its value. In Notebook 7, where arrow keys would go from cell to cell, it
keeps them for the slider.
"""


class StateError(ValueError):
    """A state names a knob or a value that does not exist; the message lists those that do."""


def value_text(value: bool | float | str) -> str:
    """A knob's value as it stands in a state: 0.3, far, yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"


def state_text(explorer: Explorer, params: dict[str, Any]) -> str:
    """The state of all knobs as one line, such as "learning_rate=0.3,start=4"."""
    return ",".join(f"{knob.name}={value_text(params[knob.name])}" for knob in explorer.knobs)


def read_state(explorer: Explorer, state: str | None) -> dict[str, Any]:
    """The values {knob name: value} of a state; StateError if the state cannot be read."""
    knobs = {knob.name: knob for knob in explorer.knobs}
    params = {name: knob.start for name, knob in knobs.items()}
    seen = set()
    for part in filter(None, (part.strip() for part in (state or "").split(","))):
        name, equals, text = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise StateError(f'"{part}" should read name=value, for example {_example(explorer)}.')
        if name not in knobs:
            raise StateError(f'There is no knob "{name}" here. There are: {", ".join(knobs)}.')
        if name in seen:
            raise StateError(f"{name} stands twice in the state; name it once.")
        seen.add(name)
        params[name] = _read_value(knobs[name], text)
    return params


def static(explorer: Explorer, state: str | None = None, dark: bool = False) -> None:
    """Displays the still form: the picture with its alt text, and the data table."""
    result = explorer.compute(read_state(explorer, state))
    _display(explorer, result, dark, {})


def show(
    explorer: Explorer,
    knobs: Sequence[str] | None = None,
    state: str | None = None,
    dark: bool = False,
) -> None:
    """Displays the explorer live, with the controls of `knobs` (of all, if None), at `state`.

    Returns nothing. StateError names what is wrong with `knobs` or `state`.
    """
    names = [knob.name for knob in explorer.knobs]
    for name in knobs or ():
        if name not in names:
            raise StateError(f'There is no knob "{name}" here. There are: {", ".join(names)}.')
    live = Live(explorer, names if knobs is None else knobs, state, dark)
    _display(explorer, live.result, dark, live.box._repr_mimebundle_())


class Live:
    """The widget of one explorer: `box` is what is displayed, `result` what it shows now."""

    def __init__(
        self, explorer: Explorer, shown: Sequence[str], state: str | None, dark: bool
    ) -> None:
        import ipywidgets as widgets

        self.explorer, self.dark = explorer, dark
        self.easel = easel.Easel(explorer, dark)
        self.params = read_state(explorer, state)
        self.result = None
        self.controls = {
            knob.name: _control(widgets, knob, self.params[knob.name])
            for knob in explorer.knobs
            if knob.name in shown
        }
        self.picture = widgets.HTML()
        self.numbers = widgets.HTML()
        self.numbers.add_class("jp-RenderedHTMLCommon")  # JupyterLab's style for tables
        self.table = widgets.Accordion([self.numbers], titles=("The numbers",))
        self.state = widgets.Text(
            description="State", continuous_update=False, layout={"width": "70%"}
        )
        self.button = widgets.Button(
            description="Log this run", tooltip="Keep these settings and results in the run log"
        )
        self.message = widgets.HTML()
        self.box = widgets.VBox(
            [
                widgets.HTML(f"<b>{html.escape(explorer.title)}</b>"),
                *self.controls.values(),
                self.picture,
                self.table,
                widgets.HBox([self.state, self.button]),
                self.message,
            ]
        )
        self.render()
        for name, control in self.controls.items():
            control.observe(
                lambda change, name=name: self.set({**self.params, name: change["new"]}),
                names="value",
            )
        self.state.observe(self._restore, names="value")
        self.table.observe(self._fill_table, names="selected_index")
        self.button.on_click(self._log)
        # Drawing leaves much garbage. If a collection skips the objects that existed before, it
        # takes a few milliseconds; otherwise it takes up to fifty, and the reader feels the slider
        # stumble.
        if not gc.get_freeze_count():
            gc.collect()
            gc.freeze()

    def set(self, params: dict[str, Any]) -> None:
        """Sets the knobs to other values; the controls, the picture and the state follow."""
        if params == self.params:
            return
        self.params = params
        # Controls that change here call `set` again, with params that are set already.
        for name, control in self.controls.items():
            control.value = params[name]
        self.message.value = ""
        self.render()

    def render(self) -> None:
        """Computes and draws the result for the knobs' values."""
        self.result = self.explorer.compute(dict(self.params))
        picture = self.easel.picture(self.result)
        self.picture.value = image_html(
            self.explorer, self.result, picture, "jpeg", self.dark, onload=NAME_SLIDERS
        )
        self.state.value = state_text(self.explorer, self.params)
        self._fill_table()

    def _fill_table(self, change: object = None) -> None:
        if self.table.selected_index is not None:
            self.numbers.value = table_html(self.explorer, self.result)

    def _restore(self, change: dict[str, Any]) -> None:
        try:
            self.set(read_state(self.explorer, change["new"]))
        except StateError as error:
            self._say(str(error))

    def _log(self, button: object) -> None:
        from helpers.runlog import RunLog

        results = dict(self.explorer.log(self.result))
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            runs = RunLog(self.explorer.name)
            runs.log(losses=results.pop("losses", None), results=results, **self.params)
        self._say(
            said.getvalue()
            or f'Logged: {len(runs)} in all. RunLog("{self.explorer.name}").table() shows them.'
        )

    def _say(self, text: str) -> None:
        self.message.value = f'<span role="status">{html.escape(text)}</span>'


def _control(widgets: ModuleType, knob: Knob, value: Any) -> Any:
    if knob.tables:
        from helpers.explorers.matrices import Matrices

        return Matrices(knob.tables, value, knob.label)
    style = {"description_width": "9em"}
    if set(knob.values) == {False, True} and isinstance(knob.start, bool):
        return widgets.Checkbox(value, description=knob.label, style=style, indent=False)
    options = [(value_text(choice), choice) for choice in knob.values]
    if knob.is_ordered:
        kind, layout = widgets.SelectionSlider, {"width": "32em", "max_width": "100%"}
    elif len(options) <= 4:
        kind, layout = widgets.ToggleButtons, {}
    else:
        kind, layout = widgets.Dropdown, {"width": "24em", "max_width": "100%"}
    return kind(options=options, value=value, description=knob.label, style=style, layout=layout)


def _read_value(knob: Knob, text: str) -> Any:
    for value in knob.values:
        if value_text(value) == text:
            return value
    if knob.is_ordered:
        with contextlib.suppress(ValueError):
            for value in knob.values:
                if value == float(text):
                    return value
    choices = ", ".join(value_text(value) for value in knob.values)
    raise StateError(f'{knob.name} cannot be "{text}". It can be: {choices}.')


def _example(explorer: Explorer) -> str:
    knob = explorer.knobs[0]
    return f"{knob.name}={value_text(knob.start)}"


def _display(explorer: Explorer, result: Any, dark: bool, bundle: dict[str, Any]) -> None:
    """Displays the still form and, in the same output, the live form in `bundle`, if any."""
    from IPython.display import display

    still = image_html(explorer, result, easel.still(explorer, result, dark), "png", dark)
    table = f"<details><summary>The numbers</summary>{table_html(explorer, result)}</details>"
    texts = {"text/html": still + table, "text/plain": explorer.describe(result)}
    display({**bundle, **texts}, raw=True)


def image_html(
    explorer: Explorer, result: Any, picture: bytes, kind: str, dark: bool, onload: str = ""
) -> str:
    """The picture, bytes of a "png" or "jpeg", as an `<img>` with its alt text.

    On a dark page the picture turns dark, unless it is `dark` itself. `onload` is a script that
    runs once the picture is loaded.
    """
    image = base64.b64encode(picture).decode()
    script = f'onload="{html.escape(onload)}" ' if onload else ""
    turns, style = ("", "") if dark else (f'class="{PICTURE_CLASS}" ', ON_DARK_PAGES)
    return style + (
        f'<img {turns}{script}alt="{html.escape(explorer.describe(result))}" '
        f'width="{round(96 * explorer.size[0])}" style="max-width:100%;height:auto" '
        f'src="data:image/{kind};base64,{image}">'
    )


def table_html(explorer: Explorer, result: Any) -> str:
    """The numbers behind a picture as an HTML table."""
    headers, rows = explorer.table(result)
    head = "".join(f'<th scope="col">{html.escape(str(header))}</th>' for header in headers)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(_cell(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
