# %% right: error, two means
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.mean(2 * error), np.mean(2 * error * x)])

# %% right: plain loops, divided at the end
def line_gradient(phi, x, y):
    n = len(x)
    d0 = 0.0
    d1 = 0.0
    for i in range(n):
        e = phi[0] + phi[1] * x[i] - y[i]
        d0 += 2 * e
        d1 += 2 * e * x[i]
    return np.array([d0 / n, d1 / n])

# %% right: design matrix, transpose times residual
def line_gradient(phi, x, y):
    X = np.column_stack((np.ones(len(x)), x))
    return 2 / len(x) * X.T @ (X @ phi - y)

# %% right: einsum over the design matrix in Fortran order
def line_gradient(phi, x, y):
    A = np.asfortranarray(np.vander(x, 2, increasing=True), dtype=float)
    r = np.einsum("ij,j->i", A, phi) - y
    return np.einsum("ij,i->j", A, r) * 2 / r.size

# %% right: minus in front, error as y - f
def line_gradient(phi, x, y):
    residual = y - (phi[0] + phi[1] * x)
    return -2 * np.array([residual.mean(), (residual * x).mean()])

# %% right: stacked (2, n), mean along axis 1
def line_gradient(phi, x, y):
    err = phi[0] + phi[1] * x - y
    slopes = np.stack([2 * err, 2 * err * x])
    return slopes.mean(axis=1)

# %% right: torch autograd in double
import torch

def line_gradient(phi, x, y):
    p = torch.tensor(np.array(phi, dtype=float), requires_grad=True)
    tx = torch.tensor(np.array(x, dtype=float))
    ty = torch.tensor(np.array(y, dtype=float))
    loss = ((p[0] + p[1] * tx - ty) ** 2).mean()
    loss.backward()
    return p.grad.detach().numpy()

# %% right: autograd package
import autograd.numpy as anp
from autograd import grad

def line_gradient(phi, x, y):
    def loss(p):
        return anp.mean((p[0] + p[1] * x - y) ** 2)

    return grad(loss)(np.array(phi, dtype=float))

# %% right: np.matrix inside, flat array out
def line_gradient(phi, x, y):
    X = np.matrix(np.c_[np.ones_like(x, dtype=float), x])
    e = X * np.matrix(phi).T - np.matrix(y).T
    g = 2 * X.T * e / len(x)
    return np.asarray(g).ravel()

# %% right: pandas means
import pandas as pd

def line_gradient(phi, x, y):
    df = pd.DataFrame({"x": x, "y": y})
    df["e"] = phi[0] + phi[1] * df.x - df.y
    df["ex"] = df.e * df.x
    return 2 * df[["e", "ex"]].mean().to_numpy()

# %% right: complex step, exact for this loss
def line_gradient(phi, x, y):
    h = 1e-20
    out = []
    for step in (np.array([h, 0]), np.array([0, h])):
        p = phi + 1j * step
        out.append(np.mean((p[0] + p[1] * x - y) ** 2).imag / h)
    return np.array(out)

# %% right: math.fsum with generators
from math import fsum

def line_gradient(phi, x, y):
    a, b = phi
    errors = [a + b * xi - yi for xi, yi in zip(x, y)]
    n = len(errors)
    return np.array([fsum(2 * e for e in errors) / n, fsum(2 * e * xi for e, xi in zip(errors, x)) / n])

# %% right: np.dot with ones, polyval for the line
def line_gradient(phi, x, y):
    f = np.polyval([phi[1], phi[0]], x)
    d = f - y
    n = x.shape[0]
    return np.array([np.dot(d, np.ones(n)), np.dot(d, x)]) * (2.0 / n)

# %% right: class with __call__
class LineGradient:
    def predict(self, phi, x):
        return phi[0] + phi[1] * x

    def __call__(self, phi, x, y):
        e = self.predict(phi, x) - y
        return np.array([2 * np.average(e), 2 * np.average(e * x)])


line_gradient = LineGradient()

# %% right: closure over a general mean-squared-error gradient
def mse_gradient(model, jacobian):
    def gradient(phi, x, y):
        e = model(phi, x) - y
        return np.array([np.mean(2 * e * j) for j in jacobian(phi, x)])

    return gradient


line_gradient = mse_gradient(lambda p, x: p[0] + p[1] * x, lambda p, x: (np.ones(len(x)), x))

# %% right: running mean over the samples
def line_gradient(phi, x, y):
    g = np.zeros(2)
    for k, (xk, yk) in enumerate(zip(x, y), start=1):
        slope = 2 * (phi[0] + phi[1] * xk - yk) * np.array([1.0, xk])
        g += (slope - g) / k
    return g

# %% right: columns with the right (n, 1) shapes throughout
def line_gradient(phi, x, y):
    x = np.asarray(x, dtype=float).reshape(-1, 1)
    y = np.asarray(y, dtype=float).reshape(-1, 1)
    e = phi[0] + phi[1] * x - y
    J = np.hstack([np.ones(x.shape), x])
    return np.mean(2 * e * J, axis=0)

# %% right: sample weights by scipy-free inner products, mean first
def line_gradient(phi, x, y):
    intercept, slope = phi
    e = 2 * (intercept + slope * x - y)
    return np.array([np.inner(e, np.ones_like(e)), np.inner(e, x)]) / len(e)

# %% right: recursion by halves, weighted by the halves' sizes
def _sums(phi, x, y):
    if len(x) == 1:
        e = 2 * (phi[0] + phi[1] * x[0] - y[0])
        return np.array([e, e * x[0]])
    h = len(x) // 2
    return _sums(phi, x[:h], y[:h]) + _sums(phi, x[h:], y[h:])

def line_gradient(phi, x, y):
    return _sums(phi, x, y) / len(x)

# %% wrong [stray-factor]: factor 2 forgotten
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.mean(error), np.mean(error * x)])

# %% wrong [mean-forgotten]: sum for the mean
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.sum(2 * error), np.sum(2 * error * x)])

# %% wrong [sign-flipped]: sign, error as y - f without the minus
def line_gradient(phi, x, y):
    error = y - (phi[0] + phi[1] * x)
    return np.array([np.mean(2 * error), np.mean(2 * error * x)])

# %% wrong [signs-differ]: sign wrong in the second entry only
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    d0 = 2 * np.mean(error)
    d1 = -2 * np.mean(error * x)
    return np.array([d0, d1])

# %% wrong [swapped]: the two derivatives in the other order
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.mean(2 * error * x), np.mean(2 * error)])

# %% wrong [other-line]: phi[0] taken as the slope and phi[1] as the height
def line_gradient(phi, x, y):
    error = phi[0] * x + phi[1] - y
    return np.array([2 * error.mean(), 2 * (error * x).mean()])

# %% wrong [no-x]: x forgotten in the derivative by phi[1]
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.mean(2 * error), np.mean(2 * error)])

# %% wrong [x-squared]: x squared in the derivative, as in the parabola of the worked example
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.mean(2 * error), np.mean(2 * error * x**2)])

# %% wrong [mean-of-product]: mean of the error times mean of x
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([2 * error.mean(), 2 * error.mean() * x.mean()])

# %% wrong [bias-missing]: height left out of the model
def line_gradient(phi, x, y):
    error = phi[1] * x - y
    return np.array([np.mean(2 * error), np.mean(2 * error * x)])

# %% wrong [phi-for-x]: derivative by phi[0] multiplied by phi[0]
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.mean(2 * error * phi[0]), np.mean(2 * error * x)])

# %% wrong [phi-for-x]: derivative by x (times phi[1]) instead of by phi[1]
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.mean(2 * error), np.mean(2 * error * phi[1])])

# %% wrong [divided-by-one-less]: divided by n - 1
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return 2 * np.array([error.sum(), (error * x).sum()]) / (len(x) - 1)

# %% wrong [stray-factor]: divided by 2n
def line_gradient(phi, x, y):
    X = np.c_[np.ones(len(x)), x]
    return X.T @ (X @ phi - y) / (2 * len(x))

# %% wrong [sum-beside-mean]: second entry is a sum, first a mean
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([2 * np.mean(error), 2 * np.dot(error, x)])

# %% wrong [divided-by-parameters]: divides by the number of parameters, not of samples
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    slopes = np.array([2 * error, 2 * error * x])
    return slopes.sum(axis=1) / len(slopes)

# %% wrong: hard-coded three samples
def line_gradient(phi, x, y):
    d0 = d1 = 0
    for i in range(3):
        e = phi[0] + phi[1] * x[i] - y[i]
        d0 += 2 * e
        d1 += 2 * e * x[i]
    return np.array([d0, d1]) / 3

# %% wrong [mean-forgotten]: divides by 40, the size of the notebook's line data
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([np.sum(2 * error) / 40, np.sum(2 * error * x) / 40])

# %% wrong: reads the globals line_x and line_y
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * line_x - line_y
    return np.array([np.mean(2 * error), np.mean(2 * error * line_x)])

# %% wrong [sign-lost]: absolute errors
def line_gradient(phi, x, y):
    error = np.abs(phi[0] + phi[1] * x - y)
    return np.array([np.mean(2 * error), np.mean(2 * error * x)])

# %% wrong [other-loss]: gradient of the mean absolute error
def line_gradient(phi, x, y):
    s = np.sign(phi[0] + phi[1] * x - y)
    return np.array([np.mean(s), np.mean(s * x)])

# %% wrong [other-loss]: gradient of the root of the mean squared error
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    rmse = np.sqrt(np.mean(e**2))
    return np.array([np.mean(e), np.mean(e * x)]) / rmse

# %% wrong [loss-for-gradient]: squared error instead of error
def line_gradient(phi, x, y):
    e2 = (phi[0] + phi[1] * x - y) ** 2
    return np.array([np.mean(2 * e2), np.mean(2 * e2 * x)])

# %% wrong [column]: shape (2, 1)
def line_gradient(phi, x, y):
    X = np.c_[np.ones(len(x)), x]
    e = X @ phi.reshape(2, 1) - y.reshape(-1, 1)
    return 2 * X.T @ e / len(x)

# %% wrong [column-against-row]: y as a column against (n,), mean over the (n, n) table
def line_gradient(phi, x, y):
    y = y.reshape(-1, 1)
    error = phi[0] + phi[1] * x - y
    return np.array([np.mean(2 * error), np.mean(2 * error * x)])

# %% wrong [not-summed]: no mean at all, slopes of all samples (2, n)
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.array([2 * error, 2 * error * x])

# %% wrong [not-summed]: mean along the wrong axis, one number a sample
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.mean(np.array([2 * error, 2 * error * x]), axis=0)

# %% wrong [summed-to-one-number]: np.mean without axis, one number for both parameters
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    return np.mean([2 * error, 2 * error * x])

# %% wrong [argument-changed]: x is changed in place
def line_gradient(phi, x, y):
    error = phi[0] + phi[1] * x - y
    d0 = np.mean(2 * error)
    x *= 2 * error
    return np.array([d0, np.mean(x)])

# %% wrong [argument-changed]: y is changed in place (used as the buffer for the error)
def line_gradient(phi, x, y):
    y -= phi[0] + phi[1] * x
    return np.array([-2 * np.mean(y), -2 * np.mean(y * x)])

# %% wrong [argument-changed]: gradient written into phi
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    phi[0] = np.mean(2 * e)
    phi[1] = np.mean(2 * e * x)
    return phi

# %% wrong [summed-to-one-number]: returns the loss
def line_gradient(phi, x, y):
    return np.mean((phi[0] + phi[1] * x - y) ** 2)

# %% wrong [step-taken]: returns the new phi after a step of 0.1
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    g = np.array([np.mean(2 * e), np.mean(2 * e * x)])
    return phi - 0.1 * g

# %% wrong: print instead of return
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    print(np.array([np.mean(2 * e), np.mean(2 * e * x)]))

# %% wrong: errors clipped to -10 ... 10
def line_gradient(phi, x, y):
    e = np.clip(phi[0] + phi[1] * x - y, -10, 10)
    return np.array([np.mean(2 * e), np.mean(2 * e * x)])

# %% wrong [sample-left-out]: loop starts at sample 1
def line_gradient(phi, x, y):
    n = len(x)
    g = np.zeros(2)
    for i in range(1, n):
        e = phi[0] + phi[1] * x[i] - y[i]
        g += 2 * e * np.array([1, x[i]])
    return g / n

# %% wrong [returned-too-early]: return inside the loop, only the first sample counts
def line_gradient(phi, x, y):
    n = len(x)
    g = np.zeros(2)
    for xi, yi in zip(x, y):
        e = phi[0] + phi[1] * xi - yi
        g = g + 2 * e * np.array([1, xi])
        return g / n

# %% wrong [one-sided-difference]: forward difference with a nudge of 0.01
def line_gradient(phi, x, y):
    def loss(p):
        return np.mean((p[0] + p[1] * x - y) ** 2)

    h = 0.01
    return np.array([(loss(phi + h * e) - loss(phi)) / h for e in np.eye(2)])

# %% wrong: nudges are not undone, the second slope is taken elsewhere
def line_gradient(phi, x, y):
    p = np.array(phi, dtype=float)
    g = np.zeros(2)
    for j in range(2):
        p[j] += 1.0
        up = np.mean((p[0] + p[1] * x - y) ** 2)
        p[j] -= 2.0
        down = np.mean((p[0] + p[1] * x - y) ** 2)
        g[j] = (up - down) / 2
    return g

# %% wrong [whole-numbers]: integer division by n
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    n = len(x)
    return np.array([np.sum(2 * e) // n, np.sum(2 * e * x) // n])

# %% wrong [second-is-zero]: the zip is used up after the first sum, the second entry is 0
def line_gradient(phi, x, y):
    pairs = zip(x, y)
    d0 = sum(2 * (phi[0] + phi[1] * a - b) for a, b in pairs)
    d1 = sum(2 * (phi[0] + phi[1] * a - b) * a for a, b in pairs)
    return np.array([d0, d1], dtype=float) / len(x)

# %% wrong: median instead of mean
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    return np.array([np.median(2 * e), np.median(2 * e * x)])

# %% wrong: difference to the least-squares line instead of the gradient
def line_gradient(phi, x, y):
    b, a = np.polyfit(x, y, 1)
    return 2 * (phi - np.array([a, b]))

# %% wrong: x is centred first
def line_gradient(phi, x, y):
    xc = x - x.mean()
    e = phi[0] + phi[1] * xc - y
    return np.array([np.mean(2 * e), np.mean(2 * e * xc)])

# %% wrong: the error for phi[1] is taken after phi[0] has moved
def line_gradient(phi, x, y):
    p0, p1 = phi
    d0 = np.mean(2 * (p0 + p1 * x - y))
    p0 = p0 - 0.1 * d0
    d1 = np.mean(2 * (p0 + p1 * x - y) * x)
    return np.array([d0, d1])

# %% wrong: remembers results by the number of samples only
_seen = {}

def line_gradient(phi, x, y):
    if len(x) not in _seen:
        e = phi[0] + phi[1] * x - y
        _seen[len(x)] = np.array([np.mean(2 * e), np.mean(2 * e * x)])
    return _seen[len(x)]

# %% wrong: only ten randomly drawn samples when there are more
def line_gradient(phi, x, y):
    if len(x) > 10:
        i = np.random.default_rng().choice(len(x), 10, replace=False)
        x, y = x[i], y[i]
    e = phi[0] + phi[1] * x - y
    return np.array([np.mean(2 * e), np.mean(2 * e * x)])

# %% wrong: mean over the samples with x not 0 only in the second entry
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    used = x != 0
    return np.array([np.mean(2 * e), np.sum(2 * e * x) / max(used.sum(), 1)])

# %% wrong: normalised to length 1
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    g = np.array([np.mean(2 * e), np.mean(2 * e * x)])
    return g / np.linalg.norm(g)

# %% wrong: small gradients set to zero
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    g = np.array([np.mean(2 * e), np.mean(2 * e * x)])
    g[np.abs(g) < 1e-2] = 0
    return g

# %% wrong [divided-by-parameters]: two mistakes, 2 forgotten and a sum
def line_gradient(phi, x, y):
    X = np.c_[np.ones_like(x), x]
    return X.T @ (X @ phi - y)

# %% wrong [swapped]: two mistakes, sign and order
def line_gradient(phi, x, y):
    r = y - phi[0] - phi[1] * x
    return np.array([2 * np.mean(r * x), 2 * np.mean(r)])

# %% wrong [bias-missing]: two mistakes, height left out and 2 forgotten
def line_gradient(phi, x, y):
    e = phi[1] * x - y
    return np.array([e.mean(), (e * x).mean()])

# %% wrong [mean-forgotten]: two mistakes, mean of x taken apart and a sum of errors
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    return np.array([2 * np.sum(e), 2 * np.sum(e) * np.mean(x)])

# %% wrong [column]: two mistakes, changes y and returns a column
def line_gradient(phi, x, y):
    y -= phi[0] + phi[1] * x
    X = np.c_[np.ones(len(x)), x]
    return -2 / len(x) * X.T @ y[:, None]

# %% wrong: np.gradient of the loss values, not the derivative by phi
def line_gradient(phi, x, y):
    squares = (phi[0] + phi[1] * x - y) ** 2
    g = np.gradient(squares, edge_order=1) if len(x) > 1 else np.zeros(1)
    return np.array([np.mean(g), np.mean(g * x)])

# %% wrong: float(array) of the per-sample slopes, an exception for n > 1
def line_gradient(phi, x, y):
    e = phi[0] + phi[1] * x - y
    return np.array([float(2 * e), float(2 * e * x)])

# %% wrong [sign-flipped]: two mistakes, 2 forgotten and the sign turned
def line_gradient(phi, x, y):
    r = y - (phi[0] + phi[1] * x)
    return np.array([r.mean(), (r * x).mean()])

# %% wrong [other-line]: phi[0] taken as the slope throughout, in the model and in the order of the result
def line_gradient(phi, x, y):
    e = phi[0] * x + phi[1] - y
    g_slope, g_height = 2 * np.mean(e * x), 2 * np.mean(e)
    return np.array([g_height, g_slope])[::-1]

# %% wrong: two mistakes, loop over two samples only and the sum kept
def line_gradient(phi, x, y):
    g = np.zeros(2)
    for i in range(len(phi)):
        e = phi[0] + phi[1] * x[i] - y[i]
        g += [2 * e, 2 * e * x[i]]
    return g
