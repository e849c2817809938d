# %% right: np.sign
def l1_gradient(W, lam):
    return lam * np.sign(W)

# %% right: two comparisons subtracted
def l1_gradient(W, lam):
    return lam * ((W > 0) * 1.0 - (W < 0) * 1.0)

# %% right: np.where within np.where
def l1_gradient(W, lam):
    return np.where(W > 0, lam, np.where(W < 0, -lam, 0.0))

# %% right: np.select
def l1_gradient(W, lam):
    return np.select([W > 0, W < 0], [lam, -lam], default=0.0)

# %% right: double loop into zeros
def l1_gradient(W, lam):
    grad = np.zeros(W.shape)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            if W[i, j] > 0:
                grad[i, j] = lam
            elif W[i, j] < 0:
                grad[i, j] = -lam
    return grad

# %% right: masks on an array of zeros
def l1_gradient(W, lam):
    g = np.zeros(np.shape(W), dtype=float)
    g[W > 0] = lam
    g[W < 0] = -lam
    return g

# %% right: quotient by the absolute value, with where= so that zeros stay zeros
def l1_gradient(W, lam):
    size = np.abs(W)
    return lam * np.divide(W, size, out=np.zeros(W.shape), where=size != 0)

# %% right: quotient 0/0 put right afterwards
def l1_gradient(W, lam):
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = W / np.abs(W)
    ratio[np.isnan(ratio)] = 0
    return lam * ratio

# %% right: nan_to_num without silencing the warning
def l1_gradient(W, lam):
    return lam * np.nan_to_num(W / np.abs(W))

# %% right: list comprehension turned into an array
import math


def l1_gradient(W, lam):
    return np.array([[0.0 if w == 0 else math.copysign(lam, w) for w in row] for row in W])

# %% right: np.vectorize of a small function, otypes given
def slope(w, lam):
    if w == 0:
        return 0.0
    return lam if w > 0 else -lam


l1_gradient = np.vectorize(slope, otypes=[float], excluded=["lam"])

# %% right: np.copysign and a mask
def l1_gradient(W, lam):
    return np.copysign(lam, W) * (W != 0)

# %% right: zeros divided by 1 instead of 0
def l1_gradient(W, lam):
    return W / np.where(W == 0, 1, np.abs(W)) * lam

# %% right: torch's own derivative, 0 at 0
import torch


def l1_gradient(W, lam):
    t = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    (lam * t.abs().sum()).backward()
    return t.grad.numpy()

# %% right: pandas
import pandas as pd


def l1_gradient(W, lam):
    frame = pd.DataFrame(W)
    return lam * (frame.gt(0).astype(float) - frame.lt(0).astype(float)).to_numpy()

# %% right: np.heaviside, symmetric at 0
def l1_gradient(W, lam):
    return lam * (2 * np.heaviside(W, 0.5) - 1)

# %% wrong [sign-at-zero]: slope lam at 0 (>= instead of >)
def l1_gradient(W, lam):
    return np.where(W >= 0, lam, -lam)

# %% wrong [sign-at-zero]: slope minus lam at 0
def l1_gradient(W, lam):
    return lam * np.where(W > 0, 1.0, -1.0)

# %% wrong [nan-at-zero]: divides by the absolute value, nan at 0
def l1_gradient(W, lam):
    return lam * W / np.abs(W)

# %% wrong [sign-flipped]: sign turned
def l1_gradient(W, lam):
    return -lam * np.sign(W)

# %% wrong [sign-lost]: lambda everywhere, as if all weights were positive
def l1_gradient(W, lam):
    return lam * np.ones_like(W)

# %% wrong [penalty-of-each-entry]: the penalty's terms instead of their slopes
def l1_gradient(W, lam):
    return lam * np.abs(W)

# %% wrong [penalty-for-gradient]: the penalty, one number
def l1_gradient(W, lam):
    return lam * np.sum(np.abs(W))

# %% wrong [weight-for-sign]: the L2 gradient
def l1_gradient(W, lam):
    return lam * W

# %% wrong [lambda-missing]: forgets lambda
def l1_gradient(W, lam):
    return np.sign(W)

# %% wrong [half-mismatch]: a half too much
def l1_gradient(W, lam):
    return lam / 2 * np.sign(W)

# %% wrong [one-side]: only positive weights, 0 for the negative ones
def l1_gradient(W, lam):
    return lam * (W > 0)

# %% wrong [divided-by-count]: divided by the number of entries
def l1_gradient(W, lam):
    return lam * np.sign(W) / W.size

# %% wrong [slopes-added-up]: the sum of the signs, one number
def l1_gradient(W, lam):
    return lam * np.sign(W).sum()

# %% wrong [slopes-added-up]: signs summed for each column
def l1_gradient(W, lam):
    return lam * np.sum(np.sign(W), axis=0)

# %% wrong: transposed
def l1_gradient(W, lam):
    return lam * np.sign(W).T

# %% wrong [flattened]: flattened
def l1_gradient(W, lam):
    return np.array([lam * np.sign(w) for w in W.flat])

# %% wrong: quotient with a small number below, far off for weights as small as it
def l1_gradient(W, lam):
    return lam * W / (np.abs(W) + 1e-8)

# %% wrong: smooth sign, far off for small weights
def l1_gradient(W, lam):
    return lam * np.tanh(1000 * W)

# %% wrong: dead zone, weights under 0.001 count as 0
def l1_gradient(W, lam):
    return lam * np.where(np.abs(W) < 1e-3, 0, np.sign(W))

# %% wrong: central differences, off for weights smaller than the nudge
def l1_gradient(W, lam, nudge=1e-5):
    return lam * (np.abs(W + nudge) - np.abs(W - nudge)) / (2 * nudge)

# %% wrong [sign-at-zero]: forward difference, so lam at 0
def l1_gradient(W, lam):
    h = 1e-7
    return lam * (np.abs(W + h) - np.abs(W)) / h

# %% wrong [argument-changed]: writes the signs into W
def l1_gradient(W, lam):
    W[W > 0] = 1
    W[W < 0] = -1
    return lam * W

# %% wrong [argument-changed]: multiplies the array that came in
def l1_gradient(W, lam):
    np.sign(W, out=W)
    W *= lam
    return W

# %% wrong [weight-for-sign]: sign of lam times W clipped, right for weights beyond 1 only
def l1_gradient(W, lam):
    return lam * np.clip(W, -1, 1)

# %% wrong: rounds, so that weights between -0.5 and 0.5 get 0
def l1_gradient(W, lam):
    return lam * np.sign(np.round(W))

# %% wrong: if on a whole array, an exception
def l1_gradient(W, lam):
    if W > 0:
        return lam
    elif W < 0:
        return -lam
    return 0

# %% wrong [rows-for-columns]: loops over a square, the number of rows for both
def l1_gradient(W, lam):
    g = np.zeros(W.shape)
    n = W.shape[0]
    for i in range(n):
        for j in range(n):
            g[i, j] = lam * np.sign(W[i, j])
    return g

# %% wrong: the array for the answer is a mutable default of the size of the example
def l1_gradient(W, lam, out=np.zeros((2, 2))):
    out[...] = lam * np.sign(W)
    return out

# %% wrong: prints
def l1_gradient(W, lam):
    print(lam * np.sign(W))

# %% wrong: booleans, minus sign between two masks is an exception
def l1_gradient(W, lam):
    return lam * ((W > 0) - (W < 0))

# %% wrong [soft-threshold]: soft threshold, the weight after the step
def l1_gradient(W, lam):
    return np.sign(W) * np.maximum(np.abs(W) - lam, 0)

# %% wrong [one-side]: two mistakes, lam at 0 and negative weights forgotten
def l1_gradient(W, lam):
    return np.where(W >= 0, lam, 0.0)

# %% wrong [nan-at-zero]: two mistakes, no lambda and nan at 0
def l1_gradient(W, lam):
    return W / np.abs(W)

# %% wrong [sign-flipped]: two mistakes, turned sign and a half
def l1_gradient(W, lam):
    return -np.sign(W) * lam / 2

# %% wrong: two mistakes, transposed and 1 at 0
def l1_gradient(W, lam):
    return lam * np.where(W.T < 0, -1, 1)

# %% wrong [weight-for-sign]: the sign of lam instead of the sign of W
def l1_gradient(W, lam):
    return W * np.sign(lam)

# %% wrong [sign-at-zero]: nan_to_num fills the gap with lam
def l1_gradient(W, lam):
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(lam * W / np.abs(W), nan=lam)

# %% wrong: division by 0 caught, and then everything is 0
def l1_gradient(W, lam):
    if np.any(W == 0):
        return np.zeros_like(W)
    return lam * W / np.abs(W)

# %% wrong [sign-at-zero]: two mistakes, divided by the number of entries and 1 at 0
def l1_gradient(W, lam):
    return lam / W.size * np.where(W < 0, -1.0, 1.0)

# %% wrong [lambda-missing]: two mistakes, changes W and forgets lambda
def l1_gradient(W, lam):
    W /= np.where(W == 0, 1, np.abs(W))
    return W
