"""What people hand in: renamed and misplaced notebooks, two versions, lost metadata.

Public reports name each of these forms. Whatever the form, honest work earns its marks if one
file alone can be meant, and the verdict says which file was graded; otherwise it names all of them.
"""

import json
import shutil

import mini_course
import nbformat
import pytest
from click.testing import CliRunner
from mini_course import ASSIGNMENT, MAX, RIGHT, cell_of, edited
from nbformat import v4

from autograder.cli import main
from autograder.grade import grading, handed_in
from autograder.grade.handed_in import find, strays
from autograder.grade.reading import read_notebook
from autograder.grade.recognise import recognise

pytestmark = pytest.mark.slow

NAMES = (
    "network (1).ipynb",
    "network-Copy1.ipynb",
    "Copy of network.ipynb",
    "network__20261104104101.ipynb",
    "Network.ipynb",
    "NETWORK.IPYNB",
    "network.ipynb.txt",
    "network - Kopie (2).ipynb",
    "ada's homework.ipynb",
    f"{ASSIGNMENT}/network.ipynb",
    f"work/{ASSIGNMENT}/network (1).ipynb",
)


def moved(name):
    """Hands the first notebook in under another name."""

    def break_it(folder):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "network.ipynb").rename(folder / name)

    return break_it


def beside_the_release(name):
    """Hands the first notebook in under another name, beside the release's untouched notebook."""

    def break_it(folder):
        moved(name)(folder)
        course = folder.parents[2]
        shutil.copy(course / "release" / ASSIGNMENT / "network.ipynb", folder)

    return break_it


def other_version(name, source="x = 1"):
    """Hands in a second version, which has one more cell."""

    def break_it(folder):
        nb = nbformat.read(folder / "network.ipynb", as_version=4)
        nb.cells.append(v4.new_code_cell(source, id="more"))
        nbformat.write(nb, folder / name)

    return break_it


def one_folder_too_deep(folder):
    (folder / "data.txt").write_text("not the student's", encoding="utf-8")
    deep = folder / ASSIGNMENT
    deep.mkdir()
    for path in folder.glob("*.ipynb"):
        path.rename(deep / path.name)
    (deep / "more.txt").write_text("beside the notebooks", encoding="utf-8")


def with_a_mark(folder):
    path = folder / "network.ipynb"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


def lost(ids):
    """All of nbgrader's metadata is lost, and with `ids` the ids too, as a converter loses them."""

    def break_it(folder):
        with edited(folder) as nb:
            for place, cell in enumerate(nb.cells):
                cell.metadata = nbformat.NotebookNode()
                cell.id = f"{place}-new" if ids else cell.id

    return break_it


def merged(folder):
    """The editor's command "merge cells" has put the solution and its check into one cell."""
    with edited(folder) as nb:
        solution, check = cell_of(nb, "forward"), cell_of(nb, "check_forward")
        solution.source += "\n\n" + check.source
        nb.cells.remove(check)


def turned(folder):
    """The folders stand in the order assignment/student."""
    there = folder.parents[1] / ASSIGNMENT / folder.parent.name
    there.parent.mkdir(exist_ok=True)
    folder.rename(there)
    folder.parent.rmdir()


# By student: what is done to a right submission, and words of the reason.
HONEST = {
    "deep": (one_folder_too_deep, f"{ASSIGNMENT}/network.ipynb was graded in place of"),
    "marked": (with_a_mark, ""),
    "no-metadata": (lost(ids=False), "recognised in network.ipynb: forward, check_forward"),
    "no-ids": (lost(ids=True), "recognised in network.ipynb: forward, check_forward"),
    "merged": (merged, "recognised in network.ipynb: check_forward"),
    "turned": (turned, f"found in the order submitted/{ASSIGNMENT}/turned"),
    "kept-a-copy": (other_version("old.ipynb"), "with other text and not graded: old.ipynb"),
} | {
    f"{kind}-{number}": (change(name), f"{name} was graded in place of network.ipynb")
    for kind, change in (("alone", moved), ("beside", beside_the_release))
    for number, name in enumerate(NAMES)
}


@pytest.fixture(scope="module")
def graded(template, tmp_path_factory):
    course = mini_course.copy(template, tmp_path_factory.mktemp("handed-in") / "course")
    for student, (break_it, _) in HONEST.items():
        mini_course.submit(course, student, break_it=break_it)
    mini_course.submit(course, "twice", break_it=other_version("network (1).ipynb"))
    folder = course.folder("submitted", ASSIGNMENT, "twice")
    moved("network (2).ipynb")(folder)
    return course, grading.grade(course, ASSIGNMENT)


@pytest.mark.parametrize("student", HONEST)
def test_honest_work_earns_its_marks_in_whatever_form_it_comes(graded, student):
    course, verdicts = graded
    points = {name: x["points"] for name, x in verdicts[student]["exercises"].items()}
    assert points == MAX
    words = HONEST[student][1]
    reason = verdicts[student]["reason"] or ""
    assert words in reason
    assert bool(words) == bool(reason)
    entry = mini_course.auto_scores(course, student)
    assert {name: entry[name] for name in MAX} == MAX
    assert entry["comment"] is None, "the written answer waits for a marker"


def test_of_several_files_none_is_taken_and_all_are_named(graded):
    _, verdicts = graded
    points = {name: x["points"] for name, x in verdicts["twice"]["exercises"].items()}
    assert points == {"forward": 0, "update": 0, "predict": MAX["predict"]}
    assert (
        "several files could be it: network (1).ipynb, network (2).ipynb"
        in (verdicts["twice"]["reason"])
    )


def test_files_beside_a_notebook_that_lies_deeper_are_its_own(graded):
    course, _ = graded
    there = course.folder("autograded", ASSIGNMENT, "deep")
    assert (there / "more.txt").read_text(encoding="utf-8") == "beside the notebooks"


@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_file_under_another_name_is_named(course, name):
    folder = mini_course.submit(course, "ada", break_it=moved(name))
    (folder / name).write_text("{", encoding="utf-8")
    found = find(course, ASSIGNMENT, folder)
    assert list(found.paths) == ["decision"]
    assert found.notes == [
        "network.ipynb was not submitted",
        f"not understood as a notebook: {name}",
    ]


def test_a_readable_copy_counts_where_the_file_of_the_right_name_is_damaged(course):
    folder = mini_course.submit(course, "ada", break_it=beside_the_release("network (1).ipynb"))
    (folder / "network.ipynb").write_text("{", encoding="utf-8")
    found = find(course, ASSIGNMENT, folder)
    assert found.paths["network"].name == "network (1).ipynb"
    assert found.notes[0].endswith("in place of network.ipynb, which cannot be read")


def test_equal_copies_are_one_candidate(course):
    folder = mini_course.submit(course, "ada", break_it=moved("a.ipynb"))
    shutil.copy(folder / "a.ipynb", folder / "b.ipynb")
    assert find(course, ASSIGNMENT, folder).paths["network"].name == "a.ipynb"


def test_copies_that_systems_make_for_themselves_are_none(course):
    folder = mini_course.submit(course, "ada")
    for name in (".ipynb_checkpoints/network-checkpoint.ipynb", "__MACOSX/x.ipynb", "._x.ipynb"):
        (folder / name).parent.mkdir(exist_ok=True)
        other_version(name)(folder)
    found = find(course, ASSIGNMENT, folder)
    assert (found.notes, found.folder) == ([], folder)


def test_a_notebook_of_another_course_is_no_candidate(course):
    folder = mini_course.submit(course, "ada")
    (folder / "network.ipynb").unlink()
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell("1 + 1")]), folder / "Untitled.ipynb")
    found = find(course, ASSIGNMENT, folder)
    assert (list(found.paths), found.notes) == (["decision"], ["network.ipynb was not submitted"])


def test_a_renamed_solution_is_told_from_the_others_by_what_it_holds(course):
    folder = mini_course.submit(course, "ada")
    (folder / "network.ipynb").rename(folder / "a.ipynb")
    (folder / "decision.ipynb").rename(folder / "b.ipynb")
    paths = find(course, ASSIGNMENT, folder).paths
    assert {name: path.name for name, path in paths.items()} == {
        "network": "a.ipynb",
        "decision": "b.ipynb",
    }


def test_a_name_that_would_break_a_line_breaks_none(course):
    folder = mini_course.submit(course, "ada", break_it=moved("a\nb\udcff.ipynb"))
    notes = find(course, ASSIGNMENT, folder).notes
    assert notes[0].startswith("a\ufffdb\ufffd.ipynb was graded in place of")


def test_no_more_files_are_looked_into_than_a_person_hands_in(course, monkeypatch):
    folder = mini_course.submit(course, "ada", break_it=moved("a.ipynb"))
    for number in range(5):
        shutil.copy(folder / "a.ipynb", folder / f"b{number}.ipynb")
    looked_into = []

    def read(path):
        looked_into.append(path.name)
        return read_notebook(path)

    monkeypatch.setattr(handed_in, "read_notebook", read)
    monkeypatch.setattr(handed_in, "MAX_OTHERS", 3)
    find(course, ASSIGNMENT, folder)
    assert looked_into == ["a.ipynb", "b0.ipynb", "b1.ipynb"]
    looked_into.clear()
    monkeypatch.setattr(handed_in, "MAX_FILE", 2 * (folder / "a.ipynb").stat().st_size)
    assert find(course, ASSIGNMENT, folder).paths["network"].name == "a.ipynb"
    assert looked_into == ["a.ipynb", "b0.ipynb"]


# ---- what belongs to nobody


def test_a_submission_in_both_orders_is_taken_from_the_usual_one(course):
    folder = mini_course.submit(course, "ada")
    other = course.root / "submitted" / ASSIGNMENT / "ada"
    shutil.copytree(folder, other)
    assert course.students(ASSIGNMENT) == ["ada"]
    assert course.submitted(ASSIGNMENT, "ada") == folder
    assert strays(course) == [f"submitted/{ASSIGNMENT}"]


def test_what_belongs_to_nobody_is_listed_at_the_end_of_a_grading(course):
    mini_course.submit(course, "ada")
    mini_course.submit(course, "alan", break_it=turned)
    submitted = course.root / "submitted"
    lost_ones = {
        "alan-again/backprop": "network.ipynb",
        "emmy": "network.ipynb",
        "ada/Backpropagation (1)": "network.ipynb",
        f"{ASSIGNMENT}": "network (1).ipynb",
        ".cache": "network.ipynb",
    }
    for folder, name in lost_ones.items():
        (submitted / folder).mkdir(parents=True, exist_ok=True)
        (submitted / folder / name).write_text("{}", encoding="utf-8")
    (submitted / "loose.ipynb").write_text("{}", encoding="utf-8")
    (submitted / "list.csv").write_text("", encoding="utf-8")
    expected = [
        "submitted/ada/Backpropagation (1)",
        "submitted/alan-again",
        f"submitted/{ASSIGNMENT}/network (1).ipynb",
        "submitted/emmy",
        "submitted/loose.ipynb",
    ]
    assert strays(course) == expected
    done = CliRunner().invoke(main, ["grade", ASSIGNMENT, "--course", str(course.root)])
    assert done.exit_code == 0, done.output
    last = done.output.splitlines()[-2]
    assert last.endswith(f"is known for it: {', '.join(expected)}.")


def test_a_class_whose_folders_are_all_misnamed_is_told_so(course):
    mini_course.submit(course, "ada").rename(course.root / "submitted" / "ada" / "backprop")
    done = CliRunner().invoke(main, ["grade", ASSIGNMENT, "--course", str(course.root)])
    assert done.exit_code == 1
    assert "Found and not understood: submitted/ada" in done.output


# ---- cells without metadata


@pytest.fixture
def cells(course):
    """The release's notebook, a solved one that has lost all metadata, and the known cells."""
    folder = mini_course.submit(course, "ada", break_it=lost(ids=True))
    nb = nbformat.read(folder / "network.ipynb", as_version=4)
    return course.released(ASSIGNMENT, "network"), nb, course.nbgrader_cells(ASSIGNMENT)["network"]


def test_every_cell_of_the_release_is_recognised_without_ids(cells):
    released, nb, known = cells
    found = recognise(nb, released, known)
    assert {name: cell.source for name, cell in found.items()} == {
        "forward": RIGHT["forward"],
        "check_forward": 'check("forward", forward)',
        "update": RIGHT["update"],
        "check_update": 'check("update", update)',
        "comment": "Because of the slope.",
    }


def test_two_cells_in_the_place_of_one_are_not_guessed_at(cells):
    released, nb, known = cells
    nb.cells.append(v4.new_markdown_cell("A second thought."))
    assert "comment" not in recognise(nb, released, known)


def test_a_students_own_call_of_a_check_keeps_its_code(cells):
    released, nb, known = cells
    own = "\n".join(["y = 3", 'check("forward", forward)', 'check("update", update)'])
    nb.cells = [nb.cells[0], v4.new_code_cell(own), *nb.cells[-1:]]
    found = recognise(nb, released, known)
    assert nb.cells[1].source == own
    assert {name: found[name].source for name in ("check_forward", "check_update")} == {
        "check_forward": 'check("forward", forward)',
        "check_update": 'check("update", update)',
    }
    assert [id(x) for x in nb.cells[2:4]] == [
        id(found["check_update"]),
        id(found["check_forward"]),
    ]


def test_a_call_that_is_never_made_is_no_check_cell(cells):
    released, nb, known = cells
    nb.cells = [cell for cell in nb.cells if "check(" not in cell.source]
    assert not {"check_forward", "check_update"} & recognise(nb, released, known).keys()


def test_only_cells_without_metadata_are_recognised(cells):
    released, nb, known = cells
    for cell in nb.cells:
        cell.metadata["nbgrader"] = {"grade_id": "another"}
    del known["comment"], known["forward"], known["update"]
    inserted = recognise(nb, released, known)
    assert all("nbgrader" not in cell.metadata for cell in inserted.values())
    assert json.dumps([cell.source for cell in nb.cells]).count("def forward") == 1
