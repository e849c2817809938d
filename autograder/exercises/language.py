"""The language in which an exercise is defined.

An exercise says what was asked and defines the solution, the probes that call it, the links that
are looked at one by one, and the misconceptions. A misconception is a known cause of wrong answers;
it has a hint and variants, the wrong versions that it leads to. A small example:

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

A variant is a change of the solution: a piece that occurs once in its source, and what is written
instead. A variant that is a completely different program is a function:

    added = exercise.misconception("added-two", "What is 2 times 3? And 2 plus 3?")

    @added
    def counted_up(x):
        for _ in range(2):
            x = x + 1
        return x

A chain needs no separate solution, because its links are the solution:

    @exercise.link("dW2", points=1)
    def dW2(own, X, y, params, cache):
        return cache["A1"].T @ own["dZ2"]

`own` holds the values of the earlier links. When an answer is judged, `own` holds what the
student's function returned for those links, so that a fault costs its marks only once.
"""

import functools
import inspect
import linecache
import math
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from helpers.checking.bank import Misconception
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


@dataclass(frozen=True)
class Variant:
    """A wrong version of the whole function or, with `link`, of one link of its chain.

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
    """Edits the source of `function`; returns a function that makes the new one, called `name`.

    `edits` maps pieces of the source to what is written instead. Raises `ValueError` if a piece
    does not occur exactly once in the source, has fewer than two letters or digits, or overlaps
    another piece. The edited source is compiled at once, so a syntax error shows at the
    declaration. The new function is made only when it is asked for, because until then the module
    of the old one may not be complete. The new function can use the names of that module, `np` and
    `math`.
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
        # Tracebacks and `inspect` read the source from this cache.
        linecache.cache[filename] = len(text), None, text.splitlines(keepends=True), filename
        names = {"math": math, "np": np, **function.__globals__}
        exec(code, names)
        return names[name]

    return make


class Probe:
    """One call: the arguments by name, in the order of the signature.

    `group` lets links choose their probes, `twice` asks for a second, equal call, and `target`
    names the function to call if a check has several. `hidden` holds arrays by name that belong to
    the probe, such as a noise-free target; the function under test never sees these arrays.
    """

    def __init__(self, *, group="", twice=False, target=None, hidden=None, **arguments):
        self.group, self.twice, self.target, self.arguments = group, twice, target, arguments
        self.hidden = hidden or {}


@dataclass
class Link:
    """One thing that is looked at in an answer, with its own marks.

    A value link that is `put_off` earns its marks only if another link earns some. The `hint` must
    help whatever the fault is; `hints` maps what a comparison finds ("shape", "sign") or a question
    finds to a hint that helps only then.
    """

    name: str
    points: float
    kind: LinkKind = LinkKind.VALUE
    key: str | int | None = None
    groups: tuple = ()
    rtol: float = 1e-6
    atol: float = 0.0
    label: str = ""
    hint: str = ""
    hints: dict = field(default_factory=dict)
    put_off: bool = False
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
SECOND_CALL_DIFFERS = Misconception(
    "second-call-differs",
    "The second of two calls with equal arguments gave another answer, and the arguments had not "
    "changed in between. From where else does your function take numbers?",
    "A global name, a default argument such as `seen=[]` and a random generator all outlive a "
    "call. Which of them does your function read, or change?",
)
"""`repeatable` finds this or `ARGUMENT_CHANGED`; an exercise may have its own words for either."""


class Exercise:
    """One graded exercise; see the module's docstring for how it is written.

    `asked` says in a sentence what was asked; `targets` names what the check cell passes (the
    function itself by default); `uses` maps earlier exercises that an answer may call to the links
    that rest on them (none: all links); `time_limit` is in seconds per call; `callable=False` marks
    exercises that ask for values. If a check passes several targets, `others` holds right versions
    of all targets after the first.
    """

    def __init__(
        self, name, *, asked, targets=None, others=(), uses=(), time_limit=10.0, callable=True
    ):
        self.name = name
        self.asked = asked
        self.targets = list(targets or [name])
        self.others = tuple(others)
        self.uses = {x: list(links) for x, links in dict(uses).items()}
        self.time_limit = time_limit
        self.callable = callable
        self.links = []
        self.variants = []
        self.draw = lambda rng: []
        self._solution = None

    @property
    def points(self):
        """The most marks that an answer can earn."""
        return sum(link.points for link in self.links)

    @property
    def has_solution(self):
        """Whether the solution is a separate function, not made of the links."""
        return self._solution is not None

    def probes(self, draw):
        """Decorator: `draw(rng)` returns the probes."""
        self.draw = draw
        return draw

    def solution(self, function):
        """Decorator: the right function; for values, one without arguments that returns them."""
        self._solution = function
        return function

    def link(self, name, *, points, **options):
        """Decorator: a link of a chain, computed from earlier links (`own`) and the arguments."""

        def register(function):
            self.links.append(Link(name, points, key=name, reference=function, **options))
            return function

        return register

    def value(self, name, *, points, **options):
        """Adds a link whose right value is what the solution returns, or its item `key`."""
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
        hints=None,
        **options,
    ):
        """Adds a link that asks the named question of `helpers.checking.questions`.

        `misconceptions` are those that only this link explains; the question names them by id.
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
                hints=hints or {},
                options=options,
            )
        )

    def choice(self, name, *, points, right, wrong):
        """Adds a link that asks for one option; `wrong` maps the others to their `Misconception`.

        Each wrong option becomes a variant, in which all other answers are right.
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
        """Declares a misconception with its variants: changes of the solution, or of one link.

        Each variant is a dict from pieces that occur once in the source to what is written instead.
        Returns a decorator that adds one more variant, which is a different program.

        A misconception is recognised by the values of its variants. Properties compare no values:
        `named` says that a question names the misconception by its id instead. `any_amount` says
        that students choose the strength of the fault: an answer also matches if it differs from
        the right one by any multiple of the variant's difference. If `any_amount` is a function,
        both differences are measured from that function's answers instead of the right ones. For a
        rate that is always the same number, for example, that function takes no step at all.
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
        """The function that computes the links in turn; links in `replacing` are replaced."""
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
