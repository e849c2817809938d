"""The run log: "log this run" for any experiment, kept on disc, shown as a table or a picture.

    runs = RunLog("learning_rate_runs")
    runs.log(learning_rate=0.3, n_iterations=500, n_hidden=4, losses=losses, accuracy=0.95)
    runs.table()
    runs.plot()

Runs are numbered from 1 and kept in `runs/<name>.json`, so they survive a restart of the kernel
and a comment can cite them. Logging the same settings again replaces that run's results and keeps
its number: cells may be run as often as one likes. A file that cannot be read or written never
stops the work: the log says so, keeps the file aside and goes on in memory.
"""

import contextlib
import html
import itertools
import json
import math
import os
import re
import reprlib
from pathlib import Path

import numpy as np

CURVE_POINTS = 50
"""At most this many points of a loss curve are kept, the first and the last among them."""

ROUNDING = 1e-12
"""A loss that grows by less than this, relative to its size or to 1, has not risen."""

FARTHEST = 1e30
"""Larger losses are drawn as if they were this large, smaller ones than its inverse as 0."""

CHARACTER = 0.064
"""Inches: the mean width of a character in a run's name, beside its curve."""

MAX_TEXT = 60
MAX_FILE = 20_000_000

LABELS = {
    "n_iterations": "iterations",
    "n_hidden": "hidden neurons",
    "rises": "times the loss rose",
    "not_finite": "losses not finite",
}
"""What tables and pictures call a setting or result; others by their name, without underscores."""

_SUMMARY = ("first_loss", "last_loss", "lowest_loss", "rises", "not_finite", "accuracy")
_CURVE = ("curve_iterations", "curve_losses")
_RESERVED = {"run", "losses", "results", *_SUMMARY, *_CURVE}

# Where writing failed: path -> state, so that a log made anew in the same kernel finds its runs.
_unsaved = {}


class RunLog:
    """The runs of one experiment, in the order of their numbers.

    `name` is a word of letters, digits, `_` and `-`. Runs that an earlier kernel logged are there
    again if `folder/name.json` holds any. Iterating gives one plain dict a run, as `rows` does.
    """

    def __init__(self, name, folder="runs"):
        if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", name):
            raise ValueError(
                f"A run log needs a name of letters, digits, _ and -, such as "
                f'"learning_rate_runs"; {name!r} is not one.'
            )
        self.name = name
        self._shown = f"{folder}/{name}.json"
        # Made absolute at once: a later change of the working folder must not split the log.
        self._path = Path(folder).absolute() / f"{name}.json"
        self._state = self._load() or _new_state()

    def log(self, *, losses=None, accuracy=None, results=None, **settings):
        """Records one run: what was set, and what came of it.

        `settings` are numbers or short texts (learning_rate=0.3, activation="sine"); they tell
        one run from another. `losses` holds one number an iteration; nan and inf are kept as they
        are. `accuracy` is a share between 0 and 1. `results` may add numbers by name. Raises
        TypeError or ValueError if something cannot be recorded; nothing is recorded then.
        """
        results = {} if results is None else dict(results)
        taken = (_RESERVED | set(settings)) & set(results) | _RESERVED & set(settings)
        if taken:
            raise ValueError(f"The log uses the name {sorted(taken)[0]!r} itself: choose another.")
        if not settings:
            raise ValueError("Name at least one setting, for example learning_rate=0.3.")
        settings = {key: _setting(key, value) for key, value in settings.items()}
        summary, curve = _summarise(losses)
        summary["accuracy"] = _share(accuracy)
        summary |= {key: _number(key, value) for key, value in results.items()}
        self._refresh()
        self._record({"settings": settings, "results": summary, "curve": curve})
        self._write()

    def forget(self, number):
        """Removes run `number`; the others keep their numbers, and its number is not used again."""
        self._refresh()
        kept = [run for run in self._state["runs"] if run["number"] != number]
        if len(kept) == len(self._state["runs"]):
            there = ", ".join(str(run["number"]) for run in kept) or "none"
            raise ValueError(f"There is no run {number!r} in {self.name}; it holds: {there}.")
        self._state["runs"] = kept
        self._write()

    def rows(self):
        """The runs as a list of dicts: `run` (its number), the settings, the results.

        Results are first_loss, last_loss and lowest_loss (of the finite ones), rises (how many
        iterations ended with a higher loss than the one before), not_finite (how many losses are
        nan or inf), accuracy, those of `results`, and the thinned curve as curve_iterations and
        curve_losses. What was not logged is None.
        """
        return [
            {"run": run["number"], **run["settings"], **run["results"]}
            | {key: list(values) for key, values in zip(_CURVE, run["curve"], strict=True)}
            for run in self._state["runs"]
        ]

    def __iter__(self):
        return iter(self.rows())

    def __len__(self):
        return len(self._state["runs"])

    def __repr__(self):
        return f"RunLog({self.name!r}): {_count(len(self))}. See .table() and .plot()."

    def table(self):
        """The runs as a table: HTML in a notebook, aligned text elsewhere."""
        return RunTable(self.rows(), f"Runs of {self.name}")

    def plot(self):
        """Shows the loss curves of all runs, with a text alternative."""
        if not any(run["curve"][0] for run in self._state["runs"]):
            print(f"{self.name} holds no run with losses yet, so there is nothing to draw.")
            return
        from helpers import figures

        figures.show(self.figure())

    def figure(self, dark=False):
        """The picture that `plot` shows: a Matplotlib figure, labelled with its alt text."""
        runs = [run for run in self._state["runs"] if run["curve"][0]]
        return _draw(runs, self.name, dark)

    def _record(self, entry):
        runs = self._state["runs"]
        for run in runs:
            if _encode(run["settings"]) == _encode(entry["settings"]):
                run.update(entry)
                return
        runs.append({"number": self._state["next"], **entry})
        self._state["next"] += 1

    def _refresh(self):
        # Another notebook, or this log made anew, may have logged runs since.
        self._state = self._load() or self._state

    def _load(self):
        # Reading may find that the file cannot be used and leave a state in memory, hence twice.
        return _unsaved.get(self._path) or self._read() or _unsaved.get(self._path)

    def _read(self):
        """What the file holds, or None if there is none or none that can be used."""
        try:
            if self._path.stat().st_size > MAX_FILE:
                raise ValueError("it is far larger than a run log")
            return _decode(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            self._keep_aside(f"cannot be read ({_reason(error)})")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            self._keep_aside(f"is not a run log any more ({error})")
        return None

    def _keep_aside(self, what):
        taken = (self._path.with_name(f"{self.name}.broken-{n}.json") for n in itertools.count(1))
        aside = next(path for path in taken if not path.exists())
        try:
            os.replace(self._path, aside)
        except OSError as error:
            # Left alone from now on: writing would destroy what may still be rescued by hand.
            _unsaved[self._path] = getattr(self, "_state", None) or _new_state(blocked=True)
            _unsaved[self._path]["blocked"] = True
            next_step = f"It cannot be moved either ({_reason(error)}), so new runs stay in memory"
        else:
            next_step = f"It is kept as {aside.name}, and the log goes on with a new file"
        print(
            f"Run log: {self._shown} {what}. {next_step}. "
            f"Nothing else is lost: run the cells that log runs once more."
        )

    def _write(self):
        if self._state["blocked"]:
            return
        content = {"name": self.name, "next": self._state["next"], "runs": self._state["runs"]}
        text = json.dumps(_encode(content), allow_nan=False, ensure_ascii=False, indent=1)
        draft = self._path.with_name(f".{self.name}.{os.getpid()}.draft")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(text + "\n", encoding="utf-8")
            os.replace(draft, self._path)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink()
            if self._path not in _unsaved:
                print(
                    f"Run log: {self._shown} cannot be written ({_reason(error)}). Your runs are "
                    f"in memory and will be gone when the kernel stops. Free some space or move "
                    f"the notebook to a folder of your own; the next run that you log tries again."
                )
            _unsaved[self._path] = self._state
        else:
            _unsaved.pop(self._path, None)


class RunTable:
    """Rows of a run log as a table: `_repr_html_` for notebooks, `str()` as aligned text."""

    def __init__(self, rows, caption):
        self.caption = f"{caption}: {_count(len(rows))}"
        keys = dict.fromkeys(key for row in rows for key in row if key not in _CURVE)
        results = [key for key in _SUMMARY if any(row[key] is not None for row in rows)]
        if not any(row["not_finite"] for row in rows):
            results = [key for key in results if key != "not_finite"]
        settings = [key for key in keys if key not in _SUMMARY]
        self._keys = settings + results
        self._cells = [[_cell(key, row.get(key)) for key in self._keys] for row in rows]

    def __repr__(self):
        table = [[_label(key) for key in self._keys], *self._cells]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = [
            "  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True))
            for line in table
        ]
        return "\n".join([self.caption, *(lines if self._cells else [])])

    def _repr_html_(self):
        head = "".join(f'<th scope="col">{html.escape(_label(key))}</th>' for key in self._keys)
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


def _new_state(blocked=False):
    return {"next": 1, "runs": [], "blocked": blocked}


def _reason(error):
    return error.strerror or type(error).__name__


def _count(number):
    return "1 run" if number == 1 else f"{number or 'no'} runs"


def _setting(name, value):
    if isinstance(value, np.ndarray | np.generic) and value.size == 1:
        value = value.item()
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and len(value) <= MAX_TEXT:
        return value
    if callable(value):
        raise TypeError(f'The setting {name} is a function: log its name, as in {name}="sine".')
    raise TypeError(
        f"The setting {name} should be a number or a text of at most {MAX_TEXT} characters; "
        f"{reprlib.repr(value)} is neither."
    )


def _number(name, value):
    if value is None:
        return None
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        array = np.empty(0)
    if array.size != 1:
        raise TypeError(f"{name} should be one number; {reprlib.repr(value)} is not.")
    return int(array.item()) if isinstance(value, int) else array.item()


def _share(accuracy):
    share = _number("accuracy", accuracy)
    if share is not None and (share < 0 or share > 1):
        raise ValueError(
            f"accuracy is the share of right answers, between 0 and 1 (95 % is 0.95); "
            f"{share:g} is not."
        )
    return None if share is None else float(share)


def _summarise(losses):
    """What is kept of a run's losses: their summary, and a curve of (iterations, losses)."""
    if losses is None:
        return dict.fromkeys(_SUMMARY), [[], []]
    try:
        values = np.asarray(
            losses if isinstance(losses, np.ndarray) else list(losses), dtype=float
        ).ravel()
    except (TypeError, ValueError):
        raise TypeError(
            f"losses should be a sequence of numbers, one an iteration; "
            f"{reprlib.repr(losses)} is not."
        ) from None
    if not values.size:
        raise ValueError("There is no loss in losses: log a run of at least one iteration.")
    finite = values[np.isfinite(values)]
    before, after = values[:-1], values[1:]
    with np.errstate(invalid="ignore", over="ignore"):
        rose = after - before > ROUNDING * np.maximum(1, np.abs(np.nan_to_num(before)))
    places = np.unique(np.linspace(0, values.size - 1, CURVE_POINTS).round().astype(int))
    summary = {
        "first_loss": float(values[0]),
        "last_loss": float(values[-1]),
        "lowest_loss": float(finite.min()) if finite.size else math.nan,
        "rises": int(rose.sum()),
        "not_finite": int(values.size - finite.size),
    }
    return summary, [places.tolist(), values[places].tolist()]


def _encode(value):
    """JSON-ready data. JSON has no nan and inf: they become {"$float": "nan"} and the like."""
    if isinstance(value, dict):
        return {key: _encode(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_encode(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": str(value)}
    return value


def _decode(text):
    """The state that a file's text holds; raises ValueError, KeyError or the like if it is none."""

    def restore(item):
        return float(item["$float"]) if item.keys() == {"$float"} else item

    content = json.loads(text, object_hook=restore)
    runs = [_checked(run) for run in content["runs"]]
    numbers = [run["number"] for run in runs]
    following = max([*numbers, 0]) + 1
    if numbers != sorted(set(numbers)) or not isinstance(content["next"], int):
        raise ValueError("its runs are not numbered 1, 2, …")
    return {"next": max(content["next"], following), "runs": runs, "blocked": False}


def _checked(run):
    numbers = (int, float, type(None))
    settings, results, curve = run["settings"], run["results"], run["curve"]
    right = (
        isinstance(run["number"], int)
        and run["number"] > 0
        and all(isinstance(value, bool | int | float | str) for value in settings.values())
        and all(isinstance(value, numbers) for value in results.values())
        and set(_SUMMARY) <= set(results)
        and len(curve) == 2
        and len(curve[0]) == len(curve[1]) <= CURVE_POINTS
        and all(isinstance(value, int | float) for value in curve[0] + curve[1])
    )
    if not right:
        raise ValueError("a run in it is not what this log writes")
    return run


def _label(key):
    return LABELS.get(key, key.replace("_", " "))


def _cell(key, value):
    if value is None:
        return "–"
    if key == "accuracy":
        return f"{100 * value:.1f} %"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _draw(runs, name, dark):
    """Loss curves on a logarithmic scale, each labelled where it ends."""
    from helpers.figures import number_decades, panels
    from helpers.style import figure_style

    names = _short_names(runs)
    room = 0.35 + CHARACTER * max(map(len, names), default=0)
    with figure_style(dark):
        figure, (axes,) = panels(
            height=max(3.6, 0.24 * len(runs)), width=max(7.5, 3.5 + room), right=room
        )
        ends = []
        for run, label in zip(runs, names, strict=True):
            iterations, losses = map(np.asarray, run["curve"])
            drawn = np.isfinite(losses)
            # Far beyond what a page can show, axes overflow: the text says the true numbers.
            iterations, losses = iterations[drawn], np.clip(losses[drawn], -FARTHEST, FARTHEST)
            losses[np.abs(losses) < 1 / FARTHEST] = 0
            (line,) = axes.plot(iterations, losses)
            if drawn.any():
                ends.append((iterations[-1], losses[-1], line, label))
        if all(np.all(line.get_ydata() > 0) for line in axes.lines):
            axes.set_yscale("log")
            number_decades(axes.yaxis)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set(xlabel="iteration", ylabel="loss")
        _label_ends(axes, ends)
        figure.set_label(_describe(runs, names, name))
        return figure


def _short_names(runs):
    """A name for each run: its number and those of its settings in which the runs differ."""
    keys = dict.fromkeys(key for run in runs for key in run["settings"])
    varied = [key for key in keys if len({str(run["settings"].get(key)) for run in runs}) > 1]
    names = []
    for run in runs:
        given = run["settings"]
        parts = [f"{_label(key)} {_cell(key, given[key])}" for key in varied if key in given]
        names.append(f"run {run['number']}" + (": " if parts else "") + ", ".join(parts))
    return names


def _label_ends(axes, ends):
    """Writes each name beside the axes, level with its curve's end or as near as there is room."""
    from matplotlib.collections import LineCollection

    to_axes = axes.transScale + axes.transLimits
    tips = [to_axes.transform((x, y)) for x, y, _, _ in ends]
    order = np.argsort([height for _, height in tips], kind="stable")
    gap = min(0.075, 1 / max(1, len(ends) - 1))
    places = np.array([tips[index][1] for index in order])
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + gap)
    places -= max(0, places[-1] - 1) if len(places) else 0
    for index in range(len(places) - 2, -1, -1):
        places[index] = min(places[index], places[index + 1] - gap)
    beside = {"transform": axes.transAxes, "clip_on": False}
    # All lines to the names at once: arrows of their own would take longer than all the rest.
    leads = [(tips[index], (1.03, place)) for place, index in zip(places, order, strict=True)]
    colours = [ends[index][2].get_color() for index in order]
    axes.add_collection(
        LineCollection(leads, colors=colours, linewidths=0.8, **beside), autolim=False
    )
    for place, index in zip(places, order, strict=True):
        axes.text(1.04, place, ends[index][3], va="center", fontsize="small", **beside)


def _describe(runs, names, name):
    text = [f"Loss against iteration for the {_count(len(runs))} of {name}."]
    for run, label in zip(runs, names, strict=True):
        found, steps = run["results"], run["curve"][0][-1]
        text.append(
            f"{label[:1].upper()}{label[1:]}: from {found['first_loss']:.3g} to "
            f"{found['last_loss']:.3g} in {steps:,} steps, {found['rises']:,} of them upwards; "
            f"lowest {found['lowest_loss']:.3g}."
        )
        if found["not_finite"]:
            text.append(f"Not finite and not drawn: {found['not_finite']:,} of its losses.")
    return " ".join(text)
