"""Runs as a table, and the words that tables and pictures use for settings and results."""

import html
from collections.abc import Sequence
from typing import Any

from helpers.runlog.summary import CURVE, SUMMARY

LABELS = {
    "n_iterations": "iterations",
    "n_hidden": "hidden neurons",
    "rises": "times the loss rose",
    "not_finite": "losses not finite",
}
"""Labels in tables and pictures; all others show their names without underscores."""


class RunTable:
    """Rows of a run log as a table: `_repr_html_` for notebooks, `str()` as aligned text."""

    def __init__(self, rows: Sequence[dict[str, Any]], caption: str) -> None:
        self.caption = f"{caption}: {count_of_runs(len(rows))}"
        keys = dict.fromkeys(key for row in rows for key in row if key not in CURVE)
        results = [key for key in SUMMARY if any(row[key] is not None for row in rows)]
        if not any(row["not_finite"] for row in rows):
            results = [key for key in results if key != "not_finite"]
        settings = [key for key in keys if key not in SUMMARY]
        self._keys = settings + results
        self._cells = [[cell_of(key, row.get(key)) for key in self._keys] for row in rows]

    def __repr__(self) -> str:
        table = [[label_of(key) for key in self._keys], *self._cells]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = [
            "  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True))
            for line in table
        ]
        return "\n".join([self.caption, *(lines if self._cells else [])])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{html.escape(label_of(key))}</th>' for key in self._keys)
        body = "".join(
            f'<tr><th scope="row">{html.escape(number)}</th>'
            + "".join(f"<td>{html.escape(text)}</td>" for text in cells)
            + "</tr>"
            for number, *cells in self._cells
        )
        caption = f"<caption>{html.escape(self.caption)}</caption>"
        if not self._cells:
            return f"<table>{caption}</table>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def count_of_runs(number: int) -> str:
    """In words: 1 run, 2 runs, no runs."""
    return "1 run" if number == 1 else f"{number or 'no'} runs"


def label_of(key: str) -> str:
    """The label of a setting or result in tables and pictures."""
    return LABELS.get(key, key.replace("_", " "))


def cell_of(key: str, value: Any) -> str:
    """The text for a value of the setting or result `key` in tables and pictures."""
    if value is None:
        return "–"
    if key == "accuracy":
        return f"{100 * value:.1f} %"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
