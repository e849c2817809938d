"""Probes: the calls that a check makes, and the answers it collects.

A probe is a set of arguments for the function under test. `collect` makes the calls of a probe
bank one after another, each on fresh copies of its arguments and within a time limit, and writes
down what came back: the value, whether an argument was changed, and (where the probe asks for it)
the value of a second, equal call. It compares nothing.
"""

import contextlib
import dis
import functools
import os
import signal
import sys
import threading
import time
import traceback
import types
from _thread import interrupt_main
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from helpers.checking.answers import Data, Failure, decode, encode, encode_failure
from helpers.checking.bank import Probe, ProbeSet
from helpers.checking.fits import FITS
from helpers.checking.gradients import MEAN_GRADIENTS

_HERE = os.path.dirname(__file__)

PROBE_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "softsign": lambda z: z / (1 + np.abs(z)),
    "softsign_derivative": lambda z: 1 / (1 + np.abs(z)) ** 2,
    "arctan": np.arctan,
    "arctan_derivative": lambda z: 1 / (1 + np.asarray(z) ** 2),
    "sine": np.sin,
    "sine_derivative": np.cos,
    **MEAN_GRADIENTS,
    **FITS,
}
"""Functions that a probe can pass as an argument; data holds their names, not the functions."""


def encode_argument(value: object) -> Data:
    """A probe's argument as data: `answers.encode`, extended to generators and named functions."""
    if isinstance(value, np.random.Generator):
        raise TypeError("give a probe's generator as Seed(n): it is made anew for every call")
    if isinstance(value, Seed):
        return {"kind": "rng", "seed": value.value}
    if isinstance(value, Named):
        return {"kind": "function", "name": value.name}
    return encode(value)


class Seed:
    """A `numpy.random.Generator` argument, made from this seed for every call."""

    def __init__(self, value: int) -> None:
        self.value = int(value)


class Named:
    """One of `PROBE_FUNCTIONS` as an argument."""

    def __init__(self, name: str) -> None:
        if name not in PROBE_FUNCTIONS:
            raise KeyError(f"no probe function {name!r}: add it to PROBE_FUNCTIONS")
        self.name = name


def decode_argument(data: Data) -> Any:
    """The argument that `data` stands for, as a new object."""
    if data["kind"] == "rng":
        return np.random.default_rng(data["seed"])
    if data["kind"] == "function":
        return PROBE_FUNCTIONS[data["name"]]
    return decode(data)


def collect(asked: ProbeSet, targets: Sequence[object]) -> Data:
    """Calls `targets` on the probes that are `asked` and returns what they answered, as data.

    `targets` are the objects that the check cell passed. Returns a dict ready for JSON: `names`,
    the global names that the first target uses, and `answers`, one dict for each probe with
    `value`, `changed` (the names of arguments that the call changed), `undrawn` (the names of
    generators from which the call drew nothing), for probes marked `twice` `again`, and
    `overwritten` if a later call changed the value.
    """
    if not asked.callable:
        values = {
            name: encode(target) for name, target in zip(asked.targets, targets, strict=False)
        }
        value = next(iter(values.values())) if len(values) == 1 else _as_dict(values)
        return {"names": [], "answers": [{"value": value, "changed": []}]}
    by_name = dict(zip(asked.targets, targets, strict=False))
    answers: list[Data] = []
    returned: list[tuple[Data, object]] = []
    limited_out = None
    for probe in asked.probes:
        if limited_out:  # After one time-out, the other calls would only wait again.
            answers.append({"value": limited_out, "changed": []})
            continue
        target = by_name.get(probe.target or asked.targets[0])
        answer, given = _call(target, probe, asked.time_limit)
        if answer["value"]["kind"] == "timeout":
            limited_out = answer["value"]
        answers.append(answer)
        returned.append((answer, given))
    for answer, given in returned:
        # Iterators are used up by now. What else has changed was overwritten by a later call.
        if not _holds_an_iterator(given) and encode(given) != answer["value"]:
            answer["overwritten"] = True
    names = global_names(targets[0]) if targets else set()
    return {"names": sorted(names)[:200], "answers": answers}


def _holds_an_iterator(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_an_iterator, value.values()))
    if isinstance(value, (list, tuple)):
        return any(map(_holds_an_iterator, value))
    return isinstance(value, Iterator)


def global_names(target: object) -> set[str]:
    """The global names that a function reads, itself or through the functions that it calls.

    Only functions that are defined beside `target` are followed. Names of attributes and methods,
    such as `update` in `params.update(new)`, do not count.
    """
    found: set[str] = set()
    functions = [_plain_function(target)]
    while functions:
        function = functions.pop()
        code = getattr(function, "__code__", None)
        codes = [code] if isinstance(code, types.CodeType) else []
        beside = getattr(function, "__globals__", {})
        while codes:
            code = codes.pop()
            codes += [item for item in code.co_consts if isinstance(item, types.CodeType)]
            loads = (x for x in dis.get_instructions(code) if x.opname in _GLOBAL_LOADS)
            for name in {str(load.argval) for load in loads} - found:
                found.add(name)
                called = _plain_function(beside.get(name))
                if getattr(called, "__globals__", None) is beside:
                    functions.append(called)
    return found


_GLOBAL_LOADS = ("LOAD_GLOBAL", "LOAD_NAME")


def _plain_function(target: object) -> object:
    """The function behind a `functools.partial` or an object that can be called."""
    target = getattr(target, "func", target) if isinstance(target, functools.partial) else target
    if callable(target) and not hasattr(target, "__code__") and not isinstance(target, type):
        return getattr(type(target), "__call__", target)  # noqa: B004
    return target


def _as_dict(values: dict[str, Data]) -> Data:
    return {"kind": "dict", "items": values}


def _is_too_large(data: Data) -> bool:
    items = data.get("items", ())
    inside = items.values() if isinstance(items, dict) else items
    return data["kind"] == "too large" or any(map(_is_too_large, inside))


def _call(target: object, probe: Probe, seconds: float | None) -> tuple[Data, object]:
    """The answer to a probe as data, and the object that came back."""
    if not callable(target):
        return _no_value(Failure("not callable", type(target).__name__))
    answer, value = _one_call(target, probe.arguments, seconds)
    if probe.twice and answer["value"]["kind"] not in ("raised", "unsolved", "timeout"):
        answer["again"] = _one_call(target, probe.arguments, seconds)[0]["value"]
    return answer, value


_NOTHING = iter(())
"""Stands for the value of a call that returned none."""


def _no_value(failure: Failure) -> tuple[Data, object]:
    return {"value": encode_failure(failure), "changed": []}, _NOTHING


def _one_call(
    target: Callable[..., Any], arguments: dict[str, Data], seconds: float | None
) -> tuple[Data, object]:
    given = {name: decode_argument(data) for name, data in arguments.items()}
    try:
        with time_limit(seconds):
            value = target(*given.values())
            # Encoding is part of the call: the student's code in a generator runs only here.
            data = encode(value)
    except TimeLimit:
        return _no_value(Failure("timeout", f"{seconds:g}"))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # SystemExit, too, is an answer of the function under test.
        return _no_value(describe(error))
    answer: Data = {
        "value": data,
        "changed": [name for name, item in arguments.items() if _changed(given[name], item)],
    }
    if _is_too_large(data):
        value = _NOTHING  # The next call may need the memory.
    if undrawn := [name for name, item in arguments.items() if _is_undrawn(given[name], item)]:
        answer["undrawn"] = undrawn
    return answer, value


def describe(error: BaseException) -> Failure:
    """The exception as a `Failure`, with the line of the student's code where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    if isinstance(error, NotImplementedError):  # An earlier exercise's stub may have raised it.
        return Failure("unsolved", frames[-1].name if frames else "")
    # Frames of this package enclose the student's; functions that a probe passes also add some
    # inside.
    own = [frame for frame in frames if "site-packages" not in frame.filename]
    own = [frame for frame in own if os.path.dirname(frame.filename) != _HERE]
    where = f' in the line "{own[-1].line}"' if own and own[-1].line else ""
    try:
        text = str(error)[:300]
    except Exception:
        text = ""
    return Failure("raised", f"{text}{where}", type(error).__name__)


def _changed(value: object, data: Data) -> bool:
    if data["kind"] in ("rng", "function"):
        return False
    return encode(value) != data


def _is_undrawn(value: object, data: Data) -> bool:
    """Whether the argument is a generator that stands where it stood before the call."""
    if not isinstance(value, np.random.Generator):
        return False
    states = []
    for generator in (value, decode_argument(data)):
        bits = generator.bit_generator
        states.append((bits.state, getattr(bits.seed_seq, "n_children_spawned", 0)))
    return states[0] == states[1]


IMPORT_LIMIT = 120.0
"""Seconds for which imports within one call may take longer than the call's limit."""

_TICK = 0.05


def _watch(seconds: float, done: threading.Event, expired: threading.Event) -> None:
    """Interrupts the main thread once it has worked for `seconds` outside of imports."""
    left, left_for_imports = seconds, IMPORT_LIMIT
    last = time.monotonic()
    while left > 0:
        if done.wait(min(_TICK, left)):
            return
        now = time.monotonic()
        if left_for_imports > 0 and _is_importing():
            left_for_imports -= now - last
        else:
            left -= now - last
        last = now
    expired.set()
    interrupt_main()


def _is_importing() -> bool:
    """Whether the main thread is inside an import."""
    frame = sys._current_frames().get(threading.main_thread().ident or 0)
    while frame is not None:
        if frame.f_code.co_filename == "<frozen importlib._bootstrap>":
            return True
        frame = frame.f_back
    return False


class TimeLimit(Exception):
    """A call took longer than its limit."""


@contextlib.contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Interrupts the block in the main thread after `seconds` and raises `TimeLimit`.

    None means no limit. The time of imports does not count, up to `IMPORT_LIMIT`, because a first
    import takes long, and some modules cannot be imported again after an interruption.

    The limit uses the interpreter's own interrupt, which exists on every platform. It does not stop
    code that runs inside one long C call, or that catches KeyboardInterrupt and goes on. A browser
    (Pyodide) cannot start the thread that interrupts, so there is no limit there.
    """
    in_browser = sys.platform == "emscripten"
    in_main_thread = threading.current_thread() is threading.main_thread()
    if seconds is None or in_browser or not in_main_thread:
        yield
        return
    done, expired = threading.Event(), threading.Event()
    watcher = threading.Thread(target=_watch, args=(seconds, done, expired), daemon=True)
    before = signal.getsignal(signal.SIGINT)
    if before == signal.SIG_IGN:  # A shell sets this for what it starts in the background.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    watcher.start()
    try:
        yield
    except KeyboardInterrupt:
        if expired.is_set():
            raise TimeLimit from None
        raise
    finally:
        done.set()
        if before == signal.SIG_IGN:
            signal.signal(signal.SIGINT, before)
