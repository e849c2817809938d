"""Similarity: pairs of students whose solutions share more than others do. A place to look.

Solution cells are compared by k-grams of their tokens (Schleimer, Wilkerson and Aiken 2003,
*Winnowing*), with names and comments taken out, by copydetect. What the release hands out is not
counted.
"""

import io
import itertools
import os
import statistics
from dataclasses import dataclass

import jinja2
import nbformat
from copydetect import CodeFingerprint, compare_files, utils
from markupsafe import Markup

from autograder.course import CourseError
from autograder.prepare import short

PAGE = "similarity.html"

K = 25
"""Characters of tokenised code that must agree before it counts as shared: about a line."""

LEAST = 100
"""Characters of tokenised code of one's own below which nothing can be said."""


@dataclass(frozen=True)
class Pair:
    """Two students, which share of each one's code the other has too, and the code, marked."""

    students: tuple
    shares: tuple
    marked: tuple

    @property
    def share(self):
        """The mean of both shares, by which pairs are ranked."""
        return sum(self.shares) / 2


def write_similarity(course, assignment, most=20, progress=None):
    """Writes `reports/<assignment>/similarity.html` and returns its path.

    The page shows the `most` similar pairs. `progress(done, total)` is called after each student's comparisons. Raises `CourseError` if
    there are fewer than two submissions that can be compared.
    """
    scaffold = _released(course, assignment)
    own, unread, short_ones = {}, [], []
    for student in course.students(assignment):
        try:
            code = _code(course.folder("submitted", assignment, student), scaffold)
        except Exception as error:  # Whatever a student's file holds.
            unread.append(f"{student}: its notebooks cannot be read ({short(error)}).")
            continue
        known = _fingerprint(code, scaffold)
        if known.token_coverage < LEAST:
            short_ones.append(student)
        else:
            own[student] = known
    if len(own) < 2:
        raise CourseError(
            f"{assignment}: there are not two submissions with enough code of their own to compare."
        )
    shares = []
    for done, (first, one) in enumerate(own.items(), start=1):
        for second, other in itertools.islice(own.items(), done, None):
            _, (a, b), _ = compare_files(one, other)
            shares.append((float(a + b) / 2, first, second))
        if progress:
            progress(done, len(own))
    median = statistics.median(share for share, _, _ in shares)
    ranked = sorted(shares, key=lambda x: (-x[0], x[1], x[2]))[:most]
    page = _template().render(
        assignment=assignment,
        pairs=[_pair(first, second, own) for share, first, second in ranked if share],
        n_students=len(own),
        n_pairs=len(shares),
        median=median,
        unread=unread,
        short_ones=short_ones,
    )
    path = course.root / "reports" / assignment / PAGE
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    temporary.write_text(page, encoding="utf-8")
    os.replace(temporary, path)
    return path


def _template():
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("autograder"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["percent"] = lambda share: f"{100 * share:.0f}\N{NO-BREAK SPACE}%"
    return environment.get_template("similarity.html.j2")


def _released(course, assignment):
    """The release's solution cells by notebook and grade id."""
    found = {}
    for path in course.notebooks(assignment, "release"):
        found[path.name] = {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in nbformat.read(path, as_version=4).cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
        }
    return found


def _code(folder, scaffold):
    """A student's solution cells, as one text, in the release's order."""
    parts = []
    for notebook, known in scaffold.items():
        if not (folder / notebook).is_file():
            continue
        nb = nbformat.read(folder / notebook, as_version=4)
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nb.cells}
        parts += [cells[grade_id].source for grade_id in known if grade_id in cells]
    return "\n\n".join(parts) + "\n"


def _fingerprint(code, scaffold):
    # A window of one keeps every k-gram: Python salts the hashes by which a wider one would choose,
    # and the same class would look different tomorrow.
    found = CodeFingerprint("solution.py", K, 1, fp=io.StringIO(code))
    for cells in scaffold.values():
        for text in cells.values():
            handed_out = CodeFingerprint("solution.py", K, 1, fp=io.StringIO(text))
            for known in handed_out.hashes & found.hashes:
                found.hashes.discard(known)
                del found.hash_idx[known]
    found.token_coverage = utils.get_token_coverage(found.hash_idx, K, len(found.filtered_code))
    return found


def _pair(first, second, own):
    _, shares, slices = compare_files(own[first], own[second])
    marked = tuple(
        Markup(
            utils.highlight_overlap(
                own[student].raw_code, part, "<mark>", "</mark>", escape_html=True
            )[0]
        )
        for student, part in zip((first, second), slices, strict=True)
    )
    return Pair((first, second), tuple(map(float, shares)), marked)
