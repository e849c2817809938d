"""Wrong answers that students give by mistake: each has its own message and costs one exercise."""

import mini_course
import pytest
from mini_course import ASSIGNMENT, MAX, RIGHT

from autograder.grade import grading

pytestmark = pytest.mark.slow


def returns(expression):
    return f"def forward(X, params):\n    return {expression}\n"


def with_Z1(expression):
    """The right answer except for Z1; the later links are judged by what follows from this Z1."""
    return RIGHT["forward"] + (
        "\nright_forward = forward\n"
        "def forward(X, params):\n"
        "    cache = right_forward(X, params)\n"
        "    Z1 = cache['Z1']\n"
        f"    return cache | {{'Z1': {expression}}}\n"
    )


# By name: the cell, the marks that it earns out of 5, and words of the message.
MISTAKES = {
    "raises": (
        "def forward(X, params):\n    return X @ params['w1']\n",
        0,
        ["raised KeyError", "'w1'", "in the line", "return X @ params['w1']"],
    ),
    "raises-on-shapes": (returns("X.T @ params['W1']"), 0, ["raised ValueError", "matmul"]),
    "returns-nothing": ("def forward(X, params):\n    pass\n", 0, ["nothing (None) came back"]),
    "returns-text": (returns("'0.5'"), 0, ["A dict with the key `Z1` was expected", "a text"]),
    "returns-a-number": (returns("0.5"), 0, ["was expected; a single number came back"]),
    "returns-an-array": (returns("np.zeros((7, 4))"), 0, ["an array of shape (7, 4) came back"]),
    "returns-itself": (returns("forward"), 0, ["`forward` returned a function"]),
    "returns-other-keys": (returns("{'z1': X}"), 0, ["The key `Z1` is missing", "`z1`"]),
    "values-are-text": (with_Z1("'much'"), 4, ["`Z1` should be numbers; a text came back"]),
    "values-are-none": (with_Z1("None"), 4, ["`Z1` is None"]),
    "array-of-objects": (with_Z1("np.array([None, 'x'])"), 4, ["array of object"]),
    "wrong-shape": (with_Z1("Z1[:, :2]"), 4, ["`Z1` has the shape (6, 2); (6, 4) was expected"]),
    "transposed": (with_Z1("Z1.T"), 4, ["(4, 6); (6, 4)", "transposed"]),
    "not-a-number": (with_Z1("Z1 * np.nan"), 4, ["`Z1` holds nan where a finite number"]),
    "infinite": (with_Z1("Z1 / 0"), 4, ["`Z1` holds", "inf where a finite number"]),
    "complex": (with_Z1("Z1 + 1j"), 4, ["`Z1` holds complex numbers"]),
    "whole-numbers": (with_Z1("Z1.astype(int)"), 4, ["right shape and wrong values"]),
    "single-precision": (with_Z1("Z1.astype('float32')"), 5, ["Everything that was asked for"]),
    "nested-lists": (with_Z1("Z1.tolist()"), 5, ["Everything that was asked for"]),
    "opposite-sign": (with_Z1("-Z1"), 4, ["Every entry has the opposite sign"]),
    "gigantic": (with_Z1("np.zeros((30_000, 10_000))"), 4, ["shape (30000, 10000)", "far more"]),
    "gigantic-text": (with_Z1("'x' * 10**8"), 4, ["a text of 100,000,000 characters"]),
    "endless-generator": (with_Z1("iter(int, 1)"), 4, ["items: far more than was asked for"]),
    "nested-in-itself": (
        "def forward(X, params):\n    a = []\n    a.append(a)\n    return {'Z1': a}\n",
        0,
        ["`Z1` should be numbers; a list came back"],
    ),
    "never-returns": (
        "def forward(X, params):\n    while True:\n        pass\n",
        0,
        ["did not return within 1.5 s", "a loop that never ends"],
    ),
    "not-a-function": ("forward = 5\n", 0, ["should be a function", "it is of type int"]),
    "a-class-of-the-same-name": ("class forward: pass\n", 0, ["raised TypeError"]),
    "too-few-parameters": ("def forward(X):\n    pass\n", 0, ["raised TypeError", "positional"]),
    "renamed": (
        RIGHT["forward"].replace("def forward", "def forward_pass"),
        0,
        ["name 'forward' is not defined", "Use exactly the name that the task gives"],
    ),
    "does-not-compile": ("def forward(X, params)\n    return 1\n", 0, ["'forward' is not defined"]),
    "unsolved": (
        "def forward(X, params):\n    raise NotImplementedError\n",
        0,
        ["not yet solved", "Write your version"],
    ),
    "changes-its-arguments": (
        RIGHT["forward"] + "\nright_forward = forward\ndef forward(X, params):\n"
        "    cache = right_forward(X, params)\n    X += 1\n    return cache\n",
        4,
        ["changed its argument `X`"],
    ),
}


@pytest.fixture(scope="module")
def graded(template, tmp_path_factory):
    course = mini_course.copy(template, tmp_path_factory.mktemp("graded") / "course")
    for name, (cell, _, _) in MISTAKES.items():
        mini_course.submit(course, name, {"forward": cell})
    return grading.grade(course, ASSIGNMENT)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_and_costs_its_exercise_alone(graded, mistake):
    _, earned, words = MISTAKES[mistake]
    exercises = graded[mistake]["exercises"]
    message = exercises["forward"]["message"]
    assert {name: x["points"] for name, x in exercises.items()} == MAX | {"forward": earned}
    assert [word for word in words if word not in message] == [], message


def test_no_two_mistakes_have_the_same_message(graded):
    said = {}
    for name, verdicts in graded.items():
        if MISTAKES[name][1] < MAX["forward"]:
            said.setdefault(verdicts["exercises"]["forward"]["message"], []).append(name)
    same = sorted(sorted(names) for names in said.values() if len(names) > 1)
    # Both leave the notebook in the same state: the function does not exist.
    assert same == [["does-not-compile", "renamed"]]
