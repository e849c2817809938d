"""Time a training step of the reference network beside PyTorch, scikit-learn and plain NumPy.

All contestants train the same 1-h-1 network (sigmoid hidden layer, linear output, biases) from the
same start, in double precision, by full-batch gradient descent on the mean squared error, and keep
the loss of every step. The benchmark compares these losses before it times anything. Then the
contestants take turns on one thread, in many rounds of a few steps each. A ratio is the median of
the rounds' ratios, so that a slow moment of the machine affects all contestants alike.

    python benchmarks/training.py [--rounds N] [--json FILE]

Exits with 1 if a target is missed, or if the losses differ. PyTorch and scikit-learn are optional:
the benchmark leaves out a library that is not installed, and says so.
"""

import os

# These are set before NumPy is loaded: its BLAS and PyTorch's read them only once.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import json
import platform
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from helpers.data import quadratic
from helpers.reference import initialise, train

LEARNING_RATE = 0.01
INSTALL = "python -m pip install torch==2.13.0 scikit-learn"


@dataclass
class Size:
    """A problem: n samples, h hidden neurons; steps in a timed run, rounds, and targets."""

    n: int
    h: int
    steps: int
    rounds: int
    targets: dict  # contestant: the least ratio of its time to the reference's


# "Within 1.15 of the flat loop" is a ratio of at least 1/1.15.
SIZES = [
    Size(100, 10, 1000, 25, {"flat loop": 1 / 1.15, "PyTorch": 4, "scikit-learn": 5}),
    Size(10_000, 100, 20, 9, {"PyTorch": 1.2}),
]


# --- the contestants: (X, y, params, steps) → (losses, seconds) -----------------------------------


def reference(X, y, params, steps):
    start = perf_counter()
    _, losses = train(
        X,
        y,
        params,
        activations=("sigmoid", "identity"),
        loss="squared_error",
        learning_rate=LEARNING_RATE,
        n_iterations=steps,
    )
    return losses, perf_counter() - start


def flat_loop(X, y, params, steps):
    """The training of this one network as a person writes it by hand: no functions, no dicts."""
    W1, b1, W2, b2 = (params[name].copy() for name in ("W1", "b1", "W2", "b2"))
    n, losses = len(X), []
    start = perf_counter()
    for _ in range(steps):
        A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
        error = A1 @ W2 + b2 - y
        losses.append(np.mean(error**2))
        dZ2 = 2 * error / n
        dW2, db2 = A1.T @ dZ2, dZ2.sum(axis=0)
        dZ1 = dZ2 @ W2.T * A1 * (1 - A1)
        dW1, db1 = X.T @ dZ1, dZ1.sum(axis=0)
        W1 -= LEARNING_RATE * dW1
        b1 -= LEARNING_RATE * db1
        W2 -= LEARNING_RATE * dW2
        b2 -= LEARNING_RATE * db2
    return losses, perf_counter() - start


def pytorch_modules(X, y, params, steps):
    """PyTorch in eager mode, as its tutorials write it: Sequential, MSELoss, SGD."""
    network = torch.nn.Sequential(
        torch.nn.Linear(*params["W1"].shape, dtype=torch.float64),
        torch.nn.Sigmoid(),
        torch.nn.Linear(*params["W2"].shape, dtype=torch.float64),
    )
    with torch.no_grad():
        for layer, number in ((network[0], 1), (network[2], 2)):
            layer.weight.copy_(torch.tensor(params[f"W{number}"].T))
            layer.bias.copy_(torch.tensor(params[f"b{number}"]))
    X, y = torch.tensor(X), torch.tensor(y)
    mean_squared_error = torch.nn.MSELoss()
    optimiser = torch.optim.SGD(network.parameters(), lr=LEARNING_RATE)
    losses = []
    start = perf_counter()
    for _ in range(steps):
        optimiser.zero_grad()
        loss = mean_squared_error(network(X), y)
        losses.append(loss.item())
        loss.backward()
        optimiser.step()
    return losses, perf_counter() - start


def pytorch_tensors(X, y, params, steps):
    """PyTorch in eager mode without modules or optimiser: the fastest form found by hand."""
    tensors = [torch.tensor(params[name], requires_grad=True) for name in ("W1", "b1", "W2", "b2")]
    W1, b1, W2, b2 = tensors
    X, y = torch.tensor(X), torch.tensor(y)
    losses = []
    start = perf_counter()
    for _ in range(steps):
        hidden = torch.sigmoid(torch.addmm(b1, X, W1))
        loss = torch.nn.functional.mse_loss(torch.addmm(b2, hidden, W2), y)
        losses.append(loss.item())
        gradients = torch.autograd.grad(loss, tensors)
        with torch.no_grad():
            for tensor, gradient in zip(tensors, gradients, strict=True):
                tensor.sub_(gradient, alpha=LEARNING_RATE)
    return losses, perf_counter() - start


def scikit_learn(X, y, params, steps):
    """MLPRegressor.fit, with everything switched off that goes beyond plain gradient descent.

    scikit-learn's loss is half the mean squared error, so the rate is doubled. Shuffling is off
    too: it would double the time, and a full batch does not need it.
    """
    model = MLPRegressor(
        hidden_layer_sizes=(params["W1"].shape[1],),
        activation="logistic",
        solver="sgd",
        alpha=0,
        batch_size=len(X),
        learning_rate_init=2 * LEARNING_RATE,
        max_iter=1,
        shuffle=False,
        tol=0,
        n_iter_no_change=steps + 1,
        momentum=0,
        nesterovs_momentum=False,
        warm_start=True,
        random_state=0,
    )
    y = y.ravel()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopping at max_iter is intended
        model.fit(X, y)  # creates the arrays; the loop sets them to the common start
        for layer in (0, 1):
            model.coefs_[layer][...] = params[f"W{layer + 1}"]
            model.intercepts_[layer][...] = params[f"b{layer + 1}"]
        model.set_params(max_iter=steps)
        start = perf_counter()
        model.fit(X, y)
        seconds = perf_counter() - start
    return 2 * np.array(model.loss_curve_[-steps:]), seconds


CONTESTANTS = {"reference": reference, "flat loop": flat_loop}
MISSING = []
try:
    import torch

    torch.set_num_threads(1)
    CONTESTANTS |= {"PyTorch, modules": pytorch_modules, "PyTorch, tensors": pytorch_tensors}
except ImportError:
    MISSING.append("PyTorch")
try:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPRegressor

    CONTESTANTS["scikit-learn"] = scikit_learn
except ImportError:
    MISSING.append("scikit-learn")


# --- measuring ------------------------------------------------------------------------------------


def problem(size):
    X, y = quadratic(n=size.n)
    params = initialise((1, size.h, 1), np.random.default_rng(0))
    return X, y, params


def check_same_steps(size):
    """Exit unless the losses of every contestant equal the reference's to 1e-9."""
    steps = 50
    expected, _ = reference(*problem(size), steps)
    for name, contestant in CONTESTANTS.items():
        losses, _ = contestant(*problem(size), steps)
        worst = np.max(np.abs(np.asarray(losses) - expected))
        if len(losses) != steps or not worst <= 1e-9:
            sys.exit(f"{name} does not compute the same steps: its losses differ by {worst:.2g}.")


def measure(size, rounds):
    """Return, for each contestant, its seconds per step in every round."""
    seconds = {name: [] for name in CONTESTANTS}
    data = problem(size)
    for contestant in CONTESTANTS.values():  # first runs are slow and not timed
        contestant(*data, max(1, size.steps // 10))
    for _ in range(rounds):
        for name, contestant in CONTESTANTS.items():
            seconds[name].append(contestant(*data, size.steps)[1] / size.steps)
    return seconds


def ratio(seconds, name):
    """Return a contestant's time as a multiple of the reference's: the median of the rounds."""
    return median(t / own for t, own in zip(seconds[name], seconds["reference"], strict=True))


def judge(size, ratios):
    """Return one dict for each target; of a rival's several forms, the fastest counts."""
    verdicts = []
    for rival, at_least in size.targets.items():
        forms = [value for name, value in ratios.items() if name.split(",")[0] == rival]
        measured = min(forms, default=None)
        met = None if measured is None else measured >= at_least
        verdicts.append({"rival": rival, "at_least": at_least, "ratio": measured, "met": met})
    return verdicts


def report(size, seconds, verdicts):
    print(f"\nn = {size.n:,}, h = {size.h}: median of {len(seconds['reference'])} rounds")
    print(f"{'':20}{'time a step':>14}{'fastest':>12}{'slowest':>12}{'of reference':>14}")
    for name, times in seconds.items():
        cells = "".join(f"{1e6 * t:9,.1f} µs" for t in (min(times), max(times)))
        print(f"{name:20}{1e6 * median(times):11,.1f} µs{cells}{ratio(seconds, name):14.2f}")
    for verdict in verdicts:
        word = {True: "met", False: "MISSED", None: "not measured"}[verdict["met"]]
        got = "" if verdict["met"] is None else f", is {verdict['ratio']:.2f}"
        print(f"  {verdict['rival']} / reference at least {verdict['at_least']:.2f}{got}: {word}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, help="rounds at each size (25 and 9)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    arguments = parser.parse_args()
    if MISSING:
        print(f"Not installed: {', '.join(MISSING)}. To compare with them too: {INSTALL}")

    results = []
    for size in SIZES:
        check_same_steps(size)
        seconds = measure(size, arguments.rounds or size.rounds)
        ratios = {name: ratio(seconds, name) for name in seconds}
        verdicts = judge(size, ratios)
        report(size, seconds, verdicts)
        results.append(
            {
                "n": size.n,
                "h": size.h,
                "median_seconds": {name: median(times) for name, times in seconds.items()},
                "ratio_to_reference": ratios,
                "targets": verdicts,
            }
        )
    if arguments.json:
        versions = {"python": platform.python_version(), "numpy": np.__version__}
        document = {"versions": versions, "machine": platform.machine(), "results": results}
        arguments.json.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
    if any(verdict["met"] is False for result in results for verdict in result["targets"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
