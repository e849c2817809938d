"""The proofs of exercises: a solution earns full marks, and every misconception loses some.

A proof depends on nothing but code: that of this course, of Python and of NumPy. `course build`
therefore keeps each proof without faults, and makes it again only when some of that code is
another. So a build after a change of a notebook's text need not prove a single exercise.
"""

import collections
import contextlib
import hashlib
import multiprocessing
import os
import pickle
import platform
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import helpers
from autograder import exercises
from autograder.build import catalogue
from autograder.build.bank import answers_of_variants, probe_set, public_bank, run
from autograder.course import Course
from autograder.exercises.language import Exercise
from helpers.checking.bank import Bank
from helpers.checking.evaluate import evaluate
from helpers.checking.status import Status

FEW_EXERCISES = 8
"""Up to this number, proving one after another is faster than starting processes first."""

PACKAGES = (Path(__file__).parents[1], Path(helpers.__file__).parent)
"""The folders of the packages on whose code proofs depend."""


@dataclass(frozen=True)
class Proof:
    """What the proof of one exercise found: its public bank, its rows in the catalogue, its faults.

    The proof succeeds if there are no faults.
    """

    bank: Bank
    rows: list[catalogue.Row]
    faults: list[str]


@contextlib.contextmanager
def proving(course: Course, assignments: list[str]) -> Iterator[dict[str, list[Future[Proof]]]]:
    """Proves the exercises while the block runs; yields lists of futures by assignment."""
    store = Store(course.root / ".course" / "proofs", state_of_code())
    names = [(x, name) for x in assignments for name in exercises.load(x)]
    kept = {(x, name): store.read(x, name) for x, name in names}
    with _pool(sum(proof is None for proof in kept.values())) as pool:
        proofs: dict[str, list[Future[Proof]]] = {assignment: [] for assignment in assignments}
        for (assignment, name), proof in kept.items():
            if proof is None:
                future = pool.submit(prove_and_keep, store, assignment, name)
            else:
                future = Future()
                future.set_result(proof)
            proofs[assignment].append(future)
        yield proofs


@contextlib.contextmanager
def _pool(n_exercises: int) -> Iterator[Executor]:
    pool: Executor
    if n_exercises > FEW_EXERCISES:
        # The processes are spawned, not forked, because this process has threads.
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(os.cpu_count(), context, end_with_parent)
    else:
        pool = ThreadPoolExecutor(1)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def end_with_parent() -> None:
    """Ends this process as soon as its parent process has ended, for whatever reason.

    Otherwise a process of a pool would wait for work for ever.
    """

    def wait() -> None:
        parent = multiprocessing.parent_process()
        assert parent is not None
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@dataclass(frozen=True)
class Store:
    """The proofs without faults that were made of the code in one state, as files in a folder."""

    folder: Path
    state: str

    def read(self, assignment: str, name: str) -> Proof | None:
        """The proof of an exercise; None if there is none, or none of this state of the code."""
        try:
            state, proof = pickle.loads(self._file(assignment, name).read_bytes())
        except Exception:  # Whatever is wrong with the file, the exercise can be proved again.
            return None
        return proof if state == self.state else None

    def keep(self, assignment: str, name: str, proof: Proof) -> None:
        """Writes the proof of an exercise over an older one."""
        file = self._file(assignment, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        # The whole file takes its place at once: a build that is interrupted leaves no half of it.
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as new:
            new.write(pickle.dumps((self.state, proof)))
        os.replace(new.name, file)

    def _file(self, assignment: str, name: str) -> Path:
        return self.folder / f"{assignment}-{name}.pickle"


def state_of_code() -> str:
    """A digest of all that proofs depend on: the two packages, Python, NumPy and the machine."""
    found = hashlib.sha256(repr((sys.version, platform.machine(), np.__version__)).encode())
    for package in PACKAGES:
        for path in sorted(package.rglob("*.py")):
            text = path.read_bytes()
            found.update(repr((path.relative_to(package.parent), len(text))).encode() + text)
    return found.hexdigest()


def prove_and_keep(store: Store, assignment: str, name: str) -> Proof:
    """The `Proof` of the exercise with this name, which is kept if it has no faults."""
    proof = prove(exercises.load(assignment)[name])
    if not proof.faults:
        store.keep(assignment, name, proof)
    return proof


def prove(exercise: Exercise) -> Proof:
    """The `Proof` of an exercise: its solution earns full marks, its misconceptions do not."""
    # The variants take longest to run, so they run once for the bank and for the rows.
    answers = answers_of_variants(exercise, probe_set(exercise))
    bank = public_bank(exercise, answers)
    rows = catalogue.rows(exercise, bank, answers)
    result = evaluate(bank, run(bank, exercise.solve, *exercise.others))
    faults = []
    if result.status != Status.RIGHT:
        found = result.first_failing.finding if result.first_failing else ""
        faults.append(f"{exercise.name}: its own solution does not get full marks ({found})")
    questions = collections.defaultdict(set)
    for row in rows:
        questions[row.misconception].add(row.question)
    faults += [
        f"{exercise.name}: the misconception {id} has {len(asked)} different questions; give each "
        "an id of its own"
        for id, asked in questions.items()
        if len(asked) > 1
    ]
    faults += [
        f"{exercise.name}: the misconception {row.misconception} ({row.name}) passes every link"
        for row in rows
        if row.outcome == "passes"
    ]
    return Proof(bank, rows, faults)
