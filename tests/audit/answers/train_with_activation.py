# %% right: forward and backward pass written out, hidden activation from the arguments
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% right: own backward called, then dZ1, dW1, db1 replaced
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        Z2 = A1 @ params["W2"] + params["b2"]
        cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
        losses.append(binary_cross_entropy(cache["A2"], y))
        grads = dict(backward(X, y, params, cache))
        dZ1 = grads["dA1"] * activation_derivative(Z1)
        grads.update(dZ1=dZ1, dW1=X.T @ dZ1, db1=dZ1.sum(axis=0))
        params = update(params, grads, learning_rate)
    return params, losses

# %% right: two inner functions, while loop
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    def ahead(p):
        z = np.dot(X, p["W1"]) + p["b1"]
        a = activation(z)
        return z, a, sigmoid(np.dot(a, p["W2"]) + p["b2"])

    def back(p, z, a, out):
        e2 = (out - y) / X.shape[0]
        e1 = np.dot(e2, p["W2"].T) * activation_derivative(z)
        return {"dW1": X.T.dot(e1), "db1": e1.sum(0), "dW2": a.T.dot(e2), "db2": e2.sum(0)}

    p, losses = initialise_parameters(X.shape[1], n_hidden, 1, rng), []
    while len(losses) < n_iterations:
        z, a, out = ahead(p)
        losses.append(binary_cross_entropy(out, y))
        p = update(p, back(p, z, a, out), learning_rate)
    return p, losses

# %% right: einsum, params unpacked, updates written out together
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    n, d = X.shape
    params = initialise_parameters(d, n_hidden, 1, rng)
    W1, b1, W2, b2 = (params[k].copy() for k in ("W1", "b1", "W2", "b2"))
    losses = []
    for _ in range(n_iterations):
        Z1 = np.einsum("nd,dh->nh", X, W1) + b1
        A1 = activation(Z1)
        A2 = sigmoid(np.einsum("nh,ho->no", A1, W2) + b2)
        losses.append(float(binary_cross_entropy(A2, y)))
        e2 = (A2 - y) / n
        e1 = np.einsum("no,ho,nh->nh", e2, W2, activation_derivative(Z1))
        W2 = W2 - learning_rate * np.einsum("nh,no->ho", A1, e2)
        b2 = b2 - learning_rate * e2.sum(axis=0)
        W1 = W1 - learning_rate * np.einsum("nd,nh->dh", X, e1)
        b1 = b1 - learning_rate * e1.sum(axis=0)
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}, losses

# %% right: a class that keeps the two functions
class _Net:
    def __init__(self, act, slope):
        self.act, self.slope = act, slope

    def step(self, X, y, params, learning_rate):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = self.act(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        dZ2 = (A2 - y) / len(X)
        dZ1 = np.outer(dZ2, params["W2"]) * self.slope(Z1)
        grads = {"dW1": X.T @ dZ1, "db1": dZ1.sum(0), "dW2": A1.T @ dZ2, "db2": dZ2.sum(0)}
        return binary_cross_entropy(A2, y), update(params, grads, learning_rate)


def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    net = _Net(activation, activation_derivative)
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        loss, params = net.step(X, y, params, learning_rate)
        losses.append(loss)
    return params, losses

# %% right: generator, biases as an extra row for the gradients
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    ones = np.ones((len(X), 1))

    def steps(params):
        for _ in range(n_iterations):
            Z1 = X @ params["W1"] + params["b1"]
            A1 = activation(Z1)
            A2 = sigmoid(A1 @ params["W2"] + params["b2"])
            e2 = (A2 - y) / len(X)
            e1 = e2 * params["W2"].ravel() * activation_derivative(Z1)
            g1 = np.hstack([X, ones]).T @ e1
            g2 = np.hstack([A1, ones]).T @ e2
            grads = {"dW1": g1[:-1], "db1": g1[-1], "dW2": g2[:-1], "db2": g2[-1]}
            params = update(params, grads, learning_rate)
            yield binary_cross_entropy(A2, y), params

    params, losses = initialise_parameters(X.shape[1], n_hidden, 1, rng), []
    for loss, params in steps(params):
        losses.append(loss)
    return params, losses

# %% wrong [still-sigmoid]: calls train, the two functions are ignored
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    return train(X, y, n_hidden, n_iterations, learning_rate, rng)

# %% wrong [slope-of-sigmoid]: slope of the sigmoid left in the backward pass
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        Z2 = A1 @ params["W2"] + params["b2"]
        cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
        losses.append(binary_cross_entropy(cache["A2"], y))
        params = update(params, backward(X, y, params, cache), learning_rate)
    return params, losses

# %% wrong [still-sigmoid]: sigmoid left in the forward pass, only the slope is exchanged
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        dZ2 = (cache["A2"] - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(cache["Z1"])
        grads = {
            "dW2": cache["A1"].T @ dZ2, "db2": dZ2.sum(axis=0),
            "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [derivative-of-activation]: slope taken at A1 instead of Z1
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        A1 = activation(X @ params["W1"] + params["b1"])
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(A1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [new-output]: the output uses the new activation too
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = np.clip(activation(A1 @ params["W2"] + params["b2"]), 1e-12, 1 - 1e-12)
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [fixed-activation]: tanh hard-coded, arguments ignored
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        A1 = np.tanh(X @ params["W1"] + params["b1"])
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * (1 - A1**2)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [fixed-activation]: activation of the notebook, remembered in defaults, instead of the one passed in
def _mine(z, f=activation):
    return f(z)


def _my_slope(z, f=activation_derivative):
    return f(z)


def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = _mine(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * _my_slope(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [slope-missing]: the slope is left out
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = dZ2 @ params["W2"].T
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [activation-for-slope]: activation instead of its derivative
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [two-slopes]: both slopes multiplied in, the new one and the sigmoid's
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        Z2 = A1 @ params["W2"] + params["b2"]
        cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
        losses.append(binary_cross_entropy(cache["A2"], y))
        grads = backward(X, y, params, cache)
        dZ1 = grads["dZ1"] * activation_derivative(Z1)
        grads = {**grads, "dZ1": dZ1, "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0)}
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [slope-of-sigmoid]: dZ1 replaced but dW1 and db1 still those of the sigmoid
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        Z2 = A1 @ params["W2"] + params["b2"]
        cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}
        losses.append(binary_cross_entropy(cache["A2"], y))
        grads = backward(X, y, params, cache)
        grads["dZ1"] = grads["dA1"] * activation_derivative(Z1)
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong: overwrites the notebook's sigmoid and calls train (output changes too, slope stays)
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    global sigmoid
    old, sigmoid = sigmoid, activation
    try:
        return train(X, y, n_hidden, n_iterations, learning_rate, rng)
    finally:
        sigmoid = old

# %% wrong [own-seed]: own generator with seed 0
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, np.random.default_rng(0))
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [loss-after-update]: losses after the update
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
        A2 = sigmoid(activation(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
    return params, losses

# %% wrong: slopes of the start used in all iterations
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    slope = activation_derivative(X @ params["W1"] + params["b1"])
    for _ in range(n_iterations):
        A1 = activation(X @ params["W1"] + params["b1"])
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * slope
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [updated-too-early]: W2 is changed before the error goes back through it
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        W2 = params["W2"] - learning_rate * A1.T @ dZ2
        b2 = params["b2"] - learning_rate * dZ2.sum(axis=0)
        dZ1 = (dZ2 @ W2.T) * activation_derivative(Z1)
        W1 = params["W1"] - learning_rate * X.T @ dZ1
        b1 = params["b1"] - learning_rate * dZ1.sum(axis=0)
        params = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return params, losses

# %% wrong [bias-gradient-missing]: hidden biases left out of pass and update
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0),
            "dW1": X.T @ dZ1, "db1": np.zeros(n_hidden),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [last-update-missing]: two mistakes, slope at A1 and best instead of last params
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses, best = [], params
    for _ in range(n_iterations):
        A1 = activation(X @ params["W1"] + params["b1"])
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        if losses[-1] <= min(losses):
            best = params
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(A1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return best, losses

# %% wrong: two mistakes, one feature hard-coded and 1/n missing
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(1, n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = A2 - y
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong: hidden gradients clipped to -0.01 and 0.01
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        Z1 = X @ params["W1"] + params["b1"]
        A1 = activation(Z1)
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(Z1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0),
            "dW1": np.clip(X.T @ dZ1, -0.01, 0.01), "db1": np.clip(dZ1.sum(axis=0), -0.01, 0.01),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong [loss-after-update]: two mistakes, slope at A1 and losses after the update
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        A1 = activation(X @ params["W1"] + params["b1"])
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        dZ2 = (A2 - y) / len(y)
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(A1)
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
        A1 = activation(X @ params["W1"] + params["b1"])
        losses.append(binary_cross_entropy(sigmoid(A1 @ params["W2"] + params["b2"]), y))
    return params, losses

# %% wrong [still-sigmoid]: two mistakes, sigmoid kept in the forward pass and 1/n twice in the weights
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    n = len(y)
    params = initialise_parameters(X.shape[1], n_hidden, 1, rng)
    losses = []
    for _ in range(n_iterations):
        cache = forward(X, params)
        losses.append(binary_cross_entropy(cache["A2"], y))
        dZ2 = (cache["A2"] - y) / n
        dZ1 = (dZ2 @ params["W2"].T) * activation_derivative(cache["Z1"])
        grads = {
            "dW2": cache["A1"].T @ dZ2 / n, "db2": dZ2.sum(axis=0),
            "dW1": X.T @ dZ1 / n, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses

# %% wrong: two mistakes, four neurons hard-coded and slope left out
def train_with_activation(
    X, y, n_hidden, n_iterations, learning_rate, rng, activation, activation_derivative
):
    params = initialise_parameters(X.shape[1], 4, 1, rng)
    losses = []
    for _ in range(n_iterations):
        A1 = activation(X @ params["W1"] + params["b1"])
        A2 = sigmoid(A1 @ params["W2"] + params["b2"])
        losses.append(binary_cross_entropy(A2, y))
        dZ2 = (A2 - y) / len(y)
        dZ1 = dZ2 @ params["W2"].T
        grads = {
            "dW2": A1.T @ dZ2, "db2": dZ2.sum(axis=0), "dW1": X.T @ dZ1, "db1": dZ1.sum(axis=0),
        }
        params = update(params, grads, learning_rate)
    return params, losses
