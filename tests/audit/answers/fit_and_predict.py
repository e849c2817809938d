# %% right: the notebook's functions, ten neurons, larger rate and more steps
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 10, 8000, 0.1, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% right: inputs and targets standardised, predictions brought back
def bias_gradients(dZ1, dZ2):
    return np.sum(dZ1, axis=0), np.sum(dZ2, axis=0)


def fit_and_predict(X_train, y_train, X_test):
    mx, sx = X_train.mean(), X_train.std()
    my, sy = y_train.mean(), y_train.std()
    params, _ = train_with_biases(
        (X_train - mx) / sx, (y_train - my) / sy, 10, 5000, 0.3, np.random.default_rng(1)
    )
    return forward_with_biases((X_test - mx) / sx, params)[2] * sy + my

# %% right: own loop with tanh neurons
def fit_and_predict(X_train, y_train, X_test):
    rng = np.random.default_rng(3)
    h, n = 12, len(X_train)
    W1, b1 = rng.normal(size=(1, h)), rng.normal(size=h)
    W2, b2 = rng.normal(size=(h, 1)) * 0.3, np.zeros(1)
    mean, scale = y_train.mean(), y_train.std()
    t = (y_train - mean) / scale
    for _ in range(5000):
        A = np.tanh(X_train @ W1 + b1)
        e2 = 2 * (A @ W2 + b2 - t) / n
        e1 = (e2 @ W2.T) * (1 - A**2)
        W2, b2 = W2 - 0.1 * A.T @ e2, b2 - 0.1 * e2.sum(0)
        W1, b1 = W1 - 0.1 * X_train.T @ e1, b1 - 0.1 * e1.sum(0)
    return (np.tanh(X_test @ W1 + b1) @ W2 + b2) * scale + mean

# %% right: three starts, the mean of their predictions
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(0), dZ2.sum(0)


def fit_and_predict(X_train, y_train, X_test):
    answers = []
    for seed in range(3):
        rng = np.random.default_rng(seed)
        p, _ = train_with_biases(X_train, y_train / 4, 10, 4000, 0.2, rng)
        answers.append(4 * forward_with_biases(X_test, p)[2])
    return np.mean(answers, axis=0)

# %% right: Adam instead of plain descent
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    rng = np.random.default_rng(0)
    p = {
        "W1": rng.standard_normal((1, 10)), "b1": np.zeros(10),
        "W2": rng.standard_normal((10, 1)), "b2": np.zeros(1),
    }
    m = {k: 0 * v for k, v in p.items()}
    s = {k: 0 * v for k, v in p.items()}
    for t in range(1, 2501):
        _, g = loss_and_gradients(X_train, y_train, p)
        for k in p:
            m[k] = 0.9 * m[k] + 0.1 * g[k]
            s[k] = 0.999 * s[k] + 0.001 * g[k] ** 2
            step = m[k] / (1 - 0.9**t) / (np.sqrt(s[k] / (1 - 0.999**t)) + 1e-8)
            p[k] = p[k] - 0.02 * step
    return forward_with_biases(X_test, p)[2]

# %% right: class with fit and predict, momentum, rows given as lists allowed
class _Net:
    def __init__(self, h=10, seed=5):
        r = np.random.default_rng(seed)
        self.w = [r.normal(size=(1, h)), r.normal(size=h), r.normal(size=(h, 1)), np.zeros(1)]

    def __call__(self, X):
        W1, b1, W2, b2 = self.w
        self.A = np.tanh(X @ W1 + b1)
        return self.A @ W2 + b2

    def fit(self, X, y, rate=0.02, steps=4000):
        v = [0 * w for w in self.w]
        for _ in range(steps):
            e2 = 2 * (self(X) - y) / len(y)
            e1 = e2 @ self.w[2].T * (1 - self.A**2)
            g = [X.T @ e1, e1.sum(0), self.A.T @ e2, e2.sum(0)]
            v = [0.9 * a - rate * b for a, b in zip(v, g)]
            self.w = [a + b for a, b in zip(self.w, v)]
        return self


def fit_and_predict(X_train, y_train, X_test):
    top = np.abs(y_train).max()
    net = _Net().fit(np.asarray(X_train), np.asarray(y_train) / top)
    return net(np.asarray(X_test)) * top

# %% right: scipy's least_squares trains the weights of one's own network
from scipy.optimize import least_squares


def fit_and_predict(X_train, y_train, X_test):
    h = 5

    def net(w, X):
        W1, b1, W2 = w[:h][None], w[h : 2 * h], w[2 * h : 3 * h][:, None]
        return np.tanh(X @ W1 + b1) @ W2 + w[-1]

    def residuals(w):
        return np.append((net(w, X_train) - y_train).ravel(), 0.1 * w)

    start = np.random.default_rng(0).normal(size=3 * h + 1)
    return net(least_squares(residuals, start, max_nfev=300).x, X_test)

# %% wrong [undertrained]: the notebook's settings, training has only begun
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 10, 1000, 0.01, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong [bias-missing]: network without biases, cannot represent the curve
def fit_and_predict(X_train, y_train, X_test):
    W1, W2, _ = train(X_train, y_train, 50, 3000, 0.01, np.random.default_rng(0))
    return forward(X_test, W1, W2)[2]

# %% wrong [copied-formula]: formula 2x**2 of the notebook's data
def fit_and_predict(X_train, y_train, X_test):
    return 2 * X_test**2

# %% wrong [wrong-shape]: predictions for the training inputs
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 10, 5000, 0.1, np.random.default_rng(0))
    return forward_with_biases(X_train, params)[2]

# %% wrong [wrong-shape]: flat result (n_test,)
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 10, 5000, 0.1, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2].ravel()

# %% wrong [other-inputs]: test inputs standardised with their own mean and spread (shows with few or one-sided test points)
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    scale = lambda v: (v - v.mean()) / v.std()
    params, _ = train_with_biases(
        scale(X_train), y_train, 10, 4000, 0.1, np.random.default_rng(0)
    )
    return forward_with_biases(scale(X_test), params)[2]

# %% wrong [not-brought-back]: targets scaled, predictions not brought back
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    t = (y_train - y_train.mean()) / y_train.std()
    params, _ = train_with_biases(X_train, t, 10, 5000, 0.3, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong [not-brought-back]: brought back with the spread only, mean forgotten
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    m, s = y_train.mean(), y_train.std()
    params, _ = train_with_biases(X_train, (y_train - m) / s, 10, 5000, 0.3, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2] * s

# %% wrong [other-inputs]: training inputs scaled, test inputs not
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train / 2, y_train, 10, 5000, 0.1, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong [other-data]: trained on the notebook's global X and y
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X, y, 10, 5000, 0.1, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong [diverged]: rate of 5, the weights explode or the neurons saturate
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 10, 2000, 5.0, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong [pairs-broken]: X shuffled without y before training
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    rng = np.random.default_rng(0)
    params, _ = train_with_biases(rng.permutation(X_train), y_train, 10, 4000, 0.1, rng)
    return forward_with_biases(X_test, params)[2]

# %% wrong [pairs-broken]: X sorted, y left as it was
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    order = np.argsort(X_train[:, 0])
    params, _ = train_with_biases(
        X_train[order], y_train, 10, 4000, 0.1, np.random.default_rng(0)
    )
    return forward_with_biases(X_test, params)[2]

# %% wrong [constant]: the mean of y for every test point
def fit_and_predict(X_train, y_train, X_test):
    return np.full((len(X_test), 1), y_train.mean())

# %% right: polynomial fit, a model that learns from the data
def fit_and_predict(X_train, y_train, X_test):
    return np.polyval(np.polyfit(X_train[:, 0], y_train[:, 0], 2), X_test)

# %% right: scikit-learn's network, a model that learns from the data
from sklearn.neural_network import MLPRegressor


def fit_and_predict(X_train, y_train, X_test):
    net = MLPRegressor(hidden_layer_sizes=(20,), solver="lbfgs", alpha=0.1, max_iter=2000, random_state=0)
    return net.fit(X_train, y_train.ravel()).predict(X_test).reshape(-1, 1)

# %% wrong [follows-the-noise]: target of the nearest training point, follows the noise, no network
def fit_and_predict(X_train, y_train, X_test):
    nearest = np.abs(X_test - X_train.T).argmin(axis=1)
    return y_train[nearest]

# %% wrong: 90 random neurons solved by least squares without restraint, follows the noise
def fit_and_predict(X_train, y_train, X_test):
    rng = np.random.default_rng(0)
    W1, b1 = 40 * rng.standard_normal((1, 90)), 40 * rng.standard_normal(90)
    A = sigmoid(X_train @ W1 + b1)
    W2 = np.linalg.lstsq(A, y_train, rcond=None)[0]
    return sigmoid(X_test @ W1 + b1) @ W2

# %% wrong: number of test points fixed at 100
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 10, 5000, 0.1, np.random.default_rng(0))
    out = np.zeros((100, 1))
    for i in range(100):
        out[i] = forward_with_biases(X_test[i : i + 1], params)[2][0]
    return out

# %% wrong: far too many steps, takes minutes
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 200, 2_000_000, 0.002, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong: returns the parameters, no predictions
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    return train_with_biases(X_train, y_train, 10, 3000, 0.1, np.random.default_rng(0))

# %% wrong: bias gradients as means, trains b a hundred times too slowly and stops after 1000 steps
def bias_gradients(dZ1, dZ2):
    return dZ1.mean(axis=0), dZ2.mean(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 10, 1000, 0.01, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong [squashed-output]: sigmoid at the output, answers lie between 0 and 1
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 10, 5000, 0.1, np.random.default_rng(0))
    return sigmoid(forward_with_biases(X_test, params)[2])

# %% wrong [wrong-shape]: two mistakes, no biases and flat result
def fit_and_predict(X_train, y_train, X_test):
    W1, W2, _ = train(X_train, y_train, 10, 2000, 0.02, np.random.default_rng(0))
    return forward(X_test, W1, W2)[2][:, 0]

# %% wrong: two mistakes, y scaled and not brought back, too few steps
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train / 10, 10, 300, 0.01, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong [symmetric-start]: a single hidden neuron, cannot draw a U
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X_train, y_train, 1, 5000, 0.05, np.random.default_rng(0))
    return forward_with_biases(X_test, params)[2]

# %% wrong [trained-once]: trains once and reuses the network for all later data sets
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


_kept = []


def fit_and_predict(X_train, y_train, X_test):
    if not _kept:
        p, _ = train_with_biases(X_train, y_train, 10, 5000, 0.1, np.random.default_rng(0))
        _kept.append(p)
    return forward_with_biases(X_test, _kept[0])[2]

# %% wrong: noise added to the predictions
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    rng = np.random.default_rng()
    params, _ = train_with_biases(X_train, y_train, 10, 5000, 0.1, rng)
    return forward_with_biases(X_test, params)[2] + rng.normal(0, 0.5, (len(X_test), 1))

# %% wrong [wrong-shape]: two mistakes, trained on the global data and predictions for the training inputs
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    params, _ = train_with_biases(X, y, 10, 4000, 0.1, np.random.default_rng(0))
    return forward_with_biases(X_train, params)[2]

# %% wrong [wrong-shape]: two mistakes, X shuffled apart from y and result flattened
def bias_gradients(dZ1, dZ2):
    return dZ1.sum(axis=0), dZ2.sum(axis=0)


def fit_and_predict(X_train, y_train, X_test):
    rng = np.random.default_rng(1)
    params, _ = train_with_biases(rng.permutation(X_train), y_train, 10, 3000, 0.1, rng)
    return forward_with_biases(X_test, params)[2].flatten()
