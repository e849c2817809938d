"""Writes docs/claims.md: every claim of the lessons, the cell that runs it, and its result.

    python docs/make_claims.py

The cell of a claim has the tag `claim-NN` in one of the notebooks of notebooks/. The result is the
last line that the cell printed when the notebook was last executed; this script executes nothing.
It stops with the name of every claim that has no cell, two cells, or a cell that printed nothing.
"""

import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "claims.md"

CLAIMS = {
    "01": "Where gradient descent ends depends on where it starts.",
    "02": "A step of SGD can go uphill on the full loss.",
    "03": "SGD can escape a poor minimum, and can leave a good one.",
    "04": "With batches of the full size SGD is gradient descent.",
    "05": "The mean of the mini-batch gradients is the full gradient.",
    "06": "Drawn without replacement, every sample is used once an epoch.",
    "07": "An update costs less on a mini-batch.",
    "08": "Near a saddle point SGD leaves sooner than gradient descent.",
    "09": "A constant rate stalls in a ball of noise; step decay shrinks it, or freezes it.",
    "10": "On a quadratic, descent diverges exactly above a rate of 2/L.",
    "11": "The matrix form is the sum over neurons.",
    "12": "The gradient of the mean cost is the mean of the samples' gradients.",
    "13": "The cost is a function of the outputs alone.",
    "14": "ΔC is ∂C/∂w · Δw, with an error that falls as Δw².",
    "15": "The gradient is the sum over all paths.",
    "16": "Paths multiply with depth; backpropagation visits each edge once.",
    "17": "A backward pass costs about a forward pass; differences cost one pass a parameter.",
    "18": "Cross-entropy keeps its gradient where squared error behind a sigmoid loses it.",
    "19": "In deep sigmoid networks the gradient vanishes.",
    "20": "Backpropagation agrees with differences, the complex step and outside autodiff.",
    "21": "Without biases the demo's network cannot fit the parabola; with them it can.",
    "22": "What other activations do to the demo.",
    "23": "Large weights make the output sensitive to small changes of the input.",
    "24": "A large network on few points overfits.",
    "25": "L1 sets irrelevant weights to exactly zero, L2 only shrinks them.",
    "26": "Both worked penalties come out the same by hand and by code.",
    "27": "λ too small does nothing, too large underfits: a U.",
    "28": "Cross-validation finds a λ near the best one.",
    "29": "Regularisation helps models that are not networks too.",
}

HEAD = """# What the lessons claim, and what their cells found

Every claim of the lessons is a cell that computes it and asserts it. The last column is what that
cell printed when the lesson was last executed. Written by `python docs/make_claims.py`.

| no. | claim | lesson, cell | found |
|---|---|---|---|
"""


class ClaimError(ValueError):
    """Claims and cells do not match; the message lists every mismatch."""


def claim_cells(notebooks):
    """Return {number: [(notebook's path, cell), ...]} for all cells with a claim's tag."""
    found = {}
    for path in notebooks:
        for cell in nbformat.read(path, as_version=4).cells:
            for tag in cell.metadata.get("tags", []):
                if tag.startswith("claim-"):
                    found.setdefault(tag.removeprefix("claim-"), []).append((path, cell))
    return found


def last_line(cell):
    """Return the last line that a cell printed, or "" if it printed nothing."""
    text = "".join(
        output.text
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == "stdout"
    )
    return (text.strip().splitlines() or [""])[-1].strip()


def as_markdown(notebooks):
    """Return the page for the notebooks at these paths; ClaimError lists every mismatch."""
    found = claim_cells(notebooks)
    faults = [f"claim-{number}: no such claim" for number in sorted(found.keys() - CLAIMS.keys())]
    rows = []
    for number, claim in CLAIMS.items():
        cells = found.get(number, [])
        if len(cells) != 1:
            faults.append(f"claim-{number}: {len(cells)} cells, where there should be one")
            continue
        path, cell = cells[0]
        line = last_line(cell)
        if not line:
            faults.append(f"claim-{number}: the cell {cell.id} of {path.name} printed nothing")
        link = f"[{path.stem}](../notebooks/{path.name}), `{cell.id}`"
        rows.append(f"| {number} | {claim} | {link} | {line.replace('|', chr(92) + '|')} |")
    if faults:
        raise ClaimError("\n".join(faults))
    return HEAD + "\n".join(rows) + "\n"


def lessons():
    """Return the paths of the lessons."""
    return sorted((ROOT / "notebooks").glob("*.ipynb"))


if __name__ == "__main__":
    try:
        PAGE.write_text(as_markdown(lessons()), encoding="utf-8")
    except ClaimError as error:
        sys.exit(str(error))
