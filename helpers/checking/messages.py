"""Messages: a result in words, as HTML and as plain text.

Every message says what was asked, what came back and where the answer first differs, then asks a
question that leads towards the cause. It never holds the solution. `private` leaves out the numbers
that come from hidden inputs.
"""

import html
import re

from helpers.checking.bank import Bank
from helpers.checking.evaluate import LinkResult, Result
from helpers.checking.status import LinkStatus, Status

_MARKS = {
    LinkStatus.PASS: "✓",
    LinkStatus.FAIL: "✗",
    LinkStatus.NOT_RUN: "–",
    LinkStatus.WAITS: "…",
}
_WORDS = {
    LinkStatus.PASS: "right",
    LinkStatus.FAIL: "not right yet",
    LinkStatus.NOT_RUN: "not looked at",
    LinkStatus.WAITS: "waits for an earlier part",
}
_COLOURS = {Status.RIGHT: "#2e8b57", Status.WRONG: "#c0562f", Status.UNSOLVED: "#3d7ab8"}
_OPENINGS = {
    Status.RIGHT: "✓ {}: right",
    Status.WRONG: "✗ {}: not right yet",
    Status.UNSOLVED: "○ {}: not yet solved",
}


def headline(result: Result) -> str:
    """One line: the exercise, its state and how many links hold."""
    line = _OPENINGS[result.status].format(result.exercise)
    if result.status == Status.WRONG and len(result.links) > 1:
        passed = sum(link.status == LinkStatus.PASS for link in result.links)
        line += f" ({passed} of {len(result.links)} parts are right)"
    return line


def paragraphs(result: Result, bank: Bank, private: bool = False) -> list[tuple[str, str]]:
    """The message as (kind, text) pairs; texts may hold `code` between backticks."""
    if result.status == Status.RIGHT:
        remarks = [link.finding.sentence for link in result.links if link.finding.sentence]
        praise = ("praise", "Everything that was asked for is there.")
        return [praise, *(("relation", remark) for remark in remarks[:1])]
    parts = [("asked", bank.asked)]
    if result.status == Status.UNSOLVED:
        finding = result.links[0].finding
        parts.append(("found", finding.sentence))
        parts.append(("next", "Write your version in the cell above, run it, then run this check."))
        return parts
    first = result.first_failing
    assert first is not None  # Where something is wrong, a link has failed.
    if len(result.links) > 1:
        marks = "  ".join(f"{_MARKS[x.status]} {x.name}" for x in result.links)
        parts.append(("links", marks + _legend(result)))
    found = first.finding.sentence
    if first.finding.detail and not private:
        found = _joined(found, first.finding.detail)
    parts.append(("found", found))
    if waiting := _waiting(result):
        parts.append(("waits", waiting))
    if result.relation:
        parts.append(("relation", result.relation))
    if result.misconception:
        parts.append(("question", result.misconception.hint))
        if result.misconception.stronger:
            parts.append(("stronger", result.misconception.stronger))
        if result.second:
            link, cause = result.second
            parts.append(("second", f"`{link}` has a fault of its own. {cause.hint}"))
    elif question := _own_question(bank, first):
        parts.append(("question", question))
    return parts


def _joined(sentence: str, detail: str) -> str:
    """The sentence with its numbers: one sentence if the numbers only name the case."""
    if detail.startswith(("with ", "in ")) and ":" not in detail:
        return f"{sentence.removesuffix('.')}, {detail}."
    return f"{sentence} {detail[0].upper()}{detail[1:]}."


def _legend(result: Result) -> str:
    """Explains the marks of parts that were not looked at or that wait, if there are such parts."""
    there = {link.status for link in result.links}
    words = []
    if LinkStatus.NOT_RUN in there:
        words.append(f"{_MARKS[LinkStatus.NOT_RUN]} not looked at yet")
    if LinkStatus.WAITS in there:
        words.append(f"{_MARKS[LinkStatus.WAITS]} waits for {_wrong(result)}")
    return f"  ({'; '.join(words)})" if words else ""


def _wrong(result: Result) -> str:
    """The names of the wrong parts for which other parts wait."""
    names = {name for link in result.links for name in link.waits_for}
    wrong = [x.name for x in result.links if x.name in names and x.status == LinkStatus.FAIL]
    return " and ".join(wrong)


def _waiting(result: Result) -> str:
    """What the waiting parts are worth, and when they earn it; "" if none waits."""
    waiting = [link for link in result.links if link.status == LinkStatus.WAITS]
    if not waiting:
        return ""
    points = sum(link.points for link in waiting)
    every = sum(link.points for link in result.links)
    names = ", ".join(f"`{link.name}`" for link in waiting)
    return (
        f"{names} can only be looked at once {_wrong(result)} is right. When your work is graded, "
        f"{points:g} of the {every:g} marks are for what follows rightly from your own values."
    )


def _own_question(bank: Bank, link: LinkResult) -> str:
    """The question about a wrong link: the one that is closest to what was found.

    After a failure there may be none, because a link's hints are not about errors in code.
    """
    finding, spec = link.finding, bank.link(link.name)
    if finding.failed:
        return finding.question
    return spec.hints.get(finding.cause) or finding.question or spec.hint


_LABELS = {
    "asked": "Asked",
    "links": "Parts",
    "found": "Found",
    "waits": "Waiting",
    "relation": "Note",
    "question": "Ask yourself",
    "stronger": "A stronger hint",
    "second": "And then",
    "next": "Next",
    "praise": "",
}


def as_text(result: Result, bank: Bank, private: bool = False) -> str:
    """The whole message as plain text, one line for each part."""
    lines = [headline(result)]
    for kind, text in paragraphs(result, bank, private):
        label = _LABELS[kind]
        lines.append(f"  {label}: {text}" if label else f"  {text}")
    return "\n".join(lines)


def as_html(result: Result, bank: Bank, private: bool = False) -> str:
    """The whole message as HTML that takes its colours from the page, light or dark."""
    rows = []
    for kind, text in paragraphs(result, bank, private):
        if kind == "links":
            body = _links_html(result)
        else:
            body = _code(text)
        label = _LABELS[kind]
        if kind == "stronger":
            rows.append(
                f'<details style="margin:.3em 0"><summary style="cursor:pointer">{label}'
                f'</summary><p style="margin:.3em 0">{body}</p></details>'
            )
        else:
            strong = f"<strong>{label}:</strong> " if label else ""
            rows.append(f'<div style="margin:.3em 0">{strong}{body}</div>')
    return _box(headline(result), "".join(rows), _COLOURS[result.status])


def reason_html(exercise: str, reason: str) -> str:
    """A message, as HTML, that an exercise could not be looked at, and why."""
    return _box(f"✗ {exercise}: no answer", f"<div>{_code(reason)}</div>", _COLOURS[Status.WRONG])


def undefined_html(name: str, text: str) -> str:
    """A message, as HTML, that a check names something that does not exist yet."""
    return _box(f"○ {name}: not there yet", f"<div>{_code(text)}</div>", _COLOURS[Status.UNSOLVED])


def _box(title: str, body: str, colour: str) -> str:
    return (
        f'<div style="border-left:.3em solid {colour};padding:.2em .8em;max-width:46em">'
        f'<div style="margin:.2em 0"><strong>{_code(title)}</strong></div>{body}</div>'
    )


def _links_html(result: Result) -> str:
    items = "".join(
        f'<li style="display:inline-block;margin-right:1em">{_MARKS[x.status]} '
        f"<code>{html.escape(x.name)}</code>"
        f'<span style="position:absolute;clip-path:inset(50%)"> {_WORDS[x.status]}</span></li>'
        for x in result.links
    )
    style = "display:inline;list-style:none;margin:0;padding:0"
    return f'<ul style="{style}">{items}</ul>{_legend(result)}'


def _code(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
