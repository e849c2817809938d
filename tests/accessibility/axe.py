"""axe-core over a page: what it finds that is ours, and what a library is known to cause.

Formulas are left out of axe: its search for what overlaps what takes minutes on a page with a
thousand bits of MathML. `formulas_of_another_colour` looks at what would matter in them.
"""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()
_LEFT_OUT = {"exclude": [["math"]]}


@dataclass(frozen=True)
class Known:
    """A violation that a library causes: axe's rule, where, on which page it is seen, and why."""

    rule: str
    where: str
    page: str
    why: str


KNOWN = ()

MOST_ALIKE = 20
"""So many subsections of a page are looked at for contrast: the API has a hundred alike, and axe's
time grows with their square."""


def violations(page, only=(), leave_out=()):
    """What axe-core holds against the page, as (rule, element's selector, explanation).

    `only` and `leave_out` name rules; whatever is folded away is opened before.
    """
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    if "color-contrast" not in leave_out:
        page.evaluate(
            """most => [...document.querySelectorAll('section section section')]
            .slice(most).forEach(one => one.remove())""",
            MOST_ALIKE,
        )
    options = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = list(only)
    else:
        options["rules"] = {rule: {"enabled": False} for rule in leave_out}
    found = _AXE.run(page, context=_LEFT_OUT, options=options).response
    return [
        (one["id"], " ".join(map(str, node["target"])), node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"]
    ]


def ours(found):
    """Those of the violations that no entry of `KNOWN` explains, as text; "" if there are none."""
    return "\n".join(
        f"{rule} at {where}: {why}"
        for rule, where, why in found
        if not any(rule == known.rule and known.where in where for known in KNOWN)
    )


def formulas_of_another_colour(page):
    """The texts of the formulas whose colour is not that of the words around them."""
    return page.evaluate(
        """[...document.querySelectorAll('math')].filter(formula => {
          const colour = getComputedStyle(formula.parentElement).color;
          return [formula, ...formula.querySelectorAll('*')].some(
            part => getComputedStyle(part).color !== colour || getComputedStyle(part).opacity !== '1');
        }).map(formula => formula.textContent)"""
    )
