"""Linear models with a penalty, solved exactly: ridge in closed form, lasso along its path.

A model is features Phi (n, p) times weights (p,) plus a bias. Both functions minimise

    mean squared error + penalty,   the penalty being (λ/2) Σ w² for ridge and λ Σ|w| for lasso,

with the conventions of `helpers.reference.regularisation`: no ½ in front of the squared error, and
no penalty on the bias. There is no learning rate and no number of steps, so the results show the
effect of the penalty and not of the training. Several λ cost hardly more than one, so both
functions take a sequence of them.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray


def ridge(Phi: ArrayLike, y: ArrayLike, lams: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return weights (p, m) and biases (m,) that minimise mean squared error + (λ/2) Σ w².

    Phi is (n, p), y (n,) or (n, 1); `lams` are m numbers above 0. After features and targets are
    centred, the bias is 0, and (ΦᵀΦ + nλ/2 · I) w = Φᵀy is solved for every λ from one singular
    value decomposition (Hastie, Tibshirani and Friedman 2009, "The Elements of Statistical
    Learning", equation 3.47, where λ stands for our nλ/2). ValueError if the arguments do not fit.
    """
    Phi, y, lams = _checked(Phi, y, lams)
    U, s, Vt = np.linalg.svd(Phi - Phi.mean(axis=0), full_matrices=False)
    filtered = s[:, None] / (s[:, None] ** 2 + len(y) * lams / 2)
    W = Vt.T @ (filtered * (U.T @ (y - y.mean()))[:, None])
    return W, y.mean() - Phi.mean(axis=0) @ W


def lasso(Phi: ArrayLike, y: ArrayLike, lams: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return weights (p, m) and biases (m,) that minimise mean squared error + λ Σ|w|.

    The arguments are those of `ridge`. As functions of λ the weights are straight lines between
    kinks. The path starts at the smallest λ that holds all weights at 0, and follows them as λ
    falls; at each kink a weight leaves 0 or returns to 0 (Efron, Hastie, Johnstone and Tibshirani
    2004, "Least angle regression", section 3.1). Weights at 0 are exactly 0. LinAlgError if the
    path meets two features that are copies of each other.
    """
    Phi, y, lams = _checked(Phi, y, lams)
    W = np.zeros((Phi.shape[1], len(lams)))
    for lam, lam_next, active, weights, slopes in _pieces(
        Phi - Phi.mean(axis=0), y - y.mean(), lams.min()
    ):
        inside = (lam_next <= lams) & (lams <= lam)
        W[np.ix_(np.array(active), np.flatnonzero(inside))] = weights[:, None] + slopes[:, None] * (
            lam - lams[inside]
        )
    return W, y.mean() - Phi.mean(axis=0) @ W


def _pieces(
    X: NDArray, target: NDArray, lam_min: float
) -> Iterator[tuple[float, float, list[int], NDArray, NDArray]]:
    """Yield the straight pieces of the lasso's path: (λ, next λ, active, weights, slopes).

    On a piece the weights of the `active` features are weights + slopes · (λ − λ'), and all other
    weights are 0. `pull` says how hard the squared error pulls on each weight: it is ±λ for active
    features and smaller for the others. A feature becomes active where its pull reaches ±λ.
    """
    n, p = X.shape
    w, pull = np.zeros(p), 2 / n * X.T @ target
    lam = np.abs(pull).max()
    active = [int(np.abs(pull).argmax())]
    signs = [np.sign(pull[active[0]])]
    dropped = None
    while lam > lam_min:
        XA = X[:, active]
        slopes = np.linalg.solve(2 / n * XA.T @ XA, np.array(signs))
        candidates = [lam - lam_min]
        with np.errstate(divide="ignore", invalid="ignore"):
            back_at_0 = _ahead(-w[active] / slopes)
            pull_slopes = 2 / n * X.T @ (XA @ slopes)
            reached = {+1: (lam - pull) / (1 - pull_slopes), -1: (lam + pull) / (1 + pull_slopes)}
        if dropped:  # its pull is still ±λ, and it must not become active again at once
            reached[dropped[1]][dropped[0]] = np.inf
        # Centred features span at most n − 1 dimensions; once all are in use, the fit is exact.
        full = len(active) >= min(n - 1, p)
        for distances in reached.values():
            distances[active] = np.inf
            candidates.append(np.inf if full else _ahead(distances).min())
        candidates.append(back_at_0.min())
        event = int(np.argmin(candidates))
        lam_next = lam_min if event == 0 else lam - candidates[event]
        yield lam, lam_next, list(active), w[active], slopes
        w[active] += slopes * (lam - lam_next)
        lam, dropped = lam_next, None
        pull = 2 / n * X.T @ (target - X @ w)
        if event == 3:
            place = int(back_at_0.argmin())
            dropped = active.pop(place), int(signs.pop(place))
            w[dropped[0]] = 0.0
        elif event in (1, 2):
            sign = +1 if event == 1 else -1
            active.append(int(_ahead(reached[sign]).argmin()))
            signs.append(float(sign))


def _ahead(distances: NDArray) -> NDArray:
    """The distances along the path, with inf for points that lie behind or do not exist."""
    return np.where(distances > 0, distances, np.inf)


def _checked(Phi: ArrayLike, y: ArrayLike, lams: ArrayLike) -> tuple[NDArray, NDArray, NDArray]:
    Phi, lams = np.asarray(Phi, dtype=float), np.asarray(lams, dtype=float)
    y = np.ravel(np.asarray(y, dtype=float))
    if Phi.ndim != 2 or len(Phi) != len(y) or len(y) < 2:
        raise ValueError(
            f"features {Phi.shape} and targets ({len(y)},) do not fit: Phi must be (n, p) and y "
            "(n,), with at least two samples"
        )
    if lams.ndim != 1 or not np.all((lams > 0) & np.isfinite(lams)):
        raise ValueError(f"lams is {lams}: give a sequence of finite numbers above 0")
    return Phi, y, lams
