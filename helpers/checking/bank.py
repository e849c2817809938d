"""Banks: the schema of a probe bank, which is one exercise compiled to data.

A bank holds the probes of an exercise, what is right at each of its links, and its known faults.
Students have the public banks as JSON files; a judge makes hidden banks. The classes are the data
as objects: `from_data` reads what `as_data` has written, and equal data gives equal objects.
"""

import functools
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, Self, TypeAlias

from helpers.checking.answers import Answer, Data, decode
from helpers.checking.diagnosis import DIGEST, Fingerprint, fingerprint
from helpers.checking.status import LinkKind

Prints: TypeAlias = dict[str, list[Fingerprint]]
"""By the name of a value link, one fingerprint for each probe that the link looks at."""


class Misconception(NamedTuple):
    """A known cause of wrong answers: an id in words, a hint, and perhaps a stronger hint.

    Within an exercise, an id has only one `hint`.
    """

    id: str
    hint: str
    stronger: str = ""

    @classmethod
    def from_data(cls, data: dict[str, str]) -> Self:
        """The misconception that stands in a bank as `data`."""
        return cls(**data)

    def as_data(self) -> dict[str, str]:
        """The misconception as it stands in a bank."""
        return self._asdict()


def _causes(data: Data) -> dict[str, Misconception]:
    return {cause: Misconception.from_data(item) for cause, item in data.items()}


def _causes_as_data(causes: dict[str, Misconception]) -> Data:
    return {cause: misconception.as_data() for cause, misconception in causes.items()}


@dataclass(frozen=True)
class Probe:
    """One call: its arguments by name, in the order of the signature, encoded as data.

    Links choose their probes by `group`. A probe marked `twice` asks for a second, equal call;
    `target` names the function to call if it is not the first one. `hidden` holds encoded values
    that the function under test is not given.
    """

    group: str = ""
    arguments: dict[str, Data] = field(default_factory=dict)
    twice: bool = False
    target: str = ""
    hidden: dict[str, Data] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Data) -> Self:
        """The probe that stands in a bank as `data`."""
        return cls(**data)

    def as_data(self) -> Data:
        """The probe as it stands in a bank: without the last three fields if they say nothing."""
        said = {name: value for name, value in vars(self).items() if value}
        return {"group": self.group, "arguments": self.arguments, **said}


@dataclass(frozen=True)
class ProbeSet:
    """The part of a bank that a process needs to ask a submission: nothing about right answers.

    `targets` names what the check cell passes. `callable` says whether these are functions, which
    are called on the probes for `time_limit` seconds at most (None: without a limit), or values.
    """

    callable: bool
    targets: list[str]
    time_limit: float | None
    probes: list[Probe]

    @classmethod
    def from_data(cls, data: Data) -> Self:
        """The probes that travel to the process of a submission as `data`."""
        return cls(**{**data, "probes": [Probe.from_data(item) for item in data["probes"]]})

    def as_data(self) -> Data:
        """The probes as they travel to the process of a submission."""
        return {
            "callable": self.callable,
            "targets": self.targets,
            "time_limit": self.time_limit,
            "probes": [probe.as_data() for probe in self.probes],
        }


@dataclass(frozen=True)
class AnyLink:
    """One thing that is looked at in an answer, with its own marks: what all kinds of link hold.

    `key` says which part of an answer is looked at (None: all of it) and `groups` from which probes
    (empty: from all). `causes` explains what a question or an option may find. `hints` maps what a
    comparison or a question may find to a hint that is only true then; `hint` is asked otherwise.
    """

    name: str
    points: float
    kind: LinkKind = field(init=False)
    key: str | int | None
    groups: tuple[str, ...]
    hint: str
    hints: dict[str, str]
    causes: dict[str, Misconception]

    @classmethod
    def from_data(cls, data: Data) -> Self:
        """The link of this kind that stands in a bank as `data`."""
        own = {name: item for name, item in data.items() if name != "kind"}
        return cls(**{**own, "groups": tuple(own["groups"]), "causes": _causes(own["causes"])})

    def as_data(self) -> Data:
        """The link as it stands in a bank."""
        data = {own.name: getattr(self, own.name) for own in fields(self)}
        return {**data, "groups": list(self.groups), "causes": _causes_as_data(self.causes)}


@dataclass(frozen=True)
class ValueLink(AnyLink):
    """Compares a part of each answer with the expected one; `expected` holds these as data.

    `needs` names the earlier links from whose values this one is computed. A link that is `put_off`
    earns marks only if another one does: an answer that hands back what it was given has it right.
    """

    kind: LinkKind = field(init=False, default=LinkKind.VALUE)
    rtol: float
    atol: float
    label: str
    needs: list[str]
    put_off: bool
    expected: list[Data]

    @functools.cached_property
    def values(self) -> list[Answer]:
        """The expected values."""
        return [decode(item) for item in self.expected]

    @functools.cached_property
    def fingerprints(self) -> list[Fingerprint]:
        """The fingerprints of the expected values."""
        return [fingerprint(value) for value in self.values]


@dataclass(frozen=True)
class PropertyLink(AnyLink):
    """Asks the question `property` of `helpers.checking.questions`, with these options."""

    kind: LinkKind = field(init=False, default=LinkKind.PROPERTY)
    property: str
    options: dict[str, Any]


@dataclass(frozen=True)
class ChoiceLink(AnyLink):
    """Compares a chosen option with the `option_print` of the right one and of the wrong ones."""

    kind: LinkKind = field(init=False, default=LinkKind.CHOICE)
    right: str
    wrong: list[str]


LinkSpec: TypeAlias = ValueLink | PropertyLink | ChoiceLink
"""A link of any kind, as a bank holds it."""

_LINKS: dict[str, type[LinkSpec]] = {
    link.kind: link for link in (ValueLink, PropertyLink, ChoiceLink)
}


def option_print(exercise: str, key: str | int | None, option: object) -> str:
    """The form in which a bank holds an option of a choice: comparable, but not readable."""
    text = f"{exercise}/{key}/{str(option).strip().lower()}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Fault:
    """A known fault: a misconception and the answers that it gives at the links it makes wrong.

    `link` names the link of a chain in which the fault lies, or is None. `any_amount` says that an
    answer may also differ from the right one by a multiple of the fault's difference; fingerprints
    in its place are those from which the differences are measured. `then` joins a digest for each
    of the bank's `later_faults`, of the answers that both faults give together; only public banks
    have it.
    """

    misconception: Misconception
    link: str | None
    answers: Prints
    any_amount: bool | Prints = False
    then: str | None = None

    @classmethod
    def from_data(cls, data: Data) -> Self:
        """The fault that stands in a bank as `data`."""
        said = {name: data[name] for name in Misconception._fields}
        own = {name: item for name, item in data.items() if name not in said}
        return cls(Misconception.from_data(said), **own)

    def as_data(self) -> Data:
        """The fault as it stands in a bank."""
        data: Data = {**self.misconception.as_data(), "link": self.link, "answers": self.answers}
        if self.any_amount:
            data["any_amount"] = self.any_amount
        if self.then is not None:
            data["then"] = self.then
        return data

    @property
    def digests(self) -> list[str]:
        """The digests in `then`."""
        then = self.then or ""
        return [then[k : k + DIGEST] for k in range(0, len(then), DIGEST)]


@dataclass(frozen=True)
class Bank(ProbeSet):
    """An exercise compiled to data for one draw of inputs.

    `uses` maps the earlier exercises that an answer may call to the names of the links that rest on
    them; no names stand for all links. `causes` explains the misconceptions that questions name by
    their ids.
    """

    exercise: str
    asked: str
    uses: dict[str, list[str]]
    links: list[LinkSpec]
    faults: list[Fault]
    causes: dict[str, Misconception]

    @classmethod
    def from_data(cls, data: Data) -> Self:
        """The bank that stands in a file as `data`."""
        own = {name: item for name, item in data.items() if name != "misconceptions"}
        own["probes"] = [Probe.from_data(item) for item in data["probes"]]
        own["links"] = [_LINKS[item["kind"]].from_data(item) for item in data["links"]]
        own["causes"] = _causes(data["causes"])
        return cls(**own, faults=[Fault.from_data(item) for item in data["misconceptions"]])

    def as_data(self) -> Data:
        """The bank as it stands in a file."""
        return {
            "exercise": self.exercise,
            **super().as_data(),
            "asked": self.asked,
            "uses": self.uses,
            "links": [link.as_data() for link in self.links],
            "misconceptions": [fault.as_data() for fault in self.faults],
            "causes": _causes_as_data(self.causes),
        }

    def link(self, name: str) -> LinkSpec:
        """The link of this name."""
        return next(link for link in self.links if link.name == name)

    def value_links(self, names: Iterable[str] | None = None) -> list[ValueLink]:
        """The links that compare values; all of them, or those with these names."""
        links = [link for link in self.links if isinstance(link, ValueLink)]
        return links if names is None else [link for link in links if link.name in names]

    def later_faults(self, first: Fault) -> list[tuple[str, Fault]]:
        """The faults of a chain at links after that of the fault `first`, each with its link."""
        order = [link.name for link in self.links]
        later = order[order.index(first.link) + 1 :] if first.link else []
        return [(fault.link, fault) for fault in self.faults if fault.link in later]
