"""Four small ordinary courses in the styles of public ones, and answers of two students to each.

Every cell is graded by nbgrader itself too, so none of them writes what differs between two runs.
"""

from pathlib import Path

import ordinary
from ordinary import answer, notebook, plain, task, test, written

from autograder.build import release

AUTOTESTS = Path(__file__).with_name("autotests.yml").read_text(encoding="utf-8")

ASSERTS = notebook(
    plain("# Functions\n\nTests that are seen, and tests that are not.", "markdown"),
    plain("import json\nwith open('ages.json') as file:\n    ages = json.load(file)"),
    answer("squares", "def squares(n):\n    return [i**2 for i in range(1, n + 1)]"),
    test("squares_seen", 1, "assert squares(1) == [1]\nassert squares(2) == [1, 4]"),
    test(
        "squares_hidden",
        2,
        "assert squares(3) == [1, 4, 9]\n### BEGIN HIDDEN TESTS\n"
        "assert squares(0) == []\n### END HIDDEN TESTS",
    ),
    test(
        "squares_raises",
        1,
        "try:\n    squares(None)\nexcept TypeError:\n    pass\n"
        "else:\n    raise AssertionError('no TypeError')",
    ),
    answer("oldest", "def oldest():\n    return max(ages, key=ages.get)"),
    test("oldest_test", 2, "assert oldest() == 'Ada'"),
    test("nothing", 0, "assert squares(2)"),
)

AUTOTEST = notebook(
    answer("answer", "x = 42\nname = 'Ada'\nparts = {1, 2, 3}\nmean = lambda v: sum(v) / len(v)"),
    test("plain", 1, "### AUTOTEST x"),
    test("hashed", 2, "### HASHED AUTOTEST name; len(name)"),
    test(
        "hidden",
        3,
        "### AUTOTEST len(parts)\n### BEGIN HIDDEN TESTS\n"
        "### AUTOTEST mean([1, 2]); mean([5])\n### END HIDDEN TESTS",
    ),
)

PARTIAL = notebook(
    plain("import sys"),
    answer("rot13", "import codecs\ndef rot13(s):\n    return codecs.encode(s, 'rot13')"),
    test(
        "steps",
        5,
        "score = 0\nif rot13('a') == 'n':\n    score += 2\n"
        "try:\n    score += 3 * (rot13('B') == 'O')\nexcept Exception:\n    pass\nscore",
    ),
    test("share", 1, "sum(rot13(x) == y for x, y in zip('abc', 'nop')) / 3"),
    test("text_at_its_end", 2, "f'done: {rot13(\"a\")}'"),
    test("shown", 2, "print(rot13('ab'))\nassert rot13('ab') == 'no'\nNone"),
    test("quiet", 2, "rot13('a');"),
)

MANUAL = {
    "one": notebook(
        answer("half", "def half(x):\n    return x / 2"),
        test("test_half", 1, "assert half(3) == 1.5"),
        written("why", 3, "YOUR ANSWER HERE"),
        task("draw", 2),
    ),
    "two": notebook(
        answer("double", "def double(x):\n    return x * 2"),
        test("test_half", 4, "assert double(3) == 6, 'as in the first notebook'"),
        written("code", 3, "# YOUR CODE HERE", "code"),
        plain("double(4)"),
    ),
}

COURSES = {
    "asserts": {"functions": ASSERTS},
    "autotest": {"tests": AUTOTEST},
    "partial": {"ciphers": PARTIAL},
    "manual": MANUAL,
}
FILES = {
    "source/asserts/ages.json": '{"Ada": 36, "Bob": 7}',
    "source/autotest/autotests.yml": AUTOTESTS,
}


def solutions(assignment):
    """The instructor's answers of an assignment."""
    return {k: v for nb in COURSES[assignment].values() for k, v in ordinary.solved(nb).items()}


BOB = {
    "asserts": {
        "squares": "def squares(n):\n    return [i * i for i in range(1, n)] + [n * n]",
        "oldest": "print('looking')\ndef oldest():\n    return 'Bob'",
    },
    "autotest": {"answer": "x = 42.0\nname = 'Ada'\nparts = [3, 2, 1]\nmean = lambda v: v[0]"},
    "partial": {
        "rot13": "def rot13(s):\n    if s == 'B':\n        raise ValueError\n"
        "    if s == 'c':\n        return s\n"
        "    if len(s) == 2:\n        print('odd', file=sys.stderr)\n"
        "    return chr((ord(s[0]) - 84) % 26 + 97) + ('o' if len(s) > 1 else '')"
    },
    "manual": {"half": "def half(x):\n    return x // 2", "code": "print(1)", "why": "Because."},
}
"""Partly wrong answers; what is not named stays as it was handed out."""


def write(root, config=ordinary.CONFIG):
    """Writes the four courses as assignments of one folder, and builds them."""
    course = ordinary.write(root, COURSES, config, FILES)
    release.build(course)
    return course
