# %% right: hyperbolic tangent
def activation(z):
    return np.tanh(z)

# %% right: ReLU
def activation(z):
    return np.maximum(z, 0)

# %% right: leaky ReLU with np.where
def activation(z):
    return np.where(z > 0, z, 0.1 * z)

# %% right: ELU, exponent kept at or below 0
def activation(z):
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))

# %% right: softplus by logaddexp
def activation(z):
    return np.logaddexp(0, z)

# %% right: SiLU / swish
def activation(z):
    return z * sigmoid(z)

# %% right: GELU with scipy's erf
from scipy.special import erf


def activation(z):
    return 0.5 * z * (1 + erf(z / np.sqrt(2)))

# %% right: a Gaussian bump
def activation(z):
    return np.exp(-(z**2))

# %% right: sine, as a lambda
activation = lambda z: np.sin(z)

# %% right: arcus tangens, NumPy's function itself
activation = np.arctan

# %% right: softsign
def activation(z):
    return z / (1 + abs(z))

# %% right: the square of the toy
def activation(z):
    z = np.asarray(z)
    return z * z

# %% right: absolute value by mask on a copy of type float
def activation(z):
    out = np.array(z, dtype=float)
    out[out < 0] *= -1
    return out

# %% right: hard tanh, straight only between -1 and 1
def activation(z):
    return np.clip(z, -1, 1)

# %% right: callable class, ReLU with a cap at 6
class Capped:
    def __init__(self, top):
        self.top = top

    def __call__(self, z):
        return np.minimum(np.maximum(z, 0), self.top)


activation = Capped(6)

# %% right: functools.partial, leaky ReLU
from functools import partial


def _leaky(slope, z):
    return np.maximum(z, slope * z)


activation = partial(_leaky, 0.2)

# %% right: loop over all entries of any shape
import math


def activation(z):
    z = np.asarray(z)
    out = np.empty(z.shape)
    for place in np.ndindex(z.shape):
        out[place] = math.tanh(z[place])
    return out

# %% right: torch's ELU, back to an array of the same shape
import torch


def activation(z):
    t = torch.tensor(np.asarray(z), dtype=torch.float64)
    return torch.nn.functional.elu(t).numpy()

# %% right: bent identity
def activation(z):
    return (np.sqrt(z**2 + 1) - 1) / 2 + z

# %% wrong [sigmoid-again]: the logistic sigmoid again
def activation(z):
    return sigmoid(z)

# %% wrong [sigmoid-again]: the logistic sigmoid in disguise, (1 + tanh(z/2)) / 2
def activation(z):
    return (1 + np.tanh(z / 2)) / 2

# %% wrong [no-hidden-activation]: identity, a straight line
def activation(z):
    return z

# %% wrong [no-hidden-activation]: another straight line
def activation(z):
    return 2 * z + 1

# %% wrong [flat]: step function, flat almost everywhere
def activation(z):
    return np.where(z > 0, 1.0, 0.0)

# %% wrong [flat]: sign, flat almost everywhere
def activation(z):
    return np.sign(z)

# %% wrong [flat]: rounding down, flat almost everywhere
def activation(z):
    return np.floor(z)

# %% wrong [flat]: constant
def activation(z):
    return np.ones_like(z)

# %% wrong [no-hidden-activation]: hard sigmoid z/6 + 1/2, straight between -3 and 3
def activation(z):
    return np.clip(z / 6 + 0.5, 0, 1)

# %% wrong [no-hidden-activation]: clipped at -5 and 5, straight between -3 and 3
def activation(z):
    return np.clip(z, -5, 5)

# %% wrong [not-finite]: exp(z**2) overflows at 30
def activation(z):
    return np.exp(z**2)

# %% wrong [not-finite]: tanh by exponentials of 30 z, nan at |z| = 30
def activation(z):
    e = np.exp(30 * z)
    return (e - 1) / (e + 1)

# %% wrong [not-finite]: logarithm, nan for negative z
def activation(z):
    return np.log(z)

# %% wrong [not-finite]: square root, nan for negative z
def activation(z):
    return np.sqrt(z)

# %% wrong [not-finite]: 1 / z is infinite at 0
def activation(z):
    return 1 / z

# %% wrong [not-finite]: sin(z) / z is nan at 0
def activation(z):
    return np.sin(z) / z

# %% wrong: Python's max, fails for arrays
def activation(z):
    return max(0, z)

# %% wrong: if on an array, fails for more than one entry
def activation(z):
    if z > 0:
        return z
    return 0.1 * z

# %% wrong: math.tanh takes single numbers only
import math


def activation(z):
    return math.tanh(z)

# %% wrong [argument-changed]: ReLU in place, changes z
def activation(z):
    z[z < 0] = 0
    return z

# %% wrong [whole-numbers]: vectorize takes the type of its first answer, an int 0 cuts off decimals
activation = np.vectorize(lambda z: z if z > 0 else 0)

# %% wrong [wrong-shape]: tanh of the flattened array, shape lost
def activation(z):
    return np.tanh(z.ravel())

# %% wrong: works for two axes only
def activation(z):
    n, h = z.shape
    out = np.zeros((n, h))
    for i in range(n):
        for j in range(h):
            out[i, j] = np.tanh(z[i, j])
    return out

# %% wrong [wrong-shape]: mean over the neurons, one column left
def activation(z):
    return np.tanh(z).mean(axis=-1, keepdims=True)

# %% wrong: softmax over axis 1, fails for one axis and mixes the neurons
def activation(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)

# %% wrong: list comprehension, a list of rows instead of an array
def activation(z):
    return [max(0.0, v) for v in z]

# %% wrong: nothing returned
def activation(z):
    np.tanh(z)

# %% wrong [wrong-shape]: two mistakes, ReLU in place and flattened
def activation(z):
    z[z < 0] = 0
    return z.flatten()

# %% wrong: two mistakes, straight line and shape fixed at (150, 4)
def activation(z):
    out = np.zeros((150, 4))
    out[:] = 0.5 * z
    return out

# %% wrong [random]: noisy ReLU, random results
def activation(z):
    return np.maximum(z + np.random.normal(size=np.shape(z)), 0)

# %% wrong [not-finite]: z to the power z, nan for most negative numbers
def activation(z):
    return z**z

# %% wrong [wrong-shape]: two mistakes, nan for negative numbers and one axis lost
def activation(z):
    return np.sqrt(z).sum(axis=-1)

# %% wrong [wrong-shape]: two mistakes, a step and a list instead of an array
def activation(z):
    return [1 if np.all(v > 0) else 0 for v in z]
