# %% right: lam times W
def l2_gradient(W, lam):
    return lam * W

# %% right: np.multiply
l2_gradient = lambda W, lam: np.multiply(W, lam)

# %% right: double loop
def l2_gradient(W, lam):
    rows, columns = W.shape
    out = np.empty((rows, columns))
    for i in range(rows):
        for j in range(columns):
            out[i][j] = lam * W[i][j]
    return out

# %% right: two halves, 2 w times lam over 2
def l2_gradient(W, lam):
    return (lam / 2) * 2 * W

# %% right: a copy changed in place
def l2_gradient(W, lam):
    g = np.array(W, dtype=float, copy=True)
    g *= lam
    return g

# %% right: product with lam times the unit matrix
def l2_gradient(W, lam):
    return W @ (lam * np.eye(W.shape[1]))

# %% right: nested comprehension
def l2_gradient(W, lam):
    return np.array([[lam * w for w in row] for row in W.tolist()])

# %% right: einsum with a scalar
def l2_gradient(W, lam):
    return np.einsum("ij,->ij", W, lam)

# %% right: np.matrix inside, an array outside
def l2_gradient(W, lam):
    return np.asarray(np.matrix(W) * lam)

# %% right: sign times size
def l2_gradient(W, lam):
    return lam * np.abs(W) * np.sign(W)

# %% right: torch, with backward
import torch


def l2_gradient(W, lam):
    w = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    penalty = lam / 2 * (w**2).sum()
    penalty.backward()
    return w.grad.detach().numpy()

# %% right: autograd
import autograd.numpy as anp
from autograd import grad


def l2_gradient(W, lam):
    penalty = lambda V: 0.5 * lam * anp.sum(V**2)
    return grad(penalty)(np.asarray(W, dtype=float))

# %% right: a callable object made by a closure
def make_gradient(factor):
    def gradient(W, lam):
        return np.dot(factor * lam, W)

    return gradient


l2_gradient = make_gradient(1.0)

# %% right: outer product reshaped
def l2_gradient(W, lam):
    return np.outer(W, lam).reshape(W.shape)

# %% right: Fortran order of the answer
def l2_gradient(W, lam):
    return np.asfortranarray(W * float(lam))

# %% wrong [half-forgotten]: factor 2 left over
def l2_gradient(W, lam):
    return 2 * lam * W

# %% wrong [half-kept]: half left over
def l2_gradient(W, lam):
    return lam / 2 * W

# %% wrong [lambda-missing]: forgets lambda
def l2_gradient(W, lam):
    return W.copy()

# %% wrong [lambda-missing]: the weights themselves come back
def l2_gradient(W, lam):
    return W

# %% wrong [other-penalty]: the L1 gradient
def l2_gradient(W, lam):
    return lam * np.sign(W)

# %% wrong [sign-lost]: absolute values
def l2_gradient(W, lam):
    return lam * np.abs(W)

# %% wrong [penalty-of-each-entry]: the terms of the penalty, not their slopes
def l2_gradient(W, lam):
    return lam / 2 * W**2

# %% wrong [penalty-for-gradient]: the penalty, a number
def l2_gradient(W, lam):
    return lam / 2 * np.sum(W**2)

# %% wrong [slopes-added-up]: the sum of the slopes, a number
def l2_gradient(W, lam):
    return lam * W.sum()

# %% wrong [sign-flipped]: turned sign
def l2_gradient(W, lam):
    return -lam * W

# %% wrong [decayed-weights]: the weights after a step
def l2_gradient(W, lam):
    return W - lam * W

# %% wrong [argument-changed]: multiplies W in place
def l2_gradient(W, lam):
    W *= lam
    return W

# %% wrong [argument-changed]: multiplies in place with out
def l2_gradient(W, lam):
    return np.multiply(W, lam, out=W)

# %% wrong [divided-by-count]: divided by the number of rows
def l2_gradient(W, lam):
    return lam / len(W) * W

# %% wrong [divided-by-count]: divided by the number of entries
def l2_gradient(W, lam):
    return lam * W / W.size

# %% wrong: transposed
def l2_gradient(W, lam):
    return lam * W.T

# %% wrong [root-of-squares]: derivative of the norm, W over its length
def l2_gradient(W, lam):
    return lam * W / np.linalg.norm(W)

# %% wrong [square-undifferentiated]: derivative by lambda
def l2_gradient(W, lam):
    return W**2 / 2

# %% wrong [slopes-added-up]: one slope for each row
def l2_gradient(W, lam):
    return lam * W.sum(axis=1, keepdims=True)

# %% wrong: whole numbers, lam // 1
def l2_gradient(W, lam):
    return 2 * W * (lam // 2)

# %% wrong [flattened]: flattened
def l2_gradient(W, lam):
    return (lam * W).ravel()

# %% wrong: forward differences of the whole penalty with a step of 0.01, off by lam times 0.005
def l2_gradient(W, lam):
    h = 0.01
    return (lam / 2 * (W + h) ** 2 - lam / 2 * W**2) / h

# %% wrong: clipped to -1 to 1
def l2_gradient(W, lam):
    return np.clip(lam * W, -1, 1)

# %% wrong: lambda capped at 1
def l2_gradient(W, lam):
    return min(lam, 1) * W

# %% wrong [one-side]: negative weights get 0
def l2_gradient(W, lam):
    return lam * np.maximum(W, 0)

# %% wrong: only the diagonal, lam * I times W entry by entry
def l2_gradient(W, lam):
    return lam * np.eye(*W.shape) * W

# %% wrong: the first row is left out as if it held the biases
def l2_gradient(W, lam):
    g = lam * W
    g[0] = 0
    return g

# %% wrong: rounded to two decimals
def l2_gradient(W, lam):
    return np.round(lam * W, 2)

# %% wrong: prints
def l2_gradient(W, lam):
    print(lam * W)

# %% wrong: the first answer is kept for later calls
_store = {}


def l2_gradient(W, lam):
    if "gradient" not in _store:
        _store["gradient"] = lam * W
    return _store["gradient"]

# %% wrong: list times number repeats or fails
def l2_gradient(W, lam):
    return np.array(W.tolist() * lam)

# %% wrong: W @ W, square matrices only
def l2_gradient(W, lam):
    return lam / 2 * W @ W

# %% wrong [half-forgotten]: two mistakes, factor 2 and divided by the number of rows
def l2_gradient(W, lam):
    return 2 * lam * W / W.shape[0]

# %% wrong [sign-lost]: two mistakes, absolute value and a half
def l2_gradient(W, lam):
    return lam / 2 * np.abs(W)

# %% wrong [lambda-missing]: two mistakes, lambda forgotten and factor 2
def l2_gradient(W, lam):
    return 2 * W

# %% wrong [half-kept]: two mistakes, in place and with the half
def l2_gradient(W, lam):
    W /= 2
    W *= lam
    return W

# %% wrong: scaled so that the largest weight counts 1
def l2_gradient(W, lam):
    return lam * W / np.abs(W).max()

# %% wrong: two mistakes, transposed and turned sign
def l2_gradient(W, lam):
    return -(lam * W).T
