"""What importing the reference does, and does not do."""

import subprocess
import sys

PROGRAM = """
import sys
import numpy as np

np.random.seed(12)
before = np.random.get_state()
import helpers.data, helpers.numerical_gradients, helpers.reference

helpers.data.quadratic()
helpers.data.gabor(np.random.default_rng(0))
X, y = helpers.data.iris_versicolor()
rng = np.random.default_rng(0)
params = helpers.reference.initialise((1, 4, 1), rng)
helpers.reference.train(
    X, y, params, activations=("sigmoid", "sigmoid"), loss="binary_cross_entropy",
    learning_rate=1.0, n_iterations=20, batch_size=10, rng=rng,
)
after = np.random.get_state()
assert (before[1] == after[1]).all() and before[2:] == after[2:], "the global generator was used"
heavy = {"matplotlib", "scipy", "pandas", "torch", "sklearn"} & set(sys.modules)
assert not heavy, f"imported {heavy}"
"""


def test_the_reference_draws_nothing_and_leaves_the_global_generator_alone():
    subprocess.run([sys.executable, "-W", "error", "-c", PROGRAM], check=True)


def test_everything_that_the_package_offers_is_there():
    import helpers.reference as reference

    assert all(callable(getattr(reference, name)) or name.isupper() for name in reference.__all__)
