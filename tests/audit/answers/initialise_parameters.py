# %% right: standard normal weights, zero biases
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.standard_normal((n_input, n_hidden))
    W2 = rng.standard_normal((n_hidden, n_output))
    b1 = np.zeros(n_hidden)
    b2 = np.zeros(n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% right: rng.normal with keyword scale 0.5
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(loc=0.0, scale=0.5, size=(n_input, n_hidden))
    W2 = rng.normal(loc=0.0, scale=0.5, size=(n_hidden, n_output))
    b1, b2 = np.zeros((n_hidden,)), np.zeros((n_output,))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% right: uniform between -1 and 1
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.uniform(-1, 1, (n_input, n_hidden))
    W2 = rng.uniform(-1, 1, (n_hidden, n_output))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% right: rng.random shifted to be centred
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = 2 * rng.random((n_input, n_hidden)) - 1
    W2 = 2 * rng.random((n_hidden, n_output)) - 1
    b1 = 0.0 * np.arange(n_hidden)
    b2 = 0.0 * np.arange(n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% right: nested list comprehension, one draw for each weight
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = np.array([[rng.normal() for j in range(n_hidden)] for k in range(n_input)])
    W2 = np.array([[rng.normal() for j in range(n_output)] for k in range(n_hidden)])
    b1 = np.array([0.0] * n_hidden)
    b2 = np.array([0.0] * n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% right: all weights drawn at once, split and reshaped
def initialise_parameters(n_input, n_hidden, n_output, rng):
    m = n_input * n_hidden
    w = rng.standard_normal(m + n_hidden * n_output)
    W1 = w[:m].reshape(n_input, n_hidden)
    W2 = w[m:].reshape(n_hidden, n_output)
    return dict(W1=W1, b1=np.zeros(n_hidden), W2=W2, b2=np.zeros(n_output))

# %% right: helper function for a layer, OrderedDict, W2 drawn first
from collections import OrderedDict


def _layer(inputs, outputs, rng):
    return rng.normal(0, 0.8, (inputs, outputs)), np.zeros(outputs)


def initialise_parameters(n_input, n_hidden, n_output, rng):
    W2, b2 = _layer(n_hidden, n_output, rng)
    W1, b1 = _layer(n_input, n_hidden, rng)
    return OrderedDict([("W1", W1), ("b1", b1), ("W2", W2), ("b2", b2)])

# %% right: drawn transposed, returned as Fortran-ordered views
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_hidden, n_input)).T
    W2 = rng.normal(size=(n_output, n_hidden)).T
    b1 = np.zeros_like(W1, shape=n_hidden)
    b2 = np.zeros_like(W2, shape=n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% right: a dict subclass with attribute access
class Params(dict):
    __getattr__ = dict.__getitem__


def initialise_parameters(n_input, n_hidden, n_output, rng):
    return Params(
        W1=rng.laplace(0, 0.5, (n_input, n_hidden)),
        b1=np.zeros(n_hidden),
        W2=rng.laplace(0, 0.5, (n_hidden, n_output)),
        b2=np.zeros(n_output),
    )

# %% right: loop that fills preallocated arrays
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = np.empty((n_input, n_hidden))
    for k in range(n_input):
        W1[k, :] = rng.normal(0, 1, n_hidden)
    W2 = np.empty((n_hidden, n_output))
    for k in range(n_hidden):
        W2[k, :] = rng.normal(0, 1, n_output)
    return {"W1": W1, "b1": np.full(n_hidden, 0.0), "W2": W2, "b2": np.full(n_output, 0.0)}

# %% wrong [symmetric-start]: all weights zero
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = np.zeros((n_input, n_hidden))
    W2 = np.zeros((n_hidden, n_output))
    b1 = np.zeros(n_hidden)
    b2 = np.zeros(n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong [symmetric-start]: all weights equal, one half
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = np.full((n_input, n_hidden), 0.5)
    W2 = np.full((n_hidden, n_output), 0.5)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [own-generator]: global np.random instead of the generator that is passed in
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = np.random.randn(n_input, n_hidden)
    W2 = np.random.randn(n_hidden, n_output)
    b1 = np.zeros(n_hidden)
    b2 = np.zeros(n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong [own-generator]: makes its own generator with seed 0, ignores rng
def initialise_parameters(n_input, n_hidden, n_output, rng):
    rng = np.random.default_rng(0)
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = rng.normal(size=(n_hidden, n_output))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [random-biases]: biases are random too
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = rng.normal(size=(n_hidden, n_output))
    b1 = rng.normal(size=n_hidden)
    b2 = rng.normal(size=n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong [random-biases]: biases are ones
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.standard_normal((n_input, n_hidden))
    W2 = rng.standard_normal((n_hidden, n_output))
    return {"W1": W1, "b1": np.ones(n_hidden), "W2": W2, "b2": np.ones(n_output)}

# %% wrong [bias-shape]: biases as rows (1, h) and (1, o) instead of one axis
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.standard_normal((n_input, n_hidden))
    W2 = rng.standard_normal((n_hidden, n_output))
    b1 = np.zeros((1, n_hidden))
    b2 = np.zeros((1, n_output))
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong [wrong-shape]: theory's convention, weight matrices transposed
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.standard_normal((n_hidden, n_input))
    W2 = rng.standard_normal((n_output, n_hidden))
    b1 = np.zeros(n_hidden)
    b2 = np.zeros(n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong [too-small]: scale 0.001 is below the smallest spread allowed
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.standard_normal((n_input, n_hidden)) * 0.001
    W2 = rng.standard_normal((n_hidden, n_output)) * 0.001
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [too-large]: uniform from -10 to 10, spread too large
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.uniform(-10, 10, size=(n_input, n_hidden))
    W2 = rng.uniform(-10, 10, size=(n_hidden, n_output))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [fixed-sizes]: output size hard-coded to 1
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = rng.normal(size=(n_hidden, 1))
    b1 = np.zeros(n_hidden)
    b2 = np.zeros(1)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong [fixed-sizes]: sizes of the task hard-coded, arguments ignored
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(1, 4))
    W2 = rng.normal(size=(4, 1))
    return {"W1": W1, "b1": np.zeros(4), "W2": W2, "b2": np.zeros(1)}

# %% wrong [drawn-once]: the same numbers serve for W1 and W2
def initialise_parameters(n_input, n_hidden, n_output, rng):
    w = rng.normal(size=max(n_input, n_output) * n_hidden)
    W1 = w[: n_input * n_hidden].reshape(n_input, n_hidden)
    W2 = w[: n_hidden * n_output].reshape(n_hidden, n_output)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [symmetric-start]: one row of weights repeated for every input (fine only with one input)
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = np.tile(rng.normal(size=n_hidden), (n_input, 1))
    W2 = rng.normal(size=(n_hidden, n_output))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [symmetric-start]: one column repeated for every output neuron (fine only with one output)
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = np.repeat(rng.normal(size=(n_hidden, 1)), n_output, axis=1)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [few-values]: whole-number weights, many of them equal
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.integers(-2, 3, size=(n_input, n_hidden)).astype(float)
    W2 = rng.integers(-2, 3, size=(n_hidden, n_output)).astype(float)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [few-values]: rounded to one decimal, so weights coincide
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(scale=0.5, size=(n_input, n_hidden)).round(1)
    W2 = rng.normal(scale=0.5, size=(n_hidden, n_output)).round(1)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% right: float32 weights
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.standard_normal((n_input, n_hidden), dtype=np.float32)
    W2 = rng.standard_normal((n_hidden, n_output), dtype=np.float32)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [wrong-shape]: W2 has the shape (n_input, n_output), right only when n_input == n_hidden
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = rng.normal(size=(n_input, n_output))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [bias-shape]: b1 has one entry for each input instead of each hidden neuron
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = rng.normal(size=(n_hidden, n_output))
    b1 = np.zeros(n_input)
    b2 = np.zeros(n_output)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong [bias-shape]: biases are single numbers, not arrays
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = rng.normal(size=(n_hidden, n_output))
    b1 = b2 = 0
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

# %% wrong: returns a tuple instead of a dict
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = rng.normal(size=(n_hidden, n_output))
    b1 = np.zeros(n_hidden)
    b2 = np.zeros(n_output)
    return W1, b1, W2, b2

# %% wrong [too-large]: spread grows with the layer (scale = number of hidden neurons)
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(0, n_hidden, (n_input, n_hidden))
    W2 = rng.normal(0, n_hidden, (n_hidden, n_output))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [own-generator]: two mistakes, own seed and random biases
def initialise_parameters(n_input, n_hidden, n_output, rng):
    gen = np.random.default_rng(42)
    return {
        "W1": gen.normal(size=(n_input, n_hidden)),
        "b1": gen.normal(size=n_hidden),
        "W2": gen.normal(size=(n_hidden, n_output)),
        "b2": gen.normal(size=n_output),
    }

# %% wrong [wrong-shape]: two mistakes, global random numbers and transposed W2
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = np.random.uniform(-1, 1, (n_input, n_hidden))
    W2 = np.random.uniform(-1, 1, (n_output, n_hidden))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [own-generator]: remembers the first weights for each shape and hands them out again for other generators
_made = {}


def initialise_parameters(n_input, n_hidden, n_output, rng):
    key = (n_input, n_hidden, n_output)
    if key not in _made:
        _made[key] = {
            "W1": rng.normal(size=(n_input, n_hidden)),
            "b1": np.zeros(n_hidden),
            "W2": rng.normal(size=(n_hidden, n_output)),
            "b2": np.zeros(n_output),
        }
    return _made[key]

# %% wrong [symmetric-start]: draws the weights but returns zeros for W2 by a forgotten assignment
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden))
    W2 = np.zeros((n_hidden, n_output))
    rng.normal(size=W2.shape)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [too-small]: uniform from 0 to 0.03, standard deviation 0.0087 is too small
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.uniform(0, 0.03, (n_input, n_hidden))
    W2 = rng.uniform(0, 0.03, (n_hidden, n_output))
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong [own-generator]: no randomness, evenly spaced weights
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = np.linspace(-1, 1, n_input * n_hidden).reshape(n_input, n_hidden)
    W2 = np.linspace(-0.9, 1.1, n_hidden * n_output).reshape(n_hidden, n_output)
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(n_output)}

# %% wrong: keys in lower case
def initialise_parameters(n_input, n_hidden, n_output, rng):
    w1 = rng.normal(size=(n_input, n_hidden))
    w2 = rng.normal(size=(n_hidden, n_output))
    return {"w1": w1, "b1": np.zeros(n_hidden), "w2": w2, "b2": np.zeros(n_output)}

# %% wrong [wrong-shape]: two mistakes, transposed weights and biases of ones
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_hidden, n_input))
    W2 = rng.normal(size=(n_output, n_hidden))
    return {"W1": W1, "b1": np.ones(n_hidden), "W2": W2, "b2": np.ones(n_output)}

# %% wrong [bias-shape]: two mistakes, weights much too small and biases as columns
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = 1e-4 * rng.standard_normal((n_input, n_hidden))
    W2 = 1e-4 * rng.standard_normal((n_hidden, n_output))
    return {"W1": W1, "b1": np.zeros((n_hidden, 1)), "W2": W2, "b2": np.zeros((n_output, 1))}

# %% wrong [fixed-sizes]: two mistakes, float32 weights and output size fixed at 1
def initialise_parameters(n_input, n_hidden, n_output, rng):
    W1 = rng.normal(size=(n_input, n_hidden)).astype("float32")
    W2 = rng.normal(size=(n_hidden, 1)).astype("float32")
    return {"W1": W1, "b1": np.zeros(n_hidden), "W2": W2, "b2": np.zeros(1)}
