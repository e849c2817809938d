"""Cheating answers from inside the sandbox: none earns marks without doing the work.

Tricks with numbers and objects are in tests/grading/test_traps.py and are not repeated here.
"""

import json

import pytest
from rooms import ROOMY

from autograder import exercises
from autograder.grade.judge import Judge
from autograder.run.execute import Task, execute
from helpers.checking.answers import MIME

pytestmark = pytest.mark.usefixtures("next_one_is_untouched")

RIGHT = """
def forward(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = 1 / (1 + np.exp(-Z1))
    Z2 = A1 @ params["W2"] + params["b2"]
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": 1 / (1 + np.exp(-Z2))}
"""

NAMES = '("Z1", "A1", "Z2", "A2")'

CHEATS = {
    "generators-without-end": f"""
import itertools
def forward(X, params):
    return {{name: itertools.repeat(0.5) for name in {NAMES}}}
""",
    "a-generator-for-the-answer": f"""
def forward(X, params):
    yield from {NAMES}
""",
    "pickles": f"""
import os, pickle
class Loaded:
    def __reduce__(self):
        return os.system, ("touch /tmp/loaded",)
    def __array__(self, *args, **options):
        return pickle.loads(pickle.dumps(np.array([self], dtype=object)))
def forward(X, params):
    return {{name: Loaded() for name in {NAMES}}}
""",
    "pickled-text": f"""
import pickle
def forward(X, params):
    return {{name: pickle.dumps(X) for name in {NAMES}}}
""",
    "arrays-of-objects": f"""
def forward(X, params):
    return {{name: np.full((len(X), 4), object()) for name in {NAMES}}}
""",
    "stride-tricks": f"""
def forward(X, params):
    big = np.lib.stride_tricks.as_strided(np.zeros(1), (10**5, 10**4), (0, 0))
    return {{name: big for name in {NAMES}}}
""",
    "search-of-frames-and-objects": f"""
import gc, sys
def forward(X, params):
    found, frame = [], sys._getframe()
    while frame:
        found += list(frame.f_locals.values())
        frame = frame.f_back
    found += gc.get_objects()
    answer = {{}}
    for thing in found:
        if isinstance(thing, dict):
            for name in {NAMES}:
                if name in thing:
                    answer[name] = thing[name]
            for key in ("expected", "answers", "links", "reference"):
                if key in thing and isinstance(thing[key], (list, dict)):
                    answer.update(dict.fromkeys({NAMES}, thing[key]))
    return answer or None
""",
    "answers-of-the-bank": """
import json
import helpers.checking as checking
from helpers.checking.answers import decode
bank = json.load(open(checking.__path__[0] + "/banks/forward.json"))
calls = iter(range(10**6))
def forward(X, params):
    n = next(calls) % len(bank["probes"])
    links = [link for link in bank["links"] if "expected" in link]
    return {link["key"]: decode(link["expected"][n]) for link in links}
""",
    "bank-evaluated-and-published": """
import json
from IPython.display import display
import helpers.checking as checking
bank = checking.load_bank("forward")
def check(name, *targets):
    answers = [
        {"value": {"kind": "dict", "items": {x.key: x.expected[n] for x in bank.value_links()}},
         "changed": []} for n in range(len(bank.probes))
    ]
    display({MIME: {"exercise": name, "names": [], "answers": answers}}, raw=True)
def forward(X, params): pass
""",
    "reference-read-as-text": """
import helpers
exec(open(helpers.__path__[0] + "/reference/network.py").read())
""",
    "probes-file-holds-no-answer": f"""
import json, os
from helpers.checking.answers import decode
probes = json.load(open(os.environ["COURSE_PROBES"]))["forward"]
def find(thing):
    if isinstance(thing, dict):
        if set({NAMES}) & set(thing): return thing
        thing = list(thing.values())
    if isinstance(thing, list):
        for part in thing:
            if (found := find(part)): return found
def forward(X, params):
    return find(probes)
""",
}


@pytest.fixture(scope="module")
def judge():
    return Judge([exercises.load("backpropagation")["forward"]], seed=5)


def judged(room, judge, code):
    """Runs this code for `forward` in the sandbox and returns the verdict."""
    start = f"import numpy as np\nfrom helpers.checking import check\nMIME = {MIME!r}"
    cells = (("0", start), ("1", code), ("2", "check('forward', forward)"))
    done = execute(Task(cells, json.dumps(judge.probes()), None, ROOMY), room.pool)
    answers = [x["data"][MIME] for x in done.cells["2"].outputs if MIME in x.get("data", ())]
    return judge.judge({"forward": answers[-1] if answers else "none were published"})["forward"]


def test_a_right_answer_earns_all(room, judge):
    verdict = judged(room, judge, RIGHT)
    assert verdict.points == verdict.max > 0


@pytest.mark.parametrize("name", CHEATS)
def test_it_earns_nothing(room, judge, name):
    verdict = judged(room, judge, CHEATS[name])
    assert verdict.points == 0, verdict.message
