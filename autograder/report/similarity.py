"""Similarity: pairs of students whose solutions share more than others do. A place to look.

copydetect takes names and comments out of the solution cells and compares the k-grams of their
tokens (Schleimer, Wilkerson and Aiken 2003, *Winnowing*). Code from the release does not count.
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

from autograder.course import CourseError, grade_id_of
from autograder.grade.faults import short
from autograder.grade.handed_in import find
from autograder.grade.reading import read_notebook

PAGE = "similarity.html"

K = 25
"""Code counts as shared if this many characters of its tokens agree: about a line."""

LEAST = 100
"""A student with fewer k-grams than this, not counting the release's, is not compared."""


@dataclass(frozen=True)
class Pair:
    """Two students, and for each the share of the k-grams that the other also has."""

    students: tuple
    shares: tuple

    @property
    def share(self):
        """The mean of both shares, by which pairs are ranked."""
        return sum(self.shares) / 2


def write_similarity(course, assignment, most=20, progress=None):
    """Writes `reports/<assignment>/similarity.html` and returns its path.

    The page shows at most `most` pairs, the most similar first. `progress(done, total)` is called
    after each student's comparisons. Raises `CourseError` if fewer than two submissions can be
    compared.
    """
    scaffold = _released(course, assignment)
    own, unread, short_ones = {}, [], []
    for student in course.students(assignment):
        try:
            handed_in = find(course, assignment, course.submitted(assignment, student))
            code = _code(handed_in.paths, scaffold)
        except Exception as error:  # A student's file may hold anything.
            unread.append(f"{student}: its notebooks cannot be read ({short(error)}).")
            continue
        known = _fingerprint(code, scaffold)
        if len(known.hashes) < LEAST:
            short_ones.append(student)
        else:
            own[student] = known
    if len(own) < 2:
        raise CourseError(
            f"{assignment}: fewer than two submissions have enough code of their own to compare."
        )
    pairs = []
    for done, (first, one) in enumerate(own.items(), start=1):
        for second, other in itertools.islice(own.items(), done, None):
            common = len(one.hashes & other.hashes)
            shares = common / len(one.hashes), common / len(other.hashes)
            pairs.append(Pair((first, second), shares))
        if progress:
            progress(done, len(own))
    ranked = sorted(pairs, key=lambda pair: (-pair.share, pair.students))[:most]
    page = _template().render(
        assignment=assignment,
        pairs=[(pair, _marked(pair, own)) for pair in ranked if pair.share],
        n_students=len(own),
        n_pairs=len(pairs),
        median=statistics.median(pair.share for pair in pairs),
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
        loader=jinja2.PackageLoader("autograder.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["percent"] = lambda share: f"{100 * share:.0f}\N{NO-BREAK SPACE}%"
    return environment.get_template("similarity.html.j2")


def _released(course, assignment):
    """The release's solution cells by notebook and grade id."""
    found = {}
    for path in course.notebooks(assignment, "release"):
        found[path.stem] = {
            cell.metadata.nbgrader.grade_id: cell.source
            for cell in nbformat.read(path, as_version=4).cells
            if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("solution")
        }
    return found


def _code(paths, scaffold):
    """The solution cells that a student has worked in, as one text, in the release's order."""
    parts = []
    for notebook, known in scaffold.items():
        if notebook not in paths:
            continue
        nb = read_notebook(paths[notebook])
        cells = {grade_id_of(cell): cell for cell in nb.cells}
        parts += [
            cells[grade_id].source
            for grade_id, released in known.items()
            if grade_id in cells and cells[grade_id].source != released
        ]
    return "\n\n".join(parts) + "\n"


def _fingerprint(code, scaffold):
    # A window of one keeps every k-gram. A wider window would choose k-grams by their hashes, which
    # Python salts anew in each process, so the same class would give another page each time.
    found = CodeFingerprint("solution.py", K, 1, fp=io.StringIO(code))
    for cells in scaffold.values():
        for text in cells.values():
            handed_out = CodeFingerprint("solution.py", K, 1, fp=io.StringIO(text))
            for known in handed_out.hashes & found.hashes:
                found.hashes.discard(known)
                del found.hash_idx[known]
    return found


def _marked(pair, own):
    """The code of both students as HTML, with the shared parts marked."""
    _, _, slices = compare_files(*(own[student] for student in pair.students))
    return [
        Markup(
            utils.highlight_overlap(
                own[student].raw_code, part, "<mark>", "</mark>", escape_html=True
            )[0]
        )
        for student, part in zip(pair.students, slices, strict=True)
    ]
