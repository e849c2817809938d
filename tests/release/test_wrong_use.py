"""Every wrong use of every verb ends in one line that names what is wrong, and changes nothing.

The table below is the product of what each verb takes and of what people get wrong about it. Every
case runs in this process, against one course that has been built and graded.
"""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "grading"))

import mini_course
from mini_course import ASSIGNMENT

from autograder.cli import main
from autograder.grade import grading
from autograder.run import cluster

pytestmark = pytest.mark.slow

VERBS = sorted(main.commands)
ARGUMENTS = {
    "init": ["{files}/new-course"],
    "build": [ASSIGNMENT],
    "collect": [ASSIGNMENT, "{files}/one.zip"],
    "grade": [ASSIGNMENT],
    "export": ["summary", ASSIGNMENT],
    "feedback": [ASSIGNMENT],
    "report": [ASSIGNMENT],
    "regrade": [ASSIGNMENT],
    "similarity": [ASSIGNMENT],
    "demo": ["--folder", "{files}/new-demo"],
    "lite": ["--to", "{files}/new-site"],
}
"""A right use of each verb, to which a case adds one fault."""

OF_AN_ASSIGNMENT = [verb for verb, words in ARGUMENTS.items() if words[0] == ASSIGNMENT]

NO_NAMES = [
    *("", " ", ".", "..", "../x", "a/b", "/etc", "a\\b", "*", "a?", "[a]", "-x", ".hidden"),
    *("a\nb", "a\tb", " a", "a ", "x" * 200, "\N{ZERO WIDTH SPACE}", "a:b", "\udcff"),
]
NO_COURSES = [
    *("", " ", "{files}/nothing", "{files}/junk.db", "{files}/folder", "/dev/null", "\n"),
    *("{files}/syntax", "{files}/raises", "{files}/exits", "{files}/config-is-a-folder"),
    "{files}/binary",
]
NO_GRADEBOOKS = [
    *("", " ", "x", "nope://x", "sqlite:///", "sqlite:///{files}/no/such.db", "sqlite://host/x"),
    *("sqlite:///{files}/folder", "sqlite:///{files}/junk.db", "sqlite:///{files}/empty.db"),
    *("sqlite:///{files}/other.db", "sqlite:///{files}/no-column.db"),
    *("sqlite:///{files}/no-table.db", "sqlite:///{files}/unknown-revision.db"),
    *("postgresql+psycopg://u@127.0.0.1:port/x", "postgresql+psycopg://u@127.0.0.1:1/x"),
    *("postgresql+nope://u@h/x", "{files}/one.db"),
]
WRONG_VALUES = {
    ("grade", "--workers"): ["0", "-1", "x", "", "1.5", "1e3"],
    ("grade", "--seed"): ["-1", "x", "", "1.5", "0x1"],
    ("grade", "--scheduler"): [
        *("", " ", "x", "tcp://", "tcp://127.0.0.1:port", "tcp://127.0.0.1:1", "nope://h:1", "tls://x"),
        *("127.0.0.1", "tcp://127.0.0.1:99999", ":8786"),
    ],
    ("similarity", "--pairs"): ["0", "-1", "x", "", "2.5"],
    ("collect", "--roster"): [
        *("", "{files}/nothing", "{files}/folder", "{files}/empty.csv", "{files}/one.zip"),
    ],
    ("export", "--roster"): ["", "{files}/nothing", "{files}/folder", "{files}/empty.csv"],
    ("export", "--column"): ["", "Week 3"],
    ("export", "--student"): ["nobody", *NO_NAMES],
    ("export", "--to"): ["", "{files}/folder", "{files}/junk.db/x.csv"],
    ("feedback", "--roster"): ["", "{files}/nothing"],
    ("feedback", "--submissions"): ["", "{files}/nothing"],
    ("feedback", "--zip"): ["", "{files}/folder", "{files}/junk.db/x.zip", "{files}/new.zip"],
    ("kit", "--check"): ["", "{files}/nothing", "{files}/folder", "{files}/junk.db"],
    ("kit", "--to"): ["", "{files}/folder", "{files}/junk.db/x.zip", "/dev/null/x.zip"],
    ("lite", "--to"): ["", "{files}/junk.db", "{files}/full"],
    ("demo", "--folder"): ["", "{files}/junk.db", "{files}/full"],
    ("demo", "--assignment"): ["nope", *NO_NAMES],
    ("report", "--compare"): [
        *("", "{files}/nothing", "{files}/junk.db", "{files}/folder", "{files}/list.json"),
    ],
}  # fmt: skip
NO_ZIPS = ["", *("{files}/" + x for x in ("nothing", "folder", "junk.db", "empty.zip", "empty.db",
                                          "strange.zip", "bare.zip"))]  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """A wrong command line."""

    words: tuple

    def __str__(self):
        return " ".join(repr(x) if x != x.strip() or not x.isascii() else x for x in self.words)[
            :90
        ]


def wrong_uses():
    """Yields the command lines."""
    for verb in VERBS:
        right = [verb, *ARGUMENTS.get(verb, [])]
        yield [*right, "--nope"]
        yield [*right, "--course"]
        if verb != "build":
            yield [*right, "one", "too many"]
        yield from ([*right, "--course", course] for course in NO_COURSES)
    for verb in OF_AN_ASSIGNMENT:
        if verb != "build":
            yield [verb]
        for name in ("nope", *NO_NAMES):
            yield [verb, *([] if name != "-x" else ["--"]), name, *ARGUMENTS[verb][1:]]
    for verb in ("grade", "feedback"):
        yield from ([verb, ASSIGNMENT, "--student", name] for name in ("nobody", *NO_NAMES))
        yield [verb, ASSIGNMENT, "--student", "ada", "--student", "nobody"]
    for verb in ("build", "grade", "report", "regrade"):
        for url in NO_GRADEBOOKS:
            if (verb, url) != ("build", "sqlite:///{files}/empty.db"):  # There it makes a new one.
                yield [verb, ASSIGNMENT, "--db", url]
    for (verb, option), values in WRONG_VALUES.items():
        right = [x for x in ARGUMENTS.get(verb, []) if verb not in ("lite", "demo")]
        yield from ([verb, *right, option, value] for value in values)
    yield from (["collect", ASSIGNMENT, path] for path in NO_ZIPS)
    for folder in ("", "{files}/full", "{files}/junk.db", "{files}/junk.db/x", "/dev/null"):
        yield ["init", folder]
    yield ["init"]
    yield from (["export", system, ASSIGNMENT] for system in ("", "nope", "Moodle"))
    for system in ("moodle", "canvas"):
        for roster in ("nothing", "folder", "empty.csv", "one.zip"):
            yield ["export", system, ASSIGNMENT, "--roster", f"{{files}}/{roster}"]
    zipping = ["feedback", ASSIGNMENT, "--zip", "{files}/new.zip"]
    yield from ([*zipping, "--roster", x] for x in ("{files}/empty.csv", "{files}/one.zip"))
    yield from ([*zipping, "--submissions", path] for path in NO_ZIPS)
    yield from (["build", ASSIGNMENT, name] for name in ("nope", ".."))
    yield from (["build", "--matrix", name] for name in ("nope", ".."))
    yield ["doctor", "--db", ""]
    yield from ([word] for word in ("", "nope", "Grade", "--nope", "-x", "grade backpropagation"))


CASES = [Wrong(tuple(words)) for words in wrong_uses()]


def test_there_are_more_than_300_different_wrong_uses_and_every_verb_has_some():
    assert len(set(CASES)) == len(CASES) > 300
    assert {case.words[0] for case in CASES} >= set(VERBS)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A folder with whatever can be wrong about a file."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "folder").mkdir()
    (folder / "full").mkdir()
    (folder / "full" / "precious").touch()
    (folder / "junk.db").write_bytes(b"no gradebook " * 100)
    (folder / "empty.db").touch()
    (folder / "empty.csv").touch()
    (folder / "list.json").write_text("[]")
    with contextlib.closing(sqlite3.connect(folder / "other.db")) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
        other.commit()
    for name, entries in (
        ("empty.zip", []),
        ("strange.zip", ["holiday.jpg"]),
        ("bare.zip", ["network.ipynb", "../../x_1_assignsubmission_file_/network.ipynb"]),
        ("one.zip", ["Ada_1_assignsubmission_file_/network.ipynb"]),
    ):
        with zipfile.ZipFile(folder / name, "w") as zipped:
            for entry in entries:
                zipped.writestr(entry, "{}")
    for name, text in (
        ("syntax", "c = get_config(\n"),
        ("raises", "c = get_config()\n1 / 0\n"),
        ("exits", "import sys\nsys.exit(0)\n"),
        ("binary", "\0\udcff"),
    ):
        (folder / name).mkdir()
        (folder / name / "nbgrader_config.py").write_text(text, errors="surrogateescape")
    (folder / "config-is-a-folder" / "nbgrader_config.py").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def course(tmp_path_factory, files):
    """A course with a graded class; beside `files`, copies of its gradebook with a fault each."""
    course = mini_course.build(tmp_path_factory.mktemp("course") / "course")
    for student in ("ada", "alan"):
        mini_course.submit(course, student)
    grading.grade(course, ASSIGNMENT)
    for name, words in (
        ("no-column.db", "ALTER TABLE student DROP COLUMN lms_user_id"),
        ("no-table.db", "DROP TABLE grade"),
        ("unknown-revision.db", "UPDATE alembic_version SET version_num = 'fffffffffff0'"),
    ):
        shutil.copy(course.root / "gradebook.db", files / name)
        with contextlib.closing(sqlite3.connect(files / name)) as gradebook:
            gradebook.execute(words)
            gradebook.commit()
    return course


def run(course, *words):
    """Runs `course` with these words in the course's folder; returns the result."""
    before = os.getcwd()
    os.chdir(course.root)
    try:
        return CliRunner().invoke(main, list(words))
    finally:
        os.chdir(before)


def contents(*folders):
    """The files in these folders with digests of their contents."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        for folder in folders
        for path in folder.rglob("*")
        if "__pycache__" not in path.parts
    }


def require_one_line(result):
    """Fails unless a command has ended as a wrong one must end; returns the line."""
    error = result.exception
    assert error is None or isinstance(error, SystemExit), repr(error)
    assert result.exit_code not in (0, None), result.output
    assert "Traceback" not in result.output
    lines = result.output.rstrip("\n").splitlines()
    told = [line for line in lines if line.startswith("Error: ")]
    assert told == lines[-1:], result.output
    assert len(told[0].split()) > 3, "it says too little"
    return told[0]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_wrong_use_ends_in_one_line_and_changes_nothing(case, course, files, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", "0.3s")
    words = [word.replace("{files}", str(files)) for word in case.words]
    before = contents(course.root, files)
    require_one_line(run(course, *words))
    assert contents(course.root, files) == before


@pytest.mark.parametrize("verb", ["grade", "feedback", "report", "regrade"])
def test_a_slash_that_the_tab_key_has_added_is_no_fault(verb, course):
    result = run(course, verb, f"{ASSIGNMENT}/")
    assert result.exit_code == 0, result.output
