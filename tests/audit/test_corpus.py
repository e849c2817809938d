"""The corpus of unseen answers: no right one fails, no wrong one passes, none is told a false name.

The whole table, on as many draws as one likes, is printed by `python tests/audit/table.py`. Here
every second answer is tried, and every fourth where networks are trained, which takes a second for
each; `make test-draws` tries all. Answers that need a package which the course does not install
are left to the table.
"""

import os

import pytest
from corpus import PLACES, check, grade, read
from table import faults

SEED = 0
ANSWERS = {name: [x for x in read(name) if not x.missing] for name in PLACES if read(name)}
TRAINED = "fit_and_predict", "hidden_node_runs", "learning_rate_runs", "train"
ALL = "TEST_DRAWS" in os.environ


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_are_judged_for_what_they_are(name):
    wrongly, known, named = [], 0, 0
    for answer in ANSWERS[name][:: 1 if ALL else 4 if name in TRAINED else 2]:
        outcomes = check(answer), [grade(answer, SEED)]
        wrongly += [(answer.words, fault) for fault in faults(answer, *outcomes)]
        known += bool(answer.id)
        named += bool(answer.id) and outcomes[0].id == answer.id
    assert not wrongly
    assert known - named <= max(1, known / 10)


def test_the_corpus_is_large_and_holds_every_exercise_that_asks_for_more_than_letters():
    answers = [answer for known in ANSWERS.values() for answer in known]
    assert sum(not answer.right for answer in answers) >= 400
    assert sum(answer.right for answer in answers) >= 150
    choices = {name for name, (_, x) in PLACES.items() if all(y.kind == "choice" for y in x.links)}
    assert set(PLACES) - choices == set(ANSWERS)
