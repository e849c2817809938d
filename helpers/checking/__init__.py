"""`check`: collects the answers of a student's code and, on the student's machine, compares them.

On a student's machine `check` compares the answers with the exercise's probe bank, shows a
message and raises `CheckFailed` if something is wrong. While a submission is graded (the
environment variable named by `PROBES_VARIABLE` points to a file with probes) it compares nothing:
it publishes the answers and leaves the judgement to another process.
"""

import contextlib
import functools
import io
import json
import os
from collections.abc import Container
from importlib import resources

from helpers.checking.answers import MIME, Data, Failure, encode_failure
from helpers.checking.bank import Bank, Misconception, ProbeSet
from helpers.checking.evaluate import Result, evaluate
from helpers.checking.messages import as_html, as_text, headline
from helpers.checking.probes import collect, global_names
from helpers.checking.status import Status
from helpers.checking.undefined import current_shell, explain_undefined_names

PROBES_VARIABLE = "COURSE_PROBES"
"""The environment variable that names the file of probes while a submission is graded."""

MAX_BUNDLE = 4 << 20

_probes: dict[str, Data] | None = None
_results: dict[str, tuple[Result, object]] = {}


def settle() -> None:
    """Settles how checks work from here on: whether they publish answers, and to which probes.

    This happens when the package is imported, and again when a process begins to run a submission.
    What a submission does to the environment, or to the file of probes, then changes nothing.
    """
    global _probes
    _probes = None
    if file := os.environ.get(PROBES_VARIABLE):
        with open(file, encoding="utf-8") as stream:
            _probes = json.load(stream)


class CheckFailed(Exception):
    """An exercise is not solved yet. The message above, in the same output, says why."""

    def _render_traceback_(self) -> list[str]:
        # IPython shows these lines instead of a traceback: the message above has given the reason.
        return [f"CheckFailed: {self}"]


def check(name: str, *targets: object) -> None:
    """Checks the answer to the exercise `name`.

    `targets` are the function or the values that the check cell names. Returns None if all is
    right; raises `CheckFailed` after showing what is wrong, and `ValueError` if there is no
    exercise of that name.
    """
    if _probes is not None:
        _publish(name, targets, _probes)
        return
    bank = load_bank(name)
    result = evaluate(bank, collect(bank, targets))
    _carry_over(result, targets, bank)
    _results[name] = result, targets[0] if targets else None
    _show(result, bank)
    if result.status != Status.RIGHT:
        raise CheckFailed(headline(result)[2:])


@functools.cache
def load_bank(name: str) -> Bank:
    """The probe bank of the exercise `name`: its public inputs, fingerprints and hints."""
    folder = resources.files("helpers.checking") / "banks"
    file = folder / f"{name}.json"
    if not file.is_file():
        known = sorted(
            entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".json")
        )
        raise ValueError(
            f"There is no exercise called {name!r}. The first argument of check(...) should be "
            f"one of: {', '.join(known)}."
        )
    return Bank.from_data(json.loads(file.read_text(encoding="utf-8")))


def _carry_over(result: Result, targets: tuple[object, ...], bank: Bank) -> None:
    """Puts the fault down to an earlier exercise if this answer calls one that is wrong."""
    if result.status != Status.WRONG or not targets:
        return
    # An earlier exercise that was changed after its check may be right by now.
    known = getattr(targets[0], "__globals__", {})
    wrong = [
        name
        for name, (earlier, function) in _results.items()
        if may_inherit(result, earlier) and known.get(name) is function
    ]
    used = feeding(bank, result, global_names(targets[0]))
    if blamed := next((name for name in used if name in wrong), None):
        result.misconception, result.second = carried_over(result.exercise, blamed), None


def feeding(bank: Bank, result: Result, names: Container[str]) -> list[str]:
    """The earlier exercises, among these global names, that the first failing link may rest on."""
    first = result.first_failing
    return [
        earlier
        for earlier, links in bank.uses.items()
        if earlier in names and first and (not links or first.name in links)
    ]


def may_inherit(result: Result, earlier: Result) -> bool:
    """Whether the fault of an answer may be that of an earlier exercise that it calls.

    A fault that was found stays, unless the earlier exercise has the same one: an answer that calls
    a wrong `forward` gives what an answer with that fault of its own would give.
    """
    own, other = (x.misconception.id if x.misconception else None for x in (result, earlier))
    return earlier.status == Status.WRONG and own in (None, other)


def carried_over(exercise: str, earlier: str) -> Misconception:
    """The explanation that a fault comes from an earlier exercise."""
    return Misconception(
        "carried-over",
        f"`{exercise}` calls your `{earlier}`, which is not right yet. Could its fault be all that "
        f"is wrong here? Mend `{earlier}` first, then run this check again.",
    )


def _show(result: Result, bank: Bank) -> None:
    if current_shell() is None:
        print(as_text(result, bank))
        return
    from IPython.display import display

    display({"text/html": as_html(result, bank), "text/plain": as_text(result, bank)}, raw=True)


def _publish(name: str, targets: tuple[object, ...], probes: dict[str, Data]) -> None:
    from IPython.display import display

    if name not in probes:
        return
    with contextlib.redirect_stdout(_Nowhere()), contextlib.redirect_stderr(_Nowhere()):
        collected = collect(ProbeSet.from_data(probes[name]), targets)
    bundle = {"exercise": name, **collected}
    if len(json.dumps(bundle)) > MAX_BUNDLE:
        too_large = encode_failure(Failure("too large", "more than all answers together may hold"))
        bundle["answers"] = [{"value": too_large, "changed": []} for _ in bundle["answers"]]
    display({MIME: bundle}, raw=True)


class _Nowhere(io.TextIOBase):
    """A stream that drops all output: what a function prints about hidden inputs stays hidden."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


settle()
if _shell := current_shell():
    explain_undefined_names(_shell, CheckFailed)
