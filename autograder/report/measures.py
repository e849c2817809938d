"""The numbers of the class report as plain data: the content of report.json.

Difficulty and discrimination are those of classical test theory (Crocker and Algina 1986,
*Introduction to Classical and Modern Test Theory*, chapter 14).
"""

import collections
import math

import numpy as np

from autograder.grade.verdicts import SubmissionStatus, said
from autograder.report.data import ScoredBy
from helpers.checking.status import LinkStatus, Status

FORMAT = 1
"""The format of report.json; only reports of the same format can be compared."""

FEW = 30
"""A correlation over fewer students than this says little."""


def measure(group):
    """The report on a `Group`, as data that JSON can hold."""
    students = [_student(group, student) for student in group.students]
    return {
        "format": FORMAT,
        "assignment": group.assignment,
        "anonymous": group.anonymous,
        "n_students": len(students),
        "max": sum(item.max for item in group.items),
        "distribution": distribution([x["share"] for x in students]),
        "median_share": _rounded(np.median([x["share"] for x in students])) if students else None,
        "exercises": [_exercise(group, item) for item in group.items],
        "self_scored": sum(x.max for x in group.items if x.scored_by == ScoredBy.CELL),
        "misconceptions": _misconceptions(group),
        "links": _links(group),
        "unnamed": _unnamed(group),
        "attention": _attention(group, students),
        "incidents": _incidents(group),
        "attempts": _attempts(group),
        "unread": group.unread,
        "students": students,
    }


def distribution(shares):
    """How many of `shares` (in 0..1) lie in each tenth; the last tenth includes 1."""
    counts = [0] * 10
    for share in shares:
        counts[min(int(share * 10 + 1e-9), 9)] += 1
    return counts


def difficulty(points, most):
    """The mean share of the marks that students earned: 1 is easy, 0 is hard; None for nobody."""
    return float(np.mean(points) / most) if len(points) and most else None


def discrimination(points, totals):
    """The corrected item-total correlation, with its 95 % interval: (r, low, high).

    r is Pearson's correlation of an exercise's points with the points of all *other* exercises.
    Near 1, the students who do well elsewhere also do well here; near 0 or below, the exercise
    measures something else, or is marked wrongly. `points` and `totals` have shape (n,); `totals`
    includes the exercise. The interval is Fisher's, tanh(artanh r ± 1.96 / √(n − 3)). All three
    are None if `points` or the other points do not vary, or if n is below 4.
    """
    points, others = (
        np.asarray(points, float),
        np.asarray(totals, float) - np.asarray(points, float),
    )
    if len(points) < 4 or np.ptp(points) < 1e-9 or np.ptp(others) < 1e-9:
        return None, None, None
    centred, beside = points - points.mean(), others - others.mean()
    r = float(centred @ beside / math.sqrt((centred @ centred) * (beside @ beside)))
    z, width = math.atanh(np.clip(r, -0.999999, 0.999999)), 1.96 / math.sqrt(len(points) - 3)
    return r, math.tanh(z - width), math.tanh(z + width)


def percent(share):
    """A share in 0..1 as text, such as 77 %; a dash for None."""
    return "–" if share is None else f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def _rounded(number, digits=3):
    return None if number is None else round(float(number), digits)


def _total(student):
    return sum(points for points in student.scores.values() if points is not None)


def _student(group, student):
    points, most = _total(student), sum(item.max for item in group.items)
    waiting = sum(value is None for value in student.scores.values())
    awaited = sum(item.max for item in group.items if student.scores[item.name] is None)
    reachable = most - awaited
    return {
        "student": student.id,
        "points": _rounded(points - student.penalty, 2),
        "max": most,
        "share": _rounded(points / reachable, 4) if reachable else 0.0,
        "penalty": student.penalty,
        "waiting": waiting,
        "attempts": len(student.attempts),
        "status": student.status,
    }


def _exercise(group, item):
    marked = [x for x in group.students if x.scores[item.name] is not None]
    points = [x.scores[item.name] for x in marked]
    r, low, high = discrimination(points, [_total(x) for x in marked])
    return {
        "exercise": item.name,
        "notebook": item.notebook,
        "max": item.max,
        "scored_by": item.scored_by,
        "n": len(marked),
        "waiting": len(group.students) - len(marked),
        "difficulty": _rounded(difficulty(points, item.max)),
        "discrimination": _rounded(r),
        "low": _rounded(low),
        "high": _rounded(high),
    }


def _misconceptions(group):
    """The misconceptions, the most frequent first, each with its question and stronger hint.

    Students with the same misconception may have been asked different questions. Each question has
    its own entry.
    """
    who, hints = collections.defaultdict(list), {}
    for student in group.students:
        for name, x in student.verdicts.items():
            if x["misconception"]:
                key = (name, x["misconception"], said(x, "Ask yourself"))
                who[key].append(student.id)
                hints.setdefault(key, said(x, "A stronger hint"))
    ranked = sorted(who, key=lambda key: (-len(who[key]), key))
    return [
        {
            "exercise": key[0],
            "misconception": key[1],
            "n": len(who[key]),
            "students": who[key],
            "question": key[2],
            "hint": hints[key],
        }
        for key in ranked
    ]


def _links(group):
    """For exercises with several links: how many students fail each link, and how many first."""
    found = []
    for item in group.items:
        if item.scored_by != ScoredBy.JUDGE:
            continue
        chains = [x.verdicts[item.name]["links"] for x in group.students if item.name in x.verdicts]
        if not chains or len(chains[0]) < 2:
            continue
        first = collections.Counter(
            next((link for link, state in chain.items() if state == LinkStatus.FAIL), None)
            for chain in chains
        )
        for link in chains[0]:
            states = collections.Counter(chain.get(link) for chain in chains)
            found.append(
                {
                    "exercise": item.name,
                    "link": link,
                    **{state.value: states[state] for state in LinkStatus},
                    "first": first[link],
                }
            )
    return found


def _unnamed(group):
    """Wrong answers without a misconception, grouped if they are alike; the largest group first."""
    clusters = collections.defaultdict(list)
    for student in group.students:
        for name, digest in student.answers.items():
            # Answers that cannot be compared have no digest; their failed links group them.
            links = student.verdicts[name]["links"]
            failed = tuple(link for link, state in links.items() if state == LinkStatus.FAIL)
            clusters[name, digest, failed].append(student)
    ranked = sorted(clusters, key=lambda key: (-len(clusters[key]), key))
    return [
        {
            "exercise": name,
            "n": len(clusters[name, digest, failed]),
            "students": [student.id for student in clusters[name, digest, failed]],
            "failed": list(failed),
            "found": said(clusters[name, digest, failed][0].verdicts[name], "Found"),
            "code": clusters[name, digest, failed][0].code.get(name, ""),
        }
        for name, digest, failed in ranked
    ]


def _attention(group, rows):
    """The students who may need help, with reasons; the instructor looks and decides."""
    found = []
    for student, row in zip(group.students, rows):
        untouched = [x for x in student.verdicts.values() if x["status"] == Status.UNSOLVED]
        reasons = []
        if student.status == SubmissionStatus.REFUSED:
            reasons.append(f"nothing could be graded: {student.reason}")
        elif untouched and len(untouched) == len(student.verdicts):
            reasons.append("has not begun")
        elif row["share"] < 0.4:
            reasons.append(f"has {percent(row['share'])} of the marks")
        points = [earned for _, earned in student.attempts]
        if len(points) > 1 and points[-1] <= points[-2] and row["share"] < 1:
            fell = "fell" if points[-1] < points[-2] else "stands still"
            reasons.append(f"{fell} at {points[-1]:g} marks after {len(points)} attempts")
        if reasons:
            found.append({"student": student.id, "reasons": reasons, "share": row["share"]})
    return sorted(found, key=lambda x: (x["share"], x["student"]))


def _incidents(group):
    return [
        {"student": student.id, "notebook": x["notebook"], "reason": x["reason"]}
        for student in group.students
        for x in student.incidents
    ]


def _attempts(group):
    """For each attempt number: how many students made that attempt, and their median marks."""
    most = max((len(student.attempts) for student in group.students), default=0)
    rows = []
    for number in range(most):
        points = [x.attempts[number][1] for x in group.students if len(x.attempts) > number]
        times = [x.attempts[number][0] for x in group.students if len(x.attempts) > number]
        rows.append(
            {
                "attempt": number + 1,
                "n": len(points),
                "median": _rounded(np.median(points), 2),
                "first": min(times)[:10],
                "last": max(times)[:10],
            }
        )
    return rows
