"""The site for the browser holds the student kit, with one cell in front of each notebook."""

import json
import shutil
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.build import kit, lite
from autograder.course import CourseError

pytest.importorskip("jupyterlite_core", reason="the extra `lite` is not installed")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(course, laid_out, tmp_path_factory):
    """The site; what `lay_out` makes is proven and made once for all tests."""

    def again(course, folder):
        shutil.copytree(laid_out, folder, dirs_exist_ok=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lite, "lay_out", again)
        return lite.build(course, tmp_path_factory.mktemp("site"))


def files_in(folder):
    return {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}


def test_the_site_holds_the_kit_and_no_other_file_of_the_course(course, site):
    wanted, there = kit.contents(course), files_in(site / "files")
    assert any(name.startswith("notebooks/") for name in wanted)
    assert any(name.startswith("release/") for name in wanted)
    assert set(there) == set(wanted)
    for name, data in wanted.items():
        if not name.endswith(".ipynb"):
            assert there[name].read_bytes() == data, name


def test_each_notebook_is_the_kits_behind_one_cell(course, site):
    for name, data in kit.contents(course).items():
        if name.endswith(".ipynb"):
            first, *rest = nbformat.read(site / "files" / name, as_version=4).cells
            assert rest == nbformat.reads(data.decode(), as_version=4).cells
            assert not first.metadata
            assert "%pip install -q --no-deps learning-algorithms-kit" in first.source


def test_the_file_browser_lists_every_notebook(course, site):
    listed = set()
    for path in (site / "api" / "contents").rglob("all.json"):
        listed |= {x["path"] for x in json.loads(path.read_text())["content"]}
    assert {name for name in kit.contents(course) if name.endswith((".ipynb", ".md"))} <= listed


def test_the_wheel_holds_helpers_as_the_kit_does(course, site):
    (wheel,) = (site / "pypi").glob("*.whl")
    wanted = {n: d for n, d in kit.contents(course).items() if n.startswith("helpers/")}
    with zipfile.ZipFile(wheel) as archive:
        held = {n: archive.read(n) for n in archive.namelist() if ".dist-info/" not in n}
    assert held == wanted
    index = json.loads((site / "pypi" / "all.json").read_text())
    assert list(index) == ["learning-algorithms-kit"]


def test_nothing_else_in_the_site_is_the_courses(site):
    """nbgrader's extension and all that is not of JupyterLite stay out."""
    extensions = {
        p.parent.relative_to(site / "extensions").as_posix()
        for p in site.glob("extensions/*/*/package.json")
    }
    assert extensions == set(lite.EXTENSIONS)
    for name, path in files_in(site).items():
        if not name.startswith(("files/", "pypi/")):
            assert Path(name).name == "jupyter-lite.ipynb" or not name.endswith((".py", ".ipynb"))
            assert b"BEGIN SOLUTION" not in path.read_bytes(), name


def test_a_build_leaves_nothing_in_the_course(site):
    assert not (ROOT / ".jupyterlite.doit.db").exists()


def test_a_kit_that_would_leak_becomes_no_site(course, monkeypatch, tmp_path):
    def refuse(course, to):
        raise CourseError("No kit is written")

    monkeypatch.setattr(kit, "pack", refuse)
    with pytest.raises(CourseError, match="No kit is written"):
        lite.build(course, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_a_second_build_replaces_the_first_and_nothing_but_a_site(course, monkeypatch, tmp_path):
    monkeypatch.setattr(lite, "lay_out", lambda course, folder: None)
    monkeypatch.setattr(lite, "run", lambda *arguments: None)
    old = tmp_path / "site"
    old.mkdir()
    (old / "jupyter-lite.json").touch()
    (old / "renamed.ipynb").touch()
    lite.build(course, old)
    assert not (old / "renamed.ipynb").exists()
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(CourseError, match="is not such a site"):
        lite.build(course, tmp_path)
    assert (tmp_path / "thesis.txt").exists()


def test_outside_a_browser_the_first_cell_does_nothing():
    """A notebook from the site may be handed in: grading runs this cell too."""
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.register_magic_function(lambda line: pytest.fail("pip ran"), magic_name="pip")
    source = lite.FIRST_CELL.format(packages="numpy", kit="kit")
    shell.run_cell(source).raise_error()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "platform", "emscripten")
        with pytest.raises(pytest.fail.Exception, match="pip ran"):
            shell.run_cell(source).raise_error()


def test_without_jupyterlite_the_command_says_what_to_install(course, monkeypatch):
    monkeypatch.setattr(lite.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CourseError, match=r"pip install -e '\.\[lite\]'"):
        lite.build(course)


def test_what_fails_is_told_in_its_own_words(tmp_path):
    with pytest.raises(CourseError, match=r"no_such_module failed[\s\S]*No module named"):
        lite.run(tmp_path, "no_such_module")
