"""Honest answers to the exercises on regularisation, written in many ways."""

import itertools
import math
import warnings

import numpy as np
from spellings import spelt


def entries(W):
    """Every number in nested sequences."""
    return itertools.chain.from_iterable(map(entries, W)) if np.ndim(W) else [float(W)]


# Penalties


def l1_loop(weights, lam):
    total = 0.0
    for W in weights:
        for w in W.flat:
            total += abs(w)
    return lam * total


def l1_flat(weights, lam):
    return lam * np.abs(np.concatenate([W.ravel() for W in weights])).sum()


def l1_python_float(weights, lam):
    return float(lam) * math.fsum(abs(w) for W in weights for w in entries(W.tolist()))


def l1_signs(weights, lam):
    print("adding up", len(weights), "arrays")
    return np.sum([(W * np.sign(W)).sum() for W in weights]) * lam


def l1_norm(weights, lam):
    return lam * sum(np.linalg.norm(W.ravel(), 1) for W in weights)


def l1_zero_d(weights, lam):
    warnings.warn("a warning is not a fault", stacklevel=1)
    return np.array(sum(lam * np.sum(np.maximum(W, -W)) for W in weights))


def l1_cumulative(weights, lam):
    copies = [W.copy() for W in weights]
    for W in copies:
        W[W < 0] *= -1
    return lam * sum(W.sum() for W in copies)


def l2_loop(weights, lam):
    total = 0
    for W in weights:
        for index in np.ndindex(W.shape):
            total += W[index] ** 2
    return 0.5 * lam * total


def l2_einsum(weights, lam):
    return lam / 2 * sum(np.einsum("i,i->", W.ravel(), W.ravel()) for W in weights)


def l2_dot(weights, lam):
    return float(sum(np.dot(W.flatten(), W.flatten()) for W in weights)) * lam * 0.5


def l2_norm_squared(weights, lam):
    return lam * sum(np.linalg.norm(W) ** 2 for W in weights) / 2


def l2_python_float(weights, lam):
    return lam / 2 * math.fsum(w * w for W in weights for w in entries(W.tolist()))


def l2_square(weights, lam):
    print("λ is", lam)
    return np.multiply(lam / 2, np.sum([np.square(W).sum() for W in weights]))


# Gradients


def l1_where(W, lam):
    return np.where(W > 0, lam, np.where(W < 0, -lam, 0.0))


def l1_masks(W, lam):
    return lam * ((W > 0) * 1.0 - (W < 0))


def l1_filled(W, lam):
    gradient = np.zeros_like(W)
    gradient[W > 0] = lam
    gradient[W < 0] = -lam
    return gradient


def l1_lists(W, lam):
    return [[0.0 if w == 0 else math.copysign(lam, w) for w in row] for row in W]


def l1_safe_division(W, lam):
    sizes = np.abs(W)
    return lam * np.divide(W, sizes, out=np.zeros_like(W), where=sizes > 0)


def l1_rows(W, lam):
    return (lam * np.sign(row) for row in W)


def l1_clip(W, lam):
    return lam * np.clip(W * 1e300, -1, 1)


def l2_loops(W, lam):
    gradient = np.empty(W.shape)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            gradient[i, j] = lam * W[i, j]
    return gradient


def l2_multiply(W, lam):
    return np.multiply(W, lam)


def l2_lists(W, lam):
    return [[lam * w for w in row] for row in W.tolist()]


def l2_halves(W, lam):
    return lam / 2 * 2 * W


def l2_einsum_gradient(W, lam):
    return np.einsum("ij,->ij", W, np.float64(lam))


def l2_added(W, lam):
    gradient = W.copy()
    gradient *= lam
    return gradient


# Gradients of loss and penalty


def rg_written_out(grads, params, lam, kind):
    if kind == "l1":
        first, second = lam * np.sign(params["W1"]), lam * np.sign(params["W2"])
    else:
        first, second = lam * params["W1"], lam * params["W2"]
    return {
        "dW1": grads["dW1"] + first,
        "db1": grads["db1"],
        "dW2": grads["dW2"] + second,
        "db2": grads["db2"],
    }


def rg_union(grads, params, lam, kind):
    slope = {"l1": np.sign, "l2": lambda W: W}[kind]
    return grads | {f"dW{i}": grads[f"dW{i}"] + lam * slope(params[f"W{i}"]) for i in (1, 2)}


def rg_loop_over_grads(grads, params, lam, kind):
    new = {}
    for key, gradient in grads.items():
        if key.startswith("dW"):
            W = params[key[1:]]
            gradient = gradient + (lam * np.sign(W) if kind == "l1" else lam * W)
        new[key] = gradient
    return new


def rg_copies(grads, params, lam, kind):
    new = {key: np.copy(value) for key, value in grads.items()}
    for key in ("W1", "W2"):
        new["d" + key] += l1_where(params[key], lam) if kind == "l1" else lam * params[key]
    return new


def rg_more_keys(grads, params, lam, kind):
    new = rg_written_out(grads, params, lam, kind)
    return {**new, "penalty": 3.0, "kind": kind, "note": None}


def rg_lists(grads, params, lam, kind):
    return {key: value.tolist() for key, value in rg_union(grads, params, lam, kind).items()}


def rg_zero_for_biases(grads, params, lam, kind):
    print(kind)
    share = {"W1": lam, "W2": lam, "b1": 0.0, "b2": 0.0}
    slope = np.sign if kind == "l1" else np.asarray
    return {"d" + key: grads["d" + key] + share[key] * slope(params[key]) for key in params}


# Folds


def kf_split(n, k, rng):
    order = rng.permutation(n)
    return [(np.setdiff1d(order, part), part) for part in np.array_split(order, k)]


def kf_concatenate(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)
    return [(np.concatenate(parts[:i] + parts[i + 1 :]), parts[i]) for i in range(k)]


def kf_generator(n, k, rng):
    order = np.arange(n)
    rng.shuffle(order)
    for start in range(k):
        part = order[start::k]
        yield [i for i in order if i not in part], part


def kf_lists(n, k, rng):
    order = [int(i) for i in rng.permutation(n)]
    return [(sorted(set(order) - set(order[i::k])), sorted(order[i::k])) for i in range(k)]


def kf_labels(n, k, rng):
    fold = rng.permutation(np.arange(n) % k)
    return tuple((np.flatnonzero(fold != i), np.flatnonzero(fold == i)) for i in range(k))


def kf_borders(n, k, rng):
    order = rng.choice(n, size=n, replace=False)
    borders = np.round(np.linspace(0, n, k + 1)).astype(int)
    return [[np.delete(order, np.s_[a:b]), order[a:b]] for a, b in itertools.pairwise(borders)]


def kf_sorting(n, k, rng):
    order = np.argsort(rng.random(n)).astype(np.int32)
    larger = n % k
    folds, start = [], 0
    for i in range(k):
        stop = start + n // k + (i < larger)
        folds.append((np.r_[order[:start], order[stop:]], order[start:stop]))
        start = stop
    return folds


def kf_small_folds_first(n, k, rng):
    parts = np.array_split(rng.permutation(n), k)[::-1]
    return [(set(range(n)) - set(part.tolist()), set(part.tolist())) for part in parts]


def kf_object_array(n, k, rng):
    return np.array(kf_split(n, k, rng), dtype=object)


# Cross-validation


def cv_loops(fit, X, y, lams, k, rng):
    folds = kf_split(len(X), k, rng)
    errors = np.empty((len(lams), k))
    for i, lam in enumerate(lams):
        for j, (train, validation) in enumerate(folds):
            predict = fit(X[train], y[train], lam)
            errors[i, j] = np.mean((predict(X[validation]) - y[validation]) ** 2)
    return errors


def cv_folds_outside(fit, X, y, lams, k, rng):
    errors = np.zeros((len(lams), k))
    for j, (train, validation) in enumerate(kf_concatenate(X.shape[0], k, rng)):
        for i in range(len(lams)):
            model = fit(X[train, :], y[train, :], float(lams[i]))
            missed = y[validation] - model(X[validation])
            errors[i, j] = (missed.T @ missed).item() / len(validation)
    return errors


def cv_lists(fit, X, y, lams, k, rng):
    folds = list(kf_generator(len(X), k, rng))
    print("folds:", [len(validation) for _, validation in folds])
    return [
        [float(np.average((fit(X[t], y[t], lam)(X[v]) - y[v]) ** 2)) for t, v in folds]
        for lam in lams
    ]


def cv_masks(fit, X, y, lams, k, rng):
    fold = rng.permutation(np.arange(len(X)) % k)
    errors = []
    for lam in lams:
        row = []
        for i in range(k):
            held_out = fold == i
            predict = fit(X[~held_out], y[~held_out], lam)
            row.append(np.square(predict(X[held_out]) - y[held_out]).mean())
        errors.append(row)
    return np.array(errors)


def cv_shuffled_copies(fit, X, y, lams, k, rng):
    order = rng.permutation(len(X))
    parts_X, parts_y = np.array_split(X[order], k), np.array_split(y[order], k)
    errors = np.zeros((len(lams), k))
    for i, lam in enumerate(lams):
        for j in range(k):
            X_train = np.vstack(parts_X[:j] + parts_X[j + 1 :])
            y_train = np.vstack(parts_y[:j] + parts_y[j + 1 :])
            predict = fit(X_train, y_train, lam)
            errors[i, j] = ((predict(parts_X[j]) - parts_y[j]) ** 2).mean()
    return errors


def cv_row_by_row(fit, X, y, lams, k, rng):
    folds = kf_labels(len(X), k, rng)

    def error(lam, train, validation):
        predict = fit(X[train], y[train], lam)
        return sum((predict(X[i : i + 1])[0, 0] - y[i, 0]) ** 2 for i in validation) / len(
            validation
        )

    return [[error(lam, *fold) for fold in folds] for lam in lams]


def cv_flat_differences(fit, X, y, lams, k, rng):
    folds = kf_borders(len(X), k, rng)
    rows = []
    for lam in lams:
        for train, validation in folds:
            missed = fit(X[train], y[train], lam)(X[validation]).ravel() - y[validation].ravel()
            rows.append(np.dot(missed, missed) / missed.size)
    return np.reshape(rows, (len(lams), k))


def cv_float32(*arguments):
    return cv_loops(*arguments).astype(np.float32)


# The choice


def ch_argmin(lams, errors):
    return lams[np.argmin(errors.mean(axis=1))]


def ch_sum(lams, errors):
    return float(lams[int(np.argmin(np.sum(errors, axis=1)))])


def ch_zip(lams, errors):
    return min(zip(errors.mean(axis=1), lams, strict=True))[1]


def ch_loop(lams, errors):
    best, lowest = None, float("inf")
    for lam, row in zip(lams, errors, strict=True):
        mean = sum(row) / len(row)
        if mean < lowest:
            best, lowest = lam, mean
    return best


def ch_key(lams, errors):
    means = dict(zip(lams, errors.mean(1), strict=True))
    return min(means, key=means.get)


def ch_sorted(lams, errors):
    return np.asarray(lams)[np.argsort(np.mean(errors, axis=1))][0]


def ch_mask(lams, errors):
    means = np.array([np.mean(row) for row in errors])
    return lams[means == means.min()].item()


HONEST = {
    "l1_penalty": [
        l1_loop, l1_flat, l1_python_float, l1_signs, l1_norm, l1_zero_d, l1_cumulative,
    ],
    "l2_penalty": [l2_loop, l2_einsum, l2_dot, l2_norm_squared, l2_python_float, l2_square],
    "l1_gradient": [
        l1_where, l1_masks, l1_filled, l1_lists, l1_safe_division, l1_rows, l1_clip,
    ],
    "l2_gradient": [
        l2_loops, l2_multiply, l2_lists, l2_halves, l2_einsum_gradient, l2_added,
    ],
    "regularised_gradients": [
        rg_written_out, rg_union, rg_loop_over_grads, rg_copies, rg_more_keys, rg_lists,
        rg_zero_for_biases,
    ],
    "k_fold_indices": [
        kf_split, kf_concatenate, kf_generator, kf_lists, kf_labels, kf_borders, kf_sorting,
        kf_small_folds_first, kf_object_array,
    ],
    "cross_validate": [
        cv_loops, cv_folds_outside, cv_lists, cv_masks, cv_shuffled_copies, cv_row_by_row,
        cv_flat_differences, cv_float32,
    ],
    "choose_lambda": [ch_argmin, ch_sum, ch_zip, ch_loop, ch_key, ch_sorted, ch_mask],
    "penalty_concepts": spelt({
        "twenty_features": "b", "lambda": "c", "biases": "a", "curve": "d", "final_number": "b",
    }),
}  # fmt: skip
"""The answers by exercise."""
