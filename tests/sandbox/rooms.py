"""A room: one worker of the sandbox that runs one submission after another."""

from autograder.run.execute import Limits, Task, execute
from autograder.run.workers import Pool

QUICK = Limits(cell=1.0, notebook=12.0, memory=1 << 30)
ROOMY = Limits(cell=30.0, notebook=60.0, memory=1 << 30)

NEIGHBOUR = """
import builtins, json, os, sys, tempfile
import numpy as np
import matplotlib.pyplot as plt
from helpers.checking import check
assert json.loads(json.dumps([1, "a"])) == [1, "a"], "json"
assert sum(np.arange(4.0)) == 6 == sum([1, 2, 3]), "sum"
assert np.allclose(np.ones((3, 2)) @ np.ones((2, 2)), 2) and not np.isclose(1, 2), "numpy"
assert callable(check) and builtins.open.__module__ in ("io", "_io"), "open"
assert not any(f.__name__ == "nothing" for f in get_ipython().events.callbacks["post_run_cell"])
assert os.listdir() in ([], [".ipython"]), "files"
# The environment is to be seen, read-only, where it stands under /tmp.
seen = [name for name in os.listdir("/tmp") if not sys.prefix.startswith(f"/tmp/{name}/")]
assert sorted(seen) == ["probes.json", "work"], "scratch"
assert os.listdir("/dev/shm") == [], "shared memory"
assert sum(name.isdigit() for name in os.listdir("/proc")) == 2, "processes"
with tempfile.TemporaryFile() as file:
    file.write(bytes(1 << 20))
plt.plot([1, 2])
print("untouched")
"""
"""A submission that checks that no earlier submission has changed anything around it."""


class Room:
    """Runs submissions in its own worker, which it keeps warm."""

    def __init__(self):
        self.pool = Pool()

    def run(self, *sources, limits=QUICK, folder=None, probes="{}"):
        """Runs cells; returns the printed text or error of each cell, and the incidents."""
        cells = tuple((str(number), source) for number, source in enumerate(sources))
        done = execute(Task(cells, probes, folder and str(folder), limits), self.pool)
        texts = []
        for name, _ in cells:
            parts = []
            for output in done.cells[name].outputs:
                error = f"{output.get('ename')}: {output.get('evalue')}"
                parts.append(output.get("text") or (error if "ename" in output else ""))
            texts.append("".join(parts))
        return texts, [incident["reason"] for incident in done.incidents]

    @property
    def worker(self):
        """The idle worker."""
        worker = self.pool.idle.get_nowait()
        self.pool.idle.put(worker)
        return worker

    def is_untouched(self):
        """Runs the neighbour and asserts that it sees what a first submission sees."""
        texts, incidents = self.run(NEIGHBOUR, limits=ROOMY)
        assert incidents == []
        assert texts == ["untouched\n"]
