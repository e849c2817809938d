"""A control to choose one weight of a network: its matrices as tables of buttons."""

import html
from typing import Any

import ipywidgets as widgets


class Matrices(widgets.VBox, widgets.ValueWidget):
    """Tables of buttons, one of which is always pressed; `value` says which one.

    `tables` are (caption, rows); a row is a list of cells (value, label, name). The label stands on
    the button, and the name, in words, is its tooltip. Tab moves to a button, and Space presses it.
    """

    def __init__(self, tables: tuple[Any, ...], value: str, description: str) -> None:
        self.description = description
        self.buttons: dict[str, widgets.ToggleButton] = {}
        boxes = []
        for caption, rows in tables:
            cells = [self._button(*cell) for row in rows for cell in row]
            columns = f"repeat({len(rows[0])}, 3.4em)"
            grid = widgets.GridBox(
                cells, layout={"grid_template_columns": columns, "grid_gap": "3px 3px"}
            )
            words = widgets.HTML(html.escape(caption))
            boxes.append(widgets.VBox([words, grid], layout={"margin": "0 1.5em 0 0"}))
        row = widgets.HBox(boxes, layout={"flex_flow": "row wrap"})
        super().__init__([widgets.HTML(html.escape(description)), row])
        self.observe(self._show, names="value")
        self.value = value

    def _button(self, value: str, label: str, name: str) -> widgets.ToggleButton:
        button = widgets.ToggleButton(
            description=label, tooltip=name, layout={"width": "auto", "margin": "0", "padding": "0"}
        )
        self.buttons[value] = button
        button.observe(lambda change: self._pressed(value), names="value")
        return button

    def _pressed(self, value: str) -> None:
        if self.buttons[value].value:
            self.value = value
        elif value == self.value:
            self.buttons[value].value = True  # one is always pressed

    def _show(self, change: object) -> None:
        for value, button in self.buttons.items():
            button.value = value == self.value
            button.button_style = "primary" if button.value else ""
