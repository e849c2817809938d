"""The network against three oracles that share no code with it, and against its own contract.

The oracles are the complex step, central differences, and the `autograd` library over a network
written down a second time, with other formulas, in this file.
"""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from networks import NETWORKS, example, over_networks, with_and_without_biases

from helpers.numerical_gradients import central_differences, complex_step
from helpers.reference import (
    backward,
    cost,
    forward,
    initialise,
    predict,
    regularised_gradients,
    sigmoid,
    update,
)

ORACLE_ACTIVATIONS = {
    "sigmoid": lambda z: (1 + anp.tanh(z / 2)) / 2,
    "tanh": lambda z: 2 / (1 + anp.exp(-2 * z)) - 1,
    "relu": lambda z: (z + anp.abs(z)) / 2,
    "identity": lambda z: z,
}


def oracle_cost(X, y, params, activations, loss, penalty, lam):
    """J, one sample at a time, cross-entropy straight from the weighted inputs."""
    total = 0.0
    for x, label in zip(X, y, strict=True):
        a = x
        for layer, name in enumerate(activations, start=1):
            z = anp.dot(params[f"W{layer}"].T, a)
            if f"b{layer}" in params:
                z = z + params[f"b{layer}"]
            a = ORACLE_ACTIVATIONS[name](z)
        if loss == "binary_cross_entropy":
            total = total + anp.sum(anp.logaddexp(0, z) - label * z)
        else:
            half = 2 if loss == "quadratic_cost" else 1
            total = total + anp.sum((a - label) ** 2) / half
    weights = [params[name] for name in params if name[0] == "W"]
    if penalty == "l1":
        return total / len(X) + lam * sum(anp.sum(anp.abs(W)) for W in weights)
    if penalty == "l2":
        return total / len(X) + lam / 2 * sum(anp.sum(W**2) for W in weights)
    return total / len(X)


@over_networks
@with_and_without_biases
@pytest.mark.parametrize(("penalty", "lam"), [(None, 0.0), ("l1", 0.3), ("l2", 0.3)])
def test_gradients_agree_with_all_three_oracles(network, biases, penalty, lam):
    _, activations, loss = network
    X, y, params = example(network, biases)
    grads = backward(X, y, params, forward(X, params, activations), activations, loss)
    if penalty:
        grads = regularised_gradients(grads, params, lam, penalty)

    def J(p):
        return cost(X, y, p, activations, loss, penalty, lam)

    def oracle(p):
        return oracle_cost(X, y, p, activations, loss, penalty, lam)

    assert J(params) == pytest.approx(oracle(params), rel=1e-12)
    exact, by_autograd = complex_step(J, params), autograd.grad(oracle)(params)
    by_differences = central_differences(oracle, params)
    for name in params:
        assert grads[f"d{name}"].shape == params[name].shape
        assert grads[f"d{name}"] == pytest.approx(exact[name], rel=1e-10, abs=1e-13)
        assert grads[f"d{name}"] == pytest.approx(by_autograd[name], rel=1e-10, abs=1e-13)
        assert grads[f"d{name}"] == pytest.approx(by_differences[name], rel=1e-6, abs=1e-8)


@over_networks
def test_every_dz_and_da_is_the_derivative_of_the_mean_loss(network):
    _, activations, loss = network
    X, y, params = example(network)
    cache = forward(X, params, activations)
    grads = backward(X, y, params, cache, activations, loss)

    def rest(layer, A):
        """The mean loss from the activations of a layer on: a network of the layers above it."""
        above = {
            f"{name[0]}{int(name[1:]) - layer}": value
            for name, value in params.items()
            if int(name[1:]) > layer
        }
        return oracle_cost(A, y, above, activations[layer:], loss, None, 0)

    for layer in range(1, len(activations)):
        A = cache[f"A{layer}"]
        expected = autograd.grad(lambda A, layer=layer: rest(layer, A))(A)
        assert grads[f"dA{layer}"] == pytest.approx(expected, rel=1e-10, abs=1e-13)
        activation = ORACLE_ACTIVATIONS[activations[layer - 1]]
        expected = autograd.grad(lambda Z, layer=layer, f=activation: rest(layer, f(Z)))(
            cache[f"Z{layer}"]
        )
        assert grads[f"dZ{layer}"] == pytest.approx(expected, rel=1e-10, abs=1e-13)
    hidden, depth = range(1, len(activations)), len(activations)
    assert set(grads) == (
        {f"dA{layer}" for layer in hidden}
        | {f"d{kind}{layer}" for kind in "ZWb" for layer in range(1, depth + 1)}
    )


@st.composite
def random_networks(draw):
    depth = draw(st.integers(1, 4))
    sizes = tuple(draw(st.integers(1, 5)) for _ in range(depth + 1))
    loss = draw(st.sampled_from(["squared_error", "quadratic_cost", "binary_cross_entropy"]))
    smooth = st.sampled_from(["sigmoid", "tanh", "identity"])  # a kink would trip differences
    last = "sigmoid" if loss == "binary_cross_entropy" else draw(smooth)
    return sizes, (*(draw(smooth) for _ in range(depth - 1)), last), loss


@given(
    network=random_networks(),
    n=st.integers(1, 5),
    seed=st.integers(0, 10_000),
    biases=st.booleans(),
)
def test_gradients_are_right_for_any_smooth_network(network, n, seed, biases):
    _, activations, loss = network
    X, y, params = example(network, biases, n, seed)
    cache = forward(X, params, activations)
    if loss == "binary_cross_entropy":
        # Where an output is almost 1, the oracle's log(1 − A) loses the digits that are compared.
        output = cache[f"A{len(activations)}"]
        assume(np.all(np.minimum(output, 1 - output) > 1e-4))
    grads = backward(X, y, params, cache, activations, loss)
    exact = complex_step(lambda p: cost(X, y, p, activations, loss), params)
    for name in params:
        assert grads[f"d{name}"] == pytest.approx(exact[name], rel=1e-9, abs=1e-12)


def test_forward_by_hand():
    params = {
        "W1": np.array([[1.0, -1.0]]),
        "b1": np.array([0.0, 2.0]),
        "W2": np.array([[3.0], [0.5]]),
        "b2": np.array([-1.0]),
    }
    cache = forward(np.array([[2.0], [-4.0]]), params, ("relu", "identity"))
    assert cache["Z1"].tolist() == [[2, 0], [-4, 6]]
    assert cache["A1"].tolist() == [[2, 0], [0, 6]]
    assert cache["Z2"].tolist() == cache["A2"].tolist() == [[5], [2]]


def test_cross_entropy_keeps_its_gradient_where_the_sigmoid_is_saturated():
    X, y, params = np.array([[1.0]]), np.array([[1.0]]), {"W1": np.array([[-1000.0]])}
    cache = forward(X, params, ("sigmoid",))
    assert backward(X, y, params, cache, ("sigmoid",), "binary_cross_entropy")["dZ1"] == -1


@over_networks
def test_the_gradient_is_the_mean_of_the_examples_gradients(network):
    _, activations, loss = network
    X, y, params = example(network)

    def gradient(X, y):
        return backward(X, y, params, forward(X, params, activations), activations, loss)

    alone = [gradient(x[None], label[None]) for x, label in zip(X, y, strict=True)]
    for name in params:
        mean = np.mean([one[f"d{name}"] for one in alone], axis=0)
        assert gradient(X, y)[f"d{name}"] == pytest.approx(mean, rel=1e-10, abs=1e-14)


@over_networks
def test_nothing_changes_its_arguments(network):
    _, activations, loss = network
    X, y, params = example(network)
    cache = forward(X, params, activations)
    grads = backward(X, y, params, cache, activations, loss)
    everything = [{"X": X, "y": y}, params, cache, grads]
    copies = [{name: value.copy() for name, value in part.items()} for part in everything]
    predict(X, params, activations)
    cost(X, y, params, activations, loss, "l2", 0.1)
    backward(X, y, params, cache, activations, loss)
    regularised_gradients(grads, params, 0.1, "l1")
    new = update(params, grads, 0.5)
    for part, copy in zip(everything, copies, strict=True):
        assert list(part) == list(copy)
        assert all((part[name] == copy[name]).all() for name in part)
    assert not any(np.shares_memory(new[name], params[name]) for name in params)


def test_update_is_a_step_down_the_gradient():
    params = {"W1": np.array([[1.0]]), "b1": np.array([2.0])}
    grads = {"dW1": np.array([[0.5]]), "db1": np.array([-1.0]), "dZ1": np.array([[9.0]])}
    assert update(params, grads, 0.1) == {"W1": 0.95, "b1": 2.1}
    assert update(params, grads, 0) == params


def test_initialise_gives_the_shapes_and_spreads_it_says():
    params = initialise((400, 300, 2), np.random.default_rng(0))
    assert {name: value.shape for name, value in params.items()} == {
        "W1": (400, 300),
        "b1": (300,),
        "W2": (300, 2),
        "b2": (2,),
    }
    assert params["W1"].std() == pytest.approx(1 / 20, rel=0.02)
    assert params["W1"].mean() == pytest.approx(0, abs=1e-3)
    assert not params["b1"].any()
    wide = initialise((400, 300), np.random.default_rng(0), scale=2.0, biases=False)
    assert list(wide) == ["W1"]
    assert wide["W1"].std() == pytest.approx(2, rel=0.02)


def test_a_bias_free_sigmoid_network_is_a_constant_plus_an_odd_function():
    network = NETWORKS["the demo"]
    X, _, params = example(network, biases=False, n=20)
    mirrored = predict(X, params, network[1]) + predict(-X, params, network[1])
    assert mirrored == pytest.approx(params["W2"].sum(), rel=1e-12)


X3, P = np.zeros((3, 2)), {"W1": np.zeros((2, 4)), "W2": np.zeros((4, 1)), "b2": np.zeros(1)}
TWO = ("sigmoid", "identity")


@pytest.mark.parametrize(
    ("X", "params", "activations", "message"),
    [
        (np.zeros(3), P, TWO, r"X has the shape \(3,\).*\(n, 2\).*reshape"),
        (np.zeros((3, 4)), P, TWO, r"X has the shape \(3, 4\)"),
        (np.zeros((0, 2)), P, TWO, r"X has the shape \(0, 2\)"),
        (X3, P, ("sigmoid",), "2 weight matrices and activations 1 names"),
        (X3, {}, (), "0 weight matrices"),
        (X3, P, "sigmoid", "one name per layer"),
        (X3, P, ("sigmoid", "sine"), "unknown activation 'sine'"),
        (X3, P | {"W2": np.zeros((5, 1))}, TWO, r"W1 \(2, 4\) and W2 \(5, 1\) do not chain"),
        (X3, P | {"W2": np.zeros(4)}, TWO, r"W2 has the shape \(4,\)"),
        (X3, P | {"b2": np.zeros((1, 1))}, TWO, r"b2 has the shape \(1, 1\).*must be \(1,\)"),
        (X3, P | {"B1": np.zeros(4)}, TWO, "params has B1"),
        (X3, {"W1": P["W1"], "W3": P["W2"]}, TWO, "params has W3"),
    ],
)
def test_forward_says_what_does_not_fit(X, params, activations, message):
    with pytest.raises(ValueError, match=message):
        forward(X, params, activations)


def test_backward_says_what_does_not_fit():
    cache = forward(X3, P, TWO)
    with pytest.raises(ValueError, match=r"labels \(3,\)"):
        backward(X3, np.zeros(3), P, cache, TWO, "squared_error")
    with pytest.raises(ValueError, match="end activations with 'sigmoid'"):
        backward(X3, np.zeros((3, 1)), P, cache, TWO, "binary_cross_entropy")
    with pytest.raises(ValueError, match="unknown loss"):
        backward(X3, np.zeros((3, 1)), P, cache, TWO, "mse")
    sigmoids = ("sigmoid", "sigmoid")
    with pytest.raises(ValueError, match=r"labels \(3,\)"):
        backward(X3, np.zeros(3), P, forward(X3, P, sigmoids), sigmoids, "binary_cross_entropy")


def test_update_names_a_missing_gradient():
    with pytest.raises(ValueError, match="grads lacks dW2, db2"):
        update(P, {"dW1": P["W1"]}, 0.1)


@pytest.mark.parametrize("sizes", [(3,), (), (2, 0), (2, 1.5)])
def test_initialise_refuses_sizes_that_are_no_network(sizes):
    with pytest.raises(ValueError, match=r"layer_sizes(\[1\])? is"):
        initialise(sizes, np.random.default_rng(0))


def test_initialise_wants_a_generator():
    with pytest.raises(ValueError, match="default_rng"):
        initialise((1, 2), 0)


def test_complex_parameters_go_through_forward():
    X, _, params = example(NETWORKS["the demo"])
    nudged = params | {"W1": params["W1"] + 1e-30j}
    z = X @ params["W1"] + params["b1"]
    expected = X * sigmoid(z) * (1 - sigmoid(z))
    assert forward(X, nudged, TWO)["A1"].imag / 1e-30 == pytest.approx(expected, rel=1e-12)
