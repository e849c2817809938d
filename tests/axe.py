"""axe-core over a page or a part of it: what it holds against it.

Formulas are left out of axe: its search for what overlaps what takes minutes on a page with a
thousand bits of MathML. `formulas_of_another_colour` looks at what would matter in them.
"""

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()

MOST_ALIKE = 20
"""So many subsections of a page are looked at for contrast: the API has a hundred alike, and axe's
time grows with their square."""


def violations(page, only=(), leave_out=(), part="html"):
    """What axe-core holds against a part of the page, a line each; "" if there is nothing.

    `only` and `leave_out` name rules, `part` is a CSS selector; whatever is folded away is opened
    before.
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
    found = _AXE.run(
        page, context={"include": [[part]], "exclude": [["math"]]}, options=options
    ).response
    return "\n".join(
        f"{one['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    )


def formulas_of_another_colour(page):
    """The texts of the formulas whose colour is not that of the words around them."""
    return page.evaluate(
        """[...document.querySelectorAll('math')].filter(formula => {
          const colour = getComputedStyle(formula.parentElement).color;
          return [formula, ...formula.querySelectorAll('*')].some(part => {
            const style = getComputedStyle(part);
            return style.color !== colour || style.opacity !== '1';
          });
        }).map(formula => formula.textContent)"""
    )
