"""Time `course build` with all exercises to prove, beside a build that finds every proof kept.

The builds alternate, in one copy of the course, each in a process of its own as people start it.

    python benchmarks/building.py [--rounds 3]

Exits with 1 if the second kind of build is less than 1.5 times as fast.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("source", "release", "docs", "nbgrader_config.py")
RATIO = 1.5


def main():
    """Prints both medians and their ratio."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3, help="builds of each kind (3)")
    n_rounds = arguments.parse_args().rounds
    proving, kept = [], []
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder, "course")
        course.mkdir()
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, course / part)
        for number in range(1, n_rounds + 1):
            shutil.rmtree(course / ".course", ignore_errors=True)
            proving.append(seconds(course))
            kept.append(seconds(course))
            print(f"round {number}: {proving[-1]:.1f} s and {kept[-1]:.1f} s", flush=True)
    ratio = median(proving) / median(kept)
    print(
        f"proving every exercise {median(proving):.1f} s, none {median(kept):.1f} s: {ratio:.1f} "
        f"times as fast, at least {RATIO}: {'met' if ratio >= RATIO else 'MISSED'}"
    )
    sys.exit(ratio < RATIO)


def seconds(course):
    """How long one build of the course takes."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", "from autograder.cli import main; main()", "build"],
        cwd=course,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
