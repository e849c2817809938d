"""Training: the fast loop is the plain equations, epochs are fair, runs reach their mark."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from networks import NETWORKS, example, over_networks, with_and_without_biases

from helpers.data import iris_versicolor, quadratic
from helpers.reference import (
    backward,
    constant,
    cost,
    epoch_batches,
    forward,
    initialise,
    predict,
    regularised_gradients,
    step,
    step_decay,
    train,
    update,
)

DEMO = {"activations": ("sigmoid", "identity"), "loss": "squared_error"}
TASK = {"activations": ("sigmoid", "sigmoid"), "loss": "binary_cross_entropy"}


def plain_train(X, y, params, activations, loss, rates, batches, penalty=None, lam=0.0):
    """The same training in the plain equations: one rate and one array of indices an update."""
    losses = []
    for rate, batch in zip(rates, batches, strict=True):
        X_batch, y_batch = X[batch], y[batch]
        losses.append(cost(X_batch, y_batch, params, activations, loss, penalty, lam))
        cache = forward(X_batch, params, activations)
        grads = backward(X_batch, y_batch, params, cache, activations, loss)
        if penalty:
            grads = regularised_gradients(grads, params, lam, penalty)
        params = update(params, grads, rate)
    return params, losses


def assert_same(ours, plain, rel=1e-9):
    (params, losses), (plain_params, plain_losses) = ours, plain
    assert losses == pytest.approx(plain_losses, rel=rel, abs=1e-12)
    assert list(params) == list(plain_params)
    for name in params:
        assert params[name].dtype == np.float64
        assert params[name] == pytest.approx(plain_params[name], rel=rel, abs=1e-12)


@over_networks
@with_and_without_biases
@pytest.mark.parametrize(("penalty", "lam"), [(None, 0.0), ("l1", 0.05), ("l2", 0.05)])
def test_train_is_the_plain_equations(network, biases, penalty, lam):
    _, activations, loss = network
    X, y, params = example(network, biases)
    ours = train(
        X,
        y,
        params,
        activations=activations,
        loss=loss,
        learning_rate=0.1,
        n_iterations=25,
        penalty=penalty,
        lam=lam,
    )
    everything = [slice(None)] * 25
    plain = plain_train(X, y, params, activations, loss, [0.1] * 25, everything, penalty, lam)
    assert_same(ours, plain)


@over_networks
@with_and_without_biases
def test_in_blocks_as_well_train_is_the_plain_equations(network, biases, monkeypatch):
    monkeypatch.setattr(step, "BLOCK", 40)  # A few samples a block, and a smaller block at the end.
    _, activations, loss = network
    X, y, params = example(network, biases, n=23)
    settings = {"activations": activations, "loss": loss, "learning_rate": 0.1}
    ours = train(X, y, params, **settings, n_iterations=25, penalty="l2", lam=0.05)
    everything = [slice(None)] * 25
    plain = plain_train(X, y, params, activations, loss, [0.1] * 25, everything, "l2", 0.05)
    assert_same(ours, plain)


def test_a_large_network_on_many_samples_trains_in_blocks(monkeypatch):
    sizes = []

    class Counted(step.BatchGradient):
        def __init__(self, n, *rest):
            sizes.append(n)
            super().__init__(n, *rest)

    monkeypatch.setattr(step, "BatchGradient", Counted)
    X, y = quadratic(n=1500)
    params = initialise((1, 100, 1), np.random.default_rng(1))
    ours = train(X, y, params, **DEMO, learning_rate=0.01, n_iterations=3)
    assert len(sizes) == 2
    assert max(sizes) < 1000
    plain = plain_train(X, y, params, *DEMO.values(), [0.01] * 3, [slice(None)] * 3)
    assert_same(ours, plain)


@given(
    network=st.sampled_from(list(NETWORKS.values())),
    n=st.integers(1, 9),
    batch_size=st.integers(1, 9),
    every=st.integers(1, 3),
    n_iterations=st.integers(0, 20),
    seed=st.integers(0, 1000),
)
def test_mini_batches_with_a_schedule_are_the_plain_equations(
    network, n, batch_size, every, n_iterations, seed
):
    _, activations, loss = network
    batch_size = min(batch_size, n)
    X, y, params = example(network, n=n, seed=seed)
    ours = train(
        X,
        y,
        params,
        activations=activations,
        loss=loss,
        learning_rate=0.2,
        n_iterations=n_iterations,
        batch_size=batch_size,
        rng=np.random.default_rng(seed),
        schedule=step_decay(0.5, every),
    )
    rng, rates, batches = np.random.default_rng(seed), [], []
    for epoch in range(n_iterations):
        order = rng.permutation(n)
        cut = [order[start : start + batch_size] for start in range(0, n, batch_size)]
        batches += cut
        rates += [0.2 * 0.5 ** (epoch // every)] * len(cut)
    plain = plain_train(
        X, y, params, activations, loss, rates[:n_iterations], batches[:n_iterations]
    )
    assert_same(ours, plain, rel=1e-8)


def test_layers_with_and_without_biases_may_be_mixed():
    network = NETWORKS["three layers"]
    X, y, params = example(network)
    del params["b2"]
    _, activations, loss = network
    ours = train(
        X, y, params, activations=activations, loss=loss, learning_rate=0.1, n_iterations=10
    )
    everything = [slice(None)] * 10
    assert_same(ours, plain_train(X, y, params, activations, loss, [0.1] * 10, everything))


def test_a_batch_of_the_full_size_is_gradient_descent():
    X, y = quadratic()
    params = initialise((1, 10, 1), np.random.default_rng(0))
    common = DEMO | {"learning_rate": 0.01, "n_iterations": 100}
    full = train(X, y, params, **common)
    batched = train(X, y, params, **common, batch_size=100, rng=np.random.default_rng(5))
    assert_same(batched, full)


@given(n=st.integers(1, 60), batch_size=st.integers(1, 60), seed=st.integers(0, 1000))
def test_an_epoch_uses_every_example_once(n, batch_size, seed):
    batch_size = min(batch_size, n)
    batches = epoch_batches(n, batch_size, np.random.default_rng(seed))
    assert sorted(np.concatenate(batches)) == list(range(n))
    assert {len(batch) for batch in batches[:-1]} <= {batch_size}
    assert 1 <= len(batches[-1]) <= batch_size


def test_who_shares_a_batch_is_random_and_shuffled_anew():
    rng = np.random.default_rng(0)
    partners = {
        tuple(sorted(int(i) for batch in epoch_batches(6, 2, rng) if 0 in batch for i in batch))
        for _ in range(100)
    }
    assert partners == {(0, other) for other in range(1, 6)}


def test_losses_are_taken_before_their_update():
    X, y = quadratic()
    params = initialise((1, 10, 1), np.random.default_rng(0))
    _, losses = train(X, y, params, **DEMO, learning_rate=0.01, n_iterations=3)
    assert losses.shape == (3,)
    assert losses[0] == pytest.approx(np.mean((predict(X, params, DEMO["activations"]) - y) ** 2))


def test_a_rate_of_zero_stays_at_the_start():
    X, y = quadratic()
    params = initialise((1, 10, 1), np.random.default_rng(0))
    trained, losses = train(X, y, params, **DEMO, learning_rate=0, n_iterations=4)
    assert len(set(losses)) == 1
    assert all((trained[name] == params[name]).all() for name in params)


def test_no_iterations_give_a_copy_of_the_parameters():
    X, y, params = example(NETWORKS["the demo"])
    trained, losses = train(X, y, params, **DEMO, learning_rate=0.1, n_iterations=0)
    assert losses.shape == (0,)
    for name in params:
        assert (trained[name] == params[name]).all()
        assert not np.shares_memory(trained[name], params[name])


def test_train_changes_none_of_its_arguments():
    X, y, params = example(NETWORKS["the task"])
    copies = X.copy(), y.copy(), {name: value.copy() for name, value in params.items()}
    train(X, y, params, **TASK, learning_rate=1.0, n_iterations=5, penalty="l2", lam=0.1)
    rng = np.random.default_rng(0)
    train(X, y, params, **TASK, learning_rate=1.0, n_iterations=5, batch_size=4, rng=rng)
    assert np.array_equal(X, copies[0])
    assert np.array_equal(y, copies[1])
    assert all((params[name] == copies[2][name]).all() for name in params)


def test_parameters_in_any_memory_order_or_dtype_train_the_same():
    X, y, params = example(NETWORKS["the task"])
    odd = {name: np.asfortranarray(value) for name, value in params.items()}
    odd["b2"] = np.array([0])
    odd_X = np.repeat(X, 2, axis=0)[::2]
    common = TASK | {"learning_rate": 1.0, "n_iterations": 5}
    plain = train(X, y.astype(int), params | {"b2": np.zeros(1)}, **common)
    assert_same(train(odd_X, y.astype(bool), odd, **common), plain)


def test_a_diverging_run_warns_of_nothing_and_shows_in_its_losses():
    X, y = quadratic()
    params = initialise((1, 10, 1), np.random.default_rng(0))
    for kind in (None, "l1", "l2"):
        lam = 0.0 if kind is None else 0.1
        _, losses = train(
            X, y, params, **DEMO, learning_rate=1e3, n_iterations=400, penalty=kind, lam=lam
        )
        assert not np.isfinite(losses[-1])


def test_saturated_sigmoids_train_without_a_warning():
    X, y = np.array([[1.0], [-1.0]]), np.array([[0.0], [1.0]])
    params = {"W1": np.array([[5000.0]]), "b1": np.zeros(1)}
    one_layer = TASK | {"activations": ("sigmoid",)}
    _, losses = train(X, y, params, **one_layer, learning_rate=1.0, n_iterations=2)
    assert losses[0] == pytest.approx(-np.log(np.finfo(float).tiny))


def test_the_demo_fits_with_biases_and_cannot_without():
    X, y = quadratic()
    ends = {True: [], False: []}
    for biases, errors in ends.items():
        for seed in range(20):
            params = initialise((1, 10, 1), np.random.default_rng(seed), scale=1.0, biases=biases)
            _, losses = train(X, y, params, **DEMO, learning_rate=0.05, n_iterations=5000)
            errors.append(losses[-1])
    assert np.median(ends[True]) < 0.35
    assert min(ends[False]) > 0.95 * y.var()


def test_the_task_reaches_93_percent_on_most_seeds():
    X, y = iris_versicolor()
    right = []
    for seed in range(20):
        params = initialise((1, 4, 1), np.random.default_rng(seed))
        params, _ = train(X, y, params, **TASK, learning_rate=1.0, n_iterations=5000)
        right.append(((predict(X, params, TASK["activations"]) > 0.5) == y).mean())
    assert np.mean(np.array(right) >= 0.93) >= 0.8


def test_constant_and_step_decay():
    assert [constant(0.3, epoch) for epoch in range(3)] == [0.3] * 3
    schedule = step_decay(factor=0.5, every=2)
    assert [schedule(8.0, epoch) for epoch in range(7)] == [8, 8, 4, 4, 2, 2, 1]


@pytest.mark.parametrize(
    "bad",
    [
        {"factor": 0, "every": 1},
        {"factor": float("nan"), "every": 1},
        {"factor": 0.5, "every": 0},
        {"factor": 0.5, "every": 2.0},
    ],
)
def test_step_decay_refuses_what_is_no_schedule(bad):
    with pytest.raises(ValueError, match=r"(factor|every) is .*: it must be"):
        step_decay(**bad)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"y": np.zeros(6)}, r"y has the shape \(6,\).*\(6, 1\).*reshape"),
        ({"y": np.zeros((5, 1))}, r"y has the shape \(5, 1\)"),
        ({"y": np.full((6, 1), 2.0)}, "classes coded 0 and 1"),
        ({"y": np.full((6, 1), np.nan)}, "classes coded 0 and 1"),
        ({"X": np.zeros(6)}, r"X has the shape \(6,\)"),
        ({"activations": ("sigmoid", "sine")}, "unknown activation 'sine'"),
        ({"activations": ("sigmoid", "tanh")}, "end activations with 'sigmoid'"),
        ({"loss": "mse"}, "unknown loss 'mse'"),
        ({"learning_rate": -0.1}, "learning_rate is -0.1"),
        ({"learning_rate": np.inf}, "learning_rate is inf"),
        ({"n_iterations": -1}, "n_iterations is -1"),
        ({"n_iterations": 2.5}, "n_iterations is 2.5"),
        ({"n_iterations": 2.0}, "n_iterations is 2.0.*whole number"),
        ({"batch_size": 0}, "batch_size is 0.*from 1 to 6"),
        ({"batch_size": 7}, "batch_size is 7"),
        ({"batch_size": 2.0}, "batch_size is 2.0"),
        ({"batch_size": 2, "rng": None}, "rng is None"),
        ({"penalty": "l3", "lam": 0.1}, "unknown penalty 'l3'"),
        ({"penalty": "l2", "lam": -1}, "lam is -1"),
        ({"lam": 0.1}, "lam is 0.1 but penalty is None"),
    ],
)
def test_train_says_what_does_not_fit(change, message):
    X, y, params = example(NETWORKS["the task"])
    arguments = {"X": X, "y": y, "params": params, "learning_rate": 0.1, "n_iterations": 2}
    with pytest.raises(ValueError, match=message):
        train(**(arguments | TASK | {"rng": np.random.default_rng(0)} | change))


def test_epoch_batches_says_what_does_not_fit():
    with pytest.raises(ValueError, match="batch_size is 4"):
        epoch_batches(3, 4, np.random.default_rng(0))
    with pytest.raises(ValueError, match="rng is 0"):
        epoch_batches(3, 2, 0)
