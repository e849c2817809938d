"""The tables that the verbs of `course` print, for people, for programs and for `--json`.

In a terminal a long text folds within its column, so that nothing is cut. Any other output, such as
a pipe or a file, gets a line for each row, with tabs between the cells. With `--json` the rows go
to standard output as one JSON object, and everything else goes to standard error.
"""

import contextlib
import functools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, TypeAlias

import click
from rich.table import Table
from rich.text import Text

from autograder.console import console

Row: TypeAlias = Mapping[str, Any]
"""A row as JSON can hold it."""

Columns: TypeAlias = Mapping[str, str | Callable[[Row], str]]
"""By heading, what a column shows of a row: the value of a key, or a text made of the row."""

_collected: ContextVar[dict[str, list[Row]] | None] = ContextVar("collected", default=None)


def show(name: str, rows: Iterable[Row], columns: Columns, title: str) -> None:
    """Shows the rows; under this name with `--json`, and not at all if there are none."""
    rows = list(rows)
    note(name, rows)
    if not rows:
        return
    cells = [[_in_one_line(_text(row, part)) for part in columns.values()] for row in rows]
    if not console.is_terminal:
        lines = [f"\n{title}", *("\t".join(line) for line in [list(columns), *cells])]
        click.echo("\n".join(lines), file=console.file)  # The console would replace the tabs.
        return
    table = Table(title=Text(title))
    for heading in columns:
        table.add_column(heading, overflow="fold")
    for line in cells:
        table.add_row(*map(Text, line))
    console.print(table)


def _text(row: Row, part: str | Callable[[Row], str]) -> str:
    return str(row[part]) if isinstance(part, str) else part(row)


def _in_one_line(text: str) -> str:
    """The text without line breaks and signs that a terminal would take for commands."""
    return " ".join("".join(x if x.isprintable() else " " for x in text).split())


def note(name: str, rows: Iterable[Row]) -> None:
    """Adds rows that only `--json` shows, because a sentence tells people as much."""
    found = _collected.get()
    if found is not None:
        found[name] = list(rows)


def json_option(function: Callable[..., None]) -> Callable[..., None]:
    """The option `--json` of a verb that shows tables."""

    @click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Print the tables as one JSON object, and everything else on standard error.",
    )
    @functools.wraps(function)
    def verb(*arguments: Any, as_json: bool, **options: Any) -> None:
        if not as_json:
            function(*arguments, **options)
            return
        with _collecting() as found:
            function(*arguments, **options)
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))

    return verb


@contextlib.contextmanager
def _collecting() -> Iterator[dict[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    token = _collected.set(found)
    console.stderr = True
    try:
        yield found
    finally:
        console.stderr = False
        _collected.reset(token)
