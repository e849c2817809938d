"""The language in which an exercise is defined.

An exercise is what was asked, the solution, the probes it is tried on, the links that are looked
at one by one, and its misconceptions: wrong versions, each with a hint. A small example:

    exercise = Exercise("double", asked="Return twice the number.")

    @exercise.probes
    def draw(rng):
        return [Probe(x=rng.normal(size=(3, 2)))]

    @exercise.solution
    def double(x):
        return 2 * x

    exercise.value("value", points=1)

    @exercise.misconception("square", "What is 2 times 3? And 3 squared?")
    def square(x):
        return x**2

A chain of steps is defined by its links alone; they are the solution:

    @exercise.link("dW2", points=1)
    def dW2(own, X, y, params, cache):
        return cache["A1"].T @ own["dZ2"]

`own` holds the links before it. When an answer is judged, `own` is what the student's own
function returned for those links, so that a fault costs its marks once.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field

from helpers.checking.probes import Named, Seed

__all__ = ["Cause", "Exercise", "Fault", "Link", "Named", "Probe", "Seed"]


class Probe:
    """One call: the arguments by name, in the order of the signature.

    `group` lets links choose their probes, `twice` asks for a second, equal call, `target` names
    the function to call where a check has several, and `hidden` holds arrays by name that belong
    to the probe (a noise-free target, say) and that the function under test never sees.
    """

    def __init__(self, *, group="", twice=False, target=None, hidden=None, **arguments):
        self.group, self.twice, self.target, self.arguments = group, twice, target, arguments
        self.hidden = hidden or {}


@dataclass(frozen=True)
class Cause:
    """Why something is wrong: the misconception's id, a question, and a second, stronger hint."""

    id: str
    hint: str
    stronger: str = ""

    def as_data(self):
        """The cause as it stands in a bank."""
        return {"id": self.id, "hint": self.hint, "stronger": self.stronger}


@dataclass(frozen=True)
class Fault:
    """A wrong version, of the whole function or (`link`) of one link of its chain.

    `word` is the word by which a property names it; `any_amount` is explained at
    `Exercise.misconception`.
    """

    cause: Cause
    function: Callable
    link: str | None = None
    word: str = ""
    any_amount: bool | Callable = False


@dataclass
class Link:
    """One thing that is looked at. `kind` is "value", "property" or "choice"."""

    name: str
    points: float
    kind: str = "value"
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


EDITED = Cause(
    "m46",
    "Call your function twice with the same arguments: does the second answer equal the first? "
    "What happened to the arguments in between?",
    "`a = params` gives the same dict a second name, and `a -= b` writes into the array that `a` "
    "names. Which line of yours writes into something that the caller still holds?",
)


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
        self.faults = []
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

    def property(self, name, property, *, points, groups=(), causes=None, hint="", **options):
        """A link that asks the named question of `helpers.checking.properties`."""
        if property == "repeatable":
            causes = {"changed": EDITED, "second call": EDITED, **(causes or {})}
        self.links.append(
            Link(
                name,
                points,
                kind="property",
                property=property,
                groups=groups,
                causes=causes or {},
                hint=hint,
                options=options,
            )
        )

    def choice(self, name, *, points, right, wrong):
        """A link that asks for one option; `wrong` maps the others to their `Cause`.

        Each of these is a misconception: all answers right but this one.
        """
        self.links.append(Link(name, points, kind="choice", key=name, right=right, causes=wrong))
        for option, cause in wrong.items():

            def choose(option=option):
                return {**self.solve(), name: option}

            choose.__name__ = f"{name}_{option}"
            self.faults.append(Fault(cause, choose))

    def misconception(self, id, hint, stronger="", *, link=None, cause="", any_amount=False):
        """Decorator: a wrong version, of the whole function or of one link.

        Its values name it. Where properties judge, there are none: there `cause` is the word by
        which a property names it. `any_amount` means that the fault has a strength which students
        choose: answers that differ from the right one by any multiple of its difference match too.
        It can be a function in place of True, where the multiple is one of the difference from
        that function's answers: a rate that is always the same number, say, from no step at all.
        """

        def register(function):
            fault = Fault(Cause(id, hint, stronger), function, link, cause, any_amount)
            self.faults.append(fault)
            return function

        return register

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

    def implementation(self, fault):
        """The fault as a whole function."""
        return self.chain({fault.link: fault.function}) if fault.link else fault.function
