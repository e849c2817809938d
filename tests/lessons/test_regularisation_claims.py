"""What the task on regularisation says, found again with the functions that its cells define."""

import ast
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pytest

NOTEBOOK = Path(__file__).parents[2] / "source/regularisation/regularisation_task.ipynb"
CELLS = {cell.id: cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells}
SEEDS = range(20)
LAMS = np.array([0.01, 0.03, 0.1, 0.3, 1.0, 3.0])


@pytest.fixture(scope="module")
def task():
    """Every function that the cells of the task define, and the data of part 1."""
    names = {"np": np}
    for cell in CELLS.values():
        if cell.cell_type == "code" and cell.id != "reg-imports":
            tree = ast.parse(cell.source)
            tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
            exec(compile(tree, cell.id, "exec"), names)
    exec(CELLS["reg-points"].source, names)
    return SimpleNamespace(**names)


@pytest.fixture(scope="module")
def networks(task):
    """The network of part 1, and of part 4 with an L2 penalty, by λ."""

    def train(lam):
        def change(grads, params):
            return task.regularised_gradients(grads, params, lam, "l2")

        return task.train_network(task.x, task.y, change)

    return {lam: train(lam) for lam in (0, 0.02, 0.3)}


def at_points(task, params):
    return np.mean((task.predict_curve(task.x, params) - task.y) ** 2)


def between(task, params):
    return np.mean((task.predict_curve(task.grid, params) - task.true_curve(task.grid)) ** 2)


def test_the_free_network_learns_its_points_by_heart(task, networks):
    assert between(task, networks[0]) > 5 * at_points(task, networks[0])


def test_a_penalty_of_zero_changes_nothing(task, networks):
    free = task.train_network(task.x, task.y)
    assert all(np.array_equal(free[name], networks[0][name]) for name in free)


def test_the_error_at_the_points_rises_with_lambda(task, networks):
    errors = [at_points(task, networks[lam]) for lam in (0, 0.02, 0.3)]
    assert errors == sorted(errors)


def test_a_moderate_penalty_is_nearest_to_the_curve(task, networks):
    errors = {lam: between(task, params) for lam, params in networks.items()}
    assert min(errors, key=errors.get) == 0.02
    assert errors[0.02] < errors[0] / 3


def test_the_penalty_makes_the_curve_less_steep(task, networks):
    def steepest(params):
        return np.abs(np.diff(task.predict_curve(task.grid, params)[:, 0])).max()

    slopes = [steepest(networks[lam]) for lam in (0, 0.02, 0.3)]
    assert slopes == sorted(slopes, reverse=True)


def test_the_network_has_the_numbers_of_weights_that_the_text_gives(networks):
    sizes = {name: values.size for name, values in networks[0].items()}
    assert sum(sizes.values()) == 91
    assert sizes["W1"] + sizes["W2"] == 60
    assert "91 weights and biases" in CELLS["reg-part-1"].source
    assert "12 samples and 60 weights" in CELLS["reg-part-2"].source


def test_the_numbers_of_the_worked_example(task):
    w = [np.array([0.02, -0.3, -0.55])]
    text = CELLS["reg-part-2"].source
    for value, shown in (
        (task.l1_penalty(w, 1), "0.87"),
        (task.l1_penalty(w, 0.5), "0.435"),
        (task.l2_penalty(w, 1), "0.19645"),
        (2 * task.l2_penalty(w, 1), "0.3929"),
        (abs(w[0].sum()), "0.83"),
        (abs(w[0].sum()) / 2, "0.415"),
        (w[0].sum() ** 2, "0.6889"),
    ):
        assert value == pytest.approx(float(shown))
        assert shown in text
    layers = [np.array([[1, -2], [0, 0.5]]), np.array([[3]])]
    assert task.l1_penalty(layers, 0.5) == 3.25
    assert task.l2_penalty(layers, 0.5) == 3.5625


def test_alone_l1_reaches_zero_and_l2_only_shrinks(task):
    W1 = W2 = np.array([[1.0]])
    for _ in range(12):
        W1 = W1 - 0.1 * task.l1_gradient(W1, 1.2)
        W2 = W2 - 0.1 * task.l2_gradient(W2, 1.2)
    assert abs(W1.item()) <= 0.12
    assert W2.item() == pytest.approx(0.88**12)


@pytest.fixture(scope="module")
def sensors(task):
    """Test errors (λ) of both penalties for 20 data sets, by the number of sensors that matter."""

    def errors(gradient, X, y, X_test, y_test):
        models = [task.descend(X, y, lam, gradient) for lam in LAMS]
        return [np.mean((X_test @ W + b - y_test) ** 2) for W, b in models]

    found = {}
    for n_relevant in (3, 24):
        for seed in SEEDS:
            rng = np.random.default_rng(seed)
            data = *task.sensor_data(36, rng, n_relevant), *task.sensor_data(1000, rng, n_relevant)
            for name, gradient in (("L1", task.l1_gradient), ("L2", task.l2_gradient)):
                found.setdefault((n_relevant, name), []).append(errors(gradient, *data))
    return {key: np.array(values) for key, values in found.items()}


@pytest.mark.slow
def test_l1_is_better_if_few_sensors_matter_and_l2_if_all_do(sensors):
    for n_relevant, better, worse in ((3, "L1", "L2"), (24, "L2", "L1")):
        lower = sensors[n_relevant, better].min(axis=1) < sensors[n_relevant, worse].min(axis=1)
        assert lower.mean() >= 0.9


@pytest.mark.slow
def test_the_error_over_lambda_is_a_u(sensors):
    for errors in sensors.values():
        lowest = errors.min(axis=1)
        assert np.all(errors[:, -1] > 1.2 * lowest)
        assert np.mean(errors[:, 0] > lowest) >= 0.9


def test_the_model_answer_cites_what_the_runs_say(task):
    rng = np.random.default_rng(2)
    X, y = task.sensor_data(36, rng, 3)
    fits = {"L1": task.fit_with(task.l1_gradient), "L2": task.fit_with(task.l2_gradient)}
    tables = {
        name: np.asarray(task.cross_validate(fit, X, y, LAMS, 5, np.random.default_rng(0)))
        for name, fit in fits.items()
    }
    means = {name: table.mean(axis=1) for name, table in tables.items()}
    assert task.choose_lambda(LAMS, tables["L1"]) == 0.3
    assert task.choose_lambda(LAMS, tables["L2"]) == 0.1
    cited = CELLS["reg-regularisation-comment"].source
    for value, shown in (
        (means["L1"][3], "3.71"),
        (means["L2"][2], "5.65"),
        (means["L1"][2], "4.56"),
        (tables["L1"][2].std(), "1.93"),
        (means["L1"][0], "13.6"),
        (means["L1"][5], "10.9"),
    ):
        assert value == pytest.approx(float(shown), abs=0.05)
        assert shown in cited
