"""The one console that `course` prints to, and the progress of a grading on it."""

import contextlib
import logging
import time
import warnings
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn

console = Console(highlight=False)


def say(text: str) -> None:
    """Prints a text as it is, without breaking its lines."""
    console.print(text, markup=False, soft_wrap=True)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Hides log messages and warnings about single notebooks, such as equal cell ids."""
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def bar(*columns: ProgressColumn) -> Progress:
    """A progress bar, which is shown only in a terminal."""
    return Progress(*columns, console=console, disable=not console.is_terminal)


class GradingProgress:
    """Shows the progress of a grading inside a `with` block.

    A terminal shows a bar; any other output gets a line for each of the `total` submissions.
    """

    def __init__(self, total: int) -> None:
        self._total, self._begun = total, time.monotonic()
        self._done = self._failed = self._held = 0
        self._bar = bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[state]}"),
        )
        self._task = self._bar.add_task("Grading", total=total, state="")

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._bar.__exit__(*error)

    def resumed(self, started: str, number: int) -> None:
        """Says that the grading begun at `started` continues; `number` submissions are recorded."""
        self._held = number
        console.print(
            f"Continuing the grading that began at {_readable(started)}; "
            f"{number} submissions are already recorded."
        )

    def recorded(self, student: str, points: float, most: float, failed: bool) -> None:
        """Shows one more recorded submission: its marks, and whether it failed."""
        self._done += 1
        self._failed += failed
        # Submissions recorded earlier took no time now, so the rate counts only the others.
        fresh = max(self._done - self._held, 0)
        rate = fresh / (time.monotonic() - self._begun)
        left = f"{_clock((self._total - self._done) / rate)} left" if rate else ""
        state = f"{self._failed} failed, {rate:.1f} a second, {left}"
        self._bar.update(self._task, completed=self._done, state=state)
        if not console.is_terminal:
            console.print(
                f"{self._done}/{self._total} {student}: {points:g} of {most:g} marks; {state}",
                soft_wrap=True,
            )


def _readable(started: str) -> str:
    """2026-11-23T224217.123456Z → 2026-11-23 22:42:17 UTC."""
    moment = datetime.strptime(started, "%Y-%m-%dT%H%M%S.%fZ")
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
