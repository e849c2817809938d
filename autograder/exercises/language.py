"""The language in which an exercise is defined.

An exercise is what was asked, the solution, the probes it is tried on, the links that are looked
at one by one, and its misconceptions: what goes wrong, each with a hint and with variants, the
wrong versions that it leads to. A small example:

    exercise = Exercise("double", asked="Return twice the number.")

    @exercise.probes
    def draw(rng):
        return [Probe(x=rng.normal(size=(3, 2)))]

    @exercise.solution
    def double(x):
        return 2 * x

    exercise.value("value", points=1)

    exercise.misconception(
        "squared",
        "What is 2 times 3? And 3 squared?",
        square={"2 * x": "x**2"},
        square_as_a_product={"2 * x": "x * x"},
    )

A variant is a change of the solution: a piece of its source that stands there once, and what is
written instead. A variant that is another program altogether is a function:

    added = exercise.misconception("added-two", "What is 2 times 3? And 2 plus 3?")

    @added
    def counted_up(x):
        for _ in range(2):
            x = x + 1
        return x

A chain of steps is defined by its links alone; they are the solution:

    @exercise.link("dW2", points=1)
    def dW2(own, X, y, params, cache):
        return cache["A1"].T @ own["dZ2"]

`own` holds the links before it. When an answer is judged, `own` is what the student's own
function returned for those links, so that a fault costs its marks once.
"""

import functools
import inspect
import linecache
import math
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from helpers.checking.probes import Named, Seed
from helpers.checking.status import LinkKind

__all__ = [
    "ARGUMENT_CHANGED",
    "Exercise",
    "Link",
    "Misconception",
    "Named",
    "Probe",
    "Seed",
    "Variant",
]


class Misconception(NamedTuple):
    """What goes wrong: an id in words, the question that leads to it, and a second, stronger hint.

    Within an exercise an id has one question.
    """

    id: str
    hint: str
    stronger: str = ""

    def as_data(self):
        """The misconception as it stands in a bank."""
        return self._asdict()


@dataclass(frozen=True)
class Variant:
    """A wrong version, of the whole function or (`link`) of one link of its chain.

    `make` returns the function. `named` and `any_amount` are explained at
    `Exercise.misconception`.
    """

    name: str
    misconception: Misconception
    make: Callable
    link: str | None = None
    named: bool = False
    any_amount: bool | Callable = False

    @functools.cached_property
    def function(self):
        """The wrong version itself."""
        return self.make()


def edited(function, name, edits, filename):
    """The function under another name, its source changed by `edits`, {what stands there: what
    comes instead}.

    Raises ValueError where a piece does not stand in the source exactly once, is only a sign, or
    overlaps another. The new function is compiled when it is asked for: until then the module of
    the old one may not be complete. It sees the names of that module, `np` and `math`.
    """
    source = textwrap.dedent(inspect.getsource(function))
    source = source[source.index(f"def {function.__name__}(") :]
    found = []
    for piece, instead in edits.items():
        if not re.search(r"\w\w|\w\W+\w", piece):
            raise ValueError(f"{name}: {piece!r} is too short to be found by a reader")
        if source.count(piece) != 1:
            times = source.count(piece)
            raise ValueError(f"{name}: {piece!r} stands {times} times in {function.__name__}")
        found.append((source.index(piece), piece, instead))
    text, end = "", 0
    for start, piece, instead in sorted(found):
        if start < end:
            raise ValueError(f"{name}: {piece!r} overlaps another piece")
        text, end = text + source[end:start] + instead, start + len(piece)
    text = (text + source[end:]).replace(f"def {function.__name__}(", f"def {name}(", 1)
    code = compile(text, filename, "exec")

    def make():
        # Tracebacks and `inspect` read the source here.
        linecache.cache[filename] = len(text), None, text.splitlines(keepends=True), filename
        names = {"math": math, "np": np, **function.__globals__}
        exec(code, names)
        return names[name]

    return make


class Probe:
    """One call: the arguments by name, in the order of the signature.

    `group` lets links choose their probes, `twice` asks for a second, equal call, `target` names
    the function to call where a check has several, and `hidden` holds arrays by name that belong
    to the probe (a noise-free target, say) and that the function under test never sees.
    """

    def __init__(self, *, group="", twice=False, target=None, hidden=None, **arguments):
        self.group, self.twice, self.target, self.arguments = group, twice, target, arguments
        self.hidden = hidden or {}


@dataclass
class Link:
    """One thing that is looked at."""

    name: str
    points: float
    kind: LinkKind = LinkKind.VALUE
    key: str | int | None = None
    groups: tuple = ()
    rtol: float = 1e-6
    atol: float = 0.0
    label: str = ""
    hint: str = ""
    reference: Callable | None = None
    property: str = ""
    options: dict = field(default_factory=dict)
    causes: dict = field(default_factory=dict)
    right: str = ""


ARGUMENT_CHANGED = Misconception(
    "argument-changed",
    "Call your function twice with the same arguments: does the second answer equal the first? "
    "What happened to the arguments in between?",
    "`a = params` gives the same dict a second name, and `a -= b` writes into the array that `a` "
    "names. Which line of yours writes into something that the caller still holds?",
)
SECOND_CALL_DIFFERS = ARGUMENT_CHANGED._replace(id="second-call-differs")
"""What `repeatable` asks about; an exercise may explain either in words of its own."""


class Exercise:
    """One graded exercise; see the module's docstring for how it is written.

    `asked` says in a sentence what was asked; `targets` names what the check cell passes (the
    function itself by default); `uses` names earlier exercises that an answer may call;
    `time_limit` is in seconds a call; `callable=False` marks exercises that ask for values.
    `others` are right versions of the further targets, where a check passes several.
    """

    def __init__(
        self, name, *, asked, targets=None, others=(), uses=(), time_limit=10.0, callable=True
    ):
        self.name = name
        self.asked = asked
        self.targets = list(targets or [name])
        self.others = tuple(others)
        self.uses = list(uses)
        self.time_limit = time_limit
        self.callable = callable
        self.links = []
        self.variants = []
        self.draw = lambda rng: []
        self._solution = None

    @property
    def points(self):
        """The most that can be earned."""
        return sum(link.points for link in self.links)

    @property
    def has_solution(self):
        """Whether the solution is a function of its own and not made of the links."""
        return self._solution is not None

    def probes(self, draw):
        """Decorator: `draw(rng)` returns the probes."""
        self.draw = draw
        return draw

    def solution(self, function):
        """Decorator: the function (or, for values, a function without arguments) that is right."""
        self._solution = function
        return function

    def link(self, name, *, points, **options):
        """Decorator: a link of a chain, computed from `own` earlier links and the arguments."""

        def register(function):
            self.links.append(Link(name, points, key=name, reference=function, **options))
            return function

        return register

    def value(self, name, *, points, **options):
        """A link whose right value is what the solution returns (or `key` of it)."""
        self.links.append(Link(name, points, **options))

    def property(
        self,
        name,
        question,
        *,
        points,
        groups=(),
        misconceptions=(),
        hint="",
        **options,
    ):
        """A link that asks the named question of `helpers.checking.questions`.

        `misconceptions` are those that this link alone explains, by their ids.
        """
        if question == "repeatable":
            misconceptions = (ARGUMENT_CHANGED, SECOND_CALL_DIFFERS, *misconceptions)
        explained = {x.id: x for x in misconceptions}
        self.links.append(
            Link(
                name,
                points,
                kind=LinkKind.PROPERTY,
                property=question,
                groups=groups,
                causes=explained,
                hint=hint,
                options=options,
            )
        )

    def choice(self, name, *, points, right, wrong):
        """A link that asks for one option; `wrong` maps the others to their `Misconception`.

        Each of these has a variant: all answers right but this one.
        """
        self.links.append(
            Link(name, points, kind=LinkKind.CHOICE, key=name, right=right, causes=wrong)
        )
        for option, misconception in wrong.items():

            def choose(option=option):
                return {**self.solve(), name: option}

            choose.__name__ = f"{name}_{option}"
            self._add(choose.__name__, misconception, lambda choose=choose: choose)

    def misconception(
        self, id, hint, stronger="", *, link=None, named=False, any_amount=False, **variants
    ):
        """Declares what goes wrong, with its variants: changes of the solution, or of one link.

        Each variant is a dict, {a piece of the source that stands there once: what is written
        instead}. Returns a decorator that adds a further variant, which is another program.

        The values of its variants name a misconception. Where properties judge, there are none:
        `named` says that a question names it by its id. `any_amount` means that the fault has a
        strength which students choose: answers that differ from the right one by any multiple of
        its difference match too. It can be a function instead of True, where the multiple is one
        of the difference from that function's answers: a rate that is always the same number,
        say, from no step at all.
        """
        misconception = Misconception(id, hint, stronger)
        options = {"link": link, "named": named, "any_amount": any_amount}
        for name, edits in variants.items():
            function = self._link(link).reference if link else self._solution
            make = edited(function, name, edits, f"<{self.name}: {name}>")
            self._add(name, misconception, make, **options)

        def register(function):
            self._add(function.__name__, misconception, lambda: function, **options)
            return function

        return register

    def _add(self, name, misconception, make, **options):
        self.variants.append(Variant(name, misconception, make, **options))

    def _link(self, name):
        return next(link for link in self.links if link.name == name)

    def chain(self, replacing=None):
        """The function that computes the links one after another, some of them replaced."""
        replacing = replacing or {}
        steps = [(link.name, replacing.get(link.name, link.reference)) for link in self.links]

        def run(*arguments):
            own = {}
            for name, step in steps:
                if step is not None:
                    own[name] = step(own, *arguments)
            return own

        return run

    @functools.cached_property
    def solve(self):
        """The right implementation."""
        return self._solution or self.chain()

    def implementation(self, variant):
        """The variant as a whole function."""
        if variant.link:
            return self.chain({variant.link: variant.function})
        return variant.function
