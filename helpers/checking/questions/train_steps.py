"""Compares a few steps of gradient descent with a student's, and names the misconception.

The right steps come from `helpers.reference`. The wrong steps, called detours, come from the same
reference, which then gets a wrong input or is called in another order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from helpers.checking.calls import Call
from helpers.checking.questions.common import same

KEYS = ("W1", "b1", "W2", "b2")

Params: TypeAlias = dict[str, NDArray]
"""The parameters W1, b1, W2 and b2 by name, or the arrays of a forward pass."""


@dataclass
class Descent:
    """Gradient descent of a network with one hidden layer on given data, by the reference."""

    X: NDArray
    y: NDArray
    rate: float
    hidden: Any = "sigmoid"
    _paths: dict = field(default_factory=dict)

    @classmethod
    def of(cls, call: Call) -> Self:
        """The descent for the arguments of a call."""
        arguments = call.arguments
        hidden: Any = "sigmoid"
        if "activation" in arguments:
            # Imported here, because the reference must not be in memory while a submission runs.
            from helpers.reference.activations import Activation

            hidden = Activation(arguments["activation"], arguments["activation_derivative"])
        X, y = np.asarray(arguments["X"], float), np.asarray(arguments["y"], float)
        return cls(X, y, float(arguments["learning_rate"]), hidden)

    @property
    def layers(self) -> tuple[Any, str]:
        """The activations of both layers."""
        return (self.hidden, "sigmoid")

    def cache(self, params: Params, layers: tuple[Any, str] | None = None) -> Params:
        """The forward pass."""
        from helpers.reference import network

        return network.forward(self.X, params, layers or self.layers)

    def loss(self, params: Params, layers: tuple[Any, str] | None = None) -> float:
        """The mean cross-entropy, a float."""
        from helpers.reference.losses import binary_cross_entropy

        return float(binary_cross_entropy(self.cache(params, layers)["A2"], self.y))

    def same_losses(self, own: Sequence[Params], losses: NDArray, expected: Any) -> bool:
        """Whether the losses at the parameters `own` are as expected.

        Losses with an almost certain wrong output are left out, because there the loss depends on
        where the student's code cuts it off.
        """
        p = np.array([self.cache(params)["A2"] for params in own])
        sure = np.all(np.where(self.y == 1, p, 1 - p) > 1e-9, axis=(1, 2))
        return np.allclose(losses[sure], np.asarray(expected)[sure], rtol=1e-5, atol=1e-8)

    def accuracy(self, params: Params) -> float:
        """The share of samples on the right side of 0.5."""
        return float(np.mean((self.cache(params)["A2"] > 0.5) == (self.y == 1)))

    def gradients(
        self,
        params: Params,
        cache: Params | None = None,
        rows: slice = slice(None),
        slope: Callable[[NDArray], NDArray] | None = None,
    ) -> Params:
        """The gradients of the mean loss, by parameter.

        For a detour, `cache` may belong to other parameters than `params`, `rows` may choose some
        of the samples, and `slope` may be another derivative of the hidden activation.
        """
        from helpers.reference import network
        from helpers.reference.activations import Activation, get_activation

        hidden = self.hidden
        if slope is not None:
            hidden = Activation(get_activation(hidden).function, slope)
        cache = self.cache(params) if cache is None else cache
        some = {name: values[rows] for name, values in cache.items()}
        X, y = self.X[rows], self.y[rows]
        grads = network.backward(X, y, params, some, (hidden, "sigmoid"), "binary_cross_entropy")
        return {key: grads[f"d{key}"] for key in KEYS}

    def step(self, params: Params, gradients: Params, rate: float | None = None) -> Params:
        """The parameters after one step."""
        rate = self.rate if rate is None else rate
        return {key: params[key] - rate * gradients[key] for key in KEYS}

    def path(self, start: Params, n_steps: int) -> list[Params]:
        """The parameters after 0, 1, … n_steps steps."""
        path = [start]
        for _ in range(n_steps):
            path.append(self.step(path[-1], self.gradients(path[-1])))
        return path

    def there(self, key: str, own: Params, right: Params, start: Params) -> bool:
        """Whether a parameter arrived where it should, relative to the distance it had to go."""
        far = np.max(np.abs(right[key] - start[key]))
        margin = 1e-5 * far + 1e-12
        if _is_float32(own[key]):  # Allow for rounding of a parameter and of a sum.
            farthest = max(np.max(np.abs(right[other] - start[other])) for other in KEYS)
            margin += 4e-7 * np.max(np.abs(start[key])) + 1e-4 * far + 1e-5 * farthest
        return bool(np.all(np.abs(own[key] - right[key]) <= margin))


def _is_float32(values: NDArray) -> bool:
    return bool(np.all(values == values.astype(np.float32)))


def losses_instead(descent: Descent, own: Sequence[Params], losses: NDArray) -> str:
    """The id of the misconception that gives these losses, or "".

    Right losses are those before each update. `own` are the student's params, from the start on.
    """
    if all(same(params, own[1]) for params in own[2:]):
        return "one-step-only"

    def alike(expected: Any) -> bool:
        return descent.same_losses(own[:3], losses, expected)

    right = np.array([descent.loss(params) for params in own])
    if descent.same_losses(own[1:], losses, right[1:]):
        return "last-update-missing" if same(own[0], own[1]) else "loss-after-update"
    if alike(len(descent.y) * right[:-1]):
        return "sum-for-mean"
    if alike(-right[:-1]):
        return "minus-missing"
    outputs = [descent.cache(params)["A2"] for params in own[:3]]
    if alike([np.mean((p - descent.y) ** 2) for p in outputs]):
        return "other-loss"
    if alike(np.cumsum(right[:-1])):
        return "running-total"
    # How a label of 0 is kept from the logarithm is the student's choice, and one for all losses.
    errors = np.array([np.mean(np.abs(p - descent.y)) for p in outputs])
    if losses[0] > 10 * errors[0] and np.allclose(losses / losses[0], errors / errors[0], 1e-3):
        return "swapped"
    if np.ptp(losses) == 0 and not _two_steps_right(descent, own):
        return "stale-gradients"
    if _inputs_changed(descent, own, losses):
        return "inputs-changed"
    if alike([-np.mean(descent.y * np.log(p)) for p in outputs]):
        return "second-term-missing"
    if descent.hidden != "sigmoid":
        swapped = (
            ("still-sigmoid", "sigmoid"),
            ("no-hidden-activation", "identity"),
            ("fixed-activation", "tanh"),
            ("fixed-activation", "relu"),
        )
        for cause, hidden in swapped:
            if alike([descent.loss(params, (hidden, "sigmoid")) for params in own[:3]]):
                return cause
        # If outputs are no probabilities, their loss depends on how the code cuts it off.
        if first_step(descent, own[0], own[1]) == "new-output":
            return "new-output"
    return ""


def _two_steps_right(descent: Descent, own: Sequence[Params]) -> bool:
    right = descent.path(own[0], 2)[2]
    return all(descent.there(key, own[2], right, own[0]) for key in KEYS)


def _inputs_changed(descent: Descent, own: Sequence[Params], losses: NDArray) -> bool:
    """Whether the losses are those of centred or standardised inputs."""
    centred = descent.X - descent.X.mean(axis=0)
    for X in (centred, centred / descent.X.std(axis=0)):
        other = replace(descent, X=X)
        if other.same_losses(own[:3], losses, [other.loss(params) for params in own[:3]]):
            return True
    return False


def first_step(descent: Descent, start: Params, own: Params, only: str | None = None) -> str:
    """The id of the misconception that explains a wrong first step, or "".

    A step in the right direction with an unknown length gives a factor such as "3.2": the step is
    that many times as long as it should be. With `only`, the one detour tried is the one with this
    id.
    """
    right = descent.step(start, descent.gradients(start))
    if found := _right_direction(descent, start, right, own):
        return found
    for cause, where_it_leads in _detours(descent, start, right):
        if only is None or cause == only:
            candidate = where_it_leads()
            if all(descent.there(key, own, candidate, start) for key in KEYS):
                return cause
    return ""


def _right_direction(descent: Descent, start: Params, right: Params, own: Params) -> str:
    """What `first_step` returns if every parameter moved along its gradient, or ""."""
    ratios = {}
    for key in KEYS:
        due, done = right[key] - start[key], own[key] - start[key]
        size = float((due * due).sum())
        if size < 1e-30:
            continue
        ratio = float((due * done).sum()) / size
        if np.max(np.abs(done - ratio * due)) > 1e-5 * np.max(np.abs(due)) * max(1, abs(ratio)):
            return ""
        ratios[key] = ratio
    n, d = descent.X.shape
    names = {
        0: "no-update", -1: "ascent", -n: "ascent", n: "mean-forgotten", 1 / n: "mean-twice",
        n / d: "wrong-count", 2: "step-doubled", 0.5: "step-halved",
        descent.rate: "rate-twice", 1 / descent.rate: "no-rate",
    }  # fmt: skip
    found = {key: _named(ratio, names) for key, ratio in ratios.items()}
    if len(set(found.values())) == 1:
        name = next(iter(found.values()))
        return "" if name == "right" else name  # It is not quite right, so a detour may explain it.
    weights = {found[key] for key in ("W1", "W2") if key in found}
    biases = {found[key] for key in ("b1", "b2") if key in found}
    if weights == {"right"}:
        return "bias-gradient-missing" if "no-update" in biases else "sum-beside-mean"
    for layer, other in (("1", "2"), ("2", "1")):
        if {found.get(f"W{layer}"), found.get(f"b{layer}")} == {"no-update"}:
            return "one-layer" if found.get(f"W{other}") == "right" else ""
    if weights == {"mean-twice"} and biases == {"right"}:
        return "mean-twice"
    return ""


def _named(ratio: float, names: dict[float, str]) -> str:
    if abs(ratio - 1) < 1e-4:
        return "right"
    for value, name in names.items():
        if abs(ratio - value) <= 1e-4 * max(abs(value), 1e-2):
            return name
    return f"{ratio:.4g}"


def _detours(
    descent: Descent, start: Params, right: Params
) -> list[tuple[str, Callable[[], Params]]]:
    """Pairs of a misconception's id and a function that says where one step of it leads."""
    n = len(descent.X)
    cache, step = descent.cache(start), descent.step
    p, y = cache["A2"], descent.y
    error = p - y

    def with_cache(**parts: NDArray) -> Callable[[], Params]:
        return lambda: step(start, descent.gradients(start, {**cache, **parts}))

    def with_error(error: NDArray) -> Callable[[], Params]:
        return with_cache(A2=y + error)

    def with_params(**parts: NDArray) -> Callable[[], Params]:
        return lambda: step(start, descent.gradients({**start, **parts}, cache))

    def with_slope(slope: Callable[[NDArray], NDArray]) -> Callable[[], Params]:
        return lambda: step(start, descent.gradients(start, slope=slope))

    def one_sample(i: int, rate: float) -> Callable[[], Params]:
        return lambda: step(start, descent.gradients(start, rows=slice(i, i + 1)), rate)

    found = [
        ("updated-too-early", with_params(W2=right["W2"])),
        ("gradient-for-weights", with_params(W2=descent.gradients(start)["W2"])),
        ("extra-output-slope", with_error(error * p * (1 - p))),
        ("squared-error", with_error(2 * error * p * (1 - p))),
        ("probability-gradient", with_error(error / (p * (1 - p)))),
        ("thresholded", with_cache(A2=(p > 0.5).astype(float))),
        ("sign-lost", with_error(np.abs(error))),
        ("wrong-layer-input", lambda: {
            **right, "W2": start["W2"] - descent.rate * cache["Z1"].T @ error / n
        }),
    ]  # fmt: skip
    if descent.hidden != "sigmoid":
        f, derivative = descent.hidden
        found += [
            ("extra-output-slope", with_error(error * derivative(cache["Z2"]))),
            ("new-output", with_cache(A2=f(cache["Z2"]))),
            ("new-output", with_cache(A2=np.clip(f(cache["Z2"]), 1e-12, 1 - 1e-12))),
            ("new-output", with_error((f(cache["Z2"]) - y) * derivative(cache["Z2"]))),
        ]
    found += [(cause, with_slope(slope)) for cause, slope in _slopes(descent)]
    for rate in (descent.rate, descent.rate / n):
        found += [
            ("last-sample-only", one_sample(n - 1, rate)),
            ("returned-too-early", one_sample(0, rate)),
            ("sample-by-sample", partial(_sample_by_sample, descent, start, rate)),
            *(("one-sample-a-step", one_sample(i, rate)) for i in range(1, n - 1)),
        ]
    found += [
        ("one-after-another", partial(_in_turn, descent, start, order))
        for order in ("W1 b1 W2 b2", "W2 b2 W1 b1", "W1 W2 b1 b2", "W2+b2 W1+b1", "W1+b1 W2+b2")
    ]
    return found


def _sample_by_sample(descent: Descent, start: Params, rate: float) -> Params:
    """One step for each sample in turn."""
    params = start
    for i in range(len(descent.X)):
        params = descent.step(params, descent.gradients(params, rows=slice(i, i + 1)), rate)
    return params


def _in_turn(descent: Descent, start: Params, order: str) -> Params:
    """One step of each parameter or layer in turn, every time with fresh gradients."""
    params = start
    for keys in order.split():
        moved = descent.step(params, descent.gradients(params))
        params = {**params, **{key: moved[key] for key in keys.split("+")}}
    return params


def _slopes(descent: Descent) -> tuple[tuple[str, Callable[[NDArray], NDArray]], ...]:
    """Wrong derivatives of the hidden activation, each with the id of its misconception."""
    from helpers.reference.activations import get_activation

    f, derivative = get_activation(descent.hidden)
    return (
        ("slope-missing", np.ones_like),
        ("derivative-of-activation", lambda z: derivative(f(z))),
        ("derivative-of-raw-z", lambda z: z * (1 - z)),
        ("slope-of-tanh", lambda z: 1 - f(z) ** 2),
        ("tanh-unsquared", lambda z: 1 - f(z)),
        ("slope-of-sigmoid", lambda z: f(z) * (1 - f(z))),
        ("slope-of-sigmoid", get_activation("sigmoid").derivative),
        ("activation-for-slope", f),
        ("two-slopes", lambda z: derivative(z) * f(z) * (1 - f(z))),
        ("two-slopes", lambda z: derivative(z) * get_activation("sigmoid").derivative(z)),
        ("sign-lost", lambda z: np.abs(derivative(z))),
    )


def later_step(descent: Descent, start: Params, own: Params, k: int) -> str:
    """The id of the misconception that shows at step k, 2 or 3, after a right first step, or ""."""
    path = descent.path(start, k)
    gradients = [descent.gradients(params) for params in path]
    total = {key: np.zeros_like(start[key]) for key in KEYS}
    params = start
    for _ in range(k):
        fresh = descent.gradients(params)
        total = {key: total[key] + fresh[key] for key in KEYS}
        params = descent.step(params, total)
    stale = start
    for _ in range(k):
        stale = descent.step(stale, gradients[0])
    once, cache = start, descent.cache(start)
    for _ in range(k):
        once = descent.step(once, descent.gradients(once, cache))
    candidates = (
        ("gradient-not-reset", params),
        ("stale-gradients", stale),
        ("stale-gradients", once),
        ("one-step-only", path[1]),
    )
    for cause, candidate in candidates:
        if all(descent.there(key, own, candidate, start) for key in KEYS):
            return cause
    # From the last right place on, every parameter went the right way, and not far enough.
    last = path[k - 1]
    ratios = [_ratio(path[k][key] - last[key], own[key] - last[key]) for key in KEYS]
    return "rate-changes" if min(ratios) > 1e-3 and np.ptp(ratios) <= 1e-4 * max(ratios) else ""


def _ratio(due: NDArray, done: NDArray) -> float:
    """How many times as long as `due` `done` is, or 0 if it leads elsewhere."""
    size = float((due * due).sum())
    if size < 1e-30:
        return 1.0
    ratio = float((due * done).sum()) / size
    return ratio if np.max(np.abs(done - ratio * due)) <= 1e-4 * np.max(np.abs(due)) else 0.0
