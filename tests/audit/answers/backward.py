# %% right: seven lines in the order of the cards
def backward(X, y, params, cache):
    n = len(y)
    dZ2 = (cache["A2"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    hidden = {"dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, **hidden}

# %% right: slope of the sigmoid from Z1, np.dot
def backward(X, y, params, cache):
    n = X.shape[0]
    dZ2 = 1 / n * (cache["A2"] - y)
    dW2 = np.dot(cache["A1"].T, dZ2)
    db2 = np.sum(dZ2, axis=0)
    dA1 = np.dot(dZ2, params["W2"].T)
    slope = sigmoid(cache["Z1"]) * (1 - sigmoid(cache["Z1"]))
    dZ1 = dA1 * slope
    dW1 = np.dot(X.T, dZ1)
    db1 = np.sum(dZ1, axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% right: einsum throughout
def backward(X, y, params, cache):
    A1, A2 = cache["A1"], cache["A2"]
    dZ2 = (A2 - y) / y.shape[0]
    dA1 = np.einsum("no,ho->nh", dZ2, params["W2"])
    dZ1 = np.einsum("nh,nh,nh->nh", dA1, A1, 1 - A1)
    return {
        "dZ2": dZ2,
        "dW2": np.einsum("nh,no->ho", A1, dZ2),
        "db2": np.einsum("no->o", dZ2),
        "dA1": dA1,
        "dZ1": dZ1,
        "dW1": np.einsum("nd,nh->dh", X, dZ1),
        "db1": np.einsum("nh->h", dZ1),
    }

# %% right: plain loops, one sample at a time
def backward(X, y, params, cache):
    n, d = X.shape
    h = params["W2"].shape[0]
    g = {
        "dZ2": np.zeros((n, 1)),
        "dW2": np.zeros((h, 1)),
        "db2": np.zeros(1),
        "dA1": np.zeros((n, h)),
        "dZ1": np.zeros((n, h)),
        "dW1": np.zeros((d, h)),
        "db1": np.zeros(h),
    }
    for i in range(n):
        e = (cache["A2"][i, 0] - y[i, 0]) / n
        g["dZ2"][i, 0] = e
        g["db2"][0] += e
        for j in range(h):
            a = cache["A1"][i, j]
            g["dW2"][j, 0] += a * e
            g["dA1"][i, j] = e * params["W2"][j, 0]
            g["dZ1"][i, j] = g["dA1"][i, j] * a * (1 - a)
            g["db1"][j] += g["dZ1"][i, j]
            for k in range(d):
                g["dW1"][k, j] += X[i, k] * g["dZ1"][i, j]
    return g

# %% right: bias gradients as a product with a row of ones
def backward(X, y, params, cache):
    n = len(X)
    ones = np.ones(n)
    dZ2 = (cache["A2"] - y) / n
    dA1 = dZ2 * params["W2"].ravel()
    dZ1 = dA1 * (cache["A1"] - cache["A1"] ** 2)
    hidden = {"dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": ones @ dZ1}
    return {"dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": ones @ dZ2, **hidden}

# %% right: helper for weights and biases of a layer, extra column of ones
def _gradients(inputs, responsibility):
    extended = np.column_stack([inputs, np.ones(len(inputs))])
    both = extended.T @ responsibility
    return both[:-1], both[-1]


def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / y.size
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * sigmoid(cache["Z1"]) * sigmoid(-cache["Z1"])
    dW2, db2 = _gradients(cache["A1"], dZ2)
    dW1, db1 = _gradients(X, dZ1)
    return dict(dZ2=dZ2, dW2=dW2, db2=db2, dA1=dA1, dZ1=dZ1, dW1=dW1, db1=db1)

# %% right: the two cases of the label kept apart with np.where
def backward(X, y, params, cache):
    n = len(y)
    dZ2 = np.where(y == 1, cache["A2"] - 1, cache["A2"]) / n
    W2 = params["W2"]
    dW2 = (cache["A1"] * dZ2).sum(axis=0)[:, None]
    db2 = dZ2.sum(axis=0)
    dA1 = np.outer(dZ2, W2)
    dZ1 = np.multiply(dA1, cache["A1"] * (1 - cache["A1"]))
    dW1 = np.array([(X[:, [k]] * dZ1).sum(axis=0) for k in range(X.shape[1])])
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% right: copies changed in place, cache untouched
def backward(X, y, params, cache):
    dZ2 = cache["A2"].copy()
    dZ2 -= y
    dZ2 /= len(dZ2)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1.copy()
    dZ1 *= cache["A1"]
    dZ1 *= 1 - cache["A1"]
    grads = {"dZ2": dZ2, "dA1": dA1, "dZ1": dZ1}
    grads["dW2"] = np.tensordot(cache["A1"], dZ2, axes=(0, 0))
    grads["dW1"] = np.tensordot(X, dZ1, axes=(0, 0))
    grads["db2"] = np.add.reduce(dZ2)
    grads["db1"] = np.add.reduce(dZ1)
    return grads

# %% right: the forward pass computed again instead of read from the cache
def backward(X, y, params, cache):
    again = forward(X, params)
    A1, A2 = again["A1"], again["A2"]
    dZ2 = (A2 - y) / len(y)
    dA1 = np.matmul(dZ2, np.transpose(params["W2"]))
    dZ1 = dA1 * (A1 * (1 - A1))
    return {
        "dZ2": dZ2, "dW2": np.matmul(A1.T, dZ2), "db2": dZ2.sum(0),
        "dA1": dA1, "dZ1": dZ1, "dW1": np.matmul(X.T, dZ1), "db1": dZ1.sum(0),
    }

# %% right: sums over generators of outer products
def backward(X, y, params, cache):
    A1 = cache["A1"]
    dZ2 = (cache["A2"] - y) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * A1 * (1 - A1)
    dW2 = sum(np.outer(a, e) for a, e in zip(A1, dZ2))
    dW1 = sum(np.outer(x, e) for x, e in zip(X, dZ1))
    db2, db1 = sum(dZ2), sum(dZ1)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% right: torch as a calculator for the chain rule, tensors detached at the end
import torch


def backward(X, y, params, cache):
    t = lambda v: torch.tensor(np.asarray(v), dtype=torch.float64)
    A1, A2, W2 = t(cache["A1"]), t(cache["A2"]), t(params["W2"])
    dZ2 = (A2 - t(y)) / len(y)
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * A1 * (1 - A1)
    out = {
        "dZ2": dZ2, "dW2": A1.T @ dZ2, "db2": dZ2.sum(dim=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": t(X).T @ dZ1, "db1": dZ1.sum(dim=0),
    }
    return {k: v.detach().numpy() for k, v in out.items()}

# %% wrong [mean-forgotten]: 1/n of the mean forgotten everywhere
def backward(X, y, params, cache):
    dZ2 = cache["A2"] - y
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [mean-forgotten]: 1/n only in the gradients of weights and biases, not in dZ2, dA1, dZ1
def backward(X, y, params, cache):
    n = len(y)
    dZ2 = cache["A2"] - y
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2 / n, "db2": dZ2.mean(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1 / n, "db1": dZ1.mean(axis=0),
    }

# %% wrong [mean-twice]: 1/n comes in a second time in dW2 and dW1
def backward(X, y, params, cache):
    n = len(y)
    dZ2 = (cache["A2"] - y) / n
    dW2 = cache["A1"].T @ dZ2 / n
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1 / n
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [mean-twice]: bias gradients are means over the samples, 1/n twice
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.mean(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.mean(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [sign-flipped]: sign, labels minus outputs
def backward(X, y, params, cache):
    dZ2 = (y - cache["A2"]) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [stray-factor-of-two]: factor 2 of the squared error left over from the demo
def backward(X, y, params, cache):
    dZ2 = 2 * (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [extra-output-slope]: slope of the output's sigmoid multiplied in once more, as for the squared error
def backward(X, y, params, cache):
    a = cache["A2"]
    dZ2 = (a - y) * a * (1 - a) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [probability-gradient]: derivative by A2 returned as dZ2, slope of the output's sigmoid missing
def backward(X, y, params, cache):
    a = np.clip(cache["A2"], 1e-12, 1 - 1e-12)
    dZ2 = (a - y) / (a * (1 - a)) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% right: long form with divisions by a and 1 - a
def backward(X, y, params, cache):
    a = cache["A2"]
    dA2 = (-y / a + (1 - y) / (1 - a)) / len(y)
    dZ2 = dA2 * a * (1 - a)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [clipped-quotient]: long form with p clipped at 1e-7, a saturated wrong output gets no gradient
def backward(X, y, params, cache):
    p = np.clip(cache["A2"], 1e-7, 1 - 1e-7)
    dA2 = (-y / p + (1 - y) / (1 - p)) / len(y)
    dZ2 = dA2 * cache["A2"] * (1 - cache["A2"])
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [derivative-of-raw-z]: slope written with Z1 instead of A1
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["Z1"] * (1 - cache["Z1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [derivative-of-activation]: slope taken at A1, the sigmoid applied a second time
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    s = sigmoid(cache["A1"])
    dZ1 = dA1 * s * (1 - s)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [slope-missing]: hidden slope left out, dZ1 equals dA1
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [slope-of-tanh]: slope of tanh, 1 - a squared
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * (1 - cache["A1"] ** 2)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [error-overwritten]: dA1 is changed in place afterwards, so it holds dZ1
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1
    dZ1 *= cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [argument-changed]: output error computed in place, cache["A2"] is overwritten
def backward(X, y, params, cache):
    dZ2 = cache["A2"]
    dZ2 -= y
    dZ2 /= len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [wrong-count]: divides by X.size, equal to n only with one feature
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / X.size
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [wrong-count]: number of samples hard-coded
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / 150
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [wrong-count]: divides by the number of features instead of samples
def backward(X, y, params, cache):
    n = X.shape[1]
    dZ2 = (cache["A2"] - y) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [product-reversed-in-hidden-weights]: dW1 transposed, (h, d)
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = dZ1.T @ X
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [product-reversed-in-output-weights]: dW2 transposed, (1, h)
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = dZ2.T @ cache["A1"]
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [dimension-kept]: bias gradients keep the sample axis, (1, h) and (1, 1)
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = np.sum(dZ2, axis=0, keepdims=True)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = np.sum(dZ1, axis=0, keepdims=True)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [bias-summed-to-one-number]: db1 summed over everything, one number for all neurons
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = np.full(dZ1.shape[1], dZ1.sum())
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [wrong-axis]: db1 summed along the neurons, shape (n,)
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=1)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [output-bias-summed-to-one-number]: db2 is a single number, not of the shape (1,)
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = np.sum(dZ2)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = np.sum(dZ1, axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [error-left-out]: bias gradients all ones ("the derivative of Z by b is 1")
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = np.ones(1)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = np.ones(dZ1.shape[1])
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [wrong-layer-input-in-output-weights]: dW2 built from Z1 instead of A1
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["Z1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [gradient-for-weights]: sends the error back through dW2 instead of W2
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ dW2.T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [slope-dropped-in-hidden-weights]: dW1 built from dA1 (slope skipped) while dZ1 is right
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dA1
    db1 = dA1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [weights-left-out]: W2 left out on the way back, every hidden neuron gets the output's error
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ np.ones_like(params["W2"]).T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [thresholded]: predictions rounded to labels before the comparison
def backward(X, y, params, cache):
    dZ2 = (np.round(cache["A2"]) - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [broadcast]: labels flattened, the difference broadcasts to (n, n); its mean over the columns hides it
def backward(X, y, params, cache):
    n = len(y)
    dZ2 = (cache["A2"] - y[:, 0]).mean(axis=1, keepdims=True) / n
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong: gradients clipped to -0.1 and 0.1
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    g = {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
    }
    return {k: np.clip(v, -0.1, 0.1) for k, v in g.items()}

# %% wrong: weight decay added to the weight gradients
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2 + 0.01 * params["W2"]
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1 + 0.01 * params["W1"]
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong: floor of 0.01 under the hidden slope, wrong for saturated neurons
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * np.maximum(cache["A1"] * (1 - cache["A1"]), 0.01)
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong: dW1 built from the first feature only (right with one feature)
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = np.sum(X[:, :1] * dZ1, axis=0, keepdims=True) * np.ones((X.shape[1], 1))
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong: only the four gradients that update needs
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dZ1 = (dZ2 @ params["W2"].T) * cache["A1"] * (1 - cache["A1"])
    return {
        "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
    }

# %% wrong [updated-too-early]: W2 takes a step before it sends the error back
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    W2 = params["W2"] - 0.1 * dW2
    dA1 = dZ2 @ W2.T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong [sign-flipped]: two mistakes, sign of dZ2 and bias gradients as means
def backward(X, y, params, cache):
    dZ2 = (y - cache["A2"]) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.mean(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.mean(axis=0),
    }

# %% wrong [mean-forgotten]: two mistakes, 1/n missing and hidden slope left out
def backward(X, y, params, cache):
    dZ2 = cache["A2"] - y
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1.copy()
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
    }

# %% wrong [wrong-count]: two mistakes, X.size for n and db1 with keepdims
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / X.size
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0, keepdims=True),
    }

# %% wrong: zeros of the right shapes
def backward(X, y, params, cache):
    g = {"d" + k: np.zeros_like(v) for k, v in params.items()}
    g.update({"d" + k: np.zeros_like(cache[k]) for k in ("Z1", "A1", "Z2")})
    return g

# %% wrong [sign-lost]: absolute error at the output
def backward(X, y, params, cache):
    dZ2 = np.abs(cache["A2"] - y) / len(y)
    dW2 = cache["A1"].T @ dZ2
    db2 = dZ2.sum(axis=0)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    dW1 = X.T @ dZ1
    db1 = dZ1.sum(axis=0)
    return {"dZ2": dZ2, "dW2": dW2, "db2": db2, "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}

# %% wrong: names swapped in the last line, dW1 and dW2 exchanged, db1 and db2 too
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    first = X.T @ dZ1, dZ1.sum(axis=0)
    second = cache["A1"].T @ dZ2, dZ2.sum(axis=0)
    return {
        "dZ2": dZ2, "dW2": first[0], "db2": first[1],
        "dA1": dA1, "dZ1": dZ1, "dW1": second[0], "db1": second[1],
    }

# %% wrong [stray-factor-of-two]: two mistakes, factor 2 and dW1 transposed
def backward(X, y, params, cache):
    dZ2 = 2 * (cache["A2"] - y) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": dZ1.T @ X, "db1": dZ1.sum(axis=0),
    }

# %% wrong [mean-forgotten]: two mistakes, slope with Z1 and no 1/n
def backward(X, y, params, cache):
    dZ2 = cache["A2"] - y
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["Z1"] * (1 - cache["Z1"])
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
    }

# %% wrong [extra-output-slope]: two mistakes, output slope multiplied in and bias gradients are means
def backward(X, y, params, cache):
    a = cache["A2"]
    dZ2 = (a - y) * a * (1 - a) / len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.mean(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.mean(axis=0),
    }

# %% wrong [output-bias-summed-to-one-number]: two mistakes, cache["A2"] overwritten and db2 a plain number
def backward(X, y, params, cache):
    dZ2 = cache["A2"]
    dZ2 -= y
    dZ2 /= len(y)
    dA1 = dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
    }

# %% wrong [sign-flipped]: two mistakes that cancel in dW1 only, y - A2 at the output and a minus on the way back
def backward(X, y, params, cache):
    dZ2 = (y - cache["A2"]) / len(y)
    dA1 = -dZ2 @ params["W2"].T
    dZ1 = dA1 * cache["A1"] * (1 - cache["A1"])
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
    }

# %% wrong: two mistakes, W2 flattened by its sum and slope of the sigmoid without 1 - a
def backward(X, y, params, cache):
    dZ2 = (cache["A2"] - y) / len(y)
    dA1 = dZ2 * np.sum(params["W2"]) * np.ones_like(cache["A1"])
    dZ1 = dA1 * cache["A1"]
    return {
        "dZ2": dZ2, "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
        "dA1": dA1, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
    }
