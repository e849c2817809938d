"""The feedback page: what it tells its student, and what it must not contain."""

import itertools
import json
import re
from html.parser import HTMLParser

import mini_course
import pytest
from mini_course import ASSIGNMENT
from nbgrader.api import Gradebook

from autograder.course import CourseError
from autograder.grade import grading
from autograder.grade.preprocessors import configured
from autograder.grade.session import begin
from autograder.report.feedback import sanitise, write_feedback

pytestmark = pytest.mark.slow

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
)
HOSTILE = f"""
from IPython.display import HTML, display
display(HTML('<script>steal()</script><img alt="mine" src="data:image/png;base64,{PIXEL}" '
             'onerror="steal()"><a href="javascript:steal()">x</a><iframe src="//evil"></iframe>'
             '<img alt="out" src="https://evil.example/x.png"><p style="color:red">kept</p>'))
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
    assert re.search(r'<p style="color: ?red;?">kept</p>', text)
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
