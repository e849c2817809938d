"""Banks: an exercise compiled to data for one draw of inputs.

Students get the public bank. It holds inputs, right values, fingerprints of wrong values, and
hints, but no code. A hidden bank holds the same for a fresh draw of inputs. It stays with the
judge; only its probes go to the process that runs a submission.
"""

import contextlib
import io
import json
import warnings
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from autograder.exercises.language import Exercise, Link, Variant
from helpers.checking.answers import Answer, Data, decode, encode
from helpers.checking.bank import (
    Bank,
    ChoiceLink,
    Fault,
    LinkSpec,
    Prints,
    Probe,
    ProbeSet,
    PropertyLink,
    ValueLink,
    option_print,
)
from helpers.checking.compare import compare, pick
from helpers.checking.diagnosis import (
    DIGEST,
    Fingerprint,
    digest_of_parts,
    digest_part,
    fingerprint,
)
from helpers.checking.probes import collect, decode_argument, encode_argument
from helpers.checking.status import LinkKind

PUBLIC_SEED = 1986
"""The year of Rumelhart, Hinton and Williams' paper on backpropagation."""

BANKS = Path(str(resources.files("helpers.checking"))) / "banks"
"""The folder of the public banks."""


Chain: TypeAlias = Mapping[str, Callable[..., Any]]
"""The links of a chain in order: the name of each, and the function that computes it."""


def probe_set(exercise: Exercise, seed: int = PUBLIC_SEED) -> ProbeSet:
    """The probes of `exercise`, with the inputs drawn with `seed`; equal seeds draw the same."""
    return ProbeSet(
        exercise.callable, exercise.targets, exercise.time_limit, _probes(exercise, seed)
    )


def compile_bank(
    exercise: Exercise, seed: int = PUBLIC_SEED, answers: Sequence[Data] | None = None
) -> Bank:
    """The bank of `exercise` for the inputs drawn with `seed`.

    `answers` holds the data that `run` returns for each variant, if the variants have run on these
    inputs already. Equal seeds give equal banks. Raises any error that the solution raises on its
    own probes.
    """
    asked = probe_set(exercise, seed)
    by_value = [link for link in exercise.links if link.kind == LinkKind.VALUE]
    # Properties and choices need no right or wrong values, so nothing is run for them.
    values = _values(asked, exercise.solve, *exercise.others) if by_value else []
    right = {link.name: _parts(link, asked, values) for link in by_value}
    named = [variant.misconception for variant in exercise.variants if variant.named]
    faults = [
        _fault(
            exercise,
            variant,
            asked,
            right,
            _decoded(answers[number])
            if answers
            else _values(asked, exercise.implementation(variant), *exercise.others),
        )
        for number, variant in enumerate(exercise.variants if by_value else ())
    ]
    return Bank(
        **vars(asked),
        exercise=exercise.name,
        asked=exercise.asked,
        uses=exercise.uses,
        links=[_link(exercise, link, right.get(link.name, [])) for link in exercise.links],
        faults=faults,
        # If several variants have the id that a question names, the first one gives the hints.
        causes={misconception.id: misconception for misconception in reversed(named)},
    )


def public_bank(exercise: Exercise, answers: Sequence[Data] | None = None) -> Bank:
    """The bank that students have; for a chain, it also recognises every pair of faults.

    The bank holds a digest of the answers that the two faults give together. A judge needs no
    digests, because it has the chain itself and follows it. `answers` is as in `compile_bank`.
    """
    bank = compile_bank(exercise, answers=answers)
    variants = [variant for variant in exercise.variants if variant.link]
    chain = {link.name: link.reference for link in exercise.links if link.reference}
    if not variants or exercise.has_solution:
        return bank
    calls = [[decode_argument(data) for data in probe.arguments.values()] for probe in bank.probes]
    functions = {
        id(fault): variant.function
        for fault, variant in zip(bank.faults, exercise.variants, strict=True)
    }

    # Most pairs of faults leave some links as they are: equal arrays have one part of a digest.
    known: dict[tuple[Any, ...], Fingerprint] = {}

    def part_of(value: Any) -> Fingerprint:
        if not isinstance(value, np.ndarray) or value.dtype.hasobject:
            return digest_part(value)
        key = (value.shape, value.dtype.str, value.tobytes())
        return known[key] if key in known else known.setdefault(key, digest_part(value))

    def with_digests(fault: Fault) -> Fault:
        if not fault.link:
            return fault
        first = _answers(chain, calls, {fault.link: functions[id(fault)]})
        # The answers before the second fault are those of the first fault alone.
        parts = [{name: part_of(own[name]) for name in chain} for own in first or ()]
        digests = [
            _digest_of_two(chain, calls, first, parts, link, functions[id(later)], part_of)
            for link, later in bank.later_faults(fault)
        ]
        return replace(fault, then="".join(digests))

    return replace(bank, faults=[with_digests(fault) for fault in bank.faults])


def _answers(
    chain: Chain,
    calls: Sequence[Sequence[Any]],
    replacing: Mapping[str, Callable[..., Any]],
    known: Sequence[Mapping[str, Any]] | None = None,
) -> list[dict[str, Any]] | None:
    """The chain's answers to each call, by link; `known` holds the links that are done already.

    Returns None if a step raises an error.
    """
    found = []
    for arguments, own in zip(calls, known or [{} for _ in calls], strict=True):
        own = dict(own)
        try:
            with np.errstate(all="ignore"):
                for name, step in list(chain.items())[len(own) :]:
                    own[name] = replacing.get(name, step)(own, *arguments)
        except Exception:  # Two faults can make shapes that do not fit.
            return None
        found.append(own)
    return found


def _digest_of_two(
    chain: Chain,
    calls: Sequence[Sequence[Any]],
    first: Sequence[Mapping[str, Any]] | None,
    parts: Sequence[Mapping[str, Fingerprint]],
    link: str,
    function: Callable[..., Any],
    part_of: Callable[[Any], Fingerprint],
) -> str:
    """The digest of the answers with a second fault at `link`, or dashes if there is none.

    `first` holds the answers with the first fault alone, or None, and `parts` their parts of the
    digest. There is no digest if a step raises an error, or if the second fault does not change the
    answers at `link`.
    """
    nothing = "-" * DIGEST
    if first is None:
        return nothing
    done = list(chain)[: list(chain).index(link)]
    before = [{name: own[name] for name in done} for own in first]
    both = _answers(chain, calls, {link: function}, before)
    if both is None or all(
        compare(alone[link], own[link], link, "").passed
        for alone, own in zip(first, both, strict=True)
    ):
        return nothing
    return digest_of_parts(
        [
            alone[name] if name in done else part_of(own[name])
            for name in chain
            for alone, own in zip(parts, both, strict=True)
        ]
    )


def _probes(exercise: Exercise, seed: int) -> list[Probe]:
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode())])
    return [
        Probe(
            probe.group,
            {name: encode_argument(x) for name, x in probe.arguments.items()},
            probe.twice,
            probe.target or "",
            {name: encode(x) for name, x in probe.hidden.items()},
        )
        for probe in exercise.draw(rng)
    ]


def probes_only(bank: Bank) -> ProbeSet:
    """The part of a bank that a process running a submission may see."""
    shown = [replace(probe, hidden={}) for probe in bank.probes]
    return ProbeSet(bank.callable, bank.targets, bank.time_limit, shown)


def run(asked: ProbeSet, *implementation: Callable[..., Any]) -> Data:
    """Runs an implementation (or several targets) on the probes; returns answers as data.

    For exercises that ask for values, an implementation is a function without arguments that
    returns them.
    """
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        if asked.callable:
            return collect(asked, implementation)
        value = implementation[0]()
        return {"names": [], "answers": [{"value": encode(value), "changed": []}]}


def answers_of_variants(exercise: Exercise, asked: ProbeSet) -> list[Data]:
    """What each variant of the exercise answers to the probes, as data."""
    return [
        run(asked, exercise.implementation(variant), *exercise.others)
        for variant in exercise.variants
    ]


def _values(asked: ProbeSet, *implementation: Callable[..., Any]) -> list[Answer]:
    """What an implementation answers to the probes: decoded values, in order.

    The catalogue's own code is trusted: it is called once for each probe, without a time limit.
    """
    once = [replace(probe, twice=False) for probe in asked.probes]
    return _decoded(run(replace(asked, probes=once, time_limit=None), *implementation))


def _decoded(answers: Data) -> list[Answer]:
    """The values, in order, in the data that `run` returns."""
    return [decode(answer["value"]) for answer in answers["answers"]]


def _parts(link: Link, asked: ProbeSet, values: Sequence[Answer]) -> list[Answer]:
    """The part of each value that the link looks at."""
    groups = [probe.group for probe in asked.probes] if asked.callable else [""]
    pairs = zip(groups, values, strict=True)
    return [pick(x, link.key) for group, x in pairs if not link.groups or group in link.groups]


def _link(exercise: Exercise, link: Link, parts: Sequence[Answer]) -> LinkSpec:
    """The link as a bank holds it; for a value link, `parts` holds the right values."""
    every: dict[str, Any] = {
        "name": link.name,
        "points": link.points,
        "key": link.key,
        "groups": tuple(link.groups),
        "hint": link.hint,
        "hints": link.hints,
        "causes": link.causes,
    }
    if link.kind == LinkKind.VALUE:
        expected = [encode(part) for part in parts]
        return ValueLink(
            **every,
            rtol=link.rtol,
            atol=link.atol,
            label=link.label,
            needs=_needs(exercise, link),
            put_off=link.put_off,
            expected=expected,
        )
    if link.kind == LinkKind.PROPERTY:
        return PropertyLink(**every, property=link.property, options=link.options)
    prints = {option: option_print(exercise.name, link.name, option) for option in link.causes}
    every["causes"] = {prints[option]: cause for option, cause in link.causes.items()}
    right = option_print(exercise.name, link.name, link.right)
    return ChoiceLink(**every, right=right, wrong=sorted(prints.values()))


def _needs(exercise: Exercise, link: Link) -> list[str]:
    """The earlier links that the reference of this link takes from `own`."""
    if link.reference is None:
        return []
    read = link.reference.__code__.co_consts
    return [earlier.name for earlier in exercise.links if earlier.name in read]


def _fault(
    exercise: Exercise,
    variant: Variant,
    asked: ProbeSet,
    right: Mapping[str, Sequence[Answer]],
    values: Sequence[Answer],
) -> Fault:
    """The variant's hints, and its fingerprints at the links where its answers are wrong.

    `right` maps the value links to their right parts; `values` are the variant's own.
    """
    shown, by_value = {}, [link for link in exercise.links if link.kind == LinkKind.VALUE]
    for link in by_value:
        parts = _parts(link, asked, values)
        same = all(
            compare(expected, part, link.name, exercise.name, link.rtol, link.atol).passed
            for expected, part in zip(right[link.name], parts, strict=True)
        )
        if not same:
            shown[link.name] = [fingerprint(part) for part in parts]
    any_amount: bool | Prints = bool(variant.any_amount)
    if callable(variant.any_amount):
        values = _values(asked, variant.any_amount, *exercise.others)
        any_amount = {
            link.name: [fingerprint(part) for part in _parts(link, asked, values)]
            for link in by_value
        }
    return Fault(variant.misconception, variant.link, shown, any_amount)


def write_bank(bank: Bank, folder: Path | None = None) -> Path:
    """Writes a public bank into the folder of banks and returns the file's path.

    Equal exercises give equal bytes on one machine. Another machine may round differently; a file
    that differs only by rounding stays as it is.
    """
    folder = folder or BANKS
    folder.mkdir(exist_ok=True)
    path = folder / f"{bank.exercise}.json"
    text = json.dumps(bank.as_data(), indent=1, sort_keys=False) + "\n"
    if not path.exists() or not same_but_for_rounding(_read(path), json.loads(text)):
        path.write_text(text, encoding="utf-8")
    return path


def remove_other_banks(names: Iterable[str], folder: Path | None = None) -> None:
    """Removes all banks except those of the exercises with these names."""
    for path in sorted((folder or BANKS).glob("*.json")):
        if path.stem not in names:
            path.unlink()


def _read(path: Path) -> Data | None:
    """The bank in this file, or None if the file holds no bank."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None


def same_but_for_rounding(a: Any, b: Any) -> bool:
    """Whether the data of two banks is equal, except for how another BLAS rounds its numbers."""
    if isinstance(a, dict) and isinstance(b, dict):
        if a.get("kind") == b.get("kind") == "array" and a["dtype"] == b["dtype"] == "<f8":
            x, y = decode(a), decode(b)
            return x.shape == y.shape and np.allclose(x, y, rtol=1e-9, atol=1e-12, equal_nan=True)
        return a.keys() == b.keys() and all(same_but_for_rounding(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same_but_for_rounding, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return bool(np.isclose(a, b, rtol=1e-8, atol=1e-9))
    return a == b
