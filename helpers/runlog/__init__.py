"""The run log: keeps the runs of an experiment on disc and shows them as a table or a picture.

    runs = RunLog("learning_rate_runs")
    runs.log(learning_rate=0.3, n_iterations=500, n_hidden=4, losses=losses, accuracy=0.95)
    runs.table()
    runs.plot()

Runs are numbered from 1 and kept in `runs/<name>.json`, so they survive a restart of the kernel and
a comment can cite them. Logging the same settings again replaces that run's results and keeps its
number, so you may run a cell as often as you like. A file that cannot be read or written never
stops the work: the log says so, moves an unreadable file aside, and keeps runs in memory while it
cannot write.
"""

import contextlib
import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.runlog.files import MAX_FILE, decode, encode, new_state
from helpers.runlog.picture import draw
from helpers.runlog.summary import (
    CURVE,
    CURVE_POINTS,
    RESERVED,
    checked_number,
    checked_setting,
    checked_share,
    summarise,
)
from helpers.runlog.table import RunTable, count_of_runs

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["CURVE_POINTS", "RunLog", "RunTable"]

# The states that could not be written, by path. A new log in the same kernel finds its runs here.
unsaved: dict[Path, dict[str, Any]] = {}


class RunLog:
    """The runs of one experiment, in the order of their numbers.

    `name` is a word of letters, digits, `_` and `-`. Runs that an earlier kernel logged are read
    from `folder/name.json`. Iterating gives one plain dict for each run, as `rows` does.
    """

    def __init__(self, name: str, folder: str = "runs") -> None:
        if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name):
            raise ValueError(
                f"A run log needs a name of letters, digits, _ and -, such as "
                f'"learning_rate_runs"; {name!r} is not one.'
            )
        self.name = name
        self._shown = f"{folder}/{name}.json"
        # Made absolute at once: a later change of the working folder must not split the log.
        self._path = Path(folder).absolute() / f"{name}.json"
        self._state = self._load() or new_state()

    def log(
        self,
        *,
        losses: Iterable[float] | None = None,
        accuracy: float | None = None,
        results: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> None:
        """Records one run: its settings and its results.

        `settings` are numbers or short texts (learning_rate=0.3, activation="sine"); they tell one
        run from another. `losses` holds one number for each iteration; nan and inf are kept as they
        are. `accuracy` is a share between 0 and 1. `results` may add numbers by name. If something
        cannot be recorded, TypeError or ValueError is raised and nothing is recorded.
        """
        results = {} if results is None else dict(results)
        taken = (RESERVED | set(settings)) & set(results) | RESERVED & set(settings)
        if taken:
            raise ValueError(f"The log uses the name {sorted(taken)[0]!r} itself: choose another.")
        if not settings:
            raise ValueError("Name at least one setting, for example learning_rate=0.3.")
        settings = {key: checked_setting(key, value) for key, value in settings.items()}
        summary, curve = summarise(losses)
        summary["accuracy"] = checked_share(accuracy)
        summary |= {key: checked_number(key, value) for key, value in results.items()}
        self._refresh()
        self._record({"settings": settings, "results": summary, "curve": curve})
        self._write()

    def forget(self, number: int) -> None:
        """Removes run `number`; the others keep their numbers, and its number is not used again."""
        self._refresh()
        kept = [run for run in self._state["runs"] if run["number"] != number]
        if len(kept) == len(self._state["runs"]):
            there = ", ".join(str(run["number"]) for run in kept) or "none"
            raise ValueError(f"There is no run {number!r} in {self.name}; it holds: {there}.")
        self._state["runs"] = kept
        self._write()

    def rows(self) -> list[dict[str, Any]]:
        """The runs as a list of dicts: `run` (its number), the settings, the results.

        Results are first_loss, last_loss and lowest_loss (of the finite ones), rises (how many
        iterations ended with a higher loss than the one before), not_finite (how many losses are
        nan or inf), accuracy, the numbers in `results`, and the thinned curve as curve_iterations
        and curve_losses. A value that was not logged is None.
        """
        return [
            {"run": run["number"], **run["settings"], **run["results"]}
            | {key: list(values) for key, values in zip(CURVE, run["curve"], strict=True)}
            for run in self._state["runs"]
        ]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows())

    def __len__(self) -> int:
        return len(self._state["runs"])

    def __repr__(self) -> str:
        return f"RunLog({self.name!r}): {count_of_runs(len(self))}. See .table() and .plot()."

    def table(self) -> RunTable:
        """The runs as a table: HTML in a notebook, aligned text elsewhere."""
        return RunTable(self.rows(), f"Runs of {self.name}")

    def plot(self) -> None:
        """Shows the loss curves of all runs, with a text alternative."""
        if not any(run["curve"][0] for run in self._state["runs"]):
            print(f"{self.name} holds no run with losses yet, so there is nothing to draw.")
            return
        from helpers import figures

        figures.show(self.figure())

    def figure(self, dark: bool = False) -> "Figure":
        """The picture that `plot` shows: a Matplotlib figure, labelled with its alt text."""
        runs = [run for run in self._state["runs"] if run["curve"][0]]
        return draw(runs, self.name, dark)

    def _record(self, entry: dict[str, Any]) -> None:
        runs = self._state["runs"]
        for run in runs:
            if encode(run["settings"]) == encode(entry["settings"]):
                run.update(entry)
                return
        runs.append({"number": self._state["next"], **entry})
        self._state["next"] += 1

    def _refresh(self) -> None:
        # Another notebook, or another `RunLog` of this name, may have logged runs since.
        self._state = self._load() or self._state

    def _load(self) -> dict[str, Any] | None:
        # `_read` may find that the file cannot be used and leave a state in `unsaved`: look there
        # again.
        return unsaved.get(self._path) or self._read() or unsaved.get(self._path)

    def _read(self) -> dict[str, Any] | None:
        """The state in the file, or None if there is no file or it cannot be used."""
        try:
            if self._path.stat().st_size > MAX_FILE:
                raise ValueError("it is far larger than a run log")
            return decode(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self._keep_aside(f"cannot be read ({_reason(error)})")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            self._keep_aside(f"is not a run log any more ({error})")
        return None

    def _keep_aside(self, what: str) -> None:
        taken = (self._path.with_name(f"{self.name}.broken-{n}.json") for n in itertools.count(1))
        aside = next(path for path in taken if not path.exists())
        try:
            os.replace(self._path, aside)
        except OSError as error:
            # Leave the file alone from now on: writing would destroy what can still be rescued by
            # hand.
            unsaved[self._path] = getattr(self, "_state", None) or new_state(blocked=True)
            unsaved[self._path]["blocked"] = True
            next_step = f"It cannot be moved either ({_reason(error)}), so new runs stay in memory"
        else:
            next_step = f"It is kept as {aside.name}, and the log goes on with a new file"
        print(
            f"Run log: {self._shown} {what}. {next_step}. "
            f"Nothing else is lost: run the cells that log runs once more."
        )

    def _write(self) -> None:
        if self._state["blocked"]:
            return
        content = {"name": self.name, "next": self._state["next"], "runs": self._state["runs"]}
        text = json.dumps(encode(content), allow_nan=False, ensure_ascii=False, indent=1)
        draft = self._path.with_name(f".{self.name}.{os.getpid()}.draft")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(text + "\n", encoding="utf-8")
            os.replace(draft, self._path)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink()
            if self._path not in unsaved:
                print(
                    f"Run log: {self._shown} cannot be written ({_reason(error)}). Your runs are "
                    f"in memory and will be gone when the kernel stops. Free some space or move "
                    f"the notebook to a folder of your own; the next run that you log tries again."
                )
            unsaved[self._path] = self._state
        else:
            unsaved.pop(self._path, None)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
