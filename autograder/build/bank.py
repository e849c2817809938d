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
from importlib import resources

import numpy as np

from helpers.checking.answers import decode, encode
from helpers.checking.compare import compare, pick
from helpers.checking.diagnosis import DIGEST, digest, fingerprint
from helpers.checking.evaluate import later_faults, option_print
from helpers.checking.probes import collect, decode_argument, encode_argument
from helpers.checking.status import LinkKind

PUBLIC_SEED = 1986
"""The year of Rumelhart, Hinton and Williams' paper on backpropagation."""

BANKS = resources.files("helpers.checking") / "banks"
"""The folder of the public banks."""


def compile_bank(exercise, seed=PUBLIC_SEED):
    """The bank of `exercise` for the inputs drawn with `seed`, as JSON-ready data.

    Equal seeds give equal banks. Raises any error that the solution raises on its own probes.
    """
    bank = _probes(exercise, seed)
    bank.update(asked=exercise.asked, uses=exercise.uses)
    by_value = [link for link in exercise.links if link.kind == LinkKind.VALUE]
    # Properties and choices need no right or wrong values, so nothing is run for them.
    values = _values(bank, exercise.solve, *exercise.others) if by_value else ()
    right = {link.name: _parts(link, bank, values) for link in by_value}
    bank["links"] = [_link(exercise, link, right.get(link.name)) for link in exercise.links]
    variants = exercise.variants if by_value else ()
    bank["misconceptions"] = [_variant(exercise, x, bank, right) for x in variants]
    # If several variants have the id that a question names, the first one gives the hints.
    bank["causes"] = {
        x.misconception.id: x.misconception.as_data()
        for x in reversed(exercise.variants)
        if x.named
    }
    return bank


def public_bank(exercise):
    """The bank that students have; for a chain, it also recognises every pair of faults.

    The bank holds a digest of the answers that the two faults give together. A judge needs no
    digests, because it has the chain itself and follows it.
    """
    bank = compile_bank(exercise)
    variants = [variant for variant in exercise.variants if variant.link]
    chain = [link for link in exercise.links if link.reference]
    if not variants or exercise.has_solution:
        return bank
    calls = [
        [decode_argument(data) for data in probe["arguments"].values()] for probe in bank["probes"]
    ]
    functions = {
        id(data): variant.function
        for data, variant in zip(bank["misconceptions"], exercise.variants, strict=True)
    }
    for data in bank["misconceptions"]:
        if not data["link"]:
            continue
        first = _answers(chain, calls, {data["link"]: functions[id(data)]})
        data["then"] = "".join(
            _digest_of_two(chain, calls, first, later["link"], functions[id(later)])
            for later in later_faults(data, bank["misconceptions"], bank["links"])
        )
    return bank


def _answers(chain, calls, replacing, known=None):
    """The chain's answers to each call, by link; `known` holds the links that are done already.

    Returns None if a step raises an error.
    """
    found = []
    for arguments, own in zip(calls, known or [{} for _ in calls], strict=True):
        own = dict(own)
        try:
            with np.errstate(all="ignore"):
                for link in chain[len(own) :]:
                    own[link.name] = replacing.get(link.name, link.reference)(own, *arguments)
        except Exception:  # Two faults can make shapes that do not fit.
            return None
        found.append(own)
    return found


def _digest_of_two(chain, calls, first, link, function):
    """The digest of the answers with a second fault at `link`, or dashes if there is none.

    `first` holds the answers with the first fault alone, or None. There is no digest if a step
    raises an error, or if the second fault does not change the answers at `link`.
    """
    nothing = "-" * DIGEST
    if first is None:
        return nothing
    done = [x.name for x in chain[: [x.name for x in chain].index(link)]]
    before = [{name: own[name] for name in done} for own in first]
    both = _answers(chain, calls, {link: function}, before)
    if both is None or all(
        compare(alone[link], own[link], link, "").passed
        for alone, own in zip(first, both, strict=True)
    ):
        return nothing
    return digest([own[x.name] for x in chain for own in both])


def _probes(exercise, seed):
    rng = np.random.default_rng([seed, zlib.crc32(exercise.name.encode())])
    probes = []
    for probe in exercise.draw(rng):
        entry = {
            "group": probe.group,
            "arguments": {name: encode_argument(x) for name, x in probe.arguments.items()},
        }
        if probe.twice:
            entry["twice"] = True
        if probe.target:
            entry["target"] = probe.target
        if probe.hidden:
            entry["hidden"] = {name: encode(x) for name, x in probe.hidden.items()}
        probes.append(entry)
    return {
        "exercise": exercise.name,
        "callable": exercise.callable,
        "targets": exercise.targets,
        "time_limit": exercise.time_limit,
        "probes": probes,
    }


def probes_only(bank):
    """The part of a bank that a process running a submission may see."""
    part = {key: bank[key] for key in ("callable", "targets", "time_limit")}
    part["probes"] = [
        {key: item for key, item in probe.items() if key != "hidden"} for probe in bank["probes"]
    ]
    return part


def run(bank, *implementation):
    """Runs an implementation (or several targets) on the bank's probes; returns answers as data.

    For exercises that ask for values, an implementation is a function without arguments that
    returns them.
    """
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        if bank["callable"]:
            return collect(bank, implementation)
        value = implementation[0]()
        return {"names": [], "answers": [{"value": encode(value), "changed": []}]}


def _values(bank, *implementation):
    """What an implementation answers to the probes: decoded values, in order.

    The catalogue's own code is trusted: it is called once for each probe, without a time limit.
    """
    probes = [{**probe, "twice": False} for probe in bank["probes"]]
    answers = run({**bank, "probes": probes, "time_limit": None}, *implementation)
    return [decode(answer["value"]) for answer in answers["answers"]]


def _parts(link, bank, values):
    """The part of each value that the link looks at."""
    groups = [probe["group"] for probe in bank["probes"]] if bank["callable"] else [""]
    pairs = zip(groups, values, strict=True)
    return [pick(x, link.key) for group, x in pairs if not link.groups or group in link.groups]


def _link(exercise, link, parts):
    """The data of a link; for a value link, `parts` holds the right values."""
    data = {
        "name": link.name,
        "points": link.points,
        "kind": link.kind,
        "key": link.key,
        "groups": list(link.groups),
        "hint": link.hint,
        "causes": {name: cause.as_data() for name, cause in link.causes.items()},
    }
    if link.kind == LinkKind.VALUE:
        data.update(rtol=link.rtol, atol=link.atol, label=link.label)
        data["expected"] = [encode(part) for part in parts]
    elif link.kind == LinkKind.PROPERTY:
        data.update(property=link.property, options=link.options)
    else:
        prints = {option: option_print(exercise.name, link.name, option) for option in link.causes}
        data["right"] = option_print(exercise.name, link.name, link.right)
        data["wrong"] = sorted(prints.values())
        data["causes"] = {prints[option]: x.as_data() for option, x in link.causes.items()}
    return data


def _variant(exercise, variant, bank, right):
    """The variant's hints, and its fingerprints at the links where its answers are wrong.

    `right` maps the value links to their right parts.
    """
    shown, by_value = {}, [link for link in exercise.links if link.kind == LinkKind.VALUE]
    values = _values(bank, exercise.implementation(variant), *exercise.others)
    for link in by_value:
        parts = _parts(link, bank, values)
        same = all(
            compare(expected, part, link.name, exercise.name, link.rtol, link.atol).passed
            for expected, part in zip(right[link.name], parts, strict=True)
        )
        if not same:
            shown[link.name] = [fingerprint(part) for part in parts]
    data = {**variant.misconception.as_data(), "link": variant.link, "answers": shown}
    if callable(variant.any_amount):
        values = _values(bank, variant.any_amount, *exercise.others)
        data["any_amount"] = {
            link.name: [fingerprint(part) for part in _parts(link, bank, values)]
            for link in by_value
        }
    elif variant.any_amount:
        data["any_amount"] = True
    return data


def write_bank(bank, folder=None):
    """Writes a public bank into the folder of banks and returns the file's path.

    Equal exercises give equal bytes on one machine. Another machine may round differently; a file
    that differs only by rounding stays as it is.
    """
    folder = folder or BANKS
    folder.mkdir(exist_ok=True)
    path = folder / f"{bank['exercise']}.json"
    text = json.dumps(bank, indent=1, sort_keys=False) + "\n"
    if not path.exists() or not same_but_for_rounding(_read(path), json.loads(text)):
        path.write_text(text, encoding="utf-8")
    return path


def remove_other_banks(names, folder=None):
    """Removes all banks except those of the exercises with these names."""
    for path in sorted((folder or BANKS).glob("*.json")):
        if path.stem not in names:
            path.unlink()


def _read(path):
    """The bank in this file, or None if the file holds no bank."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None


def same_but_for_rounding(a, b):
    """Whether two banks are equal, except for how another BLAS rounds arrays and fingerprints."""
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
