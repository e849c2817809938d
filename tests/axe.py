"""Runs axe-core on a page, or on a part of a page, and returns the violations.

axe does not look at formulas: its search for overlapping elements takes minutes on a page with a
thousand bits of MathML. `formulas_of_another_colour` checks the contrast of formulas instead.
"""

from axe_playwright_python.sync_playwright import Axe

_AXE = Axe()

MOST_ALIKE = 20
"""Contrast is checked in this many subsections of a page: the API has a hundred similar ones, and
axe's time grows with the square of their number."""


def violations(page, only=(), leave_out=(), part="html"):
    """The violations that axe-core finds in a part of the page, one on each line; "" if none.

    `only` and `leave_out` name rules, `part` is a CSS selector. Folded parts of the page are opened
    first.
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
    """The texts of the formulas whose colour differs from that of the surrounding words."""
    return page.evaluate(
        """[...document.querySelectorAll('math')].filter(formula => {
          const colour = getComputedStyle(formula.parentElement).color;
          return [formula, ...formula.querySelectorAll('*')].some(part => {
            const style = getComputedStyle(part);
            return style.color !== colour || style.opacity !== '1';
          });
        }).map(formula => formula.textContent)"""
    )
