# %% right: loop over the arrays
def l1_penalty(weights, lam):
    total = 0.0
    for W in weights:
        total += np.sum(np.abs(W))
    return lam * total

# %% right: sum of a generator expression, as a Python float
def l1_penalty(weights, lam):
    return float(lam * sum(np.abs(w).sum() for w in weights))

# %% right: everything put into one long vector first
def l1_penalty(weights, lam):
    flat = np.concatenate([np.ravel(w) for w in weights])
    return lam * np.abs(flat).sum()

# %% right: norm of the raveled array, order 1
def l1_penalty(weights, lam):
    return lam * sum(np.linalg.norm(np.ravel(W), 1) for W in weights)

# %% right: recursion over nested lists
def l1_penalty(weights, lam):
    def size(thing):
        if isinstance(thing, list):
            return sum(size(part) for part in thing)
        return abs(thing)

    return lam * size([w.tolist() for w in weights])

# %% right: w times its sign, by dot product
def l1_penalty(weights, lam):
    s = 0
    for W in weights:
        v = W.reshape(-1)
        s = s + np.dot(v, np.sign(v))
    return s * lam

# %% right: recursion over the list
def l1_penalty(weights, lam):
    if not weights:
        return 0.0
    return lam * np.abs(weights[0]).sum() + l1_penalty(weights[1:], lam)

# %% right: plain loops over .flat, positive and negative apart
def l1_penalty(weights, lam):
    cost = 0.0
    for array in weights:
        for w in array.flat:
            if w >= 0:
                cost += lam * w
            else:
                cost -= lam * w
    return cost

# %% right: math.fsum and np.nditer
import math


def l1_penalty(weights, lam):
    return lam * math.fsum(abs(float(w)) for W in weights for w in np.nditer(W))

# %% right: functools.reduce and a lambda
from functools import reduce

l1_penalty = lambda weights, lam: lam * reduce(lambda s, W: s + np.sum(np.maximum(W, -W)), weights, 0.0)

# %% right: starts from an array of no dimensions, and returns one
def l1_penalty(weights, lam):
    result = np.array(0.0)
    for w in weights:
        result += np.abs(w).sum()
    return np.asarray(lam * result)

# %% right: torch, back to a Python number
import torch


def l1_penalty(weights, lam):
    total = torch.zeros((), dtype=torch.float64)
    for w in weights:
        t = torch.tensor(w, dtype=torch.float64, requires_grad=True)
        total = total + t.abs().sum()
    return lam * total.detach().item()

# %% right: pandas series
import pandas as pd


def l1_penalty(weights, lam):
    return lam * sum(pd.Series(np.ravel(W)).abs().sum() for W in weights)

# %% right: a class with __call__
class L1:
    def __init__(self, shape=np.abs):
        self.shape = shape

    def __call__(self, weights, lam):
        return lam * np.sum([np.sum(self.shape(w)) for w in weights])


l1_penalty = L1()

# %% wrong [absolute-sum]: adds up first, drops the sign afterwards (one abs around the whole sum)
def l1_penalty(weights, lam):
    return lam * abs(sum(np.sum(w) for w in weights))

# %% wrong [absolute-sum]: abs of the sum of each array
def l1_penalty(weights, lam):
    return lam * sum(abs(w.sum()) for w in weights)

# %% wrong [no-absolute]: no abs at all
def l1_penalty(weights, lam):
    total = 0
    for w in weights:
        total += w.sum()
    return lam * total

# %% wrong [half-mismatch]: a half, as in L2
def l1_penalty(weights, lam):
    return lam / 2 * sum(np.abs(w).sum() for w in weights)

# %% wrong [lambda-missing]: forgets lambda
def l1_penalty(weights, lam):
    return sum(np.abs(w).sum() for w in weights)

# %% wrong [other-penalty]: squares, which is L2 without the half
def l1_penalty(weights, lam):
    return lam * sum((w**2).sum() for w in weights)

# %% wrong [divided-by-count]: mean instead of sum within every array
def l1_penalty(weights, lam):
    return lam * sum(np.mean(np.abs(w)) for w in weights)

# %% wrong [divided-by-count]: divided by the number of all weights
def l1_penalty(weights, lam):
    flat = np.concatenate([w.ravel() for w in weights])
    return lam * np.abs(flat).sum() / flat.size

# %% wrong [divided-by-count]: divided by the number of arrays
def l1_penalty(weights, lam):
    return lam * sum(np.abs(w).sum() for w in weights) / len(weights)

# %% wrong [one-layer-only]: return inside the loop, only the first array counts
def l1_penalty(weights, lam):
    total = 0
    for w in weights:
        total += np.sum(np.abs(w))
        return lam * total

# %% wrong [one-layer-only]: overwrites instead of adding, only the last array counts
def l1_penalty(weights, lam):
    for w in weights:
        total = np.abs(w).sum()
    return lam * total

# %% wrong [sum-for-each-array]: one penalty per array, in a list
def l1_penalty(weights, lam):
    return [lam * np.abs(w).sum() for w in weights]

# %% wrong [ragged-list]: np.array of a list of different shapes, an exception
def l1_penalty(weights, lam):
    return lam * np.sum(np.abs(np.array(weights)))

# %% wrong [matrices-only]: double loop, works for two dimensions only
def l1_penalty(weights, lam):
    total = 0
    for W in weights:
        for i in range(W.shape[0]):
            for j in range(W.shape[1]):
                total += abs(W[i, j])
    return lam * total

# %% wrong [matrix-norm]: np.linalg.norm(W, 1) is the largest column sum for a matrix
def l1_penalty(weights, lam):
    return lam * sum(np.linalg.norm(W, 1) for W in weights)

# %% wrong [root-of-squares]: Euclidean norm
def l1_penalty(weights, lam):
    return lam * sum(np.linalg.norm(w) for w in weights)

# %% wrong [matrices-only]: leaves out arrays of one dimension, taking them for biases
def l1_penalty(weights, lam):
    return lam * sum(np.abs(W).sum() for W in weights if W.ndim > 1)

# %% wrong [argument-changed]: abs in place, changes the caller's arrays
def l1_penalty(weights, lam):
    total = 0
    for w in weights:
        np.abs(w, out=w)
        total += w.sum()
    return lam * total

# %% wrong [argument-changed]: pops the arrays off the caller's list
def l1_penalty(weights, lam):
    total = 0.0
    while weights:
        total += np.abs(weights.pop()).sum()
    return lam * total

# %% wrong: equal weights count once, through a set
def l1_penalty(weights, lam):
    values = set()
    for w in weights:
        values |= set(np.abs(w).ravel().tolist())
    return lam * sum(values)

# %% wrong: weights under 0.001 are taken for 0
def l1_penalty(weights, lam):
    total = 0
    for w in weights:
        size = np.abs(w)
        total += size[size > 1e-3].sum()
    return lam * total

# %% wrong [one-layer-only]: only the first two arrays, as for one hidden layer
def l1_penalty(weights, lam):
    return lam * (np.abs(weights[0]).sum() + np.abs(weights[1]).sum())

# %% wrong [one-layer-only]: leaves out the last array
def l1_penalty(weights, lam):
    return lam * sum(np.abs(w).sum() for w in weights[:-1])

# %% wrong [one-side]: positive weights only
def l1_penalty(weights, lam):
    return lam * sum(np.maximum(w, 0).sum() for w in weights)

# %% wrong: prints, returns nothing
def l1_penalty(weights, lam):
    print(lam * sum(np.abs(w).sum() for w in weights))

# %% wrong [arrays-added-up]: sum along the first axis, a row instead of a number
def l1_penalty(weights, lam):
    return lam * sum(np.abs(w).sum(axis=0) for w in weights)

# %% wrong: the total lives in a mutable default and grows from call to call
def l1_penalty(weights, lam, total=[0.0]):
    for w in weights:
        total[0] += np.abs(w).sum()
    return lam * total[0]

# %% wrong: rounded to three decimals
def l1_penalty(weights, lam):
    return round(float(lam * sum(np.abs(w).sum() for w in weights)), 3)

# %% wrong: lambda to the power of the number of arrays, multiplied in every round
def l1_penalty(weights, lam):
    total = 0
    for w in weights:
        total = lam * (total + np.abs(w).sum())
    return total

# %% wrong [absolute-sum]: two mistakes, sign dropped after the sum and divided by the number of weights
def l1_penalty(weights, lam):
    n = sum(w.size for w in weights)
    return lam / n * abs(sum(w.sum() for w in weights))

# %% wrong [lambda-missing]: two mistakes, lambda forgotten and only the first array
def l1_penalty(weights, lam):
    return np.abs(weights[0]).sum()

# %% wrong [lambda-missing]: two mistakes, lambda added once per array instead of multiplied
def l1_penalty(weights, lam):
    total = 0
    for w in weights:
        total += lam + np.abs(w).sum()
    return total

# %% wrong: complex number through the square root of negative entries, nan
def l1_penalty(weights, lam):
    return lam * sum((np.sqrt(w) ** 2).sum() for w in weights)

# %% wrong: counts the weights that are not zero
def l1_penalty(weights, lam):
    return lam * sum(np.count_nonzero(w) for w in weights)

# %% wrong [matrices-only]: two mistakes, matrices only (trace of W.T @ sign) and the half of L2
def l1_penalty(weights, lam):
    return lam / 2 * sum(np.trace(W.T @ np.sign(W)) for W in weights)

# %% wrong [one-layer-only]: two mistakes, mean instead of sum and the last array left out
def l1_penalty(weights, lam):
    total = 0
    for i in range(len(weights) - 1):
        total += np.abs(weights[i]).mean()
    return lam * total

# %% wrong: endless loop when the list is walked, the counter stands still
def l1_penalty(weights, lam):
    i, total = 0, 0.0
    while i < len(weights):
        total += lam * np.abs(weights[i]).sum()
    return total
