# %% right: tanh, 1 - tanh squared
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return 1 - np.tanh(z) ** 2

# %% right: ReLU, slope 1 or 0 as floats
def activation(z):
    return np.maximum(z, 0)


def activation_derivative(z):
    return (np.asarray(z) > 0).astype(float)

# %% right: ReLU with slope one half at the kink
def activation(z):
    return z * (z > 0)


def activation_derivative(z):
    return np.heaviside(z, 0.5)

# %% right: leaky ReLU
def activation(z):
    return np.where(z > 0, z, 0.01 * z)


def activation_derivative(z):
    return np.where(z > 0, 1, 0.01)

# %% right: ELU through the activation itself
def activation(z):
    return np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)


def activation_derivative(z):
    a = activation(z)
    return np.where(z > 0, 1.0, a + 1)

# %% right: softplus, its slope is the sigmoid
def activation(z):
    return np.log1p(np.exp(-np.abs(z))) + np.maximum(z, 0)


activation_derivative = sigmoid

# %% right: swish by the product rule
def activation(z):
    return z * sigmoid(z)


def activation_derivative(z):
    s = sigmoid(z)
    return s + z * s * (1 - s)

# %% right: Gaussian with the inner derivative
def activation(z):
    return np.exp(-(z**2))


def activation_derivative(z):
    return -2 * z * activation(z)

# %% right: sine and cosine
activation = np.sin
activation_derivative = np.cos

# %% right: arcus tangens
def activation(z):
    return np.arctan(z)


def activation_derivative(z):
    return 1 / (1 + z**2)

# %% right: softsign
def activation(z):
    return z / (1 + np.abs(z))


def activation_derivative(z):
    return 1.0 / (1.0 + np.abs(z)) ** 2

# %% right: GELU with scipy
from scipy.special import ndtr


def activation(z):
    return z * ndtr(z)


def activation_derivative(z):
    return ndtr(z) + z * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)

# %% right: hard tanh, slope between the two sides at the kinks
def activation(z):
    return np.clip(z, -1, 1)


def activation_derivative(z):
    inside = np.abs(z) < 1
    return np.where(inside, 1.0, 0.0)

# %% right: absolute value, sign as slope
def activation(z):
    return np.abs(z)


def activation_derivative(z):
    return np.sign(z)

# %% right: complex step, exact to rounding
def activation(z):
    return np.sin(z) + z**2 / 10


def activation_derivative(z):
    return np.imag(activation(np.asarray(z) + 1e-30j)) / 1e-30

# %% right: torch's automatic differentiation, detached
import torch


def activation(z):
    return np.tanh(z) + 0.1 * z


def activation_derivative(z):
    t = torch.tensor(np.asarray(z), dtype=torch.float64, requires_grad=True)
    (torch.tanh(t) + 0.1 * t).sum().backward()
    return t.grad.detach().numpy()

# %% right: autograd's elementwise_grad
import autograd.numpy as anp
from autograd import elementwise_grad


def activation(z):
    return anp.tanh(z)


def activation_derivative(z):
    return elementwise_grad(activation)(np.asarray(z, dtype=float))

# %% wrong [derivative-of-raw-z]: 1 - z squared, the formula for a used with z
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return 1 - z**2

# %% wrong [derivative-of-activation]: slope taken at the activation, tanh applied twice
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    a = np.tanh(np.tanh(z))
    return 1 - a**2

# %% wrong [tanh-unsquared]: 1 - tanh without the square
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return 1 - np.tanh(z)

# %% wrong [slope-of-sigmoid]: slope of the sigmoid for a tanh
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))

# %% wrong [slope-of-sigmoid]: a (1 - a) with a = tanh(z)
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    a = activation(z)
    return a * (1 - a)

# %% wrong [activation-itself]: the activation itself returned as its derivative
def activation(z):
    return np.maximum(z, 0)


def activation_derivative(z):
    return np.maximum(z, 0)

# %% wrong [constant-slope]: ReLU with slope 1 everywhere
def activation(z):
    return np.maximum(z, 0)


def activation_derivative(z):
    return np.ones_like(z)

# %% wrong: ReLU with the two sides exchanged
def activation(z):
    return np.maximum(0, z)


def activation_derivative(z):
    return np.where(z > 0, 0.0, 1.0)

# %% wrong [not-finite]: ReLU by z / z, nan at 0
def activation(z):
    return np.maximum(z, 0)


def activation_derivative(z):
    return np.maximum(z, 0) / z

# %% wrong: leaky ReLU, slope 0 on the left instead of 0.1
def activation(z):
    return np.where(z > 0, z, 0.1 * z)


def activation_derivative(z):
    return np.where(z > 0, 1.0, 0.0)

# %% wrong: leaky ReLU, 0.1 z instead of 0.1 on the left
def activation(z):
    return np.where(z > 0, z, 0.1 * z)


def activation_derivative(z):
    return np.where(z > 0, 1, 0.1 * z)

# %% wrong: ELU, exp(z) on both sides
def activation(z):
    return np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)


def activation_derivative(z):
    return np.exp(z)

# %% wrong: ELU, slope on the left is exp(z) - 1
def activation(z):
    return np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)


def activation_derivative(z):
    return np.where(z > 0, 1.0, np.exp(np.minimum(z, 0)) - 1)

# %% wrong [factor-of-two]: inner derivative 2 forgotten, tanh(2z)
def activation(z):
    return np.tanh(2 * z)


def activation_derivative(z):
    return 1 - np.tanh(2 * z) ** 2

# %% wrong: factor of the scaled tanh forgotten
def activation(z):
    return 1.7159 * np.tanh(2 / 3 * z)


def activation_derivative(z):
    return 2 / 3 * (1 - np.tanh(2 / 3 * z) ** 2)

# %% wrong: Gaussian without the inner derivative
def activation(z):
    return np.exp(-(z**2))


def activation_derivative(z):
    return -np.exp(-(z**2))

# %% wrong [sign-flipped]: Gaussian with the sign lost
def activation(z):
    return np.exp(-(z**2) / 2)


def activation_derivative(z):
    return z * np.exp(-(z**2) / 2)

# %% wrong [sign-flipped]: minus sign at the derivative of the sine
def activation(z):
    return np.sin(z)


def activation_derivative(z):
    return -np.cos(z)

# %% wrong: swish, the product rule's second term missing
def activation(z):
    return z * sigmoid(z)


def activation_derivative(z):
    return sigmoid(z)

# %% wrong: softsign, denominator not squared
def activation(z):
    return z / (1 + np.abs(z))


def activation_derivative(z):
    return 1 / (1 + np.abs(z))

# %% wrong: arcus tangens, 1 / (1 + z) without the square
def activation(z):
    return np.arctan(z)


def activation_derivative(z):
    return 1 / (1 + np.abs(z))

# %% wrong [not-finite]: abs, slope by z / |z| is nan at 0
def activation(z):
    return np.abs(z)


def activation_derivative(z):
    return z / np.abs(z)

# %% wrong [factor-of-two]: square, factor 2 forgotten
def activation(z):
    return z**2


def activation_derivative(z):
    return z

# %% wrong [one-sided-difference]: forward difference with a step of 0.1, far too coarse
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return (activation(z + 0.1) - activation(z)) / 0.1

# %% wrong [step-too-small]: difference with a step of 1e-16 that rounding swallows
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return (activation(z + 1e-16) - activation(z)) / 1e-16

# %% wrong: np.gradient along the array instead of the slope at each entry
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    a = activation(z)
    return np.gradient(a, axis=0)

# %% wrong [wrong-shape]: right formula, flattened result
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return (1 - np.tanh(z) ** 2).ravel()

# %% wrong [constant-slope]: one slope, the mean, for all entries
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return np.full(np.shape(z), np.mean(1 - np.tanh(z) ** 2))

# %% wrong [argument-changed]: z is turned into 0 and 1 in place
def activation(z):
    return np.maximum(z, 0)


def activation_derivative(z):
    z[z > 0] = 1
    z[z <= 0] = 0
    return z

# %% wrong: slope 1 also right of the cap at 6
def activation(z):
    return np.clip(z, 0, 6)


def activation_derivative(z):
    return np.where(z > 0, 1.0, 0.0)

# %% wrong: slope of ReLU at its kink set to -1, outside the two sides
def activation(z):
    return np.maximum(z, 0)


def activation_derivative(z):
    return np.where(z > 0, 1.0, np.where(z < 0, 0.0, -1.0))

# %% wrong: 1 / cosh squared mistaken as 1 / cosh
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return 1 / np.cosh(z)

# %% wrong [tanh-unsquared]: two mistakes, inner derivative forgotten and no square
def activation(z):
    return np.tanh(z / 2)


def activation_derivative(z):
    return 1 - np.tanh(z / 2)

# %% wrong: two mistakes, sign and missing factor for the Gaussian
def activation(z):
    return np.exp(-(z**2))


def activation_derivative(z):
    return z * np.exp(-(z**2))

# %% wrong: a small floor of 0.05 under the slope, wrong for large |z|
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return np.maximum(1 - np.tanh(z) ** 2, 0.05)

# %% wrong [constant-slope]: a single if decides for the whole array
def activation(z):
    return np.maximum(z, 0)


def activation_derivative(z):
    if np.all(z > 0):
        return np.ones_like(z)
    return np.zeros_like(z)

# %% wrong [derivative-of-activation]: softplus by exp(z) / (1 + exp(z)) of the activation instead of z
def activation(z):
    return np.logaddexp(0, z)


def activation_derivative(z):
    return sigmoid(activation(z))

# %% wrong: int type, slopes of 0.1 become 0
def activation(z):
    return np.where(z > 0, z, 0.1 * z)


def activation_derivative(z):
    slope = np.ones(np.shape(z), dtype=int)
    slope[z < 0] = 0.1
    return slope

# %% wrong [wrong-shape]: two mistakes, 1 - z squared and a mean over the rows
def activation(z):
    return np.tanh(z)


def activation_derivative(z):
    return np.mean(1 - z**2, axis=0)

# %% wrong: two mistakes, leaky slope forgotten and the sides exchanged
def activation(z):
    return np.where(z > 0, z, 0.2 * z)


def activation_derivative(z):
    return np.where(z > 0, 0.0, 1.0)

# %% wrong: two mistakes in the swish, a minus sign and the factor z missing in the second term
def activation(z):
    return z * sigmoid(z)


def activation_derivative(z):
    s = sigmoid(z)
    return s - s * (1 - s)
