#!/usr/bin/env bash
# The CSV file of `nbgrader export` is joined text: a comma in a name moves the marks into other columns.
#
# nbgrader 0.9.6 writes grades.csv with its own exporter. A good guess would be that it uses Python's csv
# module, which puts a value with a comma between quotes. It joins the values by commas instead, and a
# missing value becomes the word None. Names with commas are usual: "King, Jr.", or "Last, First" from an
# address book. Whoever reads the file by its headings, as a spreadsheet or pandas does, gets another
# column for this student alone: here the e-mail address stands under "raw_score" and the score under
# "max_score", and nothing says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
export PATH="$folder/venv/bin:$PATH"
python -m pip install --quiet --disable-pip-version-check nbgrader==0.9.6
mkdir "$folder/course"
cd "$folder/course"

python - <<'PYTHON'
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    gradebook.add_assignment("week")
    gradebook.add_notebook("task", "week")
    gradebook.add_grade_cell("cell", "task", "week", max_score=4, cell_type="code")
    names = {"one": ("Luther", "King, Jr."), "two": ("Ada", "Lovelace")}
    for student, (first, last) in names.items():
        gradebook.add_student(student, first_name=first, last_name=last, email="a@example.org")
        gradebook.add_submission("week", student)
        gradebook.find_grade("cell", "task", "week", student).auto_score = 3
    gradebook.db.commit()
PYTHON
python -m nbgrader export --log-level=ERROR

python - <<'PYTHON'
import csv
from importlib.metadata import version

print("nbgrader", version("nbgrader"))
with open("grades.csv", newline="") as file:
    rows = {row["student_id"]: row for row in csv.DictReader(file)}
for student, row in sorted(rows.items()):
    print(student, {name: row[name] for name in ("last_name", "email", "raw_score", "score")})
moved = rows["one"]["raw_score"] == "a@example.org" and rows["one"]["max_score"] == "3.0"
right = rows["two"]["raw_score"] == rows["two"]["score"] == "3.0"
raise SystemExit(0 if moved and right else "nbgrader writes this file otherwise now.")
PYTHON
