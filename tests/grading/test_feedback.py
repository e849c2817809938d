"""The feedback page: what it tells its student, and what it must not contain."""

import itertools
import json
import re
from html.parser import HTMLParser

import mini_course
import nbformat
import pytest
from mini_course import ASSIGNMENT
from nbgrader.api import Gradebook

from autograder.course import CourseError
from autograder.grade import grading
from autograder.grade.preprocessors import configured
from autograder.grade.session import begin
from autograder.report.feedback import write_feedback
from autograder.report.work import MAX_WORK, Room, as_html, sanitise

pytestmark = pytest.mark.slow

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
)
HOSTILE = f"""
from IPython.display import HTML, SVG, Markdown, display
display(HTML('<script>steal()</script><img alt="mine" src="data:image/png;base64,{PIXEL}" '
             'onerror="steal()"><a href="javascript:steal()">x</a><iframe src="//evil"></iframe>'
             '<img alt="out" src="https://evil.example/x.png"><p style="color:red">kept</p>'))
display(Markdown("**loud** <script>steal()</script>"))
circle = SVG('<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"/>')
display(circle, metadata={{"alt": "a circle"}})
print("\\x1b[31mred\\x1b[0m <script>printed()</script>")
def update(params, grads, learning_rate):
    return None
"""


@pytest.fixture(scope="module")
def course(template, tmp_path_factory):
    course = mini_course.copy(template, tmp_path_factory.mktemp("feedback") / "course")
    mini_course.submit(course, "ada", {"update": HOSTILE}, comment="**Because** <script>x</script>")
    mini_course.submit(course, "alan")
    mini_course.submit(course, "zoe", comment=None)
    grading.grade(course, ASSIGNMENT)
    with Gradebook(course.db_url) as gradebook:
        where = ("comment", "network", ASSIGNMENT, "alan")
        gradebook.find_grade(*where).manual_score = 2
        gradebook.find_grade(*where).needs_manual_grade = False
        gradebook.find_comment(*where).manual_comment = "Good, & say why <b>."
        gradebook.db.commit()
    write_feedback(course, ASSIGNMENT)
    return course


def page(course, student):
    path = course.folder("feedback", ASSIGNMENT, student) / "feedback.html"
    return path.read_text(encoding="utf-8")


class Elements(HTMLParser):
    """All start tags of a page, as (tag, attributes)."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_it_says_points_message_and_a_markers_words(course):
    text = page(course, "alan")
    assert "12 of 13 marks" in text
    assert "update: right" in text
    assert "Good, &amp; say why &lt;b&gt;." in text
    ada = page(course, "ada")
    assert "1 written answer waits" in ada
    assert "waits for a marker" in ada
    assert "Ask yourself" in ada
    zoe = page(course, "zoe")  # nbgrader's own note is not shown as a marker's
    assert "written answer" not in zoe
    assert "No response" not in zoe


def test_it_shows_the_students_own_code_and_figures(course):
    text = page(course, "ada")
    assert "steal" in re.sub(r"<[^>]+>", "", text)  # The page shows the code as text.
    pictures = [attributes for tag, attributes in Elements(text).found if tag == "img"]
    assert {"alt": "mine", "src": f"data:image/png;base64,{PIXEL}"} in pictures
    assert "a circle" in [attributes["alt"] for attributes in pictures]
    assert re.search(r'<p style="color: ?red;?">kept</p>', text)
    assert "<strong>loud</strong>" in text
    assert "<strong>Because</strong>" in text


def test_nothing_in_it_runs_or_reaches_out(course):
    for student in ("ada", "alan"):
        for tag, attributes in Elements(page(course, student)).found:
            assert tag not in ("script", "iframe", "object", "embed", "form", "link")
            assert not [name for name in attributes if name.startswith("on")]
            assert attributes.get("src", "data:image/png").startswith("data:image/")
            assert not attributes.get("href", "#").startswith(("javascript", "data"))


@pytest.mark.parametrize(
    "text",
    [
        '<a href="JaVaScRiPt:x()">a</a>',
        '<a href="data:text/html;base64,PHNjcmlwdD4=">a</a>',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        '<div style="background:url(https://evil.example)">a</div>',
        '<svg onload="x()"><script>x()</script></svg>',
        "<img src=x onerror=x()>",
    ],
)
def test_what_could_run_is_taken_out(text):
    clean = sanitise(text)
    for tag, attributes in Elements(clean).found:
        assert tag in ("a", "img", "div")
        assert not set(attributes) & {"href", "src", "onload", "onerror"}
    assert "evil" not in clean


def shown(data, metadata=None):
    """The part of a page that shows one output of this data."""
    output = nbformat.v4.new_output("display_data", data, metadata=metadata or {})
    cell = nbformat.v4.new_code_cell("x", outputs=[output])
    return as_html([cell], Room()).partition("</pre>")[2].strip()


@pytest.mark.parametrize(
    ("data", "there"),
    [
        ({"text/markdown": "a *b* <script>c</script>"}, "<em>b</em>"),
        ({"text/latex": "$a < b$"}, "$a &lt; b$"),
        ({"application/json": {"a": [1, "<b>"]}}, "&lt;b&gt;"),
        ({"text/html": "<b>a</b>"}, "<b>a</b>"),
        ({"text/plain": "<a>"}, "&lt;a&gt;"),
        ({"image/svg+xml": "<svg/>"}, 'src="data:image/svg+xml;base64,PHN2Zy8+"'),
        ({"image/png": PIXEL + "\n"}, f'src="data:image/png;base64,{PIXEL}"'),
        ({"application/javascript": "x()"}, "cannot show (application/javascript)"),
        ({"image/png": PIXEL, "text/html": "<b>a</b>"}, "data:image/png"),
        ({"text/html": "<b>a</b>", "text/markdown": "c"}, "<b>a</b>"),
    ],
)
@pytest.mark.parametrize("repr", [None, "<IPython.core.display.Thing object>"])
def test_each_type_of_output_is_shown_and_not_as_the_name_of_its_class(data, there, repr):
    text = shown(data | ({"text/plain": repr} if repr and "text/plain" not in data else {}))
    if "application/javascript" in data and repr:
        assert "IPython.core" in text  # There is nothing else that could be shown.
    else:
        assert there in text
        assert "IPython" not in text
    for tag, attributes in Elements(text).found:
        assert tag in ("pre", "p", "b", "em", "img")
        assert set(attributes) <= {"class", "src", "alt"}


@pytest.mark.parametrize("mime", ["image/png", "image/jpeg", "image/svg+xml"])
@pytest.mark.parametrize("nested", [True, False])
def test_a_picture_keeps_the_text_that_its_cell_gave_it(mime, nested):
    alt = {"alt": 'Two "lines" & a <dot>'}
    text = shown({mime: "AAAA", "text/plain": "other"}, {mime: alt} if nested else alt)
    [(_, attributes)] = Elements(text).found
    assert attributes["alt"] == alt["alt"]


@pytest.mark.parametrize("metadata", [{}, {"image/png": {"alt": 5}}, {"image/png": 5, "alt": " "}])
def test_a_picture_without_such_a_text_has_its_plain_text(metadata):
    text = shown({"image/png": "AAAA", "text/plain": "the loss"}, metadata)
    [(_, attributes)] = Elements(text).found
    assert attributes["alt"] == "the loss"


@pytest.mark.parametrize(
    "mime", ["text/markdown", "text/latex", "application/json", "image/svg+xml"]
)
def test_outputs_that_are_very_long_leave_the_page_small(mime):
    long = shown({mime: "a b " * 1_000_000})
    assert len(long) < MAX_WORK


def test_it_has_the_parts_that_a_screen_reader_needs(course):
    text = page(course, "ada")
    elements = Elements(text).found
    assert ("html", {"lang": "en"}) in elements
    levels = [int(tag[1]) for tag, _ in elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert all("alt" in attributes for tag, attributes in elements if tag == "img")
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_it_holds_no_hidden_input(course):
    judge = begin(course, ASSIGNMENT, configured(course)).judge
    hidden = set(re.findall(r"[A-Za-z0-9+/]{24,}", json.dumps(judge.probes())))
    assert hidden
    assert not [data for data in hidden if data in page(course, "ada")]


def test_who_has_not_been_graded_is_named(course):
    with pytest.raises(CourseError, match="not graded yet: emmy"):
        write_feedback(course, ASSIGNMENT, ["emmy"])
