"""The report's page: figures, each with its alternative text and a table beside it, and HTML.

The page opens offline: it contains its styles and figures, and no scripts.
"""

import base64
import collections
import io
import re
from functools import cache

import jinja2
import matplotlib
from markupsafe import Markup, escape
from matplotlib.figure import Figure

from autograder.report.measures import FEW, percent


def as_page(report, earlier=None):
    """The page of a report as HTML, compared with an `earlier` report if there is one."""
    return _template().render(
        report=report,
        few=FEW,
        waiting=sum(x["waiting"] for x in report["exercises"]),
        distribution=_distribution(report),
        exercises=_exercises(report),
        progress=_progress(report),
        comparison=_comparison(report, earlier) if earlier else None,
        earlier=earlier,
    )


@cache
def _template():
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["points"] = lambda number: f"{number:.10g}"
    environment.filters["percent"] = percent
    environment.filters["signed"] = lambda r: "–" if r is None else f"{r:.2f}".replace("-", "−")
    environment.filters["some"] = _some
    environment.filters["with_code"] = _with_code
    return environment.get_template("report.html.j2")


def _some(names, most=12):
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def _with_code(text):
    """The text as HTML, with everything between backticks as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def _image(figure, alt):
    """The figure as a base64 SVG with its alternative text; equal figures give equal bytes."""
    file = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "report", "svg.fonttype": "none"}):
        figure.savefig(file, format="svg", metadata={"Date": None}, transparent=True)
    return {"src": base64.b64encode(file.getvalue()).decode(), "alt": alt}


def _axes(width, height):
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _distribution(report):
    counts = report["distribution"]
    figure, axes = _axes(7, 2.6)
    axes.bar([10 * i + 5 for i in range(10)], counts, width=9, color="#0072b2")
    axes.set(xlabel="share of the marks, in per cent", ylabel="students", xticks=range(0, 101, 10))
    axes.yaxis.get_major_locator().set_params(integer=True)
    most = max(range(10), key=counts.__getitem__)
    alt = (
        f"Bar chart of {report['n_students']} students by their share of the marks. The highest "
        f"bar: {counts[most]} between {10 * most} and {10 * most + 10} per cent."
    )
    return _image(figure, alt)


def _exercises(report):
    rows = [x for x in report["exercises"] if x["difficulty"] is not None]
    if not rows:
        return None
    figure, axes = _axes(7, 0.8 + 0.3 * len(rows))
    axes.barh([x["exercise"] for x in rows], [100 * x["difficulty"] for x in rows], color="#0072b2")
    axes.set(xlabel="mean share of the marks, in per cent", xlim=(0, 100))
    axes.invert_yaxis()
    hardest = min(rows, key=lambda x: x["difficulty"])
    alt = (
        f"Bar chart of the mean share of the marks for {len(rows)} exercises. The hardest is "
        f"{hardest['exercise']} with {percent(hardest['difficulty'])}."
    )
    return _image(figure, alt)


def _progress(report):
    rows = report["attempts"]
    if len(rows) < 2:
        return None
    figure, axes = _axes(7, 2.6)
    axes.plot([x["attempt"] for x in rows], [x["median"] for x in rows], "o-", color="#0072b2")
    axes.set(xlabel="attempt", ylabel="median marks", ylim=(0, None))
    axes.xaxis.get_major_locator().set_params(integer=True)
    alt = (
        f"Line of the median marks over {len(rows)} attempts, from {rows[0]['median']:g} at the "
        f"first to {rows[-1]['median']:g} at the last."
    )
    return _image(figure, alt)


def _comparison(report, earlier):
    """The exercises' mean shares and the misconceptions' shares of students, then and now."""
    then = {x["exercise"]: x["difficulty"] for x in earlier["exercises"]}
    exercises = [
        {"exercise": x["exercise"], "then": then.get(x["exercise"]), "now": x["difficulty"]}
        for x in report["exercises"]
    ]
    shares = [collections.Counter(), collections.Counter()]
    for share, one in zip(shares, (earlier, report)):
        for x in one["misconceptions"]:
            share[x["exercise"], x["misconception"]] += x["n"] / one["n_students"]
    keys = sorted({*shares[0], *shares[1]}, key=lambda key: (-max(one[key] for one in shares), key))
    misconceptions = [
        {
            "exercise": key[0],
            "misconception": key[1],
            "then": shares[0][key],
            "now": shares[1][key],
        }
        for key in keys
    ]
    return {"exercises": exercises, "misconceptions": misconceptions}
