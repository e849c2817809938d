"""The training benchmark: it runs, judges its targets, and refuses an unlike contestant."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "training.py"


def test_one_round_prints_a_table_and_writes_its_figures(tmp_path):
    file = tmp_path / "figures.json"
    command = [sys.executable, "-W", "error", SCRIPT, "--rounds", "1", "--json", file]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert "n = 10,000, h = 100" in run.stdout
    small, large = json.loads(file.read_text())["results"]
    assert (small["n"], small["h"], large["n"], large["h"]) == (100, 10, 10_000, 100)
    missed = [target for target in small["targets"] + large["targets"] if target["met"] is False]
    assert run.returncode == bool(missed)
    flat = next(target for target in small["targets"] if target["rival"] == "flat loop")
    assert flat["ratio"] == small["ratio_to_reference"]["flat loop"]
    assert flat["met"]
    if any(target["met"] is None for target in small["targets"]):
        assert "pip install torch==2.13.0 scikit-learn" in run.stdout


def test_a_contestant_that_computes_other_steps_is_refused():
    program = (
        f"import sys; sys.path.insert(0, {str(SCRIPT.parent)!r}); import training as t\n"
        "t.CONTESTANTS = {'cheat': lambda *a: ([9.0] * 50, 1.0)}\n"
        "t.check_same_steps(t.SIZES[0])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "cheat does not compute the same steps" in run.stderr
