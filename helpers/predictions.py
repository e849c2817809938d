"""Predict first: a guess that is recorded before a demonstration and compared with it after.

    predictions.choice("rate_above", ["it falls more slowly", "it grows without end"])
    predictions.number("share_uphill", "percent")
    ...
    predictions.compare("rate_above", "it grows without end")

The question stands in the text above the cell. A click writes the guess to `runs/predictions.json`.
If the reader never clicks, no guess is kept; `compare` then says so and shows the answer.
"""

import html
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

FILE = "runs/predictions.json"


def choice(id: str, options: Iterable[str]) -> None:
    """Displays the options, a list of texts, as radio buttons, and keeps the one that is chosen."""
    import ipywidgets as widgets

    options = list(options)
    before = recorded(id)
    buttons = widgets.RadioButtons(
        options=options,
        value=before if before in options else None,
        description="Your guess",
        layout={"width": "max-content"},
    )
    items = "".join(f"<li>{html.escape(option)}</li>" for option in options)
    text = "\n".join(["Your guess:", *options])
    _display(id, buttons, f"<p>Your guess:</p><ul>{items}</ul>", text, str)


def number(id: str, unit: str = "") -> None:
    """Displays a field for a number, in `unit`, and keeps the number that is entered."""
    import ipywidgets as widgets

    before = recorded(id)
    what = f"a number ({unit})" if unit else "a number"
    field = widgets.Text(
        value=f"{before:g}" if isinstance(before, float) else "",
        description="Your guess",
        placeholder=f"{what}, then Enter",
        continuous_update=False,
        layout={"width": "24em"},
    )
    _display(id, field, f"<p>Your guess: {html.escape(what)}</p>", f"Your guess: {what}", _number)


def compare(id: str, answer: str | float) -> None:
    """Prints what was predicted and what happened; `answer` is one of the options, or a number."""
    guess = recorded(id)
    if isinstance(guess, str) != isinstance(answer, str):
        guess = None  # another question kept it under the same id
    shown = answer if isinstance(answer, str) else f"{answer:.3g}"
    if guess is None:
        print(f"No prediction recorded; the answer is: {shown}.")
    elif isinstance(answer, str):
        verdict = "As you predicted" if guess == answer else f"You predicted “{guess}”"
        print(f"{verdict}; what happened: {shown}.")
    else:
        print(f"You predicted {guess:g}; it is {shown}, {abs(guess - answer):.3g} away.")


def recorded(id: str) -> Any:
    """The guess that is kept for `id`, a text or a number; None if no guess is kept."""
    return _read().get(id)


def record(id: str, guess: str | float) -> None:
    """Keeps `guess`, a text or a number, for `id`; it replaces an earlier guess."""
    path = Path(FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".predictions.{os.getpid()}.draft")
    text = json.dumps({**_read(), id: guess}, ensure_ascii=False, indent=1) + "\n"
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)


def _read() -> dict[str, Any]:
    """All guesses by id; an unreadable file counts as empty, because no guess is worth an error."""
    try:
        kept = json.loads(Path(FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _display(
    id: str, control: Any, still: str, text: str, read: Callable[[str], str | float]
) -> None:
    """Displays the control; pages without a kernel show `still` or `text` instead.

    `read` turns the entry into the guess, or raises ValueError with the message to show.
    """
    import ipywidgets as widgets
    from IPython.display import display

    status = widgets.HTML()

    def keep(change: dict[str, Any]) -> None:
        try:
            record(id, read(change["new"]))
            status.value = "Recorded. Now run the next cells."
        except ValueError as error:
            status.value = html.escape(str(error))
        except OSError as error:
            status.value = html.escape(f"The guess could not be kept ({error.strerror}).")

    control.observe(keep, names="value")
    live = widgets.VBox([control, status])._repr_mimebundle_()
    display({**live, "text/html": still, "text/plain": text}, raw=True)


def _number(text: str) -> float:
    try:
        return float(text.strip().rstrip("%").replace(",", "."))
    except ValueError:
        raise ValueError("This is not a number: write it like 12 or 0.5.") from None
