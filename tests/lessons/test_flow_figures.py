"""Paths, pictures and explorers of the backpropagation lesson, held to oracles of their own.

The oracles are hand arithmetic, the complex step, a forward pass and a training loop written down
a second time in this file, and the `autograd` library.
"""

import ast
import math
import re
from pathlib import Path

import autograd
import autograd.numpy as anp
import nbformat
import numpy as np
import pytest
from matplotlib.figure import Figure

from helpers import data, figures
from helpers.explorers import demo, explorer, flow
from helpers.figures import flow as flow_figures
from helpers.network_paths import SMALL, WorkedExample, nudged, paths_of, run
from helpers.numerical_gradients import complex_step

NOTEBOOK = Path(__file__).parents[2] / "notebooks/backpropagation_theory.ipynb"
WEIGHTS = [
    (layer, *place) for layer in (1, 2, 3) for place in np.ndindex(SMALL.params[f"W{layer}"].shape)
]


def by_hand(params, x=SMALL.x, y=SMALL.y):
    """The activations of every layer of the sigmoid network and its cost ½‖a − y‖²."""
    activations = [x]
    for layer in (1, 2, 3):
        z = params[f"W{layer}"].T @ activations[-1] + params[f"b{layer}"]
        activations.append(1 / (1 + np.exp(-z)))
    return activations, np.sum((activations[-1] - y) ** 2) / 2


GRADIENT = complex_step(lambda params: by_hand(params)[1], SMALL.params)


# --- paths --------------------------------------------------------------------------------------


def test_a_path_of_a_chain_is_its_slopes_one_after_the_other():
    chain = WorkedExample(
        {"W1": np.array([[2.0]]), "W2": np.array([[3.0]])},
        ("identity", "identity"),
        np.array([5.0]),
        np.array([1.0]),
    )
    (path,) = paths_of(chain, 1, 0, 0)
    assert path.neurons == (0, 0)
    assert path.factors == (5.0, 3.0, 29.0)  # ∂a/∂w = x, ∂a/∂a = w², ∂C/∂a = 3·2·5 − 1
    assert path.product == 435.0


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_paths_of_a_weight_add_up_to_its_gradient(weight):
    layer, k, j = weight
    paths = paths_of(SMALL, *weight)
    assert len(paths) == {1: 6, 2: 2, 3: 1}[layer]
    assert len({path.neurons for path in paths}) == len(paths)
    total = math.fsum(path.product for path in paths)
    assert total == pytest.approx(GRADIENT[f"W{layer}"][k, j], rel=1e-12)


def test_a_run_has_the_activations_and_the_cost_of_the_formula():
    activations, cost = by_hand(SMALL.params)
    values = run(SMALL)
    for layer, activation in enumerate(activations):
        np.testing.assert_allclose(values[f"A{layer}"], activation, rtol=1e-14)
    assert values["C"] == pytest.approx(cost, rel=1e-14)


def test_a_nudge_moves_one_weight_of_a_copy():
    before = SMALL.params["W2"].copy()
    after = nudged(SMALL, 2, 0, 1, 0.25).params["W2"]
    np.testing.assert_array_equal(SMALL.params["W2"], before)
    moved = after - before
    assert moved[0, 1] == 0.25
    assert np.count_nonzero(moved) == 1


# --- figures ------------------------------------------------------------------------------------


def travel(stage, **options):
    return flow_figures.travelling_change(SMALL, 1, 0, 1, 0.5, stage, **options)


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def drawn(request):
    dark = request.param
    return [
        flow_figures.weight_notation(dark=dark),
        flow_figures.neuron_notation(dark=dark),
        *(travel(stage, through=2, dark=dark) for stage in flow_figures.STAGES),
        flow_figures.lines([1, 2, 3], {"a": [1.0, 2, 4], "b": [3.0, 2, 1]}, "x", "y", dark=dark),
    ]


def test_every_figure_has_an_alt_text_of_its_own_and_fits_the_page(drawn):
    texts = [figure.get_label() for figure in drawn]
    assert len(set(texts)) == len(texts)
    assert all(len(text) > 60 for text in texts)
    assert not any("nan" in text or "$" in text for text in texts)
    assert all(figure.get_size_inches()[0] <= 6 for figure in drawn)


def test_equal_figures_give_equal_bytes():
    pages = [figures.as_html(travel("cost"), "alt") for _ in range(2)]
    assert pages[0] == pages[1]


def changes():
    """In thousandths: the changes of the activations, and of the cost, when W1[0, 1] grows by ½."""
    params = {name: value.copy() for name, value in SMALL.params.items()}
    params["W1"][0, 1] += 0.5
    (after, cost_after), (before, cost_before) = by_hand(params), by_hand(SMALL.params)
    moves = [1000 * (new - old) for new, old in zip(after, before, strict=True)]
    return moves, 1000 * (cost_after - cost_before)


@pytest.mark.parametrize(
    ("stage", "reached"),
    [
        ("weight", []),
        ("neuron", [(1, 1)]),
        ("next layer", [(1, 1), (2, 0), (2, 1), (2, 2)]),
        ("cost", [(1, 1), (2, 0), (2, 1), (2, 2), (3, 0), (3, 1)]),
        ("one neuron", [(1, 1), (2, 2)]),
        ("one path", [(1, 1), (2, 2), (3, 0)]),
    ],
)
def test_the_travelling_change_tells_how_far_it_has_come(stage, reached):
    text = travel(stage, through=2).get_label()
    moves, change_of_cost = changes()
    told = {
        (int(layer), int(index) - 1): float(move)
        for index, layer, move in re.findall(r"neuron (\d) of layer (\d) by ([+-][\d.]*\d)", text)
    }
    assert list(told) == reached
    for (layer, index), move in told.items():
        assert move == pytest.approx(moves[layer][index], rel=0.01)
    told_cost = re.findall(r"cost changes by ([+-][\d.]*\d)", text)
    assert len(told_cost) == (stage == "cost")
    assert all(float(cost) == pytest.approx(change_of_cost, rel=0.01) for cost in told_cost)


def test_the_single_path_tells_its_product():
    text = travel("one path", through=2).get_label()
    (share,) = [path.product for path in paths_of(SMALL, 1, 0, 1) if path.neurons == (1, 2, 0)]
    assert text.endswith(f"is {share:.4f}.")


def test_an_unknown_stage_is_refused():
    with pytest.raises(ValueError, match="choose one of weight, neuron"):
        travel("elsewhere")


def test_the_notation_turns_the_indices_round():
    figure = flow_figures.weight_notation(layer=2, k=3, j=1)
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "$w^2_{24}$ = W2[3, 1]" in words


# --- the flow explorer --------------------------------------------------------------------------


def flow_at(state):
    return flow.compute(explorer.read_state(flow.FLOW, state))


def test_every_weight_can_be_chosen_by_the_name_of_the_theory():
    assert set(flow.WEIGHTS.values()) == set(WEIGHTS)
    assert flow.WEIGHTS["w1_21"] == (1, 0, 1)


@pytest.mark.parametrize("name", flow.WEIGHTS)
def test_the_flow_has_the_gradient_and_the_change_of_the_cost(name):
    layer, k, j = flow.WEIGHTS[name]
    shown = flow_at(f"weight={name},nudge=0.3")
    assert shown.gradient == pytest.approx(GRADIENT[f"W{layer}"][k, j], rel=1e-12)
    params = {key: value.copy() for key, value in SMALL.params.items()}
    params[f"W{layer}"][k, j] += 0.3
    change = by_hand(params)[1] - by_hand(SMALL.params)[1]
    assert shown.change_of_cost == pytest.approx(change, rel=1e-9)
    assert f"{shown.gradient:.4f}" in flow.describe(shown)


def test_behind_a_neuron_that_is_off_nothing_is_lit():
    # In the ReLU network neuron 2 of layer 1 has z = −1.05: it is off.
    shown = flow_at("weight=w1_21,activation=relu")
    assert shown.lit_paths == []
    assert shown.gradient == 0
    assert shown.change_of_cost == 0
    on = flow_at("weight=w1_11,activation=relu")
    assert 0 < len(on.lit_paths) < len(on.paths) == 6


def test_the_bars_end_where_the_cross_is():
    figure = Figure()
    shown = flow_at("weight=w2_13")
    flow.draw(shown, flow.panels(figure))
    bars = figure.axes[1].patches
    widths = [bar.get_width() for bar in bars]
    assert widths[-1] == pytest.approx(sum(widths[:-1]))
    (cross,) = [line for line in figure.axes[1].lines if line.get_marker() == "x"]
    assert cross.get_xdata()[0] == pytest.approx(GRADIENT["W2"][2, 0], rel=1e-12)


# --- the demo explorer --------------------------------------------------------------------------


def demo_at(state):
    return demo.compute(explorer.read_state(demo.DEMO, state))


@pytest.mark.parametrize("biases", [False, True])
def test_the_demo_trains_as_a_plain_loop_does(biases):
    shown = demo_at(f"width=3,rate=0.03,steps=30,biases={'yes' if biases else 'no'}")
    X, y = data.quadratic()
    rng = np.random.default_rng(0)
    W1, W2 = rng.normal(size=(1, 3)), rng.normal(size=(3, 1))
    b1, b2 = np.zeros(3), np.zeros(1)
    losses = []
    for _ in range(31):
        A1 = 1 / (1 + np.exp(-(X @ W1 + b1)))
        error = A1 @ W2 + b2 - y
        losses.append(np.mean(error**2))
        hidden = (error @ W2.T) * A1 * (1 - A1)
        W2, W1 = W2 - 0.06 * A1.T @ error / 100, W1 - 0.06 * X.T @ hidden / 100
        if biases:
            b2, b1 = b2 - 0.06 * error.mean(axis=0), b1 - 0.06 * hidden.mean(axis=0)
    np.testing.assert_allclose(shown.losses, losses, rtol=1e-10)


def test_the_hidden_neurons_add_up_to_the_fit_of_a_network_without_biases():
    shown = demo_at("width=5,biases=no")
    np.testing.assert_allclose(shown.contributions.sum(axis=1), shown.fit, atol=1e-12)


@pytest.mark.parametrize("seed", demo.DEMO.knobs[-1].values)
def test_biases_decide_whether_the_demo_fits(seed):
    assert demo_at(f"rate=0.1,biases=no,seed={seed}").losses[-1] > 5.7
    assert demo_at(f"rate=0.1,biases=yes,seed={seed}").losses[-1] < 0.3


def test_a_training_that_diverges_is_told_and_drawn():
    shown = demo_at("rate=1,width=100")
    assert shown.diverged
    assert "diverged" in demo.describe(shown)
    figure = Figure()
    demo.draw(shown, demo.panels(figure))
    assert "diverged" in [text.get_text() for text in figure.axes[0].texts]


# --- the numbers in the lesson's prose ----------------------------------------------------------


@pytest.fixture(scope="module")
def cells():
    return {cell.id: cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells}


def test_the_numbers_said_to_be_autograds_are_autograds(cells):
    def cost(W1):
        a = SMALL.x
        for layer, W in ((1, W1), (2, SMALL.params["W2"]), (3, SMALL.params["W3"])):
            a = (1 + anp.tanh((anp.dot(W.T, a) + SMALL.params[f"b{layer}"]) / 2)) / 2
        return anp.sum((SMALL.y - a) ** 2) / 2

    tree = ast.parse(cells["claim-20-oracles"].source)
    (call,) = [node.value for node in tree.body if isinstance(node, ast.Assign)][:1]
    stated = np.array(ast.literal_eval(call.args[0]))
    np.testing.assert_allclose(stated, autograd.grad(cost)(SMALL.params["W1"]), rtol=1e-10)


def test_the_transpose_gives_the_two_numbers_that_are_printed(cells):
    a = by_hand(SMALL.params)[0][1]
    W, b = SMALL.params["W2"], SMALL.params["b2"]
    right, wrong = (1 / (1 + np.exp(-(M.T @ a + b)[0])) for M in (W, W.T))
    (output,) = cells["slip-transpose-run"].outputs
    assert f"{right:.3f} as it should be, {wrong:.3f} with the transpose" in output.text


def test_the_paths_that_nearly_cancel_are_as_large_as_stated(cells):
    products = [path.product for path in paths_of(SMALL, 1, 0, 2)]
    text = cells["explore-flow-text"].source
    assert f"{max(map(abs, products)):.4f}" in text
    assert f"{GRADIENT['W1'][0, 2]:.4f}".replace("-", "−") in text


def test_the_counts_that_are_stated_are_right(cells):
    parameters = 784 * 100 + 100 + 100 * 10 + 10
    assert f"{2 * parameters:,}" in cells["slip-two-passes"].source
    assert f"{7 * 10 * 10 + 10} edges" in cells["summary"].source
