# %% right: loop over the arrays
def l2_penalty(weights, lam):
    total = 0.0
    for W in weights:
        total += np.sum(W**2)
    return lam / 2 * total

# %% right: one line, half outside
def l2_penalty(weights, lam):
    return 0.5 * lam * sum(np.sum(np.square(w)) for w in weights)

# %% right: dot product of the flattened arrays with themselves
def l2_penalty(weights, lam):
    s = 0
    for w in weights:
        v = w.flatten()
        s += v @ v
    return s * lam / 2

# %% right: np.vdot
def l2_penalty(weights, lam):
    return lam * sum(np.vdot(w, w) for w in weights) / 2

# %% right: squared norm
def l2_penalty(weights, lam):
    return float(lam / 2 * sum(np.linalg.norm(W) ** 2 for W in weights))

# %% right: einsum on one long vector
def l2_penalty(weights, lam):
    v = np.concatenate([np.ravel(w) for w in weights])
    return lam * np.einsum("i,i->", v, v) / 2

# %% right: plain Python, math.fsum over .flat
import math


def l2_penalty(weights, lam):
    return lam * math.fsum(0.5 * float(w) * float(w) for W in weights for w in W.flat)

# %% right: np.matrix, row times column
def l2_penalty(weights, lam):
    total = 0.0
    for w in weights:
        row = np.matrix(np.ravel(w))
        total += (row * row.T)[0, 0]
    return lam / 2 * total

# %% right: recursion with a helper
def squares(x):
    if np.ndim(x) == 0:
        return float(x) ** 2
    return sum(squares(part) for part in x)


def l2_penalty(weights, lam):
    return lam / 2 * squares_of_all(weights)


def squares_of_all(weights):
    return sum(squares(w) for w in weights)

# %% right: hstack of the raveled arrays, np.power
def l2_penalty(weights, lam):
    everything = np.hstack([w.ravel() for w in weights])
    return np.multiply(lam, np.power(everything, 2).sum()) * 0.5

# %% right: tensordot over all axes
def l2_penalty(weights, lam):
    return lam / 2 * sum(float(np.tensordot(w, w, axes=w.ndim)) for w in weights)

# %% right: list collected in a loop, lambda times half of the sum of it
def l2_penalty(weights, lam):
    terms = []
    for i in range(len(weights)):
        terms.append(np.multiply(weights[i], weights[i]).sum())
    return lam * 0.5 * np.array(terms).sum()

# %% right: torch, detached
import torch


def l2_penalty(weights, lam):
    ts = [torch.tensor(w, dtype=torch.float64, requires_grad=True) for w in weights]
    loss = lam / 2 * sum((t**2).sum() for t in ts)
    return loss.detach().numpy().item()

# %% right: functools.partial of a general penalty
from functools import partial


def penalty(weights, lam, power, factor):
    return factor * lam * sum((np.abs(w) ** power).sum() for w in weights)


l2_penalty = partial(penalty, power=2, factor=0.5)

# %% wrong [half-forgotten]: forgets the half
def l2_penalty(weights, lam):
    return lam * sum(np.sum(w**2) for w in weights)

# %% wrong [lambda-missing]: forgets lambda
def l2_penalty(weights, lam):
    return 0.5 * sum(np.sum(w**2) for w in weights)

# %% wrong [squared-sum]: square of the sum of all weights
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.sum(w) for w in weights) ** 2

# %% wrong [squared-sum]: square of the sum of each array
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.sum(w) ** 2 for w in weights)

# %% wrong [root-of-squares]: the norm without its square
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.linalg.norm(w) for w in weights)

# %% wrong [matrix-norm]: spectral norm, right for vectors and matrices of one row only
def l2_penalty(weights, lam):
    total = 0
    for w in weights:
        total += np.linalg.norm(np.atleast_2d(w), 2) ** 2 if w.ndim <= 2 else (w**2).sum()
    return lam / 2 * total

# %% wrong [other-penalty]: absolute values, which is half of L1
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.abs(w).sum() for w in weights)

# %% wrong [matrix-product]: W @ W.T, whose sum holds products of different weights
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.sum(w @ w.T) for w in weights)

# %% wrong [divided-by-count]: mean of the squares of each array
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.mean(w**2) for w in weights)

# %% wrong [divided-by-count]: divided by twice the number of weights
def l2_penalty(weights, lam):
    n = sum(w.size for w in weights)
    return lam / (2 * n) * sum((w**2).sum() for w in weights)

# %% wrong [divided-by-count]: divided by the number of rows of the first array, as if these were samples
def l2_penalty(weights, lam):
    n = len(weights[0])
    return lam / (2 * n) * sum((w**2).sum() for w in weights)

# %% wrong [lambda-squared]: lambda squared with the weights
def l2_penalty(weights, lam):
    return sum(((lam * w) ** 2).sum() for w in weights) / 2

# %% wrong [floor-division]: lam // 2
def l2_penalty(weights, lam):
    return lam // 2 * sum((w**2).sum() for w in weights)

# %% wrong [one-layer-only]: returns after the first array
def l2_penalty(weights, lam):
    for w in weights:
        return lam / 2 * np.sum(w**2)

# %% wrong [one-layer-only]: only the last array is kept
def l2_penalty(weights, lam):
    for w in weights:
        squares = np.sum(w**2)
    return lam / 2 * squares

# %% wrong: halves the sum in every round
def l2_penalty(weights, lam):
    total = 0
    for w in weights:
        total = (total + np.sum(w**2)) / 2
    return lam * total

# %% wrong [argument-changed]: squares the caller's arrays in place
def l2_penalty(weights, lam):
    total = 0
    for w in weights:
        np.multiply(w, w, out=w)
        total += w.sum()
    return lam / 2 * total

# %% wrong [ragged-list]: np.array of all arrays at once, an exception for different shapes
def l2_penalty(weights, lam):
    return lam / 2 * (np.array(weights) ** 2).sum()

# %% wrong [matrices-only]: sums rows and columns with two sums, two dimensions only
def l2_penalty(weights, lam):
    return lam / 2 * sum(sum(sum(w**2)) for w in weights)

# %% wrong [matrices-only]: trace of W.T @ W, matrices only
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.trace(w.T @ w) for w in weights)

# %% wrong [matrices-only]: bias-like arrays of one dimension are skipped
def l2_penalty(weights, lam):
    total = 0
    for w in weights:
        if w.ndim == 1:
            continue
        total += np.sum(w**2)
    return lam / 2 * total

# %% wrong [whole-numbers]: ^ instead of ** after a change to whole numbers
def l2_penalty(weights, lam):
    return lam / 2 * sum((w.astype(int) ^ 2).sum() for w in weights)

# %% wrong: doubles instead of squares
def l2_penalty(weights, lam):
    return lam / 2 * sum((w * 2).sum() for w in weights)

# %% wrong: the global lam of the notebook
def l2_penalty(weights, strength):
    return lam / 2 * sum((w**2).sum() for w in weights)

# %% wrong: prints
def l2_penalty(weights, lam):
    total = sum(np.sum(w**2) for w in weights)
    print(lam * total / 2)

# %% wrong: penalty capped at 100
def l2_penalty(weights, lam):
    return min(100.0, lam / 2 * sum(np.sum(w**2) for w in weights))

# %% wrong: half precision
def l2_penalty(weights, lam):
    return lam / 2 * float(sum((w.astype(np.float16) ** 2).sum() for w in weights))

# %% wrong [sum-for-each-array]: the L2 penalty of each array in an array
def l2_penalty(weights, lam):
    return np.array([lam / 2 * np.sum(w**2) for w in weights])

# %% wrong: weights clipped to -1 to 1 first
def l2_penalty(weights, lam):
    return lam / 2 * sum(np.sum(np.clip(w, -1, 1) ** 2) for w in weights)

# %% wrong: a generator used up by counting, the sum is 0
def l2_penalty(weights, lam):
    squares = (np.sum(w**2) for w in weights)
    n_layers = len(list(squares))
    total = 0.0
    for s in squares:
        total += s
    return lam / 2 * total

# %% wrong [divided-by-count]: two mistakes, no half and the mean of everything
def l2_penalty(weights, lam):
    return lam * np.mean(np.concatenate([w.ravel() for w in weights]) ** 2)

# %% wrong [squared-sum]: two mistakes, square of the sum and no half
def l2_penalty(weights, lam):
    return lam * sum(w.sum() for w in weights) ** 2

# %% wrong [root-of-squares]: two mistakes, first array only and the root of the sum
def l2_penalty(weights, lam):
    return lam / 2 * np.sqrt(np.sum(weights[0] ** 2))

# %% wrong [gradient-for-penalty]: the gradient instead of the penalty
def l2_penalty(weights, lam):
    return [lam * w for w in weights]

# %% wrong: a string, nicely formatted
def l2_penalty(weights, lam):
    return f"{lam / 2 * sum(np.sum(w**2) for w in weights):.5f}"

# %% wrong [argument-changed]: sorted into the list by shape, changing the order of the caller's list
def l2_penalty(weights, lam):
    weights.sort(key=lambda w: -w.size)
    return lam / 2 * sum(np.sum(w**2) for w in weights)

# %% wrong: always 0
def l2_penalty(weights, lam):
    return 0.0

# %% wrong [lambda-squared]: two mistakes, lambda is squared and the half is forgotten
def l2_penalty(weights, lam):
    return np.sum([np.sum((lam * w) ** 2) for w in weights])

# %% wrong [matrices-only]: two mistakes, only matrices count and the mean is taken
def l2_penalty(weights, lam):
    return lam / 2 * sum((w**2).mean() for w in weights if w.ndim == 2)
