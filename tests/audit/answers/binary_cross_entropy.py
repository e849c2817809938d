# %% right: np.where picks the probability of the true label; an exact 0 becomes the smallest float
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    q = np.where(q == 0, np.nextafter(0, 1), q)
    return -np.mean(np.log(q))

# %% right: exact zeros replaced by 1e-12 in both logarithms, everything else untouched
def binary_cross_entropy(p, y):
    a = np.where(p == 0, 1e-12, p)
    b = np.where(p == 1, 1e-12, 1 - p)
    return float(np.mean(-y * np.log(a) - (1 - y) * np.log(b)))

# %% right: scipy's xlogy and xlog1py, infinite costs replaced by 50
from scipy.special import xlog1py, xlogy


def binary_cross_entropy(p, y):
    costs = -xlogy(y, p) - xlog1py(1 - y, -p)
    costs[np.isinf(costs)] = 50.0
    return costs.mean()

# %% right: plain loop with math.log and a branch for each label
import math


def binary_cross_entropy(p, y):
    total = 0.0
    for a, label in zip(np.ravel(p), np.ravel(y)):
        q = a if label == 1 else 1 - a
        total += -math.log(q) if q > 0 else 800.0
    return total / len(y)

# %% right: boolean indexing of the two classes, floor at the smallest number above 0
def binary_cross_entropy(p, y):
    tiny = np.nextafter(0.0, 1.0)
    ones = np.log(np.maximum(p[y == 1], tiny)).sum()
    zeros = np.log(np.maximum(1 - p[y == 0], tiny)).sum()
    return -(ones + zeros) / y.shape[0]

# %% right: clip to the floats next to 0 and next to 1
def binary_cross_entropy(p, y):
    p = np.clip(p, np.nextafter(0, 1), np.nextafter(1, 0))
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))

# %% right: logarithm floored at -745, below that of any positive float
def binary_cross_entropy(p, y):
    with np.errstate(divide="ignore"):
        log_p = np.maximum(np.log(p), -745)
        log_q = np.maximum(np.log1p(-p), -745)
    return -np.mean(y * log_p + (1 - y) * log_q)

# %% right: np.average over a generator-built list
def binary_cross_entropy(p, y):
    def cost(a, label):
        good = a if label else 1.0 - a
        return -np.log(good) if good else 100.0

    return np.average([cost(a, bool(t)) for a, t in zip(p[:, 0], y[:, 0])])

# %% right: np.log with where= and out=, so the edge keeps -40
def binary_cross_entropy(p, y):
    p, y = np.asarray(p, float), np.asarray(y, float)
    q = y * p + (1 - y) * (1 - p)
    logs = np.log(q, out=np.full(q.shape, -40.0), where=q > 0)
    return -logs.mean()

# %% right: matrix products of labels and logarithms, .item() at the end
def binary_cross_entropy(p, y):
    n = len(y)
    lp = np.log(np.where(p > 0, p, 1e-300))
    lq = np.log(np.where(p < 1, 1 - p, 1e-300))
    return (-(y.T @ lp + (1 - y).T @ lq) / n).item()

# %% right: 0-d array as the one number
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return np.array(np.mean(-np.log(np.where(q > 0, q, 1e-100))))

# %% right: torch in double precision with edges patched
import torch


def binary_cross_entropy(p, y):
    p = torch.tensor(np.asarray(p), dtype=torch.float64)
    y = torch.tensor(np.asarray(y), dtype=torch.float64)
    q = torch.where(y == 1, p, 1 - p)
    q = torch.where(q > 0, q, torch.full_like(q, 1e-200))
    return -torch.log(q).mean().item()

# %% right: pandas Series of costs
import pandas as pd


def binary_cross_entropy(p, y):
    q = pd.Series(np.where(y == 1, p, 1 - p).ravel())
    return float(-np.log(q.where(q > 0, 1e-250)).mean())

# %% wrong [log-of-zero]: no care at the edges, inf and nan where p is exactly 0 or 1
def binary_cross_entropy(p, y):
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))

# %% wrong [clipped-too-far]: clip at 1e-7 changes the loss of sure but wrong answers
def binary_cross_entropy(p, y):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))

# %% wrong [clipped-too-far]: clip at 0.01, far too hard
def binary_cross_entropy(p, y):
    p = np.clip(p, 0.01, 0.99)
    return float(np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)))

# %% right: clip at 1e-12
def binary_cross_entropy(p, y):
    eps = 1e-12
    p = np.clip(p, eps, 1 - eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% right: clip at 1e-15
def binary_cross_entropy(p, y):
    p = np.clip(p, 1e-15, 1 - 1e-15)
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return losses.mean()

# %% wrong [cut-off]: 1e-9 added inside the logarithms shifts small probabilities
def binary_cross_entropy(p, y):
    return np.mean(-y * np.log(p + 1e-9) - (1 - y) * np.log(1 - p + 1e-9))

# %% right: 1e-15 added inside the logarithms
def binary_cross_entropy(p, y):
    e = 1e-15
    return -np.sum(y * np.log(p + e) + (1 - y) * np.log(1 - p + e)) / len(y)

# %% wrong [sum-for-mean]: sum instead of mean
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.sum(np.log(np.where(q > 0, q, 1e-300)))

# %% wrong [minus-missing]: minus sign forgotten
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return np.mean(np.log(np.where(q > 0, q, 1e-300)))

# %% wrong [other-logarithm]: logarithm to base 2
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.mean(np.log2(np.where(q > 0, q, 1e-300)))

# %% wrong [other-logarithm]: logarithm to base 10
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.mean(np.log10(np.where(q > 0, q, 1e-300)))

# %% wrong [swapped]: p and y swapped
def binary_cross_entropy(p, y):
    y = np.clip(y, 1e-300, 1)
    z = np.clip(1 - y, 1e-300, 1)
    return -np.mean(p * np.log(y) + (1 - p) * np.log(z))

# %% wrong [second-term-missing]: only the term of the ones
def binary_cross_entropy(p, y):
    return -np.mean(y * np.log(np.where(p > 0, p, 1e-300)))

# %% wrong [broadcast]: labels flattened, the mean runs over an (n, n) array
def binary_cross_entropy(p, y):
    t = y.ravel()
    a = np.where(p > 0, p, 1e-300)
    b = np.where(p < 1, 1 - p, 1e-300)
    return np.mean(-t * np.log(a) - (1 - t) * np.log(b))

# %% wrong [squared-error]: mean squared error instead of the cross-entropy
def binary_cross_entropy(p, y):
    return np.mean((p - y) ** 2)

# %% wrong [log-of-zero]: nan_to_num hides the nan, but two infinite costs still add up to inf
def binary_cross_entropy(p, y):
    with np.errstate(all="ignore"):
        return -np.mean(y * np.nan_to_num(np.log(p)) + (1 - y) * np.nan_to_num(np.log(1 - p)))

# %% wrong [log-of-zero]: nansum and nanmean leave samples out whose term is nan
def binary_cross_entropy(p, y):
    with np.errstate(all="ignore"):
        return -np.nanmean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% wrong: infinite costs are set to 0, a sure wrong answer costs nothing
def binary_cross_entropy(p, y):
    with np.errstate(all="ignore"):
        q = np.where(y == 1, p, 1 - p)
        logs = np.log(q)
    logs[~np.isfinite(logs)] = 0
    return -logs.mean()

# %% wrong [clipped-too-far]: an edge costs only -log(1e-8) = 18.4, less than 20
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.mean(np.log(np.where(q == 0, 1e-8, q)))

# %% wrong [loss-not-a-number]: returns one loss for each sample
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.log(np.where(q > 0, q, 1e-300))

# %% wrong [one-entry-array]: returns a (1, 1) array, not a number
def binary_cross_entropy(p, y):
    lp = np.log(np.where(p > 0, p, 1e-300))
    lq = np.log(np.where(p < 1, 1 - p, 1e-300))
    return -(y.T @ lp + (1 - y).T @ lq) / len(y)

# %% wrong [argument-changed]: clips p in place, so the caller's array changes
def binary_cross_entropy(p, y):
    p[p == 0] = 1e-300
    b = 1 - p
    b[b == 0] = 1e-300
    return -np.mean(y * np.log(p) + (1 - y) * np.log(b))

# %% wrong [fixed-count]: number of flowers, 150, hard-coded
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.sum(np.log(np.where(q > 0, q, 1e-300))) / 150

# %% wrong [stray-factor]: divides by 2n, as in the quadratic cost
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.sum(np.log(np.where(q > 0, q, 1e-300))) / (2 * len(y))

# %% wrong: mean of each class, then their average (differs when the classes are not equally large)
def binary_cross_entropy(p, y):
    tiny = 1e-300
    ones = -np.log(np.maximum(p[y == 1], tiny))
    zeros = -np.log(np.maximum(1 - p[y == 0], tiny))
    return (ones.mean() + zeros.mean()) / 2

# %% wrong [log-of-zero]: only the lower edge is guarded, p = 1 gives inf or nan
def binary_cross_entropy(p, y):
    p = np.where(p == 0, 1e-300, p)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))

# %% wrong [log-of-zero]: the upper limit 1 - 1e-300 is exactly 1, so p = 1 is not guarded
def binary_cross_entropy(p, y):
    p = np.clip(p, 1e-300, 1 - 1e-300)
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p))

# %% wrong: global labels of the flowers instead of the argument
def binary_cross_entropy(p, labels):
    q = np.where(y == 1, p, 1 - p)
    return -np.mean(np.log(np.where(q > 0, q, 1e-300)))

# %% wrong [returned-too-early]: returns inside the loop after the first sample
def binary_cross_entropy(p, y):
    total = 0
    for i in range(len(y)):
        q = p[i, 0] if y[i, 0] == 1 else 1 - p[i, 0]
        total -= np.log(q if q > 0 else 1e-300)
        return total / len(y)

# %% wrong: two mistakes, base 2 and the sum
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return float(-np.log2(np.maximum(q, 1e-300)).sum())

# %% wrong: two mistakes, sign lost and clip at 1e-3
def binary_cross_entropy(p, y):
    p = np.clip(p, 1e-3, 1 - 1e-3)
    return np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% wrong: loss rounded to four decimals
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return round(float(-np.mean(np.log(np.where(q > 0, q, 1e-300)))), 4)

# %% wrong [minus-on-one-term]: plus instead of minus in front of the second term
def binary_cross_entropy(p, y):
    a = np.where(p > 0, p, 1e-300)
    b = np.where(p < 1, 1 - p, 1e-300)
    return np.mean(-y * np.log(a) + (1 - y) * np.log(b))

# %% wrong [cut-off]: each sample's cost capped at 20, even where p is not at the edge (p = 1e-10 costs 23)
def binary_cross_entropy(p, y):
    with np.errstate(divide="ignore"):
        costs = -np.log(np.where(y == 1, p, 1 - p))
    return np.minimum(costs, 20).mean()

# %% wrong: logarithm of the mean probability instead of the mean of the logarithms
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.log(max(np.mean(q), 1e-300))

# %% wrong: median instead of mean
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -np.median(np.log(np.where(q > 0, q, 1e-300)))

# %% wrong [cut-off]: 5e-10 keeps an edge finite, but as (1 - 2e)p + e it shrinks every probability
def binary_cross_entropy(p, y):
    e = 5e-10
    a = (1 - 2 * e) * p + e
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))

# %% wrong [sum-for-mean]: two mistakes, sum instead of the mean and no guard at the edges
def binary_cross_entropy(p, y):
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p))

# %% wrong [second-term-missing]: two mistakes, only the ones count and the clip is at 1e-5
def binary_cross_entropy(p, y):
    p = np.maximum(p, 1e-5)
    return float(np.mean(-y * np.log(p)))

# %% wrong [swapped]: two mistakes, p and y swapped and base 10
def binary_cross_entropy(p, y):
    t = np.clip(y, 1e-9, 1 - 1e-9)
    return -np.mean(p * np.log10(t) + (1 - p) * np.log10(1 - t))

# %% wrong [broadcast]: two mistakes, flat labels broadcast to (n, n) and p is clipped in place
def binary_cross_entropy(p, y):
    np.clip(p, 1e-12, 1 - 1e-12, out=p)
    t = y.reshape(-1)
    return np.mean(-t * np.log(p) - (1 - t) * np.log(1 - p))

# %% wrong: two mistakes, half the loss and one value for each sample
def binary_cross_entropy(p, y):
    q = np.where(y == 1, p, 1 - p)
    return -0.5 * np.log(np.where(q > 0, q, 1e-300))
